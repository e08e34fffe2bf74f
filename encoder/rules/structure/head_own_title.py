"""A heading inside the text of an archive's document becomes ``head``.

Found: before the first paragraph, a short block without a full stop at its end that is neither dateline nor
classification; with a full stop or longer, where its words have capitals as the titles of old prints do.
Left alone: everything from the first sentence on.
TEI P5 4.9: DS, #DSHD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy import forms
from encoder.anatomy.opening import titled
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Finding, Rule

LONGEST = 300
#: one of the next blocks is longer than a heading
NEAR = 4


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``head`` if the text has one and goes on behind it."""
    blocks = [b for b in draft.free_blocks if b.span.start < draft.notes_start]
    if len(blocks) < 2 or any(a.rule == "opener-paper" for a in draft.of("head")):
        return
    first = blocks[0]
    if any(a.span.start < first.span.start for kind in ("head", "opener") for a in draft.of(kind)):
        return  # a letter, whose heading is found, or which has none
    if any(a.span.start < first.span.start for a in draft.of("list")):
        return  # a heading stands over all
    words = draft.plain(first.span)
    if forms.label(words) or any(not d.start and d.end == len(words) for d in find_dates(words[:LONGEST])):
        return  # the line of a form, a date
    if words.startswith("#") and draft.fact("title"):
        return  # the text's title stands above it, this is the heading of its first section
    longer = any(len(draft.plain(b.span)) > len(words) for b in blocks[1:NEAR])
    short = len(words) <= LONGEST and words[-1:] not in {".", ":", ";", ",", "!"}
    if longer and (short or (words[-1:] not in {":", ";", ","} and titled(words))):
        yield Annotation(first.span, "head", RULE.id)


RULE = Rule("head-own-title", "head", find)
