"""The grammar of dates and the reckoning that gives them values.

Each kind of expression is one row of ``_KINDS``: a name, a pattern and the function that reads its parts.
The patterns stand in one alternation, the longer forms first, so that a text is read once. Words of the
calendar come from ``lexicon/calendar.toml``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from encoder.lexicon import words

Order = Literal["MDY", "DMY"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression: ``text[start:end]``, and its value in the forms of W3C and TEI.

    Either ``when``, or ``date_from`` and ``date_to``, or ``not_before`` and ``not_after`` are set; none of them
    where the expression cannot be resolved. Values are as precise as the expression. ``cert`` is empty where
    the words alone give the value, else how sure the part is that the context gave. ``chain`` says step by
    step how the value came about.
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
    chain: tuple[str, ...] = ()


_CALENDAR = words.table("calendar")
_MONTHS: dict[str, int] = {}
for _name, _number in (*_CALENDAR["months"].items(), *_CALENDAR["month_abbreviations"].items()):
    _MONTHS[_name.lower()] = _number
_WEEKDAYS: dict[str, int] = {k.lower(): v - 1 for k, v in _CALENDAR["weekdays"].items()}
_SEASONS: dict[str, tuple[int, int]] = {k: (v[0], v[1]) for k, v in _CALENDAR["seasons"].items()}
_PARTS: dict[str, int] = _CALENDAR["parts"]
_RELATIVE: dict[str, int] = _CALENDAR["relative_days"]


def _any(names: object, upper: bool = False) -> str:
    """Alternation of names, the longest first; with ``upper`` in capitals too."""
    listed = [str(n) for n in names]  # type: ignore[attr-defined]
    if upper:
        listed += [n.upper() for n in listed]
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(set(listed), key=lambda n: (-len(n), n)))


_M = rf"(?:(?:{_any(_CALENDAR['months'], True)})(?![\w])|(?:{_any(_CALENDAR['month_abbreviations'], True)})(?:\.|(?!\w)))"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d)?(?![\w])"
_Y = r"(?:1[5-9]|20)\d\d(?!\w)"
_DASH = r"\s?[-–—]\s?"
_WD = rf"(?:{_any(_CALENDAR['weekdays'], True)})(?!\w)"
_SEASON = rf"(?:{_any([*_SEASONS, *(s.title() for s in _SEASONS)])})"
_PART = rf"(?:{_any([*_PARTS, *(p[0].upper() + p[1:] for p in _PARTS)])})"
_S = r"\s+"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a reading may need: the anchor day, the text around the expression."""

    anchor: date | None
    text: str
    start: int
    end: int


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
    return replace(span, when=value, chain=(("year, month and day are in the words",) if value else ("no calendar has this day",)))


def _read_month_day(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month, day = _month(m["m"]), _day(m["d"])
    if scene.anchor is None:
        return replace(span, chain=("no year in the words and no date of the document to supply it",))
    year = nearest_year(month, day, scene.anchor)
    return replace(
        span, when=_iso(year, month, day), cert="high",
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
        return replace(span, chain=("no year in the words and no date of the document to supply it",))
    # December 30–January 2, 1959: the year belongs to the last day
    first_year = year - 1 if m["y"] and month2 < month else year
    last_year = year if m["y"] else year + (month2 < month)
    first, last = _iso(first_year, month, _day(m["d"])), _iso(last_year, month2, _day(m["d2"]))
    if not first or not last or first > last:
        return replace(span, chain=("no such days, or the last before the first",))
    return replace(span, date_from=first, date_to=last, cert="high" if cert else "", chain=("from the first to the last day named",))


def _read_month_year(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    return replace(span, when=_iso(int(m["y"]), _month(m["m"])), chain=("month and year are in the words",))


def _read_months(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    month, month2, year2 = _month(m["m"]), _month(m["m2"]), int(m["y2"])
    year = int(m["y"]) if m["y"] else year2 - (month > month2)
    if (year, month) > (year2, month2):
        return None
    return replace(span, date_from=_iso(year, month), date_to=_iso(year2, month2), chain=("from the first to the last month named",))


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
            return replace(span, chain=("no year in the words and no date of the document to supply it",))
        last = calendar.monthrange(year, month)[1]
        first_day, last_day = {1: (1, 10), 2: (10, 20), 3: (20, last)}[part]
        return replace(
            span, not_before=_iso(year, month, first_day), not_after=_iso(year, month, last_day), cert=cert, chain=(note,)
        )
    if m["s"]:
        first, last_month = _SEASONS[m["s"].lower()]
        year = int(m["y"])
        begin, end = _third((year - (first > last_month), first), (year, last_month), part)
    else:
        year = int(m["y"])
        begin, end = _third((year, 1), (year, 12), part)
    return replace(span, not_before=begin, not_after=end, chain=(note,))


def _read_season(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    first, last = _SEASONS[m["s"].lower()]
    year = int(m["y"])
    begin = year - 1 if first > last else year
    return replace(span, not_before=_iso(begin, first), not_after=_iso(year, last), chain=("a season, northern hemisphere",))


def _read_decade(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    year = int(m["y"])
    return replace(span, date_from=_iso(year), date_to=_iso(year + 9), chain=("ten years",))


def _read_years(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    year = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else year // 100 * 100 + int(m["y2"])
    if not year < last <= year + 120:
        return None
    return replace(span, date_from=_iso(year), date_to=_iso(last), chain=("from the first to the last year named",))


def _read_year(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    return replace(span, when=_iso(int(m["y"])), chain=("a year behind a word that calls for one",))


_FORWARD = re.compile(r"\b(?:should|shall|will|would|must|may|plans?|propose[sd]?|intends?|expects?|to be|not later than|until)\b", re.I)
_SENTENCE = re.compile(r"[.;:?!\n]")


def _read_weekday(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return replace(span, chain=("a weekday, and no date of the document to reckon from",))
    wanted = _WEEKDAYS[m["w"].lower()]
    word = (m["which"] or "").lower()
    back = (scene.anchor.weekday() - wanted) % 7
    ahead = (wanted - scene.anchor.weekday()) % 7
    before = list(_SENTENCE.finditer(scene.text, max(0, scene.start - 400), scene.start))
    after = _SENTENCE.search(scene.text, scene.end, scene.end + 400)
    sentence = scene.text[before[-1].end() if before else max(0, scene.start - 400) : after.start() if after else scene.end + 400]
    if word in {"last", "past"}:
        day, why = scene.anchor - timedelta(back or 7), "the last one before"
    elif word in {"next", "coming"}:
        day, why = scene.anchor + timedelta(ahead or 7), "the next one after"
    elif _FORWARD.search(sentence):
        day, why = scene.anchor + timedelta(ahead), "the sentence looks ahead: the next one from"
    else:
        day, why = scene.anchor - timedelta(back), "the sentence looks back: the last one up to"
    return replace(
        span, when=day.isoformat(), cert="medium",
        chain=(f"{m['w']}; {why} {scene.anchor.isoformat()}, a {calendar.day_name[scene.anchor.weekday()]}",),
    )


def _read_relative(m: re.Match[str], scene: _Scene, span: DateSpan) -> DateSpan | None:
    if scene.anchor is None:
        return replace(span, chain=("reckoned from a day that the document does not give",))
    word = " ".join(m["r"].lower().split())
    day = scene.anchor + timedelta(_RELATIVE[word])
    return replace(span, when=day.isoformat(), cert="medium", chain=(f"{word}, reckoned from {scene.anchor.isoformat()}",))


# what may stand before a bare year: "in 1979", "Since 1969", "the 1958 crisis" is another kind
_YEAR_CALLS = r"(?:[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]rom|[Ss]ummer of|[Yy]ear)"

_KINDS: tuple[tuple[str, str, _Reading], ...] = (
    ("days", rf"(?P<m>{_M}){_S}?(?P<d>{_D})(?:{_DASH}|/)(?:(?P<m2>{_M}){_S}?)?(?P<d2>{_D})(?:,?{_S}?(?P<y>{_Y}))?", _read_days),
    ("month-day-year", rf"(?P<m>{_M}){_S}?(?P<d>{_D}),?{_S}?(?P<y>{_Y})", _read_full),
    ("day-month-year", rf"(?P<d>{_D})(?:{_S}(?:day{_S})?of)?{_S}(?P<m>{_M}),?{_S}(?P<y>{_Y})", _read_full),
    (
        "part",
        rf"(?P<part>{_PART})(?:[-–]|{_S})(?:the{_S})?"
        rf"(?:(?P<m>{_M})(?:,?{_S}(?:of{_S})?(?={_Y}))?|(?P<s>{_SEASON}){_S}(?:of{_S})?(?={_Y})|(?={_Y}))(?P<y>{_Y})?",
        _read_part,
    ),
    ("months", rf"(?P<m>{_M})(?:,?{_S}(?P<y>{_Y}))?{_DASH}(?P<m2>{_M}),?{_S}(?P<y2>{_Y})", _read_months),
    ("month-year", rf"(?P<m>{_M})(?:{_S}of{_S}|,?{_S})(?P<y>{_Y})", _read_month_year),
    ("month-day", rf"(?P<m>{_M}){_S}?(?P<d>{_D})", _read_month_day),
    ("day-month", rf"(?P<d>{_D})(?:{_S}(?:day{_S})?of)?{_S}(?P<m>{_M})", _read_month_day),
    ("season", rf"(?P<s>{_SEASON})(?:{_S}of)?,?{_S}(?P<y>{_Y})", _read_season),
    ("decade", r"(?P<y>(?:1[5-9]|20)\d0)[’']?s(?!\w)", _read_decade),
    ("years", r"(?P<y>(?:1[5-9]|20)\d\d)[-–/](?P<y2>\d{4}|\d\d)(?![\w])", _read_years),
    ("year", rf"(?<=\s)(?P<y>{_Y})", _read_year),
    ("weekday", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){_S})?(?P<w>{_WD})", _read_weekday),
    ("relative-day", rf"(?P<r>{_any([*_RELATIVE, *(r[0].upper() + r[1:] for r in _RELATIVE)])})(?!\w)", _read_relative),
)
_NAMED = re.compile(r"\?P<\w+>")
_SCAN = re.compile("(?<![\\w$£.,:/])(?:" + "|".join(f"(?P<k{i}>{_NAMED.sub('?:', p)})" for i, (_, p, _) in enumerate(_KINDS)) + ")")
_READ = tuple((name, re.compile(pattern), read) for name, pattern, read in _KINDS)
_CALLED = re.compile(rf"\b{_YEAR_CALLS}\s+(?:the\s+|early\s+|late\s+)?\Z")
_NOT_YEAR = re.compile(r"\s*(?:[,.]\d|percent|per\s?cent|men\b|tons?\b|dollars|hours|telegram|miles|pages?\b|%)")
#: May and March are verbs and names too: alone they are dates only with a figure beside them
_AMBIGUOUS_MONTH = re.compile(r"(?:may|march|mar|dec|sept?|oct|jan|nov|jun|jul|aug|apr|febr?)\.?", re.I)


def find(text: str, anchor: date | None = None, order: Order = "MDY") -> Iterator[DateSpan]:
    """Yield the date expressions of a text from left to right; they never overlap.

    ``anchor`` is the day of writing, from which missing parts are reckoned; without it expressions that need
    it are found without a value. ``order`` is how figures alone (7/3/18) are read.
    """
    for found in _SCAN.finditer(text):
        kind = int(found.lastgroup[1:])  # type: ignore[index]
        name, pattern, read = _READ[kind]
        m = pattern.match(text, found.start(), found.end()) or pattern.match(text, found.start())
        if m is None:
            continue
        if name == "year" and not (_CALLED.search(text, max(0, m.start() - 24), m.start()) and not _NOT_YEAR.match(text, m.end())):
            continue
        span = DateSpan(m.start(), m.end(), m.group(), name)
        read_out = read(m, _Scene(anchor, text, m.start(), m.end()), span)
        if read_out is not None:
            yield read_out
