"""How likely digits in a text are the reference of a note, by what stands before and behind them.

The scores are logarithms of odds in rough steps of a factor two, from the counts of what stands before
a reference in FRUS (a full stop 48%, a letter 22%, a comma 12%, a digit 8%, a bracket 6%, a colon or
semicolon 3%) against what stands before other numbers (nearly always a space or a dash).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.draft.model import BARRIER

#: FRUS has its references behind the stop: 15 of 23,549 stand before one, but of the numbers one in three.
BEFORE_STOP = -4.0
#: One more figure behind the number of a telegram, by its length; behind the part of a paper ("NSC 10/5").
SERIES = {2: -1.5, 3: 0.5, 4: 1.5, 5: -0.5}
SERIES_PART = 2.0
#: ... where the notes tell how long such numbers are.
USUAL = 1.5
#: Behind a word; behind a stop or a bracket.
GLUED = 5.0
STOPPED = 6.0
#: What cannot be a reference but for a copyist's slip: a space before it.
FREE = -8.0
#: A figure behind a year, an amount in cents, a day of two figures: hardly anything else.
WHOLE = 3.0

YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
#: what is numbered with three figures or four, so that one more may be a reference: "Gocus 5531", "L–3071"
_SERIES = re.compile(
    r"""
    (?: \b(?: [A-Z][a-z]{2,} | niact | [a-z]*tels? | telegrams? | despatch | dispatch | cable
            | numbers? | No\. | Nos\. | NSC )\s
      | [A-Z]– )\Z
    """,
    re.VERBOSE,
)
_HALF_BEHIND = re.compile(r"\s(?:[ap]\.?\s?m|noon|midnight|o.clock)\b")
#: a number of things: "42 million", "30 feet"
_UNIT = re.compile(
    r"""
    \s(?: million | billion | thousand | hundred | per\s?cent | percent
        | yen | dollars | piasters | pounds | francs
        | years | months | days | hours
        | tons | feet | miles | kilometers | meters | barrels
        | men | troops | votes )\b
    """,
    re.VERBOSE,
)
#: a number and its correction
_BETTER = re.compile(r"\s\[\d+[\]?]")
#: the rest of a number copied with spaces: "9, 000, 000"
_SPACED = re.compile(r",\s\d{3}\b(?!\s?[.:-])")
#: an amount of money up to its cents
_CENTS = re.compile(r"[$£¥]\s?[\d,]*\d\.\Z")
#: a day and a month before two figures: the year
_DAY_MONTH = re.compile(r"\b\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\Z")
#: a paper and its first number: "NSC 10/", "DCID 4/"
_PART = re.compile(r"\b(?:NSC|NSCID|DCID|JCS|JIC|PSB|OCB|SWNCC|SANACC|USSR|NIE|SNIE)[\s#–-]*\d+[a-z]?/\Z")
_TAB = re.compile(
    r"\b(?:Tab|Annex|Appendix|Enclosure|Exhibit|Attachment|Schedule|Part|Section|Plan|Option|Column)\s[A-Z]\Z"
)
#: what counts within a page
_WITHIN = re.compile(r"\blines?\s(?:\d+\sand\s)?\Z", re.I)
_MINUTES = re.compile(r"[0-5]\d(?!\d)")
_ENDS = re.compile(r"\d{1,3}(?:\n|\Z)")
#: a heading in several lines, copied without the space between them: "Captain Fuller39to Lieutenant Colonel Wallace"
_JOINED = re.compile(r"(?:to|from|and|at)\s")
#: a number, then a sentence or the end of one; then another word
_SENTENCE_BEHIND = re.compile(r"\d+(?:\s+[A-Z(\[“]|\s*(?:\n|\Z))")
_WORD_BEHIND = re.compile(r"\d+\s[a-z]")
_OWN = re.compile(r"\d+\.\s")
_YEAR_BEHIND = re.compile(r",\s+(?:1[5-9]|20)\d\d")
_MONTH = r"""(?x:
    (?: Jan(?:uary|\.)? | Feb(?:ruary|\.)? | Mar(?:ch|\.)? | Apr(?:il|\.)? | May | June? | July?
      | Aug(?:ust|\.)? | Sept?(?:ember|\.)? | Oct(?:ober|\.)? | Nov(?:ember|\.)? | Dec(?:ember|\.)? )
)"""
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s\Z")
_YEAR_BEFORE = re.compile(
    rf"""
    (?: \b{_MONTH}(?:\s\d\d?,)?  # "May ", "May 5, "
      | \b(?:[Yy]ear|YEAR|FY|CY|[Ii]n|[Ss]ince|early|late|mid)
      | (?:1[5-9]|20)\d\d )[\s–-]\Z
    """,
    re.VERBOSE,
)
_MONTH_AFTER = re.compile(rf"\s{_MONTH}(?:,?\s(?:1[5-9]|20)\d\d|[.,;])")


class _Cut(NamedTuple):
    """A run of digits cut in two: figures of the text (``rest``, with ``outside`` before them), then, at ``start``, the reference."""

    text: str
    run_start: int
    start: int
    rest: str
    outside: str
    usual: int

    def before(self, pattern: re.Pattern[str], far: int = 16) -> bool:
        """Whether a pattern ends where the run begins."""
        return pattern.search(self.text, max(0, self.run_start - far), self.run_start) is not None

    def digit_before(self) -> bool:
        """Whether a digit stands before the sign that is before the run: "3,000", "624.21"."""
        return self.run_start > 1 and self.text[self.run_start - 2].isdigit()

    def one_figure(self) -> bool:
        """Whether the reference can have one figure only."""
        return not self.text[self.start + 1 : self.start + 2].isdigit()


def left_score(text: str, start: int, run_start: int, usual: int = 0) -> float:
    """Score what stands before a number at ``start`` in a run of digits that begins at ``run_start``.

    ``usual`` is how many figures the numbers of telegrams mostly have in the document's notes, 0 where they tell nothing.
    """
    if start == run_start:
        return _glued(text, start)
    cut = _Cut(text, run_start, start, text[run_start:start], text[run_start - 1] if run_start else " ", usual)
    for reading in CUTS:
        score = reading(cut)
        if score is not None:
            return score
    return -1.0 if len(cut.rest) > 2 else -2.5


def _amount(cut: _Cut) -> float | None:
    if cut.outside == "." and cut.before(_CENTS):
        return WHOLE if len(cut.rest) == 2 else -6.0  # $14.401 is $14.40 and a reference
    if cut.outside in "/#$£":
        # 865.51/47, $30; but NSC 10/52 is 10/2 and not the 52nd
        return SERIES_PART if len(cut.rest) == 1 and cut.before(_PART) else -5.0
    return None


def _day_or_year(cut: _Cut) -> float | None:
    figures = len(cut.rest)
    if YEAR.fullmatch(cut.rest):
        return WHOLE
    if figures <= 2 and cut.before(_DAY_MONTH, 15):
        return WHOLE if figures == 2 else -4.0  # 30 Oct 521 is 1952 and a reference, 30 Oct 52 a year
    if figures <= 2 and 1 <= int(cut.rest) <= 31 and cut.before(_MONTH_BEFORE, 12):
        end = cut.start
        while end < len(cut.text) and cut.text[end].isdigit():
            end += 1
        # November 216 is the 21st and a reference; November 21 is a day and November 1921 a year, and hardly the
        # 2nd or the 19th and a reference
        whole = cut.text[cut.run_start : end]
        return -3.0 if int(whole) <= 31 else -4.0 if YEAR.fullmatch(whole) else 4.0
    if figures == 3 and YEAR.fullmatch(cut.text, cut.run_start, cut.start + 1) and cut.one_figure():
        # 1901 is a year, and hardly 190 and a reference
        return -8.0 if cut.before(_YEAR_BEFORE, 14) else -4.0
    return None


def _part_of_number(cut: _Cut) -> float | None:
    if cut.outside == "," and cut.digit_before():
        return 2.0 if len(cut.rest) == 3 else -5.0  # $3,000,0003
    if cut.rest[0] == "0" and cut.outside not in ".:":
        return -5.0
    if cut.outside == ":" or (cut.outside == "." and cut.digit_before()):
        return -5.0  # 4:19, 624.21
    return None


def _own_number(cut: _Cut) -> float | None:
    if cut.outside in "\n" + BARRIER and _OWN.match(cut.text, cut.start):
        return -8.0  # the telegram's own number, before its text
    if cut.text[cut.start] == "0" and cut.one_figure():
        return -5.0  # 150 is no 15 and a first reference of 0
    return None


def _in_series(cut: _Cut) -> float | None:
    figures = len(cut.rest)
    if figures > 1 and cut.before(_SERIES, 14):
        # a number longer than the others has a reference behind it, one as long as they are has none
        return USUAL if figures == cut.usual else -USUAL if figures + 1 == cut.usual else SERIES[min(figures, 5)]
    if figures <= 2 and cut.before(_WITHIN, 14):
        return 0.0  # line 1574 is line 15 and a reference
    return None


#: what the figures before a reference may be; the first that knows them tells
CUTS: tuple[Callable[[_Cut], float | None], ...] = (_amount, _day_or_year, _part_of_number, _own_number, _in_series)


def _glued(text: str, start: int) -> float:
    """Score what stands before a number that is a run of digits by itself."""
    if start == 0:
        return FREE
    before = text[start - 1]
    second = text[start - 2] if start > 1 else " "
    if before.isspace():
        return FREE
    if before.isalpha():
        return _behind_letter(text, start, before, second)
    if before == ".":
        return _behind_stop(text, start, second)
    if before == ",":
        return WHOLE if second.isdigit() else STOPPED
    if before in "”’\"'":
        return -3.0 if before in "’'" and (second.isspace() or second.isupper() or second in "([") else GLUED  # FY'72
    if before == ":" and second.isdigit():
        return -6.0 if _MINUTES.match(text, start) else WHOLE  # 4:30
    if before in ":;?!)]…*†‡" or before == BARRIER:
        return STOPPED
    if before == "—":
        return 1.0
    if before in "-–":
        return -5.0 if second.isdigit() else -3.0
    if before == "“" and _ENDS.match(text, start):
        return 4.0  # a closing quotation mark, printed the other way
    return -7.0 if before in "$£€#/(“‘" else -1.0


def _behind_letter(text: str, start: int, before: str, second: str) -> float:
    if before == "Y" and second == "F":
        return -4.0  # FY62
    if before.isupper() and not second.isalpha():
        # B52, G4; but (Tab D2)
        return 4.0 if _TAB.search(text, max(0, start - 14), start) else 0.0
    return GLUED


def _behind_stop(text: str, start: int, second: str) -> float:
    if second == " " and text[max(0, start - 3)] == ".":
        return STOPPED  # . . .
    if second in "$£ (\n\t":
        return -5.0  # $.64
    if not second.isdigit():
        return STOPPED
    if _CENTS.search(text, max(0, start - 16), start):
        return -6.0  # $1.15
    # "1754.1 Embassy" three times in four; "2.5 percent" fifty times in fifty-one
    return 2.5 if _SENTENCE_BEHIND.match(text, start) else -3.0 if _WORD_BEHIND.match(text, start) else 1.0


def right_score(text: str, end: int) -> float:
    """Score what stands behind a number that ends at ``end``."""
    if end >= len(text):
        return 0.5
    after = text[end]
    following = text[end + 1] if end + 1 < len(text) else " "
    if after.isspace() or after == BARRIER:
        if _HALF_BEHIND.match(text, end):
            return -6.0  # 4:19 p.m.
        if _MONTH_AFTER.match(text, end):
            return -4.0  # 22 February
        return -3.0 if _UNIT.match(text, end) or _BETTER.match(text, end) else 0.5  # 42.3 million, 422 [442]
    if after.isdigit():
        return -9.0
    if after.isalpha():
        return -0.5 if after.isupper() or _JOINED.match(text, end) else -5.0
    if after in ",.:" and (following.isdigit() or _SPACED.match(text, end)):
        return -5.0
    if after == "," and _YEAR_BEHIND.match(text, end):
        return -6.0  # January 10, 1969
    if after in "%/°":
        return -5.0
    if after in "-–—":
        return -5.0 if following.isdigit() else 0.0 if after == "—" else -1.5
    if after in "’'":
        return -1.0
    return BEFORE_STOP if after in ".,;:" else 0.0
