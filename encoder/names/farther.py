"""What stands one word farther from a name than its neighbour: "the inhabitants of X", "went to X", "X, NY", "X, May 1", "In X"."""

from __future__ import annotations

from functools import cache

from encoder import lazy_re as re
from encoder.language.lexicon import words
from encoder.names.kinds import NAMES, Kind, kinds

_CONTEXT = words.table("context")
#: the small words before a name of which another word before them tells, and in which table
_TABLES = {"of": "of", "to": "towards", "at": "houses", "from": "from", "for": "for", "the": "along"}
#: what a place is told by that stands beside a name
_PLACE = Kind.PLACE | Kind.TOWN | Kind.STATE
#: "N. Y."
_COUNTY = frozenset({"Co", "County", "Parish"})
_LETTERS = re.compile(r"\.?,\s(?P<one>[A-Z])\.\s?(?P<other>[A-Z])\.")
_GOES_ON = "behind a noun that goes on over of"
#: "Gulf of Mexico", "Republic of Kenya": the noun belongs to the name
_WITH_OF = frozenset(words.table("names")["places_with_of"])
#: what is told by a noun before "of", a verb before "to", a town and a state beside a name: all of it tells of places, or against them
OF_PLACES = frozenset({
    *_CONTEXT["of"], *_CONTEXT["towards"], *_CONTEXT["for"], *_CONTEXT["along"], _GOES_ON, "at whose house",
    "behind a place and a comma", "a state behind it",
    "a place and a comma behind it", "a date behind it", "a place in brackets behind it", "behind a word of place",
})  # fmt: skip


@cache
def groups() -> dict[str, str]:
    """Return every word that tells something of a name behind it, and what."""
    return _told("before")


@cache
def _told(table: str) -> dict[str, str]:
    return {word: name for name, listed in _CONTEXT[table].items() for word in listed}


@cache
def telling(small: str) -> frozenset[str]:
    """Return the words that tell something before a small one, in small letters."""
    told = frozenset(_told(_TABLES[small])) if small in _TABLES else frozenset()
    return told | {word.lower() for word in _WITH_OF} if small == "of" else told


def behind_small(prose: str, at: int, small: str) -> str:
    """Return what the word before a small one tells that begins at an offset, ``""`` where it is nothing: "the fall of", "dined at"."""
    if small == "the" and prose[max(0, at - 4) : at] == " of ":
        at, small = at - 3, "of"
    if small not in _TABLES:
        return ""
    first = end = at - 1
    while first > 0 and prose[first - 1].isalpha():
        first -= 1
    word = prose[first:end]
    return _GOES_ON if small == "of" and word in _WITH_OF else _told(_TABLES[small]).get(word.lower(), "")


def placed(word: str) -> bool:
    """Whether a word beside a name is a place, a town or a state."""
    return word[:1].isupper() and (kinds(word) & _PLACE != 0 or word.rstrip(".") in _COUNTY)


#: "Greene, Chenango Co., N.Y."
COUNTIES = (" Co.", " Co,", " County", " Cy", " co.", " county", " Parish")


def county_behind(prose: str, end: int, word: str) -> bool:
    """Whether the word behind a name that ends at an offset is that of a county."""
    return prose.startswith(COUNTIES, prose.find(word, end) + len(word))


def place_or_date(prose: str, end: int, word: str) -> tuple[str, ...]:
    """Return what a capitalised word behind a comma makes of the name before it, which ends at an offset."""
    kind = kinds(word)
    if county_behind(prose, end, word):
        return ("a state behind it",)
    if len(word) == 1:
        letters = _LETTERS.match(prose, end)
        return ("a state behind it",) if letters and kinds(f"{letters['one']}.{letters['other']}.") & Kind.STATE else ()
    if kind & Kind.STATE and not kind & (Kind.TITLE | Kind.GIVEN):
        return ("a state behind it",)
    if kind & Kind.CALENDAR:
        return ("a date behind it",)
    return ("a place and a comma behind it",) if kind & Kind.PLACE or kind & (Kind.TOWN | NAMES) == Kind.TOWN else ()


def opened(word: str) -> tuple[str, ...]:
    """Return what a small word tells that has its capital from a sentence and stands in the same run: "In Paris", "The Society"."""
    told = groups().get(word.lower(), "")
    return (told,) if told else ()
