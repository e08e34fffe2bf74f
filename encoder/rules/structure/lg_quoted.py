"""A poem that a document quotes becomes ``lg`` and ``l``.

Found: a block of four and more short lines in quotation marks, which nearly all begin with a capital and of which most end with
a mark.
Left alone: fewer lines, and short pieces without quotation marks: in letters they are addresses, signers and witnesses.
TEI P5 3.13.1: CO, #CODV.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.verse import poems
from encoder.draft.model import Draft, Finding, Rule
from encoder.rules.structure.lg_verse import stanzas

LEAST = 4
#: so many lines of verse need no quotation marks
LONG = 12
QUOTED = re.compile(r"[“‘\"].*[”’\"]\d*\Z", re.S)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the verse."""
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start or len(block.lines) < LEAST:
            continue
        if len(block.lines) >= LONG or QUOTED.match(draft.text[block.span.start : block.span.end]):
            for poem in poems(draft.text, draft.plain, [block]):
                yield from stanzas(poem, RULE.id)


RULE = Rule("lg-quoted", "lg", find, "Quoted lines of verse are lg and l.")
