"""With what a pattern can begin is told of patterns as the rows of dates are: never too little."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from encoder.language.firsts import FIGURE, Begun, beginning

FIGURES = frozenset("0123456789") | {FIGURE}
PIECES: Mapping[str, Begun] = {
    "month": Begun(frozenset("\ua001\ua002"), month=True),
    "day": Begun(FIGURES),
    "never": beginning("(?!)", lambda _: Begun(None)),
}


@pytest.mark.parametrize(
    ("pattern", "signs", "empty", "month"),
    [
        ("abc", "a", False, False),
        ("a?b", "ab", False, False),
        ("(?:ab|c)*d", "acd", False, False),
        ("a+b", "a", False, False),
        ("a{0,3}b", "ab", False, False),
        ("a{2}b", "a", False, False),
        ("(?P<x>ab|[c-f’])  # g\n z", "acdef’", False, False),
        ("(?<![a-z])(?!b)x", "x", False, False),
        ("(?=a)b", "b", False, False),
        (r"\.\s", ".", False, False),
        (r"\ua001b", "\ua001", False, True),
        ("[\ua001-\ua00c]", "".join(map(chr, range(0xA001, 0xA00D))), False, True),
        ("x{month}", "x", False, True),
        ("x{month}?", "x", False, False),
        ("x(?:{month}|y)", "x", False, False),
        ("x(?:{month}|{never})", "x", False, True),
        ("x(?={month})", "x", False, True),
        ("x(?!{month})", "x", False, False),
        ("(?:{never}|b)", "b", False, False),
        ("a*", "a", True, False),
    ],
)
def test_how_a_pattern_begins(pattern: str, signs: str, empty: bool, month: bool) -> None:
    assert beginning(pattern, PIECES.__getitem__) == Begun(frozenset(signs), empty, month)


def test_figures_are_those_of_every_script() -> None:
    assert beginning(r"\d{1,2}x", PIECES.__getitem__).signs == FIGURES
    assert re.match(r"\d", "٣")


@pytest.mark.parametrize("pattern", [r"\wa", "[^a]b", ".a", r"[\w-]a", "(?i:a)", "(?i)a", "(?P<x>a)?(?P=x)b", "(?>ab)"])
def test_what_is_not_understood_can_begin_with_anything(pattern: str) -> None:
    found = beginning(pattern, PIECES.__getitem__)
    assert found.signs is None
    assert not found.month
