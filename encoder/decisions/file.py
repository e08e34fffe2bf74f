"""``decisions.csv``: a row a decision, sorted, so that two people's decisions merge in git as lines of text do."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

from encoder.decisions.record import COLUMNS, Decision, Kind, Scope, complaint
from encoder.draft.elements import PHRASES
from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.names import shown

FILE_NAME = "decisions.csv"
_DEFAULTS = {"scope": "here", "decision": "yes"}
_NEEDED = ("exact", "decision")
#: so many rows that cannot be used are told at a time
_TOLD = 20


class DecisionsError(EncoderError):
    """A file of decisions that cannot be used; the message names file and line."""


def load(path: Path) -> tuple[Decision, ...]:
    """Read the decisions of a file, in its order; none where there is no file.

    Columns may stand in any order, and those that are not there are empty. Raises DecisionsError with file and line: of every row that
    cannot be used, a line each.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DecisionsError(f"{shown(path)}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DecisionsError(f"{shown(path)}:1: not UTF-8; save it as CSV in UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Decision] = []
    wrong: list[str] = []
    line = 1
    try:
        header = next(reader, None)
        if header is None:
            return ()
        names = _header(path, header)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _unmerged(f"{shown(path)}:{line}", cells)
                try:
                    found.append(_decision(f"{shown(path)}:{line}", names, cells))
                except DecisionsError as error:
                    wrong.append(str(error))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DecisionsError(f"{shown(path)}:{line}: not CSV: {error}") from None
    if wrong:
        more = [f"and {len(wrong) - _TOLD} rows more"] if len(wrong) > _TOLD else []
        raise DecisionsError("\n".join([*wrong[:_TOLD], *more]))
    return tuple(found)


def _unmerged(where: str, cells: list[str]) -> None:
    if any(cell.startswith(("<<<<<<<", "=======", ">>>>>>>")) for cell in cells[:1]):
        raise DecisionsError(f"{where}: git could not merge this file by itself; choose the rows and take its marks out")


def _header(path: Path, cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    _unmerged(f"{shown(path)}:1", names)
    for name in names:
        if name not in COLUMNS:
            raise DecisionsError(f"{shown(path)}:1: unknown column {name!r}; known are {', '.join(COLUMNS)}")
    for name in COLUMNS:
        if names.count(name) > 1:
            raise DecisionsError(f"{shown(path)}:1: column {name!r} stands twice")
        if name in _NEEDED and name not in names:
            raise DecisionsError(f"{shown(path)}:1: column {name!r} is missing")
    return names


def _decision(where: str, names: list[str], cells: list[str]) -> Decision:
    if len(cells) > len(names):
        raise DecisionsError(f"{where}: {len(cells)} cells under {len(names)} columns; put quotation marks around a cell with a comma")
    row = dict.fromkeys(COLUMNS, "") | dict(zip(names, cells, strict=False))
    for name, default in _DEFAULTS.items():
        row[name] = row[name].strip() or default
    made = Decision(
        row["document"].strip(), row["exact"], row["prefix"], row["suffix"], row["element"].strip(), cast("Scope", row["scope"]),
        cast("Kind", row["decision"]), row["value"].strip(), row["by"].strip(), row["note"], where,
    )  # fmt: skip
    bad = complaint(made)
    if bad:
        raise DecisionsError(f"{where}: {bad}")
    return made


def to_csv(decisions: Iterable[Decision]) -> bytes:
    """Return the bytes of a file of decisions: each once, sorted, the header first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted({decision.row for decision in decisions}))
    return out.getvalue().encode()


def save(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a whole file of decisions, or none of it. Raises OSError, and DecisionsError for a decision that says nothing."""
    every = tuple(decisions)
    for decision in every:
        bad = complaint(decision)
        if bad:
            raise DecisionsError(f"{decision.exact!r}: {bad}")
    write_whole(path, to_csv(every))


def merged(old: Iterable[Decision], new: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return old decisions and new ones; a new one takes the place of one on the same words, element, scope and question.

    That some words are a place takes the place of what was said of them as a person.
    """
    fresh = {_question(decision): decision for decision in new}
    said = {_words(decision) for decision in fresh.values() if _names(decision)}
    kept = {_question(d): d for d in old if not (_names(d) and _words(d) in said)}
    kept.update(fresh)
    return tuple(replace(decision) for decision in kept.values())


def _names(decision: Decision) -> bool:
    """Whether it says that words are a name or a date, and of what kind."""
    return decision.decision in {"yes", "is", "date"} and (decision.element or "date") in PHRASES


def _words(decision: Decision) -> tuple[str, ...]:
    context = (decision.prefix, decision.suffix) if decision.scope == "here" else ("", "")
    return (decision.document, decision.exact, *context, decision.scope)


def _question(decision: Decision) -> tuple[str, ...]:
    naming = "" if decision.decision in {"yes", "no", "is"} else decision.decision
    # what a bracket or a block is: another element is another answer
    element = "" if decision.decision in {"bracket", "block"} else decision.element
    return (*_words(decision), element, naming)
