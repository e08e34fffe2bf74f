"""Encoding on a cluster: into a folder that all workers share, or into archives that come back here (``shards``).

Into a folder, workers read texts, metadata and lists where this process would, each list once. For an archive nothing has to be shared:
texts go along with the work, lists once to each worker, and the editions come back.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from platform import node
from typing import overload
from uuid import uuid4

from encoder.authority.index import Authorities
from encoder.errors import EncoderError
from encoder.io import cluster
from encoder.io.report import Outcome
from encoder.run.job import Job, forget
from encoder.run.manifest import rules_digest
from encoder.run.many import Shipped, Task, encode_all, encode_one, known, lost, opened
from encoder.run.shards import apart, archive
from encoder.source.reader import STANDARD_INPUT, SourceError

#: the number of no lists: they are read where the text is
NOTHING = -1

#: the shelf that this process, a worker, has seen last: what it keeps of files is not older
_seen: list[str] = []


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a run, each set once; ``run`` tells one run from another, ``rules`` is the digest of the program."""

    sets: tuple[Authorities, ...]
    rules: str
    run: str


def encode_on(where: str, inputs: tuple[Path, ...], job: Job, jobs: int) -> int:
    """Encode every text of the inputs on the cluster at an address (``local``: of so many processes here); return the exit status.

    Raises EncoderError where the call, its data or the cluster are wrong.
    """
    into = job.archive
    if any(str(path) == STANDARD_INPUT for path in inputs):
        raise EncoderError("a cluster cannot read standard input; name files")
    with ExitStack() as stack:
        client = stack.enter_context(cluster.connected(where, jobs))

        def spread(tasks: Sequence[Task], sizes: Sequence[int]) -> Generator[tuple[int, Outcome], None, None]:
            texts = _Texts(tasks, job)
            items: Sequence[Item] = texts if into else [(task, NOTHING) for task in tasks]
            lists = Lists(tuple(texts.sets.values()) if into else (), rules_digest(), uuid4().hex)
            shelf = cluster.Shelf(lists, folder="") if into else cluster.Shelf(lists)
            work = partial(_on_worker, job=job)
            return cluster.finished(client, work, items, shelf, partial(_lost, job=job), sizes, in_order=into)

        return (archive if into else encode_all)(inputs, job, jobs, spread)


#: a text, and which lists belong to it
Item = tuple[Task, int]


class _Texts(Sequence[Item]):
    """The texts of tasks with all that is needed to encode them but their lists, whose number goes along; each is read when it is sent."""

    def __init__(self, tasks: Sequence[Task], job: Job) -> None:
        self.tasks, self.job = tasks, job
        self.sets: dict[tuple[tuple[Path, ...], ...], Authorities] = {}
        for task in tasks if job.archive else ():
            given = known(task.found, job)
            self.sets.setdefault(given.lists, given.authorities)
        self.numbers = {lists: number for number, lists in enumerate(self.sets)}

    def __len__(self) -> int:
        return len(self.tasks)

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | Sequence[Item]:
        if isinstance(number, slice):
            return [self[k] for k in range(*number.indices(len(self)))]
        task = self.tasks[number]
        try:
            data, given = opened(task.found, self.job)
        except SourceError:
            return task, NOTHING  # a worker does not find it either, and says so
        bare = replace(given, authorities=Authorities(), lists=((), (), (), ()), decided=None)
        return replace(task, shipped=Shipped(data, bare)), self.numbers[given.lists]


def _on_worker(item: Item, lists: Lists, job: Job) -> Outcome:
    task, number = item
    if _seen != [lists.run]:
        forget()
        _seen[:] = [lists.run]
    if rules_digest() != lists.rules:
        raise EncoderError(f"a worker ({node()}) has other rules or word lists: install the same tei-encoder everywhere")
    if number == NOTHING or task.shipped is None:
        return apart(task, job) if job.archive else encode_one(task, job)
    given = replace(task.shipped.given, authorities=lists.sets[number])
    return apart(replace(task, shipped=replace(task.shipped, given=given)), job)


def _lost(item: Item, how: str, job: Job) -> Outcome:
    return lost(item[0], how, job)
