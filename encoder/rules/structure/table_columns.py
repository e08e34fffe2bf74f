"""Lines in columns of spaces or between bars become ``table``, ``row`` and ``cell``.

Found: three and more lines whose words stand below one another with the same gaps in all of them, an empty cell in its place; lines with
"|" between the cells; a line of strokes between rows is ``milestone``; a caption ("Table I. ...") above is the ``head``.
Left alone: sentences with two spaces between them, labels with a colon, enumerated lines.
TEI P5 4.9: FT, #FTTAB1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span
from encoder.layout.lines import Line
from encoder.layout.tables import Row, bars, rows

CAPTION = re.compile(r"(?:(?:TABLE|Table|Tab\.|TAB\.|Tableau|Tabelle|Tafel|Tabla|Tabella)\s(?:\d{1,3}|[IVXLC]+|[A-Z])\b)[^\n]{0,120}")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``table`` for each such block."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    for k, block in enumerate(blocks):
        if block.kind == "bars":
            found = [bars(draft.text, line) for line in block.lines]
        elif block.kind == "columns":
            indents = block.indents
            found = list(rows(draft.text, [Line(*line, indents[j], 0) for j, line in enumerate(block.lines)]))
        else:
            continue
        caption = blocks[k - 1] if k and CAPTION.fullmatch(draft.text, *blocks[k - 1].span) else None
        yield from _table(draft.text, block, found, caption)


def _table(text: str, block: Block, found: Sequence[Row], caption: Block | None) -> Iterator[Annotation]:
    ends = [_end(text, row) for row in found]
    start = caption.span.start if caption else _start(found[0])
    yield Annotation(Span(start, max(block.span.end, ends[-1])), "table", RULE.id, evidence=block.why)
    if caption:
        yield Annotation(caption.span, "head", RULE.id)
    for row, end in zip(found, ends, strict=True):
        if not row.cells:
            rend = " ".join(text[slice(*row.line)].split())
            yield Annotation(row.line, "milestone", RULE.id, {"unit": "rule", "rend": rend}, content="replaced")
            continue
        yield Annotation(Span(_start(row), end), "row", RULE.id, _bars(text, row) if block.kind == "bars" else {})
        if block.kind == "bars":  # the row's @rend says where they stand
            for bar in re.finditer(r"\|", text[slice(*row.line)]):
                yield Annotation(Span(row.line.start + bar.start(), row.line.start + bar.end()), "", RULE.id, content="replaced")
        for cell in row.cells:
            if cell.end <= end and (cell.start < end or cell.start < cell.end):
                yield Annotation(cell, "cell", RULE.id)


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


RULE = Rule(
    "table-columns", "table", find,
    "Lines in columns or between bars are the rows of a table; what is blank in all of them parts the cells.",
)
