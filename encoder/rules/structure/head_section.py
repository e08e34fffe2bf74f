"""Headings inside a text become ``head`` in a ``div type="section"``.

Found: lines that begin with "#" (as many as the level), and single lines in capitals, numbered in Roman figures or called
"Chapter", "Part" or "Section", with a paragraph behind them.
Left alone: capitals that end like a sentence, the heading of the whole, signatures at the end.
TEI P5 4.1: DS, #DSDIV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.anatomy.forms import secrecy
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

HASHES = re.compile(r"(?P<level>#{1,6})\s+\S")
NAMED = re.compile(r"(?:(?:Chapter|Part|Section|Book|Act|Annex|Appendix)\s(?:\d{1,3}|[IVXLC]+|[A-Z])\b.*|[IVXL]{1,6}\.\s+[A-Z][^.]*)")
LONGEST = 100


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the headings and the divisions they begin."""
    blocks = [b for b in draft.free_blocks if b.span.start < draft.notes_start]
    headings: list[tuple[Span, int, int]] = []
    for k, block in enumerate(blocks):
        words = draft.plain(block.span)
        hashes = HASHES.match(draft.text, block.span.start, block.span.end)
        if len(block.lines) > 1 or len(words) > LONGEST or k + 1 >= len(blocks):
            continue
        if hashes:
            headings.append((block.span, len(hashes["level"]), hashes.end() - 1 - block.span.start))
        elif k and words[-1:] not in {".", ":", ";", ",", "!", "?"} and (NAMED.fullmatch(words) or _capitals(words)) and not secrecy(words):
            headings.append((block.span, 7, 0))
    # what closes the document stands behind its last section; what earlier rules took within one belongs to it
    inner = [a.span.end for name in ("p", "list", "table") for a in draft.of(name) if not any(draft.overlapping("postscript", a.span))]
    ends = [*(b.span.end for b in blocks), *(end for end in inner if end <= draft.notes_start)]
    for k, (span, level, mark) in enumerate(headings):
        end = next((s.start for s, other, _ in headings[k + 1 :] if other <= level), draft.notes_start)
        last = max(e for e in ends if e <= end)
        yield Annotation(Span(span.start, last), "div", RULE.id, {"type": "section"})
        yield Annotation(span, "head", RULE.id, {"rend": "#" * level} if mark else {})
        if mark:  # text writes them again
            yield Annotation(Span(span.start, span.start + mark), "", RULE.id, content="replaced")


def _capitals(words: str) -> bool:
    return words.isupper() and len(words.split()) > 1


RULE = Rule("head-section", "head", find, "Headings in the text begin a div of type section.")
