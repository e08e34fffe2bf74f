"""A translator's or editor's words in square brackets become ``supplied``.

Found: a short bracket with words in it ("[in Baghdad]", "[MfS]", "[Friedrich]").
In the profile plain only where edition.toml says whose they are.
Left alone: stamps of release, redactions, page marks, "[sic]", dots, and brackets over the end of a block.
TEI P5 4.9: PH, #PHDA; CO, #COEDADD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

BRACKET = re.compile(r"\[(?P<words>[^\[\]\n]{1,200})\]")
NOT_ADDED = re.compile(r"\s*(?:sic\b|\d+\s*\Z|\*+\s*\Z|[.…\s]+\Z|[Ff]ootnote|[Aa]pproved [Ff]or [Rr]elease|[Dd]eclassified|[Ss]tamp)|\W*\Z")

#: the key "brackets" of edition.toml -> who is responsible; the author's own brackets stay text
WHOSE = {"editor": "#editors", "translator": "#translator"}


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``supplied`` for every added bracket."""
    whose = draft.context.profile.brackets
    if not whose:
        translated = any("translated" in fact.attributes["resp"] for fact in draft.all_facts("responsible"))
        whose = WHOSE.get(draft.context.metadata.brackets, "#translator" if translated and not draft.context.metadata.brackets else "")
        if not whose:
            return
    claimed = draft.claimed()
    for bracket in BRACKET.finditer(draft.prose):
        span = Span(*bracket.span())
        if BARRIER in bracket["words"] and "\n" in (draft.text[k] for k in range(*span) if draft.prose[k] == BARRIER):
            continue  # the end of a line that is a paragraph by itself
        if span.start in claimed or NOT_ADDED.match(bracket["words"]) or draft.within("dateline", span.start):
            continue
        yield Annotation(span, "supplied", RULE.id, {"resp": whose, "reason": "explanatory"}, trim=1)


RULE = Rule(
    "supplied-bracket", "supplied", find,
    "Words in square brackets that were added to the text are supplied, whose square brackets are not repeated.",
)
