"""The grammar of dates and the reckoning that gives them values.

Each kind of expression is one row of ``_KINDS``: a name, a pattern and the function that reads its parts.
The patterns stand in one alternation, the longer forms first, so that a text is read once. Words of the
calendar come from ``lexicon/calendar.toml``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from encoder.language.lexicon import words

Order = Literal["MDY", "DMY"]


class DateSpan(NamedTuple):
    """A date expression: ``text[start:end]``, and its value in the forms of W3C and TEI.

    Either ``when``, or ``date_from`` and ``date_to``, or ``not_before`` and ``not_after`` are set; none of them
    where the expression cannot be resolved. Values are as precise as the expression. ``cert`` is empty where
    the words alone give the value, else how sure the part is that the context gave. ``calendar`` names the calendars
    of the words where they are not the Gregorian one alone ("julian gregorian"); the value is Gregorian. ``chain`` says
    step by step how the value came about, ``doubt`` what speaks against it (a weekday that does not fit).
    """

    start: int
    end: int
    text: str
    kind: str
    when: str = ""
    date_from: str = ""
    date_to: str = ""
    not_before: str = ""
    not_after: str = ""
    cert: Literal["", "high", "medium", "low"] = ""
    calendar: str = ""
    doubt: str = ""
    chain: tuple[str, ...] = ()


_CALENDAR = words.table("calendar")
_MONTHS: dict[str, int] = {}
for _name, _number in (*_CALENDAR["months"].items(), *_CALENDAR["month_abbreviations"].items()):
    _MONTHS[_name.lower()] = _number
_WEEKDAYS: dict[str, int] = {k.lower(): v - 1 for k, v in _CALENDAR["weekdays"].items()}
_SEASONS: dict[str, tuple[int, int]] = {k: (v[0], v[1]) for k, v in _CALENDAR["seasons"].items()}
_PARTS: dict[str, int] = _CALENDAR["parts"]
_RELATIVE: dict[str, int] = _CALENDAR["relative_days"]
_COUNTS: dict[str, int] = _CALENDAR["counts"]
_ORDINALS: dict[str, int] = _CALENDAR["ordinals"]


def _any(names: object, upper: bool = False) -> str:
    """Alternation of names, the longest first; with ``upper`` in capitals too."""
    listed = [str(n) for n in names]  # type: ignore[attr-defined]
    if upper:
        listed += [n.upper() for n in listed]
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(set(listed), key=lambda n: (-len(n), n)))


_M = rf"(?:(?:{_any(_CALENDAR['months'], True)})(?![\w])|(?:{_any(_CALENDAR['month_abbreviations'], True)})(?:\.|(?!\w)))"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d)?(?![\w])"
_Y = r"(?:1[5-9]|20)\d\d(?!\w)"
_TEN = r"(?:1[5-9]|20)\d0[’']?s(?!\w)"
_DASH = r"\s?[-–—]\s?"
_WD = rf"(?:{_any(_CALENDAR['weekdays'], True)})(?!\w)"
_SEASON = rf"(?:{_any([*_SEASONS, *(s.title() for s in _SEASONS)])})"
_PART = rf"(?:{_any([*_PARTS, *(p[0].upper() + p[1:] for p in _PARTS)])})"
_S = r"\s+"
_PART_OF_DAY = r"(?:day|morning|afternoon|evening|night)"
#: behind a number: it is an hour
_CLOCK = r"\s?[:.]\d\d|\s?[ap]\.?\s?m\b"


class _Scene(NamedTuple):
    """What a reading may need: the anchor day, the text around the expression."""

    anchor: date | None
    text: str
    start: int
    end: int
    last: date | None = None
    order: Order = "MDY"


#: the chain of an expression without a year in a text without a date
_NO_YEAR = ("no year in the words and no date of the document to supply it",)

_Reading = Callable[[re.Match[str], _Scene, DateSpan], DateSpan | None]


def _month(word: str) -> int:
    return _MONTHS[word.rstrip(".").lower()]


def _day(word: str) -> int:
    return int(re.match(r"\d+", word)[0])  # type: ignore[index]


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a date as ISO 8601, ``""`` for a day that no calendar has."""
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


def nearest_year(month: int, day: int, anchor: date) -> int:
    """Return the year that brings a day nearest to the anchor (29 February counts as the 28th)."""
    def distance(year: int) -> int:
        last = calendar.monthrange(year, month)[1]
        return abs((date(year, month, min(day, last)) - anchor).days)

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=lambda y: (distance(y), -y))


def _read_full(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    value = _iso(int(m["y"]), _month(m["m"]), _day(m["d"]))
    return span._replace(when=value, chain=(("year, month and day are in the words",) if value else ("no calendar has this day",)))


def _read_short_year(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read "16 Sep 63", as soldiers and files write it."""
    year = _full_year(m["y"], scene.anchor)
    value = _iso(year, _month(m["m"]), _day(m["d"]))
    return span._replace(when=value, chain=(f"the year has two figures: {year}",)) if value else None


def _read_roman(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read "27/X/62" and "4.XI.1956": figures with the month in Roman ones, as in Eastern Europe."""
    value = _iso(_full_year(m["y"], scene.anchor), len(_ROMAN) - _ROMAN.index(m["m"]), int(m["d"]))
    return span._replace(when=value, chain=("the month is a Roman figure",)) if value else None


def _read_month_day(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month, day = _month(m["m"]), _day(m["d"])
    shared = _YEAR_OF_BOTH.match(scene.text, scene.end)
    if shared:
        year = int(shared["y"]) - (_month(shared["m"]) < month)
        return span._replace(when=_iso(year, month, day), cert="high", chain=("the year of the day named with it",))
    if scene.anchor is None:
        return span._replace(chain=_NO_YEAR)
    year = nearest_year(month, day, scene.anchor)
    return span._replace(
        when=_iso(year, month, day), cert="high",
        chain=(f"no year in the words; the nearest such day to {scene.anchor.isoformat()} is in {year}",),
    )


def _read_days(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month = _month(m["m"])
    month2 = _month(m["m2"]) if m["m2"] else month
    if m["y"]:
        year, cert = int(m["y"]), ""
    elif scene.anchor:
        year, cert = nearest_year(month, _day(m["d"]), scene.anchor), "high"
    else:
        return span._replace(chain=_NO_YEAR)
    # December 30–January 2, 1959: the year belongs to the last day
    first_year = year - 1 if m["y"] and month2 < month else year
    last_year = year if m["y"] else year + (month2 < month)
    first, last = _iso(first_year, month, _day(m["d"])), _iso(last_year, month2, _day(m["d2"]))
    if not first or not last or first > last:
        return span._replace(chain=("no such days, or the last before the first",))
    return span._replace(date_from=first, date_to=last, cert="high" if cert else "", chain=("from the first to the last day named",))


#: how far the Julian calendar is behind: from the year on, so many days
_JULIAN = ((1900, 13), (1800, 12), (1700, 11), (1582, 10))


def _behind(year: int) -> int:
    return next((days for since, days in _JULIAN if year >= since), 0)


def _read_dual(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read "June 12 (24), 1893" and "20 October/1 November 1897"; other numbers in brackets are not the date's."""
    year = int(m["y"])
    month = _month(m["m"])
    month2 = _month(m["m2"]) if m["m2"] else month
    old, new = _iso(year, month, _day(m["d"])), _iso(year + (month2 < month), month2, _day(m["d2"]))
    if not old or not new:
        return span._replace(chain=("no calendar has this day",))
    first, last = date.fromisoformat(old), date.fromisoformat(new)
    if (last - first).days != _behind(year):
        if (last - first).days > 0 and "(" not in m.group():
            return span._replace(date_from=old, date_to=new, kind="days", chain=("from the first to the last day named",))
        return None
    return span._replace(
        when=new, calendar="julian gregorian",
        chain=(f"{old} of the Julian calendar is {new} of the Gregorian one, {_behind(year)} days later",),
    )


_Parts = tuple[int | None, int | None, int | None]


def _endpoint(words_: str) -> _Parts:
    """Return year, month and day that an end of a range names, None for each that it leaves out."""
    year = re.search(_Y, words_)
    month = re.search(_M, words_)
    rest = words_[: year.start()] + words_[year.end() :] if year else words_
    if month:
        rest = rest.replace(month.group(), " ")
    day = re.search(r"\d+", rest)
    return (int(year[0]) if year else None, _month(month[0]) if month else None, int(day[0]) if day else None)


def _read_span(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read "from June 3 to July 4, 1958": what one end leaves out the other one has."""
    (year, month, day), (year2, month2, day2) = _endpoint(m["a"]), _endpoint(m["b"])
    month2 = month2 or month
    cert: Literal["", "high"] = ""
    if month is None or month2 is None:
        if month or month2 or year is None or year2 is None or year2 <= year:
            return None
    elif year2 is None and year is None:
        if scene.anchor is None:
            return span._replace(chain=_NO_YEAR)
        year, cert = nearest_year(month, day or 15, scene.anchor), "high"
    if year is None and year2 is not None:
        year = year2 - ((month or 0) > (month2 or 0))
    year = year or 0
    if year2 is None:
        year2 = year + ((month2 or 0) < (month or 0))
    begin, end = _iso(year, month, day), _iso(year2, month2, day2)
    if not begin or not end or begin > end:
        return span._replace(chain=("no such days, or the last before the first",))
    chain = ("from the first to the last one named",)
    if scene.text[max(0, scene.start - 8) : scene.start].lower().endswith("between "):
        return span._replace(not_before=begin, not_after=end, cert=cert, chain=("between the first and the last one named",))
    return span._replace(date_from=begin, date_to=end, cert=cert, chain=chain)


def _read_century(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    number = int(m["n"]) if m["n"] else _ORDINALS[m["c"].lower()]
    if not 1 <= number <= 21:
        return None
    return span._replace(
        date_from=_iso(100 * number - 99), date_to=_iso(100 * number), chain=("a hundred years, the first of them with 1 at its end",)
    )


def _read_the_nth(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read "on the 5th": the month of the date mentioned last if it is later in it, else the last such day before the anchor."""
    day = _day(m["d"])
    if scene.last and scene.last.day < day:
        value = _iso(scene.last.year, scene.last.month, day)
        if value:
            return span._replace(when=value, cert="low", chain=(f"the month of the date mentioned last, {scene.last}",))
    if scene.anchor is None:
        return span._replace(chain=("a day of a month that the document does not give",))
    year, month = _shift_month(scene.anchor, 0 if day <= scene.anchor.day else -1)
    return span._replace(when=_iso(year, month, day), cert="medium", chain=(f"the last such day before {scene.anchor}",))


def _read_month_year(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    return span._replace(when=_iso(int(m["y"]), _month(m["m"])), chain=("month and year are in the words",))


def _read_months(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month, month2, year2 = _month(m["m"]), _month(m["m2"]), int(m["y2"])
    year = int(m["y"]) if m["y"] else year2 - (month > month2)
    if (year, month) > (year2, month2):
        return None
    return span._replace(date_from=_iso(year, month), date_to=_iso(year2, month2), chain=("from the first to the last month named",))


def _read_open_months(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return span._replace(chain=("months without a year",))
    month, month2 = _month(m["m"]), _month(m["m2"])
    year = nearest_year(month, 15, scene.anchor)
    last = year + (month2 < month)
    return span._replace(
        date_from=_iso(year, month), date_to=_iso(last, month2), cert="medium",
        chain=(f"the first month is the nearest to {scene.anchor}",),
    )


def _read_that_year(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    which = m["which"].split()[-1].lower()
    of_document = which in _YEARS_AWAY
    base = scene.anchor if of_document else scene.last or scene.anchor
    if base is None:
        return span._replace(chain=("the year meant stands nowhere before",))
    year = base.year + (_YEARS_AWAY[which] if of_document else _BESIDE.get(which, 0))
    said = "the document's date" if of_document else "the date mentioned last"
    value = _iso(year, _month(m["m"]), _day(m["d"]) if m["d"] else None)
    return span._replace(when=value, cert="medium", chain=(f"{m['which']} year, reckoned from {said}, {base.year}",))


#: years reckoned from the document's date, and from the date mentioned last
_YEARS_AWAY = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_BESIDE = {"previous": -1, "preceding": -1, "following": 1}


def _third(first: tuple[int, int], last: tuple[int, int], part: int) -> tuple[str, str]:
    """Return the months of a third of a stretch of whole months, both ends included."""
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    size = max(1, round(count / 3))
    offset = {1: 0, 2: (count - size) // 2, 3: count - size}[part]

    def month(n: int) -> str:
        year, index = divmod(first[0] * 12 + first[1] - 1 + n, 12)
        return _iso(year, index + 1)

    return month(offset), month(offset + size - 1)


def _part(word: str) -> int:
    word = " ".join(word.split())
    return _PARTS.get(word) or _PARTS[word[0].lower() + word[1:]]


def _read_part(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    part = _part(m["part"])
    cert: Literal["", "high"] = ""
    note = f"{m['part']}: third {part} of 3"
    if m["m"]:
        month = _month(m["m"])
        if m["y"]:
            year = int(m["y"])
        elif scene.anchor:
            year, cert = nearest_year(month, 15, scene.anchor), "high"
        else:
            return span._replace(chain=_NO_YEAR)
        last = calendar.monthrange(year, month)[1]
        first_day, last_day = {1: (1, 10), 2: (10, 20), 3: (20, last)}[part]
        return span._replace(
            not_before=_iso(year, month, first_day), not_after=_iso(year, month, last_day), cert=cert, chain=(note,)
        )
    if m["s"]:
        first, last_month = _SEASONS[m["s"].lower()]
        year = int(m["y"])
        begin, end = _third((year - (first > last_month), first), (year, last_month), part)
    else:
        year = int(m["y"][:4])
        begin, end = _third((year, 1), (year + (9 if m["y"].endswith("s") else 0), 12), part)
    return span._replace(not_before=begin, not_after=end, chain=(note,))


def _read_season(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    first, last = _SEASONS[m["s"].lower()]
    year = int(m["y"])
    begin = year - 1 if first > last else year
    return span._replace(not_before=_iso(begin, first), not_after=_iso(year, last), chain=("a season, northern hemisphere",))


def _read_decade(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    year = int(m["y"][:4])
    return span._replace(date_from=_iso(year), date_to=_iso(year + 9), chain=("ten years",))


def _read_years(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    year = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else year // 100 * 100 + int(m["y2"])
    if not year < last <= year + 400:
        return None
    return span._replace(date_from=_iso(year), date_to=_iso(last), chain=("from the first to the last year named",))


def _read_year(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    return span._replace(when=_iso(int(m["y"])), chain=("a year behind a word that calls for one",))


_FORWARD = re.compile(
    r"\b(?:should|shall|will|would|must|may|plans?|propose[sd]?|intends?|expects?|to be|not later than|until|please|deliver)\b", re.I
)
#: "before Thursday at the earliest"
_TILL = re.compile(r"\b(?:[Bb]efore|(?<!ed\s)(?<!en\s)[Bb]y)\s\Z")
_SENTENCE = re.compile(r"[;:?!\n]|\.(?!\w)(?!\s[a-z])")


#: a weekday alone at the head of a paragraph
_ENTRY_BEFORE, _ENTRY = re.compile(r"(?:\A|[\n\ufffc])\s{0,2}\Z"), re.compile(r"[.:]?\s*[—–-]|[.:]\s|\s*\n")


#: what was done, and nothing planned behind it: "who flew to Tegucigalpa on Friday"
_DONE = re.compile(
    r"\b(?:(?!(?:schedul|plann|expect|propos|intend|suppos|postpon|need|requir|invit|fix|delay|request|ask|agre|decid|arrang|suggest|hop)ed)"
    r"[a-z]{2,}ed"
    r"|was|were|had|went|came|met|saw|left|told|said|sent|held|took|flew|spoke|gave|made|began|brought|heard|wrote)\b(?!.*\bto\s[a-z])"
)
_DONE_BEHIND = re.compile(
    r"(?:\s(?:morning|afternoon|evening|night))?(?:\s(?:again|also|already))?\s"
    r"(?:stated|told|said|informed|reported|asked|called|replied|announced|declared|confirmed|agreed|left|met|arrived)\b"
)
_CLAUSE = re.compile(r"[,;:]")


def _clause(scene: _Scene) -> str:
    """Return what stands before an expression in its clause."""
    before = scene.text[max(0, scene.start - 160) : scene.start]
    return before[max((m.end() for m in (*_CLAUSE.finditer(before), *_SENTENCE.finditer(before))), default=0) :]


def _read_weekday(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return span._replace(chain=("a weekday, and no date of the document to reckon from",))
    wanted = _WEEKDAYS[m["w"].lower()]
    word = (m["which"] or "").lower()
    back = (scene.anchor.weekday() - wanted) % 7
    ahead = (wanted - scene.anchor.weekday()) % 7
    before = list(_SENTENCE.finditer(scene.text, max(0, scene.start - 400), scene.start))
    after = _SENTENCE.search(scene.text, scene.end, scene.end + 400)
    sentence = scene.text[before[-1].end() if before else max(0, scene.start - 400) : after.start() if after else scene.end + 400]
    entry = _ENTRY_BEFORE.search(scene.text, max(0, scene.start - 3), scene.start) and _ENTRY.match(scene.text, scene.end)
    if not word and scene.last and entry:
        day = scene.last + timedelta((wanted - scene.last.weekday() - 1) % 7 + 1)
        why = f"the entry of a diary: the next one after the last date, {scene.last.isoformat()}"
        return span._replace(when=day.isoformat(), cert="medium", chain=(f"{m['w']}; {why}",))
    if word in {"last", "past"}:
        day, why = scene.anchor - timedelta(back or 7), "the last one before"
    elif word in {"next", "coming"}:
        day, why = scene.anchor + timedelta(ahead or 7), "the next one after"
    elif _DONE_BEHIND.match(scene.text, scene.end):
        day, why = scene.anchor - timedelta(back), "what was done: the last one up to"
    elif _TILL.search(scene.text, max(0, scene.start - 12), scene.start) or (
        _FORWARD.search(sentence) and (_FORWARD.search(clause := _clause(scene)) or not _DONE.search(clause))
    ):
        day, why = scene.anchor + timedelta(ahead), "the sentence looks ahead: the next one from"
    else:
        day, why = scene.anchor - timedelta(back), "the sentence looks back: the last one up to"
    return span._replace(
        when=day.isoformat(), cert="medium",
        chain=(f"{m['w']}; {why} {scene.anchor.isoformat()}, a {calendar.day_name[scene.anchor.weekday()]}",),
    )


def _read_relative(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.text[max(0, scene.start - 1) : scene.start] == "-":
        return None  # "day-to-day"
    if scene.anchor is None:
        return span._replace(chain=("reckoned from a day that the document does not give",))
    word = " ".join(m["r"].lower().split())
    day = scene.anchor + timedelta(_RELATIVE[word])
    return span._replace(when=day.isoformat(), cert="medium", chain=(f"{word}, reckoned from {scene.anchor.isoformat()}",))


def _before(month: int, day: int, anchor: date) -> int:
    """Return the year of the last such day up to the anchor."""
    return anchor.year if (month, day) <= (anchor.month, anchor.day) else anchor.year - 1


def _read_month_day_last(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return span._replace(chain=_NO_YEAR)
    month, day, word = _month(m["m"]), _day(m["d"]), m["which"].lower()
    if word.startswith(("next", "prox")):
        year = scene.anchor.year + ((month, day) < (scene.anchor.month, scene.anchor.day))
    else:
        year = _before(month, day, scene.anchor)
    return span._replace(when=_iso(year, month, day), cert="high", chain=(f"{word}: the nearest such day on that side of {scene.anchor}",))


def _shift_month(anchor: date, months: int) -> tuple[int, int]:
    year, index = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return year, index + 1


_MONTHS_AWAY = {"inst": 0, "ulti": -1, "ult": -1, "prox": 1, "this": 0, "last": -1, "next": 1}


def _read_nth(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return span._replace(chain=("a day of a month that the document does not give",))
    day = _day(m["d"])
    word = (m["which"] or "").lower().lstrip("of ")
    key = next((k for k in _MONTHS_AWAY if word.startswith(k)), "")
    if key:
        year, month = _shift_month(scene.anchor, _MONTHS_AWAY[key])
    else:
        year, month = _shift_month(scene.anchor, 0 if day <= scene.anchor.day else -1)
    return span._replace(when=_iso(year, month, day), cert="medium", chain=(f"the month is reckoned from {scene.anchor}",))


def _read_period(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return span._replace(chain=("reckoned from a day that the document does not give",))
    step = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[m["which"].lower()]
    what = m["what"].lower()
    anchor = scene.anchor
    note = (f"{m.group()}, reckoned from {anchor}",)
    if what == "week":
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * step)
        return span._replace(date_from=monday.isoformat(), date_to=(monday + timedelta(6)).isoformat(), cert="medium", chain=note)
    if what == "month":
        return span._replace(when=_iso(*_shift_month(anchor, step)), cert="medium", chain=note)
    if what.startswith("fiscal"):
        year = anchor.year + (anchor.month >= 7) + step
        return span._replace(date_from=_iso(year - 1, 7, 1), date_to=_iso(year, 6, 30), cert="medium", chain=note)
    if what == "year":
        return span._replace(when=_iso(anchor.year + step), cert="medium", chain=note)
    if what in _SEASONS:
        first, last = _SEASONS[what]
        year = anchor.year + (step if step else 0)
        if step == -1 and last < anchor.month and first <= last:
            year = anchor.year
        return span._replace(not_before=_iso(year - (first > last), first), not_after=_iso(year, last), cert="low", chain=note)
    month = _month(m["what"])
    if step < 0:
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif step > 0:
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        year = anchor.year
    return span._replace(when=_iso(year, month), cert="medium", chain=note)


def _read_that_day(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    day = scene.last or scene.anchor
    if day is None:
        return span._replace(chain=("the day meant stands nowhere before",))
    away = 1 if re.match(r"the\s+(?:next|following)", m.group(), re.I) else 0
    said = "the date mentioned last" if scene.last else "the date of the document"
    return span._replace(when=(day + timedelta(away)).isoformat(), cert="medium", chain=(f"{said}, {day}",))


def _read_fiscal(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    given = m["y"]
    year = int(given) if len(given) == 4 else 1900 + int(given)
    # the United States' fiscal year began in July to 1976, and begins in October since
    first, last = ((7, 1), (6, 30)) if year <= 1976 else ((10, 1), (9, 30))
    if m["y2"]:
        end = _iso(year // 100 * 100 + int(m["y2"][-2:]), *last)
        return span._replace(date_from=_iso(year - 1, *first), date_to=end, chain=("US fiscal years",))
    return span._replace(date_from=_iso(year - 1, *first), date_to=_iso(year, *last), chain=("a US fiscal year",))


#: a year of two figures is at most so many years after the day of writing
AHEAD = 30


def _full_year(year: str, anchor: date | None) -> int:
    """Return a year in full: of two figures, the last such year up to soon after the day of writing, without one of the 20th century."""
    if len(year) > 2:
        return int(year)
    latest = anchor.year + AHEAD if anchor else 1999
    return latest - (latest - int(year)) % 100


def _read_figures(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read one or two dates of figures alone; None where they can be none in any order."""
    if m["two"] is None and m["one"].count("/") == 1:
        return _read_two_figures(m["one"], scene, span)
    read = [value for each in (m["one"], m["two"]) if each and (value := _figures(each.split("/"), scene)) is not None]
    chain = ("figures alone, read as " + scene.order,)
    if m["two"] is None:
        return span._replace(when=read[0], chain=chain) if read else None
    if len(read) < 2:
        return None
    return span._replace(date_from=read[0], date_to=read[1], chain=chain) if all(read) else span


def _figures(parts: list[str], scene: _Scene) -> str | None:
    """Return the value of month and year, or of a day; ``""`` where it is not certain, None where it is no date."""
    if len(parts) == 2:
        return _iso(_full_year(parts[1], scene.anchor), int(parts[0])) if 1 <= int(parts[0]) <= 12 and _possible(parts[1]) else None
    one, two = int(parts[0]), int(parts[1])
    if not (1 <= min(one, two) <= 12 and max(one, two) <= 31 and _possible(parts[2])):
        return None
    if scene.order == "DMY":
        if one <= 12 and two <= 12 and one != two:
            return ""  # 3/4/58 in a text from everywhere: nobody knows
        one, two = (two, one) if two <= 12 else (one, two)
    return _iso(_full_year(parts[2], scene.anchor), one, two) if one <= 12 else ""


def _possible(year: str) -> bool:
    return len(year) == 2 or 1500 <= int(year) < 2100


def _read_figures_range(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read "4/25–4/29/55", "11/19–22/68", "11/16–12/61" (to December) and "7–11/63" (months)."""
    if not _possible(m["y"]) or _NUMBERS.search(scene.text, max(0, scene.start - 24), scene.start):
        return None
    year = _full_year(m["y"], scene.anchor)
    a, b, a2, b2 = (int(m[k]) if m[k] else 0 for k in ("a", "b", "a2", "b2"))
    if b > 31 or b == year % 100:
        return None  # two months, each with its year
    if not b:
        ends = (_iso(year, a), _iso(year, b2)) if 1 <= a < b2 <= 12 and not a2 else ("", "")
    elif scene.order == "DMY":
        return None
    elif a2:
        ends = (_iso(year, a, b), _iso(year, a2, b2)) if max(a, a2) <= 12 else ("", "")
    elif b2 > b:
        ends = (_iso(year, a, b), _iso(year, a, b2)) if a <= 12 else ("", "")
    else:
        ends = (_iso(year, a, b), _iso(year, b2)) if a <= b2 <= 12 else ("", "")
    return span._replace(date_from=ends[0], date_to=ends[1], chain=("figures alone with one year",)) if all(ends) else None


def _read_two_figures(figures: str, scene: _Scene, span: DateSpan) -> DateSpan | None:
    """Read a month with a year ("3/77"), or with a day of the document's year ("5/24"); nothing else is a date."""
    first, other = figures.split("/")
    month = int(first)
    if not 1 <= month <= 12 or not _possible(other) or _NUMBERS.search(scene.text, max(0, scene.start - 24), scene.start):
        return None
    if len(other) == 4 or int(other) > 31:
        return span._replace(when=_iso(_full_year(other, scene.anchor), month), chain=("figures alone: a month and a year",))
    if scene.order == "DMY" or scene.anchor is None or scene.anchor.year % 100 == int(other):
        return span  # a day or a year
    year = nearest_year(month, int(other), scene.anchor)
    value = _iso(year, month, int(other))
    return span._replace(
        when=value, cert="high", chain=(f"figures alone: a month and a day; the nearest such day to {scene.anchor} is in {year}",)
    ) if value else None


#: so many days behind its first a week of a month has to have in it
WORKDAYS = 3


def _read_week(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month = _month(m["m"])
    if m["y"]:
        year = int(m["y"])
    elif scene.anchor:
        year = nearest_year(month, 15, scene.anchor)
    else:
        return span._replace(chain=_NO_YEAR)
    first = date(year, month, 1)
    monday = first - timedelta(first.weekday())
    last = calendar.monthrange(year, month)[1]
    weeks = []
    while (monday.year, monday.month) <= (year, month):
        begin, end = max(monday, first), min(monday + timedelta(6), date(year, month, last))
        if (end - begin).days >= WORKDAYS:  # a Monday the 31st is no week of the month
            weeks.append((begin, end))
        monday += timedelta(7)
    number = _COUNTS[m["count"].lower()]
    if number > len(weeks):
        return None
    begin, end = weeks[number - 1 if number > 0 else -1]
    return span._replace(date_from=begin.isoformat(), date_to=end.isoformat(), cert="medium", chain=("weeks from Monday to Sunday",))


def _read_seasons(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    year = int(m["y"])
    first, last = _SEASONS[m["s"].lower()], _SEASONS[m["s2"].lower()]
    begin = year - 1 if first[0] > first[1] else year
    return span._replace(not_before=_iso(begin, first[0]), not_after=_iso(year, last[1]), chain=("two seasons, northern hemisphere",))


def _read_group(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    day, hour, minute = int(m["dt"][:2]), int(m["dt"][2:4]), int(m["dt"][4:])
    if hour > 23 or minute > 59 or not 1 <= day <= 31:
        return span._replace(chain=("no calendar has this day, or no clock this hour",))
    if m["m"]:
        month = _month(m["m"])
        year = _full_year(m["y"], scene.anchor) if m["y"] else nearest_year(month, day, scene.anchor) if scene.anchor else 0
    elif scene.anchor:
        year, month = _shift_month(scene.anchor, 0 if day <= scene.anchor.day + 1 else -1)
    else:
        year = month = 0
    if not year or not _iso(year, month, day):
        return span._replace(chain=("a date-time group without month or year, or with a day that no calendar has",))
    value = f"{_iso(year, month, day)}T{hour:02d}:{minute:02d}:00Z"
    return span._replace(when=value, cert="" if m["m"] and m["y"] else "medium", chain=("a date-time group",))


def _read_bare_month(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month = _month(m["m"])
    shared = _SHARED_YEAR.match(scene.text, scene.end)
    if shared:  # "in June and September 1970"
        return span._replace(when=_iso(int(shared["y"]), month), chain=("the year stands behind the next month",))
    if scene.anchor is None:
        return span._replace(chain=("a month without a year",))
    year = nearest_year(month, 15, scene.anchor)
    return span._replace(when=_iso(year, month), cert="medium", chain=(f"the nearest such month to {scene.anchor}",))


# what may stand before a bare year: "in 1979", "Since 1969", "the 1958 crisis" is another kind
_YEAR_CALLS = r"(?:[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]rom|[Ss]ummer of|[Yy]ear)"

_CENTURIES = _any([*_ORDINALS, *(o.title() for o in _ORDINALS)])
#: between the days of a series: "June 11, 16, and 22"
_NEXT = rf"(?:,{_S}|,?{_S}(?:and|or){_S})"
#: one end of a range
_END = rf"(?:{_M}{_S}{_D}(?:,?{_S}{_Y})?|{_D}{_S}{_M}(?:,?{_S}{_Y})?|{_M}(?:,?{_S}{_Y})?|{_Y})"
_TO = rf"{_S}(?:(?:up{_S})?to|through|until|till){_S}"
#: what may stand behind "the 5th": a stop, or a word that begins no name of a thing counted; no more ordinals before such a name
#: ("the 1st, 2nd, and 3rd Reports")
_NO_THING = (
    r"(?!(?:,?\s(?:(?:and|or)\s)?\d{1,2}(?:st|nd|rd|th|d))+\s[A-Z])"
    r"(?=[,.;:)\]]|\s(?:and|or|to|at|that|which|he|she|we|they|I|it|in|by|for|with|as|from|was|has|had|is|but|when|if)\b|\s*\Z)"
)

_ROMAN = ("XII", "XI", "X", "IX", "VIII", "VII", "VI", "V", "IV", "III", "II", "I")
_FIGURES = r"\d{1,2}/(?:\d{1,2}/(?:\d{4}|\d\d)|\d{4}|[2-9]\d)"
_KINDS: tuple[tuple[str, str, _Reading], ...] = (
    ("dual", rf"(?P<m>{_M}){_S}(?P<d>{_D})\s?(?:\((?:(?P<m2>{_M}){_S})?(?P<d2>{_D})\)),?{_S}(?P<y>{_Y})", _read_dual),
    ("dual", rf"(?P<m>{_M}){_S}(?P<d>{_D})/(?:(?P<m2>{_M}){_S})?(?P<d2>{_D}),?{_S}(?P<y>{_Y})", _read_dual),
    ("dual", rf"(?P<d>{_D}){_S}(?P<m>{_M})/(?P<d2>{_D}){_S}(?P<m2>{_M}),?{_S}(?P<y>{_Y})", _read_dual),
    ("dual", rf"(?P<d>{_D})(?:\s?\((?P<d2>{_D})\)){_S}(?P<m>{_M})(?P<m2>(?!)|),?{_S}(?P<y>{_Y})", _read_dual),
    ("span", rf"(?<=[Ff]rom )(?P<a>{_END})(?:{_TO})(?P<b>{_END}|{_D},?{_S}{_Y}|{_D}(?=[,.;)]|{_S}and\b))", _read_span),
    ("span", rf"(?<=[Bb]etween )(?P<a>{_END}){_S}and{_S}(?P<b>{_END}|{_D},?{_S}{_Y}|{_D}(?=[,.;)]))", _read_span),
    ("span", rf"(?P<a>{_M}{_S}{_D}(?:,?{_S}{_Y})?)(?:{_TO})(?P<b>{_M}{_S}{_D}(?:,?{_S}{_Y})?)", _read_span),
    ("century", rf"(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<c>{_CENTURIES}))[-\s][Cc]entury(?!\w)", _read_century),
    ("days", rf"(?P<m>{_M}){_S}?(?P<d>{_D})(?:{_DASH}|/)(?:(?P<m2>{_M}){_S}?)?(?P<d2>{_D})(?!{_CLOCK})(?:,?{_S}?(?P<y>{_Y}))?", _read_days),
    ("month-day-year", rf"(?P<m>{_M}){_S}?(?P<d>{_D}),?{_S}?(?P<y>{_Y})", _read_full),
    ("day-month-year", rf"(?P<d>{_D})(?:{_S}(?:day{_S})?of)?{_S}(?P<m>{_M}),?{_S}(?P<y>{_Y})", _read_full),
    ("day-before", rf"(?P<d>{_D})(?={_S}(?:and|or){_S}{_D}(?:{_S}of)?{_S}(?P<m>{_M}),?{_S}(?P<y>{_Y}))", _read_full),
    (
        "day-month-short",
        rf"(?P<d>{_D}){_S}(?P<m>{_M}){_S}(?P<y>[3-9]\d)(?![\w/-]|[,.]\d)"
        r"(?=[).,;:\]]|\s*\Z|\s(?:[A-Z\d]|(?:and|or|to|at|in|by|for|from|with|was|is|he|it|which|that)\b))",
        _read_short_year,
    ),
    ("days-year", rf"(?P<m>{_M}){_S}?(?P<d>{_D})(?=(?:{_NEXT}{_D})+,?{_S}(?P<y>{_Y}))", _read_full),
    (
        "part",
        rf"(?P<part>{_PART})(?:[-–]|{_S})(?:the{_S})?"
        rf"(?:(?P<m>{_M})(?:,?{_S}(?:of{_S})?(?={_Y}))?|(?P<s>{_SEASON}){_S}(?:of{_S})?(?={_Y})|(?={_Y}|{_TEN}))(?P<y>{_TEN}|{_Y})?",
        _read_part,
    ),
    ("months", rf"(?P<m>{_M})(?:,?{_S}(?P<y>{_Y}))?{_DASH}(?P<m2>{_M})\)?,?{_S}(?P<y2>{_Y})", _read_months),
    ("open-months", rf"(?P<m>{_M})(?:{_DASH}|{_S}(?:to|through){_S})(?P<m2>{_M})(?![\w’]|,?{_S}\d)", _read_open_months),
    (
        "month-that-year",
        rf"(?P<m>{_M})(?:{_S}(?P<d>{_D}))?,?{_S}(?:of{_S})?"
        rf"(?P<which>that|last|this|next|[Tt]he{_S}(?:same|past|coming|previous|preceding|following)){_S}year(?!\w)",
        _read_that_year,
    ),
    ("month-year", rf"(?P<m>{_M})(?:{_S}of{_S}|,?{_S})(?P<y>{_Y})", _read_month_year),
    ("group", rf"(?P<dt>\d{{6}})\s?Z(?:\s(?P<m>{_M})(?:\s(?P<y>\d{{4}}|\d\d)(?!\d))?)?(?![\w])", _read_group),
    (
        "month-day-last",
        rf"(?P<m>{_M}){_S}?(?P<d>{_D}),?\s(?P<which>last|next|instant|inst\.|ultimo|ult\.|proximo|prox\.)(?!\s?\w)",
        _read_month_day_last,
    ),
    ("month-day", rf"(?P<m>{_M}){_S}?(?P<d>{_D})", _read_month_day),
    ("day-month", rf"(?P<d>{_D})(?:{_S}(?:day{_S})?of)?{_S}(?P<m>{_M})", _read_month_day),
    ("seasons", rf"(?P<s>{_SEASON})(?:{_S}and{_S}|[-–/])(?P<s2>{_SEASON})(?:{_S}of)?,?{_S}(?P<y>{_Y})", _read_seasons),
    ("season", rf"(?P<s>{_SEASON})(?:{_S}of)?,?{_S}(?P<y>{_Y})", _read_season),
    ("decade", rf"(?P<y>{_TEN})", _read_decade),
    ("calendar-year", r"CY\s?(?P<y>\d{4})(?!\d)", _read_year),
    ("fiscal", r"(?:FY|[Ff]iscal(?:\s+[Yy]ears?)?)\s?[-–’']?(?P<y>\d{4}|\d\d)(?:[-–/](?P<y2>\d{4}|\d\d))?(?!\d)", _read_fiscal),
    (
        "figures-range",
        r"(?P<a>\d{1,2})(?:/(?P<b>\d{1,2}))?\s?[-–—]\s?(?:(?P<a2>\d{1,2})/)?(?P<b2>\d{1,2})/(?P<y>\d{4}|[2-9]\d)(?![\w/]|,\d)",
        _read_figures_range,
    ),
    (
        "roman-month",
        rf"(?P<d>3[01]|[12]\d|0?[1-9])(?=/[IVX]+/|\.\s?[IVX]+\.)[./]\s?(?P<m>{'|'.join(_ROMAN)})[./]\s?(?P<y>(?:1[5-9]|20)\d\d|\d\d)(?!\w|[./,]\d)",
        _read_roman,
    ),
    ("figures", rf"(?P<one>{_FIGURES})(?:\s?[-–—]\s?(?P<two>{_FIGURES}))?(?![\w/]|,\d)", _read_figures),
    ("years", r"(?P<y>(?:1[5-9]|20)\d\d)[-–/](?P<y2>\d{4}|\d\d)(?![\w]|/\d)", _read_years),
    ("year", rf"(?<=\s)(?P<y>{_Y})", _read_year),
    ("week-of-month", rf"(?P<count>{_any(_COUNTS)}){_S}week{_S}(?:in|of){_S}(?P<m>{_M})(?:,?{_S}(?P<y>{_Y}))?", _read_week),
    (
        "period",
        rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){_S}"
        rf"(?P<what>week|month|fiscal\syear|year|{_any(_SEASONS)}|{_M})(?![-\w])",
        _read_period,
    ),
    (
        "that-day",
        rf"(?:[Tt]hat{_S}(?:very{_S})?{_PART_OF_DAY}|[Tt]he{_S}same{_S}{_PART_OF_DAY}"
        rf"|(?:[Tt]he{_S})?(?:[Nn]ext|[Ff]ollowing){_S}(?:day|morning))(?!\w|\sor\s)",
        _read_that_day,
    ),
    (
        "nth",
        r"(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d))\s"
        r"(?P<which>(?:of\s)?(?:instant|inst\.|ultimo|ult\.|proximo|prox\.|this\smonth|last\smonth|next\smonth))(?!\w)",
        _read_nth,
    ),
    ("the-nth", rf"(?<=(?:on|of|by) the )(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d)){_NO_THING}", _read_the_nth),
    ("the-nth", rf"(?<=(?:until|since|after) the )(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d)){_NO_THING}", _read_the_nth),
    ("bare-month", rf"(?P<m>(?:{_any(k for k in _CALENDAR['months'])}))(?![\w’'])", _read_bare_month),
    ("weekday", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){_S})?(?P<w>{_WD})", _read_weekday),
    ("relative-day", rf"(?P<r>{_any([*_RELATIVE, *(r[0].upper() + r[1:] for r in _RELATIVE)])})(?!\w)", _read_relative),
)
_NAMED = re.compile(r"\?P<\w+>")
_SCAN = re.compile("(?:" + "|".join(f"(?P<k{i}>{_NAMED.sub('?:', p)})" for i, (_, p, _) in enumerate(_KINDS)) + ")")
#: how an expression can begin: a figure, a word of the calendar, a few articles and pronouns
_STARTS = sorted(
    {
        variant
        for table in ("months", "month_abbreviations", "weekdays", "seasons", "parts", "relative_days", "counts", "ordinals")
        for word in _CALENDAR[table]
        if not word.startswith("the ")
        for variant in (word, word.upper(), word[0].upper() + word[1:])
    }
    | {variant for word in ("fiscal", "last", "next", "this", "past", "coming", "that", "following") for variant in (word, word.title())}
)
_ARTICLED = "|".join(sorted({w.split()[1] for w in (*_PARTS, *_COUNTS, *_RELATIVE) if w.startswith("the ")}))
_DIGIT = re.compile(r"\d(?<![\w$£.,:/].)")
_GLUED = re.compile(r"[\w$£.:/]")
_WORD_STARTS = AhoCorasick([*_STARTS, "FY", "CY", "the ", "The ", "the\n", "The\n"])
_THE = re.compile(rf"[Tt]he\s+(?:same|next|following|{_ARTICLED})")


def _beginnings(text: str) -> list[int]:
    """Return where an expression may begin, in order."""
    found = [m.start() for m in _DIGIT.finditer(text)]
    for _, start, _ in _WORD_STARTS.find_matches_as_indexes(text, overlapping=True):
        if start and _GLUED.match(text, start - 1):
            continue
        if text[start] in "Tt" and text[start + 1] == "h" and text[start + 2] == "e" and not _THE.match(text, start):
            continue
        found.append(start)
    return sorted(set(found))
_READ = tuple((name, re.compile(pattern), read) for name, pattern, read in _KINDS)
_CALLED = re.compile(rf"\b{_YEAR_CALLS}\s+(?:the\s+|early\s+|late\s+)?\Z|[a-z]\s(?:the|our|its|for)\s+\Z")
#: a year closes a citation: "Country Team Minutes, 1958)", "BNSP Drafts 1963."
_CITED = re.compile(r"(?:[A-Za-z.]{2}[,:(]\s?|[A-Z][\w.]*\s)\Z")
_CLOSES = re.compile(r"[.,;)\]]|\s*\Z")
#: what is numbered, not dated
_NUMBERED_WORDS = (
    r"\b(?:[Tt]elegrams?|[Cc]ables?|[A-Z][a-z]*(?:tel|gram)s?|Tosec|Secto|Dulte|Tedul|Polto|Topol|Gocus|Usgoc|No|Nos|[Nn]umbers?"
    r"|[Dd]espatch|Document|NSC|Law|Lot|Box|State|[Pp]ages?|pp?)\.?"
)
_NUMBERED = re.compile(_NUMBERED_WORDS + r"\s\Z")
#: figures behind these number a paper: "NSC 10/58", "A/AC. 18/62", "pp. 7–11/63"
_NUMBERS = re.compile(rf"(?:{_NUMBERED_WORDS}|\b[A-Z]{{2,}}\.?|\b[Dd]irectives?|/[A-Z]+\.?)\s\Z")
#: a month alone is a date behind these
_MONTH_CALLS = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ll]ate|[Ee]arly|[Bb]efore|[Aa]fter|through|end of)\s\Z")
#: "December 1 and 2": a second day of the month
_SECOND_DAY = re.compile(
    rf"(?:,?\s(?:and|or)|,(?={_S}{_D}{_NEXT}\d))\s(?P<d>3[01]|[12]\d|[1-9])"
    r"(?![\w:/]|\s?[ap]\.?\s?m|\s(?:noon|midnight|o.clock)|,?\s\d{4}|\.\d)(?=[,.;)]|\s[a-z]|\s*\Z)"
)
#: a later day of a series with a year behind it: "January 3 and 5, 1957"
_DAY_OF_YEAR = re.compile(rf"{_NEXT}(?P<d>{_D})(?:,?{_S}(?P<y>{_Y}))?")
_IN_SERIES = {"month-day": _SECOND_DAY, "days-year": _DAY_OF_YEAR}
#: "1972 and 1973": more years in a row
_MORE_YEARS = re.compile(r"(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)(?P<y>(?:1[5-9]|20)\d\d)(?=[,.;:)\]]|\s[a-z(]|\s*\Z)(?![,.]\d)")
#: "July 4 and August 5, 1958"
_YEAR_OF_BOTH = re.compile(rf"{_S}(?:and|or){_S}(?P<m>{_M}){_S}{_D},?{_S}(?P<y>{_Y})")
_SHARED_YEAR = re.compile(rf"{_S}(?:and|or|to|through){_S}{_M},?{_S}(?P<y>{_Y})")
_NOT_YEAR = re.compile(r"\s*(?:[,.]\d|percent|per\s?cent|men\b|tons?\b|dollars|hours|telegram|miles|pages?\b|%)")


#: a number that an editor corrects: "August 12 [13], 1955"
_CORRECTED = re.compile(r"(?<![\w.,/-])\d{1,4}\s\[(?P<right>\d{1,4})\](?P<month>\s(?:(?:day\s)?of\s)?[A-Z])?")


def _corrected(m: re.Match[str]) -> str:
    """Put the right number in the place of both, beside the month, so that offsets stay."""
    length = len(m.group()) - len(m["month"] or "")
    padded = m["right"].ljust(length) if m["month"] else m["right"].rjust(length)
    return padded + (m["month"] or "")


def find(text: str, anchor: date | None = None, order: Order = "MDY") -> Iterator[DateSpan]:
    """Yield the date expressions of a text from left to right; they never overlap.

    ``anchor`` is the day of writing, from which missing parts are reckoned; without it expressions that need
    it are found without a value. ``order`` is how figures alone (7/3/18) are read. Of a number and its correction
    ("August 12 [13], 1955") the correction is read.
    """
    last: date | None = None
    given = text
    if "[" in text:
        text = _CORRECTED.sub(_corrected, text)
    end = 0
    for start in _beginnings(text):
        found = _SCAN.match(text, start) if start >= end else None
        if found is None:
            continue
        end = found.end()
        reading = _first_reading(int(found.lastgroup[1:]), found, given, _Scene(anchor, text, 0, 0, last, order))  # type: ignore[index]
        if reading is None:
            continue
        name, m, read_out = reading
        end = max(m.end(), read_out.end)
        if name == "weekday":
            day = _day_of(text, m, anchor)
            if day:
                end = day.end
                read_out = day._replace(start=m.start(), text=given[m.start() : day.end])
        yield read_out
        if read_out.when and not read_out.when.startswith("-"):
            parts = [int(part) for part in read_out.when[:10].split("-")]
            last = date(*[*parts, 1, 1][:3])
        more = _MORE_YEARS.match(text, end) if name in {"year", "fiscal"} else None
        while more and not _NOT_YEAR.match(text, more.end()):
            end = more.end()
            another = read_out._replace(start=more.start("y"), end=end, text=more["y"], chain=("another year in the row",))
            if name == "fiscal":
                began = int(read_out.date_from[:4]) - int(read_out.date_to[:4])
                another = another._replace(
                    date_from=f"{int(more['y']) + began}{read_out.date_from[4:]}", date_to=f"{more['y']}{read_out.date_to[4:]}"
                )
            yield another._replace(when=more["y"]) if name == "year" else another
            more = _MORE_YEARS.match(text, end)
        if name in _IN_SERIES and read_out.when:
            after = m.end()
            while second := _IN_SERIES[name].match(text, after):
                value = _iso(int(read_out.when[:4]), int(read_out.when[5:7]), _day(second["d"]))
                if not value:
                    break
                after = end = second.end()
                yield read_out._replace(
                    start=second.start("d"), end=end, text=text[second.start("d") : end], kind="second-day", when=value,
                    chain=("another day of the same month",),
                )
                if name == "days-year" and second["y"]:
                    break


def _first_reading(kind: int, found: re.Match[str], given: str, scene: _Scene) -> tuple[str, re.Match[str], DateSpan] | None:
    """Read what the scan found; where that reading refuses it, with the kinds behind it."""
    text = scene.text
    for number in range(kind, len(_READ)):
        name, pattern, read = _READ[number]
        m = pattern.match(text, found.start(), found.end()) if number == kind else None
        m = m or pattern.match(text, found.start())
        if m is None:
            continue
        if name == "year" and not _is_year(text, m.start(), m.end()):
            return None
        if name == "bare-month" and not _MONTH_CALLS.search(text, max(0, m.start() - 12), m.start()):
            return None
        span = DateSpan(m.start(), m.end(), given[m.start() : m.end()], name)
        read_out = read(m, scene._replace(start=m.start(), end=m.end()), span)
        if read_out is not None:
            return name, m, _in_order(read_out)
    return None


def _in_order(span: DateSpan) -> DateSpan:
    """Return the span without a value if its end lies before its beginning."""
    for first, last in ((span.date_from, span.date_to), (span.not_before, span.not_after)):
        shared = min(len(first), len(last))
        if first[:shared] > last[:shared]:
            return span._replace(date_from="", date_to="", not_before="", not_after="", chain=("the end before the beginning",))
    return span


_DAY_BEHIND = re.compile(r"(?:\s(?:morning|afternoon|evening|night))?,?\s(?:the\s)?(?=[\dA-Z])")
_DAYS = tuple(row for row in _READ if row[0] in {"month-day-year", "day-month-year", "month-day", "day-month"})


def _day_of(text: str, weekday: re.Match[str], anchor: date | None) -> DateSpan | None:
    """Return the day that stands behind a weekday ("Monday, June 3"), with a doubt where the two do not fit."""
    behind = _DAY_BEHIND.match(text, weekday.end())
    if not behind or weekday["which"]:
        return None
    for name, pattern, read in _DAYS:
        m = pattern.match(text, behind.end())
        if not m:
            continue
        found = read(m, _Scene(anchor, text, m.start(), m.end()), DateSpan(m.start(), m.end(), m.group(), name))
        if found is None or not found.when:
            return found
        day = date.fromisoformat(found.when)
        said = _WEEKDAYS[weekday["w"].lower()]
        if day.weekday() == said:
            return found._replace(chain=(*found.chain, "the weekday fits"))
        right = next(k for k, v in _WEEKDAYS.items() if v == day.weekday()).title()
        return found._replace(doubt=f"{found.when} was a {right}", chain=(*found.chain, "the weekday does not fit"))
    return None


def _is_year(text: str, start: int, end: int) -> bool:
    if _NOT_YEAR.match(text, end) or _NUMBERED.search(text, max(0, start - 24), start):
        return False
    if _CALLED.search(text, max(0, start - 24), start):
        return True
    return bool(_CITED.search(text, max(0, start - 24), start) and _CLOSES.match(text, end))
