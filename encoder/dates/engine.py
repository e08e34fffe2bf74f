"""The search for dates: where an expression may begin, which reading takes it, what follows it in a row.

The forms are the rows of ``readings``, tried in their order where an expression may begin (in a long run as one alternation, which is
made when that pays); a row that refuses what was found leaves it to the rows behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from itertools import islice

from ahocorasick_rs import AhoCorasick

from encoder import lazy_re as re
from encoder.dates.calendars import whole_day
from encoder.dates.fitting import fitting
from encoder.dates.misread import misread
from encoder.dates.publication import heads
from encoder.dates.readings import TABLE
from encoder.dates.readings.tense import SENTENCE, cites
from encoder.dates.series import Series
from encoder.dates.span import DateSpan, Order, Reading, Scene
from encoder.dates.told import Told
from encoder.dates.vocabulary import vocabulary
from encoder.dates.year_words import BLANK
from encoder.language.firsts import FIGURE, Begun, beginning

__all__ = ["DateSpan", "Grammar", "Order", "Reader", "find", "grammar", "tells_days"]

_NAMED = re.compile(r"\?P<\w+>")
#: figures that may begin an expression: a year, a group of day and time, an ordinal, figures with strokes or stops, a number before a month
_FIGURES = r"""
    (?<![\w$£.,:/])
    (?= \d{6}\s?Z  # "051430Z"
      | (?:1\d|20)\d\d(?!\d)  # "1958"
      | (?<=[Yy]ear\s)\d{3}(?!\d)  # year "813"
      | \d{1,4}\s(?:A\.|AD|n\.)  # "70 A.D."
      | \d{1,2}
        (?: \s?[./(–—-]  # "5/12", "5–7"
          | \s[IVX]+\b  # "5 XII"
          | [^\W\d]  # "5th"
          | [^\n]{0,32}[\ua001-\ua02c]  # "5 of the last" and the sign of a month
          | \.?,?\s+(?:of\s+)?(?:the\s+)?(?:{away}|{republican}|{day_word}|\d{1,2}\.?\s[Mm])
        )
    )
"""
_DIGIT = re.compile(r"\d")
#: what stands before no expression, besides letters and figures
_GLUED = frozenset("_$£.:/")
#: words that begin an expression and stand in no table
_OPENINGS = {
    opening
    for words in (
        "fiscal", "last", "next", "this", "past", "coming", "following", "previous", "same ", "the next", "the following",
        "preceding", "that day", "that date", "present", "current", "succeeding", "ensuing", "week-end", "weekend", "day before",
        "day after", "day previous", "day preceding", "day following", "night before", "night previous", "evening before",
        "evening previous", "morning after", "that very", "that same", "that morning", "that forenoon", "that afternoon",
        "that evening", "that night", "that year", "the same year",
    )
    for opening in (words, words[0].upper() + words[1:])
}  # fmt: skip
#: signs that begin an expression in every language: figures (``figures``; what stands behind them is asked elsewhere), months,
#: a year with an apostrophe, numerals of Roman days. The first character by itself: so the search is quick
_SIGNED = r"""
    [{first}]
    (?: (?P<figures>(?<=\d)\d*) | (?<=[\ua001-\ua01c]) | (?<=[’'‘])(?=\d\d(?!\w))
      | (?<!\w.)(?:(?<=M)(?=[DCL,.]) | (?<=I)d[a-z]*\.?\s | (?<=[IVX])[IVX]{{0,4}}\.?\s(?=K|N|I))
    )
"""
_SIGNS = re.compile(_SIGNED.format(first=r"\d’'‘\ua001-\ua01cIMVX"), re.X)
#: in a text that has no figures of other scripts
_ASCII_SIGNS = re.compile(_SIGNED.format(first="0-9'IMVX"), re.X)
#: years of account, eras, Roman days, and how they begin
_CALLED = re.compile(
    r"""
    (?<!\w)
    (?: [FC]Y | A(?:\.\s?D\.|D) | a\.\s?d\. | [Aa]nno | (?:[Pp]rid|K(?:al|[Ll])|Cal|Non)[a-z]*\.?\s )
    """,
    re.X,
)
_CALLS = ("FY", "CY", "A.", "AD", "a.", "Anno", "anno", "Prid", "prid", "Kal", "KL", "Kl", "Cal", "Non")
#: a number that an editor corrects: "August 12 [13], 1955"
_CORRECTED = re.compile(r"(?<![\w.,/-])\d{1,4}\s\[(?P<right>\d{1,4})\](?P<month>\s(?:(?:day\s)?of\s)?[A-Z])?")
#: a month that an editor adds: "14 [November]", "2 [June] 1958"
_ADDED_MONTH = re.compile(r"(?<=\d\s)\[(?P<month>[^\W\d_]{3,9})\]")
#: a day in quotation marks, as Russian offices write it: "13" September 1957
_QUOTED = re.compile(r"[“”\"«»„](?P<day>\d{1,2})[“”\"«»](?=\s[^\W\d_]{3,9}\s(?:1[89]|20)\d\d)")
_QUOTES = "“”\"«»„"
_SPACE = re.compile(r"[\n\t\r\u00a0]")
#: a year in full; a year of two figures at the end
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CENTURY_OPEN = re.compile(r"(?<!\d)(?P<year>\d\d)\W*\Z")
#: an article is no part of the words of a date: "the end of December"
_ARTICLE = re.compile(r"[Tt]he\s+|THE\s+")
_BLOCK = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_DAY_BEHIND = re.compile(
    r"""
    (?:\s(?:morning|afternoon|evening|night))?[.,]{0,2}\s(?:(?P<opened>\()|the\s|den\s|le\s|d\.\s)?
    (?=[\dA-ZÀ-Þ\ua001-\ua02c]|[a-z-]+\s(?:day\s)?of\s)  # (Thursday) "the twentieth day of July"
    """,
    re.X,
)
_WHOLE_DAYS = (
    "month-day-year",
    "day-month-year",
    "month-day-short",
    "day-month-short",
    "month-day-side",
    "month-day",
    "day-month",
    "roman-month",
    "dotted",
)
#: how a block of a diary or a chronicle begins: with a day, alone or before what happened on it
_ENTRY = r"""[\s*#\[(_]*(?:{weekday}[.,]?\s+)?
(?:{month}\s*{day}|{day}{of}{month}|{year}[.,]?\s+{month}\s+{day})(?:{then}{year})?
[\])_*]*\s*(?:[.,:;—–-]|\Z)"""
#: one pattern of many rows takes half the time of one after the other, but as long to be made as so many tries: not for few texts
_OFTEN = 20_000
#: so many such blocks make a diary
_ENTRIES = 3
_ENTRY_HEAD = 60
#: a head of another time lies so many years from the anchor
_FAR_YEARS = 15


def _corrected(m: re.Match[str]) -> str:
    """Put the right number in the place of both, beside the month, so that offsets stay."""
    length = len(m.group()) - len(m["month"] or "")
    padded = m["right"].ljust(length) if m["month"] else m["right"].rjust(length)
    return padded + (m["month"] or "")


#: up to the last month
_TO_MONTH = re.compile(r".*[\ua001-\ua02c]", re.S)
_ANY_MONTH = re.compile(r"[\ua001-\ua02c]")


class Grammar:
    """The rows of the table for one language, as one pattern and each by itself."""

    def __init__(self, code: str) -> None:
        self.words = vocabulary(code)
        self.rows: tuple[Reading, ...] = TABLE
        self._patterns = [self.words.fill(row.pattern) for row in self.rows]
        self._figures = re.compile(self.words.fill(_FIGURES), re.VERBOSE)
        self.entry = re.compile(self.words.fill(_ENTRY), re.VERBOSE)
        #: compiled when they are first asked
        self._compiled = [re.compile(pattern, re.VERBOSE) for pattern in self._patterns]
        self._pieces: dict[str, Begun] = {}
        #: for a character, and whether a month stands at it or behind it: the rows that may match there
        self._rows: dict[tuple[str, bool], tuple[int, ...]] = {}
        #: how often rows were asked together; from so many times on as one
        self._asked: dict[tuple[int, ...], int] = {}
        self.often = _OFTEN
        self._scans: dict[tuple[int, ...], re.Pattern[str]] = {}
        self._last_month = ("", -1)
        self.days = tuple(n for n, row in enumerate(self.rows) if row.name in _WHOLE_DAYS)
        self._starts = AhoCorasick([*_CALLS, *(sorted(self.words.starts() | _OPENINGS) if code else ())])

    def pattern(self, number: int) -> re.Pattern[str]:
        """Return the pattern of a row."""
        return self._compiled[number]

    def beginnings(self, text: str) -> list[int]:
        """Return where an expression may begin, in order."""
        found = set()
        for m in (_ASCII_SIGNS if text.isascii() else _SIGNS).finditer(text):
            start = m.start()
            if m["figures"] is None or self._figures.match(text, start):
                found.add(start)
        for number, start, _ in self._starts.find_matches_as_indexes(text, overlapping=True):
            before = text[start - 1] if start else " "
            if number < len(_CALLS):
                if _CALLED.match(text, start):
                    found.add(start)
            elif not (before.isalnum() or before in _GLUED):
                found.add(start)
        return sorted(found)

    def _scan(self, rows: tuple[int, ...]) -> re.Pattern[str]:
        """Return rows as one pattern."""
        if rows not in self._scans:
            joined = "|".join(f"(?P<k{n}>{_NAMED.sub('?:', self._patterns[n])}\n)" for n in rows)
            self._scans[rows] = re.compile(joined, re.VERBOSE)
        return self._scans[rows]

    @cached_property
    def _begun(self) -> tuple[Begun, ...]:
        """How each row begins."""
        return tuple(beginning(row.pattern, self._piece) for row in self.rows)

    def _piece(self, name: str) -> Begun:
        if name not in self._pieces:
            self._pieces[name] = beginning(self.words.pieces[name], self._piece)
        return self._pieces[name]

    def _fitting(self, sign: str, month: bool) -> tuple[int, ...]:
        """Return the rows that can begin with a character; without a ``month`` to come those that need none."""
        known = self._rows.get((sign, month))
        if known is None:
            sign_ = FIGURE if sign.isdecimal() and not sign.isascii() else sign
            fit = (n for n, begun in enumerate(self._begun) if begun.signs is None or begun.empty or sign_ in begun.signs)
            known = self._rows[sign, month] = tuple(n for n in fit if month or not self._begun[n].month)
        return known

    def matching(self, text: str, start: int) -> Iterator[tuple[Reading, re.Match[str]]]:
        """Yield the rows that match at an offset, in their order, with what they match."""
        if self._last_month[0] is not text:
            found = _TO_MONTH.match(text) if _ANY_MONTH.search(text) else None
            self._last_month = (text, found.end() - 1 if found else -1)
        rows = self._fitting(text[start], self._last_month[1] >= start)
        self._asked[rows] = self._asked.get(rows, 0) + 1
        at = 0
        if self._asked[rows] >= self.often and rows:
            found = self._scan(rows).match(text, start)
            if not found:
                return
            at = bisect_left(rows, int((found.lastgroup or "k0")[1:]))
        compiled = self._compiled
        for n in rows[at:] if at else rows:
            m = compiled[n].match(text, start)
            if m:
                yield self.rows[n], m


@cache
def grammar(code: str) -> Grammar:
    """Return the grammar of a language, made when it is first asked for."""
    return Grammar(code)


class Reader:
    """Reads the blocks of one text, one after the other: what a block mentions is known in the next.

    In a ``diary`` a day at the head of a block is the day from which what follows is reckoned. What is told ``later``, in notes,
    knows what came after the anchor. Who is ``asked`` about his life speaks of the year he has just named. Where a line ``heads``
    what follows with a day of another time than the anchor's, that is the day: a page of the web, a catalogue has a day of its own
    above the text.
    """

    def __init__(
        self,
        anchor: date | None = None,
        order: Order = "MDY",
        language: str = "en",
        *,
        diary: bool = False,
        later: bool = False,
        heads: bool = False,
        asked: bool = False,
    ) -> None:
        self.heads = heads
        self.anchor = anchor
        self.later = later
        self.diary = diary
        self.order: Order = order
        self.last: date | None = None
        self.day: date | None = None
        self._near: date | None = None
        self._cited = False
        self._spoken = Told(asked)
        self._said = 0
        self._grammar = grammar(language)

    def read(self, block: str) -> Iterator[DateSpan]:
        """Yield the expressions of a block from left to right; they never overlap."""
        text = _ADDED_MONTH.sub(r"\g<month>  ", _CORRECTED.sub(_corrected, block)) if "[" in block else block
        if any(map(text.__contains__, _QUOTES)):
            text = _QUOTED.sub(rf"{BLANK}\g<day>{BLANK}", text)
        text = self._grammar.words.shadow(text if text.isprintable() else _SPACE.sub(" ", text))
        text = misread(text)
        self._near = None
        self._spoken.next_block()
        end = 0
        for start in self._grammar.beginnings(text):
            found = self._first(text, block, start) if start >= end else None
            if found is None:
                continue
            row, m, span = found
            if row.name == "weekday":
                span = self._with_day(text, block, m) or span
            end = max(m.end() if row.name != "weekday" else span.end, span.end)
            while text[span.start - 1 : span.start] == BLANK:
                span = span._replace(start=span.start - 1)
            span = _bracketed(span, block)
            if article := _ARTICLE.match(block, span.start, span.end):
                span = span._replace(start=article.end())
            yield self._seen(self._told(span._replace(text=block[span.start : span.end])), text)
            for more in Series(text, span, row, m, self._scene(text, block, m)):
                end = more.end
                yield self._seen(self._told(more._replace(text=block[more.start : more.end])), text)

    def _told(self, span: DateSpan) -> DateSpan:
        """Return an expression as a guess where its century is not in its words: "27/X/62" in a text of 1962."""
        short = _CENTURY_OPEN.search(span.text) if span.first and not span.cert else None
        if not short or span.first[2:4] != short["year"] or _YEAR.search(span.text):
            return span
        return span._replace(cert="high" if self.anchor else "medium")

    def _scene(self, text: str, block: str, m: re.Match[str]) -> Scene:
        near = self._near if self._near and not SENTENCE.search(text, self._said, m.start()) else None
        words, cited, told = self._grammar.words, self._cited, self._spoken.date()
        return Scene(words, self.anchor, text, m.start(), m.end(), self.last, self.order, block, self.later, self.day, near, cited, told)

    def _seen(self, span: DateSpan, text: str) -> DateSpan:
        """Remember what was mentioned; a day at the head of a block is the day of what it tells: an entry of a diary."""
        day = whole_day(span.when or span.date_to) if span.when or span.date_to else None
        if day:
            self._spoken.hear(span, day, self.anchor)
            self.last = day
            if not span.cert and len(span.when) >= len("1958-12"):
                self._near, self._said = day, span.end
                self._cited = len(span.when) >= len("1958-12-04") and cites(text, span.start)
            if len(span.when or span.date_to) >= len("1958-12-04"):
                self.day = day
            if len(span.when) >= len("1958-12-04") and (self._opens_entry(span, text) or self._heads(span, text, day)):
                self.anchor = day
        return span

    def _opens_entry(self, span: DateSpan, text: str) -> bool:
        return self.diary and not text[: span.start].strip(" *#[(")

    def _heads(self, span: DateSpan, text: str, day: date) -> bool:
        """Whether a day heads what follows in a line of its own, far from the anchor: "The Times, August 5, 1857" under a day of 2021."""
        if not self.heads or self.anchor is None or span.cert or abs(day.year - self.anchor.year) <= _FAR_YEARS:
            return False
        return heads(text, span.start, span.end)

    def _first(self, text: str, block: str, start: int) -> tuple[Reading, re.Match[str], DateSpan] | None:
        """Return the first reading that takes what stands at an offset."""
        for row, m in self._grammar.matching(text, start):
            scene = self._scene(text, block, m)
            if row.stands is not None and not row.stands(scene):
                continue
            span = row.read(m, scene, DateSpan(m.start(), m.end(), m.group(), row.name))
            if span is not None:
                return row, m, span
        return None

    def _with_day(self, text: str, block: str, weekday: re.Match[str]) -> DateSpan | None:
        """Return the day that stands behind a weekday ("Monday, June 3"), with a doubt where the two do not fit."""
        behind = _DAY_BEHIND.match(text, weekday.end())
        if not behind:
            return None
        for number in self._grammar.days:
            row = self._grammar.rows[number]
            m = self._grammar.pattern(number).match(text, behind.end())
            span = row.read(m, self._scene(text, block, m), DateSpan(weekday.start(), m.end(), "", row.name)) if m else None
            if span is None:
                continue
            if behind["opened"] and text[span.end : span.end + 1] == ")":  # "Monday (January 30)"
                span = span._replace(end=span.end + 1)
            open_year = span.cert != "" and row.name != "month-day-side"  # "the 27th of May last" has its year
            return fitting(span, self._grammar.words.weekdays, weekday["w"], open_year)
        return None


def _bracketed(span: DateSpan, block: str) -> DateSpan:
    """Return an expression with the bracket around its last word: "14 [November]"."""
    bracket = block.rfind("[", span.start, span.end)
    if bracket < 0 or "]" in block[bracket : span.end]:
        return span
    close = block.find("]", span.end, span.end + 3)
    return span._replace(end=close + 1) if close >= 0 else span


def tells_days(blocks: Iterable[str], language: str = "en") -> bool:
    """Whether a text is told day by day: some of its blocks begin with a day."""
    made = grammar(language)
    heads = (
        block for block in blocks if _DIGIT.search(block, 0, _ENTRY_HEAD) and made.entry.match(made.words.shadow(block[:_ENTRY_HEAD]))
    )
    return sum(1 for _ in islice(heads, _ENTRIES)) == _ENTRIES


def find(text: str, anchor: date | None = None, order: Order = "MDY", language: str = "en") -> Iterator[DateSpan]:
    """Yield the date expressions of a text from left to right; they never overlap.

    ``anchor`` is the day of writing, from which missing parts are reckoned; without it expressions that need
    it are found without a value. ``order`` is how figures alone (7/3/18) are read. ``language`` is the code of the text's language,
    ``""`` for one that has no table: then only full dates and figures are read. No expression runs over a blank line.
    Of a number and its correction ("August 12 [13], 1955") the correction is read.
    """
    blocks = [(m.start(), m.group()) for m in _BLOCK.finditer(text)] if "\n" in text else [(0, text)]
    reader = Reader(anchor, order, language, diary=tells_days((block for _, block in blocks), language))
    for start, block in blocks:
        for span in reader.read(block):
            yield span._replace(start=span.start + start, end=span.end + start)
