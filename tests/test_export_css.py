"""The stylesheets and behaviours for those who publish the TEI itself."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder.cli import main
from encoder.draft.elements import ELEMENTS
from tests.browser import Seen, browser, needs_browser, shot
from tests.conftest import ROOT

TEI = "{http://www.tei-c.org/ns/1.0}"
CETEICEAN = Path(os.environ.get("TEI_ENCODER_CETEICEAN") or "CETEI.js")
#: elements that need no look of their own: names without a link, what is text as any other
PLAIN = {"w", "choice", "sic", "gloss", "term", "idno", "date", "code", "ref", "label", "figure", "eg", "quote", "desc", "ab"}


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


needs_ceteicean = pytest.mark.skipif(
    not CETEICEAN.is_file(), reason="CETEIcean is not here (npm pack CETEIcean; TEI_ENCODER_CETEICEAN names CETEI.js)"
)
GOLDEN = ROOT / "tests" / "golden"
#: both documents that are published here, and goldens with pages, tables, letters in letters, signs for notes, wrappers
SHOWN = [
    *sorted((ROOT / "tei").glob("*.xml")),
    *(GOLDEN / f"{name}.xml" for name in ("volume-plain", "travel-plain", "labels-wilson", "versions-wilson", "legation-frus")),
]


def page_of(out: Path, edition: Path) -> Path:
    """Write a page on which CETEIcean shows an edition, with the stylesheet and the behaviours; return it."""
    xml = json.dumps(edition.read_text("utf-8")).replace("<", "\\u003c")
    (out / "CETEI.js").write_bytes(CETEICEAN.read_bytes())
    (out / "c.html").write_text(
        '<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="ceteicean.css"><div id="text"></div>'
        '<script src="CETEI.js"></script><script src="behaviors.js"></script><script>const t = new CETEI(); '
        f't.addBehaviors(teiEncoderBehaviors); t.makeHTML5({xml}, d => document.getElementById("text").append(d));</script>', "utf-8",
    )
    return out / "c.html"


@needs_browser
@needs_ceteicean
def test_ceteicean_shows_notes_at_the_foot(out: Path) -> None:
    with browser() as running:
        page = running.new_page()
        seen = Seen(page)
        page.goto(page_of(out, ROOT / "tei" / "frus1958-60v12d145.xml").as_uri())
        page.wait_for_selector("ol.tei-encoder-notes li")
        assert page.locator("ol.tei-encoder-notes li").count() == 5
        assert page.locator("tei-note > a").first.inner_text() == "*"
        assert page.locator("tei-persname span[title*='British Ambassador'], tei-persname span[title*='Wright']").count()
        assert not seen.faults, seen.faults


def shown(words: str) -> str:
    return " ".join(words.split())


@needs_browser
@needs_ceteicean
@pytest.mark.parametrize("edition", SHOWN, ids=lambda p: p.stem)
def test_ceteicean_shows_an_edition(out: Path, edition: Path) -> None:
    text = etree.parse(edition).getroot().find(f"{TEI}text")
    assert text is not None
    with browser() as running:
        page = running.new_page(viewport={"width": 900, "height": 700})
        seen = Seen(page)
        page.goto(page_of(out, edition).as_uri())
        page.wait_for_selector("tei-text tei-p")
        shot(page, f"ceteicean-{edition.stem}")
        visible = shown(page.locator("body").inner_text())
        for gap in text.iter(f"{TEI}gap"):
            assert shown("".join(map(str, gap.itertext()))) in visible
        bars = "[...document.querySelectorAll('tei-gap')].map(g => [g.getAttribute('reason'), getComputedStyle(g, '::before').content.includes('█')])"
        assert all((reason == "withheld") == bar for reason, bar in page.evaluate(bars)), "bars are for what is withheld"
        codes = "[...document.querySelectorAll('tei-milestone[unit=notes]')].map(m => getComputedStyle(m, '::before').content)"
        assert set(page.evaluate(codes)) <= {"none"}, "where a list stood nothing is shown"
        for supplied in text.iter(f"{TEI}supplied"):
            content = "getComputedStyle(document.querySelector('tei-supplied'), '::before').content"
            assert "[" in page.evaluate(content), "what was supplied stands in brackets"
            assert shown("".join(map(str, supplied.itertext()))).split()[0] in visible
        notes = [n for n in text.iter(f"{TEI}note") if n.get("place") == "foot"]
        assert page.locator("ol.tei-encoder-notes li").count() >= len(notes)
        for listed in page.locator("tei-standoff, tei-teiheader").all():
            assert not listed.is_visible(), "header and lists are not read as the document"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing is wider than the page"
        assert not seen.faults, seen.faults
