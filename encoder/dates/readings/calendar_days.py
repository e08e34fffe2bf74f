"""Days of other calendars: two styles side by side, the French republic's, the Roman one, months that Friends numbered."""

from __future__ import annotations

from datetime import date

from encoder import lazy_re as re
from encoder.dates.calendars import behind, iso, republican_day, roman_day, roman_number, typed_year
from encoder.dates.span import IMPOSSIBLE, NO_YEAR, DateSpan, Reading, Scene

#: from this year on the first month of the Society of Friends was January (Calendar Act of 1750)
_NEW_STYLE = 1752
#: the years of the French republic, and how far from one day the next of its name may be
_REPUBLICAN = range(1, 15)
_HALF_YEAR = 184
#: the kalends of a month stand for days of the month before; so far back nobody counts
_FARTHEST = 19


def read_dual(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "June 12 (24), 1893" and "20 October/1 November 1897"; other numbers in brackets are not the date's."""
    year = typed_year(m["y"])
    month = scene.words.month(m["m"])
    named = m.groupdict().get("m2")
    month2 = scene.words.month(named) if named else month
    old, new = iso(year, month, scene.words.day(m["d"])), iso(year + (month2 < month), month2, scene.words.day(m["d2"]))
    if not old or not new:
        return span.open(IMPOSSIBLE)
    apart = (date.fromisoformat(new) - date.fromisoformat(old)).days
    if apart != behind(year):
        if apart > 0 and "(" not in m.group():
            return span.over(old, new, "from the first to the last day named")._replace(kind="days")
        return None
    said = f"{old} of the Julian calendar is {new} of the Gregorian one, {behind(year)} days later"
    return span.at(new, said, calendar="julian gregorian")


def read_republican(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "12 brumaire an VII", "14 brumaire, l'an second"; without a year the day of that name that is nearest to the anchor."""
    month = scene.words.republican[_plain(m["m"])]
    number = scene.words.day(m["d"]) or 1
    if not m["y"]:
        return _republican_near(number, month, scene, span)
    figures = m["y"].removesuffix("ème").removesuffix("e")
    year = roman_number(figures) if set(figures) <= set("IVX") else scene.words.day(m["y"])
    day = republican_day(number, month, year)
    if day is None:
        return span.open(IMPOSSIBLE)._replace(calendar="republican")
    value = day.isoformat() if m["d"] else day.isoformat()[:7]
    return span.at(value, f"year {year} of the French republic, month {month}", calendar="republican")


def _republican_near(number: int, month: int, scene: Scene, span: DateSpan) -> DateSpan:
    """Return the day nearest to the anchor, if that lies in the years in which the calendar was used; else no value."""
    anchor = scene.anchor
    days = [day for year in _REPUBLICAN if (day := republican_day(number, month, year))]
    near = min((day for day in days if anchor), key=lambda day: abs((day - (anchor or day)).days), default=None)
    if anchor is None or near is None or abs((near - anchor).days) > _HALF_YEAR:
        return span.open("a day of the French republican calendar without a year")._replace(calendar="republican")
    return span.at(near.isoformat(), f"no year in the words; the nearest such day to {anchor}", cert="medium", calendar="republican")


def read_roman(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "a. d. VI Kal. Maii 1584", "pridie Idus Martias", "Kalendis Ianuariis"."""
    point = scene.words.roman.get(_plain(m["point"]), "")
    month = scene.words.month(m["m"])
    back = 2 if m["eve"] else roman_number(m["n"]) if m["n"] else 1
    if not point or back > _FARTHEST:
        return None
    said = m["y"]
    if said:
        year = int(said) if said.isdigit() else roman_number(re.sub(r"\W", "", said))
    elif scene.anchor:
        year = scene.anchor.year
    else:
        return span.open(NO_YEAR)._replace(calendar="roman")
    day = roman_day(back, point, month, year) if 1 <= year < 2100 else None
    if day is None:
        return span.open(IMPOSSIBLE)
    # the kalends of January count back into the year before, which the year of the letter does not mean
    value = iso(year, day.month, day.day)
    return span.at(value, f"day {back} before the {point}, both counted", cert="" if said else "medium", calendar="roman")


def read_friends(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "14th Day of the Ninth Month, 1754" and "25. 10. Mo. 1686"; to 1751 the first month was March."""
    number = scene.words.day(m["m"])
    if not m["y"] or not 1 <= number <= 12:
        return span.open("a month that is numbered, and no year")
    year = int(m["y"])
    if year >= _NEW_STYLE:
        value = iso(year, number, scene.words.day(m["d"]))
        return span.at(value, "months that Friends numbered, from January on", cert="medium")
    month, later = (number + 1) % 12 + 1, number > 10
    value = iso(year + later, month, scene.words.day(m["d"]))
    return span.at(value, "months that Friends numbered, to 1751 from March on", cert="medium")


def _plain(words: str) -> str:
    return re.sub(r"[\s–-]+", " ", words).rstrip(".").lower()


_NUMERALS = r"[IVXLCDM]+"
_AD_YEAR = r"(?:[,.]?\s+(?:anno\s(?:[Dd]omini\s)?|an(?:n)?\.\s)?(?P<y>\d{4}|M[DCLXVI.\s]*[DCLXVI])(?!\w))?"

ROWS: tuple[Reading, ...] = (
    Reading(
        "republican",
        r"""(?P<d>{figure}(?:er|e)?)\s+(?P<m>{republican})(?!\w)
        (?:,?\s+(?:de\s)?(?:l[’'])?(?:an|[Aa]nnée)\s+(?P<y>[IVX]+(?:e|ème)?|\d{1,2}(?:e|ème)?|{day_word})(?!\w))?""",
        read_republican,
        "day",
        "12 brumaire an VII",
        language="fr",
    ),
    Reading(
        "roman",
        rf"""(?:(?:{{roman_before}}\.?\s+)?(?P<n>{_NUMERALS})\.?\s+|(?P<eve>{{roman_eve}})\.?\s+)?
        (?P<point>{{roman_point}})\s*(?P<m>{{any_month}}){_AD_YEAR}""",
        read_roman,
        "day",
        "a. d. VI Kal. Maii MDLXXXIIII",
        language="la",
    ),
    Reading(
        "dual",
        r"(?P<m>{month}){s}(?P<d>{day}),?\s?\((?:(?P<m2>{month}){s})?(?P<d2>{day}),?\){then}(?P<y>{year})",
        read_dual,
        "day",
        "June 12 (24), 1893",
    ),
    Reading(
        "dual",
        r"(?P<m>{month}){s}(?P<d>{day})/(?:(?P<m2>{month}){s})?(?P<d2>{day}){then}(?P<y>{year})",
        read_dual,
        "day",
        "October 20/November 1, 1897",
    ),
    Reading(
        "dual",
        r"(?P<d>{day}){s}(?P<m>{month})/(?P<d2>{day}){s}(?P<m2>{month}){then}(?P<y>{year})",
        read_dual,
        "day",
        "20 October/1 November 1897",
    ),
    Reading(
        "dual", r"(?P<d>{figure})\s?\((?P<d2>{figure})\)\s+(?P<m>{any_month}){then}(?P<y>{year})", read_dual, "day", "12 (24) June 1893"
    ),
    Reading(
        "friends",
        r"""(?P<d>{figure})(?:st|nd|rd|th|d)?\.?\s+(?:[Dd]ay\s+)?(?:of\s+)?(?:the\s+)?
        (?P<m>{day_word}|(?:1[0-2]|[1-9])(?:st|nd|rd|th|d)?)\.?\s+(?:[Mm]onth|[Mm]o\.)
        (?:(?:,?\s+|\.\s+)(?P<y>{modern}))?""",
        read_friends,
        "day",
        "14th Day of the Ninth Month, 1754",
    ),
    Reading(
        "friends",
        r"""(?P<m>1[0-2]|[1-9])(?:st|nd|rd|th|d)?\s+(?:[Mm]onth|[Mm]o\.?)[,\s]\s*
        (?:the\s+)?(?P<d>{figure})(?:st|nd|rd|th|d)?\.?,?\s+(?P<y>{modern})(?!\w)""",
        read_friends,
        "day",
        "4th mo. 12th, 1772",
        language="en",
    ),
)
