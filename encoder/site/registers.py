"""The registers of a site: every person, place and organisation of all documents, with where and when each is mentioned."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from encoder.language.person_name import PersonName
from encoder.site.model import Document, Thing
from encoder.site.worldmap import Map, Place, draw
from encoder.xml.ids import slug

#: more bars than these are not told apart
_MOST_BARS = 72


@dataclass(slots=True)
class Entry:
    """One thing, and the documents that mention it, by date."""

    thing: Thing
    anchor: str
    variants: list[str] = field(default_factory=list)
    documents: list[tuple[Document, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name as registers have it: a person's with the surname first."""
        return PersonName.read(self.thing.name).inverted if self.thing.kind == "person" else self.thing.name

    @property
    def order(self) -> tuple[str, ...]:
        """Return what an entry is sorted by, without accents and capitals: a person's surname without article, then what is before it."""
        return PersonName.read(self.thing.name).sorting if self.thing.kind == "person" else (_plain(self.thing.name),)

    @property
    def total(self) -> int:
        """Return how often it is mentioned."""
        return sum(count for _, count in self.documents)

    @property
    def years(self) -> list[tuple[str, int]]:
        """Return the mentions of each year, in order."""
        counted: Counter[str] = Counter()
        for document, count in self.documents:
            if document.date:
                counted[document.date[:4]] += count
        return sorted(counted.items())


@dataclass(frozen=True, slots=True)
class Registers:
    """All entries, and which an edition's identifier means."""

    entries: Mapping[tuple[str, str, str], Entry]

    def of(self, kind: str) -> list[Entry]:
        """Return the entries of a kind that a document mentions, by name."""
        found = [e for e in self.entries.values() if e.thing.kind == kind and e.documents]
        return sorted(found, key=lambda e: (e.order, e.anchor))

    def entry(self, thing: Thing) -> Entry:
        """Return the entry of an edition's thing."""
        return self.entries[thing.key]


def collect(documents: Sequence[Document]) -> Registers:
    """Return the registers. What two editions list under the same identifier and name is one thing."""
    entries: dict[tuple[str, str, str], Entry] = {}
    taken: set[str] = set()
    for document in documents:
        for thing in document.things:
            entry = entries.get(thing.key)
            if entry is None:
                entry = entries[thing.key] = Entry(thing, _anchor(thing.id, taken))
            elif (not entry.thing.note and thing.note) or (entry.thing.point is None and thing.point):
                entry.thing = thing
            entry.variants += [v for v in thing.variants if v not in entry.variants]
            if document.mentions.get(thing.id):
                entry.documents.append((document, document.mentions[thing.id]))
    return Registers(entries)


def _anchor(identifier: str, taken: set[str]) -> str:
    base = slug(identifier) or "entry"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).casefold()


def letters(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return entries by the first letter of what they are sorted by; what begins with none stands under #."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        first = entry.order[0][:1].upper()
        groups.setdefault(first if first.isalpha() else "#", []).append(entry)
    return list(groups.items())


def places_map(entries: Sequence[Entry]) -> Map | None:
    """Return the map of the places whose coordinates are known."""
    return draw([Place(e.thing.name, *e.thing.point, e.total, f"#{e.anchor}") for e in entries if e.thing.point is not None])


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its value, its height of a hundred."""

    label: str
    value: int
    height: int


def months(documents: Iterable[Document]) -> list[Bar]:
    """Return the documents of each month between the first and the last; of each year where that would be too many months."""
    dated = [d for d in documents if d.date]
    counted = Counter(d.month for d in dated)
    bars = _months_between(min(counted), max(counted)) if counted and all(counted) else []
    if not 0 < len(bars) <= _MOST_BARS:
        counted = Counter(d.date[:4] for d in dated)
        bars = [f"{year:04}" for year in range(int(min(counted)), int(max(counted)) + 1)] if counted else []
    if len(bars) > _MOST_BARS * 2:
        bars = sorted(counted)
    most = max(counted.values(), default=1)
    return [Bar(label, counted[label], round(100 * counted[label] / most)) for label in bars]


def _months_between(first: str, last: str) -> list[str]:
    start, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, min(end, start + _MOST_BARS) + 1)]


def matrix(documents: Iterable[Document], largest: int = 12) -> tuple[list[str], list[str], dict[tuple[str, str], int]]:
    """Return who wrote to whom how often: the busiest senders and recipients, and the counts."""
    counted: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for sender in {p.name for p in document.sent}:
            for recipient in {p.name for p in document.received}:
                counted[sender, recipient] += 1
    sums: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for pair, count in counted.items():
        for side, name in zip(sums, pair, strict=True):
            side[name] += count
    rows, columns = ([n for n, _ in sorted(s.items(), key=lambda i: (-i[1], i[0]))[:largest]] for s in sums)
    return rows, columns, dict(counted)
