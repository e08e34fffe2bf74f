"""Single days and months: in full, with a short year, without one."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.dates.calendars import AHEAD, BEHIND, full_year, iso, nearest_year, shift_month, short_year, typed_year, whole_day
from encoder.dates.fitting import fitting
from encoder.dates.readings.tense import year_meant
from encoder.dates.readings.years import numbered, unnumbered
from encoder.dates.span import IMPOSSIBLE, NO_YEAR, DateSpan, Reading, Scene

#: the old year began on 25 March: until then a date may have two years
_NEW_YEAR = (3, 25)
#: a dateline is no longer
_LINE = 90
_IN_WORDS = "year, month and day are in the words"
#: "July 4 and August 5, 1958": the year behind the second day
_YEAR_OF_BOTH = r"\s+{and}\s+(?P<m>{month})\s+{day}{then}(?P<y>{year})"
_SHARED_YEAR = r"(?:\s+(?:{and}|&|to|through)\s+|,\s+){month}(?:,\s+{month})*(?:,?\s+{and}\s+{month})?[,)]?\s+(?P<y>{year})"
#: "(Nov & Dec) 1966"
_BRACKETED_YEAR = r"\)\s(?P<y>{year})"


def read_full(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "May 5, 1958"; of "5 February 1683/84" the second year is the one that begins in January."""
    year, month, day = typed_year(m["y"]), scene.words.month(m["m"]), scene.words.day(m["d"])
    second = m.groupdict().get("y2")
    if not second:
        return span.at(iso(year, month, day), _IN_WORDS)
    if (year + 1) % 10 ** len(second) != int(second) or (month, day) > _NEW_YEAR:
        return None
    value = iso(year + 1, month, day)
    return span.at(value, f"old style: the year {year} ended on 24 March, by ours it is {year + 1}; the day is as written")


def read_short_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "16 Sep 63", as soldiers and files write it, and "June 5, ’51"."""
    year = short_year(m["y"], scene.anchor, BEHIND if m.groupdict().get("apostrophe") else AHEAD)
    value = iso(year, scene.words.month(m["m"]), scene.words.day(m["d"]))
    return span.at(value, f"the year has two figures: {year}") if value else None


def read_month_day(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "December 3": the year of a day named with it, else the one that brings it nearest to the anchor."""
    month, day = scene.words.month(m["m"]), scene.words.day(m["d"])
    shared = _look(_YEAR_OF_BOTH, scene)
    if shared:
        year = typed_year(shared["y"]) - (scene.words.month(shared["m"]) < month)
        return span.at(iso(year, month, day), "the year of the day named with it", cert="high")
    if not iso(2000, month, day):
        return span.open(IMPOSSIBLE)
    if scene.anchor is None:
        return span.open(NO_YEAR)
    if scene.told:
        return _of_told(month, day, scene, span)
    year = year_meant(month, day, scene)
    said = f"no year in the words; the nearest such day to {scene.anchor.isoformat()} is in {year}"
    return span.at(iso(year, month, day), said, cert="high")


def _of_told(month: int, day: int | None, scene: Scene, span: DateSpan) -> DateSpan:
    """Return a day or a month of the year just spoken of, or the one nearest to the day just spoken of."""
    told = scene.told
    spoken = whole_day(told)
    year = nearest_year(month, day or 15, spoken) if spoken and len(told) > len("1958") else int(told[:4])
    return span.at(iso(year, month, day), f"the year spoken of just before, {told}", cert="low")


def read_month_day_weekday(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "July 4th Wednesday 1804", "July 4th Wednesday" and, with the year before it, "1774 Aug. 31. Wednesday"."""
    found = read_full(m, scene, span) if m["y"] else read_month_day(m, scene, span)
    return fitting(found, scene.words.weekdays, m["w"], not m["y"]) if found and m["w"] else found


def read_month_day_side(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "8th of August last" and "1st of March next"."""
    if scene.anchor is None:
        return span.open(NO_YEAR)
    month, day = scene.words.month(m["m"]), scene.words.day(m["d"])
    side, away = scene.words.sides.get(_plain(m["which"])), scene.words.away.get(_plain(m["which"]))
    step = side if side is not None else away or 0
    at = (scene.anchor.month, scene.anchor.day)
    year = scene.anchor.year + ((month, day) < at if step > 0 else -((month, day) > at))
    said = f"{m['which']}: the nearest such day on that side of {scene.anchor}"
    return span.at(iso(year, month, day), said, cert="high")


def read_month_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "May 1958" and "May ’58"."""
    year = full_year(m["y"], scene.anchor, BEHIND)
    second = m.groupdict().get("y2")
    month = scene.words.month(m["m"])
    if second:
        if (year + 1) % 10 ** len(second) != int(second) or month > _NEW_YEAR[0]:
            return None
        return span.at(iso(year + 1, month), f"old style: by our reckoning {year + 1}")
    return span.at(iso(year, month), "month and year are in the words")


def read_bare_month(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "in June": the year behind the next month of a row, else the nearest one."""
    month = scene.words.month(m["m"])
    shared = _look(_SHARED_YEAR, scene) or (_look(_BRACKETED_YEAR, scene) if _ROW_BEFORE.search(scene.before(8)) else None)
    if shared:
        return span.at(iso(typed_year(shared["y"]), month), "the year stands behind the next month")
    if scene.anchor is None:
        return span.open("a month without a year")
    if scene.told:
        return _of_told(month, None, scene, span)
    year = year_meant(month, 15, scene)
    return span.at(iso(year, month), f"the nearest such month to {scene.anchor}", cert="medium")


#: years reckoned from the document's date, and from the date mentioned last
_YEARS_AWAY = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_BESIDE = {"previous": -1, "preceding": -1, "following": 1}


def read_that_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "September of that year", "June 3 last year"."""
    which = m["which"].split()[-1].lower()
    of_document = which in _YEARS_AWAY
    base = scene.anchor if of_document else scene.last or scene.anchor
    if base is None:
        return span.open("the year meant stands nowhere before")
    year = base.year + (_YEARS_AWAY[which] if of_document else _BESIDE.get(which, 0))
    said = "the document's date" if of_document else "the date mentioned last"
    value = iso(year, scene.words.month(m["m"]), scene.words.day(m["d"]) if m["d"] else None)
    return span.at(value, f"{m['which']} year, reckoned from {said}, {base.year}", cert="medium")


def read_day_of_that_month(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the 9th of the same month", "the 5th of that month"."""
    base = scene.last or scene.anchor
    if base is None:
        return span.open("the month meant stands nowhere before")
    year, month = shift_month(base, 1 if "following" in m["which"] or "next" in m["which"] else 0)
    return span.at(iso(year, month, scene.words.day(m["d"])), f"the month of the date mentioned last, {base}", cert="medium")


_LOOKS: dict[tuple[str, str], re.Pattern[str]] = {}


def _look(pattern: str, scene: Scene) -> re.Match[str] | None:
    key = (pattern, scene.words.code)
    if key not in _LOOKS:
        _LOOKS[key] = re.compile(scene.words.fill(pattern))
    return _LOOKS[key].match(scene.text, scene.end)


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(".").lower().removeprefix("of ")


#: "1948-7 p. m." is an hour behind the year
_HOUR = r"(?!\d(?:[:.]\d\d)?\s?[ap]\.?\s?m\b)"
#: the second year of a date between January and 25 March: "1683/84", "1698-9", "1698, 9."
_SECOND_YEAR = (
    r"(?:(?:\s?[/⁄]\s?|[-–]{hour}(?=\d(?!\d))|,\s(?=\d(?:[.,;](?!\d)|\s*\Z)))"
    r"(?P<y2>\d{1,2}|\d{4})(?![\d/]))?"
).replace("{hour}", _HOUR)


def _second(pattern: str) -> str:
    return pattern.replace("{second}", _SECOND_YEAR)


_NAMED_BEHIND = re.compile(r"\s+(?:[A-Z][a-z]+|\d)")
_CLOSED = re.compile(r"\s?[.,;:)\]?!]|\s+[a-zà-ÿа-я\ua000-\ua030]|\s*\Z")


#: what a month alone belongs to: "the March agreement", "the President's June press conference"
_DETERMINED = re.compile(r"(?:(?<![\w])(?:the|this|that|our|its|their|his|her|your|my|an?|each|every|either)|[’']s|s[’'])\s\Z")
_NOUN = re.compile(r"\s[a-z]{3,}")
#: "conviction November earliest", "may sign, September or October": a small word, a stroke or a comma before it
_FREE = re.compile(r"(?:(?<![\w’'])[a-zà-ÿ][\w’']*[,;:]?|[,;:(/&])\s\Z|[/(]\Z")
_ROW_BEFORE = re.compile(r"[\ua001-\ua030](?:,|,?\s(?:and|or|&))\s\Z")
_ROW_BEHIND = re.compile(r"(?:,|,?\s(?:and|or|&))\s[\ua001-\ua01c]")
#: April and June
_GIVEN_NAMES = frozenset({4, 6})
_FULL_SIGN = re.compile("[\ua001-\ua00c]")


def month_stands(scene: Scene) -> bool:
    """Whether a month alone is one: behind a preposition or in brackets, or where its word is nothing else ("by May Day", "to March")."""
    return _month_alone(scene) and not scene.words.named.search(scene.before(60))  # "to Mr. March"


def _month_alone(scene: Scene) -> bool:
    if not _CLOSED.match(scene.text, scene.end) or _NAMED_BEHIND.match(scene.text, scene.end):
        return _shared(scene)
    also = scene.given[scene.start : scene.end].lower() in scene.words.also
    before = scene.before(20)
    if before.endswith("("):
        return not (also and _OFFICE.search(before))  # "War Department (March)"
    if scene.words.before(*(("month",) if also else ("month", "month_too"))).search(before):
        return True
    if scene.words.code != "en" or not (also or _FULL_SIGN.match(scene.text[scene.start])):
        return bool(_ROW_BEFORE.search(before))
    if _DETERMINED.search(before) and _NOUN.match(scene.text, scene.end):
        return True
    if _ROW_BEFORE.search(before) or _ROW_BEHIND.match(scene.text, scene.end):
        return True
    return not also and scene.words.month(scene.text[scene.start]) not in _GIVEN_NAMES and bool(_FREE.search(before))


_OFFICE = re.compile(r"[A-Z][a-z]+\s\(\Z")


def _shared(scene: Scene) -> bool:
    """Whether the year of the next month of a row is the month's own: "(Nov & Dec) 1966"."""
    return _look(_SHARED_YEAR, scene) is not None


def line_ends(scene: Scene) -> bool:
    """Whether the expression ends its block, a short one: a dateline."""
    return len(scene.text) <= _LINE


FULL: tuple[Reading, ...] = (
    Reading(
        "iso",
        r"(?P<y>(?:1[5-9]|20)\d\d)-(?P<mm>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?![\w-])",
        lambda m, _, span: span.at(iso(int(m["y"]), int(m["mm"]), int(m["d"])), "as ISO 8601 writes it"),
        "day",
        "1958-12-04",
    ),
    Reading(
        "iso",
        r"(?P<y>(?:1[5-9]|20)\d\d)/(?P<mm>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])(?![\w/-])",
        lambda m, _, span: span.at(iso(int(m["y"]), int(m["mm"]), int(m["d"])), "the year first, then month and day"),
        "day",
        "1958/12/04",
    ),
    Reading(
        "month-day-year",
        _second(r"(?P<m>{month})[.,]?{o}(?:the\s+)?(?P<d>{day}|{day_word}|{day_name}){then}(?P<y>{year}){second}"),
        read_full,
        "day",
        "March 20. 1642",
    ),
    Reading(
        "day-month-year",
        _second(r"(?P<d>{day}|{day_word}){of}(?P<m>{any_month}){then}(?P<y>{year}){second}"),
        read_full,
        "day",
        "the twenty-fifth of July, 1722",
        unnumbered,
    ),
    Reading("day-month-year", r"(?P<d>{day})[-/.](?P<m>{month})[-/.](?P<y>{year})", read_full, "day", "4-Dec-1958"),
    Reading("month-day-year", r"(?P<m>{month}){o}(?P<d>{glued})(?P<y>{year})", read_full, "day", "August 24th1823"),
    Reading(
        "year-month-day",
        r"""(?P<y>{modern})[.:]?\s+(?:{weekday}[.,]?\s+)?(?P<m>{month})[.,]?\s+(?P<d>{day})(?!,?\s\d{4})
        (?:[.,]{0,2}\s(?P<w>{weekday}))?""",
        read_month_day_weekday,
        "day",
        "1821. January 5",
        lambda scene: not numbered(scene),
    ),
    Reading("day-before", r"(?P<d>{day})(?=\s+{and}\s+{day}{of}(?P<m>{month}){then}(?P<y>{year}))", read_full, "day", "4 and 5 July 1958"),
    Reading(
        "day-month-short",
        r"(?P<d>{day})\s*[-/]?\s*(?P<m>{month})\s*[-/,]?\s*(?P<apostrophe>[’'‘])(?P<y>\d\d)(?!\w)",
        read_short_year,
        "day",
        "5 June ’51",
    ),
    Reading(
        "month-day-short",
        r"(?P<m>{month})\s*(?P<d>{day}),?\s*(?P<apostrophe>[’'‘])(?P<y>\d\d)(?!\w)",
        read_short_year,
        "day",
        "June 5, ’51",
    ),
    Reading("day-month-short", r"(?P<d>{figure})-(?P<m>{month})-(?P<y>\d\d)(?!\w)", read_short_year, "day", "16-Sep-63"),
    Reading(
        "day-month-short",
        r"""(?P<d>{day}){s}(?P<m>{month}){s}(?P<y>[3-9]\d)(?![\w/-]|[,.]\d)
        (?=[).,;:\]]|\s*\Z|\s(?:[A-Z\d]|(?:and|or|to|at|in|by|for|from|with|was|is|he|it|which|that)\b))""",
        read_short_year,
        "day",
        "16 Sep 63",
    ),
    Reading(
        "day-month-short",
        r"(?P<d>{day}){of}(?P<m>{month})[.,]?\s(?P<y>[7-9]\d\d|\d\d)(?=[.)\]]?\s*\Z)",
        read_short_year,
        "day",
        "23 Dec 14",
        lambda scene: line_ends(scene) and unnumbered(scene),
    ),
    Reading(
        "days-year", r"(?P<m>{month}){o}(?P<d>{day})(?=(?:{next}{day})+{then}(?P<y>{year}))", read_full, "day", "January 3 and 5, 1957"
    ),
)

PARTIAL: tuple[Reading, ...] = (
    Reading(
        "month-that-year",
        r"""(?P<m>{month})(?:{s}(?P<d>{day}))?,?{s}(?:of{s})?
        (?P<which>that|last|this|next|[Tt]he{s}(?:same|past|coming|previous|preceding|following)){s}year(?!\w)""",
        read_that_year,
        "month",
        "November of last year",
    ),
    Reading(
        "month-year",
        _second(r"(?P<m>{month})(?:{s}(?:of|de|del|des\sJahres){s}|[.,]?{s})(?P<y>{year}){second}"),
        read_month_year,
        "month",
        "October 1955",
    ),
    Reading("month-year", r"(?P<m>{month})(?:\s+of)?,?\s*[’'‘](?P<y>\d\d)(?!\w)", read_month_year, "month", "Sept. ’51"),
    Reading(
        "month-day-side",
        r"(?P<m>{month}){o}(?:the\s+)?(?P<d>{day})[.,]?\s+(?P<which>{side}|{away})(?:(?=\s[EeIi]nsuing\b)|{closed})",
        read_month_day_side,
        "day",
        "November 8 last",
    ),
    Reading(
        "month-day-side",
        r"(?P<d>{day}|{day_word}){of}(?P<m>{month}),?\s+(?P<which>{side}|{away})(?:(?=\s[EeIi]nsuing\b)|{closed})",
        read_month_day_side,
        "day",
        "8th of August last",
        unnumbered,
    ),
    Reading(
        "day-of-that-month",
        r"(?P<d>{nth}|{day_word}){s}of{s}(?P<which>(?:the{s}(?:same|following|next)|that|said)){s}month(?!\w)",
        read_day_of_that_month,
        "day",
        "9th of the same month",
    ),
    Reading(
        "month-day-weekday",
        r"""(?P<m>{month}){o}(?:the\s+)?(?P<d>{day})\.?,?{s}
        (?P<w>{weekday}|{weekday_short})(?:,?{s}(?P<y>{year}))?(?![’'])""",
        read_month_day_weekday,
        "day",
        "July 4th Wednesday",
    ),
    Reading(
        "month-day",
        r"""(?P<m>{month}){o}(?:the\s+)?(?P<d>{day}|{day_word}|{day_name}(?=[,.;)]|\s*\Z))
        (?!{clock}|\s(?:miles|leagues|yards|feet|acres)\b)""",
        read_month_day,
        "day",
        "December 3",
    ),
    Reading(
        "day-before",
        r"(?P<d>{day})(?=(?:,\s{day})*\s+{and}\s+{day}{of}(?P<m>{month})(?!,?\s\d{4}))",
        read_month_day,
        "day",
        "3rd and 4th June",
        unnumbered,
    ),
    Reading(
        "day-month", r"(?P<d>{day}|{day_word}){of}(?P<m>{month})(?!\s+(?:Day|Street)\b)", read_month_day, "day", "4th of July", unnumbered
    ),
)
