"""Overlapping annotations become a well-nested tree: the one place that decides what overlaps.

Nesting is fine. Of two annotations that cross, the one of the earlier rule stays and the other becomes a Problem; but what marks
words never takes the block from them ("1. [not declassified" over "2. page]" is an item each, and a bracket that is text).
A phrase inside another phrase of the same kind is left out too. Nothing is ever shortened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from encoder.draft.elements import ELEMENTS, PHRASES, rank
from encoder.draft.model import Annotation, Draft, Problem

#: behind every rank of the table of elements
INNERMOST = 99
#: what the text needs to stand in, and what only marks some of it: left out, its words are text again
_HOLDING = frozenset(row.name for row in ELEMENTS.values() if row.kind in {"group", "block"}) - {"choice", "note", "seg", "label"}
MARKING = frozenset(row.name for row in ELEMENTS.values() if row.kind in {"inline", "phrase", "point"}) - {
    "quote", "ab", "figure", "eg", "milestone", "fw",
}
#: a note in brackets that is all that a block holds stands inside the block
WITHIN = 6


@dataclass(slots=True)
class Node:
    """An annotation and what lies inside it, in the order of the text."""

    annotation: Annotation
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """The top nodes of a draft, and what had to be left out."""

    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]


def resolve(draft: Draft) -> Tree:
    """Nest the annotations of a draft."""
    rows = [(a.span.start, -a.span.end, _rank(a), order, a) for order, a in enumerate(draft.annotations)]
    rows.sort()  # no two have the same order
    problems: list[Problem] = []
    refused: set[int] = set()
    while True:
        top, bad = _nest([r for r in rows if r[3] not in refused])
        if not bad:
            return Tree(tuple(top), tuple(problems))
        for order, loser, winner in bad:
            if order not in refused:
                refused.add(order)
                problems.append(
                    Problem(
                        "overlap", "info",
                        f"{loser.element or 'mark'} of {loser.rule} is left out: it overlaps {winner.element or 'a mark'} of {winner.rule}",
                        loser.span,
                    )
                )


def _rank(annotation: Annotation) -> int:
    """Order what has the same span: the document holds its only section."""
    whole = annotation.element == "div" and annotation.attributes.get("type") == "document"
    if annotation.trim:  # its brackets are not written: whatever has the same span holds them
        return INNERMOST
    if annotation.element == "note" and "{}" in annotation.attributes.get("rend", ""):
        return WITHIN
    return -1 if whole else rank(annotation.element)


def _cuts(outer: Annotation, start: int, end: int) -> bool:
    """Whether a span has a character in it that the element around it replaces: the bracket of ``supplied``."""
    return bool(outer.trim) and (start < outer.span.start + outer.trim or end > outer.span.end - outer.tail)


def _weaker(one: Annotation, other: Annotation) -> bool:
    """Whether of two that cross the one marks words, and the other holds them."""
    return one.element in MARKING and other.element in _HOLDING and other.content == "kept"


def _nest(rows: list[tuple[int, int, int, int, Annotation]]) -> tuple[list[Node], list[tuple[int, Annotation, Annotation]]]:
    top: list[Node] = []
    stack: list[_Open] = []
    bad: list[tuple[int, Annotation, Annotation]] = []
    for start, negative_end, _, order, annotation in rows:
        end = -negative_end
        while stack and stack[-1].end <= start:
            if stack[-1].end == start == end and stack[-1].start == start:
                break
            stack.pop()
        siblings = top
        if stack:
            siblings = stack[-1].node.children
            crosses = stack[-1].end < end  # of all that are open the last ends first
            if crosses or _refuses(stack[-1].node.annotation, annotation, start, end):
                other = next(one for one in stack if one.end < end) if crosses else stack[-1]
                found = other.node.annotation
                stays = crosses and _weaker(found, annotation)
                if not stays and (order > other.order or (crosses and _weaker(annotation, found))):
                    bad.append((order, annotation, found))
                else:
                    bad.append((other.order, found, annotation))
                continue
        node = Node(annotation)
        siblings.append(node)
        stack.append(_Open(start, end, order, node))
    return top, bad


class _Open(NamedTuple):
    """A node that may hold what comes, and where it begins and ends."""

    start: int
    end: int
    order: int
    node: Node


def _refuses(outer: Annotation, inner: Annotation, start: int, end: int) -> bool:
    """Whether an annotation can hold none that lies within it: a phrase no phrase, what is replaced nothing."""
    if outer.element in PHRASES and inner.element in PHRASES and (outer.element, inner.element) != ("date", "gloss"):
        return True
    return (outer.content == "replaced" and bool(inner.element)) or _cuts(outer, start, end)
