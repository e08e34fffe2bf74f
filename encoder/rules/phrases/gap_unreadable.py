"""What was garbled, illegible, inaudible, torn, blank, missing or struck out in the source becomes ``gap`` with that reason.

Found: brackets that say so and nothing else ("[garble]", "[2 words illegible]", "[apparent omission]", "[torn]", "[page 2 is missing]").
So are bars ("■■■") that "gap-withheld" has left: the scanner saw ink where it could not read.
Left alone: brackets that offer a reading ("[garble—Cabinet?]", "[crossed out: barrels]").
TEI P5 4.9: PH, #PHOM; CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.bars import is_bar
from encoder.brackets.whose import editing, free
from encoder.draft.model import Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and its ``desc``."""
    for reading in free(draft, "garbled", "illegible", "inaudible", "omission", "damage", "blank", "missing", "deleted"):
        yield Annotation(reading.span, "gap", RULE.id, {**reading.attributes, **editing(draft)})
        yield Annotation(reading.span, "desc", RULE.id)
    for reading in free(draft, "withheld"):
        if is_bar(reading):
            yield Annotation(reading.span, "gap", RULE.id, {"reason": "illegible", "extent": "unknown"})
            yield Annotation(reading.span, "desc", RULE.id)


RULE = Rule(
    "gap-unreadable", "gap", find,
    "What could not be read or heard, was torn, struck out, left blank or found missing is gap with its reason.",
)
