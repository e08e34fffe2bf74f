"""A bracket over several blocks becomes one ``p``; over the heading it is a ``seg`` of the opener.

Found: a stamp, a remark by hand, a note in brackets that goes on over lines which the copy has as paragraphs, with what stands beside
it on its first and last line; a block over the heading that is such a bracket, and so no heading.
Left alone: brackets inside a block, and those whose words are the text's own.
TEI P5 3.1: CO, #COPA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.classes import readings
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

PRINTED = frozenset({"stamp", "hand", "letterhead", "add", "note", "remark"})
OVER_LINES = frozenset({"stamp", "hand", "add", "note", "letterhead", "withheld", "remark", "footnote"})


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``p`` over the blocks of each such bracket."""
    blocks = [b for b in draft.free_blocks if b.span.start >= draft.record_end]
    k = over = 0  # the blocks before ``over`` stand over the heading
    for reading in readings(draft.text):
        span = reading.span
        if reading.kind not in OVER_LINES or span.start < draft.record_end:
            continue
        while k < len(blocks) and blocks[k].span.end <= span.start:
            k += 1
        last = k
        while last + 1 < len(blocks) and blocks[last + 1].span.start < span.end:
            last += 1
        if k >= len(blocks) or blocks[k].span.start > span.start:
            continue
        if last == k and (blocks[k].span != span or k != over or reading.kind not in PRINTED):
            continue
        whole = Span(blocks[k].span.start, blocks[last].span.end)
        if k == over:
            over = last + 1
            yield Annotation(whole, "seg", RULE.id, {"type": "endorsement"} if reading.kind == "hand" else {})
        else:
            yield Annotation(whole, "p", RULE.id, role=roles.ASIDE)
        k = last + 1


RULE = Rule("p-bracket", "p", find)
