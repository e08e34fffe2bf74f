"""Days, months and years from one to another."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.dates.calendars import full_year, iso, last_day, nearest_year, typed_year
from encoder.dates.readings.years import numbered
from encoder.dates.span import NO_YEAR, Certainty, DateSpan, Reading, Scene
from encoder.dates.vocabulary import plain

_Parts = tuple[int | None, int | None, int | None]
_FROM_TO = "from the first to the last one named"
_MONTH = re.compile(r"[\ua001-\ua02c]")
_YEAR = re.compile(r"(?<!\w)(?:1[0-9]|20)\d\d(?!\w)")


def _endpoint(words: str, scene: Scene) -> _Parts:
    """Return year, month and day that an end of a range names, None for each that it leaves out."""
    year = _YEAR.search(words)
    rest = words[: year.start()] + words[year.end() :] if year else words
    day = re.search(r"\d+", rest)
    named = _MONTH.search(rest)
    month = scene.words.month(named[0]) if named else None
    ordinal = next((scene.words.day(word) for word in [rest] if not day and scene.words.day(word.strip())), None)
    return (int(year[0]) if year else None, month, int(day[0]) if day else ordinal)


def read_span(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "from June 3 to July 4, 1958": what one end leaves out the other one has."""
    (year, month, day), (year2, month2, day2) = _endpoint(m["a"], scene), _endpoint(m["b"], scene)
    month2 = month2 or month
    month = month or (month2 if day else None)
    cert: Certainty = ""
    if month is None or month2 is None:
        if month or month2 or year is None or year2 is None or year2 <= year:
            return None
    elif year2 is None and year is None:
        if scene.anchor is None:
            return span.open(NO_YEAR)
        year, cert = nearest_year(month, day or 15, scene.anchor), "high"
    if year is None and year2 is not None:
        year = year2 - ((month or 0) > (month2 or 0))
    year = year or 0
    if year2 is None:
        year2 = year + ((month2 or 0) < (month or 0))
    begin, end = iso(year, month, day), iso(year2, month2, day2)
    if between(scene):
        return span.inside(begin, end, "between the first and the last one named", cert=cert)
    return span.over(begin, end, _FROM_TO, cert=cert)


def read_days(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "July 14–16, 1958", "December 30–January 2, 1959", "16/17 August"."""
    month = scene.words.month(m["m"])
    named = m.groupdict().get("m2")
    month2 = scene.words.month(named) if named else month
    day, day2 = scene.words.day(m["d"]), scene.words.day(m["d2"])
    cert: Certainty = ""
    if m["y"]:
        year2 = typed_year(m["y"])
        year = year2 - (month2 < month)
    elif scene.anchor:
        year, cert = nearest_year(month, min(day, 28), scene.anchor), "high"
        year2 = year + (month2 < month)
    else:
        return span.open(NO_YEAR)
    return span.over(iso(year, month, day), iso(year2, month2, day2), "from the first to the last day named", cert=cert)


def read_months(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "October 1955–January 1956" and "Jan-May 1966"."""
    month, month2, year2 = scene.words.month(m["m"]), scene.words.month(m["m2"]), full_year(m["y2"], scene.anchor)
    year = full_year(m["y"], scene.anchor) if m["y"] else year2 - (month > month2)
    if (year, month) > (year2, month2):
        return None
    return span.over(iso(year, month), iso(year2, month2), "from the first to the last month named")


def read_open_months(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "November to May"."""
    if scene.anchor is None:
        return span.open("months without a year")
    month, month2 = scene.words.month(m["m"]), scene.words.month(m["m2"])
    year = nearest_year(month, 15, scene.anchor)
    return span.over(
        iso(year, month), iso(year + (month2 < month), month2), f"the first month is the nearest to {scene.anchor}", cert="medium"
    )


def read_half(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the first half of October", "the second half of 1957"."""
    half = scene.words.halves[plain(m["half"])]
    cert: Certainty = ""
    named = m.groupdict().get("m")
    if named:
        month = scene.words.month(named)
        if m["y"]:
            year = typed_year(m["y"])
        elif scene.anchor:
            year, cert = nearest_year(month, 15, scene.anchor), "high"
        else:
            return span.open(NO_YEAR)
        days = (1, 15) if half == 1 else (16, last_day(year, month))
        return span.inside(iso(year, month, days[0]), iso(year, month, days[1]), f"half {half} of a month", cert=cert)
    year = typed_year(m["y"])
    return span.inside(iso(year, 1 if half == 1 else 7), iso(year, 6 if half == 1 else 12), f"half {half} of a year")


def read_quarter(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the first quarter of 1958"."""
    number = scene.words.ordinals[m["n"].lower()]
    year = typed_year(m["y"])
    return span.over(iso(year, 3 * number - 2), iso(year, 3 * number), "a quarter of a year") if number <= 4 else None


def read_apostrophe_years(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "1914–’18"."""
    year = int(m["y"])
    last = full_year(m["y2"], None) % 100 + year // 100 * 100
    return span.over(iso(year), iso(last), "from the first to the last year named") if last > year else None


def behind_from(scene: Scene) -> bool:
    """Whether "from" stands before."""
    return bool(re.search(_word_before(scene.words.words_of("from")), scene.before(24)))


def between(scene: Scene) -> bool:
    """Whether "between" stands before."""
    return bool(re.search(_word_before(scene.words.words_of("between")), scene.before(24)))


def _word_before(words: tuple[str, ...]) -> str:
    return rf"(?i:\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\s+(?:the\s+(?:years?\s+)?|le\s+|el\s+|il\s+|dem\s+)?\Z)"


#: one end of a range
_END = (
    r"(?:{month}{s}(?:the\s)?{day}(?:{then}{year})?|{day}{of}{month}(?:{then}{year})?"  # "May 5, 1958", "5 May"
    r"|{month}(?:,?{s}{year})?|{modern})"  # "May 1958"
)
_LAST = r"(?:" + _END + r"|{day}{then}{year}|{day}(?=[,.;)]|\s+(?:and|inclusive)\b|\s*\Z))"

SPANS: tuple[Reading, ...] = (
    Reading("span", rf"(?P<a>{_END}|{{day}})(?:{{to}})(?P<b>{_END})", read_span, "range", "from June 3 to July 4, 1958", behind_from),
    Reading("span", rf"(?P<a>{_END})(?:{{to}})(?P<b>{_LAST})", read_span, "range", "from June 3 to 5, 1958", behind_from),
    Reading(
        "span",
        rf"(?P<a>{_END}|{{day}}){{s}}{{and}}{{s}}(?:the\s+)?(?P<b>{_LAST})",
        read_span,
        "range",
        "between May 3 and June 5, 1958",
        between,
    ),
    Reading(
        "span",
        r"(?P<a>{month}{s}{day}(?:{then}{year})?)(?:{to})(?P<b>{month}{s}{day}(?:{then}{year})?)",
        read_span,
        "range",
        "June 3 to July 4, 1958",
    ),
    Reading(
        "span",
        r"(?P<a>{day}(?:{of}{month}(?:{then}{year})?)?)(?:{to}|{dash})(?P<b>{day}{of}{month}(?:{then}{year})?)(?:{s}inclusive)?",
        read_span,
        "range",
        "1 through 23 August 1955",
    ),
    Reading(
        "days",
        r"""(?P<y>{modern})[.:,]?{s}(?P<m>{month}){s}(?P<d>{day})(?:{dash}|/)
        (?:(?P<m2>{month}){s})?(?P<d2>{day})(?!{clock}|/|\s?{dash}\d|,?\s\d{4})""",
        read_days,
        "range",
        "1918 Aug. 20–Sept. 16",
        lambda scene: not numbered(scene),
    ),
    Reading(
        "days",
        r"""(?P<m>{month}){s}?(?P<d>{day})(?:{dash}|/)(?:(?P<m2>{month}){s}?)?(?P<d2>{day})
        (?!{clock}|/|\s?{dash}\d)(?:{then}(?P<y>{year}))?""",
        read_days,
        "range",
        "July 14–16, 1958",
    ),
    Reading(
        "days", r"(?P<d>{day})(?:{dash}|/)(?P<d2>{day}){of}(?P<m>{month})(?:{then}(?P<y>{year}))?", read_days, "range", "16/17 August 1955"
    ),
)

MONTHS: tuple[Reading, ...] = (
    Reading("half", r"(?P<half>{half})\s+(?P<m>{month})(?:,?\s+(?:of\s+)?(?P<y>{year}))?", read_half, "vague", "the first half of October"),
    Reading("half", r"(?P<half>{half})\s+(?:the\s+year\s+)?(?P<y>{modern})", read_half, "vague", "the second half of 1957"),
    Reading(
        "quarter", r"(?P<n>first|second|third|fourth)\s+quarter\s+of\s+(?P<y>{modern})", read_quarter, "range", "first quarter of 1958"
    ),
    Reading(
        "months",
        r"(?P<m>{month})(?:,?{s}(?P<y>{year}))?{dash}(?P<m2>{month})\)?,?{s}(?P<y2>{year})",
        read_months,
        "range",
        "October 1955–January 1956",
    ),
    Reading(
        "months",
        r"(?P<m>{month}){s}(?P<y>[3-9]\d){dash}(?P<m2>{month}){s}(?P<y2>[3-9]\d)(?![\w/]|[.,]\d)",
        read_months,
        "range",
        "Dec 60-Feb 61",
    ),
    Reading(
        "open-months",
        r"(?P<m>{month})(?:{dash}|{s}(?:to|through){s})(?P<m2>{month})(?![\w’]|,?{s}\d)",
        read_open_months,
        "range",
        "November to May",
    ),
    Reading("years", r"(?P<y>{modern})[-–]\s?[’'](?P<y2>\d\d)(?!\w)", read_apostrophe_years, "years", "1914–’18"),
)
