"""One file with the persons, places and organisations of all editions, merged by identity (TEI P5 4.9: ND, #NDPERSE)."""

from __future__ import annotations

import copy

from lxml import etree

from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.entities import Entities, Entity
from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.export.tables import made_of
from encoder.tei import to_bytes
from encoder.tei.build import TEI, child, indent
from encoder.xml.ids import nc_name, next_free

#: kind -> the list, and the element of the names in it
LISTS = {"person": ("listPerson", "persName"), "place": ("listPlace", "placeName"), "organisation": ("listOrg", "orgName")}


def make(editions: Editions, title: str = "") -> bytes:
    """Return the registers. Raises EncoderError where no edition lists anybody or anything."""
    entities = Entities()
    dates: dict[str, str] = {}
    dates.update(made_of(editions, entities, lambda taken: (taken.edition.id, _date(taken.edition))))
    if not entities.all:
        raise EncoderError("no edition lists a person, a place or an organisation")
    root = etree.Element(f"{T}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
    description = child(child(root, "teiHeader"), "fileDesc")
    child(child(description, "titleStmt"), "title", title or f"Registers of {len(dates)} editions")
    child(child(description, "publicationStmt"), "p", "Assembled from the editions named in the entries.")
    child(child(child(description, "sourceDesc"), "bibl"), "title", f"Registers of {len(dates)} editions")
    child(child(child(root, "text"), "body"), "p", "The registers stand in standOff.")
    apart = child(root, "standOff")
    used: set[str] = set()
    for kind, (group, name) in LISTS.items():
        listed = [entity for entity in entities.all if entity.kind == kind]
        if listed:
            parent = child(apart, group)
            for entity in sorted(listed, key=lambda e: (e.name.casefold(), e.id)):
                _entry(parent, entity, name, dates, used)
    indent(root)
    return to_bytes(root)


def _date(edition: EditionFile) -> str:
    date = edition.first(".//t:creation/t:date[@type='document']")
    return (date.get("when") or date.get("from") or date.get("notBefore") or "")[:10] if date is not None else ""


def _entry(parent: etree._Element, entity: Entity, name: str, dates: dict[str, str], used: set[str]) -> None:
    """Copy an entry with the forms of all editions, and say where it is named."""
    entry = copy.deepcopy(entity.element)
    entry.tail = None
    for pointer in ("resp", "cert"):
        if pointer in entry.attrib:
            del entry.attrib[pointer]
    wanted = nc_name(entity.id)
    identifier = wanted if wanted not in used else next_free(wanted, used)
    used.add(identifier)
    entry.set(XML_ID, identifier)
    known = {flat(form) for form in entry.iterfind(f"{T}{name}")}
    at = len(entry.findall(f"{T}{name}"))
    for form in entity.forms:
        if form not in known:
            element = etree.Element(f"{T}{name}", {"type": "variant"})
            element.text = form
            entry.insert(at, element)
            at += 1
    said = etree.Element(f"{T}note", {"n": str(entity.mentions)})
    said.text = f"Named {entity.mentions} times: " if entity.mentions != 1 else "Named once: "
    for k, (document, count) in enumerate(entity.documents.items()):
        link = child(said, "ref", document, {"target": f"{document}.xml"})
        link.tail = f" ({', '.join(part for part in (dates.get(document, ''), f'{count}×') if part)})"
        link.tail += "; " if k + 1 < len(entity.documents) else "."
    if entity.mentions:
        first = entry.find(f"{T}idno")
        if first is not None and entity.kind != "organisation":
            first.addprevious(said)
        else:
            entry.append(said)
    parent.append(entry)
