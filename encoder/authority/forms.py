"""The forms of names: which entries of a list each of them may mean, and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from encoder.authority.entry import Entry
from encoder.language.lexicon import words

#: twice the number of an entry, and one more where the form is a full one; several of them where several entries have the form
Owners = int | list[int]
#: from so many forms on they are looked for by their beginnings: an automaton of all of them takes seconds to make
MANY = 50_000
#: so many characters of a form's first word are looked for
_HEAD = 6
#: so many forms that texts have keep their entries put together
_ASKED = 4096


class Forms(Mapping[str, tuple[tuple[Entry, bool], ...]]):
    """Form -> its entries, each with whether the form is a full one (not a surname alone).

    The entries of a form are put together when it is asked for: half a million tuples take three times the room.
    """

    def __init__(self, entries: Sequence[Entry], owners: dict[str, Owners]) -> None:
        """Keep the entries, and of each form whose it is."""
        self._entries = entries
        self.owners = owners
        self._asked: dict[str, tuple[tuple[Entry, bool], ...]] = {}

    def __getitem__(self, form: str) -> tuple[tuple[Entry, bool], ...]:
        """Return the entries of a form, in the order of the list."""
        known = self._asked.get(form)
        if known is None:
            found = self.owners[form]
            if len(self._asked) >= _ASKED:
                self._asked.clear()
            known = tuple((self._entries[n >> 1], bool(n & 1)) for n in ([found] if isinstance(found, int) else found))
            self._asked[form] = known
        return known

    def __contains__(self, form: object) -> bool:
        """Whether any entry has the form."""
        return form in self.owners

    def __iter__(self) -> Iterator[str]:
        """Yield the forms."""
        return iter(self.owners)

    def __len__(self) -> int:
        """Return how many forms there are."""
        return len(self.owners)


def owners_of(entries: Sequence[Entry]) -> dict[str, Owners]:
    """Return whose each form is; a full form of an entry is no short one of it."""
    found: dict[str, Owners] = {}
    everyday = words.NOT_NAMES | words.WORD_SURNAMES
    for number, entry in enumerate(entries):
        # an abbreviation of one letter stands everywhere: in initials, file numbers, enumerations
        full = tuple(form for form in entry.full_forms() if len(form) > 1)
        for form in full:
            sure = entry.kind != "person" or " " in form or form not in everyday
            _own(found, form, 2 * number + sure)
        for form in entry.short_forms():
            if form not in full:
                _own(found, form, 2 * number)
    listed = frozenset(found) if any(entry.kind == "term" for entry in entries) else frozenset()
    for number, entry in enumerate(entries):
        for form in entry.spellings():
            if form not in listed:
                _own(found, form, 2 * number)
    return found


def _own(found: dict[str, Owners], form: str, owner: int) -> None:
    """Add an owner of a form, behind those it has; one that owns it already stays as it is."""
    before = found.setdefault(form, owner)
    if before is owner:
        return
    several = before if isinstance(before, list) else [before]
    if all(one >> 1 != owner >> 1 for one in several):
        found[form] = [*several, owner]


def heads_of(forms: Iterable[str]) -> dict[str, list[int]]:
    """Return how forms begin, and how long those are that begin so, the longest first."""
    lengths: dict[str, set[int]] = {}
    for form in forms:
        lengths.setdefault(_head(form), set()).add(len(form))
    return {head: sorted(found, reverse=True) for head, found in lengths.items()}


def _head(form: str) -> str:
    space = form.find(" ", 1, _HEAD)
    return form[:space] if space > 0 else form[:_HEAD]


class Search:
    """Finds forms in a text: from left to right, of those that begin at one place the longest, none within another."""

    def __init__(self, forms: Mapping[str, object], heads: Mapping[str, list[int]] | None = None) -> None:
        """Make an automaton of the forms, or, where they are many, of their ``heads``."""
        self._forms = forms
        self._names: tuple[str, ...] = ()
        self._lengths: tuple[list[int], ...] = ()
        if heads is None and len(forms) >= MANY:
            heads = heads_of(forms)
        if heads is None:
            self._names = tuple(forms)
            self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)
        else:
            self._lengths = tuple(heads.values())
            self._automaton = AhoCorasick(tuple(heads))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield form, start and end."""
        if not self._lengths:
            for number, start, end in self._automaton.find_matches_as_indexes(text):
                yield self._names[number], start, end
            return
        last = 0
        begun = sorted((start, number) for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True))
        longest: dict[int, int] = {}
        for start, number in begun:
            for length in self._lengths[number]:
                if length <= longest.get(start, 0):
                    break
                if start + length <= len(text) and text[start : start + length] in self._forms:
                    longest[start] = length
                    break
        for start, length in longest.items():
            if start >= last:
                last = start + length
                yield text[start:last], start, last
