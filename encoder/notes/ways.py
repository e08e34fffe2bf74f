"""The best way through a text for the references of all its notes: a dynamic programme.

The references increase from left to right, and a note may stay without a place at a price. A way is a chain of states; of the ways
that have come as far in the text only the best is followed. Time grows with the places of each number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from encoder.notes.numbers import HEAD_END, SIGN, SKIP, Candidate, Numbers

#: The score of what cannot be.
LOST = float("-inf")
#: A number left out, and each further one at the same place: a table went without its notes.
LEFT_OUT = -4.0
LEFT_OUT_TOO = -0.5
#: The number of an earlier note again, whose words the note repeats.
REPEATED = -0.5


@dataclass(frozen=True, slots=True)
class Reference:
    """A place given to a note: ``text[start:end]`` is its number; ``score`` is in the units above."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Placement:
    """One reference or None for each note, the total score, and the notes (from 0) that fit as well at a later place.

    Of places that fit equally well the first one is taken.
    """

    references: tuple[Reference | None, ...]
    score: float
    first: int
    ties: tuple[int, ...] = ()


@dataclass(slots=True)
class State:
    """A note placed: the best way to get here."""

    note: int
    candidate: Candidate
    score: float
    before: State | None


@dataclass(slots=True)
class Frontier:
    """For every end of a placed reference the best score so far; scores rise with the offset."""

    ends: list[int]
    scores: list[float]
    states: list[State | None]


def best_way(
    numbers: Numbers,
    first: int,
    count: int,
    head: tuple[int, int],
    shifts: tuple[int, ...] = (0,),
    least: Sequence[float] = (),
) -> Placement:
    """Find the best references; ``shifts`` says how far the numbers may fall behind the notes.

    ``least`` has for each note what a way must have gathered there to be followed further.
    """
    frontiers: dict[int, Frontier] = {0: Frontier([-1], [0.0], [None])}
    exact: dict[int, dict[int, State]] = {}
    for note in range(count):
        following: dict[int, Frontier] = {}
        touching: dict[int, dict[int, State]] = {}
        jumps = _jumps(frontiers, shifts, least[note - 1] if least else LOST) if note else {}
        for shift in shifts:
            ways = _Ways(frontiers.get(shift), frontiers.get(shift - 1), jumps.get(shift), exact.get(shift, {}))
            if not any(ways):
                continue
            placed = _placed(numbers, ways, note, first, shift, head)
            reached = _merged(ways.here, placed, least[note] if least else None)
            if reached.ends:
                following[shift] = reached
            touching[shift] = _by_end(placed)
        frontiers, exact = following, touching
        if not frontiers and not any(exact.values()):
            break
    if not frontiers:
        return Placement((None,) * count, LOST, first)
    best = max(frontiers.values(), key=lambda f: f.scores[-1])
    return Placement(_references(best.states[-1], count), best.scores[-1], first)


class _Ways(NamedTuple):
    """The ways that lead to a note: with its number, by a sign or a doubled number, by numbers left out; ``joining`` ones touch it."""

    here: Frontier | None
    before: Frontier | None
    jump: Frontier | None
    joining: dict[int, State]


def _placed(numbers: Numbers, ways: _Ways, note: int, first: int, shift: int, head: tuple[int, int]) -> list[State]:
    """Return the states that place a note where the numbers have fallen behind by ``shift``."""
    here, before, jump, joining = ways
    placed: list[State] = []
    value = first + numbers.place_in_count(note) - shift
    mark = numbers.marks[note] if numbers.marks else ""
    if mark:
        return _step(here, joining, numbers.marked(mark), note, 0.0, head)
    if value >= 0 and (here or jump or joining):
        plain = numbers.witnessed(note, numbers.candidates(str(value), str(value + 1)))
        placed += _step(here, joining, plain, note, 0.0, head)
        placed += _step(jump, {}, plain, note, 0.0, head)
    if before:  # a sign, or the last number again
        again = numbers.signs() + numbers.lettered(str(value)) + numbers.candidates(str(value), "")
        placed += _step(before, {}, again, note, SIGN, head)
        for earlier in numbers.same[note] if numbers.same else ():
            value = first + numbers.place_in_count(earlier)
            for fallen in range(min(0, shift - 1), max(0, shift - 1) + 1):
                again = numbers.candidates(str(value - fallen), "")
                placed += _step(before, {}, again, note, REPEATED, head)
    return placed


def _by_end(placed: list[State]) -> dict[int, State]:
    """Return the best state for each end."""
    found: dict[int, State] = {}
    for each in placed:
        kept = found.get(each.candidate.end)
        if kept is None or each.score > kept.score:
            found[each.candidate.end] = each
    return found


def _references(state: State | None, count: int) -> tuple[Reference | None, ...]:
    """Follow a way back to its beginning."""
    references: list[Reference | None] = [None] * count
    behind: Candidate | None = None
    while state is not None:
        c = state.candidate
        ahead = state.before.candidate if state.before else None
        left = ahead.adjacent if ahead and ahead.end == c.start else c.left
        right = c.adjacent if behind and behind.start == c.end else c.right
        references[state.note] = Reference(c.start, c.end, left + right)
        behind, state = c, state.before
    return tuple(references)


def _jumps(frontiers: dict[int, Frontier], shifts: tuple[int, ...], least: float) -> dict[int, Frontier]:
    """Return for each shift the best ways to come to it by leaving numbers out, the price included, that have gathered ``least``."""
    found: dict[int, Frontier] = {}
    last: Frontier | None = None
    for shift in reversed(shifts[:-1]):
        rows: list[tuple[int, float, State | None]] = []
        above = frontiers.get(shift + 1)
        if above:
            rows += zip(above.ends, (score + LEFT_OUT for score in above.scores), above.states, strict=True)
        if last:
            rows += zip(last.ends, (score + LEFT_OUT_TOO for score in last.scores), last.states, strict=True)
        rows = [row for row in rows if row[1] > least]
        last = Frontier(*_rising(rows)) if rows else None
        if last:
            found[shift] = last
    return found


def _step(
    frontier: Frontier | None, exact: dict[int, State], candidates: list[Candidate], note: int, price: float, head: tuple[int, int]
) -> list[State]:
    """Return the states that place a note at each candidate, each with the best way to get there."""
    ends = frontier.ends if frontier else []
    placed: list[State] = []
    for c in candidates:
        k = bisect_right(ends, c.start) - 1
        touching = exact.get(c.start) if exact else None
        total, before = LOST, None
        if frontier and k >= 0:
            total = frontier.scores[k] + c.left + c.right + price
            before = frontier.states[k]
            if note == 0 and c.end == head[1]:
                total += HEAD_END
        if touching is not None and touching.note == note - 1:
            joined = touching.score - touching.candidate.right + touching.candidate.adjacent + c.right
            if joined > total:
                total, before = joined, touching
        if total > LOST:
            placed.append(State(note, c, total, before))
    return placed


def _merged(skipped: Frontier | None, placed: list[State], least: float | None) -> Frontier:
    """Join the frontier without the note and the states that place it; ways that have not gathered ``least`` end."""
    rows: list[tuple[int, float, State | None]] = [(s.candidate.end, s.score, s) for s in placed]
    if skipped:
        rows += zip(skipped.ends, (score + SKIP for score in skipped.scores), skipped.states, strict=True)
    if least is not None:
        rows = [row for row in rows if row[1] > least]
    return Frontier(*_rising(rows))


def _rising(rows: list[tuple[int, float, State | None]]) -> tuple[list[int], list[float], list[State | None]]:
    """Sort by the offset and drop what an earlier row with a better score beats."""
    rows.sort(key=lambda r: (r[0], -r[1]))
    out_ends: list[int] = []
    out_scores: list[float] = []
    out_states: list[State | None] = []
    for end, score, state in rows:
        if not out_scores or score > out_scores[-1]:
            out_ends.append(end)
            out_scores.append(score)
            out_states.append(state)
    return out_ends, out_scores, out_states
