"""Lines that say where and when a letter was written."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from encoder import lazy_re as re
from encoder.dates.editing import worked
from encoder.dates.engine import find
from encoder.dates.span import DateSpan, Order

#: kinds of dates that name a day, or a month, of writing
WRITTEN = frozenset({
    "dual", "month-day-year", "day-month-year", "month-day", "day-month", "days", "month-year", "figures", "roman-month", "short-year",
    "day-month-short", "month-day-short", "republican", "roman", "dotted", "iso", "friends", "weekday-nth", "year-month-day",
})  # fmt: skip
#: no such line is longer, nor has so many words that are neither the date nor capitalised
LONGEST = 120
STRANGE = 1
#: a letter is read more than once, forwards and backwards: what was found in so many lines is kept
_LINES = 512
_WORDS = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
#: figures that a date may be, where the words say no more: "22/I 93", "15/11 904"
_FIGURES = re.compile(
    r"""
      (?<!\d)\d{1,2}
      (?: \s?[./]\s?(?:\d{1,2}|[IVX]{1,4})(?:\s?[./]|\s|\Z)\s?(?:\d{2,4})?(?!\d)  # "12. 4. 1916", "3/IV 56"
        # "5th May, 1819", "3 de julio de 1910"
        | (?:st|nd|rd|th|d|er|\.|º)?\s(?:de\s)?[^\W\d_]{3,}\.?,?\s(?:de\s)?(?:\d{4}|\d{2})\b )
    | (?<![\d-])\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?![\d-])  # "7-12-16"
    | \b[A-Z][a-z]{2,8}\.?\s?\d{1,2}(?:st|nd|rd|th|d)(?![a-z])  # "Jany12th 1819"
    """,
    re.VERBOSE,
)
#: the number of a note: what follows is its text
_NOTED = re.compile(r"\s*(?:[\[(]\d{1,3}[\])]|[¹²³⁴⁵⁶⁷⁸⁹])")
_REIGN = re.compile(r",? in the [\w-]+(?: [\w-]+)? year of .*", re.I | re.S)
_SMALL = frozenset(
    {
        "the", "of", "at", "in", "on", "and", "near", "this", "day", "d", "den", "le", "ce", "à", "a", "am", "im", "bei", "près", "de",
        "du", "la", "las", "los", "les", "des", "del", "della", "dello", "do", "l",
        "di", "da", "il", "lì", "addì", "em", "el", "en", "ai", "au", "o", "s", "st", "nd", "rd", "th", "dated", "given", "to", "from",
        "aus", "von", "zu", "an", "der", "for", "г", "under", "my", "hand", "o'clock", "p.m", "a.m", "pm", "noon",
        "midnight", "hours", "uhr", "heures", "um", "abends", "morgens", "mittags", "nachmittags", "nachts", "früh",
        # what places are called by: "Head Quarters near Dobb's ferry"
        "ferry", "street", "house", "court", "creek", "river", "hill", "bridge", "mills", "castle", "camp", "office", "hotel", "road",
        "lane", "square",
        "quarters", "headquarters", "before", "county", "straße", "platz", "gasse", "rue", "calle", "via", "quai", "château",
    }
)  # fmt: skip


@lru_cache(_LINES)
def date_in(text: str, anchor: date | None = None, order: Order = "MDY", language: str = "en") -> DateSpan | None:
    """Return the date of a line that says where and when and little else; None for any other line."""
    said = text.replace("_", " ").replace("*", " ")
    if len(said) > LONGEST or said.rstrip().endswith((":", "?", "!")) or _NOTED.match(said) or worked(said):
        return None
    found = next((d for d in find(said, anchor, order, language) if d.kind in WRITTEN or (d.when and d.kind != "year")), None)
    if found is None:
        return None
    return found if _little(said[: found.start]) and _little(said[found.end :]) else None


def dated(text: str, language: str = "en") -> bool:
    """Whether a line says when something was written, though perhaps in figures that nobody can read by themselves."""
    if date_in(text, language=language) is not None:
        return True
    found = None if _NOTED.match(text) or worked(text) else _FIGURES.search(text)
    return found is not None and len(text) <= LONGEST and _little(text[: found.start()]) and _little(text[found.end() :])


def _little(rest: str) -> bool:
    rest = _REIGN.sub("", rest)
    strange = [w for w in _WORDS.findall(rest) if w[0].islower() and w.lower() not in _SMALL]
    return len(strange) < STRANGE and len(_WORDS.findall(rest)) <= 9
