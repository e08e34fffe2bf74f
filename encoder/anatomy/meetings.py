"""The line that says of a record of a meeting what met, where and when: it heads the record and dates it.

"MINUTES of the Ordinary Meeting of the Parish Council, held in the Schoolroom on Tuesday, 14th May, 1935, at 7.30 p.m."
"""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.anatomy.stopped import sentence_words
from encoder.dates import DateSpan
from encoder.dates import find as find_dates
from encoder.language.languages import every

#: no such line is longer
LONGEST = 320
DAYS = frozenset({"month-day-year", "day-month-year", "dotted"})


def _words(name: str) -> str:
    listed = {re.escape(word) for language in every() for word in language.headings.get(name, ())}
    return "|".join(sorted(listed, key=lambda w: (-len(w), w)))


def held(said: str) -> DateSpan | None:
    """Return the day on which something met, where a line says so and is no sentence about it; None for another line."""
    if len(said) > LONGEST:
        return None
    if not re.match(rf"(?:{_words('record')})\b", said, re.I) or not re.search(rf"\b(?:{_words('meeting')})\b", said, re.I):
        return None
    if any(word.casefold() in sentence_words() for word in re.findall(r"[^\W\d_]+", said)):
        return None
    return next((d for d in find_dates(said) if d.kind in DAYS and d.when), None)
