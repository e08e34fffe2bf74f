"""Dates in the decimal file numbers of the Department of State."""

from __future__ import annotations

from datetime import date

from encoder import lazy_re as re

# 787.00/12-358: behind the stroke the month, then, closed up, the day and the last two figures of the year
_NUMBER = re.compile(r"\b\d{3}[A-Za-z]?(?:\.\d+[A-Za-z]?(?:[-–]\w+)?)?/(?P<month>1[0-2]|[1-9])[-–](?P<day>[0-3]?\d)(?P<year>\d\d)\b")

#: The decimal file ran from 1910 to January 1963; the date took this form in 1944.
FIRST = 1944
LAST = 1963


def filing_date(number: str) -> date | None:
    """Return the day a decimal file number names, None where it names none.

    ``787.00/12-358`` is 3 December 1958, ``611.41/5-2555`` is 25 May 1955.
    """
    found = _NUMBER.search(number)
    if not found:
        return None
    year = 1900 + int(found["year"])
    if not FIRST <= year <= LAST:
        return None
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
