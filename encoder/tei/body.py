"""The text of the edition: nodes become elements, the characters between them text."""

from __future__ import annotations

from collections.abc import Iterable

from encoder.draft.elements import GROUPS
from encoder.draft.model import Annotation
from encoder.layout.blocks import Span
from encoder.tei.making import Made, append_text, child
from encoder.tei.nesting import Node

#: groups that may have a stop or a comma between what they hold
MIXED = frozenset({"opener", "closer"})


class Body:
    """The nodes of a draft on their way to ``text``, ``back`` and the header."""

    def __init__(self, text: str, nodes: Iterable[Node]) -> None:
        self.text = text.replace("\f", "\n")  # XML has no place for a form feed
        self.notes: dict[int, list[Node]] = {}
        #: what each element was made of, in the order of the document
        self.spans: list[Span] = []
        #: what stands in groups and is written elsewhere
        self.moved: set[int] = set()
        self.flow: list[Node] = []
        self.back: list[Node] = []
        self.header: list[Node] = []
        for node in nodes:
            self._sort(node, self.flow)

    def _sort(self, node: Node, siblings: list[Node]) -> None:
        annotation = node.annotation
        if annotation.element in GROUPS:  # a note at the foot of a page stands between the blocks
            inner: list[Node] = []
            for below in node.children:
                self._sort(below, inner)
            node.children[:] = inner
        else:  # or between the lines of a paragraph that goes on over the page's end
            node.children[:] = [self._within(below) for below in node.children]
        if annotation.place is not None:
            self.notes.setdefault(annotation.place, []).append(node)
        elif annotation.room == "back":
            self.back.append(node)
        elif annotation.room == "header":
            self.header.append(node)
        else:
            siblings.append(node)
            return
        self.moved.update(range(*annotation.span))

    def _within(self, node: Node) -> Node:
        """Return a node of a paragraph, or a mark where its words stood if it is written elsewhere."""
        annotation = node.annotation
        if annotation.element != "note" or (annotation.place is None and annotation.room == "body"):
            return node
        self._sort(node, [])
        return Node(Annotation(annotation.span, "", annotation.rule, content="replaced"))

    def write(self, node: Node, parent: Made) -> None:
        """Append a node, what lies in it, and the notes whose marks it holds."""
        annotation = node.annotation
        if not annotation.element:
            for note in self.notes.get(annotation.span.start, ()):
                self.write(note, parent)
            return
        element = child(parent, annotation.element, attributes=annotation.attributes)
        self.spans.append(annotation.span)
        if annotation.content == "replaced":
            return
        if annotation.element == "desc" and any(below.annotation.element == "pb" for below in node.children):
            self.spans.append(annotation.span)
            element = child(element, "hi")  # a page ends inside the notice, and desc itself cannot hold pb
        self.write_content(node, element)

    def _between(self, group: Annotation, start: int, below: Node) -> str:
        """Return what stands between two parts of an opener or closer, and is not written elsewhere."""
        if group.element not in MIXED:
            return ""
        return "".join(self.text[k] for k in range(start, below.annotation.span.start) if k not in self.moved)

    def write_content(self, node: Node, element: Made) -> None:
        """Append the text and the children of a node to its element."""
        annotation = node.annotation
        at = annotation.span.start + annotation.trim
        if not node.children:
            if annotation.element not in GROUPS:
                append_text(element, self.text[at : annotation.span.end - annotation.tail])
            return
        spaced = annotation.element not in GROUPS and not any(c.annotation.element == "desc" for c in node.children)
        text: list[str] = []  # put behind the last child at once: a paragraph may have thousands of marks that write nothing
        for below in node.children:
            if spaced:
                text.append(self.text[at : below.annotation.span.start])
            else:
                between = self._between(annotation, at, below)
                if between.strip() and not any(map(str.isalnum, between)):  # "11/3-53. Smith": the stop is neither's
                    text.append(between)
            if below.annotation.element or below.annotation.span.start in self.notes:
                append_text(element, "".join(text))
                text.clear()
                self.write(below, element)
            at = below.annotation.span.end
        if spaced:
            text.append(self.text[at : annotation.span.end - annotation.tail])
        append_text(element, "".join(text))
