"""What is reckoned from the day of writing, or from the date mentioned last."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from encoder import lazy_re as re
from encoder.dates.calendars import iso, last_day, nearest_year, shift_month, typed_year
from encoder.dates.readings.days import month_stands, read_bare_month, read_month_day_side
from encoder.dates.readings.ordinals import (
    BEHIND_ARTICLE,
    NO_THING,
    behind,
    no_unit,
    nth_stands,
    part_of_day_before,
)
from encoder.dates.readings.parts import read_bare_season, season_stands
from encoder.dates.readings.tense import looks_ahead
from encoder.dates.readings.years import unnumbered
from encoder.dates.span import NO_DAY, NO_YEAR, DateSpan, Reading, Scene
from encoder.dates.vocabulary import plain

#: a weekday alone at the head of a paragraph
_ENTRY = re.compile(r"[.:]?\s*[—–-]|[.:]\s|\s*\n")
#: so many days behind its first a week of a month has to have in it
WORKDAYS = 3
_STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "the coming": 1}


#: "on Monday morning next"
_SIDE_BEHIND = re.compile(
    r"\s(?:morning|forenoon|afternoon|evening|night|noon)\s(?P<side>next|last)(?=[.,;:)]|\s(?:at|the|by|and|to)\b|\s*\Z)"
)


#: "the first Monday in every month"
_RECURRING = re.compile(r"\s(?:in|of)\s(?:every|each)\b")
_QUOTES = frozenset("“”\"‘’'")


def read_weekday(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "Friday": the last or the next one, as its sentence looks back or ahead; in a diary the next entry's day."""
    if scene.before(1) in _QUOTES and scene.text[scene.end : scene.end + 1] in _QUOTES:
        return None  # for "Monday" read "Tuesday"
    if _RECURRING.match(scene.text, scene.end):
        return span.open("it comes again")
    if scene.words.named.search(scene.before(60)) or _HOLY.search(scene.before(12)):
        return None  # "Messrs. August, Friday and Sumner"
    if scene.anchor is None:
        return span.open("a weekday, and no date of the document to reckon from")
    if scene.told:
        return span.open(f"a weekday of another time: {scene.told} was spoken of just before")
    wanted = scene.words.weekdays[plain(m["w"])] - 1
    side = scene.words.sides.get((m["which"] or m.groupdict().get("behind") or "").lower(), None)
    if side is None and (later := _SIDE_BEHIND.match(scene.text, scene.end)):
        side = scene.words.sides.get(later["side"])
    back = (scene.anchor.weekday() - wanted) % 7
    ahead = (wanted - scene.anchor.weekday()) % 7
    entry = not scene.text[: scene.start].strip() and _ENTRY.match(scene.given, scene.end)
    if side is None and scene.last and entry:
        day = scene.last + timedelta((wanted - scene.last.weekday() - 1) % 7 + 1)
        why = f"the entry of a diary: the next one after the last date, {scene.last.isoformat()}"
        return span.at(day.isoformat(), f"{m['w']}; {why}", cert="medium")
    if side == -1:
        day, why = scene.anchor - timedelta(back or 7), "the last one before"
    elif side == 1:
        day, why = scene.anchor + timedelta(ahead or 7), "the next one after"
    elif looks_ahead(scene):
        day, why = scene.anchor + timedelta(ahead), "the sentence looks ahead: the next one from"
    else:
        day, why = scene.anchor - timedelta(back), "the sentence looks back: the last one up to"
    said = f"{m['w']}; {why} {scene.anchor.isoformat()}, a {calendar.day_name[scene.anchor.weekday()]}"
    return span.at(day.isoformat(), said, cert="medium")


def read_weekday_nth(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "Thursday the 12th": the nearest day that is both."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    wanted, day = scene.words.weekdays[plain(m["w"])] - 1, scene.words.day(m["d"])
    for away in (0, -1, 1, -2, 2):
        year, month = shift_month(scene.anchor, away)
        if day <= last_day(year, month) and date(year, month, day).weekday() == wanted:
            return span.at(iso(year, month, day), f"the nearest such weekday to {scene.anchor}", cert="high")
    return span.open("no month near the day of writing has such a weekday")


def read_relative(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "yesterday", "this morning", "gestern"."""
    if scene.before(1) == "-" or (m["r"].endswith("day") and scene.before(5).endswith((" to ", "unto ", " day "))):
        return None  # "day-to-day", "to this day", "from day to day"
    return _relative(m, scene, span)


def _relative(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan:
    if scene.anchor is None:
        return span.open(NO_DAY)
    day = scene.anchor + timedelta(scene.words.relative[plain(m["r"])])
    return span.at(day.isoformat(), f"{' '.join(m['r'].split())}, reckoned from {scene.anchor.isoformat()}", cert="medium")


#: a weekday that is a holiday's name, which has no value: "Good Friday", "Easter Monday"
_HOLY = re.compile(r"\b(?:Good|Ash|Holy|Easter|Palm|Whit|Low|Black|Bloody|Maundy|Shrove|Plough|Passion|Trinity|Bank)[\s-]\Z")


def read_weekday_figure(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "Tuesday 18." at the head of an entry: only where such a day is near."""
    found = read_weekday_nth(m, scene, span)
    return found if found and found.when else None


def entry_stands(scene: Scene) -> bool:
    """Whether the expression begins a block or a sentence."""
    return bool(re.search(r"(?:\A|[.;:!?—]\s)[\s*#\[(]*\Z", scene.before(12) if scene.start > 12 else scene.text[: scene.start]))


def read_weekday_of_week(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "Thursday of last week", "Friday next week"."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    monday = scene.anchor - timedelta(scene.anchor.weekday()) + timedelta(7 * _STEPS[m["which"].lower()])
    day = monday + timedelta(scene.words.weekdays[plain(m["w"])] - 1)
    return span.at(day.isoformat(), f"the week is reckoned from {scene.anchor}", cert="medium")


def read_nth(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the 5th instant", "14th ultimo", "den 3. d. M."."""
    if scene.anchor is None:
        return span.open("a day of a month that the document does not give")
    if m["d"].isdigit() and (plain(m["which"]) == "past" or scene.text.startswith(" and ", scene.end)):
        return None  # "at 10 past 3", "11 instant and violent deaths"
    year, month = shift_month(scene.anchor, scene.words.away[plain(m["which"])])
    return span.at(iso(year, month, scene.words.day(m["d"])), f"the month is reckoned from {scene.anchor}", cert="medium")


def read_the_nth(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "on the 5th": the month of the date mentioned last if it is later in it, else the last such day, or the next one planned."""
    day = scene.words.day(m["d"])
    # a month mentioned in passing tells less than what the sentence plans
    planned = scene.anchor and scene.last and scene.last.day == 1 and scene.last < scene.anchor and looks_ahead(scene)
    if scene.last and scene.last.day < day and not planned:
        value = iso(scene.last.year, scene.last.month, day)
        if value:
            return span.at(value, f"the month of the date mentioned last, {scene.last}", cert="low")
    if scene.anchor is None:
        return span.open("a day of a month that the document does not give")
    if day > scene.anchor.day and looks_ahead(scene):
        value = iso(scene.anchor.year, scene.anchor.month, day)
        if value:
            return span.at(value, f"the next such day after {scene.anchor}", cert="medium")
    year, month = shift_month(scene.anchor, 0 if day <= scene.anchor.day else -1)
    return span.at(iso(year, month, day), f"the last such day before {scene.anchor}", cert="medium")


def read_period(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "last week", "next month", "this spring", "last June", "this fiscal year"."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    step, what, anchor = _STEPS[(m["which"] or "this").lower()], plain(m["what"] or m["this"]), scene.anchor
    said = f"{m.group()}, reckoned from {anchor}"
    if what == "week":
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * step)
        return span.over(monday.isoformat(), (monday + timedelta(6)).isoformat(), said, cert="medium")
    if what == "month":
        return span.at(iso(*shift_month(anchor, step)), said, cert="medium")
    if what == "year":
        return span.at(iso(anchor.year + step), said, cert="medium")
    if what.startswith("fiscal"):
        year = anchor.year + (anchor.month >= 7) + step
        return span.over(iso(year - 1, 7, 1), iso(year, 6, 30), said, cert="medium")
    if what in scene.words.seasons:
        first, last = scene.words.seasons[what]
        year = anchor.year + step
        if step == -1 and last < anchor.month:
            year = anchor.year
        if step == 1 and anchor.month < first <= last:
            year = anchor.year
        return span.inside(iso(year - (first > last), first), iso(year, last), said, cert="low")
    month = scene.words.month(m["what"])
    year = anchor.year + (-(month >= anchor.month) if step < 0 else month <= anchor.month if step > 0 else 0)
    return span.at(iso(year, month), said, cert="medium")


def read_period_behind(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "in June last", "of May next", "le mois dernier"."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    step = scene.words.sides.get(m["which"].lower(), 0)
    month, anchor = scene.words.month(m["m"]), scene.anchor
    year = anchor.year + (-(month >= anchor.month) if step < 0 else month <= anchor.month if step > 0 else 0)
    return span.at(iso(year, month), f"{m.group()}, reckoned from {anchor}", cert="medium")


_LASTING = re.compile(r"\b(?:the|these|within|a|our|its|his)\s\Z")


_DURING = re.compile(r"\b(?:during|over|for|in)\s\Z")
#: "the past winter", "the last fiscal year", "the present month" are times; "the past year" lasts
_LASTS = re.compile(
    r"""
    (?<!fiscal\s)(?:week|month|year)\Z
    (?<!resent\sweek)(?<!urrent\sweek)(?<!resent\smonth)(?<!urrent\smonth)(?<!resent\syear)(?<!urrent\syear)
    """,
    re.X,
)


def period_stands(scene: Scene) -> bool:
    """Whether a period is one time and no duration: "last week", not "over the past year", "within the next month"."""
    if scene.before(1) == "-" or (_DURING.search(scene.before(8)) and scene.text.startswith("past", scene.start)):
        return False
    return not _LASTING.search(scene.before(8)) or not _LASTS.search(scene.text[scene.start : scene.end])


def read_that_day(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "that day", "the same morning", "the next day"."""
    day = scene.day or scene.anchor
    if day is None:
        return span.open("the day meant stands nowhere before")
    words = m.group().lower()
    away = 1 if re.search(r"\b(?:next|following|after)\b", words) else -1 if re.search(r"\b(?:previous|preceding|before)\b", words) else 0
    said = "the date mentioned last" if scene.day else "the date of the document"
    named = m.groupdict().get("w") or m.groupdict().get("w2")  # "the next day (Thursday)" is no other day than Thursday
    if named and (day + timedelta(away)).isoweekday() != scene.words.weekdays[plain(named)]:
        return span.open(f"{said}, {day}: the weekday does not fit")
    return span.at((day + timedelta(away)).isoformat(), f"{said}, {day}", cert="medium")


def read_week(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the second week of January"; weeks run from Monday to Sunday."""
    month = scene.words.month(m["m"])
    if m["y"]:
        year = typed_year(m["y"])
    elif scene.anchor:
        year = nearest_year(month, 15, scene.anchor)
    else:
        return span.open(NO_YEAR)
    first = date(year, month, 1)
    monday = first - timedelta(first.weekday())
    weeks = []
    while (monday.year, monday.month) <= (year, month):
        begin, end = max(monday, first), min(monday + timedelta(6), date(year, month, last_day(year, month)))
        if (end - begin).days >= WORKDAYS:  # a Monday the 31st is no week of the month
            weeks.append((begin, end))
        monday += timedelta(7)
    number = scene.words.counts[plain(m["count"])]
    if number > len(weeks):
        return None
    begin, end = weeks[number - 1 if number > 0 else -1]
    return span.over(begin.isoformat(), end.isoformat(), "weeks from Monday to Sunday", cert="medium")


_WHICH = r"(?:[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)"

ROWS: tuple[Reading, ...] = (
    Reading(
        "week-of-month",
        r"(?P<count>{count}){s}week{s}(?:in|of){s}(?P<m>{month})(?:,?{s}(?P<y>{year}))?",
        read_week,
        "range",
        "second week of January",
    ),
    Reading("side-month-day", r"(?P<which>{side})\s(?P<m>{month})\s(?P<d>{day})", read_month_day_side, "day", "next March 1"),
    Reading(
        "period",
        rf"""(?: (?:[Tt]his{{s}}(?=coming|past|last|next))?(?P<which>{_WHICH}){{s}}
            (?P<what>[Ww]eek|[Mm]onth|fiscal\syear|[Yy]ear|{{season}}|{{month}})
          | (?P<now>[Pp]resent|[Cc]urrent){{s}}(?P<this>week|month|fiscal\syear|year) )(?![-\w])""",
        read_period,
        "month",
        "last month",
        period_stands,
    ),
    Reading(
        "month-side",
        r"(?P<m>{full_month}),?\s(?P<which>last|next|past|dernier|prochain|pasado|scorso)(?!\s?\w|-)",
        read_period_behind,
        "month",
        "June last",
    ),
    Reading(
        "that-day",
        r"""(?:[Tt]hat{s}(?:very{s}|same{s})?(?:{part_of_day}|date)
        |(?:[Tt]he{s})?(?:[Nn]ext|[Ff]ollowing){s}(?:day|morning|evening)
        (?:,?{s}(?P<w>{weekday})(?=[),.;])|{s}\((?P<w2>{weekday})\))?)(?!\w|\sor\s)""",
        read_that_day,
        "day",
        "the next day",
    ),
    Reading(
        "that-day",
        r"(?:same|previous|preceding)\s(?:{part_of_day}|date)(?!\w)",
        read_that_day,
        "day",
        "the same day",
        lambda scene: scene.text[scene.start] == "s" or bool(BEHIND_ARTICLE(scene)),
    ),
    Reading(
        "that-day",
        r"(?P<previous>previous)\s(?:evening|night|afternoon|day)(?!\w|[’'])",
        read_that_day,
        "day",
        "a broadcast previous evening",
        lambda scene: bool(
            re.search(r"[a-z]\s\Z", scene.before(2)) and not re.search(r"\b(?:a|any|no|each|every|one|some)\s\Z", scene.before(6))
        ),
    ),
    Reading(
        "that-day",
        r"""(?:day|night|evening|morning)\s(?:(?:before|after)(?!\s(?:he|she|we|they|I|it|you)\b)|previous|preceding|following)
        (?=[.,;:)]|\s(?:by|and|he|she|we|they|I|had|was|at|in|which|when|with|from|on)\b|\s*\Z)""",
        read_that_day,
        "day",
        "the day before.",
        behind("[Tt]he"),
    ),
    Reading(
        "weekday-of-week",
        r"(?P<w>{weekday}),?{s}(?:of{s})?(?P<which>last|this|next|the\scoming){s}week(?![-\w’'])",
        read_weekday_of_week,
        "day",
        "Thursday of last week",
    ),
    Reading(
        "weekday-figure",
        r"(?P<w>{weekday}|{weekday_short}),?\s(?P<d>3[01]|[12]\d|[1-9])(?=[.:;]?\s*(?:[—–-]|\Z)|[.:;]\s)",
        read_weekday_figure,
        "day",
        "Thursday 4.",
        entry_stands,
    ),
    Reading(
        "weekday-figure",
        r"(?P<d>{nth})[.,]?\s(?P<w>{weekday})(?=[.:;,]|\s?[—–-]|\s*\Z)",
        read_weekday_figure,
        "day",
        "4th. Thursday.",
        entry_stands,
    ),
    Reading(
        "weekday-nth",
        r"""(?P<w>{weekday}|{weekday_short}),?\s(?:(?:next|last),?\s|{part_of_day}\s)?(?:the\s|den\s|le\s)?
        (?P<d>{nth})(?!\.?,?\s?(?:[Dd]ays?\s)?(?:of\s)?{month})(?:[.,]?\s(?:of\s(?:the\s)?)?{away}(?!\w))?""",
        read_weekday_nth,
        "day",
        "Thursday the 4th",
        no_unit,
    ),
    Reading(
        "nth",
        r"(?P<d>{day}|{day_word})[.,]?\s+(?:of{s}(?:the{s})?)?(?P<which>{away})(?!\w|\sreply\b)",
        read_nth,
        "day",
        "14th ultimo",
        unnumbered,
    ),
    Reading(
        "nth",
        r"(?P<d>{nth})(?=\s+{and}\s+(?:the\s+)?{nth}[.,]?\s+(?:of{s}(?:the{s})?)?(?P<which>{away})(?!\w))",
        read_nth,
        "day",
        "3rd & 4th inst.",
        unnumbered,
    ),
    Reading("the-nth", r"(?P<d>{nth})" + NO_THING, read_the_nth, "day", "on the 5th", nth_stands),
    Reading(
        "the-nth",
        r"(?P<d>{nth})(?!\s(?:of\s)?{month}|\s{century})",
        read_the_nth,
        "day",
        "the night of the 5th passed",
        part_of_day_before,
    ),
    Reading("bare-month", r"(?P<m>{full_month}|{month}(?!\w))(?![’'])", read_bare_month, "month", "in June", month_stands),
    Reading(
        "weekday",
        r"""(?:(?P<which>{side}){s})?(?P<w>{weekday})
        (?:{s}(?P<behind>last|next|dernier|prochain|pasado|próximo|scorso|prossimo)(?!\w))?""",
        read_weekday,
        "day",
        "Friday",
    ),
    Reading("relative-day", r"(?P<r>{relative})(?![\w-])", read_relative, "day", "yesterday"),
    Reading("bare-season", r"(?P<s>{season})(?!\w)", read_bare_season, "vague", "in the spring", season_stands),
)
