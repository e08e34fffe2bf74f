"""The structure of a draft as something that can be changed at one place: blocks and the groups and divisions around them.

Offsets count characters of the text from 0; a span's end is not included. Nothing is asked of validity here: what a change makes of
the whole is proved by the schema, and a decision that breaks it is not obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from encoder.draft.elements import GROUPS, LEAF_BLOCKS
from encoder.draft.types import Annotation
from encoder.layout.blocks import Span

#: what holds blocks, besides the groups
_HOLDERS = GROUPS | {"quote", "note", "item", "cell"}
_KNOWN = GROUPS | LEAF_BLOCKS | {"quote", "ab", "figure", "eg", "fw", "milestone"}


class Shape:
    """The annotations of structure in the body of a text, in the order of the text."""

    def __init__(self, text: str, annotations: Sequence[Annotation]) -> None:
        """``annotations`` are all of a draft; the others are left alone."""
        self.text = text
        self._first = [a for a in annotations if _structural(a)]
        self.now = sorted(self._first, key=lambda a: (a.span.start, -a.span.end))
        passed = [a.span for a in annotations if a.element in {"pb", "fw"} and a.span.start < a.span.end]
        self._ends = {span.end: span.start for span in passed}
        self._starts = {span.start: span.end for span in passed}

    def changed(self) -> tuple[set[int], list[Annotation]]:
        """Return the identities of the annotations that gave way, and those that came in."""
        kept, known = set(map(id, self.now)), set(map(id, self._first))
        return {id(a) for a in self._first if id(a) not in kept}, [a for a in self.now if id(a) not in known]

    def put(self, old: Iterable[Annotation], new: Iterable[Annotation]) -> None:
        """Take annotations out and put others in."""
        gone = set(map(id, old))
        self.now = sorted([*(a for a in self.now if id(a) not in gone), *new], key=lambda a: (a.span.start, -a.span.end))

    def resize(self, old: Annotation, span: Span) -> Annotation:
        """Give an annotation another span."""
        fresh = old._replace(span=span)
        self.put([old], [fresh])
        return fresh

    def inside(self, span: Span, *names: str) -> list[Annotation]:
        """Return what lies within a span; only elements of those names where there are any."""
        return [a for a in self.now if a.span.within(span) and (not names or a.element in names)]

    def around(self, one: Annotation) -> list[Annotation]:
        """Return the groups, divisions and the like around an annotation, the outermost first."""
        found = [a for a in self.now if a is not one and a.element in _HOLDERS and one.span.within(a.span) and a.span != one.span]
        same = [a for a in self.now if a is not one and a.element in _HOLDERS and a.span == one.span and a.element != one.element]
        order = {"div": 0, "postscript": 1, "sp": 1, "list": 2, "table": 2, "lg": 2, "opener": 2, "closer": 2, "quote": 2, "row": 3}
        return sorted([*found, *same], key=lambda a: (a.span.start, -a.span.end, order.get(a.element, 4)))

    def division(self, one: Annotation) -> Annotation | None:
        """Return the innermost division around an annotation."""
        return next((a for a in reversed(self.around(one)) if a.element == "div"), None)

    def blocks(self, span: Span) -> list[Annotation]:
        """Return the blocks of running text within a span, none inside another; page furniture is none of them."""
        found: list[Annotation] = []
        for a in self.now:
            if a.element in LEAF_BLOCKS and a.span.within(span) and not (found and a.span.within(found[-1].span)):
                found.append(a)
        return found

    def before(self, one: Annotation, parent: Annotation | None) -> Annotation | None:
        """Return what stands right before an annotation, the outermost of all that end there within its division."""
        edge = self._back(one.span.start)
        near = [a for a in self.now if a.span.end == edge and a is not parent and (parent is None or a.span.within(parent.span))]
        return max(near, key=lambda a: (a.span.end - a.span.start, a.element in GROUPS), default=None)

    def behind(self, one: Annotation, parent: Annotation | None) -> Annotation | None:
        """Return what stands right behind an annotation, the outermost of all that begin there within its division."""
        edge = self._on(one.span.end)
        near = [a for a in self.now if a.span.start == edge and a is not parent and (parent is None or a.span.within(parent.span))]
        return max(near, key=lambda a: (a.span.end - a.span.start, a.element in GROUPS), default=None)

    def _back(self, at: int) -> int:
        """Return where the words before an offset end; marks of pages and running heads are passed over."""
        while True:
            while at and self.text[at - 1].isspace():
                at -= 1
            if at not in self._ends:
                return at
            at = self._ends[at]

    def _on(self, at: int) -> int:
        """Return where the words behind an offset begin; marks of pages and running heads are passed over."""
        while True:
            while at < len(self.text) and self.text[at].isspace():
                at += 1
            if at not in self._starts:
                return at
            at = self._starts[at]

    def unit(self, span: Span) -> Annotation | None:
        """Return the block, or the stanza, that begins with some words: the smallest that holds them all, of the same the outermost."""
        fits = [a for a in self._beginning(span.start) if a.span.end >= span.end]
        if any(a.element in {"item", "quote", "note"} for a in fits):  # of these a paragraph is only a part
            fits = [a for a in fits if a.element != "p"]
        return min(fits, key=lambda a: (a.span.end - a.span.start, a.element in {"p", "l"}), default=None)

    def units(self) -> list[Annotation]:
        """Return every block and stanza that a decision can be about, in the order of the text; of an item its paragraphs are none."""
        found: list[Annotation] = []
        whole: list[Annotation] = []
        for a in sorted((a for a in self.now if a.element in _UNITS), key=lambda a: (a.span.start, -a.span.end, a.element in {"p", "l"})):
            while whole and whole[-1].span.end <= a.span.start:
                whole.pop()
            if whole and (a.element in {"p", "l"} or whole[-1].element not in {"item", "quote"}):
                continue  # a paragraph of an item, a direction within a paragraph
            whole.append(a)
            found.append(a)
        return found

    def _beginning(self, start: int) -> Iterator[Annotation]:
        for a in self.now:
            if a.span.start > start:
                return
            if a.element in _UNITS and not self.text[a.span.start : start].strip():
                yield a


#: what a decision can be about
_UNITS = (LEAF_BLOCKS - {"cell", "label", "seg"}) | {"lg", "fw", "quote"}


def _structural(a: Annotation) -> bool:
    return a.element in _KNOWN and a.room == "body" and a.place is None and a.content == "kept" and a.span.start < a.span.end
