"""Schematron in XPath 2 and 3, run by Saxon: a stylesheet made of the rules, compiled once.

It reads nothing but the document and the files that the rules name (``others.py``): no protocol is allowed, and the functions that ask for
a file are replaced by ones that know those files alone. A test that cannot be run (it asks for any other file, say) is told once and the
others go on.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from encoder import lazy_re as re
from encoder.io.names import shown
from encoder.validation.checked import Found, SchemaError
from encoder.validation.schematron.model import SCH, XSL, Check, Let, Schematron, SchPattern, SchRule, severity_of, words_of
from encoder.validation.schematron.others import ASKS, ONLY, OtherFiles, expressions_of
from encoder.xml.safe import parser

OUT = "urn:tei-encoder:report"
#: the mode of all rules
MODE = "rules"
#: the parts of an XPath that matter for what is inside a predicate: strings and comments whole, brackets, single characters
_BRACKETS = re.compile(r"""'[^']*'|"[^"]*"|.""", re.S)
#: what in a context can fit other nodes than elements; of a function's result nothing is known
_OTHER_NODES = re.compile(r"[@(.$'\"]|attribute|namespace")
#: a step of fn:path; the last one of an attribute, a text or a comment is no such step
_STEP = re.compile(r"/(?:Q\{(?P<ns>[^}]*)\})?(?P<name>[^@/\[\]{}()]+)\[(?P<n>\d+)\]")
#: where a part of the stylesheet stands in the schema
_LINE = re.compile(r'out:line="(?P<line>\d+)"')
#: what Saxon says of a rule that asks for a file
_PROHIBITED = re.compile(r"(?:Access to URI|Document has been marked not available:) (?P<uri>\S+?)\.?(?: has been prohibited)?(?:\.? |$)")
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
        others = OtherFiles(schema.path, expressions_of(schema))
        text = stylesheet(schema, others)
        try:
            self.run = self.saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=text)
            for k, tree in enumerate(others.trees.values()):
                node = self.saxon.parse_xml(xml_text=etree.tostring(tree, encoding="unicode"))
                self.run.set_parameter(f"{{{OUT}}}file{k}", node)
        except PySaxonApiError as error:
            raise SchemaError(f"{shown(self.path)}{_where(str(error), text)}: not Schematron that can be used: {_tidy(error)}") from None

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield the assertions that failed and the reports that fired. Raises SchemaError where the rules cannot be run."""
        try:
            builder = self.saxon.new_document_builder()
            if tree.docinfo.URL:
                builder.set_base_uri(tree.docinfo.URL)
            document = builder.parse_xml(xml_text=etree.tostring(tree, encoding="unicode"))
            said = self.run.transform_to_string(xdm_node=document)
        except self.failure as error:
            raise SchemaError(f"{shown(self.path)}: its rules cannot be run: {_tidy(error)}") from None
        unable: set[str] = set()
        for row in etree.fromstring(said.encode("utf-8"), parser(ids=False)):
            rule, words = row.get("id") or "schematron", " ".join("".join(map(str, row.itertext())).split())
            if row.get("error"):
                if rule not in unable:
                    unable.add(rule)
                    asked = _PROHIBITED.search(words)
                    said = f"it asks for {_name(asked['uri'])}: {ONLY}" if asked else words
                    yield Found(rule, "warning", f"this rule cannot be run: {said}")
                continue
            yield Found(rule, severity_of(row.get("role") or ""), words, _at(tree, row.get("at") or ""))


def _name(uri: str) -> str:
    """Return a file's name, an address whole: Saxon counts names from the current folder."""
    return unquote(uri.rpartition("/")[2]) if uri.startswith("file:") else uri


def _where(said: str, text: str) -> str:
    """Return the line of the schema that Saxon's line of the stylesheet comes from, as messages have it."""
    number = re.search(r"on line (?P<line>\d+)", said)
    before = _LINE.findall("\n".join(text.split("\n")[: int(number["line"])])) if number else []
    return f":{before[-1]}" if before else ""


def _tidy(error: object) -> str:
    """Return what Saxon says without the places of the stylesheet."""
    said = re.sub(r"( (?:at char \d+ )?in xsl:[\w-]+(?:/@\w+)?)? on line \d+(?: column \d+)? of \S+", "", " ".join(str(error).split()))
    return said.replace("Q{http://www.w3.org/2005/xpath-functions}", "")


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


def stylesheet(schema: Schematron, others: OtherFiles) -> str:
    """Return XSLT 3 that walks once through a document and runs on each node the first rule of every pattern that fits it.

    All rules are in one mode. Each hands its node on to the next rule that fits (``xsl:next-match``), and the last
    one goes down. Where a node can meet two rules of one pattern, a tunnel parameter says that the pattern has had its
    rule.
    """
    spaces = {prefix: uri for prefix, uri in {**USUAL, **schema.namespaces}.items() if prefix and prefix != "xml"}
    root = etree.Element(f"{XSL}stylesheet", {"version": "3.0"}, nsmap={"xsl": XSL[1:-1], "out": OUT, **spaces})
    root.set("exclude-result-prefixes", "#all")
    if schema.space:
        root.set("xpath-default-namespace", schema.space)
    etree.SubElement(root, f"{XSL}output", {"method": "xml", "omit-xml-declaration": "yes"})
    if others.asked:
        _other_files(root, others)
    for element in schema.foreign:
        root.append(copy.deepcopy(element))
    _variables(root, schema.lets)
    start = etree.SubElement(root, f"{XSL}template", {"match": "/"})
    report = etree.SubElement(start, f"{{{OUT}}}report")
    etree.SubElement(report, f"{XSL}apply-templates", {"select": ".", "mode": MODE})
    several = [f"out:p{k}" for k, pattern in enumerate(schema.patterns) if _several(pattern)]
    _last(root, several, "*" if all(only_elements(r.context) for p in schema.patterns for r in p.rules) else "@*|node()")
    priority = sum(len(pattern.rules) for pattern in schema.patterns)
    for k, pattern in enumerate(schema.patterns):
        for rule in pattern.rules:
            _template(root, pattern, rule, f"out:p{k}" if f"out:p{k}" in several else "", priority)
            priority -= 1
    if others.asked:
        _ask_here(root)
    for element in root.iter(etree.Element):  # each on a line of its own: a line that Saxon names is one of the schema's
        if element.tag != f"{XSL}text" and len(element):
            element.text = element.text or "\n"
        element.tail = element.tail or "\n"
    return etree.tostring(root, encoding="unicode")


def _other_files(root: etree._Element, others: OtherFiles) -> None:
    """Add the files that the rules name, and functions that give them: any other one is asked of Saxon, which reads none."""
    for k in range(len(others.named)):
        etree.SubElement(root, f"{XSL}param", {"name": f"out:file{k}"})
    for name, otherwise in (("doc", "doc($uri)"), ("document", "document($uri)"), ("doc-available", "doc-available($uri)")):
        for more in ((), ("base",)):
            function = etree.SubElement(root, f"{XSL}function", {"name": f"out:{name}"})
            for parameter in ("uri", *more):
                etree.SubElement(function, f"{XSL}param", {"name": parameter})
            if not others.named:
                etree.SubElement(function, f"{XSL}sequence", {"select": otherwise})
                continue
            chosen = etree.SubElement(function, f"{XSL}choose")
            for k, file in enumerate(others.named):
                when = etree.SubElement(chosen, f"{XSL}when", {"test": "string($uri) = '{}'".format(file.replace("'", "''"))})
                etree.SubElement(when, f"{XSL}sequence", {"select": "true()" if name == "doc-available" else f"$out:file{k}"})
            etree.SubElement(etree.SubElement(chosen, f"{XSL}otherwise"), f"{XSL}sequence", {"select": otherwise})


def _ask_here(root: etree._Element) -> None:
    """Let the rules ask for files by the functions that are ours."""
    for element in root.iter(etree.Element):
        if (element.getparent() is root and (element.get("name") or "").startswith("out:")) or element.tag == f"{XSL}text":
            continue
        for name in ("select", "test", "match", "use"):
            value = element.get(name)
            if value and not any((above.get("name") or "").startswith("out:d") for above in element.iterancestors(f"{XSL}function")):
                element.set(name, ASKS.sub(lambda m: f"out:{m['name']}(", value))


def _several(pattern: SchPattern) -> bool:
    """Whether a node can come to a pattern twice: by two rules, or by two alternatives of one."""
    return len(pattern.rules) > 1 or any("|" in rule.context for rule in pattern.rules)


def _last(root: etree._Element, several: list[str], below: str) -> None:
    """Add what comes behind every rule: the way down, on which each pattern is open again."""
    down = etree.SubElement(root, f"{XSL}template", {"match": "/|*", "mode": MODE, "priority": "-1000"})
    goes = etree.SubElement(down, f"{XSL}apply-templates", {"select": below, "mode": MODE})
    for name in several:
        etree.SubElement(goes, f"{XSL}with-param", {"name": name, "tunnel": "yes", "select": "false()"})
    etree.SubElement(root, f"{XSL}template", {"match": "@*|text()|comment()|processing-instruction()", "mode": MODE, "priority": "-1000"})


def _template(root: etree._Element, pattern: SchPattern, rule: SchRule, taken: str, priority: int) -> None:
    template = etree.SubElement(root, f"{XSL}template", {"match": rule.context, "mode": MODE, "priority": str(priority)})
    template.set(f"{{{OUT}}}line", str(rule.line))
    body = template
    if taken:
        etree.SubElement(template, f"{XSL}param", {"name": taken, "tunnel": "yes", "select": "false()"})
        body = etree.SubElement(template, f"{XSL}if", {"test": f"not(${taken})"})
    _variables(body, (*pattern.lets, *rule.lets))
    for check in rule.checks:
        _check(body, check)
    behind = etree.SubElement(template, f"{XSL}next-match")
    if taken:
        etree.SubElement(behind, f"{XSL}with-param", {"name": taken, "tunnel": "yes", "select": "true()"})


def only_elements(context: str) -> bool:
    """Whether a context can fit elements alone (and the root): nothing outside its predicates speaks of other nodes."""
    outside, depth = [], 0
    for part in _BRACKETS.findall(context):
        depth += (part == "[") - (part == "]")
        if not depth:
            outside.append(part)
    return not _OTHER_NODES.search("".join(outside))


def _variables(parent: etree._Element, lets: tuple[Let, ...]) -> None:
    for let in lets:
        etree.SubElement(parent, f"{XSL}variable", {"name": let.name, "select": let.value, f"{{{OUT}}}line": str(let.line)})


def _check(template: etree._Element, check: Check) -> None:
    attempt = etree.SubElement(template, f"{XSL}try")
    test = f"not({check.test})" if check.wanted else check.test
    wrong = etree.SubElement(attempt, f"{XSL}if", {"test": test, f"{{{OUT}}}line": str(check.line)})
    failed = etree.SubElement(wrong, f"{{{OUT}}}failed", {"id": check.id, "role": check.severity})
    at = f"path((({check.subject}), .)[1])" if check.subject else "path(.)"
    etree.SubElement(failed, f"{XSL}attribute", {"name": "at", "select": at})
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


