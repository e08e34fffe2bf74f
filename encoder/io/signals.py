"""A run that is told to stop: what is done stays, the workers end, the status says why."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Ctrl-C; ``kill`` and cancelled steps of continuous integration; a closed terminal
STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Interrupted(BaseException):
    """The run was told to stop; ``done`` and ``total`` say how far it was, where it counted.

    No Exception: nothing that catches errors may catch it.
    """

    def __init__(self, number: int) -> None:
        """Keep the signal's number."""
        super().__init__(number)
        self.number = number
        self.done: int | None = None
        self.total = 0

    @property
    def status(self) -> int:
        """The exit status: 130 for Ctrl-C, as shells have it."""
        return 128 + self.number

    def __str__(self) -> str:
        """Say how far it was."""
        return "interrupted" if self.done is None else f"interrupted: {self.done:,} of {self.total:,} done"


@contextmanager
def stopping() -> Iterator[None]:
    """Let the signals that stop a run raise Interrupted while it lasts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # what the caller ignores (nohup) stays ignored
    before = {number: signal.getsignal(number) for number in STOPS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> None:
    # a second one does not break into what the first has begun to clean up
    for each in STOPS:
        signal.signal(each, signal.SIG_IGN)
    _told.append(number)
    raise Interrupted(number)


#: the signals that have come
_told: list[int] = []


def interrupted() -> Interrupted:
    """Return the interruption that has come, where a library has made another exception of it."""
    return Interrupted(_told[-1] if _told else signal.SIGINT)


@contextmanager
def counted(total: int) -> Iterator[list[int]]:
    """Tell an interruption how far it was: the value's only number is raised by the caller."""
    done = [0]
    try:
        yield done
    except Interrupted as stop:
        stop.done, stop.total = done[0], total
        raise
