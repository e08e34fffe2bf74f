"""A full name beside the name of an office becomes ``persName``.

Found: "Taher Ahmed Amin, Deputy Director for ...", "the Iraqi Minister of the Interior, Sali Mahdy al-Amash, ...".
Left alone: capitalised words with another thing behind the comma.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.lexicon import words
from encoder.model import Annotation, Draft, Finding, Rule, Span
from encoder.names import FULL_NAME, trimmed_name

_OFFICE = "|".join(sorted(words.OFFICE_NOUNS, key=lambda w: (-len(w), w)))
_MODIFIERS = r"(?:(?:[Tt]he|[Tt]hen|former|late|an?|new|acting|[A-Z][a-z]+)\s+){0,4}"
BEHIND = re.compile(rf"(?<!\w)(?P<name>{FULL_NAME}),\s+{_MODIFIERS}(?:{_OFFICE})\b")
BEFORE = re.compile(rf"\b(?:{_OFFICE})\b[^.,;:\n]{{0,80}},\s+(?P<name>{FULL_NAME})(?=,)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names with an office before or behind them."""
    for pattern, why in ((BEHIND, "an office behind it"), (BEFORE, "an office before it")):
        for m in pattern.finditer(draft.prose):
            given = Span(*m.span("name"))
            name = trimmed_name(draft.prose, given)
            if name == given and not draft.taken(name):
                yield Annotation(name, "persName", RULE.id, evidence=why)


RULE = Rule("persName-office", "persName", find, "A full name beside the name of an office is a person's.")
