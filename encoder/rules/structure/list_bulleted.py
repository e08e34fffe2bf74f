"""Lines that begin with a bullet or a number become ``list``, ``label`` and ``item``.

Found: a block of two and more lines, the first and others beginning with "-", "•", "*", "1.", "a)"; a line without one belongs to the item
before it.
Left alone: a single line, a line of speech that begins with a dash.
TEI P5 3.8: CO, #COLI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span, trimmed

BULLET = re.compile(r"(?P<label>[-–•*·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s+(?=\S)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lists."""
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start or len(block.lines) < 2:
            continue
        marks = [BULLET.match(draft.text, line.start, line.end) for line in block.lines]
        if not marks[0] or sum(m is not None for m in marks) < 2:
            continue
        yield Annotation(block.span, "list", RULE.id)
        starts = [k for k, m in enumerate(marks) if m]
        for k, nxt in zip(starts, [*starts[1:], len(block.lines)], strict=True):
            mark = marks[k]
            if mark:
                yield Annotation(Span(*mark.span("label")), "label", RULE.id)
                yield Annotation(trimmed(draft.text, mark.end(), block.lines[nxt - 1].end), "item", RULE.id)


RULE = Rule(
    "list-bulleted", "list", find,
    "Lines with a bullet or a number before them are the items of a list; what stands before them is label.",
)
