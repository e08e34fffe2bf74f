"""Where no name may stand: what earlier rules have found is in its way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from encoder.layout.blocks import Span, edges


class Taken:
    """The phrases of a text: any part of one is taken, but a longer name may be around one that is an abbreviation."""

    def __init__(self, phrases: Iterable[Span] = (), abbreviations: Iterable[Span] = ()) -> None:
        phrases, self._short = list(phrases), sorted(abbreviations)
        self._starts, self._ends = edges(phrases)
        self._all_starts, self._all_ends = edges([*phrases, *self._short])
        self._longest = max((span.end - span.start for span in self._short), default=0)

    def near(self, start: int, end: int) -> bool:
        """Whether anything is in the way there, or an abbreviation."""
        starts, ends = self._all_starts, self._all_ends
        k = bisect_right(starts, start)
        return (k > 0 and ends[k - 1] > start) or (k < len(starts) and starts[k] < end)

    def phrase(self, start: int, end: int) -> bool:
        """Whether a part of a phrase stands there that is no abbreviation: so what is longer may not stand there either."""
        return _overlap(self._starts, self._ends, start, end)

    def within(self, start: int, end: int) -> bool:
        """Whether all of it is a phrase, or several one after the other: so no part of it may stand there, nor what is longer."""
        k = bisect_right(self._starts, start)
        return k > 0 and self._ends[k - 1] >= end

    def __call__(self, start: int, end: int) -> bool:
        """Whether a name may not stand there."""
        if not self.near(start, end):
            return False
        if not self._short or _overlap(self._starts, self._ends, start, end):
            return True
        first = bisect_left(self._short, (start - self._longest,))
        for one in self._short[first : bisect_left(self._short, (end,))]:
            if one.end > start and not (start <= one.start and one.end <= end and (start, end) != one):
                return True
        return False


def _overlap(starts: list[int], ends: list[int], start: int, end: int) -> bool:
    k = bisect_right(starts, start)
    return (k > 0 and ends[k - 1] > start) or (k < len(starts) and starts[k] < end)
