"""A translator's or editor's cut becomes ``gap reason="editorial"``.

Found: "[…]", "[...]", "[. . .]" and brackets that say that something is left out.
Left alone: dots without brackets, which are the author's.
TEI P5 3.5.3: CO, #COEDADD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

CUT = re.compile(
    r"\[(?:\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s?|(?:\w+\s){0,4}omitted\.?|[Ee]xcerpt ends)\]"
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and its ``desc``."""
    for m in CUT.finditer(draft.prose):
        span = Span(*m.span())
        yield Annotation(span, "gap", RULE.id, {"reason": "editorial"})
        yield Annotation(span, "desc", RULE.id)


RULE = Rule("gap-cut", "gap", find, "Cuts that brackets mark are gap with reason editorial; desc has the words in the brackets.")
