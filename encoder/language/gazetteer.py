"""The names of places and bodies that the lexicon knows, found in one pass; made once a process."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from encoder import lazy_re as re
from encoder.language.lexicon import words
from encoder.tables import text_of
from encoder.xml.ids import fold, nc_name

#: an acronym before a hyphen: another may follow
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,5}-\Z")


@dataclass(frozen=True, slots=True)
class Known:
    """A place or body of the lexicon: the name used for it in standOff, and its number in GeoNames where that is known."""

    name: str
    geonames: str = ""


class Names:
    """Forms of names, and where they stand in a text as whole words."""

    def __init__(self, forms: Mapping[str, Known]) -> None:
        """Keep the forms; spellings with the other apostrophe are made here."""
        self.forms = dict(forms)
        for form, known in forms.items():
            self.forms.setdefault(form.replace("’", "'"), known)
            self.forms.setdefault(form.replace("'", "’"), known)
        self._listed = tuple(self.forms)
        self._automaton = AhoCorasick(self._listed, matchkind=MatchKind.LeftmostLongest)
        # several rules read the same prose one after the other
        self._last: tuple[str, list[tuple[int, int, str]], list[int]] = ("", [], [])

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and form, from left to right; a digit before a name may be a reference glued to it."""
        return self._read(text)[1]

    def _read(self, text: str) -> tuple[str, list[tuple[int, int, str]], list[int]]:
        last = self._last
        if last[0] is not text:
            found = list(self._find(text))
            self._last = last = (text, found, [start for start, _, _ in found])
        return last

    def around(self, text: str, start: int, end: int) -> str:
        """Return the form that covers a stretch of the text, ``""`` if none does."""
        _, found, starts = self._read(text)
        k = bisect_right(starts, start) - 1
        return found[k][2] if k >= 0 and end <= found[k][1] else ""

    def _find(self, text: str) -> Iterator[tuple[int, int, str]]:
        size = len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            before = text[start - 1] if start else " "
            after = text[end] if end < size else " "
            if before.isalpha() or after.isalpha() or before in "/_" or (before == "." and start > 1 and text[start - 2].isdigit()):
                continue  # "501.BC" is a file number
            form = self._listed[number]
            inside = before in "’'-" and start > 1 and text[start - 2].isalpha()
            if inside and not (form.isupper() and _ACRONYM.search(text, max(0, start - 7), start)):
                continue  # but "US-GRC relations"
            if after == "/" and text[end + 1 : end + 2].isdigit():
                continue  # "Indonesia/10–1849"
            yield start, end, form


@cache
def places() -> Names:
    """Return the gazetteer: countries, regions and cities, the larger cities with their number in GeoNames."""
    table = words.table("places")
    numbers = {}
    for line in text_of("language/lexicon/cities.tsv").splitlines():
        name, number = line.split("\t")
        numbers[name] = number
    forms = {name: Known(name, number) for name, number in numbers.items()}
    for kind in ("countries", "regions", "parts", "cities"):
        for name in table[kind]["names"]:
            forms[name] = Known(name, numbers.get(name, "") if kind == "cities" else "")
    for name, others in table["same"].items():
        known = Known(name, next((numbers[n] for n in (name, *others) if n in numbers), ""))
        for form in (name, *others):
            forms[form] = known
    return Names(forms)


@cache
def bodies() -> Names:
    """Return the organisations that the lexicon knows by name, acronym or symbol."""
    table = words.table("bodies")
    return Names({form: Known(form) for kind in ("names", "acronyms", "symbols") for form in table[kind]})


@cache
def statesmen() -> Names:
    """Return the names that need no introduction."""
    return Names({name: Known(name) for name in words.table("titles")["statesmen"]})


@cache
def surnames() -> frozenset[str]:
    """Return surnames that are no words of English and no places: told by themselves."""
    return frozenset(text_of("language/lexicon/surnames.txt").split())


@cache
def given_names() -> frozenset[str]:
    """Return given names."""
    own = [*words.table("titles")["given_names"], *(short for names in words.NICKNAMES.values() for short in names if short != "Art")]
    return frozenset(text_of("language/lexicon/given_names.txt").split()) | frozenset(own)


@cache
def lists(name: str) -> frozenset[str]:
    """Return the words of a list of the lexicon, one a line."""
    return frozenset(text_of(f"language/lexicon/{name}.txt").split("\n"))


@cache
def women_names() -> frozenset[str]:
    """Return the given names that women have and hardly any man."""
    return frozenset(text_of("language/lexicon/women_names.txt").split())


@lru_cache(maxsize=4096)
def identifier(prefix: str, name: str) -> str:
    """Make an identifier of a name: ``place_united_states``."""
    return nc_name(f"{prefix}_" + re.sub(r"\W+", "_", fold(name).lower()).strip("_"))
