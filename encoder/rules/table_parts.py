"""The parts of a table: for tables of the text and for those in notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.draft.model import Annotation
from encoder.layout.blocks import Block, Span
from encoder.layout.tables import Row


def table(text: str, rule: str, found: Sequence[Row], why: str, barred: bool, caption: Block | None = None) -> Iterator[Annotation]:
    """Yield the ``table`` of some rows, its rows and cells, with what is not written: strokes and, where it is ``barred``, bars."""
    ends = [_end(text, row) for row in found]
    start = caption.span.start if caption else _start(found[0])
    yield Annotation(Span(start, ends[-1]), "table", rule, evidence=why)
    if caption:
        yield Annotation(caption.span, "head", rule)
    for row, end in zip(found, ends, strict=True):
        if not row.cells:
            rend = " ".join(text[slice(*row.line)].split())
            yield Annotation(row.line, "milestone", rule, {"unit": "rule", "rend": rend}, content="replaced")
            continue
        yield Annotation(Span(_start(row), end), "row", rule, _bars(text, row) if barred else {})
        if barred:  # the row's @rend says where they stand
            for bar in re.finditer(r"\|", text[slice(*row.line)]):
                yield Annotation(Span(row.line.start + bar.start(), row.line.start + bar.end()), "", rule, content="replaced")
        for cell in row.cells:
            if cell.end <= end and (cell.start < end or cell.start < cell.end):
                yield Annotation(cell, "cell", rule)


def _start(row: Row) -> int:
    """Return where a row begins: before the first of its cells, which may be an empty one in the indentation."""
    return min([row.line.start, *(cell.start for cell in row.cells)])


def _end(text: str, row: Row) -> int:
    """Return where a row ends: behind the white space in which its last, empty cells stand."""
    end = row.line.end
    last = max((cell.end for cell in row.cells if cell.start == cell.end), default=0)
    while end <= last and end < len(text) and text[end].isspace():
        end += 1
    return max(end, row.line.end)


def _bars(text: str, row: Row) -> dict[str, str]:
    """Return how the bars of a row are written: "|" between its cells, and one before and behind them."""
    said = text[slice(*row.line)]
    before, behind = said[0] == "|", said[-1] == "|" and len(said) > 1
    return {"rend": "| | |" if before and behind else "| |" if before else "- | |" if behind else "|"}
