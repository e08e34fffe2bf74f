"""Who wrote to whom, when and from where: ``correspDesc`` (TEI P5 4.9: HD, #HD44CD)."""

from __future__ import annotations

from encoder.draft import roles
from encoder.draft.model import Fact
from encoder.language.gazetteer import given_names
from encoder.layout.blocks import Holding, Span
from encoder.tei.header.matter import DAY, Matter, person
from encoder.tei.making import Made, child

#: words of a person's name
LONGEST = 4


def write(about: Matter, parent: Made) -> None:
    """Write ``correspDesc``, in a volume of letters one for each, which points to it."""
    divs = about.draft.of("div")
    documents = [a for a in divs if a.attributes.get("type") == "document"]
    letters = documents if len(documents) > 1 else [a for a in divs if a.attributes.get("type") == "letter"]
    if not letters:
        _letter(about, parent, _party(about, "sender"), _party(about, "recipient"), about.draft.facts, "")
    read = [(f, f.span) for f in about.draft.facts if f.span] if letters else []
    places = Holding(span for _, span in read)
    for div in letters:
        begins = 0 if documents and div is documents[0] else div.span.start  # the record of the first page stands over its text
        facts = tuple(read[number][0] for number in places.inside(Span(begins, div.span.end)))
        sent, received = ([f for f in facts if f.key in {key, f"{key}-person"}] for key in ("sender", "recipient"))
        _letter(about, parent, sent, received, facts, div.attributes.get("xml:id", ""))


def _letter(about: Matter, parent: Made, sent: list[Fact], received: list[Fact], facts: tuple[Fact, ...], ident: str) -> None:
    read = any(f.role in {roles.LETTER, roles.TITLE} for f in (*sent, *received))
    if not (sent and received) and not read:
        return
    description = child(parent, "correspDesc", attributes={"corresp": f"#{ident}"} if ident else {})
    place = next((f for f in facts if f.key == "place"), None)
    # the first of the most precise
    when = max((f for f in facts if f.key == "date"), key=lambda f: min(len(f.value), DAY), default=None)
    if sent or place or when:
        action = child(description, "correspAction", attributes={"type": "sent"})
        for fact in sent:
            _named(about, action, fact, "sender")
        if about.metadata.signature and not any(f.key == "sender-person" for f in sent):
            person(about, action, about.metadata.signature, "", about.sourced())
        if place or about.metadata.place:
            child(action, "placeName", place.value if place else about.metadata.place, about.guess(place) if place else about.sourced())
        if when:
            child(action, "date", attributes={"when": when.value, **about.guess(when)})
        elif about.first("date-given") and not ident:
            child(action, "date", attributes={"when": about.first("date-given"), **about.sourced()})
        elif about.draft.fact("date-catalogue") and sent and not ident:  # the day in the catalogue is mostly that of sending
            child(action, "date", attributes={"when": about.first("date-catalogue"), "cert": "medium"})
    if received:
        action = child(description, "correspAction", attributes={"type": "received"})
        for fact in received:
            _named(about, action, fact, "recipient")
        arrived = next((f for f in facts if f.key == "date-received"), None)
        if arrived:
            child(action, "date", attributes={"when": arrived.value, **about.guess(arrived)})
    if not ident:
        _distribution(about, description)


def _distribution(about: Matter, parent: Made) -> None:
    """Write where else it was sent, and where it was repeated: telegrams went to several posts at once."""
    for key, kind in (("also-sent", "received"), ("repeated-to", "forwarded")):
        names = {f.value: f.attributes["element"] for f in about.draft.all_facts(key)}
        if names:
            action = child(parent, "correspAction", attributes={"type": kind})
            for name, element in names.items():
                child(action, element, name)


def _party(about: Matter, key: str) -> list[Fact]:
    given = about.metadata.sender if key == "sender" else about.metadata.recipient
    if given:
        return [Fact(key, given, "metadata", role=roles.GIVEN)]
    found = [f for f in about.draft.facts if f.key in {key, f"{key}-person"}]
    # what the catalogue says goes before what was gathered from the text
    return [f for f in found if f.role == roles.TITLE] or found


def _full_name(value: str) -> bool:
    """Whether what somebody has given is a person's name in full: a given name and a surname, no office and no body."""
    words = value.split()
    return 1 < len(words) <= LONGEST and words[0] in given_names() and all(word[:1].isupper() for word in words)


def _named(about: Matter, parent: Made, fact: Fact, key: str) -> None:
    if fact.key.endswith("-person") or (fact.role == roles.GIVEN and (about.known(fact.value) or _full_name(fact.value))):
        person(about, parent, fact.value, fact.attributes.get("role") or about.first(f"{key}-role"), about.guess(fact))
    else:
        child(parent, "orgName", fact.value, about.guess(fact))
