"""What is enclosed in a document or attached to it becomes ``div type="enclosure"``.

Found: a block that is nothing but "[Enclosure]", "[Inclosure 1.—Translation.]", "Attachment", "Tab A", "Annex 2",
"Exhibit No. 1"; the enclosure goes on to the next one or to the end.
Left alone: lists of enclosures, and the words in a sentence.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule, Span

LABEL = re.compile(
    r"\[?(?:Sub-?)?(?:Enclosure|Inclosure|Attachment|Tab|Annex|Appendix|Exhibit|Addendum)"
    r"(?:\s(?:No\.\s?)?(?:\d{1,3}|[A-Z]|[IVX]+)(?:[–-]?\d+)?)?(?:\s?[.:—–-]{0,2}\s?(?:Translation|Extract|Copy|Telegram|Paraphrase)s?)?[.:]?\]?",
    re.I,
)
HEADING = re.compile(r"(?:Mr\.|Mrs\.|Sir|Lord|Baron|Count|Señor|M\.|The|General|Prince|Dr\.|Minister|Ambassador)\s.{2,120}\sto\s.{2,120}")


def _title(words: str) -> bool:
    """Whether a line behind the label of an enclosure is its heading: short, no sentence, no salutation, no date."""
    if words.endswith((":", ",", ";")) or re.search(r"\d{4}[\].]*$", words):
        return False
    return len(words) <= (110 if words.endswith(".") else 150)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``div`` for each enclosure, its label, and the heading of a letter in it."""
    blocks = [b for b in draft.free_blocks if b.span.start < draft.notes_start]
    labels = [k for k, b in enumerate(blocks) if k and len(b.lines) == 1 and LABEL.fullmatch(draft.plain(b.span))]
    labels = [k for k in labels if k + 1 < len(blocks) and k + 1 not in labels]
    starts = [b.span.start for b in draft.source.blocks]
    ends = [b.span.end for b in draft.source.blocks]
    for number, k in enumerate(labels):
        end = blocks[labels[number + 1]].span.start if number + 1 < len(labels) else draft.notes_start
        last = ends[bisect_left(starts, end) - 1]
        yield Annotation(Span(blocks[k].span.start, min(last, draft.notes_start)), "div", RULE.id, {"type": "enclosure"})
        behind = blocks[k + 1]
        bracket = draft.plain(blocks[k].span).startswith("[")
        if len(behind.lines) == 1 and (HEADING.fullmatch(draft.plain(behind.span)) or (bracket and _title(draft.plain(behind.span)))):
            yield Annotation(blocks[k].span, "note", RULE.id, {"type": "editorial", "place": "inline"})
            yield Annotation(behind.span, "head", RULE.id)
        else:
            yield Annotation(blocks[k].span, "head", RULE.id)


RULE = Rule("div-enclosure", "div", find, "Enclosures and attachments with a label of their own are divisions.")
