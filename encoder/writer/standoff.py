"""``standOff``: the persons and abbreviations a document has (TEI P5 4.9: ND, #NDPERSE; SA, #SASOstdf)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from encoder.authority import Entry
from encoder.linking import Person
from encoder.writer.build import child


def write(parent: etree._Element, persons: Sequence[Person], terms: Sequence[Entry] = ()) -> None:
    """Append ``standOff`` with what the text refers to; nothing where it refers to nothing."""
    if not (persons or terms):
        return
    apart = child(parent, "standOff")
    if persons:
        _persons(apart, persons)
    if terms:
        listed = child(apart, "list", attributes={"type": "terms"})
        for entry in terms:
            item = child(listed, "item")
            child(item, "term", entry.name, {"xml:id": entry.id}).tail = f": {entry.description}" if entry.description else ""


def _persons(apart: etree._Element, persons: Sequence[Person]) -> None:
    listed = child(apart, "listPerson")
    for person in persons:
        attributes = {"xml:id": person.id}
        if person.machine:
            attributes["resp"] = "#tei-encoder"
        element = child(listed, "person", attributes=attributes)
        child(element, "persName", person.name)
        for form in sorted(person.forms):
            if form != person.name:
                child(element, "persName", form, {"type": "variant"})
        if person.description:
            child(element, "note", person.description)
        for name, value in person.identifiers.items():
            child(element, "idno", value, {"type": name})
