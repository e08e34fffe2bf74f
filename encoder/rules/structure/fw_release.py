"""What archives and printers put on a page becomes ``fw``: marks of release, numbers of forms, classification repeated at the foot.

Found: blocks whose lines are such marks and nothing else ("Approved For Release 2004/08/16 : CIA-RDP80X...", "STANDARD FORM NO. 64");
lines of secrecy among them, or behind the last paragraph; what the layout sets apart beside them at the edges of pages.
Lines of secrecy alone between paragraphs are those of pages. Left alone: the classification at the head, and sentences about a release.
TEI P5 4.9: PH, #PHSK.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy import forms
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout import releases
from encoder.layout.blocks import Block

#: a longer block tells something: secrecy behind it is that of a page
TOLD = 200


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
    told = next((k for k, b in enumerate(blocks) if b.span.end - b.span.start > TOLD), last)
    ends = next((k for k in range(last - 1, -1, -1) if draft.text[: blocks[k].span.end].rstrip().endswith((".", "!", "?"))), 0)
    for k, block in enumerate(blocks):
        if told < k <= ends:
            yield from _between(draft, block)
        elif _marks(draft, block, k >= last):
            for line in block.lines:
                yield Annotation(line, "fw", RULE.id, {"type": "footer" if k >= last and k else "header"})


def _between(draft: Draft, block: Block) -> Iterator[Annotation]:
    """Yield the lines of secrecy with which a block between paragraphs begins and ends, and its marks of release: those of two pages."""
    said = [draft.text[slice(*line)].strip() for line in block.lines]
    marks = [forms.release(one) or (one.isupper() and bool(forms.level(one)) and forms.secrecy(one)) for one in said]
    first = next((k for k, mark in enumerate(marks) if not mark), len(marks))
    last = next((k for k in range(len(marks) - 1, first - 1, -1) if not marks[k]), first - 1)
    for k in (*range(first), *range(last + 1, len(marks))):
        yield Annotation(block.lines[k], "fw", RULE.id, {"type": "header" if k < first else "footer"})


def _marks(draft: Draft, block: Block, end: bool) -> bool:
    said = [draft.text[slice(*line)].strip() for line in block.lines]
    marked = sum(map(forms.release, said))
    return (marked > 0 or end) and all(forms.release(one) or forms.secrecy(one) for one in said)


RULE = Rule("fw-release", "fw", find, "Marks of release, numbers of forms and the classification at the foot of a page are fw.")
