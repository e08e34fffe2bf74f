"""Many documents: the folder in, the folder out, the problems, and one exit status."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from lxml import etree

from encoder.authority import index as authority
from encoder.draft.model import Severity, Source
from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.progress import progress
from encoder.run.one import Encoded, encode
from encoder.source.metadata import ISO_DATE, Metadata, MetadataFile, beside, load
from encoder.source.reader import STANDARD_INPUT, Found, SourceError, decode, find_texts, read
from encoder.tei import to_bytes
from encoder.tei.build import TEI
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import RefusedXMLError, parse

#: Documents a process takes at a time, and the least number that is worth a second process.
CHUNK, WORTH_PROCESSES = 16, 24


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for, the same for every document."""

    out: Path
    profile: str = "auto"
    persons: tuple[Path, ...] = ()
    terms: tuple[Path, ...] = ()
    places: tuple[Path, ...] = ()
    orgs: tuple[Path, ...] = ()
    metadata: Path | None = None
    day: str = ""
    link: str = ""
    validate: bool = True
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: the lines to print, and whether it counts as failed."""

    lines: tuple[str, ...] = ()
    failed: bool = False


@lru_cache(maxsize=64)
def _metadata(path: Path | None, folder: Path) -> MetadataFile:
    return load(path) if path else beside(folder)


def settings(path: Path, job: Job, stem: str) -> tuple[Metadata, authority.Authorities]:
    """Return metadata and authority lists for a document. Raises EncoderError where they cannot be used."""
    file = _metadata(job.metadata, Path() if str(path) == STANDARD_INPUT else path.parent)
    metadata = file.for_document(stem)
    if job.link:
        metadata = replace(metadata, link=job.link)
    if job.day:
        metadata = replace(metadata, fallback_date=job.day)
    return metadata, authority.load_all(
        (*file.persons_of(stem), *job.persons), (*file.lists["terms"], *job.terms), (*file.lists["places"], *job.places),
        (*file.lists["orgs"], *job.orgs),
    )


def open_source(found: Found) -> Source:
    """Read a text, from standard input where the path says so. Raises SourceError."""
    if str(found.path) == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(), STANDARD_INPUT, "stdin")
    return read(found.path)


def encoded_texts(inputs: tuple[Path, ...], job: Job, failed: list[str]) -> Iterator[tuple[Source, Encoded]]:
    """Encode every text in memory; one that cannot be read is told on standard error and counted in ``failed``."""
    for found in find_texts(inputs):
        try:
            source = open_source(found)
        except SourceError as error:
            failed.append(str(error))
            sys.stderr.write(f"{error}\n")
            continue
        yield source, encode(source, job.profile, *settings(found.path, job, source.stem))


def encode_one(found: Found, job: Job) -> Outcome:
    """Encode one text and write its edition; nothing invalid or incomplete is written unless the job says so."""
    try:
        source = open_source(found)
    except SourceError as error:
        return Outcome((str(error),), failed=True)
    metadata, authorities = settings(found.path, job, source.stem)
    encoded = encode(source, job.profile, metadata, authorities)
    lines = []
    failed = False
    for problem in sorted(encoded.edition.problems, key=lambda p: (p.span, p.code)):
        if problem.severity == "info":
            continue
        severity: Severity = "error" if job.strict else problem.severity
        failed = failed or severity == "error"
        line, column = source.position(problem.span.start)
        lines.append(f"{source.name}:{line}:{column}: {severity} {problem.code}: {problem.message}")
    if encoded.lost:
        lines.append(f"{source.name}:1:1: error text-lost: not written, for its text would not be the source's: {encoded.lost}")
        return Outcome(tuple(lines), failed=True)
    schema = metadata.schema
    depth = len(found.target.parts) - 1
    if schema and depth and not schema.startswith(("/", "http:", "https:")):
        schema = "../" * depth + schema
    target = job.out / found.target.parent / f"{found.target.name}.xml"
    _keep_revisions(encoded.edition.root, target)
    data = to_bytes(encoded.edition.root, schema)
    if job.validate:
        bad = [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
        for failure in bad:
            lines.append(f"{source.name}:1:1: error invalid: line {failure.line} of the edition: {failure.rule}: {failure.message}")
        if bad:
            return Outcome(tuple(lines), failed=True)
    try:
        write_whole(target, data)
    except OSError as error:
        return Outcome((*lines, f"{target}:1:1: error unwritable: {error.strerror}"), failed=True)
    return Outcome(tuple(lines), failed)


def _keep_revisions(root: etree._Element, target: Path) -> None:
    """Take over what an edition that is written again says of its own history (``revisionDesc``)."""
    header = root.find(f"{{{TEI}}}teiHeader")
    if header is None or not target.is_file():
        return
    try:
        data = target.read_bytes()
        if b"revisionDesc" not in data:
            return
        old = parse(data).getroot().find(f"{{{TEI}}}teiHeader/{{{TEI}}}revisionDesc")
    except (OSError, RefusedXMLError):
        return  # what cannot be read has no history
    if old is not None:
        old.tail = None
        if len(header):
            header[-1].tail = "\n    "
        header.append(old)
        old.tail = "\n  "


def _encode_chunk(work: tuple[list[Found], Job]) -> list[Outcome]:
    return [encode_one(found, work[1]) for found in work[0]]


def encode_all(inputs: tuple[Path, ...], job: Job, jobs: int) -> int:
    """Encode every text of the inputs and return the exit status: 0, or 1 where a document failed.

    Raises EncoderError where the call or its data are wrong; nothing is written then.
    """
    texts = list(find_texts(inputs))
    check_call(texts, job)
    failed = 0
    with progress("encoding", len(texts)) as step:
        for outcome in _outcomes(texts, job, jobs):
            failed += outcome.failed
            for line in outcome.lines:
                sys.stderr.write(line + "\n")
            step()
    return 1 if failed else 0


def check_call(texts: list[Found], job: Job) -> None:
    """Read the metadata and the lists before any work begins. Raises EncoderError."""
    targets: dict[Path, Path] = {}
    for found in texts:
        other = targets.setdefault(found.target, found.path)
        if other is not found.path:
            raise EncoderError(f"{other} and {found.path} would both become {found.target}.xml; encode them into two folders")
    if job.day and not ISO_DATE.fullmatch(job.day):
        raise EncoderError(f"--date {job.day}: write it as YYYY-MM-DD")
    if job.out.exists() and not job.out.is_dir():
        raise EncoderError(f"--out {job.out} is a file; name a folder")
    for found in texts:
        settings(found.path, job, found.target.name)


def _outcomes(texts: list[Found], job: Job, jobs: int) -> Iterator[Outcome]:
    gc.freeze()  # the lists and patterns live as long as the process: the collector need not visit them
    if jobs == 1 or len(texts) < WORTH_PROCESSES:
        for found in texts:
            yield encode_one(found, job)
        return
    from concurrent.futures import ProcessPoolExecutor  # takes as long to import as a page to encode

    rest = iter(texts)
    chunks = iter(lambda: list(islice(rest, CHUNK)), [])
    with ProcessPoolExecutor(jobs, initializer=gc.freeze) as pool:
        for outcomes in pool.map(_encode_chunk, ((chunk, job) for chunk in chunks)):
            yield from outcomes
