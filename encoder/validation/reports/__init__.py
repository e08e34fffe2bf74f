"""What ``validate`` prints: for people, for programs, for continuous integration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO

from encoder.validation.reports.github import GitHubReport
from encoder.validation.reports.machines import GitLabReport, JSONReport, JUnitReport, RDJSONReport, Report, SARIFReport
from encoder.validation.reports.people import TextReport

REPORTS: Mapping[str, Callable[[TextIO], Report]] = {
    "text": TextReport,
    "json": JSONReport,
    "github": GitHubReport,
    "gitlab": GitLabReport,
    "rdjson": RDJSONReport,
    "sarif": SARIFReport,
    "junit": JUnitReport,
}
