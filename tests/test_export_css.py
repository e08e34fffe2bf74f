"""The stylesheets and behaviours for those who publish the TEI itself."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.draft.elements import ELEMENTS
from tests.browser import Seen, browser, needs_browser, shot
from tests.conftest import ROOT

CETEICEAN = Path(os.environ.get("TEI_ENCODER_CETEICEAN") or "CETEI.js")
#: elements that need no look of their own: names without a link, what is text as any other
PLAIN = {"choice", "sic", "gloss", "term", "idno", "date", "code", "ref", "label", "figure", "eg", "quote", "desc", "ab"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    result = CliRunner().invoke(main, ["export", "css", "--out", str(tmp_path / "css")])
    assert result.exit_code == 0, result.output
    return tmp_path / "css"


def test_every_element_of_the_text_has_a_look_or_needs_none(out: Path) -> None:
    rules = (out / "tei.css").read_text("utf-8")
    missing = [name for name in ELEMENTS if name not in PLAIN and not re.search(rf"(?<![\w-]){name}(?![\w-])", rules)]
    assert not missing
    custom = (out / "ceteicean.css").read_text("utf-8")
    assert "tei-persname[ref]" in custom
    assert "@" not in custom.replace("@media", "")


def test_what_was_changed_is_not_written_over(out: Path) -> None:
    (out / "tei.css").write_text("mine", "utf-8")
    run = ["export", "css", "--out", str(out)]
    assert CliRunner().invoke(main, run).exit_code == 2
    assert (out / "tei.css").read_text("utf-8") == "mine"
    assert CliRunner().invoke(main, [*run, "--force"]).exit_code == 0


@needs_browser
def test_a_browser_shows_the_xml_itself(out: Path) -> None:
    xml = (ROOT / "tei" / "frus1958-60v12d145.xml").read_text("utf-8")
    (out / "a.xml").write_text(xml.replace("<TEI ", '<?xml-stylesheet type="text/css" href="tei.css"?>\n<TEI ', 1), "utf-8")
    with browser() as running:
        page = running.new_page()
        page.goto((out / "a.xml").as_uri())
        style = "n => getComputedStyle(document.getElementsByTagName(n)[0]).display"
        assert page.evaluate(style, "teiHeader") == "none"
        assert page.evaluate("getComputedStyle(document.querySelector('body p')).display") == "block"
        assert page.evaluate("getComputedStyle(document.querySelector('body p')).visibility") == "visible"


@needs_browser
@pytest.mark.skipif(not CETEICEAN.is_file(), reason="CETEIcean is not here (npm pack CETEIcean; TEI_ENCODER_CETEICEAN names CETEI.js)")
def test_ceteicean_shows_notes_at_the_foot(out: Path) -> None:
    xml = json.dumps((ROOT / "tei" / "frus1958-60v12d145.xml").read_text("utf-8")).replace("<", "\\u003c")
    (out / "CETEI.js").write_bytes(CETEICEAN.read_bytes())
    (out / "c.html").write_text(
        '<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="ceteicean.css"><div id="text"></div>'
        '<script src="CETEI.js"></script><script src="behaviors.js"></script><script>const t = new CETEI(); '
        f't.addBehaviors(teiEncoderBehaviors); t.makeHTML5({xml}, d => document.getElementById("text").append(d));</script>', "utf-8",
    )
    with browser() as running:
        page = running.new_page()
        seen = Seen(page)
        page.goto((out / "c.html").as_uri())
        page.wait_for_selector("ol.tei-encoder-notes li")
        shot(page, "export-ceteicean")
        assert page.locator("ol.tei-encoder-notes li").count() == 5
        assert page.locator("tei-note > a").first.inner_text() == "*"
        assert page.locator("tei-persname span[title*='British Ambassador'], tei-persname span[title*='Wright']").count()
        assert not seen.faults, seen.faults
