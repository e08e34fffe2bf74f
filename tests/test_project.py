"""A project of several folders: what holds below, and the schema of its settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.source import json_schema
from encoder.source.keys import DOCUMENT, EDITION, RESPONSIBLE, SOURCE
from tests.conftest import ROOT


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with settings at its root and in one of its folders."""
    (tmp_path / ".git").mkdir()
    for folder in ("in", "in/letters", "in/letters/1911"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder.rsplit('/', 1)[-1]}.txt").write_text("A letter\n\nMr. Doe met Mr. Roe.\n", "utf-8")
    (tmp_path / "in" / "edition.toml").write_text(
        '[edition]\npublisher = "The outer"\nproject = "All of it."\npersons = ["outer.csv"]\n\n[source.book]\ntitle = "The book"\n\n'
        '[[document]]\nfile = "1911"\nnote = "Said above."\nsource = "book"\npersons = ["one.csv"]\n', "utf-8",
    )  # fmt: skip
    (tmp_path / "in" / "letters" / "edition.toml").write_text('[edition]\npublisher = "The inner"\npersons = ["inner.csv"]\n', "utf-8")
    for name, who in (("in/outer.csv", "Outer, Ann"), ("in/one.csv", "Roe, Max"), ("in/letters/inner.csv", "Doe, Jane")):
        (tmp_path / name).write_text(f'id,name\np_{who.split(",", 1)[0].lower()},"{who}"\n', "utf-8")
    return tmp_path


def test_settings_hold_below_and_the_nearest_key_wins(project: Path) -> None:
    done = run("encode", project / "in", "--out", project / "out")
    assert done.exit_code == 0, done.stderr
    outer = (project / "out" / "in.xml").read_text("utf-8")
    inner = (project / "out" / "letters" / "1911" / "1911.xml").read_text("utf-8")
    assert "<publisher>The outer</publisher>" in outer
    assert "Said above." not in outer
    assert "<publisher>The inner</publisher>" in inner
    assert "All of it." in inner
    assert "Said above." in inner
    assert ">The book<" in inner
    assert 'xml:id="p_doe"' in inner
    assert 'xml:id="p_roe"' in inner  # the list of the table above, as seen from there


def test_a_folder_named_by_itself_has_the_same_settings(project: Path) -> None:
    run("encode", project / "in", "--out", project / "one")
    run("encode", project / "in" / "letters" / "1911", "--out", project / "two")
    assert (project / "one" / "letters" / "1911" / "1911.xml").read_bytes() == (project / "two" / "1911.xml").read_bytes()


def test_what_lies_outside_of_the_project_does_not_hold(project: Path) -> None:
    (project / "in" / "letters" / ".git").mkdir()
    run("encode", project / "in" / "letters", "--out", project / "out")
    edition = (project / "out" / "letters.xml").read_text("utf-8")
    assert "The inner" in edition
    assert "All of it." not in edition


def test_paths_are_named_as_they_were_given(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "in" / "edition.toml").write_text("[edition]\nx = 1\n", "utf-8")
    monkeypatch.chdir(project / "in" / "letters")
    done = run("encode", "1911", "--out", project / "out")
    assert done.exit_code == 2
    assert "../edition.toml:2: unknown key 'x'" in done.stderr.replace("\\", "/")


def test_the_json_schema_is_made_of_the_code() -> None:
    path = ROOT / "docs" / "edition-toml.schema.json"
    assert path.read_text("utf-8") == json_schema.text(), "python -m encoder.source.json_schema > docs/edition-toml.schema.json"
    made = json.loads(path.read_text("utf-8"))["properties"]
    assert set(made["edition"]["properties"]) == set(EDITION)
    assert set(made["document"]["items"]["properties"]) == set(DOCUMENT)
    assert set(made["source"]["additionalProperties"]["properties"]) == set(SOURCE)
    assert set(made["edition"]["properties"]["responsible"]["items"]["properties"]) == set(RESPONSIBLE)
