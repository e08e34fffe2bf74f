"""Schematron in XPath 2 and 3, run by Saxon: a stylesheet made of the rules, compiled once.

It reads nothing but the document: no protocol is allowed. A test that cannot be run (it asks for another file, say) is told
once and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from encoder import lazy_re as re
from encoder.io.names import shown
from encoder.validation.checked import Found, SchemaError
from encoder.validation.schematron.model import SCH, XSL, Check, Let, Schematron, severity_of, words_of
from encoder.xml.safe import parser

OUT = "urn:tei-encoder:report"
#: a step of fn:path; the last one of an attribute, a text or a comment is no such step
_STEP = re.compile(r"/(?:Q\{(?P<ns>[^}]*)\})?(?P<name>[^@/\[\]{}()]+)\[(?P<n>\d+)\]")
#: prefixes that rules use without declaring them
USUAL = {"xs": "http://www.w3.org/2001/XMLSchema", "fn": "http://www.w3.org/2005/xpath-functions"}


class SaxonRules:
    """Rules as a compiled stylesheet."""

    def __init__(self, schema: Schematron) -> None:
        """Compile the rules. Raises SchemaError where Saxon is not there or refuses them."""
        try:
            from saxonche import PySaxonApiError, PySaxonProcessor
        except ImportError:
            raise SchemaError(
                f"{shown(schema.path)}: its rules ({schema.binding}) use what only Saxon runs: pip install 'tei-encoder[schematron]'"
            ) from None
        self.path = schema.path
        self.failure: type[Exception] = PySaxonApiError
        self.saxon = PySaxonProcessor(license=False)
        self.saxon.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "none")
        try:
            self.run = self.saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet(schema))
        except PySaxonApiError as error:
            raise SchemaError(f"{shown(self.path)}: not Schematron that can be used: {' '.join(str(error).split())}") from None

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield the assertions that failed and the reports that fired. Raises SchemaError where the rules cannot be run."""
        try:
            builder = self.saxon.new_document_builder()
            if tree.docinfo.URL:
                builder.set_base_uri(tree.docinfo.URL)
            document = builder.parse_xml(xml_text=etree.tostring(tree, encoding="unicode"))
            said = self.run.transform_to_string(xdm_node=document)
        except self.failure as error:
            raise SchemaError(f"{shown(self.path)}: its rules cannot be run: {' '.join(str(error).split())}") from None
        unable: set[str] = set()
        for row in etree.fromstring(said.encode("utf-8"), parser(ids=False)):
            rule, words = row.get("id") or "schematron", " ".join("".join(map(str, row.itertext())).split())
            if row.get("error"):
                if rule not in unable:
                    unable.add(rule)
                    yield Found(rule, "warning", f"this rule cannot be run: {words}")
                continue
            yield Found(rule, severity_of(row.get("role") or ""), words, _at(tree, row.get("at") or ""))


def _at(tree: etree._ElementTree, path: str) -> etree._Element | None:
    """Return the element that Saxon's path names; of attributes and text their parent."""
    here: etree._Element | None = None
    for match in _STEP.finditer(path):
        if here is None:
            here = tree.getroot()
            continue
        tag = f"{{{match['ns']}}}{match['name']}" if match["ns"] else match["name"]
        below = list(here.iterchildren(tag))
        if len(below) < int(match["n"]):
            return here
        here = below[int(match["n"]) - 1]
    return here


def stylesheet(schema: Schematron) -> str:
    """Return XSLT 3 that runs every pattern once over a document."""
    spaces = {prefix: uri for prefix, uri in {**USUAL, **schema.namespaces}.items() if prefix and prefix != "xml"}
    root = etree.Element(f"{XSL}stylesheet", {"version": "3.0"}, nsmap={"xsl": XSL[1:-1], "out": OUT, **spaces})
    root.set("exclude-result-prefixes", "#all")
    etree.SubElement(root, f"{XSL}output", {"method": "xml", "omit-xml-declaration": "yes"})
    for element in schema.foreign:
        root.append(element)
    _variables(root, schema.lets)
    main = etree.SubElement(root, f"{XSL}template", {"match": "/"})
    report = etree.SubElement(main, f"{{{OUT}}}report")
    for number, pattern in enumerate(schema.patterns):
        mode = f"m{number}"
        etree.SubElement(report, f"{XSL}apply-templates", {"select": ".", "mode": mode})
        for name in ("/|*", "@*|text()|comment()|processing-instruction()"):
            default = etree.SubElement(root, f"{XSL}template", {"match": name, "mode": mode, "priority": "-1000"})
            if name == "/|*":
                etree.SubElement(default, f"{XSL}apply-templates", {"select": "@*|node()", "mode": mode})
        for k, rule in enumerate(pattern.rules):
            priority = str(len(pattern.rules) - k)
            template = etree.SubElement(root, f"{XSL}template", {"match": rule.context, "mode": mode, "priority": priority})
            _variables(template, (*pattern.lets, *rule.lets))
            for check in rule.checks:
                _check(template, check)
            etree.SubElement(template, f"{XSL}apply-templates", {"select": "@*|node()", "mode": mode})
    return etree.tostring(root, encoding="unicode")


def _variables(parent: etree._Element, lets: tuple[Let, ...]) -> None:
    for let in lets:
        etree.SubElement(parent, f"{XSL}variable", {"name": let.name, "select": let.value})


def _check(template: etree._Element, check: Check) -> None:
    attempt = etree.SubElement(template, f"{XSL}try")
    test = f"not({check.test})" if check.wanted else check.test
    wrong = etree.SubElement(attempt, f"{XSL}if", {"test": test})
    failed = etree.SubElement(wrong, f"{{{OUT}}}failed", {"id": check.id, "role": check.severity})
    etree.SubElement(failed, f"{XSL}attribute", {"name": "at", "select": "path(.)"})
    for word in words_of(check):
        if isinstance(word, str):
            etree.SubElement(failed, f"{XSL}text").text = word
        elif word.tag == f"{SCH}name":
            etree.SubElement(failed, f"{XSL}value-of", {"select": f"name({word.get('path') or '.'})"})
        else:
            etree.SubElement(failed, f"{XSL}value-of", {"select": word.get("select") or "."})
    caught = etree.SubElement(attempt, f"{XSL}catch", nsmap={"err": "http://www.w3.org/2005/xqt-errors"})
    unable = etree.SubElement(caught, f"{{{OUT}}}failed", {"id": check.id, "error": "yes"})
    etree.SubElement(unable, f"{XSL}value-of", {"select": "$err:description"})


