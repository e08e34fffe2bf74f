"""What follows a date in a row: "1972 and 1973", "December 1 and 2", "January 3 and 5, 1957"."""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.dates.calendars import iso
from encoder.dates.readings.years import not_year
from encoder.dates.span import DateSpan, Reading, Scene

#: "December 1 and 2": a second day of the month
_SECOND_DAY = r"""(?x:
    (?:[.,]?\s{and}|,(?=\s{day}{next}\d)|\.(?=\s{day}\.\s(?:{and}\s)?\d{1,2}\.))\s(?:on\s)?(?:the\s)?  # " and the "
    (?P<d>3[01]|[12]\d|[1-9])(?:st|nd|rd|th|d)?  # "2d"
    (?![\w:/]|\s?[ap]\.?\s?m|\s(?:noon|midnight|o.clock)|,?\s\d{4}|\.\d)  # but "and 2 p.m."
    (?=[,.;)]|\s[a-z]|\s*\Z)
)"""
#: a later day of a series with a year behind it: "January 3 and 5, 1957"
_DAY_OF_YEAR = r"{next}(?P<d>{day})(?:{then}(?P<y>{year}))?"
#: "on the 2d, 3d, and 4th were": more days of the month that the first one is in
_MORE_DAYS = (
    r"{next}(?:on\s)?(?:the\s)?(?P<d>{nth})"
    r"(?!\s(?:of\s(?:the\s)?)?(?:{month}|[A-Z])|\.?,?\s(?:of\s(?:the\s)?)?{away}|\s{century})"
)
_IN_SERIES = {"month-day": _SECOND_DAY, "days-year": _DAY_OF_YEAR, "the-nth": _MORE_DAYS}
#: "1972 and 1973": more years in a row
_MORE_YEARS = re.compile(r"(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)(?P<y>(?:1[5-9]|20)\d\d)(?=[,.;:)\]]|\s[a-z(]|\s*\Z)(?![,.]\d)")


class Series:
    """The dates that share a part with one before them, in order."""

    _patterns: dict[tuple[str, str], re.Pattern[str]] = {}  # noqa: RUF012 -- filled once a language

    def __init__(self, text: str, span: DateSpan, row: Reading, m: re.Match[str], scene: Scene) -> None:
        self._text, self._span, self._row, self._m, self._scene = text, span, row, m, scene

    def __iter__(self) -> Iterator[DateSpan]:
        if self._row.name in {"year", "fiscal"}:
            yield from self._years()
        elif self._row.name in _IN_SERIES and self._span.when:
            yield from self._days()

    def _years(self) -> Iterator[DateSpan]:
        more = _MORE_YEARS.match(self._text, self._span.end)
        while more and not not_year(self._text, more.end()):
            another = self._span._replace(start=more.start("y"), end=more.end(), chain=("another year in the row",))
            if self._row.name == "fiscal":
                began = int(self._span.date_from[:4]) - int(self._span.date_to[:4])
                first = f"{int(more['y']) + began}{self._span.date_from[4:]}"
                yield another._replace(date_from=first, date_to=f"{more['y']}{self._span.date_to[4:]}")
            else:
                yield another._replace(when=more["y"])
            more = _MORE_YEARS.match(self._text, more.end())

    def _days(self) -> Iterator[DateSpan]:
        key = (self._row.name, self._scene.words.code)
        if key not in self._patterns:
            self._patterns[key] = re.compile(self._scene.words.fill(_IN_SERIES[self._row.name]))
        pattern, after = self._patterns[key], self._m.end()
        while second := pattern.match(self._text, after):
            value = iso(int(self._span.when[:4]), int(self._span.when[5:7]), self._scene.words.day(second["d"]))
            if not value:
                return
            after = second.end()
            start = second.start("d")
            yield self._span._replace(start=start, end=after, kind="second-day", when=value, chain=("another day of the same month",))
            if self._row.name == "days-year" and second["y"]:
                return
