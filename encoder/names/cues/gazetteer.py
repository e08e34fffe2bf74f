"""The name of a country, region, water or city becomes ``placeName``.

Found: the names of the gazetteer (countries with their forms and predecessors, regions, larger cities) as whole words.
Left alone: ships, names inside the name of a person or body, adjectives ("Iraqi"), two letters in a line of capitals, file
numbers ("POL 7 US").
TEI P5 13.2.3: ND, #NDPLAC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.gazetteer import places
from encoder.layout.blocks import Holding, Span
from encoder.names.names import behind_capitals

CUE = "gazetteer"

CAPITALS_BEHIND = re.compile(r"[.,]?\s+[A-Z]{2,}\b")
FILE_BEFORE = re.compile(r"\b[A-Z]{2,4}\s?\d+(?:[–-]\d+)*\s(?:[A-Z]+[–-])?\Z")
#: a person's: "Mr. Jordan", "J. Washington", "George Washington"
PERSON_BEFORE = re.compile(r"(?:\b(?:Mr|Mrs|Dr|Gen|Col|Sir|Lord|Lady|Lt|Capt)\.?|\b[A-Z]\.)\s\Z")
#: how each of them ends: most places have something else before them
ENDINGS = (".", "Mr", "Mrs", "Dr", "Gen", "Col", "Sir", "Lord", "Lady", "Lt", "Capt")
#: "the steamship “Massachusetts”", "U.S.S. Maryland"
SHIP_BEFORE = re.compile(
    r"""
      (?: [Ss]hip | [Ss]team(?:er|ship|boat) | [Vv]essel | [Cc]ruiser | [Bb]ark | [Bb]rig | [Ss]chooner
        | [Ff]rigate | [Bb]attleship )
      \s[“‘\"']\Z  # 'the steamer “'
    | U\.?\s?S\.?\s?S\.?\s\Z  # "U.S.S. "
    """,
    re.VERBOSE,
)
QUOTES = frozenset("“‘\"'")
PERSON_BEHIND = re.compile(r",\s(?:Jr|Sr|II|III)\b")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the places that no earlier rule has."""
    prose = draft.prose
    # a dateline has one place, and what is written around it is the office's
    named = Holding(p.span for p in draft.of("placeName"))
    placed = [d.span for d in draft.of("dateline") if named.inside(d.span)]
    datelines = Holding(placed) if placed else None
    for start, end, form in places().find(prose):
        span = Span(start, end)
        if draft.taken(span) or (datelines is not None and any(True for _ in datelines.around(span))):
            continue
        before = prose[max(0, start - 6) : start]
        if before[:-1].endswith(ENDINGS) and PERSON_BEFORE.search(prose, max(0, start - 6), start):
            continue
        if prose[end : end + 1] == "," and PERSON_BEHIND.match(prose, end):
            continue
        if (before[-1:] in QUOTES or "S" in before[-3:]) and SHIP_BEFORE.search(prose, max(0, start - 24), start):
            continue  # the ship “Massachusetts”
        if form.isupper():
            if FILE_BEFORE.search(prose, max(0, start - 14), start):
                continue
            if len(form) < 3 and (behind_capitals(prose, start) and CAPITALS_BEHIND.match(prose, end)):
                continue
        known = places().forms[form]
        yield Annotation(span, "placeName", CUE, evidence=f"the gazetteer has {known.name}")
