"""The regions of a text: stretches whose lines are broken at one width and stand at one margin.

A decision about paragraphs is one of a region, never of the whole text: a chapter that was pasted in keeps its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from encoder.layout.lines import Line, begins, ends, full

#: nobody breaks lines at more characters
WIDEST = 110
#: so many lines without a long one among them are a region of their own
STRETCH = 30
#: so many lines show that a text is broken, and so large a share of them is full
FOLLOWED = 3
FULL = 0.5
#: without any line against it so few are enough
FEW = 2
#: so small a share of the lines is longer than the width: rows of tables, letters read twice
LONGER = 0.02
#: so large a share of the lines stands at the margin
USUAL = 0.15
#: a first line is indented by no more columns
DEEPEST = 12
#: lines that begin farther to the right are datelines, signatures, titles: they may end behind the width
FARTHEST = 24
#: so many indented lines behind a sentence's end, and so large a share of all, make indentation the mark of paragraphs
VOTES = 2
SHARE = 0.6

#: so much room is left in a line that ends a paragraph, in columns beside the word that would have fitted
ROOM = 4
#: so many lines, and more than so many chunks with a short line in them, show that short lines end paragraphs
LEAST = 4
WHOLE = 0.5

Chunk = Sequence[Line]


class Region(NamedTuple):
    """Lines of one kind: ``width`` is 0 where a line is not broken; ``first`` how far first lines are indented, 0 where they are not.

    ``short`` says that paragraphs end with short lines and nothing else divides them.
    """

    start: int
    end: int
    width: int
    margin: int
    first: int
    short: bool
    evidence: str


def regions(text: str, chunks: Sequence[Chunk], counted: bool = False) -> Iterator[tuple[Region, list[Chunk]]]:
    """Yield each region with its chunks (lines between blank lines), in order; lines that are ``counted`` are broken ones."""
    run: list[Chunk] = []
    broken: list[Chunk] = []  # chunks of short lines that may begin a new region
    long = False
    for chunk in chunks:
        if any(line.end - line.start > WIDEST for line in chunk):
            if run and not long and _count(run) + _count(broken) >= STRETCH:
                yield _region(text, [*run, *broken], counted), [*run, *broken]
                run = []
            else:
                run += broken
            broken, long = [], True
            run.append(chunk)
            continue
        broken.append(chunk)
        if long and _count(broken) >= STRETCH:
            yield _region(text, run, counted), run
            run, broken, long = broken, [], False
        elif not long:
            run += broken
            broken = []
    run += broken
    if run:
        yield _region(text, run, counted), run


def _count(chunks: Sequence[Chunk]) -> int:
    return sum(map(len, chunks))


def _region(text: str, chunks: Sequence[Chunk], counted: bool) -> Region:
    lines = [line for chunk in chunks for line in chunk]
    start, end = lines[0].start, lines[-1].end
    width = width_of(text, chunks)
    if counted and not width:
        width = min(WIDEST, max(line.right for line in lines))
    margin = _margin(chunks)
    if not width:
        return Region(start, end, 0, margin, 0, False, f"{len(lines)} lines, which end where their paragraphs end")
    votes: Counter[int] = Counter()
    against = 0
    for chunk in chunks:
        for line, following in pairwise(chunk):
            depth = following.indent - margin
            if 0 < depth <= DEEPEST and line.indent <= margin:
                if ends(text, line) and begins(text, following):
                    votes[depth] += 1
                else:
                    against += 1
    heads = Counter(chunk[0].indent - margin for chunk in chunks if len(chunk) > 1 and 0 < chunk[0].indent - margin <= DEEPEST
                    and chunk[1].indent <= margin)
    depth, count = (votes + heads).most_common(1)[0] if votes or heads else (0, 0)
    indented = count >= VOTES and sum(votes.values()) >= SHARE * (sum(votes.values()) + against)
    said = f"{len(lines)} lines broken at {width} columns, margin {margin}"
    if indented:
        said += f"; {count} first lines indented by {depth}"
    whole = [chunk for chunk in chunks if len(chunk) > 1]
    divided = sum(bool(short(text, chunk, width)) for chunk in whole)
    if not indented and divided > WHOLE * len(whole):
        return Region(start, end, width, margin, 0, True, f"{said}; short lines end its paragraphs")
    return Region(start, end, width, margin, depth if indented else 0, False, said)


def _margin(chunks: Sequence[Chunk]) -> int:
    """Return the least indent that a fair share of the lines have, or the one that most have."""
    every = Counter(line.indent for chunk in chunks for line in chunk)
    least = max(2, USUAL * sum(every.values()))
    return min((indent for indent, count in every.items() if count >= least), default=every.most_common(1)[0][0])


def width_of(text: str, chunks: Sequence[Chunk]) -> int:
    """Return the width at which lines are broken; 0 where they end with their paragraphs.

    No line is longer, but rows of tables, and most that others follow are full: the next word had no room there.
    """
    near = _margin(chunks) + FARTHEST
    rights = sorted(line.right for chunk in chunks for line in chunk
                    if line.indent <= near and "\t" not in text[line.start : line.end])
    if not rights:
        return 0
    width = rights[-1 - int(LONGER * len(rights))]
    if width > WIDEST:
        return 0
    counted = [_filled(text, chunk, width) for chunk in chunks]
    filled, other = sum(a for a, _ in counted), sum(b for _, b in counted)
    return width if filled >= FULL * (filled + other) and (filled >= FOLLOWED or (filled >= FEW and not other)) else 0


def short(text: str, lines: Sequence[Line], width: int) -> list[int]:
    """Return the numbers of the lines behind one that ends a sentence and had room for more, where most lines are full."""
    if len(lines) < LEAST:
        return []
    filled, other = _filled(text, lines, width)
    if filled < FULL * (filled + other) or not filled:
        return []
    return [
        k for k, (line, following) in enumerate(pairwise(lines), 1)
        if not full(text, line, following, width - ROOM) and ends(text, line) and begins(text, following)
    ]


def _filled(text: str, lines: Sequence[Line], width: int) -> tuple[int, int]:
    """Count the lines that are full, and those that are not though no paragraph can end with them."""
    filled = other = 0
    for line, behind in pairwise(lines):
        if full(text, line, behind, width) or (text[line.end - 1] in "-¬⸗\xad" and text[behind.start].islower()):
            filled += 1
        elif not (ends(text, line) and begins(text, behind)):
            other += 1
    return filled, other
