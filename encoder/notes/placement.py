"""Where in a text the notes of its end list belong: the references are digits glued to words.

The best assignment for the whole document is found by a dynamic programme: every place where the
number of note *i* stands is a candidate with a score for what stands before and behind it, the
references increase from left to right, and a note may stay without a place at a price. Time grows with
the length of the text plus, for each note, the number of places where its number ends a run of digits.

The scores are logarithms of odds in rough steps of a factor two, from the counts of what stands before
a reference in FRUS (a full stop 48%, a letter 22%, a comma 12%, a digit 8%, a bracket 6%, a colon or
semicolon 3%) against what stands before other numbers (nearly always a space or a dash).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from encoder import lazy_re as re
from encoder.draft.model import BARRIER
from encoder.language.lexicon import words

#: What a note costs that finds no place.
SKIP = -7.0
#: The score of what cannot be.
LOST = float("-inf")
#: Two references that touch ("officers—23" is 2 and 3).
ADJACENT = 3.0
#: ... behind a number that is no year nor day ("16323" is 1632 and 3, hardly 163, 2 and 3).
CUT_TWICE = -1.0
#: What a reference can score at the best, before and behind it.
BEST = 6.5
#: FRUS has its references behind the stop: 15 of 23,549 stand before one, but of the numbers one in three.
BEFORE_STOP = -4.0
#: The first reference at the end of the heading.
HEAD_END = 5.0
#: A reference with a score below this may be a number; then other beginnings of the count are tried, and one of
#: them has to be better by so much.
DOUBTFUL, UNUSUAL = 3.0, 2.0
#: With so many notes all of them are tried with numbers left out and doubled too.
FEW = 12
#: Where a note scores less on the average its number may be hidden at the end of another one.
HIDDEN = 1.5
#: ... and how far one of them may be from the one before it.
FAR = 3
#: Up to so many notes times numbers other countings are tried; the largest of 9,276 documents of FRUS, with tables, has 22,000.
LARGEST = 60_000
#: A mark that is no number: a letter, a full stop, a quotation mark before it.
CERTAIN = 4.5
#: How many beginnings are tried, and with numbers left out and doubled.
BEGINNINGS, TRIED = 24, 8
#: How far the numbers may fall behind the notes: signs and doubled numbers take a note each, numbers left out give
#: one back; and what either costs.
SHIFTS = tuple(range(-9, 9))
LEFT_OUT, SIGN = -4.0, -2.0
#: ... and each further number left out at the same place: a table went without its notes.
LEFT_OUT_TOO = -0.5
#: The number of an earlier note again, whose words the note repeats.
REPEATED = -0.5
#: What a letter scores that may be a reference.
LETTER = 4.0
#: The note begins with the number of a telegram or despatch that stands shortly before the place.
WITNESS, NEAR = 3.5, 60
#: One more figure behind the number of a telegram, by its length; behind the part of a paper ("NSC 10/5").
SERIES = {2: -1.5, 3: 0.5, 4: 1.5, 5: -0.5}
SERIES_PART = 2.0
#: ... where the notes tell how long such numbers are.
USUAL = 1.5
#: What a figure loses among the figures of a table.
CELL = -4.0
#: Candidates below this are not worth keeping: a number with a space before it and a word behind.
FLOOR = -6.5

_RUN = re.compile(r"\d+")
#: the file number over a document: "501.BC Indonesia/10–1849: Telegram", "611.60d31/42"
_FILE = re.compile(r"\d{3}[A-Z]{0,2}\.(?:\d|[A-Z]{2}\s)[^\n]{0,60}$", re.M)
#: what is numbered with three figures or four, so that one more may be a reference: "Gocus 5531", "L–3071"
_SERIES = re.compile(r"(?:\b(?:[A-Z][a-z]{2,}|niact|[a-z]*tels?|telegrams?|despatch|dispatch|cable|numbers?|No\.|Nos\.|NSC)\s|[A-Z]–)\Z")
_LETTERED = re.compile(r"(?<!\d)(?P<n>\d{1,3})[a-c](?!\w)")
_SIGN = re.compile(r"(?:\*\*?|†|‡|§)(?![*\]])")
#: a letter behind a stop, and one behind a number of two or three figures
_LETTER = re.compile(r"[,.;:)”](?P<stopped>[a-d])(?=\s)|\d{2,3}(?P<counted>[a-c])(?=[\s,.;])")
_DOCUMENTS = frozenset(words.table("documents")["annotated"])
#: words that are other words with a letter behind them: "area", "fora"
_WITH_LETTER = frozenset(("are", "for"))
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORDS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_HALF_BEHIND = re.compile(r"\s(?:[ap]\.?\s?m|noon|midnight|o.clock)\b")
_UNIT = re.compile(
    r"\s(?:million|billion|thousand|hundred|per\s?cent|percent|yen|dollars|piasters|pounds|francs|years|months|days|hours|tons|feet|miles"
    r"|kilometers|meters|barrels|men|troops|votes)\b"
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
_TAB = re.compile(r"\b(?:Tab|Annex|Appendix|Enclosure|Exhibit|Attachment|Schedule|Part|Section|Plan|Option|Column)\s[A-Z]\Z")
#: what counts within a page
_WITHIN = re.compile(r"\blines?\s(?:\d+\sand\s)?\Z", re.I)
#: a cell without a word, up to a letter that may be its reference
_FIGURES = re.compile(r"[^\t\nA-Za-z]*(?:[a-e])?(?=[\t\n]|\Z)")
_MINUTES = re.compile(r"[0-5]\d(?!\d)")
_ENDS = re.compile(r"\d{1,3}(?:\n|\Z)")
#: a heading in several lines, copied without the space between them: "Captain Fuller39to Lieutenant Colonel Wallace"
_JOINED = re.compile(r"(?:to|from|and|at)\s")
#: a number, then a sentence or the end of one; then another word
_SENTENCE_BEHIND = re.compile(r"\d+(?:\s+[A-Z(\[“]|\s*(?:\n|\Z))")
_WORD_BEHIND = re.compile(r"\d+\s[a-z]")
_OWN = re.compile(r"\d+\.\s")
_YEAR_BEHIND = re.compile(r",\s+(?:1[5-9]|20)\d\d")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s\Z")
_YEAR_BEFORE = re.compile(rf"(?:\b{_MONTH}(?:\s\d\d?,)?|\b(?:[Yy]ear|YEAR|FY|CY|[Ii]n|[Ss]ince|early|late|mid)|(?:1[5-9]|20)\d\d)[\s–-]\Z")
_MONTH_AFTER = re.compile(rf"\s{_MONTH}(?:,?\s(?:1[5-9]|20)\d\d|[.,;])")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place given to a note: ``text[start:end]`` is its number; ``score`` is in the units above."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Placement:
    """One reference or None for each note, the total score, and the notes (from 0) that fit as well at a later place.

    Of places that fit equally well the first one is taken.
    """

    references: tuple[Reference | None, ...]
    score: float
    first: int
    ties: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    left: float
    right: float
    #: how well another reference may touch it
    adjacent: float = ADJACENT


def left_score(text: str, start: int, run_start: int, usual: int = 0) -> float:
    """Score what stands before a number at ``start`` in a run of digits that begins at ``run_start``.

    ``usual`` is how many figures the numbers of telegrams mostly have in the document's notes, 0 where they tell nothing.
    """
    if start > run_start:
        rest = text[run_start:start]
        outside = text[run_start - 1] if run_start else " "
        if outside == "." and _CENTS.search(text, max(0, run_start - 16), run_start):
            return 3.0 if len(rest) == 2 else -6.0  # $14.401 is $14.40 and a reference
        if outside in "/#$£":
            # 865.51/47, $30; but NSC 10/52 is 10/2 and not the 52nd
            return SERIES_PART if len(rest) == 1 and _PART.search(text, max(0, run_start - 16), run_start) else -5.0
        if _YEAR.fullmatch(rest):
            return 3.0
        if len(rest) <= 2 and _DAY_MONTH.search(text, max(0, run_start - 15), run_start):
            return 3.0 if len(rest) == 2 else -4.0  # 30 Oct 521 is 1952 and a reference, 30 Oct 52 a year
        if len(rest) <= 2 and 1 <= int(rest) <= 31 and _MONTH_BEFORE.search(text, max(0, run_start - 12), run_start):
            end = start
            while end < len(text) and text[end].isdigit():
                end += 1
            # November 216 is the 21st and a reference; November 21 is a day and November 1921 a year, and hardly the
            # 2nd or the 19th and a reference
            return -3.0 if int(text[run_start:end]) <= 31 else -4.0 if _YEAR.fullmatch(text, run_start, end) else 4.0
        if len(rest) == 3 and _YEAR.fullmatch(text, run_start, start + 1) and not text[start + 1 : start + 2].isdigit():
            # 1901 is a year, and hardly 190 and a reference
            return -8.0 if _YEAR_BEFORE.search(text, max(0, run_start - 14), run_start) else -4.0
        if outside == "," and run_start > 1 and text[run_start - 2].isdigit():
            return 2.0 if len(rest) == 3 else -5.0  # $3,000,0003
        if rest[0] == "0" and outside not in ".:":
            return -5.0
        if outside == ":" or (outside == "." and run_start > 1 and text[run_start - 2].isdigit()):
            return -5.0  # 4:19, 624.21
        if outside in "\n" + BARRIER and _OWN.match(text, start):
            return -8.0  # the telegram's own number, before its text
        if text[start] == "0" and not text[start + 1 : start + 2].isdigit():
            return -5.0  # 150 is no 15 and a first reference of 0
        if len(rest) > 1 and _SERIES.search(text, max(0, run_start - 14), run_start):
            # a number longer than the others has a reference behind it, one as long as they are has none
            return USUAL if len(rest) == usual else -USUAL if len(rest) + 1 == usual else SERIES[min(len(rest), 5)]
        if len(rest) <= 2 and _WITHIN.search(text, max(0, run_start - 14), run_start):
            return 0.0  # line 1574 is line 15 and a reference
        return -1.0 if len(rest) > 2 else -2.5
    if start == 0:
        return -8.0
    before = text[start - 1]
    second = text[start - 2] if start > 1 else " "
    if before.isspace():
        return -8.0
    if before.isalpha():
        if before == "Y" and second == "F":
            return -4.0  # FY62
        if before.isupper() and not second.isalpha():
            # B52, G4; but (Tab D2)
            return 4.0 if _TAB.search(text, max(0, start - 14), start) else 0.0
        return 5.0
    if before == ".":
        if second == " " and text[max(0, start - 3)] == ".":
            return 6.0  # . . .
        if second in "$£ (\n\t":
            return -5.0  # $.64
        if second.isdigit():
            if _CENTS.search(text, max(0, start - 16), start):
                return -6.0  # $1.15
            # "1754.1 Embassy" three times in four; "2.5 percent" fifty times in fifty-one
            return 2.5 if _SENTENCE_BEHIND.match(text, start) else -3.0 if _WORD_BEHIND.match(text, start) else 1.0
        return 6.0
    if before == ",":
        return 3.0 if second.isdigit() else 6.0
    if before in "”’\"'":
        return -3.0 if before in "’'" and (second.isspace() or second.isupper() or second in "([") else 5.0  # FY'72
    if before == ":" and second.isdigit():
        return -6.0 if _MINUTES.match(text, start) else 3.0  # 4:30
    if before in ":;?!)]…*†‡" or before == BARRIER:
        return 6.0
    if before == "—":
        return 1.0
    if before in "-–":
        return -5.0 if second.isdigit() else -3.0
    if before == "“" and _ENDS.match(text, start):
        return 4.0  # a closing quotation mark, printed the other way
    if before in "$£€#/(“‘":
        return -7.0
    return -1.0


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


class _Numbers:
    """Where each number can stand as a reference."""

    def __init__(self, text: str, usual: int = 0) -> None:
        self.text = text
        self.usual = usual
        self.tabbed = "\t" in text
        files = [m.span() for m in _FILE.finditer(text) if not text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip()]
        starts = [start for start, _ in files]
        self.runs = []
        for m in _RUN.finditer(text):
            k = bisect_right(starts, m.start()) - 1
            if k < 0 or m.start() >= files[k][1]:
                self.runs.append(m.span())
        self.cache: dict[tuple[str, str], list[_Candidate]] = {}
        self.witnesses: Sequence[str] = ()
        #: for each note the sign it begins with, and how many before it have none
        self.marks: Sequence[str] = ()
        self.counted: Sequence[int] = ()
        #: for each note the earlier ones with the same words
        self.same: Sequence[Sequence[int]] = ()
        self._tops: dict[int, float] = {}
        self._named: dict[str, list[int]] = {}
        self._known: frozenset[str] | None = None
        self._signs: list[_Candidate] | None = None
        self._lettered: dict[str, list[_Candidate]] | None = None
        self.by_last: dict[str, list[tuple[int, int]]] = {}
        for start, end in self.runs:
            self.by_last.setdefault(text[end - 1], []).append((start, end))

    def top(self, value: int) -> float:
        """Return what a number can score at the best, alone or touching others."""
        kept = self._tops.get(value)
        if kept is None:
            number = str(value)
            kept = SKIP
            for c in self.candidates(number, str(value + 1)) + self.lettered(number):
                alone = max(c.left, c.left + c.right)
                touched = ADJACENT + max(c.right, 0.0) if self.text[c.start - 1].isdigit() else SKIP
                kept = max(kept, alone, touched)
            self._tops[value] = kept
        return kept

    def bounds(self, first: int, count: int, shifts: tuple[int, ...]) -> list[float]:
        """Return for each note, and behind the last, a score that it and those behind it do not exceed in any assignment."""
        sign = max((c.left + c.right for c in self.signs()), default=SKIP) + SIGN if len(shifts) > 1 else SKIP
        bounds = [0.0]
        for note in reversed(range(count)):
            value = first + (self.counted[note] if self.counted else note)
            best = max(sign, LETTER if self.marks and self.marks[note] else SKIP)
            for shift in shifts:
                best = max(best, self.top(value - shift))
            if self.same and self.same[note]:
                best = max(best, BEST)
            if note < len(self.witnesses) and self.witnesses[note]:
                best = max(best, 1.0) + WITNESS
            bounds.append(bounds[-1] + best)
        bounds[-1] += HEAD_END
        return bounds[::-1]

    def in_figures(self, offset: int) -> bool:
        """Return whether the offset is in a table's cell that has figures alone."""
        if not self.tabbed:
            return False
        before = max(self.text.rfind("\t", 0, offset), line := self.text.rfind("\n", 0, offset))
        cell = _FIGURES.match(self.text, before + 1)
        return cell is not None and cell.end() >= offset and (before > line or self.text[cell.end() : cell.end() + 1] == "\t")

    def signs(self) -> list[_Candidate]:
        """Return the places of signs glued to a word: ``*``, ``†``, ``‡``, ``§``, and of letters ("copya", "353,a")."""
        if self._signs is None:
            text = self.text
            found = [
                _Candidate(m.start(), m.end(), 5.0, 0.0)
                for m in _SIGN.finditer(text)
                if m.start() and not (before := text[m.start() - 1]).isspace() and before not in "*†‡§["
            ]
            for m in _LETTER.finditer(text):
                before = text[m.start() - 1] if m.start() else ""
                if before.isalnum() if m["stopped"] else before.isspace() or before == ".":
                    found.append(_Candidate(m.end() - 1, m.end(), LETTER, 0.0))
            known = self._unmarked()
            marked = [word for word in known if word[-1] in "abc" and len(word) > 3 and word.islower() and word[:-1] in known]
            if marked:
                glued = re.compile(rf"\b(?:{'|'.join(sorted(marked))})(?=[\s,.;:)])")
                found += [_Candidate(m.end() - 1, m.end(), LETTER, 0.0) for m in glued.finditer(text)]
            self._signs = sorted(found, key=lambda c: c.start)
        return self._signs

    def _unmarked(self) -> frozenset[str]:
        """Return the words that may have a letter behind them as their reference: they stand without it too, or name documents."""
        if self._known is None:
            self._known = (frozenset(_WORDS.findall(self.text)) | _DOCUMENTS) - _WITH_LETTER
        return self._known

    def marked(self, mark: str) -> list[_Candidate]:
        """Return the places of one sign or letter: glued to a word, a figure or a stop."""
        kept = self.cache.get((mark, mark))
        if kept is None:
            pattern = rf"(?<=[\w,.;:)”])(?<!\b[A-Za-z]){re.escape(mark)}(?![\w*])"
            known = self._unmarked() if mark.isalpha() else frozenset()
            kept = [
                _Candidate(m.start(), m.end(), LETTER, 0.0)
                for m in re.finditer(pattern, self.text)
                if not self.in_figures(m.start())
                and (
                    not mark.isalpha()
                    or not (word := _WORD_BEFORE.search(self.text, max(0, m.start() - 30), m.start()))
                    or word[0] in known
                )
            ]
            self.cache[mark, mark] = kept
        return kept

    def lettered(self, number: str) -> list[_Candidate]:
        """Return the places of a number with a letter: ``14a``."""
        if self._lettered is None:
            self._lettered = {}
            for m in _LETTERED.finditer(self.text):
                left, right = left_score(self.text, m.start(), m.start()), right_score(self.text, m.end())
                self._lettered.setdefault(m["n"], []).append(_Candidate(m.start(), m.end(), left, right))
        return self._lettered.get(number, [])

    def witnessed(self, note: int, candidates: list[_Candidate]) -> list[_Candidate]:
        """Return the candidates, those with a better score that the note's own words speak for."""
        witness = self.witnesses[note] if note < len(self.witnesses) else ""
        if not witness:
            return candidates
        kept = self._named.get(witness)
        if kept is None:
            kept = self._named[witness] = [m.end() for m in re.finditer(rf"(?<!\d){witness}", self.text)]
        if not kept:
            return candidates
        return [replace(c, left=max(c.left, 0.0) + WITNESS) if self._near(kept, len(witness), c.start) else c for c in candidates]

    def _near(self, ends: list[int], length: int, start: int) -> bool:
        """Whether a number of that length, which ends at one of the places, stands shortly before ``start``."""
        k = bisect_right(ends, start)
        while k and ends[k - 1] - length >= start - NEAR:
            k -= 1
            if ends[k] == start or not self.text[ends[k]].isdigit():
                return True
        return False

    def candidates(self, number: str, following: str) -> list[_Candidate]:
        """Return the places where a run of digits ends with the number, or with it and the next one, in order."""
        kept = self.cache.get((number, following))
        if kept is None:
            kept = self.cache[number, following] = self._candidates(number, following)
        return kept

    def _candidates(self, number: str, following: str) -> list[_Candidate]:
        found = []
        for tail in dict.fromkeys(("", following)):
            whole = number + tail
            for start, end in self.by_last.get(whole[-1], ()):
                if end - start < len(whole) or not self.text.startswith(whole, end - len(whole)):
                    continue
                at = end - len(whole)
                stop = at + len(number)
                left = left_score(self.text, at, start, self.usual) + (CELL if self.in_figures(end) else 0.0)
                right = right_score(self.text, stop)
                if left + (right if not tail else 0) >= FLOOR:
                    adjacent = CUT_TWICE if at > start and left < DOUBTFUL else ADJACENT
                    found.append(_Candidate(at, stop, left, right, adjacent))
        found.sort(key=lambda c: (c.end, c.start))
        return found


@dataclass(slots=True)
class _State:
    """A note placed: the best way to get here."""

    note: int
    candidate: _Candidate
    score: float
    before: _State | None


def place(
    text: str,
    count: int,
    head: tuple[int, int],
    witnesses: Sequence[str] = (),
    usual: int = 0,
    marks: Sequence[str] = (),
    same: Sequence[Sequence[int]] = (),
) -> Placement:
    """Place ``count`` notes in a text whose page marks and redactions are masked.

    ``head`` is the stretch of the heading; the first reference often ends it. ``witnesses`` has for each note the
    number that its first words name ("Telegram 839 ..."), ``""`` where they name none; ``usual`` is how many
    figures such numbers mostly have. ``marks`` has the sign that a note begins with ("a", "*"), which its reference is; such
    notes are not counted. Counting may begin at 0, at 1
    or, where numbers run on through a chapter, anywhere. The references come in the order of the notes. Where
    the plain count leaves a doubt, numbers may also be left out or doubled ("14a"), and signs stand between them.
    """
    numbers = _Numbers(text, usual)
    numbers.witnesses = witnesses
    numbers.same = same
    if any(marks):
        numbers.marks = marks
        numbers.counted = [sum(not mark for mark in marks[:k]) for k in range(count)]
    best = _best(numbers, count, head)
    zero = next((r for r in best.references if r), None)
    if best.first == 0 and zero and not text[zero.start : zero.end].isdigit():
        best = replace(best, first=1)  # signs and letters count nothing
    return replace(best, ties=_ties(numbers, best))


def _best(numbers: _Numbers, count: int, head: tuple[int, int]) -> Placement:
    best = max((_assign(numbers, first, count, head) for first in (1, 0)), key=lambda p: (p.score, p.first))
    # counted from 0 where the first reference is no 0: the last number may be an earlier one again
    repeated = best.first == 0 and any(numbers.same)
    if not _doubtful(best, head[1]) and not repeated:
        return best
    if count * len(numbers.runs) > LARGEST:
        return best  # more figures than any document has beside so many notes: nothing here is certain
    for first in _other_beginnings(numbers, count):
        best = _better(numbers, best, first, head)
    if best.score < HIDDEN * count:
        for first in _endings(numbers, count):
            best = _better(numbers, best, first, head)
    if _doubtful(best) or repeated:
        strong = _all_strong(numbers, count)
        if strong and strong.score > best.score + UNUSUAL:
            return strong
        again = _other_beginnings(numbers, count)[:TRIED] if count <= FEW else []
        for first in dict.fromkeys((best.first, 1, *again)):
            best = _better(numbers, best, first, head, SHIFTS)
    return best


def _doubtful(placement: Placement, head_end: int = -1) -> bool:
    references = placement.references
    if placement.first == 1 and len(references) > 1 and head_end >= 0:
        one, two = references[:2]
        if one and two and one.end == two.start and two.end != head_end:
            return True  # 12 may be the twelfth
    return any(r is None or r.score < DOUBTFUL for r in references)


def _ties(numbers: _Numbers, placement: Placement) -> tuple[int, ...]:
    """Return the doubtful notes for which another place between their neighbours has the same score."""
    found = []
    for k, reference in enumerate(placement.references):
        if reference is None or reference.score >= DOUBTFUL:
            continue
        later = next((r.start for r in placement.references[k + 1 :] if r), len(numbers.text))
        number = numbers.text[reference.start : reference.end]
        here = [c for c in numbers.candidates(number, "") if c.start == reference.start]
        if here and any(
            reference.end < c.start and c.end <= later and c.left + c.right >= here[0].left + here[0].right
            for c in numbers.candidates(number, "")
        ):
            found.append(k)
    return tuple(found)


def _all_strong(numbers: _Numbers, count: int) -> Placement | None:
    """Return the marks that cannot be numbers, in their order, if there are as many as notes; else None.

    Where a chapter's numbers begin again in the middle of a document, nothing else holds.
    """
    found = [
        Reference(start, end, left_score(numbers.text, start, start) + right_score(numbers.text, end))
        for start, end in numbers.runs
        if end - start <= 3
    ]
    found += [Reference(c.start, c.end, c.left + c.right) for c in numbers.signs()]
    found = sorted((r for r in found if r.score >= CERTAIN), key=lambda r: r.start)
    if len(found) != count:
        return None
    numbered = [int(shown) for r in found if (shown := numbers.text[r.start : r.end]).isdigit()]
    if any(b > a + FAR for a, b in pairwise(numbered)):
        return None
    return Placement(tuple(found), sum(r.score for r in found), 1)


def _endings(numbers: _Numbers, count: int) -> list[int]:
    """Return the numbers of two figures that end longer ones in the order of ``count`` notes ("my despatch 1336 of April 1796")."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for start, end in numbers.runs:
        if 2 <= end - start <= 6 and numbers.text[end - 2] != "0":
            value = int(numbers.text[end - 2 : end])
            if end - start > 2:
                first.setdefault(value, end)
            last[value] = end
    return [
        value
        for value in first
        if all(value + k in last and last[value + k] > first.get(value + k - 1, 0) for k in range(1, min(count, 3)))
    ][:BEGINNINGS]


def _other_beginnings(numbers: _Numbers, count: int) -> list[int]:
    """Return the numbers that look like a reference by themselves; the first of them may begin the count."""
    found: dict[int, None] = {}
    for start, end in numbers.runs:
        at = start + 4 if end - start > 4 and _YEAR.fullmatch(numbers.text, start, start + 4) else start
        if end - at > 3 or numbers.text[at] == "0":
            continue
        value = int(numbers.text[at:end])
        if value > 1 and left_score(numbers.text, at, start) + right_score(numbers.text, end) >= 1:
            found[value] = None
            if len(found) == BEGINNINGS:
                break
    return list(found)


@dataclass(slots=True)
class _Frontier:
    """For every end of a placed reference the best score so far; scores rise with the offset."""

    ends: list[int]
    scores: list[float]
    states: list[_State | None]


def _better(
    numbers: _Numbers, best: Placement, first: int, head: tuple[int, int], shifts: tuple[int, ...] = (0,)
) -> Placement:
    """Return the best references counted from ``first`` if they are better by ``UNUSUAL``, else ``best``."""
    count, least = len(best.references), best.score + UNUSUAL
    bounds = numbers.bounds(first, count, shifts)
    if bounds[0] <= least:
        return best
    other = _assign(numbers, first, count, head, shifts, [least - bound for bound in bounds[1:]])
    return other if other.score > least else best


def _assign(
    numbers: _Numbers,
    first: int,
    count: int,
    head: tuple[int, int],
    shifts: tuple[int, ...] = (0,),
    least: Sequence[float] = (),
) -> Placement:
    """Find the best references; ``shifts`` says how far the numbers may fall behind the notes.

    ``least`` has for each note what a way must have gathered there to be followed further.
    """
    frontiers: dict[int, _Frontier] = {0: _Frontier([-1], [0.0], [None])}
    exact: dict[int, dict[int, _State]] = {}
    for note in range(count):
        following: dict[int, _Frontier] = {}
        touching: dict[int, dict[int, _State]] = {}
        jumps = _jumps(frontiers, shifts, least[note - 1] if least else LOST) if note else {}
        for shift in shifts:
            here, before, jump = frontiers.get(shift), frontiers.get(shift - 1), jumps.get(shift)
            joining = exact.get(shift, {})
            if not (here or before or jump or joining):
                continue
            placed: list[_State] = []
            value = first + (numbers.counted[note] if numbers.counted else note) - shift
            mark = numbers.marks[note] if numbers.marks else ""
            if mark:
                placed += _step(here, joining, numbers.marked(mark), note, 0.0, head)
            elif value >= 0 and (here or jump or joining):
                plain = numbers.witnessed(note, numbers.candidates(str(value), str(value + 1)))
                placed += _step(here, joining, plain, note, 0.0, head)
                placed += _step(jump, {}, plain, note, 0.0, head)
            if before and not mark:  # a sign, or the last number again
                again = numbers.signs() + numbers.lettered(str(value)) + numbers.candidates(str(value), "")
                placed += _step(before, {}, again, note, SIGN, head)
                for earlier in numbers.same[note] if numbers.same else ():
                    value = first + (numbers.counted[earlier] if numbers.counted else earlier)
                    for fallen in range(min(0, shift - 1), max(0, shift - 1) + 1):
                        again = numbers.candidates(str(value - fallen), "")
                        placed += _step(before, {}, again, note, REPEATED, head)
            reached = _merged(here, placed, least[note] if least else None)
            if reached.ends:
                following[shift] = reached
            marks: dict[int, _State] = {}
            for each in placed:
                kept = marks.get(each.candidate.end)
                if kept is None or each.score > kept.score:
                    marks[each.candidate.end] = each
            touching[shift] = marks
        frontiers, exact = following, touching
        if not frontiers and not any(exact.values()):
            break
    if not frontiers:
        return Placement((None,) * count, LOST, first)
    best = max(frontiers.values(), key=lambda f: f.scores[-1])
    references: list[Reference | None] = [None] * count
    state: _State | None = best.states[-1]
    behind: _Candidate | None = None
    while state is not None:
        c = state.candidate
        ahead = state.before.candidate if state.before else None
        left = ahead.adjacent if ahead and ahead.end == c.start else c.left
        right = c.adjacent if behind and behind.start == c.end else c.right
        references[state.note] = Reference(c.start, c.end, left + right)
        behind, state = c, state.before
    return Placement(tuple(references), best.scores[-1], first)


def _jumps(frontiers: dict[int, _Frontier], shifts: tuple[int, ...], least: float) -> dict[int, _Frontier]:
    """Return for each shift the best ways to come to it by leaving numbers out, the price included, that have gathered ``least``."""
    found: dict[int, _Frontier] = {}
    last: _Frontier | None = None
    for shift in reversed(shifts[:-1]):
        rows: list[tuple[int, float, _State | None]] = []
        above = frontiers.get(shift + 1)
        if above:
            rows += zip(above.ends, (score + LEFT_OUT for score in above.scores), above.states, strict=True)
        if last:
            rows += zip(last.ends, (score + LEFT_OUT_TOO for score in last.scores), last.states, strict=True)
        rows = [row for row in rows if row[1] > least]
        last = _Frontier(*_rising(rows)) if rows else None
        if last:
            found[shift] = last
    return found


def _step(
    frontier: _Frontier | None, exact: dict[int, _State], candidates: list[_Candidate], note: int, price: float, head: tuple[int, int]
) -> list[_State]:
    """Return the states that place a note at each candidate, each with the best way to get there."""
    ends = frontier.ends if frontier else []
    placed: list[_State] = []
    for c in candidates:
        k = bisect_right(ends, c.start) - 1
        touching = exact.get(c.start) if exact else None
        total, before = LOST, None
        if frontier and k >= 0:
            total = frontier.scores[k] + c.left + c.right + price
            before = frontier.states[k]
            if note == 0 and c.end == head[1]:
                total += HEAD_END
        if touching is not None and touching.note == note - 1:
            joined = touching.score - touching.candidate.right + touching.candidate.adjacent + c.right
            if joined > total:
                total, before = joined, touching
        if total > LOST:
            placed.append(_State(note, c, total, before))
    return placed


def _merged(skipped: _Frontier | None, placed: list[_State], least: float | None) -> _Frontier:
    """Join the frontier without the note and the states that place it; ways that have not gathered ``least`` end."""
    rows: list[tuple[int, float, _State | None]] = [(s.candidate.end, s.score, s) for s in placed]
    if skipped:
        rows += zip(skipped.ends, (score + SKIP for score in skipped.scores), skipped.states, strict=True)
    if least is not None:
        rows = [row for row in rows if row[1] > least]
    return _Frontier(*_rising(rows))


def _rising(rows: list[tuple[int, float, _State | None]]) -> tuple[list[int], list[float], list[_State | None]]:
    """Sort by the offset and drop what an earlier row with a better score beats."""
    rows.sort(key=lambda r: (r[0], -r[1]))
    out_ends: list[int] = []
    out_scores: list[float] = []
    out_states: list[_State | None] = []
    for end, score, state in rows:
        if not out_scores or score > out_scores[-1]:
            out_ends.append(end)
            out_scores.append(score)
            out_states.append(state)
    return out_ends, out_scores, out_states
