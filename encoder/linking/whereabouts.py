"""Which place a name means: what is named directly behind it decides ("Salem, Massachusetts"), then what else the document names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft
from encoder.language.gazetteer import places
from encoder.language.where import Area, areas, country, country_of, famous, once_in, town, town_in

#: "Salem, Massachusetts", "Virginia, Minn.", "Laval in France", "Perth (Scotland)"
_BEHIND = re.compile(
    r"""
    (?P<sign>,\s|\s\(|\s[Ii][Nn]\s)
    (?P<name>(?:[A-Z]\.\s?)+|(?:[^\W\d_]\.\s)?[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2})
    """,
    re.VERBOSE,
)
#: "London, France and Italy", "Rome, France, Spain": a list
_GOES_ON = re.compile(r",?\s(?:and|or|und|et|y)\s[A-Z]|,\s[A-Z]\w+(?:,|\sand\s)")
#: "Essex County" is not the one in England
_COUNTY = re.compile(r"\s(?:County|Co\b)")


@dataclass(frozen=True, slots=True)
class Meant:
    """What the name of a place or body stands for; ``within`` is the area named behind it, where that told it from others."""

    name: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    geo: str = ""
    acronyms: frozenset[str] = frozenset()
    within: str = ""


def _state(words: str) -> str:
    known = places().forms.get(words)
    return known.name if known else words


def behind(text: str, end: int) -> tuple[str, tuple[Area, ...]]:
    """Return the area that is named directly behind a place that ends there, and what it can be; "" and nothing where none is."""
    found = _BEHIND.match(text, end)
    if found is None:
        return "", ()
    words = " ".join(found["name"].split())
    while words:
        known = areas(_state(words)) or areas(words.rstrip("."))
        stops = len(words) < 5 and words.isalpha() and not words.isupper() and text[found.start("name") + len(words) :][:1] != "."
        full = len(words) > 4 or "." in words or country(_state(words))
        if known and (full or not stops) and not (found["sign"][1:2].isalpha() and len(words) < 5):
            close = found.start("name") + len(words)
            listed = found["sign"] == ", " and any(a.box is None for a in known) and _GOES_ON.match(text, close)
            return ("", ()) if listed or _COUNTY.match(text, close) else (_state(words), known)
        words = words.rpartition(" ")[0]
    return "", ()


#: a state by its form and name
_FORM = re.compile(
    r"""
    (?:(?:Islamic|Arab|Federal|United|People[’']s|Socialist)\s)*
    (?:Republic|Kingdom|Commonwealth|Empire)\sof\s(?P<of>[A-Z].+)
    """,
    re.X,
)
#: two states have, or had, the name: "the Republic of China" is not the one that is called China
_DIVIDED = frozenset({"China", "Korea", "Vietnam", "Viet-Nam", "Viet Nam", "Congo", "the Congo", "Germany", "Yemen"})


def place_finder(draft: Draft) -> Callable[[Annotation, str], Meant | None]:
    """Return what finds the place that a mention stands for, by what is named behind it and by what else the document names."""
    mentions = draft.of("placeName")
    own = {m: behind(draft.prose, m.span.end) for m in mentions}
    by_name: dict[str, dict[str, tuple[Area, ...]]] = defaultdict(dict)
    names = [draft.plain(m.span) for m in mentions]
    for name, (within, known) in zip(names, own.values(), strict=True):
        if within:
            by_name[name][within] = known
    said = {_state(name) for name in names} | {within for within, _ in own.values() if within}
    countries = {found[0] for name in said if (found := country(name))} | {
        country_of(listed[0].code) for name in said if len(listed := areas(name)) == 1
    }

    def place(mention: Annotation, words: str) -> Meant | None:
        known = places().forms.get(words) or places().forms.get(words.title() if words.isupper() and len(words) > len("USSR") else "")
        form = None if known else _FORM.fullmatch(words)
        if form and form["of"] not in _DIVIDED and country(form["of"]):  # "the Republic of Iraq" is Iraq
            words, known = form["of"], places().forms.get(form["of"])
        name = known.name if known else words
        number = known.geonames if known else ""
        state = country(name)
        within, inside = own[mention]
        if not within and len(by_name[words]) == 1 and not famous(name, number):
            within, inside = next(iter(by_name[words].items()))
        if within and not (state and not number):
            there = town_in(name, inside) or town_in(words, inside)
            elsewhere = None if there else town(name, number, countries)
            found = there or (elsewhere if elsewhere and once_in(elsewhere, inside) else None)
            if found:
                return Meant(name, dict(found.identifiers), found.country, found.geo, within=within)
            return Meant(name, within=within) if known or elsewhere else None
        if state and not number:
            return Meant(known.name if known else state[0], dict(state[1].identifiers), state[1].country, state[1].geo)
        if known and not number and areas(name):
            return Meant(name)  # Virginia is the state, not the town of that name
        found = town(name, number, countries) or (town(words, "", countries) if known and number and name != words else None)
        if found:
            return Meant(name, dict(found.identifiers), found.country, found.geo)
        return Meant(name) if known else None

    return place
