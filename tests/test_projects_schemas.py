"""Three projects with the kinds of schemas that letters, plays and dictionaries have: what is told, where, and how CI sees it."""

from __future__ import annotations

from importlib.util import find_spec as really_find
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.validation import schemas

TEI = "http://www.tei-c.org/ns/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"
RELAX = "http://relaxng.org/ns/structure/1.0"

# -- letters: an RNG with Schematron inside, named by each file twice, as the TEI's own tools write it -----------------

LETTERS_RNG = f"""<grammar xmlns="{RELAX}" xmlns:sch="{SCH}" ns="{TEI}" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<sch:ns prefix="tei" uri="{TEI}"/>
<start><element name="TEI"><ref name="header"/><ref name="text"/></element></start>
<define name="header"><element name="teiHeader"><oneOrMore><ref name="action"/></oneOrMore></element></define>
<define name="action"><element name="correspAction"><attribute name="type"><choice><value>sent</value><value>received</value></choice></attribute>
  <element name="persName"><optional><attribute name="ref"><data type="anyURI"/></attribute></optional><text/></element>
  <optional><element name="date"><attribute name="when"><data type="token"><param name="pattern">[0-9]{{4}}(-[0-9]{{2}}){{0,2}}</param></data></attribute><text/></element></optional>
  </element>
  <sch:pattern id="sender"><sch:rule context="tei:correspAction[@type = 'sent']">
    <sch:assert test="tei:date" role="warning">nobody knows when <sch:value-of select="tei:persName"/> sent it</sch:assert></sch:rule></sch:pattern>
  <sch:pattern id="day"><sch:rule context="tei:date[string-length(@when) = 10]">
    <sch:assert test="@when castable as xs:date"><sch:value-of select="@when"/> is in no calendar</sch:assert></sch:rule></sch:pattern>
</define>
<define name="text"><element name="text"><element name="body"><oneOrMore><ref name="div"/></oneOrMore></element></element></define>
<define name="div"><element name="div"><attribute name="type"/><optional><element name="opener"><text/></element></optional>
  <oneOrMore><ref name="p"/></oneOrMore><optional><element name="closer"><text/></element></optional></element></define>
<define name="p"><element name="p"><interleave><text/><zeroOrMore><element name="hi"><attribute name="rend"/><text/></element></zeroOrMore></interleave></element></define>
</grammar>"""
LETTER = f"""<?xml-model href="../schema/letters.rng" type="application/xml" schematypens="{RELAX}"?>
<?xml-model href="../schema/letters.rng" type="application/xml" schematypens="{SCH}"?>
<TEI xmlns="{TEI}">
<teiHeader>
<correspAction type="sent"><persName ref="https://example.org/anna">Anna Brandt</persName><date when="1871-02-28">28 February</date></correspAction>
<correspAction type="received"><persName>Karl Olsen</persName></correspAction>
</teiHeader>
<text><body><div type="letter">
<opener>Dear Karl,</opener>
<p>The ice is <hi rend="underline">thin</hi> this year.</p>
<closer>Yours, Anna</closer>
</div></body></text>
</TEI>
"""
LETTERS_WRONG = [
    (LETTER.replace('type="received"', 'type="recieved"'),
     ["6:1: error attribute-value: correspAction/@type cannot be 'recieved'; it is one of received, sent; is received meant?"]),
    (LETTER.replace("1871-02-28", "1871-02-30"), ["5:91: error day: 1871-02-30 is in no calendar"]),
    (LETTER.replace('<date when="1871-02-28">28 February</date>', ""), ["5:1: warning sender: nobody knows when Anna Brandt sent it"]),
    (LETTER.replace("<p>The", "<P>The").replace("year.</p>", "year.</P>"),
     ["10:1: error element-unknown: P is no element of this schema; is p meant?",
      "11:1: error element-missing: p is missing before closer in div"]),
    (LETTER.replace("</closer>", "</closer>\n<p>P. S.</p>"), ["12:1: error element-not-allowed: p is not allowed behind closer in div"]),
]  # fmt: skip

# -- plays: a compact grammar, and beside it ISO Schematron with phases, abstract rules and a part in a file of its own ------

PLAYS_RNC = f"""default namespace = "{TEI}"
start = element TEI {{ header, element text {{ element body {{ scene+ }} }} }}
header = element teiHeader {{ element listPerson {{ element person {{ attribute xml:id {{ xsd:ID }}, text }}+ }} }}
scene = element div {{ attribute type {{ "scene" | "act" }}, element head {{ text }}?, (speech | stage | scene)+ }}
speech = element sp {{ attribute who {{ list {{ xsd:anyURI+ }} }}?, element speaker {{ text }}?, (element l {{ text }} | element p {{ text }} | stage)+ }}
stage = element stage {{ attribute type {{ "entrance" | "exit" }}?, text }}
"""
PLAYS_SCH = f"""<schema xmlns="{SCH}" queryBinding="%s" defaultPhase="release">
<ns prefix="tei" uri="{TEI}"/>
<phase id="release"><active pattern="who"/><active pattern="order"/></phase>
<phase id="draft"><active pattern="drafts"/></phase>
<let name="cast" value="//tei:person/@xml:id"/>
<include href="parts/who.sch"/>
<pattern id="order">
  <rule abstract="true" id="filled"><assert test="normalize-space()" role="warning"><name/> has no words</assert></rule>
  <rule context="tei:stage"><extends rule="filled"/></rule>
  <rule context="tei:div[@type = 'act']"><report test="ancestor::tei:div[@type = 'scene']">an act in a scene</report></rule>
</pattern>
<pattern id="drafts"><rule context="tei:sp"><assert test="false()">never run in this phase</assert></rule></pattern>
</schema>"""
PLAYS_WHO = f"""<pattern xmlns="{SCH}" id="who"><rule context="tei:sp[@who]">
<let name="lost" value="for $one in tokenize(normalize-space(@who), ' ') return if (substring($one, 2) = $cast) then () else $one"/>
<assert test="empty($lost)">nobody is called <value-of select="$lost"/></assert>
</rule></pattern>"""
PLAY = f"""<TEI xmlns="{TEI}"><teiHeader><listPerson>
<person xml:id="miller">The Miller</person><person xml:id="wife">His Wife</person>
</listPerson></teiHeader><text><body>
<div type="act"><head>I</head>
<div type="scene"><head>1</head>
<stage type="entrance">Enter the Miller.</stage>
<sp who="#miller"><speaker>Miller.</speaker>
<l>The wheel stands still, the water runs away,</l></sp>
<sp who="#wife #miller"><speaker>Both.</speaker>
<p>And so do we.</p></sp>
<stage type="exit">Exeunt.</stage>
</div></div></body></text></TEI>
"""
PLAYS_WRONG = [
    (PLAY.replace('"#wife #miller"', '"#wive #miller #mill"'), ["9:1: error who: nobody is called #wive #mill"]),
    (PLAY.replace("Exeunt.", " "), ["11:1: warning filled: stage has no words"]),
    (PLAY.replace('type="act"', 'type="x"').replace('type="scene"', 'type="act"').replace('type="x"', 'type="scene"'),
     ["5:1: error order: an act in a scene"]),
    (PLAY.replace("<p>And so do we.</p>", "And so do we."), ["10:1: error text-not-allowed: sp cannot hold text here: 'And so do we.'",
                                                            "10:14: error content-incomplete: sp ends too early behind speaker"]),
    (PLAY.replace('"exit"', '"exits"'), ["11:1: error attribute-value: stage/@type cannot be 'exits'; it is one of entrance, exit; is exit meant?"]),
]  # fmt: skip

# -- a dictionary: XSD 1.1 by glob, its front matter by the grammar that it names through a catalogue ------------------

DICTIONARY_XSD = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{TEI}" targetNamespace="{TEI}" elementFormDefault="qualified"
  xpathDefaultNamespace="##targetNamespace">
<xs:element name="div"><xs:complexType><xs:sequence><xs:element ref="entry" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="entry"><xs:complexType><xs:sequence>
  <xs:element name="form" type="xs:token"/><xs:element name="sense" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
    <xs:extension base="xs:string"><xs:attribute name="n" type="xs:positiveInteger"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="notBefore" type="xs:gYear"/><xs:attribute name="notAfter" type="xs:gYear"/>
  <xs:assert test="count(sense) = 1 or (every $s in sense satisfies $s/@n)"/>
  <xs:assert test="not(@notBefore and @notAfter) or xs:integer(string(@notBefore)) le xs:integer(string(@notAfter))"/>
</xs:complexType></xs:element></xs:schema>"""
FRONT_RNG = f"""<grammar xmlns="{RELAX}" ns="{TEI}"><start><element name="front"><oneOrMore><element name="p"><text/></element></oneOrMore></element></start></grammar>"""
CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteURI uriStartString="https://example.org/schemas/" rewritePrefix="schema/"/></catalog>"""
SETTINGS = """catalog = "catalog.xml"
baseline = "known.json"
[[schema]]
files = ["entries/**/*.xml"]
use = ["schema/dictionary.xsd"]
[[schema]]
files = ["front/*.xml"]
use = ["xml-model"]
"""
ENTRIES = f"""<div xmlns="{TEI}">
<entry notBefore="1580" notAfter="1640"><form>mill</form>
<sense n="1">a house with a wheel</sense>
<sense n="2">a fight</sense></entry>
<entry><form>miln</form>
<sense>the same in the north</sense></entry>
</div>
"""
FRONT = f"""<?xml-model href="https://example.org/schemas/front.rng" schematypens="{RELAX}"?>
<front xmlns="{TEI}">
<p>How to use this book.</p>
</front>
"""
DICTIONARY_WRONG = [
    ("entries", ENTRIES.replace(' n="2"', ""), ["2:1: error grammar: "]),
    ("entries", ENTRIES.replace("1640", "1540"), ["2:1: error grammar: "]),
    ("entries", ENTRIES.replace("<form>miln</form>", "<frm>miln</frm>"), ["5:8: error grammar: frm is no element of this schema"]),
    ("front", FRONT.replace("<p>How", "<p rend='x'>How"), ["3:1: error attribute-not-allowed: p has no attribute @rend"]),
    ("front", FRONT.replace("example.org", "example.com"), ["1:1: error schema-missing: xml-model names https://example.com/schemas/front.rng"]),
]  # fmt: skip

ENGINES = [pytest.param("saxon", marks=pytest.mark.skipif(really_find("saxonche") is None, reason="saxonche is not installed")), "elementpath"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    schemas.load_schema.cache_clear()
    return tmp_path


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "elementpath":
        monkeypatch.setattr(schemas, "find_spec", lambda name: None if name == "saxonche" else really_find(name))
    return str(request.param)


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


def told(done: Result) -> dict[str, list[str]]:
    """Return what is told of each file."""
    lines: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        name, _, said = line.partition(":")
        lines.setdefault(Path(name).as_posix(), []).append(said)
    return lines


def agrees(lines: list[str], wanted: list[str]) -> bool:
    return len(lines) == len(wanted) and all(a.startswith(b) for a, b in zip(lines, wanted, strict=True))


def check_files(done: Result, wanted: dict[str, list[str]]) -> None:
    found = told(done)
    assert set(found) == set(wanted), done.output
    for name, lines in wanted.items():
        assert agrees(found[name], lines), (name, found[name])
    assert done.exit_code == 1


def check_baseline(arguments: list[str], file: str, before: str, after: str, rule: str) -> None:
    """The project turns green with one command, and red by one new fault, which GitHub shows on its line."""
    known = ["--baseline", "known.json"]
    assert run(*arguments, *known, "--update-baseline").exit_code == 0
    green = run(*arguments, *known)
    assert (green.exit_code, green.stdout) == (0, "")
    text = Path(file).read_text("utf-8")
    assert before in text
    # everything moves two lines down; that alone changes nothing
    moved = text.replace("\n", "\n\n\n", 1)
    write({file: moved})
    assert run(*arguments, *known).exit_code == 0
    broken = moved.replace(before, after, 1)
    write({file: broken})
    number = broken[: broken.index(after)].count("\n") + 1
    red = run(*arguments, *known, "--format", "github")
    assert red.exit_code == 1
    (line,) = red.stdout.splitlines()
    assert line.startswith(f"::error file={file},line={number},col=")
    assert f",title={rule}::" in line


def test_letters_with_rules_inside_their_grammar(folder: Path, engine: str) -> None:
    write({"schema/letters.rng": LETTERS_RNG, "letters/good.xml": LETTER})
    files = {f"letters/wrong{k}.xml": text for k, (text, _) in enumerate(LETTERS_WRONG)}
    write(files)
    arguments = ["letters", "--schema", "xml-model"]
    done = run(*arguments)
    check_files(done, {f"letters/wrong{k}.xml": said for k, (_, said) in enumerate(LETTERS_WRONG)})
    assert "6 files: 2 valid, 4 not" in done.stderr, "what is a warning makes no file invalid"
    check_baseline(arguments, "letters/wrong1.xml", '<hi rend="underline">', '<hi rend="underline" n="1">', "attribute-not-allowed")


@pytest.mark.parametrize("binding", ["xslt2", "xpath2"])
def test_plays_with_a_compact_grammar_and_schematron_in_parts(folder: Path, engine: str, binding: str) -> None:
    write({"schema/plays.rnc": PLAYS_RNC, "schema/plays.sch": PLAYS_SCH % binding, "schema/parts/who.sch": PLAYS_WHO})
    write({"tei/good.xml": PLAY, **{f"tei/wrong{k}.xml": text for k, (text, _) in enumerate(PLAYS_WRONG)}})
    arguments = ["tei", "--schema", "schema/plays.rnc", "--schema", "schema/plays.sch"]
    check_files(run(*arguments), {f"tei/wrong{k}.xml": said for k, (_, said) in enumerate(PLAYS_WRONG)})
    check_baseline(arguments, "tei/wrong0.xml", '<sp who="#miller">', '<sp who="#millar">', "who")


def test_a_dictionary_with_xsd_1_1_a_catalogue_and_settings(folder: Path) -> None:
    write({"schema/dictionary.xsd": DICTIONARY_XSD, "schema/front.rng": FRONT_RNG, "catalog.xml": CATALOG})
    write({".tei-encoder.toml": SETTINGS.replace('baseline = "known.json"\n', "")})
    write({"entries/m/good.xml": ENTRIES, "front/good.xml": FRONT})
    wanted: dict[str, list[str]] = {}
    for k, (where, text, said) in enumerate(DICTIONARY_WRONG):
        name = f"entries/m/wrong{k}.xml" if where == "entries" else f"front/wrong{k}.xml"
        write({name: text})
        wanted[name] = said
    check_files(run("entries", "front"), wanted)
    check_baseline(["entries", "front"], "entries/m/wrong0.xml", "<entry><form>", "<entry notBefore='x'><form>", "grammar")
    write({".tei-encoder.toml": SETTINGS})
    assert run("entries", "front", "--update-baseline").exit_code == 0
    assert run("entries", "front").exit_code == 0


def test_ten_thousand_known_faults_and_a_new_one(folder: Path) -> None:
    """Also in a file with more faults than a report shows of one."""
    write({"schema/letters.rng": LETTERS_RNG})
    paragraph = '<p>a <b/></p>\n<p n="1">words</p>\n'
    head, tail = LETTER.split("<p>The ice")
    body = {name: head + paragraph * count + "<p>The ice" + tail for name, count in (("few", 20), ("many", 1_900))}
    write({f"letters/{k:03}.xml": body["few"] for k in range(155)} | {"letters/many.xml": body["many"]})
    arguments = ["letters", "--schema", "schema/letters.rng"]
    first = run(*arguments)
    assert first.exit_code == 1
    assert "letters/many.xml:1009:1: error more: and more: the first 1000 of this file are shown, --max-errors 0 shows all" in first.stdout
    assert len(run(*arguments, "--max-errors", "0").stdout.splitlines()) == 155 * 40 + 3_800 == 10_000
    write({"letters/many.xml": body["many"].replace("<closer>", "<P/><closer>")})
    known = run("letters/many.xml", *arguments[1:])
    assert "element-unknown: P is no" not in known.stdout, "behind the thousand"
    write({"letters/many.xml": body["many"]})
    check_baseline(arguments, "letters/many.xml", '<hi rend="underline">', '<hi rend="underline" n="1">', "attribute-not-allowed")
    assert "10,000 known faults, 1 new" in run(*arguments, "--baseline", "known.json").stderr


def test_a_compact_grammar_that_cannot_be_read_is_named_with_its_line(folder: Path) -> None:
    write({"plays.rnc": PLAYS_RNC + "stage |= element stag { text\n", "good.xml": PLAY})
    done = run("good.xml", "--schema", "plays.rnc")
    assert done.exit_code == 2
    said = f"plays.rnc:{PLAYS_RNC.count(chr(10)) + 2}: not a RELAX NG grammar that can be used: '}}' is expected, not 'the end'"
    assert said in done.stderr
