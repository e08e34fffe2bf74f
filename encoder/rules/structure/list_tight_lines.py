"""Lines that follow each other without a blank line become ``list`` and ``item``.

Found: a block of two and more lines, each of which begins a sentence or an item of its own; in text copied from
FRUS paragraphs have a blank line between them and the items of a list have none.
Left alone: the lines of an address or a signature, which are short and have no sentence.
TEI P5 4.9: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``list`` with its ``item`` elements."""
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start or len(block.lines) < 2:
            continue
        words = [draft.plain(line) for line in block.lines]
        if not all(w[:1].isupper() or w[:1].isdigit() or not w[:1].isalnum() for w in words):
            continue
        if sum(len(w) for w in words) / len(words) < 45 and not all(w.endswith((".", ";")) for w in words):
            continue
        yield Annotation(block.span, "list", RULE.id)
        for line in block.lines:
            yield Annotation(line, "item", RULE.id)


RULE = Rule(
    "list-tight-lines", "list", find,
    "Lines without a blank line between them are the items of a list; numerals that the print has before them are "
    "not in the copied text.",
)
