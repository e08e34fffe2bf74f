"""What is wrong in lists, and one list out of several: duplicates, contradictions, identifiers of a wrong shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from encoder.authority import uris
from encoder.authority.entry import Entry


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands: ``persons.csv:12``."""

    place: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry; ``contradiction`` where only a person can say what is right."""

    place: str
    code: str
    message: str
    contradiction: bool = False

    def __str__(self) -> str:
        """Return the line of the report."""
        return f"{self.place}:1: {'error' if self.contradiction else 'warning'} {self.code}: {self.message}"


def folded(name: str) -> str:
    """Return a name as it is compared: the letters and figures alone, "Wright, Michael" like "Michael Wright"."""
    if "," in name:
        surname, _, given = name.partition(",")
        name = f"{given} {surname}"
    return "".join(c for c in name.casefold() if c.isalnum())


def bare(entry: Entry) -> Mapping[str, str]:
    """Return the identifiers as numbers alone, by the one name of their authority file."""
    found: dict[str, str] = {}
    for name, value in entry.identifiers.items():
        file = uris.file_of(name)
        found[file.name if file else name] = uris.number(value, file) if file else value
    return found


def check(lists: Iterable[Placed]) -> Iterator[Fault]:
    """Yield what is wrong, in the order of the entries; a later entry is compared with the first of its kind."""
    names: dict[str, Placed] = {}
    ids: dict[str, Placed] = {}
    numbers: dict[tuple[str, str], Placed] = {}
    forms: dict[str, Placed] = {}
    for one in lists:
        yield from _shapes(one)
        same = ids.setdefault(one.entry.id, one)
        if same is not one:
            yield from _same_id(one, same)
        for key in bare(one.entry).items():
            other = numbers.setdefault(key, one)
            if other.entry.id != one.entry.id:
                said = f"{one.entry.id!r} has the {key[0]} of {other.entry.id!r} ({other.place}): {key[1]}"
                yield Fault(one.place, "same-identifier", said, contradiction=True)
        other = names.setdefault(folded(one.entry.name), one)
        if other.entry.id != one.entry.id and not _contradicted(one.entry, other.entry):
            yield Fault(one.place, "same-name", f"{one.entry.id!r} has the name of {other.entry.id!r} ({other.place}): {one.entry.name}")
        for form in one.entry.forms:
            owner = forms.setdefault(folded(form), one)
            owner = owner if owner.entry.id != one.entry.id else names.get(folded(form), one)
            if owner.entry.id != one.entry.id:
                said = f"the form {form!r} of {one.entry.id!r} is one of {owner.entry.id!r} too ({owner.place})"
                yield Fault(one.place, "same-form", said)


def _shapes(one: Placed) -> Iterator[Fault]:
    for name, value in one.entry.identifiers.items():
        file = uris.file_of(name)
        if file and not uris.fits(value, file):
            yield Fault(one.place, "wrong-shape", f"{value!r} of {one.entry.id!r} has not the shape of {file.name}")


def _same_id(one: Placed, other: Placed) -> Iterator[Fault]:
    said = _contradicted(one.entry, other.entry)
    if said:
        yield Fault(one.place, "contradiction", f"{one.entry.id!r} stands in {other.place} with another {said}", contradiction=True)
    elif folded(one.entry.name) != folded(other.entry.name):
        said = f"{one.entry.id!r} stands in {other.place} as {other.entry.name!r}, here {one.entry.name!r}"
        yield Fault(one.place, "contradiction", said, contradiction=True)


def _contradicted(one: Entry, other: Entry) -> str:
    """Return the authority file that has two numbers for them; "" where none has."""
    mine, theirs = bare(one), bare(other)
    return next((f"{name}: {theirs[name]}, here {value}" for name, value in mine.items() if theirs.get(name, value) != value), "")


def merge(lists: Iterable[Placed]) -> tuple[list[Entry], list[Fault]]:
    """Put lists together; return the entries in their order, and what could not be put together.

    Who has an id or an identifier of an entry that is there is the same, unless something contradicts that: then the first stays as
    it is, and the other is left out and told. The first list's words win, of the others what is new is added.
    """
    kept: dict[str, Entry] = {}
    numbers: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for place, entry in ((p.place, p.entry) for p in lists):
        owners = {numbers[key] for key in bare(entry).items() if key in numbers} | ({entry.id} & kept.keys())
        if not owners:
            kept[entry.id] = entry
            numbers.update(dict.fromkeys(bare(entry).items(), entry.id))
            continue
        if len(owners) > 1:
            faults.append(Fault(place, "contradiction", f"{entry.id!r} is {' and '.join(map(repr, sorted(owners)))}; left out", True))
            continue
        first = kept[owners.pop()]
        said = _contradicted(entry, first)
        shared = dict(bare(entry).items() & bare(first).items())
        if said or (not shared and not _alike(entry, first)):
            why = said or f"name: {first.name!r}, here {entry.name!r}"
            faults.append(Fault(place, "contradiction", f"{entry.id!r} is there with another {why}; left out", True))
            continue
        kept[first.id] = _together(first, entry)
        numbers.update(dict.fromkeys(bare(entry).items(), first.id))
    return list(kept.values()), faults


def _alike(one: Entry, other: Entry) -> bool:
    return not {folded(n) for n in (one.name, *one.forms)}.isdisjoint(folded(n) for n in (other.name, *other.forms))


def _together(first: Entry, entry: Entry) -> Entry:
    """Return an entry with what another one adds to it."""
    forms = dict.fromkeys((*first.forms, entry.name, *entry.forms))
    forms.pop(first.name, None)
    theirs = {name: value for name, value in entry.identifiers.items() if name not in bare(first)}
    return replace(
        first, forms=tuple(forms), description=first.description or entry.description, identifiers={**first.identifiers, **theirs}
    )
