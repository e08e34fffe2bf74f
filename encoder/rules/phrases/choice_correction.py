"""A correction in brackets behind what it corrects becomes ``choice`` with ``sic`` and ``corr``.

Found: a number behind a number ("page 26 [25]", "August 12 [13], 1955"), a preposition behind another ("to [of]").
Left alone: additions, and corrections that would cut a name or a date.
TEI P5 4.9: CO, #COEDCOR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule, Span

_SMALL = r"(?:of|to|in|on|at|by|for|from|with|the|a|an|and|or|is|are|was|were|be|has|have|had|this|that|these|those|their|its|his|her)"
CORRECTION = re.compile(rf"(?<![\w.,/-])(?:(?P<sic>\d{{1,4}})\s(?P<corr>\[\d{{1,4}}\])|(?P<word>{_SMALL})\s(?P<better>\[{_SMALL}\]))(?!\w)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``choice`` with its two parts."""
    for m in CORRECTION.finditer(draft.prose):
        span = Span(*m.span())
        wrong, right = ("sic", "corr") if m["sic"] else ("word", "better")
        if m[wrong] == m[right][1:-1]:
            continue
        date = draft.within("date", span.start)
        if date:
            if not span.within(date.span):
                continue
        elif draft.taken(span) or draft.within("dateline", span.start):
            continue
        yield Annotation(span, "choice", RULE.id)
        yield Annotation(Span(*m.span(wrong)), "sic", RULE.id)
        yield Annotation(Span(*m.span(right)), "corr", RULE.id, {"resp": "#editors"}, trim=1)


RULE = Rule("choice-correction", "choice", find, "Corrections of the editors stand in choice beside what they correct.")
