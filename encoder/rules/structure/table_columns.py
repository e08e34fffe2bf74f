"""Lines in columns of spaces or between bars become ``table``, ``row`` and ``cell``.

Found: three and more lines whose words stand below one another with the same gaps in all of them, an empty cell in its place; lines with
"|" between the cells; a line of strokes between rows is ``milestone``; a caption ("Table I. ...") above is the ``head``.
Left alone: sentences with two spaces between them, labels with a colon, enumerated lines.
TEI P5 4.9: FT, #FTTAB1.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy import speech
from encoder.draft.model import Draft, Finding, Rule
from encoder.layout.lines import Line
from encoder.layout.tables import bars, rows, together
from encoder.rules.table_parts import table

CAPTION = re.compile(
    r"(?:(?:TABLE|Table|Tab\.|TAB\.|Tableau|Tabelle|Tafel|Tabla|Tabella)\s(?:\d{1,3}|[IVXLC]+|[A-Z])\b)[^\n]{0,120}"
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``table`` for each such block."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    spoken = {label.span.start for label in speech.read(draft).labels}
    for k, block in enumerate(blocks):
        if block.span.start in spoken:  # a gap behind the letter of who asks
            continue
        if block.kind == "bars":
            found = [bars(draft.text, line) for line in block.lines]
        elif block.kind == "columns":
            indents = block.indents
            found = together(draft.text, list(rows(draft.text, [Line(*line, indents[j], 0) for j, line in enumerate(block.lines)])))
        else:
            continue
        caption = blocks[k - 1] if k and CAPTION.fullmatch(draft.text, *blocks[k - 1].span) else None
        yield from table(draft.text, RULE.id, found, block.why, block.kind == "bars", caption)


RULE = Rule(
    "table-columns", "table", find,
    "Lines in columns or between bars are the rows of a table; what is blank in all of them parts the cells.",
)
