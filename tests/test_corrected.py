"""Decisions read out of corrected editions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.decisions import Decision, load, save

TEXT = (
    "A report of the harbor\n\nMr. Brede met Anna Stave in Iraq on May 5, 1959.1 Later Brede went home to London with Anna Stave.\n\n"
    "  1. Brede said so on May 6, 1959.\n"
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "harbor.txt").write_text(TEXT, "utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    return tmp_path


def tag(text: str, words: str, nth: int = 0) -> str:
    """Return the start tag before some words."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(f">{words}</", at + 1)
    return text[text.rindex("<", 0, at) : at + 1]


def test_what_a_person_has_corrected_becomes_rows(folder: Path) -> None:
    path = folder / "out" / "harbor.xml"
    text = path.read_text("utf-8")
    body = text.index("<body>")
    before, body_text = text[:body], text[body:]
    place = tag(body_text, "Iraq")
    body_text = body_text.replace(f"{place}Iraq</placeName>", "Iraq")
    date = tag(body_text, "May 5, 1959")
    body_text = body_text.replace(date, '<date when="1959-05">')
    london = tag(body_text, "London")
    body_text = body_text.replace(london, '<placeName ref="https://sws.geonames.org/1">')
    body_text = body_text.replace("went <", "<orgName>went</orgName> <").replace("went home", "<orgName>went</orgName> home")
    path.write_text(before + body_text, "utf-8")
    done = run("decisions", path, "--out", folder / "in" / "decisions.csv", "--by", "Jo Li")
    assert done.exit_code == 0, done.output
    rows = {(d.exact, d.element, d.decision, d.value, d.by) for d in load(folder / "in" / "decisions.csv")}
    assert rows == {
        ("Iraq", "placeName", "no", "", "Jo Li"),
        ("May 5, 1959", "date", "date", "1959-05", "Jo Li"),
        ("London", "placeName", "is", "https://sws.geonames.org/1", "Jo Li"),
        ("went", "orgName", "yes", "", "Jo Li"),
    }
    anew = run("encode", folder / "in", "--out", folder / "new")
    assert (anew.exit_code, anew.stderr) == (0, "1 written\n"), "each is found in the text again"
    made = (folder / "new" / "harbor.xml").read_text("utf-8")
    assert '<date when="1959-05" resp="#ed_jo_li">May 5, 1959</date>' in made.replace('resp="#ed_jo_li" when="1959-05"', 'when="1959-05" resp="#ed_jo_li"')
    assert '<orgName resp="#ed_jo_li">went</orgName>' in made
    assert "Iraq</placeName>" not in made[made.index("<body>") :]
    again = run("decisions", folder / "new" / "harbor.xml")
    assert again.stdout.count("\n") == 1, "an edition that nobody has changed has none but those that are known"


def test_rows_that_are_there_stay(folder: Path) -> None:
    mine = Decision("other", "Kept", element="persName", decision="no")
    save(folder / "d.csv", [mine])
    path = folder / "out" / "harbor.xml"
    text = path.read_text("utf-8")
    head, body = text.split("<body>")
    iraq = tag(body, "Iraq")
    path.write_text(f"{head}<body>{body.replace(iraq + 'Iraq</placeName>', 'Iraq')}", "utf-8")
    assert run("decisions", path, "--out", folder / "d.csv").exit_code == 0
    assert {d.exact for d in load(folder / "d.csv")} == {"Kept", "Iraq"}


def test_without_a_state_only_what_has_a_resp_of_its_own(folder: Path) -> None:
    path = folder / "out" / "harbor.xml"
    text = path.read_text("utf-8")
    head, body = text.split("<body>")
    statement = '<respStmt xml:id="jl"><resp>read again</resp><persName>Jo Li</persName></respStmt></titleStmt>'
    iraq = tag(body, "Iraq")
    body = body.replace(iraq, '<placeName ref="#place_iraq" resp="#jl">')
    (folder / "alone.xml").write_text(f"{head.replace('</titleStmt>', statement)}<body>{body}", "utf-8")
    done = run("decisions", folder / "alone.xml")
    assert "state-unknown" in done.stderr
    assert "alone,Iraq,Mr. Brede met Anna Stave in ,".replace("Mr. Brede met Anna Stave in ", "Brede met Anna Stave in ") in done.stdout
    assert ",placeName,here,is,place_iraq,Jo Li," in done.stdout


def test_what_is_no_edition(folder: Path) -> None:
    (folder / "bad.xml").write_text("<a", "utf-8")
    done = run("decisions", folder / "bad.xml", folder / "none.xml")
    assert done.exit_code == 1
    assert "bad.xml:1:" in done.stderr
    assert "none.xml" in done.stderr
    assert run("decisions", folder / "out" / "harbor.xml", "--out", folder / "out" / "harbor.xml").exit_code == 2


@pytest.mark.parametrize("keys", ["", '[edition]\ndivided = "join"\n'])
def test_words_that_a_lines_end_divides_are_found_again(tmp_path: Path, keys: str) -> None:
    (tmp_path / "in").mkdir()
    said = "Mr. Brede came to the mill-\nhouse on the 12th of Jan-\nuary, 1926, and stayed in Lon-\ndon, as Anna Stave said.\n"
    (tmp_path / "in" / "harbor.txt").write_text(f"A report of the harbor\n\n{said}", "utf-8")
    (tmp_path / "in" / "edition.toml").write_text(keys or "[edition]\n", "utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    path = tmp_path / "out" / "harbor.xml"
    head, body = path.read_text("utf-8").split("<body>")
    at = body.index("Lon<") if not keys else body.index('<w orig="Lon')
    place = body[body.rindex("<placeName", 0, at) : at]
    body = body.replace(place, '<placeName ref="#place_here">').replace('when="1926-01-12"', 'when="1926-01"')
    path.write_text(f"{head}<body>{body}", "utf-8")
    run("decisions", path, "--out", tmp_path / "in" / "decisions.csv", "--by", "Jo Li")
    rows = {(d.decision, d.value) for d in load(tmp_path / "in" / "decisions.csv")}
    assert rows == {("date", "1926-01"), ("is", "place_here")}
    anew = run("encode", tmp_path / "in", "--out", tmp_path / "new")
    assert (anew.exit_code, anew.stderr) == (0, "1 written\n")
    made = (tmp_path / "new" / "harbor.xml").read_text("utf-8").partition("<body>")[2]
    assert 'when="1926-01"' in made
    assert 'ref="#place_here"' in made


BRACKETED = "A report\n\nThe mill [of Vell] stood still [for an hour] until [illegible] came, and (so they say) nobody knew.\n"


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("<supplied>of Vell</supplied>", "<unclear>of Vell</unclear>", ("[of Vell]", "unclear")),
        ("<supplied>of Vell</supplied>", "[of Vell]", ("[of Vell]", "")),
        ("(so they say)", "<add>(so they say)</add>", ("(so they say)", "add")),
    ],
)
def test_brackets_that_are_others_become_rows(tmp_path: Path, before: str, after: str, row: tuple[str, str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mill.txt").write_text(BRACKETED, "utf-8")
    (tmp_path / "in" / "edition.toml").write_text('[edition]\nbrackets = "editor"\n', "utf-8")
    run("encode", tmp_path / "in", "--out", tmp_path / "out")
    path = tmp_path / "out" / "mill.xml"
    text = re.sub(r"<supplied[^>]*>", "<supplied>", path.read_text("utf-8")) if "supplied" in before else path.read_text("utf-8")
    text = re.sub(r"<supplied>(?:<placeName[^>]*>)?(of )?(?:<placeName[^>]*>)?Vell(?:</placeName>)?</supplied>", "<supplied>of Vell</supplied>", text)
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    run("decisions", path, "--out", tmp_path / "in" / "decisions.csv", "--by", "Jo Li")
    rows = [d for d in load(tmp_path / "in" / "decisions.csv") if d.decision == "bracket"]
    assert [(d.exact, d.element) for d in rows] == [row]
    anew = run("encode", tmp_path / "in", "--out", tmp_path / "new")
    assert "decision-" not in anew.stderr
    body = (tmp_path / "new" / "mill.xml").read_text("utf-8").partition("<text")[2]
    assert re.sub(r"<[^>]+>", "", body).replace("[", "").count("of Vell") == 1
    wanted = f"<{row[1]} resp" if row[1] else "mill [of"
    assert wanted in body


@pytest.mark.parametrize("size", ['unit="line" quantity="3"', 'unit="word" atLeast="2" atMost="4"', 'extent="half of it = much"', ""])
def test_a_gap_comes_back_as_it_was(tmp_path: Path, size: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mill.txt").write_text(BRACKETED.replace("[of Vell]", "[Absatz im Stift: drei Reihen]"), "utf-8")
    run("encode", tmp_path / "in", "--out", tmp_path / "out")
    path = tmp_path / "out" / "mill.xml"
    head, body = path.read_text("utf-8").split("<body>")
    wanted = " ".join(f'reason="deleted" {size}'.split())
    mine = f"<gap {wanted}><desc>[Absatz im Stift: drei Reihen]</desc></gap>"
    body = re.sub(r"(?:<supplied[^>]*>|\[)Absatz.*?Reihen(?:</supplied>|\])", mine, body)
    body = re.sub(r"<gap[^>]*>(?=<desc>\[illegible)", f"<gap {wanted}>", body)
    assert body.count(f"<gap {wanted}>") == 2, body
    path.write_text(f"{head}<body>{body}", "utf-8")
    run("decisions", path, "--out", tmp_path / "in" / "decisions.csv", "--by", "Jo Li")
    rows = [d for d in load(tmp_path / "in" / "decisions.csv") if d.decision == "bracket"]
    assert {d.exact for d in rows} == {"[Absatz im Stift: drei Reihen]", "[illegible]"}
    anew = run("encode", tmp_path / "in", "--out", tmp_path / "new")
    assert "decision-" not in anew.stderr
    made = (tmp_path / "new" / "mill.xml").read_text("utf-8").partition("<text")[2]
    gaps = [sorted(re.findall(r'[\w]+="[^"]*"', found)) for found in re.findall("<gap[^>]*>", made)]
    assert gaps == [sorted(re.findall(r'[\w]+="[^"]*"', f'resp="#ed_jo_li" {wanted}'))] * 2
