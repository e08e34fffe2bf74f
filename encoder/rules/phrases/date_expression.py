"""Date expressions in running text become ``date`` with a value.

Found: what ``encoder.dates`` finds; missing parts are reckoned from the date of the document and marked ``@cert``.
Left alone: dates in datelines, which are read there; file and telegram numbers.
TEI P5 4.9: ND, #NDDATE.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anchor import anchor_day
from encoder.dates import find as find_dates
from encoder.model import Annotation, Draft, Finding, Problem, Rule, Span
from encoder.rules.structure.dateline_place_date import date_attributes


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``date`` for every expression outside the datelines."""
    taken = [a.span for a in draft.of("date")]
    for date in find_dates(draft.prose, anchor_day(draft)):
        span = Span(date.start, date.end)
        if any(t.start < span.end and span.start < t.end for t in taken):
            continue
        attributes = date_attributes(date)
        if not attributes and any("no calendar" in step for step in date.chain):
            yield Problem("date-impossible", "warning", f"{date.text!r}: no calendar has this day", span)
        yield Annotation(span, "date", RULE.id, attributes, evidence="; ".join(date.chain))


RULE = Rule(
    "date-expression", "date", find,
    "Dates carry their value at the precision the text has; parts that the text leaves out were supplied from the date "
    "of the document and are marked with cert.",
)
