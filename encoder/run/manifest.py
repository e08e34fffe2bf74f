"""What the program wrote into a folder of editions: so it knows what a person has changed since.

``.tei-encoder/manifest.json`` has for each edition, by its path below the folder,

- ``edition``: the digest of the edition as it was written, without its ``revisionDesc``, which a new edition takes over,
- ``source``: of the text it was made from,
- ``rules``: of the program, all its modules and word lists,
- ``options``: of the profile, the metadata, the lists and the decisions,
- ``settings``: of the same without what the call said, so that ``status`` can tell whether they have changed,
- ``text``: the path of the text as seen from the folder of the editions,
- ``problems``: what was told of the text, where anything was; a run that leaves it out tells it again,
- ``counted``: the words and pages of an edition that was merged, as the program has counted them,
- ``kept``: of the text of a document in another form, where --keep-text wrote it,
- ``merged`` and ``conflicts``: where a conflict waits for a person, the digest of the merged file and what is told.

Where source, rules and options are the same, so is the edition: a run leaves it out. There are no times in it, and two runs give
the same bytes. While a run lasts each edition is a line of ``journal.jsonl`` beside it, so that a run that was killed is
known about too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TextIO

from encoder import lazy_re as re
from encoder.io.files import read_whole, write_whole

FOLDER = ".tei-encoder"
FILE = "manifest.json"
JOURNAL = "journal.jsonl"
FORMAT = 1
KEYS = ("edition", "source", "rules", "options", "problems", "merged", "conflicts", "counted", "kept", "text", "settings")
_HISTORY = re.compile(rb"\s*<revisionDesc\b.*?</revisionDesc>\s*(?=</teiHeader>)|\s+(?=</teiHeader>)", re.S)
#: files of the package that decide what an edition is
_DECIDING = (".py", ".toml", ".txt", ".json", ".csv", ".tsv")

Entry = Mapping[str, str]


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of some bytes; where one part ends counts."""
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") if len(parts) > 1 else b"")
        made.update(part)
    return made.hexdigest()


def edition_digest(data: bytes) -> str:
    """Return the digest of an edition without its own history."""
    return digest(_without_history(data))


def _without_history(data: bytes) -> bytes:
    end = data.find(b"</teiHeader>")
    if b"<revisionDesc" not in data and end > 0 and data[end - 1] in b"\n ":  # as nearly every edition is, and quicker
        return data[:end].rstrip() + data[end:]
    return _HISTORY.sub(b"", data, count=1)


@cache
def rules_digest() -> str:
    """Return the digest of the program: its modules and word lists."""
    package = os.fspath(Path(__file__).parents[1])
    found = (f"{where}{os.sep}{name}" for where, _, names in os.walk(package) for name in names if name.endswith(_DECIDING))
    files = sorted((path[len(package) + 1 :] for path in found), key=_in_order)
    return digest(*(part for f in files for part in (f.replace(os.sep, "/").encode(), read_whole(f"{package}{os.sep}{f}"))))


def _in_order(name: str) -> list[str]:
    return os.path.normcase(name).split(os.sep)  # noqa: PTH206  as Paths are ordered


def seen(path: Path, out: Path) -> str:
    """Return the path of a file as seen from the folder of the editions."""
    folder = seen_from(os.path.dirname(path), out)  # noqa: PTH120
    return path.name if folder == "." else f"{folder}/{path.name}"


@lru_cache(maxsize=64)
def seen_from(folder: str, out: Path) -> str:
    """Return a folder as seen from another, in a process that does not go elsewhere (``job.forget``)."""
    try:
        return Path(os.path.relpath(folder or ".", out)).as_posix()
    except ValueError:  # on another drive
        return Path(folder).absolute().as_posix()


class Manifest:
    """The editions of a folder as they were written."""

    def __init__(self, out: Path) -> None:
        """Read what there is; ``broken`` says that it could not be read, and the editions count as unknown."""
        self.path = out / FOLDER / FILE
        self.journal = out / FOLDER / JOURNAL
        self.entries, self.broken = _read(self.path)
        self.fresh: dict[str, Entry] = _journal(self.journal)
        self.entries.update(self.fresh)
        self._open: TextIO | None = None

    def known(self, target: str) -> str:
        """Return the digest of an edition as it was written, ``""`` where it is unknown."""
        return self.entries.get(target, {}).get("edition", "")

    def add(self, target: str, entry: Entry) -> None:
        """Take an edition that was written. Raises OSError."""
        if self.entries.get(target) == entry:
            return
        self.entries[target] = self.fresh[target] = dict(entry)
        if self._open is None:
            self.journal.parent.mkdir(parents=True, exist_ok=True)
            self._open = self.journal.open("a", encoding="utf-8")
        self._open.write(json.dumps({target: entry}, sort_keys=True) + "\n")
        self._open.flush()

    def save(self) -> None:
        """Write the manifest where something is new in it. Raises OSError; the journal stays then."""
        if self._open is not None:
            self._open.close()
            self._open = None
        if self.fresh:
            entries, _ = _read(self.path)  # another run may have written meanwhile
            entries.update(self.fresh)
            whole = {"format": FORMAT, "editions": entries}
            write_whole(self.path, (json.dumps(whole, indent=1, sort_keys=True) + "\n").encode())
            self.fresh = {}
        with contextlib.suppress(FileNotFoundError):
            self.journal.unlink()


def _read(path: Path) -> tuple[dict[str, Entry], bool]:
    try:
        data: Any = json.loads(path.read_bytes())
        return {str(k): _entry(v) for k, v in data["editions"].items()}, data["format"] != FORMAT
    except (FileNotFoundError, NotADirectoryError):
        return {}, False
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}, True


def _journal(path: Path) -> dict[str, Entry]:
    """Read what a run that was killed has left; its last line may be torn."""
    found: dict[str, Entry] = {}
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        with contextlib.suppress(ValueError, TypeError, AttributeError, RecursionError):
            found.update({str(k): _entry(v) for k, v in json.loads(line).items()})
    return found


def _entry(given: Any) -> Entry:
    return {key: str(given[key]) for key in KEYS if key in given}
