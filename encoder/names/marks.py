"""What the letters of a word tell beside its kinds, as bits: with them a run of words is three rows of numbers, whatever its text."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from encoder.names.kinds import NAMES, Kind
from encoder.names.tokens import CAPITAL_PARTICLES, SPACE


class Mark:
    """The marks of a word."""

    #: one letter
    LETTER = 1 << 0
    #: "Sir"
    KNIGHT = 1 << 1
    #: a small word of names that some write with a capital
    PARTICLE = 1 << 2
    #: "H.M.S.", and "Brig"
    SHIP = 1 << 3
    SHIPPING = 1 << 4
    #: "M."
    MONSIEUR = 1 << 5
    #: "Co."
    COUNTY = 1 << 6
    GOVERNMENT = 1 << 7
    #: "Departments"
    SEVERAL = 1 << 8
    #: it may be a name whose apostrophe was left out: "Mr. Keiths Joke"
    OWNER = 1 << 9
    #: in capitals, and no acronym, initial or numeral
    LOUD = 1 << 10
    #: in capitals, of more letters than most acronyms have, and the same where it is neither acronym nor numeral
    LONG = 1 << 11
    LONG_WORD = 1 << 12
    #: two or three letters in capitals that no list has
    BARE = 1 << 13
    HYPHEN = 1 << 14
    #: an ordinary word that the text writes with a capital alone
    NEVER_SMALL = 1 << 15


#: letters of an acronym or a numeral
_SHORT = 3
#: they have a name of their own only where a list has it: "Imperial Government", not "Swiss Government"
_GOVERNMENTS = ("Government", "Governments", "Govt", "Govts", "Delegation", "Delegations")
#: "the Departments of State and Defense": each subject is a body by itself
_SEVERAL = ("Departments", "Ministries")
_SHIPPING = (
    "Ship", "Brig", "Barque", "Bark", "Schooner", "Schr", "Sloop", "Steamer", "Steamship", "Frigate", "Cutter", "Brigantine", "Barquentine",
)  # fmt: skip
_LISTED: dict[str, int] = {}
for _mark, _words in (
    (Mark.KNIGHT, ("Sir", "Dame", "Lady", "SIR", "DAME", "LADY")),
    (Mark.PARTICLE, CAPITAL_PARTICLES),
    (Mark.SHIP, ("U.S.S.", "H.M.S.", "S.S.", "USS", "HMS", "M.V.", "R.M.S.")),
    (Mark.SHIPPING, _SHIPPING),
    (Mark.MONSIEUR, ("M.",)),
    (Mark.COUNTY, ("Co", "Co.", "Cy", "Cos")),  # "Chenango Co., NY"
    (Mark.GOVERNMENT, _GOVERNMENTS),
    (Mark.SEVERAL, _SEVERAL),
):
    for _word in _words:
        _LISTED[_word] = _LISTED.get(_word, 0) | _mark


_CAPITALS = Kind.CAPITALS
_GIVEN = Kind.GIVEN


@lru_cache(maxsize=16384)
def marked(text: str, kind: int) -> int:
    """Return the marks of a word of some kinds, as far as they hang on nothing else."""
    found = _LISTED.get(text, 0)
    if text[-1] == "s" and not kind & _GIVEN:
        found |= Mark.OWNER
    if len(text) == 1:
        found |= Mark.LETTER
    elif "-" in text:
        found |= Mark.HYPHEN
    return found | _in_capitals(len(text), kind) if kind & _CAPITALS else found


def _in_capitals(size: int, kind: int) -> int:
    """Return the marks of a word in capitals of so many letters."""
    found = 0
    if size > _SHORT:
        found = Mark.LONG if kind & (Kind.ACRONYM | Kind.NUMERAL) else Mark.LONG | Mark.LONG_WORD
    if size >= _SHORT and not kind & (Kind.ACRONYM | Kind.NUMERAL | Kind.INITIAL):
        found |= Mark.LOUD
    return found | Mark.BARE if 1 < size <= _SHORT and kind == Kind.CAPITALS else found


def any_of(kinds: tuple[int, ...]) -> int:
    """Return every kind that one of some words has."""
    return reduce(or_, kinds, 0)


class Row(NamedTuple):
    """A run of words: of each what it can be, what parts it from the one before, its marks."""

    kinds: tuple[int, ...]
    gaps: tuple[str, ...]
    marks: tuple[int, ...]


def row(
    texts: tuple[str, ...], kinds: tuple[int, ...], gaps: tuple[str, ...], never_small: frozenset[str] = frozenset()
) -> Row:
    """Return the row of a run; ``never_small`` are ordinary words that the text writes with a capital alone."""
    found = tuple(map(marked, texts, kinds))
    if never_small:
        found = tuple([m | Mark.NEVER_SMALL if t in never_small else m for t, m in zip(texts, found, strict=True)])
    return Row(kinds, gaps, found)


#: what a word is not that is an ordinary one and may be no part of a name
NO_PLAIN = NAMES | Kind.INITIAL | Kind.GIVEN_WORD | Kind.SURNAME_WORD | Kind.BODY | Kind.PLACE_HEAD | Kind.FIRM | Kind.PLACE
#: where small letters go on behind capitals, and where they do so inside a name: "DUPONT Jean"
_GOES_ON = Kind.PLACE | Kind.TOWN | Kind.WORD
_SAME_NAME = NAMES | Kind.GIVEN_WORD | Kind.BODY | Kind.FIRM | Kind.PLACE_HEAD | Kind.CAPITALS | Kind.INITIAL


def capitals_end(before: int, kind: int, mark: int) -> bool:
    """Whether capitals end between two words: "Mr. ZAKARIA Ghana", not "KIM Il-song"; ``before`` are the marks of the first."""
    if not before & Mark.LONG_WORD or mark & (Mark.LETTER | Mark.HYPHEN):
        return False
    return kind & _GOES_ON != 0 and not kind & _SAME_NAME


OF_SHIPS = Mark.SHIP | Mark.SHIPPING
#: what makes another name of "Ship" and the like: "Steamer Point", "Ship Canal"
_NO_SHIP = Kind.PLACE_HEAD | Kind.BODY | Kind.FIRM | Kind.THING | Kind.TITLE


def of_ships(mark: int, gap: str, behind: int) -> bool:
    """Whether a word says that the name behind it is a ship's: "H.M.S. Beagle", "Brig Afton"; ``behind`` are the kinds of that."""
    return bool(mark & Mark.SHIP or (mark & Mark.SHIPPING and gap == SPACE and not behind & _NO_SHIP))
