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
from encoder.layout.blocks import Block, Span

SOURCE = re.compile(r"(?:--+|—|–)\s?[^\W\d_].{1,70}|(?![MDCLXVI]+\.?\Z)[A-Z][A-Z.’' ]{3,40}\.?")
#: an epigraph has no more lines
LINES = 12
#: lines of verse are shorter
SHORT = 64
DASHES = ("--", "—", "–")
QUOTES = ("“", '"', "„", "«", "‘", "'")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``epigraph``, its lines and its source."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    first = 0 if draft.of("head") else 1
    likely = [block for block in blocks[first:-1] if _likely(draft.text, block)]
    if not likely:
        return
    heads = {span.end for heading in read(draft.text, blocks, headed=True) for span in heading.spans}
    heads |= {a.span.end for a in draft.of("head")} | {b.span.end for b in blocks[:1] if len(b.lines) == 1}
    ends = sorted(heads)
    for block in likely:
        lines = block.lines
        over = bisect_right(ends, block.span.start)
        above = ends[over - 1] if over else -1
        if above < 0 or draft.text[above : block.span.start].strip():
            continue
        yield Annotation(block.span, "epigraph", RULE.id)
        words = Span(lines[0].start, lines[-2].end)
        if len(lines) <= 3 or draft.text.startswith(QUOTES, lines[0].start):
            yield Annotation(words, "p", RULE.id)
        else:
            yield Annotation(words, "lg", RULE.id)
            for line in lines[:-1]:
                yield Annotation(line, "l", RULE.id)
        yield Annotation(lines[-1], "p", RULE.id)


def _likely(text: str, block: Block) -> bool:
    """Whether a block ends with its source, as an epigraph does, whatever stands above it."""
    lines = block.lines
    if not 1 < len(lines) <= LINES or not SOURCE.fullmatch(text, *lines[-1]) or text[slice(*lines[0])].isupper():
        return False
    signed = text.startswith(DASHES, lines[-1].start) or text.startswith(QUOTES, lines[0].start)
    return signed or all(line.end - line.start < SHORT for line in lines)


RULE = Rule("epigraph-quoted", "epigraph", find, "A saying with its author behind a heading is an epigraph.")
