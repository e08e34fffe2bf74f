"""The wheel works away from the checkout: it carries its schema and its word lists."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS


@pytest.mark.skipif(os.environ.get("TEI_ENCODER_SKIP_WHEEL") == "1", reason="TEI_ENCODER_SKIP_WHEEL is set")
def test_the_wheel_in_an_empty_environment(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    build = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert build.returncode == 0, build.stderr
    (wheel,) = wheels.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_bytes((SEEDS / "frus1958-60v12d145.txt").read_bytes())
    command = str(python.parent / "tei-encoder")
    done = subprocess.run([command, "encode", "a.txt", "--out", "out"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "out" / "a.xml").read_bytes().count(b"<gap ") == 12
    done = subprocess.run([command, "validate", "out"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
