"""Places of the edition's list become ``placeName`` with a link.

Found: the names of the list and their further forms, as whole words.
Left alone: names that two entries have, and those inside the name of a person.
TEI P5 13.2: ND, #NDPLAC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule, Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed names."""
    authorities = draft.context.authorities
    if "place" not in authorities.kinds:
        return
    for start, end, form in authorities.find(draft.prose):
        entries = [entry for entry, _ in authorities.forms[form] if entry.kind == "place"]
        span = Span(start, end)
        if len(entries) == 1 and not draft.taken(span):
            yield Annotation(
                span, "placeName", RULE.id, {"ref": f"#{entries[0].id}"}, evidence=f"on the list: {entries[0].name} ({entries[0].id})"
            )


RULE = Rule("placeName-listed", "placeName", find, "Places of the edition's list are linked where the name has one candidate.")
