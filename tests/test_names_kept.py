"""What the names keep or leave out to save time changes nothing: phrases that are in the way, towns by their first words."""

from __future__ import annotations

from pathlib import Path

import pytest

from encoder.language.where import _towns, towns, towns_of
from encoder.layout.blocks import Span
from encoder.names.candidates import Candidate, Text, candidates
from encoder.names.taken import Taken

SEEDS = sorted(Path("seeds").glob("*.txt"))
#: three stretches of a text in so many characters are taken, so long each
_EVERY = 97
_LONG = (5, 23, 60)


def found(prose: str, taken: Taken) -> list[Candidate]:
    return candidates(Text(prose, lines=prose), [], taken)


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_what_is_taken_is_no_name_and_all_else_is(path: Path) -> None:
    prose = path.read_text("utf-8")
    spans = [Span(at, at + long) for long in _LONG for at in range(long, len(prose) - long, 3 * _EVERY + long)]
    whole = found(prose, Taken())
    for taken in (Taken(spans), Taken(spans[::2], spans[1::2]), Taken((), spans)):
        free = [(c.start, c.end, c.form) for c in whole if not taken(c.start, c.end)]
        assert [(c.start, c.end, c.form) for c in found(prose, taken)] == free


def test_the_towns_of_a_first_word_are_all() -> None:
    named: dict[str, set[str]] = {"Nowhere": set(), "Zzz": set(), "": set()}
    for line in _towns().split("\n")[1:-1]:
        name = line.split("\t")[0]
        named.setdefault(name.partition(" ")[0], set()).update([name] if " " in name else [])
    for first, names in named.items():
        assert towns_of(first) == names, first
    assert towns("New York")
    assert "New York" in towns_of("New")
