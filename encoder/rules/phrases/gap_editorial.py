"""What the editors of a volume cut becomes ``gap reason="editorial"`` with their words in ``desc``.

Found: a bracket that begins with "Here follows", "Here follow", "Omitted here".
Left alone: brackets with the reference of a note in them, for ``desc`` holds no note.
TEI P5 4.9: CO, #COEDADD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

CUT = re.compile(r"\[(?:Here\s+follow|Omitted\s+here|There\s+follow)[^\[\]]*\]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and its ``desc``."""
    for cut in CUT.finditer(draft.prose):
        if BARRIER in cut.group():
            continue
        span = Span(*cut.span())
        yield Annotation(span, "gap", RULE.id, {"reason": "editorial", "resp": "#editors"})
        yield Annotation(span, "desc", RULE.id)


RULE = Rule(
    "gap-editorial", "gap", find,
    "Passages that the editors of the volume left out are gap with reason \"editorial\"; desc has the editors' words.",
)
