"""A grammar as an automaton that is made while it runs: states are what a content model may still hold.

Each step (an attribute, a child, text) is worked out once by derivatives of the pattern and remembered, so that of a
grammar with hundreds of elements only what documents use is ever compiled. The ways to go on after an error are those of
jing, so that both find the same errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from lxml import etree

from encoder.schema_tools.datatypes import matches
from encoder.schema_tools.grammar import Grammar, identifies
from encoder.schema_tools.inclusion import attributes, text_derivative, with_attribute, without_attributes
from encoder.schema_tools.patterns import (
    EMPTY,
    NOT_ALLOWED,
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    ListOf,
    Name,
    OneOrMore,
    Pair,
    Pattern,
    Text,
    choice,
    group,
    nullable,
    optional,
    pair,
)


@lru_cache(maxsize=65536)
def value_matches(pattern: Pattern, value: str) -> bool:
    """Whether an attribute or an element without children may have that value."""
    match pattern:
        case Text():
            return True
        case Empty():
            return not value.strip()
        case Choice(options=options):
            return any(value_matches(option, value) for option in options)
        case Data(type="token", params=(), value=str() as wanted, excluded=None):
            return " ".join(value.split()) == " ".join(wanted.split())
        case Data(type="string" | "", params=(), value=None, excluded=None):
            return True
        case _:
            return matches(pattern, value)


def qualified(tag: str) -> Name:
    """Return a name as lxml writes it (``{namespace}local``) as a Name."""
    namespace, _, local = tag.rpartition("}")
    return Name(namespace.removeprefix("{"), local)


class State:
    """What an element may still hold, and where each step leads; made by an Automaton only."""

    __slots__ = ("attribute_steps", "attributes", "children", "closed", "data", "nullable", "pattern", "recovered", "text")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.nullable = nullable(pattern)
        self.attributes: dict[str, tuple[tuple[Pattern, Pattern], ...]] = {}
        self.attribute_steps: dict[tuple[str, tuple[bool, ...]], State | None] = {}
        self.children: dict[str, tuple[tuple[State, State], ...]] = {}
        self.recovered: dict[str, tuple[tuple[State, State], ...]] = {}
        self.closed: State | None = None
        self.text: State | None = None
        self.data: Pattern | None = None


class Automaton:
    """A grammar on its way."""

    def __init__(self, grammar: Grammar) -> None:
        """Begin with the start pattern; everything else is made when a document needs it."""
        self.grammar = grammar
        self.states: dict[Pattern, State] = {}
        self.start = self.state(grammar.start)
        self.dead = self.state(NOT_ALLOWED)

    def state(self, pattern: Pattern) -> State:
        """Return the one state of a pattern."""
        found = self.states.get(pattern)
        if found is None:
            found = self.states[pattern] = State(pattern)
        return found

    def definitions(self, name: Name) -> list[str]:
        """Return the keys of every definition of that name, in no context; those of any name where none has it."""
        return self._definitions.get(name) or [key for key, names in self.grammar.names.items() if not names.listed and name in names]

    @cached_property
    def _definitions(self) -> dict[Name, list[str]]:
        found: dict[Name, list[str]] = {}
        for key, names in self.grammar.names.items():
            for each in names.names:
                found.setdefault(each, []).append(key)
        return found

    def names(self) -> list[str]:
        """Return the local name of every element of the grammar, sorted."""
        return sorted({name.local for name in self._definitions})

    def spaces(self, local: str) -> list[str]:
        """Return the namespaces in which the grammar has an element of that name, sorted."""
        return sorted(name.namespace for name in self._definitions if name.local == local)

    @cached_property
    def identifiers(self) -> dict[tuple[Name, Name], str]:
        """Element and attribute -> ``ID``, ``IDREF`` or ``IDREFS``, where the attribute is that in every definition of the element."""
        found: dict[tuple[Name, Name], str] = {}
        for key, names in self.grammar.names.items() if self.grammar.identifying else ():
            for each in attributes(self.grammar.contents[key]):
                for attribute in each.names.names & self.grammar.identifying:
                    kind = identifies(each.content)
                    for name in names.names:
                        found[name, attribute] = kind if found.get((name, attribute), kind) == kind else ""
        return {pair: kind for pair, kind in found.items() if kind}

    # -- steps -------------------------------------------------------------------------------------

    def attribute(self, state: State, name: str, value: str) -> tuple[State | None, tuple[tuple[Pattern, Pattern], ...]]:
        """Return the state behind an attribute (None where its value is wrong) and what its value can be (() where there is none)."""
        ways = state.attributes.get(name)
        if ways is None:
            ways = state.attributes[name] = tuple((content, rest) for rest, content in with_attribute(state.pattern, qualified(name)))
        if not ways:
            return None, ()
        fits = (value_matches(ways[0][0], value),) if len(ways) == 1 else tuple([value_matches(content, value) for content, _ in ways])
        step = (name, fits)
        try:
            return state.attribute_steps[step], ways
        except KeyError:
            left = choice(*(rest for (_, rest), fit in zip(ways, fits, strict=True) if fit)) if any(fits) else NOT_ALLOWED
            behind = state.attribute_steps[step] = None if left == NOT_ALLOWED else self.state(left)
            return behind, ways

    def ignoring_value(self, state: State, name: str) -> State:
        """Return the state behind an attribute whose value is wrong, as if it were right."""
        ways = state.attributes.get(name, ())
        return self.state(choice(*(rest for _, rest in ways)))

    def close(self, state: State) -> State:
        """Return the state behind the start tag; the dead state where an attribute is missing."""
        if state.closed is None:
            state.closed = self.state(without_attributes(state.pattern))
        return state.closed

    def close_anyway(self, state: State) -> State:
        """Return the state behind the start tag as if no attribute were missing."""
        return self.state(without_attributes(state.pattern, EMPTY))

    def child(self, state: State, tag: str) -> tuple[tuple[State, State], ...]:
        """Return, for each way to read a child: the state in which its start tag begins, and the parent's state behind it."""
        ways = state.children.get(tag)
        if ways is None:
            ways = state.children[tag] = self._ways(_child(state.pattern, qualified(tag), recover=False))
        return ways

    def child_anyway(self, state: State, tag: str) -> tuple[tuple[State, State], ...]:
        """Return the ways to read a child as if what is missing before it were there; () where it has no place at all."""
        ways = state.recovered.get(tag)
        if ways is None:
            ways = state.recovered[tag] = self._ways(_child(state.pattern, qualified(tag), recover=True))
        return ways

    def out_of_context(self, tag: str) -> State:
        """Return the state in which an element begins that has no place where it stands; the dead state where nothing has that name."""
        keys = self.definitions(qualified(tag))
        return self.state(choice(*(self.grammar.contents[key] for key in keys)))

    def _ways(self, found: Iterator[tuple[str, Pattern]]) -> tuple[tuple[State, State], ...]:
        rests: dict[str, Pattern] = {}
        for key, rest in found:
            rests[key] = choice(rests.get(key, NOT_ALLOWED), rest)
        contents: dict[Pattern, Pattern] = {}
        for key, rest in rests.items():
            if rest != NOT_ALLOWED:
                contents[rest] = choice(contents.get(rest, NOT_ALLOWED), self.grammar.contents[key])
        return tuple((self.state(content), self.state(rest)) for rest, content in contents.items())

    def words(self, state: State) -> State:
        """Return the state behind characters; the dead state where there may be none."""
        if state.text is None:
            state.text = self.state(text_derivative(state.pattern, None))
        return state.text

    def holds(self, state: State, value: str) -> bool:
        """Whether an element without children may hold a value of a datatype."""
        if state.data is None:
            state.data = _data(state.pattern)
        return state.data != NOT_ALLOWED and value_matches(state.data, value)

    def value_wanted(self, state: State) -> Pattern:
        """Return the datatypes that an element may hold."""
        if state.data is None:
            state.data = _data(state.pattern)
        return state.data


def _child(pattern: Pattern, name: Name, recover: bool) -> Iterator[tuple[str, Pattern]]:
    match pattern:
        case Element(names=names, definition=key):
            if name in names:
                yield key, EMPTY
        case OneOrMore(content=content):
            for key, rest in _child(content, name, recover):
                yield key, group(rest, optional(pattern))
        case Choice(options=options):
            for option in options:
                yield from _child(option, name, recover)
        case Pair(kind="interleave", left=left, right=right):
            for key, rest in _child(left, name, recover):
                yield key, pair("interleave", rest, right)
            for key, rest in _child(right, name, recover):
                yield key, pair("interleave", left, rest)
        case Pair(left=left, right=right):
            ways = list(_child(left, name, recover))
            for key, rest in ways:
                yield key, group(rest, right)
            if nullable(left) or (recover and not ways):
                yield from _child(right, name, recover)


def _data(pattern: Pattern) -> Pattern:
    match pattern:
        case Data() | ListOf():
            return pattern
        case Choice(options=options):
            return choice(*(_data(o) for o in options))
        case Pair(left=left, right=right):
            return choice(_data(left) if nullable(right) else NOT_ALLOWED, _data(right) if nullable(left) else NOT_ALLOWED)
        case OneOrMore(content=content):
            return _data(content)
        case _:
            return NOT_ALLOWED


def expected(pattern: Pattern) -> set[str]:
    """Return the local names of the elements that may come next."""
    match pattern:
        case Element(names=names):
            return {name.local for name in names.names}
        case OneOrMore(content=content):
            return expected(content)
        case Choice(options=options):
            return set().union(*(expected(o) for o in options))
        case Pair(kind="interleave", left=left, right=right):
            return expected(left) | expected(right)
        case Pair(left=left, right=right):
            return expected(left) | (expected(right) if nullable(left) else set())
        case _:
            return set()


def required(pattern: Pattern) -> set[str]:
    """Return the local names of the elements one of which, or all of which, must still come; empty where there is a choice."""
    match pattern:
        case Element(names=names):
            return {name.local for name in names.names}
        case OneOrMore(content=content):
            return required(content)
        case Choice(options=options):
            return set.intersection(*(required(o) for o in options))
        case Pair(kind="interleave", left=left, right=right):
            return required(left) | required(right)
        case Pair(left=left, right=right):
            return required(right) if nullable(left) else required(left)
        case _:
            return set()


def required_attributes(pattern: Pattern) -> set[str]:
    """Return the attributes that must still come."""
    match pattern:
        case Attribute(names=names):
            return {str(name) for name in names.names}
        case OneOrMore(content=content):
            return required_attributes(content)
        case Choice(options=options):
            return set.intersection(*(required_attributes(o) for o in options))
        case Pair(left=left, right=right):
            return required_attributes(left) | required_attributes(right)
        case _:
            return set()


def attribute_names(pattern: Pattern) -> list[str]:
    """Return the attributes that may come, sorted."""
    return sorted({str(name) for a in attributes(pattern) for name in a.names.names})


def values_of(pattern: Pattern) -> list[str]:
    """Return the listed values of a datatype, sorted; none where it is not a list of values alone."""
    match pattern:
        case Data(value=str() as value):
            return [value]
        case Choice(options=options):
            parts = [values_of(o) for o in options]
            return sorted(v for part in parts for v in part) if all(parts) else []
        case OneOrMore(content=content) | ListOf(content=content):
            return values_of(content)
        case Pair(left=left, right=right):
            return sorted({*values_of(left), *values_of(right)})
        case _:
            return []


def is_element(node: object) -> bool:
    """Whether a node of lxml is an element, not a comment or an instruction."""
    return isinstance(node, etree._Element) and isinstance(node.tag, str)
