"""The day from which dates in the text are reckoned."""

from __future__ import annotations

from datetime import date

from encoder.model import Draft, Fact

#: Facts that date the document, the best evidence first.
EVIDENCE = ("date", "date-given", "date-filed", "date-catalogue")


def anchor_fact(draft: Draft) -> Fact | None:
    """Return the best fact there is about the date of writing."""
    return next((fact for key in EVIDENCE if (fact := draft.fact(key))), None)


def anchor_day(draft: Draft) -> date | None:
    """Return the day of writing as far as it is known; of a month or year its first day, None if nothing is known."""
    fact = anchor_fact(draft)
    if fact is None:
        return None
    parts = [int(part) for part in fact.value[:10].split("-")] + [1, 1]
    try:
        return date(*parts[:3])
    except ValueError:
        return None
