"""What a reader sees who knows nothing of the house: brackets are text, the document comes first, codes are explained."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder import encode
from encoder.cli import main
from encoder.export.read import EditionFile
from encoder.export.reading import Reading
from encoder.run.job import Job
from encoder.run.many import encode_all
from encoder.tei.document import TEI_ALL
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse
from tests.conftest import ROOT, TEI_FOLDER
from tests.references import LATEST

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


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.stem)
def test_what_an_editor_supplied_is_seen_where_only_text_is(path: Path) -> None:
    edition = EditionFile(path, parse(path.read_bytes()).getroot())
    stretches = Reading(edition).stretches
    supplied = [(s.text[first:last], e) for s in stretches for first, last, e in s.places if e.tag == f"{{{N['t']}}}supplied"]
    assert len(supplied) == len(find(edition.root, "//t:text//t:supplied[normalize-space()]"))
    for words, element in supplied:
        assert words.startswith("["), etree.tostring(element)
        assert words.endswith("]")


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.stem)
def test_notes_have_numbers_and_no_second_label(path: Path) -> None:
    root = parse(path.read_bytes()).getroot()
    for document in find(root, "//t:div[@type='document']"):
        notes = find(document, ".//t:note[@n]")
        numbers = [str(n.get("n")) for n in notes]
        assert all(n.isdigit() for n in numbers) or any(n.isdigit() for n in numbers), "signs are kept only among numbers"
        for note in notes:
            first = note[0] if len(note) and not (note.text or "").strip() else None
            assert first is None or first.tag != f"{{{N['t']}}}label", "the number is not printed twice"


@pytest.mark.parametrize("path", sorted(TEI_FOLDER.glob("*.xml")), ids=lambda p: p.stem)
def test_the_schemas_that_an_edition_names_are_there(path: Path) -> None:
    named = re.findall(r'<\?xml-model href="([^"]+)"', path.read_text("utf-8"))
    assert len(named) == 2
    for address in named:
        assert (path.parent / address).is_file()


@pytest.mark.skipif(not LATEST.is_file(), reason="tei_all 4.9.0 is not at hand")
@pytest.mark.skipif(find_spec("saxonche") is None, reason="saxonche is not installed: the TEI's rules are XPath 2")
def test_the_grammar_and_the_rules_of_the_tei_hold() -> None:
    done = CliRunner().invoke(main, ["validate", str(ROOT / "tests" / "golden"), str(TEI_FOLDER), "--schema", str(LATEST)])
    assert done.exit_code == 0, done.output
    assert done.stdout == "", "nor do they warn"


@pytest.mark.skipif(not LATEST.is_file(), reason="tei_all 4.9.0 is not at hand")
@pytest.mark.skipif(find_spec("saxonche") is None, reason="saxonche is not installed: the TEI's rules are XPath 2")
def test_the_rules_of_the_tei_are_asked(tmp_path: Path) -> None:
    source = (TEI_FOLDER / "frus1958-60v12d145.xml").read_text("utf-8")
    path = tmp_path / "a.xml"
    path.write_text(source.replace('<note n="3"', '<note subtype="x" n="3"'), "utf-8")
    assert path.read_text("utf-8") != source
    done = CliRunner().invoke(main, ["validate", str(path), "--schema", str(LATEST)])
    assert done.exit_code == 1
    assert "subtype" in done.stdout


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
