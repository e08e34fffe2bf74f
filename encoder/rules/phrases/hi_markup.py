"""Emphasis, links, code and raised letters of light markup become ``hi``, ``ref`` and ``code``; tags of HTML are no text.

Found: pairs of ``*``, ``**``, ``_``, ``=`` around words, ``[words](target)``, ``<https://...>``, backticks, ``^th^``, ``<i>``; lines
between fences are ``eg``. A tag that marks no words is a ``milestone``.
Left alone: single signs, lines to write on, sums, what stands inside code.
TEI P5 3.3.2: CO, #COHQH; 3.7: CO, #COXR; 23.1.1: TD, #TDphrase.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy.markup import marked, tags
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Holding, Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield what is marked; the signs are not written, @rend and @target say what they were."""
    text = draft.text
    blocks = [b for b in draft.source.blocks if draft.record_end <= b.span.start < draft.record_below]
    coded: list[Span] = []
    for block in blocks:
        if block.kind == "code" and len(block.lines) > 2:
            first, last = block.lines[0], block.lines[-1]
            coded.append(block.span)
            rend = " ".join(text[slice(*first)].split())
            trim, behind = first.end - first.start, last.end - last.start
            yield Annotation(block.span, "eg", RULE.id, {"rend": rend}, trim=trim, behind=behind, evidence="lines between fences")
    for one in marked(text, blocks):
        attributes = {"rend": one.rend} | ({"target": one.target} if one.target else {})
        if one.element == "code":
            coded.append(one.span)
        yield Annotation(one.span, one.element, RULE.id, attributes, trim=one.before, behind=one.behind)
    codes = Holding(coded)
    for tag in tags(text):
        if draft.record_end <= tag.start < draft.record_below and next(codes.around(tag), None) is None:
            rend = " ".join(text[slice(*tag)].split())
            yield Annotation(tag, "milestone", RULE.id, {"unit": "tag", "rend": rend}, content="replaced")


RULE = Rule(
    "hi-markup", "hi", find,
    "Emphasis, links and code of light markup are hi, ref and code, whose rend has the signs; tags of HTML are milestones and no text.",
)
