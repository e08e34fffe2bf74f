"""The report for people: a line a fault, on a terminal in colour with the line of the file and a caret."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TextIO

import click

from encoder import lazy_re as re
from encoder.validation.checked import Checked, Failure

#: Characters of a line that are shown around the place, for some editions have a paragraph a line.
WIDTH = 100
#: causes in the summary, and how many faults there are to be before one is worth it
CAUSES = 10
WORTH = 20
_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_QUOTED = re.compile(r"'[^']*'")


class TextReport:
    """``path:line:column: severity rule: message``; on a terminal the line and a caret below it."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.terminal = out.isatty()

    def add(self, checked: Checked) -> None:
        """Write a line for each failure."""
        for k, f in enumerate(checked.failures):
            severity = click.style(f.severity, fg=_COLOURS[f.severity], bold=True) if self.terminal else f.severity
            self.out.write(f"{checked.path}:{f.line}:{f.column}: {severity} {f.rule}: {f.message}\n")
            if self.terminal and k < len(checked.lines) and checked.lines[k].strip():
                self.out.write(caret(checked.lines[k], f.column))

    def end(self) -> None:
        """Write nothing more: the summary goes to standard error."""


def caret(line: str, column: int) -> str:
    """Return the part of a line around a column (from 1), and below it a caret."""
    start = max(0, column - 1 - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[start : start + WIDTH].replace("\t", " ")
    return f"  {shown}\n  {' ' * (column - 1 - start)}^\n"


class Causes:
    """Faults counted by what causes them, for the end of the report."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.files: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.examples: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, path: str, failure: Failure) -> None:
        """Count a fault; what differs in the quoted words alone has the same cause."""
        cause = (failure.rule, _QUOTED.sub("'...'", failure.message))
        self.counts[cause] += 1
        self.files[cause].add(path)
        self.examples[cause][failure.message] += 1

    def lines(self) -> Iterator[str]:
        """Yield a line a cause, the most frequent first; nothing where there are few faults."""
        if sum(self.counts.values()) < WORTH:
            return
        ranked = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        for cause, count in ranked[:CAUSES]:
            files = len(self.files[cause])
            ((message, same),) = self.examples[cause].most_common(1)
            said = message if same == count else f"{cause[1]} (as {same:,} times: {message})" if same > 1 else cause[1]
            yield f"{count:,} times in {files:,} file{'s' * (files != 1)}: {cause[0]}: {said}"
        if len(ranked) > CAUSES:
            yield f"and {len(ranked) - CAUSES:,} other causes"
