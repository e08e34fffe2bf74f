"""Every block that is nothing else becomes ``p``.

Found: what no earlier rule of structure has claimed.
Left alone: nothing; it is the last of them, so that no text stands outside an element.
TEI P5 4.9: CO, #COPA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``p`` for each block that is left."""
    for block in draft.free_blocks:
        if block.span.start < draft.notes_start:
            yield Annotation(block.span, "p", RULE.id)


RULE = Rule("p-paragraph", "p", find)
