"""Is it valid? Fast gates for every file, a detailed report for those they stop.

The schema of the edition is one grammar in three forms made from one source. lxml's compiled XSD decides in a
tenth of a millisecond, lxml's Schematron checks what a grammar cannot say, and xmlschema explains what the gate has
stopped. Other schemas (``.rng``, ``.rnc``, ``.xsd``, ``.sch``) are run by lxml, the XSD among them explained by
xmlschema too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lxml import etree

from encoder import lazy_re as re
from encoder.validation import gate
from encoder.validation.checked import LONGEST, MOST, Failure, Found, SchemaError
from encoder.validation.places import Places
from encoder.validation.xsd import EXPLAINED, XSD, load_xsd
from encoder.xml.safe import read_schema

if TYPE_CHECKING:
    from encoder.validation.schematron.model import Schematron
    from encoder.validation.schematron.xslt1 import Rules

#: the query languages of Schematron that can be run
BINDINGS = frozenset({"xslt", "xslt1", "exslt", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"})
#: those that lxml runs
FIRST = frozenset({"xslt", "xslt1", "exslt"})


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

    def holds(self, root: etree._Element, written: str = "") -> bool:
        """Whether a document has no error, without the places of any; ``written`` is its root as lxml writes it, where it is at hand."""
        return all(_holds(validator, root, written) for validator in self.validators)

    def failures(self, tree: etree._ElementTree, data: bytes, most: int = MOST) -> list[Failure]:
        """Return what is wrong with a document, in the order of its lines; ``data`` are the bytes it was parsed from.

        Of more failures than ``most`` the first are returned, and one that says so; 0 returns all.
        """
        small = data.count(b"<") <= EXPLAINED  # there are no more elements than signs
        checks = (v.check(tree, small) if isinstance(v, XSD) else v.check(tree) for v in self.validators)
        found = list(islice(chain.from_iterable(checks), most + 1 if most else None))
        if not found:
            return []
        places = Places(tree, data, found)
        failures = [Failure(f.rule, f.severity, f.message[:LONGEST], *places.of(f)) for f in (found[:most] if most else found)]
        failures.sort(key=lambda f: (f.line, f.column, f.rule))
        if most and len(found) > most:
            said = f"and more: the first {most} of this file are shown, --max-errors 0 shows all"
            failures.append(Failure("more", found[most].severity, said, failures[-1].line))
        return failures


def _holds(validator: Validator, root: etree._Element, written: str) -> bool:
    if isinstance(validator, XSD):
        return validator.holds(root)
    if isinstance(validator, EditionRules):
        return validator.holds(root, written)
    return not _erring(validator.check(root.getroottree()))


def _erring(found: Iterable[Found]) -> bool:
    return any(one.severity == "error" for one in found)


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

    def holds(self, root: etree._Element, written: str) -> bool:
        """Whether the rules hold; ``written`` as ``Schema.holds`` has it."""
        return bool(written and gate.passes(written, errors=True)) or not _erring(self.check(root.getroottree()))

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
def load_schema(paths: tuple[Path, ...], phase: str = "") -> Schema:
    """Return the schema made of files, the program's own where there are none; ``phase`` is the Schematron's. Raises SchemaError."""
    if not paths:
        return edition_schema()
    from encoder.validation.named import by_name, kind_of  # with http and ssl, by way of urllib.request

    validators: list[Validator] = []
    for path in map(by_name, paths):
        if not path.is_file():
            raise SchemaError(f"{path}: no such file")
        kind = kind_of(path)
        if not kind:
            raise SchemaError(f"{path}: a schema ends in {', '.join(_KINDS)}, or its root is one's")
        validators += _schematron(path, phase) if kind == ".sch" else _KINDS[kind](path)
    return Schema(validators)


def _relax(path: Path) -> list[Validator]:
    grammar = RelaxNG(path)
    return [grammar, *_embedded(path, *grammar.roots)]


def _xsd(path: Path) -> list[Validator]:
    try:
        root = read_schema(path).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{path}: not an XSD that can be used: {error}") from None
    return [load_xsd(path, root), *_embedded(path, root)]


def _embedded(path: Path, *roots: etree._Element) -> list[Validator]:
    from encoder.validation.schematron.model import embedded

    rules = embedded(*roots)
    return [] if rules is None else _with_other_files(path, rules, rules.get("queryBinding") or "")


def _schematron(path: Path, phase: str = "") -> list[Validator]:
    try:
        root = read_schema(path).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{path}: not Schematron that can be used: {error}") from None
    binding = (root.get("queryBinding") or "xslt").lower()
    if binding not in BINDINGS:
        raise SchemaError(f"{path}: its rules are written for {binding!r}; {', '.join(sorted(BINDINGS))} can be run")
    return _with_other_files(path, root, binding, phase)


def _with_other_files(path: Path, root: etree._Element, binding: str, phase: str = "") -> list[Validator]:
    """Return what runs rules on the document, and on the files that patterns name (``documents``). Raises SchemaError."""
    from encoder.validation.schematron.model import read
    from encoder.validation.schematron.others import divided
    from encoder.validation.schematron.xslt1 import Rules

    here, elsewhere = divided(read(path, root, phase))
    made: list[Validator] = [Rules(path, phase)] if binding in FIRST else [_beyond(here)] if here.patterns else []
    return made + [OtherDocument(file, path, _beyond(rules)) for file, rules in elsewhere]


class OtherDocument:
    """Rules for a file that a pattern of the schema names, not for the document."""

    def __init__(self, file: Path, schema: Path, rules: Validator) -> None:
        """Read the file. Raises SchemaError."""
        from encoder.validation.schematron.others import load

        self.file, self.rules, self.tree = file, rules, load(file, schema)

    def check(self, tree: etree._ElementTree) -> Iterator[Found]:
        """Yield what is wrong in the other file, at no place of the document."""
        for found in self.rules.check(self.tree):
            line = found.element.sourceline if found.element is not None else found.line
            yield Found(found.rule, found.severity, f"{self.file.name}:{line}: {found.message}")


def _beyond(model: Schematron) -> Validator:
    """Return what runs rules in XPath 2 and 3: Saxon where it is installed, elementpath elsewhere. Raises SchemaError."""
    if find_spec("saxonche") is not None:
        from encoder.validation.schematron.saxon import SaxonRules

        return SaxonRules(model)
    from encoder.validation.schematron.paths import PathRules

    return PathRules(model)


_KINDS: dict[str, Callable[[Path], list[Validator]]] = {".rng": _relax, ".rnc": _relax, ".xsd": _xsd, ".sch": _schematron}
