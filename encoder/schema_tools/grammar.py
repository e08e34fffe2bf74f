"""Reading a RELAX NG grammar in the XML syntax as patterns (RELAX NG specification, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from encoder.schema_tools.patterns import (
    EMPTY,
    NOT_ALLOWED,
    RNG,
    TEXT,
    Attribute,
    Data,
    Element,
    GrammarError,
    ListOf,
    Name,
    NameClass,
    Pattern,
    choice,
    group,
    interleave,
    one_or_more,
    optional,
)
from encoder.xml.safe import parser


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
        read = _KINDS.get(kind)
        if read is None:
            raise GrammarError(f"{kind}, line {node.sourceline}")
        return read(self, node)

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


#: element of the XML syntax -> how its pattern is made
_KINDS: dict[str, Callable[[_Reader, etree._Element], Pattern]] = {
    "empty": lambda _, node: EMPTY,
    "notAllowed": lambda _, node: NOT_ALLOWED,
    "text": lambda _, node: TEXT,
    "ref": lambda reader, node: reader.reference(node.get("name") or ""),
    "choice": lambda reader, node: choice(*(reader.pattern(n) for n in _rng(node))),
    "group": lambda reader, node: reader.children(node),
    "interleave": lambda reader, node: reader.interleaved(node),
    "mixed": lambda reader, node: interleave(TEXT, reader.children(node)),
    "optional": lambda reader, node: optional(reader.children(node)),
    "oneOrMore": lambda reader, node: one_or_more(reader.children(node)),
    "zeroOrMore": lambda reader, node: optional(one_or_more(reader.children(node))),
    "list": lambda reader, node: ListOf(reader.children(node)),
    "value": lambda _, node: Data(node.get("type") or "token", (), node.text or ""),
    "data": lambda reader, node: reader.data(node),
    "attribute": lambda reader, node: reader.attribute(node),
    "element": lambda reader, node: reader.element(node),
}
