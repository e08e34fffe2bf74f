"""Authority lists: the persons, places, organisations and terms an edition knows, and where they are mentioned.

A list is CSV (``id,name,description``, ``forms`` with ``|`` between them, and identifiers in columns named after their
authority file), TOML (``[[person]]``, ``[[place]]``, ``[[org]]``, ``[[term]]``) or TEI (encoder/authority_tei.py). Names of
persons stand as they are ("Michael Wright") or inverted ("Wright, Sir Michael").
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from encoder import authority_tei
from encoder.gazetteer import given_names
from encoder.lexicon import words
from encoder.model import EncoderError
from encoder.safe import RefusedXMLError

Kind = Literal["person", "term", "place", "org"]

NCNAME = re.compile(r"[A-Za-z_][\w.-]*")


class AuthorityError(EncoderError):
    """A list that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, place, organisation or abbreviation of a list.

    ``forms`` are further names; ``identifiers`` map the name of an authority file (``wikidata``) to an id.
    """

    id: str
    name: str
    kind: Kind = "person"
    description: str = ""
    forms: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def _bare(self) -> str:
        """The name without other spellings in brackets: "Nasser (Nasr), Gamal Abdul"."""
        return _BRACKETS.sub("", self.name).replace("—", "-") if "(" in self.name or "—" in self.name else self.name

    @property
    def surname(self) -> str:
        """What stands before the comma of an inverted name; else the last word, of a Chinese name the first (``""`` for no person)."""
        if self.kind != "person":
            return ""
        name = self._bare
        if "," in name:
            return _numeral_off(name.split(",", 1)[0].strip())
        plain = _numeral_off(_without_titles(name))
        if _CHINESE.fullmatch(plain):
            return plain.split()[0]
        return plain.split()[-1] if plain.split() else ""

    @property
    def given(self) -> str:
        """The given names without ranks and honorifics."""
        name = self._bare
        if "," in name:
            return _without_titles(_SUFFIX.sub("", name.split(",", 1)[1]).strip(" ,"))
        plain = _numeral_off(_without_titles(name))
        if _CHINESE.fullmatch(plain):
            return plain.split()[1]
        return " ".join(plain.split()[:-1])

    def short_forms(self) -> Iterator[str]:
        """Yield the names that may be another's too: the surname, its spelling without accents, in capitals, other spellings in brackets.

        Of "Thanat Khoman" and "Faisal ibn Abd al-Aziz", whose order the list leaves open, also the first word.
        """
        surname = self.surname
        if not surname:
            return
        found = [surname]
        brackets = _BRACKETS.search(self.name)
        if brackets and "," in self._bare and "," not in self.name[: brackets.start()]:
            found += [part.strip() for part in brackets["others"].split(",") if part.strip()]
        if "," not in self.name and not _CHINESE.fullmatch(_numeral_off(self._bare)):
            first = _without_titles(self._bare).split()[:1]
            found += [w for w in first if w != surname and w[:1].isupper() and len(w) > 3 and w not in given_names()]
        elif len(self.given) >= CAPITALS and self.given.isalpha() and self.given not in given_names():
            found.append(self.given)  # Thanat Khoman is called Thanat
        if self.given.endswith((" al-", " el-")) or self.given in {"al-", "el-"}:
            found.append(self.given[-3:] + surname)
        particle = _PARTICLE.match(surname)
        if particle:
            other = particle["p"].lower() if particle["p"][0].isupper() else particle["p"][0].upper() + particle["p"][1:]
            found.append(other + surname[len(particle["p"]) :])
        for form in dict.fromkeys(found):
            yield form
            plain = unicodedata.normalize("NFKD", form.replace("ı", "i")).encode("ascii", "ignore").decode()
            if plain != form and len(plain) == len(form):
                yield plain
            if len(form) >= CAPITALS and form not in words.NOT_NAMES:
                yield form.upper()

    def spellings(self) -> Iterator[str]:
        """Yield the other spellings of an abbreviation: in capitals ("CHICOM"), as a word ("Euratom", "niact").

        A short one as a word would be another word ("Aid", "Del"), so that only the longer ones are.
        """
        form = self.name
        if self.kind != "term" or not form.isalpha():
            return
        if len(form) > _CABLE_WORD:
            yield form.upper()
        if len(form) >= CAPITALS:
            yield form.capitalize()
            if not form.isupper():
                yield form.lower()

    def full_forms(self) -> Iterator[str]:
        """Yield the names that say who it is: more than a surname, or one the list itself gives."""
        if self.kind != "person":
            yield self.name
            yield from self.forms
            return
        given = self.given
        if _CHINESE.fullmatch(self._bare) or ("," not in self.name and given):
            yield _numeral_off(_without_titles(self._bare))
        others = _BRACKETS.search(self.name)
        if others and "," not in self.name:
            yield from (part.strip() for part in others["others"].split(",") if " " in part.strip())
        if given and not _CHINESE.fullmatch(self._bare):
            parts = given.split()
            shapes = {given: None, parts[0]: None} if len(parts[0].rstrip(".")) > 1 or len(parts) == 1 else {given: None}
            if len(parts) > 1:
                initials = [f"{p[0]}." for p in parts if p[0].isupper()]
                shapes |= {" ".join(initials): None, "".join(initials): None, " ".join([parts[0], *initials[1:]]): None}
                shapes[parts[0]] = None
            suffix = _SUFFIX.search(self.name)
            for shape in shapes:
                if suffix:
                    yield f"{shape} {self.surname}, {suffix['suffix']}"
                    yield f"{shape} {self.surname} {suffix['suffix']}"
                yield f"{shape} {self.surname}"
            if re.search(r"\bSir\b", self.name):
                yield f"Sir {given} {self.surname}"
                yield f"Sir {parts[0]} {self.surname}"
        yield from self.forms


_SUFFIX = re.compile(r"[, ]\s*(?P<suffix>(?:Jr|Sr)\.?|II|III|2d|3d)$")
_NUMERAL = re.compile(r"\s[IVX]+\.?\Z")
_BRACKETS = re.compile(r"\s*\((?P<others>[^)]*)\)")
#: "Mao Tse-tung", "Chou En-lai": the surname stands first
_CHINESE = re.compile(r"[A-Z][a-z’']+ [A-Z][\w’']+[-–][A-Za-z]\w*")
_PARTICLE = re.compile(r"(?P<p>[Dd]e|[Vv]an|[Vv]on|[Dd]u|[Dd]i|[Dd]a)(?=\s)")
#: so long has a surname to be for its form in capitals
CAPITALS = 5
#: longer than this is an abbreviation whose form in capitals is no other's ("AMB", not "EO")
_CABLE_WORD = 2
_SEE = re.compile(r"[Ss]ee (?P<name>.+?)\.?")


def _referred(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries without those that only refer to another ("Diem, see Ngo Dinh Diem"), whose names become its forms."""
    listed = list(entries)
    by_name: dict[str, list[Entry]] = {}
    for entry in listed:
        by_name.setdefault(entry.name.casefold(), []).append(entry)
    also: dict[str, list[str]] = {}
    for entry in listed:
        see = _SEE.fullmatch(entry.description)
        meant = by_name.get(see["name"].casefold(), []) if see else []
        if len(meant) == 1 and meant[0] is not entry and entry.kind == "person":
            also.setdefault(meant[0].id, []).append(entry.name)
            also.setdefault(entry.id, [])
    referring = {e.id for e in listed if e.id in also and not also[e.id]}
    for entry in listed:
        if entry.id not in referring:
            forms = also.get(entry.id)
            yield replace(entry, forms=(*entry.forms, *forms)) if forms else entry


def _numeral_off(name: str) -> str:
    return _NUMERAL.sub("", name)  # Makarios III


def _without_titles(name: str) -> str:
    parts = [p for p in re.split(r"[,\s]+", name) if p]
    while parts and parts[0].rstrip(".") in words.TITLES:
        parts.pop(0)
    return " ".join(parts)


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

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the entries."""
        return frozenset(e.kind for e in self.entries)

    @cached_property
    def forms(self) -> Mapping[str, tuple[tuple[Entry, bool], ...]]:
        """Form -> its entries, each with whether the form is a full one (not a surname alone)."""
        found: dict[str, dict[str, tuple[Entry, bool]]] = {}
        for entry in self.entries:
            # an abbreviation of one letter stands everywhere: in initials, file numbers, enumerations
            full = tuple(form for form in entry.full_forms() if len(form) > 1)
            for form in full:
                sure = entry.kind != "person" or " " in form or form not in words.NOT_NAMES
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
        for number, start, end in self._automaton.find_matches_as_indexes(prose):
            before = prose[start - 1] if start else " "
            after = prose[end] if end < len(prose) else " "
            if after in "sS" and not prose[end + 1 : end + 2].isalpha() and self.forms[self._names[number]][0][0].kind == "term":
                after = " " if after == "s" or end - start >= CAPITALS else after
            if before.isalpha() or after.isalpha() or (before in "’'-" and start > 1 and prose[start - 2].isalpha()):
                continue
            yield start, end, self._names[number]


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
        if not NCNAME.fullmatch(entry.id):
            raise AuthorityError(f"{path}:{line}: {entry.id!r} cannot be an xml:id; letters, digits, . _ - only, a letter first")
        if entry.id in seen:
            raise AuthorityError(f"{path}:{line}: the id {entry.id!r} stands in line {seen[entry.id]} already")
        seen[entry.id] = line
        yield entry


@lru_cache(maxsize=8)
def load_all(
    persons: tuple[Path, ...], terms: tuple[Path, ...] = (), places: tuple[Path, ...] = (), orgs: tuple[Path, ...] = ()
) -> Authorities:
    """Read every list of an edition, once a process. Raises AuthorityError."""
    entries = [e for path in persons for e in load(path, "person")]
    entries += [e for path in terms for e in load(path, "term")]
    entries += [e for path in places for e in load(path, "place")]
    entries += [e for path in orgs for e in load(path, "org")]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise AuthorityError(f"the id {entry.id!r} stands in two lists")
        seen.add(entry.id)
    return Authorities(_referred(entries), closed=bool(persons))
