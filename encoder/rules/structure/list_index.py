"""An index becomes ``list type="index"``, an item for each entry.

Found: lines in the order of the alphabet of which most end with numbers of pages or send elsewhere ("Ague, cures for, 102, 118n.",
"Almshouse, see Charities"); what is indented deeper belongs to the entry above.
Left alone: lists of names without pages, tables.
TEI P5 4.5: DS, #DSBACK; 3.8: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span
from encoder.layout.contents import entries


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a list for each run of blocks that are parts of an index; a letter over a part or a page's end parts them."""
    run: list[Block] = []
    for block in draft.free_blocks:
        if not draft.record_end <= block.span.start < draft.notes_start:
            continue
        if block.kind == "index" and (not run or not draft.masked[run[-1].span.end : block.span.start].strip()):
            run.append(block)
            continue
        yield from _list(draft.text, run)
        run = [block] if block.kind == "index" else []
    yield from _list(draft.text, run)


def _list(text: str, run: list[Block]) -> Iterator[Annotation]:
    if not run:
        return
    yield Annotation(Span(run[0].span.start, run[-1].span.end), "list", RULE.id, {"type": "index"}, evidence=run[0].why)
    for block in run:
        for entry in entries(text, block.lines, block.indents):
            yield Annotation(Span(entry[0].start, entry[-1].end), "item", RULE.id)


RULE = Rule("list-index", "list", find, "An index is a list, each of its entries an item.")
