"""Schematron in XPath 2 and 3 and inside grammars: the same verdict by Saxon and by elementpath."""

from __future__ import annotations

from importlib.util import find_spec as really_find
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.validation import schemas
from encoder.validation.checked import SchemaError
from encoder.validation.schematron.paths import alternatives
from encoder.validation.schematron.saxon import only_elements
from encoder.xml.safe import parse
from tests.conftest import TEI_FOLDER

SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{binding}">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<let name="longest" value="10"/>
{body}
</schema>"""
DOC = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<p xml:id="a">short</p>
<p xml:id="b" when="1958-02-30">a paragraph that is too long</p>
<head/>
</body></text></TEI>"""

BODY = """
<pattern id="one">
  <rule context="t:p[@when] | t:head"><let name="n" value="string-length(.)"/>
    <assert id="long" test="$n le $longest" role="warning" diagnostics="d">too long: <value-of select="$n"/> in <name/></assert>
    <report id="day" test="@when and not(@when castable as xs:date)">no day: <value-of select="@when"/></report>
  </rule>
  <rule context="t:p"><assert id="never" test="false()" role="info">every other paragraph</assert></rule>
</pattern>
<pattern id="two" abstract="true"><rule context="$what"><assert id="filled" test="normalize-space()">$what is empty</assert></rule></pattern>
<pattern is-a="two" id="heads"><param name="what" value="t:head"/></pattern>
<pattern id="three"><rule context="t:body"><extends rule="common"/></rule>
  <rule abstract="true" id="common"><assert id="ids" test="count(distinct-values(//@xml:id)) = 3">only <value-of select="count(//@xml:id)"/></assert></rule></pattern>
<diagnostics><diagnostic id="d">(the most is <value-of select="$longest"/>)</diagnostic></diagnostics>
"""
ENGINES = [pytest.param("saxon", marks=pytest.mark.skipif(really_find("saxonche") is None, reason="saxonche is not installed")), "elementpath"]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "elementpath":
        monkeypatch.setattr(schemas, "find_spec", lambda name: None if name == "saxonche" else really_find(name))
    schemas.load_schema.cache_clear()
    return str(request.param)


def told(path: Path, document: str = DOC) -> list[tuple[int, str, str, str]]:
    data = document.encode()
    return [(f.line, f.rule, f.severity, f.message) for f in schemas.load_schema((path,)).failures(parse(data), data)]


EXPECTED = [
    (1, "ids", "error", "only 2"),
    (2, "never", "info", "every other paragraph"),
    (3, "day", "error", "no day: 1958-02-30"),
    (3, "long", "warning", "too long: 28 in p (the most is 10)"),
    (4, "filled", "error", "t:head is empty"),
]


@pytest.mark.parametrize("binding", ["xslt2", "xslt3", "xpath2", "xpath3"])
def test_the_language_of_rules(tmp_path: Path, engine: str, binding: str) -> None:
    (tmp_path / "s.sch").write_text(SCH.format(binding=binding, body=BODY), "utf-8")
    assert told(tmp_path / "s.sch") == EXPECTED


def test_rules_inside_a_grammar_are_run(tmp_path: Path, engine: str) -> None:
    (tmp_path / "g.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" ns="http://www.tei-c.org/ns/1.0">'
        '<sch:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><start><ref name="any"/></start><define name="any">'
        '<element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element>'
        '<sch:pattern id="e"><sch:rule context="t:p"><sch:assert test="matches(., \'^[a-z]+$\')">one word</sch:assert></sch:rule></sch:pattern>'
        "</define></grammar>", "utf-8",
    )  # fmt: skip
    assert told(tmp_path / "g.rng") == [(3, "e", "error", "one word")]


def test_other_files_included_and_a_phase(tmp_path: Path, engine: str) -> None:
    (tmp_path / "part.sch").write_text(
        '<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="part"><rule context="t:head"><assert id="p" test=". ne \'\'">no words</assert></rule></pattern>', "utf-8"
    )
    body = '<phase id="quick"><active pattern="part"/></phase><include href="part.sch"/>' + BODY
    text = SCH.format(binding="xslt2", body=body).replace("queryBinding", 'defaultPhase="quick" queryBinding')
    (tmp_path / "s.sch").write_text(text, "utf-8")
    assert told(tmp_path / "s.sch") == [(4, "p", "error", "no words")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<include href="http://example.org/x.sch"/>', "only local files"), ('<include href="none.sch"/>', "none.sch"),
        ('<pattern is-a="none"/>', "no abstract pattern 'none'"), ("<pattern><rule/></pattern>", "a rule without context"),
        ('<pattern><rule context="t:p"><assert>x</assert></rule></pattern>', "assert without test"),
        ('<pattern><rule context="t:p"><assert test="$none[">x</assert></rule></pattern>', "s.sch"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named_with_its_line(tmp_path: Path, engine: str, body: str, said: str) -> None:
    (tmp_path / "s.sch").write_text(SCH.format(binding="xslt2", body=body), "utf-8")
    with pytest.raises(SchemaError, match=r"s\.sch") as caught:
        told(tmp_path / "s.sch")
    assert said in str(caught.value)


def test_no_other_file_is_read(tmp_path: Path, engine: str) -> None:
    (tmp_path / "secret.xml").write_text("<secret>word</secret>", "utf-8")
    body = f"""<pattern><rule context="t:body"><assert id="a" test="doc('{(tmp_path / "secret.xml").as_uri()}')/secret = 'no'">told <value-of select="."/></assert>
      <assert id="b" test="false()">goes on</assert></rule></pattern>"""
    (tmp_path / "s.sch").write_text(SCH.format(binding="xslt2", body=body), "utf-8")
    found = told(tmp_path / "s.sch")
    assert [(rule, severity) for _, rule, severity, _ in found] == [("a", "warning"), ("b", "error")]
    assert found[0][3].startswith("this rule cannot be run: ")


def test_functions_in_xslt_need_saxon(tmp_path: Path, engine: str) -> None:
    body = """<xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="t:twice"><xsl:param name="n"/>
      <xsl:sequence select="2 * $n"/></xsl:function>
      <pattern><rule context="t:head"><assert id="f" test="t:twice(2) = 5">no</assert></rule></pattern>"""
    (tmp_path / "s.sch").write_text(SCH.format(binding="xslt2", body=body), "utf-8")
    if engine == "saxon":
        assert told(tmp_path / "s.sch") == [(4, "f", "error", "no")]
        return
    done = CliRunner().invoke(main, ["validate", str(TEI_FOLDER), "--schema", str(tmp_path / "s.sch")])
    assert done.exit_code == 2
    assert "pip install 'tei-encoder[schematron]'" in done.stderr


def test_alternatives_of_a_context() -> None:
    assert alternatives("t:p[a|b] | t:head['|'] | (x|y)/z") == ["t:p[a|b]", "t:head['|']", "(x|y)/z"]


def test_each_pattern_has_its_first_rule_on_every_node_and_no_rule_twice(tmp_path: Path, engine: str) -> None:
    document = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<div n="1">\n<div n="2">\n<p n="3">a <!--b--></p></div></div></TEI>'
    body = """
    <pattern id="a"><rule context="t:div | *[@n]"><report id="a1" test="true()">a <value-of select="@n"/></report></rule>
      <rule context="*"><report id="a2" test="true()">rest <name/></report></rule></pattern>
    <pattern id="b"><rule context="t:div"><report id="b1" test="true()">b <value-of select="@n"/></report></rule></pattern>
    <pattern id="c"><rule context="@n[. = '3'] | comment()"><report id="c1" test="true()">c <value-of select="."/></report></rule></pattern>"""
    (tmp_path / "s.sch").write_text(SCH.format(binding="xslt2", body=body), "utf-8")
    assert [(line, message) for line, _, _, message in told(tmp_path / "s.sch", document)] == [
        (1, "rest TEI"), (2, "a 1"), (2, "b 1"), (3, "a 2"), (3, "b 2"), (4, "a 3"), (4, "c 3"), (4, "c b")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("context", "elements"),
    [("t:p | t:head", True), ("t:div[@n = '[']/t:p[text()]", True), ("*", True), ("/", True), ("t:p/@n", False), ("text()", False),
     ("attribute::n", False), (".", False), ("key('k', 1)", False), ("t:p[@n]//comment()", False), ("t:p[node()[1]]|@*", False)],
)  # fmt: skip
def test_what_nodes_a_context_can_fit(context: str, elements: bool) -> None:
    assert only_elements(context) is elements
