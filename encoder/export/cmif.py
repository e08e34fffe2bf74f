"""Correspondence metadata for correspSearch: a file in the Correspondence Metadata Interchange Format, version 2.

The format (https://correspsearch.net/en/documentation.html): a TEI header with one ``correspDesc`` a letter, persons and places with
the URIs of authority files, days without times. TEI P5 2.4.6: HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.tei.build import TEI, child, indent

#: kind of idno -> what its URI begins with
AUTHORITIES = {
    "wikidata": "http://www.wikidata.org/entity/", "viaf": "http://viaf.org/viaf/", "gnd": "http://d-nb.info/gnd/",
    "lc": "http://id.loc.gov/authorities/names/", "lccn": "http://id.loc.gov/authorities/names/", "geonames": "http://www.geonames.org/",
    "isni": "https://isni.org/isni/", "bnf": "http://catalogue.bnf.fr/ark:/12148/", "orcid": "https://orcid.org/",
}  # fmt: skip
DAY = 10
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


def make(editions: Iterable[EditionFile], about: Publication) -> tuple[etree._Element, list[str]]:
    """Return the file and a line for each edition that has no ``correspDesc`` to give."""
    root = etree.Element(f"{T}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
    header = child(root, "teiHeader")
    description = child(header, "fileDesc")
    titles = child(description, "titleStmt")
    child(titles, "title", about.title)
    if about.editor:
        child(titles, "editor", about.editor)
    publication = child(description, "publicationStmt")
    child(publication, "publisher", about.publisher)
    if about.url:
        child(publication, "idno", about.url, {"type": "url"})
    if about.day:
        child(publication, "date", attributes={"when": about.day})
    licence = child(child(publication, "availability"), "licence", "This file is licensed under CC BY 4.0.")
    licence.set("target", "https://creativecommons.org/licenses/by/4.0/")
    identifier = "edition"
    source = child(child(description, "sourceDesc"), "bibl", about.title, {"type": "online", "xml:id": identifier})
    if about.url:
        source.text = f"{about.title}. "
        child(source, "ref", about.url, {"target": about.url})
    profile = child(header, "profileDesc")
    left: list[str] = []
    for edition in editions:
        given = edition.first(".//t:correspDesc")
        if given is None:
            left.append(f"{edition.path}: no correspDesc: it is no letter, or its heading does not say who wrote to whom")
            continue
        _letter(profile, edition, given, identifier, about.base)
    body = child(child(root, "text"), "body")
    child(body, "p")
    indent(root)
    return root, left


def _letter(profile: etree._Element, edition: EditionFile, given: etree._Element, source: str, base: str) -> None:
    letter = child(profile, "correspDesc", attributes={"key": edition.id, "source": f"#{source}"})
    url = _first_url(edition) or (f"{base.rstrip('/')}/{edition.id}" if base else "")
    if url:
        letter.set("ref", url)
    uris = _uris(edition)
    for action in given.iterfind(f"{T}correspAction"):
        if action.get("type") not in {"sent", "received"}:
            continue  # the format has these two
        copied = child(letter, "correspAction", attributes={"type": action.get("type", "sent")})
        for part in action:
            name = etree.QName(part).localname
            words = flat(part, ROLE)
            if name in PARTS and words:
                uri = uris.get(part.get("ref", "").lstrip("#")) or uris.get(words, "")
                child(copied, name, words, {"ref": uri} if uri else {})
            elif name == "date":
                days = {k: str(v)[:DAY] for k, v in part.attrib.items() if k in {"when", "from", "to", "notBefore", "notAfter"}}
                if days:
                    child(copied, "date", attributes=days)


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
