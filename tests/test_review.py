"""The page of questions: what it asks, what it writes, who may talk to its server, and that it can be worked by keys alone."""

from __future__ import annotations

import csv
import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.decisions import DecisionsError, load
from encoder.errors import EncoderError
from encoder.review.desk import Desk, Text
from encoder.review.page import addresses, static
from encoder.review.server import LARGEST, Server
from encoder.run.desk import lying_in
from encoder.run.job import Job
from encoder.site.pane import pane, styles
from tests.browser import Seen, browser, needs_browser, shot, until, violations
from tests.conftest import ROOT

HOSTILE = (
    "Memorandum <script>document.title='bad'</script>\n\nWashington, May 5, 1959\n\nHe met Mr. Nasser</script><img src=x onerror=alert(1)> "
    "and Colonel \"><b>Haddad</b> in Cairo. The \u202eevil\u202c word. Talks with Mr. Tarek Haddad followed on Friday.\n"
)


def job() -> Job:
    return Job(out=Path(), quiet=True)


def desk_of(folder: Path, by: str = "A. Editor") -> Desk:
    return Desk(folder, [Text(*lying) for lying in lying_in(folder, job())], pane, by)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "seeds", tmp_path / "texts"))


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    desk = desk_of(folder)
    with Server(*addresses(desk, styles())) as server:
        server.in_background()
        yield server
        server.shutdown()
    desk.rest()


def test_the_most_doubtful_and_frequent_comes_first_and_mentions_are_grouped(folder: Path) -> None:
    questions = desk_of(folder).questions()
    scores = [q.score for q in questions]
    assert scores == sorted(scores, reverse=True)
    gdr = next(q for q in questions if q.words == "GDR")
    assert len(gdr.mentions) > 5
    assert {m.document for m in gdr.mentions} == {"wilson122923"}
    for question in questions:
        for m in question.mentions:
            text = (folder / f"{m.document}.txt").read_text("utf-8")
            assert " ".join(text[m.start : m.end].split()) == m.exact


def test_a_decision_is_on_the_disk_at_once_obeyed_and_undone(folder: Path) -> None:
    desk = desk_of(folder)
    m = next(q for q in desk.questions() if q.words == "Pishti").mentions[0]
    row = {"document": m.document, "exact": m.exact, "prefix": m.prefix, "suffix": m.suffix, "element": m.element, "scope": "here",
           "decision": "no"}  # fmt: skip
    guessed = f'cert-{m.cert}" data-at="{m.start}-{m.end}"'
    assert guessed in desk.document(m.document)["html"]
    changed = desk.change([row], [])
    assert [(d.exact, d.decision, d.by) for d in load(folder / "decisions.csv")] == [("Pishti", "no", "A. Editor")]
    assert guessed not in desk.document(m.document)["html"]
    # another answer to the same question takes its place, and gives it back
    again = desk.change([{**row, "decision": "yes"}], [])
    assert [d.decision for d in load(folder / "decisions.csv")] == ["yes"]
    desk.change(again["displaced"], again["added"])
    assert [d.decision for d in load(folder / "decisions.csv")] == ["no"]
    desk.change(changed["displaced"], changed["added"])
    assert load(folder / "decisions.csv") == ()


LEFT_OUT = "The log\n\nIt was cold that day. Saw Thornton at noon, and it rained.\n\nMr. Brede came. Saw Thornton at noon again.\n"


@pytest.mark.usefixtures("strict")
def test_a_name_that_was_left_out_narrowly_is_asked_and_comes_in(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(LEFT_OUT, "utf-8")
    desk = desk_of(tmp_path)
    asked = {q.words: q for q in desk.questions()}
    assert asked["Brede"].cert != "left"
    question = asked["Thornton"]
    assert (question.cert, question.element, len(question.mentions)) == ("left", "persName", 2)
    m = question.mentions[0]
    assert "probability 0." in m.evidence
    assert ">Thornton</" not in desk.document("log")["html"]
    row = {"document": "log", "exact": "Thornton", "prefix": m.prefix, "suffix": m.suffix, "element": "persName", "scope": "here", "decision": "yes"}
    desk.change([row], [])
    assert ">Thornton</" in desk.document("log")["html"]
    assert CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "tei")]).exit_code == 0
    assert '<persName resp="#ed_a_editor"' in (tmp_path / "tei" / "log.xml").read_text("utf-8")
    # that it is none is no complaint: it is none already
    desk.change([{**row, "decision": "no"}], [])
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "tei"), "--force"])
    assert "decision" not in done.stderr
    assert "Thornton</persName>" not in (tmp_path / "tei" / "log.xml").read_text("utf-8")


def test_what_another_has_written_meanwhile_stays(folder: Path) -> None:
    one, two = desk_of(folder, "One"), desk_of(folder, "Two")
    common = {"document": "wilson122923", "element": "orgName", "scope": "document", "decision": "yes"}
    one.change([{**common, "exact": "MfS"}], [])
    two.change([{**common, "exact": "Baath Party"}], [])
    one.change([{**common, "exact": "GDR Embassy"}], [])
    assert [(d.exact, d.by) for d in load(folder / "decisions.csv")] == [("Baath Party", "Two"), ("GDR Embassy", "One"), ("MfS", "One")]


@pytest.mark.parametrize("row", [
    {"exact": "x", "document": "a", "decision": "perhaps", "element": "persName"}, {"exact": "", "document": "a", "element": "persName"},
    {"exact": "x", "document": "a", "element": "persName", "colour": "red"}, {"exact": "x\0", "document": "a", "element": "persName"},
])  # fmt: skip
def test_what_says_nothing_is_not_written(folder: Path, row: dict[str, str]) -> None:
    with pytest.raises((DecisionsError, EncoderError)):
        desk_of(folder).change([row], [])
    assert not (folder / "decisions.csv").exists()


def request(server: Server, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> tuple[int, bytes, Any]:
    at = urlsplit(server.address)
    connection = http.client.HTTPConnection("127.0.0.1", at.port or 0, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    own = {"Host": at.netloc, "Origin": f"http://{at.netloc}", "Content-Type": "application/json"} | (headers or {})
    for name, value in own.items():
        if value:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in own:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, data, answer.headers


def test_strangers_are_refused(folder: Path) -> None:
    row = {"add": [{"document": "wilson122923", "exact": "MfS", "element": "orgName", "scope": "document", "decision": "yes"}]}
    body = json.dumps(row).encode()
    with serving(folder) as server:
        base = urlsplit(server.address).path
        assert server.server_address[0] == "127.0.0.1"
        status, page, headers = request(server, "GET", base)
        assert status == 200
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert b"decisions.csv" in page
        port = urlsplit(server.address).port
        for method, path, extra, wanted in (
            ("GET", "/", {}, 403), ("GET", "/begin", {}, 403), ("GET", f"/{'x' * 32}/begin", {}, 403),
            ("GET", f"{base}begin", {"Host": "evil.example"}, 403), ("GET", f"{base}begin", {"Host": f"evil.example:{port}"}, 403),
            ("GET", f"{base}begin", {"Origin": "https://evil.example"}, 403), ("POST", f"{base}change", {"Origin": "null"}, 403),
            ("POST", f"{base}change", {"Origin": "https://evil.example"}, 403), ("POST", f"{base}change", {"Origin": ""}, 403),
            ("POST", f"{base}change", {"Content-Type": "text/plain"}, 415), ("POST", "/change", {}, 403),
            ("POST", f"{base}change", {"Content-Length": str(LARGEST + 1)}, 413), ("POST", f"{base}nothing", {}, 404),
        ):  # fmt: skip
            assert request(server, method, path, extra, body if method == "POST" else None)[0] == wanted, (method, path, extra)
        assert not (folder / "decisions.csv").exists()
        assert request(server, "POST", f"{base}change", {}, body)[0] == 200
        assert (folder / "decisions.csv").exists()


def test_no_request_reads_or_writes_outside_the_folder(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("a secret", "utf-8")
    before = sorted(p for p in folder.parent.rglob("*"))
    with serving(folder) as server:
        base = urlsplit(server.address).path
        for name in ("../secret", "../secret.txt", "/etc/passwd", "..%2fsecret", str(folder.parent / "secret"), "secret\0"):
            for path in (f"{base}document?name={quote(name)}", f"{base}{quote(name)}", f"{base}document/../{quote(name)}"):
                status, data, _ = request(server, "GET", path)
                assert status in {400, 404}
                assert b"a secret" not in data
                assert b"root:" not in data
        for body in (b"[", b"[]", b'{"add": 3}', b'{"add": [3]}', b"[" * 100_000):
            assert request(server, "POST", f"{base}change", {}, body)[0] in {200, 400}
    assert set(folder.parent.rglob("*")) - set(before) <= {folder / "decisions.csv"}


def test_one_file_for_somebody_without_python(folder: Path, tmp_path: Path) -> None:
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    out = tmp_path / "review.html"
    result = CliRunner().invoke(main, ["review", str(folder), "--static", str(out)])
    assert result.exit_code == 0, result.output
    page = out.read_text("utf-8")
    assert page.count("<script") == 2, "the texts bring none"
    assert "<img" not in page
    assert static(desk_of(folder, ""), styles()) == out.read_bytes()


def test_a_folder_without_texts_and_a_broken_file_are_told(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert CliRunner().invoke(main, ["review", str(tmp_path / "nothing"), "--static", str(tmp_path / "x.html")]).exit_code == 2
    (folder / "decisions.csv").write_text("colour\nred\n", "utf-8")
    result = CliRunner().invoke(main, ["review", str(folder), "--static", str(tmp_path / "x.html")])
    assert result.exit_code == 2
    assert "decisions.csv:1" in result.output


@needs_browser
def test_twenty_questions_by_keys_alone(folder: Path) -> None:
    with serving(folder) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto(server.address)
        page.wait_for_selector("#questions button")
        page.wait_for_selector("#source mark")
        shot(page, "review")
        page.select_option("#which", "all")
        page.locator("#question").focus()
        for key in "jjkk":
            page.keyboard.press(key)
            page.wait_for_timeout(100)
        for k in range(20):
            rows = len(load(folder / "decisions.csv"))
            asked = page.inner_text("#question")
            block = page.get_attribute("#question", "data-about") == "block"
            page.keyboard.press("a" if block or not k % 2 else "r")
            until(page, lambda n=rows: len(load(folder / "decisions.csv")) == n + 1)  # type: ignore[misc]
            until(page, lambda a=asked: page.inner_text("#question") != a)  # type: ignore[misc]
            page.wait_for_timeout(100)
        shot(page, "review-twenty")
        page.keyboard.press("u")
        until(page, lambda: page.inner_text("#said") == "Undone")
        assert len(load(folder / "decisions.csv")) == 19
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("Escape")
        assert not seen.faults, seen.faults
        assert all(url.startswith((server.address, "data:,")) for url in seen.requests)


@needs_browser
def test_other_person_new_person_extent_and_value(folder: Path) -> None:
    with serving(folder) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto(server.address)
        page.wait_for_selector("#source mark")

        def ask(words: str) -> None:
            page.locator("#questions button", has=page.locator(f"bdi:text-is('{words}')")).first.click()
            until(page, lambda: page.inner_text("#question .ask .words") == words)
            page.locator("#question").focus()

        def decided(words: str) -> Any:
            until(page, lambda: [d for d in load(folder / "decisions.csv") if d.exact == words])
            return next(d for d in load(folder / "decisions.csv") if d.exact == words)

        page.select_option("#which", "all")
        ask("Saadoun Shaker")
        page.keyboard.press("n")
        page.keyboard.type("Shakir, Sadun")
        page.keyboard.press("Enter")
        assert (decided("Saadoun Shaker").decision, decided("Saadoun Shaker").value) == ("is", "Shakir, Sadun")
        ask("Pishti")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Enter")
        assert (decided("Pishti").decision, decided("Pishti").value) == ("extent", "Pishti (British")
        ask("Friday")
        page.keyboard.press("v")
        page.keyboard.type("1958-12-12")
        page.keyboard.press("Enter")
        assert (decided("Friday").decision, decided("Friday").value) == ("date", "1958-12-12")
        assert not seen.faults, seen.faults


@needs_browser
def test_two_windows_do_not_write_over_each_other(folder: Path) -> None:
    with serving(folder) as server, browser() as running:
        one, two = (running.new_page() for _ in range(2))
        for page in (one, two):
            page.goto(server.address)
            page.wait_for_selector("#source mark")
        two.locator("#questions button").nth(3).click()
        two.wait_for_timeout(300)
        one.keyboard.press("a")
        two.keyboard.press("r")
        until(one, lambda: len(load(folder / "decisions.csv")) == 2)


@needs_browser
def test_hostile_texts_are_inert(folder: Path) -> None:
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    with serving(folder) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto(server.address)
        page.wait_for_selector("#source mark")
        page.select_option("#which", "all")
        page.locator("#questions button", has_text="Haddad").first.click()
        until(page, lambda: page.inner_text("#where") == "hostile")
        assert page.title() == "Review"
        assert "onerror=alert(1)" in page.locator("#source").inner_text()
        assert page.locator("#source img, #edition img, #edition script").count() == 0
        assert "U+202E" in page.locator("#source").inner_text()
        assert "U+202E" in page.locator("#edition").inner_text()
        shot(page, "review-hostile")
        assert not seen.faults, seen.faults


@needs_browser
def test_the_static_file_gives_its_decisions_as_a_download(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "review.html").write_bytes(static(desk_of(folder), styles()))
    with browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto((tmp_path / "review.html").as_uri())
        page.wait_for_selector("#source mark")
        page.keyboard.press("a")
        until(page, lambda: page.inner_text("#said"))
        with page.expect_download() as waiting:
            page.locator("#download").click()
        waiting.value.save_as(tmp_path / "decisions.csv")
        assert not seen.faults, seen.faults
    assert len(load(tmp_path / "decisions.csv")) == 1
    with (tmp_path / "decisions.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[0] == "document"


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_of_the_review(folder: Path, scheme: str) -> None:
    with serving(folder) as server, browser() as running:
        page = running.new_context(color_scheme=scheme, bypass_csp=True).new_page()
        page.goto(server.address)
        page.wait_for_selector("#source mark")
        shot(page, f"review-{scheme}")
        assert violations(page) == []


@needs_browser
def test_a_preview_shows_what_the_file_has_become(tmp_path: Path) -> None:
    from encoder.review.server import given
    from encoder.run.desk import root_of, version
    from encoder.site.pane import ASSETS, asset, preview

    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir,\n\nThe first words.\n\nYours,\n\nJ. Doe\n", "utf-8")
    gets = given({name: (kind, asset(name)) for name, kind in ASSETS.items()})
    gets[""] = lambda _: ("text/html", preview(root_of(file, job()), "letter"))
    gets["version"] = lambda _: ("text/plain", version(file, job()).encode())
    with Server(gets, {}) as server, browser() as running:
        server.in_background()
        page = running.new_page()
        seen = Seen(page)
        page.goto(server.address)
        assert "The first words." in page.inner_text("article")
        page.wait_for_timeout(800)
        file.write_text("Dear Sir,\n\nOther words now.\n\nYours,\n\nJ. Doe\n", "utf-8")
        until(page, lambda: page.locator("article", has_text="Other words now.").count())
        assert not seen.faults, seen.faults
        server.shutdown()


NOTED = "A report\n\nThe mill was sold.1 In 17 years it had 2 owners, and it stood still.\n\n  1. So the deed.\n  2. One of them was a miller.\n"


def test_a_note_without_a_place_is_put_at_one_of_its_marks(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(NOTED, "utf-8")
    desk = desk_of(tmp_path)
    question = next(q for q in desk.questions() if q.element == "report")
    m = question.mentions[0]
    assert m.rule == "note-unplaced"
    assert [(p["before"][-7:], p["exact"], p["behind"][:7]) for p in m.places] == [("it had ", "2", " owners")]
    row = {key: m.places[0][key] for key in ("exact", "prefix", "suffix", "value")}
    desk.change([{**row, "document": "mill", "element": "note", "scope": "here", "decision": "place-of-note"}], [])
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "tei")])
    assert (done.exit_code, done.stderr) == (0, "1 written\n"), "there is no more to be told of the note"
    assert 'it had <note' in (tmp_path / "tei" / "mill.xml").read_text("utf-8")


@needs_browser
@pytest.mark.usefixtures("strict")
def test_left_out_names_and_places_of_notes_by_keys(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(LEFT_OUT, "utf-8")
    (tmp_path / "mill.txt").write_text(NOTED, "utf-8")
    with serving(tmp_path) as server, browser() as running:
        page = running.new_page(viewport={"width": 1500, "height": 900})
        seen = Seen(page)
        page.goto(server.address)
        page.wait_for_selector("#source mark")
        page.select_option("#which", "left")
        page.locator("#questions button", has_text="Thornton").first.click()
        until(page, lambda: "left it out" in page.inner_text("#question"))
        shot(page, "review-left")
        page.locator("#question").focus()
        page.keyboard.press("a")
        until(page, lambda: [d for d in load(tmp_path / "decisions.csv") if d.exact == "Thornton"])
        until(page, lambda: page.locator("#edition .name", has_text="Thornton").count())
        page.select_option("#which", "report")
        page.locator("#questions button", has_text="note-unplaced").first.click()
        until(page, lambda: "belong" in page.inner_text("#question"))
        shot(page, "review-note")
        page.locator("#question").focus()
        page.keyboard.press("1")
        until(page, lambda: [d for d in load(tmp_path / "decisions.csv") if d.decision == "place-of-note"])
        page.keyboard.press("u")
        until(page, lambda: not [d for d in load(tmp_path / "decisions.csv") if d.decision == "place-of-note"])
        assert not seen.faults, seen.faults
