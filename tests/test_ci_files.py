"""The action and the pre-commit hook, as far as they can be run away from their hosts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT, TEI_FOLDER

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


def action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": PATH, **{f"INPUT_{k.upper()}": v for k, v in inputs.items()}}
    return subprocess.run(
        ["bash", str(ROOT / ".ci" / "action.sh")], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tei").mkdir()
    good = (TEI_FOLDER / "wilson122923.xml").read_text(encoding="utf-8")
    (tmp_path / "tei" / "good.xml").write_text(good, encoding="utf-8")
    (tmp_path / "tei" / "bad.xml").write_text(good.replace("<head>", "<head><bogus/>", 1), encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action is a shell script")
def test_the_script_of_the_action(project: Path) -> None:
    done = action(project)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=tei/bad.xml,line=")
    assert action(project, files="tei/good.xml").returncode == 0
    done = action(project, files="tei/good.xml\ntei/bad.xml", format="sarif", report="out.sarif")
    assert done.returncode == 1
    assert len(json.loads((project / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1
    assert action(project, files="tei/good.xml", schema=str(ROOT / "schema" / "edition.rng")).returncode == 0
    known = action(project, ignore="grammar", check_links="true")
    assert known.returncode == 0, known.stdout
    assert action(project, warn_only="true").returncode == 0
    assert action(project, baseline="none.json").returncode == 2
    assert action(project, files="$(touch pwned); `touch pwned`").returncode == 2
    assert not (project / "pwned").exists()


def test_the_action_names_what_there_is() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "action.sh").read_text(encoding="utf-8")
    inputs, runs = text.split("\nruns:\n")
    named = re.findall(r"^  ([\w-]+):\n    description: .+\n    required: false\n    default: .+$", inputs.split("\ninputs:\n")[1], re.M)
    assert inputs.split("\ninputs:\n")[1].count("\n") == 4 * len(named) - 1, "something else stands among the inputs"
    assert runs.startswith("  using: composite\n  steps:\n    - uses: actions/setup-python@v5\n      with:\n        python-version: ${{")
    given = dict(re.findall(r"^        INPUT_(\w+): \$\{\{ inputs\.([\w-]+) \}\}$", runs, re.M))
    assert sorted([*given.values(), "python-version"]) == sorted(named)
    for name, said in given.items():
        assert name == said.upper().replace("-", "_")
        assert f"${{INPUT_{name}:-" in script
    assert all(line.startswith("  ") for line in runs.splitlines())


def test_the_action_is_yaml_with_its_steps_in_it() -> None:
    yaml = pytest.importorskip("yaml")
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    assert action["runs"]["steps"][0]["with"] == {"python-version": "${{ inputs.python-version }}"}
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["tei-validate"]


@pytest.mark.skipif(find_spec("pre_commit") is None or shutil.which("git") is None, reason="pre-commit is not installed")
def test_the_hook_runs_in_a_scratch_repository(project: Path) -> None:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": PATH, "PRE_COMMIT_HOME": str(project / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    run("git", "init", "--quiet")
    run("git", "add", "tei")
    done = run(sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "tei-validate", "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "tei/bad.xml:" in done.stdout, done.stdout + done.stderr
    assert "bogus is no element of this schema" in done.stdout
    (project / "tei" / "bad.xml").unlink()
    run("git", "add", "--all", "tei")
    done = run(sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "tei-validate", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
