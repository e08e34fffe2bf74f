"""``standOff``: the persons and abbreviations a document has (TEI P5 4.9: ND, #NDPERSE; SA, #SASOstdf)."""

from __future__ import annotations

from collections.abc import Sequence

from encoder import lazy_re as re
from encoder.authority.entry import Entry
from encoder.authority.uris import address
from encoder.language.lexicon import words as lexicon
from encoder.linking.link import Named, Person
from encoder.linking.speakers import Speaker
from encoder.tei.making import Made, child


def write(
    parent: Made,
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


def _speakers(apart: Made, speakers: Sequence[Speaker]) -> None:
    """Append those who speak under an office, a letter or a name that is not linked (TEI P5 4.9: ND, #NDPERSE)."""
    listed = child(apart, "listPerson", attributes={"type": "speakers"})
    for speaker in speakers:
        element = child(listed, "personGrp" if speaker.group else "person", attributes={"xml:id": speaker.id, "resp": "#tei-encoder"})
        child(element, "persName", speaker.label)


def _made(thing: Named) -> dict[str, str]:
    """Return the attributes of what a list has or, with its certainty, of what the machine made."""
    if not thing.machine:
        return {"xml:id": thing.id}
    return {"xml:id": thing.id, "resp": "#tei-encoder", **({"cert": thing.cert} if thing.cert else {})}


def _named(apart: Made, group: str, tag: str, name: str, things: Sequence[Named]) -> None:
    if not things:
        return
    listed = child(apart, group)
    for thing in sorted(things, key=lambda t: t.id):
        element = child(listed, tag, attributes=_made(thing))
        child(element, name, thing.name, {"type": "main"})
        for form in sorted(thing.forms | thing.acronyms):
            child(element, name, form, {"type": "abbreviation" if form in thing.acronyms else "variant"})
        if thing.geo or thing.country:
            location = child(element, "location")
            if thing.country:
                child(location, "country", thing.country)
            if thing.geo:
                child(location, "geo", thing.geo)
        numbers = [("idno", address(kind, value), {"type": kind}) for kind, value in thing.identifiers.items()]
        notes: list[tuple[str, str, dict[str, str]]] = [("note", thing.description, {})] if thing.description else []
        # the content models want the note of a place first, that of an organisation last
        for what, text, attributes in (numbers + notes if tag == "org" else notes + numbers):
            child(element, what, text, attributes)


def _persons(apart: Made, persons: Sequence[Person]) -> None:
    listed = child(apart, "listPerson")
    for person in persons:
        element = child(listed, "person", attributes=_made(person))
        _main(element, person)
        for form in sorted(person.forms):
            if form != person.name:
                child(element, "persName", form, {"type": "variant"})
        if person.description:
            child(element, "note", person.description)
        for name, value in person.identifiers.items():
            child(element, "idno", address(name, value), {"type": name})


def _main(element: Made, person: Person) -> None:
    """Append the name under which a person is listed, cut into surname, forename and title; its text stays as it is."""
    written = child(element, "persName", attributes={"type": "main"})
    surname = person.surname
    at = person.name.find(surname) if "," in person.name or surname == person.name.split()[0] else person.name.rfind(surname)
    before, behind = person.name[:at], person.name[at + len(surname) :]
    _names(written, None, before)
    last = child(written, "surname", surname)
    _names(written, last, behind)


def _names(written: Made, last: Made | None, text: str) -> Made | None:
    """Append titles and given names with what stands between them; return the last element."""
    for m in _PART.finditer(text):
        if m["between"] or m["comma"]:
            _text(written, last, m[0])
        elif m["suffix"]:
            last = child(written, "genName", m[0])
        else:
            last = child(written, "roleName" if m["title"] else "forename", m[0])
    return last


def _text(written: Made, last: Made | None, text: str) -> None:
    """Write text behind the last element of a name, or at its beginning."""
    if last is None:
        written.text += text
    else:
        last.tail += text


#: the parts of a name: titles, "Jr.", given names, what stands between
_PART = re.compile(
    rf"""
      (?P<between>\s+) | (?P<comma>[,.;]+) | (?P<suffix>(?:Jr|Sr)\.?|I{{2,3}}\b)
    | (?P<title>(?:{lexicon.titles_pattern(lexicon.FORMS_OF_ADDRESS | lexicon.RANKS)})\.?(?=\s|\Z))
    | (?P<given>[^\s,;]+)
    """,
    re.VERBOSE,
)
