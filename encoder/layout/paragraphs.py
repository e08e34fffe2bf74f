"""From lines to paragraphs: where a new one begins among lines that no blank line divides.

Three signs are weighed for each chunk of lines in its region: first lines that are indented, entries that hang at the margin, and lines
that end a sentence though the next word had room. A sign counts where most of its places begin what can be a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from encoder.layout.lines import Line, begins, ends, full, small
from encoder.layout.margins import DEEPEST, SHARE, Region, short

#: entries that hang: so many at the margin, in so many lines
ENTRIES = 2
HANGING = 4
#: a centred line stands so near to the middle, behind so many columns, and is no wider than so much of the page
NEAR = 3.5
INDENTED = 3
WIDE = 0.9
#: a title over several lines has no more
TITLE = 4
#: a line that goes on in the next with a small letter is no heading where it fills so much of the page
LONG = 0.6
#: the page of a text whose lines are not broken, and the farthest middle of a centred line there
PAGE = 72
MIDDLE = 46


def split(text: str, chunk: Sequence[Line], region: Region) -> Iterator[tuple[Sequence[Line], str]]:
    """Yield the lines of each paragraph of a chunk and why it is one."""
    for lines, said in _centred(text, chunk, region):
        if said or len(lines) == 1 or not region.width:
            yield lines, said or "lines between blank lines"
            continue
        for part, shown in _headings(text, lines, region):
            if shown:
                yield part, shown
                continue
            starts, why = _starts(text, part, region)
            for first, last in pairwise([0, *starts, len(part)]):
                yield part[first:last], why


def _headings(text: str, lines: Sequence[Line], region: Region) -> Iterator[tuple[Sequence[Line], str]]:
    """Yield the lines in capitals that stand in the middle between others, and what stands between them."""
    first = 0
    for k in range(1, len(lines)):
        line, above = lines[k], lines[k - 1]
        if (
            line.indent - region.margin > DEEPEST and above.indent - region.margin <= DEEPEST and text[line.start : line.end].isupper()
            and centred(line, region) and not full(text, above, line, region.width)
        ):  # fmt: skip
            yield lines[first:k], ""
            yield lines[k : k + 1], CENTRED
            first = k + 1
    if first < len(lines):
        yield lines[first:], ""


def _starts(text: str, lines: Sequence[Line], region: Region) -> tuple[list[int], str]:
    for sign in (_indented, _hanging, _short):
        found = sign(text, lines, region)
        if found:
            return found, _SAYS[sign.__name__]
    return [], "lines between blank lines"


_SAYS = {
    "_indented": "its first line is indented",
    "_hanging": "its first line hangs at the margin",
    "_short": "the line before it ends a sentence and had room for more",
}


def _indented(text: str, lines: Sequence[Line], region: Region) -> list[int]:
    """Return the numbers of the lines, but the first, that are indented as first lines are."""
    least = min(line.indent for line in lines)
    base = region.margin if region.first and region.margin < least <= region.margin + region.first else least
    deep = [k for k in range(1, len(lines)) if base < lines[k].indent <= base + DEEPEST]
    fresh = [k for k in deep if lines[k - 1].indent <= base or not full(text, lines[k - 1], lines[k], region.width)]
    good = [k for k in fresh if begins(text, lines[k]) and ends(text, lines[k - 1])]
    if not good or (len(deep) == len(lines) - 1 and len(lines) > 2 and len(good) < len(deep)):
        return []
    edge = [k for k in fresh if lines[k - 1].indent <= base]
    if region.first:
        return [k for k in fresh if k in good or (begins(text, lines[k]) and not full(text, lines[k - 1], lines[k], region.width))]
    sure = [k for k in good if lines[k - 1].indent <= base]
    return good if edge and len(sure) >= SHARE * len(edge) and len(sure) + 1 >= len(lines) / 12 else []


def _hanging(text: str, lines: Sequence[Line], region: Region) -> list[int]:
    """Return the numbers of the lines at the margin, where the lines between them are indented."""
    base = min(line.indent for line in lines)
    depths = {line.indent for line in lines if line.indent > base}
    if len(lines) < HANGING or lines[0].indent != base or len(depths) != 1 or depths.pop() - base > DEEPEST:
        return []
    entries = [k for k in range(1, len(lines)) if lines[k].indent == base]
    inner = [k for k in range(1, len(lines)) if lines[k].indent > base]
    good = [k for k in entries if begins(text, lines[k]) and not full(text, lines[k - 1], lines[k], region.width)]
    held = [k for k in inner if full(text, lines[k - 1], lines[k], region.width)]
    if len(entries) + 1 < ENTRIES or len(good) < SHARE * len(entries) or len(held) < SHARE * len(inner):
        return []
    return [k for k in entries if k in good or (begins(text, lines[k]) and ends(text, lines[k - 1]))]


def _short(text: str, lines: Sequence[Line], region: Region) -> list[int]:
    return short(text, lines, region.width) if region.short else []


def _centred(text: str, chunk: Sequence[Line], region: Region) -> Iterator[tuple[Sequence[Line], str]]:
    """Yield the centred lines at the head of a chunk apart from the others; with a reason where they are centred."""
    if _title(chunk, region):
        yield chunk, CENTRED
        return
    k = 0
    while k < len(chunk) and centred(chunk[k], region):
        k += 1
    wide = LONG * (region.width or PAGE)
    if any(small(text, b) and a.right - a.indent > wide for a, b in pairwise(chunk[: k + 1])):
        k = 0  # a quotation that is indented
    if k and (k == len(chunk) or chunk[k].indent - region.margin <= DEEPEST):
        yield chunk[:k], CENTRED
        chunk = chunk[k:]
    if chunk:
        yield chunk, ""


def _title(chunk: Sequence[Line], region: Region) -> bool:
    """Whether a title fills a line and goes on in the middle of the next: all its lines have one middle."""
    width = region.width or PAGE
    middle = (region.margin + width) / 2
    last = chunk[-1]
    return (
        1 < len(chunk) <= TITLE and last.indent - region.margin > DEEPEST and last.right < WIDE * width
        and all(abs((line.indent + line.right) / 2 - middle) <= NEAR for line in chunk)
    )


CENTRED = "its lines stand in the middle between the margins"


def centred(line: Line, region: Region) -> bool:
    """Whether a line stands in the middle between the margins of its region."""
    width = region.width or PAGE
    middle = (line.indent + line.right) / 2
    if line.indent - region.margin <= max(region.first, INDENTED) or line.right - line.indent > WIDE * (width - region.margin):
        return False
    if not region.width:
        return line.indent - region.margin > DEEPEST and middle <= MIDDLE
    return abs(middle - (region.margin + width) / 2) <= NEAR and line.right < width
