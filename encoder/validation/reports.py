"""What ``validate`` prints: for people, for programs, for continuous integration."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, TextIO
from urllib.parse import quote

from lxml import etree

from encoder import __version__
from encoder.draft.model import Severity
from encoder.validation.checked import Checked

#: Characters of a line that are shown around the place, for some editions have a paragraph a line.
WIDTH = 100


class Report(Protocol):
    """A form of report: files are added one by one."""

    def add(self, checked: Checked) -> None:
        """Take one file."""

    def end(self) -> None:
        """Write what is only known at the end."""


class TextReport:
    """``path:line:column: severity rule: message``; on a terminal the line and a caret below it."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.carets = out.isatty()

    def add(self, checked: Checked) -> None:
        """Write a line for each failure."""
        for k, f in enumerate(checked.failures):
            self.out.write(f"{checked.path}:{f.line}:{f.column}: {f.severity} {f.rule}: {f.message}\n")
            if self.carets and k < len(checked.lines) and checked.lines[k].strip():
                self.out.write(caret(checked.lines[k], f.column))

    def end(self) -> None:
        """Write nothing more: the summary goes to standard error."""


def caret(line: str, column: int) -> str:
    """Return the part of a line around a column (from 1), and below it a caret."""
    start = max(0, column - 1 - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[start : start + WIDTH].replace("\t", " ")
    return f"  {shown}\n  {' ' * (column - 1 - start)}^\n"


class JSONReport:
    """One array of objects, a failure each."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.rows: list[dict[str, Any]] = []

    def add(self, checked: Checked) -> None:
        """Keep the failures."""
        for f in checked.failures:
            self.rows.append({
                "file": checked.path, "line": f.line, "column": f.column, "severity": f.severity, "rule": f.rule,
                "message": f.message, "element": f.path,
            })  # fmt: skip

    def end(self) -> None:
        """Write the array."""
        json.dump(self.rows, self.out, ensure_ascii=False, indent=1)
        self.out.write("\n")


class GitHubReport:
    """Workflow commands: GitHub shows them beside the lines of a pull request."""

    _LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def add(self, checked: Checked) -> None:
        """Write a command for each failure."""
        for f in checked.failures:
            fields = f"file={_property(checked.path)},line={f.line},col={f.column},title={_property(f.rule)}"
            self.out.write(f"::{self._LEVEL[f.severity]} {fields}::{_data(f.message)}\n")

    def end(self) -> None:
        """Write nothing more."""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class SARIFReport:
    """SARIF 2.1.0, which code scanning of several hosts reads."""

    _LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.rules: dict[str, int] = {}
        self.results: list[dict[str, Any]] = []

    def add(self, checked: Checked) -> None:
        """Keep the failures."""
        for f in checked.failures:
            number = self.rules.setdefault(f.rule, len(self.rules))
            location: dict[str, Any] = {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(Path(checked.path).as_posix())},
                    "region": {"startLine": f.line, "startColumn": f.column},
                }
            }
            if f.path:
                location["logicalLocations"] = [{"fullyQualifiedName": f.path, "kind": "element"}]
            self.results.append({
                "ruleId": f.rule, "ruleIndex": number, "level": self._LEVEL[f.severity], "message": {"text": f.message},
                "locations": [location],
            })  # fmt: skip

    def end(self) -> None:
        """Write the log."""
        driver = {
            "name": "tei-encoder", "version": __version__,
            "rules": [{"id": rule} for rule in self.rules],
        }  # fmt: skip
        log = {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self.results}],
        }
        json.dump(log, self.out, ensure_ascii=False, indent=1)
        self.out.write("\n")


class JUnitReport:
    """JUnit XML: a test case a file."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.suite = etree.Element("testsuite", {"name": "tei-encoder validate"})
        self.failed = 0

    def add(self, checked: Checked) -> None:
        """Keep the file as a test case, its errors as one failure, the rest as its output."""
        case = etree.SubElement(self.suite, "testcase", {"classname": "tei-encoder.validation", "name": checked.path, "time": "0"})
        said = {True: [], False: []}  # type: dict[bool, list[str]]
        for f in checked.failures:
            said[f.severity == "error"].append(f"{checked.path}:{f.line}:{f.column}: {f.severity} {f.rule}: {f.message}")
        if said[True]:
            self.failed += 1
            first = next(f for f in checked.failures if f.severity == "error")
            failure = etree.SubElement(case, "failure", {"type": first.rule, "message": _legal(first.message)})
            failure.text = _legal("\n".join(said[True]))
        if said[False]:
            etree.SubElement(case, "system-out").text = _legal("\n".join(said[False]))

    def end(self) -> None:
        """Write the suite."""
        counts = {"tests": str(len(self.suite)), "failures": str(self.failed), "errors": "0", "skipped": "0", "time": "0"}
        for name, value in counts.items():
            self.suite.set(name, value)
        suites = etree.Element("testsuites")
        suites.append(self.suite)
        self.out.write(etree.tostring(suites, encoding="unicode", pretty_print=True))


def _legal(text: str) -> str:
    """Replace what XML cannot hold."""
    return "".join(c if c in "\t\n" or c >= " " else "\ufffd" for c in text)


REPORTS: Mapping[str, Callable[[TextIO], Report]] = {
    "text": TextReport, "json": JSONReport, "github": GitHubReport, "sarif": SARIFReport, "junit": JUnitReport,
}  # fmt: skip
