"""The same work on many items in several processes (``processes.py``), in order, whatever becomes of a process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, lost: Callable[[Item, str], Result], chunk: int = 1,
    sizes: Sequence[int] = (), most: int = 0,
) -> Generator[Result, None, None]:
    """Yield the result for every item in order; ``lost`` makes it for an item whose process died, and is told how.

    ``work`` is to raise nothing; it and the items are sent to the processes, ``chunk`` items at a time, fewer where their ``sizes``
    together come to ``most``. With one job no process is made.
    """
    with closing(finished(work, items, jobs, lost, Share(chunk, sizes, most))) as results:
        for _, result in numbered(results):
            yield result


def numbered(results: Iterable[tuple[int, Result]]) -> Iterator[tuple[int, Result]]:
    """Yield numbered results in the order of their numbers, from 0."""
    done: dict[int, Result] = {}
    next_one = 0
    for number, result in results:
        done[number] = result
        while next_one in done:
            yield next_one, done.pop(next_one)
            next_one += 1


def finished(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, lost: Callable[[Item, str], Result], share: Share | None = None,
    limit: float = 0.0,
) -> Generator[tuple[int, Result], None, None]:
    """Yield number and result of every item as it is finished; as ``each``, but for the order.

    A process that has not answered ``limit`` seconds after it was given an item (and a little more, for it may keep the time itself) is
    ended; 0 sets no limit.
    """
    if jobs == 1:
        for number, item in enumerate(items):
            yield number, work(item)
        return
    from encoder.io.processes import Processes  # one process needs none of what makes several

    shared = share or Share()
    yield from Processes(work, items, shared.out(len(items)), limit, shared.chunk).finished(jobs, lost)


@dataclass(frozen=True, slots=True)
class Share:
    """How items are shared out: ``chunk`` of them at a time, fewer where their ``sizes`` come to ``most`` (0: no matter how large).

    ``largest`` says that the largest are begun first, so that none of them is what all others wait for at the end; with ``first`` only
    those of at least so many bytes are, and the others come in their order.
    """

    chunk: int = 1
    sizes: Sequence[int] = ()
    most: int = 0
    largest: bool = False
    first: int = 0

    def out(self, count: int) -> Iterator[list[int]]:
        """Yield the numbers of the items that go together."""
        numbers: Iterable[int] = range(count)
        if self.largest:
            numbers = sorted(numbers, key=lambda n: -self.sizes[n] if self.sizes[n] >= self.first else 0)
        together: list[int] = []
        size = 0
        for number in numbers:
            together.append(number)
            size += self.sizes[number] if self.sizes else 0
            if len(together) == self.chunk or (self.most and size >= self.most):
                yield together
                together, size = [], 0
        if together:
            yield together
