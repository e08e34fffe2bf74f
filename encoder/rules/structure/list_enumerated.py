"""Lines and paragraphs with a bullet or a number before them become ``list`` and ``item``.

Found: two and more that follow one another with "-", "•", "1.", "(a)", "iv)", "§ 3." and so on, each number the next of the one before,
in a block or each a paragraph, over the ends of pages; another system below an item is a list in it. Paragraphs with numbers are a list
where something announces them ("as follows:") or where they are short. A number stays text of its item, a bullet is its @rend.
Left alone: a single line, numbers that do not follow one another, long numbered paragraphs that nothing announces.
TEI P5 3.8: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy.lists import DEEPER, Item, List, lists
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span, trimmed

_BLANK = re.compile(r"\n[^\S\n]*\n")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lists, outer ones before those inside."""
    run: list[Block] = []
    text = draft.masked
    ended: dict[str, int] = {}
    begun = {a.span.start for a in draft.of("div")}
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start:
            break
        if run and (block.span.start in begun or text[run[-1].span.end : block.span.start].strip()):
            yield from _found(draft, run, ended)
            run = []
            if block.span.start in begun:
                ended.clear()
        run.append(block)
    yield from _found(draft, run, ended)


def _found(draft: Draft, run: list[Block], ended: dict[str, int]) -> Iterator[Annotation]:
    for each in lists(draft.text, run, ended):
        yield from _list(draft.text, draft.masked, each)


def _paragraphs(text: str, masked: str, item: Item) -> Iterator[Annotation]:
    """Yield a ``p`` for each paragraph of an item that has several; a list in it comes behind them.

    None where a page ends between them: there a sentence may go on.
    """
    end = item.inner[0].span.start if item.inner else item.span.end
    start = item.mark.span.end if item.mark.numbers[0][0] == "bullet" else item.span.start
    found, at = [], start
    for gap in _BLANK.finditer(masked, start, end):
        found.append(trimmed(masked, at, gap.start()))
        at = gap.end()
    found.append(trimmed(masked, at, end))
    found = [span for span in found if span.end > span.start]
    if len(found) > 1 and not any(text[a.end : b.start].strip() for a, b in pairwise(found)):
        yield from (Annotation(span, "p", RULE.id) for span in found)


def _list(text: str, masked: str, found: List) -> Iterator[Annotation]:
    bullets = found.system == "bullet"
    first, last = found.items[0].mark.span, found.items[-1].mark.span
    why = f"{len(found.items)} items from {text[slice(*first)]} to {text[slice(*last)]}"
    yield Annotation(found.span, "list", RULE.id, {"type": "bulleted"} if bullets else {}, evidence=why)
    for item in found.items:
        if bullets:
            bullet = text[slice(*item.mark.span)]
            yield Annotation(Span(item.mark.span.start, item.span.end), "item", RULE.id, {"rend": f"{bullet}{{}}"})
            words = trimmed(text, item.mark.span.end, item.span.end)
            yield Annotation(Span(item.mark.span.start, words.start), "", RULE.id, content="replaced")
        else:
            yield Annotation(Span(item.mark.span.start, item.span.end), "item", RULE.id)
        yield from _paragraphs(text, masked, item)
        for inner in item.inner:
            if len(inner.items) > 1 or (not inner.loose and inner.indent >= found.indent + DEEPER):
                yield from _list(text, masked, inner)


RULE = Rule(
    "list-enumerated", "list", find,
    "Lines and paragraphs with bullets or numbers that follow one another are the items of a list; a number is text of its item, "
    "a bullet its @rend.",
)
