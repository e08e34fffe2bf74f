"""How long the bar of a redaction is: as long as what is missing, where that is known."""

from __future__ import annotations

from lxml import etree

#: longest bar, in steps; a step is a third of the width of a word
LONGEST = 40
#: steps of what is missing without a number
UNKNOWN = 4
#: steps of one unit; a line is 10 words, a paragraph and a page are cut to the longest bar
_STEPS = {"character": 0.4, "letter": 0.4, "chars": 0.4, "word": 2.0, "words": 2.0, "name": 4.0, "number": 1.5, "line": 14.0, "lines": 14.0}


def length(gap: etree._Element) -> int:
    """Return the length of a bar in steps, from 1 to LONGEST."""
    said = gap.get("quantity") or gap.get("atMost") or gap.get("atLeast") or ""
    try:
        quantity = float(said)
    except ValueError:
        return UNKNOWN
    unit = gap.get("unit") or ""
    if unit in {"paragraph", "page", "text"}:
        return LONGEST
    return max(1, min(LONGEST, round(quantity * _STEPS.get(unit, UNKNOWN))))
