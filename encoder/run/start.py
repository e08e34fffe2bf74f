"""The command ``encode``: into a folder or an archive, here or on a cluster, once or whenever something changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from encoder.errors import EncoderError
from encoder.io.signals import interrupted
from encoder.run.job import Job
from encoder.run.many import encode_all
from encoder.source.reader import STANDARD_INPUT

#: milliseconds in which several changes are one
TOGETHER = 400


def start(inputs: tuple[Path, ...], job: Job, jobs: int, cluster: str = "", watching: bool = False) -> int:
    """Encode as the call says and return the exit status. Raises EncoderError where the call or its data are wrong."""

    def run() -> int:
        if cluster:
            from encoder.run.cluster import encode_on

            return encode_on(cluster, inputs, job, jobs)
        if job.archive:
            from encoder.run.shards import archive

            return archive(inputs, job, jobs)
        return encode_all(inputs, job, jobs)

    if not watching:
        return run()
    if job.archive or any(str(path) == STANDARD_INPUT for path in inputs):
        raise EncoderError("--watch needs files or folders, and a folder for the editions")
    return watch(run, inputs, job)


def watch(run: Callable[[], int], inputs: tuple[Path, ...], job: Job) -> int:
    """Run, and again whenever a text, a list or the metadata change, until a signal ends it; what is unchanged is not encoded again.

    What cannot be used (a list that is being edited) is told, and the next change is waited for.
    """
    if find_spec("watchfiles") is None:
        raise EncoderError("--watch needs watchfiles: pip install 'tei-encoder[watch]'")
    watchfiles: Any = import_module("watchfiles")
    status = run()
    lists = (*job.persons, *job.terms, *job.places, *job.orgs, *((job.metadata,) if job.metadata else ()))
    # the folder of a file: an editor may put another file in its place; the metadata stand in it too
    paths = {path if path.is_dir() else path.parent for path in (*inputs, *lists)}
    out = job.out.resolve()
    try:
        for changes in watchfiles.watch(*sorted(paths), debounce=TOGETHER, watch_filter=None, raise_interrupt=True):
            if _matters((Path(path) for _, path in changes), out):
                status = _again(run)
    except KeyboardInterrupt:  # the watcher makes it of every signal
        raise interrupted() from None
    return status


def _again(run: Callable[[], int]) -> int:
    try:
        return run()
    except EncoderError as error:
        sys.stderr.write(f"tei-encoder: {error}\n")
        return 2


def _matters(paths: Iterable[Path], out: Path) -> bool:
    """Whether one of some files is none that the program wrote, and no editor's own."""
    return any(not path.resolve().is_relative_to(out) and not path.name.startswith(".") and not path.name.endswith("~") for path in paths)
