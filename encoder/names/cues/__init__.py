"""What a document itself proposes as a name, each cue in a file of its own: a title before it, an office behind it, the gazetteer.

A cue is evidence with a weight like all other evidence; what is a name the engine decides.
"""

from __future__ import annotations

from functools import lru_cache

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Fact
from encoder.names.candidates import Proposal
from encoder.names.cues import abroad, again, bodies, drafted, gazetteer, given, heads, nature, office, titled, units, within

#: in this order: what is found behind a title needs no other cue, and names known by others are looked for last
CUES = (titled, abroad, office, drafted, units, bodies, nature, within, heads, given, again, gazetteer)
IDS = frozenset(cue.CUE for cue in CUES)

#: cues that read English: other languages are left to the rest
_ENGLISH = frozenset({office, drafted, bodies, heads})

#: cues whose words say of which title or name they are, and what they are called in the table of weights
_CALLED = (
    (re.compile(r"behind '.*in capitals\Z", re.S), "behind a title in capitals"),
    (re.compile(r"behind '"), "behind a title"),
    (re.compile(r"behind the given name"), "behind a given name"),
    (re.compile(r"in a list behind"), "in a list behind a title"),
    (re.compile(r".* heads the name"), "a noun heads it"),
    (re.compile(r"the gazetteer"), "the gazetteer"),
    (re.compile(r"drafted|cleared|approved|initialed|concurred"), "who drafted"),
    (re.compile(r"behind '(?:Fort|Camp|Cape|Lake|Loch|Mount)"), "behind a noun of nature"),
)


@lru_cache(maxsize=4096)
def called(evidence: str) -> str:
    """Return the name of a cue in the table of weights."""
    return next((name for pattern, name in _CALLED if pattern.match(evidence)), evidence.split(";", maxsplit=1)[0])


def proposals(draft: Draft) -> tuple[list[Proposal], list[Fact]]:
    """Return what the cues propose, and what they say of the document beside (who drafted it)."""
    found: list[Proposal] = []
    facts: list[Fact] = []
    for cue in CUES:
        if (cue in _ENGLISH and not draft.english) or (cue is titled and abroad.reads(draft.language)):
            continue
        new = list(cue.find(draft))
        draft = draft.add(new)
        for one in new:
            if isinstance(one, Annotation):
                found.append(Proposal(one.span.start, one.span.end, one.element, called(one.evidence), one.evidence))
            elif isinstance(one, Fact):
                facts.append(one)
    return found, facts
