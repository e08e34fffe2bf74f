"""What two rules that cross have left without a block becomes a paragraph, so that one odd place costs nothing but itself.

Of two annotations that cross one is left out (``nesting``). Where that was a block its words stand in a division, or in a list, by
themselves, and would not be written; where it was a group its speaker or item has no place. TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from encoder.draft.elements import ELEMENTS, GROUPS
from encoder.draft.model import NO_ATTRIBUTES, Annotation
from encoder.layout.blocks import Span, trimmed
from encoder.tei.nesting import MARKING, Node, Tree

#: the block that words become which stand in a group by themselves
OWN = {"div": "p", "sp": "p", "postscript": "p", "epigraph": "p", "argument": "p", "list": "item", "lg": "l"}
#: what stands in one group alone; elsewhere it becomes a paragraph
ONLY = {"speaker": "sp", "item": "list"}
#: blocks of running text alone, and what is never in one
LINES = frozenset({"p", "l", "head", "speaker", "signed", "dateline", "salute", "addrLine", "fw"})
PARTS = frozenset({"sp", "speaker", "p", "head", "item", "l", "dateline", "signed", "salute", "addrLine"})
RULE = "p-rest"


def mended(tree: Tree, text: str) -> Tree:
    """Return a tree in which all words of divisions, speeches and lists stand in blocks, where annotations had to be left out of it."""
    if tree.problems:
        waiting = list(tree.nodes)
        while waiting:
            node = waiting.pop()
            if node.annotation.element in OWN:
                node.children[:] = _children(node, text)
            elif node.annotation.element in LINES:
                node.children[:] = _unparted(node.children)
            waiting += (below for below in node.children if below.annotation.element in GROUPS | LINES)
    return tree


def _unparted(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield what stands in a block, without the blocks and speeches that have no place there: their words are its words."""
    for node in nodes:
        if node.annotation.element in PARTS and not node.annotation.trim:
            yield from _unparted(node.children)
        else:
            yield node


def _children(group: Node, text: str) -> Iterable[Node]:
    """Return what a group holds, its words in blocks."""
    own = OWN[group.annotation.element]
    found: list[Node] = []
    run: list[Node] = []
    at = group.annotation.span.start
    for node in group.children:
        if _words(node):
            run.append(node)
            continue
        found += _block(own, at, node.annotation.span.start, run, text)
        run = []
        at = max(at, node.annotation.span.end)
        found.append(_placed(node, group.annotation.element))
    return [*found, *_block(own, at, group.annotation.span.end, run, text)]


def _words(node: Node) -> bool:
    """Whether a node stands among words: what marks some of them, and what is replaced among them."""
    annotation = node.annotation
    if annotation.place is not None or annotation.room != "body":
        return False
    return not annotation.element or annotation.element in MARKING


def _placed(node: Node, group: str) -> Node:
    """Return a node, as a paragraph where it has no place in the group."""
    annotation = node.annotation
    if ONLY.get(annotation.element, group) == group:
        return node
    made = Annotation(annotation.span, "p", annotation.rule, NO_ATTRIBUTES, evidence=annotation.evidence)
    return Node(made, node.children)


def _block(own: str, start: int, end: int, nodes: Sequence[Node], text: str) -> list[Node]:
    """Return the words between two blocks as a block, with what marks them; the nodes alone where there are no words."""
    bare = _bare(start, end, nodes, text)
    if not bare and not any(_held(node) for node in nodes):
        return list(nodes)
    span = trimmed(text, start, end)
    inner = [node.annotation.span for node in nodes]
    span = Span(min([span.start, *(s.start for s in inner)]), max([span.end, *(s.end for s in inner)]))
    return [Node(Annotation(span, own, RULE), list(nodes))]


def _bare(start: int, end: int, nodes: Sequence[Node], text: str) -> bool:
    """Whether something but white space stands outside of the nodes."""
    at = start
    for node in nodes:
        if text[at : node.annotation.span.start].strip():
            return True
        at = max(at, node.annotation.span.end)
    return bool(text[at:end].strip())


def _held(node: Node) -> bool:
    """Whether an element can stand in a block only."""
    row = ELEMENTS.get(node.annotation.element)
    return row is not None and row.kind in {"inline", "phrase"}
