"""Validation in a project that has thousands of faults: what is known passes, what is new is told, settings are read once."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from tests.conftest import TEI_FOLDER

GOOD = (TEI_FOLDER / "wilson122923.xml").read_text("utf-8")
BAD = GOOD.replace("<head>", "<head><bogus/>", 1).replace(' resp="#translator" reason', " reason", 1)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tei").mkdir()
    for k in range(30):
        (tmp_path / "tei" / f"f{k:02}.xml").write_text(BAD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["validate", "tei", *(str(a) for a in arguments)])


def test_a_repository_with_faults_turns_green_and_red_by_a_new_one(project: Path) -> None:
    assert run().exit_code == 1
    written = run("--baseline", "known.json", "--update-baseline")
    assert written.exit_code == 0
    assert "known.json: written" in written.stderr
    green = run("--baseline", "known.json")
    assert (green.exit_code, green.stdout) == (0, "")
    assert "60 known faults, 0 new" in green.stderr
    moved = project / "tei" / "f07.xml"
    moved.write_text(BAD.replace("<body>", "<body>\n\n\n", 1), "utf-8")
    assert run("--baseline", "known.json").exit_code == 0, "a line that moved is known"
    moved.write_text(BAD.replace("</body>", "</body>\n<rubbish/>", 1), "utf-8")
    red = run("--baseline", "known.json")
    assert red.exit_code == 1
    (line,) = red.stdout.splitlines()
    number = moved.read_text("utf-8").splitlines().index("<rubbish/>") + 1
    assert line.startswith(f"tei/f07.xml:{number}:1: error ")
    moved.write_text(GOOD, "utf-8")
    assert "2 mended" in run("--baseline", "known.json").stderr


def test_a_second_fault_like_a_known_one_is_new(project: Path) -> None:
    run("--baseline", "known.json", "--update-baseline")
    line = next(x for x in BAD.splitlines() if "<bogus/>" in x)
    (project / "tei" / "f00.xml").write_text(BAD.replace(line, line.replace("<bogus/>", "<bogus/><bogus/>")), "utf-8")
    assert run("--baseline", "known.json").exit_code == 1


@pytest.mark.parametrize("text", ["", "[]", '{"version": 9, "faults": {}}', '{"version": 1, "faults": {"a": [["x"]]}}', "\x00"])
def test_a_broken_baseline_is_named(project: Path, text: str) -> None:
    (project / "known.json").write_text(text, "utf-8")
    done = run("--baseline", "known.json")
    assert done.exit_code == 2
    assert "known.json: not a baseline" in done.stderr


def test_what_is_wrong_most_often_stands_at_the_end(project: Path) -> None:
    done = run()
    assert "30 times in 30 files: grammar: " in done.stderr
    assert "30 times in 30 files: resp-missing: " in done.stderr


def test_ignored_shown_and_warned(project: Path) -> None:
    assert "resp-missing" not in run("--ignore", "resp-missing").output
    few = run("--max-errors", "5")
    assert len(few.stdout.splitlines()) == 5
    assert "55 more faults are not shown" in few.stderr
    warned = run("--warn-only")
    assert warned.exit_code == 0
    assert " error " not in warned.stdout


def test_settings_of_the_project(project: Path) -> None:
    (project / "pyproject.toml").write_text(
        '[tool.tei-encoder]\nignore = ["resp-missing"]\nmax-errors = 7\n[tool.tei-encoder.severity]\ngrammar = "warning"\n'
        '[[tool.tei-encoder.schema]]\nfiles = ["tei/f0*.xml"]\nuse = ["own.rng"]\n', "utf-8"
    )
    (project / "own.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="x"><empty/></element></start></grammar>', "utf-8"
    )
    done = run()
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 7
    assert all("tei/f0" in line for line in done.stdout.splitlines())
    (project / "pyproject.toml").write_text('[tool.tei-encoder]\nignor = ["x"]\n', "utf-8")
    wrong = run()
    assert wrong.exit_code == 2
    assert "pyproject.toml: no such key: ignor" in wrong.stderr


def _git(*arguments: str) -> None:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    subprocess.run(["git", *arguments], check=True, capture_output=True, env={**os.environ, **who})


def test_only_what_changed_since(project: Path) -> None:
    _git("init", "-b", "main")
    _git("add", ".")
    _git("commit", "-m", "x")
    assert run("--changed-since", "main").output.strip() == "0 files: 0 valid, 0 not"
    (project / "tei" / "f03.xml").write_text(BAD + "\n", "utf-8")
    (project / "tei" / "new.xml").write_text(BAD, "utf-8")
    done = run("--changed-since", "main")
    assert {line.split(":")[0] for line in done.stdout.splitlines()} == {"tei/f03.xml", "tei/new.xml"}
    wrong = run("--changed-since", "nothing")
    assert wrong.exit_code == 2
    assert "git says" in wrong.stderr


def test_reports_of_other_hosts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = json.loads(run("--format", "gitlab").stdout)
    assert len(rows) == 60
    assert len({row["fingerprint"] for row in rows}) == 60
    assert rows[0]["location"]["path"] == "tei/f00.xml"
    assert len(json.loads(run("--format", "rdjson").stdout)["diagnostics"]) == 60
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    said = run("--format", "github").stdout.splitlines()
    assert sum(line.startswith("::error ") for line in said) == 10, "GitHub shows no more a step"
    assert len(said) == 60
    summary = (project / "summary.md").read_text("utf-8")
    assert "30 files, 30 not valid" in summary
    assert "| `tei/f00.xml:" in summary


def test_a_rule_explains_itself() -> None:
    done = CliRunner().invoke(main, ["validate", "--explain", "content-incomplete"])
    assert done.exit_code == 0
    assert done.stdout.startswith("content-incomplete: The element ends before")
    assert CliRunner().invoke(main, ["validate", "--explain", "note-order"]).exit_code == 0
    wrong = CliRunner().invoke(main, ["validate", "--explain", "nonsense"])
    assert wrong.exit_code == 2
    assert "no rule 'nonsense'" in wrong.stderr


def test_a_baseline_holds_in_every_folder_and_its_faults_are_not_told_when_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tei" / "a b").mkdir(parents=True)
    (tmp_path / "g.rnc").write_text("element r { empty }", "utf-8")
    (tmp_path / "tei" / "a b" / "x.xml").write_text("<r n='1'/>", "utf-8")
    (tmp_path / ".tei-encoder.toml").write_text('baseline = "known.json"\n[[schema]]\nfiles = ["**/*.xml"]\nuse = ["g.rnc"]', "utf-8")
    monkeypatch.chdir(tmp_path)
    written = CliRunner().invoke(main, ["validate", "tei", "--update-baseline"])
    assert (written.exit_code, written.stdout) == (0, "")
    for folder, name in ((".", "tei"), ("tei", "."), ("tei/a b", "x.xml"), ("tei/a b", "../../tei"), (".", str(tmp_path / "tei"))):
        monkeypatch.chdir(tmp_path / folder)
        done = CliRunner().invoke(main, ["validate", name])
        assert (done.exit_code, done.stdout) == (0, ""), (folder, name)
    (tmp_path / "tei" / "a b" / "x.xml").write_text("<r n='1' m='2'/>", "utf-8")
    monkeypatch.chdir(tmp_path / "tei" / "a b")
    assert CliRunner().invoke(main, ["validate", "x.xml"]).exit_code == 1
