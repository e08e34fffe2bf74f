"""What a header is made of: the facts, the metadata and the rules of one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from encoder import lazy_re as re
from encoder.authority.entry import Entry
from encoder.draft.model import Draft, Fact, Profile
from encoder.linking.link import Linked, Person
from encoder.source.metadata import Metadata
from encoder.tei.making import Made, child

PROGRAM = "tei-encoder"
#: a value that is a day has so many characters
DAY = 10
#: a heading that only says what kind of document it is: then its subject is the title
GENERIC = re.compile(
    r"(?:[\w.]+\s){0,3}(?:memorandum|memo|telegram|cable|airgram|report|form)"
    r"(?:\s(?:for|to)\s(?:the\s)?(?:record|files?))?\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything the header is made of; ``referred`` has the ``@resp`` pointers of the text, which it has to answer."""

    draft: Draft
    persons: tuple[Person, ...]
    profile: Profile
    metadata: Metadata
    referred: frozenset[str]
    #: the same persons by each of their names
    named: Mapping[str, Sequence[Person]]

    def first(self, key: str) -> str:
        """Return the value of the first fact of that name, ``""`` without one."""
        fact = self.draft.fact(key)
        return fact.value if fact else ""

    def title(self) -> str:
        """Return the title: the user's, the catalogue's, the heading's without its number, else the file's name."""
        if self.metadata.title:
            return self.metadata.title
        if self.first("title"):
            return self.first("title")
        heads = self.draft.of("head")
        line = self.first("subject-line")
        if line and (not heads or GENERIC.fullmatch(self.draft.plain(heads[0].span))):
            return line
        if heads:
            words = self.draft.plain(heads[0].span)
            number = self.first("number")
            for prefix in (f"{number}. ", f"No. {number} "):
                words = words.removeprefix(prefix)
            if words:
                return words
        return self.draft.source.stem

    def sourced(self) -> dict[str, str]:
        """Return ``@source`` for what the metadata say of a published source, nothing where none is named."""
        return {"source": "#source"} if self.metadata.source else {}

    def guess(self, fact: Fact | None) -> dict[str, str]:
        """Return ``@cert`` of what a fact was read from, as the text has it: a guess is one in the header too."""
        if fact is None or fact.span is None:
            return {}
        names = (a for name in ("persName", "placeName", "orgName") for a in self.draft.overlapping(name, fact.span))
        of = next((a for a in names if a.span.within(fact.span) or fact.span.within(a.span)), None)
        cert = fact.attributes.get("cert") or (of.attributes.get("cert", "") if of else "")
        return {"cert": cert} if cert else {}

    def known(self, name: str) -> Person | None:
        """Return the person of the document who alone has this name."""
        entry = listed(self.draft, name)
        found = {p.id: p for p in self.named.get(name, ())}
        if entry and entry.id not in found:
            found |= {p.id: p for p in self.named.get(f"#{entry.id}", ())}
        return next(iter(found.values())) if len(found) == 1 else None


def listed(draft: Draft, name: str) -> Entry | None:
    """Return the person of the user's lists who alone has this full name."""
    authorities = draft.context.authorities
    if not name or not authorities:
        return None
    if name in authorities.persons:
        return authorities.persons[name]
    found = [entry for entry, full in authorities.forms.get(name, ()) if full and entry.kind == "person"]
    return found[0] if len(found) == 1 else None


def named_by_the_user(linked: Linked) -> tuple[Person, ...]:
    """Return the persons of the document, and those of the lists whom only ``edition.toml`` names as sender, recipient or signer."""
    data = linked.draft.context.metadata
    persons = {person.id: person for person in linked.persons}
    for name in (data.sender, data.recipient, data.signature):
        entry = listed(linked.draft, name)
        if entry and entry.id not in persons:
            persons[entry.id] = Person(entry.id, entry.name, entry.description, entry.identifiers)
    return tuple(persons.values())


def by_name(persons: Iterable[Person]) -> dict[str, list[Person]]:
    """Return the persons by each of their names, and by their identifiers with ``#`` before them."""
    found: dict[str, list[Person]] = {}
    for one in persons:
        for name in {*one.forms, one.name, f"#{one.id}"}:
            found.setdefault(name, []).append(one)
    return found


def person(about: Matter, parent: Made, name: str, role: str, source: dict[str, str] | None = None) -> None:
    """Append a name, linked where one person of the document has it, its office before it."""
    attributes = dict(source or {})
    known = about.known(name)
    if known:
        attributes[about.metadata.link if about.metadata.link != "key" else "key"] = (
            known.id if about.metadata.link == "key" else f"#{known.id}"
        )
    element = child(parent, "persName", name, attributes)
    if role:
        element.text = ""
        child(element, "roleName", role).tail = f" {name}"
