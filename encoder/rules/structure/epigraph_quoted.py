"""A saying over a text or a chapter becomes ``epigraph``.

Found: behind a heading, a block that ends with the name of its author in a line of its own, behind a dash or in capitals: "He that would
see a country must walk it." / --OLD SAYING.
Left alone: quotations in the text, signatures of letters.
TEI P5 4.9: DS, #DSEPI.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.headings import read
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

SOURCE = re.compile(r"(?:--+|—|–)\s?[^\W\d_].{1,70}|(?![MDCLXVI]+\.?\Z)[A-Z][A-Z.’' ]{3,40}\.?")
#: an epigraph has no more lines
LINES = 12
#: lines of verse are shorter
SHORT = 64
QUOTES = ("“", '"', "„", "«", "‘", "'")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``epigraph``, its lines and its source."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    heads = {span.end for heading in read(draft.text, blocks, headed=True) for span in heading.spans}
    heads |= {a.span.end for a in draft.of("head")} | {b.span.end for b in blocks[:1] if len(b.lines) == 1}
    ends = sorted(heads)
    for k, block in enumerate(blocks):
        lines = block.lines
        if not k and not draft.of("head"):
            continue
        over = bisect_right(ends, block.span.start)
        above = ends[over - 1] if over else -1
        if above < 0 or draft.text[above : block.span.start].strip() or not 1 < len(lines) <= LINES or k + 1 == len(blocks):
            continue
        said = draft.text[slice(*lines[0])]
        source = draft.text[slice(*lines[-1])]
        dashed = source.startswith(("--", "—", "–"))
        short = all(line.end - line.start < SHORT for line in lines)
        if said.isupper() or not SOURCE.fullmatch(source) or not (dashed or said.startswith(QUOTES) or short):
            continue
        yield Annotation(block.span, "epigraph", RULE.id)
        words = Span(lines[0].start, lines[-2].end)
        if said.startswith(QUOTES) or len(lines) <= 3:
            yield Annotation(words, "p", RULE.id)
        else:
            yield Annotation(words, "lg", RULE.id)
            for line in lines[:-1]:
                yield Annotation(line, "l", RULE.id)
        yield Annotation(lines[-1], "p", RULE.id)


RULE = Rule("epigraph-quoted", "epigraph", find, "A saying with its author behind a heading is an epigraph.")
