"""A given name with a surname, initials with a surname, a signature, or a surname that is nothing else becomes ``persName``.

Found: "Walter S. Poole", "W. E. Colby", "Ho Chi Minh", "Chiang Kai-shek" (``shapes``); the name that signs; "(Murphy)" behind an
office in the heading; a surname that is no word of English, in the middle of a sentence; who says, asks or replies; who wrote to
whom (``sayings``).
Left alone: names of places and bodies, the first word of a sentence, words in capitals.
TEI P5 13.2.1: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.gazetteer import places
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.cues import sayings, shapes
from encoder.names.cues.likely import name_like
from encoder.names.cues.sayings import KNOWN
from encoder.names.cues.shapes import CAPITAL, KOREA, LISTED, PINYIN, STATESMAN, Seen
from encoder.names.kinds import NAMES, Kind, kinds
from encoder.names.names import COMPLETED, TOKEN, trimmed_name

CUE = "given"

_U = words.UPPER
_L = words.LOWER
_PARTICLES = "|".join(sorted(words.PARTICLES))
_SIGNATURE = re.compile(rf"\W*(?P<name>{TOKEN}(?:\s(?:(?:{_PARTICLES})\s)?{TOKEN}){{0,4}}(?:,\s(?:Jr|Sr)\.)?)")
_NO_SIGNATURE = re.compile(r"\b(?:FOR|OF|THE|OK|BY|TO)\b|\A[A-Z]{1,2}\Z")
_DEAR = re.compile(r"D(?:ear|EAR)(?<!\w.{4})\s(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|[A-Z]{3,})(?=\s?[:,—])")
#: whom one greets without a name, in capitals
_FRIENDS = frozenset({"FRIEND", "FRIENDS", "COLLEAGUE", "COLLEAGUES", "COMRADE", "COMRADES", "SISTER", "BROTHER"})
_IN_HEAD = re.compile(rf"\((?P<name>{TOKEN}(?:\s+{TOKEN}){{0,2}})\)")
#: "Stikker and Van Royen", "Messrs. Bundy, Berger, and Habib"
_BESIDE = re.compile(
    rf"""
    (?:,\s | ,?\s(?:and|nor)\s | /)
    (?P<name>(?:(?:{_PARTICLES}|Van|Von|De)\s)?[{_U}][{_L}]+)
    (?=[,;:)”] | \.(?!\s[A-Z]\.) | \s[a-z(] | \sand\b)
    """,
    re.VERBOSE,
)
_PARTICLE = re.compile(r"(?<!\w)(?:D[aeiu]|Del(?:la)?|L[ae]|V[ao]n|Dos|San|St\.)\s\Z")

COMPLETION = "initials that the editors completed"
SALUTATION = "the salutation"
#: evidence that names the whole span
SURE = frozenset({STATESMAN, SALUTATION, COMPLETION, PINYIN, LISTED, KOREA, CAPITAL})
#: and says so whatever part of it another cue has
BY_SHAPE = frozenset({LISTED, KOREA, CAPITAL})


def _in_head(draft: Draft) -> Iterator[Seen]:
    for head in draft.of("head"):
        for m in _IN_HEAD.finditer(draft.prose, *head.span):
            yield *m.span("name"), "in brackets behind an office"


def _signature(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    for signed in draft.of("signed"):
        name = _SIGNATURE.match(prose, signed.span.start, signed.span.end)
        if name and not _NO_SIGNATURE.search(name["name"]) and not _ordinary(name["name"]):
            yield *name.span("name"), "the signature"
        for m in COMPLETED.finditer(prose, *signed.span):
            yield *m.span(), COMPLETION


def _ordinary(name: str) -> bool:
    """Whether a name of one word in capitals is an ordinary word: "OFFICIAL:"."""
    return name.isupper() and kinds(name) & (NAMES | Kind.WORD | Kind.GIVEN_WORD) == Kind.WORD


def _salutation(draft: Draft) -> Iterator[Seen]:
    for m in _DEAR.finditer(draft.prose):
        first = m["name"].split()[0]
        if first not in _FRIENDS and not kinds(first) & Kind.NOBODY and {first, first.title()}.isdisjoint(words.TITLES):
            yield *m.span("name"), SALUTATION


#: of two that find the same words the first one is the evidence
READINGS = (*shapes.READINGS, _in_head, _signature, _salutation, *sayings.READINGS)

#: where each name ends, and why it is one, by where it begins
Found = dict[int, tuple[int, str]]


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names that no earlier rule has."""
    found: Found = {}
    for reading in READINGS:
        for start, end, why in reading(draft):
            if end > found.get(start, (0, ""))[0]:
                found[start] = (end, why)
    _add_beside(draft, found)
    _join_surnames(draft.prose, found)
    yield from _names(draft, found)


def _add_beside(draft: Draft, found: Found) -> None:
    """Add the names that are counted up with a person."""
    ends = [stop for stop, _ in found.values()] + [a.span.end for a in draft.of("persName")]
    while ends:
        beside = _BESIDE.match(draft.prose, ends.pop())
        if beside and beside.start("name") not in found and name_like(beside["name"].split()[-1], True):
            found[beside.start("name")] = (beside.end("name"), "beside a person")
            ends.append(beside.end("name"))


def _join_surnames(prose: str, found: Found) -> None:
    """Make one name of two that touch, "Garcia Robles": two surnames are one man's."""
    for start, (stop, why) in sorted(found.items()):
        second = found.get(stop + 1)
        if second and prose[stop] == " " and KNOWN in {why, second[1]} and why != STATESMAN != second[1]:
            found[start] = (second[0], f"{why}; {second[1]}")


def _names(draft: Draft, found: Found) -> Iterator[Annotation]:
    """Yield the names without what does not belong to them, the first of those that overlap, with the particle before: "Da Gama"."""
    prose, end = draft.prose, 0
    for start, (stop, why) in sorted(found.items()):
        if start < end:
            continue
        whole = Span(start, stop)
        name = whole if why in SURE else trimmed_name(prose, whole)
        if name is None or (draft.taken(name) and why not in BY_SHAPE) or places().around(prose, *name):
            continue
        particle = _PARTICLE.search(prose, max(0, name.start - len("Della ")), name.start)
        if particle and particle.start() >= end and not draft.taken(Span(particle.start(), name.start)):
            name = Span(particle.start(), name.end)
        end = name.end
        yield Annotation(name, "persName", CUE, evidence=why)
