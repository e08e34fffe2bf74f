"""What archives and printers put on a page becomes ``fw``: marks of release, numbers of forms, classification repeated at the foot.

Found: blocks whose lines are such marks and nothing else ("Approved For Release 2004/08/16 : CIA-RDP80X...", "STANDARD FORM NO. 64");
lines of secrecy among them, or behind the last paragraph; what the layout sets apart beside them at the edges of pages.
Left alone: the classification at the head, and sentences about a release.
TEI P5 4.9: PH, #PHSK.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy import forms
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout import releases
from encoder.layout.blocks import Block


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``fw`` for every such line."""
    apart = [piece for piece in draft.source.layout.furniture if piece.why in releases.WHY]
    for piece in apart:
        if draft.record_end <= piece.span.start and piece.span.end <= draft.record_below:
            yield Annotation(piece.span, "fw", RULE.id, {"type": piece.kind}, evidence=piece.why)
    known = {piece.span.start for piece in apart}
    free = (b for b in draft.free_blocks if b.span.start not in known)
    blocks = [b for b in free if draft.record_end <= b.span.start < draft.notes_start]
    last = len(blocks)
    while last and _marks(draft, blocks[last - 1], True):
        last -= 1
    for k, block in enumerate(blocks):
        if _marks(draft, block, k >= last):
            for line in block.lines:
                yield Annotation(line, "fw", RULE.id, {"type": "footer" if k >= last and k else "header"})


def _marks(draft: Draft, block: Block, end: bool) -> bool:
    said = [draft.text[slice(*line)].strip() for line in block.lines]
    marked = sum(map(forms.release, said))
    return (marked > 0 or end) and all(forms.release(one) or forms.secrecy(one) for one in said)


RULE = Rule("fw-release", "fw", find, "Marks of release, numbers of forms and the classification at the foot of a page are fw.")
