"""Several documents in one text: each is a division of its own, with its own number, notes, date and correspondents."""

from __future__ import annotations

from encoder.draft.model import Source
from encoder.run.one import encode
from encoder.tei.build import TEI

ONE = """21. Telegram From the Embassy in Peru to the Department of State1

Lima, May 3, 1956, 4 p.m.

The ship has not come.2

Marsh

  1. Source: Department of State, Central Files. Secret.
  2. It came on May 5.
"""
OTHER = """22. Telegram From the Department of State to the Embassy in Peru1

Washington, June 4, 1957, 5 p.m.

It has come on May 5.2

Dale

  1. Source: Department of State, Central Files. Confidential.
  2. See Document 21.
"""


def _encoded(text: str):  # type: ignore[no-untyped-def]
    encoded = encode(Source(text, "x.txt", "x"))
    assert encoded.lost == ""
    return encoded.edition.root


def test_two_documents_of_frus() -> None:
    root = _encoded(f"{ONE}\n{OTHER}")
    one, other = root.iterfind(f".//{{{TEI}}}div[@type='document']")
    assert [one.get("n"), other.get("n")] == ["21", "22"]
    assert [len(list(div.iter(f"{{{TEI}}}note"))) for div in (one, other)] == [2, 2]
    dates = [date.get("when") for date in other.iter(f"{{{TEI}}}date")]
    assert dates == ["1957-06-04T17:00:00", "1957-05-05"], "reckoned from its own dateline"
    described = list(root.iter(f"{{{TEI}}}correspDesc"))
    assert [d.get("corresp") for d in described] == ["#d21", "#d22"]


def test_one_document_that_tells_of_others_is_one() -> None:
    root = _encoded(ONE.replace("come.2", "come.2\n\n22. Telegram from Lima, not printed."))
    assert len(list(root.iterfind(f".//{{{TEI}}}div[@type='document']"))) == 1


def test_what_stands_over_the_first_belongs_to_it() -> None:
    root = _encoded(f"Foreign Relations of the United States, 1955–1957, Volume VII\n\n{ONE}\n{OTHER}")
    first, _ = root.iterfind(f".//{{{TEI}}}div[@type='document']")
    assert first.get("n") == "21"
