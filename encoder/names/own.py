"""What is observed of a stretch of words wherever it stands: kept, for a document has the same runs of words again and again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from encoder.names import evidence
from encoder.names.cut import BESIDE_BOTH, before, behind, beside
from encoder.names.farther import opened
from encoder.names.kinds import Kind
from encoder.names.shape import shape, shape_of
from encoder.names.tokens import PARTICLE, SPACE, Word, stretches

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
    at, size = run[0].start, len(run)
    kinds, gaps, texts = tuple([w.kind for w in run]), tuple([w.gap for w in run]), tuple([w.text for w in run])
    loud = [kind & Kind.CAPITALS for kind in kinds]
    last = -1
    behind_it: dict[int, tuple[list[str], bool]] = {}
    nothing: list[str] = []
    for i, j in stretches(run, never_small):
        if capitals and loud[i] and _plain(run[i:j]):
            continue
        if i != last:  # what stands before the stretches that begin with a word is the same for all of them
            last = i
            left = before(run, i, opens)
            whole_left = _whole(left)
            open_left = i == 0 or gaps[i] not in _JOINED
            first = opened(texts[i - 1]) if i and gaps[i] == SPACE and kinds[i - 1] & Kind.FUNCTION else ()
        if j == size:
            right, whole_right = nothing, True
        elif j in behind_it and gaps[j] not in BESIDE_BOTH:
            right, whole_right = behind_it[j]
        else:
            right = behind(run, i, j)
            whole_right = _whole(right)
            behind_it[j] = right, whole_right
        start, end = run[i].start - at, run[j - 1].end - at
        form = said[start:end]
        if "  " in form:
            form = " ".join(form.split())  # over the mark of a page
        if j == i + 1:
            seen = [*_of_word(form, texts[i], kinds[i]), *left, *right, *first]
            if kinds[i] & Kind.BODY and texts[i] in never_small:
                seen.append(BODY_NEVER_SMALL)
        else:
            part = run[i:j]
            seen = [*shape_of(part, kinds[i:j], gaps[i + 1 : j]), *evidence.listed(form, part), *left, *right, *first]
        if capitals and loud[i]:
            seen.append("a passage in capitals")
        elif loud[i] and j > i + 1 and all(loud[i:j]):
            seen.append("in capitals")
        if german:
            seen.append("in German")
        open_right = j == size or gaps[j] not in _JOINED
        whole = whole_left and whole_right
        if whole:
            seen += _known(seen)
        yield Own(i, j, start, end, form, tuple(seen), texts[i:j], open_left, open_right, whole)


#: what the gazetteer says of a name, and what it says where nothing is cut off
WHOLE = {
    "in the gazetteer": "the whole of a known place",
    "a town of several words": "the whole of a known place",
    "a city": "the whole of a known place",
    "in the gazetteer, and a person's name too": "the whole of a known place, and a person's name too",
    "a city, and a person's name too": "the whole of a known place, and a person's name too",
}
WHOLES = frozenset(WHOLE.values())


def _known(seen: list[str]) -> list[str]:
    """Return what else a name says that is no part of a longer one, where the gazetteer has it."""
    return [WHOLE[one] for one in seen if one in WHOLE][:1]


def _whole(beside_it: list[str]) -> bool:
    return not beside_it or not any(one.startswith(_CUT) for one in beside_it)


@lru_cache(maxsize=16384)
def _of_word(form: str, text: str, kind: int) -> tuple[str, ...]:
    """Return what one word is."""
    part = [Word(0, len(text), text, kind, "")]
    return (*shape(part, 0, 1), *evidence.listed(form, part))


@lru_cache(maxsize=16384)
def own_alone(form: str, kind: int, never_small: bool) -> tuple[str, ...] | None:
    """Return what is observed of a word that is a run of its own, None where it is no name; in most texts most runs are such."""
    run = [Word(0, len(form), form, kind, "")]
    if not list(stretches(run, frozenset({form}) if never_small else frozenset())):
        return None
    more = (BODY_NEVER_SMALL,) if never_small and kind & Kind.BODY else ()
    seen = [*_of_word(form, form, kind), *beside(run, 0, 1), *more]
    return (*seen, *_known(seen))


def _plain(part: list[Word]) -> bool:
    """Whether words in capitals are ordinary words and nothing else."""
    ordinary = Kind.WORD | Kind.FUNCTION | Kind.KEPT
    return all(w.kind & ordinary and not w.kind & ~(ordinary | Kind.CAPITALS) for w in part)
