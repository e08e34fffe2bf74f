"""The wheel works away from the checkout: it carries its schema and its word lists."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS

#: the interpreters to try; .ci/run names all that the machine has
PYTHONS = os.environ.get("TEI_ENCODER_PYTHONS", "").split(os.pathsep) if os.environ.get("TEI_ENCODER_PYTHONS") else [sys.executable]
no_wheel = pytest.mark.skipif(os.environ.get("TEI_ENCODER_SKIP_WHEEL") == "1", reason="TEI_ENCODER_SKIP_WHEEL is set")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    build = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert build.returncode == 0, build.stderr
    (made,) = folder.glob("*.whl")
    return made


@no_wheel
@pytest.mark.parametrize("interpreter", PYTHONS)
def test_the_wheel_in_an_empty_environment(wheel: Path, tmp_path: Path, interpreter: str) -> None:
    subprocess.run([interpreter, "-m", "venv", str(tmp_path / "venv")], check=True, capture_output=True)
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
    done = subprocess.run([command, "schema", "export", "schema"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("edition.rnc", "edition.rng", "edition.xsd", "xml.xsd", "edition.sch", "edition.odd"):
        assert (elsewhere / "schema" / name).read_bytes() == (ROOT / "schema" / name).read_bytes()
    done = subprocess.run(
        [command], cwd=elsewhere, capture_output=True, text=True, check=False, env={**os.environ, "_TEI_ENCODER_COMPLETE": "bash_source"}
    )
    assert "complete -o nosort" in done.stdout, "completion, as docs/installing.md has it"


@pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling is not installed; .ci/run installs it")
def test_the_source_distribution_has_the_documents(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*") if p.is_file()} <= names
    assert {"Containerfile", "LICENSE", "schema/edition.odd", "schema/odd.py", "tests/test_wheel.py", "seeds/edition.toml"} <= names
