"""What was inserted, written in the margin or by another hand becomes ``add``.

Found: a bracket that says so and has the words ("[inserted: not]", "[in margin: Yes]", "[handwritten, upper left corner: ...]");
``@place`` as the label says it, ``@hand`` where it was written by hand into what is not.
Left alone: brackets that only speak of a remark.
TEI P5 3.5.3: CO, #COEDADD; 12.3.1.4: PH, #PHAD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import around, free
from encoder.draft.model import Draft, Finding, Rule

HAND = "#handwritten"


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``add`` without its label and its signs."""
    noted = {a.span for a in draft.of("note")}
    for reading in free(draft, "add", "hand"):
        if reading.span in noted:
            continue  # an endorsement below the text is a note already
        hand = {"hand": HAND} if reading.kind == "hand" else {}
        yield from around(draft.text, reading, "add", RULE.id, {**reading.attributes, **hand})


RULE = Rule("add-bracket", "add", find, "Words that a bracket calls inserted, or written by hand, are add; rend has the bracket.")
