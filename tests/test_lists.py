"""Lists as spreadsheets save them, and the care of lists: check, merge, update, reconcile."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.authority import uris
from encoder.authority.read import AuthorityError, load
from encoder.cli import main

HEAD = ("id", "name", "description", "forms", "gnd")
ROWS = (
    ("p_groess", "Größ, Änne", "Botschafterin", "Größ-Weiß, Ä.|die Größ", "118540238"),
    ("p_doe", "Doe, Jane", "clerk, later consul", "", ""),
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def saved(separator: str = ",", head: tuple[str, ...] = HEAD, rows: tuple[tuple[str, ...], ...] = ROWS, ends: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows((head, *rows))
    return out.getvalue()


def xlsx(*rows: tuple[str, ...], sheet: str = "Personen") -> bytes:
    """Return a workbook of one sheet with texts in the cells, as small as programs take it."""
    def cell(value: str) -> str:
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>"

    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main_ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main_ns} xmlns:r="{rel}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main_ns}><sheetData>{body}</sheetData></worksheet>",
    }
    return zipped(parts)


def ods(*rows: tuple[str, ...]) -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(
        "<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in row) + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Personen">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    return zipped({"mimetype": mime, "content.xml": content, "META-INF/manifest.xml": manifest})


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


WAYS = {
    "comma": saved().encode(),
    "semicolon": saved(";").encode(),
    "TAB": saved("\t").encode(),
    "semicolon and Windows-1252": saved(";").encode("cp1252"),
    "UTF-16 with TAB, as Excel's Unicode text": saved("\t").encode("utf-16"),
    "byte order mark": saved().encode("utf-8-sig"),
    "old Macintosh": saved(";", ends="\r").encode("mac_roman"),
    "told separator": b"sep=;\r\n" + saved(";").encode(),
    "capitals and spaces": saved(head=("ID", " Full Name ", "Description", "Other Names", "GND ID")).encode(),
    "German headings": saved(";", head=("Kennung", "Name", "Beschreibung", "Namensvarianten", "GND")).encode(),
    "French headings": saved(head=("Identifiant", "Nom", "Fonction", "Variantes", "GND")).encode(),
    "empty and doubled rows": saved(rows=(*ROWS, ("",) * 5, ROWS[0], ("",) * 5)).encode(),
    "several forms with a semicolon": saved("\t").replace("|die", "; die").encode(),
    "the address of the number": saved().replace("118540238", "http://d-nb.info/gnd/118540238/about").encode(),
    "names in two columns": saved(
        head=("id", "Nachname", "Vorname", "Beruf", "forms", "gnd"),
        rows=(("p_groess", "Größ", "Änne", *ROWS[0][2:]), ("p_doe", "Doe", "Jane", *ROWS[1][2:])),
    ).encode(),
    "xlsx": xlsx(HEAD, *ROWS),
    "ods": ods(HEAD, *ROWS),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_list_is_read_however_it_was_saved(tmp_path: Path, way: str) -> None:
    if way in {"xlsx", "ods"}:
        pytest.importorskip("python_calamine")
    path = tmp_path / ("p.xlsx" if way == "xlsx" else "p.ods" if way == "ods" else "p.csv")
    path.write_bytes(WAYS[way])
    first, second = load(path)
    assert (first.id, first.name, first.description, second.id, second.name) == ("p_groess", "Größ, Änne", "Botschafterin", "p_doe", "Doe, Jane")
    assert [f for f in first.forms if f != first.name] == ["Größ-Weiß, Ä.", "die Größ"]
    assert first.identifiers["gnd"] in {"118540238", "https://d-nb.info/gnd/118540238"}
    assert second.description == "clerk, later consul"


def test_identifiers_that_lack_are_made_of_the_name_and_told(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Name,Description\n\"Wright, Michael\",a\nŁoś,b\nŁoś,c\n\"Wright, Michael\",a\n", "utf-8")
    told: list[str] = []
    assert [e.id for e in load(path, tell=told.append)] == ["p_wright_michael", "p_los", "p_los_2"]
    assert any("p.csv:2:1: warning list-ids: 3 entries without an id; made of their names: p_wright_michael, p_los, p_los_2" in t for t in told)
    assert any("warning list-repeated" in t for t in told)
    assert [e.id for e in load(path)] == [e.id for e in load(path)]


def test_an_identifier_that_xml_cannot_have_is_mended_and_told(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("id,name\n1a,Wright\np_ștefan,Stefan\na²,Doe\n,Roe\n", "utf-8")
    told: list[str] = []
    assert [e.id for e in load(path, tell=told.append)] == ["_1a", "p_stefan", "a2", "p_roe"]
    assert f"{path}:2:1: warning list-id: '1a' cannot be an xml:id; '_1a' is used" in told


@pytest.mark.parametrize(("rows", "said"), [
    ((("id", "name"), ("a", "Doe"), ("b", "")), "p.xlsx:3: sheet 'Personen': an entry without a name; fill B3"),
    ((("id", "name", "shoe size"), ("a", "Doe", "Leeds")), "p.xlsx:1: sheet 'Personen': the column 'shoe size' is not known"),
    ((("id", "name"), ("a", "Doe", "x")), "p.xlsx:2: this row has not as many cells as the first line; what is C2?"),
    ((("id", "note"), ("a", "x")), "p.xlsx:1: sheet 'Personen': the first line is to name the columns"),
])  # fmt: skip
def test_a_fault_names_sheet_row_cell_and_cure(tmp_path: Path, rows: tuple[tuple[str, ...], ...], said: str) -> None:
    pytest.importorskip("python_calamine")
    path = tmp_path / "p.xlsx"
    path.write_bytes(xlsx(*rows))
    with pytest.raises(AuthorityError) as told:
        load(path)
    assert said in str(told.value)


@pytest.mark.parametrize(("data", "said"), [(b"%PDF-1.4", "this is a PDF, no list"), (b"PK\x03\x04", "this is an archive (zip), no list")])
def test_what_is_no_list_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "p.csv").write_bytes(data)
    with pytest.raises(AuthorityError, match=r"p\.csv:1: ") as told:
        load(tmp_path / "p.csv")
    assert said in str(told.value)


@pytest.mark.parametrize(("value", "column", "bare"), [
    ("Q42", "wikidata", "Q42"), ("q42", "wikidata", "Q42"), ("wd:Q42", "wikidata", "Q42"), ("http://www.wikidata.org/entity/Q42", "wikidata", "Q42"),
    ("https://www.wikidata.org/wiki/Q42#P31", "wikidata", "Q42"), ("www.wikidata.org/wiki/Q42", "wikidata", "Q42"),
    ("https://m.wikidata.org/wiki/Q42", "wikidata", "Q42"), ("118540238", "gnd", "118540238"), ("https://d-nb.info/gnd/118540238", "gnd", "118540238"),
    ("GND: 118540238", "gnd", "118540238"), ("https://lobid.org/gnd/118540238.html", "gnd", "118540238"), ("4021477-1", "gnd", "4021477-1"),
    ("http://viaf.org/viaf/77/", "viaf", "77"), ("https://www.geonames.org/2950159/berlin.html", "geonames", "2950159"),
    ("https://isni.org/isni/0000000121032683", "isni", "0000000121032683"), ("0000 0001 2103 2683", "isni", "0000000121032683"),
    ("http://id.loc.gov/authorities/names/n79021164", "lc", "n79021164"), ("Douglas Adams", "wikidata", "Douglas Adams"),
])  # fmt: skip
def test_an_identifier_is_known_in_any_spelling(value: str, column: str, bare: str) -> None:
    file = uris.file_of(column)
    assert file is not None
    assert uris.number(value, file) == bare


def test_addresses_in_one_column_go_to_their_authority_files(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("name,URI\nDoe,http://www.wikidata.org/wiki/Q42 | https://viaf.org/viaf/77\nRoe,http://example.org/roe\n", "utf-8")
    told: list[str] = []
    doe, roe = load(path, tell=told.append)
    assert doe.identifiers == {"wikidata": "https://www.wikidata.org/entity/Q42", "viaf": "https://viaf.org/viaf/77"}
    assert roe.identifiers == {}
    assert any("p.csv:3:1: warning list-identifier: B3: 'http://example.org/roe' is no address" in t for t in told)


def test_check_finds_what_two_lists_say_against_each_other(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("id,name,forms,gnd,viaf\na,\"Doe, Jane\",J. D.,118540238,\nb,\"Roe, Max\",,,77\n", "utf-8")
    two.write_text("id,name,forms,gnd,viaf\na,\"Doe, Jane\",,118540246,\nc,Jane Doe,,,\nd,Other,J. D.,,http://viaf.org/viaf/77\ne,Fifth,,abc,\n", "utf-8")
    done = run("authority", "check", one, two)
    assert done.exit_code == 1
    for said in (
        "two.csv:2:1: error contradiction: 'a' stands in", "two.csv:3:1: warning same-name: 'c' has the name of 'a'",
        "two.csv:4:1: error same-identifier: 'd' has the viaf of 'b'", "two.csv:4:1: warning same-form: the form 'J. D.' of 'd'",
        "two.csv:5:1: warning wrong-shape: 'abc' of 'e'", "6 entries, 5 to look at",
    ):  # fmt: skip
        assert said in done.stderr
    two.write_text("id,name\nz,\"Foe, Ann\"\n", "utf-8")
    assert run("authority", "check", one, two).exit_code == 0


def test_merge_keeps_what_the_first_list_says(tmp_path: Path) -> None:
    one, two, out = tmp_path / "one.csv", tmp_path / "two.csv", tmp_path / "all.csv"
    one.write_text("id,name,description,viaf\na,\"Doe, Jane\",clerk,77\nb,\"Roe, Max\",,\n", "utf-8")
    two.write_text("id,name,description,viaf,gnd\nx,\"Doe, Jane M.\",consul,http://viaf.org/viaf/77,118540238\nb,\"Poe, Ann\",,,\nc,New,,,\n", "utf-8")
    done = run("authority", "merge", one, two, "--out", out)
    assert done.exit_code == 1
    assert "two.csv:3:1: error contradiction: 'b' is there with another name: 'Roe, Max', here 'Poe, Ann'; left out" in done.stderr
    doe, roe, new = load(out)
    assert (doe.id, doe.description, doe.forms, dict(doe.identifiers)) == ("a", "clerk", ("Doe, Jane M.",), {"viaf": "77", "gnd": "118540238"})
    assert (roe.name, new.id) == ("Roe, Max", "c")
    assert run("authority", "merge", one, two, "--out", out).exit_code == 2  # nothing is written over


def test_update_adds_to_a_list_with_other_headings_and_separators(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Letter\n\nMr. John Smith met Mr. Paul Brown. John Smith left.\n", "utf-8")
    there = tmp_path / "p.csv"
    there.write_bytes(b"Kennung;Name;Beschreibung;eigenes\np_smith;Smith, John;von Hand;ja\n")
    before = there.read_bytes()
    done = run("authority", "update", tmp_path / "a.txt", "--list", there)
    assert done.exit_code == 0, done.stderr
    assert there.read_bytes().startswith(before)
    assert there.read_bytes()[len(before) :].decode() == "p_paul_brown;Brown, Paul;;\n"


def test_reconcile_gives_candidates_and_takes_what_was_decided(tmp_path: Path) -> None:
    mine, dump, out, new = (tmp_path / n for n in ("mine.csv", "dump.jsonl", "candidates.csv", "new.csv"))
    mine.write_text("id,name,description,gnd\na,\"Müller, Jürgen\",born 1901,\nb,\"Doe, J.\",,\nc,\"Known, One\",,118540238\nd,Nobody Else,,\n", "utf-8")
    dump.write_text(
        '{"id": "https://d-nb.info/gnd/118540246", "preferredName": "Muller, Jurgen", "dateOfBirth": ["1901-03-02"]}\n'
        '{"id": "https://d-nb.info/gnd/118540254", "preferredName": "Müller, Jürgen", "dateOfBirth": ["1850"]}\n'
        '{"id": "https://d-nb.info/gnd/118540262", "preferredName": "Doe, Jane", "variantName": ["Doe, Janet"]}\n', "utf-8",
    )  # fmt: skip
    done = run("authority", "reconcile", mine, "--against", dump, "--out", out)
    assert done.exit_code == 0, done.stderr
    assert "3 candidates for 2 entries" in done.stderr
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [(r["id"], r["number"], r["score"], r["evidence"]) for r in rows] == [
        ("a", "118540246", "1.00", "same name, years agree"), ("a", "118540254", "0.80", "same name, other years"),
        ("b", "118540262", "0.75", "same name with an initial"),
    ]  # fmt: skip
    out.write_text(out.read_text("utf-8").replace('"Müller, Jürgen",,"Muller', '"Müller, Jürgen",x,"Muller'), "utf-8")
    done = run("authority", "reconcile", mine, "--decided", out, "--out", new)
    assert done.exit_code == 0, done.stderr
    assert [dict(e.identifiers) for e in load(new)] == [{"gnd": "118540246"}, {}, {"gnd": "118540238"}, {}]
    assert run("authority", "reconcile", mine, "--out", new).exit_code == 2


def test_places_are_found_in_a_dump_of_geonames(tmp_path: Path) -> None:
    mine, dump, out = (tmp_path / n for n in ("places.csv", "cities.txt", "candidates.csv"))
    mine.write_text("id,name\nx,Bagdad\n", "utf-8")
    dump.write_text("98182\tBaghdad\tBaghdad\tBagdad,Bagdád\t33.3\t44.4\tP\tPPLC\tIQ\t\t07\t\t\t\t7216000\t\t41\tAsia/Baghdad\t2024-01-01\n", "utf-8")
    assert run("authority", "reconcile", mine, "--against", dump, "--out", out, "--kind", "place").exit_code == 0
    assert [(r["authority"], r["number"]) for r in csv.DictReader(out.read_text("utf-8").splitlines())] == [("geonames", "98182")]


