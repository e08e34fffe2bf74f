"""Lines of verse become ``lg`` and ``l``; a block that is indented or marked with ">" becomes ``quote``.

Found: three and more short lines in one block that nearly all begin with a capital and of which most end with a mark or none runs to the
edge; a block whose lines are all indented, or all begin with ">".
Left alone: prose with hard line ends, addresses behind a greeting, lists, lines of figures.
TEI P5 3.13.1: CO, #CODV; 3.3.3: CO, #COHQQ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

LEAST, WIDEST, MEAN = 3, 64, 48
#: a quotation is indented by so much, and is so many lines long
INDENT, QUOTATION = 4, 2
#: as letters and notes by mail mark what they quote
QUOTED = re.compile(r">\s?(?=\S)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the verse and the block quotations."""
    for k, block in enumerate(draft.free_blocks):
        if block.span.start >= draft.notes_start or not k:
            continue
        marks = [QUOTED.match(draft.text, line.start, line.end) for line in block.lines]
        if all(marks):
            yield Annotation(block.span, "quote", RULE.id, {"rend": ">"})
            yield Annotation(block.span, "p", RULE.id)
            for mark in marks:
                if mark:
                    yield Annotation(Span(*mark.span()), "", RULE.id, content="replaced")
        elif verse(draft, block):
            yield Annotation(block.span, "lg", RULE.id)
            for line in block.lines:
                yield Annotation(line, "l", RULE.id)
        elif block.indent >= INDENT and block.kind == "text" and len(block.lines) >= QUOTATION:
            yield Annotation(block.span, "quote", RULE.id)
            yield Annotation(block.span, "p", RULE.id)


def verse(draft: Draft, block: Block) -> bool:
    """Whether the lines of a block are short, without figures, and mostly begin with a capital and end with a mark."""
    said = [draft.plain(line) for line in block.lines]
    if len(said) < LEAST or any(len(line) > WIDEST or "\t" in line or not line for line in said) or sum(map(len, said)) > MEAN * len(said):
        return False
    if any(c.isdigit() for line in said for c in line):
        return False
    capitals = sum(line.lstrip("“‘\"'«")[:1].isupper() for line in said)
    marked = sum(line[-1] in ",.;:!?—–”’\"" for line in said)
    return capitals >= len(said) - 1 and 2 * marked >= len(said)


RULE = Rule("lg-verse", "lg", find, "Short lines that begin with capitals are verse; a block that is indented is a quotation.")
