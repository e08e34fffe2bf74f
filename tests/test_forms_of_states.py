"""A state that is called by its form is the state, where no two have the name."""

from __future__ import annotations

from encoder import encode

TEXT = "Notes on two visits\n\nThe men of the Republic of Iraq met those of Iraq at Baghdad, and went on to the Republic of China, which is not China.\n"


def test_the_republic_of_iraq_is_iraq_and_the_republic_of_china_is_not_china() -> None:
    done = encode(TEXT, profile="plain")
    assert done.ok
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    refs = {"".join(map(str, e.itertext())): e.get("ref") for e in done.tree.iterfind(".//t:body//t:placeName", tei)}
    assert refs["Republic of Iraq"] == refs["Iraq"] == "#place_iraq"
    assert refs.get("Republic of China") != refs.get("China", "#place_china")
