"""What happened while people spoke becomes ``incident``.

Found: a bracket that says that people laugh, pause or applaud, or who comes and goes: "[laughs]", "[General laughter.]", "[At this point
the Secretary left the room.]".
Where a note says that all brackets are the document's own they are not the editors' either.
Left alone: brackets with words that were added to what is said, a whole paragraph in brackets, and what is ``stage`` already.
TEI P5 8.3.3: TS, #TSBAKI.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import editing, free, own_brackets
from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``incident`` and its ``desc`` for every such bracket inside a block."""
    found = list(free(draft, "incident"))
    if not found:
        return
    attributes = {} if own_brackets(draft) is None else editing(draft)
    blocks = {a.span for a in draft.annotations if a.element in {"p", "head", "note"}}
    for reading in found:
        if reading.span in blocks or draft.within("stage", reading.span.start) or BARRIER in draft.prose[slice(*reading.span)]:
            continue
        yield Annotation(reading.span, "incident", RULE.id, attributes, evidence=reading.bracket.words)
        yield Annotation(reading.span, "desc", RULE.id)


RULE = Rule(
    "incident-bracket", "incident", find,
    "Laughter, pauses, and who comes and goes while people speak are incident; desc has the bracket with its words.",
)
