"""The table of forms that dates have: every row reads its own example, and none of the rows before it does."""

from __future__ import annotations

from datetime import date

import pytest

from encoder.dates import find
from encoder.dates.anchor import anchor_day
from encoder.dates.engine import Grammar
from encoder.dates.readings import TABLE
from encoder.dates.span import Reading
from encoder.draft.model import Draft, Source
from encoder.run.one import encode

ANCHOR = date(1958, 12, 4)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.name}: {row.example}")
def test_every_row_reads_its_example(row: Reading) -> None:
    frames = ("So it was {}, he said.", "{}")
    found = [d.kind for frame in frames for d in find(frame.format(row.example), ANCHOR, language=row.language)]
    assert row.name in found, found


@pytest.mark.parametrize(
    ("text", "language", "words", "value"),
    [
        ("am 5. Januar 1823 kam er", "de", "5. Januar 1823", "1823-01-05"),
        ("le 1er août 1914, il", "fr", "1er août 1914", "1914-08-01"),
        ("a 9 de julio de 1808, dijo", "es", "9 de julio de 1808", "1808-07-09"),
        ("addì 3 maggio 1501, fu", "it", "3 maggio 1501", "1501-05-03"),
        ("12 марта 1868 г. он", "ru", "12 марта 1868", "1868-03-12"),
        # a full day is read in any language, whatever the text's own is
        ("so wrote he on 9 de julio de 1808, and", "en", "9 de julio de 1808", "1808-07-09"),
        ("Paris, 5 Février I9I6", "fr", "5 Février I9I6", "1916-02-05"),
        ("gestern war er da", "de", "gestern", "1958-12-03"),
        ("den 3. d. M. kam er", "de", "3. d. M.", "1958-12-03"),
        ("am 3/4/58 kam er", "de", "3/4/58", "1958-04-03"),
        ("Wien, 22/I 93", "de", "22/I 93", "1893-01-22"),
    ],
)
def test_dates_of_other_languages(text: str, language: str, words: str, value: str) -> None:
    anchor = date(1893, 2, 1) if "93" in text else ANCHOR
    assert [(d.text, d.when) for d in find(text, anchor, language=language)] == [(words, value)]


@pytest.mark.parametrize("text", ["gestern", "hier soir", "im Mai", "вчера"])
def test_vague_words_of_another_language_are_none_of_english(text: str) -> None:
    assert not list(find(f"He said {text} to me.", ANCHOR))


def _draft(text: str) -> Draft:
    return encode(Source(text, "a.txt", "a")).draft


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ndate: 1958-02-30\nfrom: B\n---\n\nHe came.",
        "---\ntitle: A\ndate: February 30, 1958\nfrom: B\n---\n\nHe came.",
        "1. Letter From A to B\n\nWashington, February 30, 1958.\n\nDear Sir:\n\nHe came.",
        "1. Editorial Note\n\nIt came on February 30, 1958.",
    ],
)
def test_a_day_that_no_calendar_has_is_a_problem_everywhere(text: str) -> None:
    draft = _draft(text)
    assert {"date-impossible", "date-unread"} & {p.code for p in draft.problems}
    assert not any("02-30" in value for a in draft.of("date") for value in a.attributes.values())
    assert not any("02-30" in f.value for f in draft.facts)


def test_a_date_of_release_is_no_anchor() -> None:
    assert anchor_day(
        _draft("The Mill of Osney\n\nRelease Date: May 5, 2004\n\nThe wheel broke on June 3, 1811, and it was not mended.")
    ) == date(1811, 6, 3)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_rows_one_by_one_find_what_one_pattern_of_all_finds(language: str) -> None:
    one_by_one, at_once = Grammar(language), Grammar(language)
    at_once.often = 0  # as far on in a long run
    for row in TABLE:
        text = one_by_one.words.shadow(f"So it was {row.example}, he said.")
        for start in range(len(text)):
            every = [(other, m.span()) for n, other in enumerate(TABLE) if (m := one_by_one.pattern(n).match(text, start))]
            assert [(other, m.span()) for other, m in one_by_one.matching(text, start)] == every
            assert [(other, m.span()) for other, m in at_once.matching(text, start)] == every


def test_slanted_words_are_whole_inside_a_date() -> None:
    draft = _draft("THE HERON\n\nBy the yard he came on *May* 1, 1845, and left.")
    assert [draft.text[a.span.start : a.span.end] for a in draft.of("date")] == ["*May* 1, 1845"]


def test_a_mark_of_release_has_its_years() -> None:
    draft = _draft("THE HERON\n\nNobody has told them why.\n\n176-10036-10088) | 2025 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992 |")
    lines = [a.span for a in draft.of("fw")]
    assert [a.attributes["when"] for a in draft.of("date") if a.span.within(lines[-1])] == ["2025", "1992"]
