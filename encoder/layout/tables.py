"""Lines that are a table: columns of spaces, bars.

A table is judged by its columns: what is blank in every row parts them, so that an empty cell keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Span
from encoder.layout.lines import Line

#: words between gaps of two and more spaces
_CELL = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S {2,}\S")
#: words with two spaces between them and with one; so many a line
_DOUBLE = re.compile(r"(?<=\S) {2}(?=\S)")
_SINGLE = re.compile(r"(?<=\S) (?=\S)")
WORDS = 3
#: a line of strokes between rows
STROKES = re.compile(r"[-=_—–+|: ]*[-=_—–]{2,}[-=_—–+|: ]*")
#: what stands before a text and is no cell: enumerators, labels
_NO_CELL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]+)[.)]|[-–—•*·]|.{1,40}:|Art(?:icle|\.)\s\w+\.?")
#: rows that have several cells: so many, or so many with more than two; so large a share of all; cells are no longer than so much
ROWS = 3
WIDE_ROWS = 2
SHARE = 0.6
LONGEST = 40
#: in so many columns a line may go on in the last
COLUMNS = 3


class Row(NamedTuple):
    """One line of a table; ``cells`` one for each column, empty ones (where it has none) without length; none for a line of strokes."""

    line: Span
    cells: tuple[Span, ...]


def is_bars(text: str, lines: Sequence[Line]) -> bool:
    """Whether all lines are rows with bars between the cells."""
    counts = [text.count("|", line.start, line.end) for line in lines]
    return len(lines) > 1 and min(counts) > 0 and (min(counts) > 1 or any(_strokes(text, line) for line in lines))


def _strokes(text: str, line: Line) -> bool:
    return STROKES.fullmatch(text, line.start, line.end) is not None


def is_columns(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines stand in columns."""
    several = sum(_GAP.search(text, line.start, line.end) is not None for line in lines)
    if _doubled(text, lines):
        return False
    return several >= WIDE_ROWS and several >= SHARE * len(lines) / 2 and bool(columns(text, lines))


def _doubled(text: str, lines: Sequence[Line]) -> bool:
    """Whether two spaces stand between all words, as some reading machines leave them."""
    said = [text[line.start : line.end] for line in lines]
    double = sum(len(_DOUBLE.findall(one)) for one in said)
    return double >= WORDS * len(said) and double > 4 * sum(len(_SINGLE.findall(one)) for one in said)


def columns(text: str, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the columns of a table, each from its first to behind its last character's place; none where it is no table."""
    rows = [list(_cells(text, line)) for line in lines if not _strokes(text, line)]
    several = [row for row in rows if len(row) > 1]
    if len(several) < (WIDE_ROWS if max(map(len, several), default=0) > 2 else ROWS) or len(several) < SHARE * len(rows):
        return []
    found = _parted(several)
    # a caption or a heading over two columns may go over a border; a row of figures does not
    if len(found) < 2 or any(last - first > LONGEST for first, last in found[1:]):
        return []
    first = [text[row[0][2].start : row[0][2].end] for row in several if row[0][0] < found[0][1]]
    if sum(_NO_CELL.fullmatch(said) is not None for said in first) * 2 > len(first):
        return []
    outside = sum(_column(found, cell) < 0 for row in rows for cell in row)
    return found if outside <= len(rows) // 4 else []


def _cells(text: str, line: Line) -> Iterator[tuple[int, int, Span]]:
    for cell in _CELL.finditer(text, line.start, line.end):
        start = line.indent + cell.start() - line.start
        yield start, start + cell.end() - cell.start(), Span(cell.start(), cell.end())


def _parted(rows: Sequence[Sequence[tuple[int, int, Span]]]) -> list[tuple[int, int]]:
    """Return the stretches of places that any row fills, with two and more blank ones between them."""
    found: list[list[int]] = []
    for first, last, _ in sorted(cell for row in rows for cell in row):
        if found and first < found[-1][1] + 2:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return [(first, last) for first, last in found]


def _column(found: Sequence[tuple[int, int]], cell: tuple[int, int, Span]) -> int:
    """Return the number of the column a cell stands in; -1 where it stands in none or in several."""
    here = [k for k, (first, last) in enumerate(found) if cell[0] < last and cell[1] > first]
    return here[0] if len(here) == 1 else -1


def rows(text: str, lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the rows of a table in columns; an empty cell stands between those beside it."""
    found = columns(text, lines)
    for line in lines:
        span = Span(line.start, line.end)
        if _strokes(text, line):
            yield Row(span, ())
            continue
        cells: list[Span | None] = [None] * len(found)
        for cell in _cells(text, line):
            k = _column(found, cell)
            if k < 0 or cells[k] is not None:  # a caption over several columns
                cells = [span]
                break
            cells[k] = cell[2]
        yield Row(span, tuple(_placed(cells, line)))


def together(text: str, found: Sequence[Row]) -> list[Row]:
    """Return the rows; a line that fills the last of several columns alone goes on with what stands there in the row above."""
    out: list[Row] = []
    for row in found:
        filled = [k for k, cell in enumerate(row.cells) if cell.end > cell.start]
        above = out[-1] if out else None
        on = above and len(row.cells) == len(above.cells) >= COLUMNS and filled == [len(row.cells) - 1]
        if above and on and above.cells[-1].end > above.cells[-1].start and any(c.end > c.start for c in above.cells[:-1]):
            last = Span(above.cells[-1].start, row.cells[-1].end)
            out[-1] = Row(Span(above.line.start, row.line.end), (*above.cells[:-1], last))
        else:
            out.append(row)
    return out


def _placed(cells: Sequence[Span | None], line: Line) -> Iterator[Span]:
    at = line.start - next((k for k, cell in enumerate(cells) if cell is not None), 0)  # empty ones stand in the indentation
    for cell in cells:
        if cell is not None:
            yield cell
            at = cell.end + 1
        else:
            yield Span(at, at)
            at += 1


def bars(text: str, line: Span) -> Row:
    """Return a line with bars as a row; none of its cells for a line of strokes."""
    if STROKES.fullmatch(text, *line):
        return Row(line, ())
    first = line.start + (text[line.start] == "|")
    last = line.end - (text[line.end - 1] == "|" and line.end - 1 > line.start)
    cells = []
    at = first
    while at <= last:
        end = text.find("|", at, last)
        end = last if end < 0 else end
        inner = text[at:end]
        lead = len(inner) - len(inner.lstrip())
        cells.append(Span(at + lead, at + lead + len(inner.strip())) if inner.strip() else Span(at, at))
        at = end + 1
    return Row(line, tuple(cells))
