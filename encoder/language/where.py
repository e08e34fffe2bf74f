"""Where a place is: its country, its coordinates and its numbers in GeoNames and Wikidata.

Towns are rows of ``towns.tsv``, sorted by name, the largest of a name first; the file is searched, not read, so that little is made of
its hundred thousand rows: the names at every few thousand characters, between which a name is looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from encoder.language.lexicon import words

GEONAMES, WIKIDATA = "https://www.geonames.org/", "https://www.wikidata.org/entity/"
#: a town so many times larger than its namesakes is the one that is meant
LARGER = 8
#: so many characters of the file lie between two names that are kept
_STEP = 1024


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames; ``size`` counts thousands of inhabitants."""

    name: str
    number: str
    geo: str
    country: str
    size: int


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of a place: the name of its country, latitude and longitude, identifiers as URIs by the name of their list."""

    country: str = ""
    geo: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


def _read(name: str) -> str:
    return files("encoder.language.lexicon").joinpath(name).read_text("utf-8")


@cache
def _towns() -> str:
    return "\n" + _read("towns.tsv")


@cache
def _marks() -> tuple[list[str], list[int]]:
    """Return a name for every stretch of the file and the offset of the line break before its row."""
    text = _towns()
    starts: list[int] = []
    at = 0
    while at >= 0:
        starts.append(at)
        at = text.find("\n", at + _STEP, len(text) - 1)
    return [text[at + 1 : text.index("\t", at)] for at in starts], starts


@lru_cache(maxsize=65536)
def towns(name: str) -> tuple[Town, ...]:
    """Return the towns of a name, the largest first."""
    text, want = _towns(), name + "\t"
    names, starts = _marks()
    k = bisect_left(names, name)  # the first row of the name stands behind the last kept name that is less, and not behind the next
    last = starts[k] + len(want) + 1 if k < len(names) else len(text)
    at = text.find("\n" + want, starts[max(0, k - 1)], last)
    found = []
    while at >= 0 and text.startswith(want, at + 1):
        end = text.index("\n", at + 1)
        form, number, latitude, longitude, country, size = text[at + 1 : end].split("\t")
        found.append(Town(form, number, f"{float(latitude):.2f} {float(longitude):.2f}", country, int(size)))
        at = end
    return tuple(found)


@cache
def _countries() -> dict[str, tuple[str, Where]]:
    """Return every country by each of its names and by its code."""
    found: dict[str, tuple[str, Where]] = {}
    for row in _read("countries.tsv").splitlines():
        name, code, number, latitude, longitude, others = row.split("\t")
        geo = f"{latitude} {longitude}" if latitude else ""
        known = (name, Where("", geo, (("geonames", GEONAMES + number),)))
        for form in (name, code, *filter(None, others.split("|"))):
            found.setdefault(form, known)
    return found


@cache
def _states() -> dict[str, Where]:
    """Return the states of the past by name."""
    return {s["name"]: Where("", s["geo"], (("wikidata", WIKIDATA + s["wikidata"]),)) for s in words.table("states")["state"]}


def country(name: str) -> tuple[str, Where] | None:
    """Return the name used for a country or a state of the past, and where it is, by any of its names."""
    if name in _states():
        return name, _states()[name]
    return _countries().get(name) if len(name) > 2 else None


def other_countries() -> frozenset[str]:
    """Return the names of countries in German, French, Spanish and Italian."""
    return frozenset(name for name in _countries() if len(name) > 2)


def town(name: str, number: str, named: Container[str]) -> Where | None:
    """Return where a town is: the one with a number of GeoNames, or the one whose country the document names, or the by far largest.

    None where there is none, or where nobody can tell which.
    """
    found = towns(name)
    if number:
        return next((_where(t) for t in found if t.number == number), Where("", "", (("geonames", GEONAMES + number),)))
    near = [t for t in found if _countries()[t.country][0] in named] if len(found) > 1 else list(found)
    if near and (len(near) == 1 or near[0].size >= LARGER * near[1].size):
        return _where(near[0])
    if len(found) > 1 and not near and found[0].size >= LARGER * found[1].size:
        return _where(found[0])
    return None


def _where(found: Town) -> Where:
    country_name = _countries()[found.country][0] if found.country in _countries() else ""
    return Where(country_name, found.geo, (("geonames", GEONAMES + found.number),))
