"""How every export is written: edition by edition, past the same gate, over nothing that is another's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from encoder.errors import EncoderError
from encoder.export.read import EditionFile, editions_of
from encoder.io.faults import internal
from encoder.io.files import refuse_no_file, write_whole
from encoder.io.names import shown
from encoder.io.report import Outcome, Tally
from encoder.validation.files import find_files
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import RefusedXMLError, parse, parser

#: so much of a file is looked at to see what it is
_LOOK = 4096


@dataclass(frozen=True, slots=True)
class Export:
    """A form of export: by what its files are known, and what it has to be valid against: the edition's schema or a grammar beside this."""

    name: str
    signs: tuple[bytes, ...]
    gate: bool = False
    grammar: str = ""
    #: how the file may begin, where that is the sign
    starts: tuple[bytes, ...] = ()


CMIF = Export("cmif", (b'type="online"', b"<TEI "), grammar="cmif.rng")
CORPUS = Export("corpus", (b"<teiCorpus",), gate=True)
VOLUME = Export("frus", (b"http://history.state.gov/frus/ns/1.0",))
CSV = Export("csv", (), starts=(b"document,", b"id,kind,name,forms,"))
GEOJSON = Export("geojson", (b'"FeatureCollection"',))
GRAPHML = Export("graphml", (b"graphml.graphdrawing.org",))
SPACY = Export("spacy", (b'{"document": ', b'"entities": '))
REGISTERS = Export("registers", (b"Registers of ", b"<TEI "), gate=True)
JSONL = Export("jsonl", (b'{"document": ',))


class Editions:
    """The editions to export; what goes wrong with one is a line of the report, and the others go on."""

    def __init__(self, files: Iterable[Path], tally: Tally, debug: bool = False) -> None:
        self.files, self.tally, self.debug = tuple(files), tally, debug

    def __iter__(self) -> Iterator[EditionFile]:
        """Yield the editions that can be read."""
        for path in self.files:
            try:
                yield from editions_of(path)
            except RefusedXMLError as error:
                said = f"{shown(path)}:{error.line}:{error.column}: error {error.code}: {error}"
                self.tally.add(Outcome((said,), failed=True, state="not read"))

    @contextmanager
    def taking(self, edition: EditionFile) -> Iterator[None]:
        """Take one edition into the export; a fault in it leaves it out."""
        try:
            yield
        except (EncoderError, OSError):
            raise
        except RefusedXMLError as error:
            said = f"{shown(edition.path)}:{error.line}:{error.column}: error {error.code}: {error}"
            self.tally.add(Outcome((said,), failed=True, state="not read"))
        except Exception as error:
            self.tally.add(Outcome((internal(edition.path, error, self.debug),), failed=True, state="not read"))
        else:
            self.tally.add(Outcome())

    def leave_out(self, edition: EditionFile, why: str) -> None:
        """Say that an edition has nothing for the export."""
        sys.stderr.write(f"{shown(edition.path)}:1:1: info left-out: {why}\n")


def deliver(
    paths: tuple[Path, ...], out: Path, kind: Export, make: Callable[[Editions], bytes], force: bool, debug: bool, quiet: bool,
    after: Callable[[], None] | None = None,
) -> int:
    """Make an export and write it, and do what comes ``after``; return 0, or 1 where an edition could not be taken or it is invalid.

    Raises EncoderError where the file to write is an edition or another file that is no such export.
    """
    files = find_files(paths)
    _check(out, files, kind, force)
    tally = Tally()
    data = make(Editions(files, tally, debug))
    bad = _invalid(out, data) if kind.gate else _against(out, data, kind.grammar) if kind.grammar else []
    if bad:
        tally.add(Outcome((*bad, f"{shown(out)}:1:1: error invalid: the export is not written"), failed=True, state="not written"))
    else:
        write_whole(out, data)
        if after is not None:
            after()
    return tally.end("done", quiet)


def _check(out: Path, files: list[Path], kind: Export, force: bool) -> None:
    try:
        refuse_no_file(out)
    except OSError as error:
        raise EncoderError(f"--out {shown(out)}: {error.strerror}; name a file") from None
    if not out.exists():
        return
    whole = out.resolve()
    if any(path.resolve() == whole for path in files):
        raise EncoderError(f"--out {shown(out)} is one of the editions; name another file")
    if force:
        return
    with out.open("rb") as file:
        beginning = file.read(_LOOK)
    known = all(sign in beginning for sign in kind.signs) and (not kind.starts or beginning.startswith(kind.starts))
    if beginning.strip() and not known:
        raise EncoderError(f"--out {shown(out)} is there and is no export of this kind; name another file, or --force to write over it")


def _invalid(out: Path, data: bytes) -> list[str]:
    try:
        failures = edition_schema().failures(parse(data), data)
    except RefusedXMLError as error:
        return [f"{shown(out)}:{error.line}:{error.column}: error {error.code}: {error}"]
    return [f"{shown(out)}:{f.line}:{f.column}: error {f.rule}: {f.message}" for f in failures if f.severity == "error"]


def _against(out: Path, data: bytes, grammar: str) -> list[str]:
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name(grammar), parser()))
    if schema.validate(parse(data)):
        return []
    return [f"{shown(out)}:{e.line}:{e.column}: error {grammar.partition('.')[0]}: {e.message}" for e in schema.error_log]
