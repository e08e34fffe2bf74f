"""Words that the editors of a volume added in brackets become ``supplied``.

Found: a short bracket of words, between words or inside one ("[of]", "rec[ommend]", "[Allen] Dulles").
Left alone: other classes of brackets; brackets that a note says are the document's own ("Brackets in the source
text"); numbers and signs; brackets over a reference.
TEI P5 4.9: PH, #PHDA; CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.brackets.whose import NEAR, free, own_brackets
from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule

#: the lines of a form, which the volume prints in brackets
OTHER = re.compile(r"Received|Rec.d|\d|[Ff]ootnote|Page\b|etc\b|File copy|[Ii]nitialed|[Ss]igned|[Ss]eal\b")
GARBLED = re.compile(r"(?:apparent )?garble")
LONGEST = 80


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``supplied`` for every bracket that is the editors'."""
    found = list(free(draft, "addition", "unclear"))
    own = own_brackets(draft) if found else None
    if own is None:
        return
    blocks = {a.span for a in draft.annotations if a.element in {"p", "head", "note"}}
    for reading in found:
        span, words = reading.span, reading.bracket.words
        if span in blocks or len(words) > LONGEST or OTHER.match(words) or BARRIER in draft.prose[slice(*span)]:
            continue
        if draft.within("dateline", span.start) or any(span.start <= place <= span.end + NEAR for place in own):
            continue
        reason = "garbled" if GARBLED.match(words) else "omitted" if words.islower() else ""
        attributes = {"resp": draft.context.profile.brackets, **({"reason": reason} if reason else {})}
        attributes["cert"] = "low" if words.endswith("?") else "medium"
        yield Annotation(span, "supplied", RULE.id, attributes, trim=1)


RULE = Rule(
    "supplied-editor", "supplied", find,
    "Words in square brackets that no note calls the document's own are the editors': supplied; whether they add or "
    "correct cannot always be told, for the italics of the print are not in the copied text, hence cert.",
)
