"""XSD as projects have it: in several files, redefined, overridden, with the web's xml.xsd; messages without Python in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from encoder.schema_tools import datatypes
from encoder.schema_tools.patterns import Data
from encoder.validation.checked import SchemaError
from encoder.validation.schemas import load_schema
from encoder.xml.safe import parse

HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:d" xmlns:d="urn:d" xmlns:x="urn:x" targetNamespace="urn:d" elementFormDefault="qualified"'
BASE = f'{HEAD}><xs:complexType name="P"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType><xs:element name="p" type="P"/></xs:schema>'
MORE = '<xs:complexType name="P"><xs:complexContent><xs:extension base="P"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>'
OTHER = '<xs:complexType name="P"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:complexType>'
KEYS = """<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a" maxOccurs="9"><xs:complexType><xs:attribute name="i"/></xs:complexType></xs:element>
  <xs:element name="b"><xs:complexType><xs:attribute name="to"/></xs:complexType></xs:element></xs:sequence></xs:complexType>
  <xs:key name="k"><xs:selector xpath="d:a"/><xs:field xpath="@i"/></xs:key>
  <xs:keyref name="kr" refer="k"><xs:selector xpath="d:b"/><xs:field xpath="@to"/></xs:keyref></xs:element>"""
P = '<p xmlns="urn:d">\n<a>x</a>\n<b>zz</b></p>'
#: what stands in the schema, a document, what is told
CASES = {
    "redefined": (f'{HEAD}><xs:redefine schemaLocation="base.xsd">{MORE}</xs:redefine></xs:schema>', P, ["3: 'zz' is no whole number"]),
    "overridden": (f'{HEAD}><xs:override schemaLocation="base.xsd">{OTHER}</xs:override></xs:schema>', P,
                   ["2: a is no element of this schema", "3: 'zz' is no whole number"]),
    "included, imported, with spaces": (f'{HEAD}><xs:include schemaLocation="base.xsd"/><xs:import namespace="urn:x" schemaLocation="sub%20dir/x.xsd"/><xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="p"/><xs:element ref="x:y"/></xs:sequence></xs:complexType></xs:element></xs:schema>',
                   '<r xmlns="urn:d">\n<p><a/></p>\n<y xmlns="urn:x">2001-02-30</y></r>', ["3: '2001-02-30': day is out of range for month"]),
    "the web's attributes of XML": (f'{HEAD}><xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/><xs:element name="p"><xs:complexType><xs:attribute ref="xml:lang" use="required"/></xs:complexType></xs:element></xs:schema>',
                   '<p xmlns="urn:d"/>', ["1: p lacks @xml:lang"]),
    "XSD 1.1 that does not say so": (f'{HEAD}><xs:element name="p"><xs:complexType><xs:all><xs:element name="a" maxOccurs="2"/></xs:all></xs:complexType></xs:element></xs:schema>',
                   P, ["3: b is no element of this schema"]),
    "names without a prefix that it knows": (f'{HEAD}><xs:element name="p"><xs:complexType><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence><xs:attribute name="n"/></xs:complexType></xs:element></xs:schema>',
                   '<p xmlns="urn:d" m="2">\n<q:a xmlns:q="urn:q"/>\ntext</p>', ["1: p has no attribute @m", "1: p cannot hold text here", "2: a is no element of this schema"]),
    "what is asserted": (f'{HEAD}><xs:element name="p"><xs:complexType><xs:attribute name="n" type="xs:int"/><xs:assert test="@n &gt; 3"/></xs:complexType></xs:element></xs:schema>',
                   '<p xmlns="urn:d" n="2"/>', ["1: what the schema asserts is not so: @n > 3"]),
    "keys": (f"{HEAD}>{KEYS}</xs:schema>", '<r xmlns="urn:d">\n<a i="1"/>\n<a i="1"/>\n<b to="9"/></r>',
                   ["3: '1' stands twice among those of d:k", "4: Element '{urn:d}b': No match found for key-sequence ['9'] of keyref '{urn:d}kr'."]),
    "its own entities": (f'<!DOCTYPE xs:schema SYSTEM "gone.dtd" [<!ENTITY t "xs:int">]>{HEAD}><xs:element name="p" type="&t;"/></xs:schema>',
                   '<p xmlns="urn:d">x</p>', ["1: 'x' is no whole number"]),
}  # fmt: skip


@pytest.mark.parametrize("about", CASES)
def test_an_xsd(tmp_path: Path, about: str) -> None:
    schema, document, wanted = CASES[about]
    (tmp_path / "sub dir").mkdir()
    files = {
        "base.xsd": BASE,
        "sub dir/x.xsd": HEAD.replace('targetNamespace="urn:d"', 'targetNamespace="urn:x"') + '><xs:include schemaLocation="../sub dir/z.xsd"/></xs:schema>',
        "sub dir/z.xsd": HEAD.replace('targetNamespace="urn:d"', 'targetNamespace="urn:x"') + '><xs:element name="y" type="xs:date"/></xs:schema>',
        "s.xsd": schema,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    data = document.encode()
    found = load_schema((tmp_path / "s.xsd",)).failures(parse(data), data)
    # Python 3.14 says more of a day that there is not
    said = [re.sub(r"day \d+ must be in range .*", "day is out of range for month", f"{f.line}: {f.message}") for f in found]
    assert said == wanted


def test_an_xsd_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.xsd").write_text(f'{HEAD}><xs:element name="p" type="nothing"/></xs:schema>', "utf-8")
    with pytest.raises(SchemaError, match=r"s\.xsd: not an XSD that can be used: .*nothing.*does not resolve"):
        load_schema((tmp_path / "s.xsd",))


def test_a_large_document_with_names_of_others(tmp_path: Path) -> None:
    """What libxml2 says of a large document has paths with prefixes that only the document knows."""
    (tmp_path / "s.xsd").write_text(
        f'{HEAD}><xs:element name="p"><xs:complexType><xs:sequence><xs:element name="a" type="xs:string" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>', "utf-8"
    )
    for k in range(200):  # lxml keeps what it has met anywhere
        datatypes.matches(Data("integer"), f"no number {k}")
    data = ('<p xmlns="urn:d">' + "<a/>\n" * 6000 + '<q:b xmlns:q="urn:q"/></p>').encode()
    found = load_schema((tmp_path / "s.xsd",)).failures(parse(data), data)
    assert [(f.line, f.path, f.message) for f in found] == [
        (6001, "/p/b", "Element '{urn:q}b': This element is not expected. Expected is ( {urn:d}a ).")
    ]
