"""Dates of figures alone, with Roman months, and groups of day and time."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.dates.calendars import full_year, iso, nearest_year, shift_month, short_year
from encoder.dates.readings.years import numbered
from encoder.dates.span import Certainty, DateSpan, Reading, Scene

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BETWEEN = re.compile(r"[,(–-]\s?\Z|\A\s*\Z")
_NO_UNIT = re.compile(r"\s?(?:%|percent|per cent|million|billion|mil\b|km|tons?|dollars|times|degrees|cents|points)|\.?\d")


def day_first(scene: Scene) -> bool:
    """Whether figures alone have the day first for certain: a text in another language than English."""
    return scene.words.code not in {"", "en"}


def read_roman_month(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "27/X/62", "4.XI.1956", "22/I 93": the month in Roman figures, as in middle and eastern Europe."""
    value = iso(short_year(m["y"], scene.anchor), _ROMAN.index(m["m"]) + 1, int(m["d"]))
    return span.at(value, "the month is a Roman figure") if value else None


def read_roman_open(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "30. IX." in a text that is not English."""
    return _near(_ROMAN.index(m["m"]) + 1, int(m["d"]), scene, span) if day_first(scene) else None


def read_dotted(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "13.10.50", "29. 8. 1950", "13/5-50": day, month, year; a stroke and a dash or two stops leave no doubt."""
    value = iso(short_year(m["y"], scene.anchor), int(m["mm"]), int(m["d"]))
    return span.at(value, "figures with stops: day, month, year") if value else None


def read_dotted_range(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "15. bis 20. 7. 1961", "28. 6.–2. 7. 61": two days in figures with stops, of one month or of two."""
    year = short_year(m["y"], scene.anchor)
    first, last = iso(year, int(m["mm1"] or m["mm"]), int(m["d1"])), iso(year, int(m["mm"]), int(m["d"]))
    return span.over(first, last, "figures with stops: from one day to another") if first and last and first < last else None


def _day_called(scene: Scene) -> bool:
    """Whether a word that days have before them stands there: "On 17.8 the mayor", "vom 3. 2."."""
    before = scene.before(16)
    return bool(_BETWEEN.search(before) or scene.words.before("day", "article", "from", "to", "and", "of").search(before))


def read_dotted_open(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "on 17.8" where the day comes first."""
    if not (day_first(scene) or scene.order == "DMY") or not _day_called(scene) or _NO_UNIT.match(scene.text, scene.end):
        return None
    return _near(int(m["mm"]), int(m["d"]), scene, span)


def _near(month: int, day: int, scene: Scene, span: DateSpan) -> DateSpan | None:
    if not iso(2000, month, day):
        return None
    if scene.anchor is None:
        return span.open("figures alone: a day and a month, and no year")
    year = nearest_year(month, day, scene.anchor)
    return span.at(iso(year, month, day), f"figures alone; the nearest such day to {scene.anchor} is in {year}", cert="high")


def read_figures(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read one or two dates of figures alone; None where they can be none in any order."""
    if m["two"] is None and m["one"].count("/") == 1:
        return _two_figures(m["one"], scene, span)
    read = [value for each in (m["one"], m["two"]) if each and (value := _figures(each.split("/"), scene)) is not None]
    said = "figures alone, read as " + ("DMY" if day_first(scene) else scene.order)
    if m["two"] is None:
        cert: Certainty = "medium" if read and read[0] and _ambiguous(m["one"], scene) else ""
        return span._replace(when=read[0], chain=(said,), cert=cert) if read else None
    if len(read) < 2:
        return None
    return span.over(read[0], read[1], said) if all(read) else span


def _ambiguous(figures: str, scene: Scene) -> bool:
    """Whether the day could as well be the month: the order of the family of texts, or of most English ones, has decided."""
    one, two = map(int, figures.split("/")[:2])
    return not day_first(scene) and one != two and max(one, two) <= 12


def _figures(parts: list[str], scene: Scene) -> str | None:
    """Return the value of month and year, or of a day; ``""`` where it is not certain, None where it is no date."""
    if len(parts) == 2:
        return iso(full_year(parts[1], scene.anchor), int(parts[0])) if 1 <= int(parts[0]) <= 12 and _possible(parts[1]) else None
    one, two = int(parts[0]), int(parts[1])
    if not (1 <= min(one, two) <= 12 and max(one, two) <= 31 and _possible(parts[2])):
        return None
    if day_first(scene):
        one, two = two, one
    elif scene.order == "DMY":
        if one <= 12 and two <= 12 and one != two:
            return ""  # 3/4/58 in a text from everywhere: nobody knows
        one, two = (two, one) if two <= 12 else (one, two)
    return iso(full_year(parts[2], scene.anchor), one, two) if one <= 12 else ""


def _possible(year: str) -> bool:
    return len(year) == 2 or 1500 <= int(year) < 2100


def read_figures_range(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "4/25–4/29/55", "11/19–22/68", "11/16–12/61" (to December) and "7–11/63" (months)."""
    if not _possible(m["y"]) or numbered(scene):
        return None
    year = full_year(m["y"], scene.anchor)
    a, b, a2, b2 = (int(m[k]) if m[k] else 0 for k in ("a", "b", "a2", "b2"))
    if b > 31 or b == year % 100:
        return None  # two months, each with its year
    if not b:
        ends = (iso(year, a), iso(year, b2)) if 1 <= a < b2 <= 12 and not a2 else ("", "")
    elif scene.order == "DMY" or day_first(scene):
        return None
    elif a2:
        ends = (iso(year, a, b), iso(year, a2, b2)) if max(a, a2) <= 12 else ("", "")
    elif b2 > b:
        ends = (iso(year, a, b), iso(year, a, b2)) if a <= 12 else ("", "")
    else:
        ends = (iso(year, a, b), iso(year, b2)) if a <= b2 <= 12 else ("", "")
    return span.over(ends[0], ends[1], "figures alone with one year") if all(ends) else None


def _two_figures(figures: str, scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read a month with a year ("3/77"), or with a day of the document's year ("5/24"); nothing else is a date."""
    first, other = figures.split("/")
    month = int(first)
    if not 1 <= month <= 12 or not _possible(other) or numbered(scene):
        return None
    if len(other) == 4 or int(other) > 31:
        return span.at(iso(full_year(other, scene.anchor), month), "figures alone: a month and a year")
    if scene.order == "DMY" or day_first(scene) or scene.anchor is None or scene.anchor.year % 100 == int(other):
        return span  # a day or a year
    found = _near(month, int(other), scene, span)
    return found if found and found.when else None


def read_group(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "181632Z JAN 71" and "162001Z": day, hour, minute, and the month of the day of writing."""
    day, hour, minute = int(m["dt"][:2]), int(m["dt"][2:4]), int(m["dt"][4:])
    if hour > 23 or minute > 59 or not 1 <= day <= 31:
        return span.open("no calendar has this day, or no clock this hour")
    if m["m"]:
        month = scene.words.month(m["m"])
        year = full_year(m["y"], scene.anchor) if m["y"] else nearest_year(month, day, scene.anchor) if scene.anchor else 0
    elif scene.anchor:
        year, month = shift_month(scene.anchor, 0 if day <= scene.anchor.day + 1 else -1)
    else:
        year = month = 0
    if not year or not iso(year, month, day):
        return span.open("a date-time group without month or year, or with a day that no calendar has")
    value = f"{iso(year, month, day)}T{hour:02d}:{minute:02d}:00Z"
    return span.at(value, "a date-time group", cert="" if m["m"] and m["y"] else "medium")


_FIGURES = r"\d{1,2}/(?:\d{1,2}/(?:\d{4}|\d\d)|\d{4}|[2-9]\d)"

ROWS: tuple[Reading, ...] = (
    Reading(
        "group", r"(?P<dt>\d{6})\s?Z(?:\s?(?P<m>{month})(?:\s(?P<y>\d{4}|\d\d)(?!\d))?)?(?!\w)", read_group, "instant", "181632Z JAN 71"
    ),
    Reading(
        "roman-month",
        r"(?P<d>{figure})(?:\s?[./]\s?|\s)(?P<m>{roman_month})(?:\s?[./]\s?|\s)(?P<y>(?:1[5-9]|20)\d\d|9\d\d|\d\d)(?!\w|[./,]\d)",
        read_roman_month,
        "day",
        "4.XI.1956",
    ),
    Reading("roman-month", r"(?P<d>{figure})\.?\s?(?P<m>{roman_month})\.(?!\w|\s?\d)", read_roman_open, "day", "30. IX.", language="de"),
    Reading(
        "dotted",
        r"(?P<d1>{figure})\.(?:\s?(?P<mm1>1[0-2]|0?[1-9])\.)?\s?(?:bis(?:\szum)?|[-–/])\s?"
        r"(?P<d>{figure})\.\s?(?P<mm>1[0-2]|0?[1-9])\.\s?(?P<y>(?:1[5-9]|20)\d\d|\d\d)(?!\w|[./]\d)",
        read_dotted_range,
        "day",
        "15. bis 20. 7. 1961",
    ),
    Reading(
        "dotted",
        r"(?P<d>{figure})\.\s?(?P<mm>1[0-2]|0?[1-9])\.\s?(?P<y>(?:1[5-9]|20)\d\d|\d\d)(?!\w|[./]\d)",
        read_dotted,
        "day",
        "13.10.50",
    ),
    Reading(
        "dotted", r"(?P<d>{figure})/(?P<mm>1[0-2]|0?[1-9])[-–](?P<y>(?:1[5-9]|20)\d\d|[2-9]\d)(?!\w|[-/]\d)", read_dotted, "day", "13/5-50"
    ),
    Reading(
        "dotted", r"(?P<d>{figure})/(?P<mm>1[0-2]|0?[1-9])\s(?P<y>(?:1[5-9]|20)\d\d|9\d\d)(?!\w|[-/]\d)", read_dotted, "day", "15/11 904"
    ),
    Reading("dotted", r"(?P<d>{figure})\.\s?(?P<mm>1[0-2]|0?[1-9])\.(?!\w|\s?\d)", read_dotted_open, "day", "am 3. 2.", language="de"),
    Reading(
        "dotted", r"(?P<d>{figure})\.(?P<mm>1[0-2]|0?[1-9])(?!\w|[.,:/–-]\d)", read_dotted_open, "day", "am 17.8 kam er", language="de"
    ),
    Reading(
        "figures-range",
        r"(?P<a>\d{1,2})(?:/(?P<b>\d{1,2}))?\s?[-–—]\s?(?:(?P<a2>\d{1,2})/)?(?P<b2>\d{1,2})/(?P<y>\d{4}|[2-9]\d)(?![\w/]|,\d)",
        read_figures_range,
        "range",
        "4/25–4/29/55",
    ),
    Reading("figures", rf"(?P<one>{_FIGURES})(?:\s?[-–—]\s?(?P<two>{_FIGURES}))?(?![\w/]|,\d)", read_figures, "day", "6/1/72–9/30/72"),
)
