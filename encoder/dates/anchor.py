"""The day from which dates in the text are reckoned, of the document and of each letter, entry and enclosure in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from encoder import lazy_re as re
from encoder.dates.calendars import whole_day
from encoder.dates.editing import worked_around
from encoder.dates.engine import find
from encoder.dates.filing import filing_date
from encoder.dates.publication import published
from encoder.dates.span import DateSpan
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact
from encoder.layout.blocks import Span

__all__ = ["EVIDENCE", "anchor_day", "anchor_fact", "own_days", "published", "whole_day"]

#: Facts that date the document, the best evidence first.
EVIDENCE = ("date", "date-given", "date-filed", "date-catalogue", "date-heading")
FULL = frozenset({"month-day-year", "day-month-year", "year-month-day", "iso", "dotted", "roman-month", "dual"})
YEARS = frozenset({"month-year", "year"})
#: from the middle of a year all its days are nearer than those of another
MIDDLE = (7, 1)
#: where notes stand that are no part of the text
_BELOW = frozenset({"foot", "end", "bottom"})
#: the divisions that have a day of their own
_DATED = frozenset({"letter", "entry", "enclosure", "section", "document"})


def anchor_fact(draft: Draft) -> Fact | None:
    """Return the best fact there is about the date of writing."""
    return next((fact for key in EVIDENCE if (fact := draft.fact(key))), None)


def anchor_day(draft: Draft) -> date | None:
    """Return the day of writing as far as it is known; of a month or year its first day.

    Without any fact the text itself is asked: the first full date that is most of a line ("Pravda, 23 November 1963"); for an
    editorial note tells of its own time, the first full date in it, the day in a file number, the middle of the first year it names.
    A date of publication is none of them. None if there is none.
    """
    fact = anchor_fact(draft)
    if fact is not None:
        return whole_day(fact.value)
    lined = next(_lined(draft), None)
    if lined:
        return lined
    year = ""
    for d in _mentioned(draft):
        if d.kind in FULL and len(d.when) >= len("1958-12-04"):
            return whole_day(d.when)
        if not year and d.first and d.kind in YEARS:
            year = d.when[:4]
    filed = filing_date(draft.prose)
    return filed or (date(int(year), *MIDDLE) if year else None)


#: a line that is mostly a date is no longer, and has a year; so much of it is the date
_LINE = re.compile(r"^(?=.{0,50}(?<!\d)(?:1[4-9]|20)\d\d(?!\d))[^\n]{8,60}$", re.M)
_MOSTLY = 0.5


def _lined(draft: Draft) -> Iterator[date]:
    for line in _LINE.finditer(draft.text, draft.record_end, draft.notes_start):
        said = line.group()
        for found in find(said, language=draft.reading):
            dates = found.kind in FULL and len(found.when) >= len("1958-12-04")
            if dates and (found.end - found.start) >= _MOSTLY * len(said.strip()) and not _of_others(draft, line.start() + found.start):
                day = whole_day(found.when)
                if day:
                    yield day


def _of_others(draft: Draft, start: int) -> bool:
    """Whether a date is an editor's or a publication's."""
    return worked_around(draft.text, start) or published(draft.text, start)


def _mentioned(draft: Draft) -> Iterator[DateSpan]:
    for stretch in draft.stretches:
        text = draft.running(stretch)
        for found in find(text, language=draft.reading):
            if not (_of_others(draft, stretch.start + found.start) or _noted(draft, stretch, found)):
                yield found


def _noted(draft: Draft, stretch: Span, found: DateSpan) -> bool:
    """Whether a date stands in a note or an editor's bracket; a headnote and the text of an editorial note tell of the document."""
    span = Span(stretch.start + found.start, stretch.start + found.end)
    if span.start >= draft.notes_start or any(note.attributes.get("place") in _BELOW for note in draft.overlapping("note", span)):
        return True
    opened = draft.text.rfind("[", stretch.start, span.start)
    closed = draft.text.find("]", span.end, stretch.end)
    inside = opened >= 0 and closed >= 0 and "]" not in draft.text[opened : span.start]
    return inside and draft.text[stretch.start : opened].strip() != ""  # a bracket over the text is a line that editors supplied


def own_days(draft: Draft) -> list[tuple[Span, date]]:
    """Return the divisions that are dated by themselves, with their days, the outer ones first."""
    lines = [(line.span, day) for line in draft.of("dateline") if (day := _day_of(draft, line))]
    entries = ((d.span, d.attributes) for d in draft.of("date") if d.role == roles.ENTRY)
    lines += [(span, day) for span, said in entries if (day := whole_day(said.get("when") or said.get("from", "")))]
    divisions = [a.span for a in draft.of("div") if a.attributes.get("type") in _DATED]
    divisions += [p for p in draft.parts if p.start > draft.record_end]
    if not lines:
        return []
    said = draft.fact("date")  # a record's day stands in its head; who signs it at the next meeting writes another below
    if said and said.span and (day := whole_day(said.value)):
        lines.insert(0, (said.span, day))
    listed = sorted(set(divisions), key=lambda s: (s.start, -s.end))
    starts = [d.start for d in listed]
    numbered = sorted((line, number, day) for number, (line, day) in enumerate(lines))
    found = []
    for division in listed:
        here = numbered[bisect_left(numbered, division.start, key=_first) : bisect_left(numbered, division.end, key=_first)]
        if not here:
            continue
        between = listed[bisect_left(starts, division.start) : bisect_left(starts, division.end)]
        inner = [d for d in between if d != division and d.within(division)]
        own = [(number, day) for line, number, day in _outside(here, inner) if line.within(division)]
        if own:
            found.append((division, min(own)[1]))
    return found


def _first(line: tuple[Span, int, date]) -> int:
    return line[0].start


def _outside(lines: Iterable[tuple[Span, int, date]], inner: list[Span]) -> Iterator[tuple[Span, int, date]]:
    """Yield the lines that none of some divisions holds; both are in the order of the text."""
    k, reach = 0, -1
    for line in lines:
        while k < len(inner) and inner[k].start <= line[0].start:
            reach = max(reach, inner[k].end)
            k += 1
        if reach < line[0].end:
            yield line


def _day_of(draft: Draft, line: Annotation) -> date | None:
    for each in reversed(list(draft.overlapping("date", line.span))):
        said = next((each.attributes[k] for k in ("when", "from", "notBefore") if k in each.attributes), "")
        day = whole_day(said)
        if day:
            return day
    return None
