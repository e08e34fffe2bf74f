"""What the words of a stretch are: the first, the last, all of them. One row of a table for each observation."""

from __future__ import annotations

from functools import lru_cache

from encoder.language.lexicon import words
from encoder.names.kinds import NAMES, Kind
from encoder.names.letters import capitals_stop, letters
from encoder.names.tokens import AND, CAPITAL_PARTICLES, COMMA, KNIGHTS, OF, ON, OWN, PARTICLE, SPACE, Word

#: an observation: its name, of which kinds a word has to have one, of which it may have none
Row = tuple[str, int, int]

_MAY_BE_NAME = NAMES | Kind.INITIAL | Kind.GIVEN_WORD
NO_PLAIN = _MAY_BE_NAME | Kind.SURNAME_WORD | Kind.BODY | Kind.PLACE_HEAD | Kind.FIRM | Kind.PLACE
_SAYS_NOTHING = Kind.CAPITALS | Kind.TOWN | Kind.CITY | Kind.SURNAMED | Kind.TOWNED

ALONE: tuple[Row, ...] = (
    ("a given name alone", Kind.GIVEN, 0),
    ("a surname alone", Kind.SURNAME, Kind.WORD),
    ("a surname that is a word", Kind.SURNAME_WORD, 0),
    ("a noun of bodies alone", Kind.BODY, 0),
    ("a noun of places alone", Kind.PLACE_HEAD, Kind.BODY),
    ("a title alone", Kind.TITLE, 0),
    ("a direction alone", Kind.DIRECTION, 0),
    ("a noun of things alone", Kind.THING, 0),
    ("a noun of firms alone", Kind.FIRM, Kind.BODY),
    ("initials alone", Kind.INITIAL, 0),
    ("the subject of a department alone", Kind.SUBJECT, 0),
    ("ends like a surname", Kind.SURNAMED, 0),
    ("ends like a place", Kind.TOWNED, 0),
    ("a street in one word", Kind.STREET, 0),
    ("a state shortened", Kind.STATE, 0),
    ("a newspaper's noun alone", Kind.PAPER, 0),
)
#: the first row that holds is what the first word of several is; so is the last word below
BEFORE: tuple[Row, ...] = (
    ("initials before", Kind.INITIAL, 0),
    ("a given name before", Kind.GIVEN, 0),
    ("a given name that is a word before", Kind.GIVEN_WORD, 0),
    ("a surname before", Kind.SURNAME, 0),
)
AT_THE_END: tuple[Row, ...] = (
    ("a surname at the end", Kind.SURNAME, Kind.WORD),
    ("a surname that is a word at the end", Kind.SURNAME | Kind.SURNAME_WORD, 0),
    ("a given name at the end", Kind.GIVEN, 0),
)
#: every row that holds counts
FIRST: tuple[Row, ...] = (
    ("an ordinal before", Kind.ORDINAL, 0),
    ("a noun of bodies before", Kind.BODY, 0),
    ("a noun of nature before", Kind.NATURE, 0),
    ("a direction before", Kind.DIRECTION, 0),
    ("a people before", Kind.PEOPLE, 0),
    ("a place before", Kind.PLACE | Kind.TOWN, NAMES),
    ("a title before, inside", Kind.TITLE, 0),
    (
        "an ordinary word before",
        Kind.WORD,
        NAMES | Kind.GIVEN_WORD | Kind.SURNAME_WORD | Kind.BODY | Kind.PEOPLE | Kind.DIRECTION | Kind.NATURE | Kind.PLACE,
    ),
)
LAST: tuple[Row, ...] = (
    ("a noun of bodies at the end", Kind.BODY, Kind.SURNAME),
    ("a noun of firms at the end", Kind.FIRM, Kind.BODY | Kind.SURNAME),
    ("a noun of places at the end", Kind.PLACE_HEAD, Kind.BODY),
    ("a place at the end", Kind.PLACE | Kind.TOWN, NAMES),
    ("a thing at the end", Kind.THING, Kind.BODY),
    ("a numeral at the end", Kind.NUMERAL, 0),
    ("a title at the end", Kind.TITLE, Kind.BODY | NAMES),
    ("a newspaper's noun at the end", Kind.PAPER, 0),
    ("a state shortened at the end", Kind.STATE, NAMES | Kind.FUNCTION),
    ("a shortened unit at the end", Kind.UNIT, 0),
    ("members at the end", Kind.MEMBERS, 0),
    ("the last word ends like a surname", Kind.SURNAMED, 0),
    ("the last word ends like a place", Kind.TOWNED, 0),
    ("an ordinary word at the end", Kind.WORD, NO_PLAIN & ~(Kind.INITIAL | Kind.GIVEN_WORD)),
)


def rows(table: tuple[Row, ...], kind: int) -> list[str]:
    """Return the names of the rows that hold of a word."""
    return [name for name, has, lacks in table if kind & has and not kind & lacks]


@lru_cache(maxsize=16384)
def _shape(kinds: tuple[int, ...], gaps: tuple[str, ...], letter: bool) -> tuple[str, ...]:
    size, last = len(kinds), kinds[-1]
    found = [("one word", "two words", "three words", "four words")[min(size, 4) - 1]]
    found += _alone(kinds[0]) if size == 1 else _several(kinds, letter)
    every = 0
    for kind in kinds:
        every |= kind
    if every & Kind.CALENDAR:
        found.append("a word of the calendar")
    if every & Kind.FUNCTION:
        found.append("a small word with a capital")
    if last & Kind.PEOPLE:
        found.append("a people at the end" if size > 1 else "a people alone")
    if size > 1:
        found += _letters(kinds)
    elif every & Kind.ACRONYM:
        found.append("a listed acronym")
    elif every & Kind.CAPITALS:
        found.append("a numeral alone" if every & Kind.NUMERAL else "capitals")
    found += _joined(kinds, gaps)
    return tuple(found)


def _letters(kinds: tuple[int, ...]) -> list[str]:
    """Return whether a name begins with the letters of a place or a body, "U.S. Mission", "NATO Council", or has such inside."""
    first = kinds[0]
    found = ["an acronym inside"] if any(k & Kind.ACRONYM for k in kinds[1:]) else []
    if first & Kind.CAPITALS and first & (Kind.ACRONYM | Kind.PLACE):
        found.append("letters of a place before" if first & Kind.PLACE else "letters of a body before")
    return found


@lru_cache(maxsize=4096)
def _alone(kind: int) -> tuple[str, ...]:
    found = rows(ALONE, kind)
    if kind & NAMES and kind & Kind.WORD and "a surname that is a word" not in found:
        found.append("a surname that is a word")
    if not kind & ~_SAYS_NOTHING:
        found.append("an unknown word alone")
    elif kind & Kind.WORD and not kind & ~(_SAYS_NOTHING | Kind.WORD):
        found.append("an ordinary word that is never small")
    if kind & Kind.CABLE and kind & Kind.BODY:
        found.append("a body as cables shorten it")
    return tuple(found)


class _Trait:
    """What a word may be beside others, as bits."""

    UNKNOWN = 1
    NAME = 2
    #: or a surname that is a word
    PERHAPS = 4
    ORDINARY = 8
    #: an ordinary word and nothing else
    PLAIN = 16


_ORDINARY = Kind.WORD | Kind.FUNCTION | Kind.CAPITALS | Kind.THING | Kind.DIRECTION | Kind.KEPT


@lru_cache(maxsize=4096)
def _traits(kind: int) -> int:
    found = 0
    if not kind & ~_SAYS_NOTHING:
        found = _Trait.UNKNOWN | _Trait.NAME | _Trait.PERHAPS
    if kind & _MAY_BE_NAME:
        found |= _Trait.NAME | _Trait.PERHAPS
    if kind & Kind.SURNAME_WORD:
        found |= _Trait.PERHAPS
    if kind & Kind.WORD and not kind & (NO_PLAIN | Kind.TITLE):
        found |= _Trait.ORDINARY
    if kind & (Kind.WORD | Kind.FUNCTION) and not kind & ~_ORDINARY:
        found |= _Trait.PLAIN
    return found


@lru_cache(maxsize=4096)
def _first_of_several(kind: int, letter: bool) -> tuple[str, ...]:
    found = rows(BEFORE, kind)[:1]
    if not found and _traits(kind) & _Trait.UNKNOWN:
        found.append("a letter before" if letter else "an unknown word before")
    return tuple(found)


@lru_cache(maxsize=4096)
def _last_of_several(kind: int) -> tuple[str, ...]:
    if kind & Kind.INITIAL:
        return ("an initial at the end",)
    return tuple(rows(AT_THE_END, kind)[:1]) or (("an unknown word at the end",) if _traits(kind) & _Trait.UNKNOWN else ())


@lru_cache(maxsize=4096)
def _first_rows(kind: int) -> list[str]:
    return rows(FIRST, kind)


@lru_cache(maxsize=4096)
def _last_rows(kind: int) -> list[str]:
    return rows(LAST, kind)


def _several(kinds: tuple[int, ...], letter: bool) -> list[str]:
    first, last = kinds[0], kinds[-1]
    inner = 0
    for kind in kinds[1:-1]:
        inner |= kind
    some, each = 0, -1
    for kind in kinds:
        traits = _traits(kind)
        some |= traits
        each &= traits
    found = [*_first_of_several(first, letter), *_last_of_several(last)]
    if each & _Trait.NAME:
        found.append("all words names or unknown")
    elif each & _Trait.PERHAPS:
        found.append("all words may be names")
    if each & _Trait.UNKNOWN:
        found.append("all words unknown")
    if inner & Kind.INITIAL:
        found.append("an initial inside")
    if inner & Kind.BODY:
        found.append("a noun of bodies inside")
    if (inner | last) & Kind.TITLE:
        found.append("a title inside")
    if some & _Trait.ORDINARY:
        found.append("an ordinary word inside")
    if each & _Trait.PLAIN:
        found.append("all words ordinary")
    return [*found, *_first_rows(first), *_last_rows(last)]


#: what stands behind the noun of a body and "of", the first row that holds
_WHOSE: tuple[Row, ...] = (
    ("the body of a place", Kind.PLACE | Kind.TOWN, NAMES | Kind.WORD),
    ("the body of a state or region", Kind.PLACE | Kind.TOWN | Kind.DIRECTION, 0),
    ("the body of a title", Kind.TITLE, 0),
    ("the body of a body", Kind.BODY, 0),
    ("the body of a subject", Kind.WORD, NAMES),
)


def _over_of(kinds: tuple[int, ...], gaps: tuple[str, ...], at: int) -> list[str]:
    """Return what goes on over a preposition that is no body: "Gulf of Mexico", "Workers of the World"."""
    noun = ["of behind a place's noun"] if kinds[at] & Kind.PLACE_HEAD else []
    if gaps[at] == OF and at < TWO and kinds[at] & Kind.WITH_OF and not kinds[at + 1] & (Kind.BODY | Kind.TITLE):
        return [*noun, "a place that goes on over of"]
    return ["members before of" if kinds[at] & Kind.MEMBERS else "a preposition inside", *noun]


def _joined(kinds: tuple[int, ...], gaps: tuple[str, ...]) -> list[str]:
    found = []
    if PARTICLE in gaps:
        found.append("a particle inside")
    if OWN in gaps:
        found.append("a possessive inside")
        if kinds[gaps.index(OWN)] & (Kind.PLACE | Kind.CITY) and not kinds[gaps.index(OWN)] & (NAMES | Kind.NATURE | Kind.WORD):
            found.append("a place and what is its own")
        if kinds[gaps.index(OWN)] & Kind.TITLE:
            found.append("a title and what is its own")
    if OF in gaps or ON in gaps:
        at = next(n for n, gap in enumerate(gaps) if gap in {OF, ON})
        if any(k & Kind.BODY for k in kinds[: at + 1]):
            found.append("goes on behind a body's noun")
            if gaps[at] == ON:
                found.append("on behind a body's noun")
            else:
                found += rows(_WHOSE, kinds[at + 1])[:1]
        else:
            found += _over_of(kinds, gaps, at)
    if AND in gaps:
        found.append("and inside")
        if kinds[-1] & Kind.BODY and any(k & Kind.BODY for k in kinds[: gaps.index(AND) + 1]):
            found.append("nouns of bodies on both sides of and")
    if COMMA in gaps:
        found.append("a comma inside")
        at = gaps.index(COMMA) + 1
        if kinds[at] & (Kind.GIVEN | Kind.INITIAL) and at < 3 and not any(k & (Kind.BODY | Kind.FIRM) for k in kinds):
            found.append("a surname, a comma, a given name")
            if kinds[0] & Kind.CAPITALS:
                found.append("the same in capitals")
    return found


_OF_WORDS = frozenset({"an ordinary word inside", "an ordinary word at the end", "all words ordinary", "a small word with a capital"})
#: letters of an acronym or a numeral
_SHORT = 3
#: they have a name of their own only where a list has it: "Imperial Government", not "Swiss Government"
_GOVERNMENTS = frozenset({"Government", "Governments", "Govt", "Govts", "Delegation", "Delegations"})
_CLANS = ("Mc", "O’", "O'")
_BY_ITSELF = frozenset(words.table("bodies")["bare"])
_SELDOM = frozenset(words.table("names")["seldom"])
#: "Chenango Co., NY"
COUNTY = frozenset({"Co", "Co.", "Cy", "Cos"})
TWO = 2
#: how adjectives end that are no names: "Colonial", "Democratic"
_ADJECTIVES = ("al", "ic", "ary", "ive", "ous", "able", "less", "ful")
#: what stands before the names of ships
SHIPS = frozenset({"U.S.S.", "H.M.S.", "S.S.", "USS", "HMS", "M.V.", "R.M.S."})
_SHIPPING = frozenset({
    "Ship", "Brig", "Barque", "Bark", "Schooner", "Schr", "Sloop", "Steamer", "Steamship", "Frigate", "Cutter", "Brigantine", "Barquentine",
})  # fmt: skip
#: what makes another name of such a word: "Steamer Point", "Ship Canal"
_NO_SHIP = Kind.PLACE_HEAD | Kind.BODY | Kind.FIRM | Kind.THING | Kind.TITLE


def of_ships(word: Word, behind: Word) -> bool:
    """Whether a word says that the name behind it is a ship's: "H.M.S. Beagle", "Brig Afton"."""
    return word.text in SHIPS or (word.text in _SHIPPING and behind.gap == SPACE and not behind.kind & _NO_SHIP)


def shape(run: list[Word], i: int, j: int) -> tuple[str, ...]:
    """Return what the words from ``i`` up to ``j`` are."""
    part = run[i:j]
    return shape_of(part, tuple([w.kind for w in part]), tuple([w.gap for w in part[1:]]))


def shape_of(part: list[Word], kinds: tuple[int, ...], gaps: tuple[str, ...]) -> tuple[str, ...]:
    """Return what some words are; ``kinds`` are those of each, ``gaps`` what stands between them."""
    found = _shape(kinds, gaps, len(part[0].text) == 1)
    if part[0].text in SHIPS or (len(part) > 1 and of_ships(part[0], part[1])):
        found = (*found, "behind a word of ships")
    if len(part) > 1 and part[1].kind & Kind.GIVEN:
        if part[0].text == "M.":
            found = (*found, "a title that looks like initials")
        elif part[0].text in KNIGHTS:
            found = (*found, "a knight and a given name")
    last = part[-1]
    if len(part) == TWO and _bare_initials(part):
        found = (*found, "initials without stops")
    if len(part) == 1:
        if "an ordinary word that is never small" in found and last.text.endswith(_ADJECTIVES):
            found = (*found, "an adjective that is never small")
        return (*found, *_single(last.text), *letters(last.text, not last.kind & ~_SAYS_NOTHING))
    if capitals_stop(part):
        found = (*found, "capitals, then small letters")
    elif len(part) == TWO and owner(part[0]) and last.kind & Kind.WORD and not last.kind & NO_PLAIN:
        found = (*found, "an s, then an ordinary word")
    found = (*found, *_end(part))
    if part[0].text not in CAPITAL_PARTICLES:
        return found
    return (*(one for one in found if one not in _OF_WORDS), "a particle before")  # what "Mare" is says nothing of "De la Mare"


def owner(word: Word) -> bool:
    """Whether a word may be a name whose apostrophe was left out: "Mr. Keiths Joke"."""
    return word.text[-1] == "s" and not word.kind & Kind.GIVEN


def _end(part: list[Word]) -> list[str]:
    """Return what the last of several words is beside those before it."""
    last = part[-1]
    found = []
    if last.kind & (Kind.PLACE | Kind.STATE) and last.gap == SPACE and part[-2].kind & _SETTLED and not part[-2].kind & _NO_TOWN:
        found.append("two places side by side")
    if last.text in _GOVERNMENTS:
        found.append("a government at the end")
    elif last.text in COUNTY:
        if len(part) == TWO:
            found.append("may be a county")
        elif last.gap == SPACE and part[-2].gap == COMMA:
            found.append("a comma before a county")
    if last.kind & (Kind.CAPITALS | Kind.PLACE) == Kind.PLACE and all(loud(w) for w in part[:-1]):
        found.append("a place behind words in capitals")
    elif last.kind & Kind.CAPITALS and len(last.text) > _SHORT and not any(w.kind & Kind.CAPITALS for w in part[:-1]):
        found.append("the last word in capitals, the others not")
    return found


_SETTLED = Kind.PLACE | Kind.TOWN
_NO_TOWN = Kind.DIRECTION | Kind.NATURE | Kind.INITIAL | Kind.PLACE_HEAD | Kind.BODY


def loud(word: Word) -> bool:
    """Whether a word in capitals is no acronym, initial or numeral."""
    return word.kind & (Kind.CAPITALS | Kind.ACRONYM | Kind.NUMERAL | Kind.INITIAL) == Kind.CAPITALS and len(word.text) >= _SHORT


@lru_cache(maxsize=16384)
def _single(text: str) -> tuple[str, ...]:
    """Return what a word alone is by its own form."""
    found: tuple[str, ...] = ()
    if text in _BY_ITSELF:
        found = ("a body by itself",)
    elif text in _SELDOM:
        found = ("seldom a body by itself",)
    if text.startswith(_CLANS):
        found = (*found, "the name of a clan")
    return (*found, "a single letter") if len(text) == 1 else found


def _bare_initials(part: list[Word]) -> bool:
    """Whether a surname stands behind two or three letters that no list has: "JEB Stuart"."""
    first, last = part
    return first.kind == Kind.CAPITALS and 1 < len(first.text) <= _SHORT and bool(last.kind & NAMES) and not last.kind & Kind.CAPITALS
