"""``standOff``: the persons a document names (TEI P5 4.9: ND, #NDPERSE; SA, #SASOstdf)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from encoder.linking import Person
from encoder.writer.build import child


def write(parent: etree._Element, persons: Sequence[Person]) -> None:
    """Append ``standOff`` with a ``listPerson``; nothing where there are no persons."""
    if not persons:
        return
    listed = child(child(parent, "standOff"), "listPerson")
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
