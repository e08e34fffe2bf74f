"""Put mistakes into the core rooms, one at a time, and say which of them no test notices.

Usage: python benchmarks/mutants.py [--only WORD] [--most N]

The mutants and the tests that guard each file are data (``mutants.toml``). Each mutant is applied in a temporary copy of the
program and its tests; the guards run until the first failure. Exit status: 0 where at most ``--most`` survive (2), 1 where more do,
2 where a mutant does not fit its file any more or the tests fail without one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: what the copy needs
COPIED = ("encoder", "tests", "schema", "seeds", "tei", "pyproject.toml", "README.md")
#: a mutant that makes a test run for ever is noticed too
SECONDS = 240


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: ``old`` stands once in the file and becomes ``new``."""

    file: str
    what: str
    old: str
    new: str


def read(path: Path) -> tuple[list[Mutant], dict[str, list[str]]]:
    """Return the mutants and the tests that guard each file."""
    data = tomllib.loads(path.read_text("utf-8"))
    return [Mutant(**row) for row in data["mutant"]], data["guards"]


def noticed(copy: Path, tests: list[str]) -> bool:
    """Run tests in the copy; return whether one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=no", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def run(mutants: list[Mutant], guards: dict[str, list[str]], copy: Path) -> list[Mutant]:
    """Try each mutant and print a line for it; return those that survive."""
    survivors = []
    for mutant in mutants:
        path = copy / mutant.file
        source = path.read_text("utf-8")
        start = time.perf_counter()
        path.write_text(source.replace(mutant.old, mutant.new), "utf-8")
        try:
            found = noticed(copy, guards[mutant.file])
        finally:
            path.write_text(source, "utf-8")
        if not found:
            survivors.append(mutant)
        print(f"{'noticed ' if found else 'SURVIVES'}  {mutant.file:36} {mutant.what}  ({time.perf_counter() - start:.1f} s)", flush=True)
    return survivors


def main() -> int:
    """Run the command line."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--only", default="", help="only mutants with this in file or description")
    args.add_argument("--most", type=int, default=2, help="how many may survive")
    opts = args.parse_args()
    mutants, guards = read(Path(__file__).with_suffix(".toml"))
    mutants = [m for m in mutants if opts.only in m.file or opts.only in m.what]
    unfit = [m for m in mutants if (ROOT / m.file).read_text("utf-8").count(m.old) != 1 or m.old == m.new]
    for mutant in unfit:
        print(f"does not fit any more: {mutant.file}: {mutant.what}")
    if unfit or not mutants:
        return 2
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            whole = ROOT / name
            if whole.is_dir():
                shutil.copytree(whole, copy / name, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
            else:
                shutil.copy(whole, copy / name)
        every = sorted({test for m in mutants for test in guards[m.file]})
        if noticed(copy, every):
            print("the tests fail without a mutant")
            return 2
        survivors = run(mutants, guards, copy)
    print(f"\n{len(mutants)} mutants, {len(survivors)} survive")
    return int(len(survivors) > opts.most)


if __name__ == "__main__":
    raise SystemExit(main())
