"""Bracketed notices of withheld text become ``gap reason="withheld"`` with their words in ``desc``.

Found: one bracket that says "not declassified", in any of its spellings and misspellings, with what it says of the
extent.
Left alone: every other bracket; it is an editor's.
TEI P5 4.9: PH, #PHOM; CO, #COEDADD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.brackets.extent import extent
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

NOTICE = re.compile(r"\[[^\[\]]*?\bnot\s+de(?:cl|scl|lc)as+[a-z]*ed\b[^\[\]]*\]", re.I)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and the ``desc`` in it for every notice."""
    for notice in NOTICE.finditer(draft.masked):
        span = Span(*notice.span())
        words = " ".join(notice.group()[1:-1].split())
        yield Annotation(span, "gap", RULE.id, {"reason": "withheld", **extent(words)}, evidence=words)
        yield Annotation(span, "desc", RULE.id)


RULE = Rule(
    "gap-not-declassified", "gap", find,
    "Text withheld by the declassifying authority is gap with reason \"withheld\"; desc has the bracket with its words, "
    "the attributes say how much is missing where the notice does.",
)
