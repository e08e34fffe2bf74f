"""Words that the editors of a volume added in brackets become ``supplied``.

Found: a short bracket of words, between words or inside one ("[of]", "rec[ommend]", "[Allen] Dulles").
Left alone: other families of brackets; brackets that a note says are the document's own ("Brackets in the source
text"); numbers and signs; brackets over a reference.
TEI P5 4.9: PH, #PHDA; CO, #COEDADD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

BRACKET = re.compile(r"\[(?P<words>[^\[\]\n]{1,80})\]")
OTHER = re.compile(r"\s*(?:sic\b|[Ff]ootnote|Page\b|Received|Rec.d|[Ss]eal\b|\d|[*†‡.…]|[Ss]igned|[Ii]nitialed|File copy|etc)|\W*\Z")
OWN = re.compile(
    r"(?P<all>All )?(?:[Bb]rackets?|Footnotes? and brackets?|Ellips[ie]s and brackets?)\b[^.]{0,40}\bin (?:the )?(?:source|original)", re.I
)
GARBLED = re.compile(r"(?:apparent )?garble")
#: a reference stands so close to the bracket its note speaks of
NEAR = 80


def own_brackets(draft: Draft) -> list[int] | None:
    """Return where notes refer that call a bracket the document's own; None where one says so of all brackets."""
    own: list[int] = []
    text = draft.text.lower()
    if "bracket" not in text and "ellips" not in text:
        return own
    for note in draft.of("note"):
        said = OWN.search(draft.text, *note.span)
        if said and said["all"]:
            return None
        if said and note.place is not None:
            own.append(note.place)
    return own


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``supplied`` for every bracket that is the editors'."""
    own = own_brackets(draft)
    if own is None:
        return
    claimed = draft.claimed()
    blocks = {a.span for a in draft.annotations if a.element in {"p", "head", "note"}}
    for bracket in BRACKET.finditer(draft.prose):
        span = Span(*bracket.span())
        if span.start in claimed or span in blocks or BARRIER in bracket["words"] or OTHER.match(bracket["words"]):
            continue
        if draft.within("dateline", span.start) or any(span.start <= place <= span.end + NEAR for place in own):
            continue
        reason = "garbled" if GARBLED.match(bracket["words"]) else "omitted" if bracket["words"].islower() else ""
        attributes = {"resp": "#editors", **({"reason": reason} if reason else {})}
        attributes["cert"] = "low" if bracket["words"].endswith("?") else "medium"
        yield Annotation(span, "supplied", RULE.id, attributes, trim=1)


RULE = Rule(
    "supplied-editor", "supplied", find,
    "Words in square brackets that no note calls the document's own are the editors': supplied; whether they add or "
    "correct cannot always be told, for the italics of the print are not in the copied text, hence cert.",
)
