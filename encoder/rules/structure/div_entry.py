"""The entries of a diary become ``div type="entry"``, each with its day as ``date``.

Found: by ``anatomy/diary``, days alone in a line ("Fri. 9 May"), which are the ``head`` of their entry, or before what was written
("4th. Thursday.—Ran 180 chains"); a year or a month alone in a line between them is the heading of a ``div type="section"``. An
entry goes on to the next one, to the next heading, or to the end.
Left alone: the datelines of letters, numbered paragraphs, paragraphs of prose that begin with a date.
TEI P5 4.9: DS, #DSDIV; ND, #NDDATE.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from encoder.anatomy import diary
from encoder.anatomy.letters import SALUTATION
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Problem, Rule
from encoder.layout.blocks import Block, Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the divisions, their headings and their days."""
    stop = min(draft.notes_start, draft.record_below)
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < stop]
    given = draft.context.metadata.document_date[:4]
    days = diary.read(draft.text, blocks, int(given) if given.isdigit() else 0)
    if not days or _letters(draft, blocks, days):
        return
    over = {k: said for k, block in enumerate(blocks[: days[-1].block]) if (said := diary.over(draft.text, block))}
    years = list(over)
    cuts = sorted({a.span.start for a in draft.annotations if a.element in {"div", "closer"}} | {stop})
    starts = sorted([blocks[d.block].span.start for d in days] + [blocks[k].span.start for k in years])
    ends = [b.span.end for b in draft.source.blocks if b.span.end <= stop]
    for k in years:
        start = blocks[k].span.start
        behind = min([blocks[other].span.start for other in years if other > k] + cuts[bisect_right(cuts, start) :][:1])
        yield Annotation(Span(start, _end(ends, behind)), "div", RULE.id, {"type": "section"})
        yield Annotation(blocks[k].span, "head", RULE.id)
        first = next((day.when for day in days if day.block > k), "")
        when = over[k].when or (first[:7] if first[:1].isdigit() else "")
        if when:
            yield Annotation(over[k].span, "date", RULE.id, {"when": when}, role=roles.ENTRY)
    for day in days:
        block = blocks[day.block]
        following = starts[bisect_right(starts, block.span.start) :][:1] + cuts[bisect_right(cuts, block.span.start) :][:1]
        yield Annotation(Span(block.span.start, _end(ends, min(following))), "div", RULE.id, {"type": "entry"})
        if day.alone:
            hashes = diary.HASHES.match(draft.text, *block.lines[0])
            yield Annotation(block.lines[0], "head", RULE.id, {"rend": hashes["level"]} if hashes else {})
            if hashes:  # text writes them again
                yield Annotation(Span(block.span.start, hashes.end("level") + 1), "", RULE.id, content="replaced")
        attributes = {"from": day.when, "to": day.until} if day.until else {"when": day.when}
        attributes |= {"cert": "low"} if day.doubt else {}
        yield Annotation(day.span, "date", RULE.id, attributes, evidence="the day of the entry", role=roles.ENTRY)
        if day.doubt:
            yield Problem("date-weekday", "warning", f"the weekday is not that of {day.when}", day.span)


def _end(ends: list[int], before: int) -> int:
    """Return where the last block before an offset ends."""
    return ends[max(0, bisect_left(ends, before + 1) - 1)]


def _letters(draft: Draft, blocks: list[Block], days: list[diary.Day]) -> bool:
    """Whether the days are those of letters: most have a salutation below."""
    greeted = sum(day.block + 1 < len(blocks) and bool(SALUTATION.match(draft.plain(blocks[day.block + 1].span))) for day in days)
    return greeted * 2 >= len(days)


RULE = Rule(
    "div-entry", "div", find,
    "The entries of a diary are divisions; the day of each was read from its heading, its month and year from what stands above.",
)
