"""What a reader sees who knows nothing of the house: brackets are text, the document comes first, codes are explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from encoder import encode
from encoder.run.job import Job
from encoder.run.many import encode_all
from encoder.tei.document import TEI_ALL
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse
from tests.conftest import ROOT, TEI_FOLDER

N = {"t": "http://www.tei-c.org/ns/1.0"}
EDITIONS = sorted([*(ROOT / "tests" / "golden").glob("*.xml"), *TEI_FOLDER.glob("*.xml")])
BULLETS = "# Stores\n\nWe need:\n\n- bread for the *whole* house\n- wine,\n  two bottles\n- oil\n\nThat is all[^1].\n\n[^1]: So far.\n"


def find(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=N)
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.stem)
def test_naive_readers(path: Path) -> None:
    root = parse(path.read_bytes()).getroot()
    for words in find(root, "//t:text//t:gap/t:desc"):
        text = "".join(map(str, words.itertext()))
        assert not text[0].isalnum(), f"a bracket or a black bar, no words: {text}"
        assert not text[-1].isalnum(), text
    assert not find(root, "/t:TEI/t:text/preceding-sibling::t:standOff"), "the document stands before its lists"
    assert not find(root, "//t:note[@subtype][not(@type)]"), "TEI: subtype only beside type"
    assert not find(root, "//t:list[@type='bulleted']/t:label")
    assert not find(root, "//t:list/t:label[translate(normalize-space(.), '-–—•*·▪◦', '') = '']"), "a bullet is no term to be explained"


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.stem)
def test_every_code_is_explained(path: Path) -> None:
    root = parse(path.read_bytes()).getroot()
    explained = {str(e.get("selector")).partition("[")[0] for e in find(root, "//t:tagsDecl/t:rendition")}
    assert {etree.QName(e).localname for e in find(root, "//t:text//*[@rend]")} <= explained


def test_bullets_are_items_and_come_back() -> None:
    made = encode(BULLETS, name="stores")
    assert made.ok, (made.lost, made.failures)
    (listed,) = find(made.tree, "//t:list")
    assert listed.get("type") == "bulleted"
    assert [(e.get("rend"), " ".join("".join(map(str, e.itertext())).split())) for e in find(listed, "t:item")] == [
        ("-{}", "bread for the whole house"), ("-{}", "wine, two bottles"), ("-{}", "oil"),
    ]  # fmt: skip
    meanings = {str(e.get("selector")): (e.get("scheme"), e.text) for e in find(made.tree, "//t:rendition")}
    assert meanings["hi[rend~='italic']"] == ("css", "font-style: italic")


@pytest.mark.parametrize(
    ("said", "first"),
    [("", TEI_ALL), ('[edition]\nschema = "../schema"\n', "../schema/edition.rng"), ('[edition]\nschema = "none"\n', "")],
    ids=["nothing is said", "a folder", "none"],
)
def test_what_an_edition_points_to(tmp_path: Path, said: str, first: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(BULLETS, "utf-8")
    (tmp_path / "in" / "edition.toml").write_text(said, "utf-8")
    assert encode_all((tmp_path / "in",), Job(out=tmp_path / "out", quiet=True), 1) == 0
    data = (tmp_path / "out" / "a.xml").read_bytes()
    models = [line.decode() for line in data.splitlines() if line.startswith(b"<?xml-model")]
    assert [m.split('"')[1] for m in models[:1]] == ([first] if first else [])
    assert not [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
