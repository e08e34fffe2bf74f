"""What the words of a stretch are: the first, the last, all of them. One row of a table for each observation."""

from __future__ import annotations

from functools import lru_cache

from encoder.language.lexicon import words
from encoder.names.kinds import NAMES, Kind
from encoder.names.letters import letters
from encoder.names.marks import NO_PLAIN, OF_SHIPS, Mark, any_of, capitals_end, marked, of_ships
from encoder.names.tokens import AND, COMMA, OF, ON, OWN, PARTICLE, SPACE

#: an observation: its name, of which kinds a word has to have one, of which it may have none
Told = tuple[str, int, int]

_MAY_BE_NAME = NAMES | Kind.INITIAL | Kind.GIVEN_WORD
_SAYS_NOTHING = Kind.CAPITALS | Kind.TOWN | Kind.CITY | Kind.SURNAMED | Kind.TOWNED

ALONE: tuple[Told, ...] = (
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
BEFORE: tuple[Told, ...] = (
    ("initials before", Kind.INITIAL, 0),
    ("a given name before", Kind.GIVEN, 0),
    ("a given name that is a word before", Kind.GIVEN_WORD, 0),
    ("a surname before", Kind.SURNAME, 0),
)
AT_THE_END: tuple[Told, ...] = (
    ("a surname at the end", Kind.SURNAME, Kind.WORD),
    ("a surname that is a word at the end", Kind.SURNAME | Kind.SURNAME_WORD, 0),
    ("a given name at the end", Kind.GIVEN, 0),
)
#: every row that holds counts
FIRST: tuple[Told, ...] = (
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
LAST: tuple[Told, ...] = (
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


def rows(table: tuple[Told, ...], kind: int) -> list[str]:
    """Return the names of the rows that hold of a word."""
    return [name for name, has, lacks in table if kind & has and not kind & lacks]


@lru_cache(maxsize=16384)
def shape_of_word(text: str, kind: int) -> tuple[str, ...]:
    """Return what a word is that is a stretch by itself."""
    found = ["one word", *_alone(kind)]
    if kind & Kind.CALENDAR:
        found.append("a word of the calendar")
    if kind & Kind.FUNCTION:
        found.append("a small word with a capital")
    if kind & Kind.PEOPLE:
        found.append("a people alone")
    if kind & Kind.ACRONYM:
        found.append("a listed acronym")
    elif kind & Kind.CAPITALS:
        found.append("a numeral alone" if kind & Kind.NUMERAL else "capitals")
    if marked(text, kind) & Mark.SHIP:
        found.append("behind a word of ships")
    if "an ordinary word that is never small" in found and text.endswith(_ADJECTIVES):
        found.append("an adjective that is never small")
    if text in _BY_ITSELF:
        found.append("a body by itself")
    elif text in _SELDOM:
        found.append("seldom a body by itself")
    if text.startswith(_CLANS):
        found.append("the name of a clan")
    if len(text) == 1:
        found.append("a single letter")
    return (*found, *letters(text, not kind & ~_SAYS_NOTHING))


@lru_cache(maxsize=16384)
def shape_of_words(kinds: tuple[int, ...], gaps: tuple[str, ...], marks: tuple[int, ...]) -> tuple[str, ...]:
    """Return what several words are; ``gaps`` is what stands between them."""
    size, first, last = len(kinds), kinds[0], kinds[-1]
    one, other = _traits(first), _traits(last)
    inner, some, each = 0, one | other, one & other
    if size > TWO:
        for kind in kinds[1:-1]:
            inner |= kind
            traits = _traits(kind)
            some |= traits
            each &= traits
    found = [
        "two words" if size == TWO else "three words" if size == TWO + 1 else "four words",
        *_first_of_several(first, marks[0] & _LETTER),
        *_last_of_several(last),
        *_all_of_several(each, some & _ORDINARY_TRAIT, inner & _INSIDE | last & _TITLE),
        *_first_rows(first),
        *_last_rows(last),
    ]
    if (first | inner | last) & _EVERYWHERE:
        found += _everywhere(first | inner | last, kinds)
    if gaps.count(SPACE) < size - 1:
        found += _joined(kinds, gaps)
    if any(marks):
        found += _marked(kinds, gaps, marks)
    if marks[-1] or last & _PLACED:
        found += _end(kinds, gaps, marks)
    if marks[0] & _PARTICLE:  # what "Mare" is says nothing of "De la Mare"
        found = [*(one for one in found if one not in _OF_WORDS), "a particle before"]
    return tuple(found)


#: marks and kinds of which something is told
_LETTER = Mark.LETTER
_PARTICLE = Mark.PARTICLE
_LOUD = Mark.LOUD
_COUNTY = Mark.COUNTY
_GOVERNMENT = Mark.GOVERNMENT
_LONG = Mark.LONG
_LONG_WORD = Mark.LONG_WORD
_TITLE = Kind.TITLE
_BODY = Kind.BODY
_CAPITALS = Kind.CAPITALS
_INSIDE = Kind.INITIAL | Kind.BODY | Kind.TITLE
_EVERYWHERE = Kind.CALENDAR | Kind.FUNCTION | Kind.PEOPLE | Kind.CAPITALS | Kind.ACRONYM
_PLACE = Kind.PLACE
_PLACED = Kind.PLACE | Kind.STATE


def _everywhere(every: int, kinds: tuple[int, ...]) -> list[str]:
    """Return what is told of some kinds wherever a word has them; ``every`` are those of all words."""
    found = []
    if every & Kind.CALENDAR:
        found.append("a word of the calendar")
    if every & Kind.FUNCTION:
        found.append("a small word with a capital")
    if kinds[-1] & Kind.PEOPLE:
        found.append("a people at the end")
    return found + _letters(kinds) if every & (Kind.CAPITALS | Kind.ACRONYM) else found


def _letters(kinds: tuple[int, ...]) -> list[str]:
    """Return whether a name begins with the letters of a place or a body, "U.S. Mission", "NATO Council", or has such inside."""
    first = kinds[0]
    found = ["an acronym inside"] if any_of(kinds[1:]) & Kind.ACRONYM else []
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


_ORDINARY_TRAIT = _Trait.ORDINARY


@lru_cache(maxsize=4096)
def _first_of_several(kind: int, letter: int) -> tuple[str, ...]:
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


@lru_cache(maxsize=4096)
def _all_of_several(each: int, ordinary: int, inside: int) -> list[str]:
    """Return what all words are or one of them: the traits that each has, whether one is ordinary, kinds of which one has some."""
    found = []
    if each & _Trait.NAME:
        found.append("all words names or unknown")
    elif each & _Trait.PERHAPS:
        found.append("all words may be names")
    if each & _Trait.UNKNOWN:
        found.append("all words unknown")
    if inside & Kind.INITIAL:
        found.append("an initial inside")
    if inside & Kind.BODY:
        found.append("a noun of bodies inside")
    if inside & Kind.TITLE:
        found.append("a title inside")
    if ordinary:
        found.append("an ordinary word inside")
    if each & _Trait.PLAIN:
        found.append("all words ordinary")
    return found


#: what stands behind the noun of a body and "of", the first row that holds
_WHOSE: tuple[Told, ...] = (
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
        owner = kinds[gaps.index(OWN)]
        if owner & (Kind.PLACE | Kind.CITY) and not owner & (NAMES | Kind.NATURE | Kind.WORD):
            found.append("a place and what is its own")
        if owner & _TITLE:
            found.append("a title and what is its own")
    if OF in gaps or ON in gaps:
        at = gaps.index(OF) if ON not in gaps else gaps.index(ON) if OF not in gaps else min(gaps.index(OF), gaps.index(ON))
        if any_of(kinds[: at + 1]) & _BODY:
            found.append("goes on behind a body's noun")
            if gaps[at] == ON:
                found.append("on behind a body's noun")
            else:
                found += rows(_WHOSE, kinds[at + 1])[:1]
        else:
            found += _over_of(kinds, gaps, at)
    if AND in gaps:
        found.append("and inside")
        if kinds[-1] & _BODY and any_of(kinds[: gaps.index(AND) + 1]) & _BODY:
            found.append("nouns of bodies on both sides of and")
    if COMMA in gaps:
        found.append("a comma inside")
        at = gaps.index(COMMA) + 1
        if kinds[at] & (Kind.GIVEN | Kind.INITIAL) and at < 3 and not any_of(kinds) & (Kind.BODY | Kind.FIRM):
            found.append("a surname, a comma, a given name")
            if kinds[0] & Kind.CAPITALS:
                found.append("the same in capitals")
    return found


_OF_WORDS = frozenset({"an ordinary word inside", "an ordinary word at the end", "all words ordinary", "a small word with a capital"})
_CLANS = ("Mc", "O’", "O'")
_BY_ITSELF = frozenset(words.table("bodies")["bare"])
_SELDOM = frozenset(words.table("names")["seldom"])
TWO = 2
#: how adjectives end that are no names: "Colonial", "Democratic"
_ADJECTIVES = ("al", "ic", "ary", "ive", "ous", "able", "less", "ful")


def _marked(kinds: tuple[int, ...], gaps: tuple[str, ...], marks: tuple[int, ...]) -> list[str]:
    """Return what the letters of several words tell."""
    found = []
    if marks[0] & OF_SHIPS and of_ships(marks[0], gaps[0], kinds[1]):
        found.append("behind a word of ships")
    if kinds[1] & Kind.GIVEN:
        if marks[0] & Mark.MONSIEUR:
            found.append("a title that looks like initials")
        elif marks[0] & Mark.KNIGHT:
            found.append("a knight and a given name")
    two = len(kinds) == TWO
    if two and marks[0] & Mark.BARE and kinds[1] & NAMES and not kinds[1] & Kind.CAPITALS:
        found.append("initials without stops")  # "JEB Stuart"
    if _capitals_stop(kinds, marks):
        found.append("capitals, then small letters")
    elif two and marks[0] & Mark.OWNER and kinds[1] & Kind.WORD and not kinds[1] & NO_PLAIN:
        found.append("an s, then an ordinary word")
    return found


def _capitals_stop(kinds: tuple[int, ...], marks: tuple[int, ...]) -> bool:
    """Whether a stretch goes on in small letters behind words in capitals."""
    before = marks[0]
    for kind, mark in zip(kinds[1:], marks[1:], strict=True):
        if before & _LONG_WORD and not kind & _CAPITALS and capitals_end(before, kind, mark):
            return True
        before = mark
    return False


def _end(kinds: tuple[int, ...], gaps: tuple[str, ...], marks: tuple[int, ...]) -> list[str]:
    """Return what the last of several words is beside those before it."""
    last, mark, before = kinds[-1], marks[-1], kinds[-2]
    found = []
    if last & _PLACED and gaps[-1] == SPACE and before & _SETTLED and not before & _NO_TOWN:
        found.append("two places side by side")
    if mark & _GOVERNMENT:
        found.append("a government at the end")
    elif mark & _COUNTY:
        if len(kinds) == TWO:
            found.append("may be a county")
        elif gaps[-1] == SPACE and gaps[-2] == COMMA:
            found.append("a comma before a county")
    if last & _PLACE and not last & _CAPITALS and marks[0] & _LOUD and all(m & _LOUD for m in marks[:-1]):
        found.append("a place behind words in capitals")
    elif mark & _LONG and not any_of(kinds[:-1]) & _CAPITALS:
        found.append("the last word in capitals, the others not")
    return found


_SETTLED = Kind.PLACE | Kind.TOWN
_NO_TOWN = Kind.DIRECTION | Kind.NATURE | Kind.INITIAL | Kind.PLACE_HEAD | Kind.BODY
