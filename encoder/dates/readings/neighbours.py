"""Times told by what they stand beside: "the following Monday", "Sunday fortnight", "the previous year", "the 2d Wednesday in May"."""

from __future__ import annotations

from datetime import date, timedelta

from encoder import lazy_re as re
from encoder.dates.calendars import iso, last_day, nearest_year, shift_month, typed_year
from encoder.dates.readings.tense import looks_ahead
from encoder.dates.span import NO_DAY, NO_YEAR, DateSpan, Reading, Scene
from encoder.dates.vocabulary import plain

#: days between a weekday and the one that is meant: "Sunday fortnight"
_APART = {"fortnight": 14}
_WEEK = 7
SATURDAY = 5
_BACK = frozenset({"previous", "preceding"})
_ON = frozenset({"following", "succeeding", "ensuing"})
_WHOSE = r"(?!\s(?:the|his|her|this|that|its|my|our|their|your|a|an|him|me|us|them|it|up|suit|on|in|by|with|which|orders?)\b)"


def _step(word: str) -> int:
    return -1 if word.lower() in _BACK else 1


def read_weekday_beside(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the following Monday", "Saturday previous": the next such weekday after the day mentioned last, or the one before it."""
    day = scene.day or scene.anchor
    if day is None:
        return span.open(NO_DAY)
    wanted = scene.words.weekdays[plain(m["w"])] - 1
    step = _step(m["which"])
    away = (wanted - day.weekday()) % _WEEK or _WEEK if step > 0 else -((day.weekday() - wanted) % _WEEK or _WEEK)
    return span.at((day + timedelta(away)).isoformat(), f"{m['which']}: reckoned from {day}", cert="medium")


def read_weekday_apart(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "Sunday fortnight", "last Saturday se'nnight": a week or two behind the weekday, ahead where the sentence plans."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    wanted, days = scene.words.weekdays[plain(m["w"])] - 1, _APART.get(plain(m["away"]), _WEEK)
    past = (m["which"] or m["behind"] or "").lower() in {"last", "past"} or not (m["which"] or looks_ahead(scene))
    if past:
        day = scene.anchor - timedelta(((scene.anchor.weekday() - wanted) % _WEEK or _WEEK) + days)
    else:
        day = scene.anchor + timedelta(((wanted - scene.anchor.weekday()) % _WEEK or _WEEK) + days)
    return span.at(day.isoformat(), f"{days} days from the weekday, reckoned from {scene.anchor}", cert="low")


def read_day_apart(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "to-morrow week", "this day fortnight": ahead; "yesterday week": back."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    own, days = scene.words.relative[plain(m["r"])], _APART.get(plain(m["away"]), _WEEK)
    day = scene.anchor + timedelta(own + (days if own >= 0 else -days))
    return span.at(day.isoformat(), f"{days} days from {plain(m['r'])}, reckoned from {scene.anchor}", cert="medium")


def read_weekday_of_month(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the 2d Wednesday in September next", "the last Monday of March 1780"."""
    number = scene.words.counts.get(plain(m["n"])) or scene.words.day(m["n"])
    month, wanted = scene.words.month(m["m"]), scene.words.weekdays[plain(m["w"])] - 1
    if m["y"]:
        year = typed_year(m["y"])
    elif scene.anchor is None:
        return span.open(NO_YEAR)
    else:
        side = scene.words.sides.get((m["which"] or "").lower())
        year = nearest_year(month, 15, scene.anchor)
        if side:
            year = scene.anchor.year + (-(month >= scene.anchor.month) if side < 0 else month <= scene.anchor.month)
    first = 1 + (wanted - date(year, month, 1).weekday()) % _WEEK
    days = list(range(first, last_day(year, month) + 1, _WEEK))
    if not 1 <= abs(number) <= len(days):
        return None
    day = days[number - 1 if number > 0 else -1]
    return span.at(iso(year, month, day), f"weekday {number} of the month", cert="" if m["y"] else "high")


def read_period_beside(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the following week", "the previous year": reckoned from the day mentioned last."""
    day = scene.last or scene.anchor
    if day is None:
        return span.open(NO_DAY)
    step, what = _step(m["which"]), plain(m["what"])
    said = f"{m['which']}: reckoned from {day}"
    if what == "week":
        monday = day - timedelta(day.weekday()) + timedelta(_WEEK * step)
        return span.over(monday.isoformat(), (monday + timedelta(6)).isoformat(), said, cert="low")
    if what == "month":
        return span.at(iso(*shift_month(day, step)), said, cert="low")
    if what == "year":
        return span.at(iso(day.year + step), said, cert="low")
    if what in scene.words.seasons:
        first, last = scene.words.seasons[what]
        year = day.year + (step if (first - day.month) * step <= 0 else 0)
        return span.inside(iso(year - (first > last), first), iso(year, last), said, cert="low")
    month = scene.words.month(m["what"])
    year = day.year + (month <= day.month if step > 0 else -(month >= day.month))
    return span.at(iso(year, month), said, cert="low")


def read_weekend(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "last weekend", "over the week-end": Saturday and Sunday."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    side = scene.words.sides.get((m["which"] or "").lower())
    ahead = side == 1 or (side != -1 and looks_ahead(scene))
    saturday = scene.anchor - timedelta((scene.anchor.weekday() - SATURDAY) % _WEEK) + timedelta(_WEEK if ahead else 0)
    return span.over(saturday.isoformat(), (saturday + timedelta(1)).isoformat(), f"reckoned from {scene.anchor}", cert="medium")


def weekend_stands(scene: Scene) -> bool:
    """Whether one weekend is meant: "last weekend", "over the week-end"."""
    return not scene.given[scene.start :].lower().startswith("week") or bool(
        re.search(r"\b(?:[Oo]ver|[Dd]uring)\s(?:the\s)?\Z", scene.before(12))
    )


_LASTING = re.compile(r"\b(?i:within|over|each|every|per)\s(?:the\s)?\Z")


def beside_stands(scene: Scene) -> bool:
    """Whether a time beside another one is meant, no duration: "the following week", not "over the previous year"."""
    before = scene.before(12)
    return bool(re.search(r"(?:\A|[\s(“\"])[Tt]he\s\Z", before)) and not _LASTING.search(before)


ROWS: tuple[Reading, ...] = (
    Reading(
        "weekday-of-month",
        r"""(?P<n>{count}|{day_word}|{nth}){s}(?P<w>{weekday}){s}(?:of|in){s}(?P<m>{month})
        (?:,?{s}(?P<y>{year})|,?{s}(?P<which>{side})(?!\w))?""",
        read_weekday_of_month,
        "day",
        "second Wednesday in September 1957",
    ),
    Reading(
        "weekday-apart",
        r"""(?:(?P<which>{side}){s})?(?P<w>{weekday})(?:{s}(?P<behind>last|next))?{s}(?:was{s}|come{s})?(?:a{s})?
        (?P<away>se[’'n]?nn?ight|fortnight|week(?=[.,;:)]|{s}(?:that|the|we|he|it|and|to|for|at)\b|\s*\Z))(?!\w)""",
        read_weekday_apart,
        "day",
        "Sunday fortnight",
    ),
    Reading(
        "day-apart",
        r"(?P<r>{relative}){s}(?P<away>se[’'n]?nn?ight|fortnight|week)(?![-\w’'])(?!{s}[a-z]{2,}(?:ed|s)\b)",
        read_day_apart,
        "day",
        "to-morrow week",
    ),
    Reading(
        "weekday-beside",
        r"(?P<which>[Ff]ollowing|[Ss]ucceeding|[Ee]nsuing|[Pp]revious|[Pp]receding){s}(?P<w>{weekday})",
        read_weekday_beside,
        "day",
        "following Monday",
    ),
    Reading(
        "weekday-beside",
        r"(?P<w>{weekday}){s}(?P<which>following|succeeding|ensuing|preceding|previous)(?!\w)" + _WHOSE,
        read_weekday_beside,
        "day",
        "Monday following",
    ),
    Reading(
        "weekend",
        r"(?:(?P<which>last|past|this|next|coming|Last|This|Next){s})?week-?end(?![-\w’'])",
        read_weekend,
        "range",
        "last weekend",
        weekend_stands,
    ),
    Reading(
        "period-beside",
        r"""(?P<which>[Ff]ollowing|[Ss]ucceeding|[Ee]nsuing|[Pp]revious|[Pp]receding){s}
        (?P<what>week|month|year|{season}|{full_month})(?![-\w’'])""",
        read_period_beside,
        "month",
        "the following week",
        beside_stands,
    ),
)
