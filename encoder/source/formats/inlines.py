"""What stands inside paragraphs of pandoc's tree, as text with the light markup that ``anatomy.markup`` reads.

Stars where nothing but words is emphasised and they touch no letter, else tags: ``*words*``, ``a <i>*</i>``, ``<b>words <i>so</i></b>``.
A place that something is to be said about holds a sign that ``places`` takes out again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from encoder import lazy_re as re
from encoder.io.names import ILLEGAL
from encoder.source.formats.pandoc import Node, parts

#: around the number of a remark, in text that is being made; no text has these characters
_OPEN = "\x02"
_CLOSE = "\x03"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_TAGS = {"Emph": "i", "Strong": "b", "Underline": "u", "Strikeout": "s", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "sc"}
_STARS = {"Emph": "*", "Strong": "**"}
#: words that stars may stand around, and the longest of them
_SIMPLE = re.compile(r"[^\s*<>_=`^](?:[^*<>_=`^]{0,380}[^\s*<>_=`^])?")
_RAISED = re.compile(r"[A-Za-z0-9.]{1,8}")
#: signs that touch a word, where stars would be none
_TOUCHING = re.compile(r"[\w*\\]")
#: what parts paragraphs, over which no emphasis goes
_PARTED = re.compile(r"(\s*\n\s*\n\s*)")
_TARGET = re.compile(r"(?:https?://|ftp://|mailto:|www\.)[^\s()<>\"]{2,290}")
_LINKED = re.compile(r"[^\[\]<>\n]{1,200}")
#: an author's brackets around a note's mark
_BRACKETED = re.compile(r"\[(\[\^[^\[\]\s]+\])\]")
LABEL = re.compile(r"[\w*†‡§¶-]{1,12}")


#: a tracked change -> what became of its words
_CHANGES = {"insertion": "was inserted; it is taken into the text", "deletion": "was struck out; it is left out"}


class Remark(NamedTuple):
    """What there is to say of a place of the text."""

    code: str
    message: str


class _Marked(NamedTuple):
    kind: str
    inner: str


class Inlines:
    """Writes inlines; gathers the notes, by label, and the remarks. ``plain``: without emphasis and links, as a page is copied."""

    def __init__(self, note: Callable[[Sequence[Node]], str], plain: bool = False) -> None:
        """``note`` writes the blocks of a note."""
        self._note_of = note
        self.plain = plain
        self.remarks: list[Remark] = []
        #: label and words of each note, in the order of their references
        self.notes: list[tuple[str, str]] = []
        #: whether each note has one reference: then each chapter may have a note 1
        self.alone = False
        self._labels: set[str] = set()
        #: label of a note that is referred to more than once, by the number of the note
        self._again: dict[int, str] = {}

    def write(self, nodes: Sequence[Node]) -> str:
        """Return the text of inlines; line breaks are line ends."""
        written = [self._one(node) for node in nodes]
        out = ""
        for k, part in enumerate(written):
            if isinstance(part, str):
                out += part
                continue
            behind = next((p for p in written[k + 1 :] if p != "" and (isinstance(p, _Marked) or _visible(p))), "")
            out += self._signed(part, _visible(out)[-1:], behind if isinstance(behind, str) else "*")
        return _BRACKETED.sub(r"\1", out)

    def remark(self, code: str, message: str) -> str:
        """Return the sign for a place of which something is to be said."""
        self.remarks.append(Remark(code, message))
        return f"{_OPEN}{len(self.remarks) - 1}{_CLOSE}"

    def _one(self, node: Node) -> str | _Marked:
        kind, c = parts(node)
        if kind == "Str":
            return ILLEGAL.sub("\ufffd", c)
        if kind in {"Space", "SoftBreak"}:
            return " "
        if kind == "LineBreak":
            return "\n"
        if kind in _TAGS:
            while len(c) == 1 and c[0]["t"] == kind:  # emphasised twice, as old pages have it
                c = c[0]["c"]
            return _Marked(kind, self.write(c))
        if kind == "Quoted":
            return f"‘{self.write(c[1])}’" if c[0]["t"] == "SingleQuote" else f"“{self.write(c[1])}”"
        if kind == "Cite":
            return self.write(c[1])
        if kind in {"Code", "Math"}:
            return ILLEGAL.sub("\ufffd", c[1])
        if kind == "RawInline":
            return self.remark("left-out", f"code of the form {c[0]} is not in the text: {_short(c[1])}") if c[1].strip() else ""
        if kind == "Link":
            return self._link(c)
        if kind == "Image":
            words = _visible(self.write(c[1])) or c[2][1] or "without description"
            return self.remark("image", f"an image is not in the text: {_short(words)} ({_short(c[2][0].rsplit('/', 1)[-1])})")
        if kind == "Note":
            return self._note(node)
        return self._span(c)

    def _signed(self, marked: _Marked, before: str, behind: str) -> str:
        """Return words with the signs of their emphasis, paragraph by paragraph."""
        out = ""
        for k, piece in enumerate(_PARTED.split(marked.inner)):
            words = piece.strip()
            if k % 2 or self.plain or not any(c.isalnum() for c in _visible(words)) or _visible(words) == _only_notes(words):
                out += piece
                continue
            start = piece.index(words[0])
            lead, trail = piece[:start], piece[start + len(words) :]
            outer = "" if lead else before, "" if trail else behind[:1]
            out += f"{lead}{_around(marked.kind, words, *outer)}{trail}"
        return out

    def _link(self, c: list[Any]) -> str | _Marked:
        words, target = self.write(c[1]), c[2][0]
        bare = _visible(words)
        if self.plain or not _TARGET.fullmatch(target) or not bare.strip():
            return words
        if bare == target:
            return f"<{target}>"
        if words == bare and _LINKED.fullmatch(words):
            return f"[{words}]({target})"
        return words + self.remark("link", f"a link is not in the text: {_short(target)}")

    def _note(self, node: Node) -> str:
        """Return the mark of a note and keep its words; a note that is referred to again has the same mark."""
        known = self._again.get(id(node["c"]))
        if known:
            return f"[^{known}]"
        wanted = node.get("label", "")
        label = wanted if LABEL.fullmatch(wanted) else ""
        number = len(self.notes) + 1
        if not label or (label in self._labels and not self.alone):
            stem = f"{label}-" if label else ""
            while f"{stem}{number}" in self._labels:
                number += 1
            label = f"{stem}{number}"
        self._labels.add(label)
        self._again[id(node["c"])] = label
        place = len(self.notes)
        self.notes.append((label, ""))
        self.notes[place] = (label, self._note_of(node["c"]))
        return f"[^{label}]"

    def _span(self, c: list[Any]) -> str:
        (_, classes, pairs), inner = c
        said = dict(pairs)
        who = f" by {said['author']}" if said.get("author") else ""
        when = f" ({said['date'][:10]})" if said.get("date") else ""
        for change, meaning in _CHANGES.items():
            if change in classes:
                # what is struck out is written only to be told: its notes are no notes of the text
                words = self.write(inner) if change == "insertion" else plain_words(inner)
                if not _visible(words).strip():
                    return words if change == "insertion" else ""
                told = self.remark("tracked-change", f"“{_short(_visible(words))}” {meaning}{who}{when}")
                return told + (words if change == "insertion" else "")
        if "comment-start" in classes:
            return self.remark("comment", f"a comment{who}{when} is not in the text: {_short(plain_words(inner))}")
        if {"comment-end", "paragraph-insertion", "paragraph-deletion"} & set(classes):
            return ""
        return self.write(inner)


def _around(kind: str, words: str, before: str, behind: str) -> str:
    star = _STARS.get(kind, "")
    bare = _visible(words)
    if star and _SIMPLE.fullmatch(bare) and not _TOUCHING.match(before) and not _TOUCHING.match(behind):
        return f"{star}{words}{star}"
    if kind == "Superscript" and _RAISED.fullmatch(bare) and re.match(r"\w", before):
        return f"^{words}^"
    return f"<{_TAGS[kind]}>{words}</{_TAGS[kind]}>"


def _only_notes(words: str) -> str:
    return "".join(re.findall(r"\[\^[^\[\]\s]+\]", _visible(words)))


def _visible(text: str) -> str:
    """Return a text without the signs for remarks."""
    return _PLACE.sub("", text)


def _short(text: str, longest: int = 160) -> str:
    said = " ".join(_visible(text).split())
    return said if len(said) <= longest else f"{said[: longest - 1]}…"


def plain_words(nodes: object) -> str:
    """Return the words of a part of the tree, without markup."""
    out: list[str] = []
    todo: list[object] = [nodes]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += reversed(node)
        elif isinstance(node, dict):
            kind = node.get("t")
            if kind == "Str":
                out.append(node["c"])
            elif kind in {"Space", "SoftBreak", "LineBreak"}:
                out.append(" ")
            elif kind in {"Code", "Math", "CodeBlock"}:
                out.append(node["c"][1])
            else:
                todo.append(node.get("c"))
    return "".join(out)


def placed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without the signs, and for each its remark's number and its offset."""
    out, found, at, length = [], [], 0, 0
    for m in _PLACE.finditer(text):
        out.append(text[at : m.start()])
        length += m.start() - at
        found.append((int(m[1]), length))
        at = m.end()
    out.append(text[at:])
    return "".join(out), found
