"""A word that a line's end divides is joined, where the user asks for it; its ``@orig`` is how the source divides it.

Found: what ``lb-hyphen`` finds, but for words that the end of a page divides, which keep their ``lb``. Of a word with a hyphen of its own
("well-known") nothing but the line's end goes.
Left alone: everything without ``--join`` or ``divided = "join"`` in edition.toml.
TEI P5 18.1.1 (normalized forms of tokens): AI, #AILALW.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy.hyphens import divisions
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``w`` for each divided word, and what of it is not written: the hyphen and the line's end."""
    if draft.context.metadata.divided != "join":
        return
    text = draft.text
    for found in divisions(text, draft.source.blocks):
        if text[found.mark.end : found.following].strip():
            continue
        start = found.mark.end if found.true else found.mark.start
        if not found.true:
            orig = f"{text[found.word.start : found.mark.end]} {text[found.following : found.word.end]}"
            yield Annotation(found.word, "w", RULE.id, {"orig": orig}, evidence=found.why)
        yield Annotation(Span(start, found.following), "", RULE.id, content="replaced", role=roles.DIVIDED)


RULE = Rule(
    "w-joined", "w", find,
    "A word that was divided at the end of a line is joined; w/@orig is how the source divides it.",
)
