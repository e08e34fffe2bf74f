"""Inputs that once had no edition, a wrong one, or invented values: each stands for its kind."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.draft.model import Source
from encoder.language.identify import identify
from encoder.rules.profiles import recognise
from encoder.run.one import encode, sound
from encoder.run.rescue import CODE
from encoder.source.reader import read
from tests.conftest import ROOT, SEEDS, TEI_FOLDER

GOOD = "A title\n\nA paragraph that is longer than its title.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def root_of(text: str, profile: str = "auto") -> etree._Element:
    """Return the edition of a text, which is to have all its characters, to be valid, and to need no rule left out."""
    made = encode(Source(text, "x.txt", "x"), profile)
    assert sound(made)
    assert not [p for p in made.edition.problems if p.code == CODE]
    return made.edition.root


# -- what cannot be written -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [
    ("authority", "build", SEEDS, "--out", "OUT"), ("schema", "export", "OUT"), ("init", "OUT"),
    *(("export", kind, TEI_FOLDER, "--out", "OUT") for kind in ("csv", "jsonl", "corpus", "frus", "registers", "geojson", "graphml", "spacy")),
    ("export", "css", "--out", "OUT"), ("encode", SEEDS, "--out", "OUT"),
], ids=lambda c: " ".join(map(str, c[:2])))  # fmt: skip
def test_a_place_where_nothing_can_be_written_is_one_line(tmp_path: Path, command: tuple[object, ...]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = run(*(tmp_path / "file" / "x.csv" if part == "OUT" else part for part in command))
    assert done.exit_code in {1, 2}, done.output
    assert "Traceback" not in done.output
    assert "internal" not in done.output
    assert "Not a directory" in done.stderr or "is a file" in done.stderr or "no such folder" in done.stderr, done.stderr


# -- texts that were refused ----------------------------------------------------------------------------------------------

TITLED = [
    f"{before}{title} [{name}]{behind}"
    for title, name in itertools.product(("Mr.", "Comrade Minister", "Cde.", "General"), ("Rusk", "Erich Mielke"))
    for before, behind in (("", " said so."), ("Then ", " left, and so did we."))
]


@pytest.mark.parametrize("profile", ["wilson", "plain", "frus"])
@pytest.mark.parametrize("text", TITLED)
def test_a_title_before_a_bracket(text: str, profile: str) -> None:
    root_of(f"A title\n\n{text}\n", profile)


@pytest.mark.parametrize("profile", ["auto", "wilson", "plain", "frus"])
@pytest.mark.parametrize("text", [
    "MEMORANDUM\n\nFROM:\n\nThe Chief of the Office\n\nTO:\n\nAll hands\n\nSUBJECT\n\nThe lamp\n\nIt is broken.\n",
    "FROM:\nTO:\nSUBJECT\n\nIt is broken.\n",
    "SUBJECT\n\nTO:\n\nFROM:\n\nIt is broken, and nobody mends it.\n",
    "A title\n\nThe word[^1] and another[^2].\n\n[^1]:\nThe first note.\n\n[^2]:\n    The second note,\n    of two lines.\n",
    "A title\n\nHe said [1 line\tnot declassified] and left.\n",
    "A title\n\nHe went on[Page\t5]and on.\n",
    "A title\n\nHe went on [p.\t6] and on (p.\t7).\n",
])  # fmt: skip
def test_a_form_a_note_and_a_mark_with_a_tab(text: str, profile: str) -> None:
    root_of(text, profile)


# -- values that were invented --------------------------------------------------------------------------------------------


def test_arabic_is_told() -> None:
    assert identify("لم يرد الطحان أن يبيع العجلة وكانت امرأته قد أخفت المفتاح قبل أن نأتي إليه") == ("ar", False)


def test_a_salutation_of_another_language_is_no_name() -> None:
    root = root_of("Wien, 3. Mai 1821\n\nLieber *Freund*!\n\nDie Mühle ist verkauft, und ich habe den Schlüssel nicht mehr.\n\nDein\nKarl\n")
    assert not [n for n in root.iterfind(".//{*}text//{*}persName") if "Freund" in "".join(map(str, n.itertext()))]
    assert "en" not in {e.get("ident") for e in root.iterfind(".//{*}language")}


ARTICLES = "   The Rules of the Mill\n\n   Of the wheel  1 and of the stone it is said:\n\n   1. The wheel turns.\n\n   2. The stone lies.\n"


def test_a_text_that_is_indented_throughout_keeps_its_articles() -> None:
    assert recognise(Source(ARTICLES, "x.txt", "x")).name == "plain"
    root = root_of(ARTICLES)
    assert not root.findall(".//{*}back")
    assert [" ".join("".join(map(str, i.itertext())).split()) for i in root.iter("{*}item")] == ["1. The wheel turns.", "2. The stone lies."]


@pytest.mark.parametrize("profile", ["wilson", "plain", "frus"])
@pytest.mark.parametrize("words", ["REDACTED", "excised", "redacted", "EXCISED", "name deleted", "text withheld"])
def test_a_redaction_in_other_words_is_nobody_s_insertion(words: str, profile: str) -> None:
    root = root_of(f"A title\n\nHe told [{words}] that the lamp was broken.\n", profile)
    assert not root.findall(".//{*}supplied")
    assert [g.get("reason") for g in root.iterfind(".//{*}gap")] == ["withheld"]


PAGE = "Record ID: 7\nOriginal Language\n{}\n\nA title\n\nThe lamp [in the hall] was broken when we came, and nobody had mended it.\n"


@pytest.mark.parametrize(("text", "unnamed"), [
    (PAGE.format("German"), 1), (PAGE.format("English"), 0), ("A title\n\nThe lamp [in the hall] was broken when we came.\n", 0),
    ("A title\n\nThe lamp [in the hall] was broken.\n\nUnofficial translation.\n", 1),
])  # fmt: skip
def test_no_translator_where_no_translation_shows(text: str, unnamed: int) -> None:
    root = root_of(text, "wilson")
    assert sum("translator whom" in "".join(map(str, r.itertext())) for r in root.iter("{*}respStmt")) == unnamed
    assert [s.get("resp") for s in root.iter("{*}supplied")] == ["#translator" if unnamed else "#editors"]


#: what somebody says is none: the record of a catalogue, what a person has put into a list
GUESSED = ("persName", "placeName", "orgName")


@pytest.mark.parametrize("path", sorted([*(ROOT / "tests" / "golden").glob("*.txt"), *SEEDS.glob("*.txt")]), ids=lambda p: p.stem)
def test_every_guess_says_how_sure_it_is(path: Path) -> None:
    made = encode(read(path))
    people = {f"#{e.id}" for e in made.draft.context.authorities.entries}
    body = made.edition.root.find("{*}text")
    assert body is not None
    for element in body.iter(*(f"{{*}}{name}" for name in GUESSED)):
        assert element.get("cert") or element.get("ref") in people, etree.tostring(element)
    where = {a.span: a.attributes["cert"] for name in GUESSED for a in made.draft.of(name) if "cert" in a.attributes}
    place = made.draft.fact("place")
    if place and place.span in where:
        written = made.edition.root.find(".//{*}creation/{*}placeName")
        assert written is None or written.get("cert") == where[place.span], "what is a guess in the text is one in the header"


def test_a_date_that_was_reckoned_says_how_sure_it_is() -> None:
    root = root_of("Memorandum\n\nLondon, 3 May 1931\n\nOn Friday he came, on 27.III.31 and 5/6/1931 he went; on 27 March 1930 he had been there.\n")
    said = {"".join(map(str, d.itertext())): d.get("cert") for d in root.iterfind(".//{*}text//{*}date")}
    assert said == {"3 May 1931": None, "Friday": "medium", "27.III.31": "high", "5/6/1931": "medium", "27 March 1930": None}
