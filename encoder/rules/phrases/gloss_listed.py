"""Abbreviations of the edition's list become ``gloss`` with a link to their explanation.

Found: the abbreviation as a word of its own; the ending of a plural stands outside ("Embtel" in "Embtels").
Left alone: parts of words, abbreviations inside a name.
TEI P5 4.9: CO, #COHQU.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule, Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed abbreviations."""
    authorities = draft.context.authorities
    if not authorities:
        return
    for start, end, form in authorities.find(draft.prose):
        entries = [entry for entry, _ in authorities.forms[form] if entry.kind == "term"]
        span = Span(start, end)
        inside = draft.within("date", start)  # FY 1958
        if len(entries) == 1 and (not draft.taken(span) or (inside and end <= inside.span.end)):
            yield Annotation(span, "gloss", RULE.id, {"target": f"#{entries[0].id}"}, evidence=entries[0].description)


RULE = Rule("gloss-listed", "gloss", find, "Abbreviations of the edition's list point to their explanation in standOff.")
