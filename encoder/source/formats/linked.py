"""Notes that a page shows by links: a mark that leads to the note, and the note's link back to the mark.

That is how every program makes them that writes for the web or for e-books, whatever its classes are called. In pandoc's tree they become
notes as those of a Word document are: where the mark stood, without the link back. Where one was listed a block ``HERE`` stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from encoder import lazy_re as re
from encoder.source.formats.inlines import plain_words
from encoder.source.formats.pandoc import Node, parts

#: the type of a block where notes were listed
HERE = "NotesHere"
#: what a mark says, with the brackets around it
_MARK = re.compile(r"[\[(]?\s*(?P<label>\d{1,4}[a-z]?|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,4}|(?:[Nn]ote|n\.?|fn\.?)\s?\d{1,4})\s*[\])]?\.?")
#: what a container of notes is called, where its notes have no link back
_NOTES = re.compile(r"\b(?:foot|end)?-?notes?(?:list|body|text|s)?\b|\bfn(?:s|-content)?\b|\breferences\b", re.I)
#: behind a label that is taken away
_BEHIND = re.compile(r"^[.):\]]?\s*")
#: a label that is words of its note; "{}" is the number
_OWN = r"\s*(?:(?P<footnote>\[(?:Foot|End)?[Nn]ote\s+{0}\s*:\s*)|[\[(]{0}[\])][.:]?\s+|{0}[.:)]\s+)"
_BACK = re.compile(r"[\s\ufe0e\ufe0f]*(?:↩|↑|⤴|\^|⬆|\[?(?:back|return|zurück|retour)\]?)?[\s\ufe0e\ufe0f]*", re.I)


@dataclass(slots=True, eq=False)
class _Link:
    """A link within the page: where it leads, its own names, the list of inlines it stands in, and the blocks around it."""

    node: Node
    target: str
    order: int
    names: list[str]
    around: list[_Unit]


@dataclass(slots=True, eq=False)
class _Unit:
    """A paragraph, an item or a division: ``home[at]`` of its list; its name and its classes."""

    kind: str
    home: list[Any]
    at: int
    names: list[str] = field(default_factory=list)
    classes: str = ""
    links: list[_Link] = field(default_factory=list)

    @property
    def blocks(self) -> list[Node]:
        """The blocks of the unit."""
        thing = self.home[self.at]
        return thing if self.kind == "item" else thing["c"][1] if self.kind == "div" else [thing]


class _Reading:
    """Where links and names are, in the order of the page."""

    def __init__(self, blocks: list[Node]) -> None:
        self.links: list[_Link] = []
        self.named: dict[str, list[_Unit]] = {}
        self.blocks(blocks, [])

    def blocks(self, blocks: list[Node], around: list[_Unit]) -> None:
        for k, block in enumerate(blocks):
            kind, c = parts(block)
            if kind in {"Para", "Plain"}:
                self.inlines(c, [*around, _Unit("para", blocks, k)])
            elif kind == "Header":
                self.inlines(c[2], around)
            elif kind == "Div":
                unit = _Unit("div", blocks, k, [c[0][0]] if c[0][0] else [], " ".join([*c[0][1], c[0][0]]))
                self._name(unit.names, [*around, unit])
                self.blocks(c[1], [*around, unit])
            elif kind in {"BulletList", "OrderedList"}:
                items = c[1] if kind == "OrderedList" else c
                for j, item in enumerate(items):
                    self.blocks(item, [*around, _Unit("item", items, j)])
            elif kind == "DefinitionList":
                for term, meanings in c:
                    self.inlines(term, around)
                    for j, meaning in enumerate(meanings):
                        self.blocks(meaning, [*around, _Unit("item", meanings, j)])
            else:
                for inner in _inner_blocks(block):
                    self.blocks(inner, around)

    def _name(self, names: list[str], around: list[_Unit]) -> None:
        for name in names:
            self.named.setdefault(name, around)

    def inlines(self, nodes: list[Node], around: list[_Unit]) -> None:
        before: list[str] = []  # names of empty places directly before
        for node in nodes:
            kind, c = parts(node)
            own = [c[0][0]] if kind in {"Span", "Link"} and c[0][0] else []
            self._name(own, around)
            if kind == "Span":
                if not c[1]:
                    before += own
                    continue
                self.inlines(c[1], around)
                for link in self.links[-1:]:
                    if own and link.node in c[1]:
                        link.names += own
            elif kind == "Link":
                if c[2][0].startswith("#"):
                    link = _Link(node, c[2][0][1:], len(self.links), [*own, *before, *_names(c[1])], around)
                    self.links.append(link)
                    for unit in around:
                        unit.links.append(link)
                for name in _names(c[1]):
                    self._name([name], around)
            elif kind in {"Emph", "Strong", "Superscript", "Subscript", "Underline", "SmallCaps", "Strikeout"}:
                inside = len(self.links)
                self.inlines(c, around)
                if len(self.links) == inside + 1:
                    self.links[-1].names += before
            elif kind in {"Quoted", "Cite"}:
                self.inlines(c[1], around)
            if kind not in {"Space", "SoftBreak"}:
                before = []


def _names(nodes: list[Node]) -> list[str]:
    return [n["c"][0][0] for n in nodes if n["t"] == "Span" and n["c"][0][0]]


def _inner_blocks(block: Node) -> Iterator[list[Node]]:
    kind, c = parts(block)
    if kind == "BlockQuote":
        yield c
    elif kind == "Figure":
        yield c[2]
    elif kind == "Table":
        rows = [*c[3][1], *(row for body in c[4] for row in (*body[2], *body[3])), *c[5][1]]
        yield from (cell[4] for row in rows for cell in row[1])


def joined(blocks: list[Node]) -> int:
    """Make notes of the linked ones, in place; return how many."""
    reading = _Reading(blocks)
    back = {link.order: link for link in reading.links}
    found: dict[int, tuple[list[_Unit], list[_Link], list[_Link]]] = {}
    for mark in reading.links:
        if mark.order not in back or not (m := _MARK.fullmatch(plain_words(mark.node).strip())):
            continue
        around = reading.named.get(mark.target)
        if not around or any(unit in mark.around and unit.kind != "div" for unit in around):
            continue
        unit, links = _note(around, mark, back)
        if unit is None:
            continue
        _, marks, backs = found.setdefault(id(unit.home[unit.at]), ([unit], [], []))
        marks.append(mark)
        mark.node["label"] = m["label"].split()[-1].removeprefix("n.").removeprefix("fn.")
        backs += links
        for link in links:
            back.pop(link.order, None)
    units = [unit for each, _, _ in found.values() for unit in each]
    for each, marks, backs in found.values():
        _make(each[0], marks, backs, units)
    for unit in units:
        here: Node = {"t": HERE}
        unit.home[unit.at] = [here] if unit.kind == "item" else here
    _tidy(blocks)
    return len(found)


def _note(around: list[_Unit], mark: _Link, links: dict[int, _Link]) -> tuple[_Unit | None, list[_Link]]:
    """Return what is the note that a mark leads to, and its links back; None where it is none."""
    own = {*mark.names}
    for unit in reversed(around):
        if unit in mark.around:
            return None, []
        backs = [link for link in unit.links if link.order > mark.order and link.order in links and link.target in own]
        if backs:
            return _widest(around, unit, mark), backs
    last = around[-1]
    classes = " ".join(unit.classes for unit in around)
    later = not last.links or last.links[0].order > mark.order
    return (last, []) if later and last.kind in {"item", "div", "para"} and _NOTES.search(classes) else (None, [])


def _widest(around: list[_Unit], unit: _Unit, mark: _Link) -> _Unit:
    """Return the largest item or division around a note's first paragraph that holds this note alone."""
    k = around.index(unit)
    while k and around[k - 1].kind in {"item", "div"} and around[k - 1] not in mark.around:
        outer = around[k - 1]
        inside = outer.blocks
        alone = inside and inside[0] is (unit.home[unit.at] if unit.kind != "item" else None)
        said = [(link.target, plain_words(link.node)) for link in outer.links]
        targets = {target for target, words in said if _MARK.fullmatch(words.strip()) or _BACK.fullmatch(words)}
        if not alone or len(targets) > max(1, len({link.target for link in unit.links})):
            break
        unit, k = outer, k - 1
    return unit


def _make(unit: _Unit, marks: list[_Link], backs: list[_Link], units: list[_Unit]) -> None:
    """Put the words of a note where its marks stand."""
    body = list(unit.blocks)
    if unit.kind == "para":  # paragraphs between two notes go on with the first
        taken = {u.at for u in units if u.home is unit.home}
        behind = sorted(at for at in taken if at > unit.at)
        if behind and all(unit.home[at]["t"] in {"Para", "Plain"} for at in range(unit.at, behind[0])):
            body = unit.home[unit.at : behind[0]]
            for at in range(unit.at + 1, behind[0]):
                unit.home[at] = {"t": HERE}
    gone = {id(link.node) for link in backs}
    body = [_without(block, gone) for block in body]
    if not backs:
        _bare(body, str(marks[0].node.get("label", "")))
    for mark in marks:
        mark.node.update({"t": "Note", "c": body})


def _bare(body: list[Node], label: str) -> None:
    """Take the label off a note that has it as words: "1. ", "[1] ", "[Footnote 1: ...]"."""
    first = next((lines for lines in _lines_of(body) if plain_words(lines).strip()), None)
    own = re.match(_OWN.format(re.escape(label)), plain_words(first)) if first is not None else None
    if first is None or own is None:
        return
    left = own.end()
    first[:] = [node for k, node in enumerate(first) if k or node["t"] != "Span" or plain_words(node)]  # the note's name
    while left and first and first[0]["t"] in {"Str", "Space", "SoftBreak", "LineBreak"}:
        said = first[0]["c"] if first[0]["t"] == "Str" else " "
        if len(said) > left:
            first[0] = {"t": "Str", "c": said[left:]}
            left = 0
        else:
            left -= len(said)
            del first[0]
    last = list(_lines_of(body))[-1]
    if own["footnote"] and last and last[-1]["t"] == "Str" and last[-1]["c"].endswith("]"):
        last[-1] = {"t": "Str", "c": last[-1]["c"][:-1]}


def _lines_of(blocks: list[Node]) -> Iterator[list[Node]]:
    """Yield the inlines of paragraphs, in order."""
    for block in blocks:
        kind, c = parts(block)
        if kind in {"Para", "Plain"}:
            yield c
        elif kind == "Div":
            yield from _lines_of(c[1])


def _without(node: Any, gone: set[int]) -> Any:
    """Return a part of the tree without some links, and without what stands between a label and its words."""
    if isinstance(node, list):
        out: list[Any] = []
        cut = False
        for inner in node:
            if isinstance(inner, dict) and id(inner) in gone:
                cut = cut or not plain_words(out).strip()
                continue
            made = _without(inner, gone)
            if cut and isinstance(made, dict) and made.get("t") in {"Space", "SoftBreak"}:
                continue
            if cut and isinstance(made, dict) and made.get("t") == "Str":
                made = {"t": "Str", "c": _BEHIND.sub("", made["c"])}
                cut = not made["c"]
            out.append(made)
        return out
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _without(node["c"], gone)}
    return node


def _tidy(blocks: list[Node]) -> None:
    """Take out what is left empty: items, lists."""
    for k, block in enumerate(blocks):
        kind, c = parts(block)
        if kind == "Div":
            _tidy(c[1])
        elif kind in {"OrderedList", "BulletList"}:
            items = c[1] if kind == "OrderedList" else c
            for item in items:
                _tidy(item)
            items[:] = [item for item in items if item]
            if all(inner["t"] == HERE for item in items for inner in item):
                blocks[k] = {"t": HERE}
        elif kind == "DefinitionList":
            for _, meanings in c:
                meanings[:] = [meaning for meaning in meanings if meaning]
    for above, below in pairwise(blocks):
        if above["t"] == "Header" and _begins(below):  # what stands over notes heads no division
            above.update({"t": "Para", "c": above["c"][2]})


def _begins(block: Node) -> bool:
    """Whether a block begins where notes were listed."""
    while block["t"] == "Div" and block["c"][1]:
        block = block["c"][1][0]
    return bool(block["t"] == HERE)
