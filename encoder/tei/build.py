"""The few functions that make elements and put text between them."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

_IN_TEI = f"{{{TEI}}}"
_P = _IN_TEI + "p"
#: Elements without text of their own: the only ones that are indented, for a space inside ``p`` is text.
CONTAINERS = frozenset((
    "TEI", "teiHeader", "fileDesc", "titleStmt", "respStmt", "publicationStmt", "availability", "notesStmt", "sourceDesc",
    "msDesc", "msIdentifier", "msContents", "msItem", "encodingDesc", "projectDesc", "editorialDecl", "tagsDecl", "namespace",
    "appInfo", "application", "profileDesc", "abstract", "creation", "langUsage", "textClass", "keywords", "correspDesc",
    "correspAction", "revisionDesc", "standOff", "listPerson", "person", "text", "body", "back", "div", "list", "table", "row",
    "opener", "closer", "lg", "quote", "postscript", "interpretation", "correction", "hyphenation", "normalization", "listChange",
    "handDesc", "bibl", "particDesc", "settingDesc", "setting", "listOrg", "listPlace", "org", "place", "teiCorpus",
    "calendarDesc", "calendar", "editionStmt", "extent", "seriesStmt", "refsDecl", "cRefPattern",
))  # fmt: skip
_CONTAINERS = frozenset(_IN_TEI + name for name in CONTAINERS)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(name: str) -> str:
    """Return the name of an attribute as lxml wants it: ``xml:id`` with its namespace."""
    return f"{{{XML}}}{name[4:]}" if name.startswith("xml:") else name


def child(parent: etree._Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Append an element in the TEI namespace."""
    element = etree.SubElement(parent, _IN_TEI + tag)
    if attributes:
        for name, value in attributes.items():
            element.set(name if ":" not in name else attribute(name), value)
    if text:
        element.text = text
    return element


def append_text(parent: etree._Element, text: str) -> None:
    """Put text behind whatever the element holds so far."""
    if not text:
        return
    try:
        last = parent[-1]  # not len(parent) first: lxml counts all children for that
    except IndexError:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def indent(element: etree._Element, level: int = 0) -> None:
    """Indent the elements that hold elements only, two spaces a level; text is never touched."""
    children = list(element)
    if not children or not (element.tag in _CONTAINERS or all(below.tag == _P for below in children)):
        return
    if (element.text and element.text.strip()) or any(e.tail and e.tail.strip() for e in children):
        return
    inner = "\n" + "  " * (level + 1)
    element.text = inner
    for below in children:
        indent(below, level + 1)
        below.tail = inner
    children[-1].tail = "\n" + "  " * level
