"""Where notes belong: the weights of what stands before and behind a number, and the best way through a text."""

from __future__ import annotations

import pytest

from encoder.notes.numbers import Numbers
from encoder.notes.odds import left_score, right_score
from encoder.notes.placement import place
from encoder.notes.ways import Placement

#: a text, and the number in it that may be a reference: left score
LEFT = [
    ("the word^3", 5.0), ("the end.^3", 6.0), ("the end,^3", 6.0), ("the end)^3", 6.0), ("he said”^3", 5.0), ("a dash—^3", 1.0),
    ("a space ^3", -8.0), ("^3 at the beginning", -8.0), ("$^3", -7.0), ("(^3", -7.0), ("12–^3", -5.0), ("a–^3", -3.0),
    ("FY^62", -4.0), ("a B^52", 0.0), ("(Tab D^2", 4.0), (". . .^3", 6.0), ("$.^64", -5.0), ("4:^30", -6.0), ("see 4:^3", 3.0),
    ("2.^5 percent", -3.0), ("Number 1754.^1 Embassy", 2.5), ("$1.^15", -6.0), ("1,^3", 3.0), ("’^72", -3.0), ("said’^3", 5.0),
    ("of 1958^3", 3.0), ("November 21^6", 4.0), ("November 2^1", -3.0), ("November 19^21", -4.0), ("30 Oct 52^1", 3.0), ("30 Oct 5^2", -4.0),
    ("in 190^1", -8.0), ("lot 190^1", -4.0), ("$14.40^1", 3.0), ("$14.4^0", -6.0), ("$3,000,000^3", 2.0), ("$3,00^3", -5.0),
    ("865.51/4^7", -5.0), ("NSC 10/5^2", 2.0), ("4:1^9", -5.0), ("624.2^1", -5.0), ("15^0", -5.0), ("0^5", -5.0),
    ("Gocus 553^1", 0.5), ("telegram 5531^2", 1.5), ("telegram 55^3", -1.5), ("line 15^74", 0.0), ("some 355^3", -1.0), ("some 15^3", -2.5),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "score"), LEFT)
def test_what_stands_before(marked: str, score: float) -> None:
    start, text = marked.index("^"), marked.replace("^", "")
    run = start
    while run and text[run - 1].isdigit():
        run -= 1
    assert left_score(text, start, run) == score


def test_how_long_the_numbers_of_telegrams_are_here() -> None:
    text = "telegram 5531"
    start = len(text) - 1
    assert [left_score(text, start, 9, usual) for usual in (0, 3, 4)] == [0.5, 1.5, -1.5]


RIGHT = [
    ("3^", 0.5), ("3^ and", 0.5), ("3^ million", -3.0), ("42^ [44]", -3.0), ("4^ p.m.", -6.0), ("22^ February.", -4.0), ("22^ February rain", 0.5),
    ("3^5", -9.0), ("3^a", -5.0), ("3^The", -0.5), ("39^to Mr. X", -0.5), ("3^,000", -5.0), ("10^, 1969", -6.0), ("3^%", -5.0),
    ("3^-4", -5.0), ("3^—and", 0.0), ("3^-and", -1.5), ("3^’s", -1.0), ("3^. The", -4.0), ("3^, the", -4.0), ("3^)", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "score"), RIGHT)
def test_what_stands_behind(marked: str, score: float) -> None:
    assert right_score(marked.replace("^", ""), marked.index("^")) == score


def at(text: str, placed: Placement) -> list[str]:
    """Return the words before each reference."""
    return [text[max(0, r.start - 5) : r.start] + "^" + text[r.start : r.end] if r else "" for r in placed.references]


def put(text: str, count: int, **more: object) -> list[str]:
    return at(text, place(text, count, (0, 0), **more))  # type: ignore[arg-type]


def test_references_rise_from_left_to_right() -> None:
    assert put("The lamp.1 The door,2 and the 3 men said” 4.3 Then he left.", 3) == ["lamp.^1", "door,^2", "d” 4.^3"]


def test_a_note_may_stay_without_a_place() -> None:
    assert put("The lamp.1 The house.3 The end.", 3) == ["lamp.^1", "", "ouse.^3"]


def test_a_year_keeps_its_figures_and_loses_the_reference() -> None:
    assert put("He came in 19581 and left in 1959.2 So it was.", 2) == [" 1958^1", "1959.^2"]


def test_counting_may_begin_anywhere() -> None:
    placed = place("The lamp.41 The door.42 The house.43 The end.", 3, (0, 0))
    assert placed.first == 41
    assert [r.score for r in placed.references if r] == [6.5] * 3


def test_two_references_may_touch() -> None:
    assert put("The lamp. The officers23 said so. The end.1", 1) == [" end.^1"]
    assert put("The lamp.1 The officers—23 said so.4", 4)[1:3] == ["cers—^2", "ers—2^3"]


def test_the_first_reference_ends_the_heading() -> None:
    text = "Memorandum of May 11\nThe lamp1 went out."
    end = text.index("\n")
    with_head, without = place(text, 1, (0, end)), place(text, 1, (0, 0))
    assert [r.start for r in without.references if r] == [text.index("lamp") + 4]
    assert with_head.score >= without.score


def test_a_note_that_names_its_telegram_stands_behind_it() -> None:
    text = "In 8391 he wrote; and in telegram 8391 he wrote again."
    first, second = text.index("8391") + 3, text.rindex("8391") + 3
    (plain,), (named,) = place(text, 1, (0, 0)).references, place(text, 1, (0, 0), ["839"]).references
    assert plain
    assert named
    assert named.score > plain.score
    assert {plain.start, named.start} <= {first, second}


def test_signs_are_placed_by_their_sign() -> None:
    assert put("The lamp* went out.1 The door* closed.", 3, marks=["*", "", "*"]) == [" lamp^*", " out.^1", " door^*"]


def test_places_that_fit_as_well_are_told() -> None:
    placed = place("The B1 and the B1 and the end.2", 2, (0, 0))
    assert placed.ties == (0,)


def test_figures_of_a_table_are_worth_less() -> None:
    text = "Lamps\tlit1\t41\nDoors\t(1\t2)1\nThe text of it"
    numbers = Numbers(text)
    cells = {c.start: c.left for c in numbers.candidates("1", "2")}
    assert cells[text.index("lit1") + 3] == 5.0, "a word stands in that cell"
    assert numbers.in_figures(text.index("41") + 2)
    assert not numbers.in_figures(text.index("lit1") + 4)
    assert cells[text.rindex(")1") + 1] == 6.0 - 4.0


def test_the_better_of_two_countings_is_taken() -> None:
    text = "The lamp*1 went out.1 The door2 3 closed.2 So."
    placed = place(text, 2, (0, 0))
    assert placed.score == sum(r.score for r in placed.references if r)
    assert at(text, placed)[1] == "osed.^2"


def test_of_all_ways_to_leave_numbers_out_and_double_them_the_best_is_taken() -> None:
    assert put("Lamp1 out.14 door14a closed.15", 4) == [" out.^14", " door^14a", "osed.^15", ""]
