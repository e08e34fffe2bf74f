"""What the words of a stretch are: the first, the last, all of them. One row of a table for each observation."""

from __future__ import annotations

from functools import lru_cache

from encoder.language.lexicon import words
from encoder.names.kinds import NAMES, Kind
from encoder.names.tokens import AND, CAPITAL_PARTICLES, COMMA, KNIGHTS, OF, ON, OWN, OWNED, PARTICLE, SPACE, Word

#: an observation: its name, of which kinds a word has to have one, of which it may have none
Row = tuple[str, int, int]

_MAY_BE_NAME = NAMES | Kind.INITIAL | Kind.GIVEN_WORD
_NO_PLAIN = _MAY_BE_NAME | Kind.SURNAME_WORD | Kind.BODY | Kind.PLACE_HEAD | Kind.FIRM | Kind.PLACE
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
    ("the last word ends like a surname", Kind.SURNAMED, 0),
    ("the last word ends like a place", Kind.TOWNED, 0),
    ("an ordinary word at the end", Kind.WORD, _NO_PLAIN & ~(Kind.INITIAL | Kind.GIVEN_WORD)),
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


def _alone(kind: int) -> list[str]:
    found = rows(ALONE, kind)
    if kind & NAMES and kind & Kind.WORD and "a surname that is a word" not in found:
        found.append("a surname that is a word")
    if not kind & ~_SAYS_NOTHING:
        found.append("an unknown word alone")
    elif kind & Kind.WORD and not kind & ~(_SAYS_NOTHING | Kind.WORD):
        found.append("an ordinary word that is never small")
    if kind & Kind.CABLE and kind & Kind.BODY:
        found.append("a body as cables shorten it")
    return found


def _several(kinds: tuple[int, ...], letter: bool) -> list[str]:
    first, last, inner = kinds[0], kinds[-1], kinds[1:-1]
    unknown = [not k & ~_SAYS_NOTHING for k in kinds]
    found = rows(BEFORE, first)[:1]
    if not found and unknown[0]:
        found.append("a letter before" if letter else "an unknown word before")
    found += (["an initial at the end"] if last & Kind.INITIAL else rows(AT_THE_END, last)[:1]) or (
        ["an unknown word at the end"] if unknown[-1] else []
    )
    if all(u or k & _MAY_BE_NAME for u, k in zip(unknown, kinds, strict=True)):
        found.append("all words names or unknown")
    elif all(u or k & (_MAY_BE_NAME | Kind.SURNAME_WORD) for u, k in zip(unknown, kinds, strict=True)):
        found.append("all words may be names")
    if all(unknown):
        found.append("all words unknown")
    if any(k & Kind.INITIAL for k in inner):
        found.append("an initial inside")
    if any(k & Kind.BODY for k in inner):
        found.append("a noun of bodies inside")
    if any(k & Kind.TITLE for k in kinds[1:]):
        found.append("a title inside")
    if any(k & Kind.WORD and not k & (_NO_PLAIN | Kind.TITLE) for k in kinds):
        found.append("an ordinary word inside")
    ordinary = Kind.WORD | Kind.FUNCTION | Kind.CAPITALS | Kind.THING | Kind.DIRECTION | Kind.KEPT
    if all(k & (Kind.WORD | Kind.FUNCTION) and not k & ~ordinary for k in kinds):
        found.append("all words ordinary")
    return [*found, *rows(FIRST, first), *rows(LAST, last)]


#: what stands behind the noun of a body and "of", the first row that holds
_WHOSE: tuple[Row, ...] = (
    ("the body of a place", Kind.PLACE | Kind.TOWN, NAMES | Kind.WORD),
    ("the body of a state or region", Kind.PLACE | Kind.TOWN | Kind.DIRECTION, 0),
    ("the body of a title", Kind.TITLE, 0),
    ("the body of a body", Kind.BODY, 0),
    ("the body of a subject", Kind.WORD, NAMES),
)


def _joined(kinds: tuple[int, ...], gaps: tuple[str, ...]) -> list[str]:
    found = []
    if PARTICLE in gaps:
        found.append("a particle inside")
    if OWN in gaps:
        found.append("a possessive inside")
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
            found.append("a preposition inside")
            if kinds[at] & Kind.PLACE_HEAD:
                found.append("of behind a place's noun")
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
_COUNTY = frozenset({"Co", "Co.", "Cy", "Cos"})
TWO = 2
#: what stands before the names of ships
_SHIPS = frozenset({"U.S.S.", "H.M.S.", "S.S.", "USS", "HMS", "M.V.", "R.M.S."})


def shape(run: list[Word], i: int, j: int) -> tuple[str, ...]:
    """Return what the words from ``i`` up to ``j`` are."""
    part = run[i:j]
    found = _shape(tuple(w.kind for w in part), tuple(w.gap for w in part[1:]), len(part[0].text) == 1)
    if part[0].text in _SHIPS:
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
        return (*found, *_single(last.text))
    if last.text in _GOVERNMENTS:
        found = (*found, "a government at the end")
    elif last.text in _COUNTY:
        if len(part) == TWO:
            found = (*found, "may be a county")
        elif last.gap == SPACE and part[-2].gap == COMMA:
            found = (*found, "a comma before a county")
    if last.kind & Kind.CAPITALS and len(last.text) > _SHORT and not any(w.kind & Kind.CAPITALS for w in part[:-1]):
        found = (*found, "the last word in capitals, the others not")
    if part[0].text not in CAPITAL_PARTICLES:
        return found
    return (*(one for one in found if one not in _OF_WORDS), "a particle before")  # what "Mare" is says nothing of "De la Mare"


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


_PLAIN_BEFORE = "cut from an ordinary word before"
#: what the word before a stretch in the same run is, the first row that holds; nothing where it is a small word
_CUT_BEFORE: tuple[Row, ...] = (
    ("behind a title", Kind.TITLE, 0),
    ("", Kind.FUNCTION, 0),
    ("cut from a place known by its state before", Kind.STATE, 0),
    ("cut from a direction before", Kind.DIRECTION, 0),
    ("cut from an ordinal before", Kind.ORDINAL, 0),
    ("cut from a name before", NAMES | Kind.INITIAL | Kind.GIVEN_WORD, Kind.PLACE),
    (_PLAIN_BEFORE, Kind.WORD, 0),
    ("a people stands before", Kind.PEOPLE, 0),
    ("cut from a place before", Kind.PLACE | Kind.TOWN, 0),
)
_CUT_BEHIND: tuple[Row, ...] = (
    ("cut from a newspaper's noun", Kind.PAPER, Kind.BODY),
    ("cut from a state behind", Kind.STATE, NAMES | Kind.FUNCTION | Kind.TITLE),
    ("cut from a body's noun", Kind.BODY | Kind.FIRM, 0),
    ("cut from a place's noun", Kind.PLACE_HEAD, 0),
    ("before a title", Kind.TITLE, 0),
    ("cut from a numeral", Kind.NUMERAL, 0),
    ("cut from a name behind", NAMES | Kind.SURNAME_WORD | Kind.INITIAL, 0),
    ("", Kind.CALENDAR | Kind.FUNCTION, 0),
    ("cut from a word of cables behind", Kind.CABLE, Kind.BODY),
    ("cut from an ordinary word behind", Kind.WORD, 0),
)
_ONE_NAME = frozenset({"space", PARTICLE})


@lru_cache(maxsize=4096)
def _cut_before(kind: int) -> str:
    return next(iter(rows(_CUT_BEFORE, kind)), "cut from an unknown word before")


@lru_cache(maxsize=4096)
def _cut_behind(kind: int) -> str:
    return next(iter(rows(_CUT_BEHIND, kind)), "cut from an unknown word behind")


def _body_ahead(run: list[Word], j: int) -> bool:
    """Whether the noun of a body follows in the same name: "U.S." before "Intelligence Board"."""
    for word in run[j + 1 : j + 4]:
        if word.gap not in _ONE_NAME:
            return False
        if word.kind & Kind.BODY:
            return True
    return False


def beside(run: list[Word], i: int, j: int, opens: bool = False) -> list[str]:
    """Return what the words beside a stretch in the same run are: a name that is cut off is none.

    ``opens`` says that the run begins a sentence: its first word may be no part of a name.
    """
    found = []
    if i and run[i - 1].text in _SHIPS:
        found.append("behind a word of ships")
    elif i and run[i - 1].text == "M." and run[i].kind & Kind.GIVEN:
        found.append("behind a title")
    elif i and run[i - 1].text in KNIGHTS and run[i].kind & Kind.GIVEN and run[i].gap in _ONE_NAME:
        found.append("cut from a knight's title")
    elif i and run[i].gap in _ONE_NAME:
        before = _cut_before(run[i - 1].kind)
        found.append("cut from a sentence's first word" if opens and i == 1 and before == _PLAIN_BEFORE else before)
    elif i and run[i].gap == OF and run[i - 1].kind & (Kind.TITLE | Kind.BODY):
        found.append("behind of and an office")
    elif i and run[i].gap == OWN:
        found.append("a title's own" if run[i - 1].kind & Kind.TITLE else "somebody's own")
    if j == len(run):
        return [f for f in found if f]
    gap, kind = run[j].gap, run[j].kind
    if gap == OWN:
        owned = any(w.kind & OWNED for w in run[j : j + 3])
        found.append("a body or place is its own" if owned else "")
    elif gap in _ONE_NAME:
        if kind & (Kind.THING | Kind.KEPT):
            found.append("before somebody's papers" if kind & Kind.KEPT else "before a thing")
        found.append("" if kind & Kind.KEPT else _cut_behind(kind))
        if not kind & Kind.BODY and _body_ahead(run, j):
            found.append("cut from a body's noun further on")
    elif gap in {OF, ON} and run[j - 1].kind & Kind.BODY:
        found.append("cut before of" if gap == OF else "cut before on")
    elif gap in {AND, COMMA} and any(w.gap in {OF, ON} for w in run[i + 1 : j]) and any(w.kind & Kind.BODY for w in run[i:j]):
        found.append("cut before and")
    elif gap == AND:
        found.append("and a capital behind it")
    return [f for f in found if f]
