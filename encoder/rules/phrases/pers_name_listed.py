"""Names of the edition's list of persons become ``persName`` with a link.

Found: full names of the list; surnames that only one entry has, or whose full name stands earlier in the document.
Left alone: surnames of two entries without such evidence (tagged by other rules, not linked), words that are no
names where they begin a sentence or stand in a body's name.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.lexicon import words
from encoder.model import Annotation, Draft, Finding, Rule, Span

_BODY_BEHIND = re.compile(r"\s+(?:Librar|Papers|House\b|Doctrine|Committee|Commission|Mission|Plan\b|Act\b|Amendment|File)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed names."""
    authorities = draft.context.authorities
    if not authorities:
        return
    introduced: dict[str, str] = {}
    for start, end, form in authorities.find(draft.prose):
        if _BODY_BEHIND.match(draft.prose, end):
            continue
        candidates = [c for c in authorities.forms[form] if c[0].kind == "person"]
        full = [entry for entry, is_full in candidates if is_full]
        if len(full) == 1:
            entry, why = full[0], "the full name"
            introduced[entry.surname] = entry.id
        elif form in introduced:
            entry, why = authorities.by_id[introduced[form]], "the full name stands earlier in the document"
        elif len(candidates) == 1 and form not in words.NOT_NAMES:
            entry, why = candidates[0][0], "the only listed person of this name"
        else:
            continue
        span = Span(start, end)
        if draft.prose[max(0, start - 4) : start] == "Sir " and entry.given and form != entry.surname:
            span = Span(start - 4, end)
        yield Annotation(span, "persName", RULE.id, {"ref": f"#{entry.id}"}, evidence=f"{why}: {entry.name} ({entry.id})")


RULE = Rule(
    "persName-listed", "persName", find,
    "Persons of the edition's list are linked where a full name, an earlier full name or the only candidate is the evidence; "
    "titles and offices stand outside persName.",
)
