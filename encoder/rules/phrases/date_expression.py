"""Date expressions in running text become ``date`` with a value.

Found: what ``encoder.dates`` finds in the language of the text; missing parts are reckoned from the date of the document, in an enclosure,
a letter or an entry from its own, and marked ``@cert``. A weekday that does not fit is reported, and a date later than the publication it
stands in.
In a running head and a mark of release only what has a year.
Left alone: dates in datelines, which are read there; file and telegram numbers.
TEI P5 4.9: ND, #NDDATE.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date as day
from functools import partial

from encoder import lazy_re as re
from encoder.dates import DateSpan, Reader, tells_days
from encoder.dates.anchor import anchor_day, anchor_fact, own_days, published
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Problem, Rule
from encoder.layout.blocks import Holding, Span
from encoder.rules.structure.dateline_place_date import date_attributes

#: so the top of a text says that somebody tells of his life
_INTERVIEW = re.compile(r"(?i)\b(?:interview|oral history|entretien|entrevista|intervista|intervju|zeitzeuge|интервью)")
_TOP = 600


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``date`` for every expression outside the datelines."""
    own = anchor_day(draft)
    dated = anchor_fact(draft) is not None or own is None
    for date in (*_read(draft, own), *_of_page(draft)):
        span = _with_marks(draft, Span(date.start, date.end))
        if any(draft.overlapping("date", span)):
            continue  # a dateline's
        attributes = date_attributes(date)
        if "cert" in attributes and not dated:
            attributes["cert"] = "medium" if attributes["cert"] == "high" else "low"  # the anchor is itself a guess
        yield from _problems(date, span, attributes)
        yield from _later(draft, date, span)
        yield Annotation(span, "date", RULE.id, attributes, evidence="; ".join(date.chain))


def _read(draft: Draft, own: day | None) -> Iterator[DateSpan]:
    """Yield the dates of the text; each part has its own reader, and a division that is dated has its own day."""
    days = own_days(draft)
    divisions = Holding(span for span, _ in days)
    languages = [(a.span, a.attributes["xml:lang"]) for a in draft.of("div") if "xml:lang" in a.attributes]
    order, reading = draft.context.profile.date_order, draft.reading
    begins = [stretch.start for stretch in draft.stretches]
    asked = "?" in draft.text and _INTERVIEW.search(draft.text, draft.record_end, draft.record_end + _TOP) is not None
    told = anchor_fact(draft) is None  # an editorial note tells of its own time
    for part in (*draft.parts, Span(draft.notes_start, len(draft.text))):
        stretches = draft.stretches[bisect_left(begins, part.start) : bisect_left(begins, part.end)]
        said = [draft.running(stretch) for stretch in stretches]
        text = part.start < draft.notes_start
        reader_of = partial(Reader, own, order, diary=tells_days(said, reading), later=told or not text, heads=text, asked=asked)
        readers: dict[str, Reader] = {}
        before: day | None = None
        for stretch, words in zip(stretches, said, strict=True):
            language = next((code for span, code in languages if stretch.within(span)), reading) if languages else reading
            reader = readers.get(language)
            if reader is None:
                reader = readers[language] = reader_of(language=language)
            anchor = next((days[number][1] for number in divisions.around(stretch)), own)
            if anchor != before:  # another division begins; inside one, an entry's own date goes on to hold
                reader.anchor = before = anchor
            for found in reader.read(words):
                yield found._replace(start=found.start + stretch.start, end=found.end + stretch.start)


def _with_marks(draft: Draft, span: Span) -> Span:
    """Return the span with the signs of the slanted words at its ends: "*May* 1, 1845"."""
    for mark in draft.overlapping("hi", span):
        if span.start <= mark.span.start + mark.trim and mark.span.end - mark.tail <= span.end:
            span = Span(min(span.start, mark.span.start), max(span.end, mark.span.end))
    return span


def _of_page(draft: Draft) -> Iterator[DateSpan]:
    """Yield the dates of running heads and marks of release: full ones, for such a line belongs to no day of the text."""
    reader = Reader(None, draft.context.profile.date_order, draft.reading)
    for line in draft.of("fw"):
        if line.content == "kept" and line.role != roles.PAGE:
            said = draft.text[line.span.start : line.span.end]
            for found in reader.read(said):
                labelled = said[: found.start].rstrip().endswith(":") and published(said, found.start)  # "Release date: ..."
                if found.first and not found.cert and not labelled:
                    yield found._replace(start=found.start + line.span.start, end=found.end + line.span.start)


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
    "date-expression",
    "date",
    find,
    "Dates carry their value at the precision the text has; parts that the text leaves out were supplied from the date "
    "of the document and are marked with cert.",
)
