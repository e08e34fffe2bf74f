"""Words that a line's end divides: told apart from words with a hyphen of their own.

The words of the document decide first: "masons" elsewhere makes "ma-" and "sons" one word, "well-known" elsewhere keeps its hyphen.
Then the list of compounds (``hyphens.toml``). What neither knows was divided, for that is what a hyphen at a line's end mostly means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span, trimmed

#: what no writer puts into a word: these always divide
SURE = "¬⸗\xad"
MARKS = "-‐‑=" + SURE
#: a word's first part and the mark behind it, at the end of a line
PART = re.compile(r"(?P<word>[^\W_]+(?:[-'’][^\W_]+)*)(?P<mark>[-‐‑=¬⸗\xad])\Z")
NEXT = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W_]+\Z")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
#: so often "=" must stand at a line's end to be a hyphen
EQUALS = 2
#: a first part has no more letters
LONGEST = 40

_TABLE = words.table("hyphens")
FIRST = frozenset(_TABLE["first"])
WEAK = frozenset(_TABLE["weak"])
LAST = frozenset(_TABLE["last"])
INNER = frozenset(_TABLE["inner"])


class Division(NamedTuple):
    """A mark at the end of a line and the line behind it; ``true`` where the hyphen belongs to the word.

    ``word`` has the letters before the mark and behind it, from the first to behind the last.
    """

    mark: Span
    following: int
    true: bool
    why: str
    word: Span


def divisions(text: str, blocks: Sequence[Block]) -> Iterator[Division]:
    """Yield every word that a line's end divides, in the order of the text."""
    found = list(_candidates(text, blocks))
    if not found:
        return
    equals = sum(part["mark"] == "=" for part, _ in found)
    counts = _counted(text)
    for part, start in found:
        if part["mark"] == "=" and equals < EQUALS:
            continue
        behind = NEXT.match(text, start)
        if behind is None:
            continue
        true, why = _true(part["word"], behind.group(), part["mark"], counts)
        word = Span(_LETTERS.search(text, part.start("word"), part.end("word")).start(), _FIRST.match(text, start).end())  # type: ignore[union-attr]
        yield Division(Span(*part.span("mark")), start, true, why, word)


def _candidates(text: str, blocks: Sequence[Block]) -> Iterator[tuple[re.Match[str], int]]:
    for block in blocks:
        if block.kind not in {"text", "centred"}:
            continue
        for end, start in _line_ends(text, block):
            if text[end - 1] in MARKS and text[start].isalpha():
                part = PART.search(text, max(0, end - LONGEST), end)
                if part and (text[start].islower() or part["mark"] in SURE or part["word"][0].isupper()):
                    yield part, start


def _line_ends(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield where each line ends and the next begins, also over a page's end inside a line."""
    for k, line in enumerate(block.lines):
        first = text.find("\n", line.start, line.end)
        if first >= 0:
            yield trimmed(text, line.start, first).end, trimmed(text, text.rfind("\n", line.start, line.end), line.end).start
        if k + 1 < len(block.lines):
            yield line.end, block.lines[k + 1].start


def _counted(text: str) -> Mapping[str, int]:
    return Counter(word.lower().replace("‐", "-") for word in _WORD.findall(text))


def _true(left: str, right: str, mark: str, counts: Mapping[str, int]) -> tuple[bool, str]:
    """Whether the hyphen belongs to the word, and why."""
    if mark in SURE:
        return False, "this sign only divides"
    if left.isdigit():
        return True, "a figure has its hyphen"
    last = left.lower().rpartition("-")[2]
    small = right.lower()
    if counts[last + small]:
        return False, f"the text has {last + small!r}"
    if counts[f"{left.lower()}-{small}"]:
        return True, f"the text has {left.lower() + '-' + small!r}"
    if right[0].isupper():
        return True, "a capital stands behind the hyphen"
    if "-" in left and last in INNER:
        return True, f"{left.lower()!r} goes on behind a hyphen"
    if last in FIRST and (last not in WEAK or small in LAST):
        return True, f"{last!r} has a hyphen behind it"
    return False, "the line's end divides a word"
