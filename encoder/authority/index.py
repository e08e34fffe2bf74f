"""Authority lists: the persons, places, organisations and terms an edition knows, and where they are mentioned.

A list is CSV (``id,name,description``, ``forms`` with ``|`` between them, and identifiers in columns named after their
authority file), TOML (``[[person]]``, ``[[place]]``, ``[[org]]``, ``[[term]]``) or TEI (encoder/authority/tei.py). Names of
persons stand as they are ("Michael Wright") or inverted ("Wright, Sir Michael").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from encoder import lazy_re as re
from encoder.authority.entry import CAPITALS, Entry, Kind, related
from encoder.authority.forms import MANY, Forms, Search, heads_of, owners_of
from encoder.io.names import shown

if TYPE_CHECKING:
    from encoder.authority.kept import Kept


class Authorities:
    """Every entry of the lists given; finds their names in a text.

    Made once a process; its automaton knows every form of every entry.
    """

    def __init__(
        self, entries: Iterable[Entry] = (), closed: bool = False, warnings: Iterable[str] = (), known: Kept | None = None
    ) -> None:
        """Keep the entries in the order of their files.

        ``closed`` says that the user gave a list of persons, be it empty: who is not on it is tagged and not linked.
        ``warnings`` are the lines about the lists that are not refused. ``known`` is what was worked out of these entries before.
        """
        self._known = known
        self.warnings = tuple(warnings)
        self.closed = closed
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.by_id: Mapping[str, Entry] = {e.id: e for e in self.entries}
        # two rules read the same prose one after the other
        self._last: tuple[str, list[tuple[int, int, str]]] = ("", [])

    def __reduce__(self) -> tuple[type[Authorities], tuple[object, ...]]:
        """Go to another process as the entries alone: what is worked out of them is worked out there."""
        return Authorities, (self.entries, self.closed, self.warnings)

    def __bool__(self) -> bool:
        """Whether there is any entry."""
        return bool(self.entries)

    def listed(self, ids: Iterable[str]) -> list[Entry]:
        """Return the entries of these ids in the order of the lists; unknown ids are left out."""
        return [self.by_id[identifier] for identifier in sorted(self._rank.keys() & set(ids), key=self._rank.__getitem__)]

    @cached_property
    def _rank(self) -> Mapping[str, int]:
        return {entry.id: k for k, entry in enumerate(self.entries)}

    @cached_property
    def persons(self) -> Mapping[str, Entry | None]:
        """The persons by the name under which they are listed; None where several have it."""
        found: dict[str, Entry | None] = {}
        for entry in self.entries:
            if entry.kind == "person":
                found[entry.name] = None if entry.name in found else entry
        return found

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the entries."""
        return frozenset(e.kind for e in self.entries)

    @cached_property
    def forms(self) -> Forms:
        """Form -> its entries, each with whether the form is a full one (not a surname alone)."""
        return Forms(self.entries, self._known.owners if self._known else owners_of(self.entries))

    @cached_property
    def _search(self) -> Search:
        return Search(self.forms, self._known.heads if self._known else None)

    def ready(self) -> Authorities:
        """Make what the search needs; processes that are forked behind it share it."""
        if self.entries:
            _ = self._search
        return self

    def find(self, prose: str) -> list[tuple[int, int, str]]:
        """Return start, end and form of every listed name that stands as whole words, in order.

        A digit before the name does not make it part of a word: it may be a footnote's. The plural of an
        abbreviation ("Embtels") is found without its ending.
        """
        if self._last[0] is not prose:
            self._last = (prose, list(self._find(prose)))
        return self._last[1]

    def _find(self, prose: str) -> Iterator[tuple[int, int, str]]:
        if not self.entries:
            return
        last = -1
        for form, start, end in self._search.find(prose):
            before = prose[start - 1] if start else " "
            after = prose[end] if end < len(prose) else " "
            if after in "sS" and not prose[end + 1 : end + 2].isalpha() and self.forms[form][0][0].kind == "term":
                after = " " if after == "s" or end - start >= CAPITALS else after
            joined = before in "’'-" and start > 1 and prose[start - 2].isalpha() and last != start - 1  # not "Rostow-Evron"
            if joined and before == "-":  # but "pro-Diem"; of abbreviations also "US-UK"
                acronym = end - start > 1 and form.isupper() and self.forms[form][0][0].kind == "term"
                joined = not (acronym or _PREFIX.search(prose, max(0, start - 6), start))
            if before.isalpha() or after.isalpha() or joined:
                continue
            last = end
            yield start, end, form


_PREFIX = re.compile(r"\b(?:pro|anti|post|pre|non|ex)-\Z", re.I)


@lru_cache(maxsize=8)
def load_all(
    persons: tuple[Path, ...], terms: tuple[Path, ...] = (), places: tuple[Path, ...] = (), orgs: tuple[Path, ...] = ()
) -> Authorities:
    """Read every list of an edition, once a process. Raises AuthorityError.

    What is worked out of large ones is kept on disk (``kept``).
    """
    if not (persons or terms or places or orgs):
        return Authorities()
    from encoder.authority.kept import Kept, keep, kept, place_of  # a text without lists needs none of these
    from encoder.authority.read import AuthorityError, load

    place = place_of((persons, terms, places, orgs))
    known = kept(*place) if place else None
    if known is not None:
        return Authorities(known.entries, closed=bool(persons), warnings=known.warnings, known=known)
    warnings: list[str] = []
    entries: list[Entry] = []
    owners: dict[str, Path] = {}
    kinds: tuple[tuple[tuple[Path, ...], Kind], ...] = ((persons, "person"), (terms, "term"), (places, "place"), (orgs, "org"))
    for paths, kind in kinds:
        for path in paths:
            read = load(path, kind, warnings.append)
            for entry in read:
                if entry.id in owners:
                    raise AuthorityError(
                        f"{shown(path)}:1: the id {entry.id!r} stands in {shown(owners[entry.id])} too; give one of the two another"
                    )
                owners[entry.id] = path
            entries += related(read) if kind == "person" else read
    made = Authorities(entries, closed=bool(persons), warnings=warnings)
    if place is None or len(made.forms) < MANY:
        return made
    known = Kept(made.entries, made.forms.owners, heads_of(made.forms), made.warnings)
    keep(*place, known)
    return Authorities(known.entries, made.closed, known.warnings, known)
