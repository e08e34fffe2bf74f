"""Reckoning: days of the Gregorian and of other calendars, years that words leave out, thirds and halves of a time."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

from encoder import lazy_re as re

#: how far the Julian calendar is behind: from the year on, so many days
_JULIAN = ((1900, 13), (1800, 12), (1700, 11), (1582, 10))
#: 1 Vendémiaire of the years I to XIV of the French republic (Decree of 24 November 1793; tables of the Bureau des longitudes)
_VENDEMIAIRE = (
    date(1792, 9, 22), date(1793, 9, 22), date(1794, 9, 22), date(1795, 9, 23), date(1796, 9, 22), date(1797, 9, 22), date(1798, 9, 22),
    date(1799, 9, 23), date(1800, 9, 23), date(1801, 9, 23), date(1802, 9, 23), date(1803, 9, 24), date(1804, 9, 23), date(1805, 9, 23),
)  # fmt: skip
#: months whose nones are the 7th and whose ides are the 15th
_LATE = frozenset({3, 5, 7, 10})
_ROMAN_FIGURES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1, "J": 1}
#: a year of two figures is at most so many years after the day of writing; one behind an apostrophe looks back
AHEAD = 30
BEHIND = 5
#: the latest year that two figures mean in a text without a date
LATEST = 1999


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a date as ISO 8601, ``""`` for a day that no calendar has."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return ""
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


def last_day(year: int, month: int) -> int:
    """Return the number of days that a month has."""
    return calendar.monthrange(year, month)[1]


def behind(year: int) -> int:
    """Return how many days the Julian calendar is behind the Gregorian one in a year."""
    return next((days for since, days in _JULIAN if year >= since), 0)


@lru_cache(maxsize=4096)
def nearest_year(month: int, day: int, anchor: date) -> int:
    """Return the year that brings a day nearest to the anchor (29 February counts as the 28th)."""

    def distance(year: int) -> int:
        return abs((date(year, month, min(day, last_day(year, month))) - anchor).days)

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=lambda y: (distance(y), -y))


def shift_month(anchor: date, months: int) -> tuple[int, int]:
    """Return year and month so many months from a day."""
    year, index = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return year, index + 1


def full_year(figures: str, anchor: date | None, ahead: int = AHEAD) -> int:
    """Return a year in full: of two figures, the last such year up to soon after the day of writing, without one of the 20th century."""
    if len(figures) > 2:
        return typed_year(figures)
    latest = anchor.year + ahead if anchor else LATEST
    return latest - (latest - int(figures)) % 100


def short_year(figures: str, anchor: date | None, ahead: int = AHEAD) -> int:
    """Return a year in full; of three figures the thousand is left out ("904")."""
    return 1000 + int(figures) if len(figures) == 3 else full_year(figures, anchor, ahead)


def typed_year(figures: str) -> int:
    """Return a year of four figures; a typewriter's I, l and O are 1 and 0 ("I9I6")."""
    return int(figures.translate(str.maketrans("IlO", "110")))


def third(first: tuple[int, int], last: tuple[int, int], part: int) -> tuple[str, str]:
    """Return the months of a third of a stretch of whole months, both ends included."""
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    size = max(1, round(count / 3))
    offset = {1: 0, 2: (count - size) // 2, 3: count - size}[part]

    def month(n: int) -> str:
        year, index = divmod(first[0] * 12 + first[1] - 1 + n, 12)
        return iso(year, index + 1)

    return month(offset), month(offset + size - 1)


def roman_number(figures: str) -> int:
    """Return the number of Roman figures, also of those that add up only ("MDLXXXIIII", "VIIII")."""
    values = [_ROMAN_FIGURES[letter] for letter in figures.upper()]
    return sum(-v if any(w > v for w in values[k + 1 : k + 2]) else v for k, v in enumerate(values))


def republican_day(day: int, month: int, year: int) -> date | None:
    """Return the Gregorian day of one of the French republic, None where it had none; month 13 are the days behind Fructidor."""
    if not (1 <= year <= len(_VENDEMIAIRE) and 1 <= day <= (30 if month < 13 else 6)):
        return None
    return _VENDEMIAIRE[year - 1] + timedelta(30 * (month - 1) + day - 1)


def roman_day(back: int, point: str, month: int, year: int) -> date | None:
    """Return the day so many days, counted with both ends, before the kalends, nones or ides of a month (1: the day itself)."""
    day = 1 if point == "kalends" else (7 if month in _LATE else 5) if point == "nones" else 15 if month in _LATE else 13
    if not 1 <= back <= 19:
        return None
    return date(year, month, day) - timedelta(back - 1)


def whole_day(value: str) -> date | None:
    """Return the day a value names, of a month or a year the first one; None for what is no date."""
    try:
        return date(*[*(int(part) for part in value[:10].split("-")), 1, 1][:3])
    except ValueError:
        return None


def number_of(words: str) -> int:
    """Return the number that a word of figures begins with ("3rd")."""
    found = re.match(r"\d+", words.translate(str.maketrans("IlO", "110")))
    return int(found[0]) if found else 0
