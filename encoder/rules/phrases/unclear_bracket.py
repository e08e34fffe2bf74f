"""A doubtful reading becomes ``unclear``.

Found: a bracket with words and a question mark ("[Mr. Dowd?]"), or with "illegible", "possibly" before them ("[unclear, temporary?]").
Left alone: questions in brackets in a text where nobody else than the author writes brackets; "[?]" alone.
TEI P5 12.3.3.1: PH, #PHDA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import around, free
from encoder.draft.model import Draft, Finding, Rule

#: a question of so many words is one
LONGEST = 60


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``unclear`` without the bracket and the question mark."""
    for reading in free(draft, "unclear"):
        if len(reading.bracket.words) <= LONGEST:
            yield from around(draft.text, reading, "unclear", RULE.id, dict(reading.attributes))


RULE = Rule("unclear-bracket", "unclear", find, "Readings that a bracket doubts are unclear; rend has the bracket.")
