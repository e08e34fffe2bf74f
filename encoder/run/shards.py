"""Editions into archives: ``--out corpus.tar``, or ``corpus.jsonl`` with a line of JSON an edition.

With a number in the name (``corpus-{:04}.tar``) an archive ends where the next edition would make it too large. The order is that of the
texts, and there are no times in it: the same texts give the same bytes. With fsspec an address does too (``s3://bucket/corpus-{:04}.tar``).
"""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io import pool
from encoder.io.files import size_of, write_whole
from encoder.io.names import shown
from encoder.io.progress import progress
from encoder.io.report import Outcome, Tally
from encoder.run.distinct import distinct
from encoder.run.job import Job, check_call
from encoder.run.many import Spread, Task, encode_one, lost, worth_processes
from encoder.source.reader import find_texts

#: bytes of an archive at the most, where they are numbered
LARGEST = 256_000_000
_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+]+):/+(?P<rest>.+)")
_NUMBER = re.compile(r"\{:0?\d*d?\}")


def apart(task: Task, job: Job) -> Outcome:
    """Encode one text and return the editions with its outcome; nothing is written where the job says."""
    with tempfile.TemporaryDirectory(prefix="tei-encoder-") as made:
        folder = Path(made)
        outcome = encode_one(task, replace(job, out=folder, force=True))
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.xml")}
        lines = tuple(line.replace(f"{made}/", "") for line in outcome.lines)
    return replace(outcome, lines=lines, entry=None, pieces={}, made=dict(sorted(files.items())))


def archive(inputs: tuple[Path, ...], job: Job, jobs: int, spread: Spread | None = None) -> int:
    """Encode every text of the inputs into an archive and return the exit status. Raises EncoderError; nothing is written then."""
    if job.check or job.prune or job.keep_text:
        raise EncoderError("--check, --diff, --prune and --keep-text need a folder of editions, not an archive")
    shards = Shards(job.out, force=job.force)
    texts = find_texts(inputs)
    used = check_call(texts.texts, job)
    tally = Tally()
    tally.unreadable(texts.unreadable)
    tally.passed_over(texts.others, used, texts.advice)
    tasks = [Task(found) for found in distinct(texts.texts, job.out.parent, tally)]
    sizes = [size_of(task.found.path) for task in tasks]

    def here(tasks: Sequence[Task], sizes: Sequence[int]) -> Generator[tuple[int, Outcome], None, None]:
        several = jobs if worth_processes(sizes) else 1
        return pool.finished(partial(apart, job=job), tasks, several, partial(lost, job=job), limit=job.limit)

    try:
        with progress("encoding", len(tasks), sum(sizes)) as step, closing((spread or here)(tasks, sizes)) as results:
            for number, outcome in pool.numbered(results):
                tally.put(number, replace(outcome, made={}))
                shards.add(outcome.made)
                step(sizes[number], len(outcome.lines))
    finally:
        tally.flush()
    shards.end()
    return tally.end("written", job.quiet)


def _fsspec() -> Any:
    return import_module("fsspec")


class Shards:
    """Archives that are filled one after the other; a file appears when it is full, or at the end."""

    def __init__(self, out: Path, *, force: bool = False) -> None:
        """Refuse what cannot be written, and what is there already. Raises EncoderError."""
        m = _ADDRESS.fullmatch(str(out))  # a path has lost a stroke of "s3://"
        self.address = f"{m['scheme']}://{m['rest']}" if m else ""
        self.out, self.number = out, 0
        self.several = bool(_NUMBER.search(str(out)))
        self.waiting: list[tuple[str, bytes]] = []
        self.size = 0
        if self.address and find_spec("fsspec") is None:
            raise EncoderError(f"{self.address}: addresses need fsspec: pip install fsspec, and what it needs for this kind")
        if not force and self._exists():
            raise EncoderError(f"{shown(self._name())} is there already; it is kept, --force writes over it")

    def _name(self) -> str:
        name = self.address or str(self.out)
        return name.format(self.number) if self.several else name

    def _exists(self) -> bool:
        if not self.address:
            return Path(self._name()).exists()
        system, path = _fsspec().core.url_to_fs(self._name())
        return bool(system.exists(path))

    def add(self, files: Mapping[str, bytes]) -> None:
        """Take the editions of one text. Raises OSError."""
        for name, data in files.items():
            if self.several and self.waiting and self.size + len(data) > LARGEST:
                self._write()
            self.waiting.append((name, data))
            self.size += len(data)

    def end(self) -> None:
        """Write what is left; an archive without editions too, so that there is one. Raises OSError."""
        if self.waiting or not self.number:
            self._write()

    def _write(self) -> None:
        data = _tar(self.waiting) if self.out.suffix == ".tar" else _lines(self.waiting)
        if self.address:
            with _fsspec().open(self._name(), "wb") as file:
                file.write(data)
        else:
            write_whole(Path(self._name()), data)
        self.number += 1
        self.waiting, self.size = [], 0


def _tar(files: Sequence[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as made:
        for name, data in files:
            about = tarfile.TarInfo(name)  # no time, no owner
            about.size = len(data)
            made.addfile(about, io.BytesIO(data))
    return held.getvalue()


def _lines(files: Sequence[tuple[str, bytes]]) -> bytes:
    rows: list[dict[str, Any]] = [{"name": name, "tei": data.decode("utf-8")} for name, data in files]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")
