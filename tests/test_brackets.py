"""The reader of brackets: the classes of the documentation, extents, nesting, and time in proportion to the text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from encoder.brackets.classes import readings
from encoder.brackets.reader import brackets_in

PAGE = (Path(__file__).parent.parent / "docs" / "brackets.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (\w+) \|", PAGE, re.M)


@pytest.mark.parametrize(("bracket", "kind"), ROWS)
def test_the_classes_of_the_documentation(bracket: str, kind: str) -> None:
    text = f"He came to the bridge {bracket} and left."
    read = readings(text)[0]
    assert (read.kind, text[slice(*read.span)]) == (kind, bracket)


@pytest.mark.parametrize(
    "words",
    [
        "He withheld his consent", "was removed", "the deleted scenes", "who lost it", "in the margin of the book", "the note of 3 May", "a torn coat",
        "to be read", "the blank wall", "a stamp collector", "signed by all", "the missing man", "an illegible hand which nobody knew",
    ],
)  # fmt: skip
def test_a_sentence_of_its_own_is_an_addition(words: str) -> None:
    assert readings(f"Then [{words}] it ended.")[0].kind == "addition"


def test_brackets_nest_and_are_doubled() -> None:
    text = "[handwritten: to [[Smith]] and [illegible]]"
    assert [(b.words, b.depth) for b in brackets_in(text)] == [
        ("handwritten: to [[Smith]] and [illegible]", 0), ("Smith", 1), ("illegible", 1),
    ]  # fmt: skip


def test_only_what_says_what_it_holds_goes_on_over_a_blank_line() -> None:
    assert [b.words for b in brackets_in("[Stamp: A\n\nB] and [this\n\nthat]")] == ["Stamp: A B"]


def test_words_behind_a_label_keep_their_place() -> None:
    text = "We took [crossed\n out:  ten   barrels] home."
    said = readings(text)[0].said
    assert said is not None
    assert text[slice(*said)] == "ten   barrels"


@pytest.mark.parametrize("hard", ["[a ", "[", "[[", "(b)(1) ", "█ ", "[x: ", "[1 line "])
def test_hard_texts_take_no_longer_than_easy_ones(hard: str) -> None:
    began = time.perf_counter()
    readings(hard * 20_000 + "]" * 1000)
    assert time.perf_counter() - began < 5
