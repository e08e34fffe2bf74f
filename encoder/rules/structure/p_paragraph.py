"""Every block that is nothing else becomes ``p``.

Found: what no earlier rule of structure has claimed. Where FRUS has no numbered documents (to 1951) the list behind a
colon belongs to its paragraph, as those volumes have it.
Left alone: nothing; it is the last of them, so that no text stands outside an element.
TEI P5 4.9: CO, #COPA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``p`` for each block that is left."""
    lists = [] if draft.fact("number") else [a.span for a in draft.of("list") if a.role == roles.TIGHT]
    for block in draft.free_blocks:
        if any(block.span.within(a.span) for name in ("opener", "closer") for a in draft.overlapping(name, block.span)):
            continue
        if block.span.start >= draft.notes_start:
            continue
        end = block.span.end
        if lists and draft.plain(block.span).endswith((":", "—")):
            for span in lists:  # in the order of the text
                if span.start >= end and not draft.text[end : span.start].strip():
                    end = span.end
        yield Annotation(Span(block.span.start, end), "p", RULE.id, evidence=block.why)


RULE = Rule("p-paragraph", "p", find)
