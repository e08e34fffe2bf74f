"""pandoc's tree as text with light markup: the headings, lists, tables, quotations and notes that the layout reading understands.

Every paragraph is one line, blank lines between. Notes stand where the document
lists them, else behind the text: ``[^1]: words``, with ``[^1]`` at the reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from encoder.errors import EncoderError
from encoder.source.formats.inlines import Inlines, Remark, placed
from encoder.source.formats.linked import HERE
from encoder.source.formats.pandoc import Node, parts

#: columns that what belongs to an item or a note is indented by
STEP = 4
#: a table with a cell that is longer, in paragraphs and characters, is an arrangement on the page
PARAGRAPHS = 2
LONGEST = 600
#: indented paragraphs that are all shorter are no quotation: a place and a date, the end of a letter
QUOTED = 80
#: what is no words of the text
_NO_WORDS = frozenset({"Image", "RawBlock", "RawInline"})
_LEFT_OUT = frozenset({"deletion", "comment-start"})


class Written(NamedTuple):
    """A text, and what there is to say of places in it (offset, remark)."""

    text: str
    remarks: tuple[tuple[int, Remark], ...]


def write(blocks: Sequence[Node], plain: bool = False, deeper: int = 0) -> Written:
    """Write the blocks of a document.

    ``plain``: without signs for headings, emphasis, links and bullets, as a page is copied; ``deeper``: how many levels all headings
    lie below their own. Raises EncoderError where the text would not have every word of the tree.
    """
    writer = _Writer(plain, deeper)
    writer.inlines.alone = _alone(blocks)
    chunks = list(writer.blocks(blocks))
    chunks += writer.notes()
    text, places = placed("\n\n".join(chunk for chunk in chunks if chunk.strip()) + "\n")
    lost = Counter(_words(blocks)) - Counter(text)
    if lost:
        raise EncoderError(f"{lost.total()} characters of the document would be lost: {''.join(sorted(lost))[:40]}")
    return Written(text, tuple((offset, writer.inlines.remarks[number]) for number, offset in places))


def _alone(blocks: Sequence[Node]) -> bool:
    """Whether each note has one reference."""
    todo: list[object] = [blocks]
    seen: set[int] = set()
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            if node.get("t") == "Note":
                if id(node["c"]) in seen:
                    return False
                seen.add(id(node["c"]))
            todo.append(node.get("c"))
    return True


def _words(blocks: Sequence[Node]) -> Iterator[str]:
    """Yield the characters of a tree but for white space, of each note once."""
    todo: list[object] = [blocks]
    seen: set[int] = set()
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            kind, content = node.get("t"), node.get("c")
            if kind in _NO_WORDS or (kind == "Span" and content and _LEFT_OUT & set(content[0][1])):
                continue
            if kind == "Note" and id(content) in seen:
                continue
            if kind == "Note":
                seen.add(id(content))
            if kind == "Str":
                yield from (c for c in str(content) if c.isprintable() and not c.isspace())
            elif kind in {"Link", "Span", "Div", "Header", "Table", "Figure"}:
                todo += (content or [])[1:]
            else:
                todo.append(content)


class _Writer:
    def __init__(self, plain: bool, deeper: int) -> None:
        self.plain = plain
        self.deeper = deeper
        self.written = 0
        self.inlines = Inlines(lambda blocks: "\n\n".join(self.blocks(blocks)), plain)

    def blocks(self, blocks: Sequence[Node]) -> Iterator[str]:
        """Yield the chunks of blocks, that stand between blank lines."""
        for block in blocks:
            yield from (chunk for chunk in self._one(block) if chunk)

    def _one(self, block: Node) -> Iterator[str]:
        kind, c = parts(block)
        if kind in {"Para", "Plain", "Header", "LineBlock", "CodeBlock", "RawBlock", "HorizontalRule"}:
            yield self._words(kind, c)
        elif kind == "BlockQuote":
            yield from self._quote(list(self.blocks(c)))
        elif kind in {"OrderedList", "BulletList"}:
            yield from self._list(kind, c)
        elif kind == "DefinitionList":
            for term, meanings in c:
                yield self._lines(self.inlines.write(term))
                for meaning in meanings:
                    yield from self.blocks(meaning)
        elif kind == "Table":
            yield from self._table(c)
        elif kind == "Figure":
            yield from self.blocks(c[2])
            yield from self.blocks(c[1][1])
        elif kind == "Div":
            yield from self.blocks(c[1])
        elif kind == HERE:
            yield from self.notes()

    def _words(self, kind: str, c: Any) -> str:
        """Return a block without blocks in it."""
        if kind in {"Para", "Plain"}:
            return self._lines(self.inlines.write(c))
        if kind == "Header":
            words = " ".join(self._bare(c[2]).split())
            return f"{'' if self.plain else '#' * min(c[0] + self.deeper, 6) + ' '}{words}" if words else ""
        if kind == "LineBlock":
            return "\n".join(self._lines(self.inlines.write(line)) for line in c)
        if kind == "CodeBlock":
            return "\n".join(line.rstrip() for line in c[1].strip("\n").split("\n"))
        if kind == "RawBlock":
            return self.inlines.remark("left-out", f"code of the form {c[0]} is not in the text") if c[1].strip() else ""
        return "" if self.plain else "* * *"

    def notes(self) -> Iterator[str]:
        """Yield the notes that have had a reference and are not yet written."""
        while self.written < len(self.inlines.notes):
            label, words = self.inlines.notes[self.written]
            self.written += 1
            first, *more = words.split("\n")
            yield "\n".join([f"[^{label}]: {first}".rstrip(), *(f"{' ' * STEP}{line}" if line else "" for line in more)])

    def _bare(self, nodes: Sequence[Node]) -> str:
        """Return the words of a heading: it is set off as a whole."""
        before, self.inlines.plain = self.inlines.plain, True
        try:
            return self.inlines.write(nodes)
        finally:
            self.inlines.plain = before

    @staticmethod
    def _lines(text: str) -> str:
        return "\n".join(line.strip() for line in text.split("\n")).strip("\n")

    def _quote(self, chunks: list[str]) -> Iterator[str]:
        if self.plain or all(len(chunk) < QUOTED for chunk in chunks):
            yield from chunks
        else:
            yield "\n>\n".join("\n".join(f"> {line}" for line in chunk.split("\n")) for chunk in chunks)

    def _list(self, kind: str, c: list[Any]) -> Iterator[str]:
        start, style, delimiter = (c[0][0], c[0][1]["t"], c[0][2]["t"]) if kind == "OrderedList" else (0, "", "")
        tight: list[str] = []
        for k, item in enumerate(c[1] if kind == "OrderedList" else c):
            label = _label(start + k, style, delimiter) if kind == "OrderedList" else "" if self.plain else "-"
            first, *more = list(self.blocks(item)) or [""]
            first = f"{label} {first}".strip() if label else first
            if self.plain and not more:  # a page that is copied has its items line by line
                tight.append(first)
                continue
            if tight:
                yield "\n".join(tight)
                tight = []
            yield first
            yield from (chunk if self.plain else _indented(chunk) for chunk in more)
        if tight:
            yield "\n".join(tight)

    def _table(self, c: list[Any]) -> Iterator[str]:
        _, caption, _, head, bodies, foot = c
        yield from self.blocks(caption[1])
        heads = [*head[1], *(row for body in bodies for row in body[2])]
        rows = [*heads, *(row for body in bodies for row in body[3]), *foot[1]]
        if self._arranged(rows):
            for row in rows:
                for cell in row[1]:
                    yield from self.blocks(cell[4])
            return
        grid = [row for row in self._grid(rows) if any(row)]
        if not grid:
            return
        wide = max(map(len, grid))
        grid = [row + [""] * (wide - len(row)) for row in grid]
        told = self.inlines.remark("table-spans", "cells of a table reach over several rows or columns; the text has them in the first") \
            if any(cell[2] > 1 or cell[3] > 1 for row in rows for cell in row[1]) else ""  # fmt: skip
        if any("|" in part for row in grid for part in row):
            yield told + "\n".join("\t".join(row) for row in grid)
            return
        lines = [f"| {' | '.join(row)} |" for row in grid]
        if heads or len(lines) == 1:
            lines.insert(1, "|" + "---|" * wide)
        yield told + "\n".join(lines)

    def _grid(self, rows: Sequence[list[Any]]) -> Iterator[list[str]]:
        """Yield the cells of each row, empty ones where one above or before reaches."""
        below: dict[int, int] = {}
        for row in rows:
            out: list[str] = []
            for cell in row[1]:
                while below.get(len(out), 0):
                    below[len(out)] -= 1
                    out.append("")
                for k in range(max(1, int(cell[3]))):
                    below[len(out)] = int(cell[2]) - 1
                    out.append("" if k else self._cell(cell[4]))
            while below.get(len(out), 0):
                below[len(out)] -= 1
                out.append("")
            yield out

    def _cell(self, blocks: Sequence[Node]) -> str:
        return " ".join(" ".join(self.blocks(blocks)).split())

    @staticmethod
    def _arranged(rows: Sequence[list[Any]]) -> bool:
        """Whether a table arranges what stands on a page: it has one column, or cells that hold whole passages."""
        if all(len(row[1]) < 2 for row in rows):
            return True
        for row in rows:
            for cell in row[1]:
                kinds = [block["t"] for block in cell[4]]
                if any(kind in {"Table", "Header", "BlockQuote", "CodeBlock"} for kind in kinds):
                    return True
                if len(kinds) > PARAGRAPHS and sum(1 for _ in _words(cell[4])) > LONGEST:
                    return True
        return False


def _indented(chunk: str) -> str:
    return "\n".join(" " * STEP + line for line in chunk.split("\n"))


def _label(number: int, style: str, delimiter: str) -> str:
    """Return the label of an item as its list counts."""
    said = str(number)
    if style in {"LowerAlpha", "UpperAlpha"}:
        said = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            said = chr(ord("a") + rest) + said
    elif style in {"LowerRoman", "UpperRoman"}:
        said = _roman(number)
    said = said.upper() if style.startswith("Upper") else said
    return f"({said})" if delimiter == "TwoParens" else f"{said})" if delimiter == "OneParen" else f"{said}."


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
                        (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        while number >= value:
            out, number = out + sign, number - value
    return out
