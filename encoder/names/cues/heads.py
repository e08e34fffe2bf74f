"""Who wrote to whom, in a line that says nothing else: "From Silas Deane to John Jay, 2 May 1780", "To Ann Hulton from her brother".

The name has to begin as a man's name does: "From Boston to Salem, 3 May" are places.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.capitals import matches
from encoder.names.kinds import Kind, kinds

CUE = "heads"

_U = words.UPPER
_NAME = rf"[{_U}][\w.’'-]+(?:\s(?:(?:de|von|van|du|la)\s)?[{_U}][\w.’'-]+){{1,3}}"
_HEAD = re.compile(
    rf"""
    ^[ \t]*(?:
        From:?\s(?P<from>{_NAME})\sto\s(?P<to>[{_U}][^\n]{{2,60}})
      | To:?\s(?P<to_first>{_NAME})\sfrom\s(?P<from_last>[{_U}][^\n]{{2,60}})
      | (?P<bare>{_NAME})\sto\s(?P<to_last>{_NAME})(?=,|[ \t]*$)
    )
    """,
    re.M | re.X,
)
_FIRST = re.compile(_NAME)
_NO_NAME = Kind.PLACE_HEAD | Kind.BODY | Kind.FUNCTION | Kind.FIRM


def writes(line: str) -> bool:
    """Whether a line says who wrote to whom."""
    m = _HEAD.match(line)
    first = m and (m["from"] or m["to_first"] or m["bare"])
    return bool(first) and _somebody(str(first))


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names that no earlier cue has."""
    prose = draft.prose
    # where a line begins, which is all that the pattern begins with; the search would look at each character
    lines = accumulate((len(line) + 1 for line in prose.split("\n")), initial=0)
    for m in matches(_HEAD, prose, lines):
        for group in ("from", "to", "to_first", "from_last", "bare", "to_last"):
            if m[group] is None:
                continue
            name = _FIRST.match(prose, *m.span(group))
            if name is None:
                continue
            span = Span(*name.span())
            if _somebody(name[0]) and not draft.taken(span):
                yield Annotation(span, "persName", CUE, evidence="who wrote to whom, in a head")


def _somebody(name: str) -> bool:
    """Whether a name begins with a given name or initials and ends with no noun of another kind."""
    first, *_, last = name.split()
    return bool(kinds(first) & (Kind.GIVEN | Kind.INITIAL)) and not kinds(last) & _NO_NAME
