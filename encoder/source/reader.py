"""From a file to a ``Source``: the only room that opens source texts."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.draft.model import Problem, Source
from encoder.draft.types import Said
from encoder.errors import EncoderError
from encoder.io.files import read_whole
from encoder.io.kinds import Kind, kind_of
from encoder.io.names import legal, shown
from encoder.io.own import made_here, own_page
from encoder.language import encodings
from encoder.layout.blocks import Span
from encoder.source import formats, mojibake

#: XML 1.0 has no place for these; a vertical tab is white space and becomes a line end.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: a form feed where no line ends before it
_FEED = re.compile(r"(?<!\n)\f")

STANDARD_INPUT = "-"
#: endings of texts, in any case of letters
ENDINGS = frozenset({".txt", ".text", ".md", ".markdown"})
#: what lies beside texts and is none: the metadata, lists, editions
_BESIDE = frozenset({".toml", ".csv", ".tsv", ".xml"})
#: what a folder says of itself
_ABOUT = re.compile(r"(?:readme|license|licence|changelog|contributing)(?:\.\w+)?", re.I)
#: what browsers add to the name of a page for the folder of its parts
_SAVED = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden")
#: endings of documents that are read: a text with such a name is one all the same
_NAMED = frozenset({".docx", ".odt", ".rtf", ".epub", ".html", ".htm", ".pdf", ".doc"})
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: bytes that are enough to tell what a file is; a zip has its list at the end
_HEAD = 8192
#: files that hold a document in a form that is not read
DOCUMENTS = frozenset({"office", "locked"})


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
    """What inputs hold: texts, what could not be looked at (a line each), files that are no texts, and a word on some of those."""

    texts: list[Found] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


def _cure(folder: Path) -> str:
    """Say what to name where a folder holds no text: the commands for texts are easily given the editions."""
    editions = next(folder.rglob("*.xml"), None)
    return "it has editions: name the folder with their texts" if editions else "name the files themselves if they end otherwise"


def find_texts(inputs: tuple[Path, ...]) -> Texts:
    """Return the texts of files and folders; of a folder what holds a text, at any depth, sorted by path.

    Raises EncoderError where a path does not exist or a folder holds no text.
    """
    found = Texts()
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            found.texts.append(Found(given, Path("stdin")))
        elif given.is_dir():
            before = len(found.texts), len(found.unreadable)
            for where, inside, name in sorted(_files(given, found), key=_order):
                _sort(where, inside, name, found)
            if before == (len(found.texts), len(found.unreadable)):
                raise EncoderError(f"{shown(given)}: no text in this folder; {_cure(given)}")
        elif given.exists():
            found.texts.append(Found(given, Path(given.name).with_suffix("")))
        elif given.is_symlink():
            found.unreadable.append(_line(given, "unreadable", "the link leads nowhere"))
        else:
            raise EncoderError(f"{shown(given)}: no such file or folder")
    return found


def _order(file: tuple[str, Path, str]) -> list[str]:
    where, _, name = file
    return os.path.normcase(os.path.join(where, name)).split(os.sep)  # noqa: PTH118, PTH206  as Paths are ordered, and much quicker


def _files(folder: Path, found: Texts) -> Iterator[tuple[str, Path, str]]:
    """Yield what lies in a folder at any depth: its folder, that as seen from the first, its name. What cannot be read is told."""

    def unreadable(error: OSError) -> None:
        found.unreadable.append(_line(error.filename or folder, "unreadable", f"{error.strerror}; what is in this folder is not read"))

    for where, folders, files in os.walk(folder, onerror=unreadable):
        if made_here(files):
            folders.clear()
            continue
        for name in folders:
            inner = Path(where, name)
            if inner.is_symlink():
                found.others.append(inner)  # links to folders are not followed: they may lead in a circle
        pages = {stem for stem, _, ending in (name.rpartition(".") for name in files) if ending.lower() in {"html", "htm"}}
        beside = {stem + end for stem in pages for end in _SAVED}  # what a browser saves beside a page is no text of its own
        folders[:] = [name for name in folders if not name.startswith(".") and name not in beside]
        inside = Path(where).relative_to(folder)
        yield from ((where, inside, name) for name in files)


def _sort(where: str, inside: Path, name: str, found: Texts) -> None:
    path = Path(where, name)
    ending = path.suffix.lower()
    if own_page(path) or name.startswith("._") or (name.startswith(".") and ending not in ENDINGS):
        return  # what macOS and editors keep beside a file
    if ending not in ENDINGS or _ABOUT.fullmatch(name):
        if ending not in _BESIDE:
            _other(inside, path, found)
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except FileNotFoundError:
        found.unreadable.append(_line(path, "unreadable", "the link leads nowhere"))
    except OSError as error:
        found.unreadable.append(_line(path, "unreadable", error.strerror or str(error)))
    else:
        if stat.S_ISREG(mode):
            found.texts.append(Found(path, (inside / name).with_suffix("")))
        else:
            found.unreadable.append(_line(path, "not-a-file", "no file: pipes and devices in a folder are not read"))


def _other(inside: Path, path: Path, found: Texts) -> None:
    """Take a file with another ending: a document in a form that is read is a text, of other files it is said what they are."""
    try:
        kind = _kind(path)
        text = kind is None and path.suffix.lower() in _NAMED and _is_text(path)
    except OSError:
        kind, text = None, False
    if text or (kind and kind.id in formats.FORMS):
        found.texts.append(Found(path, (inside / path.name).with_suffix("")))
    elif kind and kind.id in DOCUMENTS:
        found.unreadable.append(_line(path, "not-text", f"this is {kind.label}; {kind.advice}"))
    else:
        found.others.append(path)
        if kind:
            found.advice.append(f"{shown(path)}:1:1: warning not-text: this is {kind.label}; {kind.advice}")


def _kind(path: Path) -> Kind | None:
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD)
        return kind_of(head + file.read() if head.startswith((b"PK", b"\xd0\xcf")) else head)


def _is_text(path: Path) -> bool:
    """Whether a file whose name says another form begins as a text does."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return bool(head.strip()) and not _BINARY.search(head)


def _line(path: Path | str, code: str, message: str) -> str:
    return str(SourceError(shown(path), 1, 1, code, message))


@dataclass(frozen=True, slots=True)
class How:
    """How a file is to be read: in which encoding ("" where the file is to tell), and whether broken characters are mended."""

    encoding: str = ""
    repair: bool = False


def decode(data: bytes, name: str, stem: str, how: How = How()) -> Source:
    """Make a source of bytes.

    Repairs, once, what is no part of the text: a byte order mark and line ends. A form feed begins a line, a vertical tab becomes
    a line end. Raises SourceError for what is no text, for bytes that could mean several, and for characters that XML cannot hold.
    """
    kind = kind_of(data)
    if kind and kind.id in formats.FORMS:
        return _converted(data, kind, name, stem, how)
    if kind:
        raise SourceError(name, 1, 1, "not-text", f"this is {kind.label}; {kind.advice}")
    try:
        decoded = encodings.decode(data, how.encoding)
    except encodings.UnsureError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise SourceError(name, line, column, "encoding", str(error)) from None
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    if "\f" in text:  # it ends the line and the page: the rules of pages look for it
        text = _FEED.sub("\n\f", text)
    text, problems, said = _about(text, decoded, how)
    return _sound(Source(text, name, stem, problems, said))


def _converted(data: bytes, kind: Kind, name: str, stem: str, how: How) -> Source:
    """Make a source of a document in another form."""
    from encoder.source.formats.convert import FormatError, convert  # what plain text has no need of takes time to import

    try:
        made = convert(data, kind.id, kind.label, how.encoding)
    except FormatError as error:
        raise SourceError(name, 1, 1, error.code, f"this is {kind.label}; {error}") from None
    except encodings.UnsureError as error:
        raise SourceError(name, 1, 1, "encoding", str(error)) from None
    problems = tuple(
        Problem(remark.code, "warning", remark.message, Span(offset, min(offset + 1, len(made.text)))) for offset, remark in made.remarks
    )
    return _sound(Source(made.text, name, stem, problems, (Said("p", made.said),), kind.id))


def _sound(source: Source) -> Source:
    """Return a source. Raises SourceError for characters that XML cannot hold and for a text without any."""
    name, text = source.name, source.text
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


def _about(text: str, decoded: encodings.Decoded, how: How) -> tuple[str, tuple[Problem, ...], tuple[Said, ...]]:
    """Return the text, mended where that is asked for, with what there is to say of its encoding."""
    problems, said = [], []
    if decoded.label != "UTF-8":
        told = "" if decoded.sure else "; nothing in the file says so, it was told by the text"
        said.append(Said("p", f"The file was in {decoded.label}{told}."))
    if not decoded.sure:
        first = next((k for k, c in enumerate(text) if not c.isascii()), 0)
        message = f"read as {decoded.label}, which the file does not say; --encoding or encoding in edition.toml name another"
        problems.append(Problem("encoding-assumed", "warning", message, Span(first, first + 1)))
    runs = mojibake.find(text)
    if runs and how.repair:
        mended = mojibake.repaired(text)
        left = len(mojibake.find(mended))
        which = f"{len(runs) - left} characters that an earlier conversion had broken ({_examples(text, runs)})"
        said.append(Said("correction", f"{which} were mended before the text was encoded."))
        text, runs = mended, mojibake.find(mended)
    if runs:
        message = f"{len(runs)} characters were broken by an earlier conversion ({_examples(text, runs)}); --repair mends them"
        problems.append(Problem("mojibake", "warning", message, Span(runs[0].start, runs[0].end)))
    return text, tuple(problems), tuple(said)


def _examples(text: str, runs: list[mojibake.Run]) -> str:
    pairs = dict.fromkeys(f"“{text[run.start : run.end]}” for “{run.meant}”" for run in runs if run.meant.isprintable())
    return ", ".join(list(pairs)[:3]) or "invisible ones"


def contents(path: Path) -> bytes:
    """Return the bytes of one file. Raises SourceError where it cannot be opened, or is a device."""
    name = shown(path)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  of many unchanged texts this is half of what is done
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise SourceError(name, 1, 1, "not-a-file", "a device is not read")
        return read_whole(path)
    except OSError as error:
        raise SourceError(name, 1, 1, "unreadable", error.strerror or str(error)) from None


def source_of(path: Path, data: bytes, how: How = How()) -> Source:
    """Make a source of a file's bytes; see ``decode``. Raises SourceError."""
    return decode(data, shown(path), legal(path.stem), how)


def read(path: Path) -> Source:
    """Read one file; see ``decode``. Raises SourceError where it cannot be opened."""
    return source_of(path, contents(path))
