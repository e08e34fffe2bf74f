"""What the user asked for, and what a document gets of it: metadata and lists."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from encoder.authority import index as authority
from encoder.decisions import FILE_NAME, Decision
from encoder.decisions import load as load_decisions
from encoder.errors import EncoderError
from encoder.io.names import legal, shown
from encoder.language.encodings import known
from encoder.run.manifest import digest, seen_from
from encoder.source.metadata import Metadata, MetadataFile, holding, is_date, load
from encoder.source.reader import STANDARD_INPUT, Found, How

#: endings of archives (``shards.py``)
ARCHIVES = (".tar", ".jsonl")


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
    #: join words that a line's end divides
    join: bool = False
    encoding: str = ""
    repair: bool = False
    #: the folder for the texts of documents in other forms
    keep_text: Path | None = None
    validate: bool = True
    strict: bool = False
    force: bool = False
    #: say what would change and write nothing; ``diff`` shows the text too
    check: bool = False
    diff: bool = False
    #: name the editions whose text is gone
    prune: bool = False
    #: what a person has is right where it and the rules are at odds
    mine: bool = False
    split: bool = False
    #: seconds that one document may take; 0 for as long as it takes
    limit: float = 0.0
    debug: bool = False
    quiet: bool = False

    @property
    def archive(self) -> bool:
        """Whether the name of the output is that of an archive of editions."""
        return self.out.suffix in ARCHIVES and not self.out.is_dir()


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What there is to know of one document beside its text; the same object for all of a folder, where nothing in it is said of one."""

    metadata: Metadata
    authorities: authority.Authorities
    lists: tuple[tuple[Path, ...], ...]
    #: what persons have decided that may hold in this document
    decisions: tuple[Decision, ...] = ()
    #: the file that they stand in
    decided: Path | None = None

    def digest(self, job: Job) -> str:
        """Return the digest of all that decides what the edition is, but for the text and the program."""
        return _digest(self, job)

    def how(self, job: Job) -> How:
        """Return how the file is to be read: as the call says, else as the metadata say."""
        return How(job.encoding or self.metadata.encoding, job.repair)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the lists."""
        return tuple(path for paths in self.lists for path in paths)


#: lists of so many entries are made ready before processes are forked, which share them then
SHARED = 2_000


@lru_cache(maxsize=64)
def _metadata(path: Path | None, folder: Path) -> MetadataFile:
    return load(path) if path else holding(folder)


@lru_cache(maxsize=64)
def _decisions(path: Path) -> tuple[Decision, ...]:
    return load_decisions(path)


@lru_cache(maxsize=64)
def _contents(path: Path) -> bytes:
    return bytes.fromhex(digest(path.read_bytes()))


@lru_cache(maxsize=64)
def _digest(given: Settings, job: Job) -> str:
    rows = repr([decision.row for decision in given.decisions]) if given.decisions else ""
    said = repr((job.profile, job.link, job.join, job.validate, job.encoding, job.repair, given.metadata)) + rows
    return digest(said.encode(), *(_contents(p) for p in given.files))


@dataclass(slots=True)
class _Folder:
    """What holds for the texts of a folder."""

    job: Job
    file: MetadataFile
    #: the decisions, and the file that they would stand in
    decisions: tuple[Decision, ...]
    decided: Path
    #: of every text, where nothing is said of one
    same: Settings | None = None

    def settings(self, stem: str) -> Settings:
        """Return what there is to know of one of its texts."""
        if self.same is not None:
            return self.same
        made = _settings(self, stem)
        if not (self.file.documents or self.file.edition.get("file_names") or self.decisions):
            self.same = made
        return made


@lru_cache(maxsize=64)
def _folder(folder: str, job: Job) -> _Folder:
    path = Path(folder)
    decided = (job.metadata.parent if job.metadata else path) / FILE_NAME
    return _Folder(job, _metadata(job.metadata, path), _decisions(decided), decided)


def settings(path: Path, job: Job, stem: str) -> Settings:
    """Return metadata and authority lists for a document. Raises EncoderError where they cannot be used."""
    return _folder("" if str(path) == STANDARD_INPUT else os.path.dirname(path), job).settings(stem)  # noqa: PTH120


def _settings(folder: _Folder, stem: str) -> Settings:
    job, file, decided = folder.job, folder.file, folder.decided
    metadata = file.for_document(stem)
    if job.link:
        metadata = replace(metadata, link=job.link)
    if job.join:
        metadata = replace(metadata, divided="join")
    if job.day:
        metadata = replace(metadata, fallback_date=job.day)
    lists = (
        (*file.persons_of(stem), *job.persons), (*file.lists["terms"], *job.terms), (*file.lists["places"], *job.places),
        (*file.lists["orgs"], *job.orgs),
    )  # fmt: skip
    decisions = tuple(decision for decision in folder.decisions if decision.concerns(stem))
    return Settings(metadata, authority.load_all(*lists), lists, decisions, decided if decided.is_file() else None)


def own_digest(path: Path, given: Settings, job: Job) -> str:
    """Return the digest of what holds for a document beside what the call says."""
    if job.repair or any((job.persons, job.terms, job.places, job.orgs, job.metadata, job.day, job.link, job.join)):
        given = settings(path, _PLAIN, legal(path.stem))
    return given.digest(_PLAIN)


#: a call that says nothing
_PLAIN = Job(Path())


def forget() -> None:
    """Let files be read anew that were read before."""
    for cached in (_folder, _digest, _metadata, _contents, _decisions, authority.load_all, seen_from):
        cached.cache_clear()


def check_call(texts: list[Found], job: Job) -> set[Path]:
    """Read the metadata and the lists before any work begins; return the files in use beside the texts. Raises EncoderError."""
    forget()  # a run of its own, in a process that may have had others
    if job.day and not is_date(job.day):
        raise EncoderError(f"--date {job.day}: write it as YYYY-MM-DD, a day that there is")
    if job.encoding:
        known(job.encoding)
    used: set[Path] = {job.metadata} if job.metadata else set()
    told: set[str] = set()
    last: Settings | None = None
    for found in texts:
        given = settings(found.path, job, found.target.name)
        if given is last:
            continue
        last = given
        used.update(given.files)
        if given.decided:
            used.add(given.decided)
        told.update(given.authorities.warnings)
        if len(given.authorities.entries) >= SHARED:
            given.authorities.ready()
    if not job.quiet:
        _tell(sorted(told))
    return used


def check_targets(texts: list[Found], job: Job, used: Iterable[Path]) -> None:
    """See that no edition would take the place of another, of a text or of a list. Raises EncoderError."""
    if job.out.exists() and not job.out.is_dir():
        raise EncoderError(f"--out {shown(job.out)} is a file; name a folder")
    targets: dict[Path, Path] = {}
    for found in texts:
        other = targets.setdefault(found.target, found.path)
        if other is not found.path and other.parent != found.path.parent:  # of one folder: told when it comes to it
            raise EncoderError(
                f"{shown(other)} and {shown(found.path)} would both become {shown(found.target)}.xml; encode them into two folders"
            )
    others: dict[tuple[int, int], list[Path]] = {}
    for path in (*(found.path for found in texts if found.path.suffix == ".xml"), *used):
        others.setdefault(_file(path), []).append(path)
    for target in targets if others else ():
        written = job.out / f"{target}.xml"
        for path in others.get(_file(written), ()):
            if path.resolve() == written.resolve():  # no other name of the file, which would stay
                raise EncoderError(f"{shown(path)} would be written over; name another folder with --out")


def _file(path: Path) -> tuple[int, int]:
    """Return what the system calls a file by, (0, 0) for none."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return (0, 0)
    return found.st_dev, found.st_ino


def _tell(lines: Iterable[str]) -> None:
    import sys

    for line in lines:
        sys.stderr.write(f"{line}\n")
