"""A poem that a document quotes becomes ``lg`` and ``l``.

Found: a block of four and more short lines in quotation marks, or indented behind prose that ends with a colon, which nearly all begin
with a capital and of which most end with a mark.
Left alone: fewer lines, and short pieces without quotation marks: in letters they are addresses, signers and witnesses.
TEI P5 3.13.1: CO, #CODV.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.verse import poems
from encoder.draft.model import Draft, Finding, Rule
from encoder.layout.blocks import Block
from encoder.rules.structure.lg_verse import stanzas

LEAST = 4
#: so many lines of verse need no quotation marks
LONG = 12
#: verse within prose is indented by so many columns
DEEPER = 3
INTRODUCES = re.compile(r"[:—–-]\s*\Z")
QUOTED = re.compile(r"[“‘\"].*[”’\"]\d*\Z", re.S)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the verse."""
    before: Block | None = None
    for block in draft.free_blocks:
        above, before = before, block
        if block.span.start >= draft.notes_start or len(block.lines) < LEAST:
            continue
        quoted = QUOTED.match(draft.text[block.span.start : block.span.end])
        if len(block.lines) >= LONG or quoted or (above and _introduced(draft.text, above, block)):
            for poem in poems(draft.text, draft.plain, [block]):
                yield from stanzas(poem, RULE.id)


def _introduced(text: str, above: Block, block: Block) -> bool:
    """Whether a block stands indented below prose that goes on in it."""
    deep = bool(block.indents and above.indents) and min(block.indents) >= min(above.indents) + DEEPER
    return deep and len(above.lines) > 1 and INTRODUCES.search(text, *above.span) is not None


RULE = Rule("lg-quoted", "lg", find, "Quoted lines of verse are lg and l.")
