"""Correspondence metadata for correspSearch: a file in the Correspondence Metadata Interchange Format, version 1.1.

The format (https://correspsearch.net/en/documentation.html): a TEI header with one ``correspDesc`` a letter, persons and places with
the URIs of authority files, days without times. TEI P5 2.4.6: HD, #HD44CD.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.io.names import ILLEGAL, shown
from encoder.source.metadata import is_date
from encoder.tei import to_bytes
from encoder.tei.build import TEI, child, indent

#: kind of idno -> what its URI begins with
AUTHORITIES = {
    "wikidata": "http://www.wikidata.org/entity/", "viaf": "http://viaf.org/viaf/", "gnd": "http://d-nb.info/gnd/",
    "lc": "http://id.loc.gov/authorities/names/", "lccn": "http://id.loc.gov/authorities/names/", "geonames": "http://www.geonames.org/",
    "isni": "https://isni.org/isni/", "bnf": "http://catalogue.bnf.fr/ark:/12148/", "orcid": "https://orcid.org/",
}  # fmt: skip
DAY = 10
URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
PARTS = ("persName", "orgName", "placeName")
#: an office is no part of the name
ROLE = frozenset({"roleName"})


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
        """Raise EncoderError where something that the format requires is missing or wrong."""
        for option, value in (("editor", self.editor), ("publisher", self.publisher), ("url", self.url), ("title", self.title)):
            if not value.strip() or ILLEGAL.search(value):
                raise EncoderError(f"--{option} {shown(value)!r}: the format requires it; give some words")
        if not is_date(self.day) or len(self.day) > DAY:
            raise EncoderError(f"--date {shown(self.day)}: write it as YYYY-MM-DD, a day that there is")
        for option, value in (("url", self.url), ("base", self.base)):
            if value and not URL.fullmatch(value):
                raise EncoderError(f"--{option} {shown(value)}: is no address on the web; write https://...")


def make(editions: Editions, about: Publication) -> bytes:
    """Return the file; an edition that has no ``correspDesc`` to give is told."""
    root = etree.Element(f"{T}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
    header = child(root, "teiHeader")
    description = child(header, "fileDesc")
    titles = child(description, "titleStmt")
    child(titles, "title", about.title)
    child(titles, "editor", about.editor)
    publication = child(description, "publicationStmt")
    child(publication, "publisher", about.publisher)
    child(publication, "idno", about.url, {"type": "url"})
    child(publication, "date", attributes={"when": about.day})
    licence = child(child(publication, "availability"), "licence", "This file is licensed under CC BY 4.0.")
    licence.set("target", "https://creativecommons.org/licenses/by/4.0/")
    identifier = "edition"
    source = child(child(description, "sourceDesc"), "bibl", about.title, {"type": "online", "xml:id": identifier})
    source.text = f"{about.title}. "
    child(source, "ref", about.url, {"target": about.url})
    profile = child(header, "profileDesc")
    for edition in editions:
        with editions.taking(edition):
            given = edition.first(".//t:correspDesc")
            if given is None:
                editions.leave_out(edition, "no correspDesc: it is no letter, or its heading does not say who wrote to whom")
            else:
                profile.append(_letter(edition, given, identifier, about.base))
    body = child(child(root, "text"), "body")
    child(body, "p")
    indent(root)
    return to_bytes(root)


def _letter(edition: EditionFile, given: etree._Element, source: str, base: str) -> etree._Element:
    letter = etree.Element(f"{T}correspDesc", {"key": edition.id, "source": f"#{source}"})
    url = _first_url(edition) or (f"{base.rstrip('/')}/{edition.id}" if base else "")
    if url:
        letter.set("ref", url)
    uris = _uris(edition)
    for action in given.iterfind(f"{T}correspAction"):
        if action.get("type") not in {"sent", "received"}:
            continue  # the format has these two
        copied = child(letter, "correspAction", attributes={"type": action.get("type", "sent")})
        for part in action.iterchildren(etree.Element):
            name = etree.QName(part).localname
            words = flat(part, ROLE)
            if name in PARTS and words:
                uri = uris.get(part.get("ref", "").lstrip("#")) or uris.get(words, "")
                child(copied, name, words, {"ref": uri} if uri else {})
            elif name == "date":
                days = {k: str(v)[:DAY] for k, v in part.attrib.items() if k in {"when", "from", "to", "notBefore", "notAfter"}}
                if days:
                    child(copied, "date", attributes=days)
    return letter


def _first_url(edition: EditionFile) -> str:
    for number in edition.root.iterfind(f".//{T}sourceDesc//{T}idno"):
        if number.get("type", "").lower() in {"uri", "url"}:
            return flat(number)
    return ""


def _uris(edition: EditionFile) -> dict[str, str]:
    """Return the URI of every person, place and organisation of the edition, by identifier and by each of its names."""
    found: dict[str, str] = {}
    for thing in edition.root.iterfind(f"{T}standOff//*[@{XML_ID}]"):
        for number in thing.iterfind(f"{T}idno"):
            kind, value = number.get("type", "").lower(), flat(number)
            uri = value if value.startswith("http") else AUTHORITIES[kind] + value if kind in AUTHORITIES else ""
            if uri:
                found.setdefault(str(thing.get(XML_ID)), uri)
                for name in PARTS:
                    for form in thing.iterfind(f"{T}{name}"):
                        found.setdefault(flat(form), uri)
                break
    return found


__all__ = ["AUTHORITIES", "Publication", "make"]
