"""Overlapping annotations become a well-nested tree: the one place that decides what overlaps.

Nesting is fine. Of two annotations that cross, the one of the earlier rule stays and the other becomes a Problem; but what marks
words never takes the block from them ("1. [not declassified" over "2. page]" is an item each, and a bracket that is text).
A phrase inside another phrase of the same kind is left out too. Nothing is ever shortened.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    stack: list[tuple[Node, int]] = []
    bad: list[tuple[int, Annotation, Annotation]] = []
    for start, negative_end, _, order, annotation in rows:
        while stack and (stack[-1][0].annotation.span.end <= start):
            if stack[-1][0].annotation.span.end == start == -negative_end and stack[-1][0].annotation.span.start == start:
                break
            stack.pop()
        crossing = None
        if stack and stack[-1][0].annotation.span.end < -negative_end:  # of all that are open the last ends first
            crossing = next(s for s in stack if s[0].annotation.span.end < -negative_end)
        above = stack[-1][0].annotation.element if stack else ""
        nested = annotation.element in PHRASES and above in PHRASES and (above, annotation.element) != ("date", "gloss")
        inside = stack[-1] if nested else None
        leaf = stack[-1] if stack and stack[-1][0].annotation.content == "replaced" and annotation.element else None
        cut = stack[-1] if stack and _cuts(stack[-1][0].annotation, start, -negative_end) else None
        other = crossing or inside or leaf or cut
        if other:
            stays = crossing is not None and _weaker(other[0].annotation, annotation)
            if not stays and (order > other[1] or (crossing is not None and _weaker(annotation, other[0].annotation))):
                bad.append((order, annotation, other[0].annotation))
                continue
            bad.append((other[1], other[0].annotation, annotation))
            continue
        node = Node(annotation)
        (stack[-1][0].children if stack else top).append(node)
        stack.append((node, order))
    return top, bad
