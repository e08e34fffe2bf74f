"""Windows and macOS, as far as they can be looked at from elsewhere: names, line ends, encodings of consoles and pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.run import distinct
from tests.conftest import ROOT

LETTER = "Dear Anna,\n\nThe café “Orléans” — as they say — was closed on May 4, 1871.\n\nYours truly,\n\nJohn Velin\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def piped(*args: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    call = [sys.executable, "-X", "utf8=0", "-c", "from encoder.cli import main; main()", *map(str, args)]
    return subprocess.run(call, capture_output=True, env={**inherited, **variables}, cwd=ROOT, check=False, timeout=120)


def test_a_pipe_gets_utf_8_whatever_the_machine_has(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LETTER, "utf-8")
    # the C locale is to this what a code page is to Windows: no place for the letters of the text
    run("encode", tmp_path / "in", "--out", tmp_path / "out")
    done = piped("explain", tmp_path / "in", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0, done.stderr
    assert "Orléans" in done.stdout.decode("utf-8")
    report = piped("status", tmp_path, "--format", "json", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert json.loads(report.stdout.decode("utf-8"))["texts"] == 1
    text = piped("text", tmp_path / "out" / "a.xml", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert "café “Orléans” —" in text.stdout.decode("utf-8")


def test_an_encoding_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    (tmp_path / "ü.dat").write_text("x")
    (tmp_path / "a.txt").write_text("Text.\n")
    done = piped("encode", tmp_path, "--out", tmp_path / "out", PYTHONIOENCODING="cp1252")
    assert b"\xfc.dat" in done.stderr


@pytest.mark.parametrize(("one", "other"), [("Letter.txt", "letter.txt"), ("ÉTÉ.txt", "été.txt")])
def test_names_that_are_one_name_elsewhere_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one: str, other: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (one, other):
        (folder / name).write_text(LETTER, "utf-8")
    if len(list(folder.iterdir())) < 2:
        pytest.skip("the names are one here")
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "warning same-name: this name and" in done.stderr
    assert len(list((tmp_path / "out").glob("*.xml"))) == 2
    monkeypatch.setattr(distinct, "blind", lambda _: True)
    done = run("encode", folder, "--out", tmp_path / "other")
    assert done.exit_code == 1
    assert "error same-name" in done.stderr
    assert len(list((tmp_path / "other").glob("*.xml"))) == 1


def test_whether_a_file_system_knows_capitals(tmp_path: Path) -> None:
    (tmp_path / "Folder").mkdir()
    here = (tmp_path / "fOLDER").exists()
    assert distinct.blind(tmp_path / "Folder") is here
    assert distinct.blind(tmp_path / "Folder" / "not" / "there") is here


def test_letters_that_a_file_system_takes_apart_are_the_same_letters(tmp_path: Path) -> None:
    (tmp_path / (unicodedata.normalize("NFD", "café") + ".txt")).write_text(LETTER, "utf-8")
    (tmp_path / "edition.toml").write_text('[[document]]\nfile = "café"\nnote = "Found in a drawer."\n', "utf-8")
    assert run("encode", tmp_path, "--out", tmp_path / "out").exit_code == 0
    assert "Found in a drawer." in next((tmp_path / "out").glob("*.xml")).read_text("utf-8")


def test_line_ends_of_every_system_give_the_same_edition(tmp_path: Path) -> None:
    made = set()
    for name, end in (("unix", "\n"), ("windows", "\r\n"), ("old", "\r")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_bytes(LETTER.replace("\n", end).encode())
        (tmp_path / name / "edition.toml").write_bytes(f'[edition]{end if end != chr(13) else chr(10)}publisher = "The press"\n'.encode())
        (tmp_path / name / "persons.csv").write_bytes(f'id,name{end}p1,"Velin, John"{end}'.encode())
        run("encode", tmp_path / name, "--out", tmp_path / f"{name}-out", "--persons", tmp_path / name / "persons.csv")
        made.add((tmp_path / f"{name}-out" / "a.xml").read_bytes())
    assert len(made) == 1
    assert b"\r" not in made.pop()
