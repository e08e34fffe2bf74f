"""The lines of a text as the page has them: where they stand, how far they are indented, how many blank lines are above them.

Offsets count characters of the text from 0; a line's end is not included, nor the white space around it.
"""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re

#: a tab reaches to the next multiple of so many columns
TAB = 8
#: what ends a sentence, with the marks, brackets and references that may stand behind it
SENTENCE = re.compile(r"[.?!:;…][\"”’'»)\]_*]*(?:\[\^?\w{1,3}\]|\d{1,3}|[*†‡§¹²³⁴⁵⁶⁷⁸⁹])?[\"”’»)\]]*\Z|[—–]\Z|--\Z")
#: what a sentence or an entry begins with: a capital, a figure, a quotation mark, a bracket
BEGINNING = re.compile(r"[\"“‘'«»„(\[_*¿¡—–-]*(?:[^\W\d_]|\d|[§†*•])")
_WORD = re.compile(r"\S+")
#: so many characters at the end of a line show whether a sentence ends there
_TAIL = 16


class Line(NamedTuple):
    """One line that is not blank; ``indent`` in columns, ``blank`` how many blank lines stand above it."""

    start: int
    end: int
    indent: int
    blank: int

    @property
    def right(self) -> int:
        """The column behind its last character."""
        return self.indent + self.end - self.start


def measure(text: str) -> list[Line]:
    """Return every line of a text that is not blank."""
    found: list[Line] = []
    at = blank = 0
    for raw in text.split("\n"):
        said = raw.strip()
        if not said:
            blank += 1
        else:
            lead = len(raw) - len(raw.lstrip())
            before = raw[:lead]
            indent = len(before.expandtabs(TAB)) if "\t" in before else lead - before.count("\f")
            found.append(Line(at + lead, at + lead + len(said), indent, blank))
            blank = 0
        at += len(raw) + 1
    return found


def full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line had no room in a line of that width."""
    word = _WORD.match(text, following.start, following.end)
    return line.right + 1 + (word.end() - word.start() if word else 0) > width


def ends(text: str, line: Line) -> bool:
    """Whether a sentence may end with the line."""
    return SENTENCE.search(text, max(line.start, line.end - _TAIL), line.end) is not None


def begins(text: str, line: Line) -> bool:
    """Whether a sentence or an entry may begin with the line: its first letter is no small one."""
    found = BEGINNING.match(text, line.start, min(line.end, line.start + 8))
    return found is not None and not text[found.end() - 1].islower()


def small(text: str, line: Line) -> bool:
    """Whether the line begins with a small letter, so that something goes on in it."""
    return text[line.start].islower()
