"""The command ``validate``: which files, which schemas, what counts, what is printed, the exit status."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click

from encoder.io.names import shown
from encoder.io.progress import progress
from encoder.validation.baseline import Baseline
from encoder.validation.baseline import load as load_baseline
from encoder.validation.changed import changed_since
from encoder.validation.checked import MOST, Checked, Failure
from encoder.validation.files import MEGABYTE, How, check_files, find_files
from encoder.validation.links import Linked, across
from encoder.validation.reports import REPORTS
from encoder.validation.reports.people import Causes
from encoder.validation.settings import Settings
from encoder.validation.settings import find as find_settings


@dataclass(frozen=True, slots=True)
class Call:
    """What the command line says; it wins over the settings of the project."""

    paths: tuple[Path, ...]
    schemas: tuple[Path, ...] = ()
    form: str = "text"
    jobs: int = 1
    megabytes: int = 64
    ignore: tuple[str, ...] = ()
    max_errors: int | None = None
    warn_only: bool = False
    baseline: Path | None = None
    update_baseline: bool = False
    since: str = ""
    catalog: Path | None = None
    links: bool = False
    quiet: bool = False
    debug: bool = False
    cluster: str = ""
    phase: str = ""


class Count:
    """What a run has come to."""

    def __init__(self, call: Call, settings: Settings) -> None:
        self.most = _most(call, settings) or 0
        self.files = self.shown = self.hidden = 0
        self.wrong: set[str] = set()
        self.causes = Causes()

    def take(self, checked: Checked) -> Checked:
        """Count a file; return it with as many faults as are still to be shown."""
        self.files += not checked.again
        if not checked.valid:
            self.wrong.add(checked.path)
        for failure in checked.failures:
            self.causes.add(checked.path, failure)
        room = len(checked.failures) if not self.most else max(0, self.most - self.shown)
        left = checked.failures[:room]
        self.shown += len(left)
        self.hidden += len(checked.failures) - len(left)
        return replace(checked, failures=left, lines=checked.lines[:room])


def validate(call: Call) -> int:
    """Validate, print the report, return 0 where every file is valid (or only has faults that are known), else 1. Raises EncoderError."""
    settings = find_settings(Path())
    files = find_files(call.paths)
    if call.since:
        files = changed_since(call.since, files)
    baseline = _baseline(call, settings)
    tasks = [(file, call.schemas or settings.schemas_of(file)) for file in files]
    report, count = REPORTS[call.form](sys.stdout), Count(call, settings)
    ignored = settings.ignore | set(call.ignore)
    # a baseline knows every fault of a file: behind so many that are shown there would be no new one
    a_file = 0 if baseline or _most(call, settings) == 0 else MOST
    catalog, links, phase = call.catalog or settings.catalog, call.links or settings.check_links, call.phase or settings.phase
    how = How(call.megabytes * MEGABYTE, call.debug, catalog, links, a_file, phase)
    checks = _with_collection(check_files(tasks, call.jobs, how, call.cluster))
    with progress("validating", len(tasks)) as step, closing(checks) as results:
        for result in results:
            checked = _severities(result, settings, ignored, call.warn_only)
            new = count.take(baseline.split(checked) if baseline else checked)
            if not call.update_baseline:  # what is known from now on is not told
                report.add(new)
            step()
    report.end()
    sys.stdout.flush()
    known = call.baseline or settings.baseline
    if call.update_baseline and baseline is not None and known is not None:
        baseline.write(known)
        sys.stderr.write(f"{shown(known)}: written, with the faults of {count.files:,} files\n")
        return 0
    if not call.quiet:
        _summary(call, count, baseline)
    return 1 if count.wrong else 0


def _most(call: Call, settings: Settings) -> int | None:
    """Return how many faults are shown: 0 are all, also of one file; None where nobody has said."""
    return settings.max_errors if call.max_errors is None else call.max_errors


def _with_collection(checks: Generator[Checked, None, None]) -> Generator[Checked, None, None]:
    """Yield each file, and behind the last one those in which something is wrong between the files."""
    linked: list[Linked] = []
    with closing(checks):
        for checked in checks:
            if isinstance(checked.links, Linked):
                linked.append(checked.links)
            yield checked
    wrong: dict[Path, list[Failure]] = {}
    for path, failure in across(linked):
        wrong.setdefault(path, []).append(failure)
    for path, failures in wrong.items():
        yield Checked(shown(path), tuple(failures), again=True)


def _baseline(call: Call, settings: Settings) -> Baseline | None:
    path = call.baseline or settings.baseline
    if path is None:
        if call.update_baseline:
            raise click.UsageError("--update-baseline needs --baseline FILE, or baseline in the settings")
        return None
    return Baseline(path.parent) if call.update_baseline and not path.exists() else load_baseline(path)


def _severities(checked: Checked, settings: Settings, ignored: frozenset[str] | set[str], warn_only: bool) -> Checked:
    if not (checked.failures and (ignored or settings.severity or warn_only)):
        return checked
    kept: list[tuple[Failure, str]] = []
    for k, failure in enumerate(checked.failures):
        if failure.rule in ignored:
            continue
        severity = settings.severity.get(failure.rule, failure.severity)
        if warn_only and severity == "error":
            severity = "warning"
        kept.append((replace(failure, severity=severity), checked.lines[k] if k < len(checked.lines) else ""))
    return replace(checked, failures=tuple(f for f, _ in kept), lines=tuple(line for _, line in kept))


def _summary(call: Call, count: Count, baseline: Baseline | None) -> None:
    out = sys.stderr
    if count.hidden:
        out.write(f"{count.hidden:,} more faults are not shown (--max-errors {count.most})\n")
    if call.form in {"text", "github"}:
        for line in count.causes.lines():
            out.write(f"{line}\n")
    if baseline is not None:
        mended = f", {baseline.mended:,} mended (--update-baseline takes them out)" if baseline.mended else ""
        out.write(f"{baseline.passed:,} known faults, {baseline.new:,} new{mended}\n")
    if call.form == "text":
        out.write(f"{count.files:,} file{'s' * (count.files != 1)}: {count.files - len(count.wrong):,} valid, {len(count.wrong):,} not\n")
