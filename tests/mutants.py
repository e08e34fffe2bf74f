"""Documents that are nearly right: real editions, each with one thing changed, the same ones every time."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator

from lxml import etree

from encoder.tei.build import TEI
from encoder.validation.schemas import schema_folder
from encoder.xml.safe import parse
from tests.conftest import ROOT, TEI_FOLDER

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

VALUES = (
    "", " ", "x", "two words", "#p_wright", "#a #b", "#", "1", "0", "-1", "2.5", "1e3", "1958", "1958-12", "1958-13", "1958-12-04", "1958-2-4",
    "1958-02-30", "--12-04", "1958-12-04T17:36:00", "1958-12-04T17:36:00Z", "17:36:00", "19580", "-0500", "high", "sure", "withheld", "lost",
    "line", "document", "foot", "en", "en_US", "no", "yes", "a b", "ä", "http://x.org/a b", "d145fn0", "1x", "\t1958\n", "free", "0.1.0",
)  # fmt: skip


def vocabulary() -> tuple[list[str], list[str]]:
    grammar = etree.parse(schema_folder() / "edition.rng").getroot()
    ns = "{http://relaxng.org/ns/structure/1.0}"
    elements = sorted({str(e.get("name")) for e in grammar.iter(f"{ns}element")})
    attributes = sorted({str(e.get("name")) for e in grammar.iter(f"{ns}attribute")})
    return elements, attributes


def mutants(count: int, seed: int = 20260101) -> Iterator[tuple[str, bytes]]:
    """Yield what was changed, and the document."""
    chance = random.Random(seed)  # noqa: S311 - no secrets here
    elements, attributes = vocabulary()
    originals = [p.read_bytes() for p in (*sorted(TEI_FOLDER.glob("*.xml")), *sorted((ROOT / "tests" / "golden").glob("*.xml")))]
    for k in range(count):
        root = parse(originals[k % len(originals)]).getroot()
        said = _mutate(chance, root, elements, attributes)
        yield said, etree.tostring(root.getroottree(), encoding="utf-8")


def _mutate(chance: random.Random, root: etree._Element, elements: list[str], attributes: list[str]) -> str:
    everything = [e for e in root.iter(f"{{{TEI}}}*") if e is not root]
    one = chance.choice(everything)
    parent = one.getparent()
    assert parent is not None
    kind = chance.choice(
        ["delete", "double", "rename", "rename", "swap", "move", "insert", "insert", "text", "attribute", "attribute", "attribute", "value", "bare"]
    )
    name = etree.QName(one).localname
    if kind == "delete":
        parent.remove(one)
    elif kind == "double":
        parent.insert(parent.index(one), _again(one))
    elif kind == "rename":
        new = chance.choice(elements)
        one.tag = f"{{{TEI}}}{new}"
        name = f"{name} -> {new}"
    elif kind == "swap":
        other = one.getnext()
        if other is not None:
            parent.insert(parent.index(one), other)
    elif kind == "move":
        target = chance.choice(everything)
        if one not in list(target.iterancestors()) and target is not one:
            target.append(one)
            name = f"{name} into {etree.QName(target).localname}"
    elif kind == "insert":
        new = chance.choice(elements)
        one.insert(chance.randint(0, len(one)), etree.Element(f"{{{TEI}}}{new}"))
        name = f"{new} in {name}"
    elif kind == "text":
        one.text = (one.text or "") + chance.choice(["x", " x ", "1", "\u00a0"])
    elif kind == "attribute":
        attribute = chance.choice(attributes)
        value = chance.choice(VALUES)
        attribute = {"xml:id": XML_ID, "xml:lang": XML_LANG}.get(attribute, attribute)
        one.set(attribute, value)
        name = f"{name}/@{attribute.rsplit('}', 1)[-1]}={value!r}"
    elif kind == "value" and one.attrib:
        attribute = chance.choice(sorted(str(a) for a in one.attrib))
        value = chance.choice(VALUES)
        one.set(attribute, value)
        name = f"{name}/@{attribute.rsplit('}', 1)[-1]}={value!r}"
    elif kind == "bare":
        for child in list(one):
            one.remove(child)
        one.text = None
    return f"{kind}: {name}"


def _again(one: etree._Element) -> etree._Element:
    """Return a copy of an element, without identifiers and without the text behind it."""
    again = copy.deepcopy(one)
    for e in again.iter(etree.Element):
        if XML_ID in e.attrib:
            del e.attrib[XML_ID]
    again.tail = None
    return again
