"""Time whole runs over a folder: by one process, by two, and again where nothing has changed; each a command of its own.

Usage: python benchmarks/many.py FOLDER [--jobs 2] [--again 2]
FOLDER holds texts as ``encode`` takes them (lists are named by an edition.toml in it or below it). Timed are the seconds of the clock and those
of the processor, so nothing else should run. Printed is a table in Markdown; its last column reckons what 32,000 such texts would take.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

#: as many as all volumes of Foreign Relations that are encoded have together
ALL = 32_000


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float


def run(folder: Path, out: Path, jobs: int) -> Taken:
    """Encode the folder by a process of its own. Raises SystemExit where it ends otherwise than well."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "encoder", "encode", os.fspath(folder), "--out", os.fspath(out), "--jobs", str(jobs), "--quiet"]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Time and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--again", type=int, default=2, help="times that the run without changes is timed; the least counts")
    call = options.parse_args()
    texts = sorted(call.folder.rglob("*.txt"))
    size = sum(path.stat().st_size for path in texts) / 1e6
    print(f"{len(texts):,} texts, {size:.1f} MB\n\n| | clock, s | processor, s | MB a second of the clock | {ALL:,} texts, s |\n|---|---:|---:|---:|---:|")

    def row(label: str, taken: Taken) -> None:
        whole = taken.clock / len(texts) * ALL
        print(f"| {label} | {taken.clock:.1f} | {taken.processor:.1f} | {size / taken.clock:.2f} | {whole:.1f} |", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for jobs in (1, call.jobs):
            row(f"`encode --jobs {jobs}`", run(call.folder, out / str(jobs), jobs))
        again = [run(call.folder, out / str(call.jobs), 1) for _ in range(call.again)]
        row(f"again, {len(texts):,} unchanged, `--jobs 1`", min(again, key=lambda taken: taken.processor))


if __name__ == "__main__":
    main()
