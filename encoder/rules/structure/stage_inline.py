"""What is done or heard while somebody speaks becomes ``stage`` inside the speech.

Found: in a speech, round or square brackets with words of such directions: "(Hear, hear.)", "(Cheers, and cries of "Oh!")", "[Aside.]";
square brackets that old prints do not shut: "[Aside. ".
In a text without speakers, where several brackets say what an audience does and nothing else: "(Applause.)".
Left alone: what the speaker says in brackets; editions whose speeches keep their labels, which have incident.
TEI P5 4.9: DR, #DRSTA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.speech import DIRECTION, HEARD
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

#: so many of them make a text a speech
SEVERAL = 2
#: a bracket that old prints of plays do not shut: "Stay there! [Aside. I know him."
OPEN = re.compile(r"\[(?P<words>_?[A-Z\u00c0-\u00de][^\[\]\n.]{2,60}\._?)(?!\])(?=\s|\Z)")
BRACKET = re.compile(r"[\[(](?P<words>[A-Z\u00c0-\u00de][^()\[\]\n]{2,80}?[.!?\"”]?)[\])]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the directions."""
    if draft.context.profile.speakers_in_paragraphs:
        return
    yield from _address(draft)
    for speech in draft.of("sp"):
        for m in BRACKET.finditer(draft.text, *speech.span):
            span = Span(*m.span())
            outside = draft.within("speaker", span.start) or draft.within("stage", span.start)
            if not outside and DIRECTION.search(m["words"]) and len(m["words"].split()) <= 12:
                yield Annotation(span, "stage", RULE.id, evidence=m["words"])
        for m in OPEN.finditer(draft.text, *speech.span):
            shut = draft.text.find("]", m.end(), speech.span.end)
            again = draft.text.find("[", m.end(), speech.span.end)
            if (shut < 0 or 0 <= again < shut) and len(m["words"].split()) <= 10 and not draft.within("stage", m.start()):
                yield Annotation(Span(*m.span()), "stage", RULE.id, evidence="a bracket that is not shut")


def _address(draft: Draft) -> Iterator[Annotation]:
    """Yield what an audience does in the speech of one whom nothing names."""
    found = [Span(*m.span()) for m in HEARD.finditer(draft.text, draft.record_end, draft.notes_start)]
    found = [span for span in found if not any(draft.within(element, span.start) for element in ("sp", "stage"))]
    if len(found) >= SEVERAL:
        for span in found:
            yield Annotation(span, "stage", RULE.id, evidence="what an audience does")


RULE = Rule("stage-inline", "stage", find)
