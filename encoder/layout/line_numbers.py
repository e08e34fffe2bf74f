"""Numbers at the margin that count the lines of each page, as transcripts of courts and numbered typescripts have them.

They belong to the page: the text of a line begins behind its number, so that indentation, width and labels are those of the text.
Numbers before rows of a table or items of a list count too; there no sentence runs on from one line to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Span
from encoder.layout.lines import TAB, Line, ends, full, small

#: " 7   Q.  Where", "00214:07  A.  I was", and a number alone before an empty line
NUMBER = re.compile(r"(?P<n>(?:\d{1,6}:)?(?P<line>\d{1,2}))(?:[^\S\n]+(?=\S)|\Z)")
#: no page has more lines; one begins with such a number, has so many that count on, and so few lines without one among them
MOST = 60
FIRST = 2
LEAST = 8
MISSED = 2
#: the longest line of a page is no shorter; so many lines go on in the next, or so many begin with a question's or an answer's letter
WIDE = 36
GOES_ON = 2
ASKED = 3
#: so many lines at most stand between the last line of a page and the first of the next, and above the first page
BETWEEN = 8
ABOVE = 4
#: pages that are shorter, where others are believed: the last one
SHORT = 2
_ASKED = re.compile(r"[QA](?:[.:]|[^\S\n])")


class LineNumber(NamedTuple):
    """The number of a line: where it stands, with the white space behind it, and its words."""

    span: Span
    n: str


class _Counted(NamedTuple):
    line: int
    number: int
    mark: LineNumber


class Numbered(NamedTuple):
    """The lines without the numbers at their margin, these numbers, and which lines stand between, above and below counted pages."""

    lines: list[Line]
    numbers: list[LineNumber]
    beyond: frozenset[int] = frozenset()


def apart(text: str, lines: Sequence[Line]) -> Numbered:
    """Take the numbers at the margin apart; a line that is but a number counts as blank."""
    pages = list(_pages(text, lines))
    if not any(_believed(text, lines, page) for page in pages):
        return Numbered(list(lines), [])
    pages = [page for page in pages if len(page) > SHORT]
    counted = {one.line: one.mark for page in pages for one in page}
    outside = set(_beyond(lines, pages))
    out: list[Line] = []
    beyond: set[int] = set()
    blank = 0
    for k, line in enumerate(lines):
        mark = counted.get(k)
        if k in outside:
            beyond.add(len(out))
        if mark is None:
            out.append(line._replace(blank=line.blank + blank))
        elif mark.span.end >= line.end:
            blank += line.blank + 1
            continue
        else:
            out.append(_bare(text, line, mark)._replace(blank=line.blank + blank))
        blank = 0
    return Numbered(out, [counted[k] for k in sorted(counted)], frozenset(beyond))


def _beyond(lines: Sequence[Line], pages: Sequence[Sequence[_Counted]]) -> Iterator[int]:
    """Yield the few lines that no number counts between a whole page and the next, right above the first and below the last one."""
    whole = max(page[-1].number for page in pages)
    first, last = pages[0], pages[-1]
    if first[0].line <= ABOVE and first[0].number <= FIRST:
        yield from range(first[0].line)
    for page, following in pairwise(pages):
        if page[-1].number == whole and following[0].line - page[-1].line - 1 <= BETWEEN:
            yield from range(page[-1].line + 1, following[0].line)
    if last[-1].number == whole and len(lines) - last[-1].line - 1 <= ABOVE:
        yield from range(last[-1].line + 1, len(lines))


def _bare(text: str, line: Line, mark: LineNumber) -> Line:
    """Return a line from behind its number; its indentation keeps the columns that it has on the page."""
    before = text[text.rfind("\n", 0, line.start) + 1 : mark.span.end]
    return Line(mark.span.end, line.end, len(before.expandtabs(TAB)), line.blank)


def _pages(text: str, lines: Sequence[Line]) -> Iterator[list[_Counted]]:
    """Yield the rows of numbers that count on, from the first line of a page to its last."""
    page: list[_Counted] = []
    for k, line in enumerate(lines):
        found = NUMBER.match(text, line.start, line.end)
        if found is None:
            continue
        one = _Counted(k, int(found["line"]), LineNumber(Span(*found.span()), found["n"]))
        if page and k - page[-1].line - 1 <= MISSED and one.number == page[-1].number + 1:
            page.append(one)
        elif one.number <= FIRST:
            if page:
                yield page
            page = [one]
        elif page and k - page[-1].line - 1 <= MISSED and 0 < one.number - page[-1].number <= MISSED:
            page.append(one)  # a number that was read wrongly is left out
    if page:
        yield page


def _believed(text: str, lines: Sequence[Line], page: Sequence[_Counted]) -> bool:
    """Whether the numbers of a page count its lines, not rows or items: the text runs on from line to line."""
    if len(page) < LEAST or page[-1].number > MOST:
        return False
    bare = [_bare(text, lines[one.line], one.mark) for one in page if one.mark.span.end < lines[one.line].end]
    width = max((line.right for line in bare), default=0)
    on = sum(full(text, a, b, width) and small(text, b) and not ends(text, a) for a, b in pairwise(bare))
    asked = sum(_ASKED.match(text, line.start, line.end) is not None for line in bare)
    return width >= WIDE and (on >= GOES_ON or asked >= ASKED)
