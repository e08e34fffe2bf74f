"""A bracket between heading and dateline that says what kind of copy this is becomes an inline ``note``.

Found: "[Extract.]", "[Telegram.]", "[Paraphrase]", "[Translation.]", alone in its block, before the text begins.
Left alone: the same further down.
TEI P5 4.9: CO, #CONONO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule

LINE = re.compile(
    r"""
    \[?
    (?: Extracts? | Telegram | Cablegram | Paraphrase | Translation | Copy | Confidential | Private
      | Circular | Duplicate | Inclosures? | Enclosures? | Sub(?:in|en)closure )
    \b[^\]\n]{0,60}\]
    """,
    re.I | re.VERBOSE,
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the note if the first free block is such a line."""
    for part in draft.parts:
        block = next((b for b in draft.free_blocks if b.span.start >= part.start), None)
        if block and block.span.end <= part.end and len(block.lines) == 1 and LINE.fullmatch(draft.plain(block.span)):
            yield Annotation(block.span, "note", RULE.id, {"type": "editorial", "place": "inline"})


RULE = Rule("note-bracket-line", "note", find)
