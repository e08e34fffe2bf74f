"""A name behind a word for what is there becomes ``placeName``: "Fort George", "Camp David", "Lake Success".

Found: "Fort", "Camp", "Lake", "Mount", "Cape" or "Loch" before one capitalised word.
Left alone: the same before a noun of an office or a body ("Camp Commander", "Fort Commission").
TEI P5 13.2.3: ND, #NDGEOG.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.capitals import capitals, matches

CUE = "nature"

# a class first and the look behind it: so the search skips what is no such letter
NATURE = re.compile(
    r"""
    [FCLM](?<![\w’-].)(?:(?<=F)ort|(?<=C)a(?:mp|pe)|(?<=L)(?:ake|och)|(?<=M)ount)\s  # "Fort ", "Cape "
    (?P<name>[A-Z][a-zà-ÿ’]+(?:-[A-Z][a-z]+)?)(?![\w-])  # "Sumter", "Sainte-Marie"
    """,
    re.VERBOSE,
)
WORDS = frozenset({"Fort", "Camp", "Cape", "Lake", "Loch", "Mount"})
_HEADS = frozenset(w for h in words.table("bodies")["heads"] for w in h.split())


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the places that no earlier rule has."""
    for found in matches(NATURE, draft.prose, capitals(draft.prose).of(WORDS)):
        span = Span(*found.span())
        name = found["name"]
        if draft.taken(span) or name in words.TITLES or name in words.OFFICE_NOUNS or name in _HEADS:
            continue
        yield Annotation(span, "placeName", CUE, evidence=f"behind {found.group().split()[0]!r}")
