"""Pointers within a file and over a collection, days, identifiers of authorities, language tags."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main

DOC = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader><encodingDesc><listPrefixDef>
<prefixDef ident="psn" matchPattern="(p\\d+)" replacementPattern="persons.xml#$1"/></listPrefixDef></encodingDesc></teiHeader>
<text><body><p>
{body}
</p></body></text></TEI>"""
ANY = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="a"/></start><define name="a"><element><anyName/><zeroOrMore><choice>' \
      '<attribute><anyName/></attribute><text/><ref name="a"/></choice></zeroOrMore></element></define></grammar>'  # fmt: skip

WRONG = [
    ('<name ref="#nobody"/>', "4: link-broken"), ('<name ref="persons.xml#p9"/>', "4: link-broken"), ('<name ref="none.xml"/>', "4: link-broken"),
    ('<name ref="psn:p9"/>', "4: link-broken"), ('<name ref="psn:x"/>', "4: link-prefix"), ('<name ref="abc:p1"/>', "4: link-prefix"),
    ('<date when="1958-02-30"/>', "4: date-calendar"), ('<date from="1959" to="1958-12"/>', "4: date-calendar"),
    ('<name ref="https://d-nb.info/gnd/11852229"/>', "4: authority-shape"), ('<name ref="https://www.wikidata.org/entity/P31"/>', "4: authority-shape"),
    ('<idno>https://orcid.org/0000-0002-1825-0098</idno>', "4: authority-shape"), ('<p xml:lang="english language"/>', "4: language-tag"),
]  # fmt: skip
RIGHT = [
    '<name ref="#here" xml:id="here"/>', '<name ref="persons.xml#p1 psn:p2"/>', '<ref target="https://example.org/a#b"/>', '<date when="1956-02-29"/>',
    '<date from="1958" to="1958-12"/>', '<name ref="https://d-nb.info/gnd/118522299 https://viaf.org/viaf/24602065"/>',
    '<idno>https://orcid.org/0000-0002-1825-0097</idno>', '<p xml:lang="zh-Hant-TW"/>', '<p xml:lang="x-klingon"/>', '<rendition scheme="free"/>', '<locus from="4" to="26"/>', '<locus from="9" to="10"/>', '<ref target="mailto:a@b.org"/>',
]  # fmt: skip


def told(folder: Path, body: str) -> list[str]:
    (folder / "any.rng").write_text(ANY, "utf-8")
    (folder / "a.xml").write_text(DOC.format(id="a", body=body), "utf-8")
    (folder / "persons.xml").write_text('<list><item xml:id="p1"/><item xml:id="p2"/></list>', "utf-8")
    done = CliRunner().invoke(main, ["validate", str(folder), "--schema", str(folder / "any.rng"), "--check-links"])
    return [line.partition("a.xml:")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("body", "said"), WRONG)
def test_what_is_wrong_is_told(tmp_path: Path, body: str, said: str) -> None:
    (line,) = told(tmp_path, body)
    number, rule = said.split(": ")
    assert line.startswith(f"{number}:")
    assert f" {rule}: " in line


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_stays(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body) == []


def test_two_roots_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text(DOC.format(id="a", body=""), "utf-8")
    (tmp_path / "any.rng").write_text(ANY, "utf-8")
    (tmp_path / "a.xml").write_text(DOC.format(id="a", body=""), "utf-8")
    done = CliRunner().invoke(main, ["validate", str(tmp_path), "--schema", str(tmp_path / "any.rng"), "--check-links"])
    assert done.exit_code == 0
    assert "b.xml:1:1: warning id-twice" in done.stdout
    assert "2 files: 2 valid, 0 not" in done.stderr
