"""Lines of verse become ``lg`` and ``l``; a block that is indented or marked with ">" becomes ``quote``.

Found: short lines that begin with capitals, by what speaks for verse in all the stanzas of a poem together: their length, rhymes, indents
that take turns (``anatomy.verse``); the number above a stanza is its ``head``. A block whose lines are all indented deeper than the region,
or all begin with ">".
Left alone: prose with hard line ends, addresses behind a greeting, lists, names, lines of figures, what is said with labels.
TEI P5 3.13.1: CO, #CODV; 3.3.3: CO, #COHQQ.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.verse import Poem, poems
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

#: a quotation is indented by so much, and is so many lines long
INDENT = 4
QUOTATION = 2
#: as letters and notes by mail mark what they quote
QUOTED = re.compile(r">\s?(?=\S)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the verse and the block quotations."""
    run: list[Block] = []
    first = draft.source.blocks[0].span.start if draft.source.blocks else 0
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start:
            break
        if block.span.start == first:
            continue  # what a text begins with is no quotation
        marks = [QUOTED.match(draft.text, line.start, line.end) for line in block.lines]
        if all(marks):
            yield Annotation(block.span, "quote", RULE.id, {"rend": ">"})
            yield Annotation(block.span, "p", RULE.id)
            for mark in marks:
                if mark:
                    yield Annotation(Span(*mark.span()), "", RULE.id, content="replaced")
            continue
        if run and draft.masked[run[-1].span.end : block.span.start].strip():
            yield from _verse(draft, run)
            run = []
        run.append(block)
    yield from _verse(draft, run)


def _verse(draft: Draft, run: list[Block]) -> Iterator[Finding]:
    taken: set[Span] = set()
    for poem in poems(draft.text, draft.plain, run):
        taken.update(block.span for stanza in poem.stanzas for block in stanza if block)
        yield from stanzas(poem, RULE.id)
    for block in run:
        if block.span not in taken and block.indent >= INDENT and block.kind == "text" and len(block.lines) >= QUOTATION:
            yield Annotation(block.span, "quote", RULE.id)
            yield Annotation(block.span, "p", RULE.id)


def stanzas(poem: Poem, rule: str) -> Iterator[Annotation]:
    """Yield the stanzas of a poem and their lines."""
    for number, block in poem.stanzas:
        start = number.span.start if number else block.span.start
        attributes = {"type": "stanza"} if len(poem.stanzas) > 1 else {}
        yield Annotation(Span(start, block.span.end), "lg", rule, attributes, evidence=poem.why)
        if number:
            yield Annotation(number.span, "head", rule)
        for line in block.lines:
            yield Annotation(line, "l", rule)


RULE = Rule("lg-verse", "lg", find, "Short lines that begin with capitals are verse; a block that is indented is a quotation.")
