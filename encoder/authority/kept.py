"""What was worked out of large lists, kept beside them: to read 50,000 persons takes seconds, to read what was kept of them half a one.

The file is named after the first list, with a stop before it. It holds for the same bytes in the same lists and the same program alone,
and may be thrown away at any time. Where it cannot be written nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from encoder.authority.entry import Entry
from encoder.authority.forms import Owners
from encoder.io.files import write_whole

#: lists of so many bytes together are large
LARGE = 1_000_000
_ENDING = ".forms"
_DECIDING = frozenset({".py", ".toml", ".txt", ".tsv"})
_ROOMS = ("authority", "language")


class Kept(NamedTuple):
    """Entries, the owners of their forms, how forms begin, and what was told of the lists."""

    entries: tuple[Entry, ...]
    owners: dict[str, Owners]
    heads: dict[str, list[int]]
    warnings: tuple[str, ...]


@cache
def _program() -> bytes:
    """Return the digest of the modules and word lists by which names are read."""
    package = Path(__file__).parents[1]
    made = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted(p for p in (package / room).rglob("*") if p.suffix in _DECIDING and p.is_file()):
            made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.digest()


def place_of(lists: Sequence[Sequence[Path]]) -> tuple[Path, str] | None:
    """Return where what is known of lists is kept, and for what it holds; None for lists that are small, or that cannot be read."""
    paths = [path for same in lists for path in same]
    try:
        if sum(path.stat().st_size for path in paths) < LARGE:
            return None
        made = hashlib.sha256(_program())
        made.update(repr([[str(path) for path in same] for same in lists]).encode("utf-8", "surrogateescape"))
        for path in paths:
            made.update(hashlib.sha256(path.read_bytes()).digest())
    except (OSError, ValueError):
        return None  # whoever reads the list says what is wrong
    return paths[0].with_name(f".{paths[0].name}{_ENDING}"), made.hexdigest()


def kept(place: Path, key: str) -> Kept | None:
    """Return what is kept; None where nothing is, or where it is of other lists or cannot be used."""
    try:
        first, _, rest = place.read_bytes().partition(b"\n")
        if first.decode("ascii") != key:
            return None
        entries, owners, heads, warnings = json.loads(rest)
        return Kept(tuple(map(_entry, entries)), owners, heads, tuple(warnings))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(place: Path, key: str, known: Kept) -> None:
    """Write what is known of lists; where that cannot be done it is not kept."""
    said = (list(map(_row, known.entries)), known.owners, known.heads, known.warnings)
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError, UnicodeEncodeError):
        if not place.is_symlink():
            write_whole(place, f"{key}\n{written}".encode())


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.id, entry.name, entry.kind, entry.description, entry.forms, dict(entry.identifiers), entry.surnames, entry.among_inverted
    )  # fmt: skip


def _entry(row: list[Any]) -> Entry:
    identifier, name, kind, description, forms, identifiers, surnames, inverted = row
    return Entry(identifier, name, kind, description, tuple(forms), identifiers, tuple(surnames), inverted)
