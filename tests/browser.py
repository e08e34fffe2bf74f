"""A real browser, where there is one: Playwright's client with the system's Chromium."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("TEI_ENCODER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(os.environ.get("TEI_ENCODER_AXE") or "axe.min.js")


def why_not() -> str:
    """Return why there is no browser; nothing where there is one."""
    try:
        importlib.import_module("playwright.sync_api")
    except ImportError:
        return "Playwright's client is not installed (pip install playwright)"
    return "" if CHROMIUM else "no Chromium on this machine (apt-get install chromium)"


needs_browser = pytest.mark.skipif(bool(why_not()), reason=why_not() or "there is one")


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium and stop it."""
    with importlib.import_module("playwright.sync_api").sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


class Seen:
    """What a page asked for and complained of."""

    def __init__(self, page: Any) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append("a dialog opened")
        dialog.dismiss()


def until(page: Any, holds: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something holds; the page's own policy forbids it to look by itself."""
    for _ in range(int(seconds * 20)):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to hold")


def violations(page: Any) -> list[str]:
    """Return what axe-core says against a page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here (npm pack axe-core; TEI_ENCODER_AXE names axe.min.js)")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{v['id']}: {v['help']}: {n['target']} {n['failureSummary'][:200]}" for v in found for n in v["nodes"][:3]]


def shot(page: Any, name: str) -> None:
    """Keep a picture of a page where a folder for pictures is named."""
    folder = os.environ.get("TEI_ENCODER_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
