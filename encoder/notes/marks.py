"""The references to notes in a text, by the form in which they are printed. One pass over the text for each set of forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Span
from encoder.notes.listed import FIGURES, RAISED

#: form of the mark -> its pattern; the number is the group ``n``
PATTERNS: dict[str, str] = {
    "caret": r"\[\^(?P<n>[\w*†‡§¶-]{1,30})\](?!:)",
    "bracket": r"\[(?P<n>\d{1,4}|[A-Za-z]|\*{1,4}|[†‡§])\]",
    "raised": rf"(?<![{RAISED}])(?P<n>[{RAISED}]{{1,4}})(?![{RAISED}])",
    "slash": r"(?<![\w/])(?P<n>x{1,6}|\d{1,3}|[a-w])/(?=[\s,.;:)\]]|\Z)"
    r"|(?<=[\w\])”\"’.,])(?P<m>x{1,6}|(?<!\*)\*{1,4})/(?=[\s,.;:)\]]|\Z)",
    "sign": r"(?<=[^\s*†‡§|])(?P<n>\*{1,4}|†{1,2}|‡{1,2}|§{1,2}|¶|\|\|)(?![*†‡§\w])",
    "shut": r"(?<![*†‡§|(])(?P<n>\*{1,4}|†{1,2}|‡{1,2}|§{1,2})\)(?!\w)",
    "round": r"\((?P<n>\d{1,3}|\*{1,3}|[a-z])\)",
    "closed": r"(?<=[^\s\d(])(?P<n>\d{1,3})\)",
    "hat": r"(?<=\S)\^\{?(?P<n>\d{1,3})\}?\^?",
    "glued": r"(?:(?<=[^\W\d_]{2})|(?<=[)”\"’!?»\]])|(?<=[^\d\s][.,;:]))(?P<n>\d{1,3})(?![\w%]|[.,:/-]\w)",
}
#: form of the label in the list -> the forms its marks may have, the likeliest first
MARKS_OF: dict[str, tuple[str, ...]] = {
    "caret": ("caret",),
    "bracket": ("bracket",),
    "footnote": ("bracket", "raised", "round"),
    "raised": ("raised",),
    "slash": ("slash",),
    "sign": ("sign",),
    "shut": ("shut",),
    "round": ("round", "raised"),
    "hat": ("hat", "raised"),
    "plain": ("bracket", "raised", "hat", "round", "closed", "glued"),
    "glued": ("round", "raised", "bracket", "glued"),
}
_COMPILED = {form: re.compile(pattern) for form, pattern in PATTERNS.items()}
#: "(1) the first, (2) the second" is an enumeration; a reference has a word or a stop before it
_ENUMERATING = re.compile(
    r"(?:[:;,—–-]|\b(?:and|or|und|oder|et|ou|y|to|in|of|under"
    r"|paragraphs?|articles?|sections?|points?|items?|nos?\.?))\s\Z",
    re.I,
)


class Mark(NamedTuple):
    """A reference: where it stands, its number, and whether it touches the word it belongs to."""

    span: Span
    number: str
    touching: bool


def marks(text: str, form: str, starts: frozenset[int], start: int = 0, end: int | None = None) -> Iterator[Mark]:
    """Yield the references of one form; ``starts`` are where blocks begin, where a mark is a label and no reference."""
    for m in _COMPILED[form].finditer(text, start, len(text) if end is None else end):
        if m.start() in starts:
            continue
        before = text[m.start() - 1 : m.start()]
        if form == "round" and _ENUMERATING.search(text, max(0, m.start() - 14), m.start()):
            continue
        number = next(n for n in m.groups() if n is not None).translate(FIGURES)
        yield Mark(Span(*m.span()), number, bool(before) and not before.isspace())


def numbers(found: Iterable[Mark]) -> list[str]:
    """Return the numbers of marks."""
    return [mark.number for mark in found]
