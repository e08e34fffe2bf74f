"""What happened while people spoke becomes ``incident``.

Found: a bracket that says that people laugh, pause or applaud, or who comes and goes: "[laughs]", "[General laughter.]", "[At this point
the Secretary left the room.]".
Where a note says that all brackets are the document's own they are not the editors' either.
Left alone: brackets with words that were added to what is said, and a whole paragraph in brackets.
TEI P5 8.3.3: TS, #TSBAKI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.rules.phrases.supplied_editor import own_brackets

_TABLE = words.table("incidents")
_HAPPENS, _GOES, _WHAT = ("|".join(_TABLE[name]) for name in ("happens", "goes", "what"))
#: an adverb may stand before, who or how behind; who comes or goes is named
INCIDENT = re.compile(
    rf"\[(?P<words>(?i:(?:[a-z]+\s){{0,2}}(?:{_HAPPENS})(?:\s(?:in|of|by|at|on|from|and|the|his|with|softly|loudly)\b[^\[\]\n]{{0,60}})?)\.?"
    rf"|(?:At|After) this (?:point|moment|juncture)\b[^\[\]\n]{{3,160}}"
    rf"|[A-Z][^\[\]\n]{{2,80}}\s(?:{_GOES})(?:\s(?:at|from|to|with|in|for|by)\b)?(?:\s(?:the\s)?(?:{_WHAT}))?\.?)\]"
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``incident`` and its ``desc`` for every such bracket inside a block."""
    whose = draft.context.profile.brackets or "#editors"
    attributes = {} if own_brackets(draft) is None else {"resp": whose}
    blocks = {a.span for a in draft.annotations if a.element in {"p", "head", "note"}}
    claimed = draft.claimed()
    for found in INCIDENT.finditer(draft.prose):
        span = Span(*found.span())
        if span in blocks or span.start in claimed or BARRIER in found["words"]:
            continue
        yield Annotation(span, "incident", RULE.id, attributes, evidence=found["words"])
        yield Annotation(span, "desc", RULE.id)


RULE = Rule(
    "incident-bracket", "incident", find,
    "Laughter, pauses, and who comes and goes while people speak are incident; desc has the bracket with its words.",
)
