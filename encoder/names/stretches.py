"""Which stretches of a run of capitalised words may be one name."""

from __future__ import annotations

from collections.abc import Iterator

from encoder.names.kinds import NAMES, Kind
from encoder.names.marks import Mark, Row, any_of
from encoder.names.tokens import AND, COMMA, OF, ON, OWN, SPACE

LONGEST = 9
NAMES_LONG = 5
#: titles that are names or nouns of bodies too
_TITLED_TOO = Kind.GIVEN | Kind.SURNAME | Kind.SURNAME_WORD | Kind.GIVEN_WORD | Kind.BODY | Kind.PLACE | Kind.DIRECTION
#: what is no name by itself, but for capitals
_NO_NAME = Kind.WORD | Kind.FUNCTION | Kind.CALENDAR | Kind.TITLE | Kind.ORDINAL | Kind.NOBODY | Kind.KEPT
_NAME_ALONE = ~(_NO_NAME | Kind.CAPITALS)
#: what a name ends with that goes on over a possessive: "Jewish People's Council", "St. Anne's Hospital"
OWNED = Kind.BODY | Kind.FIRM | Kind.PLACE_HEAD
#: single kinds, and what a small word with a capital is where it is a name too
_FUNCTION = Kind.FUNCTION
_TITLE = Kind.TITLE
_WORD = Kind.WORD
_PARTICLE = Mark.PARTICLE
_KNIGHT = Mark.KNIGHT
_NOT_SMALL = Kind.GIVEN | Kind.SURNAME | Kind.PLACE | Kind.NATURE | Kind.TOWN
#: small words with a capital that break no name
_UNBROKEN = Kind.GIVEN | Kind.SURNAME | Kind.SURNAME_WORD
#: what parts the words of a name that is no person's
_LOOSE = frozenset({OF, ON, COMMA, AND})


def stretches(row: Row) -> Iterator[tuple[int, int]]:
    """Yield the first and the last word (not included) of every stretch of a run that may be one name."""
    kinds, gaps, marks = row
    size = len(kinds)
    for i, kind in enumerate(kinds):
        mark = marks[i]
        small = kind & _FUNCTION and not kind & _NOT_SMALL
        if small and not mark & _PARTICLE and not (mark & _KNIGHT and _knighted(row, i)):
            continue
        if kind & _TITLE and not kind & _TITLED_TOO and not mark & _KNIGHT and not _owner(row, i):
            continue  # "President Kennedy", "Secretary of State": no name begins with a title
        if _alone(kind, mark) and not small and not (mark & _PARTICLE and i + 1 < size and gaps[i + 1] == SPACE):
            yield i, i + 1  # but not "De" of "De Lisle"
        loose = False
        owned = 0
        for j in range(i + 1, min(size, i + LONGEST)):
            gap, last = gaps[j], kinds[j]
            if gap == OWN:
                if owned or not any_of(kinds[j : j + 4]) & OWNED:
                    break
                owned = j
            elif gap in _LOOSE:
                if not _goes_on(row, i, j):
                    break
                loose = True
            elif last & _FUNCTION and _breaks(last, marks[j]) and (kind & _WORD or not j == size - 1 == i + 1):
                break
            if owned and not any_of(kinds[owned : j + 1]) & OWNED:
                continue
            if j - i >= NAMES_LONG and not loose and not last & OWNED:
                continue
            yield i, j + 1


def _breaks(kind: int, mark: int) -> bool:
    """Whether a word is a small one with a capital, and no name: "The", but neither "Will" nor "Van"."""
    return not kind & _UNBROKEN and not mark & _PARTICLE


def _alone(kind: int, mark: int) -> bool:
    """Whether a word may be a name by itself: it is no ordinary one, or one that the text never writes small."""
    return bool(kind & _NAME_ALONE or not kind & _NO_NAME or mark & Mark.NEVER_SMALL)


def may_be_alone(kind: int, mark: int) -> bool:
    """Whether a word that is a run of its own may be a name."""
    row = Row((kind,), ("",), (mark,))
    return next(stretches(row), None) is not None


def _owner(row: Row, i: int) -> bool:
    """Whether what a title has is its own: "President’s Board", "Adjutant General’s Office"."""
    for gap, kind in zip(row.gaps[i + 1 : i + 3], row.kinds[i + 1 : i + 3], strict=True):
        if gap == OWN:
            return True
        if gap != SPACE or not kind & _TITLE:
            return False
    return False


def _knighted(row: Row, i: int) -> bool:
    """Whether a given name or a surname follows."""
    return i + 1 < len(row.kinds) and row.gaps[i + 1] == SPACE and row.kinds[i + 1] & NAMES != 0


_OVER = frozenset({OF, ON})
_HEADS = Kind.BODY | Kind.FIRM
#: behind these a name may go on over "of"
_BEFORE_OF = Kind.BODY | Kind.PLACE_HEAD | Kind.TITLE | Kind.FIRM | Kind.WORD | Kind.PLACE | Kind.TOWN


def _goes_on(row: Row, i: int, j: int) -> bool:
    """Whether a name may go on over "of", "and" or a comma: only that of a body, a place or a firm."""
    kinds, gap = row.kinds, row.gaps[j]
    if gap in _OVER:
        return bool(kinds[j - 1] & _BEFORE_OF) or j - i > 1
    headed = any_of(kinds[i:j]) & _HEADS
    if gap == AND:
        return headed != 0 or (not kinds[j] & _FUNCTION and (j == i + 1 or (j < i + 5 and _ahead(row, j))))
    return (headed and not _OVER.isdisjoint(row.gaps[i + 1 : j])) or (j < i + 4 and _ahead(row, j)) or _inverted(row, i, j)


#: what is no surname before a comma and a given name
_NO_SURNAME = Kind.BODY | Kind.FIRM | Kind.TITLE | Kind.PLACE | Kind.PLACE_HEAD | Kind.PEOPLE | Kind.CALENDAR | Kind.FUNCTION


def _inverted(row: Row, i: int, j: int) -> bool:
    """Whether a surname stands before the comma and given names behind it: "Veciana, Antonio M."."""
    if j - i > 1 and not (j == i + 2 and row.marks[i] & Mark.PARTICLE):
        return False
    before, behind = row.kinds[j - 1], row.kinds[j]
    if not behind & (Kind.GIVEN | Kind.INITIAL) or before & (_NO_SURNAME | Kind.INITIAL) or before & (Kind.WORD | NAMES) == Kind.WORD:
        return False
    return all(kind & Kind.INITIAL and gap == SPACE for kind, gap in zip(row.kinds[j + 1 : j + 3], row.gaps[j + 1 : j + 3], strict=True))


def _ahead(row: Row, j: int) -> bool:
    """Whether the noun of a body or a firm follows: "Arms Control and Disarmament Agency", "Ludlow, Finch & Co."."""
    return any_of(row.kinds[j : j + 4]) & (Kind.FIRM if row.gaps[j] == COMMA else _HEADS) != 0
