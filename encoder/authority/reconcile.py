"""Whom of an authority file the entries of a list could mean: candidates with scores, for a person to decide. No network."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from encoder import lazy_re as re
from encoder.authority import uris
from encoder.authority.entry import Entry, Kind
from encoder.authority.read import AuthorityError, load
from encoder.io.names import shown

#: a GeoNames dump has these columns and no headings: https://download.geonames.org/export/dump/readme.txt
_GEONAMES_COLUMNS = 19
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-2][0-9]\b")
#: a word that more entries have than this tells nobody from another
_COMMON = 2000
#: what the score of a name is raised or lowered by where years of life agree or not
_YEARS = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the authority file, how like it is (0 to 1), and on what evidence."""

    entry: Entry
    score: float
    evidence: str


def read_dump(path: Path, kind: Kind) -> list[Entry]:
    """Read a list, a GeoNames dump, or lines of JSON as lobid gives them for the GND. Raises AuthorityError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AuthorityError(f"{shown(path)}: {error.strerror}") from None
    first = data.split(b"\n", 1)[0]
    if data.lstrip()[:1] == b"{":
        return list(_json_lines(path, data, kind))
    if first.count(b"\t") == _GEONAMES_COLUMNS - 1 and first.split(b"\t", 1)[0].isdigit():
        return list(_geonames(data, kind))
    return load(path, kind)


def _geonames(data: bytes, kind: Kind) -> Iterator[Entry]:
    rows = csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if len(row) == _GEONAMES_COLUMNS:
            number, name, others = row[0], row[1], row[3]
            forms = tuple(dict.fromkeys(f for f in others.split(",") if f and f != name))
            yield Entry(f"geonames_{number}", name, kind, f"{row[7]}, {row[8]}", forms, {"geonames": number})


def _json_lines(path: Path, data: bytes, kind: Kind) -> Iterator[Entry]:
    for k, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            address, name = str(record["id"]), str(record["preferredName"])
        except (ValueError, KeyError, TypeError):
            raise AuthorityError(f"{shown(path)}:{k}: no record with 'id' and 'preferredName', as lobid.org/gnd gives them") from None
        file = uris.named(address)
        number = uris.number(address, file) if file else address
        forms = tuple(map(str, record.get("variantName") or ()))
        said = [*map(str, record.get("biographicalOrHistoricalInformation") or ()), *map(str, record.get("dateOfBirth") or ()),
                *map(str, record.get("dateOfDeath") or ())]  # fmt: skip
        yield Entry(f"r{k}", name, kind, "; ".join(said), forms, {file.name if file else "uri": number})


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents, in alphabetical order: inverted or not, they are the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(sorted(_WORD.findall(plain.casefold())))


class Against:
    """An authority file, by the words of its names."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Index every form of every entry."""
        self.entries = entries
        self.by_word: dict[str, list[int]] = {}
        self.names: list[tuple[tuple[str, ...], ...]] = []
        for k, entry in enumerate(entries):
            forms = tuple(dict.fromkeys(filter(None, map(words_of, (entry.name, *entry.forms)))))
            self.names.append(forms)
            for word in dict.fromkeys(w for form in forms for w in form if len(w) > 1):
                self.by_word.setdefault(word, []).append(k)

    def candidates(self, entry: Entry, limit: int, least: float) -> list[Candidate]:
        """Return who could be meant, the likeliest first; equal ones in the order of the file."""
        forms = [form for form in map(words_of, (entry.name, *entry.forms)) if form]
        words = sorted({w for form in forms for w in form})
        telling = [self.by_word[word] for word in words if len(self.by_word.get(word, ())) <= _COMMON and word in self.by_word]
        shared = Counter(k for having in telling for k in having)
        found = []
        for k in shared:
            score, evidence = max((_like(mine, theirs) for mine in forms for theirs in self.names[k]), key=lambda pair: pair[0])
            other = self.entries[k]
            years, said = set(_YEAR.findall(entry.description)), set(_YEAR.findall(other.description))
            if years and said:
                agree = bool(years & said)
                score = min(1.0, score + _YEARS) if agree else score - _YEARS
                evidence += ", years agree" if agree else ", other years"
            if score >= least:
                found.append((-round(score, 3), k, evidence))
        return [Candidate(self.entries[k], -score, evidence) for score, k, evidence in sorted(found)[:limit]]


def _like(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, str]:
    """Return how like two names are; an initial is like the word that begins with it, but not as sure."""
    if mine == theirs:
        return 0.9, "same name"
    if len(mine) == len(theirs) > 1:
        pairs = list(zip(mine, theirs, strict=True))
        whole = sum(a == b for a, b in pairs)
        initials = sum(a != b and a[0] == b[0] and 1 in {len(a), len(b)} for a, b in pairs)
        if whole and whole + initials == len(pairs):
            return 0.75, "same name with an initial"
    ratio = SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False).ratio()
    return 0.85 * ratio, "similar name"
