"""Schemas that files name themselves, that users have added by name, and XSD 1.1."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from tests.conftest import TEI_FOLDER

RNG = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="x"><text/></element></start></grammar>'
XSD11 = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"><xs:complexType>
<xs:attribute name="a" type="xs:int"/><xs:attribute name="b" type="xs:int"/><xs:assert test="@a lt @b"/></xs:complexType></xs:element></xs:schema>"""
CATALOG = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{}</catalog>'


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_ENCODER_HOME", str(tmp_path / "home"))


def test_a_schema_is_added_and_used_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.rng").write_text(RNG, "utf-8")
    (tmp_path / "x.xml").write_text("<x>words</x>", "utf-8")
    unknown = run("validate", tmp_path / "x.xml", "--schema", "mine")
    assert unknown.exit_code == 2
    assert "`tei-encoder schema add mine FILE`" in unknown.stderr
    assert run("schema", "add", "mine", tmp_path / "x.rng").exit_code == 0
    assert run("validate", tmp_path / "x.xml", "--schema", "mine").exit_code == 0
    for name, file in (("a/b", "x.rng"), ("x.rng", "x.rng"), ("ok", "x.xml"), ("ok", "none.rng"), ("xml-model", "x.rng")):
        assert run("schema", "add", name, tmp_path / file).exit_code == 2, (name, file)


def model(href: str) -> str:
    return f'<?xml-model href="{href}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>\n<x><y/></x>'


def test_the_schema_that_a_file_names(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "x.rng").write_text(RNG, "utf-8")
    (tmp_path / "a.xml").write_text(model("schema/x.rng"), "utf-8")
    (tmp_path / "b.xml").write_text(model("https://example.org/schemas/x.rng"), "utf-8")
    (tmp_path / "c.xml").write_text("<x/>", "utf-8")
    done = run("validate", tmp_path, "--schema", "xml-model")
    lines = [line.partition(tmp_path.name + "/")[2].split(": ", 2)[:2] for line in done.stdout.splitlines()]
    assert lines == [["a.xml:2:4", "error element-unknown"], ["b.xml:1:1", "error schema-missing"], ["c.xml:1:1", "error schema-missing"]]
    for row in ('<uri name="https://example.org/schemas/x.rng" uri="schema/x.rng"/>',
                '<group><rewriteURI uriStartString="https://example.org/schemas/" rewritePrefix="schema/"/></group>'):  # fmt: skip
        catalog = tmp_path / f"c{len(row)}.cat"
        catalog.write_text(CATALOG.format(row), "utf-8")
        done = run("validate", tmp_path / "b.xml", "--schema", "xml-model", "--catalog", catalog)
        assert "b.xml:2:4: error element-unknown" in done.stdout
    (tmp_path / "broken.cat").write_text("<catalog", "utf-8")
    assert run("validate", tmp_path, "--schema", "xml-model", "--catalog", tmp_path / "broken.cat").exit_code == 2


def test_our_own_editions_name_their_schema() -> None:
    assert run("validate", TEI_FOLDER, "--schema", "xml-model").exit_code == 0


def test_xsd_1_1(tmp_path: Path) -> None:
    (tmp_path / "s.xsd").write_text(XSD11, "utf-8")
    (tmp_path / "a.xml").write_text('<x a="1" b="2"/>', "utf-8")
    assert run("validate", tmp_path / "a.xml", "--schema", tmp_path / "s.xsd").exit_code == 0
    (tmp_path / "a.xml").write_text('\n<x a="3" b="2"/>', "utf-8")
    done = run("validate", tmp_path / "a.xml", "--schema", tmp_path / "s.xsd")
    assert done.exit_code == 1
    assert "a.xml:2:1: error grammar: " in done.stdout
    (tmp_path / "t.xsd").write_text(XSD11.replace("xs:int", "xs:nothing"), "utf-8")
    assert run("validate", tmp_path / "a.xml", "--schema", tmp_path / "t.xsd").exit_code == 2
