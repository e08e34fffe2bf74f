"""Schematron as projects have it: several files, registers that the rules look into, phases, flags, what cannot be run."""

from __future__ import annotations

from importlib.util import find_spec as really_find
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.validation import schemas
from encoder.validation.checked import SchemaError

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
ENGINES = [pytest.param("saxon", marks=pytest.mark.skipif(really_find("saxonche") is None, reason="saxonche is not installed")), "elementpath"]
DOC = '<doc xmlns="urn:d" n="3">\n<p id="a">one <hi rend="x">two</hi></p>\n<p id="b"/>\n<list><item n="2"/><item n="1"/></list>\n<person ref="p1"/>\n</doc>'
FILES = {
    "doc.xml": DOC,
    "lists/people.xml": '<people>\n<person id="p2"/></people>',
    "parts/pattern.sch": f'<pattern {SCH} abstract="true" id="needs"><rule context="$what"><assert test="$test" id="needs-$name">$what lacks $test</assert></rule></pattern>',
    "parts/whole.sch": f'<schema {SCH}><pattern id="other"><rule context="*"/></pattern><pattern abstract="true" id="needs"><rule context="$what"><assert test="$test">no $test</assert></rule></pattern></schema>',
    "parts/rule.sch": f'<rule {SCH} abstract="true" id="filled"><assert test="node()">empty <name/></assert></rule>',
    "parts/a let.sch": f'<let {SCH} name="big" value="2"/>',
}  # fmt: skip
GIVEN = '<param name="what" value="d:p"/><param name="test" value="node()"/><param name="name" value="p"/>'
PHASES = """<phase id="draft"><let name="v" value="1"/><active pattern="one"/></phase><phase id="print"><active pattern="two"/></phase>
  <pattern id="one"><rule context="d:doc"><report test="$v = 1">draft</report></rule></pattern>
  <pattern id="two"><rule context="d:doc"><report test="true()">print</report></rule></pattern>"""
#: bindings, rules, what is told
RULES = {
    "an abstract pattern in a file of its own": (("xslt", "xslt2"), f'<include href="parts/pattern.sch"/><pattern id="q" is-a="needs">{GIVEN}</pattern>',
        ["3:1: error needs-p: d:p lacks node()"]),
    "one part of a file": (("xslt", "xslt2"), f'<include href="parts/whole.sch#needs"/><pattern id="q" is-a="needs">{GIVEN}</pattern>', ["3:1: error q: no node()"]),
    "a rule and a variable from elsewhere": (("xslt2",), """<include href="parts/a%20let.sch"/><pattern id="e"><rule context="d:p">
        <extends href="parts/rule.sch"/><report test="$big = 2 and @id = 'a'">big</report></rule></pattern>""", ["2:1: error e: big", "3:1: error e: empty p"]),
    "a register": (("xslt", "xslt2"), """<pattern><rule context="d:person"><assert id="who" test="@ref = document('lists/people.xml')//person/@id">nobody
        is <value-of select="@ref"/></assert></rule></pattern>""", ["5:1: error who: nobody is p1"]),
    "a register if it is there": (("xslt2", "xpath3"), """<let name="file" value="'lists/people.xml'"/>
        <let name="known" value="if (doc-available($file)) then doc($file)//person/@id else 'p1'"/>
        <let name="more" value="if (doc-available('lists/gone.xml')) then doc('lists/gone.xml')//@id else 'p9'"/>
        <pattern><rule context="d:person"><assert id="who" test="@ref = ($known, $more)">not among <value-of select="$known, $more"/></assert></rule></pattern>""",
        ["5:1: error who: not among p2 p9"]),
    "rules for another file": (("xslt2",), """<pattern documents="'lists/people.xml'"><rule context="person"><report id="one" test="@id = 'p2'">p2
        is there</report></rule></pattern><pattern><rule context="d:list"><report id="two" test="true()">a list</report></rule></pattern>""",
        ["1:1: error one: people.xml:2: p2 is there", "4:1: error two: a list"]),
    "a group runs every rule that fits": (("xslt3",), """<group id="g"><rule context="d:p"><report test="@id = 'b'">first</report></rule>
        <rule context="*"><report test="@id = 'b'">second</report></rule></group>""", ["3:1: error g: first", "3:1: error g: second"]),
    "what a message is about": (("xslt2",), """<pattern id="p"><rule context="d:item[@n &lt; preceding-sibling::d:item/@n]"><report subject=".." test="true()">in
        no order</report></rule></pattern>""", ["4:1: error p: in no order"]),
    "flags as severities": (("xslt", "xslt2"), """<pattern><rule context="d:list" flag="info"><report id="r1" test="true()" flag="warning">one</report>
        <report id="r2" test="true()" role="error">two</report></rule><rule context="d:p"><report id="r3" test="@id = 'b'" flag="style">three</report></rule></pattern>""",
        ["3:1: error r3: three", "4:1: warning r1: one", "4:1: error r2: two"]),
    "attributes, text, the document": (("xslt2",), """<pattern><rule context="@rend"><report id="a" test="true()">attribute <value-of select="."/></report></rule>
        </pattern><pattern><rule context="d:hi/text()"><report id="t" test="true()">text</report></rule></pattern>
        <pattern><rule context="/"><report id="d" test="true()">document</report></rule></pattern>""",
        ["1:1: error d: document", "2:15: error a: attribute x", "2:15: error t: text"]),
    "maps and arrows": (("xslt3",), """<let name="allowed" value="map{'a': 1, 'b': 2}"/><pattern id="m"><rule context="d:p"><let name="k" value="string(@id)"/>
        <report test="$allowed($k) = 2 and (1 to 3) => sum() = 6"><value-of select="let $x := $k return $x || '!'"/></report></rule></pattern>""", ["3:1: error m: b!"]),
    "all phases": (("xslt2",), PHASES, ["1:1: error one: draft", "1:1: error two: print"]),
}  # fmt: skip


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "elementpath":
        monkeypatch.setattr(schemas, "find_spec", lambda name: None if name == "saxonche" else really_find(name))
    schemas.load_schema.cache_clear()
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def write(folder: Path, body: str, binding: str, attributes: str = "") -> None:
    text = f'<schema {SCH} queryBinding="{binding}" {attributes}><ns prefix="d" uri="urn:d"/>{body}</schema>'
    (folder / "s.sch").write_text(text, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", "doc.xml", "--quiet", *(arguments or ("--schema", "s.sch"))])


def told(done: Result) -> list[str]:
    return sorted(line.partition(":")[2] for line in done.stdout.splitlines())


@pytest.mark.parametrize("about", RULES)
def test_schemas_as_they_are(folder: Path, engine: str, about: str) -> None:
    bindings, body, wanted = RULES[about]
    for binding in bindings:
        write(folder, body, binding)
        schemas.load_schema.cache_clear()
        # lxml's own does not read the id of a pattern
        said = [line.replace(" schematron:", f" {wanted[0].split()[2]}") for line in told(run())]
        assert said == sorted(wanted), binding


@pytest.mark.parametrize(("arguments", "wanted"), [
    ((), ["draft"]), (("--phase", "print"), ["print"]), (("--phase", "#ALL"), ["draft", "print"]), (("--phase", "#DEFAULT"), ["draft"]),
])  # fmt: skip
def test_a_phase(folder: Path, engine: str, arguments: tuple[str, ...], wanted: list[str]) -> None:
    write(folder, PHASES, "xslt2", 'defaultPhase="draft"')
    assert [line.split()[-1] for line in told(run("--schema", "s.sch", *arguments))] == wanted


def test_a_phase_of_rules_in_xpath_1_that_a_file_names_and_that_is_not_there(folder: Path) -> None:
    schemas.load_schema.cache_clear()
    write(folder, PHASES, "xslt", 'defaultPhase="draft"')
    (folder / ".tei-encoder.toml").write_text('phase = "print"', "utf-8")
    assert [line.split()[-1] for line in told(run())] == ["print"]
    (folder / "doc.xml").write_text('<?xml-model href="s.sch" phase="draft"?>' + DOC, "utf-8")
    assert [line.split()[-1] for line in told(run("--schema", "xml-model"))] == ["draft"]
    done = run("--schema", "s.sch", "--phase", "web")
    assert (done.exit_code, done.stderr) == (2, "tei-encoder: s.sch:1: not Schematron that can be used: no phase 'web'; there are draft, print\n")


@pytest.mark.parametrize(("body", "said"), [
    ('<pattern>\n<rule context="d:p"><assert test="1" diagnostics="gone">x</assert></rule></pattern>', "s.sch:2: not Schematron that can be used: no diagnostic 'gone'"),
    ('<pattern>\n<rule context="d:p"><extends rule="gone"/></rule></pattern>', "s.sch:2: not Schematron that can be used: no abstract rule 'gone'"),
    ('<pattern>\n\n<rule context="d:p[">\n<assert test="1">x</assert></rule></pattern>', "s.sch:3: "),
    ('<pattern>\n<rule context="d:p">\n\n<assert test="count(">x</assert></rule></pattern>', "s.sch:4: "),
    ('<pattern><rule context="d:p">\n<let name="x" value="$y"/>\n<assert test="$x">x</assert></rule></pattern>', "s.sch:2: "),
    ('<library/>', "s.sch:1: not Schematron that can be used: no rule can be made of library"),
    ('<pattern documents="@href"><rule context="d:p"><assert test="1">x</assert></rule></pattern>', "s.sch: documents='@href': only names of files"),
    ('<include href="http://example.org/x.sch"/>', "only local files are read"),
])  # fmt: skip
def test_what_cannot_be_used_is_named_with_its_line(folder: Path, body: str, said: str) -> None:
    schemas.load_schema.cache_clear()
    write(folder, body, "xslt2")
    if "saxonche" not in str(really_find("saxonche")) and said.endswith(": "):
        pytest.skip("lines of expressions are Saxon's")
    done = run()
    assert done.exit_code == 2
    assert done.stderr.startswith("tei-encoder: ")
    assert said in done.stderr


def test_only_files_that_the_rules_name_are_read(folder: Path, engine: str) -> None:
    (folder / "secret.xml").write_text("<s>word</s>", "utf-8")
    (folder / "doc.xml").write_text(DOC.replace("p1", "secret.xml"), "utf-8")
    write(folder, """<pattern><rule context="d:person"><assert id="a" test="doc(@ref)/s = 'x'">told <value-of select="doc(@ref)"/></assert>
      <assert id="b" test="false()">goes on</assert></rule></pattern>""", "xslt2")  # fmt: skip
    lines = told(run())
    assert [line.split()[1:3] for line in lines] == [["warning", "a:"], ["error", "b:"]]
    assert "this rule cannot be run: " in lines[0]
    assert "word" not in lines[0]


def test_entities_of_a_schema_are_read_and_its_dtd_is_not(folder: Path) -> None:
    schemas.load_schema.cache_clear()
    (folder / "s.dtd").write_text('<!ENTITY no "false()">', "utf-8")
    (folder / "s.sch").write_text(f"""<!DOCTYPE schema PUBLIC "-//X//Y" "s.dtd" [<!ENTITY yes "true()">]><schema {SCH} queryBinding="xslt2">
      <ns prefix="d" uri="urn:d"/><pattern id="p"><rule context="d:list"><report test="&yes;">yes</report></rule></pattern></schema>""", "utf-8")  # fmt: skip
    assert told(run()) == ["4:1: error p: yes"]
    (folder / "s.sch").write_text((folder / "s.sch").read_text("utf-8").replace("&yes;", "&no;"), "utf-8")
    schemas.load_schema.cache_clear()
    with pytest.raises(SchemaError):
        schemas.load_schema((folder / "s.sch",))
