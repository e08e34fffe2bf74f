"""From a file to a ``Source``: the only room that opens source texts."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from encoder.draft.model import Source
from encoder.errors import EncoderError
from encoder.io.names import legal, shown

#: XML 1.0 has no place for these; a vertical tab is white space and becomes a line end.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: a form feed where no line ends before it
_FEED = re.compile(r"(?<!\n)\f")

STANDARD_INPUT = "-"
ENDING = ".txt"
#: what lies beside texts and is none: the metadata, lists, editions
_BESIDE = frozenset({".toml", ".csv", ".xml", ".md"})


class SourceError(EncoderError):
    """One text that cannot be read; the others go on. The message names line and cure."""

    def __init__(self, name: str, line: int, column: int, code: str, message: str) -> None:
        """Keep the place (line and column from 1) apart from the message."""
        super().__init__(f"{name}:{line}:{column}: error {code}: {message}")


class Found(NamedTuple):
    """A text to encode: its path and the path of its edition below the output folder, without ending."""

    path: Path
    target: Path


@dataclass(slots=True)
class Texts:
    """What inputs hold: texts, what could not be looked at (a line each), and files that are no texts."""

    texts: list[Found] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


def find_texts(inputs: tuple[Path, ...]) -> Texts:
    """Return the texts of files and folders; a folder's ``*.txt`` at any depth, sorted by path.

    Raises EncoderError where a path does not exist or a folder holds no text.
    """
    found = Texts()
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            found.texts.append(Found(given, Path("stdin")))
        elif given.is_dir():
            before = len(found.texts), len(found.unreadable)
            for path in sorted(_files(given, found)):
                _sort(given, path, found)
            if before == (len(found.texts), len(found.unreadable)):
                raise EncoderError(f"{shown(given)}: no *.txt in this folder; name the files themselves if they end otherwise")
        elif given.exists():
            found.texts.append(Found(given, Path(given.name).with_suffix("")))
        elif given.is_symlink():
            found.unreadable.append(_line(given, "unreadable", "the link leads nowhere"))
        else:
            raise EncoderError(f"{shown(given)}: no such file or folder")
    return found


def _files(folder: Path, found: Texts) -> Iterator[Path]:
    """Yield what lies in a folder at any depth; a folder that cannot be read is told."""

    def unreadable(error: OSError) -> None:
        found.unreadable.append(_line(error.filename or folder, "unreadable", f"{error.strerror}; what is in this folder is not read"))

    for where, folders, files in os.walk(folder, onerror=unreadable):
        for name in folders:
            inner = Path(where, name)
            if inner.is_symlink():
                found.others.append(inner)  # links to folders are not followed: they may lead in a circle
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where, name) for name in files)


def _sort(folder: Path, path: Path, found: Texts) -> None:
    if path.suffix != ENDING:
        if path.suffix not in _BESIDE and not path.name.startswith("."):
            found.others.append(path)
        return
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        found.unreadable.append(_line(path, "unreadable", "the link leads nowhere"))
    except OSError as error:
        found.unreadable.append(_line(path, "unreadable", error.strerror or str(error)))
    else:
        if stat.S_ISREG(mode):
            found.texts.append(Found(path, path.relative_to(folder).with_suffix("")))
        else:
            found.unreadable.append(_line(path, "not-a-file", "no file: pipes and devices in a folder are not read"))


def _line(path: Path | str, code: str, message: str) -> str:
    return str(SourceError(shown(path), 1, 1, code, message))


def decode(data: bytes, name: str, stem: str) -> Source:
    """Make a source of bytes in UTF-8.

    Repairs, once, what is no part of the text: a byte order mark and line ends. A form feed begins a
    line, a vertical tab becomes a line end. Raises SourceError for other encodings and for characters that XML
    cannot hold.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        hint = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "CP1252"
        raise SourceError(
            name, line, column, "not-utf8",
            f"byte 0x{data[error.start]:02x} is not UTF-8; convert the file first, for example "
            f"with: iconv -f {hint} -t UTF-8",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    if "\f" in text:  # it ends the line and the page: the rules of pages look for it
        text = _FEED.sub("\n\f", text)
    source = Source(text, name, stem)
    illegal = _ILLEGAL.search(text)
    if illegal:
        line, column = source.position(illegal.start())
        raise SourceError(
            name, line, column, "illegal-character",
            f"character U+{ord(illegal.group()):04X} cannot stand in XML; take it out of the text",
        )
    if not text.strip():
        raise SourceError(name, 1, 1, "empty", "the text is empty; there is nothing to encode")
    return source


def contents(path: Path) -> bytes:
    """Return the bytes of one file. Raises SourceError where it cannot be opened, or is a device."""
    name = shown(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise SourceError(name, 1, 1, "not-a-file", "a device is not read")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(name, 1, 1, "unreadable", error.strerror or str(error)) from None


def source_of(path: Path, data: bytes) -> Source:
    """Make a source of a file's bytes; see ``decode``. Raises SourceError."""
    return decode(data, shown(path), legal(path.stem))


def read(path: Path) -> Source:
    """Read one file; see ``decode``. Raises SourceError where it cannot be opened."""
    return source_of(path, contents(path))
