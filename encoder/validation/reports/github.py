"""The report for GitHub: annotations within its limits, and a summary of the job in Markdown."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from encoder.draft.types import Severity
from encoder.validation.baseline import from_here
from encoder.validation.checked import Checked
from encoder.validation.reports.people import Causes

#: GitHub shows ten annotations of each kind a step; what is more stands in the log
SHOWN = 10
#: rows of the table in the job's summary
ROWS = 50


class GitHubReport:
    """Workflow commands: GitHub shows them beside the lines of a pull request."""

    _LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.shown: Counter[Severity] = Counter()
        self.causes = Causes()
        self.rows: list[str] = []
        self.files = self.bad = 0

    def add(self, checked: Checked) -> None:
        """Write a command for each failure, a plain line where GitHub would show no more."""
        self.files += 1
        self.bad += not checked.valid
        for f in checked.failures:
            self.causes.add(checked.path, f)
            self.shown[f.severity] += 1
            if len(self.rows) < ROWS:
                self.rows.append(f"| `{_cell(checked.path)}:{f.line}` | {f.severity} | {_cell(f.rule)} | {_cell(f.message)} |")
            if self.shown[f.severity] > SHOWN:
                self.out.write(f"{checked.path}:{f.line}:{f.column}: {f.severity} {f.rule}: {f.message}\n")
                continue
            fields = f"file={_property(from_here(checked.path))},line={f.line},col={f.column},title={_property(f.rule)}"
            self.out.write(f"::{self._LEVEL[f.severity]} {fields}::{_data(f.message)}\n")

    def end(self) -> None:
        """Append the summary of the job where GitHub asks for one."""
        path = os.environ.get("GITHUB_STEP_SUMMARY", "")
        if not path:
            return
        lines = [f"### TEI: {self.files:,} files, {self.bad:,} not valid", ""]
        if self.rows:
            lines += ["| where | severity | rule | message |", "| --- | --- | --- | --- |", *self.rows]
            rest = sum(self.shown.values()) - len(self.rows)
            lines += ["", f"and {rest:,} more"] if rest else []
            causes = list(self.causes.lines())
            lines += ["", *(f"* {_cell(cause)}" for cause in causes)] if causes else []
        with suppress(OSError), Path(path).open("a", encoding="utf-8") as summary:  # a summary that cannot be written changes no verdict
            summary.write("\n".join([*lines, "", ""]))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
