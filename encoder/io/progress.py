"""How far a run over many documents has come, shown on a terminal, and told where it is interrupted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from encoder.io.signals import counted


class Step(Protocol):
    """Tells that one more is done: how many bytes it had, and how many problems."""

    def __call__(self, size: int = 0, problems: int = 0) -> None:
        """Count it."""


@contextmanager
def progress(what: str, total: int, size: int = 0) -> Iterator[Step]:
    """Show a progress bar on a terminal, nothing in a pipe; the value is called after each of ``total`` steps.

    With ``size``, the bytes of all, the bar goes by bytes and shows how many a second: a long text takes longer than a short one.
    """
    with counted(total) as done, _shown(what, total, size) as show:

        def step(size: int = 0, problems: int = 0) -> None:
            done[0] += 1
            show(size, problems)

        yield step


def _nothing(size: int = 0, problems: int = 0) -> None:
    """Show nothing."""


@contextmanager
def _shown(what: str, total: int, size: int) -> Iterator[Step]:
    if total < 2 or not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    by_bytes = bool(size)
    count = TextColumn("{task.fields[done]:,}/{task.fields[of]:,}{task.fields[told]}")
    rate = (TransferSpeedColumn(),) if size else (TaskProgressColumn(show_speed=True),)
    # drawn at each step, not by a thread: processes are forked meanwhile
    with Progress(
        TextColumn("{task.description}"), BarColumn(), count, *rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        auto_refresh=False,
    ) as bar:
        task = bar.add_task(what, total=size or total, done=0, of=total, told="")
        counts = [0, 0]

        def show(size: int = 0, problems: int = 0) -> None:
            counts[0] += 1
            counts[1] += problems
            told = f", {counts[1]:,} problems" if counts[1] else ""
            bar.update(task, advance=size if by_bytes else 1, done=counts[0], told=told, refresh=True)

        yield show
