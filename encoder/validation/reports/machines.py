"""The reports for programs: JSON, GitLab, reviewdog, SARIF, JUnit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TextIO
from urllib.parse import quote

from lxml import etree

from encoder import __version__
from encoder.draft.model import Severity
from encoder.validation.baseline import fingerprint, from_here
from encoder.validation.checked import Checked, Failure
from encoder.validation.codes import codes


class Report(Protocol):
    """A form of report: files are added one by one."""

    def add(self, checked: Checked) -> None:
        """Take one file."""

    def end(self) -> None:
        """Write what is only known at the end."""


class _Rows:
    """What the reports in JSON share: rows are kept and written at the end."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.rows: list[dict[str, Any]] = []

    def whole(self) -> object:
        """Return what is written: the rows, or an object that holds them."""
        return self.rows

    def end(self) -> None:
        """Write it."""
        json.dump(self.whole(), self.out, ensure_ascii=False, indent=1)
        self.out.write("\n")


class JSONReport(_Rows):
    """One array of objects, a failure each."""

    def add(self, checked: Checked) -> None:
        """Keep the failures."""
        for f in checked.failures:
            self.rows.append({
                "file": checked.path, "line": f.line, "column": f.column, "severity": f.severity, "rule": f.rule,
                "message": f.message, "element": f.path,
            })  # fmt: skip


class GitLabReport(_Rows):
    """GitLab's code quality report: its widget in a merge request shows what is new."""

    _LEVEL: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}

    def add(self, checked: Checked) -> None:
        """Keep the failures."""
        for f, mark in marked(checked):
            self.rows.append({
                "description": f.message, "check_name": f.rule, "fingerprint": mark, "severity": self._LEVEL[f.severity],
                "location": {"path": from_here(checked.path), "lines": {"begin": f.line}},
            })  # fmt: skip


class RDJSONReport(_Rows):
    """Reviewdog's diagnostic format, which it posts as comments to any host."""

    _LEVEL: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}

    def add(self, checked: Checked) -> None:
        """Keep the failures."""
        for k, f in enumerate(checked.failures):
            line = checked.lines[k] if k < len(checked.lines) else ""
            # reviewdog counts the bytes of UTF-8
            column = len(line[: f.column - 1].encode("utf-8", "replace")) + 1 if line else f.column
            self.rows.append({
                "message": f.message, "severity": self._LEVEL[f.severity], "code": {"value": f.rule},
                "location": {"path": from_here(checked.path), "range": {"start": {"line": f.line, "column": column}}},
            })  # fmt: skip

    def whole(self) -> object:
        """Return the object that holds the rows."""
        return {"source": {"name": "tei-encoder"}, "diagnostics": self.rows}


def marked(checked: Checked) -> Iterator[tuple[Failure, str]]:
    """Yield each failure with a fingerprint that no other of its file has."""
    seen: Counter[str] = Counter()
    for k, f in enumerate(checked.failures):
        mark = fingerprint(checked.path, f, checked.lines[k] if k < len(checked.lines) else "")
        seen[mark] += 1
        yield f, mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"


class SARIFReport:
    """SARIF 2.1.0, which code scanning of several hosts reads."""

    _LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.rules: dict[str, int] = {}
        self.results: list[dict[str, Any]] = []

    def add(self, checked: Checked) -> None:
        """Keep the failures."""
        for f, mark in marked(checked):
            number = self.rules.setdefault(f.rule, len(self.rules))
            location: dict[str, Any] = {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(from_here(checked.path))},
                    "region": {"startLine": f.line, "startColumn": f.column},
                }
            }
            if f.path:
                location["logicalLocations"] = [{"fullyQualifiedName": f.path, "kind": "element"}]
            self.results.append({
                "ruleId": f.rule, "ruleIndex": number, "level": self._LEVEL[f.severity], "message": {"text": f.message},
                "locations": [location], "partialFingerprints": {"teiEncoder/v1": mark},
            })  # fmt: skip

    def end(self) -> None:
        """Write the log."""
        driver = {
            "name": "tei-encoder", "version": __version__,
            "rules": [_rule(rule) for rule in self.rules],
        }  # fmt: skip
        log = {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self.results}],
        }
        json.dump(log, self.out, ensure_ascii=False, indent=1)
        self.out.write("\n")


def _rule(rule: str) -> dict[str, Any]:
    short, more = codes().get(rule, ("", ""))
    return {"id": rule, "shortDescription": {"text": short}, "help": {"text": more}} if short else {"id": rule}


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
