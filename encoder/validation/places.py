"""Where the elements and the words of a document stand: lines and columns, read again from its bytes.

lxml knows the line in which a start tag ends, and no column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from lxml import etree

from encoder.validation.checked import Found

#: line and column, both from 1
Place = tuple[int, int]


class Places:
    """The places of one document."""

    def __init__(self, tree: etree._ElementTree, data: bytes, found: Iterable[Found]) -> None:
        """Read the places of start tags, and those of end tags and words where one of the failures asks for them."""
        found = list(found)
        self.starts: list[Place] = []
        self.ends: dict[int, Place] = {}
        self.words: dict[tuple[int, int], Place] = {}
        self._paths: dict[etree._Element, str] = {}
        self._open: list[list[int]] = []  # of each open element: its number, and how many nodes it has so far
        self._parser = again = expat.ParserCreate()
        again.StartElementHandler = self._only_start
        if any(f.at_end or f.text_place is not None for f in found):
            again.StartElementHandler = self._start
            again.EndElementHandler = self._end
        if any(f.text_place is not None for f in found):
            again.CharacterDataHandler = self._characters
            again.CommentHandler = again.ProcessingInstructionHandler = self._other
        try:
            again.Parse(data, True)
        except expat.ExpatError:  # an encoding that expat does not know: the lines of lxml have to do
            self.starts = []
        self.tree = tree
        asked = {f.element for f in found}
        self.order = {e: k for k, e in enumerate(tree.getroot().iter(etree.Element)) if e in asked}

    def _place(self) -> Place:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _only_start(self, *_: object) -> None:
        again = self._parser
        self.starts.append((again.CurrentLineNumber, again.CurrentColumnNumber + 1))

    def _start(self, *_: object) -> None:
        if self._open:
            self._open[-1][1] += 1
        self._open.append([len(self.starts), 0])
        self.starts.append(self._place())

    def _end(self, _: str) -> None:
        self.ends[self._open.pop()[0]] = self._place()

    def _other(self, *_: object) -> None:
        if self._open:
            self._open[-1][1] += 1

    def _characters(self, words: str) -> None:
        if words.strip():
            number, nodes = self._open[-1]
            if (number, nodes) not in self.words:
                line, column = self._place()
                self.words[number, nodes] = line, column + len(words) - len(words.lstrip())

    def of(self, found: Found) -> tuple[int, int, str]:
        """Return line, column and path of a failure."""
        if found.element is None:
            return found.line, 1, ""
        number = self.order.get(found.element, -1)
        line, column = self.starts[number] if 0 <= number < len(self.starts) else (_line(found.element), 1)
        if found.at_end:
            line, column = self.ends.get(number, (line, column))
        elif found.text_place is not None:
            line, column = self.words.get((number, found.text_place), (line, column))
        return line, column, self._path(found.element)

    def _path(self, element: etree._Element) -> str:
        """Return the path of an element; siblings are counted once for all of them."""
        if element not in self._paths:
            parent = element.getparent()
            if parent is None:
                self._paths[element] = f"/{etree.QName(element).localname}"
            else:
                before = self._path(parent)
                children = list(parent.iterchildren(etree.Element))
                several, met = Counter(child.tag for child in children), Counter[str]()
                for child in children:
                    tag = str(child.tag)
                    met[tag] += 1
                    self._paths[child] = f"{before}/{etree.QName(child).localname}" + (f"[{met[tag]}]" if several[tag] > 1 else "")
        return self._paths[element]


def _line(element: Any) -> int:
    return int(element.sourceline or 1)
