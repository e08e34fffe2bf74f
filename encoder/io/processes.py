"""Processes with a pipe each.

The standard library's pool is broken by one dead process and cannot say which item it was at. Here each process has a
pipe of its own: where it ends, the item is known, a new process takes the place, and the others go on. A process ends
when its parent does, for its pipe ends then.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pickle import UnpicklingError
from typing import Generic, TypeVar

from encoder.io.signals import STOPS

Item = TypeVar("Item")
Result = TypeVar("Result")

#: a forked process shares what is read already and is there at once; Python 3.14 makes others unless it is asked for these. On macOS a
#: fork is not safe beside the system's own threads
_KIND = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
#: seconds a process has to end by itself before it is killed
PATIENCE = 2.0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    #: the numbers of the items it has not answered yet, in order
    at: deque[int] = field(default_factory=deque)
    #: when it was given them
    since: float = 0.0
    #: whether it has answered before
    served: bool = False


class Processes(Generic[Item, Result]):
    """Processes that share the work on items."""

    def __init__(
        self, work: Callable[[Item], Result], items: Sequence[Item], shares: Iterable[list[int]], limit: float, chunk: int
    ) -> None:
        """Keep the work; ``shares`` are the numbers of the items that go together, ``chunk`` of them at the most."""
        self.work, self.items = work, items
        self.waiting = deque(shares)
        self.limit = limit * chunk + PATIENCE if limit else 0.0
        self.workers: list[_Worker] = []
        self.done: dict[int, Result] = {}

    def finished(self, jobs: int, lost: Callable[[Item, str], Result]) -> Generator[tuple[int, Result], None, None]:
        """Yield number and result of every item as it is finished by one of so many processes."""
        try:
            for _ in range(min(jobs, len(self.waiting))):
                self._add()
            yield from self._results(lost)
        finally:
            self._end()

    def _add(self) -> None:
        ours, theirs = _KIND.Pipe()
        process = _KIND.Process(
            target=_serve, args=(theirs, [ours, *(w.pipe for w in self.workers)], self.work), daemon=True
        )
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))

    def _results(self, lost: Callable[[Item, str], Result]) -> Iterator[tuple[int, Result]]:
        for _ in range(len(self.items)):
            while not self.done:
                self._step(lost)
            yield self.done.popitem()

    def _step(self, lost: Callable[[Item, str], Result]) -> None:
        """Give work to who has none, and take what is answered."""
        for worker in list(self.workers):
            if not worker.at and self.waiting:
                numbers = self.waiting.popleft()
                worker.at.extend(numbers)
                worker.since = time.monotonic()
                try:
                    worker.pipe.send([(n, self.items[n]) for n in numbers])
                except OSError:
                    if worker.served:  # it died while it had nothing to do
                        self.waiting.appendleft(list(worker.at))
                        worker.at.clear()
                    self._bury(worker, lost)
        ready = wait([w.pipe for w in self.workers if w.at], self._longest())
        if not ready:
            self._end_late(lost)
        for pipe in ready:
            worker = next(w for w in self.workers if w.pipe is pipe)
            try:
                number, result = worker.pipe.recv()
            except (EOFError, OSError, UnpicklingError):
                self._bury(worker, lost)
            else:
                worker.at.remove(number)
                worker.served = True
                self.done[number] = result

    def _longest(self) -> float | None:
        """Return how long to wait for an answer; None where there is no limit."""
        if not self.limit:
            return None
        return max(0.0, min((w.since for w in self.workers if w.at), default=0.0) + self.limit - time.monotonic())

    def _end_late(self, lost: Callable[[Item, str], Result]) -> None:
        """End the processes that have not answered in time."""
        for worker in list(self.workers):
            if worker.at and time.monotonic() - worker.since >= self.limit:
                worker.process.kill()
                self._bury(worker, lost, f"it took longer than {self.limit - PATIENCE:g} seconds; its process was ended")

    def _bury(self, worker: _Worker, lost: Callable[[Item, str], Result], why: str = "") -> None:
        """Make a result for what a dead process was at, give the rest of its work to another, and replace it."""
        worker.process.join(PATIENCE)
        worker.pipe.close()
        self.workers.remove(worker)
        if worker.at:
            number = worker.at.popleft()
            self.done[number] = lost(self.items[number], why or _how(worker.process.exitcode))
        if worker.at:
            self.waiting.appendleft(list(worker.at))
        if self.waiting:
            self._add()

    def _end(self) -> None:
        """Let every process end: by itself behind the item it is at, else told to, else killed."""
        for worker in self.workers:
            worker.pipe.close()
        for stop in (lambda _: None, BaseProcess.terminate, BaseProcess.kill):
            until = time.monotonic() + PATIENCE
            for worker in self.workers:
                if worker.process.is_alive():
                    stop(worker.process)
            for worker in self.workers:
                worker.process.join(max(0.0, until - time.monotonic()))
            if not any(worker.process.is_alive() for worker in self.workers):
                return


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        name = next((s.name for s in signal.Signals if s.value == -code), str(-code))
        return f"its process was killed ({name}{'; memory may have run out' if name == 'SIGKILL' else ''})"
    return f"its process ended with status {code}"


def _serve(pipe: Connection, others: list[Connection], work: Callable[[Item], Result]) -> None:
    """Be a process: answer until the pipe ends."""
    for other in others:  # a copy that stays open here would keep the parent's end of a pipe alive
        with contextlib.suppress(OSError):
            other.close()
    for stop in STOPS:  # Ctrl-C is the parent's; the others end the process, and what it has begun to write is taken away
        signal.signal(stop, signal.SIG_IGN if stop is signal.SIGINT else _leave)
    gc.freeze()  # the lists and patterns live as long as the process: the collector need not visit them
    with contextlib.suppress(EOFError, OSError):
        while True:
            for number, item in pipe.recv():
                pipe.send((number, work(item)))


def _leave(number: int, _: object) -> None:
    sys.exit(128 + number)
