"""One decision for hundreds of mentions through the page; a long text; two people whose decisions git merges."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.decisions import Decision, load, save
from tests.browser import Seen, browser, needs_browser, shot, until
from tests.test_review import serving

MENTIONS = 397
WORDS = ["the", "mill", "stood", "still", "and", "nobody", "knew", "why", "until", "the", "owner", "came", "back", "from", "the", "town", "in", "autumn", "with", "a", "letter", "about", "the", "water"]


def chronicle(folder: Path) -> None:
    """Write three texts in which a name stands 397 times."""
    for k, count in enumerate((200, 150, 47)):
        said = [f"On day {n} Mr. Brede went to the mill again, and he said that the water was too high for it." for n in range(count)]
        (folder / f"part{k}.txt").write_text(f"The chronicle of the mill, part {k + 1}\n\n" + "\n\n".join(said) + "\n", "utf-8")


@needs_browser
def test_one_answer_on_the_page_links_397_mentions(tmp_path: Path) -> None:
    chronicle(tmp_path)
    with serving(tmp_path) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto(server.address)
        page.wait_for_selector("#source mark")
        page.select_option("#which", "all")
        page.select_option("#kind", "persName")
        page.locator("#questions button", has_text="Brede").first.click()
        until(page, lambda: f"mention 1 of {MENTIONS}" in page.inner_text("#question"))
        assert f"{MENTIONS}× in 3 documents" in page.inner_text("#questions")
        page.locator("#question").focus()
        page.keyboard.press("e")
        page.keyboard.press("n")
        page.keyboard.type("Brede, Otto")
        page.keyboard.press("Enter")
        until(page, lambda: load(tmp_path / "decisions.csv"))
        mark = "n => { const w = document.querySelector('#questions .settled .words'); return w ? getComputedStyle(w, '::after').content : '' }"
        until(page, lambda: "✓" in page.evaluate(mark))
        shot(page, "review-397")
        assert not seen.faults, seen.faults
    assert [(d.exact, d.scope, d.decision, d.value) for d in load(tmp_path / "decisions.csv")] == [("Brede", "everywhere", "is", "Brede, Otto")]
    out = tmp_path / "tei"
    assert CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(out)]).exit_code == 0
    texts = [path.read_text("utf-8") for path in sorted(out.glob("*.xml"))]
    links = [text.partition("<text")[2].count('<persName resp="#ed_a_editor" ref="#p_brede_otto">Brede</persName>') for text in texts]
    assert (links, sum(links)) == ([200, 150, 47], MENTIONS)
    counted = [int(n) for text in texts for n in re.findall(r'<tagUsage gi="persName" occurs="(\d+)"', text)]
    assert sum(counted) == MENTIONS
    for text in texts:
        assert len(re.findall(r'<person xml:id="p_brede_otto"', text)) == 1


@needs_browser
def test_a_text_of_a_megabyte_is_asked_about_without_waiting(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    paragraphs = ["The chronicle of Vell"]
    while sum(map(len, paragraphs)) < 1_000_000:
        sentences = (" ".join(chance.choice(WORDS) for _ in range(12)).capitalize() for _ in range(5))
        paragraphs.append(f"{'. '.join(sentences)}, and Mr. {chance.choice(['Brede', 'Stave', 'Hall'])} said so.")
    (tmp_path / "chronicle.txt").write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    with serving(tmp_path) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        page.goto(server.address)
        page.wait_for_selector("#source mark", timeout=120_000)
        page.locator("#question").focus()
        page.select_option("#which", "all")
        began = time.monotonic()
        before = page.inner_text("#question")
        page.locator("#question").focus()
        page.keyboard.press("a")
        until(page, lambda: load(tmp_path / "decisions.csv"), 10)
        until(page, lambda: page.inner_text("#question") != before, 20)
        took = time.monotonic() - began
        assert took < 10, f"{took:.1f} s; the edition is encoded anew meanwhile"
        shot(page, "review-megabyte")


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    names = {f"GIT_{who}_{what}": f"x{'@example.org' if what == 'EMAIL' else ''}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False, env=os.environ | names)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_two_peoples_decisions_as_text(tmp_path: Path) -> None:
    def row(words: str, by: str, decision: str = "yes") -> Decision:
        return Decision("d145", words, element="persName", scope="document", decision=decision, by=by)  # type: ignore[arg-type]

    path = tmp_path / "decisions.csv"
    shared = [row(words, "Jo Li") for words in ("Adam", "Hall", "Stave", "Zorn")]
    save(path, shared)
    for command in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "first"), ("checkout", "-q", "-b", "other")):
        assert git(tmp_path, *command).returncode == 0
    save(path, [*shared, row("Brede", "Ann Poe"), row("Carr", "Ann Poe", "no")])
    git(tmp_path, "commit", "-q", "-a", "-m", "hers")
    git(tmp_path, "checkout", "-q", "main")
    save(path, [*shared, row("Tarn", "Jo Li"), row("Vane", "Jo Li", "no")])
    git(tmp_path, "commit", "-q", "-a", "-m", "his")
    merged = git(tmp_path, "merge", "-q", "--no-edit", "other")
    assert merged.returncode == 0, merged.stdout
    assert [(d.exact, d.by) for d in load(path)] == [
        ("Adam", "Jo Li"), ("Brede", "Ann Poe"), ("Carr", "Ann Poe"), ("Hall", "Jo Li"), ("Stave", "Jo Li"), ("Tarn", "Jo Li"),
        ("Vane", "Jo Li"), ("Zorn", "Jo Li"),
    ]  # fmt: skip
    # both decide the same name otherwise: git cannot know, and its marks are told with their line
    git(tmp_path, "checkout", "-q", "-b", "third")
    save(path, [row("Adam", "Ann Poe", "no"), *(d for d in load(path) if d.exact != "Adam")])
    git(tmp_path, "commit", "-q", "-a", "-m", "no")
    git(tmp_path, "checkout", "-q", "main")
    save(path, [row("Adam", "Jo Li", "no"), *(d for d in load(path) if d.exact != "Adam")])
    git(tmp_path, "commit", "-q", "-a", "-m", "also no")
    assert git(tmp_path, "merge", "-q", "third").returncode != 0
    (tmp_path / "d145.txt").write_text("Adam went home with Hall.\n", "utf-8")
    told = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "tei")])
    assert told.exit_code == 2
    assert "git could not merge this file by itself" in told.output
