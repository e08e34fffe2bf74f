"""A table of contents becomes ``list type="contents"``.

Found: lines of which most end with leaders and the number of a page ("Of the Soil . . . . . 14"), or with pages in a column of their own
that rise; a line without a page belongs to the entry that it begins, blank lines between entries part nothing. Entries that end with a
column or page in brackets ("(Col. 587)"), where the text has many of them.
Left alone: sentences that end with points, tables.
TEI P5 4.5: DS, #DSFRONT.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span, trimmed
from encoder.layout.contents import COLUMN, LEADERS, OVER

#: "(Col. 587)", "(p. 12)": where an entry is found; so many blocks with one make a table of contents
REFERENCE = re.compile(r"\((?:Cols?|Pp?|pp?|Pages?|Sp|fol|S)\.{0,2}\s?\d{1,4}(?:[-–]\d{1,4})?\)(?:[.\s]*\.)?")
OFTEN = 6
#: "II PREPARATION 11": an entry and its page; so many make a table of contents
PAGED = re.compile(r"[^\n]*[^\W\d_][^\n]*?\s(?P<page>\d{1,4})\s*")
LEAST = 4
#: what stands over a table of contents
HEADINGS = frozenset({"CONTENTS", "TABLE OF CONTENTS", "THE CONTENTS", "INDEX", "INHALT", "INHALTSVERZEICHNIS", "TABLE DES MATIÈRES",
                      "SOMMAIRE", "INDICE", "ÍNDICE", "LIST OF PLATES", "LIST OF ILLUSTRATIONS"})  # fmt: skip


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lists, each with its heading where it has one."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    run: list[Block] = []
    before: Block | None = None
    for k, block in enumerate(blocks):
        entry = block.kind == "contents" or (run and _entry(draft.text, block))
        if entry and (not run or not draft.masked[run[-1].span.end : block.span.start].strip()):
            before = before if run else blocks[k - 1] if k else None
            run.append(block)
            continue
        yield from _contents(draft, before, run)
        before, run = (block, [block]) if block.kind == "contents" else (None, [])
    yield from _contents(draft, before, run)
    yield from _paged(draft, blocks)
    if sum(REFERENCE.search(draft.text, *block.span) is not None for block in blocks) >= OFTEN:
        yield from _referring(draft, [block for block in blocks if block.kind == "text"])


def _paged(draft: Draft, blocks: list[Block]) -> Iterator[Annotation]:
    """Yield the lists below a heading whose lines end with pages that rise, behind one space: "CONTENTS" / "II PREPARATION 11"."""
    for k, block in enumerate(blocks[:-1]):
        if len(block.lines) > 1 or draft.plain(block.span).strip(" .:_*#").upper() not in HEADINGS:
            continue
        first = k + 1 + bool(OVER.fullmatch(draft.plain(blocks[k + 1].span)))
        lines: list[Span] = []
        page = 0
        for below in blocks[first:]:
            found = [PAGED.fullmatch(draft.text, *line) for line in below.lines]
            pages = [int(m["page"]) for m in found if m]
            if below.kind == "contents" or len(pages) < len(found) or [page, *pages] != sorted([page, *pages]):
                break
            lines += below.lines
            page = pages[-1]
        if len(lines) >= LEAST:
            yield Annotation(Span(block.span.start, lines[-1].end), "list", RULE.id, {"type": "contents"}, evidence="pages that rise")
            yield Annotation(block.span, "head", RULE.id)
            for line in (*(b.span for b in blocks[k + 1 : first]), *lines):
                yield Annotation(line, "item", RULE.id)


def _entry(text: str, block: Block) -> bool:
    """Whether a line by itself is an entry with its page."""
    return len(block.lines) == 1 and (LEADERS.search(text, *block.span) or COLUMN.search(text, *block.span)) is not None


def _contents(draft: Draft, before: Block | None, run: list[Block]) -> Iterator[Annotation]:
    """Yield the list of some blocks that follow one another, with the heading before them."""
    if not run:
        return
    heading = before if before and draft.plain(before.span).strip(" .:_*#").upper() in HEADINGS else None
    start = heading.span.start if heading else run[0].span.start
    yield Annotation(Span(start, run[-1].span.end), "list", RULE.id, {"type": "contents"}, evidence=run[0].why)
    if heading:
        yield Annotation(heading.span, "head", RULE.id)
    for block in run:
        first = 0
        for k, line in enumerate(block.lines):
            if LEADERS.search(draft.text, *line) or COLUMN.search(draft.text, *line) or k + 1 == len(block.lines):
                yield Annotation(Span(block.lines[first].start, line.end), "item", RULE.id)
                first = k + 1


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
