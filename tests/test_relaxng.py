"""Every RELAX NG error with its line and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from encoder.validation.schemas import load_schema
from encoder.xml.safe import parse

RNG = '<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">{}</grammar>'
LETTER = RNG.format("""
<start><ref name="letter"/></start>
<define name="letter"><element name="letter"><attribute name="id"><data type="NCName"/></attribute>
  <optional><attribute name="kind"><choice><value>private</value><value>official</value></choice></attribute></optional>
  <ref name="title"/><ref name="author"/><zeroOrMore><ref name="par"/></zeroOrMore><optional><ref name="year"/></optional></element></define>
<define name="title"><element name="title"><text/></element></define>
<define name="author"><element name="author"><text/></element></define>
<define name="par"><element name="par"><mixed><zeroOrMore><ref name="title"/></zeroOrMore></mixed></element></define>
<define name="year"><element name="year"><data type="gYear"/></element></define>
""")
#: the same name with two definitions, told apart by an attribute
TWINS = RNG.format("""
<start><element name="x"><oneOrMore><choice>
  <element name="v"><attribute name="t"><value>n</value></attribute><data type="integer"/></element>
  <element name="v"><attribute name="t"><value>s</value></attribute><element name="s"><text/></element></element>
</choice></oneOrMore></element></start>""")

RIGHT = '<letter id="a">\n<title>T</title>\n<author>A</author>\n<par>words <title>x</title></par>\n<year>1958</year>\n</letter>'

WRONG = [
    ("missing element", RIGHT.replace("<title>T</title>\n", ""), ["2: element-missing: title is missing before author in letter"]),
    ("too early", RIGHT.replace("<author>A</author>\n", "").replace("\n<year>1958</year>", "").replace("<par>words <title>x</title></par>\n", ""),
     ["3: content-incomplete: letter ends too early: author is missing behind title"]),
    ("misplaced", RIGHT.replace("words", "<year>1958</year>"), ["4: element-not-allowed: year is not allowed in par; here may stand title"]),
    ("unknown", RIGHT.replace("<author>A</author>", "<autor>A</autor><author>A</author>"),
     ["3: element-unknown: autor is no element of this schema; is author meant?"]),
    ("attribute", RIGHT.replace('id="a"', 'id="a" knd="private"'), ["1: attribute-not-allowed: letter has no attribute @knd; is @kind meant?"]),
    ("no attribute", RIGHT.replace(' id="a"', ""), ["1: attribute-missing: letter lacks @id"]),
    ("value", RIGHT.replace('id="a"', 'id="a" kind="privat"'),
     ["1: attribute-value: letter/@kind cannot be 'privat'; it is one of official, private; is private meant?"]),
    ("type", RIGHT.replace('id="a"', 'id="1 a"'),
     ["1: attribute-value: letter/@id cannot be '1 a'; it is a name: a letter or _, then letters, figures, . - _"]),
    ("content", RIGHT.replace("1958", "58"), ["5: content-value: year cannot hold '58'; it is a year YYYY"]),
    ("empty", RIGHT.replace("<year>1958</year>", "<year/>"), ["5: content-incomplete: year is empty; it is a year YYYY"]),
    ("text", RIGHT.replace("\n<author>", "\n\nstray<author>"),
     ["4: text-not-allowed: letter cannot hold text here: 'stray'; here may stand author"]),
    ("all at once", RIGHT.replace('id="a"', 'id="1 a"').replace("<author>A</author>", "<foo/><author>A</author>").replace("1958", "58"),
     ["1: attribute-value", "3: element-unknown", "5: content-value"]),
    ("root", "<title>T</title>", ["1: element-not-allowed: title is not allowed as the root; here may stand letter"]),
]  # fmt: skip


def failures(folder: Path, grammar: str, document: str) -> list[str]:
    path = folder / "g.rng"
    path.write_text(grammar, "utf-8")
    data = document.encode()
    return [f"{f.line}: {f.rule}: {f.message}" for f in load_schema((path,)).failures(parse(data), data)]


def test_what_is_right_is_right(tmp_path: Path) -> None:
    assert failures(tmp_path, LETTER, RIGHT) == []


@pytest.mark.parametrize(("document", "said"), [(d, s) for _, d, s in WRONG], ids=[name for name, _, _ in WRONG])
def test_what_is_wrong_is_told_with_line_and_cure(tmp_path: Path, document: str, said: list[str]) -> None:
    told = failures(tmp_path, LETTER, document)
    assert len(told) == len(said), told
    assert all(t.startswith(s) for t, s in zip(told, said, strict=True)), told


def test_one_name_with_two_definitions(tmp_path: Path) -> None:
    assert failures(tmp_path, TWINS, '<x><v t="n">4</v><v t="s"><s>four</s></v></x>') == []
    (told,) = failures(tmp_path, TWINS, '<x>\n<v t="n">4</v>\n<v t="n">four</v></x>')
    assert told.startswith("3: content-value: v cannot hold 'four'; it is a whole number")
