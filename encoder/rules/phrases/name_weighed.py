"""Names of persons, places and bodies, by evidence that adds up over the whole document.

Found: every run of capitalised words is weighed: what its words are (given names, surnames, places, nouns of bodies), what stands
before and behind it, what a title, an office, a gazetteer says, what the same words are elsewhere in the document.
Left alone: what is likelier no name: laws, ships, days, peoples, ordinary words with a capital.
TEI P5 4.9: ND, #NDPER, #NDORG, #NDPLAC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Draft, Finding, Rule
from encoder.names import engine


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names that no list has, each with its certainty."""
    yield from engine.names(draft)


RULE = Rule(
    engine.RULE, "persName", find,
    "Names of persons, places and organisations are guessed from evidence that is weighed: the words themselves, titles, offices and verbs "
    "beside them, gazetteers, and what the same words are elsewhere in the document; cert says how certain a guess is.",
)
