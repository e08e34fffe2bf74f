"""Schematron in XPath 2 and 3, run by elementpath, which is always there: slower than Saxon, and without functions in XSLT."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import elementpath
from elementpath.xpath3 import XPath3Parser
from elementpath.xpath30 import XPath30Parser
from lxml import etree

from encoder import lazy_re as re
from encoder.io.names import shown
from encoder.validation.checked import Found, SchemaError
from encoder.validation.schematron.model import SCH, Check, Let, Schematron, SchRule, words_of
from encoder.validation.schematron.others import OtherFiles, expressions_of

_CURRENT = re.compile(r"\bcurrent\(\)")
_DOCUMENT = re.compile(r"(?<![\w.:$-])document\s*\(")
_HERE = "_tei_encoder_here"
#: strings are compared by their characters: other collations ask for locales that a machine may not have
CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"


class PathRules:
    """Rules as parsed expressions."""

    def __init__(self, schema: Schematron) -> None:
        """Parse every expression. Raises SchemaError for one that elementpath cannot read, with what to install."""
        self.schema = schema
        self.spaces = {"xs": "http://www.w3.org/2001/XMLSchema", "fn": "http://www.w3.org/2005/xpath-functions", **schema.namespaces}
        self.parsed: dict[str, Any] = {}
        self.base = schema.path.resolve().as_uri()
        others = OtherFiles(schema.path, expressions_of(schema))
        #: the files that the rules name, and no others, as elementpath asks for them
        self.files: dict[str, Any] = {urljoin(self.base, name): elementpath.get_node_tree(tree) for name, tree in others.trees.items()}
        if schema.foreign:
            raise self._needs("functions and keys in XSLT")
        for let in schema.lets:
            self._parse(let.value)
        for pattern in schema.patterns:
            for rule in pattern.rules:
                self._parse(selected(rule.context))
                for expression in (*(x.value for x in (*pattern.lets, *rule.lets)), *(c.test for c in rule.checks)):
                    self._parse(expression)

    def _needs(self, what: str) -> SchemaError:
        return SchemaError(f"{shown(self.schema.path)}: {what} can only be run by Saxon: pip install 'tei-encoder[schematron]'")

    def _parse(self, expression: str) -> Any:
        if expression not in self.parsed:
            ready = _DOCUMENT.sub("doc(", _CURRENT.sub(f"${_HERE}", expression))
            # 3.0 first: the parser of 3.1 takes the names of its functions (head, tail, sort, filter) for no names of elements
            for language in (XPath30Parser, XPath3Parser):
                try:
                    made = language(
                        namespaces=self.spaces, strict=True, default_collation=CODEPOINTS, base_uri=self.base,
                        default_namespace=self.schema.space or None,
                    )
                    self.parsed[expression] = made.parse(ready)
                    break
                except elementpath.ElementPathError as error:
                    said = " ".join(str(error).split())[:120]
            else:
                raise self._needs(f"{' '.join(expression.split())[:80]!r} ({said})")
        return self.parsed[expression]

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield the assertions that failed and the reports that fired."""
        root = elementpath.get_node_tree(tree, namespaces=self.spaces)
        unable: set[str] = set()
        variables = self._values(root, root, {}, self.schema.lets)
        for pattern in self.schema.patterns:
            met: set[int] = set()
            common = self._values(root, root, variables, pattern.lets)
            for rule in pattern.rules:
                for node in self._nodes(root, rule, common):
                    if id(node) in met:
                        continue
                    met.add(id(node))
                    yield from self._run(root, node, rule, common, unable)

    def _nodes(self, root: Any, rule: SchRule, variables: dict[str, Any]) -> list[Any]:
        context = elementpath.XPathContext(root, namespaces=self.spaces, variables=dict(variables), documents=self.files)
        try:
            return [node for node in self._parse(selected(rule.context)).select(context) if isinstance(node, elementpath.XPathNode)]
        except elementpath.ElementPathError as error:
            raise SchemaError(f"{shown(self.schema.path)}: the context {rule.context!r} cannot be run: {error}") from None

    def _run(self, root: Any, node: Any, rule: SchRule, variables: dict[str, Any], unable: set[str]) -> Iterator[Found]:
        known = self._values(root, node, variables, rule.lets)
        for check in rule.checks:
            try:
                test = self._parse(check.test)
                # the nodes of elementpath, as they come: of lxml's own, which get_results gives, it knows no boolean value
                holds = test.boolean_value(list(test.select(self._context(root, node, known))))
                if holds != check.wanted:
                    at = self._subject(root, node, check, known)
                    yield Found(check.id, check.severity, self._message(root, node, check, known), _element(at))
            except (elementpath.ElementPathError, ValueError, TypeError) as error:
                if check.id not in unable:
                    unable.add(check.id)
                    yield Found(check.id, "warning", f"this rule cannot be run: {' '.join(str(error).split())}")

    def _context(self, root: Any, node: Any, variables: dict[str, Any]) -> Any:
        return elementpath.XPathContext(
            root, namespaces=self.spaces, item=node, variables={**variables, _HERE: node}, documents=self.files
        )

    def _values(self, root: Any, node: Any, variables: dict[str, Any], lets: tuple[Let, ...]) -> dict[str, Any]:
        if not lets:
            return variables
        known = dict(variables)
        for let in lets:
            try:
                known[let.name] = list(self._parse(let.value).select(self._context(root, node, known)))
            except (elementpath.ElementPathError, ValueError, TypeError):
                continue  # the checks that use it cannot be run and say so
        return known

    def _subject(self, root: Any, node: Any, check: Check, known: dict[str, Any]) -> Any:
        """Return the node that a check is about."""
        if not check.subject:
            return node
        return next(iter(self._parse(check.subject).select(self._context(root, node, known))), node)

    def _message(self, root: Any, node: Any, check: Check, variables: dict[str, Any]) -> str:
        said: list[str] = []
        for word in words_of(check):
            if isinstance(word, str):
                said.append(word)
                continue
            asked = word.get("path" if word.tag == f"{SCH}name" else "select") or "."
            expression = f"name({asked})" if word.tag == f"{SCH}name" else f"string-join(({asked}) ! string(.), ' ')"
            try:
                said.append(str(self._parse(expression).evaluate(self._context(root, node, variables)) or ""))
            except (SchemaError, elementpath.ElementPathError, ValueError, TypeError):
                said.append("...")
        return " ".join("".join(said).split())


def _element(node: Any) -> etree._Element | None:
    while node is not None:
        found = getattr(node, "elem", None)
        if found is None:
            found = getattr(node, "value", None)
        if isinstance(found, etree._Element) and isinstance(found.tag, str):  # lxml's comments and instructions are elements too
            return found
        node = node.parent
    return None


def selected(context: str) -> str:
    """Return the expression that selects what a context fits: each of its alternatives, at any depth."""
    return " | ".join(part if part.startswith("/") else f"//{part}" for part in alternatives(context))


def alternatives(context: str) -> list[str]:
    """Return the alternatives of a pattern, divided at the ``|`` that stands in no bracket and no quotation."""
    parts, depth, quote, start = [], 0, "", 0
    for k, c in enumerate(context):
        if quote:
            quote = "" if c == quote else quote
        elif c in "'\"":
            quote = c
        elif c in "[(":
            depth += 1
        elif c in "])":
            depth -= 1
        elif c == "|" and depth == 0:
            parts.append(context[start:k].strip())
            start = k + 1
    return [part for part in (*parts, context[start:].strip()) if part]
