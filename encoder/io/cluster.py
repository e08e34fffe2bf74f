"""The same work on many items on a Dask cluster: on one that runs already, or on processes that are started for it.

Items go in chunks of so many bytes. What they all need is sent once to each worker, which keeps it as long as the run lasts. A worker that
dies takes nothing with it: its chunk is done again by another. A chunk whose worker died is taken apart, and an item whose worker died
again is tried a last time with nothing beside it; then it counts as lost. So the item that kills is found, and is never tried for ever.
"""

from __future__ import annotations

import logging
import os
import pickle
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from platform import node
from typing import Any, Generic, TypeVar

from encoder import __version__
from encoder.errors import EncoderError
from encoder.io.faults import said

Item = TypeVar("Item")
Result = TypeVar("Result")
Things = TypeVar("Things")

LOCAL = "local"
#: bytes and items of a chunk at the most
CHUNK = 1_000_000
MOST = 64
#: chunks that are under way, for each thread of the cluster: the rest waits here, not in the memory of the scheduler
AHEAD = 3
#: seconds until a scheduler is to answer
PATIENCE = 10


def _tool(name: str) -> Any:
    """Import what only this room needs, and no base install has."""
    return import_module(name)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Things]):
    """What every worker needs: the things, and the folder of this process, in which the names of files are to be understood."""

    things: Things
    folder: str = field(default_factory=os.getcwd)
    version: str = __version__


@contextmanager
def connected(where: str, jobs: int) -> Iterator[Any]:
    """Give a client of the cluster at an address, or of one of so many processes here (``local``). Raises EncoderError."""
    if find_spec("distributed") is None:
        raise EncoderError("--cluster needs Dask: pip install 'tei-encoder[dask]'")
    dask, distributed = _tool("dask"), _tool("distributed")
    with ExitStack() as stack:
        # lost workers are told by us, of each document; a worker's own log is the cluster's
        for name in ("distributed", "tornado.application"):
            stack.callback(logging.getLogger(name).setLevel, logging.getLogger(name).level)
            logging.getLogger(name).setLevel(logging.CRITICAL)
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))  # of the cluster that is started here
        if where == LOCAL:
            where = stack.enter_context(distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0", memory_limit=None,
                silence_logs=logging.CRITICAL,
            ))  # fmt: skip
        try:
            client = distributed.Client(where, set_as_default=False, timeout=PATIENCE)
        except (OSError, ValueError, TypeError) as error:
            raise EncoderError(f"--cluster {where}: no scheduler answers ({said(error)})") from None
        yield stack.enter_context(client)


def finished(
    client: Any, work: Callable[[Item, Things], Result], items: Sequence[Item], shelf: Shelf[Things], lost: Callable[[Item, str], Result],
    sizes: Sequence[int], *, in_order: bool = False,
) -> Generator[tuple[int, Result], None, None]:
    """Yield number and result of every item as it is finished. Raises EncoderError where a worker cannot do such work.

    ``work`` is to raise nothing, and is told the things of the shelf; ``lost`` makes the result of an item that no worker survived. The
    largest items are begun first, unless the order counts: then they are begun in theirs, so that few results wait for an earlier one.
    """
    numbers = range(len(items)) if in_order else sorted(range(len(items)), key=lambda n: -sizes[n])
    # small enough for every thread to have several
    most = min(CHUNK, 1 + sum(sizes) // (AHEAD * max(1, sum(client.nthreads().values()))))
    run = _Run(client, work, items, _sent(client, shelf), lost, deque(_chunks(numbers, sizes, most)))
    try:
        yield from run.results()
    finally:
        run.end()


def _chunks(numbers: Sequence[int], sizes: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    chunk: list[int] = []
    size = 0
    for number in numbers:
        if chunk and (size + sizes[number] > most or len(chunk) == MOST):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(number)
        size += sizes[number]
    if chunk:
        yield tuple(chunk)


def _sent(client: Any, shelf: Shelf[Things]) -> Any:
    """Send the shelf. It is the result of a task, so that the scheduler can make it again where all who had it are dead."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it is large: that is why it is sent once
        return client.submit(bytes, pickle.dumps(shelf), pure=False)


@lru_cache(maxsize=1)
def _loaded(packed: bytes) -> Shelf[Any]:
    """Return the shelf, the same for all chunks of a run; workers give the packed one to each other."""
    shelf: Shelf[Any] = pickle.loads(packed)  # noqa: S301 - packed by the process that sends the work
    return shelf


def _done(work: Callable[[Item, Things], Result], items: list[Item], packed: bytes) -> list[Result]:
    """Be a worker."""
    shelf: Shelf[Things] = _loaded(packed)
    if __version__ != shelf.version:
        raise EncoderError(f"a worker ({node()}) has tei-encoder {__version__}, not {shelf.version}: install the same everywhere")
    if shelf.folder:
        try:
            os.chdir(shelf.folder)
        except OSError as error:
            raise EncoderError(f"a worker ({node()}) does not see the folder {shelf.folder}: {error.strerror}") from None
    return [work(item, shelf.things) for item in items]


@dataclass(slots=True)
class _Run(Generic[Item, Things, Result]):
    client: Any
    work: Callable[[Item, Things], Result]
    items: Sequence[Item]
    shelf: Any
    lost: Callable[[Item, str], Result]
    waiting: deque[tuple[int, ...]]
    #: items that are tried with nothing beside them
    alone: deque[int] = field(default_factory=deque)
    under_way: dict[Any, tuple[int, ...]] = field(default_factory=dict)

    def results(self) -> Iterator[tuple[int, Result]]:
        answers = _tool("distributed").as_completed(loop=self.client.loop)
        self._more(answers)
        for future in answers:
            chunk = self.under_way.pop(future)
            error = None if future.status == "finished" else future.exception() if future.status == "error" else OSError(future.status)
            if isinstance(error, EncoderError):
                raise error
            if error is None:
                yield from zip(chunk, future.result(), strict=True)
            elif len(chunk) > 1:
                self.waiting.extend((number,) for number in chunk)
            elif chunk[0] not in self.alone:
                self.alone.append(chunk[0])
            else:
                self.alone.remove(chunk[0])
                yield chunk[0], self.lost(self.items[chunk[0]], _why(error))
            if error is None and len(chunk) == 1 and chunk[0] in self.alone:
                self.alone.remove(chunk[0])
            future.release()
            self._more(answers)

    def _more(self, answers: Any) -> None:
        """Send what may be under way beside the rest."""
        threads = max(1, sum(self.client.nthreads().values()))
        while self.waiting and len(self.under_way) < threads * AHEAD:
            answers.add(self._submit(self.waiting.popleft()))
        if not self.under_way and self.alone:
            answers.add(self._submit((self.alone[0],)))

    def _submit(self, chunk: tuple[int, ...]) -> Any:
        future = self.client.submit(_done, self.work, [self.items[number] for number in chunk], self.shelf, pure=False)
        self.under_way[future] = chunk
        return future

    def end(self) -> None:
        """Let what is under way be given up."""
        self.client.cancel([*self.under_way, self.shelf], force=True)


def _why(error: BaseException) -> str:
    if type(error).__name__ == "KilledWorker":
        return "every worker that had it died; memory may have run out"
    return f"no worker could do it: {said(error)}"
