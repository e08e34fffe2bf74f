"""Places of the edition's list become ``placeName`` with a link.

Found: the names of the list and their further forms, as whole words.
Left alone: names that two entries have, and those inside the name of a person.
TEI P5 13.2: ND, #NDPLAC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.names.names import listed


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed names."""
    for span, entry in listed(draft, "place"):
        yield Annotation(span, "placeName", RULE.id, {"ref": f"#{entry.id}"}, evidence=f"on the list: {entry.name} ({entry.id})")


RULE = Rule("placeName-listed", "placeName", find, "Places of the edition's list are linked where the name has one candidate.")
