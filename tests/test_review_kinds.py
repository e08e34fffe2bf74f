"""The page of questions asks about structure, and offers other kinds of brackets, names and blocks by keys and with the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.decisions import Decision, load
from encoder.review.page import static
from encoder.site.pane import styles
from tests.browser import Seen, browser, needs_browser, shot, until, violations
from tests.test_review import LEFT_OUT, desk_of, serving

LOG = """The log of the mill

It was cold that day. Mr. Brede [of Vell] came at noon, and it rained [for an hour] until the evening of that day.

1 March

Nobody was there but the miller, who had nothing to do and said so to all of us.

CENTRED WORDS HERE

The sluice was opened late, and the water went over the road as it does in every spring.
"""
SURE = "[illegible]"


def decided(folder: Path) -> list[tuple[str, str, str]]:
    return [(d.exact, d.element, d.decision) for d in load(folder / "decisions.csv")]


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    (tmp_path / "mill.txt").write_text(LOG, "utf-8")
    (tmp_path / "edition.toml").write_text('[edition]\nbrackets = "editor"\n', "utf-8")
    return tmp_path


def test_a_block_that_is_not_sure_is_asked_worst_first_and_grouped(tmp_path: Path) -> None:
    again = "\n\n".join(f"PAPER OF VELL\n\nThe mill stood still for {n} days, and nobody in the town could say why." for n in ("two", "nine", "six"))
    (tmp_path / "mill.txt").write_text(f"{LOG}\n{again}\n", "utf-8")
    blocks = [q for q in desk_of(tmp_path).questions() if q.about == "block"]
    assert [q.score for q in blocks] == sorted((q.score for q in blocks), reverse=True)
    heads = next(q for q in blocks if q.words == "PAPER OF VELL")
    assert len(heads.mentions) == 3
    date = next(q for q in blocks if q.words == "1 March")
    assert (date.element, date.cert) == ("p", "low")
    assert "probability 0." in date.mentions[0].evidence


@pytest.fixture
def page(mill: Path) -> Iterator[tuple[Any, Path]]:
    with serving(mill) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto(server.address)
        page.wait_for_selector("#source mark")
        yield page, mill
        assert not seen.faults, seen.faults


def ask(page: Any, words: str, kind: str = "") -> None:
    page.select_option("#which", "all")
    page.select_option("#kind", kind)
    page.locator("#questions button", has_text=words).first.click()
    until(page, lambda: words in page.inner_text("#question"))
    page.locator("#question").focus()


def has(folder: Path, row: tuple[str, str, str]) -> Callable[[], bool]:
    return lambda: row in decided(folder)


@needs_browser
def test_a_block_is_said_to_be_another_by_keys_and_comes_back_with_undo(page: tuple[Any, Path]) -> None:
    tab, folder = page
    ask(tab, "1 March", "block")
    shot(tab, "review-block")
    assert "list item" in tab.inner_text("#question")
    tab.keyboard.press("1")
    until(tab, has(folder, ("1 March", "head", "block")))
    until(tab, lambda: tab.locator("#edition h2.head", has_text="1 March").count() == 1)
    tab.keyboard.press("u")
    until(tab, lambda: decided(folder) == [])
    until(tab, lambda: tab.locator("#edition p.p", has_text="1 March").count() == 1)


@needs_browser
def test_a_block_that_cannot_be_that_is_told_on_the_page(page: tuple[Any, Path]) -> None:
    tab, folder = page
    ask(tab, "1 March", "block")
    tab.locator("#question button", has_text="closing line").click()
    until(tab, lambda: "was not obeyed" in tab.inner_text("#said"))
    assert decided(folder) == [("1 March", "trailer", "block")]
    assert "1 March" in tab.inner_text("#question"), "the question stays in focus"
    tab.keyboard.press("u")
    until(tab, lambda: decided(folder) == [])


@needs_browser
def test_any_block_can_be_questioned_with_the_mouse_and_by_a_key(page: tuple[Any, Path]) -> None:
    tab, folder = page
    tab.locator("#edition p", has_text="Nobody was there").dblclick(position={"x": 4, "y": 4})
    until(tab, lambda: "Is Nobody was there" in tab.inner_text("#question"))
    tab.locator("#question button", has_text="quotation").click()
    until(tab, lambda: any(d[1:] == ("quote", "block") for d in decided(folder)))
    until(tab, lambda: tab.locator("#edition blockquote", has_text="Nobody was there").count() == 1)
    ask(tab, "Brede", "persName")
    tab.keyboard.press("b")
    until(tab, lambda: "a paragraph" in tab.inner_text("#question"))


@needs_browser
def test_another_kind_of_bracket_by_key_and_mouse(page: tuple[Any, Path]) -> None:
    tab, folder = page
    tab.locator("#edition .supplied", has_text="for an hour").first.click()
    until(tab, lambda: "for an hour" in tab.inner_text("#question .ask"))
    shot(tab, "review-bracket")
    tab.locator("#question").focus()
    tab.keyboard.press("2")
    until(tab, has(folder, ("[for an hour]", "unclear", "bracket")))
    until(tab, lambda: tab.locator("#edition .unclear", has_text="for an hour").count() == 1)
    tab.locator("#edition .unclear", has_text="for an hour").first.click()
    tab.locator("#question button", has_text="gap").click()
    until(tab, has(folder, ("[for an hour]", "gap", "bracket")))
    assert len(decided(folder)) == 1, "another answer takes the place of the first"


@needs_browser
@pytest.mark.usefixtures("strict")
def test_another_class_for_a_name_that_is_there_and_one_that_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(LEFT_OUT, "utf-8")
    with serving(tmp_path) as server, browser() as running:
        tab = running.new_page(viewport={"width": 1500, "height": 900})
        tab.goto(server.address)
        tab.wait_for_selector("#source mark")
        for words, key, element in (("Thornton", "l", "placeName"), ("Brede", "o", "orgName")):
            ask(tab, words, "persName")
            tab.keyboard.press(key)
            until(tab, has(tmp_path, (words, element, "yes")))
            until(tab, lambda w=words, e=element: tab.locator(f"#edition .{e}", has_text=w).count() >= 1)  # type: ignore[misc]
        ask(tab, "Thornton", "persName")
        tab.locator("#question button", has_text="a person").click()
        until(tab, has(tmp_path, ("Thornton", "persName", "yes")))
        assert not [d for d in decided(tmp_path) if d[:2] == ("Thornton", "placeName")], "it was said to be a place before"
    assert CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "tei")]).exit_code == 0


STARRED = "A report\n\nThe mill was sold * in the spring, and it stood still.\n\n* So the deed says.\n\nIt was bought in the autumn of that year.\n"


@needs_browser
def test_a_paragraph_with_a_star_is_the_note_of_the_star_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(STARRED, "utf-8")
    with serving(tmp_path) as server, browser() as running:
        tab = running.new_page(viewport={"width": 1500, "height": 900})
        tab.goto(server.address)
        tab.wait_for_selector("#source mark")
        tab.locator("#questions button", has_text="* So the deed").click()
        until(tab, lambda: "1 the note of" in tab.inner_text("#question").replace("\n", " "))
        tab.locator("#question").focus()
        tab.keyboard.press("1")
        until(tab, has(tmp_path, ("*", "note", "place-of-note")))
        until(tab, lambda: tab.locator("#edition li.note", has_text="So the deed says").count() == 1)
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "tei")])
    assert (done.exit_code, done.stderr) == (0, "1 written\n")
    made = (tmp_path / "tei" / "mill.xml").read_text("utf-8")
    assert 'sold <note n="*"' in made
    back = CliRunner().invoke(main, ["text", str(tmp_path / "tei" / "mill.xml")])
    assert back.output.split() == STARRED.split()


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_of_questions_on_structure(mill: Path, scheme: str) -> None:
    with serving(mill) as server, browser() as running:
        tab = running.new_context(color_scheme=scheme, bypass_csp=True).new_page()
        tab.goto(server.address)
        tab.wait_for_selector("#source mark")
        ask(tab, "1 March", "block")
        assert violations(tab) == []
        tab.locator("#edition .supplied").first.click()
        until(tab, lambda: "of Vell" in tab.inner_text("#question .ask"))
        assert violations(tab) == []


@needs_browser
def test_the_static_file_decides_blocks_too(mill: Path, tmp_path: Path) -> None:
    (tmp_path / "review.html").write_bytes(static(desk_of(mill), styles()))
    with browser() as running:
        tab = running.new_page(viewport={"width": 1500, "height": 900})
        tab.goto((tmp_path / "review.html").as_uri())
        tab.wait_for_selector("#source mark")
        ask(tab, "1 March", "block")
        tab.keyboard.press("1")
        until(tab, lambda: tab.inner_text("#said"))
        ask(tab, "1 March", "block")
        tab.keyboard.press("3")
        until(tab, lambda: "list item" in tab.inner_text("#said") or "item" in tab.inner_text("#said"))
        with tab.expect_download() as waiting:
            tab.locator("#download").click()
        waiting.value.save_as(tmp_path / "mine.csv")
    assert [(d.exact, d.decision) for d in load(tmp_path / "mine.csv")] == [("1 March", "block")]


def test_a_decision_on_a_long_block_names_it_by_its_first_words(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("A report\n\n" + "so it was said and done in the mill, " * 20 + "\n\nIt ended there, as all of it does.\n", "utf-8")
    m = next(m for q in desk_of(tmp_path).questions() if q.about == "block" for m in q.mentions if m.exact.startswith("so it was"))
    assert len(m.exact.split()) == 40
    desk = desk_of(tmp_path)
    desk.change([{"document": "long", "exact": m.exact, "prefix": m.prefix, "suffix": m.suffix, "element": "quote", "scope": "here", "decision": "block"}], [])
    assert "<blockquote" in desk.document("long")["html"]
    assert [d.element for d in load(tmp_path / "decisions.csv")] == ["quote"]
    assert isinstance(load(tmp_path / "decisions.csv")[0], Decision)


@needs_browser
def test_the_panes_scroll_together_progress_is_shown_and_why_is_told(tmp_path: Path) -> None:
    lines = "\n\n".join(f"On day {n} Mr. Brede [of Vell] went to the mill, and the water was as high as ever it was." for n in range(120))
    (tmp_path / "long.txt").write_text(f"A report\n\n{lines}\n\n1 March\n", "utf-8")
    with serving(tmp_path) as server, browser() as running:
        tab = running.new_page(viewport={"width": 1500, "height": 900})
        tab.goto(server.address)
        tab.wait_for_selector("#source mark")
        tab.locator("#edition").hover()
        tab.locator("#edition").evaluate("e => { e.scrollTop = 0; }")
        until(tab, lambda: tab.locator("#source").evaluate("e => e.scrollTop") == 0)
        tab.locator("#edition").evaluate("e => { e.scrollTop = e.scrollHeight; }")
        until(tab, lambda: tab.locator("#source").evaluate("e => e.scrollTop + e.clientHeight >= e.scrollHeight - 40"))
        ask(tab, "1 March", "block")
        tab.keyboard.press("w")
        assert "probability" in tab.inner_text("#why")
        before = tab.inner_text("#progress")
        tab.keyboard.press("a")
        until(tab, lambda: tab.inner_text("#progress") != before)
        assert tab.inner_text("#progress").startswith("1 of")
