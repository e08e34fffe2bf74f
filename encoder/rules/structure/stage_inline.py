"""What is done or heard while somebody speaks becomes ``stage`` inside the speech.

Found: in a speech, round or square brackets with words of such directions: "(Hear, hear.)", "(Cheers, and cries of "Oh!")", "[Aside.]".
Left alone: what the speaker says in brackets; brackets outside speeches; editions whose speeches keep their labels, which have incident.
TEI P5 4.9: DR, #DRSTA.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.speech import DIRECTION
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

BRACKET = re.compile(r"[\[(](?P<words>[A-Z\u00c0-\u00de][^()\[\]\n]{2,80}?[.!?\"”]?)[\])]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the directions."""
    if draft.context.profile.speakers_in_paragraphs:
        return
    for speech in draft.of("sp"):
        for m in BRACKET.finditer(draft.text, *speech.span):
            span = Span(*m.span())
            outside = draft.within("speaker", span.start) or draft.within("stage", span.start)
            if not outside and DIRECTION.search(m["words"]) and len(m["words"].split()) <= 12:
                yield Annotation(span, "stage", RULE.id, evidence=m["words"])


RULE = Rule("stage-inline", "stage", find)
