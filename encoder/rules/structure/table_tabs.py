"""Lines with tabs become ``table``, ``row`` and ``cell``.

Found: lines with a tab in them, one below the other.
Left alone: lines without, indentations, enumerators with a tab behind them.
TEI P5 4.9: FT, #FTTAB1.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from encoder.anatomy.lists import read_mark
from encoder.brackets.classes import readings
from encoder.draft.elements import ELEMENTS
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span, merged, trimmed

#: elements over whose characters a cell may end
_OUTER = frozenset({"group", "block"})


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``table`` for each run of lines with tabs."""
    if "\t" not in draft.text:
        return
    whole = _Whole(draft)
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start:
            continue
        run: list[Span] = []
        for line in (*block.lines, None):
            if line is not None and whole.tabs(_wide(draft.text, line)) and whole.apart(line):
                run.append(line)
                continue
            if any(_parted(draft.text, row, whole) for row in run):
                yield from _table(draft, run, whole)
            run = []


class _Whole:
    """What is not cut: brackets, words with signs around them, what another element replaces ("[1 line<tab>not declassified]")."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.text
        inner = (a.span for a in draft.annotations if a.element not in ELEMENTS or ELEMENTS[a.element].kind not in _OUTER)
        self.spans = merged([*(r.span for r in readings(draft.text)), *inner])

    def around(self, at: int) -> bool:
        """Whether a place lies within one of them, and not at its edge."""
        k = bisect_left(self.spans, at, key=lambda s: s.start) - 1
        return k >= 0 and self.spans[k].end > at

    def tabs(self, span: Span) -> list[int]:
        """Return the tabs of a stretch that part something."""
        found, at = [], self.text.find("\t", *span)
        while at >= 0:
            if not (self.around(at) or self.around(at + 1)):
                found.append(at)
            at = self.text.find("\t", at + 1, span.end)
        return found

    def apart(self, line: Span) -> bool:
        """Whether nothing goes on over an end of the line."""
        return not (self.around(line.start) or self.around(line.end))


def _parted(text: str, line: Span, whole: _Whole) -> bool:
    """Whether a tab parts the words of a line, and not only an enumerator or an indentation from them."""
    tabs = whole.tabs(line)
    return bool(tabs) and not ((mark := read_mark(text, line)) and mark.span.end == tabs[0] and len(tabs) == 1)


def _wide(text: str, line: Span) -> Span:
    """Return a line with the tabs at its ends, which stand for empty cells."""
    end = text.find("\n", line.end)
    return Span(text.rfind("\n", 0, line.start) + 1, end if end >= 0 else len(text))


def _table(draft: Draft, lines: list[Span], whole: _Whole) -> Iterator[Annotation]:
    yield Annotation(Span(lines[0].start, lines[-1].end), "table", RULE.id)
    for line in lines:
        yield Annotation(line, "row", RULE.id)
        start = line.start
        for end in (*whole.tabs(line), line.end):
            yield Annotation(trimmed(draft.text, start, end), "cell", RULE.id)
            start = end + 1


RULE = Rule("table-tabs", "table", find, "Lines with tabs are the rows of a table.")
