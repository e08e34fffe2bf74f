"""A full name with another name in brackets or quotation marks is one: "Roberta (Smith) Powers", "Sarah “Sallie” Heafer".

TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.capitals import matches
from encoder.names.kinds import NAMES, Kind, kinds

CUE = "within"

_U = words.UPPER
_L = words.LOWER
# the bracket first and what stands before it behind: so the search skips what is none
_BRACKET = re.compile(
    rf"""
    [(\[“"](?<=[{_L}.]\s.)[“"‘']?[{_U}][{_L}]+(?:\s[{_U}][{_L}]+)?(?:[”"’'][)\]]?|[)\]])\s  # "(Smith) ", "“Sallie” "
    (?P<surname>(?:Mc|Mac|O[’'])?[{_U}][{_L}]+)(?![\w-])
    """,
    re.VERBOSE,
)
_GIVEN = re.compile(rf"(?<![\w.’'-])(?P<first>[{_U}][{_L}]+)(?:\s[{_U}](?:\.|[{_L}]+))?\s\Z")
_FAR = 30


def _opening(prose: str) -> list[int]:
    """Return where brackets and quotation marks stand behind a space, in order."""
    found: list[int] = []
    for sign in "([“\"":
        at = prose.find(sign, 1)
        while at >= 0:
            if prose[at - 1].isspace():
                found.append(at)
            at = prose.find(sign, at + 1)
    return sorted(found)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names that no earlier rule has."""
    prose = draft.prose
    for m in matches(_BRACKET, prose, _opening(prose)):
        given = _GIVEN.search(prose, max(0, m.start() - _FAR), m.start())
        if not given or not kinds(given["first"]) & Kind.GIVEN:
            continue
        named = kinds(m["surname"])
        span = Span(given.start("first"), m.end())
        if (named & NAMES or not named & (Kind.WORD | Kind.FUNCTION) or named & Kind.SURNAME_WORD) and not draft.taken(span):
            yield Annotation(span, "persName", CUE, evidence="another name in brackets")
