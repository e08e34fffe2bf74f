"""Whatever goes wrong inside one document is a line of the report."""

from __future__ import annotations

import traceback
from pathlib import Path

from encoder.io.names import shown

#: so much of an exception's own words is shown
_LONGEST = 300
_HERE = Path(__file__).parents[1]


def internal(path: str | Path, error: BaseException, debug: bool = False) -> str:
    """Return the line for a fault of the program in a document; with ``debug`` the traceback below it."""
    line = f"{shown(path)}:1:1: error internal: {said(error)}"
    if not debug:
        return f"{line}; the others go on, --debug shows more"
    return f"{line}\n{''.join(traceback.format_exception(error)).rstrip()}"


def said(error: BaseException) -> str:
    """Return what an exception says in one line, with the place in the program it came from."""
    words = " ".join(str(error).split())[:_LONGEST]
    if isinstance(error, MemoryError):
        words = "memory ran out"
    if isinstance(error, RecursionError):
        words = "nested too deeply"
    return f"{type(error).__name__}: {shown(words)}{_place(error)}" if words else f"{type(error).__name__}{_place(error)}"


def _place(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(_HERE)]
    return f" ({Path(frames[-1].filename).relative_to(_HERE.parent).as_posix()}:{frames[-1].lineno})" if frames else ""
