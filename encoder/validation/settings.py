"""What a project says once about its validation: ``[tool.tei-encoder]`` in ``pyproject.toml``, or ``.tei-encoder.toml``.

The file of the nearest folder, from the current one upwards, holds; paths in it count from its own folder.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from encoder.draft.types import Severity
from encoder.errors import EncoderError
from encoder.io.names import shown

OWN = ".tei-encoder.toml"
SHARED = "pyproject.toml"
_KEYS = {"schema", "ignore", "severity", "baseline", "max-errors", "catalog", "check-links", "phase"}
_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class ForFiles:
    """Which schemas which files are validated against; the patterns count from the folder of the settings."""

    files: tuple[str, ...]
    schemas: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a file of settings can say."""

    folder: Path = Path()
    schemas: tuple[ForFiles, ...] = ()
    ignore: frozenset[str] = frozenset()
    severity: dict[str, Severity] = field(default_factory=dict)
    baseline: Path | None = None
    max_errors: int | None = None
    catalog: Path | None = None
    check_links: bool = False
    phase: str = ""

    def schemas_of(self, path: Path) -> tuple[Path, ...]:
        """Return the schemas of a file: those of the first entry that one of whose patterns fits; none where no entry does."""
        try:
            name = path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return ()
        for entry in self.schemas:
            if any(_fits(name, pattern) for pattern in entry.files):
                return entry.schemas
        return ()


def _fits(name: str, pattern: str) -> bool:
    """Whether a path fits a pattern; ``**/`` also stands for no folder at all."""
    return fnmatchcase(name, pattern) or ("**/" in pattern and fnmatchcase(name, pattern.replace("**/", "")))


def find(start: Path) -> Settings:
    """Return the settings that hold in a folder. Raises EncoderError for what is wrong in them, with file and key."""
    for folder in (start, *start.resolve().parents):
        if (folder / OWN).is_file():
            return _read(folder / OWN, _toml(folder / OWN))
        shared = folder / SHARED
        if shared.is_file():
            table = _toml(shared).get("tool", {}).get("tei-encoder")
            if table is not None:
                return _read(shared, table)
    return Settings()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(f"{shown(path)}: {error}") from None


def _read(path: Path, table: dict[str, Any]) -> Settings:
    def wrong(key: str, wanted: str) -> EncoderError:
        return EncoderError(f"{shown(path)}: {key} is to be {wanted}")

    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise EncoderError(f"{shown(path)}: no such key: {unknown[0]}; there are {', '.join(sorted(_KEYS))}")
    entries = table.get("schema", [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) and _words(e.get("files")) and _words(e.get("use")) for e in entries):
        raise wrong("schema", '[[schema]] with files = ["letters/*.xml"] and use = ["letters.rng"]')
    if not _words(table.get("ignore", [])):
        raise wrong("ignore", "a list of rules")
    severity = table.get("severity", {})
    if not isinstance(severity, dict) or not all(value in _SEVERITIES for value in severity.values()):
        raise wrong("severity", f"a table of rules, each one of {', '.join(_SEVERITIES)}")
    for key in ("baseline", "catalog"):
        if not isinstance(table.get(key, ""), str):
            raise wrong(key, "the name of a file")
    if not isinstance(table.get("phase", ""), str):
        raise wrong("phase", "the name of a phase of the Schematron")
    most = table.get("max-errors")
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 0):
        raise wrong("max-errors", "a number from 0, which means all")
    if not isinstance(table.get("check-links", False), bool):
        raise wrong("check-links", "true or false")
    here = path.parent
    return Settings(
        here,
        tuple(ForFiles(tuple(e["files"]), tuple(_schema(here, name) for name in e["use"])) for e in entries),
        frozenset(table.get("ignore", [])),
        cast("dict[str, Severity]", dict(severity)),
        here / table["baseline"] if table.get("baseline") else None,
        most,
        here / table["catalog"] if table.get("catalog") else None,
        table.get("check-links", False),
        table.get("phase", ""),
    )


def _schema(here: Path, name: str) -> Path:
    """Return a schema of the settings: a file beside them, or a name that only the program knows."""
    return here / name if Path(name).suffix else Path(name)


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)
