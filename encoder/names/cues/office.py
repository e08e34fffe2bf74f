"""A full name beside the name of an office becomes ``persName``.

Found: "Taher Ahmed Amin, Deputy Director for ...", "the Iraqi Minister of the Interior, Sali Mahdy al-Amash, ...".
Left alone: capitalised words with another thing behind the comma.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.gazetteer import places
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.capitals import matches
from encoder.names.names import FULL_NAME, trimmed_name

CUE = "office"

_OFFICE = "|".join(sorted(words.OFFICE_NOUNS, key=lambda w: (-len(w), w)))
_MODIFIERS = r"(?:(?:[Tt]he|[Tt]hen|former|late|an?|new|acting|[A-Z][a-z]+)\s+){0,4}"
BEHIND = re.compile(rf",\s+{_MODIFIERS}(?:{_OFFICE})\b")
NAME_BEFORE = re.compile(rf"(?<!\w)(?P<name>{FULL_NAME})\Z")
FAR = 60
#: with these small letters an office or a word before it begins, with these signs a name that has no capital before it
_BEGINS = frozenset({"t", "f", "l", "a", "n", *(w[0] for w in words.OFFICE_NOUNS)})
_NAMED = frozenset("[ae")
AFTER_COMMA = re.compile(rf",\s+(?P<name>{FULL_NAME})(?=,)")
OFFICE_BEFORE = re.compile(rf"\b(?:{_OFFICE})\b[^.,;:\n]{{0,80}}\Z")
PHRASE = 110


def _commas(prose: str) -> tuple[list[int], list[int]]:
    """Return the commas behind which an office may stand and before them the end of a name, and those behind which a name may."""
    offices: list[int] = []
    names: list[int] = []
    at = prose.find(",")
    while at >= 0:
        first = at + 1
        while prose[first : first + 1].isspace():
            first += 1
        letter = prose[first : first + 1]
        if first > at + 1 and letter:
            if letter in _BEGINS or "A" <= letter <= "Z":
                word = prose[prose.rfind(" ", max(0, at - FAR), at) + 1 : at]
                if word != word.lower():  # the last word of a name has a capital
                    offices.append(at)
            if letter in _NAMED or letter.isupper():
                names.append(at)
        at = prose.find(",", at + 1)
    return offices, names


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names with an office before or behind them."""
    prose = draft.prose
    found: list[tuple[Span, str]] = []
    offices, names = _commas(prose)
    for m in matches(BEHIND, prose, offices):
        name = NAME_BEFORE.search(prose, max(0, m.start() - FAR), m.start())
        if name:
            found.append((Span(*name.span("name")), "an office behind it"))
    for m in matches(AFTER_COMMA, prose, names):
        if OFFICE_BEFORE.search(prose, max(0, m.start() - PHRASE), m.start()):
            found.append((Span(*m.span("name")), "an office before it"))
    end = 0
    for given, why in sorted(found):
        if prose[given.start : given.end] in places().forms:
            continue  # "Minister of Justice, New York, ..."
        if given.start >= end and trimmed_name(prose, given) == given and not draft.taken(given):
            end = given.end
            yield Annotation(given, "persName", CUE, evidence=why)
