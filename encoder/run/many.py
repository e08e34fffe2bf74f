"""Many documents: the folder in, the folder out, the problems, and one exit status."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from lxml import etree

from encoder.draft.model import Severity, Source
from encoder.io import pool
from encoder.io.faults import internal
from encoder.io.files import refuse_no_file, write_whole
from encoder.io.limits import OverTimeError, within
from encoder.io.names import legal, shown
from encoder.io.progress import progress
from encoder.io.report import Outcome, State, Tally
from encoder.run.job import Job, Settings, check_call, check_targets, settings
from encoder.run.manifest import Manifest, digest, edition_digest, rules_digest
from encoder.run.one import Encoded, draft_of, encode
from encoder.run.one import encoded as piece_of
from encoder.run.split import pieces
from encoder.source.reader import STANDARD_INPUT, Found, SourceError, contents, decode, find_texts, source_of
from encoder.tei.build import TEI, indent
from encoder.tei.document import TEI_ALL, to_bytes
from encoder.validation.schemas import edition_schema
from encoder.xml.ids import edition_id
from encoder.xml.safe import RefusedXMLError, parse

#: The least number of documents that is worth a second process.
WORTH_PROCESSES = 24
#: the name of a file that --split wrote
PIECE = re.compile(r"(?P<name>.+)(?P<end>_(?:front|d[\w-]+))\.xml")


@dataclass(frozen=True, slots=True)
class Task:
    """A text to encode, and the digest of its edition as it was written before, if any."""

    found: Found
    known: str = ""
    #: the same of the files that --split wrote, by the end of their names
    pieces: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The path of the edition below the output folder, as the manifest has it."""
        return f"{self.found.target.as_posix()}.xml"


def open_source(found: Found, job: Job) -> tuple[Source, bytes, Settings]:
    """Read a text, from standard input where the path says so; return it, its bytes and what is known of it. Raises EncoderError."""
    standard = str(found.path) == STANDARD_INPUT
    given = settings(found.path, job, "stdin" if standard else legal(found.path.stem))
    data = sys.stdin.buffer.read() if standard else contents(found.path)
    how = given.how(job)
    source = decode(data, STANDARD_INPUT, "stdin", how) if standard else source_of(found.path, data, how)
    return source, data, given


def each_text(inputs: tuple[Path, ...], job: Job, use: Callable[[Source, Encoded], None]) -> Tally:
    """Encode every text in memory and give it to ``use``; what goes wrong with one is a line, and the others go on."""
    tally = Tally()
    texts = find_texts(inputs)
    used = check_call(texts.texts, job)
    tally.unreadable(texts.unreadable)
    tally.passed_over(texts.others, used, texts.advice)
    with progress("reading", len(texts.texts)) as step:
        for found in texts.texts:
            tally.add(_used(found, job, use))
            step()
    return tally


def _used(found: Found, job: Job, use: Callable[[Source, Encoded], None]) -> Outcome:
    try:
        source, _, given = open_source(found, job)
        use(source, encode(source, job.profile, given.metadata, given.authorities, given.decisions))
    except SourceError as error:
        return Outcome((str(error),), failed=True, state="not read")
    except OSError:
        raise  # the output is closed or full: nothing that goes on could be read
    except Exception as error:
        return Outcome((internal(found.path, error, job.debug),), failed=True, state="not read")
    return Outcome()


def encode_one(task: Task, job: Job) -> Outcome:
    """Encode one text and write its edition; whatever goes wrong is a line of the outcome.

    Nothing invalid or incomplete is written unless the job says so, nothing of another's is written over.
    """
    try:
        return _encode(task, job)
    except SourceError as error:
        return Outcome((str(error),), failed=True, state="not read")
    except OverTimeError:
        return _late(task, f"not encoded within {job.limit:g} seconds")
    except Exception as error:
        return Outcome((internal(task.found.path, error, job.debug),), failed=True, state="not written")


def _encode(task: Task, job: Job) -> Outcome:
    found = task.found
    source, original, given = open_source(found, job)
    with within(job.limit):
        encoded = encode(source, job.profile, given.metadata, given.authorities, given.decisions)
    lines, failed = _problems(source, encoded, job.strict)
    if encoded.lost:
        lines.append(f"{source.name}:1:1: error text-lost: not written, for its text would not be the source's: {encoded.lost}")
        return Outcome(tuple(lines), failed=True, state="not written")
    made = {"source": digest(original), "rules": rules_digest(), "options": given.digest(job)}
    # each is linked by itself, so it is drafted anew
    drafts = pieces(draft_of(source, encoded.profile, given.metadata, given.authorities, given.decisions)) if job.split else ()
    if not drafts:
        outcome = _deliver(source.name, encoded.edition.root, "", task, job, given)
        entry = {**outcome.entry, **made} if outcome.entry else None
        return replace(outcome, lines=(*lines, *outcome.lines), failed=failed or outcome.failed, entry=entry)
    outcomes = {}
    for draft in drafts:
        end = draft.source.stem.removeprefix(source.stem)
        outcomes[end] = _deliver(source.name, piece_of(draft).edition.root, end, task, job, given)
    said = [line for outcome in outcomes.values() for line in outcome.lines]
    written = {end: {**outcome.entry, **made} for end, outcome in outcomes.items() if outcome.entry}
    states = {outcome.state for outcome in outcomes.values()}
    state: State = next(s for s in ("not written", "written", "unchanged") if s in states)
    return Outcome((*lines, *said), failed or any(o.failed for o in outcomes.values()), state, pieces=written)


def _deliver(name: str, root: etree._Element, end: str, task: Task, job: Job, given: Settings) -> Outcome:
    """Validate and write one edition; ``end`` is what its file has behind the name of the text."""
    target = job.out / task.found.target.parent / f"{task.found.target.name}{end}.xml"
    _keep_revisions(root, target)
    data = to_bytes(root, _schema(given, task.found))
    if job.validate:
        bad = _invalid(name, data)
        if bad:
            return Outcome(tuple(bad), failed=True, state="not written")
    try:
        state = _write(target, data, task.pieces.get(end, "") if end else task.known, job.force)
    except Kept as kept:
        return Outcome((f"{shown(target)}:1:1: error {kept.code}: {kept}",), failed=True, state="not written")
    except OSError as error:
        return Outcome((f"{shown(target)}:1:1: error unwritable: {error.strerror}",), failed=True, state="not written")
    return Outcome(state="written" if state else "unchanged", entry={"edition": edition_digest(data)})


def _problems(source: Source, encoded: Encoded, strict: bool) -> tuple[list[str], bool]:
    """Return the lines for the problems of a document, and whether one of them is an error."""
    lines = []
    failed = False
    for problem in sorted(encoded.edition.problems, key=lambda p: (p.span, p.code)):
        if problem.severity == "info":
            continue
        severity: Severity = "error" if strict else problem.severity
        failed = failed or severity == "error"
        line, column = source.position(problem.span.start)
        lines.append(f"{source.name}:{line}:{column}: {severity} {problem.code}: {problem.message}")
    return lines, failed


def _schema(given: Settings, found: Found) -> str:
    """Return the folder of the schema as seen from the edition; where none is named, the address of the TEI's own."""
    schema = given.metadata.schema or TEI_ALL
    if schema == "none":
        return ""
    depth = len(found.target.parts) - 1
    if schema and depth and not schema.startswith(("/", "http:", "https:")):
        return "../" * depth + schema
    return schema


def _invalid(name: str, data: bytes) -> list[str]:
    """Return a line for each thing that makes an edition invalid."""
    try:
        bad = [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
    except RefusedXMLError as error:  # a paragraph of more than 10 MB
        return [f"{name}:1:1: error invalid: line {error.line} of the edition: {error.code}: {error}"]
    return [f"{name}:1:1: error invalid: line {f.line} of the edition: {f.rule}: {f.message}" for f in bad]


class Kept(Exception):  # noqa: N818 - what stands there is kept
    """An edition that is not written over; the message says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message}; it is kept, --force writes over it")
        self.code = code


def _write(target: Path, data: bytes, known: str, force: bool) -> bool:
    """Write an edition; return whether anything was to be written. Raises Kept for what is not ours, and OSError."""
    refuse_no_file(target)
    if target.exists():
        try:
            there = target.read_bytes()
        except OSError as error:
            if not force:
                raise Kept("unreadable", f"what is there cannot be read ({error.strerror})") from None
            there = None
        if there == data:
            return False
        if there is not None and not force and edition_digest(there) != known:
            said = "was changed since it was written" if known else "is there already and is not as it would be written"
            raise Kept("edition-changed", said)
    write_whole(target, data)
    return True


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
    if old is None:
        return
    new = header.find(f"{{{TEI}}}revisionDesc")
    if new is not None:  # edition.toml has a history too: what only the file has stays behind it
        told = {_said(change) for change in new}
        for change in old:
            if _said(change) not in told:
                new.append(change)
        indent(new, 2)
        new.tail = "\n  "
        return
    old.tail = None
    if len(header):
        header[-1].tail = "\n    "
    header.append(old)
    old.tail = "\n  "


def _said(change: etree._Element) -> tuple[str | None, str]:
    return change.get("when"), " ".join("".join(map(str, change.itertext())).split())


def encode_all(inputs: tuple[Path, ...], job: Job, jobs: int) -> int:
    """Encode every text of the inputs and return the exit status: 0, or 1 where a document failed.

    Raises EncoderError where the call or its data are wrong; nothing is written then.
    """
    texts = find_texts(inputs)
    used = check_call(texts.texts, job)
    check_targets(texts.texts, job, used)
    tally = Tally()
    tally.unreadable(texts.unreadable)
    tally.passed_over(texts.others, used, texts.advice)
    manifest = Manifest(job.out)
    if manifest.broken:
        sys.stderr.write(f"{shown(manifest.path)}:1:1: warning manifest: cannot be read; editions that are there count as unknown\n")
    known = _pieces(manifest) if job.split else {}
    names = ((found, found.target.as_posix()) for found in _distinct(texts.texts, tally))
    tasks = [Task(found, manifest.known(f"{name}.xml"), known.get(name, {})) for found, name in names]
    gc.freeze()  # the lists and patterns live as long as the process: the collector need not visit them
    try:
        sizes = [_size(task.found.path) for task in tasks]
        with progress("encoding", len(tasks), sum(sizes)) as step:
            work, several = partial(encode_one, job=job), jobs if len(tasks) >= WORTH_PROCESSES else 1
            outcomes = pool.finished(work, tasks, several, partial(_lost, job=job), sizes=sizes, limit=job.limit)
            with closing(outcomes):  # the processes end before anything else does
                for number, outcome in outcomes:
                    task = tasks[number]
                    tally.put(number, outcome)  # its lines are printed in the order of the texts
                    if outcome.entry is not None:
                        _remember(tally, manifest.path, partial(manifest.add, task.name, outcome.entry))
                    for end, entry in outcome.pieces.items():
                        name = f"{task.found.target.as_posix()}{end}.xml"
                        _remember(tally, manifest.path, partial(manifest.add, name, entry))
                    step(sizes[number], len(outcome.lines))
    finally:
        tally.flush()
        _remember(tally, manifest.path, manifest.save)
    return tally.end("written", job.quiet)


def _pieces(manifest: Manifest) -> dict[str, dict[str, str]]:
    """Return what the manifest knows of files that --split wrote: by the name of the text, then by the end of the file's name."""
    found: dict[str, dict[str, str]] = {}
    for target in manifest.entries:
        piece = PIECE.fullmatch(target)
        if piece:
            found.setdefault(piece["name"], {})[piece["end"]] = manifest.known(target)
    return found


def _remember(tally: Tally, path: Path, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as error:
        said = "what was written will count as unknown"
        tally.add(Outcome((f"{shown(path)}:1:1: error manifest: {error.strerror}; {said}",), failed=True))


def _size(path: Path) -> int:
    """Return how many bytes a text has, 0 where that is not known: it is read later, and then it is told."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _late(task: Task, how: str) -> Outcome:
    line = f"{shown(task.found.path)}:1:1: error time-limit: {how} (--time-limit); the others go on"
    return Outcome((line,), failed=True, state="not written")


def _lost(task: Task, how: str, job: Job) -> Outcome:
    if job.limit and how.startswith("it took longer"):
        return _late(task, how)
    return Outcome((f"{shown(task.found.path)}:1:1: error internal: {how}; the others go on",), failed=True, state="not written")


def _distinct(texts: list[Found], tally: Tally) -> list[Found]:
    """Return the texts without those whose identifier another text of the folder has."""
    owners: dict[tuple[Path, str], Path] = {}
    left = []
    for found in texts:
        name = edition_id(legal(found.target.name))
        owner = owners.setdefault((found.target.parent, name), found.path)
        if owner is found.path:
            left.append(found)
        else:
            line = f"{shown(found.path)}:1:1: error same-identifier: {name!r} is the xml:id of {shown(owner)} too; rename one of them"
            tally.add(Outcome((line,), failed=True, state="not written"))
    return left
