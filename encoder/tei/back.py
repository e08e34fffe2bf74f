"""TEI back to plain text: the inverse of the writer.

What the elements stand for is generated again: the brackets of ``gap``, ``supplied`` and ``corr``, page marks, the
references of the notes and their list at the end. For an edition that the encoder made, the characters other than
white space are those of the source, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from encoder import lazy_re as re
from encoder.draft.elements import ELEMENTS, apart, printed
from encoder.draft.model import BELOW
from encoder.tei.build import TEI, XML, local

_GENERATING = frozenset(name for name in ELEMENTS if printed(name) != ("", "")) | {"corr", "head", "hi", "row"}
#: elements that light markup makes, its usual signs, and what closes a sign that is not the same on both sides
MARKUP = frozenset({"hi", "ref", "code", "eg"})
SIGNS = {"bold": "**"}
CLOSING = {"^{": "}"}
FENCES = {"```": "```", "~~~": "~~~"}
#: how the bars before and behind a row's cells are written
_BARS = {"| | |": ("|", "|"), "| |": ("|", ""), "- | |": ("", "|")}
_SPACE = re.compile(r"\s+")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: what may stand at a place without words of its own, or is written elsewhere
_POINTS = frozenset({"pb", "lb", "space", "w", "milestone", "note"})
_BREAK = "\n\n"
_LINE = "\n"




def characters(text: str) -> str:
    """Return the characters that the round trip keeps: all but white space."""
    return "".join(text.split())


@dataclass(slots=True)
class _Note:
    order: int
    label: str
    element: etree._Element


@dataclass(slots=True)
class _Reader:
    out: list[str] = field(default_factory=list)
    notes: list[_Note] = field(default_factory=list)
    quoted: bool = False
    #: notes by identifier that are written where their list stood, and not in the list at the end
    listed: Mapping[str, etree._Element] = field(default_factory=dict)

    def add(self, text: str | None) -> None:
        if text:
            if self.quoted:  # every line of the source has its mark
                text = text.replace("\n", "\n> ")
            # line ends, tabs and wide spaces are no printable characters; most texts have none, and this is faster than a search
            self.out.append(text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text))

    def separate(self, by: str) -> None:
        self.out.append(by)

    def walk(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str):  # a comment or an instruction
            return  # type: ignore[unreachable]
        name = tag.rpartition("}")[2]
        if name in _POINTS and self.point(element, name):
            return
        block = _BREAK if name == "note" and element.get("place") == "inline" else apart(name)
        if block:
            self.separate(block)
        opening, closing = _around(element, name)
        if name == "p":
            parent = element.getparent()
            if parent is not None and parent.get("rend") == ">":
                self.quoted = True
                opening = "> "
        if opening:
            self.add(opening)
        if text := element.text:
            self.add(text)
        for below in element:
            self.walk(below)
            if name == "row":
                self.out.append(_between_cells(element, below))
            if tail := below.tail:
                self.add(tail)
        if closing:
            self.add(closing)
        if name == "p":
            self.quoted = False
        if name == "label" and _in_list(element):
            self.out.append(" ")
        elif block:
            self.separate(block)

    def point(self, element: etree._Element, name: str) -> bool:
        """Write what stands at a place without words of its own, and the mark of a note; False for any other element."""
        if name == "pb":
            self.page(element)
        elif name == "lb":
            self.add(element.get("rend"))
            self.separate(_LINE)
            self.add(f"{element.get('n')} " if element.get("n") else "")
        elif name == "space":
            self.add(element.get("rend"))
        elif name == "w" and element.get("orig"):
            self.divided(element.get("orig", ""))
        elif name == "milestone":
            self.milestone(element)
        else:
            return name == "note" and self.note(element)
        return True

    def divided(self, orig: str) -> None:
        """Write a word as its source divides it: the end of a line is a space in @orig."""
        before, _, behind = orig.partition(" ")
        self.add(before)
        self.separate(_LINE)
        self.add(behind)

    def page(self, element: etree._Element) -> None:
        mark = element.get("rend") or "[Page {}]"
        if element.get("n") and mark != "fw":  # the running head behind it prints the number
            self.add(mark.replace("{}", element.get("n", "")))

    def milestone(self, element: etree._Element) -> None:
        """Write the signs of a printed break, or the notes whose list stood there."""
        self.separate(_BREAK)
        how = element.get("rend") or ""
        if element.get("unit") != "notes":
            self.add(how)
        for k, identifier in enumerate((element.get("corresp") or "").split(), 1):
            note = self.listed.get(identifier[1:])
            if note is None:
                continue
            number = note.get("n") or ""
            mark = _mark(number, note.get("rend") or "")
            label = mark if how == "mark" else how.replace("{mark}", mark).replace("{}", number).replace("{k}", str(k))
            self.separate(_LINE)
            self.add(f"{label} " if label else "")
            self.add(note.text)
            for below in note:
                self.walk(below)
                self.add(below.tail)
            self.add(_arrow(note))
        self.separate(_BREAK)

    def note(self, element: etree._Element) -> bool:
        """Keep a note for the list at the end and leave its mark; False for one that is printed in its place."""
        if element.get("place") in {"inline", "header"} or element.get("type") == "catalogue":
            return False
        number = element.get("n") or ""
        identifier = element.get(f"{{{XML}}}id") or ""
        if not _unplaced(element):
            self.add(_mark(number, element.get("rend") or ""))
        if identifier in self.listed:
            return True
        position = re.search(r"fn(\d+)\w*$", identifier)
        self.notes.append(_Note(int(position[1]) if position else len(self.notes), number, element))
        return True

    def text(self) -> str:
        joined: list[str] = []
        gap = ""
        for piece in self.out:
            if piece in {_BREAK, _LINE}:
                gap = max(gap, piece, key=len)
            elif piece.strip() or piece == "\t":
                joined.append(gap if joined else "")
                joined.append(piece.lstrip(" ") if gap else piece)
                gap = ""
            elif not gap:
                joined.append(piece)
        return "\n".join(line.strip(" ") for line in "".join(joined).split("\n")).strip()


def _between_cells(row: etree._Element, cell: etree._Element) -> str:
    """Return what stands between two cells in the source: a tab, or the bar that the row's @rend has."""
    return "" if cell is row[-1] else "|" if "|" in (row.get("rend") or "") else "\t"


def _unplaced(note: etree._Element) -> bool:
    """Whether a note stands in the back, for it has no reference."""
    parent = note.getparent()
    above = parent.getparent() if parent is not None else None
    return parent is not None and parent.get("type") == "notes" and above is not None and local(above) == "back"


def _labelled(note: etree._Element) -> bool:
    """Whether a note has its label in the list with it, because it is none of the usual form."""
    return len(note) > 0 and note[0].tag == f"{{{TEI}}}label" and not (note.text or "").strip()


def _in_list(label: etree._Element) -> bool:
    parent = label.getparent()
    return parent is not None and local(parent) == "list"


def _around(element: etree._Element, name: str) -> tuple[str, str]:
    """Return what stands around an element's words: as its ``@rend`` says ("[crossed out: {}]"), or as its kind does."""
    rend = element.get("rend")
    if name in MARKUP:
        return _markup(element, name)
    if rend and "{}" in rend:
        opening, _, closing = rend.partition("{}")
        return (f"{opening} ", closing) if name == "item" else (opening, closing)
    return _generated(element, name) if name in _GENERATING else ("", "")


def _markup(element: etree._Element, name: str) -> tuple[str, str]:
    """Return the signs of light markup around an element's words; its @rend says which: "italic _", "bold", "[]()"."""
    style, _, sign = (element.get("rend") or "").partition(" ")
    if name == "ref":
        target = element.get("target") or ""
        return {"[]()": ("[", f"]({target})"), "<>": ("<", ">"), "<a>": (f'<a href="{target}">', "</a>")}.get(style, ("", ""))
    if name in {"code", "eg"}:
        return (f"{style} {sign}".strip(), FENCES.get(style[:3], style)) if style else ("", "")
    sign = sign or SIGNS.get(style, "")
    if sign.startswith("<"):
        return sign, f"</{sign[1:]}"
    return sign, CLOSING.get(sign, sign)


def _generated(element: etree._Element, name: str) -> tuple[str, str]:
    """Return the characters that stand before and behind an element's content in the source."""
    parent = element.getparent()
    if name == "corr" and parent is not None and local(parent) == "choice":
        return (" [", "]")
    if name == "head" and (element.get("rend") or "").startswith("#"):
        return (f"{element.get('rend')} ", "")
    if name == "row":
        return _BARS.get(element.get("rend") or "", ("", ""))
    return printed(name)


def _mark(number: str, rend: str) -> str:
    """Return how the reference of a note is printed: as its ``@rend`` has it, else its number; an arrow stands behind the note."""
    if rend == "superscript":
        return number.translate(_SUPERSCRIPT)
    return number if not rend or rend.startswith("↩") else rend


def _arrow(note: etree._Element) -> str:
    """Return the way back to the reference that stands behind a note."""
    rend = note.get("rend") or ""
    return f" {rend}" if rend.startswith("↩") else ""


def _listed(root: etree._Element) -> Mapping[str, etree._Element]:
    """Return the notes whose lists have their place in the text, by identifier."""
    wanted = {
        pointer[1:]
        for milestone in root.iter(f"{{{TEI}}}milestone") if milestone.get("unit") == "notes"
        for pointer in (milestone.get("corresp") or "").split()
    }
    if not wanted:
        return {}
    notes = ((note.get(f"{{{XML}}}id") or "", note) for note in root.iter(f"{{{TEI}}}note"))
    return {identifier: note for identifier, note in notes if identifier in wanted}


def _list_of_notes(reader: _Reader) -> list[str]:
    """Return the notes as a numbered list in the order of their ids; none where the text has no notes."""
    written = 0
    notes: list[str] = []
    while written < len(reader.notes):
        batch = list(enumerate(reader.notes))[written:]
        written = len(reader.notes)
        notes += [""] * len(batch)
        for k, note in batch:
            inner = _Reader(notes=reader.notes, listed=reader.listed)
            inner.add(note.element.text)
            for below in note.element:
                inner.walk(below)
                inner.add(below.tail)
            notes[k] = re.sub(r"\n+", "\n", inner.text()) + _arrow(note.element)
    order = sorted(range(len(reader.notes)), key=lambda k: (reader.notes[k].order, k))
    listed = [
        f"  {notes[i]}" if _labelled(reader.notes[i].element) else f"  {k}. {notes[i]}".rstrip() for k, i in enumerate(order, 1)
    ]
    return ["\n".join(listed)] if listed else []


def _documents(text: etree._Element) -> list[etree._Element]:
    """Return the documents of a text that has several, each with its own list of notes below it; else the text itself."""
    body = text.find(f"{{{TEI}}}body")
    found = [] if body is None else [div for div in body if local(div) == "div" and div.get("type") == "document"]
    if body is None or len(found) < 2:
        return [text]
    return [part for child in text for part in (child if child is body else [child])]


def to_text(root: etree._Element) -> str:
    """Return the plain text of a TEI document, its notes as a numbered list at the end."""
    reader = _Reader(listed=_listed(root))
    records = [note for note in root.iter(f"{{{TEI}}}note") if note.get("type") == "catalogue"]
    for record in records:
        if record.get("subtype") != BELOW:
            reader.walk(record)
            reader.separate(_BREAK)
    texts = [text for text in root.iter(f"{{{TEI}}}text") if text is not root] or [root]
    lines: list[str] = []
    for text in texts:
        for part in _documents(text):
            reader.walk(part)
            lines += [reader.text(), *_list_of_notes(reader)]
            reader = _Reader(listed=reader.listed)
    for record in records:
        if record.get("subtype") == BELOW:
            foot = _Reader()
            foot.walk(record)
            lines.append(foot.text())
    return "\n\n".join(lines) + "\n"
