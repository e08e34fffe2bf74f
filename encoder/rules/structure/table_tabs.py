"""Lines with tabs become ``table``, ``row`` and ``cell``.

Found: lines with a tab in them, one below the other.
Left alone: lines without, indentations, enumerators with a tab behind them.
TEI P5 4.9: FT, #FTTAB1.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy.lists import read_mark
from encoder.brackets.classes import readings
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span, trimmed


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``table`` for each run of lines with tabs."""
    tabbed = "\t" in draft.text
    brackets = [r.span for r in readings(draft.text) if "\t" in draft.text[slice(*r.span)]] if tabbed else []
    for block in draft.free_blocks:
        if block.span.start >= draft.notes_start:
            continue
        run: list[Span] = []
        for line in (*block.lines, None):
            if line is not None and "\t" in _whole(draft.text, line) and not _bracketed(draft.text, line, brackets):
                run.append(line)
                continue
            if any(_parted(draft.text, row) for row in run):
                yield from _table(draft, run)
            run = []


def _bracketed(text: str, line: Span, brackets: list[Span]) -> bool:
    """Whether every tab inside a line stands in a bracket: "[1 line<tab>not declassified]" is no row."""
    tabs = [at for at in range(*line) if text[at] == "\t"]
    return bool(tabs) and all(any(span.start < at < span.end for span in brackets) for at in tabs)


def _parted(text: str, line: Span) -> bool:
    """Whether a tab parts the words of a line, and not only an enumerator or an indentation from them."""
    tab = text.find("\t", *line)
    return tab >= 0 and not ((mark := read_mark(text, line)) and mark.span.end == tab and text.find("\t", tab + 1, line.end) < 0)


def _whole(text: str, line: Span) -> str:
    """Return a line with the tabs at its ends, which stand for empty cells."""
    end = text.find("\n", line.end)
    return text[text.rfind("\n", 0, line.start) + 1 : end if end >= 0 else len(text)]


def _table(draft: Draft, lines: list[Span]) -> Iterator[Annotation]:
    yield Annotation(Span(lines[0].start, lines[-1].end), "table", RULE.id)
    for line in lines:
        yield Annotation(line, "row", RULE.id)
        start = line.start
        while start <= line.end:
            tab = draft.text.find("\t", start, line.end)
            end = tab if tab >= 0 else line.end
            yield Annotation(trimmed(draft.text, start, end), "cell", RULE.id)
            start = end + 1


RULE = Rule("table-tabs", "table", find, "Lines with tabs are the rows of a table.")
