"""Where a place is: its country, its coordinates and its numbers in GeoNames and Wikidata.

Towns are rows of ``towns.tsv``, sorted by name, the largest of a name first; the file is searched, not read, so that little is made of
its hundred thousand rows: the names at every few thousand characters, between which a name is looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache

from encoder.language.lexicon import words
from encoder.tables import text_of

GEONAMES = "https://www.geonames.org/"
WIKIDATA = "https://www.wikidata.org/entity/"
#: a town so many times larger than its namesakes is the one that is meant
LARGER = 8
#: a place with a number is the one that is meant where no other large country has one of its name a sixth as large
NAMESAKE = 6
LARGE = frozenset(("US", "CA", "GB", "AU", "NZ", "IN", "PK", "ZA", "BR", "MX", "AR", "CO", "VE", "ES", "FR", "DE", "IT", "RU", "CN"))
#: a city of so many thousands is called by its name alone
FAMOUS = 1000
#: where all speak English the other names of a city are nicknames, or so old that nobody has them
ENGLISH = frozenset(("US", "CA", "GB", "AU", "NZ"))
#: borders move: so many degrees from the middle of a country a town may lie that once was its own
NEAR = 25.0
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
class Area:
    """A country, or a state, province or county of one: its code in ISO 3166, and the box that it lies in, where it is no country."""

    code: str
    box: tuple[float, float, float, float] | None = None

    def has(self, one: Town) -> bool:
        """Whether a town lies in it."""
        if one.country != self.code:
            return False
        latitude, longitude = map(float, one.geo.split())
        return self.box is None or (self.box[0] <= latitude <= self.box[2] and self.box[1] <= longitude <= self.box[3])


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of a place: the name of its country, latitude and longitude, identifiers as URIs by the name of their list."""

    country: str = ""
    geo: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


def _read(name: str) -> str:
    return text_of(f"language/lexicon/{name}")


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
    if at < 0:
        return ()  # most names that are asked for are of no town
    found = []
    while at >= 0 and text.startswith(want, at + 1):
        end = text.index("\n", at + 1)
        form, number, latitude, longitude, country, size = text[at + 1 : end].split("\t")
        found.append(Town(form, number, f"{float(latitude):.2f} {float(longitude):.2f}", country, int(size)))
        at = end
    return tuple(found)


@lru_cache(maxsize=16384)
def towns_of(word: str) -> frozenset[str]:
    """Return the names of towns that have other words behind a first one: one look for all that begin alike."""
    text, want = _towns(), f"\n{word} "
    names, starts = _marks()
    k = bisect_left(names, want[1:])
    at = text.find(want, starts[max(0, k - 1)], starts[k] + len(want) if k < len(names) else len(text))
    found = []
    while at >= 0 and text.startswith(want, at):
        tab = text.index("\t", at)
        found.append(text[at + 1 : tab])
        at = text.index("\n", tab)
    return frozenset(found)


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
    states = _states()
    if name in states:
        return name, states[name]
    return _countries().get(name) if len(name) > 2 else None


def other_countries() -> frozenset[str]:
    """Return the names of countries in German, French, Spanish and Italian."""
    return frozenset(name for name in _countries() if len(name) > 2)


@cache
def _areas() -> dict[str, tuple[Area, ...]]:
    """Return the areas by name and abbreviation: "Georgia" is a state and a country."""
    found: dict[str, tuple[Area, ...]] = {}
    for row in _read("districts.tsv").splitlines():
        names, code, south, west, north, east = row.split("\t")
        for name in names.split("|"):
            found[name] = (*found.get(name, ()), Area(code, (float(south), float(west), float(north), float(east))))
    for row in _read("countries.tsv").splitlines():
        name, code, *_, others = row.split("\t")
        for form in {name, *filter(None, others.split("|"))}:
            found[form] = (*found.get(form, ()), Area(code))
    return found


def areas(name: str) -> tuple[Area, ...]:
    """Return what a name or an abbreviation without its stop can be that has towns in it; none for states of the past."""
    return () if name in _states() else _areas().get(name, ())


def country_of(code: str) -> str:
    """Return the name of a country by its code."""
    return _countries()[code][0] if code in _countries() else ""


@cache
def _primary() -> dict[str, str]:
    """Return the name of each larger city by its number."""
    return {number: name for name, number in (row.split("\t") for row in _read("cities.tsv").splitlines())}


def town_in(name: str, within: tuple[Area, ...]) -> Where | None:
    """Return where the town of a name is that lies in one of some areas; None where none does, or nobody can tell which."""
    found = [t for t in towns(name) if any(area.has(t) for area in within)]
    if found and (len(found) == 1 or found[0].size >= LARGER * found[1].size):
        return _where(found[0])
    return None


def famous(name: str, number: str) -> bool:
    """Whether a number is that of a city so large that its name alone means it."""
    return any(t.number == number and t.size >= FAMOUS for t in towns(name))


def once_in(found: Where, within: tuple[Area, ...]) -> bool:
    """Whether a place lies so near to the middle of a country that it may have been its own: Breslau in Germany."""
    middles = [_countries()[area.code][1].geo for area in within if area.box is None]
    if not found.geo or not all(middles) or len(middles) < len(within):
        return False
    own = [float(x) for x in found.geo.split()]
    return any(all(abs(a - float(b)) < NEAR for a, b in zip(own, middle.split(), strict=True)) for middle in middles)


def town(name: str, number: str, named: Container[str]) -> Where | None:
    """Return where a town is: the one with a number of GeoNames, or the one whose country the document names, or the by far largest.

    None where there is none, or where nobody can tell which.
    """
    found = towns(name)
    if number:
        own = next((t for t in found if t.number == number), None)
        if own is None:
            return Where("", "", (("geonames", GEONAMES + number),))
        return None if _namesake(own, found) and country_of(own.country) not in named else _where(own)
    if len(found) > 1:  # Atlanta was Whitehall; but Breslau is Wrocław
        found = tuple(t for t in found if t.country not in ENGLISH or _primary().get(t.number, name) == name) or found
    near = [t for t in found if _countries()[t.country][0] in named] if len(found) > 1 else list(found)
    if near and (len(near) == 1 or near[0].size >= LARGER * near[1].size):
        return _where(near[0])
    if len(found) > 1 and not near and found[0].size >= LARGER * found[1].size and not _both(found[0], found[1:]):
        return _where(found[0])
    return None


def _namesake(own: Town, found: tuple[Town, ...]) -> bool:
    """Whether another large country has a town of the name that is not much smaller."""
    return _both(own, tuple(t for t in found if t.size * NAMESAKE > own.size and _primary().get(t.number, own.name) == own.name))


def _both(own: Town, others: tuple[Town, ...]) -> bool:
    """Whether several large countries have a town of the name."""
    return own.country in LARGE and any(t.country in LARGE and t.country != own.country for t in others)


def _where(found: Town) -> Where:
    return Where(country_of(found.country), found.geo, (("geonames", GEONAMES + found.number),))
