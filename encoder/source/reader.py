"""From a file to a ``Source``: the only room that opens source texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from encoder.draft.model import Source
from encoder.errors import EncoderError

#: XML 1.0 has no place for these; form feed and vertical tab are white space and become line ends.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

STANDARD_INPUT = "-"


class SourceError(EncoderError):
    """One text that cannot be read; the others go on. The message names line and cure."""

    def __init__(self, name: str, line: int, column: int, code: str, message: str) -> None:
        """Keep the place (line and column from 1) apart from the message."""
        super().__init__(f"{name}:{line}:{column}: error {code}: {message}")


class Found(NamedTuple):
    """A text to encode: its path and the path of its edition below the output folder, without ending."""

    path: Path
    target: Path


def find_texts(inputs: tuple[Path, ...]) -> Iterator[Found]:
    """Yield the texts of files and folders; a folder's ``*.txt`` at any depth, sorted by path.

    Raises EncoderError where a path does not exist or a folder holds no text.
    """
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            yield Found(given, Path("stdin"))
        elif given.is_dir():
            texts = sorted(p for p in given.rglob("*.txt") if p.is_file())
            if not texts:
                raise EncoderError(f"{given}: no *.txt in this folder; name the files themselves if they end otherwise")
            for path in texts:
                yield Found(path, path.relative_to(given).with_suffix(""))
        elif given.exists():
            yield Found(given, Path(given.name).with_suffix(""))
        else:
            raise EncoderError(f"{given}: no such file or folder")


def decode(data: bytes, name: str, stem: str) -> Source:
    """Make a source of bytes in UTF-8.

    Repairs, once, what is no part of the text: a byte order mark and line ends. Form feeds and vertical
    tabs become line ends. Raises SourceError for other encodings and for characters that XML
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
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
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


def read(path: Path) -> Source:
    """Read one file; see ``decode``. Raises SourceError where it cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(str(path), 1, 1, "unreadable", error.strerror or str(error)) from None
    return decode(data, str(path), path.stem)
