"""The commands as a user runs them: results, messages, exit status."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from tests.conftest import SEEDS, TEI_FOLDER


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def test_encode_writes_what_is_committed(tmp_path: Path) -> None:
    done = run("encode", SEEDS, "--out", tmp_path)
    assert done.exit_code == 0
    for name in ("frus1958-60v12d145.xml", "wilson122923.xml"):
        assert (tmp_path / name).read_bytes() == (TEI_FOLDER / name).read_bytes()
    assert "wilson122923.txt:26:9: warning date-conflict: " in done.stderr


def test_validate_and_text(tmp_path: Path) -> None:
    assert run("validate", TEI_FOLDER).exit_code == 0
    shown = run("text", TEI_FOLDER / "frus1958-60v12d145.xml")
    assert shown.exit_code == 0
    assert shown.stdout.rstrip() == (SEEDS / "frus1958-60v12d145.txt").read_text(encoding="utf-8").rstrip()


def test_standard_input(tmp_path: Path) -> None:
    done = run("encode", "-", "--out", tmp_path, stdin=b"A title\n\nA paragraph that is longer than its title.\n")
    assert done.exit_code == 0, done.stderr
    assert b"<head>A title</head>" in (tmp_path / "stdin.xml").read_bytes()


def test_sub_folders_are_kept_and_the_schema_is_found_from_there(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_text("1. Editorial Note\n\nText.\n", encoding="utf-8")
    (tmp_path / "in" / "sub" / "edition.toml").write_text('[edition]\nschema = "../schema"\n', encoding="utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    assert b'href="../../schema/edition.rng"' in (tmp_path / "out" / "sub" / "a.xml").read_bytes()


@pytest.mark.parametrize(
    ("data", "where", "code"),
    [
        (b"", "1:1", "empty"),
        (b" \n\n ", "1:1", "empty"),
        (b"Ambassador\nFuj\xeb", "2:4", "encoding"),
        (b"\x89PNG\r\n\x1a\n\0", "1:1", "not-text"),
        (b"one\ntwo\x00three", "2:4", "illegal-character"),
    ],
)
def test_a_bad_text_is_named_and_the_others_go_on(tmp_path: Path, data: bytes, where: str, code: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text("1. Editorial Note\n\nText.\n", encoding="utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert f"bad.txt:{where}: error {code}: " in done.stderr
    assert [p.name for p in (tmp_path / "out").glob("*.xml")] == ["good.xml"]


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf1. Editorial Note\r\n\r\nText.\r\n")
    assert run("encode", tmp_path, "--out", tmp_path / "out").exit_code == 0
    assert b"<head>1. Editorial Note</head>" in (tmp_path / "out" / "a.xml").read_bytes()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[edition]\npublsher = 'x'\n", 2, "did you mean 'publisher'"),
        ("[edition]\npublisher = 1\n", 2, "a text in quotation marks"),
        ("[edition]\navailability = 'gratis'\n", 2, "it can be free, restricted, unknown"),
        ("[[document]]\ntitle = 'x'\n", 1, "without 'file'"),
        ("[[document]]\nfile = 'a'\nsource = 'nowhere'\n", 3, "no [source.nowhere]"),
        ("[[document]]\nfile = 'a'\ndate = 'May 1'\n", 3, "write it as YYYY"),
        ("[edition\n", 1, "not TOML"),
        ("[source.x]\nyear = '1993'\n", 1, "has no title"),
    ],
)
def test_bad_metadata_stops_everything_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "a.txt").write_text("Text.\n", encoding="utf-8")
    (tmp_path / "edition.toml").write_text(text, encoding="utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert f"edition.toml:{line}: " in done.stderr
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("p.csv", "id\nx\n", "p.csv:1: the first line is to name the columns"),
        ("p.csv", "id,name,description\na,Wright,x\na,Smith,y\n", "p.csv:3: the id 'a' stands in line 2 already"),
        ("p.csv", "id,name,description\na,Wright\n", "p.csv:2: this row has not as many cells"),
        ("p.csv", "id,name,description\na,,x\n", "p.csv:2: an entry without a name"),
        ("p.toml", "[[person]]\nid='a'\nname='Wright'\n", "p.toml:1: an entry without 'source'"),
        ("p.toml", "[[person]]\nid='a'\nname='Wright'\nsource='x'\nnmae='y'\n", "p.toml:1: unknown key 'nmae'"),
        ("p.toml", "[[people]]\n", "p.toml:1: unknown table 'people'"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("Text.\n", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("encode", tmp_path / "a.txt", "--out", tmp_path / "out", "--persons", tmp_path / name)
    assert done.exit_code == 2
    assert said in done.stderr


def test_wrong_calls(tmp_path: Path) -> None:
    assert run("encode", tmp_path / "nothing", "--out", tmp_path).exit_code == 2
    assert run("encode", SEEDS).exit_code == 2
    assert "no text in this folder" in run("encode", tmp_path, "--out", tmp_path / "o").stderr
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file; name a folder" in run("encode", SEEDS, "--out", tmp_path / "file").stderr
    assert "write it as" in run("encode", SEEDS, "--out", tmp_path / "o", "--date", "yesterday").stderr


def test_two_texts_that_would_become_one_file(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("Text.\n", encoding="utf-8")
    done = run("encode", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "would both become x.xml" in done.stderr


def test_strict_makes_warnings_errors(tmp_path: Path) -> None:
    assert run("encode", SEEDS, "--out", tmp_path, "--strict").exit_code == 1


def test_the_date_of_texts_that_give_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. Editorial Note\n\nHe came on December 3.\n", encoding="utf-8")
    run("encode", tmp_path, "--out", tmp_path / "out", "--date", "1958-12-04")
    assert b'<date when="1958-12-03" cert="high">December 3</date>' in (tmp_path / "out" / "a.xml").read_bytes()


@pytest.mark.parametrize(("link", "attribute"), [("corresp", b'corresp="#p_qassim"'), ("key", b'key="p_qassim"')])
def test_the_attribute_of_links(tmp_path: Path, link: str, attribute: bytes) -> None:
    assert run("encode", SEEDS, "--out", tmp_path, "--link", link).exit_code == 0
    data = (tmp_path / "frus1958-60v12d145.xml").read_bytes()
    assert attribute in data
    assert b"<persName ref=" not in data


@pytest.mark.parametrize("listed", [True, False])
def test_with_a_list_only_its_persons_are_linked(tmp_path: Path, listed: bool) -> None:
    (tmp_path / "a.txt").write_text("1. Editorial Note\n\nMr. Popper met Sir Michael Wright. Wright left.\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text('id,name,description\np_w,"Wright, Sir Michael",British Ambassador\n', encoding="utf-8")
    options = ["--persons", tmp_path / "p.csv"] if listed else []
    assert run("encode", tmp_path / "a.txt", "--out", tmp_path / "out", *options).exit_code == 0
    data = (tmp_path / "out" / "a.xml").read_text(encoding="utf-8")
    assert ('<persName cert="high">Popper</persName> met' in data) == listed
    assert data.count('ref="#p_w"') == (2 if listed else 0)
    assert ('<persName cert="high" ref="#p_popper" resp="#tei-encoder">' in data) != listed


def test_many_documents_in_two_processes_as_in_one(tmp_path: Path) -> None:
    source = (SEEDS / "frus1958-60v12d145.txt").read_text(encoding="utf-8")
    (tmp_path / "in").mkdir()
    for k in range(30):
        (tmp_path / "in" / f"d{k:02}.txt").write_text(source, encoding="utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "one").exit_code == 0
    assert run("encode", tmp_path / "in", "--out", tmp_path / "two", "--jobs", 2).exit_code == 0
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*.*") if p.is_file()} for n in ("one", "two"))
    assert len(one) == 61, "the editions, the manifest, and what it keeps of each"
    assert one == two


def test_an_invalid_edition_is_not_written_and_an_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.tei import Edition, write

    (tmp_path / "a.txt").write_text("1. Editorial Note\n\nText.\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.xml").write_text("old", encoding="utf-8")

    def broken(*arguments: object) -> Edition:
        edition = write(*arguments)  # type: ignore[arg-type]
        edition.root.set("bad", "yes")
        return replace(edition, written="")

    monkeypatch.setattr("encoder.run.one.write", broken)
    done = run("encode", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "error invalid: " in done.stderr
    assert (tmp_path / "out" / "a.xml").read_text(encoding="utf-8") == "old"
    assert run("encode", tmp_path / "a.txt", "--out", tmp_path / "out", "--no-validate").exit_code == 1, "it is not ours"
    assert (tmp_path / "out" / "a.xml").read_text(encoding="utf-8") == "old"
    assert run("encode", tmp_path / "a.txt", "--out", tmp_path / "out", "--no-validate", "--force").exit_code == 0
    assert b'bad="yes"' in (tmp_path / "out" / "a.xml").read_bytes()


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.io.files import write_whole

    (tmp_path / "a.xml").write_text("old", encoding="utf-8")

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a.xml", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.xml"]
    assert (tmp_path / "a.xml").read_text(encoding="utf-8") == "old"


def test_validate_says_where_and_what(tmp_path: Path) -> None:
    good = (TEI_FOLDER / "wilson122923.xml").read_text(encoding="utf-8")
    (tmp_path / "dangling.xml").write_text(good.replace('ref="#p_mielke"', 'ref="#nobody"', 1), encoding="utf-8")
    (tmp_path / "grammar.xml").write_text(good.replace("<head>", "<head><bogus/>", 1), encoding="utf-8")
    (tmp_path / "broken.xml").write_text(good[:3000], encoding="utf-8")
    (tmp_path / "doctype.xml").write_text("<!DOCTYPE TEI [<!ENTITY a 'b'>]>\n<TEI/>", encoding="utf-8")
    done = run("validate", tmp_path)
    assert done.exit_code == 1
    said = done.stdout
    assert "dangling.xml:" in said
    assert "pointer-ref: @ref points to #nobody" in said
    line = next(k for k, row in enumerate(good.splitlines(), 1) if "<head>" in row)
    column = good.splitlines()[line - 1].index("<head>") + 1 + len("<head>")
    assert f"grammar.xml:{line}:{column}: error grammar: bogus is no element of this schema" in said
    assert "broken.xml:" in said
    assert "not-well-formed" in said
    assert "doctype.xml:1:1: error doctype: " in said


def test_explain_names_rule_and_evidence() -> None:
    done = run("explain", SEEDS / "frus1958-60v12d145.txt")
    assert done.exit_code == 0
    friday = next(line for line in done.stdout.splitlines() if "'Friday'" in line)
    assert "date-expression" in friday
    assert "the sentence looks ahead" in friday
    assert friday.startswith("5:4\t")


def test_the_history_of_an_edition_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A note\n\nA paragraph that is longer than the title.\n", encoding="utf-8")
    out = tmp_path / "out" / "a.xml"
    arguments = ["encode", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    change = '<revisionDesc><change when="2026-01-01">Names checked by hand.</change></revisionDesc></teiHeader>'
    out.write_text(out.read_text(encoding="utf-8").replace("</teiHeader>", change), encoding="utf-8")
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert out.read_text(encoding="utf-8").count("Names checked by hand.") == 1
    assert CliRunner().invoke(main, ["validate", str(out)]).exit_code == 0
    again = out.read_bytes()
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert out.read_bytes() == again
    out.write_text("<broken", encoding="utf-8")
    assert CliRunner().invoke(main, arguments).exit_code == 1, "what a person has broken is not written over"
    assert out.read_text(encoding="utf-8") == "<broken"
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0, "what cannot be read has no history"


def test_a_conversation_has_its_participants_in_the_header(tmp_path: Path) -> None:
    text = (
        "12. Memorandum of Conversation1\n\nWashington, March 26, 1958, 5 p.m.\n\nPARTICIPANTS\n\nThe Secretary\n"
        "Mr. William M. Rountree, NEA\n\nThe Secretary said that Mr. Rountree would speak.\n\n  1. Source: Department of State. Secret.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(main, ["encode", str(tmp_path / "a.txt"), "--profile", "frus", "--out", str(tmp_path)]).exit_code == 0
    root = etree.parse(tmp_path / "a.xml")
    (described,) = root.findall(".//{*}particDesc")
    assert ["".join(map(str, p.itertext())) for p in described] == ["The Secretary", "Mr. William M. Rountree, NEA"]
    assert [n.get("ref") for n in described.iterfind(".//{*}persName")] == ["#p_william_m_rountree"]
    (setting,) = root.findall(".//{*}settingDesc/{*}setting")
    assert [(e.text, e.get("when")) for e in setting] == [("Washington", None), (None, "1958-03-26T17:00:00")]


def test_a_date_after_the_publication_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. Letter From A to B1\n\nBaghdad, March 9, 1955.\n\nText.\n\n  1. Dated May 3, 1995; not printed.\n", "utf-8")
    (tmp_path / "edition.toml").write_text(
        '[source.volume]\ntitle = "A volume"\nyear = "1988"\n\n[[document]]\nfile = "a.txt"\nsource = "volume"\n', "utf-8"
    )
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "a.txt:7:12: warning date-after-source: 'May 3, 1995' is 1995-05-03, but the source was published in 1988" in done.stderr
    assert "'March 9" not in done.stderr


@pytest.mark.parametrize(("whose", "resp"), [("editor", "#editors"), ("translator", "#translator"), ("author", ""), ("", "#editors")])
def test_whose_brackets_they_are_is_an_option_of_plain(tmp_path: Path, whose: str, resp: str) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nHe left [about noon] and was [illegible] when he came [sic] back.\n", "utf-8")
    (tmp_path / "edition.toml").write_text(f'[edition]\nbrackets = "{whose}"\n' if whose else "", "utf-8")
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out"), "--profile", "plain"])
    assert done.exit_code == 0, done.output
    made = (tmp_path / "out" / "a.xml").read_text("utf-8")
    read = ' resp="#editors"' if whose == "editor" else ""
    assert f'<gap reason="illegible"{read}><desc>[illegible]</desc></gap>' in made
    assert "<sic>came</sic> [sic]" in made
    added = f'<supplied resp="{resp}" reason="explanatory">about noon</supplied>' if resp else "[about noon]"
    assert f"He left {added} and" in made


def test_an_old_volume_of_frus_is_recognised(tmp_path: Path) -> None:
    text = "Mr. Terrell to Mr. Seward.\n\nLegation of the United States,\nBrussels, May 3, 1861.\n\nSir: I have the honor.\n\nI have, etc.,\n\nH. S. TERRELL.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["encode", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    made = (tmp_path / "out" / "a.xml").read_text("utf-8")
    assert "<desc>profile frus</desc>" in made
    assert "<signed>" in made


def test_an_unknown_label_among_others_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Citation: “A Report,” May 12, 1971, Wilson Center Digital Archive.\nOriginal Language: Russian\nFavourite Colour: Red\n"
        "Contents: English Translation\n\nThey met.\n",
        "utf-8",
    )
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "a.txt:3:1: warning label-unknown: 'Favourite Colour:' is no label known here" in done.stderr
    assert "Original" not in done.stderr


def test_the_header_lists_what_was_guessed(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text(
        'id,name,description\np_a,"Dulles, Allen W.",Director of Central Intelligence\np_j,"Dulles, John Foster",Secretary of State\n', "utf-8"
    )
    (tmp_path / "a.txt").write_text(
        "1. Letter From A to B1\n\nBaghdad, March 9, 1955.\n\nThe Secretary asked on March 7 where Dulles was. Nobody knew on March 8, 1955.\n\n"
        "  1. Not printed.\n",
        "utf-8",
    )
    done = run("encode", tmp_path / "a.txt", "--out", tmp_path / "out", "--persons", tmp_path / "persons.csv", "--profile", "frus")
    assert done.exit_code == 0, done.output
    root = etree.parse(tmp_path / "out" / "a.xml").getroot()
    ns = {"t": "http://www.tei-c.org/ns/1.0"}
    (listed,) = root.findall(".//t:editorialDecl/t:interpretation/t:p", ns)
    assert listed.text == "Guessed: date “March 7” (1955-03-07); persName “Dulles” (p_j)."
