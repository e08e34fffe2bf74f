"""The command ``validate``: many files, one line a failure, one exit status."""

from __future__ import annotations

import sys
from pathlib import Path

from encoder.batch import progress
from encoder.checks import edition_schema
from encoder.model import EncoderError
from encoder.safe import RefusedXMLError, parse


def validate_all(paths: tuple[Path, ...]) -> int:
    """Validate files and folders (their ``*.xml``); return 0, or 1 where something is not valid.

    Raises EncoderError where there is no such file.
    """
    files = list(_files(paths))
    schema = edition_schema()
    bad = 0
    with progress("validating", len(files)) as step:
        for path in files:
            try:
                tree = parse(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
                failures = [(f.line, f.column or 1, f.severity, f.rule, f.message) for f in schema.failures(tree)]
            except RefusedXMLError as error:
                failures = [(error.line, error.column, "error", error.code, str(error))]
            except OSError as error:
                failures = [(1, 1, "error", "unreadable", error.strerror or str(error))]
            bad += any(f[2] == "error" for f in failures)
            for line, column, severity, rule, message in failures:
                sys.stdout.write(f"{path}:{line}:{column}: {severity} {rule}: {message}\n")
            step()
    return 1 if bad else 0


def _files(paths: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*.xml") if p.is_file())
            if not inside:
                raise EncoderError(f"{path}: no *.xml in this folder")
            found += inside
        elif str(path) == "-" or path.exists():
            found.append(path)
        else:
            raise EncoderError(f"{path}: no such file or folder")
    return found
