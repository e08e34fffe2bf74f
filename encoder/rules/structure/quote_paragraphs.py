"""Paragraphs in quotation marks behind a colon become ``quote``.

Found: paragraphs that all begin with a quotation mark, the last of which ends with one, as print marks a quotation of several
paragraphs; before them a paragraph that ends with a colon.
Left alone: quotations inside a paragraph, paragraphs that only begin with a quoted word.
TEI P5 3.3.3: CO, #COHQQ.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

#: so many characters at the end of a paragraph hold its last mark, a page mark behind it included
TAIL = 60
OPENING = ("“", '"', "„", "«")
CLOSING = ("”", '"', "“", "»")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``quote`` for every such run."""
    paragraphs = [a for a in draft.of("p") if a.span.start < draft.notes_start]
    k = 1
    while k < len(paragraphs):
        last = paragraphs[k - 1].span
        if not draft.plain(Span(max(last.start, last.end - TAIL), last.end)).endswith((":", ":—")):
            k += 1
            continue
        first = k
        while k < len(paragraphs) and _follows(draft, paragraphs[k - 1].span, paragraphs[k].span):
            k += 1
            if draft.plain(paragraphs[k - 1].span).rstrip(".,;").endswith(CLOSING):
                if _whole(draft, paragraphs[first:k]):
                    yield Annotation(Span(paragraphs[first].span.start, paragraphs[k - 1].span.end), "quote", RULE.id)
                break
        k = max(k, first + 1)


def _follows(draft: Draft, before: Span, span: Span) -> bool:
    """Whether a paragraph begins with a quotation mark and nothing but a page mark stands before it."""
    return draft.plain(span).startswith(OPENING) and not draft.plain(Span(before.end, span.start))


def _whole(draft: Draft, run: list[Annotation]) -> bool:
    """Whether the quotation that the first mark opens is closed by the last one and not before."""
    said = [draft.plain(a.span).rstrip(".,;") for a in run]
    if said[0][0] == '"':
        return '"' not in "".join(one[1:] for one in said)[:-1]
    depth = 1
    for one in said:
        for mark in one[1:]:
            if depth == 0:
                return False
            depth += (mark == said[0][0]) - (mark == CLOSING[OPENING.index(said[0][0])])
    return depth == 0


RULE = Rule(
    "quote-paragraphs", "quote", find,
    "Paragraphs in quotation marks behind a colon are quote; the marks are kept as text.",
)
