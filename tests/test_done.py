"""The promise as a whole: 200 edits by hand in 50 editions outlive a changed rule, an added document and texts that are copied again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from benchmarks.annotated import texts as annotated
from encoder.cli import main
from encoder.decisions import Decision, save
from encoder.draft.model import Source
from encoder.draft.types import Profile
from encoder.run import many, one
from encoder.validation.schemas import edition_schema
from encoder.xml.counted import TEI, occurrences
from encoder.xml.safe import parse
from tests.conftest import ROOT, SEEDS
from tests.hand_edits import Edited, editors

FILES = (*sorted((ROOT / "tests" / "golden").glob("*.txt")), *sorted(SEEDS.glob("*.txt")))
EDITIONS = 50
#: words that are spelled in another way when the texts are copied again; edits are made away from them
COPIED = ("have", "were", "this", "from")
#: what editors do, by how ``hand_edits`` says it
KINDS = {
    "text nodes": ("another word", "a word more", "a word less", "a line end"), "attributes": ("another value", "an attribute more", "another order"),
    "elements added": ("hi around", "foreign around", "persName around", "a paragraph q", "a note q"),
    "elements removed": ("persName off", "placeName off", "orgName off"), "elements moved": ("a note moved", "a paragraph moved"), "comments": ("a comment",),
}  # fmt: skip


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def encode(folder: Path, out: Path) -> Result:
    return run("encode", folder, "--out", out)


def without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be as it was before it had the rules for names and for openings."""
    choose = one.choose

    def before(source: Source, profile: str) -> Profile:
        less = choose(source, profile)
        for rule in {"name-weighed", "opener-lines"} & {r.id for r in less.rules}:
            less = less.without_rule(rule)
        return less

    monkeypatch.setattr(one, "choose", before)
    monkeypatch.setattr(many, "rules_digest", lambda: "before")


def held(out: Path, done: dict[str, Edited], result: Result, was: dict[Path, bytes]) -> int:
    """See that no edit is lost, all is valid, counts are right, and nothing but conflicts is told as an error; return how many changed."""
    errors = {line.split(": ")[1] for line in result.stderr.splitlines() if ": error " in line}
    assert errors <= {"error merge-conflict"}, result.stderr
    for name, edited in done.items():
        data = (out / name).read_bytes()
        assert edited.lost(data.decode()) == [], name
        assert valid(data), name
        root = parse(data).getroot()
        assert data == was[out / name] or counts(root) == occurrences(root), name
    return sum(data != path.read_bytes() for path, data in was.items())


def valid(data: bytes) -> bool:
    return not [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]


def counts(root: etree._Element) -> dict[str, int]:
    return {str(usage.get("gi")): int(usage.get("occurs") or 0) for usage in root.iter(f"{{{TEI}}}tagUsage")}


def test_two_hundred_edits_in_fifty_editions_outlive_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    texts = {path.stem: path.read_text("utf-8") for path in FILES} | {t.name: t.text for t in annotated(ROOT / "benchmarks" / "names_texts")}
    for name, text in list(texts.items())[:EDITIONS]:
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with monkeypatch.context() as before:
        without_names(before)
        assert encode(folder, out).exit_code == 0
    files = sorted(out.glob("*.xml"))
    assert len(files) == EDITIONS
    made = editors([path.read_text("utf-8") for path in files], 260, 11, frozenset(COPIED))
    done = {path.name: edited for path, edited in zip(files, made, strict=True)}
    kinds = Counter(kind for edited in done.values() for said, _ in edited.edits for kind, begins in KINDS.items() if said.startswith(begins))
    assert sum(kinds.values()) >= 200
    assert all(kinds[kind] >= 2 for kind in KINDS), kinds
    for path in files:
        assert valid(done[path.name].text.encode()), done[path.name].edits
        path.write_text(done[path.name].text, "utf-8")

    was = {path: path.read_bytes() for path in files}
    assert held(out, done, encode(folder, out), was) > EDITIONS * 0.9, "names came in around the edits"
    was = {path: path.read_bytes() for path in files}
    (folder / "added.txt").write_text("A letter\n\nOne more text, longer than its title.\n", "utf-8")
    assert held(out, done, encode(folder, out), was) == 0
    assert (out / "added.xml").is_file()
    for path in folder.glob("*.txt"):
        text = path.read_text("utf-8").replace(" that ", " that  ")
        for word in COPIED:
            text = text.replace(f" {word} ", f" {word}e ")
        path.write_text(text, "utf-8")
    assert held(out, done, encode(folder, out), was) > EDITIONS / 2, "the respelled words came in"


LETTER = "Vell, 3 May 1871\n\nDear Mr. Halloran,\n\nThe mill at Vell stands still. Capt. Ames of the Harbour Trust was here.\n\nYours truly,\n\nOtto Brede\n"


def test_a_stranger_walks_from_texts_to_a_corrected_site_in_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "tei"
    (tmp_path / "brede.txt").write_text(LETTER, "utf-8")
    for call in (("init", tmp_path), ("encode", tmp_path, "--out", out), ("review", tmp_path, "--static", tmp_path / "review.html")):
        assert run(*call).exit_code == 0
    rows = (
        Decision("brede", "Ames", element="persName", scope="document", decision="is", value="Ames, John", by="A. Reader"),
        Decision("", "Harbour Trust", element="orgName", scope="everywhere", decision="yes", by="A. Reader"),
    )
    save(tmp_path / "decisions.csv", rows)
    edited = (out / "brede.xml").read_text("utf-8").replace("stands still", "stands <hi>still</hi>")
    (out / "brede.xml").write_text(edited, "utf-8")
    (tmp_path / "second.txt").write_text(LETTER.replace("3 May", "9 May").replace("still", "idle"), "utf-8")
    again = encode(tmp_path, out)
    assert (again.exit_code, again.stderr) == (0, "2 written\n")
    assert run("site", out, "--metadata", tmp_path / "edition.toml", "--out", tmp_path / "site").exit_code == 0
    page = (tmp_path / "site" / "doc" / "brede.html").read_text("utf-8")
    assert "Ames, John" in page
    assert "still" in page
    # the site and the page of questions lie beside the texts, and are none
    last = encode(tmp_path, out)
    assert (last.exit_code, last.stderr) == (0, "0 written, 2 unchanged\n")
