"""What a block of a text is: lines that belong together (``reading`` says which).

Offsets count characters of the text from 0; a span's end is not included.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

Kind = Literal["text", "centred", "columns", "bars", "contents", "index", "code", "rule", "page", "wrapper"]


class Span(NamedTuple):
    """A stretch of ``Source.text``: from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether this span lies inside ``other`` (both may be the same)."""
        return other.start <= self.start and self.end <= other.end


class Block(NamedTuple):
    """Lines that belong together; ``span`` and ``lines`` leave out the white space around.

    What the reading of the layout knows of them: the columns before each line (``indents``), the ``margin`` of the region and the
    ``width`` at which it is broken into lines (0 where it is not), what ``kind`` of block it is and ``why``. ``lines`` hold no page
    marks or running heads that stand inside ``span``; a paragraph that is not broken into lines and runs on over a page is one line.
    """

    span: Span
    lines: tuple[Span, ...]
    indents: tuple[int, ...] = ()
    margin: int = 0
    kind: Kind = "text"
    why: str = ""
    width: int = 0

    @property
    def indent(self) -> int:
        """How many columns behind the margin its leftmost line stands; 0 in a text that is indented as a whole."""
        return max(0, min(self.indents) - self.margin) if self.indents else 0

    @property
    def first_indent(self) -> int:
        """How many columns behind the margin its first line stands."""
        return max(0, self.indents[0] - self.margin) if self.indents else 0

    @property
    def centred(self) -> bool:
        """Whether its lines stand in the middle between the margins, as headings do."""
        return self.kind == "centred"

    def until(self, limit: int) -> int:
        """Return where its last line that begins before ``limit`` ends, or ``limit`` within it: without the number of the next line."""
        return max((min(line.end, limit) for line in self.lines if line.start < limit), default=min(self.span.end, limit))

    def part(self, first: int, last: int) -> Block:
        """Return the block of its lines from number ``first`` up to, not including, number ``last``."""
        lines = self.lines[first:last]
        return self._replace(span=Span(lines[0].start, lines[-1].end), lines=lines, indents=self.indents[first:last])


class Holding:
    """Spans, asked which of them hold another one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Keep the spans; they are called by their numbers in the order given."""
        rows = sorted(((span, number) for number, span in enumerate(spans)), key=lambda row: (row[0].start, -row[0].end, row[1]))
        self._rows = rows
        self._starts = [span.start for span, _ in rows]
        self._reach = list(accumulate((span.end for span, _ in rows), max))

    def around(self, span: Span) -> Iterator[int]:
        """Yield the numbers of the spans that hold a span, the innermost first."""
        k = bisect_right(self._starts, span.start)
        while k and self._reach[k - 1] >= span.end:
            k -= 1
            if self._rows[k][0].end >= span.end:
                yield self._rows[k][1]

    def inside(self, span: Span) -> list[int]:
        """Return the numbers of the spans that a span holds, in the order given."""
        here = self._rows[bisect_left(self._starts, span.start) : bisect_right(self._starts, span.end)]
        return sorted(number for one, number in here if one.end <= span.end)


def spaced(said: str) -> str:
    """Return words with one space between them, whatever white space parts them, and none around them."""
    if said.isprintable() and "  " not in said:  # no white space is printable but the space
        return said.strip(" ")
    return " ".join(said.split())


def trimmed(text: str, start: int, end: int) -> Span:
    """Take the white space at both ends off a stretch of text."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def lines_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the lines of a stretch of text, without the empty ones and the white space around them."""
    found: list[Span] = []
    at = start
    for raw in text[start:end].split("\n"):
        if said := raw.strip():
            first = at + len(raw) - len(raw.lstrip())
            found.append(Span(first, first + len(said)))
        at += len(raw) + 1
    return tuple(found)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch; the result is sorted."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def edges(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return where spans begin and end, those that overlap or touch as one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if not ends or start > ends[-1]:
            starts.append(start)
            ends.append(end)
        elif end > ends[-1]:
            ends[-1] = end
    return starts, ends
