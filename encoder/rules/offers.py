"""What other distributions offer (entry points), found without ``importlib.metadata`` where none can.

To import that, with the parts of ``email`` it needs, and to read every distribution takes a twentieth of the start of the program.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_FOLDERS = (".dist-info", ".egg-info")


def offers(group: str) -> list[EntryPoint]:
    """Return the entry points of a group by their names."""
    if not _maybe(group.encode()):
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=group), key=lambda point: point.name)


def _maybe(group: bytes) -> bool:
    """Whether a distribution may have that group: only the folders of the path are looked at, whatever else there is counts as yes."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    for place in dict.fromkeys(sys.path):
        try:
            with os.scandir(place or ".") as entries:
                found = [Path(entry.path) for entry in entries if entry.name.lower().endswith(_FOLDERS)]
        except FileNotFoundError:
            continue
        except OSError:  # an archive
            return True
        if place.lower().endswith(".egg") or any(_has(folder / "entry_points.txt", group) for folder in found):
            return True
    return False


def _has(file: Path, group: bytes) -> bool:
    try:
        return group in file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
