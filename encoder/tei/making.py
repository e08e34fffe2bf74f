"""Elements on their way to XML: light, written once as text, which is then parsed.

To make each element and attribute by a call of the library takes longer than to write all of them as text and to have that read in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from lxml import etree

from encoder.draft.elements import ELEMENTS
from encoder.draft.model import NO_ATTRIBUTES
from encoder.tei.build import CONTAINERS, TEI
from encoder.xml.ids import separate

#: what stands apart from its neighbours in plain text, so that it parts words
_APART = frozenset(name for name, row in ELEMENTS.items() if row.apart)
_NUMBERED = frozenset({"pb", "note"})
#: for what ``written`` has made: no entities, no DTD; a text may be longer than the parser takes of others. Identifiers are collected,
#: for rules of schemas look for them; without that one may stand twice
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=True)
_LENIENT = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)


class Made:
    """An element in the TEI namespace: its name, its attributes, what it holds, and the text behind it."""

    __slots__ = ("attributes", "children", "tag", "tail", "text")

    def __init__(self, tag: str, attributes: Mapping[str, str] = NO_ATTRIBUTES, text: str = "") -> None:
        self.tag = tag
        self.attributes = attributes
        self.text = text
        self.tail = ""
        self.children: list[Made] = []

    def find(self, tag: str) -> Made | None:
        """Return the first element of that name in it, at any depth."""
        for below in self.children:
            if below.tag == tag:
                return below
            found = below.find(tag)
            if found is not None:
                return found
        return None


def child(parent: Made, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Made:
    """Append an element; ``xml:id`` and the like are written as they are named."""
    made = Made(tag, attributes or NO_ATTRIBUTES, text)
    parent.children.append(made)
    return made


def append_text(parent: Made, text: str) -> None:
    """Put text behind whatever the element holds so far."""
    if parent.children:
        parent.children[-1].tail += text
    else:
        parent.text += text


class Writer:
    """Writes elements as lxml does, those that hold elements only indented, and keeps what the header says of them."""

    def __init__(self) -> None:
        self.out: list[str] = []
        #: the names of the elements
        self.tags: list[str] = []
        #: every text, with a space where words end
        self.words: list[str] = []
        #: elements and their ``@rend``
        self.rends: set[tuple[str, str]] = set()
        #: which of pages and notes have a number
        self.numbered: set[str] = set()

    @property
    def counts(self) -> Counter[str]:
        """How often each element stands there."""
        return Counter(self.tags)

    def indented(self, made: Made, level: int) -> None:
        """Write an element whose parents hold elements only."""
        children = made.children
        if not children or _mixed(made):
            self.inline(made)
            return
        out, words = self.out, self.words
        inner = "\n" + "  " * (level + 1)
        out.append(f"{self._start(made)}>")
        words.append(made.text)
        for below in children:
            out.append(inner)
            self.indented(below, level + 1)
            words.append(below.tail)
        out.append(f"{inner[:-2]}</{made.tag}>")
        if made.tag in _APART:
            words.append(" ")

    def inline(self, made: Made) -> None:
        """Write an element that stands among words."""
        out, words, text = self.out, self.words, made.text
        start = self._start(made)
        if made.children:
            out.append(f"{start}>")
            if text:
                words.append(text)
                out.append(_escaped(text))
            for below in made.children:
                self.inline(below)
                if tail := below.tail:
                    words.append(tail)
                    out.append(_escaped(tail))
            out.append(f"</{made.tag}>")
        elif text:
            words.append(text)
            out.append(f"{start}>{_escaped(text)}</{made.tag}>")
        else:
            out.append(f"{start}/>")
        if made.tag in _APART:
            words.append(" ")

    def _start(self, made: Made) -> str:
        tag, attributes = made.tag, made.attributes
        self.tags.append(tag)
        if tag in _APART:
            self.words.append(" ")
        if not attributes:
            return f"<{tag}"
        if attributes.get("rend"):
            self.rends.add((tag, attributes["rend"]))
        if tag in _NUMBERED and attributes.get("n"):
            self.numbered.add(tag)
        said = f"<{tag}"
        for name, value in attributes.items():
            said += f' {name}="{value if value.isalnum() else _quoted(value)}"'
        return said


def _mixed(made: Made) -> bool:
    """Whether an element that has children holds words beside them, or is of a kind that does."""
    children = made.children
    if made.tag not in CONTAINERS:
        for below in children:
            if below.tag != "p":
                return True
    if made.text and not made.text.isspace():
        return True
    for below in children:  # noqa: SIM110  a generator would take longer than the rest
        if below.tail and not below.tail.isspace():
            return True
    return False


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def _quoted(value: str) -> str:
    value = _escaped(value)
    if '"' in value:
        value = value.replace('"', "&quot;")
    return value if value.isprintable() else value.replace("\n", "&#10;").replace("\t", "&#9;")


def written(made: Made) -> list[str]:
    """Return the pieces of an element that stands right below the root, as it is written."""
    writer = Writer()
    writer.indented(made, 1)
    return writer.out


def parsed(identifier: str, *parts: str) -> tuple[etree._Element, str]:
    """Return the root of an edition of what it holds, written, and the text it was read from.

    Of things with the same identifier all but one get another: then the text is empty, for it is not that of the root.
    Raises etree.XMLSyntaxError for signs that XML has no place for.
    """
    inner = "".join(f"\n  {part}" for part in parts)
    text = f'<TEI xmlns="{TEI}" xml:id="{_quoted(identifier)}">{inner}\n</TEI>'
    whole = text.encode()
    with suppress(etree.XMLSyntaxError):
        return etree.fromstring(whole, _PARSER), text
    root = etree.fromstring(whole, _LENIENT)
    separate(root)
    with suppress(etree.XMLSyntaxError):  # an identifier that is none, which the schema tells
        return etree.fromstring(etree.tostring(root), _PARSER), ""
    return root, ""
