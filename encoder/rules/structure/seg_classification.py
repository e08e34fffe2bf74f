"""A line that only says how secret the document is becomes ``seg type="classification"``.

Found: near the heading, a block of words of classification and handling and nothing else ("Strictly Confidential",
"secret   us urgent", "[Top Secret]").
Left alone: sentences with such words.
TEI P5 4.9: SA, #SASE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.lexicon import words

_TABLE = words.table("classification")
LEVELS = {str(w).lower(): str(w) for w in _TABLE["levels"]}
_WORDS = sorted({*LEVELS, *(str(w).lower() for w in _TABLE["handling"])}, key=lambda w: (-len(w), w))
LINE = re.compile(r"[\[(]?\s*(?:(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in _WORDS) + r")[\s,;.—–/!-]*)+[\])]?", re.I)
_LEVEL = re.compile("|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(LEVELS, key=len, reverse=True)), re.I)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lines of classification among the first blocks, and their level as a fact."""
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start or not LINE.fullmatch(draft.text, *block.span):
            break  # the text begins
        yield Annotation(block.span, "seg", RULE.id, {"type": "classification"})
        level = _LEVEL.search(draft.text, *block.span)
        if level and not draft.fact("classification"):
            yield Fact("classification", LEVELS[" ".join(level.group().lower().split())], RULE.id, block.span)


RULE = Rule("seg-classification", "seg", find)
