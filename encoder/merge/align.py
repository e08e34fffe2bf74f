"""Which tokens of one row are those of another: long common stretches first, then what stands once in both.

``difflib`` finds the stretches in what is short; longer rows are cut first at the tokens that each has once (as in "patience
diff"), so that the work grows with the text and not with its square. No library of three-way merges is used: merge3 merges lines
and is under the GPL, xmldiff compares two files and has no third side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

#: the product of two lengths that is compared without cutting
_SHORT = 40_000
#: tokens together that make a rare mark of frequent ones
_SHINGLES = (1, 3, 6)
#: so many changed words in a row are a sentence written anew
_MANY = 3
#: places to which a change is moved to see whether its elements are whole there
_TRIED = 40


class Hunk(NamedTuple):
    """What is not the same: ``a0`` to ``a1`` of one row stands for ``b0`` to ``b1`` of the other."""

    a0: int
    a1: int
    b0: int
    b1: int


def hunks(a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """Return where two rows differ, in order."""
    found: list[Hunk] = []
    i = j = 0
    for x, y, n in _blocks(a, b):
        if x > i or y > j:
            found.append(Hunk(i, x, j, y))
        i, j = x + n, y + n
    if i < len(a) or j < len(b):
        found.append(Hunk(i, len(a), j, len(b)))
    return _settled(_rewritten(found, a), a, b)


def _rewritten(found: list[Hunk], a: Sequence[str]) -> list[Hunk]:
    """Join other words in the place of words, where many follow each other and nothing but spaces is the same between them.

    A sentence that was written anew has spaces where the old one had: its third word does not stand for the third word there.
    """
    out: list[Hunk] = []
    run: list[Hunk] = []
    for h in [*found, None]:
        goes_on = bool(run and h and h.a0 < h.a1 and h.b0 < h.b1 and all(key == " " for key in a[run[-1].a1 : h.a0]))
        if h and goes_on:
            run.append(h)
            continue
        if len(run) >= _MANY:
            out.append(Hunk(run[0].a0, run[-1].a1, run[0].b0, run[-1].b1))
        else:
            out += run
        run = []
        if h and h.a0 < h.a1 and h.b0 < h.b1:
            run = [h]
        elif h:
            out.append(h)
    return out


def _settled(found: list[Hunk], a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """Move what is only put in, or only taken out, as far behind as it can stand; whole elements stay whole, where they can.

    "the old mill" is "the mill" with "old " before "mill" or with " old" behind "the": of two changes at one place both are to be
    seen there. A paragraph that was put in before another is that, not the end of one and the beginning of the next.
    """
    for k in range(len(found) - 1, -1, -1):
        a0, a1, b0, b1 = found[k]
        if a0 != a1 and b0 != b1:
            continue
        last_a, last_b = (found[k + 1].a0, found[k + 1].b0) if k + 1 < len(found) else (len(a), len(b))
        first_a, first_b = (found[k - 1].a1, found[k - 1].b1) if k else (0, 0)
        row, start, end = (b, b0, b1) if a0 == a1 else (a, a0, a1)
        moved = 0
        while a1 + moved < last_a and b1 + moved < last_b and row[start + moved] == row[end + moved]:
            moved += 1
        least = 0
        while a0 + least > first_a and b0 + least > first_b and least > -_TRIED and row[start + least - 1] == row[end + least - 1]:
            least -= 1
        places = range(moved, max(least, moved - _TRIED) - 1, -1)
        moved = next((m for m in places if _whole(row[start + m : end + m])), moved) if len(places) > 1 else moved
        found[k] = Hunk(a0 + moved, a1 + moved, b0 + moved, b1 + moved)
    return found


def _whole(keys: Sequence[str]) -> bool:
    """Whether each tag has its other half among these tokens."""
    depth = 0
    for key in keys:
        if key[:2] == "</":
            depth -= 1
        elif key[0] == "<" and len(key) > 1 and key[1] not in "!?":
            depth += 1
        if depth < 0:
            return False
    return depth == 0


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the common stretches as start, start, length, in order."""
    found: list[tuple[int, int, int]] = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        a0, a1, b0, b1 = todo.pop()
        start = 0
        while a0 + start < a1 and b0 + start < b1 and a[a0 + start] == b[b0 + start]:
            start += 1
        if start:
            found.append((a0, b0, start))
            a0, b0 = a0 + start, b0 + start
        end = 0
        while a1 - end > a0 and b1 - end > b0 and a[a1 - end - 1] == b[b1 - end - 1]:
            end += 1
        if end:
            found.append((a1 - end, b1 - end, end))
            a1, b1 = a1 - end, b1 - end
        if a0 == a1 or b0 == b1:
            continue
        if (a1 - a0) * (b1 - b0) > _SHORT:
            marks = _marks(a, b, a0, a1, b0, b1)
            if marks:
                edges = [(a0, b0), *marks, (a1, b1)]
                todo += [(x, nx, y, ny) for (x, y), (nx, ny) in pairwise(edges)]
                continue
        matcher = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False) if (a1 - a0) * (b1 - b0) <= 100 * _SHORT else None
        if matcher is not None:
            found += [(a0 + x, b0 + y, n) for x, y, n in matcher.get_matching_blocks() if n]
    found.sort()
    return found


def _marks(a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    """Return where both rows have a stretch that each has once, in the order of both."""
    for size in _SHINGLES:
        one, other = _once(a, a0, a1, size), _once(b, b0, b1, size)
        pairs = sorted((k, other[mark]) for mark, k in one.items() if mark in other)
        rising = _longest_rising(pairs)
        if rising and (rising != [(a0, b0)]):
            return [pair for pair in rising if pair != (a0, b0)]
    return []


def _once(row: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    marks = [tuple(row[k : k + size]) for k in range(start, end - size + 1)]
    counts = Counter(marks)
    return {mark: start + k for k, mark in enumerate(marks) if counts[mark] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, (_, second) in enumerate(pairs):
        place = bisect_left(tails, second)
        before.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(second)
            at.append(k)
        else:
            tails[place] = second
            at[place] = k
    out: list[tuple[int, int]] = []
    k = at[-1] if at else -1
    while k >= 0:
        out.append(pairs[k])
        k = before[k]
    return out[::-1]
