"""Date expressions in running text become ``date`` with a value.

Found: what ``encoder.dates`` finds; missing parts are reckoned from the date of the document, in an enclosure from its own,
and marked ``@cert``. A weekday that does not fit is reported, and a date later than the publication it stands in.
Left alone: dates in datelines, which are read there; file and telegram numbers.
TEI P5 4.9: ND, #NDDATE.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as day

from encoder.dates import DateSpan
from encoder.dates import find as find_dates
from encoder.dates.anchor import anchor_day, anchor_fact, whole_day
from encoder.draft.model import Annotation, Draft, Finding, Problem, Rule
from encoder.layout.blocks import Span
from encoder.rules.structure.dateline_place_date import date_attributes


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``date`` for every expression outside the datelines."""
    dated = anchor_fact(draft) is not None
    for part, anchor in _parts(draft):
        for found in find_dates(draft.prose[part.start : part.end], anchor, draft.context.profile.date_order):
            date = found._replace(start=found.start + part.start, end=found.end + part.start)
            span = Span(date.start, date.end)
            if any(draft.overlapping("date", span)):
                continue  # a dateline's
            attributes = date_attributes(date)
            if "cert" in attributes and not dated:
                attributes["cert"] = "medium" if attributes["cert"] == "high" else "low"  # the anchor is itself a guess
            yield from _problems(date, span, attributes)
            yield from _later(draft, date, span)
            yield Annotation(span, "date", RULE.id, attributes, evidence="; ".join(date.chain))


def _parts(draft: Draft) -> Iterator[tuple[Span, day | None]]:
    """Yield the stretches of the text with the day from which each is reckoned: an enclosed letter has its own date."""
    own = anchor_day(draft)
    for part in (*draft.parts, Span(draft.notes_start, len(draft.text))):
        dateline = next((d for d in draft.of("dateline") if d.span.within(part)), None)
        date = next((d for d in draft.of("date") if dateline and d.span.within(dateline.span)), None)
        anchor = own
        if date and part.start > draft.record_end:
            said = next((date.attributes[k] for k in ("when", "from", "notBefore") if k in date.attributes), "")
            anchor = whole_day(said) or own
        yield part, anchor


def _problems(date: DateSpan, span: Span, attributes: dict[str, str]) -> Iterator[Problem]:
    if date.doubt:
        yield Problem("date-weekday", "warning", f"{date.text!r}: {date.doubt}; correct the value, or say that the source is wrong", span)
    if attributes:
        return
    if any("no calendar" in step for step in date.chain):
        yield Problem("date-impossible", "warning", f"{date.text!r}: no calendar has this day", span)
    elif date.kind == "figures":
        yield Problem("date-ambiguous", "warning", f"{date.text!r}: which figure is the month is not certain; it has no value", span)


def _later(draft: Draft, date: DateSpan, span: Span) -> Iterator[Problem]:
    """Yield a problem for a date after the publication that it stands in: one of the two is wrong."""
    source = draft.context.metadata.source
    value = date.when or date.date_from or date.not_before
    if source and source.year.isdigit() and value[:4].isdigit() and int(value[:4]) > int(source.year):
        said = f"{date.text!r} is {value}, but the source was published in {source.year}; correct one of them"
        yield Problem("date-after-source", "warning", said, span)


RULE = Rule(
    "date-expression", "date", find,
    "Dates carry their value at the precision the text has; parts that the text leaves out were supplied from the date "
    "of the document and are marked with cert.",
)
