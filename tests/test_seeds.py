"""What the editions of the two seeds have to hold, item by item."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from encoder.run.one import encode
from encoder.source.reader import read
from encoder.tei import to_bytes
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse
from tests.conftest import SEEDS, TEI_FOLDER

NS = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}


def xpath(root: etree._Element, path: str) -> list[Any]:
    found = root.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return found


def words(element: etree._Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


@pytest.fixture(scope="module")
def frus() -> etree._Element:
    return parse((TEI_FOLDER / "frus1958-60v12d145.xml").read_bytes()).getroot()


@pytest.fixture(scope="module")
def wilson() -> etree._Element:
    return parse((TEI_FOLDER / "wilson122923.xml").read_bytes()).getroot()


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("frus1958-60v12d145.txt", "a7bdc10ef3b76688f6ff91d036de5770ec0bd92634709b0184817ea209bc15b0"),
        ("wilson122923.txt", "97ccc998a91f762c1451fb20f2b01c2968e20b69af44dffb45a60de579e219b9"),
    ],
)
def test_the_sources_are_byte_for_byte_what_was_given(name: str, sha256: str) -> None:
    import hashlib

    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == sha256
    assert sha256 in (SEEDS / "README.md").read_text(encoding="utf-8")


class TestTelegram:
    def test_div_and_head(self, frus: etree._Element) -> None:
        (div,) = xpath(frus, "//t:body/t:div")
        assert (div.get("type"), div.get("subtype"), div.get("n")) == ("document", "telegram", "145")
        (head,) = xpath(div, "t:head")
        assert "".join(map(str, head.itertext())).startswith("145. Telegram From the Department of State to the Embassy in Iraq")

    def test_notes_stand_where_their_digits_stood(self, frus: etree._Element) -> None:
        notes = xpath(frus, "//t:text//t:note")
        assert [n.get("n") for n in notes] == ["0", "1", "2", "3", "4"]
        before = [xpath(n, "preceding::text()[1]")[0] for n in notes]
        assert [str(b).rsplit(maxsplit=1)[-1] for b in before] == ["Iraq", "1754.", "line:", "present.", "remarks?"]
        assert notes[0].get("type") == "source"
        assert etree.QName(notes[0].getparent()).localname == "head"

    def test_neither_digits_nor_end_list_are_left(self, frus: etree._Element) -> None:
        flow = "".join(str(t) for t in xpath(frus, "//t:body//text()[not(ancestor::t:note)]"))
        for glued in ("Iraq0", "1754.1", "line:2", "present.3", "remarks?4", "Source: Department"):
            assert glued not in flow
        assert "1505. Embtels 1753, 1754. Embassy" in " ".join(flow.split())

    def test_gaps(self, frus: etree._Element) -> None:
        gaps = xpath(frus, "//t:gap")
        assert len(gaps) == 12
        assert all(g.get("reason") == "withheld" and words(g).endswith("not declassified]") for g in gaps)
        lines = [g for g in gaps if g.get("unit") == "line"]
        assert len(lines) == 4
        assert {g.get("atMost") for g in lines} == {"1"}

    def test_list_and_page(self, frus: etree._Element) -> None:
        (listed,) = xpath(frus, "//t:body//t:list")
        assert len(xpath(listed, "t:item")) == 4
        (page,) = xpath(frus, "//t:pb")
        assert page.get("n") == "356"
        assert page.getprevious() is listed
        assert etree.QName(page.getnext()).localname == "p"

    def test_persons(self, frus: etree._Element) -> None:
        mentions = {words(p) for p in xpath(frus, "//t:text//t:persName")}
        assert mentions == {"Qassim", "Michael Wright", "Wright", "Sir Michael Wright", "Rockwell", "Rountree", "Jomard"}
        assert len(xpath(frus, "//t:text//t:persName[.='Qassim']")) == 8
        wrights = {p.get("ref") for p in xpath(frus, "//t:text//t:persName") if "Wright" in words(p)}
        assert wrights == {"#p_wright"}
        assert len(xpath(frus, "//t:standOff/t:listPerson/t:person[@xml:id='p_wright']")) == 1
        glued = xpath(frus, "//t:note[@n='3']/following-sibling::node()[1]")
        assert words(glued[0]) == "Qassim"

    def test_dates(self, frus: etree._Element) -> None:
        dates = {(words(d), d.get("when")) for d in xpath(frus, "//t:text//t:date")}
        assert dates == {
            ("Friday", "1958-12-05"), ("November 30", "1958-11-30"), ("December 3", "1958-12-03"),
            ("December 4", "1958-12-04"), ("December 5", "1958-12-05"),
        }  # fmt: skip
        assert all(d.get("cert") for d in xpath(frus, "//t:text//t:date"))

    def test_header(self, frus: etree._Element) -> None:
        identifier = xpath(frus, "//t:msDesc/t:msIdentifier")[0]
        assert [words(e) for e in identifier] == ["Department of State", "Central Files", "787.00/12–358"]
        terms = [(t.get("type"), words(t)) for t in xpath(frus, "//t:textClass/t:keywords/t:term")]
        assert terms == [("classification", "Top Secret"), ("handling", "Niact"), ("handling", "Limit Distribution")]
        assert words(xpath(frus, "//t:correspAction[@type='sent']/t:orgName")[0]) == "Department of State"
        assert words(xpath(frus, "//t:correspAction[@type='received']/t:orgName")[0]) == "Embassy in Iraq"
        made = {words(r.find("t:resp", NS)): words(r.find("t:persName", NS)) for r in xpath(frus, "//t:msItem/t:respStmt")}
        assert made == {"drafted by": "Rockwell", "approved by": "Rountree"}

    def test_what_the_volume_prints_is_in_the_header_and_not_in_the_text(self, frus: etree._Element) -> None:
        (dated,) = xpath(frus, "//t:creation/t:date")
        assert (dated.get("when"), dated.get("source")) == ("1958-12-04T17:36:00", "#source")
        assert words(xpath(frus, "//t:creation/t:placeName")[0]) == "Washington"
        sent = xpath(frus, "//t:correspAction[@type='sent']")[0]
        assert words(xpath(sent, "t:persName")[0]) == "Herter"
        assert xpath(sent, "t:date")[0].get("when") == "1958-12-04T17:36:00"
        text = words(xpath(frus, "//t:text")[0])
        assert "Herter" not in text
        assert "5:36" not in text
        assert not xpath(frus, "//t:text//t:dateline | //t:text//t:closer | //t:text//t:signed")

    def test_the_volume(self, frus: etree._Element) -> None:
        (volume,) = xpath(frus, "//t:sourceDesc/t:bibl")
        said = words(volume)
        for part in (
            "Foreign Relations of the United States, 1958–1960", "Near East Region; Iraq; Iran; Arabian Peninsula, Volume XII",
            "Edward C. Keefer", "Glenn W. LaFantasie", "United States Government Printing Office", "Washington", "1993", "Public domain",
            "https://history.state.gov/historicaldocuments/frus1958-60v12/d145",
        ):  # fmt: skip
            assert part in said

    def test_without_metadata_the_file_number_is_evidence_for_a_range(self) -> None:
        root = encode(read(SEEDS / "frus1958-60v12d145.txt")).edition.root
        (dated,) = xpath(root, "//t:creation/t:date")
        assert dated.get("when") is None
        assert (dated.get("notBefore"), dated.get("notAfter")) == ("1958-12-03", "1958-12-10")
        assert (dated.get("cert"), dated.get("evidence")) == ("medium", "internal")
        dates = {(words(d), d.get("when")) for d in xpath(root, "//t:text//t:date")}
        assert ("Friday", "1958-12-05") in dates


class TestReport:
    def test_title_abstract_languages(self, wilson: etree._Element) -> None:
        title = "Relations between the Ministry for State Security of the GDR with Intelligence Organs of the Republic of Iraq"
        assert words(xpath(wilson, "//t:titleStmt/t:title")[0]) == title
        assert words(xpath(wilson, "//t:abstract")[0]).startswith("Summary of attempts by the Iraq Ministry")
        assert [(e.get("ident")) for e in xpath(wilson, "//t:langUsage/t:language")] == ["en", "de"]
        assert "original" in words(xpath(wilson, "//t:language[@ident='de']")[0])

    def test_archive_and_record(self, wilson: etree._Element) -> None:
        assert [words(e) for e in xpath(wilson, "//t:msIdentifier")[0]] == [
            "Germany", "Berlin", "Office of the Federal Commissioner for the Stasi Records", "BStU", "ZA, HA X", "104",
        ]  # fmt: skip
        (locus,) = xpath(wilson, "//t:msItem/t:locus")
        assert (locus.get("from"), locus.get("to")) == ("49", "51")
        idnos = [words(e) for e in xpath(wilson, "//t:sourceDesc//t:bibl/t:idno")]
        assert idnos == [
            "https://wilson-center-digital-archive.dvincitest.com/document/122923", "122923",
            "https://digitalarchive.wilsoncenter.org/document/122923",
        ]  # fmt: skip

    def test_translator_and_project(self, wilson: etree._Element) -> None:
        (statement,) = xpath(wilson, "//t:respStmt[@xml:id='translator']")
        assert words(statement) == "translated by Bernd Schaefer"
        assert "CWIHP" in [words(f) for f in xpath(wilson, "//t:titleStmt/t:funder")]

    def test_both_dates_and_their_conflict(self, wilson: etree._Element) -> None:
        dates = {d.get("type"): d.get("when") for d in xpath(wilson, "//t:creation/t:date")}
        assert dates == {"document": "1986-02-27", "catalogue": "1986-02-28"}
        assert xpath(wilson, "//t:dateline/t:date")[0].get("when") == "1986-02-27"
        assert "1986-02-28" in words(xpath(wilson, "//t:notesStmt/t:note[@type='dateConflict']")[0])

    def test_nothing_of_the_catalogue_is_left_in_the_text_or_lost(self, wilson: etree._Element) -> None:
        text = words(xpath(wilson, "//t:text")[0])
        for label in ("Citation:", "Summary:", "Original Language:", "Contents:", "**"):
            assert label not in text
        record = words(xpath(wilson, "//t:note[@type='catalogue']")[0])
        for part in ("February 28, 1986", "Citation:", "Summary:", "Original Language: German", "Translation - English", "pp. 49-51"):
            assert part in record

    def test_text(self, wilson: etree._Element) -> None:
        div = xpath(wilson, "//t:body/t:div")[0]
        assert [etree.QName(e).localname for e in div] == ["opener", "head", *["p"] * 8]
        assert words(xpath(div, "t:opener/t:dateline/t:placeName")[0]) == "Berlin"
        assert words(xpath(div, "t:opener/t:seg[@type='classification']")[0]) == "Strictly Confidential"
        assert words(xpath(div, "t:head")[0]) == "Relations between the MfS of the GDR with Intelligence Organs of the Republic of Iraq"

    def test_insertions_are_the_translators_and_no_redactions(self, wilson: etree._Element) -> None:
        added = xpath(wilson, "//t:supplied")
        assert [words(s) for s in added] == ["in Baghdad", "MfS", "GDR Minister of Interior", "Friedrich"]
        assert {s.get("resp") for s in added} == {"#translator"}
        assert not xpath(wilson, "//t:gap")

    def test_persons(self, wilson: etree._Element) -> None:
        assert [words(p) for p in xpath(wilson, "//t:text//t:persName")] == [
            "Mielke", "Sali Mahdy al-Amash", "Neiber", "Izzat Ibrahim al-Douri", "Scholz", "Taher Ahmed Amin", "Scholz", "Saadoun Shaker",
            "Ghanem Hussein Daud", "Saadoun Shaker", "Friedrich Dickel", "Saadoun Shaker", "Mielke",
        ]  # fmt: skip

    def test_dates(self, wilson: etree._Element) -> None:
        dates = [
            (words(d), d.get("when") or f"{d.get('notBefore')}/{d.get('notAfter')}") for d in xpath(wilson, "//t:text//t:p//t:date")
        ]
        assert dates == [
            ("1969", "1969"), ("October 1969", "1969-10"), ("January 1970", "1970-01"), ("January 1972", "1972-01"),
            ("August 1975", "1975-08"), ("29 August 1975", "1975-08-29"), ("December 1975", "1975-12"), ("1979", "1979"),
            ("beginning of 1982", "1982-01/1982-04"), ("February 1985", "1985-02"),
        ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem)
def test_valid_without_metadata(path: Path) -> None:
    encoded = encode(read(path))
    assert not encoded.lost
    data = to_bytes(encoded.edition.root)
    assert edition_schema().failures(parse(data), data) == []
