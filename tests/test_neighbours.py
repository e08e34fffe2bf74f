"""What stands beside a name is kept by its word: it has to be what a look at the text itself says, wherever the word stands."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from encoder.language.lexicon import words
from encoder.names import evidence, neighbours
from encoder.names.farther import groups
from encoder.names.kinds import titles

SEEDS = sorted(Path("seeds").glob("*.txt"))
CONTEXT = words.table("context")
#: what may stand before the word before a name, and make it say more
BEFORE = ("", "kiſs ", "Harbours ", "the harbor ", "dinner ", "end of ", "a coast of ", "bathe ", "X ", "love ", "talks ", "the city ", "a place ", "the fall of ", "Fall of ", "went ", "dined ", "Mr. ", "7 ", "(", "“", "\n", "z-", "o’")
NAMES = ("Paris", "McGhee", "U.S.", "de")
#: what may stand behind the word behind a name
BEHIND = (" ", " Co. ", " County ", " in ", ", ", ".", ";", "’s", "-", "\n", " (", "7", "")


def told_before() -> list[str]:
    small = {*groups(), *evidence.FARTHER, "and", "said", "zzz", "f" * 21, "f" * 22, "f" * 40}
    large = [*sorted(titles())[:200], "Jones", "NATO", "Mr.", "Mr", "St", "no. 7"]
    return [*sorted(small), *sorted(w.capitalize() for w in small), *large]


def told_behind() -> list[str]:
    listed = {w for names in CONTEXT["behind"].values() for w in names}
    return sorted(listed | {"said", "visited", "need", "zzz", "Jones", "f" * 24, "f" * 25, "f" * 26, "f" * 40, "7th", "été", "x_y"})


@pytest.mark.parametrize("far", BEFORE)
def test_what_stands_before_a_name(far: str) -> None:
    for word, gap, name in product(told_before(), (" ", "  ", "\n", " (", ", ", ". ", "-"), NAMES):
        prose = f"{far}{word}{gap}{name} spoke"
        start = len(prose) - len(name) - len(" spoke")
        assert neighbours.left(prose, start) == evidence.left(prose, start), prose


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_behind_a_name(name: str) -> None:
    for gap, word, far in product((" ", "  ", "\n", ", ", ". ", " (", "’s "), told_behind(), BEHIND):
        prose = f"{name}{gap}{word}{far}"
        assert neighbours.right(prose, len(name)) == evidence.right(prose, len(name)), prose


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_beside_every_word_of_a_text(path: Path) -> None:
    prose = path.read_text("utf-8")
    for m in re.finditer(r"\w+", prose):
        assert neighbours.left(prose, m.start()) == evidence.left(prose, m.start())
        assert neighbours.right(prose, m.end()) == evidence.right(prose, m.end())
