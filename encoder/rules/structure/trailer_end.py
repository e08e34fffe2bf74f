"""The words that end a book, a part or a play become ``trailer``: "THE END.", "FINIS.", "END OF THE FIRST ACT", "ENDE".

Found: such a line of its own behind the last paragraph or right before the next heading.
Left alone: the same words in a sentence or among paragraphs.
TEI P5 4.2.4: DS, #DSCO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy.headings import ends_part
from encoder.draft.model import Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each ``trailer``."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    heads = {a.span.start for a in draft.of("head")} | {a.span.start for a in draft.of("div")}
    own = (b.span.end for b in draft.source.blocks if b.kind not in {"page", "wrapper"} and b.span.end <= draft.notes_start)
    last = max(own, default=0)
    for k, block in enumerate(blocks):
        if not k or len(block.lines) > 1 or not ends_part(draft.plain(block.span)):
            continue
        rest = draft.text[block.span.end : last]
        behind = block.span.end + len(rest) - len(rest.lstrip())
        if not rest.strip() or behind in heads:
            yield Annotation(block.span, "trailer", RULE.id)


RULE = Rule("trailer-end", "trailer", find, "The words that end a book or a part are its trailer.")
