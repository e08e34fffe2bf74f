"""Whether people talk in a text whose labels nothing but their places tell: "Heart. By all means, Madam.", paragraph after paragraph.

So it is in plays without headings and in reports of trials. A list whose entries begin with a word and a stop does not come back to
the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from encoder import lazy_re as re
from encoder.draft.model import Source
from encoder.language.lexicon import words

#: "Heart. ", "Sir Pat. ", "1 Gent. ", "Fenn. " behind "Q. "
_PREFIX = re.compile(r"(?P<who>[QA]|(?:[1-3]\s)?[A-Z][a-zà-ÿ’']{1,14}(?:\s[A-Z][a-zà-ÿ’']{1,12})?)\.\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ])")
#: so many paragraphs in a row begin so, of which one is let pass; so many of them come again, so few different words are they
ROW = 6
AGAIN = 0.75
FEW = 0.5
#: what a stop shortens, and what heads a paragraph
_NOBODY = frozenset(word.casefold().rstrip(".") for word in ("Mr", "Mrs", "Ms", "Dr", "St", *words.table("speech")["never"]))


@lru_cache(maxsize=8)
def found(source: Source, start: int, stop: int) -> bool:
    """Whether paragraphs between two offsets begin with names before a stop that come again and again."""
    row: list[str] = []
    missed = 0
    for block in source.blocks:
        if not start <= block.span.start < stop:
            continue
        for line in block.lines if not source.width else block.lines[:1]:
            m = _PREFIX.match(source.text, *line)
            if m and m["who"].casefold() not in _NOBODY:
                row.append(m["who"])
                missed = 0
                continue
            missed += 1
            if missed > 1:
                if _talk(row):
                    return True
                row, missed = [], 0
    return _talk(row)


def _talk(row: Sequence[str]) -> bool:
    counts = Counter(row)
    again = sum(n for n in counts.values() if n > 1)
    return len(row) >= ROW and again >= AGAIN * len(row) and 1 < len(counts) <= FEW * len(row)
