"""Stamps, seals and printed letterheads become ``stamp`` or ``seg type="letterhead"``.

Found: a bracket that says so, with the words of the stamp or without ("[Stamp: RECEIVED MAY 9 1931]", "[Seal]", "[L. S.]").
Left alone: other brackets.
TEI P5 10.3.3: MS, #msmisc.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import around, free
from encoder.draft.model import Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``stamp`` or a ``seg`` without its label and its signs."""
    for reading in free(draft, "stamp"):
        yield from around(draft.text, reading, "stamp", RULE.id, {})
    for reading in free(draft, "letterhead"):
        yield from around(draft.text, reading, "seg", RULE.id, {"type": "letterhead"})


RULE = Rule("stamp-bracket", "stamp", find, "Stamps and seals that a bracket describes are stamp; rend has the bracket.")
