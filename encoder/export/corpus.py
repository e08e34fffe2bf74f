"""All editions in one ``teiCorpus``, with one ``standOff`` (TEI P5 15.1: CC, #CCDEF).

An identifier that two editions use for different things gets that of its edition before it; a person, place or
organisation that several name alike is listed once.
"""

from __future__ import annotations

import copy

from lxml import etree

from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.io.names import shown
from encoder.tei import to_bytes
from encoder.tei.build import TEI, child, indent
from encoder.xml.ids import next_free

POINTERS = ("ref", "corresp", "key", "target", "resp", "source", "who", "ana", "calendar")
LISTS = ("listPerson", "listPlace", "listOrg")


def make(editions: Editions, title: str, publisher: str) -> bytes:
    """Return the corpus. Raises EncoderError where there is no edition."""
    root = etree.Element(f"{T}teiCorpus", nsmap={None: TEI})  # type: ignore[dict-item]
    header = child(root, "teiHeader")
    description = child(header, "fileDesc")
    child(child(description, "titleStmt"), "title", title)
    publication = child(description, "publicationStmt")
    if publisher:
        child(publication, "publisher", publisher)
    else:
        child(publication, "p", "Assembled from the editions below; each has a publication statement of its own.")
    source = child(child(description, "sourceDesc"), "bibl")
    made = _Corpus(root)
    count = 0
    for edition in editions:
        with editions.taking(edition):
            made.take(edition)
            count += 1
    if not count:
        raise EncoderError("no edition found")
    source.text = f"{count} editions."
    made.finish()
    indent(root)
    return to_bytes(root)


class _Corpus:
    """The corpus while it grows: its one ``standOff``, and who has which identifier."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.apart = child(root, "standOff")
        self.listed: dict[str, etree._Element] = {}
        self.groups: dict[str, etree._Element] = {}
        self.taken: set[str] = set()
        self.ids: set[str] = set()

    def take(self, edition: EditionFile) -> None:
        """Put an edition behind the others. Raises EncoderError where another has its identifier."""
        inner = copy.deepcopy(edition.root)
        inner.tail = None
        if edition.id in self.ids:
            raise EncoderError(
                f"{shown(edition.path)}: the identifier {edition.id!r} is another edition's; rename the text and encode it again"
            )
        self.ids.add(edition.id)
        own = inner.find(f"{T}standOff")
        renamed: dict[str, str] = {}
        if own is not None:
            for thing in own.iterfind(f"*/*[@{XML_ID}]"):
                _merge(thing, edition.id, self.listed, self.groups, self.apart, renamed)
            for items in own.iterfind(f"{T}list"):
                for term in items.iter(f"{T}term"):
                    _merge_term(items, term, edition.id, self.listed, self.groups, self.apart, renamed)
            inner.remove(own)
        self._rename(inner, edition.id, renamed)
        _point(inner, renamed)
        self.root.append(inner)

    def _rename(self, inner: etree._Element, name: str, renamed: dict[str, str]) -> None:
        """Give what has another's identifier that of its edition before it; a document's notes and pages follow it."""
        here = [e for e in inner.iter(etree.Element) if e.get(XML_ID)]
        double = {e for e in here if e is not inner and (e.get(XML_ID) in self.taken or e.get(XML_ID) in self.listed)}
        if any(_in_text(e) for e in double):
            double |= {e for e in here if _in_text(e)}
        for element in here:
            if element in double:
                old = str(element.get(XML_ID))
                new = f"{name}-{old}"
                element.set(XML_ID, new if new not in self.taken else next_free(new, self.taken))
                renamed[old] = str(element.get(XML_ID))
            self.taken.add(str(element.get(XML_ID)))

    def finish(self) -> None:
        """Bring the lists into their order; without any there is no ``standOff``."""
        ordered = [self.groups[name] for name in (*LISTS, "list") if name in self.groups]
        self.apart[:] = ordered
        if not ordered:
            self.root.remove(self.apart)


def _in_text(element: etree._Element) -> bool:
    return any(a.tag == f"{T}text" for a in element.iterancestors())


def _merge(
    thing: etree._Element, edition: str, listed: dict[str, etree._Element], groups: dict[str, etree._Element], apart: etree._Element,
    renamed: dict[str, str],
) -> None:
    """Add a person, place or organisation, or the forms of its name that are new."""
    identifier = str(thing.get(XML_ID))
    known = listed.get(identifier)
    if known is not None and flat(known[0]) != flat(thing[0]):
        renamed[identifier] = f"{edition}_{identifier}"
        identifier = renamed[identifier]
        thing.set(XML_ID, identifier)
        known = listed.get(identifier)
    if known is None:
        parent = thing.getparent()
        group = str(etree.QName(parent).localname) if parent is not None else LISTS[0]
        if group not in groups:
            groups[group] = child(apart, group)
        copied = copy.deepcopy(thing)
        copied.tail = None
        groups[group].append(copied)
        listed[identifier] = copied
        return
    forms = {flat(n) for n in known if n.tag == known[0].tag}
    at = len([n for n in known if n.tag == known[0].tag])
    for name in thing:
        if name.tag == known[0].tag and flat(name) not in forms:
            copied = copy.deepcopy(name)
            copied.tail = None
            known.insert(at, copied)
            at += 1


def _merge_term(
    items: etree._Element, term: etree._Element, edition: str, listed: dict[str, etree._Element], groups: dict[str, etree._Element],
    apart: etree._Element, renamed: dict[str, str],
) -> None:
    identifier = str(term.get(XML_ID))
    item = next(a for a in term.iterancestors(f"{T}item"))
    known = listed.get(identifier)
    if known is not None and flat(known) != flat(item):
        renamed[identifier] = f"{edition}_{identifier}"
        term.set(XML_ID, renamed[identifier])
        known = None
    if known is None:
        if "list" not in groups:
            groups["list"] = child(apart, "list", attributes={"type": items.get("type", "terms")})
        copied = copy.deepcopy(item)
        copied.tail = None
        groups["list"].append(copied)
        listed[str(term.get(XML_ID))] = copied


def _point(root: etree._Element, renamed: dict[str, str]) -> None:
    """Let the pointers of an edition follow its identifiers."""
    if not renamed:
        return
    for element in root.iter(etree.Element):
        for name in POINTERS:
            value = element.get(name)
            if value is not None:
                element.set(name, " ".join(_followed(p, renamed) for p in value.split()))


def _followed(pointer: str, renamed: dict[str, str]) -> str:
    if pointer.startswith("#"):
        return "#" + renamed.get(pointer[1:], pointer[1:])
    return renamed.get(pointer, pointer)
