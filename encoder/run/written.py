"""The editions of a folder as they were written last, beside the manifest: what a person has made of them is told from them.

``.tei-encoder/written/NAME.xml.z`` has the bytes of an edition, without the ``revisionDesc`` that it took over, compressed (zlib).
Where it is missing nothing is lost: an edition that a person has changed is kept as it is.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from encoder.io.files import write_whole
from encoder.run.manifest import FOLDER

KEPT = "written"
ENDING = ".z"
#: bytes of an edition at the most; a file that unpacks to more is none of ours
_LARGEST = 512 * 1024 * 1024


def path_of(out: Path, target: str) -> Path:
    """Return where the last state of an edition is kept; ``target`` is its path below the folder."""
    return out / FOLDER / KEPT / f"{target}{ENDING}"


def keep(out: Path, target: str, data: bytes) -> None:
    """Keep an edition as it was written. Raises OSError."""
    path, packed = path_of(out, target), zlib.compress(data, 6)
    try:
        if path.read_bytes() == packed:
            return
    except OSError:
        pass
    write_whole(path, packed)


def last(out: Path, target: str) -> bytes | None:
    """Return an edition as it was written last, None where that is not known."""
    try:
        packed = path_of(out, target).read_bytes()
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(packed, _LARGEST)
    except (OSError, zlib.error):
        return None
    return data if unpacking.eof else None
