"""What became of each document, and the line at the end that says it of all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from encoder.io.names import shown

#: written; its bytes were there already; left out with a line that says why; not read at all
State = Literal["written", "would change", "unchanged", "not written", "not read", "done"]
STATES: tuple[State, ...] = ("done", "written", "would change", "unchanged", "not written", "not read")
#: names of files that were passed over, in the line at the end
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: the lines to print, whether it counts as failed, what the manifest is to know of it."""

    lines: tuple[str, ...] = ()
    failed: bool = False
    state: State = "done"
    entry: Mapping[str, str] | None = None
    #: of a text that was written into several files: what the manifest is to know of each, by the end of its name
    pieces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: what goes to standard output
    shown: str = ""
    #: the files that were made, by their names, where they go into an archive
    made: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """The outcomes of a run, counted."""

    counts: Counter[State] = field(default_factory=Counter)
    failed: int = 0
    others: list[Path] = field(default_factory=list)
    _waiting: dict[int, Outcome] = field(default_factory=dict)
    _next: int = 0

    def add(self, outcome: Outcome) -> None:
        """Print the lines of an outcome on standard error and count it."""
        self.counts[outcome.state] += 1
        self.failed += outcome.failed
        for line in outcome.lines:
            sys.stderr.write(f"{line}\n")
        sys.stdout.write(outcome.shown)

    def put(self, number: int, outcome: Outcome) -> None:
        """Take the outcome of the document of a number, from 0, in whatever order they come; lines are printed in that of the numbers."""
        self._waiting[number] = outcome
        while self._next in self._waiting:
            self.add(self._waiting.pop(self._next))
            self._next += 1

    def flush(self) -> None:
        """Print what still waits for the line of an earlier document: of a run that was stopped."""
        for number in sorted(self._waiting):
            self.add(self._waiting.pop(number))

    def unreadable(self, lines: Iterable[str]) -> None:
        """Take texts and folders that could not be looked at."""
        for line in lines:
            self.add(Outcome((line,), failed=True, state="not read"))

    def passed_over(self, paths: Sequence[Path], used: Iterable[Path] = (), advice: Iterable[str] = ()) -> None:
        """Take files that are no texts, with a line on some of them; those in use as lists and the like are left out."""
        known = {path.resolve() for path in used}
        names = {f"{shown(path)}:" for path in paths if path.resolve() in known}
        self.others += [path for path in paths if path.resolve() not in known]
        for line in advice:
            if not any(line.startswith(name) for name in names):
                sys.stderr.write(f"{line}\n")

    @property
    def status(self) -> int:
        """The exit status: 1 where a document failed."""
        return 1 if self.failed else 0

    def summary(self, first: State) -> str:
        """Return the line at the end; the count of ``first`` stands in it even where it is 0."""
        counts = {**self.counts, "not read": self.counts["not read"] + len(self.others)}
        said = [f"{counts.get(s, 0):,} {s}" for s in STATES if counts.get(s, 0) or s == first]
        line = ", ".join(said)
        if self.others:
            named = [shown(path) for path in sorted(self.others)[:_NAMED]]
            more = len(self.others) - len(named)
            line += f" (no texts: {', '.join(named)}{f' and {more:,} more' if more else ''})"
        return line

    def end(self, first: State, quiet: bool) -> int:
        """Print the line at the end, unless it is not wanted; return the exit status."""
        if not quiet:
            sys.stderr.write(f"{self.summary(first)}\n")
        return self.status
