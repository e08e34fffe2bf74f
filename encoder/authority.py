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
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True)
class Entry:
    """A person, place, organisation or abbreviation of a list.

    ``forms`` are further names, ``surnames`` further short ones; ``identifiers`` map the name of an authority file
    (``wikidata``) to an id. ``among_inverted`` says that the list inverts names, so that this one, where it does not, has
    no surname in the usual sense ("Thanat Khoman").
    """

    id: str
    name: str
    kind: Kind = "person"
    description: str = ""
    forms: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    surnames: tuple[str, ...] = ()
    among_inverted: bool = False

    @cached_property
    def bare(self) -> str:
        """The name without other spellings in brackets ("Nasser (Nasr), Gamal Abdul"), nicknames in quotes and ranks behind it."""
        name = self.name
        if "(" in name or "—" in name:
            name = _BRACKETS.sub("", name).replace("—", "-")
        if "“" in name:
            name = _NICKNAME.sub("", name).strip(" ,")
        return _without_ranks(name)

    @cached_property
    def surname(self) -> str:
        """What stands before the comma of an inverted name; else the last word, of a Chinese name the first (``""`` for no person)."""
        if self.kind != "person":
            return ""
        name = self.bare
        if "," in name:
            return _numeral_off(name.split(",", 1)[0].strip())
        plain = _numeral_off(_without_titles(name))
        if _CHINESE.fullmatch(plain):
            return plain.split()[0]
        return plain.split()[-1] if plain.split() else ""

    @cached_property
    def given(self) -> str:
        """The given names without ranks and honorifics."""
        name = self.bare
        if "," in name:
            return _without_titles(_SUFFIX.sub("", name.split(",", 1)[1]).strip(" ,"))
        plain = _numeral_off(_without_titles(name))
        if _CHINESE.fullmatch(plain):
            return plain.split()[1]
        return " ".join(plain.split()[:-1])

    @property
    def wife(self) -> str:
        """The title of somebody who is listed under another's name: "Madame" of "Ngo Dinh Nhu, Madame"."""
        title = _WIFE.search(self.name)
        return title[0] if title and (not self.inverted or not self.given) else ""

    @cached_property
    def inverted(self) -> bool:
        """Whether the surname stands before a comma."""
        return "," in self.bare

    def short_forms(self) -> Iterator[str]:
        """Yield the names that may be another's too: the surname, its other spellings, without accents, in capitals.

        Of "Thanat Khoman" and "Faisal ibn Abd al-Aziz", whose order the list leaves open, also the first word; of
        "Couve de Murville" the part before the particle.
        """
        surname = self.surname
        if not surname or self.wife:
            return
        found = [surname, *self.surnames]
        brackets = _BRACKETS.search(self.name)
        if brackets and self.inverted and "," not in self.name[: brackets.start()]:
            found += [part.strip() for part in brackets["others"].split(",") if part.strip()]
        if not self.inverted and not _CHINESE.fullmatch(_numeral_off(self.bare)):
            first = _without_titles(self.bare).split()[:1]
            called = self.among_inverted or (first and first[0] not in given_names())
            found += [w for w in first if w != surname and w[:1].isupper() and len(w) >= _CALLED and called]
        particle = _LAST_PARTICLE.search(self.given)
        if particle:
            found += _joined(particle["particle"], surname)
        called_by = self.given[: particle.start()] if particle else self.given
        article = _ARTICLE.match(surname)
        if article:
            found.append(surname[article.end() :])
        known = called_by in given_names() and not article and not particle
        if self.inverted and len(called_by) > _CALLED and called_by.isalpha() and not known:
            found.append(called_by)  # Thanat Khoman is called Thanat, Nuri al-Said Nuri
        if "Sir " in self.name and self.given:
            found.append(f"Sir {self.given.split()[0]}")
        article = _ARTICLE.match(surname)
        if article:
            found.append(surname[article.end() :])
        compound = _COMPOUND.fullmatch(surname)
        if compound and compound["first"] not in given_names():
            found.append(compound["first"])
        particle = _PARTICLE.match(surname)
        if particle:
            other = particle["p"].lower() if particle["p"][0].isupper() else particle["p"][0].upper() + particle["p"][1:]
            found.append(other + surname[len(particle["p"]) :])
        for form in dict.fromkeys(spelling for name in found for spelling in _hyphened(name)):
            yield form
            plain = unicodedata.normalize("NFKD", form.replace("ı", "i")).encode("ascii", "ignore").decode()
            if plain != form and len(plain) == len(form):
                yield plain
            if len(form) > _INITIALS and form not in words.NOT_NAMES:
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
        for name in self._whole_names():
            for form in (name,) if self.inverted else _hyphened(name):
                yield form
                yield form.upper()
        yield from self.forms

    def _whole_names(self) -> Iterator[str]:
        given = self.given
        if self.wife:
            yield f"{self.wife} {self.surname}"
            if given:
                yield f"{self.wife} {given} {self.surname}"
            return
        if _CHINESE.fullmatch(self.bare) or (not self.inverted and given):
            yield _numeral_off(_without_titles(self.bare))
        others = _BRACKETS.search(self.name)
        if others and not self.inverted:
            yield from (part.strip() for part in others["others"].split(",") if " " in part.strip())
        if not given or _CHINESE.fullmatch(self.bare):
            return
        parts = given.split()
        surnames = _hyphened(self.surname)
        article = _ARTICLE.match(self.surname)
        if article:
            surnames += (self.surname[article.end() :],)
        particle = _LAST_PARTICLE.search(given)
        if particle:
            surnames += tuple(_joined(particle["particle"], self.surname))
            given = given[: particle.start()]
            parts = given.split()
        if not parts:
            return
        shapes = {given: None, parts[0]: None} if len(parts[0].rstrip(".")) > 1 or len(parts) == 1 else {given: None}
        if len(parts) > 1:
            initials = [f"{p[0]}." for p in parts if p[0].isupper()]
            shapes |= {" ".join(initials): None, "".join(initials): None, " ".join([parts[0], *initials[1:]]): None}
            shapes[parts[0]] = None
        if self.inverted:  # Lloyd, J. Selwyn is Selwyn Lloyd; Clifton, William is Bill
            shapes |= dict.fromkeys(p for p in parts if p.isalpha() and len(p) >= _CALLED)
            shapes |= dict.fromkeys(words.NICKNAMES.get(parts[0], ()))
        nickname = _NICKNAME.search(self.name)
        if nickname:
            shapes[nickname["name"].strip(" ,")] = None
        suffix = _SUFFIX.search(self.name)
        for shape in shapes:
            for surname in surnames:
                if suffix:
                    yield f"{shape} {surname}, {suffix['suffix']}"
                    yield f"{shape} {surname} {suffix['suffix']}"
                yield f"{shape} {surname}"
        if self.inverted and given.replace("-", "").isalpha() and parts[0] not in given_names():
            yield f"{self.surname} {given}"  # Chang, Myon
        if re.search(r"\bSir\b", self.name):
            yield f"Sir {given} {self.surname}"
            yield f"Sir {parts[0]} {self.surname}"


_SUFFIX = re.compile(r"[, ]\s*(?P<suffix>(?:Jr|Sr)\.?|II|III|2d|3d)$")
_NUMERAL = re.compile(r"\s[IVX]+\.?\Z")
_BRACKETS = re.compile(r"\s*\((?P<others>[^)]*)\)")
#: "Mao Tse-tung", "Chou En-lai": the surname stands first
_CHINESE = re.compile(r"[A-Z][a-z’']+ [A-Z][\w’']+[-–][A-Za-z]\w*")
_PARTICLE = re.compile(r"(?P<p>[Dd]e|[Vv]an|[Vv]on|[Dd]u|[Dd]i|[Dd]a)(?=\s)")
_NICKNAME = re.compile(r"\s*“(?P<name>[^”]+)”,?")
_COMPOUND = re.compile(r"(?P<first>[A-ZÀ-Þ][\w’]{3,})(?:\s(?:d’|d'|de\s|von\s|van\s)|-)\S.*")
_TWO_WORDS = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+[ -][A-ZÀ-Þ][a-zß-ÿ]+")
_BEHIND_HYPHEN = re.compile(r"(?<=-)[A-Za-z]")
_RANK_BEHIND = re.compile(rf"\s+(?:{words.titles_pattern(words.RANKS)})\Z")
_TITLE_BEHIND = re.compile(rf",\s+(?:{words.titles_pattern({*words.RANKS, *words.FORMS_OF_ADDRESS, 'Madame', 'Mme', 'Mrs'})})\Z")
_WIFE = re.compile(r"\b(?:Madame|Mme|Mrs)\b\.?")
_LAST_PARTICLE = re.compile(r"(?:\A|\s)(?P<particle>[ae]l-|(?:Al|El|al|el|von|van|de|du)-?)\Z")
_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l)[ -](?=[A-Z])")
#: shorter than this a given name is an initial or a particle
_CALLED = 3
#: a surname of so many letters in capitals may be an abbreviation
_INITIALS = 2
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
        bare = {"bare " + _BRACKETS.sub("", entry.name), "bare " + entry.bare}
        for key in (entry.name, *sorted(bare), "surname " + entry.surname):
            by_name.setdefault(key.casefold(), []).append(entry)
    also: dict[str, list[Entry]] = {}
    for entry in listed:
        see = _SEE.fullmatch(entry.description)
        if see and entry.kind == "person":
            keys = (f"{how}{see['name']}".casefold() for how in ("", "bare ", "surname "))
            meant = next((found for key in keys if (found := [e for e in by_name.get(key, ()) if e is not entry])), [])
            if len(meant) == 1:
                also.setdefault(meant[0].id, []).append(entry)
                also.setdefault(entry.id, [])
    referring = {e.id for e in listed if e.id in also and not also[e.id]}
    for entry in listed:
        others = also.get(entry.id, ())
        if entry.id not in referring:
            forms = tuple(form for other in others for form in (other.name, *other.full_forms()) if "," not in form)
            surnames = tuple(form for other in others for form in other.short_forms())
            yield replace(entry, forms=(*entry.forms, *forms), surnames=(*entry.surnames, *surnames)) if others else entry


def _hyphened(name: str) -> tuple[str, ...]:
    """Return the name and its other spelling around a hyphen: "Chou En-Lai", "Ben-Gurion" for "Ben Gurion"."""
    if _TWO_WORDS.fullmatch(name) and not _PARTICLE.match(name):
        return name, name.replace(" ", "-") if " " in name else name.replace("-", " ")
    return (name, _BEHIND_HYPHEN.sub(lambda letter: letter[0].swapcase(), name)) if "-" in name else (name,)


def _joined(particle: str, surname: str) -> list[str]:
    """Return the surname with the particle or article that the list puts behind the given name: "von Brentano", "al-Bakr"."""
    space = "" if particle.endswith("-") else " "
    return [particle + space + surname, particle[0].swapcase() + particle[1:] + space + surname]


def _without_ranks(name: str) -> str:
    """Take a title behind a name off: "Thanom Kittikachorn, Field Marshal", "Tran Tu Oai Brigadier General"."""
    return _RANK_BEHIND.sub("", _TITLE_BEHIND.sub("", name)) if name.count(",") <= 1 else name


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
            if before.isalpha() or after.isalpha() or joined:
                continue
            last = end
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


def related(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one list of persons with what they say of each other.

    Cross references are merged into the person they refer to; names that stand as they are in a list that inverts the
    others are marked so.
    """
    most = sum(e.inverted for e in entries) * 2 > len(entries)
    return list(_referred(e if e.inverted or not most else replace(e, among_inverted=True) for e in entries))


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
