"""Several papers in one text, which an edition gathered: each becomes a ``div`` of its own with its number and title as ``head``.

Found: by ``anatomy/gathered``, a number in its line ("No. 16"), the title below it, date and addressee, below the archive's signature or
the name that ended the paper before.
Left alone: letters of a volume, which ``div-volume`` has; numbered paragraphs and chapters; a paper alone.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from encoder.anatomy import gathered, volume
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.letter_parts import copies, lines, parts_of, placed


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``div`` for each paper, and its headings."""
    ends = sorted(b.span.end for b in draft.source.blocks)
    for part in parts_of(draft):
        found = gathered.starts(units := lines(draft, part), *copies(draft))
        if not found or volume.starts(units, placed)[0]:
            continue
        stops = [*(units[one.unit].span.start for one in found[1:]), part.span.end]
        for number, (one, stop) in enumerate(zip(found, stops, strict=True), 1):
            last = ends[bisect_right(ends, stop) - 1]
            attributes = {"type": "section"} | ({"n": one.n} if one.n else {}) | {"xml:id": f"{draft.document_id}-p{number}"}
            start = units[one.unit].span.start if one.unit or one.heads else part.span.start
            yield Annotation(Span(start, last), "div", RULE.id, attributes, role=roles.UNIT)
            yield from (Annotation(span, "head", RULE.id, role=roles.GATHERED) for span in one.heads)


RULE = Rule("div-gathered", "div", find, "Each of several papers is a division of its own.")
