"""Whether a weekday is that of the day beside it."""

from __future__ import annotations

from datetime import date, timedelta

from encoder.dates.span import DateSpan


def fitting(span: DateSpan, weekdays: dict[str, int], said: str, open_year: bool) -> DateSpan:
    """Check a weekday against its day; where the year was not said, one beside it that fits is the right one."""
    if len(span.when) < 10:
        return span
    day = date.fromisoformat(span.when[:10])
    wanted = weekdays[said.rstrip(".").lower()] - 1
    if day.weekday() == wanted:
        return span._replace(chain=(*span.chain, "the weekday fits"))
    if open_year:
        for year in (day.year - 1, day.year + 1):
            try:
                other = day.replace(year=year)
            except ValueError:
                continue
            if other.weekday() == wanted:
                return span._replace(when=other.isoformat(), cert="medium", chain=(*span.chain, f"the weekday is that of {year}"))
    right = (date(2024, 1, 1) + timedelta(day.weekday())).strftime("%A")
    return span._replace(doubt=f"{span.when} was a {right}", chain=(*span.chain, "the weekday does not fit"))
