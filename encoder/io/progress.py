"""How far a run over many documents has come, shown on a terminal, and told where it is interrupted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from encoder.io.signals import counted


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on a terminal, nothing in a pipe; the value is called after each step."""
    with counted(total) as done, _shown(what, total) as show:

        def step() -> None:
            done[0] += 1
            show()

        yield step


@contextmanager
def _shown(what: str, total: int) -> Iterator[Callable[[], None]]:
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    # drawn at each step, not by a thread: processes are forked meanwhile
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True,
        auto_refresh=False,
    ) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.update(task, advance=1, refresh=True)
