"""RELAX NG as projects write it: all of the compact syntax, grammars in several files and inside each other, identifiers."""

from __future__ import annotations

from pathlib import Path

import pytest

from encoder.schema_tools.compact import load_compact
from encoder.schema_tools.grammar import load
from encoder.schema_tools.patterns import GrammarError
from encoder.validation.checked import SchemaError
from encoder.validation.schemas import load_schema
from encoder.xml.safe import parse

RELAX = "http://relaxng.org/ns/structure/1.0"
TYPES = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'

#: what it is about: the grammar, a document that is right, one that is wrong, the rules that say so
COMPACT = {
    "annotations in front, behind and between": ("""namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"
      namespace s = "http://example.org/s"
      s:note [ of = "grammar" "words" s:more [ ] ~ "and more" ]
      ## about r
      [ a:x = "1" s:foo [ "f" ] ] start = [ a:defaultValue = "x" ] element r { ([ s:k = "v" ] x, y >> s:behind [ "q" ])+ } >> s:end [ ]
      x = element [ s:n = "1" ] ( [ s:n = "2" ] x | z >> s:nc [ ] ) { attribute k { "a" >> s:v [ ] | "b" }?, empty }
      y = element y { xsd:string { [ s:p = "q" ] minLength = "1" } }""",
      '<r><x k="a"/><y>w</y></r>', '<r><x k="c"/><y>w</y></r>', ["attribute-value"]),
    "escapes and names that are keywords": (r"""start = element \element { attribute \text { "\x{41}b" ~ 'c' }, \list }
      \list = element list { empty }""",
      '<element text="Abc"><list/></element>', '<element text="Ab"><list/></element>', ["attribute-value"]),
    "quotations over several lines": ('start = element a { xsd:string { pattern = """a"b"""\n} }', '<a>a"b</a>', "<a>ab</a>", ["content-value"]),
    "a pattern alone": ('# a comment\n[ ] element a { element b { text }*, attribute c { "1" } }', '<a c="1"><b/></a>', "<a><b/></a>", ["attribute-missing"]),
    "namespaces": ("""default namespace d = "http://d"
      namespace local = ""
      namespace x = "http://x"
      start = element d:* { attribute local:* - local:id { text }*, element local:foo { empty }, any* }
      any = element * - (d:* | local:*) { (attribute * - x:* { text } | text | any)* }""",
      '<a xmlns="http://d" n="1"><foo xmlns=""/><q xmlns="http://q" w="1">t<q/></q></a>',
      '<a xmlns="http://d" id="1"><foo xmlns=""/><b/></a>', ["attribute-not-allowed", "element-not-allowed", "content-incomplete"]),
    "datatypes": ("""datatypes d = "http://www.w3.org/2001/XMLSchema-datatypes"
      start = element a { attribute x { d:integer { minInclusive = "3" maxInclusive = "9" } - ("5" | "6") },
        attribute y { list { xsd:date+ } }, attribute z { token "a b" | string " x " }, d:token "v" }""",
      '<a x="4" y="1958-01-02 1958-01-03" z=" a  b ">v</a>', '<a x="5" y="1958-01-02" z="x">v</a>', ["attribute-value", "attribute-value"]),
    "a grammar in a grammar": ("""start = element a { x, grammar { start = element b { parent x, x } x = element inner { empty } } }
      x = element outer { empty }""",
      "<a><outer/><b><outer/><inner/></b></a>", "<a><inner/><b><outer/><inner/></b></a>", ["element-not-allowed", "element-missing"]),
    "parts put together": ("""div { start = element a { (b & c* & mixed { d? }), e } }
      e |= element e { empty }
      e |= element f { empty }
      div { b = element b { empty } c = element c { empty } }
      d = element d { empty }""",
      "<a>w<c/><b/><c/><d/>w<f/></a>", "<a><c/><f/></a>", ["element-missing"]),
}  # fmt: skip


def told(schema: Path, document: str) -> list[str]:
    data = document.encode()
    return [f.rule for f in load_schema((schema,)).failures(parse(data), data) if f.severity == "error"]


@pytest.mark.parametrize("about", COMPACT)
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["", "with a mark of byte order"])
def test_the_compact_syntax(tmp_path: Path, about: str, start: str) -> None:
    grammar, right, wrong, rules = COMPACT[about]
    path = tmp_path / "g.rnc"
    path.write_text(start + grammar.replace("\n", "\r\n"), "utf-8", newline="")
    assert told(path, right) == []
    assert told(path, wrong) == rules


@pytest.mark.parametrize(("text", "said"), [
    ("start = element a { text\n}\n}", "g.rnc:3: not a RELAX NG grammar that can be used: a definition is expected, not '}'"),
    ("start = element a { x:b }", "g.rnc:1: not a RELAX NG grammar that can be used: the datatypes x are not declared"),
    ("\nstart = element x:a { text }", "g.rnc:2: not a RELAX NG grammar that can be used: the prefix x is not declared"),
    ("start = element a { text, empty | text }", "g.rnc:1: not a RELAX NG grammar that can be used: ',' and '|' stand together: brackets are missing"),
    ('start = element a { "x }', "g.rnc:1: not a RELAX NG grammar that can be used: '\"x }' cannot be read"),
    ("start = element a { b }", "g.rnc: not a RELAX NG grammar that can be used: no definition of b"),
    ("start = element a { x }\nx = text\nx = empty", "g.rnc: not a RELAX NG grammar that can be used: x is defined twice (line 3), without combine or with another one"),
    ("start = element a {\n xsd:token { pattern = '(' } }", "g.rnc: not a RELAX NG grammar that can be used: no regular expression: '(', line 2"),
    ("start = element a { xsd:dat }", "g.rnc: not a RELAX NG grammar that can be used: no datatype 'dat' in 'http://www.w3.org/2001/XMLSchema-datatypes', line 1"),
])  # fmt: skip
def test_what_is_wrong_in_a_compact_grammar_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "g.rnc"
    path.write_text(text, "utf-8")
    with pytest.raises(SchemaError) as caught:
        load_schema((path,))
    assert str(caught.value) == f"{tmp_path}/{said}"


def test_rules_in_annotations_are_kept_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "g.rnc"
    path.write_text("""namespace sch = "http://purl.oclc.org/dsdl/schematron"
      start = a
      a = element a { attribute n { text }, text } >> sch:pattern [ id = "p" "\\x{A}" sch:rule [ context = "a"
        sch:assert [ test = "@n = 'x'" "n is x, not " sch:value-of [ select = "@n" ] ] ] ]""", "utf-8")  # fmt: skip
    data = b"<a n='y'/>"
    (failure,) = load_schema((path,)).failures(parse(data), data)
    assert (failure.rule, failure.message) == ("p", "n is x, not y")
    rules = load_compact(path).getroot().iter("{http://purl.oclc.org/dsdl/schematron}assert")
    assert [str(rule.sourceline) for rule in rules] == ["4"]


#: files of a project: a grammar that takes another one in and replaces parts of it, and a third for tables
FILES = {
    "main.rng": f"""<grammar xmlns="{RELAX}" {TYPES}><include href="parts/base.rng"><start><element name="doc"><ref name="head"/>
      <oneOrMore><ref name="item"/></oneOrMore><grammar><start><ref name="item"/></start><define name="item"><element name="inner">
      <zeroOrMore><parentRef name="item"/></zeroOrMore></element></define></grammar>
      <optional><externalRef href="parts/a%20table.rng" ns="http://t"/></optional></element></start>
      <define name="head"><element name="head"><text/></element></define></include></grammar>""",
    "parts/base.rng": f"""<grammar xmlns="{RELAX}" {TYPES} xmlns:sch="http://purl.oclc.org/dsdl/schematron">
      <sch:pattern id="count"><sch:rule context="item"><sch:report test="@n &gt; 9">so many</sch:report></sch:rule></sch:pattern>
      <start><ref name="head"/></start><define name="head"><element name="old"><empty/></element></define>
      <div><define name="item"><element name="item"><attribute name="n"><data type="int"/></attribute>
      <zeroOrMore><choice><text/><ref name="b"/></choice></zeroOrMore></element></define></div><include href="more.rnc"/></grammar>""",
    "parts/more.rnc": "b = element b { text }",
    "parts/a table.rng": f"""<element name="table" xmlns="{RELAX}" xml:base="sub/"><oneOrMore><externalRef href="row.rng"/></oneOrMore></element>""",
    "parts/sub/row.rng": f'<element name="row" xmlns="{RELAX}"><text/></element>',
}
DOCUMENT = '<doc><head/><item n="1">w<b/></item><inner><item n="2"/></inner><table xmlns="http://t"><row>w</row></table></doc>'


@pytest.mark.parametrize(("document", "rules"), [
    (DOCUMENT, []),
    (DOCUMENT.replace("head", "old"), ["element-unknown", "element-missing"]),
    (DOCUMENT.replace('n="2"', 'n="zwei"'), ["attribute-value"]),
    (DOCUMENT.replace('n="2"', 'n="12"'), ["count"]),
    (DOCUMENT.replace("<row>w</row>", "<cell/>"), ["element-unknown", "content-incomplete"]),
    (DOCUMENT.replace(' xmlns="http://t"', ""), ["element-unknown"]),
])  # fmt: skip
def test_grammars_in_several_files(tmp_path: Path, document: str, rules: list[str]) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    load_schema.cache_clear()
    assert told(tmp_path / "main.rng", document) == rules


@pytest.mark.parametrize(("body", "said"), [
    ('<include href="http://example.org/x.rng"/>', "only local files are read, not 'http://example.org/x.rng' (line 1)"),
    ('<include href="gone.rng"/>', "No such file"),
    ('<include href="g.rng"/>', "g.rng is read by what it reads (line 1)"),
    ('<start><element name="a"><externalRef href="g.rng"/></element></start>', "nested without end"),
])  # fmt: skip
def test_files_that_cannot_be_taken_in_are_named(tmp_path: Path, body: str, said: str) -> None:
    (tmp_path / "g.rng").write_text(f'<grammar xmlns="{RELAX}">{body}</grammar>', "utf-8")
    with pytest.raises(GrammarError, match=said.replace("(", r"\(").replace(")", r"\)")):
        load(tmp_path / "g.rng")


IDENTIFIERS = "start = element r { element a { attribute id { xsd:ID }, attribute to { xsd:IDREF }?, attribute all { xsd:IDREFS }? }+ }"


def test_identifiers_of_the_grammar(tmp_path: Path) -> None:
    path = tmp_path / "g.rnc"
    path.write_text(IDENTIFIERS, "utf-8")
    assert told(path, '<r><a id="x" to="y" all="x y"/><a id="y"/></r>') == []
    data = b'<r><a id="mill" to="mil" all="mill wheel"/>\n<a id="mill"/></r>'
    failures = load_schema((path,)).failures(parse(data), data)
    assert [f"{f.line}:{f.column}: {f.rule}: {f.message}" for f in failures] == [
        "1:4: identifier-missing: a/@to points to 'mil', which nothing has; is mill meant?",
        "1:4: identifier-missing: a/@all points to 'wheel', which nothing has",
        "2:1: identifier-twice: the identifier 'mill' stands already somewhere else",
    ]


def test_a_name_in_another_namespace_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "g.rnc"
    path.write_text('default namespace = "http://d"\nstart = element doc { element p { text }* }', "utf-8")
    data = b"<doc><p/></doc>"
    failures = load_schema((path,)).failures(parse(data), data)
    assert failures[0].message == "doc without a namespace is no element of this schema; is doc in http://d meant?"


def test_names_as_values_and_what_a_value_is_told_to_be(tmp_path: Path) -> None:
    path = tmp_path / "g.rnc"
    path.write_text("""namespace x = "http://x"
      start = element r { attribute t { xsd:QName "x:q" }, attribute any { xsd:QName }?, attribute n { xsd:int { minInclusive = "3" maxInclusive = "9" } },
        attribute w { xsd:token { maxLength = "3" } }, attribute p { list { xsd:decimal, xsd:date } } }""", "utf-8")  # fmt: skip
    assert told(path, '<r xmlns:y="http://x" any="1x" t="y:q" n="3" w="abc" p="1.5 2001-01-01"/>') == ["attribute-value"]
    assert told(path, '<r xmlns:y="http://x" any="y:q" t="y:q" n="3" w="abc" p="1.5 2001-01-01"/>') == []
    data = b'<r t="y:p" n="2" w="abcd" p="1.5"/>'
    assert [f.message for f in load_schema((path,)).failures(parse(data), data)] == [
        "r/@t cannot be 'y:p'; it is words like ([\\i-[:]][\\c-[:]]*:)?q",
        "r/@n cannot be '2'; it is a whole number from 3 up to 9",
        "r/@w cannot be 'abcd'; it is words of at most 3 characters",
        "r/@p cannot be '1.5'; it is a number and a date YYYY-MM-DD",
    ]


@pytest.mark.parametrize(("kind", "right", "wrong"), [
    ('xsd:anyURI { pattern = "\\S+" }', " #a&#10;", "a b"),
    ('xsd:token { maxLength = "3" }', "  a  b ", "a bcd"),
    ('xsd:string { maxLength = "3" }', "abc", "abc "),
    ('xsd:normalizedString { length = "3" }', "a&#10;b", "ab"),
    ('xsd:NMTOKENS { minLength = "2" maxLength = "3" }', "a b", "a"),
    ('xsd:NMTOKENS { length = "2" }', "a bcd", "a b c"),
    ("xsd:base64Binary", "QUJD", "2001-01-01"),
    ("xsd:IDREFS", "x", "1x"),
    ('xsd:decimal { totalDigits = "3" fractionDigits = "1" }', "12.5", "12.55"),
    ('xsd:date { minInclusive = "2000-06-01" maxExclusive = "2001-06-01" }', "2001-05-31", "2001-06-01"),
    ('xsd:integer "1" | "a b"', " a  b ", "2"),
])  # fmt: skip
def test_values_as_xml_schema_has_them(tmp_path: Path, kind: str, right: str, wrong: str) -> None:
    path = tmp_path / "g.rnc"
    path.write_text(f"start = element r {{ attribute v {{ {kind} }}, attribute i {{ xsd:ID }} }}", "utf-8")
    assert told(path, f'<r i="x" v="{right}"/>') == []
    assert told(path, f'<r i="x" v="{wrong}"/>')[:1] == ["attribute-value"]
