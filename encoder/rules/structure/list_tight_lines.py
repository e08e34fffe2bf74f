"""Lines that follow each other without a blank line become ``list`` and ``item``.

Found: a block of two and more lines behind a colon, or of lines as long as sentences; in text copied from FRUS
paragraphs have a blank line between them and the items of a list have none.
Left alone: the short lines of an address, a heading or a signature.
TEI P5 4.9: CO, #COLI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from encoder.model import Annotation, Block, Draft, Finding, Rule, Span, trimmed

#: on average, of lines that are items without a colon before them
LONG = 45
ENUMERATOR = re.compile(r"[“‘\"']?\(?(?:\d{1,2}|[a-z]|[ivx]+|[A-Z])[.)]\s")


#: what the volumes to 1951, whose documents have no numbers, print as a label
NUMERAL = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)](?=\s+\S)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``list`` with its ``item`` elements, in unnumbered documents with the numerals as ``label``."""
    text = draft.masked_numbers
    labelled = draft.fact("number") is None
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start or len(block.lines) < 2 or not _items(draft, block, text):
            continue
        for numerals, run in groupby(block.lines, key=lambda line: labelled and _numeral(draft.text, line) is not None):
            yield from _list(draft.text, list(run), numerals)


def _numeral(text: str, line: Span) -> Span | None:
    m = NUMERAL.match(text, line.start, line.end)
    return Span(m.start(), m.end()) if m else None


def _list(text: str, lines: list[Span], numerals: bool) -> Iterator[Annotation]:
    yield Annotation(Span(lines[0].start, lines[-1].end), "list", RULE.id)
    for line in lines:
        label = _numeral(text, line) if numerals else None
        if label:
            yield Annotation(label, "label", RULE.id)
            line = trimmed(text, label.end, line.end)
        yield Annotation(line, "item", RULE.id)


def _items(draft: Draft, block: Block, text: str) -> bool:
    words = [draft.plain(line) for line in block.lines]
    if sum(map(len, words)) / len(words) >= LONG:
        return True
    if all(ENUMERATOR.match(w) for w in words):
        return True
    before = text[max(0, block.span.start - 40) : block.span.start].rstrip(" \n\ufffc")
    return before.endswith((":", "—"))


RULE = Rule(
    "list-tight-lines", "list", find,
    "Lines without a blank line between them are the items of a list; numerals that the print has before them are "
    "not in the copied text.",
)
