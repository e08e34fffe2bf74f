"""Elements written as text: as lxml writes them, indented as it should be, counted on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from encoder.tei.build import TEI, indent
from encoder.tei.making import Made, Writer, append_text, child, parsed, written

#: what XML escapes, and what it has no sign for
TEXTS = st.text(st.sampled_from("ab &<>\"'\r\n\té€😀]"), max_size=8)
TAGS = st.sampled_from(["p", "div", "note", "persName", "list", "item", "head", "pb", "row", "cell"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> Made:
    names = draw(st.lists(st.sampled_from(["n", "ref", "rend", "type"]), unique=True))
    made = Made(draw(TAGS), {name: draw(TEXTS) for name in names}, draw(TEXTS))
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        below = draw(elements(depth - 1))
        below.tail = draw(TEXTS)
        made.children.append(below)
    return made


def as_lxml(made: Made, parent: etree._Element) -> etree._Element:
    """Return the same element as the library makes it, one after the other."""
    element = etree.SubElement(parent, f"{{{TEI}}}{made.tag}", dict(made.attributes))
    element.text = made.text or None
    for below in made.children:
        as_lxml(below, element).tail = below.tail or None
    return element


@given(elements())
def test_it_is_what_the_library_writes(made: Made) -> None:
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
    root.set("{http://www.w3.org/XML/1998/namespace}id", "x")
    root.text, as_lxml(made, root).tail = "\n  ", "\n"
    indent(root[0], 1)
    root[0].tail = "\n"
    text = "".join(written(made))
    whole = etree.tostring(root, encoding="unicode")
    again, said = parsed("x", text)
    assert etree.tostring(again, encoding="unicode") == whole == said
    assert text == whole[whole.index("\n  ") + 3 : -len("\n</TEI>")]


def test_what_the_header_tells_is_counted_on_the_way() -> None:
    text = Made("text")
    body = child(text, "body")
    paragraph = child(body, "p", "one")
    child(paragraph, "pb", attributes={"n": "3", "rend": "fw"})
    append_text(paragraph, " two ")
    child(child(body, "table"), "row", attributes={"rend": ""})
    child(child(body, "note", attributes={"n": ""}), "p", "three")
    child(body, "head", "four").tail = ""
    told = Writer()
    told.indented(text, 1)
    assert told.counts == {"text": 1, "body": 1, "p": 2, "pb": 1, "table": 1, "row": 1, "note": 1, "head": 1}
    assert "".join(told.words).split() == ["one", "two", "three", "four"]
    assert (told.rends, told.numbered) == ({("pb", "fw")}, {"pb"})


def test_of_two_with_one_identifier_one_gets_another() -> None:
    root, text = parsed("a", '<text><p xml:id="b">x</p><p xml:id="b">y</p></text>')
    assert text == ""
    assert [p.get("{http://www.w3.org/XML/1998/namespace}id") for p in root.iter(f"{{{TEI}}}p")] == ["b", "b_2"]
    assert root.xpath("count(id('b_2'))") == 1


def test_rules_find_identifiers() -> None:
    assert parsed("a", '<text><p xml:id="b">x</p></text>')[0].xpath("count(id('b'))") == 1


def test_what_is_no_xml_is_refused() -> None:
    made = Made("p", {}, "a\x01b")
    with pytest.raises(etree.XMLSyntaxError):
        parsed("a", "".join(written(made)))


def test_an_element_is_found_at_any_depth() -> None:
    root = Made("TEI")
    deep = child(child(root, "fileDesc"), "extent")
    assert root.find("extent") is deep
    assert root.find("note") is None
