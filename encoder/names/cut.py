"""What the words beside a stretch in the same run are: what is cut off from a longer name is none."""

from __future__ import annotations

from functools import lru_cache

from encoder.names.kinds import NAMES, Kind
from encoder.names.marks import NO_PLAIN, OF_SHIPS, Mark, Row, capitals_end, of_ships
from encoder.names.shape import Told, rows
from encoder.names.stretches import OWNED
from encoder.names.tokens import AND, COMMA, OF, ON, OWN, PARTICLE, SPACE

_PLAIN_BEFORE = "cut from an ordinary word before"
_PLAIN_BEHIND = "cut from an ordinary word behind"
#: what the word before a stretch in the same run is, the first row that holds; nothing where it is a small word
_CUT_BEFORE: tuple[Told, ...] = (
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
_CUT_BEHIND: tuple[Told, ...] = (
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
_ONE_NAME = frozenset({SPACE, PARTICLE})
_OVER_OF = frozenset({OF, ON})


@lru_cache(maxsize=4096)
def _cut_before(kind: int) -> str:
    return next(iter(rows(_CUT_BEFORE, kind)), "cut from an unknown word before")


@lru_cache(maxsize=4096)
def _cut_behind(kind: int) -> str:
    return next(iter(rows(_CUT_BEHIND, kind)), "cut from an unknown word behind")


def _cut_at(row: Row, j: int) -> str:
    """Return what the word behind a stretch makes of it."""
    kind, before = row.kinds[j], row.marks[j - 1]
    if before & _LONG_WORD and capitals_end(before, kind, row.marks[j]):
        return "capitals end here"
    told = _cut_behind(kind)
    if told == _PLAIN_BEHIND and before & Mark.OWNER and not kind & NO_PLAIN:
        return "cut from an ordinary word behind an s"  # "Mr. Keiths Joke"
    return told


def _body_ahead(row: Row, j: int) -> bool:
    """Whether the noun of a body follows in the same name: "U.S." before "Intelligence Board"."""
    for gap, kind in zip(row.gaps[j + 1 : j + 4], row.kinds[j + 1 : j + 4], strict=True):
        if gap not in _ONE_NAME:
            return False
        if kind & _BODY:
            return True
    return False


#: what has its own bodies and regions: "Seattle’s Science Center", "Michigan’s Upper Peninsula"
_PLACES = Kind.PLACE | Kind.CITY
_PAPERS = Kind.THING | Kind.KEPT
_KEPT = Kind.KEPT
_BODY = Kind.BODY
_COUNTY = Mark.COUNTY
#: what parts two words: of these it counts beside the word behind what the stretch itself is
BESIDE_BOTH = frozenset({AND, COMMA})
#: before and behind a word that is a name by itself
_NOTHING: tuple[str, ...] = ()


def beside(row: Row, i: int, j: int, opens: bool = False) -> tuple[str, ...]:
    """Return what the words beside a stretch in the same run are: a name that is cut off is none.

    ``opens`` says that the run begins a sentence: its first word may be no part of a name.
    """
    return (*before(row, i, opens), *(behind(row, i, j) if j < len(row.kinds) else ()))


def before(row: Row, i: int, opens: bool) -> tuple[str, ...]:
    """Return what the word before a stretch in the same run is."""
    if not i:
        return _NOTHING
    kinds, gaps, marks = row
    kind, gap, mark, known = kinds[i], gaps[i], marks[i - 1], kinds[i - 1]
    if (mark or i > 1) and _ship_before(row, i):
        return ("behind a word of ships",)
    if mark & _MONSIEUR and kind & Kind.GIVEN:
        return ("behind a title",)
    if gap in _ONE_NAME:
        if mark & _KNIGHT and kind & Kind.GIVEN:
            return ("cut from a knight's title",)
        if mark & _LOUD and kind & (Kind.CAPITALS | Kind.PLACE) == Kind.PLACE:
            return ("behind words in capitals",)  # "Mr. QUAYE Ireland"
        if marks[i] & _LONG_WORD and _capitals_begin(known, mark):
            return ("capitals begin here",)
        cut = _cut_before(known)
        if opens and i == 1 and cut == _PLAIN_BEFORE:
            return ("cut from a sentence's first word",)
        return (cut,) if cut else _NOTHING
    if gap == OF and known & (Kind.TITLE | Kind.BODY):
        return _NOTHING if mark & Mark.SEVERAL else ("behind of and an office",)
    if gap == OWN:
        return ("a title's own" if known & Kind.TITLE else "a place's own" if known & _PLACES else "somebody's own",)
    return _NOTHING


_MONSIEUR = Mark.MONSIEUR
_KNIGHT = Mark.KNIGHT
_LOUD = Mark.LOUD
_LONG_WORD = Mark.LONG_WORD


def _ship_before(row: Row, i: int) -> bool:
    """Whether the word before a stretch, or the one before that, says that it is a ship's name."""
    kinds, gaps, marks = row
    if marks[i - 1] & OF_SHIPS and of_ships(marks[i - 1], gaps[i], kinds[i]):
        return True
    far = i > 1 and marks[i - 2] & OF_SHIPS and gaps[i] == SPACE == gaps[i - 1]
    return bool(far) and of_ships(marks[i - 2], gaps[i - 1], kinds[i - 1])


#: behind what may be a part of a name capitals do not begin another one
_NO_BEGIN = NAMES | Kind.INITIAL | Kind.GIVEN_WORD | Kind.TITLE | Kind.CAPITALS


def _capitals_begin(before: int, mark: int) -> bool:
    """Whether capitals begin behind a word of some kinds: "the Honourable JOHN WILLES"."""
    return not before & _NO_BEGIN and before != 0 and not mark & Mark.LETTER


def behind(row: Row, i: int, j: int) -> tuple[str, ...]:
    """Return what the word behind a stretch in the same run is; only where ``BESIDE_BOTH`` parts them does its beginning count."""
    kinds, gaps, marks = row
    gap, kind = gaps[j], kinds[j]
    if gap == OWN:
        return ("a body or place is its own",) if any(k & OWNED for k in kinds[j : j + 3]) else _NOTHING
    if gap in _ONE_NAME:
        found = []
        if kind & _PAPERS:
            found.append("before somebody's papers" if kind & Kind.KEPT else "before a thing")
        cut = "cut from a county's noun" if marks[j] & _COUNTY else "" if kind & _KEPT else _cut_at(row, j)
        if cut:
            found.append(cut)
        if not kind & _BODY and _body_ahead(row, j):
            found.append("cut from a body's noun further on")
        return tuple(found)
    if gap in _OVER_OF and kinds[j - 1] & _BODY:
        return ("cut before of" if gap == OF else "cut before on",)
    if gap in BESIDE_BOTH and not _OVER_OF.isdisjoint(gaps[i + 1 : j]) and any(k & Kind.BODY for k in kinds[i:j]):
        return ("cut before and",)
    if gap != AND:
        return _NOTHING
    plural = any(k & Kind.PLURAL for k in kinds[j + 1 : j + 3])  # "Putnam and Market Streets"
    return ("and a capital behind it", "shares a noun of places behind it") if plural else ("and a capital behind it",)
