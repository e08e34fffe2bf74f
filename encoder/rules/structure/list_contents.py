"""A table of contents becomes ``list type="contents"``.

Found: lines of which most end with leaders and the number of a page ("Of the Soil . . . . . 14"); a line without them belongs to the entry
that it begins.
Left alone: sentences that end with points, tables.
TEI P5 4.5: DS, #DSFRONT.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span
from encoder.layout.tables import LEADERS

#: what stands over a table of contents
HEADINGS = frozenset({"CONTENTS", "TABLE OF CONTENTS", "THE CONTENTS", "INDEX", "INHALT", "INHALTSVERZEICHNIS", "TABLE DES MATIÈRES",
                      "SOMMAIRE", "INDICE", "ÍNDICE", "LIST OF PLATES", "LIST OF ILLUSTRATIONS"})  # fmt: skip


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the list, with its heading where it has one."""
    before: Block | None = None
    for block in draft.free_blocks:
        if block.kind == "contents" and draft.record_end <= block.span.start < draft.notes_start:
            heading = before if before and draft.plain(before.span).strip(" .:_*#").upper() in HEADINGS else None
            start = heading.span.start if heading else block.span.start
            yield Annotation(Span(start, block.span.end), "list", RULE.id, {"type": "contents"}, evidence=block.why)
            if heading:
                yield Annotation(heading.span, "head", RULE.id)
            first = 0
            for k, line in enumerate(block.lines):
                if LEADERS.search(draft.text, *line) or k + 1 == len(block.lines):
                    yield Annotation(Span(block.lines[first].start, line.end), "item", RULE.id)
                    first = k + 1
        before = block


RULE = Rule("list-contents", "list", find, "A table of contents is a list; its leaders are kept as text.")
