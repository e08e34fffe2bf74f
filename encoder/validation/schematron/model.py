"""Schematron as records: abstract rules and patterns filled in, local files included, phases chosen (ISO/IEC 19757-3).

Rules that stand inside RELAX NG or XSD are taken out of it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from encoder import lazy_re as re
from encoder.draft.types import Severity
from encoder.io.names import shown
from encoder.validation.checked import SchemaError
from encoder.xml.safe import read_schema

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
#: what TEI's own rules are written for, where they stand in a grammar that does not say so
EMBEDDED = "xslt2"
_WARNING = ("warn", "nonfatal", "caution")
_INFO = ("info", "note", "hint")
#: files that include each other
_DEPTH = 10
#: everything that a schema can hold; what is new in the language would be passed over in silence
_KNOWN = frozenset({
    "active", "assert", "diagnostic", "diagnostics", "dir", "emph", "extends", "group", "include", "let", "name", "ns", "p", "param",
    "pattern", "phase", "properties", "property", "report", "rule", "schema", "span", "title", "value-of",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Let:
    """A variable; ``line`` is that of the schema."""

    name: str
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """An assert (wrong where its test is false) or a report (told where its test is true); ``message`` is the element with its words."""

    id: str
    test: str
    wanted: bool
    severity: Severity
    message: etree._Element
    diagnostics: tuple[etree._Element, ...] = ()
    #: which node is told of, where it is not that of the rule
    subject: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SchRule:
    """A rule: of each pattern the first one whose context fits a node is run on it."""

    context: str
    lets: tuple[Let, ...]
    checks: tuple[Check, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class SchPattern:
    """A pattern; ``documents`` is the expression that names the files it is for, if not the document."""

    id: str
    lets: tuple[Let, ...]
    rules: tuple[SchRule, ...]
    documents: str = ""


@dataclass(frozen=True, slots=True)
class Schematron:
    """A whole schema. ``foreign`` are functions and keys in XSLT that the rules use; ``space`` is that of names without a prefix."""

    path: Path
    binding: str
    namespaces: dict[str, str]
    lets: tuple[Let, ...]
    patterns: tuple[SchPattern, ...]
    foreign: tuple[etree._Element, ...]
    space: str = ""


def severity_of(role: str) -> Severity:
    """Return the severity that a role means; none is an error."""
    role = role.strip().lower()
    return "warning" if role.startswith(_WARNING) else "info" if role.startswith(_INFO) else "error"


def embedded(*roots: etree._Element) -> etree._Element | None:
    """Return the rules that stand inside the files of a grammar as one schema; None where there are none."""
    schema = etree.Element(f"{SCH}schema", {"queryBinding": EMBEDDED}, nsmap={"sch": SCH[1:-1]})
    known: set[str] = set()
    for found in chain.from_iterable(root.iter(f"{SCH}ns", f"{SCH}let", f"{SCH}pattern", f"{SCH}rule") for root in roots):
        parent = found.getparent()
        if parent is not None and str(parent.tag).startswith(SCH):
            continue
        if found.tag == f"{SCH}ns":
            prefix = found.get("prefix") or ""
            if prefix not in known:
                known.add(prefix)
                schema.insert(0, copy.deepcopy(found))
        elif found.tag == f"{SCH}rule":
            etree.SubElement(schema, f"{SCH}pattern").append(copy.deepcopy(found))
        else:
            schema.append(copy.deepcopy(found))
    for each in schema:
        each.tail = None
    return schema if schema.find(f"{SCH}pattern") is not None else None


def read(path: Path, root: etree._Element, phase: str = "") -> Schematron:
    """Return the model of a schema. Raises SchemaError for what is broken, with the line."""
    root = copy.deepcopy(root)
    if root.tag != f"{SCH}schema":
        raise SchemaError(f"{shown(path)}: not Schematron that can be used: the root is to be schema in {SCH[1:-1]}")
    reader = _Reader(path, root)
    return reader.schema(phase)


def put_together(path: Path, root: etree._Element) -> etree._Element:
    """Return a copy of a schema with the local files that it includes, and with its abstract patterns filled in. Raises SchemaError."""
    reader = _Reader(path, copy.deepcopy(root))
    for element in list(reader.root.iterchildren(f"{SCH}pattern")):
        if element.get("is-a"):
            reader.root.replace(element, reader.filled(element))
    for model in reader.patterns.values():
        reader.root.remove(model)
    return reader.root


class _Reader:
    def __init__(self, path: Path, root: etree._Element) -> None:
        self.path, self.root = path, root
        self._include(root, path.parent, 0)
        for element in root.iter(f"{SCH}*"):
            if etree.QName(element).localname not in _KNOWN:
                raise self.wrong(element, f"no rule can be made of {etree.QName(element).localname}")
        self.rules = {str(r.get("id")): r for r in root.iter(f"{SCH}rule") if r.get("abstract") == "true"}
        self.patterns = {str(p.get("id")): p for p in root.iter(f"{SCH}pattern") if p.get("abstract") == "true"}
        self.diagnostics = {str(d.get("id")): d for d in root.iter(f"{SCH}diagnostic")}

    def wrong(self, element: etree._Element, said: str) -> SchemaError:
        return SchemaError(f"{shown(self.path)}:{element.sourceline}: not Schematron that can be used: {said}")

    def _include(self, element: etree._Element, folder: Path, depth: int) -> None:
        for found in list(element.iter(f"{SCH}include", f"{SCH}extends")):
            href = found.get("href")
            if found.tag == f"{SCH}extends" and not href:
                continue
            if not href or re.match(r"[a-z][a-z0-9+.-]*:", href, re.I):
                raise self.wrong(found, f"only local files are read, not {href!r}")
            if depth >= _DEPTH:
                raise self.wrong(found, f"{href} is included by what it includes")
            name, _, fragment = href.partition("#")
            file = folder / unquote(name)
            try:
                other = read_schema(file).getroot()
            except (OSError, etree.XMLSyntaxError) as error:
                why = error.strerror if isinstance(error, OSError) and error.strerror else error
                raise self.wrong(found, f"{href}: {why}") from None
            if fragment:
                other = next((e for e in other.iter(f"{SCH}*") if e.get("id") == fragment), other)
            self._include(other, file.parent, depth + 1)
            parts = list(other) if found.tag == f"{SCH}extends" or other.tag == f"{SCH}schema" else [other]
            parent = found.getparent()
            if parent is not None:
                at = parent.index(found)
                parent.remove(found)
                for k, part in enumerate(parts):
                    parent.insert(at + k, part)

    def schema(self, phase: str) -> Schematron:
        root = self.root
        declared = {str(n.get("prefix")): str(n.get("uri")) for n in root.iterfind(f"{SCH}ns")}
        namespaces = {**{prefix: uri for prefix, uri in root.nsmap.items() if prefix}, **declared}
        lets = [_let(e) for e in root.iterfind(f"{SCH}let")]
        active = None
        phase = (phase if phase not in {"", "#DEFAULT"} else root.get("defaultPhase")) or "#ALL"
        if phase == "#ALL":
            known = {let.name for let in lets}
            lets += [let for let in map(_let, root.iterfind(f"{SCH}phase/{SCH}let")) if let.name not in known]
        else:
            chosen = next((p for p in root.iterfind(f"{SCH}phase") if p.get("id") == phase), None)
            if chosen is None:
                names = ", ".join(str(p.get("id")) for p in root.iterfind(f"{SCH}phase"))
                raise self.wrong(root, f"no phase {phase!r}; there are {names or 'none'}")
            active = {str(a.get("pattern")) for a in chosen.iterfind(f"{SCH}active")}
            lets += [_let(e) for e in chosen.iterfind(f"{SCH}let")]
        patterns = tuple(
            made
            for p in root.iterchildren(f"{SCH}pattern", f"{SCH}group")
            if p.get("abstract") != "true" and (active is None or p.get("id") in active)
            for made in self.patterns_of(p)
        )
        foreign = tuple(e for e in root if isinstance(e.tag, str) and e.tag.startswith(XSL))
        binding, space = (root.get("queryBinding") or "xslt").lower(), root.get("xpath-default-namespace") or ""
        return Schematron(self.path, binding, namespaces, tuple(lets), patterns, foreign, space)

    def patterns_of(self, element: etree._Element) -> Iterator[SchPattern]:
        """Yield a pattern; of a group, in which every rule is run that fits, one for each rule."""
        made = self.pattern(element)
        if element.tag == f"{SCH}pattern":
            yield made
        else:
            for rule in made.rules:
                yield replace(made, rules=(rule,))

    def filled(self, element: etree._Element) -> etree._Element:
        """Return an abstract pattern with the parameters that another one gives."""
        abstract = element.get("is-a")
        model = self.patterns.get(str(abstract))
        if model is None:
            raise self.wrong(element, f"no abstract pattern {abstract!r}")
        given = {str(p.get("name")): str(p.get("value")) for p in element.iterfind(f"{SCH}param")}
        made = copy.deepcopy(model)
        for each in made.iter(f"{SCH}*"):
            for name, value in list(each.attrib.items()):
                each.set(name, _filled(str(value), given))
            each.text, each.tail = _filled(each.text or "", given), _filled(each.tail or "", given)
        made.attrib.pop("abstract", "")
        made.set("id", element.get("id") or str(abstract))
        return made

    def pattern(self, element: etree._Element) -> SchPattern:
        if element.get("is-a"):
            element = self.filled(element)
        lets = tuple(_let(e) for e in element.iterfind(f"{SCH}let"))
        rules = tuple(self.rule(r) for r in element.iterfind(f"{SCH}rule") if r.get("abstract") != "true")
        return SchPattern(element.get("id") or "", lets, rules, element.get("documents") or "")

    def rule(self, element: etree._Element) -> SchRule:
        context = element.get("context")
        if not context:
            raise self.wrong(element, "a rule without context")
        lets, checks = self._inside(element, 0)
        return SchRule(context, tuple(lets), tuple(checks), _line(element))

    def _inside(self, element: etree._Element, depth: int) -> tuple[list[Let], list[Check]]:
        lets: list[Let] = []
        checks: list[Check] = []
        for below in element.iterchildren(f"{SCH}let", f"{SCH}assert", f"{SCH}report", f"{SCH}extends"):
            if below.tag == f"{SCH}let":
                lets.append(_let(below))
            elif below.tag == f"{SCH}extends":
                model = self.rules.get(below.get("rule") or "")
                if model is None or depth >= _DEPTH:
                    raise self.wrong(below, f"no abstract rule {below.get('rule')!r}")
                more = self._inside(model, depth + 1)
                lets += more[0]
                checks += more[1]
            else:
                checks.append(self._check(element, below))
        return lets, checks

    def _check(self, rule: etree._Element, element: etree._Element) -> Check:
        test = element.get("test")
        if not test:
            raise self.wrong(element, f"{etree.QName(element).localname} without test")
        named = (element.get("diagnostics") or "").split()
        lost = [name for name in named if name not in self.diagnostics]
        if lost:
            raise self.wrong(element, f"no diagnostic {lost[0]!r}")
        diagnostics = tuple(self.diagnostics[name] for name in named)
        pattern = rule.getparent()
        name = element.get("id") or rule.get("id") or (pattern.get("id") if pattern is not None else None) or "schematron"
        # many projects say in flag what role is for
        role = next((said for said in (element.get("role"), rule.get("role"), element.get("flag"), rule.get("flag")) if said), "")
        subject = element.get("subject") or rule.get("subject") or ""
        wanted = etree.QName(element).localname == "assert"
        return Check(name, test, wanted, severity_of(role), element, diagnostics, subject, _line(element))


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline
    return int(line or 0)


def _let(element: etree._Element) -> Let:
    value = element.get("value")
    if value is None:
        words = "".join(map(str, element.itertext())).replace("'", "''")
        value = f"'{words}'"
    return Let(element.get("name") or "", value, _line(element))


def _filled(text: str, given: dict[str, str]) -> str:
    """Replace the parameters of an abstract pattern, the longest names first."""
    for name in sorted(given, key=len, reverse=True):
        text = text.replace(f"${name}", given[name])
    return text


def words_of(check: Check) -> Iterator[str | etree._Element]:
    """Yield the words of a message and of its diagnostics, and the elements in it whose value the document says."""
    for element in (check.message, *check.diagnostics):
        if element is not check.message:
            yield " "
        yield from _words(element)


def _words(element: etree._Element) -> Iterator[str | etree._Element]:
    yield element.text or ""
    for below in element:
        if below.tag in {f"{SCH}value-of", f"{SCH}name"}:
            yield below
        elif isinstance(below.tag, str):
            yield from _words(below)
        yield below.tail or ""
