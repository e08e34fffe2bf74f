"""Where a text has its blocks: lines with no blank line between them, or, in a text copied without blank lines, each line.

Offsets count characters of the text from 0; a span's end is not included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE = re.compile(r"[^\n]+")
#: each line is a paragraph where so few lines have a blank line behind them, and one at least is longer than lines are wrapped at
_SPARSE, _WRAPPED = 10, 120
#: nobody breaks lines at more characters; so many lines show that a text is broken, and so large a share of them is full
_WIDEST, _FOLLOWED, _FULL = 100, 4, 0.5
#: so short are the lines of lists and datelines
_SHORT, _DATED = 80, re.compile(r"\b1[89]\d\d\b")
_DATELINE = re.compile(r"\[?[A-ZÀ-Þ][\w.’' ]+,\]?\s(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+),?\s1[89]\d\d\b[^\n]{0,30}\Z")
#: what ends a line that stands alone: a sentence's end with or without a reference, the year of a dateline
_ENDS = re.compile(rf"[.:?!;](?:[”\"]?\d{{0,2}})\Z|{_DATED.pattern}")
#: the number of a document over its heading
_NUMBER = re.compile(r"No\. \d+")
_RECEIVED = ("[Received", "[Rec’d", "[Rec'd")
#: the list of notes as a browser copies it
_LISTED = re.compile(r"^[^\S\n]+(?P<n>1)[.)]\s", re.M)


class Span(NamedTuple):
    """A stretch of ``Source.text``: from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether this span lies inside ``other`` (both may be the same)."""
        return other.start <= self.start and self.end <= other.end


class Block(NamedTuple):
    """Lines that belong together; ``span`` and ``lines`` leave out the white space around."""

    span: Span
    lines: tuple[Span, ...]


def trimmed(text: str, start: int, end: int) -> Span:
    """Take the white space at both ends off a stretch of text."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def lines_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the lines of a stretch of text, without the empty ones and the white space around them."""
    found = (trimmed(text, *line.span()) for line in _LINE.finditer(text, start, end))
    return tuple(line for line in found if line.end > line.start)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return every block of a text, in order."""
    found = list(_between_blank_lines(text))
    lines = sum(len(block.lines) for block in found)
    longest = max((line.end - line.start for block in found for line in block.lines), default=0)
    if lines > len(found) and (len(found) - 1) * _SPARSE <= lines and longest > _WRAPPED:
        return tuple(one for block in found for one in _each_line(text, block))
    if found and any(line.end - line.start > _WRAPPED or _DATELINE.match(text, *line) for line in found[0].lines[1:]):
        found[:1] = _each_line(text, found[0])  # the heading, the dateline and the first paragraph
    return tuple(found)


def width_of(text: str) -> int:
    """Return the width at which a text is broken into lines; 0 where its lines end with the paragraphs.

    No line is longer, but rows of tables, and most that others follow are full: the next word had no room there.
    """
    lines = [line for line in text.splitlines() if "\t" not in line]
    longest = max(map(len, lines), default=0)
    if longest > _WIDEST:
        return 0
    followed = [full(line, behind, longest) for line, behind in pairwise(lines) if line.strip() and behind.strip()]
    return longest if len(followed) >= _FOLLOWED and sum(followed) >= _FULL * len(followed) else 0


def full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room in a line of that width."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _between_blank_lines(text: str) -> Iterator[Block]:
    start = 0
    for gap in (*_BLANK_LINES.finditer(text), None):
        end = gap.start() if gap else len(text)
        span = trimmed(text, start, end)
        if span.end > span.start:
            yield Block(span, lines_of(text, *span))
        start = gap.end() if gap else end


def _each_line(text: str, block: Block) -> Iterator[Block]:
    """Yield the lines of a block as blocks, but what can be no paragraph by itself with what it belongs to.

    The list of notes at the end stays whole, and a title in bold that goes over several lines.
    """
    listed = [m.start("n") for m in _LISTED.finditer(text, text.rfind("\n", 0, block.span.start) + 1, block.span.end)]
    notes = listed[-1] if listed else block.span.end
    run = [block.lines[0]]
    for line in block.lines[1:]:
        bold = text.count("**", run[0].start, run[-1].end) % 2
        if bold or line.start > notes or _together(text[slice(*run[0])], text[slice(*run[-1])], text[slice(*line)]):
            run.append(line)
            continue
        yield Block(Span(run[0].start, run[-1].end), tuple(run))
        run = [line]
    yield Block(Span(run[0].start, run[-1].end), tuple(run))


def _together(first: str, line: str, following: str) -> bool:
    """Whether a line goes on in the next: rows of a table, an office over a dateline, a number over a title, names below a heading."""
    if "\t" in line or "\t" in following:
        return "\t" in line and "\t" in following
    if _NUMBER.fullmatch(line):
        return True
    if max(len(line), len(following)) > _SHORT or following.isupper():
        return False
    if (line.endswith(",") and _DATED.search(following)) or following.startswith(_RECEIVED):
        return True
    return first.isupper() and not _ENDS.search(line)
