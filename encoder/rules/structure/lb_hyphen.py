"""A word that a line's end divides is whole again: ``lb break="no"`` stands for the hyphen and the line's end.

Found: a line that ends with a hyphen ("-", "¬", "⸗", "=", the soft hyphen) behind a letter where a letter begins the next line, over the
end of a page too. A hyphen of the word itself ("well-known") stays text, and ``lb break="no"`` stands for the line's end alone.
Left alone: hyphens inside a line, dashes.
TEI P5 3.11.3: CO, #CORS5; 3.2: CO, #COPU-2 (hyphenation).
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy.hyphens import divisions
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``lb`` for each divided word."""
    text = draft.text
    for found in divisions(text, draft.source.blocks):
        start = found.mark.end if found.true else found.mark.start
        paged = bool(text[found.mark.end : found.following].strip())  # the end of a page stands between
        if draft.context.metadata.divided == "join" and not paged:
            continue  # "w-joined" has it
        end = found.mark.end if paged else found.following
        if end > start:
            attributes = {"break": "no"} if found.true else {"break": "no", "rend": text[slice(*found.mark)]}
            yield Annotation(Span(start, end), "lb", RULE.id, attributes, content="replaced", evidence=found.why)


RULE = Rule(
    "lb-hyphen", "lb", find,
    "A word that was divided at the end of a line is whole; lb with break=\"no\" stands where it was divided, its rend is the hyphen.",
)
