"""What stands in a division where TEI has no place for it becomes paragraphs: an end before the text, a heading behind it.

TEI P5 4.9: DS, #DSDIV: what opens a division stands over its paragraphs, what closes it below them. A rule sees the end of a letter
before the paragraphs are made, and of an odd text ("Yours truly," under a dateline, and nothing else) nothing may be left between.
"""

from __future__ import annotations

from collections.abc import Iterable

from encoder.draft.model import NO_ATTRIBUTES, Problem
from encoder.tei.nesting import Node, Tree

OPENING = frozenset({"head", "opener", "dateline", "salute", "byline", "epigraph", "argument"})
TEXT = frozenset({"p", "list", "table", "quote", "lg", "q", "sp", "stage", "eg"})
CLOSING = frozenset({"closer", "dateline", "signed", "salute", "postscript", "trailer"})
#: what a postscript has no place for
ODD = frozenset({"dateline", "salute", "opener", "byline"})
#: what is no part of a paragraph's words; its own words are
PARTS = frozenset({"closer", "opener", "postscript", "dateline", "salute", "signed", "byline", "address", "addrLine", "trailer", "p"})


def ordered(tree: Tree) -> Tree:
    """Return a tree whose divisions hold their parts in the order that TEI has."""
    problems: list[Problem] = []
    for node in tree.nodes:
        _order(node, problems)
    return Tree(tree.nodes, (*tree.problems, *problems)) if problems else tree


def _order(node: Node, problems: list[Problem]) -> None:
    children = node.children
    for below in children:
        if below.annotation.element in {"div", "postscript"}:
            _order(below, problems)
    if node.annotation.element == "postscript":
        node.children[:] = [part for child in children for part in (_paragraphs(child) if child.annotation.element in ODD else [child])]
        return
    if node.annotation.element != "div" or not any(c.annotation.element in CLOSING or c.annotation.element in OPENING for c in children):
        return
    last = max((k for k, c in enumerate(children) if _flows(c) and c.annotation.element in TEXT | {"div"}), default=-1)
    begun = divided = False
    made: list[Node] = []
    for k, child in enumerate(children):
        name = child.annotation.element
        divided = divided or name == "div"
        early = name in CLOSING - OPENING and not (begun or divided)
        late = name in OPENING | CLOSING and begun and (k < last or name not in CLOSING)
        if _flows(child) and (early or late) and not divided and not child.annotation.trim and "rend" not in child.annotation.attributes:
            paragraphs = _paragraphs(child)
            made += paragraphs
            begun = True
            said = f"{name} of {child.annotation.rule} is written as a paragraph: TEI has no place for it there"
            problems.append(Problem("out-of-order", "info", said, child.annotation.span))
            continue
        begun = begun or (_flows(child) and name in TEXT)
        made.append(child)
    node.children[:] = made


def _flows(node: Node) -> bool:
    """Whether a node is written where it stands."""
    return node.annotation.place is None and node.annotation.room == "body"


def _paragraphs(node: Node) -> list[Node]:
    """Return a part as paragraphs: those it has, or one of all its words."""
    if node.annotation.element == "postscript" and node.children and all(c.annotation.element in TEXT for c in node.children):
        return node.children
    paragraph = node.annotation._replace(element="p", attributes=NO_ATTRIBUTES)
    return [Node(paragraph, list(_words(node.children)))]


def _words(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if node.annotation.element in PARTS and not node.annotation.trim:
            yield from _words(node.children)
        else:
            yield node
