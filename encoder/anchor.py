"""The day from which dates in the text are reckoned."""

from __future__ import annotations

from datetime import date

from encoder.dates import find as find_dates
from encoder.model import Draft, Fact

#: Facts that date the document, the best evidence first.
EVIDENCE = ("date", "date-given", "date-filed", "date-catalogue")


def anchor_fact(draft: Draft) -> Fact | None:
    """Return the best fact there is about the date of writing."""
    return next((fact for key in EVIDENCE if (fact := draft.fact(key))), None)


def anchor_day(draft: Draft) -> date | None:
    """Return the day of writing as far as it is known; of a month or year its first day.

    Without any fact it is the first full date in the text; None if there is none.
    """
    fact = anchor_fact(draft)
    if fact is None:
        # the first full date of the text is better than none: an editorial note tells of its own time
        first = next((d for d in find_dates(draft.prose) if d.kind in {"month-day-year", "day-month-year"} and d.when), None)
        return date.fromisoformat(first.when) if first else None
    return whole_day(fact.value)


def whole_day(value: str) -> date | None:
    """Return the day a value names, of a month or a year the first one; None for what is no date."""
    try:
        return date(*[*(int(part) for part in value[:10].split("-")), 1, 1][:3])
    except ValueError:
        return None
