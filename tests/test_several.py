"""Several documents in one text: each is a division of its own, with its own number, notes, date and correspondents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.draft.model import Draft, Source
from encoder.run.one import encode
from encoder.tei.back import characters, to_text
from encoder.tei.build import TEI
from encoder.xml.safe import parse

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


LETTERS = """LETTERS OF THE PYMS

1. Walter Pym to Ezra Hale

Thornby, June 4, 1833

My dear Hale,

The horse has come home without the cart,[1] and I write to ask whether you have the cart.

Yours,
Walter Pym

[1] It was the grey one.

2. Ezra Hale to Walter Pym

The Three Tuns, June 6, 1833

Dear Pym,

I have two carts since the 5th, and neither of them is known to your horse, who has seen them both.

Yours,
E. Hale
"""


def test_split_writes_one_file_each(tmp_path: Path) -> None:
    (tmp_path / "pyms.txt").write_text(LETTERS, encoding="utf-8")
    (tmp_path / "two.txt").write_text(f"{ONE}\n{OTHER}", encoding="utf-8")
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    out = tmp_path / "out"
    for said in ("3 written", "3 unchanged"):
        result = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(out), "--split"])
        assert result.exit_code == 0, result.output
        assert said in result.stderr
    names = sorted(path.stem for path in out.glob("*.xml"))
    assert names == ["one", "pyms_d1-1", "pyms_d1-2", "pyms_front", "two_d21", "two_d22"]
    kept = "".join(characters(to_text(parse((out / f"pyms_{end}.xml").read_bytes()).getroot())) for end in ("front", "d1-1", "d1-2"))
    assert kept == characters(LETTERS), "together they have the whole text"
    second = parse((out / "pyms_d1-2.xml").read_bytes()).getroot()
    assert [name.text for name in second.iterfind(f".//{{{TEI}}}correspAction/{{{TEI}}}persName")] == ["Ezra Hale", "Walter Pym"]
    assert second.find(f".//{{{TEI}}}creation/{{{TEI}}}date").get("when") == "1833-06-06"  # type: ignore[union-attr]


def test_what_a_person_changed_in_one_of_them_is_kept(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(f"{ONE}\n{OTHER}", encoding="utf-8")
    out = tmp_path / "out"
    CliRunner().invoke(main, ["encode", str(tmp_path / "two.txt"), "--out", str(out), "--split"])
    changed = out / "two_d22.xml"
    changed.write_bytes(changed.read_bytes().replace(b"It has come", b"<!-- seen -->It has come"))
    result = CliRunner().invoke(main, ["encode", str(tmp_path / "two.txt"), "--out", str(out), "--split"])
    assert result.exit_code == 0
    assert b"seen" in changed.read_bytes()
    (tmp_path / "two.txt").write_text(f"{ONE}\n{OTHER}".replace("It has", "It had"), encoding="utf-8")
    assert CliRunner().invoke(main, ["encode", str(tmp_path / "two.txt"), "--out", str(out), "--split"]).exit_code == 0
    assert b"<!-- seen -->It had" in changed.read_bytes()


ENDNOTES = """LETTERS OF THE PYMS

1. Walter Pym to Ezra Hale

Thornby, June 4, 1833

My dear Hale,

The horse has come home without the cart.(1)

Yours,
Walter Pym

2. Ezra Hale to Walter Pym

The Three Tuns, June 6, 1833

Dear Pym,

I have two carts.(2) Your horse has seen them both.(1)

Yours,
E. Hale

NOTES

(1) It was the grey one.

(2) One was Pym's.
"""


def test_a_list_of_notes_behind_all_letters_is_shared_out(tmp_path: Path) -> None:
    (tmp_path / "pyms.txt").write_text(ENDNOTES, encoding="utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(out), "--split"])
    assert (result.exit_code, "rule-left-out" in result.stderr) == (0, False), result.output
    roots = {path.stem: parse(path.read_bytes()).getroot() for path in sorted(out.glob("*.xml"))}
    notes = {stem: [n.get("n") for n in root.iter(f"{{{TEI}}}note") if n.get("n")] for stem, root in roots.items()}
    assert {stem: n for stem, n in notes.items() if n} == {"pyms_d1-1": ["1"], "pyms_d1-2": ["2"]}
    (again,) = roots["pyms_d1-2"].iterfind(f".//{{{TEI}}}ref")
    assert again.get("target") == "pyms_d1-1.xml#d1fn1", "the note stands in the other file"
    assert Counter("".join(characters(to_text(root)) for root in roots.values())) == Counter(characters(ENDNOTES))


def test_where_a_piece_would_lack_something_a_rule_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.run import one, rescue

    cut: Any = vars(one)["pieces"]

    def lacking(draft: Draft) -> tuple[Draft, ...]:
        made: tuple[Draft, ...] = cut(draft)
        return made[:-1] if any(rule.id == "closer-letter" for rule in draft.context.profile.rules) else made

    monkeypatch.setattr(one, "pieces", lacking)
    monkeypatch.setattr(rescue, "MOST", 12)
    source = Source(LETTERS, "pyms.txt", "pyms")
    made = one.encode_pieces(source)
    assert not made.lost
    assert made.each == () or "".join(characters(to_text(piece.edition.root)) for piece in made.each) == characters(LETTERS)
    assert any(p.code == rescue.CODE and "closer-letter is left out" in p.message for p in made.whole.edition.problems)
    (tmp_path / "pyms.txt").write_text(LETTERS, encoding="utf-8")
    result = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out"), "--split"])
    assert result.exit_code == 0, result.output
    assert "warning rule-left-out: closer-letter" in result.stderr
