"""Who and what editions name, over all of them: merged by identity, not by string.

Two entries are one where they have an address in common, or where a list of the user has them under one identifier. What the encoder
made of the words of one document is known in that document only: the same name in another may be another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from encoder.authority.uris import address
from encoder.export.read import XML_ID, EditionFile, T, flat

#: element of standOff -> kind of entity, element of its names
KINDS = {
    "person": ("person", "persName"), "personGrp": ("person", "persName"), "place": ("place", "placeName"),
    "org": ("organisation", "orgName"),
}  # fmt: skip
PROGRAM = "#tei-encoder"


@dataclass(slots=True)
class Entity:
    """A person, place or organisation."""

    id: str
    kind: str
    name: str
    element: etree._Element
    forms: dict[str, None] = field(default_factory=dict)
    uris: dict[str, None] = field(default_factory=dict)
    geo: str = ""
    mentions: int = 0
    documents: dict[str, int] = field(default_factory=dict)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of a place that has them."""
        parts = self.geo.replace(",", " ").split()
        try:
            return (float(parts[0]), float(parts[1])) if len(parts) == 2 else None
        except ValueError:
            return None


class Entities:
    """The entities of all editions taken so far."""

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self._by_key: dict[str, Entity] = {}
        self._ids: set[str] = set()

    def take(self, edition: EditionFile) -> dict[str, Entity]:
        """Take the entities of an edition; return them by the identifiers they have there."""
        return {str(thing.get(XML_ID)): self._entity(edition, thing) for thing in _listed(edition)}

    def _entity(self, edition: EditionFile, thing: etree._Element) -> Entity:
        kind, name = KINDS[etree.QName(thing).localname]
        identifier = str(thing.get(XML_ID))
        forms = [flat(form) for form in thing.iterfind(f"{T}{name}")] or [identifier]
        uris = list(_uris(thing))
        own = thing.get("resp") == PROGRAM
        keys = [f"{kind} {uri}" for uri in uris] or [f"{kind} {edition.id}#{identifier}" if own else f"{kind} #{identifier} {forms[0]}"]
        known = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if known is None:
            free = identifier if (not own or uris) and identifier not in self._ids else f"{edition.id}#{identifier}"
            known = Entity(free, kind, forms[0], thing)
            self._ids.add(free)
            self.all.append(known)
        for key in keys:
            self._by_key.setdefault(key, known)
        known.forms.update(dict.fromkeys(forms))
        known.uris.update(dict.fromkeys(uris))
        geo = thing.find(f"{T}location/{T}geo")
        if geo is not None and not known.geo:
            known.geo = flat(geo)
        return known


def _listed(edition: EditionFile) -> Iterable[etree._Element]:
    for thing in edition.root.iterfind(f"{T}standOff//*[@{XML_ID}]"):
        if etree.QName(thing).localname in KINDS:
            yield thing


def _uris(thing: etree._Element) -> Iterator[str]:
    for number in thing.iterfind(f"{T}idno"):
        value = address(number.get("type", ""), flat(number))
        if value.startswith(("http://", "https://")):
            yield value
