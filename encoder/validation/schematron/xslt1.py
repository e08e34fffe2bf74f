"""Schematron, run by lxml's XSLT: it reads nothing but the document, and takes time in proportion to it.

The skeleton that comes with lxml writes the path of every element it reports, counting its siblings: of 20,000 empty
paragraphs 200 million. Here it writes the number of the element instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.isoschematron import iso_abstract_expand, iso_svrl_for_xslt1, schematron_schema_valid, schematron_schema_valid_supported

from encoder.draft.model import Severity
from encoder.io.names import shown
from encoder.validation.checked import Found, SchemaError
from encoder.xml.safe import parser

SCH = "{http://purl.oclc.org/dsdl/schematron}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
PLACES = "urn:tei-encoder:places"
#: elements that ask for another file
_ELSEWHERE = frozenset({
    f"{SCH}include", f"{XSL}include", f"{XSL}import", "{http://www.w3.org/2001/XInclude}include",
})  # fmt: skip
#: Parameters of the skeleton, as XPath: no record of the rules that fired.
#: of so many failures the places are asked for
LOCATED = 100_000
_LEAN = {"generate-fired-rule": "'false'"}

_NOTHING_ELSE: Any = etree.XSLTAccessControl.DENY_ALL  # type: ignore[attr-defined]


class Rules:
    """Schematron rules, compiled to XSLT."""

    def __init__(self, path: Path) -> None:
        """Compile the rules. Raises SchemaError, also for a query language other than XSLT 1, and for rules in other files."""
        self.path = path
        self._numbers: dict[Any, int] = {}
        self._asked = 0
        try:
            source = etree.parse(path, parser(ids=False))
            binding = source.getroot().get("queryBinding", "xslt")
            if binding not in {"xslt", "xslt1"}:
                raise SchemaError(f"{shown(path)}: its rules are written for {binding!r}; only XPath 1 ('xslt') can be run here")
            _refuse_includes(path, source)
            self.run = etree.XSLT(
                _compiled(path, source), extensions={(PLACES, "number"): self._number}, access_control=_NOTHING_ELSE
            )
        except (OSError, etree.LxmlError) as error:
            raise SchemaError(f"{shown(path)}: not Schematron that can be used: {error}") from None

    def _number(self, _: object, nodes: list[Any]) -> str:
        """Return the number of an element in the order of the document; lxml runs the rules on a copy of it."""
        if not nodes or self._asked > LOCATED:
            return ""
        self._asked += 1
        if not self._numbers:
            self._numbers = {e: k for k, e in enumerate(nodes[0].getroottree().getroot().iter(etree.Element))}
        return str(self._numbers.get(nodes[0], ""))

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield the assertions that failed and the reports that fired. Raises SchemaError where the rules cannot be run."""
        self._asked = 0
        try:
            report: Any = self.run(tree).getroot()
        except etree.XSLTApplyError as error:
            raise SchemaError(f"{shown(self.path)}: its rules cannot be run: {_last(error)}") from None
        finally:
            self._numbers = {}
        if report is None:
            return
        elements: list[etree._Element] = []
        for failed in report.iterchildren(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
            number = failed.get("location") or ""
            if number and not elements:
                elements = list(tree.getroot().iter(etree.Element))
            said = " ".join("".join(map(str, failed.itertext())).split())
            role = (failed.get("role") or "").lower()
            severity: Severity = "warning" if role.startswith("warn") else "info" if role.startswith("info") else "error"
            yield Found(failed.get("id") or "schematron", severity, said, elements[int(number)] if number else None)


def _refuse_includes(path: Path, source: etree._ElementTree) -> None:
    for element in source.getroot().iter(etree.Element):
        if element.tag in _ELSEWHERE or (element.tag == f"{SCH}extends" and element.get("href")):
            raise SchemaError(f"{shown(path)}:{element.sourceline}: rules in other files are not read; put them all into one")


def _compiled(path: Path, source: etree._ElementTree) -> etree._ElementTree:
    if source.getroot().tag != f"{SCH}schema":
        raise SchemaError(f"{shown(path)}: not Schematron that can be used: the root is to be schema in {SCH[1:-1]}")
    expanded = iso_abstract_expand(source)
    if schematron_schema_valid_supported and not schematron_schema_valid(expanded):
        said = schematron_schema_valid.error_log.last_error
        raise SchemaError(f"{shown(path)}:{said.line}: not Schematron that can be used: {said.message}")
    compiled = iso_svrl_for_xslt1(expanded, **_LEAN)
    for place in compiled.iter(f"{XSL}attribute"):
        if place.get("name") == "location":
            place[:] = []
            value = etree.SubElement(place, f"{XSL}value-of", nsmap={"place": PLACES})
            value.set("select", "place:number(ancestor-or-self::*[1])")
    return etree.fromstring(etree.tostring(compiled), parser(ids=False)).getroottree()


def _last(error: etree.XSLTApplyError) -> str:
    """Return what is wrong; the end of the log says it best."""
    said = [entry.message for entry in error.error_log] or [str(error)]
    return "; ".join(dict.fromkeys(" ".join(line.split()) for line in said[:3]))
