"""Notes with a name in brackets, which nothing else can mean, before figures behind words are read.

Found: "[^2]" in the text and "[^2]: words" in a list, as Markdown writes notes and as documents in other forms become text.
Left alone: every other form of note, which ``note-endnotes`` and ``note-marked`` read behind the heading.
TEI P5 3.9: CO, #CONONO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Draft, Finding, Rule
from encoder.rules.structure.note_marked import of_forms


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the notes, the marks they replace, where their lists stood, and a problem for each that is missing."""
    return of_forms(draft, RULE.id, ("caret",)) if "[^" in draft.text else iter(())


RULE = Rule(
    "note-named", "note", find,
    "Notes with names in brackets stand where their references stood; references and labels are generated from note/@n and @rend.",
)
