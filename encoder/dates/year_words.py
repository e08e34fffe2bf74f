"""Years in words: "one thousand seven hundred and eighty-three", "eighteen hundred and twelve"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from encoder import lazy_re as re

#: what stands before such a year, so that it is no number of something else
_CALLS = (
    r"(?:[Yy]ear\s(?:of\s(?:our|the)\s[Ll]ord(?:\sand\s[Ss]avior\s[A-Z]\w+\s[A-Z]\w+)?\s?,?\s?|of\s[Gg]race,?\s)?"
    r"|[Aa]nno\s[Dd]omini,?\s|[Aa]\.\s?[Dd]\.,?\s|[Ll]ord,?\s)"
)
#: a year behind a month, where nothing calls it one, is not later
_LATEST = "1999"
#: white space that stands for words that were written in figures behind it
BLANK = "\x1f"
_GLUE = r"(?:,?\s(?:and\s)?|-)"


class YearWords:
    """Finds years in words of a language that has ``numerals``, and writes them in figures."""

    def __init__(self, numerals: Mapping[str, int], months: Iterable[str]) -> None:
        self._numerals = numerals
        named = "|".join(map(re.escape, months)) or "(?!)"
        words = "|".join(sorted(map(re.escape, numerals), key=len, reverse=True))
        self._hint = next((word for word, number in numerals.items() if number == 100), "")
        self._phrase = re.compile(
            rf"""
            (?P<calls>(?-x:{_CALLS})|(?P<month>(?:{named}),?\s))
            (?P<words>(?:{words})(?:(?-x:{_GLUE})(?:{words}))*)(?![\w-])
            """,
            re.I | re.X,
        )

    def shadow(self, text: str) -> str:
        """Return the text with such a year in figures at its end, and ``BLANK`` before it, so that offsets stay."""
        if not self._hint or (self._hint not in text and self._hint.upper() not in text and self._hint.title() not in text):
            return text
        return self._phrase.sub(self._figures, text)

    def _figures(self, m: re.Match[str]) -> str:
        total, part = 0, 0
        for word in re.split(r"[\s,-]+", m["words"].lower()):
            number = self._numerals.get(word, 0)
            if number == 1000:
                total, part = total + (part or 1) * number, 0
            elif number == 100:
                part = (part or 1) * number
            else:
                part += number
        figures = str(total + part)
        if len(figures) != 4 or (m["month"] and (figures > _LATEST or self._hint not in m["words"].lower())):
            return m[0]  # "in May two thousand men came"
        return m["calls"] + BLANK * (len(m["words"]) - len(figures)) + figures
