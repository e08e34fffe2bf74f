"""Whether the values of one datatype lie within another: lemmas instead of a theory of datatypes.

A lemma is a row of ``datatypes.toml``: a datatype as the first grammar writes it, the datatypes that hold all its
values, and samples of its values. The tests check each lemma on its samples with a RELAX NG validator.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from encoder import lazy_re as re
from encoder.schema_tools.patterns import (
    EMPTY,
    NOT_ALLOWED,
    RNG,
    XSD_TYPES,
    Choice,
    Data,
    Empty,
    ListOf,
    OneOrMore,
    Pair,
    Pattern,
    Text,
    choice,
    group,
    nullable,
    optional,
)


@cache
def lemmas() -> dict[str, dict[str, Any]]:
    """Return the table: datatype -> ``within``, ``samples``, ``single`` (no value of it is empty or has white space)."""
    text = files("encoder.schema_tools").joinpath("datatypes.toml").read_text(encoding="utf-8")
    return {row["type"]: row for row in tomllib.loads(text)["datatype"]}


def included(one: Pattern, other: Pattern) -> bool:
    """Whether every value of the first pattern (without a choice at its top) is a value of the second."""
    if one == other or isinstance(other, Text):
        return True
    if isinstance(other, Choice):
        return any(included(one, option) for option in other.options)
    if isinstance(one, Data):
        if one.value is not None:
            return matches(other, one.value)
        if isinstance(other, Data):
            return other.value is None and other.excluded is None and _lemma(one, other)
        if isinstance(other, ListOf):
            single = lemmas().get(str(one), {}).get("single", False)
            return bool(single) and nullable(_token_derivative(other.content, one))
    if isinstance(one, ListOf) and isinstance(other, ListOf):
        return _list_included(one.content, other.content)
    return isinstance(one, Empty) and nullable(other)


def _lemma(one: Data, other: Data) -> bool:
    if str(one) == str(other):
        return True
    return str(other) in lemmas().get(str(one), {}).get("within", ())


def _list_included(one: Pattern, other: Pattern) -> bool:
    seen: set[tuple[Pattern, Pattern]] = set()
    queue = [(one, other)]
    while queue:
        p, q = queue.pop()
        if (p, q) in seen:
            continue
        seen.add((p, q))
        if nullable(p) and not nullable(q):
            return False
        for token in _first_tokens(p):
            p2, q2 = _token_derivative(p, token, own=True), _token_derivative(q, token)
            if q2 == NOT_ALLOWED:
                return False
            queue.append((p2, q2))
    return True


def _first_tokens(pattern: Pattern) -> set[Data]:
    match pattern:
        case Data():
            return {pattern}
        case OneOrMore(content):
            return _first_tokens(content)
        case Choice(options):
            return set().union(*(_first_tokens(o) for o in options))
        case Pair(_, left, right):
            return _first_tokens(left) | (_first_tokens(right) if nullable(left) else set())
        case _:
            return set()


def _token_derivative(pattern: Pattern, token: Data, own: bool = False) -> Pattern:
    match pattern:
        case Data():
            return EMPTY if (token == pattern if own else included(token, pattern)) else NOT_ALLOWED
        case OneOrMore(content):
            return group(_token_derivative(content, token, own), optional(pattern))
        case Choice(options):
            return choice(*(_token_derivative(o, token, own) for o in options))
        case Pair(_, left, right):
            behind = group(_token_derivative(left, token, own), right)
            return choice(behind, _token_derivative(right, token, own)) if nullable(left) else behind
        case _:
            return NOT_ALLOWED


def matches(pattern: Pattern, value: str) -> bool:
    """Whether a value matches a pattern without elements: asked of a RELAX NG validator."""
    if isinstance(pattern, Choice):
        return any(matches(option, value) for option in pattern.options)
    if isinstance(pattern, Data) and pattern.params and pattern.type != "string":
        # libxml2 holds a parameter against the white space too, and against the characters of a list
        value = value.translate(_BLANKS) if pattern.type == "normalizedString" else " ".join(value.split())
        if pattern.type in _LISTS:
            return _counts(pattern, len(value.split())) and matches(Data(pattern.type, (), None, pattern.excluded), value)
    element = etree.Element("x")
    element.set("v", value)
    return bool(_validator(pattern).validate(element))


_ESCAPED = re.compile(r"\\.", re.S)
_REPEATED_NOTHING = re.compile(r"(?:^|[(|])[*+?{]")
_LISTS = frozenset({"NMTOKENS", "IDREFS", "ENTITIES"})
_BLANKS = str.maketrans("\t\n\r", "   ")
_XS = "{http://www.w3.org/2001/XMLSchema}"
#: datatypes that speak of the rest of the document -> what a value of them is, taken alone
_ALONE = {"IDREF": "NCName", "IDREFS": "NCName", "ENTITY": "NCName", "ENTITIES": "NCName"}
#: a name with any prefix: which are declared is known where the value stands, not here
_PREFIXED = r"([\i-[:]][\c-[:]]*:)?[\i-[:]][\c-[:]]*"


def _counts(pattern: Data, found: int) -> bool:
    """Whether a list has as many values as its parameters ask for."""
    given = {name: int(value) for name, value in pattern.params if value.strip().isdecimal()}
    return given.get("length", found) == found and given.get("minLength", 0) <= found <= given.get("maxLength", found)


@cache
def is_expression(pattern: str) -> bool:
    """Whether a regular expression is one of XML Schema: libxml2 never fits a wrong one, and does not say so.

    It takes time to ask; what has its brackets in pairs and nothing repeated where nothing is can be trusted.
    """
    bare = _ESCAPED.sub("", pattern)
    if all(bare.count(one) == bare.count(other) for one, other in ("()", "[]", "{}")) and not _REPEATED_NOTHING.search(bare):
        return True
    root = etree.Element(f"{_XS}schema", nsmap={"xs": _XS[1:-1]})
    kind = etree.SubElement(etree.SubElement(root, f"{_XS}simpleType", {"name": "t"}), f"{_XS}restriction", {"base": "xs:string"})
    etree.SubElement(kind, f"{_XS}pattern", {"value": pattern})
    try:
        etree.XMLSchema(root)
    except etree.XMLSchemaParseError:
        from elementpath.regex import RegexError, translate_pattern

        try:
            translate_pattern(pattern, anchors=False)
        except RegexError:
            return False
    return True


@cache
def _validator(pattern: Pattern) -> etree.RelaxNG:
    grammar = etree.Element(f"{RNG}element", {"name": "x", "datatypeLibrary": XSD_TYPES})
    _write(pattern, etree.SubElement(grammar, f"{RNG}attribute", {"name": "v"}))
    return etree.RelaxNG(etree.ElementTree(grammar))


def _write_data(pattern: Data, parent: etree._Element) -> None:
    if pattern.value is not None:
        builtin = {"datatypeLibrary": ""} if pattern.type in {"token", "string"} else {}
        etree.SubElement(parent, f"{RNG}value", {"type": pattern.type, **builtin}).text = pattern.value
        return
    if pattern.type in {"QName", "NOTATION"}:
        node = etree.SubElement(parent, f"{RNG}data", {"type": "token"})
        etree.SubElement(node, f"{RNG}param", {"name": "pattern"}).text = _PREFIXED
        return
    # what an identifier or an entity is for is another question than whether the value is one
    alone = _ALONE.get(pattern.type)
    if alone is None:
        node = etree.SubElement(parent, f"{RNG}data", {"type": pattern.type})
    else:
        many = etree.SubElement(parent, f"{RNG}list") if pattern.type.endswith("S") else parent
        some = etree.SubElement(many, f"{RNG}oneOrMore") if many is not parent else parent
        node = etree.SubElement(some, f"{RNG}data", {"type": alone})
    for name, value in pattern.params:
        etree.SubElement(node, f"{RNG}param", {"name": name}).text = value
    if pattern.type == "base64Binary":  # libxml2 passes over other letters
        etree.SubElement(node, f"{RNG}param", {"name": "pattern"}).text = r"[A-Za-z0-9+/=\s]*"
    if pattern.excluded is not None:
        _write(pattern.excluded, etree.SubElement(node, f"{RNG}except"))


def _write(pattern: Pattern, parent: etree._Element) -> None:
    match pattern:
        case Data():
            _write_data(pattern, parent)
        case ListOf(content):
            _write(content, etree.SubElement(parent, f"{RNG}list"))
        case OneOrMore(content):
            _write(content, etree.SubElement(parent, f"{RNG}oneOrMore"))
        case Choice(options):
            node = etree.SubElement(parent, f"{RNG}choice")
            for option in sorted(options, key=str):
                _write(option, node)
        case Pair(_, left, right):
            node = etree.SubElement(parent, f"{RNG}group")
            _write(left, node)
            _write(right, node)
        case Text():
            etree.SubElement(parent, f"{RNG}text")
        case Empty():
            etree.SubElement(parent, f"{RNG}empty")
        case _:
            etree.SubElement(parent, f"{RNG}notAllowed")


#: what a datatype is in words
_SAID = {
    "anyURI": "an address (URI)",
    "ID": "an identifier: a letter or _, then letters, figures, . - _",
    "IDREF": "the identifier of an element",
    "IDREFS": "identifiers of elements",
    "NCName": "a name: a letter or _, then letters, figures, . - _",
    "Name": "a name",
    "QName": "a name, with a prefix or without",
    "language": "a language tag such as en or de-AT",
    "date": "a date YYYY-MM-DD",
    "gYear": "a year YYYY",
    "gYearMonth": "a month YYYY-MM",
    "gMonth": "a month --MM",
    "gDay": "a day ---DD",
    "gMonthDay": "a day --MM-DD",
    "time": "a time hh:mm:ss",
    "dateTime": "a moment YYYY-MM-DDThh:mm:ss",
    "boolean": "true or false",
    "integer": "a whole number",
    "int": "a whole number",
    "long": "a whole number",
    "short": "a whole number",
    "positiveInteger": "a whole number from 1",
    "nonNegativeInteger": "a whole number from 0",
    "decimal": "a number",
    "double": "a number",
    "token": "words",
    "string": "text",
    "duration": "a duration such as P1D",
}
#: what a parameter says of the values, in words
_FACETS = {
    "pattern": "like {}",
    "length": "of {} characters",
    "minLength": "of at least {} characters",
    "maxLength": "of at most {} characters",
    "minInclusive": "from {}",
    "maxInclusive": "up to {}",
    "minExclusive": "over {}",
    "maxExclusive": "under {}",
    "totalDigits": "of at most {} figures",
    "fractionDigits": "with at most {} figures behind the point",
}
#: more kinds of values than these are too many to name
_KINDS = 6


def described(pattern: Pattern) -> str:
    """Say in words what values a pattern without elements has."""
    kinds = sorted(_kinds(pattern))
    return " or ".join(kinds[:_KINDS]) + (" ..." if len(kinds) > _KINDS else "") if kinds else "nothing"


def _parts(pattern: Pattern) -> list[Pattern]:
    """Return what stands one behind the other."""
    return [*_parts(pattern.left), *_parts(pattern.right)] if isinstance(pattern, Pair) else [pattern]


def _kinds(pattern: Pattern) -> set[str]:
    match pattern:
        case Data(value=str() as value):
            return {repr(value)}
        case Data(type=kind, params=params):
            said = _SAID.get(kind, kind)
            given = dict(params)
            return {" ".join([said, *(words.format(given[name]) for name, words in _FACETS.items() if name in given)])}
        case ListOf(content=Pair() as content):
            return {" and ".join(" or ".join(sorted(_kinds(part))) for part in _parts(content))}
        case ListOf(content=content) | OneOrMore(content=content):
            return _kinds(content)
        case Choice(options=options):
            return set().union(*(_kinds(o) for o in options))
        case Pair(left=left, right=right):
            return _kinds(left) | _kinds(right)
        case Text():
            return {"text"}
        case _:
            return set()
