"""The record of a page while it is read: its lines, the fields read so far, and what can be asked of a line.

Only lines and blank lines are looked at; what a field says is read elsewhere. Offsets count characters of the text from 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from encoder.catalogue.fields import CITED, Label, label_at
from encoder.layout.blocks import Span, lines_of, spaced

#: of a text copied without blank lines not even so many lines in a hundred have one before them
SPARSE = 0.12
#: so many lines ahead a label is looked for
NEAR = 14
#: a value is no longer, that of a long field neither
VALUE = 900
LONG_VALUE = 4000
#: a title has no more lines
TITLE_LINES = 4


class Line(NamedTuple):
    """A line without the white space around it; ``gap`` says that a blank line stands before it."""

    span: Span
    said: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: its name, the span of the label (empty where it has none), and the spans of its values."""

    key: str
    label: Span
    values: tuple[Span, ...]


class Record:
    """One page while it is read. Fields are only added."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        gaps = sum(line.gap for line in lines[1:])
        #: the lines with a blank one before them
        self.begun = [k for k, line in enumerate(lines) if line.gap]
        self.sparse = gaps < SPARSE * len(lines)
        self.fields: list[Field] = []
        #: the keys of the fields that have been counted; fields are only added
        self.keys: set[str] = set()
        self.counted = 0
        self.odd: list[Span] = []
        #: a bare label holds once, the second one is a heading of the text
        self.bare: set[str] = set()
        self.cited = self._cited_title()

    def label(self, k: int) -> Label | None:
        """Return the label that a line begins with; not a bare one for the second time."""
        label = label_at(self.text, self.lines[k].span)
        return None if label and not label.colon and label.key in self.bare else label

    def is_cited(self, k: int) -> bool:
        """Whether a citation of the page begins at a line."""
        line = self.lines[k]
        if line.said[:1] not in {"“", '"'}:
            return False
        return bool(CITED.match(" ".join(x.said for x in self.lines[k : k + TITLE_LINES + 1] if x is line or not x.gap)))

    def first_said(self, key: str) -> str:
        """Return the words of the first field of that name; ``""`` without one."""
        found = next((f for f in self.fields if f.key == key), None)
        return " ".join(self.text[found.values[0].start : found.values[-1].end].split()) if found and found.values else ""

    def has(self, key: str) -> bool:
        """Whether a field of that name was read."""
        self.keys.update(f.key for f in self.fields[self.counted :])
        self.counted = len(self.fields)
        return key in self.keys

    def add(self, key: str, run: Sequence[Line]) -> None:
        """Add a field without a label, whose value is a run of lines."""
        start = run[0].span.start
        self.fields.append(Field(key, Span(start, start), (Span(start, run[-1].span.end),)))

    def block(self, k: int) -> list[Line]:
        """Return the lines from one up to the next blank line."""
        return list(self.lines[k : self.block_end(k)])

    def block_end(self, k: int) -> int:
        """Return the number of the first line behind the next blank line."""
        at = bisect_right(self.begun, k)
        return self.begun[at] if at < len(self.begun) else len(self.lines)

    def _cited_title(self) -> str:
        """Return the title that the citation near the top has, without spaces and marks; ``""`` without one."""
        for k, line in enumerate(self.lines[:40]):
            at = line.said.find("“") if "“" in line.said[:14] else line.said.find('"')
            if 0 <= at < 14:
                m = CITED.match(" ".join([line.said[at:], *(x.said for x in self.lines[k + 1 : k + 5] if not x.gap)]))
                if m:
                    return flattened(m["title"])
        return ""


def lines_with_gaps(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    end = 0
    for span in lines_of(text, 0, len(text)):
        yield Line(span, spaced(text[span.start : span.end]), text.count("\n", end, span.start) > 1 or not end)
        end = span.end


def flattened(said: str) -> str:
    """Return the letters and figures of a text, in small letters."""
    return "".join(c for c in said.casefold() if c.isalnum())


def unspaced(text: str, start: int, end: int) -> Span | None:
    """Return what stands between two offsets without the white space before it; None where nothing does."""
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else None
