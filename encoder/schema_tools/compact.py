"""RELAX NG in the compact syntax, read into the XML syntax (RELAX NG Compact Syntax, OASIS 2002).

The tree that comes out is the one the XML syntax would have: annotations are in it, also those behind a pattern (``>>``), for the rules of
a Schematron may stand there; every element knows its line.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from encoder.schema_tools.compact_tokens import Tokens
from encoder.schema_tools.patterns import RNG, XSD_TYPES, GrammarError

DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
XML = "http://www.w3.org/XML/1998/namespace"
_REPEATED = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
_JOINED = {"|": "choice", ",": "group", "&": "interleave"}
_COMBINED = {"|=": "choice", "&=": "interleave"}
#: what holds words alone: the elements of its annotations stand beside it
_WORDS = frozenset({f"{RNG}value", f"{RNG}name", f"{RNG}param", f"{RNG}ref", f"{RNG}parentRef"})


@dataclass(slots=True)
class _Notes:
    """Annotations in front of something."""

    attributes: list[tuple[str, str]] = field(default_factory=list)
    elements: list[etree._Element] = field(default_factory=list)


def load_compact(path: Path) -> etree._ElementTree:
    """Read a grammar in the compact syntax. Raises GrammarError with the line of what cannot be read, OSError."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise GrammarError(f"{path}: {error}") from None
    try:
        tree = etree.ElementTree(_Parser(text.replace("\r\n", "\n").replace("\r", "\n")).schema())
    except GrammarError as error:
        raise GrammarError(f"{path}:{error}") from None
    tree.docinfo.URL = path.resolve().as_uri()
    return tree


class _Parser(Tokens):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        #: None stands for the namespace of the grammar that includes this one
        self.spaces: dict[str, str | None] = {"xml": XML}
        self.default: str | None = None
        self.types = {"xsd": XSD_TYPES}

    def space(self, prefix: str) -> str | None:
        if prefix not in self.spaces:
            raise GrammarError(f"{self.here.line}: the prefix {prefix} is not declared")
        return self.spaces[prefix]

    def make(self, parent: etree._Element | None, kind: str, /, **attributes: str) -> etree._Element:
        made = etree.Element(f"{RNG}{kind}", attributes)
        made.sourceline = self.here.line  # type: ignore[assignment]
        if parent is not None:
            parent.append(made)
        return made

    # -- declarations ------------------------------------------------------------------------------

    def schema(self) -> etree._Element:
        while True:
            if self.take("namespace"):
                prefix = self.any_name()
                self.spaces[prefix] = self._space_given()
            elif self.here.text == "default" and self.behind.text == "namespace":
                self.at += 2
                prefix = "" if self.here.text == "=" else self.any_name()
                self.default = self._space_given()
                if prefix:
                    self.spaces[prefix] = self.default
            elif self.take("datatypes"):
                prefix = self.any_name()
                self.need("=")
                self.types[prefix] = self.literal()
            else:
                break
        root = self._pattern_alone()
        if root is None:
            root = self._grammar()
        if self.here.kind != "end":
            raise self.wrong("the end")
        return root

    def _space_given(self) -> str | None:
        self.need("=")
        return None if self.take("inherit") else self.literal()

    def _grammar(self) -> etree._Element:
        root = self.make(None, "grammar")
        while self.here.kind != "end":
            self.component(root)
        return root

    def _pattern_alone(self) -> etree._Element | None:
        """Return a schema that is one pattern; None, and nothing is passed, where it is the inside of a grammar."""
        begin, depth = self.at, 0
        while self.here.kind == "doc" or (self.here.kind, self.here.text) == ("sign", "[") or depth:
            depth += (self.here.kind == "sign") * ((self.here.text == "[") - (self.here.text == "]"))
            if self.next().kind == "end":
                break
        token, behind = self.here, self.behind
        self.at = begin
        if token.kind == "end" or token.text in {"start", "div", "include"} or behind.text in {"=", "|=", "&=", "["}:
            return None
        holder = self.make(None, "group")
        self.pattern(holder)
        if len(holder) > 1:
            return holder
        return copy.deepcopy(holder[0])  # with the holder it would not be the root

    # -- the inside of a grammar -------------------------------------------------------------------

    def component(self, parent: etree._Element) -> None:
        notes = self.notes()
        token = self.here
        if token.kind == "name" and self.behind.text == "[" and self.behind.kind == "sign":
            self.annotation(parent)
            return
        if self.take("div"):
            made = self.make(parent, "div")
            self.inside(made)
        elif self.take("include"):
            made = self.make(parent, "include", href=self.literal())
            self._inherit(made)
            if self.here.text == "{":
                self.inside(made)
        elif self.take("start"):
            made = self.make(parent, "start")
            self._assigned(made)
        elif token.kind == "name" and ":" not in token.text:
            made = self.make(parent, "define", name=self.next().text)
            self._assigned(made)
        else:
            raise self.wrong("a definition")
        self.noted(made, notes, parent)

    def inside(self, parent: etree._Element) -> None:
        self.need("{")
        while not self.take("}"):
            self.component(parent)

    def _assigned(self, made: etree._Element) -> None:
        sign = self.take("=", "|=", "&=")
        if not sign:
            raise self.wrong("'='")
        if sign in _COMBINED:
            made.set("combine", _COMBINED[sign])
        self.pattern(made)

    def _inherit(self, made: etree._Element) -> None:
        space = self.default
        if self.take("inherit"):
            self.need("=")
            space = self.space(self.any_name())
        if space is not None:
            made.set("ns", space)

    # -- patterns ----------------------------------------------------------------------------------

    def pattern(self, parent: etree._Element) -> None:
        begin = len(parent)
        self.particle(parent)
        sign = self.here.text if self.here.kind == "sign" else ""
        if sign not in _JOINED:
            return
        joined = self._around(parent, begin, _JOINED[sign])
        while self.take(sign):
            self.particle(joined)
        if self.here.kind == "sign" and self.here.text in _JOINED:
            raise GrammarError(f"{self.here.line}: {sign!r} and {self.here.text!r} stand together: brackets are missing")

    def _around(self, parent: etree._Element, begin: int, kind: str) -> etree._Element:
        made = self.make(None, kind)
        for below in list(parent)[begin:]:
            made.append(below)
        parent.append(made)
        return made

    def particle(self, parent: etree._Element) -> None:
        begin = len(parent)
        self.primary(parent)
        self.follow(parent)
        sign = self.take(*_REPEATED)
        if sign:
            self.follow(self._around(parent, begin, _REPEATED[sign]))

    def primary(self, parent: etree._Element) -> None:
        notes = self.notes()
        begin, token = len(parent), self.here
        read = _PRIMARY.get(token.text) if token.kind in {"keyword", "sign"} else None
        if read is not None:
            read(self, parent)
        elif token.kind == "literal":
            self.make(parent, "value", type="token", datatypeLibrary="").text = self.literal()
        elif token.kind == "name" and ":" not in token.text:
            self.make(parent, "ref", name=self.next().text)
        elif token.kind == "name" and not token.text.endswith(":*"):
            prefix, _, local = self.next().text.partition(":")
            if prefix not in self.types:
                raise GrammarError(f"{token.line}: the datatypes {prefix} are not declared")
            self._data(parent, local, self.types[prefix])
        else:
            raise self.wrong("a pattern")
        self.noted(parent[begin], notes, parent)

    def _named(self, parent: etree._Element) -> None:
        kind = self.next().text
        made = self.make(parent, kind)
        self.name_class(made, kind == "attribute")
        self.need("{")
        self.pattern(made)
        self.need("}")

    def _braced(self, parent: etree._Element) -> None:
        made = self.make(parent, self.next().text)
        self.need("{")
        self.pattern(made)
        self.need("}")

    def _bracketed(self, parent: etree._Element) -> None:
        self.next()
        made = self.make(parent, "group")
        self.pattern(made)
        self.need(")")

    def _alone(self, parent: etree._Element) -> None:
        self.make(parent, self.next().text)

    def _parent(self, parent: etree._Element) -> None:
        self.next()
        self.make(parent, "parentRef", name=self.any_name())

    def _nested(self, parent: etree._Element) -> None:
        self.next()
        self.inside(self.make(parent, "grammar"))

    def _external(self, parent: etree._Element) -> None:
        self.next()
        self._inherit(self.make(parent, "externalRef", href=self.literal()))

    def _builtin(self, parent: etree._Element) -> None:
        self._data(parent, self.next().text, "")

    def _data(self, parent: etree._Element, kind: str, library: str) -> None:
        if self.here.kind == "literal":
            self.make(parent, "value", type=kind, datatypeLibrary=library).text = self.literal()
            return
        made = self.make(parent, "data", type=kind, datatypeLibrary=library)
        if self.take("{"):
            while not self.take("}"):
                notes = self.notes()
                param = self.make(made, "param", name=self.any_name())
                self.need("=")
                param.text = self.literal()
                self.noted(param, notes, made)
        if self.take("-"):
            self.primary(self.make(made, "except"))

    # -- names -------------------------------------------------------------------------------------

    def name_class(self, parent: etree._Element, attribute: bool) -> None:
        begin = len(parent)
        self._names(parent, attribute)
        if self.here.text == "|" and self.here.kind == "sign":
            joined = self._around(parent, begin, "choice")
            while self.take("|"):
                self._names(joined, attribute)

    def _names(self, parent: etree._Element, attribute: bool) -> None:
        notes = self.notes()
        begin = len(parent)
        if self.take("("):
            self.name_class(parent, attribute)
            self.need(")")
        elif self.take("*"):
            self._excepted(self.make(parent, "anyName"), attribute)
        else:
            prefix, colon, local = self.any_name().rpartition(":")
            made = self.make(parent, "nsName" if local == "*" else "name")
            space = self.space(prefix) if colon else "" if attribute else self.default
            if space is not None:
                made.set("ns", space)
            if local == "*":
                self._excepted(made, attribute)
            else:
                made.text = local
        self.noted(parent[begin], notes, parent)
        self.follow(parent)

    def _excepted(self, made: etree._Element, attribute: bool) -> None:
        if self.take("-"):
            self._names(self.make(made, "except"), attribute)

    # -- annotations -------------------------------------------------------------------------------

    def notes(self) -> _Notes:
        """Read what stands in front of something: lines of documentation, and annotations in brackets."""
        found = _Notes()
        lines: list[str] = []
        while self.here.kind == "doc":
            lines.append(self.next().text.lstrip("#").removeprefix(" "))
        if lines:
            made = etree.Element(DOCUMENTATION)
            made.text = "\n".join(lines)
            found.elements.append(made)
        if self.take("["):
            holder = etree.Element("notes")
            self._annotated(holder)
            found.attributes += [(str(name), str(value)) for name, value in holder.items()]
            found.elements += list(holder)
        return found

    def noted(self, made: etree._Element, notes: _Notes, parent: etree._Element) -> None:
        """Put annotations to what they stand in front of."""
        for name, value in notes.attributes:
            if name.startswith("{"):
                made.set(name, value)
        if made.tag in _WORDS:
            at = parent.index(made)
            for k, element in enumerate(notes.elements):
                parent.insert(at + k, element)
        elif f"{RNG}name" != made.tag:
            has_name = bool(len(made)) and made.tag in {f"{RNG}element", f"{RNG}attribute"}
            for k, element in enumerate(notes.elements):
                made.insert(k + has_name, element)

    def follow(self, parent: etree._Element) -> None:
        while self.take(">>"):
            self.annotation(parent)

    def annotation(self, parent: etree._Element) -> None:
        name = self._foreign()
        line = self.here.line
        self.need("[")
        made = etree.SubElement(parent, name)
        made.sourceline = line  # type: ignore[assignment]
        self._annotated(made)

    def _foreign(self) -> str:
        prefix, colon, local = self.any_name().rpartition(":")
        return f"{{{self.space(prefix)}}}{local}" if colon and self.space(prefix) else local

    def _annotated(self, made: etree._Element) -> None:
        """Read attributes, elements and words up to the closing bracket."""
        while not self.take("]"):
            if self.here.kind == "literal":
                words = self.literal()
                if len(made):
                    made[-1].tail = (made[-1].tail or "") + words
                else:
                    made.text = (made.text or "") + words
            elif self.take("~"):
                continue
            elif self.behind.text == "=":
                name = self._foreign()
                self.next()
                made.set(name, self.literal())
            else:
                self.annotation(made)


#: keyword or sign -> how the pattern that it begins is read
_PRIMARY: dict[str, Callable[[_Parser, etree._Element], None]] = {
    "element": _Parser._named,
    "attribute": _Parser._named,
    "list": _Parser._braced,
    "mixed": _Parser._braced,
    "empty": _Parser._alone,
    "text": _Parser._alone,
    "notAllowed": _Parser._alone,
    "string": _Parser._builtin,
    "token": _Parser._builtin,
    "parent": _Parser._parent,
    "grammar": _Parser._nested,
    "external": _Parser._external,
    "(": _Parser._bracketed,
}
