"""The command ``init``: what it writes can be read, and names what the documents lack."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from encoder.cli import main
from encoder.source.keys import CHANGE, DOCUMENT, EDITION, RESPONSIBLE, SOURCE
from encoder.source.metadata import load
from tests.conftest import ROOT

SEEDS = ROOT / "seeds"


def test_a_first_metadata_file(tmp_path: Path) -> None:
    for text in SEEDS.glob("*.txt"):
        shutil.copy(text, tmp_path)
    done = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert done.exit_code == 0, done.output
    path = tmp_path / "edition.toml"
    written = path.read_text("utf-8")
    documents = load(path).documents
    assert [(d["file"], d["profile"]) for d in documents] == [("frus1958-60v12d145", "frus"), ("wilson122923", "wilson")]
    telegram, report = written.split("[[document]]")[1:]
    assert "# date = " in telegram, "the copied text lacks its dateline"
    assert "# read in the text: date: 1986-02-27" in report
    assert "# date = " not in report
    assert "# recipient" not in report, "it is no letter"
    # every key that is shown, taken out of its comment, is a known one
    shown = {line[2:].split(" = ")[0] for line in written.splitlines() if line.startswith("# ") and " = " in line and "[" not in line.split(" = ")[0]}
    assert shown <= set(EDITION) | set(SOURCE) | set(DOCUMENT) | set(RESPONSIBLE) | set(CHANGE)
    assert set(EDITION) - {"responsible", "change"} <= shown
    before = path.read_bytes()
    again = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert path.read_bytes() == before


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert done.exit_code == 2
    assert not (tmp_path / "edition.toml").exists()
