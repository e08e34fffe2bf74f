"""With which characters a pattern can begin, and whether it can do without a month: so most rows need not be tried at most places.

What is told is never too little: a part that is not understood can begin with anything and needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from encoder import lazy_re as re

#: stands in a set of beginnings for the figures of other scripts
FIGURE = "figure"
_FIGURES = frozenset("0123456789") | {FIGURE}
#: a range of characters has no more of them
_WIDEST = 64
_MONTHS = frozenset(map(chr, range(0xA001, 0xA02D)))
_TOKEN = re.compile(
    r"""
    [\s^$]+ | \#[^\n]*                                             # nothing
    | [^\W\d_]+(?![^\W\d_]|[?*+{])                                 # letters, each of which stands once
    | \\u[0-9a-f]{4} | \\.
    | \[\^?\]?(?:\\.|[^\]\\])*\]
    | \{[a-z_]+\}
    | \(\?!\) | \((?:\?(?:P<\w+>|[a-z-]*[:)]|<?[=!]|[^:)]+[:)]))?  # groups; never; flags
    | [?*][?+]? | \+[?+]? | \{[\d,]+\}[?+]?
    | .
    """,
    re.VERBOSE | re.S,
)
#: what has a month in it, or may have
_MONTH = re.compile(r"month\}|\\ua0|[\ua001-\ua02c]")
_IN_CLASS = re.compile(r"\\u[0-9a-f]{4}|\\.|.", re.S)


class Begun(NamedTuple):
    """The characters that what matches can begin with (None: any), whether it can be empty, whether it always has a month in it."""

    signs: frozenset[str] | None
    empty: bool = False
    month: bool = False


_ANYTHING = Begun(None, empty=True)
_NOWHERE = Begun(frozenset(), empty=True)
#: what never matches begins with nothing, and may count as what needs anything
_NEVER = Begun(frozenset(), month=True)


def beginning(pattern: str, piece: Callable[[str], Begun]) -> Begun:
    """Return how a pattern begins that is written with white space and comments; ``piece`` knows how the pieces begin that it names."""
    reader = _Reader(_TOKEN.findall(pattern), piece, _MONTH.search(pattern) is not None)
    found = reader.alternatives()
    return _ANYTHING if reader.tokens else found


class _Reader:
    def __init__(self, tokens: list[str], piece: Callable[[str], Begun], months: bool) -> None:
        self.tokens = tokens[::-1]
        self._piece = piece
        self._months = months

    def alternatives(self) -> Begun:
        """Read up to the end of the group."""
        ways = [self._sequence()]
        while self.tokens and self.tokens[-1] == "|":
            self.tokens.pop()
            ways.append(self._sequence())
        if len(ways) == 1:
            return ways[0]
        return Begun(_union(way.signs for way in ways), any(way.empty for way in ways), all(way.month for way in ways))

    def _sequence(self) -> Begun:
        signs: frozenset[str] | None = frozenset()
        empty, month = True, False
        tokens = self.tokens
        while tokens and tokens[-1] not in {"|", ")"}:
            if not (empty or self._months):
                self._skip()
                break
            item = self._item(tokens.pop())
            if tokens and (tokens[-1][0] in "?*" or tokens[-1].startswith(("{0", "{,"))):
                tokens.pop()
                item = Begun(item.signs, empty=True)
            elif tokens and (tokens[-1][0] == "+" or (tokens[-1][0] == "{" and tokens[-1][1].isdigit())):
                tokens.pop()
            if empty:
                signs = None if signs is None or item.signs is None else signs | item.signs
                empty = item.empty
            month = month or item.month
        return Begun(signs, empty, month)

    def _skip(self) -> None:
        """Leave out the rest of a sequence: how it begins is known, and there is no month in it."""
        tokens, depth = self.tokens, 0
        while tokens and (depth or tokens[-1] not in {"|", ")"}):
            token = tokens.pop()
            if token[0] == "(" and token[-1] != ")":
                depth += 1
            elif token == ")":
                depth -= 1

    def _item(self, token: str) -> Begun:
        first = token[0]
        if first == "(":
            return self._group(token)
        if first == "{" and len(token) > 1:
            return self._piece(token[1:-1])
        return _single(token)

    def _group(self, token: str) -> Begun:
        if token == "(?!)":
            return _NEVER
        if token.endswith(")"):  # flags, or what stood before again
            return _ANYTHING
        inside = self.alternatives()
        if self.tokens:
            self.tokens.pop()
        if token in {"(", "(?:", "(?x:"} or token.startswith("(?P<"):
            return inside
        if token == "(?=":
            return Begun(frozenset(), empty=True, month=inside.month)
        return _NOWHERE if token in {"(?!", "(?<!", "(?<="} else _ANYTHING


@cache
def _single(token: str) -> Begun:
    """Return how a token begins that is no group and no piece."""
    first = token[0]
    if first.isspace() or first in "^$" or (first == "#" and len(token) > 1) or token in {r"\A", r"\Z", r"\b", r"\B"}:
        return _NOWHERE
    if first == "[" and len(token) > 1:
        signs = None if token[1] == "^" else _class(token[1:-1])
        return Begun(signs, month=signs is not None and signs <= _MONTHS)
    signs = _escaped(token) if first == "\\" else None if first == "." else frozenset(first)
    return Begun(signs, month=signs is not None and signs <= _MONTHS)


def _escaped(token: str) -> frozenset[str] | None:
    if token == r"\d":
        return _FIGURES
    if token[1] == "u":
        return frozenset(chr(int(token[2:], 16)))
    return None if token[1].isalnum() else frozenset(token[1])


def _class(inside: str) -> frozenset[str] | None:
    """Return the characters of a class, None where that are too many to be told."""
    signs: set[str] = set()
    listed = _IN_CLASS.findall(inside)
    k = 0
    while k < len(listed):
        ends = listed[k], listed[k + 2] if k + 2 < len(listed) and listed[k + 1] == "-" else ""
        one, last = (_escaped(end) if len(end) > 1 else frozenset(end) for end in ends)
        if one is None or last is None:
            return None
        if last:
            low, high = ord(min(one)), ord(min(last))
            if len(one) > 1 or len(last) > 1 or high - low > _WIDEST:
                return None
            one = frozenset(map(chr, range(low, high + 1)))
        signs |= one
        k += 3 if last else 1
    return frozenset(signs)


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for one in sets:
        if one is None:
            return None
        found |= one
    return found
