"""Where in a text the notes of its end list belong: the references are digits glued to words.

The best assignment for the whole document is found by a dynamic programme (``ways``): every place where the number of note *i*
stands (``numbers``) is a candidate with a score for what stands before and behind it (``odds``). Here it is decided with which
number the count begins, and whether numbers were left out or doubled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from encoder.notes.numbers import DOUBTFUL, Numbers
from encoder.notes.odds import YEAR, left_score, right_score
from encoder.notes.ways import Placement, Reference, best_way

#: Where a reference is doubtful other beginnings of the count are tried, and one of them has to be better by so much.
UNUSUAL = 2.0
#: With so many notes all of them are tried with numbers left out and doubled too.
FEW = 12
#: Where a note scores less on the average its number may be hidden at the end of another one.
HIDDEN = 1.5
#: ... and how far one of them may be from the one before it.
FAR = 3
#: Up to so many notes times numbers other countings are tried; the largest of 9,276 documents of FRUS, with tables, has 22,000.
LARGEST = 60_000
#: A mark that is no number: a letter, a full stop, a quotation mark before it.
CERTAIN = 4.5
#: How many beginnings are tried, and with numbers left out and doubled.
BEGINNINGS = 24
TRIED = 8
#: How far the numbers may fall behind the notes: signs and doubled numbers take a note each, numbers left out give one back.
SHIFTS = tuple(range(-9, 9))


def place(
    text: str,
    count: int,
    head: tuple[int, int],
    witnesses: Sequence[str] = (),
    usual: int = 0,
    marks: Sequence[str] = (),
    same: Sequence[Sequence[int]] = (),
) -> Placement:
    """Place ``count`` notes in a text whose page marks and redactions are masked.

    ``head`` is the stretch of the heading; the first reference often ends it. ``witnesses`` has for each note the
    number that its first words name ("Telegram 839 ..."), ``""`` where they name none; ``usual`` is how many
    figures such numbers mostly have. ``marks`` has the sign that a note begins with ("a", "*"), which its reference is; such
    notes are not counted. Counting may begin at 0, at 1
    or, where numbers run on through a chapter, anywhere. The references come in the order of the notes. Where
    the plain count leaves a doubt, numbers may also be left out or doubled ("14a"), and signs stand between them.
    """
    numbers = Numbers(text, usual)
    numbers.witnesses = witnesses
    numbers.same = same
    if any(marks):
        numbers.marks = marks
        numbers.counted = [sum(not mark for mark in marks[:k]) for k in range(count)]
    best = _best(numbers, count, head)
    zero = next((r for r in best.references if r), None)
    if best.first == 0 and zero and not text[zero.start : zero.end].isdigit():
        best = replace(best, first=1)  # signs and letters count nothing
    return replace(best, ties=_ties(numbers, best))


def _best(numbers: Numbers, count: int, head: tuple[int, int]) -> Placement:
    best = best_way(numbers, 1, count, head)
    if numbers.bound(0, count) > best.score:
        from_zero = best_way(numbers, 0, count, head)
        best = from_zero if from_zero.score > best.score else best
    # counted from 0 where the first reference is no 0: the last number may be an earlier one again
    repeated = best.first == 0 and any(numbers.same)
    if not _doubtful(best, head[1]) and not repeated:
        return best
    if count * len(numbers.runs) > LARGEST:
        return best  # more figures than any document has beside so many notes: nothing here is certain
    for first in _other_beginnings(numbers, count):
        best = _better(numbers, best, first, head)
    if best.score < HIDDEN * count:
        for first in _endings(numbers, count):
            best = _better(numbers, best, first, head)
    if _doubtful(best) or repeated:
        strong = _all_strong(numbers, count)
        if strong and strong.score > best.score + UNUSUAL:
            return strong
        again = _other_beginnings(numbers, count)[:TRIED] if count <= FEW else []
        for first in dict.fromkeys((best.first, 1, *again)):
            best = _better(numbers, best, first, head, SHIFTS)
    return best


def _doubtful(placement: Placement, head_end: int = -1) -> bool:
    references = placement.references
    if placement.first == 1 and len(references) > 1 and head_end >= 0:
        one, two = references[:2]
        if one and two and one.end == two.start and two.end != head_end:
            return True  # 12 may be the twelfth
    return any(r is None or r.score < DOUBTFUL for r in references)


def _ties(numbers: Numbers, placement: Placement) -> tuple[int, ...]:
    """Return the doubtful notes for which another place between their neighbours has the same score."""
    found = []
    for k, reference in enumerate(placement.references):
        if reference is None or reference.score >= DOUBTFUL:
            continue
        later = next((r.start for r in placement.references[k + 1 :] if r), len(numbers.text))
        number = numbers.text[reference.start : reference.end]
        here = [c for c in numbers.candidates(number, "") if c.start == reference.start]
        if here and any(
            reference.end < c.start and c.end <= later and c.left + c.right >= here[0].left + here[0].right
            for c in numbers.candidates(number, "")
        ):
            found.append(k)
    return tuple(found)


def _all_strong(numbers: Numbers, count: int) -> Placement | None:
    """Return the marks that cannot be numbers, in their order, if there are as many as notes; else None.

    Where a chapter's numbers begin again in the middle of a document, nothing else holds.
    """
    found = [
        Reference(start, end, left_score(numbers.text, start, start) + right_score(numbers.text, end))
        for start, end in numbers.runs
        if end - start <= 3
    ]
    found += [Reference(c.start, c.end, c.left + c.right) for c in numbers.signs()]
    found = sorted((r for r in found if r.score >= CERTAIN), key=lambda r: r.start)
    if len(found) != count:
        return None
    numbered = [int(shown) for r in found if (shown := numbers.text[r.start : r.end]).isdigit()]
    if any(b > a + FAR for a, b in pairwise(numbered)):
        return None
    return Placement(tuple(found), sum(r.score for r in found), 1)


def _endings(numbers: Numbers, count: int) -> list[int]:
    """Return the numbers of two figures that end longer ones in the order of ``count`` notes ("my despatch 1336 of April 1796")."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for start, end in numbers.runs:
        if 2 <= end - start <= 6 and numbers.text[end - 2] != "0":
            value = int(numbers.text[end - 2 : end])
            if end - start > 2:
                first.setdefault(value, end)
            last[value] = end
    return [
        value
        for value in first
        if all(value + k in last and last[value + k] > first.get(value + k - 1, 0) for k in range(1, min(count, 3)))
    ][:BEGINNINGS]


def _other_beginnings(numbers: Numbers, count: int) -> list[int]:
    """Return the numbers that look like a reference by themselves; the first of them may begin the count."""
    found: dict[int, None] = {}
    for start, end in numbers.runs:
        at = start + 4 if end - start > 4 and YEAR.fullmatch(numbers.text, start, start + 4) else start
        if end - at > 3 or numbers.text[at] == "0":
            continue
        value = int(numbers.text[at:end])
        if value > 1 and left_score(numbers.text, at, start) + right_score(numbers.text, end) >= 1:
            found[value] = None
            if len(found) == BEGINNINGS:
                break
    return list(found)


def _better(
    numbers: Numbers, best: Placement, first: int, head: tuple[int, int], shifts: tuple[int, ...] = (0,)
) -> Placement:
    """Return the best references counted from ``first`` if they are better by ``UNUSUAL``, else ``best``."""
    count, least = len(best.references), best.score + UNUSUAL
    bounds = numbers.bounds(first, count, shifts)
    if bounds[0] <= least:
        return best
    other = best_way(numbers, first, count, head, shifts, [least - bound for bound in bounds[1:]])
    return other if other.score > least else best
