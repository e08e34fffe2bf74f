"""Companies of a regiment by their letter and sections of a staff by their sign become ``orgName``: "Co. B", "Troop K", "G-2", "A-2".

Left alone: a firm before the initial of a name ("& Co. A. Meyer"), types of aircraft and engines ("J-58", "F-4").
TEI P5 13.2.2: ND, #NDORG.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.layout.blocks import Span
from encoder.names.capitals import capitals, matches

CUE = "units"

#: with these words one begins
_WORDS = frozenset({"Co", "CO", "Company", "Troop", "Battery", "G", "A", "J", "S", "N"})
#: letters of a sign
_SIGN = 3
_UNIT = re.compile(
    r"""
    [CTBGAJSN](?<![\w-].)
    (?: (?:(?<=C)(?:o\.?|ompany|O\.)|(?<=T)roop|(?<=B)attery)\s[A-M](?![\w.’'-])  # "Co. B", "Troop K"
      | (?<=C)ompany\s[A-M](?=\.(?:\s|\Z))
      | (?<=[GAJSN])[-–][1-6](?![\w-]) )  # "G-2"
    """,
    re.VERBOSE,
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the units that no earlier rule has."""
    for m in matches(_UNIT, draft.prose, capitals(draft.prose).of(_WORDS)):
        span = Span(*m.span())
        if not draft.taken(span):
            said = "a section of a staff" if m.end() - m.start() == _SIGN else "a company by its letter"
            yield Annotation(span, "orgName", CUE, evidence=said)
