"""A name that the document has made known is a name wherever it stands again.

Found: the full names that earlier rules found, and their surnames.
Left alone: surnames that are words of the document too, common words, names of places and bodies.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from encoder import lazy_re as re
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.chinese import surname_first
from encoder.language.gazetteer import places
from encoder.language.lexicon import words
from encoder.language.person_name import SUFFIX
from encoder.layout.blocks import Span
from encoder.names.names import TOKEN

CUE = "again"

SHORTEST = 2
#: so many names are looked up one by one among the words that the document writes small
FEW = 60
SMALL = re.compile(r"\b[^\W\d_A-ZÀ-Þ]+\b")
#: the word goes on: "Johnsonville", "Wright-Patterson"
WORD_ON = re.compile(r"\w|[-–]\w")
_FIRST = re.compile(r"(?P<surname>\S+)")
_LAST = re.compile(rf"(?:.*\s)?(?P<surname>{TOKEN})\Z", re.S)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the other mentions of the persons known so far."""
    forms: set[str] = set()
    for known in draft.of("persName"):
        if known.role == roles.LISTED:
            continue  # that rule has weighed every mention of a listed name: the "Dai" of "Cao Dai" is not Bao Dai
        name = " ".join(draft.prose[known.span.start : known.span.end].split())
        name = re.sub(r"^(?:Sir|Dame|Lady)\s+", "", name)
        surname = _LAST.match(SUFFIX.sub("", name)) if not surname_first(name) else _FIRST.match(name)
        for form in (name, surname["surname"] if surname else ""):
            place = places().forms.get(form)
            if place and not place.geonames:
                continue  # "E. Iran": a country or region; a city may be a man's name, too
            if form in forms or len(form) < SHORTEST or "[" in form or form.isupper():
                continue
            if form not in words.NOT_NAMES and form not in words.TITLES:
                forms.add(form)
    prose = draft.prose
    small = frozenset(SMALL.findall(prose)) if len(forms) > FEW else None  # to look each up would take too long
    # "Power" in a document that speaks of power is no name
    listed = sorted(f for f in forms if " " in f or not (draft.small(f) if small is None else f.lower() in small))
    if not listed:
        return
    # for one text: another automaton would be searched in half the time, and take ten times as long to make
    search = AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.NoncontiguousNFA)
    for _, start, end in search.find_matches_as_indexes(prose):
        if (start and prose[start - 1].isalpha()) or WORD_ON.match(prose, end):
            continue
        span = Span(start, end)
        if not draft.taken(span):
            yield Annotation(span, "persName", CUE, evidence="named elsewhere in the document")
