"""The command ``validate``: many files, any schema, every failure with its place, one exit status."""

from __future__ import annotations

import codecs
import glob
import stat
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io import pool
from encoder.io.faults import internal
from encoder.io.files import size_of
from encoder.io.names import shown
from encoder.validation.catalogues import catalogue
from encoder.validation.checked import MOST, Checked, Failure, Found
from encoder.validation.links import XML_ID, inside, outside
from encoder.validation.named import FROM_FILE, models
from encoder.validation.schemas import Schema, load_schema
from encoder.xml.safe import RefusedXMLError, parse

#: what goes to a process at a time: so many files, fewer where they have so many bytes
CHUNK = 64
CHUNK_BYTES = 1_000_000
#: the least number of files that is worth a second process, or of bytes in two and more
WORTH_PROCESSES = 200
WORTH_BYTES = 3_000_000
STANDARD_INPUT = "-"
#: Larger files are refused before they are read.
MEGABYTE = 1_000_000


def find_files(paths: tuple[Path, ...]) -> list[Path]:
    """Return the files of paths, folders (their ``*.xml`` at any depth) and globs, each once, in order.

    A name in a folder is taken whatever is behind it, so that a broken link is reported. Raises EncoderError where
    there is nothing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if str(path) == STANDARD_INPUT or (path.exists() and not path.is_dir()):
            found[path] = None
            continue
        if path.is_dir():
            inside = sorted(path.rglob("*.xml"))
            if not inside:
                raise EncoderError(f"{path}: no *.xml in this folder")
        else:
            inside = sorted(Path(p) for p in glob.glob(str(path), recursive=True))  # noqa: PTH207 - a whole pattern
            if not inside:
                raise EncoderError(f"{path}: no such file or folder")
        found.update(dict.fromkeys(inside))
    return list(found)


def load(path: Path, limit: int) -> bytes:
    """Read a file of at most ``limit`` bytes. Raises RefusedXMLError for all that is no plain, readable file."""
    try:
        if str(path) == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limit + 1)
            size = len(data)
        else:
            about = path.stat()
            if stat.S_ISDIR(about.st_mode):
                raise RefusedXMLError("not-a-file", "this is a folder; name the files in it, or the folder above it")
            if not stat.S_ISREG(about.st_mode):
                raise RefusedXMLError("not-a-file", "neither a file nor a folder: pipes and devices are not read")
            data = path.read_bytes() if about.st_size <= limit else b""
            size = max(about.st_size, len(data))
    except OSError as error:
        raise RefusedXMLError("unreadable", error.strerror or str(error)) from None
    if size > limit:
        raise RefusedXMLError("too-large", f"more than {limit // MEGABYTE} MB; split the file, or raise --max-size")
    return data


@dataclass(frozen=True, slots=True)
class How:
    """How files are checked, the same for every one: sizes are in bytes."""

    limit: int
    debug: bool = False
    catalog: Path | None = None
    links: bool = False
    #: so many failures of a file are told, and that there are more; 0: all
    most: int = MOST
    #: of the Schematron, where its own default is not meant
    phase: str = ""


class LinkRules:
    """The checks inside one file that no grammar makes, as a validator."""

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what is wrong."""
        return inside(tree)


def _by_its_own(path: Path, tree: etree._ElementTree, data: bytes, how: How) -> list[Failure]:
    """Validate a document against the schemas that it names."""
    paths, missing = models(tree, path, how.catalog)
    failures = [
        Failure("schema-missing", "error", f"xml-model names {href}, which is no file here; --catalog says where it is") for href in missing
    ]
    if not paths and not missing:
        failures.append(Failure("schema-missing", "error", "the file names no schema: an xml-model instruction is missing"))
    validators = [v for file, phase in paths for v in load_schema((file,), phase or how.phase).validators]
    return failures + Schema(validators).failures(tree, data, how.most)


def _parsed(data: bytes) -> tuple[etree._ElementTree, list[Failure]]:
    """Parse a document; identifiers that are none or stand twice are failures, and the rest of it is looked at all the same."""
    try:
        return parse(data), []
    except RefusedXMLError as refused:
        if not any(words in str(refused) for words in _ABOUT_IDS):
            raise
        tree = parse(data, ids=False)
        return tree, Schema((Identifiers(),)).failures(tree, data)


#: what the parser says of identifiers alone
_ABOUT_IDS = ("already defined", "is not an NCName")


class Identifiers:
    """The identifiers of a document, as a validator."""

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield each that is no name or stands a second time."""
        met: dict[str, int] = {}
        for element in tree.getroot().iter(etree.Element):
            value = element.get(XML_ID)
            if value is None:
                continue
            if not _NCNAME.fullmatch(value.strip()):
                yield Found("xml-id", "error", f"xml:id {value!r} is no name: a letter or _, then letters, figures, . - _", element)
            elif value in met:
                yield Found("xml-id", "error", f"the xml:id {value} stands already in line {met[value]}", element)
            else:
                line: Any = element.sourceline
                met[value] = line


#: letters and figures of all languages, as XML has them, but for the rarest
_NCNAME = re.compile(r"[^\W\d][\w.\u00b7-]*")


def check_file(path: Path, schema: Schema | None, how: How) -> Checked:
    """Validate one file; whatever it holds, the result is a list of failures. Raises SchemaError where the schema cannot be run."""
    name = shown(path)
    try:
        data = load(path, how.limit)
        tree, twice = _parsed(data)
        tree.docinfo.URL = path.absolute().as_uri()  # rules may ask for the name of the file
        failures = _by_its_own(path, tree, data, how) if schema is None else schema.failures(tree, data, how.most)
        failures = twice + failures
        if how.links:
            failures = sorted([*failures, *Schema((LinkRules(),)).failures(tree, data, how.most)], key=lambda f: (f.line, f.column, f.rule))
    except RefusedXMLError as error:
        return Checked(name, (Failure(error.code, "error", str(error), error.line, error.column),), ())
    except EncoderError:
        raise
    except Exception as error:
        said = internal(path, error, how.debug).partition("error internal: ")[2]
        return Checked(name, (Failure("internal", "error", said),))
    links = outside(tree, path) if how.links else None
    if not failures:
        return Checked(name, links=links)
    text = _LINE_END.split(data.decode(_encoding(tree), "replace"))
    lines = tuple(text[f.line - 1] if 0 < f.line <= len(text) else "" for f in failures)
    return Checked(name, tuple(failures), lines, links)


#: where XML has a new line: str.splitlines knows more
_LINE_END = re.compile(r"\r\n|\r|\n")


def _encoding(tree: etree._ElementTree) -> str:
    """Return the encoding of a file, as far as Python knows it."""
    try:
        return codecs.lookup(tree.docinfo.encoding or "utf-8").name
    except LookupError:
        return "utf-8"


#: a file and the schemas it is checked against; none: the program's own
Task = tuple[Path, tuple[Path, ...]]


def _check(task: Task, how: How) -> Checked | EncoderError:
    path, schemas = task
    try:
        return check_file(path, None if schemas == (FROM_FILE,) else load_schema(schemas, how.phase), how)
    except EncoderError as error:
        return error


def _lost(task: Task, how: str) -> Checked:
    return Checked(shown(task[0]), (Failure("internal", "error", how),))


def check_files(tasks: list[Task], jobs: int, how: How, cluster: str = "") -> Generator[Checked, None, None]:
    """Validate files, in their order, in several processes where that is worth it, or on a cluster. Raises EncoderError."""
    for schemas in dict.fromkeys(schemas for _, schemas in tasks):
        if schemas != (FROM_FILE,):
            load_schema(schemas, how.phase)
    if how.catalog is not None:
        catalogue(how.catalog)
    standard = any(str(path) == STANDARD_INPUT for path, _ in tasks)
    if cluster:
        if standard:
            raise EncoderError("a cluster cannot read standard input; name files")
        results = _on_cluster(tasks, jobs, how, cluster)
    else:
        sizes = _sizes(tasks)
        worth = len(tasks) >= WORTH_PROCESSES or (len(tasks) > 1 and sum(sizes) >= WORTH_BYTES)
        share = pool.Share(CHUNK, sizes, CHUNK_BYTES, largest=True, first=CHUNK_BYTES)
        results = _in_order(pool.finished(partial(_check, how=how), tasks, jobs if worth and not standard else 1, _lost, share))
    with closing(results):
        for checked in results:
            if isinstance(checked, EncoderError):
                raise checked
            yield checked


def _in_order(results: Generator[tuple[int, Checked | EncoderError], None, None]) -> Generator[Checked | EncoderError, None, None]:
    with closing(results):
        for _, checked in pool.numbered(results):
            yield checked


def _sizes(tasks: list[Task]) -> list[int]:
    """Return the bytes of the files."""
    return [size_of(path) for path, _ in tasks]


def _on_cluster(tasks: list[Task], jobs: int, how: How, where: str) -> Generator[Checked | EncoderError, None, None]:
    """Validate files on a cluster that sees them under the same names; schemas are compiled once by each worker."""
    from encoder.io.cluster import Shelf, connected, finished

    sizes = _sizes(tasks)
    with connected(where, jobs) as client:
        for _, checked in pool.numbered(finished(client, _checked, tasks, Shelf(how), _lost, sizes, in_order=True)):
            yield checked


def _checked(task: Task, how: How) -> Checked | EncoderError:
    return _check(task, how)
