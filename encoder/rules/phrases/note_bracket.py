"""The notes that editors and translators write into the text in brackets become ``note``.

Found: "[Ed. note: ...]", "[Translator's note: ...]", "[... --ed.]", and remarks on the text ("[underlined twice]", "[expansion unknown]").
Left alone: brackets that add words to the text.
TEI P5 3.9.1: CO, #CONONO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import around, editing, free
from encoder.draft.model import Draft, Finding, Rule

#: a note says itself whose it is -> @resp
SIGNED = {"#translator": "#translator", "#editor": "#editors", "#transcriber": "#editors"}
#: a block that is the bracket has no more than its italics besides
SIGNS = 5


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``note`` that stands where it is printed, without its label and its signs."""
    for reading in free(draft, "note", "remark"):
        within = [a.span for a in draft.overlapping("note", reading.span) if reading.span.within(a.span)]
        if any(reading.span.start - span.start + span.end - reading.span.end < SIGNS for span in within):
            continue  # its block is the note already
        said = reading.attributes.get("resp", "")
        whose = {"resp": SIGNED[said]} if said else editing(draft)
        kind = reading.attributes.get("type", "editorial")
        yield from around(draft.text, reading, "note", RULE.id, {"type": kind, "place": "inline", **whose})


RULE = Rule("note-bracket", "note", find, "Notes that stand in the text in brackets are note with place \"inline\"; rend has the bracket.")
