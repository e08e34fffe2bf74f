"""The module ``re``, but that a pattern is compiled when it is first used: ``from encoder import lazy_re as re``.

The program has about a thousand patterns; one text uses a third of them, and to compile all of them takes longer than to
encode a letter. What is wrong in a pattern shows when it is first used: a test compiles every one.
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    VERBOSE,
    I,
    M,
    Match,
    Pattern,
    S,
    X,
    error,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import Any, AnyStr, Generic, cast

ASCII = re.ASCII

__all__ = [
    "ASCII", "DOTALL", "VERBOSE", "I", "M", "Match", "Pattern", "S", "X",
    "compile", "error", "escape", "findall", "finditer", "fullmatch", "match", "search", "split", "sub",
]  # fmt: skip

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex")


class Later(Generic[AnyStr]):
    """A pattern that is compiled when one of its methods is first asked for; from then on they are its own attributes, as quick as ever."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._wanted = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        made = re.compile(self.pattern, self._wanted)
        self.__dict__.update((method, getattr(made, method)) for method in _METHODS)
        return self.__dict__[name]

    def __reduce__(self) -> tuple[Any, ...]:
        return compile, (self.pattern, self._wanted)

    def __repr__(self) -> str:
        return f"{__name__}.compile({self.pattern!r}, {self._wanted})"


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001  (in the place of the name in ``re``)
    """Return what does all that a compiled pattern does; ``re.error`` is raised at the first use."""
    return cast("Pattern[AnyStr]", Later(pattern, flags))
