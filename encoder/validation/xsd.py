"""XSD: lxml decides, xmlschema explains; XSD 1.1, and what lxml cannot read, by xmlschema alone."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cached_property
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from lxml import etree

from encoder import lazy_re as re
from encoder.validation.checked import LONGEST, Found, SchemaError
from encoder.xml.safe import parser, read_schema

#: xmlschema needs a second for as many elements as this; larger documents get lxml's own explanation.
EXPLAINED = 5_000
#: whether an element has more than that in it, itself among them
_LARGE = etree.XPath(f"boolean(descendant-or-self::*[{EXPLAINED + 1}])")
#: libxml2 keeps no more errors than this while it reads: there may be any number then
LOGGED = 100

#: a value is shown up to this length
SHOWN = 60
_XS = "{http://www.w3.org/2001/XMLSchema}"
#: what xmlschema says without the name of the element
_OF_ELEMENT = (
    (re.compile(r"^'(.*)' attribute not allowed for element$"), "{0} has no attribute @{1}"),
    (re.compile(r"^missing required attribute '(.*)'$"), "{0} lacks @{1}"),
    (re.compile(r"^character data between child elements not allowed$"), "{0} cannot hold text here"),
)
#: what lxml says of a pointer to a key that nothing has
_KEYLESS = "No match found for key-sequence"
#: what xmlschema says in the words of its own classes, and the same in plain ones
_PLAIN = tuple((re.compile(pattern), instead) for pattern, instead in (
    (r"invalid literal for int\(\) with base 10: (?P<value>'.*')", r"\g<value> is no whole number"),
    (r"could not convert string to float: (?P<value>'.*')", r"\g<value> is no number"),
    (r"\[<class 'decimal\.ConversionSyntax'>\]|.*decimal\.(?:ConversionSyntax|InvalidOperation).*", "the value is no number"),
    (r"value \((?P<value>.*?),?\) not found for (?P<which>Xsd\w+\(name='[^']*'\))", r"no \g<value> is among the values of \g<which>"),
    (r"duplicated value \((?P<value>.*?),?\) for (?P<which>Xsd\w+\(name='[^']*'\))", r"\g<value> stands twice among those of \g<which>"),
    (r"missing key field (?P<field>.*?) for (?P<which>Xsd\w+\(name='[^']*'\))", r"\g<field>, which \g<which> asks for, is missing"),
    (r"Xsd\w+\((?:name|ref)='(?P<name>[^']*)'[^)]*\)", r"\g<name>"),
))  # fmt: skip


class XSD:
    """An XSD: lxml decides, xmlschema explains."""

    def __init__(self, path: Path) -> None:
        """Compile the gate. Raises SchemaError."""
        self.path = path
        try:
            # what the file itself declares as entities is part of the schema
            self.gate = etree.XMLSchema(read_schema(path))
        except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
            raise SchemaError(f"{path}: not an XSD that can be used: {error}") from None

    @cached_property
    def detailed(self) -> Any:
        """The schema as xmlschema has it: slow to load, precise in what it says."""
        import xmlschema

        return xmlschema.XMLSchema(str(self.path), allow="local", use_fallback=False)

    def holds(self, root: etree._Element) -> bool:
        """Whether a document is valid.

        Of each failure lxml writes the path, and counts siblings for it. A second look at the document, which tells no places, is quick
        in large ones too.
        """
        if not _LARGE(root):
            return bool(self.gate.validate(root))
        try:
            etree.fromstring(etree.tostring(root, encoding="utf-8"), parser(schema=self.gate))
        except etree.XMLSyntaxError:
            return False
        return True

    def check(self, tree: etree._ElementTree, small: bool = False) -> Iterator[Found]:
        """Yield what xmlschema says of a document that the gate stops, what lxml says where xmlschema is content.

        ``small`` says that it is known to have no more than ``EXPLAINED`` elements: to count them takes a quarter of the time.
        """
        last = None if small else next(islice(tree.iter(etree.Element), EXPLAINED, None), None)
        if last is not None:
            yield from self._large(tree, last)
            return
        if self.gate.validate(tree):
            return
        log, told = self.gate.error_log, set()
        try:
            # the tree is given, never a path, and location hints in the document are not followed
            for error in self.detailed.iter_errors(tree, use_location_hints=False):
                if " not found for Xsd" in str(error.reason):
                    continue  # it is told of the element that has the key: lxml knows the one that points to it
                found = _explained(error, self.detailed)
                told.add(found.line)
                yield found
        except Exception:  # what a document says of its own types (xsi:type) can be too much for it
            told.add(0)
        yield from (found for found in _logged("grammar", log, tree) if _KEYLESS in found.message and told - {0})
        if told <= {0}:
            yield from _logged("grammar", log, tree)
        elif 0 in told:
            yield from (found for found in _logged("grammar", log, tree) if found.line not in told)

    def _large(self, tree: etree._ElementTree, last: etree._Element) -> Iterator[Found]:
        """Yield what lxml says of a large document.

        Of each failure lxml writes the path, and counts siblings for it. So the document is first read again with the
        schema, which is quick and tells no places; where much is wrong they are looked for up to ``last`` only.
        """
        reading = parser(schema=self.gate)
        try:
            etree.fromstring(etree.tostring(tree), reading)
        except etree.XMLSyntaxError:
            # the log of the error has what lxml has met before in other documents too
            log = [entry for entry in reading.error_log if entry.domain_name == "SCHEMASV"]
        else:
            return
        if len(log) < LOGGED:
            self.gate.validate(tree)
            yield from _logged("grammar", self.gate.error_log, tree)
            return
        beginning, cut = _beginning(tree, last)
        self.gate.validate(beginning)
        told = [f for f in _logged("grammar", self.gate.error_log, beginning) if f.element not in cut]
        if told:
            first = {e: k for k, e in enumerate(beginning.getroot().iter(etree.Element))}
            whole = list(islice(tree.iter(etree.Element), EXPLAINED + 1))
            for f in told:
                yield Found(f.rule, f.severity, f.message, whole[first[f.element]] if f.element is not None else None, f.line)
            return
        for message in dict.fromkeys(_tidy(entry.message) for entry in log):
            yield Found("grammar", "error", f"{message} (in a large document, behind its first {EXPLAINED:,} elements)")


def _beginning(tree: etree._ElementTree, last: etree._Element) -> tuple[etree._ElementTree, set[etree._Element | None]]:
    """Return a copy of a document up to an element, and the elements that are cut: they may lack what they had."""
    number = sum(1 for _ in takewhile(lambda e: e is not last, tree.iter(etree.Element)))
    copied = copy.deepcopy(tree)
    end = next(islice(copied.iter(etree.Element), number, None))
    cut: set[etree._Element | None] = {end, *end.iterancestors()}
    for element in cut:
        if element is not None:
            for behind in list(element.itersiblings()):
                parent = behind.getparent()
                if parent is not None:
                    parent.remove(behind)
    return copied, cut


class Slow:
    """An XSD 1.1, or one that lxml cannot read, run by xmlschema alone."""

    def __init__(self, path: Path, newer: bool) -> None:
        """Read the schema. Raises SchemaError."""
        from xml.etree import ElementTree

        import xmlschema

        kind = xmlschema.XMLSchema11 if newer else xmlschema.XMLSchema
        try:
            # the schemas of W3C (xml.xsd, xlink.xsd) come with xmlschema: nothing is fetched
            self.schema: Any = kind(str(path), allow="local", use_fallback=True)
        except (OSError, xmlschema.XMLSchemaException, ElementTree.ParseError) as error:
            raise SchemaError(f"{path}: not an XSD that can be used: {' '.join(str(error).split())[:LONGEST]}") from None

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what is wrong."""
        for error in self.schema.iter_errors(tree, use_location_hints=False):
            yield _explained(error, self.schema)


def load_xsd(path: Path, root: etree._Element) -> XSD | Slow:
    """Return what runs an XSD: lxml and xmlschema, or xmlschema alone, first as XSD 1.0. Raises SchemaError with what lxml says."""
    if _newer(root):
        return Slow(path, newer=True)
    try:
        return XSD(path)
    except SchemaError as error:
        for newer in (False, True):
            try:
                return Slow(path, newer)
            except SchemaError:
                continue
        raise error from None


def _newer(root: etree._Element) -> bool:
    """Whether a schema has what only XSD 1.1 has."""
    said = root.get("{http://www.w3.org/2007/XMLSchema-versioning}minVersion") or ""
    newer = (f"{_XS}{name}" for name in ("assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override"))
    return said.startswith("1.1") or next(root.iter(*newer), None) is not None


def _explained(error: Any, schema: Any) -> Found:
    """Make a failure of what xmlschema says: the child that is too much, or the element that has too little."""
    element = error.elem
    reason = _plain(str(error.reason or error.message))
    value = getattr(error, "obj", None)
    if isinstance(value, str) and 0 < len(value) <= SHOWN and value not in reason:
        reason = f"{value!r}: {reason}"
    invalid = getattr(error, "invalid_child", None)
    if invalid is not None:
        element = invalid
        name = etree.QName(invalid).localname
        if invalid.tag in schema.maps.elements:
            expected = [_local(name) for name in getattr(error, "expected", None) or ()]
            reason = f"{name} is not allowed here in {_local(error.elem.tag)}" + _expected(expected)
        else:
            reason = f"{name} is no element of this schema"
    elif reason == "assertion test is false":
        reason = f"what the schema asserts is not so: {' '.join(str(getattr(error.validator, 'path', '')).split())}"
    else:
        for pattern, instead in _OF_ELEMENT:
            m = pattern.match(reason)
            if m is not None:
                reason = instead.format(_local(error.elem.tag), *m.groups())
    return Found("grammar", "error", reason, element, getattr(error, "sourceline", None) or 1)


def _plain(reason: str) -> str:
    """Return what xmlschema says without the names of Python's classes."""
    for pattern, instead in _PLAIN:
        reason = pattern.sub(instead, reason)
    return _tidy(reason)


def _local(name: Any) -> str:
    return str(getattr(name, "local_name", None) or str(name).rsplit("}", 1)[-1])


def _expected(names: list[str]) -> str:
    listed = sorted(dict.fromkeys(n for n in names if n and n != "None"))
    if not listed:
        return ""
    return f"; expected: {', '.join(listed[:12])}{' ...' if len(listed) > 12 else ''}"


def _logged(rule: str, log: Any, tree: etree._ElementTree) -> Iterator[Found]:
    seen = set()
    for entry in log:
        message = _tidy(entry.message)
        if (entry.line, message) not in seen:
            seen.add((entry.line, message))
            yield Found(rule, "error", message, _at(tree, entry.path), entry.line or 1)


def _at(tree: etree._ElementTree, path: str | None) -> etree._Element | None:
    """Return the element of a path as libxml2 writes it: with the prefixes that the document has where the element is."""
    if not path:
        return None
    spaces = {}
    if ":" in path:
        spaces = {prefix: uri for element in tree.iter(etree.Element) for prefix, uri in element.nsmap.items() if prefix}
    try:
        found: Any = tree.xpath(path, namespaces=spaces)
    except etree.XPathError:
        return None
    return found[0] if found else None


def _tidy(message: str) -> str:
    """Take namespaces and prefixes out of what a validator says."""
    message = re.sub(r"\{http://www\.tei-c\.org/ns/1\.0\}", "", message).replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
    return " ".join(re.sub(r"\bns\d+:", "", message).split())


