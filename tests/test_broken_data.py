"""A broken list or edition.toml stops the run before it begins, with file, line and cure; nothing is written then."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main

GOOD = "1. Editorial Note\n\nMr. Wright met the envoy.\n"
P = '[[person]]\nid = "p_a"\nname = "Wright, Michael"\nsource = "x"\n'
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'

LISTS: dict[str, tuple[str, str | bytes, str]] = {
    "one bracket": ("p.toml", P.replace("[[person]]", "[person]"), "p.toml:1: write [[person]] with two brackets"),
    "a number as name": ("p.toml", P.replace('"Wright, Michael"', "7"), "p.toml:1: 'name' is to be a text in quotation marks"),
    "a number as id": ("p.toml", P.replace('"p_a"', "7"), "p.toml:1: 'id' is to be a text"),
    "a date as source": ("p.toml", P.replace('"x"', "1958-12-01"), "p.toml:1: 'source' is to be a text"),
    "forms as a text": ("p.toml", P + 'forms = "Wright"\n', "p.toml:1: 'forms' is to be a list of texts"),
    "forms of numbers": ("p.toml", P + "forms = [1, 2]\n", "p.toml:1: 'forms' is to be a list of texts"),
    "identifiers as a list": ("p.toml", P + "identifiers = [1]\n", "p.toml:1: 'identifiers' is to be a table"),
    "an identifier of two words": ("p.toml", P + 'identifiers = {"wiki data" = "Q1"}\n', "is one word, not 'wiki data'"),
    "a list of texts": ("p.toml", 'person = ["a"]\n', "p.toml:1: write [[person]] with two brackets"),
    "a person as a number": ("p.toml", "person = 1\n", "p.toml:1: write [[person]] with two brackets"),
    "deep": ("p.toml", "person = " + "[" * 3000 + "]" * 3000 + "\n", "p.toml:1: this list cannot be used: RecursionError"),
    "many digits": ("p.toml", "person = " + "1" * 5000 + "\n", "p.toml:1: this list cannot be used: ValueError"),
    "a control character in TOML": ("p.toml", P.replace("Michael", "Mi\\u0001chael"), "p.toml:1: character U+0001 cannot stand in XML"),
    "a control character in a cell": ("p.csv", 'id,name\np_a,"Wri\x01ght"\n', "p.csv:2: character U+0001 cannot stand in XML; take it out"),
    "a name of dots": ("p.csv", "id,name\np_a,...\n", "p.csv:2: an entry without a name"),
    "a column of two words": ("p.csv", "id,name,shoe size\np_a,Wright,Leeds\n", "p.csv:1: the column 'shoe size' is not known"),
    "a column twice": ("p.csv", "id,name,name\np_a,Wright,X\n", "p.csv:1: two columns are called 'name'"),
    "a cell too many": ("p.csv", "id,name\np_a,Wright,X\n", "p.csv:2: this row has not as many cells"),
    "a quotation mark that is not closed": ("p.csv", 'id,name\np_a,"Wright\n', "not CSV"),
    "a huge cell": ("p.csv", "id,name\np_a," + "x" * 200_000 + "\n", "not CSV: field larger"),
    "an id twice, two persons": ("p.csv", "id,name\np_a,Wright\np_b,Doe\np_a,Smith\n", "p.csv:4: the id 'p_a' stands in line 2 already"),
    "nothing": ("p.csv", "", "p.csv:1: the first line is to name the columns"),
    "an empty persName": ("p.xml", TEI.format('<listPerson><person xml:id="p_a"><persName/></person></listPerson>'), "p.xml:1: an entry without a name"),
    "no persName": ("p.xml", TEI.format('<listPerson><person xml:id="p_a"/></listPerson>'), "p.xml:1: an entry without a name"),
    "an empty item": ("p.xml", TEI.format('<list><item><persName xml:id="p_a"/></item></list>'), "p.xml:1: an entry without a name"),
    "no id": ("p.xml", TEI.format("<listPerson><person><persName>Ann Lee</persName></person></listPerson>"), "p.xml:1: '' cannot be an xml:id"),
    "no list": ("p.xml", TEI.format("<p>x</p>"), "the file has no person"),
    "not XML": ("p.xml", "<TEI", "p.xml:1: "),
    "a DOCTYPE": ("p.xml", "<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI/>", "p.xml:1: a DOCTYPE is refused"),
}  # fmt: skip

METADATA: dict[str, tuple[str | bytes, str]] = {
    "deep": ("a = " + "[" * 3000 + "]" * 3000 + "\n", "edition.toml:1: this file cannot be used: RecursionError"),
    "many digits": ("[edition]\ndate = " + "1" * 5000 + "\n", "edition.toml:1: this file cannot be used: ValueError"),
    "NUL in a path": ('[edition]\npublisher = "x"\npersons = ["a\\u0000b.csv"]\n', "edition.toml:3: character U+0000 cannot stand in XML"),
    "a control character": ('[edition]\npublisher = "a\\u0007b"\n', "edition.toml:2: character U+0007 cannot stand in XML"),
    "a list that is not there": ('[edition]\npersons = ["no.csv"]\n', "no.csv: No such file or directory"),
    "a list that is a folder": ('[edition]\npersons = ["."]\n', ": Is a directory"),
    "an edition that is none": ("edition = 3\n", "edition.toml:1: [edition] is to be a table"),
    "documents with one bracket": ('[document]\nfile = "a"\n', "edition.toml:1: write [[document]] with two brackets"),
    "a document that is none": ('document = ["x"]\n', "edition.toml:1: [document] is to be a table"),
    "a source that is none": ("source = 3\n", "edition.toml:1: [source] is to be a table"),
    "a source of texts": ('[source]\nx = "y"\n', "edition.toml:2: 'x' in [source] is to be"),
    "persons of numbers": ("[edition]\npersons = [1]\n", "edition.toml:2: 'persons' in [edition] is to be a list of texts"),
    "responsible as a text": ('[edition]\nresponsible = "x"\n', "edition.toml:2: 'responsible' in [edition] is to be a list"),
    "responsible of texts": ('[edition]\nresponsible = ["x"]\n', "edition.toml:1: [edition.responsible] is to be a table"),
    "a day that is none": ('[[document]]\nfile = "a"\ndate = "1958-02-30"\n', "edition.toml:3: 'date' is '1958-02-30'; write it as"),
    "not UTF-8": (b'[edition]\npublisher = "\xe9"\n', "edition.toml: not UTF-8"),
}  # fmt: skip


def encoded(folder: Path, *options: object) -> Result:
    (folder / "a.txt").write_text(GOOD, "utf-8")
    return CliRunner().invoke(main, ["encode", str(folder / "a.txt"), "--out", str(folder / "out"), *(str(o) for o in options)])


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("name", LISTS)
def test_a_broken_list(tmp_path: Path, name: str) -> None:
    file, data, said = LISTS[name]
    done = encoded(tmp_path, "--persons", written(tmp_path / file, data))
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", METADATA)
def test_broken_metadata(tmp_path: Path, name: str) -> None:
    data, said = METADATA[name]
    written(tmp_path / "edition.toml", data)
    done = encoded(tmp_path)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_an_id_in_two_lists(tmp_path: Path) -> None:
    one, other = (written(tmp_path / f"{n}.csv", f"id,name\np_a,{n}\n") for n in ("Wright", "Smith"))
    done = encoded(tmp_path, "--persons", one, "--orgs", other)
    assert done.exit_code == 2
    assert "Smith.csv:1: the id 'p_a' stands in" in done.stderr


@pytest.mark.parametrize(("name", "data"), [
    ("t.xml", TEI.format('<list type="terms"><item><term xml:id="t_A">ARMISH/MAAG</term>, a mission</item>'
                         '<item><term xml:id="t_A">ARMISH–MAAG</term>, a mission</item></list>')),
    ("t.csv", "id,name,description\nt_A,ARMISH/MAAG,a mission\nt_A,ARMISH–MAAG,a mission\n"),
])  # fmt: skip
def test_a_row_that_stands_twice_is_one_entry_with_two_forms(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / "b.txt").write_text("1. Editorial Note\n\nARMISH/MAAG wrote. ARMISH–MAAG wrote again.\n", "utf-8")
    path = written(tmp_path / name, data)
    done = CliRunner().invoke(main, ["encode", str(tmp_path / "b.txt"), "--out", str(tmp_path / "out"), "--terms", str(path)])
    assert done.exit_code == 0, done.stderr
    assert "warning list-repeated: 't_A' stands in line" in done.stderr
    made = (tmp_path / "out" / "b.xml").read_text("utf-8")
    assert made.count('<gloss target="#t_A">') == 2
    assert made.count('xml:id="t_A"') == 1


SCH = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">{}</schema>'
RULE = '<pattern><rule context="*"><assert test="{}">said</assert></rule></pattern>'


@pytest.mark.parametrize(("rules", "said"), [
    (RULE.format("document('file:///etc/passwd')"), "its rules cannot be run"),
    (RULE.format("document('SECRET')"), "its rules cannot be run"),
    (RULE.format("document('http://192.0.2.1/x')"), "its rules cannot be run"),
    (RULE.format("nothing()"), "its rules cannot be run"),
    (RULE.format("$nothing"), "that can be used|its rules cannot be run"),
    (RULE.format("a["), "that can be used|its rules cannot be run"),
    ('<include href="other.sch"/>', "r.sch:1: not Schematron that can be used: other.sch"),
    ('<pattern><rule context="*"><extends href="other.sch"/></rule></pattern>', "r.sch:1: not Schematron that can be used: other.sch"),
    ('<xsl:import href="other.xsl"/>' + RULE.format("true()"), "stylesheets in other files are not read"),
])  # fmt: skip
def test_rules_that_cannot_be_run_or_read_other_files(tmp_path: Path, rules: str, said: str) -> None:
    (tmp_path / "secret.xml").write_text("<secret/>", "utf-8")
    (tmp_path / "x.xml").write_text("<a/>", "utf-8")
    path = written(tmp_path / "r.sch", SCH.format(rules.replace("SECRET", (tmp_path / "secret.xml").as_uri())))
    done = CliRunner().invoke(main, ["validate", str(tmp_path / "x.xml"), "--schema", str(path)])
    assert done.exit_code == 2, done.output
    assert any(part in done.stderr for part in said.split("|")), done.stderr
