"""The text of an edition as people and programs read it, with the place of every element in it.

One line a paragraph, heading, item or cell; white space is one space. Withheld text is its notice, what an editor supplied and how
he corrected stand in brackets. Running heads are left out, notes stand apart: each has a text of its own, and the elements in it have
their places there. Offsets count characters from 0, ends are not included.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from encoder import lazy_re as re
from encoder.draft.elements import ELEMENTS, apart, printed
from encoder.export.read import XML_ID, EditionFile
from encoder.tei.build import local

_SPACE = re.compile(r"\s+")
#: a sentence ends at a stop, and another begins behind it
_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n")
_LEFT_OUT = frozenset({"fw", "figure", "milestone"})
#: further elements between whose words and the next ones there is an end
_CELLS = frozenset({"cell", "label", "row", "lb", "gap"})


@dataclass(slots=True)
class Stretch:
    """A text, and the elements in it with the characters they have, in the order of their beginnings."""

    id: str = ""
    text: str = ""
    places: list[tuple[int, int, etree._Element]] = field(default_factory=list)
    note: etree._Element | None = None
    _ends: list[int] = field(default_factory=list)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence around a mention begins and ends: two, where a stop in the mention was taken for an end."""
        if not self._ends:
            self._ends = [0, *(m.end() for m in _END.finditer(self.text)), len(self.text) + 1]
        first = self._ends[bisect_right(self._ends, start) - 1]
        last = min(self._ends[bisect_left(self._ends, max(end, start + 1))], len(self.text))
        return first, first + len(self.text[first:last].rstrip())


@dataclass(frozen=True)
class Reading:
    """The reading text of an edition and its notes."""

    edition: EditionFile

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The document's text, and each note's behind it."""
        text = self.edition.first("t:text")
        if text is None:
            return [Stretch()]
        waiting: list[etree._Element] = [text]
        found: list[Stretch] = []
        numbers = 0
        while waiting:
            element = waiting.pop(0)
            writer = _Writer()
            is_note = bool(found)
            numbers += is_note
            writer.element(element, inside=is_note)
            stretch = writer.finish()
            if is_note:
                stretch.id, stretch.note = element.get(XML_ID) or f"note{numbers}", element
            found.append(stretch)
            waiting[:0] = writer.notes
        return found

    @property
    def text(self) -> str:
        """The text of the document without its notes."""
        return self.stretches[0].text


class _Writer:
    """One stretch while it is written."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.last = ""
        self.joined = False
        self.places: list[tuple[int, int, etree._Element]] = []
        self.notes: list[etree._Element] = []

    def add(self, text: str | None) -> None:
        if not text:
            return
        words = _SPACE.sub(" ", text)
        if self.joined or self.last in {"", " ", "\n"}:
            words = words.lstrip(" ")
        if words:
            self.joined = False
            self.out.append(words)
            self.length += len(words)
            self.last = words[-1]

    def line(self) -> None:
        """End the line, unless it has just begun."""
        if self.last in {"", "\n"}:
            return
        if self.last == " ":
            self.out[-1] = self.out[-1][:-1]
            self.length -= 1
        self.out.append("\n")
        self.length += 1
        self.last = "\n"

    def element(self, element: etree._Element, inside: bool = False) -> None:
        """Write an element; a note that is met is kept for later."""
        name = local(element)
        if name == "note" and not inside:
            self.notes.append(element)
            return
        if name in _LEFT_OUT:
            return
        if name in {"lb", "pb"}:
            if element.get("break") == "no":
                self.joined = True
            elif name == "lb":
                self.add(" ")
            return
        block = name not in {"note", "desc"} and (bool(apart(name)) or name in _CELLS - {"gap", "lb"})
        if block:
            self.line()
        start, at = self.length, len(self.places)
        self.places.append((start, start, element))
        opening, closing = _around(element, name)
        self.add(opening)
        self.add(element.text)
        for below in element:
            if isinstance(below.tag, str):
                self.element(below)
            self.add(below.tail)
        self.add(closing)
        self.places[at] = (start, self.length, element)
        if block:
            self.line()

    def finish(self) -> Stretch:
        """Return the stretch; no place begins or ends with white space."""
        text = "".join(self.out)
        kept = text.rstrip()
        places = []
        for start, end, element in self.places:
            words = text[start:end]
            first = start + len(words) - len(words.lstrip())
            last = min(end - (len(words) - len(words.rstrip())), len(kept))
            if first < last:
                places.append((first, last, element))
        return Stretch(text=kept, places=places)


def _around(element: etree._Element, name: str) -> tuple[str, str]:
    parent = element.getparent()
    if name == "corr" and parent is not None and local(parent) == "choice":
        return " [", "]"
    return printed(name) if name in ELEMENTS and name in {"supplied", "ex"} else ("", "")
