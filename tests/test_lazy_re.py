"""Patterns are compiled when they are first used: all of them can be, and what stands in their place behaves as they do."""

from __future__ import annotations

import ast
import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from typing import cast

import pytest

import encoder
from encoder import lazy_re
from tests.conftest import ROOT


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a name of a module stands for, in tables of them too."""
    if isinstance(value, lazy_re.Later):
        yield cast("re.Pattern[str]", value)
    elif isinstance(value, dict):
        yield from (p for one in value.values() for p in _patterns(one))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (p for one in value for p in _patterns(one))


def test_every_pattern_of_the_program_compiles() -> None:
    names = [m.name for m in pkgutil.walk_packages(encoder.__path__, "encoder.") if m.name != "encoder.__main__"]
    held = [vars(importlib.import_module(name)) for name in names]
    patterns = {id(p): p for known in held for value in known.values() for p in _patterns(value)}
    assert len(patterns) > 500
    for pattern in patterns.values():
        assert pattern.groups >= 0, pattern.pattern


def test_every_module_takes_patterns_that_wait() -> None:
    eager = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "encoder").rglob("*.py"))
        if path.name != "lazy_re.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any(a.name == "re" for a in node.names)) or (isinstance(node, ast.ImportFrom) and node.module == "re")
    ]
    assert eager == [], "from encoder import lazy_re as re"


def test_it_does_all_that_a_pattern_does() -> None:
    later = lazy_re.compile(r"(?P<year>\d{4})-(\d\d)", lazy_re.I)
    plain = re.compile(later.pattern, re.I)
    text = "1958-12 and 1959-01"
    assert [m.groups() for m in later.finditer(text)] == [m.groups() for m in plain.finditer(text)]
    assert later.findall(text) == plain.findall(text)
    assert later.sub("x", text) == plain.sub("x", text)
    assert later.subn("x", text) == plain.subn("x", text)
    assert later.split(text) == plain.split(text)
    one, other = later.search(text, 3), plain.search(text, 3)
    assert one
    assert other
    assert one.span() == other.span()
    assert (later.flags, later.groups, later.groupindex) == (plain.flags, plain.groups, plain.groupindex)
    assert pickle.loads(pickle.dumps(later)).fullmatch("1958-12")  # noqa: S301


def test_what_is_wrong_shows_at_the_first_use() -> None:
    wrong = lazy_re.compile("(")
    with pytest.raises(lazy_re.error):
        wrong.match("")
    with pytest.raises(AttributeError):
        wrong.no_such_thing  # type: ignore[attr-defined]  # noqa: B018
