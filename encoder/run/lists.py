"""The commands ``authority check``, ``merge`` and ``reconcile``."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from encoder.authority.care import Placed, bare, merge
from encoder.authority.care import check as faults_of
from encoder.authority.entry import Entry, Kind
from encoder.authority.read import load_rows
from encoder.authority.reconcile import Against, read_dump
from encoder.errors import EncoderError
from encoder.io.files import refuse_no_file, write_whole
from encoder.io.names import shown

FIRST = ("id", "name", "description", "forms")
CANDIDATES = ("id", "name", "take", "candidate", "score", "authority", "number", "description", "evidence")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _placed(files: Iterable[Path], kind: Kind) -> Iterator[Placed]:
    for path in files:
        for line, entry in load_rows(path, kind, _tell):
            yield Placed(f"{shown(path)}:{line}", entry)


def check_lists(files: tuple[Path, ...], kind: Kind, quiet: bool) -> int:
    """Print what is wrong in lists, a line each; return 0, or 1 where something is. Raises AuthorityError."""
    placed = list(_placed(files, kind))
    faults = list(faults_of(placed))
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    if not quiet:
        sys.stderr.write(f"{len(placed):,} entries, {len(faults):,} to look at\n")
    return 1 if faults else 0


def merge_lists(files: tuple[Path, ...], out: Path, kind: Kind, quiet: bool) -> int:
    """Write one list out of several; return 0, or 1 where entries contradict each other. Raises AuthorityError."""
    _free(out, files)
    entries, faults = merge(_placed(files, kind))
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    names = sorted({name for entry in entries for name in entry.identifiers})
    rows = ((e.id, e.name, e.description, "|".join(e.forms), *(e.identifiers.get(n, "") for n in names)) for e in entries)
    write_whole(out, _csv([(*FIRST, *names), *rows]))
    if not quiet:
        sys.stderr.write(f"{len(entries):,} entries in {shown(out)}, {len(faults):,} left out\n")
    return 1 if faults else 0


def reconcile_list(path: Path, against: Path, out: Path, kind: Kind, limit: int, least: float, quiet: bool) -> int:
    """Write whom the entries could mean; who has an identifier of that authority file already is left out. Raises AuthorityError."""
    _free(out, (path, against))
    known = Against(read_dump(against, kind))
    kinds = {name for entry in known.entries for name in bare(entry)}
    rows: list[tuple[str, ...]] = []
    done = 0
    for placed in _placed((path,), kind):
        entry = placed.entry
        if kinds & bare(entry).keys():
            continue
        found = known.candidates(entry, limit, least)
        done += bool(found)
        for candidate in found:
            name, number = next(iter(bare(candidate.entry).items()), ("id", candidate.entry.id))
            other = candidate.entry
            score = f"{candidate.score:.2f}"
            rows.append((entry.id, entry.name, "", other.name, score, name, number, other.description, candidate.evidence))
    write_whole(out, _csv([CANDIDATES, *rows]))
    if not quiet:
        sys.stderr.write(f"{len(rows):,} candidates for {done:,} entries in {shown(out)}; write x under 'take' where one is right\n")
    return 0


def take_candidates(path: Path, decided: Path, out: Path, kind: Kind, quiet: bool) -> int:
    """Write a list with the numbers of the candidates that a person has taken. Raises EncoderError where two are taken for one."""
    _free(out, (path, decided))
    taken: dict[tuple[str, str], str] = {}
    try:
        rows = list(csv.DictReader(io.StringIO(decided.read_bytes().decode("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EncoderError(f"{shown(decided)}: {error}") from None
    for k, row in enumerate(rows, 2):
        if not (row.get("take") or "").strip():
            continue
        key, number = (row.get("id") or "", row.get("authority") or ""), row.get("number") or ""
        if taken.setdefault(key, number) != number:
            raise EncoderError(f"{shown(decided)}:{k}: two candidates are taken for {key[0]!r}; take one")
    entries = [_with(placed.entry, taken) for placed in _placed((path,), kind)]
    names = sorted({name for entry in entries for name in entry.identifiers})
    lines = ((e.id, e.name, e.description, "|".join(e.forms), *(e.identifiers.get(n, "") for n in names)) for e in entries)
    write_whole(out, _csv([(*FIRST, *names), *lines]))
    if not quiet:
        sys.stderr.write(f"{len(taken):,} identifiers added in {shown(out)}\n")
    return 0


def _with(entry: Entry, taken: dict[tuple[str, str], str]) -> Entry:
    new = {name: number for (identifier, name), number in taken.items() if identifier == entry.id}
    return replace(entry, identifiers={**entry.identifiers, **new}) if new else entry


def _free(out: Path, used: Iterable[Path]) -> None:
    """Refuse to write over what is there. Raises EncoderError."""
    refuse_no_file(out)
    if any(out.resolve() == path.resolve() for path in used) or out.exists():
        raise EncoderError(f"{shown(out)}: is there already; name another file with --out, nothing was changed")


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
