"""From an edition in memory to its file: written, renewed, or merged with what a person has made of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from encoder.io.files import read_whole, refuse_no_file, write_whole
from encoder.io.names import shown
from encoder.io.report import Outcome
from encoder.run import written
from encoder.run.job import Job
from encoder.run.manifest import digest, edition_digest
from encoder.tei import Edition, to_bytes
from encoder.tei.back import to_text
from encoder.tei.build import TEI, indent
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import RefusedXMLError, parse

if TYPE_CHECKING:
    from encoder.merge.threeway import Conflict


#: a larger edition may have a text longer than the parser takes: it is parsed before it is written
LONGEST_TEXT = 10_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """Where an edition goes: the folder of all, its path below, what the manifest knows of it, the folder of its schema."""

    out: Path
    name: str
    known: Mapping[str, str] = field(default_factory=dict)
    schema: str = ""

    @property
    def path(self) -> Path:
        """The file."""
        return self.out / self.name


class Kept(Exception):  # noqa: N818 - what stands there is kept
    """An edition that is not written over; the message says why and what to do."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        super().__init__(f"{message}; it is kept, --force writes over it")
        self.code, self.line = code, line


def deliver(source: str, edition: Edition, target: Target, job: Job, *, valid: bool = False) -> Outcome:
    """Write one edition, or say why not; ``source`` is the name of its text in what is said, ``valid`` that the schema holds for it."""
    path, root = target.path, edition.root
    try:
        refuse_no_file(path)
        there = _there(path, job)
        fresh = to_bytes(root, target.schema, edition.written)
        if there is not None and not job.force and not _untouched(there, fresh, target):
            return _merged(source, there, fresh, target, job)
        renewed = _keep_revisions(root, there)
        data = to_bytes(root, target.schema) if renewed else fresh
        asked = valid and not renewed and len(data) < LONGEST_TEXT
        bad = _invalid(source, data) if job.validate and not asked else []
        if bad:
            return Outcome(tuple(bad), failed=True, state="not written")
        return _written(there, data, fresh, target, job)
    except Kept as kept:
        return _refused(target, kept)
    except OSError as error:
        return Outcome((f"{shown(path)}:1:1: error unwritable: {error.strerror}",), failed=True, state="not written")


def as_before(target: Target, job: Job) -> Outcome | None:
    """Return the outcome for an edition whose text, rules and options are the same as they were; None where its file is not known.

    Nothing is to be done then but to say again what waits for a person.
    """
    try:
        there = read_whole(os.path.join(target.out, target.name))  # noqa: PTH118
    except OSError:
        return None
    if edition_digest(there) == target.known.get("edition"):
        return Outcome(state="unchanged", entry=dict(target.known))
    base = written.last(target.out, target.name)
    if base is None or edition_digest(base) != target.known.get("edition"):
        return None
    try:
        return _waiting(there, target, job)
    except Kept as kept:
        return _refused(target, kept)


def _refused(target: Target, kept: Kept) -> Outcome:
    return Outcome((f"{shown(target.path)}:{kept.line}:1: error {kept.code}: {kept}",), failed=True, state="not written")


def _there(path: Path, job: Job) -> bytes | None:
    """Return the file that is there; None where there is none, or where it cannot be read and is to be written over."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        if job.force:
            return None
        raise Kept("unreadable", f"what is there cannot be read ({error.strerror})") from None


def _untouched(there: bytes, fresh: bytes, target: Target) -> bool:
    """Whether nobody has changed an edition, but for its own history, since it was written."""
    mine = edition_digest(there)
    if mine in {target.known.get("edition"), edition_digest(fresh)}:
        return True
    base = written.last(target.out, target.name) if target.known else None
    return base is not None and mine == edition_digest(base)


def _written(there: bytes | None, data: bytes, fresh: bytes, target: Target, job: Job) -> Outcome:
    if job.check:
        return _would(there, data, target, job)
    state = there != data
    if state:
        write_whole(target.path, data)
    written.keep(target.out, target.name, fresh)
    return Outcome(state="written" if state else "unchanged", entry={"edition": edition_digest(fresh)})


def _merged(source: str, there: bytes, fresh: bytes, target: Target, job: Job) -> Outcome:
    """Merge what a person has made of an edition with what would be written now."""
    bad = _invalid(source, fresh) if job.validate else []
    if bad:
        return Outcome(tuple(bad), failed=True, state="not written")
    base = written.last(target.out, target.name) if target.known else None
    if base is None:
        said = "was changed since it was written, and what was written is not known" if target.known else (
            "is there already and is not as it would be written"
        )  # fmt: skip
        raise Kept("edition-changed", said)
    if base == fresh:
        return _waiting(there, target, job)
    mine = _decoded(there)
    if job.validate:
        failures = _failing_lines(mine)
        if failures:
            raise Kept("edition-invalid", "was changed and is not valid here: mend it, and what is new comes in", failures[0])
    from encoder.merge.recount import merged  # only where somebody has changed the edition

    check = _failing_lines if job.validate else lambda _: ()
    made = merged(base.decode("utf-8"), mine, fresh.decode("utf-8"), check, _counted(target.known))
    data = made.text.encode("utf-8")
    if job.check:
        outcome = _would(there, data, target, job)
        lines = (*outcome.lines, *_said(made.conflicts, target))
        return replace(outcome, lines=lines, failed=outcome.failed or bool(made.conflicts))
    if data != there:
        write_whole(target.path, data)
    written.keep(target.out, target.name, fresh)
    entry = {"edition": edition_digest(fresh)}
    if made.counted:
        entry["counted"] = json.dumps(dict(made.counted), sort_keys=True)
    lines = () if job.mine else _said(made.conflicts, target)
    if lines:
        entry |= {"merged": digest(data), "conflicts": json.dumps([line.partition(":")[2] for line in _relative(made.conflicts)])}
    return Outcome(lines, bool(lines), "written" if data != there else "unchanged", entry)


def _counted(known: Mapping[str, str]) -> dict[str, str]:
    """Return the words and pages that the merge before has counted."""
    try:
        found = json.loads(known.get("counted", "{}"))
    except ValueError:
        return {}
    return {str(unit): str(count) for unit, count in found.items()} if isinstance(found, dict) else {}


def _waiting(there: bytes, target: Target, job: Job) -> Outcome:
    """Return the outcome where nothing is new; a conflict is told until the file is changed, or the person's is said to be right."""
    _decoded(there)
    entry = {key: value for key, value in target.known.items() if key not in {"merged", "conflicts"}}
    if job.mine or target.known.get("merged") != digest(there):
        return Outcome(state="unchanged", entry=entry)
    try:
        lines = tuple(f"{shown(target.path)}:{line}" for line in json.loads(target.known["conflicts"]))
    except (KeyError, ValueError, TypeError):
        return Outcome(state="unchanged", entry=entry)
    return Outcome(lines, True, "unchanged", dict(target.known))


def _said(conflicts: tuple[Conflict, ...], target: Target) -> tuple[str, ...]:
    return tuple(f"{shown(target.path)}{line}" for line in _relative(conflicts))


def _relative(conflicts: tuple[Conflict, ...]) -> list[str]:
    """Return the lines for conflicts without the name of the file before them."""
    return [
        f":{c.line}:1: error merge-conflict: it was {_quoted(c.was)}, you have {_quoted(c.yours)}, the rules have {_quoted(c.new)}; "
        "yours is kept" for c in conflicts
    ]  # fmt: skip


def _quoted(text: str) -> str:
    return repr(text) if text else "nothing"


def _would(there: bytes | None, data: bytes, target: Target, job: Job) -> Outcome:
    """Say what would change, and write nothing."""
    if there == data:
        return Outcome(state="unchanged")
    try:
        was = None if there is None else parse(there).getroot()
        from encoder.merge.summary import by_element

        said = "would be new" if there is None else f"would change: {by_element(_decoded(there), data.decode('utf-8'))}"
    except (RefusedXMLError, Kept):
        was, said = None, "would be written over"
    text = _text_diff(was, parse(data).getroot(), shown(target.path)) if job.diff else ""
    return Outcome((f"{shown(target.path)}:1:1: info would-change: {said}",), True, "would change", shown=text)


def _text_diff(old: etree._Element | None, new: etree._Element, name: str) -> str:
    """Return how the plain text differs, as a unified diff; ``""`` where it does not."""
    import difflib  # for --diff alone

    was = [] if old is None else to_text(old).splitlines()
    lines = difflib.unified_diff(was, to_text(new).splitlines(), f"{name} (text)", f"{name} (text, new)", lineterm="", n=1)
    return "".join(f"{line}\n" for line in lines)


def _decoded(data: bytes) -> str:
    """Return an edition as text. Raises Kept for what is not well formed or not in UTF-8."""
    try:
        tree = parse(data)
    except RefusedXMLError as error:
        raise Kept(error.code, f"was changed and cannot be read: {error}", error.line) from None
    if tree.getroot().tag != f"{{{TEI}}}TEI":
        raise Kept("edition-changed", "is no TEI document any more")
    encoding = tree.docinfo.encoding or "UTF-8"
    if encoding.upper() not in {"UTF-8", "ASCII", "US-ASCII"}:
        raise Kept("encoding", f"is in {encoding} now: save it in UTF-8")
    return data.decode("utf-8")


def _failing_lines(text: str) -> list[int]:
    data = text.encode("utf-8")
    try:
        return [f.line for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
    except RefusedXMLError as error:
        return [error.line]


def _invalid(name: str, data: bytes) -> list[str]:
    """Return a line for each thing that makes an edition invalid."""
    try:
        bad = [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
    except RefusedXMLError as error:  # a paragraph of more than 10 MB
        return [f"{name}:1:1: error invalid: line {error.line} of the edition: {error.code}: {error}"]
    return [f"{name}:1:1: error invalid: line {f.line} of the edition: {f.rule}: {f.message}" for f in bad]


def _keep_revisions(root: etree._Element, there: bytes | None) -> bool:
    """Take over what an edition that is written again says of its own history (``revisionDesc``); return whether there was anything."""
    header = root.find(f"{{{TEI}}}teiHeader")
    if header is None or there is None or b"revisionDesc" not in there:
        return False
    try:
        old = parse(there).getroot().find(f"{{{TEI}}}teiHeader/{{{TEI}}}revisionDesc")
    except RefusedXMLError:
        return False  # what cannot be read has no history
    if old is None:
        return False
    new = header.find(f"{{{TEI}}}revisionDesc")
    if new is not None:  # edition.toml has a history too: what only the file has stays behind it
        told = {_worded(change) for change in new}
        for change in old:
            if _worded(change) not in told:
                new.append(change)
        indent(new, 2)
        new.tail = "\n  "
        return True
    old.tail = None
    if len(header):
        header[-1].tail = "\n    "
    header.append(old)
    old.tail = "\n  "
    return True


def _worded(change: etree._Element) -> tuple[str | None, str]:
    return change.get("when"), " ".join("".join(map(str, change.itertext())).split())
