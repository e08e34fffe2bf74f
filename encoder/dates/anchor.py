"""The day from which dates in the text are reckoned."""

from __future__ import annotations

from datetime import date

from encoder.dates import find as find_dates
from encoder.dates.filing import filing_date
from encoder.draft.model import Draft, Fact

#: Facts that date the document, the best evidence first.
EVIDENCE = ("date", "date-given", "date-filed", "date-catalogue")
FULL = frozenset({"month-day-year", "day-month-year"})
YEARS = frozenset({"month-year", "year"})
#: from the middle of a year all its days are nearer than those of another
MIDDLE = (7, 1)


def anchor_fact(draft: Draft) -> Fact | None:
    """Return the best fact there is about the date of writing."""
    return next((fact for key in EVIDENCE if (fact := draft.fact(key))), None)


def anchor_day(draft: Draft) -> date | None:
    """Return the day of writing as far as it is known; of a month or year its first day.

    Without any fact the text itself is asked, for an editorial note tells of its own time: the first full date in it, the day in a
    file number, the middle of the first year it names. None if there is none.
    """
    fact = anchor_fact(draft)
    if fact is not None:
        return whole_day(fact.value)
    found = list(find_dates(draft.prose))
    full = next((d.when for d in found if d.kind in FULL and d.when), "")
    if full:
        return date.fromisoformat(full)
    filed = filing_date(draft.prose)
    year = next((d.when[:4] for d in found if d.kind in YEARS and d.when), "")
    return filed or (date(int(year), *MIDDLE) if year else None)


def whole_day(value: str) -> date | None:
    """Return the day a value names, of a month or a year the first one; None for what is no date."""
    try:
        return date(*[*(int(part) for part in value[:10].split("-")), 1, 1][:3])
    except ValueError:
        return None
