"""Schematron, run by lxml's XSLT: it reads nothing but the document and the files that the rules name, in time in proportion to it.

The skeleton that comes with lxml writes the path of every element it reports, counting its siblings: of 20,000 empty
paragraphs 200 million. Here it writes the number of the element instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.isoschematron import iso_abstract_expand, iso_svrl_for_xslt1, schematron_schema_valid, schematron_schema_valid_supported

from encoder.io.names import shown
from encoder.validation.checked import Found, SchemaError
from encoder.validation.schematron.model import put_together, severity_of
from encoder.validation.schematron.others import ONLY, OtherFiles
from encoder.xml.safe import parser, read_schema

SCH = "{http://purl.oclc.org/dsdl/schematron}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
PLACES = "urn:tei-encoder:places"
#: Parameters of the skeleton, as XPath: no record of the rules that fired.
#: of so many failures the places are asked for
LOCATED = 100_000
_LEAN = {"generate-fired-rule": "'false'"}

_NOTHING_ELSE: Any = etree.XSLTAccessControl.DENY_ALL  # type: ignore[attr-defined]
#: every address goes to the resolver, which gives the files that the rules name; the parser itself fetches nothing
_ACCESS: Any = etree.XSLTAccessControl
_BY_RESOLVER: Any = _ACCESS(read_file=False, write_file=False, create_dir=False, read_network=True, write_network=False)
#: what lxml puts before the name of a file that a stylesheet asks for
_HERE = "http://schema.invalid/"


class _Named(etree.Resolver):
    """Gives the files that the rules name."""

    def __init__(self, others: OtherFiles) -> None:
        self.others = others

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        """Return the file of a name. Raises OSError for any other one."""
        for name, tree in self.others.trees.items():
            if system_url in {name, f"{_HERE}{name}", urljoin(f"{_HERE}x", name)}:
                return self.resolve_string(etree.tostring(tree, encoding="unicode"), context, base_url=system_url)
        raise OSError(f"it asks for {system_url.removeprefix(_HERE)}: {ONLY}")


class Rules:
    """Schematron rules, compiled to XSLT."""

    def __init__(self, path: Path, phase: str = "") -> None:
        """Compile the rules, those of a phase where one is given. Raises SchemaError, also for a query language other than XSLT 1."""
        self.path = path
        self._numbers: dict[Any, int] = {}
        self._asked = 0
        try:
            source = read_schema(path)
            binding = source.getroot().get("queryBinding", "xslt")
            if binding not in {"xslt", "xslt1", "exslt"}:
                raise SchemaError(f"{shown(path)}: its rules are written for {binding!r}; only XPath 1 ('xslt') can be run here")
            whole = put_together(path, source.getroot()) if source.getroot().tag == f"{SCH}schema" else source.getroot()
            _refuse_stylesheets(path, whole)
            said = [str(value) for e in whole.iter(etree.Element) for value in e.attrib.values()]
            others = OtherFiles(path, said)
            self.run = etree.XSLT(
                _compiled(path, whole.getroottree(), others, phase), extensions={(PLACES, "number"): self._number},
                access_control=_BY_RESOLVER if others.named else _NOTHING_ELSE,
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
            role = failed.get("role") or failed.get("flag") or ""
            yield Found(failed.get("id") or "schematron", severity_of(role), said, elements[int(number)] if number else None)


def _refuse_stylesheets(path: Path, root: etree._Element) -> None:
    for element in root.iter(f"{XSL}include", f"{XSL}import"):
        raise SchemaError(f"{shown(path)}:{element.sourceline}: stylesheets in other files are not read")


def _compiled(path: Path, source: etree._ElementTree, others: OtherFiles, phase: str) -> etree._ElementTree:
    if source.getroot().tag != f"{SCH}schema":
        raise SchemaError(f"{shown(path)}: not Schematron that can be used: the root is to be schema in {SCH[1:-1]}")
    expanded = iso_abstract_expand(source)
    if schematron_schema_valid_supported and not schematron_schema_valid(expanded):
        said = schematron_schema_valid.error_log.last_error
        raise SchemaError(f"{shown(path)}:{said.line}: not Schematron that can be used: {said.message}")
    chosen = {"phase": etree.XSLT.strparam(phase)} if phase else {}
    compiled = iso_svrl_for_xslt1(expanded, **chosen, **_LEAN)
    for place in compiled.iter(f"{XSL}attribute"):
        if place.get("name") == "location":
            place[:] = []
            value = etree.SubElement(place, f"{XSL}value-of", nsmap={"place": PLACES})
            value.set("select", "place:number(ancestor-or-self::*[1])")
    reading = parser(ids=False)
    reading.resolvers.add(_Named(others))
    return etree.fromstring(etree.tostring(compiled), reading, base_url=f"{_HERE}rules").getroottree()


def _last(error: etree.XSLTApplyError) -> str:
    """Return what is wrong; the end of the log says it best."""
    said = [entry.message for entry in error.error_log] or [str(error)]
    hint = ["rules in XPath 2 ask for queryBinding='xslt2'"] if any("function" in line for line in said) else []
    return "; ".join(dict.fromkeys(" ".join(line.split()) for line in (*said[:3], *hint)))
