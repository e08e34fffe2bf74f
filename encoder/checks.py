"""Is it valid? The schema of the edition: a fast gate for every file, a detailed report for those it stops.

lxml's compiled RELAX NG grammar and Schematron decide; xmlschema explains, from the XSD made of the same source,
what the gate has stopped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.isoschematron import Schematron

from encoder.model import EncoderError, Severity

SVRL = "{http://purl.oclc.org/dsdl/svrl}"


class SchemaError(EncoderError):
    """A schema that is not there or cannot be used."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong at a place of a document: the check's id, what it says, line and column from 1 (column 0: unknown)."""

    rule: str
    severity: Severity
    message: str
    line: int
    column: int = 0
    path: str = ""


@cache
def schema_folder() -> Path:
    """Return the folder of the schema: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "schema", here.parent / "schema"):
        if (folder / "edition.rng").is_file():
            return folder
    raise SchemaError(f"{here}: the schema is missing; install tei-encoder again")


class Schema:
    """The compiled schema of the edition; made once a process."""

    def __init__(self, folder: Path) -> None:
        """Remember where the files lie; each is compiled when it is first needed."""
        self.folder = folder

    @cached_property
    def grammar(self) -> etree.RelaxNG:
        """The RELAX NG grammar."""
        return etree.RelaxNG(etree.parse(self.folder / "edition.rng"))

    @cached_property
    def rules(self) -> Schematron:
        """The Schematron rules, compiled to XSLT; the report is kept."""
        return Schematron(etree.parse(self.folder / "edition.sch"), store_report=True)

    @cached_property
    def detailed(self) -> Any:
        """The XSD as xmlschema has it: slow to load, precise in what it says."""
        import xmlschema

        return xmlschema.XMLSchema(str(self.folder / "edition.xsd"))

    def failures(self, tree: etree._ElementTree) -> Iterator[Failure]:
        """Yield what is wrong with a document, the grammar's failures before the Schematron's."""
        if not self.grammar.validate(tree):
            yield from self._explained(tree)
        yield from self._ruled(tree)

    def _explained(self, tree: etree._ElementTree) -> Iterator[Failure]:
        found = False
        for error in self.detailed.iter_errors(tree):
            found = True
            line = getattr(error, "sourceline", None) or getattr(error.elem, "sourceline", None) or 1
            yield Failure("grammar", "error", _tidy(str(error.reason or error.message)), int(line), 0, str(error.path or ""))
        if not found:  # RELAX NG and XSD differ in a few, listed things
            for entry in self.grammar.error_log:
                yield Failure("grammar", "error", entry.message, entry.line or 1)

    def _ruled(self, tree: etree._ElementTree) -> Iterator[Failure]:
        if self.rules.validate(tree) and not len(self.rules.validation_report.getroot().findall(f"{SVRL}successful-report")):
            return
        for failed in self.rules.validation_report.getroot():
            if failed.tag not in {f"{SVRL}failed-assert", f"{SVRL}successful-report"}:
                continue
            location = failed.get("location") or "/*"
            at: Any = tree.xpath(location)
            line = at[0].sourceline if at else 1
            said = " ".join("".join(failed.itertext()).split())
            severity: Severity = "warning" if failed.get("role") == "warning" else "error"
            yield Failure(failed.get("id") or "schematron", severity, said, int(line or 1), 0, location)


def _tidy(message: str) -> str:
    """Take namespaces and prefixes out of what a validator says."""
    message = re.sub(r"\{http://www\.tei-c\.org/ns/1\.0\}", "", message)
    return " ".join(re.sub(r"\bns\d+:", "", message).split())


@cache
def edition_schema() -> Schema:
    """Return the schema that comes with the program."""
    return Schema(schema_folder())
