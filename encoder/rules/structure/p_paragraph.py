"""Every block that is nothing else becomes ``p``.

Found: what no earlier rule of structure has claimed. Where FRUS has no numbered documents (to 1951) the list behind a
colon belongs to its paragraph, as those volumes have it.
Lines that are each a statement are a ``p`` each where they are no list.
Left alone: nothing; it is the last of them, so that no text stands outside an element.
TEI P5 4.9: CO, #COPA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

#: an entry of a register is no shorter
ENTRY = 36
EACH = "each line is a statement by itself"


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``p`` for each block that is left."""
    register = all(rule.id != "list-tight-lines" for rule in draft.context.profile.rules)  # there such lines are a list
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
        if end == block.span.end and register and _stated(draft, block):
            yield from (Annotation(line, "p", RULE.id, evidence=EACH) for line in block.lines)
            continue
        yield Annotation(Span(block.span.start, end), "p", RULE.id, evidence=block.why)


def _stated(draft: Draft, block: Block) -> bool:
    """Whether each line of a block is a statement by itself, as the entries of a register are."""
    said = [draft.text[slice(*line)] for line in block.lines]
    return len(said) > 1 and block.kind == "text" and all(len(one) >= ENTRY and one[0].isupper() and one.endswith(".") for one in said)


RULE = Rule("p-paragraph", "p", find)
