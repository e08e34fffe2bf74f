"""Several letters in one text: each becomes ``div type="letter"``, with its own dateline, correspondents and notes.

Found: two openings at least with the end of a letter between them: numbers with headings ("XIV. / TO JOHN HALLAM."), "Jane Arden to Luke
Arden", datelines with salutations. The number that is printed is ``n``; without one they are counted.
Left alone: a letter alone, with all that is enclosed in it; chapters.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from encoder.anatomy import gathered, heading, orders, volume
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.letter_parts import copies, lines, parts_of, placed

#: a paper that is no letter begins so many lines from the beginning of one
APART = 3


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``div`` for each letter."""
    for part in parts_of(draft):
        units = lines(draft, part)
        starts, others = volume.starts(units, placed)
        if not starts:
            continue
        papers = {one.unit: one.heads for one in gathered.starts(units, *copies(draft)) if one.heads and not one.n}
        papers = {k: heads for k, heads in papers.items() if not any(abs(k - other) < APART for other in starts)}
        starts, others = sorted({*starts, *papers}), others | papers.keys()
        ends = [*(units[k].span.start for k in starts[1:]), part.span.end]
        blocks = sorted(b.span.end for b in draft.source.blocks if part.span.start <= b.span.start and b.span.end <= part.span.end)
        for number, (k, end) in enumerate(zip(starts, ends, strict=True), 1):
            unit = units[k]
            last = blocks[bisect_right(blocks, end) - 1]
            printed = heading.NUMBERED.match(unit.text.strip())
            n = printed["number"].strip(" .") if printed and not unit.dated else str(number)
            kind = "section" if k in others else "enclosure" if volume.LABEL.match(unit.text) else "letter"
            attributes = {"type": kind, "n": n, "xml:id": f"{draft.document_id}-{number}"}
            yield Annotation(Span(unit.span.start, last), "div", RULE.id, attributes, role=roles.UNIT)
            if k in papers:
                yield from (Annotation(span, "head", RULE.id, role=roles.GATHERED) for span in papers[k])
            elif k in others and not orders.head(units, k):
                yield from (Annotation(span, "head", RULE.id) for span in volume.titles(units, k))


RULE = Rule("div-volume", "div", find, "Each of several letters is a division of its own.")
