"""Which texts of a run become editions of their own: no two with one identifier, no two with one file."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from encoder.io.names import legal, shown
from encoder.io.report import Outcome, Tally
from encoder.source.reader import Found
from encoder.xml.ids import edition_id


def distinct(texts: list[Found], out: Path, tally: Tally) -> list[Found]:
    """Return the texts without those whose identifier another text of the folder has.

    Of two whose names differ in capitals or in how letters are composed the second is told; it is left out where the file system of
    ``out`` takes both names for one.
    """
    owners: dict[tuple[Path, str], Path] = {}
    alike: dict[str, Path] = {}
    one = blind(out)
    left = []
    for found in texts:
        name = edition_id(legal(found.target.name))
        owner = owners.setdefault((found.target.parent, name), found.path)
        if owner is not found.path:
            line = f"{shown(found.path)}:1:1: error same-identifier: {name!r} is the xml:id of {shown(owner)} too; rename one of them"
            tally.add(Outcome((line,), failed=True, state="not written"))
            continue
        other = alike.setdefault(folded(found.target), found.path)
        if other is not found.path:
            said = f"this name and {shown(other)} are one name on Windows and macOS"
            if one:
                line = f"{shown(found.path)}:1:1: error same-name: {said}, and here; rename one of them"
                tally.add(Outcome((line,), failed=True, state="not written"))
                continue
            sys.stderr.write(f"{shown(found.path)}:1:1: warning same-name: {said}; rename one before the editions go there\n")
        left.append(found)
    return left


def folded(path: Path) -> str:
    """Return a path as a file system reads it that knows no capitals."""
    return unicodedata.normalize("NFC", path.as_posix()).casefold()


def blind(folder: Path) -> bool:
    """Whether the file system of a folder, or of the first that there is above it, knows no capitals."""
    here = folder.absolute()
    while not here.exists() and here != here.parent:
        here = here.parent
    for path in (here, *here.parents):
        other = path.with_name(path.name.swapcase()) if path.name else path
        if other.name != path.name:
            try:
                return other.exists() and other.samefile(path)
            except OSError:
                return False
    return False
