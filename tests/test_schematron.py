"""Every rule of the Schematron: the smallest document that trips it, and one that passes."""

from __future__ import annotations

import pytest
from lxml import etree

from encoder.validation.schemas import schema_folder
from encoder.validation.schematron.xslt1 import Rules

DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader><standOff><listPerson><person xml:id="p1"/></listPerson>\
<listPlace><place xml:id="l1"/></listPlace><listOrg><org xml:id="o1"/></listOrg><list><item><term xml:id="t1">T</term></item></list></standOff>\
<text{text}><body>{body}</body></text></TEI>"""

#: rule -> what trips it, what passes
BODY = {
    "pointer-ref": ('<persName ref="#nobody">x</persName>', '<persName ref="#p1">x</persName>'),
    "pointer-corresp": ('<persName corresp="#p1 #nobody">x</persName>', '<persName corresp="#p1 #l1">x</persName>'),
    "pointer-target": ('<ref target="#nowhere">x</ref>', '<ref target="http://x.org/#nowhere">x</ref>'),
    "pointer-resp": ('<date resp="#nobody">x</date>', '<date resp="#p1">x</date>'),
    "pointer-who": ('<change who="#nobody">x</change>', '<change who="#p1">x</change>'),
    "pointer-source": ('<date source="#nowhere">x</date>', '<date source="#p1">x</date>'),
    "link-empty": ('<persName ref="#">x</persName>', "<persName>x</persName>"),
    "link-person": ('<persName ref="#l1">x</persName>', '<persName ref="#p1">x</persName>'),
    "link-place": ('<placeName ref="#p1">x</placeName>', '<placeName ref="#l1">x</placeName>'),
    "link-org": ('<orgName ref="#p1">x</orgName>', '<orgName ref="#o1">x</orgName>'),
    "link-term": ('<gloss target="#p1">x</gloss>', '<gloss target="#t1">x</gloss>'),
    "date-not-before-after": ('<date notBefore="1959" notAfter="1958-12">x</date>', '<date notBefore="1958-12" notAfter="1958">x</date>'),
    "date-from-to": ('<date from="1958-12-05" to="1958-12-04">x</date>', '<date from="1958-12-04" to="1958-12">x</date>'),
    "date-one-value": ('<date when="1958" from="1958">1958</date>', '<date when="1958">1958</date>'),
    "date-year-text": ('<date when="1958-12-04">December 4, 1959</date>', '<date when="1971-01-18T16:32:00Z">181632Z JAN 71</date>'),
    "date-month-text": ('<date when="1958-11-04">December 4</date>', '<date when="1958-12-04">4 DEC</date>'),
    "date-day-text": ('<date when="1958-12-05">December 4</date>', '<date when="1958-12-05">December fifth</date>'),
    "date-weekday-text": ('<date when="1958-12-04">Friday</date>', '<date when="1958-12-05">Friday</date>'),
    "note-order": (
        '<div type="document"><note n="2" place="foot">x</note><note n="1" place="foot">x</note></div>',
        '<div type="document"><note n="2" place="foot">x</note></div><div type="document"><note n="1" place="foot">x</note>'
        '<milestone unit="notes"/><note n="1" place="foot">x</note></div>',
    ),
    "note-id": (
        '<div type="document" xml:id="d2"><note xml:id="d1fn1">x</note></div>',
        '<div type="document" xml:id="d2_text"><note xml:id="d2fn1">x</note></div>',
    ),
    "page-id": ('<pb n="3" xml:id="page3"/>', '<pb n="3" xml:id="pg_3"/>'),
    "page-order": ('<div type="document"><pb n="4"/><pb n="3"/></div>', '<div type="document"><pb n="xii"/><pb n="3"/><pb n="4"/></div>'),
    "gap-says-nothing": ('<gap reason="withheld"/>', '<gap reason="withheld"><desc>x</desc></gap>'),
    "gap-unit": ('<gap reason="withheld" quantity="2"/>', '<gap reason="withheld" quantity="2" unit="line"/>'),
    "gap-range": ('<gap unit="line" atLeast="3" atMost="2"/>', '<gap unit="line" atLeast="2" atMost="10"/>'),
    "resp-missing": ("<supplied>x</supplied>", '<supplied resp="#p1">x</supplied>'),
    "empty-element": ("<p> </p>", "<p><pb n='1'/></p>"),
    "document-nested": ('<div type="document"><div type="document"/></div>', '<div type="document"><div type="enclosure"/></div>'),
}
HEADER = {
    "correspondence-sent-once": (
        '<correspDesc><correspAction type="sent"/><correspAction type="sent"/></correspDesc>',
        '<correspDesc><correspAction type="sent"/><correspAction type="received"/></correspDesc>',
    ),
    "language-undeclared": ('<langUsage><language ident="de"/></langUsage>', '<langUsage><language ident="en"/></langUsage>'),
}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(schema_folder() / "edition.sch")


def broken(rules: Rules, header: str, body: str) -> set[str]:
    text = ' xml:lang="en"' if "langUsage" in header else ""
    tree = etree.fromstring(DOCUMENT.format(header=header, body=body, text=text)).getroottree()
    return {found.rule for found in rules.check(tree)}


@pytest.mark.parametrize("rule", BODY)
def test_a_rule_on_the_text(rules: Rules, rule: str) -> None:
    bad, good = BODY[rule]
    assert broken(rules, "", bad) == {rule}
    assert broken(rules, "", good) == set()


@pytest.mark.parametrize("rule", HEADER)
def test_a_rule_on_the_header(rules: Rules, rule: str) -> None:
    bad, good = HEADER[rule]
    assert broken(rules, bad, "") == {rule}
    assert broken(rules, good, "") == set()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wednesday, February 29, 1956", "1956-02-29"), ("Saturday", "2000-01-01"), ("Sunday", "1899-12-31"), ("Monday", "1969-07-21"),
        ("Tuesday", "1963-01-01"), ("Thursday", "1958-12-04"), ("Friday", "1958-12-05"), ("Sunday", "1600-02-27"),
    ],
)  # fmt: skip
def test_the_days_of_the_week(rules: Rules, text: str, value: str) -> None:
    assert broken(rules, "", f'<date when="{value}">{text}</date>') == set()


def test_every_rule_is_tested_and_says_what_to_do() -> None:
    ns = {"sch": "http://purl.oclc.org/dsdl/schematron"}
    asserted = etree.parse(schema_folder() / "edition.sch").findall(".//sch:assert", ns)
    assert {a.get("id") for a in asserted} == {*BODY, *HEADER}
    for a in asserted:
        assert a.get("role") in {"error", "warning"}
        said = " ".join("".join(str(t) for t in a.itertext()).split())
        assert any(verb in said for verb in ("add", "correct", "orrect", "take", "rename", "link", "exchange", "check", "name", "put", "is div", "called"))
