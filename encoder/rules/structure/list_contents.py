"""A table of contents becomes ``list type="contents"``.

Found: lines of which most end with leaders and the number of a page ("Of the Soil . . . . . 14"); a line without them belongs to the entry
that it begins. Entries that end with a column or page in brackets ("(Col. 587)"), where the text has many of them.
Left alone: sentences that end with points, tables.
TEI P5 4.5: DS, #DSFRONT.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span, trimmed
from encoder.layout.tables import LEADERS

#: "(Col. 587)", "(p. 12)": where an entry is found; so many blocks with one make a table of contents
REFERENCE = re.compile(r"\((?:Cols?|Pp?|pp?|Pages?|Sp|fol|S)\.{0,2}\s?\d{1,4}(?:[-–]\d{1,4})?\)(?:[.\s]*\.)?")
OFTEN = 6
#: what stands over a table of contents
HEADINGS = frozenset({"CONTENTS", "TABLE OF CONTENTS", "THE CONTENTS", "INDEX", "INHALT", "INHALTSVERZEICHNIS", "TABLE DES MATIÈRES",
                      "SOMMAIRE", "INDICE", "ÍNDICE", "LIST OF PLATES", "LIST OF ILLUSTRATIONS"})  # fmt: skip


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lists, each with its heading where it has one."""
    before: Block | None = None
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    for block in blocks:
        if block.kind == "contents":
            heading = before if before and draft.plain(before.span).strip(" .:_*#").upper() in HEADINGS else None
            start = heading.span.start if heading else block.span.start
            yield Annotation(Span(start, block.span.end), "list", RULE.id, {"type": "contents"}, evidence=block.why)
            if heading:
                yield Annotation(heading.span, "head", RULE.id)
            first = 0
            for k, line in enumerate(block.lines):
                if LEADERS.search(draft.text, *line) or k + 1 == len(block.lines):
                    yield Annotation(Span(block.lines[first].start, line.end), "item", RULE.id)
                    first = k + 1
        before = block
    if sum(REFERENCE.search(draft.text, *block.span) is not None for block in blocks) >= OFTEN:
        yield from _referring(draft, [block for block in blocks if block.kind == "text"])


def _referring(draft: Draft, blocks: list[Block]) -> Iterator[Annotation]:
    """Yield a list for each run of entries that end with the number of a column or page in brackets."""
    run: list[Block] = []
    for k, block in enumerate(blocks):
        entry = REFERENCE.search(draft.text, *block.span) is not None or _goes_on(draft, blocks[k : k + 2])
        if run and (not entry or draft.masked[run[-1].span.end : block.span.start].strip()):
            yield from _entries(draft.masked, run)
            run = []
        if entry:
            run.append(block)
    yield from _entries(draft.masked, run)


def _entries(text: str, run: list[Block]) -> Iterator[Annotation]:
    """Yield the list of a run of blocks; ``text`` has no running heads, which may be like an entry."""
    if not run:
        return
    start = run[0].span.start
    found = list(REFERENCE.finditer(text, start, run[-1].span.end))
    last = found[-1].end()
    yield Annotation(Span(start, last), "list", RULE.id, {"type": "contents"}, evidence="its entries end with the number of a column")
    for reference in found:
        yield Annotation(trimmed(text, start, reference.end()), "item", RULE.id)
        start = reference.end()


def _goes_on(draft: Draft, pair: list[Block]) -> bool:
    """Whether a line without a number is an entry that goes on in the next."""
    if len(pair) < 2 or draft.text[pair[0].span.end - 1] in ".:;)" or draft.text[pair[0].span.start] in "([":
        return False
    said = draft.text[slice(*pair[0].span)]
    return not said.isupper() and draft.text[pair[1].span.start].islower() and REFERENCE.search(draft.text, *pair[1].span) is not None


RULE = Rule("list-contents", "list", find, "A table of contents is a list; its leaders are kept as text.")
