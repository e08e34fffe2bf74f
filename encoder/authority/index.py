"""Authority lists: the persons, places, organisations and terms an edition knows, and where they are mentioned.

A list is CSV (``id,name,description``, ``forms`` with ``|`` between them, and identifiers in columns named after their
authority file), TOML (``[[person]]``, ``[[place]]``, ``[[org]]``, ``[[term]]``) or TEI (encoder/authority_tei.py). Names of
persons stand as they are ("Michael Wright") or inverted ("Wright, Sir Michael").
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from encoder.authority import tei as authority_tei
from encoder.authority.entry import CAPITALS, Entry, Kind, related
from encoder.errors import EncoderError
from encoder.language.lexicon import words
from encoder.xml.ids import nc_name, usable
from encoder.xml.safe import RefusedXMLError


class AuthorityError(EncoderError):
    """A list that cannot be used; the message names file and line."""


class Authorities:
    """Every entry of the lists given; finds their names in a text.

    Made once a process; its automaton knows every form of every entry.
    """

    def __init__(self, entries: Iterable[Entry] = (), closed: bool = False) -> None:
        """Keep the entries in the order of their files.

        ``closed`` says that the user gave a list of persons, be it empty: who is not on it is tagged and not linked.
        """
        self.closed = closed
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.by_id: Mapping[str, Entry] = {e.id: e for e in self.entries}
        # two rules read the same prose one after the other
        self._last: tuple[str, list[tuple[int, int, str]]] = ("", [])

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
    def kinds(self) -> frozenset[str]:
        """The kinds of the entries."""
        return frozenset(e.kind for e in self.entries)

    @cached_property
    def forms(self) -> Mapping[str, tuple[tuple[Entry, bool], ...]]:
        """Form -> its entries, each with whether the form is a full one (not a surname alone)."""
        found: dict[str, dict[str, tuple[Entry, bool]]] = {}
        everyday = words.NOT_NAMES | words.WORD_SURNAMES
        for entry in self.entries:
            # an abbreviation of one letter stands everywhere: in initials, file numbers, enumerations
            full = tuple(form for form in entry.full_forms() if len(form) > 1)
            for form in full:
                sure = entry.kind != "person" or " " in form or form not in everyday
                found.setdefault(form, {})[entry.id] = (entry, sure)
            for form in entry.short_forms():
                if form not in full:
                    found.setdefault(form, {}).setdefault(entry.id, (entry, False))
        listed = frozenset(found)
        for entry in self.entries:
            for form in entry.spellings():
                if form not in listed:
                    found.setdefault(form, {})[entry.id] = (entry, False)
        return {form: tuple(group.values()) for form, group in found.items()}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.forms)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

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
        for number, start, end in self._automaton.find_matches_as_indexes(prose):
            before = prose[start - 1] if start else " "
            after = prose[end] if end < len(prose) else " "
            if after in "sS" and not prose[end + 1 : end + 2].isalpha() and self.forms[self._names[number]][0][0].kind == "term":
                after = " " if after == "s" or end - start >= CAPITALS else after
            joined = before in "’'-" and start > 1 and prose[start - 2].isalpha() and last != start - 1  # not "Rostow-Evron"
            if joined and before == "-":  # but "pro-Diem"; of abbreviations also "US-UK"
                acronym = end - start > 1 and prose[start:end].isupper() and self.forms[self._names[number]][0][0].kind == "term"
                joined = not (acronym or _PREFIX.search(prose, max(0, start - 6), start))
            if before.isalpha() or after.isalpha() or joined:
                continue
            last = end
            yield start, end, self._names[number]


_PREFIX = re.compile(r"\b(?:pro|anti|post|pre|non|ex)-\Z", re.I)
_CSV_KNOWN = ("id", "name", "description", "forms", "count", "example", "from", "to")


def load(path: Path, kind: Kind = "person") -> list[Entry]:
    """Read one list. Raises AuthorityError naming file, line and reason."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AuthorityError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise AuthorityError(f"{path}: not UTF-8; convert the list first") from None
    reader = {".toml": _toml, ".xml": _xml}.get(path.suffix, _csv)
    return list(_checked(path, reader(path, text, kind)))


def _xml(path: Path, text: str, kind: Kind) -> Iterator[tuple[int, Entry]]:
    try:
        for line, identifier, name, description, forms, numbers in authority_tei.read(text.encode(), kind):
            yield line, Entry(identifier, name, kind, description, forms, numbers)
    except RefusedXMLError as error:
        raise AuthorityError(f"{path}:{error.line}: {error}") from None


def _csv(path: Path, text: str, kind: Kind) -> Iterator[tuple[int, Entry]]:
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        if reader.fieldnames is None or not {"id", "name"} <= set(reader.fieldnames):
            raise AuthorityError(f"{path}:1: the first line is to name the columns: id,name,description ...")
        for row in reader:
            if None in row or None in row.values():
                raise AuthorityError(f"{path}:{reader.line_num}: this row has not as many cells as the first line")
            others = {k: v.strip() for k, v in row.items() if k not in _CSV_KNOWN and v.strip()}
            yield reader.line_num, Entry(
                row["id"].strip(), row["name"].strip(), kind, row.get("description", "").strip(),
                tuple(form.strip() for form in row.get("forms", "").split("|") if form.strip()), others,
            )
    except csv.Error as error:
        raise AuthorityError(f"{path}:{reader.line_num}: not CSV: {error}") from None


def _toml(path: Path, text: str, kind: Kind) -> Iterator[tuple[int, Entry]]:
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise AuthorityError(f"{path}:{place.group(1) if place else 1}: not TOML: {error}") from None
    heads = [i for i, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", line)]
    entries = data.pop(kind, [])
    if data:
        raise AuthorityError(f"{path}:1: unknown table {next(iter(data))!r}; write [[{kind}]] for each entry")
    for line, given in zip(heads, entries, strict=True):
        unknown = set(given) - {"id", "name", "description", "forms", "source", "identifiers"}
        if unknown:
            raise AuthorityError(f"{path}:{line}: unknown key {min(unknown)!r} in [[{kind}]]")
        if not given.get("source"):
            raise AuthorityError(f"{path}:{line}: an entry without 'source': say where you know it from")
        yield line, Entry(
            given.get("id", ""), given.get("name", ""), kind, given.get("description", ""),
            tuple(given.get("forms", ())), dict(given.get("identifiers", {})),
        )


def _checked(path: Path, rows: Iterable[tuple[int, Entry]]) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for line, entry in rows:
        if not entry.name:
            raise AuthorityError(f"{path}:{line}: an entry without a name")
        if not usable(entry.id):
            raise AuthorityError(
                f"{path}:{line}: {entry.id!r} cannot be an xml:id; letters, digits, . _ - only, a letter first: {nc_name(entry.id)}"
            )
        if entry.id in seen:
            raise AuthorityError(f"{path}:{line}: the id {entry.id!r} stands in line {seen[entry.id]} already")
        seen[entry.id] = line
        yield entry


@lru_cache(maxsize=8)
def load_all(
    persons: tuple[Path, ...], terms: tuple[Path, ...] = (), places: tuple[Path, ...] = (), orgs: tuple[Path, ...] = ()
) -> Authorities:
    """Read every list of an edition, once a process. Raises AuthorityError."""
    entries = [e for path in persons for e in related(load(path, "person"))]
    entries += [e for path in terms for e in load(path, "term")]
    entries += [e for path in places for e in load(path, "place")]
    entries += [e for path in orgs for e in load(path, "org")]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise AuthorityError(f"the id {entry.id!r} stands in two lists")
        seen.add(entry.id)
    return Authorities(entries, closed=bool(persons))
