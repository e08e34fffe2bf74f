"""What docs/adding-a-rule.md says, done in a copy of the program: one file, one file of cases, one line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "adding-a-rule.md").read_text("utf-8").partition("## Second example")[0]


def block(language: str, holding: str) -> str:
    found = [text for kind, text in re.findall(r"```(\w+)\n(.*?)```", PAGE, re.S) if kind == language and holding in text]
    assert len(found) == 1, (language, holding)
    return str(found[0])


def copy(to: Path) -> None:
    for name in ("encoder", "tests", "schema"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__", "golden"))
    shutil.copy(ROOT / "pyproject.toml", to)


def corpus(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_corpus.py", "-k", "incident"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_new_bracket_is_one_file_one_file_of_cases_and_one_line(tmp_path: Path) -> None:
    copy(tmp_path)
    cases = tmp_path / "tests" / "corpus" / "incident-salute.txt"
    cases.write_text(block("text", "# stays"), "utf-8")
    without = corpus(tmp_path)
    assert without.returncode == 1, "the cases fail without the rule"
    assert "incident-salute" in without.stdout
    (tmp_path / "encoder" / "rules" / "phrases" / "incident_salute.py").write_text(block("python", "SALUTE"), "utf-8")
    profiles = tmp_path / "encoder" / "rules" / "profiles.py"
    line, before = block("text", "phrases.incident_salute"), '    "phrases.incident_bracket",\n'
    text = profiles.read_text("utf-8")
    assert before in text
    profiles.write_text(text.replace(before, line + before, 1), "utf-8")
    done = corpus(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout
