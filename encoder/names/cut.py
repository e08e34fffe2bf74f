"""What the words beside a stretch in the same run are: what is cut off from a longer name is none."""

from __future__ import annotations

from functools import lru_cache

from encoder.names.kinds import NAMES, Kind
from encoder.names.letters import capitals_begin, capitals_end
from encoder.names.shape import COUNTY, NO_PLAIN, Row, loud, of_ships, owner, rows
from encoder.names.tokens import AND, COMMA, KNIGHTS, OF, ON, OWN, OWNED, PARTICLE, SPACE, Word

_PLAIN_BEFORE = "cut from an ordinary word before"
_PLAIN_BEHIND = "cut from an ordinary word behind"
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
    ("cut from a known place behind", Kind.PLACE, NAMES | Kind.BODY | Kind.PLACE_HEAD | Kind.WORD),
    ("cut from a body's noun", Kind.BODY | Kind.FIRM, 0),
    ("cut from a place's noun", Kind.PLACE_HEAD, 0),
    ("before a title", Kind.TITLE, 0),
    ("cut from a numeral", Kind.NUMERAL, 0),
    ("cut from a name behind", NAMES | Kind.SURNAME_WORD | Kind.INITIAL, 0),
    ("", Kind.CALENDAR | Kind.FUNCTION, 0),
    ("cut from a word of cables behind", Kind.CABLE, Kind.BODY),
    (_PLAIN_BEHIND, Kind.WORD, 0),
)
#: "the Departments of State and Defense": each subject is a body by itself
_SEVERAL = frozenset({"Departments", "Ministries"})
_ONE_NAME = frozenset({"space", PARTICLE})


@lru_cache(maxsize=4096)
def _cut_before(kind: int) -> str:
    return next(iter(rows(_CUT_BEFORE, kind)), "cut from an unknown word before")


@lru_cache(maxsize=4096)
def _cut_behind(kind: int) -> str:
    return next(iter(rows(_CUT_BEHIND, kind)), "cut from an unknown word behind")


def _cut_at(run: list[Word], j: int) -> str:
    """Return what the word behind a stretch makes of it."""
    if capitals_end(run, j):
        return "capitals end here"
    told = _cut_behind(run[j].kind)
    if told == _PLAIN_BEHIND and owner(run[j - 1]) and not run[j].kind & NO_PLAIN:
        return "cut from an ordinary word behind an s"  # "Mr. Keiths Joke"
    return told


def _body_ahead(run: list[Word], j: int) -> bool:
    """Whether the noun of a body follows in the same name: "U.S." before "Intelligence Board"."""
    for word in run[j + 1 : j + 4]:
        if word.gap not in _ONE_NAME:
            return False
        if word.kind & Kind.BODY:
            return True
    return False


#: what parts two words: of these it counts beside the word behind what the stretch itself is
#: what has its own bodies and regions: "Seattle’s Science Center", "Michigan’s Upper Peninsula"
_PLACES = Kind.PLACE | Kind.CITY
BESIDE_BOTH = frozenset({AND, COMMA})


def beside(run: list[Word], i: int, j: int, opens: bool = False) -> list[str]:
    """Return what the words beside a stretch in the same run are: a name that is cut off is none.

    ``opens`` says that the run begins a sentence: its first word may be no part of a name.
    """
    return [*before(run, i, opens), *(behind(run, i, j) if j < len(run) else ())]


def before(run: list[Word], i: int, opens: bool) -> list[str]:
    """Return what the word before a stretch in the same run is."""
    if not i:
        return []
    word, gap, kind = run[i - 1], run[i].gap, run[i].kind
    if of_ships(word, run[i]) or (i > 1 and gap == SPACE == word.gap and of_ships(run[i - 2], word)):
        return ["behind a word of ships"]
    if word.text == "M." and kind & Kind.GIVEN:
        return ["behind a title"]
    if gap in _ONE_NAME:
        if kind & Kind.GIVEN and word.text in KNIGHTS:
            return ["cut from a knight's title"]
        if kind & (Kind.CAPITALS | Kind.PLACE) == Kind.PLACE and loud(word):
            return ["behind words in capitals"]  # "Mr. QUAYE Ireland"
        cut = "capitals begin here" if capitals_begin(run, i) else _cut_before(word.kind)
        if not cut:
            return []
        return ["cut from a sentence's first word" if opens and i == 1 and cut == _PLAIN_BEFORE else cut]
    if gap == OF and word.kind & (Kind.TITLE | Kind.BODY):
        return [] if word.text in _SEVERAL else ["behind of and an office"]
    if gap == OWN:
        return ["a title's own" if word.kind & Kind.TITLE else "a place's own" if word.kind & _PLACES else "somebody's own"]
    return []


def behind(run: list[Word], i: int, j: int) -> list[str]:
    """Return what the word behind a stretch in the same run is; only where ``BESIDE_BOTH`` parts them does its beginning count."""
    gap, kind = run[j].gap, run[j].kind
    if gap == OWN:
        return ["a body or place is its own"] if any(w.kind & OWNED for w in run[j : j + 3]) else []
    if gap in _ONE_NAME:
        found = []
        if kind & (Kind.THING | Kind.KEPT):
            found.append("before somebody's papers" if kind & Kind.KEPT else "before a thing")
        cut = "cut from a county's noun" if run[j].text in COUNTY else "" if kind & Kind.KEPT else _cut_at(run, j)
        if cut:
            found.append(cut)
        if not kind & Kind.BODY and _body_ahead(run, j):
            found.append("cut from a body's noun further on")
        return found
    if gap in {OF, ON} and run[j - 1].kind & Kind.BODY:
        return ["cut before of" if gap == OF else "cut before on"]
    if gap in BESIDE_BOTH and any(w.gap in {OF, ON} for w in run[i + 1 : j]) and any(w.kind & Kind.BODY for w in run[i:j]):
        return ["cut before and"]
    if gap != AND:
        return []
    plural = any(w.kind & Kind.PLURAL for w in run[j + 1 : j + 3])  # "Putnam and Market Streets"
    return ["and a capital behind it", *(["shares a noun of places behind it"] if plural else [])]
