"""Many documents: the folder in, the folder out, the problems, and one exit status."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from encoder import lazy_re as re
from encoder.draft.model import Source
from encoder.errors import EncoderError
from encoder.io import pool
from encoder.io.faults import internal
from encoder.io.files import size_of
from encoder.io.limits import OverTimeError, uncollected, within
from encoder.io.names import legal, shown
from encoder.io.progress import progress
from encoder.io.report import Outcome, State, Tally
from encoder.run.deliver import Target, as_before, deliver
from encoder.run.distinct import distinct
from encoder.run.job import Job, Settings, check_call, check_targets, own_digest, settings
from encoder.run.kept import keep
from encoder.run.manifest import Entry, Manifest, digest, rules_digest, seen
from encoder.run.one import Encoded, Pieces, encode, encode_pieces
from encoder.source.reader import STANDARD_INPUT, Found, How, SourceError, contents, decode, find_texts, source_of
from encoder.tei.document import TEI_ALL

#: The least number of documents that is worth a second process, or of bytes in two and more.
WORTH_PROCESSES = 24
WORTH_BYTES = 400_000
#: of several files the state that is told
_OF_PIECES: tuple[State, ...] = ("not written", "would change", "written", "unchanged")
#: the name of a file that --split wrote
PIECE = re.compile(r"(?P<name>.+)(?P<end>_(?:front|d[\w-]+))\.xml")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A text that goes along with the work: its bytes, and what is known of it; files are not to be looked for."""

    data: bytes
    given: Settings


@dataclass(frozen=True, slots=True)
class Task:
    """A text to encode, and what the manifest knows of its edition, if anything."""

    found: Found
    known: Entry = field(default_factory=dict)
    #: the same of the files that --split wrote, by the end of their names
    pieces: Mapping[str, Entry] = field(default_factory=dict)
    shipped: Shipped | None = None

    @property
    def name(self) -> str:
        """The path of the edition below the output folder, as the manifest has it."""
        return self.piece("")

    def piece(self, end: str) -> str:
        """Return the path of a file that --split writes; ``end`` is what its name has behind that of the text."""
        return f"{self.found.target.as_posix()}{end}.xml"


def known(found: Found, job: Job) -> Settings:
    """Return what is known of a text beside its words. Raises EncoderError."""
    return settings(found.path, job, "stdin" if str(found.path) == STANDARD_INPUT else legal(found.path.stem))


def opened(found: Found, job: Job) -> tuple[bytes, Settings]:
    """Return the bytes of a text, of standard input where the path says so, and what is known of it. Raises EncoderError."""
    given = known(found, job)
    return sys.stdin.buffer.read() if str(found.path) == STANDARD_INPUT else contents(found.path), given


def open_source(found: Found, job: Job) -> tuple[Source, bytes, Settings]:
    """Read a text; return it, its bytes and what is known of it. Raises EncoderError."""
    data, given = opened(found, job)
    return _source(found, data, given.how(job)), data, given


def _source(found: Found, data: bytes, how: How) -> Source:
    standard = str(found.path) == STANDARD_INPUT
    return decode(data, STANDARD_INPUT, "stdin", how) if standard else source_of(found.path, data, how)


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


@uncollected()
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


@uncollected()  # until the draft is let go: the collector would visit all of it
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
    original, given = (task.shipped.data, task.shipped.given) if task.shipped else opened(found, job)
    name = STANDARD_INPUT if str(found.path) == STANDARD_INPUT else shown(found.path)
    made = {"source": digest(original), "rules": rules_digest(), "options": given.digest(job)}
    schema = _schema(given, found)
    about = {}
    if name != STANDARD_INPUT and not task.shipped:
        about = {"text": seen(found.path, job.out), "settings": own_digest(found.path, given, job)}
    if not (job.force or job.split or job.keep_text) and all(task.known.get(key) == value for key, value in made.items()):
        again = as_before(Target(job.out, task.name, task.known, schema), job)
        if again is not None:
            said = faults_of(task.known.get("problems", ""))
            lines, failed = _lines(name, said, job.strict)
            entry = None if again.entry is None else {**again.entry, **about}
            return replace(again, lines=(*lines, *again.lines), failed=failed or again.failed, entry=entry)
    source = _source(found, original, given.how(job))
    if job.keep_text and source.form and not job.check:
        made["kept"] = keep(source, job.keep_text / f"{found.target}.txt", task.known.get("kept", ""), job.force)
    with within(job.limit):
        what = (source, job.profile, given.metadata, given.authorities, given.decisions)
        made_of = encode_pieces(*what) if job.split else Pieces(encode(*what))
    found_faults = _faults(source, made_of.whole)
    lines, failed = _lines(source.name, found_faults, job.strict)
    made |= about
    if found_faults:
        made["problems"] = json.dumps(found_faults)
    if made_of.whole.lost or made_of.lost:
        lost = made_of.whole.lost or made_of.lost
        lines.append(f"{source.name}:1:1: error text-lost: not written, for its text would not be the source's: {lost}")
        return Outcome(tuple(lines), failed=True, state="not written")
    if not made_of.each:
        whole = made_of.whole
        outcome = deliver(source.name, whole.edition, Target(job.out, task.name, task.known, schema), job, valid=whole.valid)
        entry = {**outcome.entry, **made} if outcome.entry is not None else None
        return replace(outcome, lines=(*lines, *outcome.lines), failed=failed or outcome.failed, entry=entry)
    outcomes = {}
    for piece in made_of.each:
        end = piece.draft.source.stem.removeprefix(source.stem)
        target = Target(job.out, task.piece(end), task.pieces.get(end, {}), schema)
        outcomes[end] = deliver(source.name, piece.edition, target, job)
    return _together(lines, failed, outcomes, made)


def _together(lines: list[str], failed: bool, outcomes: Mapping[str, Outcome], made: Mapping[str, str]) -> Outcome:
    """Return one outcome for the files of a text that was split."""
    said = [line for outcome in outcomes.values() for line in outcome.lines]
    written = {end: {**outcome.entry, **made} for end, outcome in outcomes.items() if outcome.entry is not None}
    states = {outcome.state for outcome in outcomes.values()}
    state = next(s for s in _OF_PIECES if s in states)
    shown_ = "".join(outcome.shown for outcome in outcomes.values())
    return Outcome((*lines, *said), failed or any(o.failed for o in outcomes.values()), state, pieces=written, shown=shown_)


#: a problem as the manifest keeps it: line, column, severity, code, message
Fault = tuple[int, int, str, str, str]


def _faults(source: Source, encoded: Encoded) -> list[Fault]:
    """Return the problems of a document that are told, in the order of the text."""
    found: list[Fault] = []
    for problem in sorted(encoded.edition.problems, key=lambda p: (p.span, p.code)):
        if problem.severity != "info":
            found.append((*source.position(problem.span.start), problem.severity, problem.code, problem.message))
    return found


def faults_of(kept: str) -> list[Fault]:
    """Read the problems that the manifest keeps of a document."""
    rows = json.loads(kept) if kept else ()
    return [(int(line), int(column), str(severity), str(code), str(said)) for line, column, severity, code, said in rows]


def _lines(name: str, faults: list[Fault], strict: bool) -> tuple[list[str], bool]:
    """Return the lines for the problems of a document, and whether one of them is an error."""
    told = [(line, column, "error" if strict else severity, code, said) for line, column, severity, code, said in faults]
    lines = [f"{name}:{line}:{column}: {severity} {code}: {said}" for line, column, severity, code, said in told]
    return lines, any(severity == "error" for _, _, severity, _, _ in told)


def _schema(given: Settings, found: Found) -> str:
    """Return the folder of the schema as seen from the edition; where none is named, the address of the TEI's own."""
    schema = given.metadata.schema or TEI_ALL
    if schema == "none":
        return ""
    depth = len(found.target.parts) - 1
    if schema and depth and not schema.startswith(("/", "http:", "https:")):
        return "../" * depth + schema
    return schema


#: encodes tasks, whose sizes are told, and yields number and outcome of each as it is finished
Spread = Callable[[Sequence[Task], Sequence[int]], Generator[tuple[int, Outcome], None, None]]


def encode_all(inputs: tuple[Path, ...], job: Job, jobs: int, spread: Spread | None = None) -> int:
    """Encode every text of the inputs and return the exit status: 0, or 1 where a document failed.

    In so many processes here, or as ``spread`` does it. Raises EncoderError where the call or its data are wrong; nothing is written then.
    """
    if job.prune and not all(path.is_dir() for path in inputs):
        raise EncoderError("--prune needs the folders of all texts: an edition whose text is not named would count as left over")
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
    names = ((found, found.target.as_posix()) for found in distinct(texts.texts, job.out, tally))
    tasks = [Task(found, manifest.entries.get(f"{name}.xml", {}), known.get(name, {})) for found, name in names]
    gc.freeze()  # the lists and patterns live as long as the process: the collector need not visit them
    try:
        sizes = [size_of(task.found.path) for task in tasks]
        with progress("encoding", len(tasks), sum(sizes)) as step:
            work, several = partial(encode_one, job=job), jobs if worth_processes(sizes) else 1
            here = pool.finished(work, tasks, several, partial(lost, job=job), pool.Share(sizes=sizes, largest=True), job.limit)
            with closing(spread(tasks, sizes) if spread else here) as outcomes:  # the processes end before anything else does
                for number, outcome in outcomes:
                    task = tasks[number]
                    tally.put(number, outcome)  # its lines are printed in the order of the texts
                    if not job.check:
                        _know(tally, manifest, task, outcome)
                    step(sizes[number], len(outcome.lines))
    finally:
        tally.flush()
        if not job.check:
            _remember(tally, manifest.path, manifest.save)
    if job.prune:
        _orphans(manifest, tasks, job.out)
    return tally.end("written", job.quiet)


def _know(tally: Tally, manifest: Manifest, task: Task, outcome: Outcome) -> None:
    """Let the manifest know what was written."""
    if outcome.entry is not None:
        _remember(tally, manifest.path, partial(manifest.add, task.name, outcome.entry))
    for end, entry in outcome.pieces.items():
        _remember(tally, manifest.path, partial(manifest.add, task.piece(end), entry))


def _orphans(manifest: Manifest, tasks: Iterable[Task], out: Path) -> None:
    """Name the editions whose text is gone; nobody's edition is taken away."""
    texts = {task.name for task in tasks}
    for target in sorted(manifest.entries):
        piece = PIECE.fullmatch(target)
        if target in texts or (piece and f"{piece['name']}.xml" in texts) or not (out / target).exists():
            continue
        said = "no text of this run becomes this edition; delete it where it is done with"
        sys.stderr.write(f"{shown(out / target)}:1:1: info source-gone: {said}\n")


def _pieces(manifest: Manifest) -> dict[str, dict[str, Entry]]:
    """Return what the manifest knows of files that --split wrote: by the name of the text, then by the end of the file's name."""
    found: dict[str, dict[str, Entry]] = {}
    for target in manifest.entries:
        piece = PIECE.fullmatch(target)
        if piece:
            found.setdefault(piece["name"], {})[piece["end"]] = manifest.entries[target]
    return found


def _remember(tally: Tally, path: Path, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as error:
        said = "what was written will count as unknown"
        tally.add(Outcome((f"{shown(path)}:1:1: error manifest: {error.strerror}; {said}",), failed=True))


def worth_processes(sizes: Sequence[int]) -> bool:
    """Whether so many texts of these sizes are worth a second process."""
    return len(sizes) >= WORTH_PROCESSES or (len(sizes) > 1 and sum(sizes) >= WORTH_BYTES)


def _late(task: Task, how: str) -> Outcome:
    line = f"{shown(task.found.path)}:1:1: error time-limit: {how} (--time-limit); the others go on"
    return Outcome((line,), failed=True, state="not written")


def lost(task: Task, how: str, job: Job) -> Outcome:
    """Return the outcome of a text whose process ended, and how."""
    if job.limit and how.startswith("it took longer"):
        return _late(task, how)
    return Outcome((f"{shown(task.found.path)}:1:1: error internal: {how}; the others go on",), failed=True, state="not written")
