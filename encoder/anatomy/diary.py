"""The days of a diary: the dates before its entries, read by evidence over the whole text.

An entry begins with its day, alone in a line ("Fri. 9 May", "Sunday 12th.") or before what was written ("June 3d. Wednesday.—Set
out"). The month and the year that a day leaves out are those of the entry before it, of a heading that is a year, of the title.
Days are one behind the other; weekdays prove them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.language.languages import every
from encoder.layout.blocks import Block, Span

#: so many entries make a diary, and so few where the title says that it is one; most of them go forward in time
LEAST = 3
TITLED = 2
FORWARD = 0.8
#: a heading of Markdown: "## Oct. 13"
HASHES = re.compile(r"(?P<level>#{1,6})(?:\s#{1,6})?\s+-?(?=\S)")
_TITLE = re.compile(
    r"\b(?:diar(?:y|ies)|journal|day-?book|log(?:-?book)?|tagebuch|notizbuch|diario|dagbok|dziennik|napló|дневник)\b",
    re.I,
)
IN_TITLE = re.compile(r"\b(?P<year>1[0-9]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an entry: where it stands, its value as far as it is known (``2`` or ``--05-09``), and what is left of the block.

    ``until`` is the last day of an entry of several ("August 3rd-6th"), else empty.
    """

    block: int
    span: Span
    when: str
    alone: bool
    doubt: bool = False
    until: str = ""


#: between the years of a range, which is no longer; so many weekdays tell which
_RANGE = re.compile(r"\s?(?:[-–—/]|to)\s?")
_LONG = 60
_ASKED = 12


@dataclass(frozen=True, slots=True)
class _Read:
    block: int
    span: Span
    alone: bool
    day: int
    month: int
    year: int
    weekday: int
    until: tuple[int, int] = (0, 0)


def _alternatives(named: Mapping[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(named, key=lambda w: (-len(w), w)))


@cache
def _tables() -> tuple[Mapping[str, int], Mapping[str, int]]:
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for language in every():
        for table in (language.months_old, language.months_short, language.months):
            months |= {word.casefold(): n for word, n in table.items() if len(word) > 2}
        for table in (language.weekdays_short, language.weekdays):
            weekdays |= {word.casefold(): n for word, n in table.items() if len(word) > 2}
    return months, {word: n for word, n in weekdays.items() if word not in months}


@cache
def _opening() -> re.Pattern[str]:
    """Return what every day begins with: to make the pattern itself, with all months eight times, takes a thirtieth of the start."""
    months, weekdays = _tables()
    week, month = (_alternatives({word[:3]: 0 for word in words}) for words in (weekdays, months))
    return re.compile(
        rf"""
        [\[(_*]*
        (?: \d | {week} | {month} | Rem | Occ | Pro | Jou | the\s | le\s | den\s | d\. | el\s | il\s | am\s
          | [^\d,]+,\s+(?:{week}) )  # behind a place
        """,
        re.X | re.I,
    )


@cache
def _pattern() -> re.Pattern[str]:
    months, weekdays = _tables()
    week, month = _alternatives(weekdays), _alternatives(months)
    day = r"\d{1,2}(?:st|nd|rd|th|d|ten|er|ro|º|\.º|a)?\.?"
    return re.compile(
        rf"""
        [\[(_*]*
        (?:(?:Remarks?|Rems?\.?|Occurrences|Proceedings|Journal)[:,]?\s(?:on\s|of\s|for\s)?(?:board\s)?)?
        (?:(?P<place>(?!(?:{month})\b)(?-i:[A-ZÀ-Þ])[^\W\d_]+(?:[.\s’'-]{{1,2}}[^\W\d_]+){{0,3}}),\s+(?=(?:{week})\b))?
        (?P<at>)
        (?:(?P<over>1[0-9]\d\d|20\d\d),?\s+(?=(?:{week}|{month})\b))?
        (?:(?P<before>{week})\b\.?,?\s*)?
        (?:the\s|le\s|den\s|d\.\s|el\s|il\s|am\s)?
        (?:
            (?P<day>{day})(?:\s*(?:of\s|de\s|d[’'])?\s*(?P<month>{month})\b\.?)?
          | (?P<first>{month})\b\.?,?\s+(?:(?P<amid>{week})\b\.?,?\s+)?(?:the\s)?(?P<second>{day})
        )
        (?:\s?[-–]\s?(?:(?P<month_to>{month})\b\.?\s+)?(?P<to>\d{{1,2}})(?:st|nd|rd|th|d)?(?!\d))?
        (?:,?\s*(?P<year>1[0-9]\d\d|20\d\d)\b\.?(?:\s?\[(?P<right>1[0-9]\d\d|20\d\d)\??\])?)?
        (?:[,.\s]*\(?(?P<behind>{week})\b\)?)?
        [\])_*]*
        (?P<end>\s*(?:[.,]?\s?(?:--+|—|–)|[.:;]|(?(behind),|(?!))|$))
        """,
        re.X | re.I,
    )


def _of_block(text: str, number: int, block: Block) -> _Read | None:
    line = block.lines[0]
    hashes = HASHES.match(text, line.start, line.end)
    start = hashes.end() if hashes else line.start
    if not (text[start].isupper() or text[start].isdigit() or text[start] in "[(_*"):
        return None
    m = _pattern().match(text, start, line.end) if _opening().match(text, start, line.end) else None
    if m is None:
        return None
    months, weekdays = _tables()
    figures = re.match(r"\d+", m["day"] or m["second"])
    day = int(figures[0]) if figures else 0
    month = months.get((m["month"] or m["first"] or "").casefold().rstrip("."), 0)
    week = m["before"] or m["amid"] or m["behind"]
    alone = m.end() >= line.end
    ordinal = bool(re.search(r"\d(?:st|nd|rd|th|d|ten|er|º)", m["day"] or "", re.I))
    if not 1 <= day <= 31 or not (month or week or ordinal):
        return None  # "12." is the number of a paragraph
    if not alone and not re.search(r"[-—–:]|\.|,", m["end"]):
        return None
    end = m.start("end")
    weekday = weekdays.get((week or "").casefold().rstrip("."), 0)
    until = (months.get((m["month_to"] or "").casefold().rstrip("."), 0), int(m["to"] or 0))
    start = m.start("at") if m.start("at") > start + 3 else start  # behind a place, "Remarks on"
    return _Read(number, Span(start, end), alone, day, month, int(m["right"] or m["year"] or m["over"] or 0), weekday, until)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Over(NamedTuple):
    """What a block of its own says over the entries below it: a year, a month or both, 0 for what it does not say; where it says so."""

    year: int
    month: int
    span: Span

    @property
    def when(self) -> str:
        """The value as TEI writes it, empty for a month without its year."""
        return (f"{self.year:04}" + (f"-{self.month:02}" if self.month else "")) if self.year else ""


@cache
def _over() -> re.Pattern[str]:
    months, _ = _tables()
    year = r"(?:A\.\s?D\.\s?)?(?P<year>1[0-9]\d\d|20\d\d)"
    month = rf"(?P<month>{_alternatives(months)})\b\.?(?:,?\s+{year.replace('year>', 'of>')})?"
    return re.compile(rf"[\[(_*]*(?P<all>(?:Ann[éo]e?\s|Jahr\s|Year\s|Anno\s(?:Domini\s)?)?{year}|{month})\.?[\])_*]*", re.I)


def over(text: str, block: Block) -> Over | None:
    """Return what year and month a block of its own is, None if it is neither."""
    m = _over().fullmatch(text, *block.span) if len(block.lines) == 1 else None
    if m is None:
        return None
    return Over(int(m["year"] or m["of"] or 0), _tables()[0].get((m["month"] or "").casefold(), 0), Span(*m.span("all")))


def read(text: str, blocks: Sequence[Block], given: int = 0) -> list[Day]:
    """Return the days of a diary in order, none where the text is no diary.

    ``given`` is a year that is known otherwise. Blocks are those of the text that are free.
    """
    found = [one for number, block in enumerate(blocks) if (one := _of_block(text, number, block))]
    if len(found) < TITLED or not found:
        return []
    above = text[: found[0].span.start]
    titled = bool(_TITLE.search(above[-2000:]))
    if len(found) < (TITLED if titled else LEAST):
        return []
    forms = [one.alone for one in found]
    shape = sum(forms) * 2 >= len(forms)
    found = [one for one in found if one.alone == shape or one.month or one.weekday]
    set_apart = titled or _dashed(text, found) or _under_year(text, blocks, found)
    if not shape and not (set_apart or sum(bool(one.weekday) for one in found) * 2 >= len(found)):
        return []  # paragraphs that begin with a date
    first = given or _first_year(above, found)
    days = list(_resolved(text, blocks, found, first))
    order = [one.when for one in days if len(one.when) == 10]
    forward = sum(a <= b for a, b in pairwise(order))
    if len(days) < (TITLED if titled else LEAST) or (len(order) > 1 and forward < FORWARD * (len(order) - 1)):
        return []
    return days


def _first_year(above: str, found: Sequence[_Read]) -> int:
    """Return the year in which a diary begins: the last one named over it, of a range ("1915-1916") the one that its weekdays say."""
    named = list(IN_TITLE.finditer(above))
    if not named:
        return 0
    last = int(named[-1]["year"])
    first = int(named[-2]["year"]) if len(named) > 1 and _RANGE.fullmatch(above, named[-2].end(), named[-1].start()) else last
    if not first < last <= first + _LONG:
        return last
    told = [one for one in found if one.weekday and one.month and not one.year]
    fits = {
        year: sum((day := _date(year, one.month, one.day)) is not None and day.isoweekday() == one.weekday for one in told[:_ASKED])
        for year in range(first, last + 1)
    }
    return max(fits, key=lambda year: fits[year])  # the first of several


def _dashed(text: str, found: Sequence[_Read]) -> bool:
    return all(re.match(r"\s*[.,:]?\s?(?:--|—|–)", text[one.span.end : one.span.end + 4]) for one in found)


def _under_year(text: str, blocks: Sequence[Block], found: Sequence[_Read]) -> bool:
    """Whether the days have colons and a year stands over them: "Année 1871" / "5 janvier : ..."."""
    years = any(said.year for block in blocks[: found[0].block] if (said := over(text, block)))
    return years and all(text[one.span.end : one.span.end + 2].strip().startswith(":") for one in found)


def _resolved(text: str, blocks: Sequence[Block], found: Sequence[_Read], year: int) -> Iterator[Day]:
    """Yield the days with their values: month and year go on from entry to entry."""
    month, at = 0, 0
    last: date | None = None
    for one in found:
        heads = [said for block in blocks[at : one.block] if (said := over(text, block))]
        heading = next((said.year for said in heads if said.year), 0)
        at = one.block
        if heading or one.year:
            year, last = one.year or heading, None
        turned = next((said.month for said in heads if said.month), 0)
        if turned:
            if last and year and turned < month and not (heading or one.year):
                year += 1  # JANUARY behind DECEMBER
            month, last = turned, None
        if one.month:
            month = one.month
        elif last and one.day < last.day:  # the next month has begun
            month = last.month % 12 + 1
        if not month:
            continue
        if not year:
            yield Day(one.block, one.span, f"--{month:02}-{one.day:02}", one.alone)
            continue
        when = _date(year, month, one.day)
        if last and when and when < last and not (heading or one.year) and (last - when).days > 31:  # a new year has begun
            when = _date(year + 1, month, one.day) or when
            year = when.year
        if when is None:
            continue
        fits = not one.weekday or when.isoweekday() == one.weekday
        yield Day(one.block, one.span, when.isoformat(), one.alone, not fits, _until(when, *one.until))
        last = when


def _until(first: date, month: int, day: int) -> str:
    """Return the last of several days, empty where there is none behind the first."""
    year, month = (first.year + (0 < month < first.month), month or first.month) if day else (0, 0)
    last = _date(year, month, day) if year else None
    return last.isoformat() if last and last > first else ""
