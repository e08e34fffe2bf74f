"""Known faults: a project with thousands of them turns green, and red again by the first new one.

A fault is known by its file, rule, message and the words of its line, not by the line's number: what is moved stays known.
Of equal faults of one file so many are known as the baseline counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.validation.checked import Checked, Failure

VERSION = 1
#: so many characters of the hash of a line tell it from others of its file
_HASH = 12

Key = tuple[str, str, str]


def key(failure: Failure, line: str) -> Key:
    """Return what a fault is known by inside its file: rule, message, and the hash of the words of its line."""
    words = " ".join(line.split()).encode("utf-8", "surrogatepass")
    return failure.rule, failure.message, hashlib.sha256(words).hexdigest()[:_HASH]


def fingerprint(path: str, failure: Failure, line: str) -> str:
    """Return a fault's fingerprint over runs, for the reports that have a place for one."""
    whole = "\0".join((from_here(path), *key(failure, line)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Baseline:
    """The faults that are known, and those that were met again."""

    def __init__(self, folder: Path, known: dict[str, Counter[Key]] | None = None) -> None:
        """Begin with what is known of each file; ``folder`` is the baseline's: names of files count from it where they are inside."""
        self.folder = folder.absolute()
        self.known = known or {}
        self.met: dict[str, Counter[Key]] = {}
        self.new = self.passed = self.mended = 0

    def split(self, checked: Checked) -> Checked:
        """Return the file with those faults alone that are not known; counts the others as passed, what is gone as mended."""
        lines = (*checked.lines, *[""] * (len(checked.failures) - len(checked.lines)))
        name = self._named(checked.path)
        left = Counter(self.known.get(name, ()))
        found = self.met.setdefault(name, Counter())
        kept: list[tuple[Failure, str]] = []
        for failure, line in zip(checked.failures, lines, strict=False):
            this = key(failure, line)
            found[this] += 1
            if left[this]:
                left[this] -= 1
                self.passed += 1
            else:
                self.new += 1
                kept.append((failure, line))
        self.mended += sum(left.values())
        return replace(checked, failures=tuple(f for f, _ in kept), lines=tuple(line for _, line in kept))

    def _named(self, path: str) -> str:
        """Return the name under which a file is known, whatever folder the run began in."""
        here = from_here(path)
        if here in self.known:
            return here
        with suppress(ValueError):
            return Path(os.path.normpath(Path.cwd() / path)).relative_to(self.folder).as_posix()
        return here

    def write(self, path: Path) -> None:
        """Write what was met as what is known; faults of files that were not looked at stay known. Raises OSError."""
        files = {**self.known, **self.met}
        faults = {
            name: [[rule, message, line, count] for (rule, message, line), count in sorted(counts.items())]
            for name, counts in sorted(files.items())
            if counts
        }
        text = json.dumps({"version": VERSION, "faults": faults}, ensure_ascii=False, indent=1)
        write_whole(path, (text + "\n").encode("utf-8"))


def load(path: Path) -> Baseline:
    """Read a baseline. Raises EncoderError for what is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise ValueError(f"its version is {data['version']}, not {VERSION}")
        return Baseline(path.parent, {
            str(name): Counter({(str(rule), str(message), str(line)): int(count) for rule, message, line, count in rows})
            for name, rows in data["faults"].items()
        })  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderError(f"{shown(path)}: not a baseline that can be used ({error}); --update-baseline writes one") from None


def from_here(path: str) -> str:
    """Return the name of a file as reports and baselines have it: from the current folder where it is inside, with slashes."""
    name = Path(path)
    with suppress(ValueError):
        name = name.relative_to(Path.cwd())
    return name.as_posix()
