"""The date engine by itself: every form generated is found and valued right, nothing raises, time grows with the text."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encoder.dates import clock_time, filing_date, find

ANCHOR = date(1958, 12, 4)
DAYS = st.dates(date(1600, 1, 1), date(2050, 12, 31))
NEAR = st.integers(-180, 180).map(lambda n: ANCHOR + timedelta(n))


def one(text: str, anchor: date | None = ANCHOR) -> tuple[str, str]:
    found = list(find(text, anchor))
    assert len(found) == 1, found
    return found[0].text, found[0].when or f"{found[0].date_from or found[0].not_before}/{found[0].date_to or found[0].not_after}"


@given(DAYS, st.sampled_from(["{m} {d}, {y}", "{m} {d} {y}", "{d} {m} {y}", "{d} {m}, {y}", "the {d}{s} of {m}, {y}", "{m} {d}{s}, {y}"]))
def test_full_dates(day: date, form: str) -> None:
    suffix = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    words = form.format(m=day.strftime("%B"), d=day.day, y=day.year, s=suffix)
    found = list(find(f"It was on {words} that he came."))
    assert [d.when for d in found] == [day.isoformat()]
    assert found[0].cert == ""


@given(NEAR, st.sampled_from(["%B {d}", "{d} %B", "%b. {d}"]))
def test_days_without_a_year_are_near_the_anchor(day: date, form: str) -> None:
    words = day.strftime(form).replace("{d}", str(day.day)).replace("May.", "May")
    found = list(find(f"as of {words}, he said", ANCHOR))
    assert [d.when for d in found] == [day.isoformat()]
    assert found[0].cert == "high"


@given(DAYS)
def test_months_and_years(day: date) -> None:
    assert one(f"It was in {day.strftime('%B')} {day.year}.")[1] == day.isoformat()[:7]
    assert one(f"It was in {day.year}.")[1] == str(day.year)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("From July 14–16, 1958, they met.", "July 14–16, 1958", "1958-07-14/1958-07-16"),
        ("the talks of October 1955–January 1956", "October 1955–January 1956", "1955-10/1956-01"),
        ("in the years 1955–57.", "1955–57", "1955/1957"),
        ("the dry season (November to May), he said", "November to May", "1958-11/1959-05"),
        ("files, Resources (Jan-May) 1966.", "Jan-May) 1966", "1966-01/1966-05"),
        ("in the 1970s", "1970s", "1970/1979"),
        ("in the early 1970’s", "early 1970’s", "1970-01/1973-04"),
        ("on August 12 [13], 1955", "August 12 [13], 1955", "1955-08-13"),
        ("the 26 [25] of March", "26 [25] of March", "1959-03-25"),
        ("for FY 1958", "FY 1958", "1957-07-01/1958-06-30"),
        ("for fiscal year 1978", "fiscal year 1978", "1977-10-01/1978-09-30"),
        ("in early 1969", "early 1969", "1969-01/1969-04"),
        ("by mid-July 1958", "mid-July 1958", "1958-07-10/1958-07-20"),
        ("in late August", "late August", "1958-08-20/1958-08-31"),
        ("summer of 1957", "summer of 1957", "1957-06/1957-08"),
        ("came last month", "last month", "1958-11"),
        ("comes next week", "next week", "1958-12-08/1958-12-14"),
        ("your 5th instant", "5th instant", "1958-12-05"),
        ("the 10th ultimo", "10th ultimo", "1958-11-10"),
        ("on November 8 last", "November 8 last", "1958-11-08"),
        ("message 181632Z JAN 71", "181632Z JAN 71", "1971-01-18T16:32:00Z"),
        ("message 031200Z", "031200Z", "1958-12-03T12:00:00Z"),
        ("he left yesterday", "yesterday", "1958-12-03"),
        ("He left on Monday.", "Monday", "1958-12-01"),
        ("You should see him Friday.", "Friday", "1958-12-05"),
        ("files, 6/1/72–9/30/72", "6/1/72–9/30/72", "1972-06-01/1972-09-30"),
        ("in the second week of January", "second week of January", "1959-01-05/1959-01-11"),
        ("Minutes, 1958)", "1958", "1958"),
    ],
)
def test_forms(text: str, words: str, value: str) -> None:
    assert one(text) == (words, value)


def test_two_days_of_one_month_and_a_day_that_a_date_makes_known() -> None:
    found = [(d.text, d.when) for d in find("They met December 1 and 2. On November 3 he came; he left the next day.", ANCHOR)]
    assert found == [("December 1", "1958-12-01"), ("2", "1958-12-02"), ("November 3", "1958-11-03"), ("next day", "1958-11-04")]


def test_the_year_mentioned_last() -> None:
    found = [(d.text, d.when) for d in find("On May 3, 1854, it began. In September of that year it ended.", ANCHOR)]
    assert found == [("May 3, 1854", "1854-05-03"), ("September of that year", "1854-09")]


@pytest.mark.parametrize(
    "text",
    [
        "telegram 1958 to Paris", "the 38th parallel", "an instant and violent reply", "he may go, and they march", "1955 men and 1,958 tons",
        "at 5:36 p.m.", "for two years", "JCS 1231/14", "NSC 5810/1", "Deptel 1956", "No. 1952", "in a day or two", "Document 1945", "page 1812",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert list(find(text, ANCHOR)) == []


@pytest.mark.parametrize("text", ["February 30, 1958", "June 31", "991200Z JAN 71"])
def test_impossible_dates_have_no_value(text: str) -> None:
    (found,) = find(text, ANCHOR)
    assert not found.when


def test_figures_that_nobody_can_read_have_no_value() -> None:
    (found,) = find("on 3/4/58", ANCHOR, order="DMY")
    assert not found.when
    (found,) = find("on 13/4/58", ANCHOR, order="DMY")
    assert found.when == "1958-04-13"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (", 5:36 p.m.", "17:36:00"), ("—7 p.m.", "19:00:00"), (", noon", "12:00:00"), (", 1632Z", "16:32:00Z"), (", 1579Z", ""),
        (", 12 a.m.", "00:00:00"), (", 12:30 p.m.", "12:30:00"), ("—11 a. m.", "11:00:00"), (", 16 p.m.", "16:00:00"),
    ],
)  # fmt: skip
def test_clock(text: str, value: str) -> None:
    found = clock_time(text, 0)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "value", "until"),
    [
        (", 2:30–3:20 p.m.", "14:30:00", "15:20:00"), (" 11 a.m.–1:05 p.m.", "11:00:00", "13:05:00"), (", noon–1 p.m.", "12:00:00", "13:00:00"),
        (" 12:05–13:40", "12:05:00", "13:40:00"), (", 11:30–1 p.m.", "11:30:00", "13:00:00"), (", 9-10 a.m. and", "09:00:00", "10:00:00"),
        (", 5:30 to 7 p.m.", "17:30:00", "19:00:00"), (", 10 a.m.–2:30", "10:00:00", "14:30:00"),
        (", 4 p.m.", "16:00:00", ""), (", 10 p.m.–midnight", "22:00:00", ""),
    ],
)  # fmt: skip
def test_from_one_hour_to_another(text: str, value: str, until: str) -> None:
    found = clock_time(text, 0)
    assert found is not None
    assert (found.value, found.until) == (value, until)


@pytest.mark.parametrize("text", [", 12–14, 1955", ", 11–12", ", pages 12–14"])
def test_figures_without_half_of_the_day_are_no_time(text: str) -> None:
    assert clock_time(text, 0) is None


@given(st.text(st.sampled_from("0123456789:.-–— apmto,nod"), max_size=25))
def test_a_time_ends_behind_its_beginning(text: str) -> None:
    found = clock_time(text, 0)
    assert found is None or not found.until or found.value < found.until


def test_file_numbers() -> None:
    assert filing_date("787.00/12–358") == date(1958, 12, 3)
    assert filing_date("611.41/5-2555") == date(1955, 5, 25)
    assert filing_date("787.00/13-358") is None
    assert filing_date("POL 7 US") is None


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(["January ", "May", "1958", " 1 ", "1", "31", "/", "–", "-", ", ", "of ", "the ", "Friday", "last ", "next ", "month", "Z", "FY", "th ",
                         "instant", "mid-", "early ", "[", "’", "s", "a.m.", ":", " and ", "2", "\n", "week ", "in ", "é", "summer "]),
        max_size=30,
    ).map("".join),
    st.none() | st.dates(date(1600, 1, 1), date(2100, 1, 1)),
)  # fmt: skip
def test_arbitrary_text_never_raises_and_spans_are_in_order(text: str, anchor: date | None) -> None:
    end = 0
    for found in find(text, anchor):
        assert text[found.start : found.end] == found.text
        assert found.start >= end
        end = found.end


@pytest.mark.parametrize("unit", ["1 ", "January ", "1", "31 ", "last ", "1/1/", "May 1–", "the 5th ", "in 19"])
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        for _ in find(text, ANCHOR):
            pass
        return time.process_time() - start

    seconds(10_000)
    # a quadratic scan of a megabyte would take minutes; what else the machine does counts nothing
    assert seconds(1_000_000) < 20


GAPS = ((date(1900, 3, 1), 13), (date(1800, 3, 1), 12), (date(1700, 3, 1), 11))


@given(st.dates(date(1700, 3, 2), date(1930, 12, 1)), st.booleans())
def test_old_and_new_style(old: date, day_first: bool) -> None:
    new = old + timedelta(next(days for since, days in GAPS if old.year >= since.year))
    if new.year != old.year:
        return
    if old.month == new.month:
        words = f"{old.day} ({new.day}) {old:%B} {old.year}" if day_first else f"{old:%B} {old.day} ({new.day}), {old.year}"
    else:
        words = f"{old.day} {old:%B}/{new.day} {new:%B} {new.year}" if day_first else f"{old:%B} {old.day}/{new:%B} {new.day}, {new.year}"
    found = list(find(f"It was on {words} that he came."))
    assert [(d.text, d.when, d.calendar) for d in found] == [(words, new.isoformat(), "julian gregorian")]


@given(DAYS, st.integers(1, 300), st.sampled_from(["from {a} to {b}, he", "from {a} through {b}; he"]))
def test_ranges_in_words(first: date, length: int, form: str) -> None:
    last = first + timedelta(length)
    words = form.format(a=f"{first:%B} {first.day}, {first.year}", b=f"{last:%B} {last.day}, {last.year}")
    found = list(find(words))
    assert [(d.date_from, d.date_to) for d in found] == [(first.isoformat(), last.isoformat())]
    # the year at the end is the first day's too, where the months do not turn back
    short = form.format(a=f"{first:%B} {first.day}", b=f"{last:%B} {last.day}, {last.year}")
    if (first.month, first.day) < (last.month, last.day) and first.year == last.year:
        assert [(d.date_from, d.date_to) for d in find(short)] == [(first.isoformat(), last.isoformat())]


@given(DAYS)
def test_a_weekday_is_checked(day: date) -> None:
    (right,) = find(f"on {day:%A}, {day:%B} {day.day}, {day.year}")
    assert (right.when, right.doubt, right.text[:3]) == (day.isoformat(), "", f"{day:%A}"[:3])
    wrong = day + timedelta(1)
    (doubted,) = find(f"on {wrong:%A}, {day:%B} {day.day}, {day.year}")
    assert (doubted.when, bool(doubted.doubt)) == (day.isoformat(), True)


@pytest.mark.parametrize("words", ["on the 17th parallel", "on the 5th Fleet", "of the 12th session", "by the 3rd Infantry", "from May to", "May 3 (page)"])
def test_what_only_looks_like_a_day(words: str) -> None:
    assert all(d.kind == "month-day" and "May 3" in d.text for d in find(words, ANCHOR))


def test_the_entries_of_a_diary_go_forward() -> None:
    text = "Monday, 3 June 1822. Left at six.\n\nTuesday. Rain all day.\n\nFriday — Wick.\n\nWe had left on Monday."
    assert [d.when for d in find(text, date(1822, 6, 7))] == ["1822-06-03", "1822-06-04", "1822-06-07", "1822-06-03"]


def test_centuries_said_as_decades_have_their_thirds() -> None:
    assert one("in the mid-1800s") == ("mid-1800s", "1840/1860")
    assert one("in the early 1970s") == ("early 1970s", "1970-01/1973-04")
