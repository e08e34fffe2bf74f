"""Every error of a document against a RELAX NG grammar, with what was expected.

libxml2 gives a verdict and its first guess; here a document is walked through the automaton of the grammar, and after each
error the walk goes on as jing's does: an element that is missing is taken as there, one that has no place is read as its
definition elsewhere says.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import cast

from lxml import etree

from encoder.schema_tools.automaton import (
    Automaton,
    State,
    attribute_names,
    expected,
    is_element,
    qualified,
    required,
    required_attributes,
    values_of,
)
from encoder.schema_tools.datatypes import described
from encoder.schema_tools.patterns import NOT_ALLOWED, Pattern, choice
from encoder.validation.checked import Found

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: so many names are listed of what may stand at a place
LISTED = 12
#: of an invalid value so many characters are shown
SHOWN = 60


class Walk:
    """One document on its way through a grammar."""

    def __init__(self, automaton: Automaton) -> None:
        """Begin without errors."""
        self.automaton = automaton
        self.errors: list[Found] = []

    def document(self, root: etree._Element) -> list[Found]:
        """Return every error of a document, in the order in which the walk met it."""
        start = self.automaton.start
        ways = self.automaton.child(start, root.tag)
        if ways:
            self.element(root, ways)
        else:
            self._misplaced(root, start, None, None)
        if self.automaton.grammar.identifying:
            self._identifiers(root)
        return self.errors

    def _identifiers(self, root: etree._Element) -> None:
        """Tell of identifiers that stand twice and of pointers to one that nothing has: the datatypes ID and IDREF ask for it."""
        kinds = self.automaton.identifiers
        here = {value.strip() for element in root.iter(etree.Element) if (value := element.get(_XML_ID)) is not None}
        pointers: list[tuple[etree._Element, str, str]] = []
        for element in root.iter(etree.Element):
            for name, value in cast("list[tuple[str, str]]", element.items()):
                kind = kinds.get((qualified(element.tag), qualified(name)))
                if kind == "ID":
                    if value.strip() in here:
                        self._tell(element, "identifier-twice", f"the identifier {_shown(value)} stands already somewhere else")
                    here.add(value.strip())
                elif kind:
                    pointers += [(element, name, one) for one in value.split()]
        for element, name, one in pointers:
            if one not in here:
                said = f"points to {_shown(one)}, which nothing has{_meant(one, sorted(here))}"
                self._tell(element, "identifier-missing", f"{_local(element)}/{_attribute(name)} {said}")

    def element(self, element: etree._Element, ways: tuple[tuple[State, State], ...]) -> State:
        """Walk through an element that may be read in one of several ways; return the state of its parent behind it."""
        if len(ways) == 1:
            self.content(element, ways[0][0])
            return ways[0][1]
        before = self.errors
        trials: list[tuple[list[Found], State]] = []
        for content, rest in ways:
            self.errors = []
            self.content(element, content)
            trials.append((self.errors, rest))
        self.errors = before
        fitting = [rest.pattern for errors, rest in trials if not errors]
        if fitting:
            return self.automaton.state(choice(*fitting))
        errors, rest = min(trials, key=lambda trial: len(trial[0]))
        self.errors += errors
        return rest

    def content(self, element: etree._Element, state: State) -> None:
        """Walk through the attributes and the content of an element."""
        if state is self.automaton.dead:  # nothing is known of it: its children are read as their own definitions say
            for child in element:
                if is_element(child):
                    self.content(child, self.automaton.out_of_context(child.tag))
            return
        state = self._attributes(element, state)
        if len(element) and any(isinstance(child.tag, str) for child in element):
            self._children(element, state)
        else:
            self._characters(element, state)

    def _attributes(self, element: etree._Element, state: State) -> State:
        automaton = self.automaton
        for name, value in cast("list[tuple[str, str]]", element.items()):
            behind, ways = automaton.attribute(state, name, value)
            if behind is not None:
                state = behind
            elif ways:
                self._tell(element, "attribute-value", _bad_value(element, name, value, [content for content, _ in ways]))
                state = automaton.ignoring_value(state, name)
            else:
                self._tell(element, "attribute-not-allowed", _no_attribute(element, name, state.pattern))
        closed = automaton.close(state)
        if closed is automaton.dead:
            missing = required_attributes(state.pattern)
            named = " and ".join(f"@{name}" for name in sorted(missing)) or "one of its attributes"
            self._tell(element, "attribute-missing", f"{_local(element)} lacks {named}")
            return automaton.close_anyway(state)
        return closed

    def _characters(self, element: etree._Element, state: State) -> None:
        automaton = self.automaton
        words = element.text or ""
        if len(element):  # comments and instructions
            words += "".join(child.tail or "" for child in element)
        if words and not words.isspace():
            behind = automaton.words(state)
            if behind is not automaton.dead:
                state = behind
            elif automaton.holds(state, words):
                return
            else:
                wanted = automaton.value_wanted(state)
                if wanted != NOT_ALLOWED:
                    self._tell(element, "content-value", f"{_local(element)} cannot hold {_shown(words)}; {_wanted([wanted])}")
                    return
                self._tell(element, "text-not-allowed", _no_text(element, words, state), 0)
        elif not state.nullable and automaton.holds(state, words):
            return
        self._end(element, state, None)

    def _children(self, element: etree._Element, state: State) -> None:
        automaton = self.automaton
        last: etree._Element | None = None
        if element.text and not element.text.isspace():
            state = self._mixed(element, state, element.text, 0)
        for place, child in enumerate(element, 1):
            tag = child.tag
            if isinstance(tag, str):
                ways = automaton.child(state, tag)
                state = self.element(child, ways) if ways else self._misplaced(child, state, element, last)
                last = child
            tail = child.tail
            if tail and not tail.isspace():
                state = self._mixed(element, state, tail, place)
        self._end(element, state, last)

    def _mixed(self, element: etree._Element, state: State, words: str, place: int) -> State:
        behind = self.automaton.words(state)
        if behind is self.automaton.dead:
            self._tell(element, "text-not-allowed", _no_text(element, words, state), place)
            return state
        return behind

    def _misplaced(self, child: etree._Element, state: State, parent: etree._Element | None, last: etree._Element | None) -> State:
        automaton = self.automaton
        here = f" in {_local(parent)}" if parent is not None else " as the root"
        behind = f" behind {_local(last)}" if last is not None else ""
        may = _may(expected(state.pattern))
        ways = automaton.child_anyway(state, child.tag)
        if ways:
            missing = required(state.pattern) - {_local(child)}
            if missing:
                said = f"{_names(missing)} {'is' if len(missing) == 1 else 'are'} missing before {_local(child)}{here}"
            else:
                said = f"{_local(child)} is not allowed yet{behind}{here}; {may}"
            self._tell(child, "element-missing", said)
            return self.element(child, ways)
        content = automaton.out_of_context(child.tag)
        if content is automaton.dead:
            self._tell(child, "element-unknown", _unknown(child, automaton))
        else:
            self._tell(child, "element-not-allowed", f"{_local(child)} is not allowed{behind}{here}; {may}")
        self.content(child, content)
        return state

    def _end(self, element: etree._Element, state: State, last: etree._Element | None) -> None:
        if state.nullable or state is self.automaton.dead:
            return
        missing = required(state.pattern)
        behind = f" behind {_local(last)}" if last is not None else ""
        may = expected(state.pattern)
        if missing:
            said = f"{_local(element)} ends too early: {_names(missing)} {'is' if len(missing) == 1 else 'are'} missing{behind}"
        elif may:
            said = f"{_local(element)} ends too early{behind}; {_may(may)}"
        else:
            said = f"{_local(element)} is empty; {_wanted([self.automaton.value_wanted(state)])}"
        self._tell(element, "content-incomplete", said, ends=True)

    def _tell(self, element: etree._Element, rule: str, said: str, text_place: int | None = None, *, ends: bool = False) -> None:
        self.errors.append(Found(rule, "error", said, element, text_place=text_place, at_end=ends))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _unknown(element: etree._Element, automaton: Automaton) -> str:
    """Say of which element nothing is known, and what may be meant: most often it is the namespace that is missing."""
    name = _local(element)
    elsewhere = automaton.spaces(name)
    if not elsewhere:
        return f"{name} is no element of this schema{_meant(name, automaton.names())}"
    space = str(element.tag).rpartition("}")[0].removeprefix("{")
    here = f"in the namespace {space}" if space else "without a namespace"
    there = " or ".join(f"in {other}" if other else "without a namespace" for other in elsewhere)
    return f"{name} {here} is no element of this schema; is {name} {there} meant?"


def _names(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))


def _may(names: set[str]) -> str:
    if not names:
        return "no element may stand here"
    listed = sorted(names)
    return f"here may stand {', '.join(listed[:LISTED])}{' ...' if len(listed) > LISTED else ''}"


def _shown(value: str) -> str:
    value = " ".join(value.split())
    return repr(value if len(value) <= SHOWN else value[: SHOWN - 3] + "...")


def _attribute(name: str) -> str:
    namespace, _, local = name.rpartition("}")
    return f"@xml:{local}" if namespace.endswith("/XML/1998/namespace") else f"@{local}"


def _meant(name: str, known: list[str], sign: str = "") -> str:
    """Return a question for the known name that a wrong one is near to: the same but for capitals, else one with few other letters."""
    near = [other for other in known if other.lower() == name.lower()] or get_close_matches(name, known, 1)
    return f"; is {sign}{near[0]} meant?" if near else ""


def _wanted(contents: list[Pattern]) -> str:
    listed = sorted({value for content in contents for value in values_of(content)})
    if listed:
        return f"it is one of {', '.join(listed[:LISTED])}{' ...' if len(listed) > LISTED else ''}"
    return "it is " + " or ".join(sorted({described(content) for content in contents}))


def _bad_value(element: etree._Element, name: str, value: str, contents: list[Pattern]) -> str:
    listed = sorted({v for content in contents for v in values_of(content)})
    return f"{_local(element)}/{_attribute(name)} cannot be {_shown(value)}; {_wanted(contents)}{_meant(value.strip(), listed)}"


def _no_attribute(element: etree._Element, name: str, pattern: Pattern) -> str:
    own = _attribute(name)[1:]
    others = [known for known in attribute_names(pattern) if known != own]
    return f"{_local(element)} has no attribute @{own}{_meant(own, others, '@')}"


def _no_text(element: etree._Element, words: str, state: State) -> str:
    may = expected(state.pattern)
    return f"{_local(element)} cannot hold text here: {_shown(words)}" + (f"; {_may(may)}" if may else "")
