"""Is it valid? Fast gates for every file, a detailed report for those they stop.

The schema of the edition is one grammar in three forms made from one source. lxml's compiled XSD decides in a
tenth of a millisecond, lxml's Schematron checks what a grammar cannot say, and xmlschema explains what the gate has
stopped. Other schemas (``.rng``, ``.rnc``, ``.xsd``, ``.sch``) are run by lxml, the XSD among them explained by
xmlschema too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any, Protocol
from xml.parsers import expat

from lxml import etree
from lxml.isoschematron import Schematron

from encoder.draft.model import Severity
from encoder.errors import EncoderError
from encoder.xml.safe import parser

SVRL = "{http://purl.oclc.org/dsdl/svrl}"

#: Failures that are reported of one file at the most, and the length of a message.
MOST, LONGEST = 50, 500
#: xmlschema needs a second for as many elements as this; larger documents get lxml's own explanation.
EXPLAINED = 5_000


class SchemaError(EncoderError):
    """A schema that is not there or cannot be used."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong at a place of a document.

    ``line`` and ``column`` count from 1 and point to the start of a tag; ``path`` is the element's, as
    ``/TEI/text/body/div[1]``.
    """

    rule: str
    severity: Severity
    message: str
    line: int = 1
    column: int = 1
    path: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A failure as a validator has it: at an element, or at a line where it names none."""

    rule: str
    severity: Severity
    message: str
    element: etree._Element | None = None
    line: int = 1


class Validator(Protocol):
    """What checks a parsed document."""

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what is wrong; nothing where the document is valid."""
        ...


@cache
def schema_folder() -> Path:
    """Return the folder of the schema: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parents[1]
    for folder in (here / "schema", here.parent / "schema"):
        if (folder / "edition.rng").is_file():
            return folder
    raise SchemaError(f"{here}: the schema is missing; install tei-encoder again")


class XSD:
    """An XSD: lxml decides, xmlschema explains."""

    def __init__(self, path: Path) -> None:
        """Compile the gate. Raises SchemaError."""
        self.path = path
        try:
            self.gate = etree.XMLSchema(etree.parse(path, parser()))
        except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
            raise SchemaError(f"{path}: not an XSD that can be used: {error}") from None

    @cached_property
    def detailed(self) -> Any:
        """The schema as xmlschema has it: slow to load, precise in what it says."""
        import xmlschema

        return xmlschema.XMLSchema(str(self.path), allow="local", use_fallback=False)

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what xmlschema says of a document that the gate stops, what lxml says where xmlschema is content."""
        if self.gate.validate(tree):
            return
        if sum(1 for _ in islice(tree.iter(etree.Element), EXPLAINED + 1)) > EXPLAINED:
            yield from _logged("grammar", self.gate.error_log, tree)
            return
        told = False
        # the tree is given, never a path, and location hints in the document are not followed
        for error in self.detailed.iter_errors(tree, use_location_hints=False):
            told = True
            yield _explained(error, self.detailed)
        if not told:
            yield from _logged("grammar", self.gate.error_log, tree)


class RelaxNG:
    """A RELAX NG grammar, run by lxml."""

    def __init__(self, path: Path) -> None:
        """Compile the grammar; the compact syntax needs the package rnc2rng. Raises SchemaError."""
        try:
            self.grammar = _compact(path) if path.suffix == ".rnc" else etree.RelaxNG(etree.parse(path, parser()))
        except (OSError, etree.XMLSyntaxError, etree.RelaxNGParseError) as error:
            raise SchemaError(f"{path}: not a RELAX NG grammar that can be used: {error}") from None

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what lxml says."""
        if not self.grammar.validate(tree):
            yield from _logged("grammar", self.grammar.error_log, tree)


def _compact(path: Path) -> etree.RelaxNG:
    """Compile a grammar in the compact syntax. Raises SchemaError where it is broken or its library is missing."""
    if find_spec("rnc2rng") is None:
        raise SchemaError(f"{path}: the compact syntax needs the package rnc2rng: pip install rnc2rng")
    text = path.read_text(encoding="utf-8")
    try:
        return etree.RelaxNG.from_rnc_string(text, base_url=str(path))
    except Exception as error:  # rnc2rng has errors of its own, which have no common class with lxml's
        said = " ".join(str(error).split())[:LONGEST]
        raise SchemaError(f"{path}: not a RELAX NG grammar that can be used: {said}") from None


#: Parameters of the Schematron skeleton, as XPath: no record of the rules that fired.
_LEAN = {"generate-fired-rule": "'false'"}


class Rules:
    """Schematron rules, compiled to XSLT by lxml."""

    def __init__(self, path: Path) -> None:
        """Compile the rules. Raises SchemaError, also for a query language other than XSLT 1."""
        try:
            source = etree.parse(path, parser())
            binding = source.getroot().get("queryBinding", "xslt")
            if binding not in {"xslt", "xslt1"}:
                raise SchemaError(f"{path}: its rules are written for {binding!r}; only XPath 1 ('xslt') can be run here")
            self.rules = Schematron(source, store_report=True, compile_params=_LEAN)
        except (OSError, etree.XMLSyntaxError, etree.SchematronParseError, etree.XSLTParseError) as error:
            raise SchemaError(f"{path}: not Schematron that can be used: {error}") from None

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield the assertions that failed and the reports that fired."""
        self.rules.validate(tree)
        for failed in self.rules.validation_report.getroot():
            if failed.tag not in {f"{SVRL}failed-assert", f"{SVRL}successful-report"}:
                continue
            at: Any = tree.xpath(failed.get("location") or "/*")
            said = " ".join("".join(failed.itertext()).split())
            role = (failed.get("role") or "").lower()
            severity: Severity = "warning" if role.startswith("warn") else "info" if role.startswith("info") else "error"
            yield Found(failed.get("id") or "schematron", severity, said, at[0] if at else None)


class Schema:
    """One or several validators, one after the other."""

    def __init__(self, validators: Sequence[Validator]) -> None:
        """Keep the validators in their order."""
        self.validators = tuple(validators)

    def failures(self, tree: etree._ElementTree, data: bytes) -> list[Failure]:
        """Return what is wrong with a document, in the order of its lines; ``data`` are the bytes it was parsed from."""
        found = list(islice(chain.from_iterable(v.check(tree) for v in self.validators), MOST + 1))
        if not found:
            return []
        places = Places(tree, data)
        failures = [Failure(f.rule, f.severity, f.message[:LONGEST], *places.of(f)) for f in found[:MOST]]
        failures.sort(key=lambda f: (f.line, f.column, f.rule))
        if len(found) > MOST:
            failures.append(Failure("more", found[MOST].severity, f"and more: the first {MOST} are shown", failures[-1].line))
        return failures


class Places:
    """Where the elements of a document begin: line and column of each start tag, read again from its bytes.

    lxml knows the line in which a start tag ends, and no column.
    """

    def __init__(self, tree: etree._ElementTree, data: bytes) -> None:
        """Read the places."""
        self.starts: list[tuple[int, int]] = []
        again = expat.ParserCreate()
        again.StartElementHandler = lambda *_: self.starts.append((again.CurrentLineNumber, again.CurrentColumnNumber + 1))
        try:
            again.Parse(data, True)
        except expat.ExpatError:  # an encoding that expat does not know: the lines of lxml have to do
            self.starts = []
        self.tree = tree
        self.order = {e: k for k, e in enumerate(tree.getroot().iter(etree.Element))}

    def of(self, found: Found) -> tuple[int, int, str]:
        """Return line, column and path of a failure."""
        if found.element is None:
            return found.line, 1, ""
        number = self.order.get(found.element, -1)
        path = re.sub(r"\{[^}]*\}|\*:", "", self.tree.getelementpath(found.element))
        root = etree.QName(self.tree.getroot()).localname
        line, column = self.starts[number] if 0 <= number < len(self.starts) else (_line(found.element), 1)
        return line, column, f"/{root}" if path == "." else f"/{root}/{path}"


def _line(element: Any) -> int:
    return int(element.sourceline or 1)


def _explained(error: Any, schema: Any) -> Found:
    """Make a failure of what xmlschema says: the child that is too much, or the element that has too little."""
    element = error.elem
    reason = _tidy(str(error.reason or error.message))
    invalid = getattr(error, "invalid_child", None)
    if invalid is not None:
        element = invalid
        name = etree.QName(invalid).localname
        if invalid.tag in schema.maps.elements:
            expected = [_local(name) for name in getattr(error, "expected", None) or ()]
            reason = f"{name} is not allowed here in {_local(error.elem.tag)}" + _expected(expected)
        else:
            reason = f"{name} is no element of this schema"
    return Found("grammar", "error", reason, element, getattr(error, "sourceline", None) or 1)


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
            at: Any = tree.xpath(entry.path) if entry.path else None
            yield Found(rule, "error", message, at[0] if at else None, entry.line or 1)


def _tidy(message: str) -> str:
    """Take namespaces and prefixes out of what a validator says."""
    message = re.sub(r"\{http://www\.tei-c\.org/ns/1\.0\}", "", message)
    return " ".join(re.sub(r"\bns\d+:", "", message).split())


@cache
def edition_schema() -> Schema:
    """Return the schema that comes with the program: its grammar and its rules."""
    folder = schema_folder()
    return Schema((XSD(folder / "edition.xsd"), Rules(folder / "edition.sch")))


@cache
def load_schema(paths: tuple[Path, ...]) -> Schema:
    """Return the schema made of files, the program's own where there are none. Raises SchemaError."""
    if not paths:
        return edition_schema()
    kinds: dict[str, type[XSD] | type[RelaxNG] | type[Rules]] = {
        ".xsd": XSD, ".rng": RelaxNG, ".rnc": RelaxNG, ".sch": Rules
    }  # fmt: skip
    validators: list[Validator] = []
    for path in paths:
        if path.suffix not in kinds:
            raise SchemaError(f"{path}: a schema ends in {', '.join(kinds)}")
        if not path.is_file():
            raise SchemaError(f"{path}: no such file")
        validators.append(kinds[path.suffix](path))
    return Schema(validators)
