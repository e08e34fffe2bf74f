"""Headers for repositories, what they still lack, and the papers of a deposit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder.cli import main
from encoder.cli.deposits import check as check_command
from encoder.errors import EncoderError
from encoder.export.requirements import TARGETS, table
from encoder.source.keys import orcid_holds
from encoder.source.metadata import load
from encoder.tei.build import TEI
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse

N = {"t": TEI}
TEXT = "Letter\n\nBaghdad, March 9, 1955.\n\nDear Sir: We agree.[Page 12]\n\nVery truly yours,\n\nJane Doe\n"
LETTER = """
[edition]
title = "Letters from a \\"house\\""
series = "Papers"
version = "1.1"
publisher = "A press"
publisher_place = "Vienna"
distributor = "A repository"
date = "2026-11-25"
doi = "10.1234/house"
uri = "https://example.org/house/{}"
funder = ["A foundation"]
keywords = ["a house", "letters"]
class_scheme = "https://example.org/classes"
status = "approved"
licence = "CC BY 4.0"
licence_url = "https://creativecommons.org/licenses/by/4.0/"
project = "What the house wrote."
persons = ["persons.csv"]
[[edition.responsible]]
resp = "edited by"
name = "Josiah Carberry"
role = "editor"
orcid = "0000-0002-1825-0097"
[[edition.responsible]]
resp = "read by"
name = "Anna Wien"
gnd = "118540238"
[[edition.change]]
when = "2026-11-20"
what = "First version."
[[edition.change]]
when = "2026-11-25"
what = "Names checked."
who = "Anna Wien"
[[document]]
file = "a"
language = "en"
doi = "10.1234/house.a"
classes = ["letter"]
country = "Austria"
settlement = "Vienna"
repository = "State Archives"
shelfmark = "12/3"
sender = "Doe, Jane"
recipient = "The Department"
"""


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "edition.toml").write_text(LETTER, "utf-8")
    (tmp_path / "in" / "persons.csv").write_text("id,name,gnd\np_doe,\"Doe, Jane\",123\n", "utf-8")
    _run("encode", str(tmp_path / "in"), "--out", str(tmp_path / "tei"))
    return tmp_path / "tei"


def _run(*arguments: str, status: int = 0) -> str:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == status, done.output
    return done.output


def words(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=N)
    assert isinstance(found, list)
    return [" ".join("".join(map(str, e.itertext())).split()) if isinstance(e, etree._Element) else str(e) for e in found]


def test_the_header_says_what_the_user_says(editions: Path) -> None:
    data = (editions / "a.xml").read_bytes()
    root = parse(data).getroot()
    assert not edition_schema().failures(parse(data), data)
    assert words(root, "//t:titleStmt/t:editor") == ["Josiah Carberry"]
    assert words(root, "//t:titleStmt/t:editor/@ref") == ["https://orcid.org/0000-0002-1825-0097"]
    assert words(root, "//t:respStmt[t:resp='read by']/t:persName/@ref") == ["https://d-nb.info/gnd/118540238"]
    assert words(root, "//t:editionStmt/t:edition") == ["1.1"]
    assert words(root, "//t:publicationStmt/*[not(self::t:availability)]") == [
        "A press", "A repository", "Vienna", "2026-11-25", "https://doi.org/10.1234/house.a", "https://example.org/house/a",
        "https://doi.org/10.1234/house",
    ]  # fmt: skip
    assert words(root, "//t:seriesStmt/t:title") == ['Letters from a "house"', "Papers"]
    assert words(root, "//t:msIdentifier/*") == ["Austria", "Vienna", "State Archives", "12/3"]
    assert words(root, "//t:textClass/t:classCode") == ["letter"]
    assert words(root, "//t:revisionDesc/t:change") == ["Anna Wien: Names checked.", "First version."]
    assert words(root, "//t:revisionDesc/@status") == ["approved"]
    assert words(root, "//t:extent/t:measure/@unit") == ["words", "pages"]
    assert words(root, "//t:extent/t:measure[@unit='words']/@quantity") == [str(len(TEXT.replace("[Page 12]", "").split()))]
    assert words(root, "//t:refsDecl/t:cRefPattern/@matchPattern") == ["page (.+)"]


def test_a_sender_of_the_list_is_a_person(editions: Path) -> None:
    root = parse((editions / "a.xml").read_bytes()).getroot()
    assert words(root, "//t:correspAction[@type='sent']/t:persName/@ref") == ["#p_doe"]
    assert words(root, "//t:standOff//t:person/@xml:id") == ["p_doe"]
    assert words(root, "//t:correspAction[@type='received']/t:orgName") == ["The Department"]


def test_history_is_kept_and_not_doubled(editions: Path) -> None:
    path = editions / "a.xml"
    path.write_text(path.read_text("utf-8").replace("<change when=\"2026-11-20\">", "<change when=\"2026-11-19\">By hand.</change><change when=\"2026-11-20\">"), "utf-8")
    _run("encode", str(editions.parent / "in"), "--out", str(editions), "--force")
    said = words(parse(path.read_bytes()).getroot(), "//t:revisionDesc/t:change")
    assert said == ["Anna Wien: Names checked.", "First version.", "By hand."]


@pytest.mark.parametrize(
    ("key", "value"),
    [("doi", "https://doi.org/10.1/x"), ("uri", "example.org"), ("status", "two words"), ("class_scheme", "none")],
)
def test_values_that_have_a_form_are_checked(tmp_path: Path, key: str, value: str) -> None:
    path = tmp_path / "edition.toml"
    path.write_text(f"[edition]\n{key} = \"{value}\"\n", "utf-8")
    with pytest.raises(EncoderError, match=rf":2: '{key}' is"):
        load(path)


def test_an_orcid_has_a_figure_that_checks_it(tmp_path: Path) -> None:
    assert orcid_holds("0000-0002-1825-0097")
    assert orcid_holds("0000-0002-1694-233X")
    path = tmp_path / "edition.toml"
    path.write_text('[[edition.responsible]]\nresp = "edited by"\nname = "A"\norcid = "0000-0002-1825-0098"\n', "utf-8")
    with pytest.raises(EncoderError, match="figures do not agree"):
        load(path)


def test_every_table_has_a_source_and_paths_that_can_be_asked() -> None:
    assert tuple(table()) == TARGETS
    option = next(p for p in check_command.params if p.name == "target")
    assert tuple(option.type.choices) == TARGETS  # type: ignore[attr-defined]
    empty = etree.ElementTree(etree.Element(f"{{{TEI}}}TEI"))
    for asked in table().values():
        assert "http" in asked.source
        assert len({need.id for need in asked.needs}) == len(asked.needs)
        for need in asked.needs:
            assert need.severity in {"error", "warning"}
            assert empty.xpath(need.path, namespaces=N) == [], need.id


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_said_is_not_missed(editions: Path, target: str) -> None:
    said = _run("check", str(editions), "--for", target)
    assert " error " not in said, said


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_not_said_is_missed(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nSome words.\n", "utf-8")
    _run("encode", str(tmp_path / "a.txt"), "--out", str(tmp_path / "tei"))
    said = _run("check", str(tmp_path / "tei"), "--for", target, status=1)
    assert f"a.xml:1:1: error {target}-" in said
    assert "edition.toml" in said
    for name in ("b", "c"):
        (tmp_path / f"{name}.txt").write_text("A title\n\nSome words.\n", "utf-8")
        _run("encode", str(tmp_path / f"{name}.txt"), "--out", str(tmp_path / "tei"))
    once = _run("check", str(tmp_path / "tei"), "--for", target, status=1)
    assert once.count(f" error {target}-") == said.count(f" error {target}-"), "what all lack is told once"
    assert "in each of 3 editions" in once
    assert ".xml:1:1" not in once


def test_the_papers_of_a_deposit(editions: Path) -> None:
    _run("package", str(editions), "--for", "zenodo")
    listed = {line[66:]: line[:64] for line in (editions / "manifest-sha256.txt").read_text("utf-8").splitlines()}
    assert {"a.xml", "CITATION.cff", "README.md", "datacite.json", ".zenodo.json", "validity.txt", "schema/edition.rng"} <= set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((editions / name).read_bytes()).hexdigest() == digest
    made = json.loads((editions / "datacite.json").read_text("utf-8"))
    assert made["subjects"] == [{"subject": "a house"}, {"subject": "letters"}]
    assert made["doi"] == "10.1234/house"
    assert made["creators"][0]["nameIdentifiers"][0]["nameIdentifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert made["titles"] == [{"title": 'Letters from a "house"'}]
    assert (made["publicationYear"], made["rightsList"][0]["rightsIdentifier"]) == ("2026", "CC-BY-4.0")
    cff = (editions / "CITATION.cff").read_text("utf-8")
    assert 'title: "Letters from a \\"house\\""' in cff
    assert 'family-names: "Carberry"' in cff
    assert (editions / "validity.txt").read_text("utf-8").splitlines()[1:] == ["valid  a.xml"]
    before = {p: p.read_bytes() for p in editions.rglob("*") if p.is_file()}
    _run("package", str(editions), "--for", "zenodo")
    assert before == {p: p.read_bytes() for p in editions.rglob("*") if p.is_file()}, "again: the same bytes"
    (editions / "README.md").write_text("mine", "utf-8")
    assert "README.md is there" in _run("package", str(editions), "--for", "zenodo", status=2)


@pytest.mark.parametrize("gone", ["role = \"editor\"\n", 'licence_url = "https://creativecommons.org/licenses/by/4.0/"\n'])
def test_no_papers_without_editor_or_licence(editions: Path, gone: str) -> None:
    source = editions.parent / "in"
    (source / "edition.toml").write_text(LETTER.replace(gone, ""), "utf-8")
    _run("encode", str(source), "--out", str(editions), "--force")
    before = sorted(editions.rglob("*"))
    assert "nothing is written. Fill in edition.toml" in _run("package", str(editions), "--for", "github", status=2)
    assert sorted(editions.rglob("*")) == before
