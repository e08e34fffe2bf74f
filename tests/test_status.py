"""A project over time: ``status``, ``init --update``, what the names of files say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.source import file_names
from encoder.source.keys import DOCUMENT, FIELDS
from encoder.source.metadata import is_date, load
from tests.conftest import ROOT

LETTER = "Dear Anna,\n\nMr. Orrin and I came to Harwick today and saw the mill.\n\nYours truly,\n\nJohn Velin\n"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "in" / "1871").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "1871/c.txt"):
        (tmp_path / "in" / name).write_text(LETTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(*args: object) -> Any:
    return json.loads(run("status", *args, "--format", "json").stdout)


def states(*args: object) -> dict[str, set[str]]:
    return {Path(d["edition"] or d["text"]).as_posix(): set(d["states"]) - {"problems"} for d in report(*args)["documents"]}


def test_a_project_without_editions_is_to_be_encoded(project: Path) -> None:
    done = run("status")
    assert done.exit_code == 1
    assert "3 texts, 0 editions: 3 texts without an edition" in done.stdout
    assert run("status", project / "nowhere").exit_code == 2


def test_nothing_is_to_do_where_all_is_as_it_was_written(project: Path) -> None:
    (project / "in" / "b.txt").write_text(f"Harwick, May 3, 1871\n\n{LETTER}", "utf-8")  # its "today" is a guess
    run("encode", "in", "--out", "out")
    done = run("status")
    assert done.exit_code == 0, done.stdout
    assert "3 texts, 3 editions in out" in done.stdout
    known = report("out")
    assert known["uncertain"] > 0
    assert known["undecided"] > 0
    assert known["to_do"] is False
    assert [d["text"] for d in known["documents"]] == [str(Path("in/1871/c.txt")), str(Path("in/a.txt")), str(Path("in/b.txt"))]


def test_each_state_is_told(project: Path) -> None:
    run("encode", "in", "--out", "out")
    (project / "in" / "a.txt").write_text(LETTER.replace("mill", "bridge"), "utf-8")
    edition = project / "out" / "b.xml"
    edition.write_text(edition.read_text("utf-8").replace("the mill", "the <hi>mill</hi>"), "utf-8")
    (project / "in" / "1871" / "c.txt").unlink()
    (project / "in" / "1871" / "d.txt").write_text(LETTER, "utf-8")
    done = run("status")
    assert done.exit_code == 1
    assert states() == {"out/1871/c.xml": {"text-gone"}, "out/a.xml": {"stale"}, "out/b.xml": {"edited"}, "in/1871/d.txt": {"new"}}
    assert "a.xml: stale: its text was changed" in done.stdout
    edition.write_text(edition.read_text("utf-8").replace("<hi>mill</hi>", "<nonsense>mill</nonsense>"), "utf-8")
    (project / "out" / "a.xml").unlink()
    assert states()["out/b.xml"] == {"edited", "invalid"}
    assert states()["in/a.txt"] == {"stale", "missing"}


def test_changed_settings_make_an_edition_stale(project: Path) -> None:
    run("encode", "in", "--out", "out")
    (project / "in" / "1871" / "edition.toml").write_text('[edition]\npublisher = "The press"\n', "utf-8")
    assert states() == {"out/1871/c.xml": {"stale"}, "out/a.xml": set(), "out/b.xml": set()}
    run("encode", "in", "--out", "out")
    assert run("status").exit_code == 0
    # what the call says is no change of the project
    run("encode", "in", "--out", "out", "--link", "corresp", "--date", "1871-05-04")
    assert run("status").exit_code == 0


def test_status_writes_nothing(project: Path) -> None:
    run("encode", "in", "--out", "out")
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    run("status")
    assert {p: p.read_bytes() for p in project.rglob("*") if p.is_file()} == before


WRITTEN = """\
# our edition, begun in May
[edition]
publisher = "The press"   # not yet sure

[[document]]
file = "a"
title = "The first letter"   # Anna's

[[document]]
file = "lost"
note = "Where is it?"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_update_adds_what_is_new_and_keeps_every_byte(project: Path, end: str) -> None:
    path = project / "in" / "edition.toml"
    path.write_bytes(WRITTEN.replace("\n", end).encode())
    done = run("init", "in", "--update")
    assert done.exit_code == 0, done.output
    text = path.read_bytes().decode()
    lines = text.split(end)
    at = -1
    for line in WRITTEN.splitlines():  # all that was there, in its order
        at = lines.index(line, at + 1)
    assert "\r" not in text.replace(end, "")
    assert [d["file"] for d in tomllib.loads(text)["document"]] == ["a", "lost", "c", "b"]
    assert load(path).edition == {"publisher": "The press"}
    assert text.count("publisher =") == 1
    assert "# licence = " in text
    assert "info text-gone: no text is called 'lost'" in done.stderr
    assert "2 new documents" in done.stdout
    assert run("init", "in", "--update").exit_code == 0
    assert path.read_bytes().decode() == text


def test_update_needs_a_file_that_can_be_added_to(project: Path) -> None:
    assert run("init", "in", "--update").exit_code == 2
    path = project / "in" / "edition.toml"
    path.write_text('document = [{ file = "a" }]\n', "utf-8")
    before = path.read_bytes()
    assert run("init", "in", "--update").exit_code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("pattern", "stem", "said"),
    [
        ("{date}_{sender}_{n}.txt", "1871-05-04_John_Orrin_2", {"document_date": "1871-05-04", "sender": "John Orrin"}),
        ("{date}_{sender}", "18710504_Orrin", {"document_date": "1871-05-04", "sender": "Orrin"}),
        ("{date} {sender} to {recipient}", "1871-05 Orrin to Anna Velin", {
            "document_date": "1871-05", "sender": "Orrin", "recipient": "Anna Velin"}),
        ("{collection}-{shelfmark}_{}", "Mill-12.3_scan", {"collection": "Mill", "shelfmark": "12.3"}),
        ("{date}_{sender}", "1871-02-30_Orrin", None),
        ("{date}_{sender}", "letter_Orrin", None),
        ("{n}_{title}", "12_On+the+mill", {"title": "On the mill"}),
    ],
)  # fmt: skip
def test_what_the_name_of_a_file_says(pattern: str, stem: str, said: dict[str, str] | None) -> None:
    assert file_names.read(stem, [pattern], is_date) == said


@pytest.mark.parametrize(
    ("pattern", "why"),
    [("letter", "no field"), ("{day}_{n}", "no field {day}"), ("{n}{sender}", "something between"), ("{n}_{n}", "stands twice")],
)
def test_a_pattern_that_says_nothing_is_refused_with_its_line(project: Path, pattern: str, why: str) -> None:
    (project / "in" / "edition.toml").write_text(f'[edition]\nfile_names = ["{pattern}"]\n', "utf-8")
    done = run("encode", "in", "--out", "out")
    assert done.exit_code == 2
    assert "edition.toml:2: 'file_names'" in done.stderr
    assert why in done.stderr


def test_a_table_goes_before_the_name(project: Path) -> None:
    for name in ("1871-05-04_John_Velin_1.txt", "1871-05-05_John_Velin_2.txt"):
        (project / "in" / name).write_text(LETTER, "utf-8")
    (project / "in" / "edition.toml").write_text(
        '[edition]\nfile_names = ["{date}_{sender}_{n}"]\n[[document]]\nfile = "1871-05-05*"\ndate = "1872"\n[[document]]\nfile = "a"\n', "utf-8"
    )
    done = run("encode", "in", "--out", "out")
    assert done.exit_code == 0, done.stderr

    def told(name: str) -> tuple[str, list[str]]:
        root: Any = etree.parse(project / "out" / name).getroot()
        return root.xpath("string(//t:creation/t:date/@when)", namespaces=TEI), root.xpath(
            "//t:correspAction[@type='sent']/t:persName/text()", namespaces=TEI)  # fmt: skip

    assert told("1871-05-04_John_Velin_1.xml") == ("1871-05-04", ["John Velin"])
    assert told("1871-05-05_John_Velin_2.xml") == ("1872", ["John Velin"])
    assert "b.txt:1:1: warning file-name: the name of this file fits no pattern" in done.stderr
    assert "a.txt:1:1: warning file-name" not in done.stderr


def test_the_fields_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "edition-toml.md").read_text("utf-8")
    assert all(f"| `{name}` | text | {meaning} |" in page for name, (_, meaning) in FIELDS.items())
    assert all(not key or key in DOCUMENT for key, _ in FIELDS.values())
