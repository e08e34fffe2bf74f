"""``standOff``: the persons and abbreviations a document has (TEI P5 4.9: ND, #NDPERSE; SA, #SASOstdf)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from encoder.authority.entry import Entry
from encoder.linking.link import Named, Person
from encoder.linking.speakers import Speaker
from encoder.tei.build import child


def write(
    parent: etree._Element,
    persons: Sequence[Person],
    terms: Sequence[Entry] = (),
    places: Sequence[Named] = (),
    orgs: Sequence[Named] = (),
    speakers: Sequence[Speaker] = (),
) -> None:
    """Append ``standOff`` with what the text refers to; nothing where it refers to nothing."""
    if not (persons or terms or places or orgs or speakers):
        return
    apart = child(parent, "standOff")
    if persons:
        _persons(apart, persons)
    if speakers:
        _speakers(apart, speakers)
    _named(apart, "listPlace", "place", "placeName", places)
    _named(apart, "listOrg", "org", "orgName", orgs)
    if terms:
        listed = child(apart, "list", attributes={"type": "terms"})
        for entry in terms:
            item = child(listed, "item")
            child(item, "term", entry.name, {"xml:id": entry.id}).tail = f": {entry.description}" if entry.description else ""


def _speakers(apart: etree._Element, speakers: Sequence[Speaker]) -> None:
    """Append those who speak under an office, a letter or a name that is not linked (TEI P5 4.9: ND, #NDPERSE)."""
    listed = child(apart, "listPerson", attributes={"type": "speakers"})
    for speaker in speakers:
        element = child(listed, "personGrp" if speaker.group else "person", attributes={"xml:id": speaker.id, "resp": "#tei-encoder"})
        child(element, "persName", speaker.label)


def _named(apart: etree._Element, group: str, tag: str, name: str, things: Sequence[Named]) -> None:
    if not things:
        return
    listed = child(apart, group)
    for thing in sorted(things, key=lambda t: t.id):
        element = child(listed, tag, attributes={"xml:id": thing.id, **({"resp": "#tei-encoder"} if thing.machine else {})})
        child(element, name, thing.name)
        for form in sorted(thing.forms):
            child(element, name, form, {"type": "variant"})
        numbers = [("idno", value, {"type": kind}) for kind, value in thing.identifiers.items()]
        notes: list[tuple[str, str, dict[str, str]]] = [("note", thing.description, {})] if thing.description else []
        # the content models want the note of a place first, that of an organisation last
        for what, text, attributes in (numbers + notes if tag == "org" else notes + numbers):
            child(element, what, text, attributes)


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
