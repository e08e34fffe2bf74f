"""Vague dates: early, mid and late, seasons."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.dates.calendars import iso, last_day, nearest_year, third, typed_year
from encoder.dates.readings.tense import was_told, year_meant
from encoder.dates.span import NO_YEAR, Certainty, DateSpan, Reading, Scene
from encoder.dates.vocabulary import plain

#: the thirds of a month: its days 1-10, 10-20, 20 to the end
_TENTH = 10
_TWENTIETH = 20


def read_part(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "early 1969", "late August 1975", "the end of summer 1957", "mid-July"."""
    part = scene.words.parts[plain(m["part"])]
    note = f"{m['part']}: third {part} of 3"
    if m["m"]:
        return _part_of_month(m, part, scene, span)
    if m["s"]:
        first, last = scene.words.seasons[plain(m["s"])]
        year = typed_year(m["y"])
        begin, end = third((year - (first > last), first), (year, last), part)
    elif m["y"].endswith("s") and m["y"][2:4] == "00":
        year = int(m["y"][:4])
        first, last = {1: (0, 30), 2: (40, 60), 3: (70, 99)}[part]
        begin, end = iso(year + first), iso(year + last)
    else:
        year = typed_year(m["y"][:4])
        begin, end = third((year, 1), (year + (9 if m["y"].endswith("s") else 0), 12), part)
    return span.inside(begin, end, note)


def _part_of_month(m: re.Match[str], part: int, scene: Scene, span: DateSpan) -> DateSpan:
    month = scene.words.month(m["m"])
    cert: Certainty = ""
    side = scene.words.sides.get((m["side"] or "").lower(), 0)
    if m["y"]:
        year = typed_year(m["y"])
    elif scene.anchor is None:
        return span.open(NO_YEAR)
    elif side:
        year, cert = scene.anchor.year + (-(month >= scene.anchor.month) if side < 0 else month <= scene.anchor.month), "high"
    else:
        year, cert = year_meant(month, 15, scene), "high"
    days = {1: (1, _TENTH), 2: (_TENTH, _TWENTIETH), 3: (_TWENTIETH, last_day(year, month))}[part]
    note = f"{m['part']}: third {part} of 3"
    return span.inside(iso(year, month, days[0]), iso(year, month, days[1]), note, cert=cert)


def read_part_to(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "late December–January", "mid-May to early June 1958"."""
    first, last = scene.words.month(m["m"]), scene.words.month(m["m2"])
    if m["y"]:
        end = typed_year(m["y"])
        year = end - (last < first)
    elif scene.anchor:
        year = year_meant(first, 15, scene)
        end = year + (last < first)
    else:
        return span.open(NO_YEAR)
    begin = {1: 1, 2: _TENTH, 3: _TWENTIETH}[scene.words.parts[plain(m["part"])]]
    until = {1: _TENTH, 2: _TWENTIETH, 3: last_day(end, last)}[scene.words.parts[plain(m["part2"])] if m["part2"] else 3]
    return span.inside(
        iso(year, first, begin), iso(end, last, until), "from a part of a month to another month", cert="" if m["y"] else "high"
    )


def read_part_of_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "early this year", "late last year", "at the end of the year"."""
    if scene.anchor is None:
        return span.open(NO_YEAR)
    part = scene.words.parts[plain(m["part"])]
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get((m["which"] or "").lower(), 0)
    year = scene.anchor.year + step
    begin, end = third((year, 1), (year, 12), part)
    return span.inside(begin, end, f"{m['part']}: third {part} of 3 of {year}", cert="medium")


def read_part_of_month(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "late last month", "the end of this month"."""
    if scene.anchor is None:
        return span.open(NO_YEAR)
    part = scene.words.parts[plain(m["part"])]
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get((m["which"] or "").lower(), 0)
    year, index = divmod(scene.anchor.year * 12 + scene.anchor.month - 1 + step, 12)
    month = index + 1
    days = {1: (1, _TENTH), 2: (_TENTH, _TWENTIETH), 3: (_TWENTIETH, last_day(year, month))}[part]
    return span.inside(iso(year, month, days[0]), iso(year, month, days[1]), f"{m['part']}: third {part} of 3", cert="medium")


def read_season(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "summer of 1957"; winter begins the year before."""
    first, last = scene.words.seasons[plain(m["s"])]
    year = typed_year(m["y"])
    return span.inside(iso(year - (first > last), first), iso(year, last), "a season, northern hemisphere")


def read_season_of(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the summer of this year", "the winter of last year"."""
    which = m["which"].lower()
    base = scene.last if which == "that" else scene.anchor
    if base is None:
        return span.open(NO_YEAR)
    first, last = scene.words.seasons[plain(m["s"])]
    year = base.year + {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    said = f"a season, northern hemisphere; {which} year, reckoned from {base}"
    return span.inside(iso(year - (first > last), first), iso(year, last), said, cert="medium")


def read_winter(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the winter of 1957–58"."""
    first, last = scene.words.seasons[plain(m["s"])]
    year = typed_year(m["y"])
    if first <= last or (year + 1) % 10 ** len(m["y2"]) != int(m["y2"]):
        return None
    return span.inside(iso(year, first), iso(year + 1, last), "a winter, northern hemisphere")


def read_seasons(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "spring and summer of 1957"."""
    year = typed_year(m["y"])
    first, last = scene.words.seasons[plain(m["s"])], scene.words.seasons[plain(m["s2"])]
    return span.inside(iso(year - (first[0] > first[1]), first[0]), iso(year, last[1]), "two seasons, northern hemisphere")


def read_bare_season(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "in the spring": the nearest one."""
    if scene.anchor is None:
        return span.open("a season without a year")
    first, last = scene.words.seasons[plain(m["s"])]
    middle = (first % 12) + 1
    year = nearest_year(middle, 15, scene.anchor) + (first > last and middle > last)
    if (year, first) > (scene.anchor.year, scene.anchor.month) and was_told(scene):
        year -= 1
    return span.inside(iso(year - (first > last), first), iso(year, last), f"the nearest such season to {scene.anchor}", cert="low")


_IN_SEASON = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Bb]y|[Tt]his|[Uu]ntil|[Bb]efore|[Ss]ince)\s(?:the\s)?(?:early\s|late\s|coming\s)?\Z")
_BEHIND_SEASON = re.compile(r"\s*\Z|[.,;:)]|\s(?:or|and|to|for|when|before|after|with|he|she|they|we|I)\b")


def season_stands(scene: Scene) -> bool:
    """Whether a season alone is a time: "in the spring,"."""
    return bool(_IN_SEASON.search(scene.before(24)) and _BEHIND_SEASON.match(scene.text, scene.end))


ROWS: tuple[Reading, ...] = (
    Reading(
        "part-to",
        r"""(?P<part>{part})(?:[-–]|{s}|(?<=-))(?P<m>{month})(?:{dash}|{s}(?:to|through|until){s})
        (?:(?P<part2>{part})(?:[-–]|{s}))?(?P<m2>{month})(?:,?{s}(?P<y>{year}))?(?!\s\d{1,2}\b)""",
        read_part_to,
        "vague",
        "late December–January",
    ),
    Reading(
        "part",
        r"""(?P<part>{part})(?:[-–]|{s}|(?<=-))(?:the{s})?
        (?: (?P<m>{month})(?:,?{s}(?:of{s})?(?={year})|,?{s}(?P<side>last|next)(?=[.,;:)]|\s[a-z]|\s*\Z))?
          | (?P<s>{season}){s}(?:of{s})?(?={year})
          | (?={modern}|{decade}) )
        (?P<y>{decade}|{year})?""",
        read_part,
        "vague",
        "late August 1975",
    ),
    Reading(
        "part-of-year",
        r"(?P<part>{part})[-\s]+(?P<which>last|past|this|next|coming)\s+year(?!\w)",
        read_part_of_year,
        "vague",
        "early this year",
        lambda scene: not re.search(r"\bfiscal\s\Z", scene.before(8)),
    ),
    Reading(
        "part-of-month",
        r"(?P<part>{part})[-\s]+(?P<which>last|past|this|next|coming)\s+month(?!\w)",
        read_part_of_month,
        "vague",
        "late last month",
    ),
)

SEASONS: tuple[Reading, ...] = (
    Reading(
        "seasons",
        r"(?P<s>{season})(?:{s}and{s}|[-–/])(?P<s2>{season})(?:{s}of)?,?{s}(?P<y>{year})",
        read_seasons,
        "vague",
        "spring and summer of 1957",
    ),
    Reading(
        "winter",
        r"(?P<s>{season})(?:{s}(?:of|de|des\sJahres))?,?{s}(?P<y>{modern})[-–/](?P<y2>\d{4}|\d\d|\d)(?!\w)",
        read_winter,
        "vague",
        "winter of 1957–58",
    ),
    Reading(
        "season-of",
        r"(?P<s>{season}){s}of{s}(?P<which>this|that|last|past|next|coming){s}year(?![-\w’'])",
        read_season_of,
        "vague",
        "summer of this year",
    ),
    Reading(
        "season", r"(?P<s>{season})(?:{s}(?:of|de|des\sJahres|dell[’']anno))?,?{s}(?P<y>{year})", read_season, "vague", "summer of 1957"
    ),
)
