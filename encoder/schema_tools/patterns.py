"""RELAX NG grammars as patterns with derivatives.

The patterns are those of the simplified syntax (RELAX NG specification, section 4), made by functions that keep a
normal form, so that equal languages mostly become equal objects: a choice is a set without ``notAllowed``, a
group and an interleave have no ``empty`` in them. Elements stand in a pattern as a name class and the key of
their definition; what is inside is looked up when it is needed, so that grammars may be recursive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, Union

RNG = "{http://relaxng.org/ns/structure/1.0}"
XSD_TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"


class GrammarError(ValueError):
    """A grammar that cannot be read: what it says names the construct."""


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
EMPTY = Empty()
NOT_ALLOWED = NotAllowed()
TEXT = Text()


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
