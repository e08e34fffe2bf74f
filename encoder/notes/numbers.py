"""Where in a text each number, sign and letter can stand as a reference, and how well."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.language.lexicon import words
from encoder.notes.odds import left_score, right_score

#: What a note costs that finds no place.
SKIP = -7.0
#: Two references that touch ("officers—23" is 2 and 3).
ADJACENT = 3.0
#: ... behind a number that is no year nor day ("16323" is 1632 and 3, hardly 163, 2 and 3).
CUT_TWICE = -1.0
#: What a reference can score at the best, before and behind it.
BEST = 6.5
#: The first reference at the end of the heading.
HEAD_END = 5.0
#: A reference with a score below this may be a number.
DOUBTFUL = 3.0
#: A sign takes a note of its own, and what it costs.
SIGN = -2.0
#: What a letter scores that may be a reference.
LETTER = 4.0
#: The note begins with the number of a telegram or despatch that stands shortly before the place.
WITNESS = 3.5
NEAR = 60
#: What a figure loses among the figures of a table.
CELL = -4.0
#: Candidates below this are not worth keeping: a number with a space before it and a word behind.
FLOOR = -6.5

# the first figure by itself: so the search is quick
_RUN = re.compile(r"\d\d*")
#: the file number over a document: "501.BC Indonesia/10–1849: Telegram", "611.60d31/42"
_FILE = re.compile(r"\d{3}[A-Z]{0,2}\.(?:\d|[A-Z]{2}\s)[^\n]{0,60}$", re.M)
_LETTERED = re.compile(r"(?P<n>\d(?<!\d\d)\d{0,2})[a-c](?!\w)")
_SIGN = re.compile(r"(?:\*\*?|†|‡|§)(?![*\]])")
#: a letter behind a stop, and one behind a number of two or three figures
_LETTER = re.compile(r"[,.;:)”](?P<stopped>[a-d])(?=\s)|\d{2,3}(?P<counted>[a-c])(?=[\s,.;])")
_DOCUMENTS = frozenset(words.table("documents")["annotated"])
#: words that are other words with a letter behind them: "area", "fora"
_WITH_LETTER = frozenset(("are", "for"))
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORDS = re.compile(r"[^\W\d_]+")
#: a cell without a word, up to a letter that may be its reference
_FIGURES = re.compile(r"[^\t\nA-Za-z]*(?:[a-e])?(?=[\t\n]|\Z)")


class Candidate(NamedTuple):
    """A place where a number may be a reference, with the scores of what stands before and behind it."""

    start: int
    end: int
    left: float
    right: float
    #: how well another reference may touch it
    adjacent: float = ADJACENT


def _files(text: str) -> Iterator[tuple[int, int]]:
    """Yield the file numbers that stand at the head of a line."""
    at = 0
    for line in text.split("\n"):
        said = line.lstrip()
        found = _FILE.match(text, at + len(line) - len(said)) if said[:3].isdigit() else None
        if found:
            yield found.span()
        at += len(line) + 1


class Numbers:
    """Where each number can stand as a reference."""

    def __init__(self, text: str, usual: int = 0) -> None:
        self.text = text
        self.usual = usual
        self.tabbed = "\t" in text
        files = list(_files(text))
        starts = [start for start, _ in files]
        self.runs = []
        for m in _RUN.finditer(text):
            k = bisect_right(starts, m.start()) - 1
            if k < 0 or m.start() >= files[k][1]:
                self.runs.append(m.span())
        self.cache: dict[tuple[str, str], list[Candidate]] = {}
        self.witnesses: Sequence[str] = ()
        #: for each note the sign it begins with, and how many before it have none
        self.marks: Sequence[str] = ()
        self.counted: Sequence[int] = ()
        #: for each note the earlier ones with the same words
        self.same: Sequence[Sequence[int]] = ()
        self._tops: dict[int, float] = {}
        self._named: dict[str, list[int]] = {}
        self._known: frozenset[str] | None = None
        self._signs: list[Candidate] | None = None
        self._lettered: dict[str, list[Candidate]] | None = None
        self.by_last: dict[str, list[tuple[int, int]]] = {}
        for start, end in self.runs:
            self.by_last.setdefault(text[end - 1], []).append((start, end))

    def place_in_count(self, note: int) -> int:
        """Return how many counted notes stand before a note."""
        return self.counted[note] if self.counted else note

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

    def bound(self, first: int, count: int) -> float:
        """Return a score that no assignment exceeds in which the number of each note stands, none left out and none doubled."""
        most = HEAD_END
        for note in range(count):
            mark = self.marks[note] if self.marks else ""
            value = first + self.place_in_count(note)
            best = LETTER if mark else SKIP
            for c in () if mark else self.candidates(str(value), str(value + 1)):
                touched = ADJACENT + max(c.right, 0.0) if self.text[c.start - 1].isdigit() else SKIP
                best = max(best, c.left, c.left + c.right, touched)
            if note < len(self.witnesses) and self.witnesses[note]:
                best = max(best, 1.0) + WITNESS
            most += max(best, SKIP)
        return most

    def bounds(self, first: int, count: int, shifts: tuple[int, ...]) -> list[float]:
        """Return for each note, and behind the last, a score that it and those behind it do not exceed in any assignment."""
        sign = max((c.left + c.right for c in self.signs()), default=SKIP) + SIGN if len(shifts) > 1 else SKIP
        bounds = [0.0]
        for note in reversed(range(count)):
            value = first + self.place_in_count(note)
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

    def signs(self) -> list[Candidate]:
        """Return the places of signs glued to a word: ``*``, ``†``, ``‡``, ``§``, and of letters ("copya", "353,a")."""
        if self._signs is None:
            text = self.text
            found = [
                Candidate(m.start(), m.end(), 5.0, 0.0)
                for m in _SIGN.finditer(text)
                if m.start() and not (before := text[m.start() - 1]).isspace() and before not in "*†‡§["
            ]
            for m in _LETTER.finditer(text):
                before = text[m.start() - 1] if m.start() else ""
                if before.isalnum() if m["stopped"] else before.isspace() or before == ".":
                    found.append(Candidate(m.end() - 1, m.end(), LETTER, 0.0))
            known = self._unmarked()
            marked = [word for word in known if word[-1] in "abc" and len(word) > 3 and word.islower() and word[:-1] in known]
            if marked:
                glued = re.compile(rf"\b(?:{'|'.join(sorted(marked))})(?=[\s,.;:)])")
                found += [Candidate(m.end() - 1, m.end(), LETTER, 0.0) for m in glued.finditer(text)]
            self._signs = sorted(found, key=lambda c: c.start)
        return self._signs

    def _unmarked(self) -> frozenset[str]:
        """Return the words that may have a letter behind them as their reference: they stand without it too, or name documents."""
        if self._known is None:
            self._known = (frozenset(_WORDS.findall(self.text)) | _DOCUMENTS) - _WITH_LETTER
        return self._known

    def marked(self, mark: str) -> list[Candidate]:
        """Return the places of one sign or letter: glued to a word, a figure or a stop."""
        kept = self.cache.get((mark, mark))
        if kept is None:
            pattern = rf"(?<=[\w,.;:)”])(?<!\b[A-Za-z]){re.escape(mark)}(?![\w*])"
            known = self._unmarked() if mark.isalpha() else frozenset()
            kept = [
                Candidate(m.start(), m.end(), LETTER, 0.0)
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

    def lettered(self, number: str) -> list[Candidate]:
        """Return the places of a number with a letter: ``14a``."""
        if self._lettered is None:
            self._lettered = {}
            for m in _LETTERED.finditer(self.text):
                left, right = left_score(self.text, m.start(), m.start()), right_score(self.text, m.end())
                self._lettered.setdefault(m["n"], []).append(Candidate(m.start(), m.end(), left, right))
        return self._lettered.get(number, [])

    def witnessed(self, note: int, candidates: list[Candidate]) -> list[Candidate]:
        """Return the candidates, those with a better score that the note's own words speak for."""
        witness = self.witnesses[note] if note < len(self.witnesses) else ""
        if not witness:
            return candidates
        kept = self._named.get(witness)
        if kept is None:
            kept = self._named[witness] = list(self._ends(witness))
        if not kept:
            return candidates
        return [c._replace(left=max(c.left, 0.0) + WITNESS) if self._near(kept, len(witness), c.start) else c for c in candidates]

    def _ends(self, witness: str) -> Iterator[int]:
        """Yield where a number or a day ends that a note begins with."""
        if not witness.isalnum():
            yield from (m.end() for m in re.finditer(rf"(?<!\d){witness}", self.text))
            return
        at = self.text.find(witness)
        while at >= 0:
            if not at or not self.text[at - 1].isdecimal():
                at += len(witness)
                yield at
            else:
                at += 1
            at = self.text.find(witness, at)

    def _near(self, ends: list[int], length: int, start: int) -> bool:
        """Whether a number of that length, which ends at one of the places, stands shortly before ``start``."""
        k = bisect_right(ends, start)
        while k and ends[k - 1] - length >= start - NEAR:
            k -= 1
            if ends[k] == start or not self.text[ends[k]].isdigit():
                return True
        return False

    def candidates(self, number: str, following: str) -> list[Candidate]:
        """Return the places where a run of digits ends with the number, or with it and the next one, in order."""
        kept = self.cache.get((number, following))
        if kept is None:
            kept = self.cache[number, following] = self._candidates(number, following)
        return kept

    def _candidates(self, number: str, following: str) -> list[Candidate]:
        found = []
        for tail in dict.fromkeys(("", following)):
            whole = number + tail
            for start, end in self.by_last.get(whole[-1], ()):
                if end - start < len(whole) or not self.text.startswith(whole, end - len(whole)):
                    continue
                at = end - len(whole)
                if at == start and (not start or self.text[start - 1].isspace()):
                    continue  # below FLOOR, whatever stands behind it
                stop = at + len(number)
                left = left_score(self.text, at, start, self.usual) + (CELL if self.in_figures(end) else 0.0)
                right = right_score(self.text, stop)
                if left + (right if not tail else 0) >= FLOOR:
                    adjacent = CUT_TWICE if at > start and left < DOUBTFUL else ADJACENT
                    found.append(Candidate(at, stop, left, right, adjacent))
        found.sort(key=lambda c: (c.end, c.start))
        return found
