"""Every block that is nothing else becomes ``p``.

Found: what no earlier rule of structure has claimed. Where FRUS has no numbered documents (to 1951) the list behind a
colon belongs to its paragraph, as those volumes have it.
Lines that are each a statement are a ``p`` each where they are no list.
Left alone: nothing; it is the last of them, so that no text stands outside an element.
TEI P5 4.9: CO, #COPA.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy.lists import read_mark
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

#: an entry of a register is no shorter
ENTRY = 36
STOPPED = re.compile(r"[.?!:;][\"”’)\]]*\Z")
COUNTED = "its number is the next one"
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
        if end == block.span.end and register and (starts := _counted(draft, block)):
            for first, last in pairwise([0, *starts, len(block.lines)]):
                yield Annotation(block.part(first, last).span, "p", RULE.id, evidence=COUNTED)
            continue
        yield Annotation(Span(block.span.start, end), "p", RULE.id, evidence=block.why)


def _counted(draft: Draft, block: Block) -> list[int]:
    """Return the lines with which the next number of the paragraphs of a block begins: "2. ...", behind the end of a sentence."""
    marks = [read_mark(draft.text, line) for line in block.lines]
    numbers = [next((n for system, n in mark.numbers if system == "figure"), 0) if mark else 0 for mark in marks]
    found: list[int] = []
    last = numbers[0]
    for k in range(1, len(block.lines)):
        ended = STOPPED.search(draft.text, block.lines[k - 1].start, block.lines[k - 1].end)
        if numbers[k] and numbers[k] == last + 1 and ended and block.kind == "text":
            found.append(k)
            last = numbers[k]
    return found if numbers[0] or len(found) > 1 else []


def _stated(draft: Draft, block: Block) -> bool:
    """Whether each line of a block is a statement by itself, as the entries of a register are."""
    said = [draft.text[slice(*line)] for line in block.lines]
    return len(said) > 1 and block.kind == "text" and all(len(one) >= ENTRY and one[0].isupper() and one.endswith(".") for one in said)


RULE = Rule("p-paragraph", "p", find)
