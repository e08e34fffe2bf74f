"""What the user has is safe: nothing is written over unasked, nothing is let in through options and cells."""

from __future__ import annotations

import csv
import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.io.files import write_whole
from encoder.run.manifest import Manifest, edition_digest
from tests.conftest import ROOT, TEI_FOLDER

GOOD = "A title\n\nA paragraph that is longer than its title.\n"
CMIF = ("--editor", "E", "--publisher", "P", "--date", "2026-11-25", "--url", "https://example.org/c.xml")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "in" / "b.txt").write_text(GOOD, "utf-8")
    return tmp_path


def test_an_edition_that_a_person_has_changed_is_kept(folder: Path) -> None:
    out = folder / "out"
    assert run("encode", folder / "in", "--out", out).stderr == "2 written\n"
    again = run("encode", folder / "in", "--out", out)
    assert (again.exit_code, again.stderr) == (0, "2 unchanged\n".replace("2 un", "0 written, 2 un"))
    mine = (out / "a.xml").read_text("utf-8").replace("longer", "<hi>longer</hi>")
    (out / "a.xml").write_text(mine, "utf-8")
    for name in ("a", "b"):
        (folder / "in" / f"{name}.txt").write_text(GOOD.replace("A title", "Another title"), "utf-8")
    done = run("encode", folder / "in", "--out", out)
    assert (done.exit_code, done.stderr) == (0, "2 written\n")
    row = '<tagUsage gi="p" occurs="1"/>'
    merged = mine.replace("A title", "Another title").replace(row, row.replace('"p"', '"hi"') + "\n          " + row)
    assert (out / "a.xml").read_text("utf-8") == merged, "what is new came in around what the person has done"
    assert "Another" in (out / "b.xml").read_text("utf-8"), "what nobody has changed is written again"
    known = (out / ".tei-encoder" / "written" / "a.xml.z").read_bytes()
    for lost in (b"", known[:-9], b"no zlib"):
        (folder / "in" / "a.txt").write_text(GOOD.replace("A title", f"Title {len(lost)}"), "utf-8")
        (out / ".tei-encoder" / "written" / "a.xml.z").write_bytes(lost)
        done = run("encode", folder / "in" / "a.txt", "--out", out)
        assert done.exit_code == 1
        assert "a.xml:1:1: error edition-changed: was changed since it was written, and what was written is not known" in done.stderr
        assert (out / "a.xml").read_text("utf-8") == merged, "without the state nothing is written over"
    (folder / "in" / "a.txt").write_text(GOOD.replace("A title", "Another title"), "utf-8")
    assert run("encode", folder / "in", "--out", out, "--force").exit_code == 0
    assert "Another" in (out / "a.xml").read_text("utf-8")
    assert run("encode", folder / "in", "--out", out).exit_code == 0


def test_a_count_that_the_program_has_made_is_no_conflict(folder: Path) -> None:
    out, text = folder / "out", folder / "in" / "a.txt"
    run("encode", text, "--out", out)
    path = out / "a.xml"
    was = int(path.read_text("utf-8").partition('unit="words" quantity="')[2].partition('"')[0])
    for k, (before, after) in enumerate((("longer", "very much longer"), ("paragraph", "plain paragraph"), ("its title", "its own title"))):
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
        text.write_text(GOOD.replace("A title", f"A {'new ' * (k + 1)}title"), "utf-8")
        done = run("encode", text, "--out", out)
        assert (done.exit_code, done.stderr) == (0, "1 written\n"), "nobody has written the number"
        assert f'quantity="{was + 2 + k + k + 1}"' in path.read_text("utf-8")


def test_without_a_manifest_only_other_bytes_count_as_changed(folder: Path) -> None:
    out = folder / "out"
    run("encode", folder / "in", "--out", out)
    manifest = out / ".tei-encoder" / "manifest.json"
    known = manifest.read_bytes()
    manifest.unlink()
    assert run("encode", folder / "in", "--out", out).exit_code == 0
    assert manifest.read_bytes() == known, "the same whether written or found"
    manifest.unlink()
    (folder / "in" / "a.txt").write_text(GOOD.replace("A title", "Another title"), "utf-8")
    done = run("encode", folder / "in", "--out", out)
    assert done.exit_code == 1
    assert "a.xml:1:1: error edition-changed: is there already and is not as it would be written" in done.stderr


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"editions": 1, "format": 1}', b'{"editions": {"a.xml": 1}, "format": 1}', b"[" * 5000])
def test_a_broken_manifest_is_told_and_counts_as_none(folder: Path, broken: bytes) -> None:
    out = folder / "out"
    run("encode", folder / "in", "--out", out)
    (out / ".tei-encoder" / "manifest.json").write_bytes(broken)
    done = run("encode", folder / "in", "--out", out)
    assert done.exit_code == 0
    assert "warning manifest: cannot be read" in done.stderr
    assert run("encode", folder / "in", "--out", out).stderr == "0 written, 2 unchanged\n"


def test_the_manifest_says_what_an_edition_was_made_of(folder: Path) -> None:
    out = folder / "out"

    def entry() -> dict[str, str]:
        run("encode", folder / "in", "--out", out, "--force")
        whole = json.loads((out / ".tei-encoder" / "manifest.json").read_text("utf-8"))
        assert list(whole["editions"]) == ["a.xml", "b.xml"]
        given: dict[str, str] = whole["editions"]["a.xml"]
        return given

    first = entry()
    assert sorted(first) == ["edition", "options", "rules", "settings", "source", "text"]
    assert first["text"] == "../in/a.txt"
    assert first["edition"] == edition_digest((out / "a.xml").read_bytes())
    (folder / "in" / "edition.toml").write_text('[[document]]\nfile = "a"\ntitle = "X"\n', "utf-8")
    second = entry()
    assert {k for k in first if first[k] != second[k]} == {"edition", "options", "settings"}
    (folder / "in" / "a.txt").write_text(GOOD + "\nMore.\n", "utf-8")
    third = entry()
    assert {k for k in second if second[k] != third[k]} == {"edition", "source"}


def test_what_two_runs_write_is_known_to_both(tmp_path: Path) -> None:
    one, other = Manifest(tmp_path), Manifest(tmp_path)
    one.add("a.xml", {"edition": "1"})
    other.add("b.xml", {"edition": "2"})
    one.save()
    other.save()
    assert [Manifest(tmp_path).known(n) for n in ("a.xml", "b.xml", "c.xml")] == ["1", "2", ""]


def test_a_text_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.xml").write_text(GOOD, "utf-8")
    for force in ((), ("--force",)):
        done = run("encode", tmp_path / "mine.xml", "--out", tmp_path, *force)
        assert done.exit_code == 2
        assert "mine.xml would be written over; name another folder" in done.stderr
    (tmp_path / "p.txt").write_text(GOOD, "utf-8")
    (tmp_path / "p.xml").write_text('<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="p_a"><persName>Ann Lee</persName></person></listPerson>', "utf-8")
    done = run("encode", tmp_path / "p.txt", "--out", tmp_path, "--persons", tmp_path / "p.xml", "--force")
    assert done.exit_code == 2
    assert "listPerson" in (tmp_path / "p.xml").read_text("utf-8")
    assert (tmp_path / "mine.xml").read_text("utf-8") == GOOD


def test_the_other_files_of_a_folder_are_kept(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "a.xml").write_text("<my-own/>", "utf-8")
    (folder / "out" / "b.xml").mkdir()
    done = run("encode", folder / "in", "--out", folder / "out", "--force")
    assert done.exit_code == 1
    assert "b.xml:1:1: error unwritable: Is a folder" in done.stderr
    (folder / "out" / "a.xml").write_text("<my-own/>", "utf-8")
    assert run("encode", folder / "in" / "a.txt", "--out", folder / "out").exit_code == 1
    assert (folder / "out" / "a.xml").read_text("utf-8") == "<my-own/>"


def test_devices_pipes_and_links(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for path in (folder / "pipe", Path("/dev/null")):
        assert run("encode", folder / "in", "--out", path).exit_code == 2
        with pytest.raises(OSError, match="Is a device or a pipe"):
            write_whole(path, b"x")
        assert run("export", "csv", TEI_FOLDER, "--out", path).exit_code == 2
        assert run("export", "csv", TEI_FOLDER, "--out", path, "--force").exit_code == 2
        assert run("authority", "build", folder / "in", "--out", path, "--update").exit_code == 2
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    (folder / "out").mkdir()
    os.mkfifo(folder / "out" / "a.xml")
    done = run("encode", folder / "in" / "a.txt", "--out", folder / "out", "--force")
    assert done.exit_code == 1
    assert "error unwritable: Is a device or a pipe" in done.stderr
    (folder / "real.xml").write_text("x", "utf-8")
    (folder / "link.xml").symlink_to(folder / "real.xml")
    write_whole(folder / "link.xml", b"new")
    assert (folder / "link.xml").is_symlink()
    assert (folder / "real.xml").read_bytes() == b"new"


@pytest.mark.parametrize("command", [
    ("encode", "", "--out", "o"), ("encode", "x", "--out", ""), ("validate", ""), ("text", ""), ("explain", ""), ("init", ""), ("export", "csv", "", "--out", "x"),
    ("authority", "build", "", "--out", "x"), ("schema", "export", ""), ("encode", "x", "--out", "o", "--persons", ""), ("encode", "x\0y", "--out", "o"),
])  # fmt: skip
def test_an_empty_name_is_refused(command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = run(*command)
    assert done.exit_code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_two_names_with_one_identifier(folder: Path) -> None:
    for name in ("Or 690", "Or_690", "Or-690"):
        (folder / "in" / f"{name}.txt").write_text(GOOD, "utf-8")
    done = run("encode", folder / "in", "--out", folder / "out")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()[:-1]
    assert "Or_690.txt:1:1: error same-identifier: 'Or_690' is the xml:id of " in line
    assert len(list((folder / "out").glob("*.xml"))) == 4


@pytest.mark.parametrize("day", ["yesterday", "2020-13-45", "2020-02-30", "1958-1-2", "0000-01-01", "2020-01-01T25:00"])
def test_a_day_that_there_is_not(folder: Path, day: str) -> None:
    done = run("encode", folder / "in", "--out", folder / "out", "--date", day)
    assert done.exit_code == 2
    assert "write it as YYYY-MM-DD" in done.stderr
    assert not (folder / "out").exists()
    assert run("export", "cmif", TEI_FOLDER, "--out", folder / "c.xml", *CMIF, "--date", day).exit_code == 2


# -- lists ----------------------------------------------------------------------------------------------------------------


def test_a_list_that_was_corrected_is_kept_and_added_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. Editorial Note\n\nMr. Michael Wright met Mrs. Jane Doe.\n", "utf-8")
    path = tmp_path / "p.csv"
    assert run("authority", "build", tmp_path, "--out", path).exit_code == 0
    corrected = path.read_text("utf-8").replace("p_michael_wright", "p_w").rstrip("\n")
    path.write_text(corrected, "utf-8")
    done = run("authority", "build", tmp_path, "--out", path)
    assert done.exit_code == 2
    assert "--update adds only who is new" in done.stderr
    assert path.read_text("utf-8") == corrected
    (tmp_path / "b.txt").write_text("2. Editorial Note\n\nMr. Michael Wright and Mr. John Quincy Smith left.\n", "utf-8")
    done = run("authority", "build", tmp_path, "--out", path, "--update")
    assert done.exit_code == 0, done.output
    assert "1 new names in" in done.stdout
    now = path.read_text("utf-8")
    assert now.startswith(corrected + "\n")
    assert [row["id"] for row in csv.DictReader(now.splitlines())][-1] == "p_john_quincy_smith"
    assert run("authority", "build", tmp_path, "--out", path, "--update").exit_code == 0
    assert path.read_text("utf-8") == now
    assert run("encode", tmp_path / "b.txt", "--out", tmp_path / "o", "--persons", path).exit_code == 0


def test_an_update_of_a_list_with_other_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. Editorial Note\n\nMr. John Quincy Smith left.\n", "utf-8")
    (tmp_path / "p.csv").write_text('id,name,viaf\np_w,"Wright, Michael",77\n', "utf-8")
    assert run("authority", "build", tmp_path, "--out", tmp_path / "p.csv", "--update").exit_code == 0
    assert (tmp_path / "p.csv").read_text("utf-8").splitlines()[-1] == 'p_john_quincy_smith,"Smith, John Quincy",'
    (tmp_path / "p.toml").write_text('[[person]]\nid="a"\nname="B"\nsource="x"\n', "utf-8")
    assert run("authority", "build", tmp_path / "a.txt", "--out", tmp_path / "p.toml", "--update").exit_code == 2


# -- exports --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "jsonl", "corpus", "frus", "cmif"])
def test_an_export_writes_over_nothing_but_an_export_of_its_kind(tmp_path: Path, kind: str) -> None:
    edition = tmp_path / "d1.xml"
    edition.write_bytes((TEI_FOLDER / "frus1958-60v12d145.xml").read_bytes())
    more = CMIF if kind == "cmif" else ()
    done = run("export", kind, edition, "--out", edition, *more, "--force")
    assert done.exit_code == 2
    assert "is one of the editions" in done.stderr
    (tmp_path / "mine").write_text("my own words", "utf-8")
    done = run("export", kind, edition, "--out", tmp_path / "mine", *more)
    assert done.exit_code == 2
    assert "no export of this kind" in done.stderr
    assert (tmp_path / "mine").read_text("utf-8") == "my own words"
    assert run("export", kind, edition, "--out", tmp_path / "mine", *more, "--force").exit_code == 0
    assert run("export", kind, edition, "--out", tmp_path / "mine", *more).exit_code == 0, "an earlier one"


def test_a_corpus_of_texts_with_notes_and_pages_is_valid(tmp_path: Path) -> None:
    text = "A title\n\nText1 of[Page 7] it and Mr. John Smith of Paris2.\n\n  1. First note.\n  2. See Mr. Smith.\n"
    (tmp_path / "in").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "out", "--profile", "frus").exit_code == 0
    done = run("export", "corpus", tmp_path / "out", "--out", tmp_path / "c.xml")
    assert done.exit_code == 0, done.stderr
    checked = run("validate", tmp_path / "c.xml")
    assert checked.stdout == ""
    root = etree.parse(tmp_path / "c.xml")
    assert len(root.findall(".//{*}note")) == 6
    (tmp_path / "again.xml").write_bytes((tmp_path / "out" / "a.xml").read_bytes().replace(b"<head>", b"<head><bogus/>"))
    done = run("export", "corpus", tmp_path / "again.xml", "--out", tmp_path / "d.xml")
    assert done.exit_code == 1
    assert "bogus" in done.stderr
    assert not (tmp_path / "d.xml").exists(), "no export is invalid"


@pytest.mark.parametrize(("without", "cure"), [("--editor", "role = "), ("--publisher", "publisher in edition.toml"), ("--date", "date ("), ("--url", "")])
def test_what_cmif_requires_the_command_requires(tmp_path: Path, without: str, cure: str) -> None:
    """Where no edition says it either."""
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "a.txt").write_text("Vienna, May 5, 1901.\n\nDear Mr. Roe:\n\nWe come.\n\nYours truly,\n\nJane Doe\n", encoding="utf-8")
    assert run("encode", tmp_path / "t", "--out", tmp_path / "tei").exit_code == 0
    at = CMIF.index(without)
    done = run("export", "cmif", tmp_path / "tei", "--out", tmp_path / "c.xml", *CMIF[:at], *CMIF[at + 2 :])
    assert done.exit_code == 2
    assert without in done.stderr
    assert cure in done.stderr
    assert run("export", "cmif", tmp_path / "tei", "--out", tmp_path / "c.xml", *CMIF, without, " ").exit_code == 2
    assert not (tmp_path / "c.xml").exists()
    assert "1.1" in run("export", "cmif", "--help").stdout


def test_cmif_takes_from_the_editions_who_edits_and_publishes_and_when(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "a.txt").write_text("Vienna, May 5, 1901.\n\nDear Mr. Roe:\n\nWe come.\n\nYours truly,\n\nJane Doe\n", encoding="utf-8")
    (tmp_path / "t" / "edition.toml").write_text(
        '[edition]\npublisher = "A house"\ndate = "2026-03-04"\n[[edition.responsible]]\nresp = "edited by"\nname = "May Fay"\nrole = "editor"\n'
        '[[edition.responsible]]\nresp = "edited by"\nname = "Bo Zu"\nrole = "editor"\n', encoding="utf-8")  # fmt: skip
    assert run("encode", tmp_path / "t", "--out", tmp_path / "tei").exit_code == 0
    url = ("--url", "https://example.org/c.xml")
    assert run("export", "cmif", tmp_path / "tei", "--out", tmp_path / "c.xml", *url).exit_code == 0
    root = etree.parse(tmp_path / "c.xml")
    assert [e.text for e in root.iterfind(".//{*}titleStmt/{*}editor")] == ["May Fay", "Bo Zu"]
    assert [e.text for e in root.iterfind(".//{*}publicationStmt/{*}publisher")] == ["A house"]
    assert [e.get("when") for e in root.iterfind(".//{*}publicationStmt/{*}date")] == ["2026-03-04"]
    assert run("export", "cmif", tmp_path / "tei", "--out", tmp_path / "c.xml", *url, "--editor", "Li Po").exit_code == 0
    assert [e.text for e in etree.parse(tmp_path / "c.xml").iterfind(".//{*}titleStmt/{*}editor")] == ["Li Po"], "what the user says wins"


def test_a_folder_of_editions_given_for_its_texts_is_told(tmp_path: Path) -> None:
    done = run("review", TEI_FOLDER)
    assert done.exit_code == 2
    assert "name the folder with their texts" in done.stderr


def test_cells_are_no_formulas_and_ranges_are_whole(tmp_path: Path) -> None:
    edition = (TEI_FOLDER / "wilson122923.xml").read_text("utf-8")
    at = edition.index("<p>", edition.index("<body>"))
    words = (
        '<p><persName>=cmd()</persName> <persName>@x</persName> <placeName>+1 a</placeName> <orgName>-a</orgName> <placeName>-5</placeName> '
        '<date from="1955-03-09" to="1955-03-12">March</date> <date notBefore="1955">later</date></p>'
    )
    (tmp_path / "a.xml").write_text(edition[:at] + words + edition[at:], "utf-8")
    run("export", "csv", tmp_path / "a.xml", "--out", tmp_path / "x.csv", "--rows", "mentions")
    cells = [row["words"] for row in csv.DictReader((tmp_path / "x.csv").read_text("utf-8").splitlines())]
    assert [c for c in cells if c[:1] in "'-"] == ["'=cmd()", "'@x", "'+1 a", "'-a", "-5"]
    values = [row["value"] for row in csv.DictReader((tmp_path / "x.csv").read_text("utf-8").splitlines())]
    assert "1955-03-09/1955-03-12" in values
    assert "1955/.." in values


@pytest.mark.parametrize("schema", ['a"?><?evil x?>', "a?>b", "a<b>&amp;c", "a b", "../x", "https://example.org/s?a=1&b=2"])
def test_the_folder_of_the_schema_is_no_markup(folder: Path, schema: str) -> None:
    (folder / "in" / "edition.toml").write_text(f"[edition]\nschema = {json.dumps(schema)}\n", "utf-8")
    assert run("encode", folder / "in", "--out", folder / "out").exit_code == 0
    data = (folder / "out" / "a.xml").read_bytes()
    before = list(etree.fromstring(data).itersiblings(preceding=True))
    assert [node.target for node in before] == ["xml-model", "xml-model"]  # type: ignore[attr-defined]
    assert b"<?evil" not in data


def test_the_schema_of_the_repository_is_found() -> None:
    assert (ROOT / "schema" / "edition.rng").is_file()
