"""Correspondence metadata for correspSearch: a file in the Correspondence Metadata Interchange Format, version 1.1.

The format (https://correspsearch.net/en/documentation.html): a TEI header with one ``correspDesc`` a letter, persons and places with
the URIs of authority files, days without times. What is written is valid against ``cmif.rng``, which says what the format asks.
TEI P5 2.4.6: HD, #HD44CD.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from encoder import lazy_re as re
from encoder.authority.uris import address
from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.io.names import ILLEGAL, shown
from encoder.source.metadata import is_date
from encoder.tei import to_bytes
from encoder.tei.build import TEI, child, indent

DAY = 10
URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
PARTS = ("persName", "orgName", "placeName")
#: an office is no part of the name
ROLE = frozenset({"roleName"})


#: where the user fills in what an edition says of its publication
FILL = {
    "editor": 'an [[edition.responsible]] with role = "editor" in edition.toml', "publisher": "publisher in edition.toml",
    "date": "date (YYYY-MM-DD) in edition.toml",
}  # fmt: skip


@dataclass(slots=True)
class Said:
    """What the headers of the editions say of their publication: each editor and publisher once, in the order of the editions.

    ``day`` is the last day of publication.
    """

    editors: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    day: str = ""

    def hear(self, edition: EditionFile) -> None:
        """Add what one edition says."""
        description = edition.root.find(f".//{T}fileDesc")
        if description is None:
            return
        for statement, element, kept in (("titleStmt", "editor", self.editors), ("publicationStmt", "publisher", self.publishers)):
            for name in map(flat, description.iterfind(f"{T}{statement}/{T}{element}")):
                if name and name not in kept:
                    kept.append(name)
        days = (date.get("when", "") for date in description.iterfind(f"{T}publicationStmt/{T}date"))
        self.day = max((self.day, *days))


@dataclass(frozen=True, slots=True)
class Publication:
    """What the user says of the file."""

    title: str = "Correspondence metadata"
    publisher: str = ""
    url: str = ""
    editor: str = ""
    day: str = ""
    base: str = ""

    def check(self) -> None:
        """Raise EncoderError where something that the user says is wrong, before any edition is read."""
        for option, value in (("editor", self.editor), ("publisher", self.publisher), ("url", self.url), ("title", self.title)):
            required = option in {"url", "title"}
            if (required or value) and (not value.strip() or ILLEGAL.search(value)):
                raise EncoderError(f"--{option} {shown(value)!r}: the format requires it; give some words")
        if self.day:
            _check_day(self.day)
        for option, value in (("url", self.url), ("base", self.base)):
            if value and not URL.fullmatch(value):
                raise EncoderError(f"--{option} {shown(value)}: is no address on the web; write https://...")

    def completed(self, said: Said) -> Said:
        """Return editors, publishers and day as the user says them, else as the editions do. Raises EncoderError where neither does."""
        whole = Said(
            [self.editor] if self.editor else said.editors, [self.publisher] if self.publisher else said.publishers, self.day or said.day
        )  # fmt: skip
        for option, there in (("editor", whole.editors), ("publisher", whole.publishers), ("date", whole.day)):
            if not there:
                raise EncoderError(f"--{option} is missing, and no edition says it: give it, or fill in {FILL[option]} and encode again")
        _check_day(whole.day)
        return whole


def _check_day(day: str) -> None:
    if not is_date(day) or len(day) > DAY:
        raise EncoderError(f"--date {shown(day)}: write it as YYYY-MM-DD, a day that there is")


def make(editions: Editions, about: Publication) -> bytes:
    """Return the file; an edition that has no ``correspDesc`` to give is told.

    Editor, publisher and day are those of the editions where ``about`` has none. Raises EncoderError where neither says what the format
    requires.
    """
    root = etree.Element(f"{T}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
    header = child(root, "teiHeader")
    description = child(header, "fileDesc")
    titles = child(description, "titleStmt")
    child(titles, "title", about.title)
    publication = child(description, "publicationStmt")
    identifier = f"cmif-{uuid.uuid5(uuid.NAMESPACE_URL, about.url)}"  # the same whenever the file is made again
    source = child(child(description, "sourceDesc"), "bibl", about.title, {"type": "online", "xml:id": identifier})
    source.text = f"{about.title}. "
    child(source, "ref", about.url, {"target": about.url})
    profile = child(header, "profileDesc")
    said = Said()
    for edition in editions:
        with editions.taking(edition):
            said.hear(edition)
            letters = list(edition.root.iterfind(f".//{T}profileDesc/{T}correspDesc"))
            known = _register(edition)
            made = [_letter(edition, given, identifier, about.base, known, len(letters) > 1) for given in letters]
            profile.extend(letter for letter in made if len(letter))
            if not any(len(letter) for letter in made):
                editions.leave_out(edition, "no correspDesc: it is no letter, or its heading does not say who wrote to whom")
    whole = about.completed(said)
    for editor in whole.editors:
        child(titles, "editor", editor)
    for publisher in whole.publishers:
        child(publication, "publisher", publisher)
    child(publication, "idno", about.url, {"type": "url"})
    child(publication, "date", attributes={"when": whole.day})
    licence = child(child(publication, "availability"), "licence", "This file is licensed under CC BY 4.0.")
    licence.set("target", "https://creativecommons.org/licenses/by/4.0/")
    body = child(child(root, "text"), "body")
    child(body, "p")
    indent(root)
    return to_bytes(root)


def _letter(
    edition: EditionFile, given: etree._Element, source: str, base: str, known: _Register, several: bool
) -> etree._Element:
    """Return the ``correspDesc`` of one letter; empty where nothing is said of who wrote and who got it."""
    inside = given.get("corresp", "").lstrip("#") if several else ""
    letter = etree.Element(f"{T}correspDesc", {"key": f"{edition.id}-{inside}" if inside else edition.id})
    url = _first_url(edition) or (f"{base.rstrip('/')}/{edition.id}" if base else "")
    if url:
        letter.set("ref", f"{url}#{inside}" if inside and "#" not in url else url)
    letter.set("source", f"#{source}")
    for action in given.iterfind(f"{T}correspAction"):
        if action.get("type") not in {"sent", "received"}:
            continue  # the format has these two
        same = letter.find(f"{T}correspAction[@type='{action.get('type')}']")
        copied = same if same is not None else child(letter, "correspAction", attributes={"type": action.get("type", "sent")})
        for part in action.iterchildren(etree.Element):
            _part(copied, part, known)
        if not len(copied):
            letter.remove(copied)
    return letter


def _part(action: etree._Element, part: etree._Element, known: _Register) -> None:
    name = etree.QName(part).localname
    words = flat(part, ROLE)
    if name in PARTS and words:
        thing = known.of(name, part.get("ref", "") or part.get("corresp", "") or part.get("key", ""), words)
        if thing is None:
            child(action, name, words)
        else:
            child(action, thing.element, thing.name if thing.element == "persName" else words, {"ref": thing.uri} if thing.uri else {})
    elif name == "date":
        days = {k: str(v)[:DAY] for k, v in part.attrib.items() if k in {"when", "from", "to", "notBefore", "notAfter"}}
        if days:
            child(action, "date", attributes={**days, **({"cert": part.get("cert", "")} if part.get("cert") else {})})


def _first_url(edition: EditionFile) -> str:
    """Return where the edition stands, else where its source does."""
    for place in ("publicationStmt", "sourceDesc"):
        for number in edition.root.iterfind(f".//{T}{place}//{T}idno"):
            kind = number.get("type", "").lower()
            if kind in {"uri", "url", "doi"} and number.get("subtype") != "edition" and URL.fullmatch(flat(number)):
                return flat(number)
    return ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A person, place or body of ``standOff``: the element that names it, its name in full, its address."""

    element: str
    name: str
    uri: str


@dataclass(frozen=True, slots=True)
class _Register:
    """What ``standOff`` lists, by identifier and by each name that is of one thing only."""

    by_id: Mapping[str, _Thing]
    by_name: Mapping[str, _Thing]

    def of(self, element: str, pointer: str, words: str) -> _Thing | None:
        """Return what a name means; a body that is a person of the list is that person."""
        found = self.by_id.get(pointer.lstrip("#")) or self.by_name.get(words)
        same = found and (found.element == element or {found.element, element} == {"persName", "orgName"})
        return found if same else None


_ELEMENTS = {"person": "persName", "org": "orgName", "place": "placeName"}
#: which address goes first where there are several
_FIRST = {"persName": ("gnd", "viaf"), "orgName": ("gnd", "viaf"), "placeName": ("geonames",)}


def _register(edition: EditionFile) -> _Register:
    by_id: dict[str, _Thing] = {}
    names: dict[str, set[str]] = {}
    for thing in edition.root.iterfind(f"{T}standOff//*[@{XML_ID}]"):
        element = _ELEMENTS.get(etree.QName(thing).localname, "")
        forms = [flat(form) for form in thing.iterfind(f"{T}{element}")] if element else []
        if not forms:
            continue
        identifier = str(thing.get(XML_ID))
        by_id[identifier] = _Thing(element, forms[0], _uri(thing, element))
        for form in forms:
            names.setdefault(form, set()).add(identifier)
    return _Register(by_id, {name: by_id[next(iter(ids))] for name, ids in names.items() if len(ids) == 1})


def _uri(thing: etree._Element, element: str) -> str:
    """Return the address of a thing in an authority file, ``""`` without one."""
    found: dict[str, str] = {}
    for number in thing.iterfind(f"{T}idno"):
        kind, value = number.get("type", "").lower(), flat(number)
        uri = address(kind, value)
        if URL.fullmatch(uri):
            found.setdefault(kind, uri)
    return next((found[kind] for kind in (*_FIRST[element], *found) if kind in found), "")


__all__ = ["Publication", "make"]
