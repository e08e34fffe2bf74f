"""Is it valid? Fast gates for every file, a detailed report for those they stop.

The schema of the edition is one grammar in three forms made from one source. lxml's compiled XSD decides in a
tenth of a millisecond, lxml's Schematron checks what a grammar cannot say, and xmlschema explains what the gate has
stopped. Other schemas (``.rng``, ``.rnc``, ``.xsd``, ``.sch``) are run by lxml, the XSD among them explained by
xmlschema too.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from xml.etree import ElementTree

from lxml import etree

from encoder import lazy_re as re
from encoder.validation import gate
from encoder.validation.checked import LONGEST, MOST, Failure, Found, SchemaError
from encoder.validation.named import by_name
from encoder.validation.places import Places
from encoder.xml.safe import parser

if TYPE_CHECKING:
    from encoder.validation.schematron.xslt1 import Rules

#: xmlschema needs a second for as many elements as this; larger documents get lxml's own explanation.
EXPLAINED = 5_000
#: libxml2 keeps no more errors than this while it reads: there may be any number then
LOGGED = 100

_XS = "{http://www.w3.org/2001/XMLSchema}"
#: the query languages of Schematron that can be run
BINDINGS = frozenset({"xslt", "xslt1", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"})


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

    def holds(self, root: etree._Element) -> bool:
        """Whether a document is valid.

        Of each failure lxml writes the path, and counts siblings for it. A second look at the document, which tells no places, is quick
        in large ones too.
        """
        if next(islice(root.iter(etree.Element), EXPLAINED, None), None) is None:
            return bool(self.gate.validate(root))
        try:
            etree.fromstring(etree.tostring(root, encoding="utf-8"), parser(schema=self.gate))
        except etree.XMLSyntaxError:
            return False
        return True

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what xmlschema says of a document that the gate stops, what lxml says where xmlschema is content."""
        last = next(islice(tree.iter(etree.Element), EXPLAINED, None), None)
        if last is not None:
            yield from self._large(tree, last)
            return
        if self.gate.validate(tree):
            return
        log, told = self.gate.error_log, set()
        try:
            # the tree is given, never a path, and location hints in the document are not followed
            for error in self.detailed.iter_errors(tree, use_location_hints=False):
                found = _explained(error, self.detailed)
                told.add(found.line)
                yield found
        except Exception:  # what a document says of its own types (xsi:type) can be too much for it
            told.add(0)
        if told <= {0}:
            yield from _logged("grammar", log, tree)
        elif 0 in told:
            yield from (found for found in _logged("grammar", log, tree) if found.line not in told)

    def _large(self, tree: etree._ElementTree, last: etree._Element) -> Iterator[Found]:
        """Yield what lxml says of a large document.

        Of each failure lxml writes the path, and counts siblings for it. So the document is first read again with the
        schema, which is quick and tells no places; where much is wrong they are looked for up to ``last`` only.
        """
        try:
            etree.fromstring(etree.tostring(tree), parser(schema=self.gate))
        except etree.XMLSyntaxError as error:
            log = list(error.error_log)  # type: ignore[call-overload]
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


class XSD11:
    """An XSD 1.1, run by xmlschema: lxml knows 1.0 alone."""

    def __init__(self, path: Path) -> None:
        """Read the schema. Raises SchemaError."""
        import xmlschema

        try:
            self.schema: Any = xmlschema.XMLSchema11(str(path), allow="local", use_fallback=False)
        except (OSError, xmlschema.XMLSchemaException, ElementTree.ParseError) as error:
            raise SchemaError(f"{path}: not an XSD that can be used: {' '.join(str(error).split())[:LONGEST]}") from None

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what is wrong."""
        for error in self.schema.iter_errors(tree, use_location_hints=False):
            yield _explained(error, self.schema)


def _newer(root: etree._Element) -> bool:
    """Whether a schema has what only XSD 1.1 has."""
    said = root.get("{http://www.w3.org/2007/XMLSchema-versioning}minVersion") or ""
    newer = (f"{_XS}{name}" for name in ("assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override"))
    return said.startswith("1.1") or next(root.iter(*newer), None) is not None


class RelaxNG:
    """A RELAX NG grammar, walked through by our own automaton."""

    def __init__(self, path: Path) -> None:
        """Read the grammar with all the local files it includes. Raises SchemaError."""
        # an edition by our own schema needs none of these, here and below, and they take time to import
        from encoder.schema_tools.automaton import Automaton
        from encoder.schema_tools.grammar import load_tree, read_grammar
        from encoder.schema_tools.patterns import GrammarError

        try:
            grammar = read_grammar(load_tree(path).getroot(), str(path))
        except GrammarError as error:
            where, said = re.match(r"(:\d+)?(?:: )?(.*)", str(error).removeprefix(str(path)), re.S).groups("")  # type: ignore[union-attr]
            raise SchemaError(f"{path}{where}: not a RELAX NG grammar that can be used: {said}") from None
        self.roots = grammar.roots
        self.automaton = Automaton(grammar)

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield every error, in the order of the document."""
        from encoder.validation.relaxng import Walk

        yield from Walk(self.automaton).document(tree.getroot())


class Schema:
    """One or several validators, one after the other."""

    def __init__(self, validators: Sequence[Validator]) -> None:
        """Keep the validators in their order."""
        self.validators = tuple(validators)

    def holds(self, root: etree._Element) -> bool:
        """Whether a document has no error, without the places of any."""
        tree = root.getroottree()
        return all(
            v.holds(root) if isinstance(v, XSD) else not any(f.severity == "error" for f in v.check(tree)) for v in self.validators
        )

    def failures(self, tree: etree._ElementTree, data: bytes, most: int = MOST) -> list[Failure]:
        """Return what is wrong with a document, in the order of its lines; ``data`` are the bytes it was parsed from.

        Of more failures than ``most`` the first are returned, and one that says so; 0 returns all.
        """
        found = list(islice(chain.from_iterable(v.check(tree) for v in self.validators), most + 1 if most else None))
        if not found:
            return []
        places = Places(tree, data, found)
        failures = [Failure(f.rule, f.severity, f.message[:LONGEST], *places.of(f)) for f in (found[:most] if most else found)]
        failures.sort(key=lambda f: (f.line, f.column, f.rule))
        if most and len(found) > most:
            said = f"and more: the first {most} of this file are shown, --max-errors 0 shows all"
            failures.append(Failure("more", found[most].severity, said, failures[-1].line))
        return failures


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


class EditionRules:
    """The rules of the edition: compiled, and run, where the gate lets a document not pass."""

    def __init__(self, path: Path) -> None:
        """Keep the path."""
        self.path = path

    @cached_property
    def rules(self) -> Rules:
        """The rules themselves."""
        from encoder.validation.schematron.xslt1 import Rules

        return Rules(self.path)

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what Schematron finds."""
        if not gate.passes(etree.tostring(tree.getroot(), encoding="unicode", with_tail=False)):
            yield from self.rules.check(tree)


@cache
def edition_schema() -> Schema:
    """Return the schema that comes with the program: its grammar and its rules."""
    folder = schema_folder()
    return Schema((XSD(folder / "edition.xsd"), EditionRules(folder / "edition.sch")))


@cache
def load_schema(paths: tuple[Path, ...]) -> Schema:
    """Return the schema made of files, the program's own where there are none. Raises SchemaError."""
    if not paths:
        return edition_schema()
    validators: list[Validator] = []
    for path in map(by_name, paths):
        if path.suffix not in _KINDS:
            raise SchemaError(f"{path}: a schema ends in {', '.join(_KINDS)}")
        if not path.is_file():
            raise SchemaError(f"{path}: no such file")
        validators += _KINDS[path.suffix](path)
    return Schema(validators)


def _relax(path: Path) -> list[Validator]:
    grammar = RelaxNG(path)
    return [grammar, *_embedded(path, *grammar.roots)]


def _xsd(path: Path) -> list[Validator]:
    try:
        root = etree.parse(path, parser(ids=False)).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{path}: not an XSD that can be used: {error}") from None
    return [XSD11(path) if _newer(root) else XSD(path), *_embedded(path, root)]


def _embedded(path: Path, *roots: etree._Element) -> list[Validator]:
    from encoder.validation.schematron.model import embedded

    rules = embedded(*roots)
    return [] if rules is None else [_beyond(path, rules)]


def _schematron(path: Path) -> list[Validator]:
    try:
        root = etree.parse(path, parser(ids=False)).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{path}: not Schematron that can be used: {error}") from None
    binding = (root.get("queryBinding") or "xslt").lower()
    if binding not in BINDINGS:
        raise SchemaError(f"{path}: its rules are written for {binding!r}; {', '.join(sorted(BINDINGS))} can be run")
    from encoder.validation.schematron.xslt1 import Rules

    return [Rules(path) if binding in {"xslt", "xslt1"} else _beyond(path, root)]


def _beyond(path: Path, root: etree._Element) -> Validator:
    """Return what runs rules in XPath 2 and 3: Saxon where it is installed, elementpath elsewhere. Raises SchemaError."""
    from encoder.validation.schematron.model import read

    model = read(path, root)
    if find_spec("saxonche") is not None:
        from encoder.validation.schematron.saxon import SaxonRules

        return SaxonRules(model)
    from encoder.validation.schematron.paths import PathRules

    return PathRules(model)


_KINDS: dict[str, Callable[[Path], list[Validator]]] = {".rng": _relax, ".rnc": _relax, ".xsd": _xsd, ".sch": _schematron}
