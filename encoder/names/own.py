"""What is observed of a stretch of words wherever it stands: kept, for a document has the same runs of words again and again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from encoder.names.cut import BESIDE_BOTH, before, behind
from encoder.names.evidence import listed
from encoder.names.farther import opened
from encoder.names.kinds import Kind
from encoder.names.marks import Mark, marked, row
from encoder.names.shape import shape_of_word, shape_of_words
from encoder.names.stretches import may_be_alone, stretches
from encoder.names.tokens import PARTICLE, SPACE, Word

BODY_NEVER_SMALL = "a noun of bodies that is never small"


class Own(NamedTuple):
    """A stretch of a run that may be a name, with what is observed of it wherever it stands.

    ``first`` and ``behind`` are the numbers of its first word and of that behind it; ``start`` and ``end`` are reckoned from the run.
    ``open_left`` and ``open_right`` say that what stands before it and behind it counts.
    """

    first: int
    behind: int
    start: int
    end: int
    form: str
    seen: tuple[str, ...]
    words: tuple[str, ...]
    open_left: bool
    open_right: bool
    whole: bool


#: so many runs are kept
_RUNS = 8192
_runs: dict[tuple[object, ...], tuple[Own, ...]] = {}


def own_of(
    said: str, run: list[Word], capitals: bool, german: bool, never_small: frozenset[str], opens: bool
) -> tuple[Own, ...]:
    """Return the stretches of a run that may be names; ``said`` is the text of the run.

    ``capitals``: it stands in a passage in capitals; ``opens``: it begins a sentence with an ordinary word.
    """
    small = frozenset(w.text for w in run if w.text in never_small) if never_small else never_small
    key = (said, tuple([w.kind for w in run]), tuple([w.gap for w in run]), capitals, german, small, opens)
    found = _runs.get(key)
    if found is None:
        if len(_runs) >= _RUNS:
            _runs.clear()
        found = _runs[key] = tuple(_stretches(said, run, capitals, german, small, opens))
    return found


#: the stretch is not cut off from a longer name where none of these begins what is observed of the words beside it
_CUT = ("cut ", "a people stands before")
#: what parts a word from that before it
_JOINED = frozenset({SPACE, PARTICLE})


def _stretches(
    said: str, run: list[Word], capitals: bool, german: bool, never_small: frozenset[str], opens: bool
) -> Iterator[Own]:
    columns = row(run, never_small)
    kinds, gaps, marks = columns
    at, size, texts = run[0].start, len(run), tuple([w.text for w in run])
    quiet = _until(kinds, Kind.CAPITALS, 0)
    #: where the ordinary words end that say nothing in a passage in capitals
    plain = _until(kinds, _ORDINARY, ~(_ORDINARY | Kind.CAPITALS)) if capitals else quiet
    last = -1
    behind_it: dict[int, tuple[str, ...]] = {size: ()}
    for i, j in stretches(columns):
        loud = quiet[i] > i
        if capitals and loud and j <= plain[i]:
            continue
        if i != last:  # what stands before the stretches that begin with a word is the same for all of them
            last = i
            left = before(columns, i, opens)
            whole_left = _whole(left)
            open_left = i == 0 or gaps[i] not in _JOINED
            first = opened(texts[i - 1]) if i and gaps[i] == SPACE and kinds[i - 1] & Kind.FUNCTION else ()
            start = run[i].start - at
        if j not in behind_it or (j < size and gaps[j] in BESIDE_BOTH):
            behind_it[j] = behind(columns, i, j)
        right = behind_it[j]
        end = run[j - 1].end - at
        form = said[start:end]
        if "  " in form:
            form = " ".join(form.split())  # over the mark of a page
        if j == i + 1:
            known = listed(form, kinds[i])
            seen = (*shape_of_word(texts[i], kinds[i]), *known, *left, *right, *first)
            if kinds[i] & Kind.BODY and texts[i] in never_small:
                seen = (*seen, BODY_NEVER_SMALL)
        else:
            known = listed(form, None)
            seen = (*shape_of_words(kinds[i:j], gaps[i + 1 : j], marks[i:j]), *known, *left, *right, *first)
        if capitals and loud:
            seen = (*seen, "a passage in capitals")
        elif loud and j > i + 1 and j <= quiet[i]:
            seen = (*seen, "in capitals")
        if german:
            seen = (*seen, "in German")
        whole = whole_left and _whole(right)
        if whole and known:
            seen += _known(known)
        yield Own(i, j, start, end, form, seen, texts[i:j], open_left, j == size or gaps[j] not in _JOINED, whole)


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
