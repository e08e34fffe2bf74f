"""Options and paths that the tests share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from encoder.names import engine

# how fast a machine is, and how busy, is no property of the program
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
TEI_FOLDER = ROOT / "tei"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the encoder makes as what is expected; read the diff")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What is made from the goldens is made anew with them."""
    if session.config.getoption("--accept"):
        subprocess.run([sys.executable, str(ROOT / "schema" / "document.py")], check=True)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    return SEEDS


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out persons who are less than nearly certain, whatever the weights of the day say of one."""
    monkeypatch.setattr(engine, "LEAST", (0.9, 0.5, 0.45))
