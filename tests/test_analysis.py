"""docs/analysis.md runs as it stands, and its pictures are what it makes."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from tests.conftest import ROOT, TEI_FOLDER

PAGE = (ROOT / "docs" / "analysis.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```", PAGE, re.M | re.S)
PICTURES = re.findall(r"images/analysis-(\w+)\.png", PAGE)
MISSING = [m for m in ("pandas", "matplotlib", "networkx") if find_spec(m) is None]
#: a picture of more bytes is too large for a page
LARGEST = 80_000


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the commands of the page write."""
    folder = tmp_path_factory.mktemp("analysis")
    shutil.copytree(TEI_FOLDER, folder / "tei")
    shutil.copytree(ROOT / "tests" / "golden", folder / "tests" / "golden")
    before = Path.cwd()
    os.chdir(folder)
    try:
        for line in (line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()):
            command, *arguments = shlex.split(line)
            if command == "tei-encoder":
                done = CliRunner().invoke(main, arguments)
                assert done.exit_code == 0, done.output
    finally:
        os.chdir(before)
    return folder


def test_each_is_short() -> None:
    for kind, block in BLOCKS:
        assert len([line for line in block.splitlines() if line.strip()]) <= 20, f"{kind}: {block}"


def test_every_picture_is_there_and_small() -> None:
    assert PICTURES == ["map", "timeline", "network"]
    for name in PICTURES:
        data = (ROOT / "docs" / "images" / f"analysis-{name}.png").read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < LARGEST


@pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} not installed: pip install .[data]")
@pytest.mark.parametrize("code", [block for kind, block in BLOCKS if kind == "python"], ids=[*PICTURES, "sentences"])
def test_the_page_runs(tables: Path, code: str, accept: bool) -> None:
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONWARNINGS": "error::FutureWarning,error::DeprecationWarning:__main__"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tables, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in re.findall(r'savefig\("(\w+)\.png"', code):
        made = tables / f"{name}.png"
        assert made.stat().st_size > 5000
        assert done.stdout.strip(), "it says what it shows"
        if accept:
            shutil.copy(made, ROOT / "docs" / "images" / f"analysis-{name}.png")
