"""RELAX NG grammars as patterns with derivatives.

The patterns are those of the simplified syntax (RELAX NG specification, section 4), made by functions that keep a
normal form, so that equal languages mostly become equal objects: a choice is a set without ``notAllowed``, a
group and an interleave have no ``empty`` in them. Elements stand in a pattern as a name class and the key of
their definition; what is inside is looked up when it is needed, so that grammars may be recursive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, Union

from lxml import etree

from encoder.xml.safe import parser

RNG = "{http://relaxng.org/ns/structure/1.0}"
XSD_TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"


class GrammarError(ValueError):
    """A grammar that this module cannot read: what it says names the construct."""


class Name(NamedTuple):
    """A namespace and a local name."""

    namespace: str
    local: str

    def __str__(self) -> str:
        """Return the name as messages have it: the namespace only where it is not TEI's or none."""
        if self.namespace in {"", "http://www.tei-c.org/ns/1.0"}:
            return self.local
        return f"xml:{self.local}" if self.namespace.endswith("/XML/1998/namespace") else f"{{{self.namespace}}}{self.local}"


@dataclass(frozen=True, slots=True)
class NameClass:
    """Which names are meant: listed ones, or every name (of a namespace) except others."""

    names: frozenset[Name] = frozenset()
    namespace: str | None = None
    anything: bool = False
    excluded: tuple[NameClass, ...] = ()

    def __contains__(self, name: Name) -> bool:
        """Whether the class has the name."""
        if self.anything or self.namespace is not None:
            fits = self.anything or self.namespace == name.namespace
            return fits and not any(name in other for other in self.excluded)
        return name in self.names

    @property
    def listed(self) -> bool:
        """Whether the class is a finite list of names."""
        return not self.anything and self.namespace is None


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """What cannot be."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any characters."""


@dataclass(frozen=True, slots=True)
class Data:
    """A datatype with its parameters, or with ``value`` a single value of it."""

    type: str
    params: tuple[tuple[str, str], ...] = ()
    value: str | None = None
    excluded: Union[Pattern, None] = None  # noqa: UP007 - a forward reference

    def __str__(self) -> str:
        """Return the datatype in the way the lemmas name it."""
        if self.value is not None:
            return repr(self.value)
        inside = ",".join(f"{name}={value}" for name, value in self.params)
        return f"{self.type}{{{inside}}}" if inside else self.type


@dataclass(frozen=True, slots=True)
class ListOf:
    """Values with white space between them."""

    content: Pattern


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute and what its value can be."""

    names: NameClass
    content: Pattern


@dataclass(frozen=True, slots=True)
class Element:
    """An element; ``definition`` is the key of its content in the grammar."""

    names: NameClass
    definition: str


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """A pattern once or again and again."""

    content: Pattern
    # patterns are nested deeply and looked up often: each knows its hash
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(("more", self.content)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several patterns."""

    options: frozenset[Pattern]
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(("choice", self.options)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Pair:
    """Two patterns, one behind the other or, interleaved, in any mixture."""

    kind: Literal["group", "interleave"]
    left: Pattern
    right: Pattern
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.kind, self.left, self.right)))

    def __hash__(self) -> int:
        return self._hash


Pattern = Empty | NotAllowed | Text | Data | ListOf | Attribute | Element | OneOrMore | Choice | Pair
EMPTY, NOT_ALLOWED, TEXT = Empty(), NotAllowed(), Text()


def choice(*options: Pattern) -> Pattern:
    """Return the choice of patterns in normal form."""
    flat: set[Pattern] = set()
    for option in options:
        if isinstance(option, Choice):
            flat |= option.options
        elif not isinstance(option, NotAllowed):
            flat.add(option)
    if len(flat) > 1 and EMPTY in flat and any(nullable(o) for o in flat if o is not EMPTY and o != EMPTY):
        flat.discard(EMPTY)
    if not flat:
        return NOT_ALLOWED
    return next(iter(flat)) if len(flat) == 1 else Choice(frozenset(flat))


def pair(kind: Literal["group", "interleave"], left: Pattern, right: Pattern) -> Pattern:
    """Return two patterns one behind the other, leaning to the right, or in any mixture."""
    if isinstance(left, NotAllowed) or isinstance(right, NotAllowed):
        return NOT_ALLOWED
    if isinstance(left, Empty):
        return right
    if isinstance(right, Empty):
        return left
    if kind == "group" and isinstance(left, Pair) and left.kind == "group":
        return group(left.left, group(left.right, right))
    if kind == "interleave" and left == TEXT and right == TEXT:
        return TEXT
    return Pair(kind, left, right)


def group(left: Pattern, right: Pattern) -> Pattern:
    """Return two patterns one behind the other."""
    return pair("group", left, right)


def interleave(left: Pattern, right: Pattern) -> Pattern:
    """Return two patterns in any mixture."""
    return pair("interleave", left, right)


def one_or_more(content: Pattern) -> Pattern:
    """Return a pattern once or more often."""
    if isinstance(content, Empty | NotAllowed | OneOrMore | Text):
        return content
    return OneOrMore(content)


def optional(content: Pattern) -> Pattern:
    """Return a pattern or nothing."""
    return choice(content, EMPTY)


@cache
def nullable(pattern: Pattern) -> bool:
    """Whether nothing at all matches the pattern."""
    match pattern:
        case Empty() | Text():
            return True
        case OneOrMore(content=content):
            return nullable(content)
        case Choice(options=options):
            return any(nullable(o) for o in options)
        case Pair(_, left, right):
            return nullable(left) and nullable(right)
        case _:
            return False


@dataclass
class Grammar:
    """A RELAX NG grammar: the start pattern and the content of every element it defines."""

    start: Pattern = NOT_ALLOWED
    contents: dict[str, Pattern] = field(default_factory=dict)
    names: dict[str, NameClass] = field(default_factory=dict)


def load(path: Path) -> Grammar:
    """Read a grammar in the XML syntax. Raises GrammarError for what it cannot read."""
    try:
        root = etree.parse(path, parser()).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise GrammarError(f"{path}: {error}") from None
    return read_grammar(root, str(path))


def read_grammar(root: etree._Element, path: str) -> Grammar:
    """Return the grammar of a parsed schema; ``path`` is for messages. Raises GrammarError for what it cannot read."""
    if root.tag != f"{RNG}grammar":
        raise GrammarError(f"{path}: the root is {root.tag}, not a RELAX NG grammar")
    return _Reader(root).grammar


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.grammar = Grammar()
        self.defines: dict[str, list[etree._Element]] = {}
        self.made: dict[str, Pattern] = {}
        self.reading: set[str] = set()
        starts = []
        for node in _rng(root, f"{RNG}div"):
            if node.tag == f"{RNG}define":
                self.defines.setdefault(node.get("name") or "", []).append(node)
            elif node.tag == f"{RNG}start":
                starts.append(node)
            else:
                raise GrammarError(f"{etree.QName(node).localname} at the top of a grammar")
        self.pending: list[tuple[str, etree._Element]] = []
        self.grammar.start = choice(*(self.children(s) for s in starts))
        while self.pending:
            key, node = self.pending.pop()
            self.grammar.contents[key] = self.children(node, skip_name=node.get("name") is None)

    def reference(self, name: str) -> Pattern:
        if name not in self.made:
            nodes = self.defines.get(name)
            if not nodes:
                raise GrammarError(f"no definition of {name}")
            if name in self.reading:
                raise GrammarError(f"{name} refers to itself outside an element")
            self.reading.add(name)
            parts = [self.children(node) for node in nodes]
            combine = next((n.get("combine") for n in nodes if n.get("combine")), "choice")
            whole = parts[0]
            for part in parts[1:]:
                whole = choice(whole, part) if combine == "choice" else interleave(whole, part)
            self.made[name] = whole
            self.reading.discard(name)
        return self.made[name]

    def children(self, node: etree._Element, skip_name: bool = False) -> Pattern:
        nodes = list(_rng(node))
        if skip_name:
            nodes = nodes[1:]
        whole: Pattern = EMPTY
        for pattern in reversed([self.pattern(n) for n in nodes]):
            whole = group(pattern, whole)
        return whole

    def pattern(self, node: etree._Element) -> Pattern:
        kind = etree.QName(node).localname
        match kind:
            case "empty":
                return EMPTY
            case "notAllowed":
                return NOT_ALLOWED
            case "text":
                return TEXT
            case "ref":
                return self.reference(node.get("name") or "")
            case "choice":
                return choice(*(self.pattern(n) for n in _rng(node)))
            case "group":
                return self.children(node)
            case "interleave":
                return self.interleaved(node)
            case "mixed":
                return interleave(TEXT, self.children(node))
            case "optional":
                return optional(self.children(node))
            case "oneOrMore":
                return one_or_more(self.children(node))
            case "zeroOrMore":
                return optional(one_or_more(self.children(node)))
            case "list":
                return ListOf(self.children(node))
            case "value":
                return Data(node.get("type") or "token", (), node.text or "")
            case "data":
                return self.data(node)
            case "attribute":
                return self.attribute(node)
            case "element":
                return self.element(node)
        raise GrammarError(f"{kind}, line {node.sourceline}")

    def interleaved(self, node: etree._Element) -> Pattern:
        whole: Pattern = EMPTY
        for pattern in reversed([self.pattern(n) for n in _rng(node)]):
            whole = interleave(pattern, whole)
        return whole

    def data(self, node: etree._Element) -> Pattern:
        params = []
        excluded: Pattern | None = None
        for below in _rng(node):
            if below.tag == f"{RNG}param":
                params.append((below.get("name") or "", below.text or ""))
            else:
                excluded = choice(*(self.pattern(n) for n in _rng(below)))
        return Data(node.get("type") or "", tuple(sorted(params)), None, excluded)

    def attribute(self, node: etree._Element) -> Pattern:
        names = self.names(node, "")
        rest = list(_rng(node))[0 if node.get("name") is not None else 1 :]
        content: Pattern = TEXT
        if rest:
            content = EMPTY
            for below in reversed(rest):
                content = group(self.pattern(below), content)
        if not names.listed:
            return Attribute(names, content)
        return choice(*(Attribute(NameClass(frozenset({name})), content) for name in names.names))

    def element(self, node: etree._Element) -> Pattern:
        key = f"{node.getroottree().getpath(node)}"
        names = self.names(node, self.namespace(node))
        if key not in self.grammar.names:
            self.grammar.names[key] = names
            self.pending.append((key, node))
        return Element(names, key)

    def namespace(self, node: etree._Element) -> str:
        at: etree._Element | None = node
        while at is not None:
            if at.get("ns") is not None:
                return at.get("ns") or ""
            at = at.getparent()
        return ""

    def names(self, node: etree._Element, default: str) -> NameClass:
        given = node.get("name")
        if given is not None:
            return NameClass(frozenset({self.name(node, given.strip(), node.get("ns") or default)}))
        first = next(_rng(node))
        return self.name_class(first, default)

    def name_class(self, node: etree._Element, default: str) -> NameClass:
        match etree.QName(node).localname:
            case "name":
                namespace = node.get("ns")
                return NameClass(frozenset({self.name(node, (node.text or "").strip(), default if namespace is None else namespace)}))
            case "choice":
                parts = [self.name_class(n, default) for n in _rng(node)]
                if all(p.listed for p in parts):
                    return NameClass(frozenset().union(*(p.names for p in parts)))
                raise GrammarError(f"a choice of open name classes, line {node.sourceline}")
            case "anyName" | "nsName" as kind:
                excluded = tuple(self.name_class(n, default) for e in _rng(node) for n in _rng(e))
                if kind == "anyName":
                    return NameClass(anything=True, excluded=excluded)
                return NameClass(namespace=self.namespace(node), excluded=excluded)
        raise GrammarError(f"name class {node.tag}, line {node.sourceline}")

    def name(self, node: etree._Element, given: str, namespace: str) -> Name:
        prefix, colon, local = given.partition(":")
        if colon:
            if prefix == "xml":
                return Name("http://www.w3.org/XML/1998/namespace", local)
            return Name(node.nsmap.get(prefix) or "", local)
        return Name(namespace, given)


def _rng(node: etree._Element, through: str = "") -> Iterator[etree._Element]:
    """Yield the children in the namespace of RELAX NG; annotations of others are passed over."""
    for below in node:
        if not isinstance(below.tag, str) or not below.tag.startswith(RNG):
            continue
        if through and below.tag == through:
            yield from _rng(below, through)
        else:
            yield below
