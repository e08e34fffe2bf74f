"""Reading a RELAX NG grammar as patterns (RELAX NG specification, section 4), with all the local files it includes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from lxml import etree

from encoder import lazy_re as re
from encoder.schema_tools.compact import load_compact
from encoder.schema_tools.datatypes import is_expression
from encoder.schema_tools.patterns import (
    EMPTY,
    NOT_ALLOWED,
    RNG,
    TEXT,
    XSD_TYPES,
    Attribute,
    Data,
    Element,
    GrammarError,
    ListOf,
    Name,
    NameClass,
    OneOrMore,
    Pattern,
    choice,
    group,
    interleave,
    one_or_more,
    optional,
)
from encoder.xml.safe import read_schema

XML_ID = Name("http://www.w3.org/XML/1998/namespace", "id")
#: a grammar that is read inside a grammar so often reads itself
MOST_SCOPES = 500
#: the libraries of datatypes, and what they hold: no list is all that XML Schema has
_LIBRARIES = {
    "": frozenset({"string", "token"}),
    "http://relaxng.org/ns/compatibility/datatypes/1.0": frozenset({"ID", "IDREF", "IDREFS"}),
    XSD_TYPES: frozenset({
        "ENTITIES", "ENTITY", "ID", "IDREF", "IDREFS", "NCName", "NMTOKEN", "NMTOKENS", "NOTATION", "Name", "QName", "anyURI",
        "base64Binary", "boolean", "byte", "date", "dateTime", "decimal", "double", "duration", "float", "gDay", "gMonth",
        "gMonthDay", "gYear", "gYearMonth", "hexBinary", "int", "integer", "language", "long", "negativeInteger",
        "nonNegativeInteger", "nonPositiveInteger", "normalizedString", "positiveInteger", "short", "string", "time", "token",
        "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort",
    }),
}  # fmt: skip


@dataclass
class Grammar:
    """A RELAX NG grammar: the start pattern and the content of every element it defines.

    ``roots`` are the roots of the files it was read from, itself first; ``identifying`` are the attributes that are somewhere
    identifiers or point to one, but for ``xml:id``, which is one in every document.
    """

    start: Pattern = NOT_ALLOWED
    contents: dict[str, Pattern] = field(default_factory=dict)
    names: dict[str, NameClass] = field(default_factory=dict)
    roots: list[etree._Element] = field(default_factory=list)
    identifying: set[Name] = field(default_factory=set)


@dataclass(eq=False)
class _Scope:
    """The definitions of one ``grammar`` element with all it includes."""

    number: int
    parent: _Scope | None = None
    starts: list[etree._Element] = field(default_factory=list)
    defines: dict[str, list[etree._Element]] = field(default_factory=dict)


def load(path: Path) -> Grammar:
    """Read a grammar in the XML or the compact syntax. Raises GrammarError for what it cannot read."""
    return read_grammar(load_tree(path).getroot(), str(path))


def load_tree(path: Path) -> etree._ElementTree:
    """Parse a file of a grammar, ``.rnc`` in the compact syntax. Raises GrammarError."""
    try:
        if path.suffix.lower() == ".rnc":
            return load_compact(path)
        tree = read_schema(path)
    except (OSError, etree.XMLSyntaxError) as error:
        raise GrammarError(f"{path}: {error}") from None
    return tree


def read_grammar(root: etree._Element, path: str) -> Grammar:
    """Return the grammar of a parsed schema; ``path`` is for messages. Raises GrammarError for what it cannot read."""
    if not str(root.tag).startswith(RNG):
        raise GrammarError(f"{path}: the root is {root.tag}, not a RELAX NG grammar")
    return _Reader(root).grammar


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.grammar = Grammar(roots=[root])
        self.scopes = 0
        self.made: dict[tuple[_Scope, str], Pattern] = {}
        self.reading: set[tuple[_Scope, str]] = set()
        self.scope = self.opened(None)
        #: files that are being read: they may not read themselves
        self.inside: list[Path] = []
        self.pending: list[tuple[str, etree._Element, _Scope]] = []
        self.grammar.start = self.whole(root)
        while self.pending:
            key, node, self.scope = self.pending.pop()
            self.grammar.contents[key] = self.children(node, skip_name=node.get("name") is None)

    def opened(self, parent: _Scope | None) -> _Scope:
        self.scopes += 1
        if self.scopes > MOST_SCOPES:
            raise GrammarError("files or grammars that are nested without end")
        return _Scope(self.scopes, parent)

    def whole(self, root: etree._Element) -> Pattern:
        """Return the pattern of a schema: the start of a grammar, whose definitions are those of the scope, or a pattern alone."""
        if root.tag != f"{RNG}grammar":
            return self.pattern(root)
        self.collect(root)
        if not self.scope.starts:
            raise GrammarError(f"the grammar in line {root.sourceline} has no start")
        return self.combined(self.scope.starts)

    def collect(self, root: etree._Element, instead: frozenset[str] = frozenset()) -> None:
        """Collect the definitions of a grammar and of what it includes, but those that stand elsewhere ``instead`` (``""``: the start)."""
        for node in _rng(root, f"{RNG}div"):
            if node.tag == f"{RNG}define":
                if node.get("name") not in instead:
                    self.scope.defines.setdefault((node.get("name") or "").strip(), []).append(node)
            elif node.tag == f"{RNG}start":
                if "" not in instead:
                    self.scope.starts.append(node)
            elif node.tag == f"{RNG}include":
                other = self.other(node)
                if other.tag != f"{RNG}grammar":
                    raise GrammarError(f"{node.get('href')}, included in line {node.sourceline}, is no grammar")
                own = frozenset((below.get("name") or "").strip() for below in _rng(node, f"{RNG}div"))
                self.collect(other, instead | own)
                self.inside.pop()
                self.collect(node, instead)
            else:
                raise GrammarError(f"{etree.QName(node).localname} at the top of a grammar")

    def other(self, node: etree._Element) -> etree._Element:
        """Return the root of another file, which is being read from now on. Raises GrammarError."""
        href = node.get("href") or ""
        url = urlsplit(urljoin(node.base or "", href))
        if url.scheme != "file":
            raise GrammarError(f"only local files are read, not {href!r} (line {node.sourceline})")
        path = Path(url2pathname(url.path))
        if path in self.inside:
            raise GrammarError(f"{href} is read by what it reads (line {node.sourceline})")
        self.inside.append(path)
        root = load_tree(path).getroot()
        if root.get("ns") is None:
            root.set("ns", self.namespace(node))
        self.grammar.roots.append(root)
        return root

    def combined(self, nodes: list[etree._Element]) -> Pattern:
        parts = [self.children(node) for node in nodes]
        said = [node.get("combine") for node in nodes]
        combine = next(filter(None, said), "choice")
        if said.count(None) > 1 or len({*said, None}) > 2:
            named = nodes[0].get("name") or "start"
            raise GrammarError(f"{named} is defined twice (line {nodes[1].sourceline}), without combine or with another one")
        whole = parts[0] if parts else NOT_ALLOWED
        for part in parts[1:]:
            whole = choice(whole, part) if combine == "choice" else interleave(whole, part)
        return whole

    def reference(self, name: str) -> Pattern:
        name = name.strip()
        key = self.scope, name
        if key not in self.made:
            nodes = self.scope.defines.get(name)
            if not nodes:
                raise GrammarError(f"no definition of {name}")
            if key in self.reading:
                raise GrammarError(f"{name} refers to itself outside an element")
            self.reading.add(key)
            self.made[key] = self.combined(nodes)
            self.reading.discard(key)
        return self.made[key]

    def outer(self, name: str) -> Pattern:
        """Return a definition of the grammar around this one."""
        here = self.scope
        if here.parent is None:
            raise GrammarError(f"no grammar around this one has {name}")
        self.scope = here.parent
        found = self.reference(name)
        self.scope = here
        return found

    def nested(self, node: etree._Element) -> Pattern:
        """Return the start of a grammar inside a grammar."""
        here = self.scope
        self.scope = self.opened(here)
        found = self.whole(node)
        self.scope = here
        return found

    def external(self, node: etree._Element) -> Pattern:
        """Return the pattern of another file."""
        found = self.nested(self.other(node))
        self.inside.pop()
        return found

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

    def kind(self, node: etree._Element, default: str = "") -> str:
        """Return the datatype that an element names. Raises GrammarError for one that no library has."""
        name = (node.get("type") or default).strip()
        at: etree._Element | None = node
        while at is not None and at.get("datatypeLibrary") is None:
            at = at.getparent()
        library = (at.get("datatypeLibrary") or "") if at is not None and node.get("type") is not None else ""
        known = _LIBRARIES.get(library.rstrip("#"))
        if known is None or name not in known:
            raise GrammarError(f"no datatype {name!r} in {library or 'RELAX NG itself'!r}, line {node.sourceline}")
        return name

    def value(self, node: etree._Element) -> Pattern:
        kind, words = self.kind(node, "token"), node.text or ""
        if kind in {"QName", "NOTATION"}:  # whatever prefix the document has for it
            return Data("token", (("pattern", rf"([\i-[:]][\c-[:]]*:)?{re.escape(words.strip().rpartition(':')[2])}"),))
        return Data(kind, (), words)

    def data(self, node: etree._Element) -> Pattern:
        params = []
        excluded: Pattern | None = None
        for below in _rng(node):
            if below.tag == f"{RNG}param":
                params.append(((below.get("name") or "").strip(), below.text or ""))
                if params[-1][0] == "pattern" and not is_expression(params[-1][1]):
                    raise GrammarError(f"no regular expression: {params[-1][1]!r}, line {below.sourceline}")
            else:
                excluded = choice(*(self.pattern(n) for n in _rng(below)))
        return Data(self.kind(node), tuple(sorted(params)), None, excluded)

    def attribute(self, node: etree._Element) -> Pattern:
        rest = list(_rng(node))[0 if node.get("name") is not None else 1 :]
        content: Pattern = TEXT
        if rest:
            content = EMPTY
            for below in reversed(rest):
                content = group(self.pattern(below), content)
        made: list[Pattern] = []
        # a name that stands in the attribute is in no namespace, one that stands in an element is in that of the grammar
        default = (node.get("ns") or "") if node.get("name") is not None else self.namespace(node)
        for names in self.names(node, default):
            if identifies(content):
                self.grammar.identifying |= names.names - {XML_ID}
            one_each = [NameClass(frozenset({name})) for name in names.names] if names.listed else [names]
            made += [Attribute(each, content) for each in one_each]
        return choice(*made)

    def element(self, node: etree._Element) -> Pattern:
        root = node.getroottree().getroot()
        file = next(k for k, other in enumerate(self.grammar.roots) if other is root)
        where = "" if self.scope.number == 1 and not file else f"{self.scope.number}.{file}:"
        made: list[Pattern] = []
        for k, names in enumerate(self.names(node, self.namespace(node))):
            key = f"{where}{node.getroottree().getpath(node)}{f'~{k}' if k else ''}"
            if key not in self.grammar.names:
                self.grammar.names[key] = names
                self.pending.append((key, node, self.scope))
            made.append(Element(names, key))
        return choice(*made)

    def namespace(self, node: etree._Element) -> str:
        at: etree._Element | None = node
        while at is not None:
            if at.get("ns") is not None:
                return at.get("ns") or ""
            at = at.getparent()
        return ""

    def names(self, node: etree._Element, default: str) -> list[NameClass]:
        """Return the classes one of which a name is to be in: the listed names are one of them."""
        given = node.get("name")
        if given is not None:
            return [NameClass(frozenset({self.name(node, given.strip(), default)}))]
        found = list(self.name_class(next(_rng(node)), default))
        listed = frozenset[Name]().union(*(each.names for each in found if each.listed))
        return ([NameClass(listed)] if listed else []) + [each for each in found if not each.listed]

    def name_class(self, node: etree._Element, default: str) -> Iterator[NameClass]:
        namespace = node.get("ns")
        match etree.QName(node).localname:
            case "name":
                yield NameClass(frozenset({self.name(node, (node.text or "").strip(), default if namespace is None else namespace)}))
            case "choice":
                for below in _rng(node):
                    yield from self.name_class(below, default if namespace is None else namespace)
            case "anyName" | "nsName" as kind:
                excluded = tuple(each for e in _rng(node) for n in _rng(e) for each in self.name_class(n, default))
                if kind == "anyName":
                    yield NameClass(anything=True, excluded=excluded)
                else:
                    yield NameClass(namespace=self.namespace(node), excluded=excluded)
            case other:
                raise GrammarError(f"name class {other}, line {node.sourceline}")

    def name(self, node: etree._Element, given: str, namespace: str) -> Name:
        prefix, colon, local = given.partition(":")
        if colon:
            if prefix == "xml":
                return Name("http://www.w3.org/XML/1998/namespace", local)
            return Name(node.nsmap.get(prefix) or "", local)
        return Name(namespace, given)


def identifies(content: Pattern) -> str:
    """Return ``ID``, ``IDREF`` or ``IDREFS`` where that is what an attribute holds, else an empty text."""
    if isinstance(content, ListOf):
        inner = content.content.content if isinstance(content.content, OneOrMore) else content.content
        return "IDREFS" if identifies(inner) == "IDREF" else ""
    return content.type if isinstance(content, Data) and content.value is None and content.type in {"ID", "IDREF", "IDREFS"} else ""


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
    "value": lambda reader, node: reader.value(node),
    "data": lambda reader, node: reader.data(node),
    "attribute": lambda reader, node: reader.attribute(node),
    "element": lambda reader, node: reader.element(node),
    "grammar": lambda reader, node: reader.nested(node),
    "parentRef": lambda reader, node: reader.outer(node.get("name") or ""),
    "externalRef": lambda reader, node: reader.external(node),
}
