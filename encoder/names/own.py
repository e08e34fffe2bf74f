"""What is observed of a stretch of words wherever it stands: kept, for a document has the same runs of words again and again."""

from __future__ import annotations

from functools import lru_cache

from encoder.names.cut import BESIDE_BOTH, before, behind
from encoder.names.evidence import listed
from encoder.names.farther import opened
from encoder.names.kinds import Kind
from encoder.names.marks import Mark, Row, marked, row
from encoder.names.shape import shape_of_word, shape_of_words
from encoder.names.stretches import may_be_alone, stretches
from encoder.names.tokens import PARTICLE, SPACE, Word

BODY_NEVER_SMALL = "a noun of bodies that is never small"


#: a stretch of a run that may be a name, with what is observed of it wherever it stands: the numbers of its first word and of that
#: behind it, where it begins and ends, reckoned from the run, its form, what is observed, its words, whether what stands before it and
#: behind it counts, whether no word beside it makes it the part of a longer name
Own = tuple[int, int, int, int, str, tuple[str, ...], tuple[str, ...], bool, bool, bool]
#: so many runs are kept
_RUNS = 8192
_runs: dict[tuple[object, ...], list[Own]] = {}


def own_of(said: str, run: list[Word], capitals: bool, german: bool, never_small: frozenset[str], opens: bool) -> list[Own]:
    """Return the stretches of a run that may be names; ``said`` is the text of the run.

    ``capitals``: it stands in a passage in capitals; ``opens``: it begins a sentence with an ordinary word.
    """
    starts, ends, texts, kinds, gaps = zip(*run, strict=True)
    small = never_small.intersection(texts) if never_small else never_small
    key = (said, kinds, gaps, capitals, german, small, opens)
    found = _runs.get(key)
    if found is None:
        if len(_runs) >= _RUNS:
            _runs.clear()
        at = starts[0]
        places = [start - at for start in starts], [end - at for end in ends]
        more = ("in German",) if german else ()
        found = _runs[key] = _stretches(said, places, texts, row(texts, kinds, gaps, small), capitals, more, opens)
    return found


#: the stretch is not cut off from a longer name where none of these begins what is observed of the words beside it
_CUT = ("cut ", "a people stands before")
#: what parts a word from that before it
_JOINED = frozenset({SPACE, PARTICLE})


def _stretches(
    said: str,
    places: tuple[list[int], list[int]],
    texts: tuple[str, ...],
    columns: Row,
    capitals: bool,
    more: tuple[str, ...],
    opens: bool,
) -> list[Own]:
    kinds, gaps, marks = columns
    size = len(kinds)
    starts, ends = places
    spaced = "  " in said  # the mark of a page is inside
    apart = [True, *(gap not in _JOINED for gap in gaps[1:]), True]
    quiet = _until(kinds, _CAPITALS, 0)
    #: where the ordinary words end that say nothing in a passage in capitals
    plain = _until(kinds, _ORDINARY, ~(_ORDINARY | _CAPITALS)) if capitals else quiet
    last = -1
    behind_it: dict[int, tuple[tuple[str, ...], bool]] = {size: ((), True)}
    found: list[Own] = []
    for i, j in stretches(columns):
        if i != last:  # what stands before the stretches that begin with a word is the same for all of them
            last, start, loud, kind = i, starts[i], quiet[i], kinds[i]
            left = before(columns, i, opens)
            whole_left = not left or _whole(left)
            first = opened(texts[i - 1]) if i and gaps[i] == SPACE and kinds[i - 1] & _FUNCTION else ()
        if capitals and loud > i and j <= plain[i]:
            continue
        beside = behind_it.get(j)
        if beside is None:
            right = behind(columns, i, j)
            beside = right, not right or _whole(right)
            if gaps[j] not in BESIDE_BOTH:
                behind_it[j] = beside
        right, whole = beside
        form = said[start : ends[j - 1]]
        if spaced:
            form = " ".join(form.split())
        if j == i + 1:
            known = listed(form, kind)
            seen = shape_of_word(texts[i], kind) + known + left + right + first
            if kind & _BODY and marks[i] & _NEVER_SMALL:
                seen += (BODY_NEVER_SMALL,)
        else:
            known = listed(form, None)
            seen = shape_of_words(kinds[i:j], gaps[i + 1 : j], marks[i:j]) + known + left + right + first
        if loud > i:
            seen += ("a passage in capitals",) if capitals else ("in capitals",) if loud >= j > i + 1 else ()
        seen += more
        whole = whole and whole_left
        if whole and known:
            seen += _known(known)
        found.append((i, j, start, ends[j - 1], form, seen, texts[i:j], apart[i], apart[j], whole))
    return found


_CAPITALS = Kind.CAPITALS
_FUNCTION = Kind.FUNCTION
_BODY = Kind.BODY
_NEVER_SMALL = Mark.NEVER_SMALL


def _until(kinds: tuple[int, ...], some: int, none: int) -> list[int]:
    """Return of each word the number of the first from it on that has none of some kinds, or one that it may not have."""
    found = [end := len(kinds)] * len(kinds)
    for n in range(len(kinds) - 1, -1, -1):
        if not kinds[n] & some or kinds[n] & none:
            end = n
        found[n] = end
    return found


#: words that in capitals are no names
_ORDINARY = Kind.WORD | Kind.FUNCTION | Kind.KEPT
#: what the gazetteer says of a name, and what it says where nothing is cut off
WHOLE = {
    "in the gazetteer": "the whole of a known place",
    "a town of several words": "the whole of a known place",
    "a city": "the whole of a known place",
    "in the gazetteer, and a person's name too": "the whole of a known place, and a person's name too",
    "a city, and a person's name too": "the whole of a known place, and a person's name too",
}
WHOLES = frozenset(WHOLE.values())


def _known(seen: tuple[str, ...]) -> tuple[str, ...]:
    """Return what else a name says that is no part of a longer one, where the gazetteer has it."""
    return tuple([WHOLE[one] for one in seen if one in WHOLE][:1])


@lru_cache(maxsize=1024)
def _whole(beside_it: tuple[str, ...]) -> bool:
    return not any(one.startswith(_CUT) for one in beside_it)


@lru_cache(maxsize=16384)
def own_alone(form: str, kind: int, never_small: bool) -> tuple[str, ...] | None:
    """Return what is observed of a word that is a run of its own, None where it is no name; in most texts most runs are such."""
    if not may_be_alone(kind, marked(form, kind) | (Mark.NEVER_SMALL if never_small else 0)):
        return None
    more = (BODY_NEVER_SMALL,) if never_small and kind & Kind.BODY else ()
    known = listed(form, kind)
    return (*shape_of_word(form, kind), *known, *more, *_known(known))
