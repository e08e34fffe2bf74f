"""``[Page 356]`` becomes ``pb``.

Found: the bracket with "Page" and a number, Arabic or Roman, between blocks and inside them, also inside a word.
Left alone: "page 356" in running text, and brackets with more in them.
TEI P5 4.9: CO, #CORS5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Problem, Rule
from encoder.layout.blocks import Span

#: "[Page 356]", and as the Congressional Record has them "[Page S771]", "[[Page H6115]]"
MARK = re.compile(
    r"""
      \[Page\s(?P<n>[0-9]+[a-z]?|[A-Z]{1,2}[0-9]+|[ivxlcdm]+|[IVXLCDM]+)\]
    | \[\[Page\s(?P<twice>[A-Z]{0,2}[0-9]+|[ivxlcdm]+)\]\]
    """,
    re.VERBOSE,
)

WORD = re.compile(r"[^\W\d_]+")
#: both halves of a word, the second one small; a word has at most so many letters
WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
WORD_BEHIND = re.compile(r"[a-zà-ÿ][^\W\d_]*")
LONGEST = 40


def find(draft: Draft) -> Iterator[Annotation | Problem]:
    """Yield a ``pb`` for every page mark; ``@break="no"`` where it stands inside a word."""
    text = draft.text
    seen: set[str] = set()

    @cache
    def known() -> Mapping[str, int]:
        return Counter(WORD.findall(text))

    wrapped = {piece.span for piece in draft.source.layout.furniture if piece.kind == "wrapper" and piece.n}  # "fw-page" has them
    for mark in MARK.finditer(text):
        if mark.span() in wrapped:
            continue
        n = mark["n"] or mark["twice"]
        attributes = {"n": n} if mark["n"] else {"n": n, "rend": "[[Page{}]]"}
        identifier = f"pg_{n}"
        if identifier not in seen:
            attributes["xml:id"] = identifier
        else:
            yield Problem("page-repeated", "warning", f"page {n} is marked a second time", Span(*mark.span()))
        seen.add(identifier)
        if _splits(text, mark.start(), mark.end(), known):
            attributes["break"] = "no"
        yield Annotation(Span(*mark.span()), "pb", RULE.id, attributes, content="replaced")


def _splits(text: str, start: int, end: int, known: Callable[[], Mapping[str, int]]) -> bool:
    """Whether a word goes on behind the mark.

    It does not where the text has both halves as words and the whole nowhere: only the space was lost ("lines of[Page 252]source").
    """
    left, right = WORD_BEFORE.search(text, max(0, start - LONGEST), start), WORD_BEHIND.match(text, end)
    if not (left and right):
        return False
    counts = known()
    return counts[left[0] + right[0]] > 0 or not (counts[left[0]] > 1 and counts[right[0]] > 1)


RULE = Rule(
    "pb-page-number", "pb", find,
    "The page marks of the copied text became pb elements; the number of the page on which a document begins is not in the copied text.",
)
