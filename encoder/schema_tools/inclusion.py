"""Is everything one grammar allows allowed by another? A proof, or the places where it fails.

The two grammars are walked together, element by element. For an element of the first grammar and its counterpart in
the second: every set of attributes the one allows must be allowed by the other, with values that the other's
datatypes hold; and every sequence of children and text the one allows must be allowed by the other. Both are shown
by taking derivatives of the two content models side by side until no new pair of models turns up (each pair
once); a pair whose first model may end while the second may not, or that knows a symbol the second does not, is a
failure, and the symbols that led there are the counterexample.

Attributes come in no order, so they are taken in the order of their names: each is there or not, and then is done
with. Datatypes are compared by the lemmas of ``datatypes.toml`` (tested by sampling); what no lemma covers counts
as not proved. An element of the first grammar that the second can read by several definitions has to fit one of
them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from encoder.schema_tools import datatypes
from encoder.schema_tools.grammar import Grammar
from encoder.schema_tools.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    ListOf,
    Name,
    NameClass,
    NotAllowed,
    OneOrMore,
    Pair,
    Pattern,
    Text,
    choice,
    group,
    interleave,
    nullable,
    one_or_more,
    optional,
    pair,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Where the inclusion is not proved: the element, what led there, and what is allowed there only by the first grammar."""

    element: str
    message: str
    example: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return one line for a person."""
        behind = f" (after {' '.join(self.example)})" if self.example else ""
        return f"{self.element}: {self.message}{behind}"


@dataclass(frozen=True, slots=True)
class Result:
    """``failures`` is empty where the inclusion is proved; ``elements`` and ``pairs`` count what was looked at."""

    failures: tuple[Failure, ...]
    elements: int
    pairs: int


def attributes(pattern: Pattern) -> Iterator[Attribute]:
    """Yield the attributes a content model has, at any depth of its own."""
    match pattern:
        case Attribute():
            yield pattern
        case OneOrMore(content):
            yield from attributes(content)
        case Choice(options):
            for option in options:
                yield from attributes(option)
        case Pair(_, left, right):
            yield from attributes(left)
            yield from attributes(right)


def replace_attribute(pattern: Pattern, name: Name, by: Pattern) -> Pattern:
    """Return the model with every attribute of that name replaced."""
    match pattern:
        case Attribute(names, _):
            return by if name in names and names.listed else pattern
        case OneOrMore(content):
            return one_or_more(replace_attribute(content, name, by))
        case Choice(options):
            return choice(*(replace_attribute(o, name, by) for o in options))
        case Pair(kind, left, right):
            return pair(kind, replace_attribute(left, name, by), replace_attribute(right, name, by))
        case _:
            return pattern


def with_attribute(pattern: Pattern, name: Name) -> list[tuple[Pattern, Pattern]]:
    """Return what is left of a model once it has that attribute, each with what the attribute's value can be."""
    match pattern:
        case Attribute(names, content):
            return [(EMPTY, content)] if name in names else []
        case OneOrMore(content):
            return [(group(rest, optional(pattern)), value) for rest, value in with_attribute(content, name)]
        case Choice(options):
            return [found for option in options for found in with_attribute(option, name)]
        case Pair(kind, left, right):
            return [(pair(kind, rest, right), value) for rest, value in with_attribute(left, name)] + [
                (pair(kind, left, rest), value) for rest, value in with_attribute(right, name)
            ]
        case _:
            return []


def first_elements(pattern: Pattern) -> Iterator[Element | Text | Data | ListOf]:
    """Yield what can come next in a model without attributes."""
    match pattern:
        case Element() | Text() | Data() | ListOf():
            yield pattern
        case OneOrMore(content):
            yield from first_elements(content)
        case Choice(options):
            for option in options:
                yield from first_elements(option)
        case Pair(kind, left, right):
            yield from first_elements(left)
            if kind == "interleave" or nullable(left):
                yield from first_elements(right)


class Inclusion:
    """The proof for two grammars."""

    def __init__(self, one: Grammar, other: Grammar) -> None:
        """Keep the grammars; nothing is done yet."""
        self.one, self.other = one, other
        self.refuted: set[tuple[str, str]] = set()
        self.pairs = 0
        self._derivative = lru_cache(maxsize=None)(self._derive)

    def prove(self) -> Result:
        """Walk both grammars. The failures come in the order of the elements' names."""
        failures, seen = self._walk()
        first = failures
        while failures:
            refuted = {(one, other) for one, other, _ in failures}
            if refuted <= self.refuted or ("", "") in refuted:
                # the failures of the first walk are the causes; the later ones follow from them
                found = sorted({f for _, _, f in first}, key=lambda f: (f.element, f.message))
                return Result(tuple(found), len(seen), self.pairs)
            # an element may have another definition that fits: look again without the ones that do not
            self.refuted |= refuted
            self._derivative.cache_clear()
            failures, seen = self._walk()
        return Result((), len(seen), self.pairs)

    def _walk(self) -> tuple[list[tuple[str, str, Failure]], set[tuple[str, str]]]:
        failures: list[tuple[str, str, Failure]] = []
        seen: set[tuple[str, str]] = set()
        queue: deque[tuple[str, str]] = deque()
        self.pairs = 0

        def meet(one: str, other: str) -> None:
            if (one, other) not in seen:
                seen.add((one, other))
                queue.append((one, other))

        self.meet = meet
        for failure in self._content(self.one.start, self.other.start, "start"):
            failures.append(("", "", failure))
        while queue:
            one, other = queue.popleft()
            name = ", ".join(sorted(str(n) for n in self.one.names[one].names)) or "any element"
            for failure in self._element(self.one.contents[one], self.other.contents[other], name):
                failures.append((one, other, failure))
        return failures, seen

    def _element(self, one: Pattern, other: Pattern, name: str) -> Iterator[Failure]:
        """Prove attributes, then content."""
        open_names = [a for a in attributes(one) if not a.names.listed]
        if open_names:
            yield Failure(name, "the first grammar allows attributes of any name; that is not compared")
            return
        names = sorted({n for a in attributes(one) for n in a.names.names}, key=str)
        states: dict[tuple[Pattern, Pattern], tuple[str, ...]] = {(one, other): ()}
        for attribute in names:
            following: dict[tuple[Pattern, Pattern], tuple[str, ...]] = {}
            for (p, q), way in states.items():
                absent = replace_attribute(p, attribute, NOT_ALLOWED), replace_attribute(q, attribute, NOT_ALLOWED)
                if absent[0] != NOT_ALLOWED:
                    following.setdefault(absent, way)
                for rest, value in with_attribute(p, attribute):
                    left = replace_attribute(rest, attribute, NOT_ALLOWED)
                    if left == NOT_ALLOWED:
                        continue
                    found = with_attribute(q, attribute)
                    step = (*way, f"@{attribute}")
                    if not found:
                        yield Failure(name, f"@{attribute} is not allowed by the second grammar", way)
                        continue
                    for atom in atoms(value):
                        fitting = [r for r, v in found if self._value(atom, v)]
                        if not fitting:
                            said = " | ".join(sorted({str_value(v) for _, v in found}))
                            yield Failure(name, f"@{attribute}: {str_value(atom)} is not proved to lie within {said}", way)
                            continue
                        right = choice(*(replace_attribute(r, attribute, NOT_ALLOWED) for r in fitting))
                        following.setdefault((left, right), step)
            states = following
        for (p, q), way in states.items():
            # attributes that only the second grammar knows are absent
            for attribute in {n for a in attributes(q) for n in a.names.names}:
                q = replace_attribute(q, attribute, NOT_ALLOWED)
            q = without_attributes(q)
            if q == NOT_ALLOWED:
                yield Failure(name, "the second grammar demands an attribute that is not there", way)
                continue
            yield from self._content(p, q, name, way)

    def _value(self, atom: Pattern, value: Pattern) -> bool:
        return datatypes.included(atom, value)

    def _content(self, one: Pattern, other: Pattern, name: str, way: tuple[str, ...] = ()) -> Iterator[Failure]:
        states: dict[tuple[Pattern, Pattern], tuple[str, ...]] = {(one, other): way}
        queue = deque([(one, other)])
        failed: set[str] = set()
        while queue:
            p, q = queue.popleft()
            self.pairs += 1
            way = states[p, q]
            if nullable(p) and not nullable(q) and "end" not in failed:
                failed.add("end")
                yield Failure(name, "may end here, and may not in the second grammar", way)
            for symbol in set(first_elements(p)):
                for label, p2, q2 in self._steps(p, q, symbol):
                    if p2 == NOT_ALLOWED:
                        continue
                    if q2 == NOT_ALLOWED:
                        if label not in failed:
                            failed.add(label)
                            yield Failure(name, f"{label} is not allowed here by the second grammar", way)
                        continue
                    if (p2, q2) not in states:
                        states[p2, q2] = (*way, label)
                        queue.append((p2, q2))

    def _steps(self, p: Pattern, q: Pattern, symbol: Element | Text | Data | ListOf) -> Iterator[tuple[str, Pattern, Pattern]]:
        if isinstance(symbol, Element):
            if not symbol.names.listed:
                yield "an element of any name", TEXT, NOT_ALLOWED
                return
            for element in sorted(symbol.names.names, key=str):
                yield str(element), self._derivative(p, element, symbol.definition, True), self._derivative(
                    q, element, symbol.definition, False
                )
        elif isinstance(symbol, Text):
            yield "text", text_derivative(p, None), text_derivative(q, None)
        else:
            yield str_value(symbol), text_derivative(p, symbol), text_derivative(q, symbol)

    def _derive(self, pattern: Pattern, name: Name, definition: str, own: bool) -> Pattern:
        """Return what is left of a model behind an element; ``own`` for the grammar the definition is of."""
        match pattern:
            case Element(names, key):
                if name not in names:
                    return NOT_ALLOWED
                if own:
                    return EMPTY if key == definition else NOT_ALLOWED
                if (definition, key) in self.refuted:
                    return NOT_ALLOWED
                self.meet(definition, key)
                return EMPTY
            case Choice(options):
                return choice(*(self._derivative(o, name, definition, own) for o in options))
            case OneOrMore(content):
                return group(self._derivative(content, name, definition, own), optional(pattern))
            case Pair("group", left, right):
                behind = group(self._derivative(left, name, definition, own), right)
                return choice(behind, self._derivative(right, name, definition, own)) if nullable(left) else behind
            case Pair(_, left, right):
                return choice(
                    interleave(self._derivative(left, name, definition, own), right),
                    interleave(left, self._derivative(right, name, definition, own)),
                )
            case _:
                return NOT_ALLOWED


def without_attributes(pattern: Pattern, by: Pattern = NOT_ALLOWED) -> Pattern:
    """Return the model with every attribute replaced: ``NOT_ALLOWED`` where none is there, ``EMPTY`` as if all were."""
    match pattern:
        case Attribute():
            return by
        case OneOrMore(content):
            return one_or_more(without_attributes(content, by))
        case Choice(options):
            return choice(*(without_attributes(o, by) for o in options))
        case Pair(kind, left, right):
            return pair(kind, without_attributes(left, by), without_attributes(right, by))
        case _:
            return pattern


@cache
def text_derivative(pattern: Pattern, data: Data | ListOf | None) -> Pattern:
    """Return what is left behind characters: any characters, or those of a datatype."""
    match pattern:
        case Text():
            return TEXT
        case Data() | ListOf():
            return EMPTY if data is not None and datatypes.included(data, pattern) else NOT_ALLOWED
        case Choice(options):
            return choice(*(text_derivative(o, data) for o in options))
        case OneOrMore(content):
            return group(text_derivative(content, data), optional(pattern))
        case Pair("group", left, right):
            behind = group(text_derivative(left, data), right)
            return choice(behind, text_derivative(right, data)) if nullable(left) else behind
        case Pair(_, left, right):
            return choice(interleave(text_derivative(left, data), right), interleave(left, text_derivative(right, data)))
        case _:
            return NOT_ALLOWED


def atoms(value: Pattern) -> Iterator[Pattern]:
    """Yield the alternatives of a value."""
    if isinstance(value, Choice):
        for option in sorted(value.options, key=str):
            yield from atoms(option)
    elif not isinstance(value, NotAllowed):
        yield value


def str_value(value: Pattern) -> str:
    """Return a value's pattern for a message."""
    match value:
        case Data():
            return str(value)
        case ListOf(content):
            return f"list({str_value(content)})"
        case OneOrMore(content):
            return f"{str_value(content)}+"
        case Choice(options):
            return "|".join(sorted(str_value(o) for o in options))
        case Pair(_, left, right):
            return f"{str_value(left)}, {str_value(right)}"
        case Text():
            return "text"
        case Empty():
            return "empty"
    return str(value)


def prove(one: Grammar, other: Grammar) -> Result:
    """Prove that every document of the first grammar is one of the second, or say where not."""
    return Inclusion(one, other).prove()


__all__ = ["Failure", "Inclusion", "NameClass", "Result", "prove"]
