"""What was garbled, illegible, inaudible or missing in the source becomes ``gap`` with that reason.

Found: brackets that say so and nothing else ("[garble]", "[2 words illegible]", "[apparent omission]").
Left alone: brackets that offer a reading ("[garble—Cabinet?]").
TEI P5 4.9: PH, #PHOM; CO, #COEDADD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.brackets.extent import extent
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

REASONS = (
    ("garbled", r"(?:apparent\s+)?garbl(?:e|ed)(?:\s+(?:groups?|text|passage|portion))?"),
    ("illegible", r"illegible|unreadable"),
    ("inaudible", r"unclear|unintelligible|inaudible|indistinct"),
    ("omission", r"(?:apparent\s+)?omission(?:\s+in\s+(?:the\s+)?(?:source\s+text|original|text))?"),
)
_WORDS = r"(?:(?P<many>\d+|one|two|three|four|several|a\s+few)\s+)?(?:words?|lines?|groups?|phrases?)?\s*"
NOTICE = tuple((reason, re.compile(rf"\[{_WORDS}(?:{words})\s*\??\]", re.I)) for reason, words in REASONS)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and its ``desc``."""
    for reason, pattern in NOTICE:
        for notice in pattern.finditer(draft.prose):
            span = Span(*notice.span())
            words = notice.group()[1:-1]
            attributes = {"reason": reason, "resp": "#editors"}
            if re.search(r"\d|one|two|three|four", words):
                attributes |= extent(words)
            yield Annotation(span, "gap", RULE.id, attributes)
            yield Annotation(span, "desc", RULE.id)


RULE = Rule("gap-unreadable", "gap", find, "What the editors could not read or hear, or found missing, is gap with its reason.")
