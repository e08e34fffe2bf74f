"""Every form of report, read by a parser that is not ours."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.validation.checked import Checked, Failure
from encoder.validation.reports.github import GitHubReport
from encoder.validation.reports.people import TextReport, caret
from tests.conftest import TEI_FOLDER
from tests.references import SARIF


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    good = (TEI_FOLDER / "wilson122923.xml").read_text(encoding="utf-8")
    (tmp_path / "a good one.xml").write_text(good, encoding="utf-8")
    bad = good.replace('ref="#p_mielke"', 'ref="#nobody"', 1).replace("<head>", "<head><bogus/>", 1)
    (tmp_path / "bad.xml").write_text(bad, encoding="utf-8")
    (tmp_path / "warned.xml").write_text(good.replace(' resp="#translator" reason', " reason", 1), encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["validate", *(str(a) for a in arguments)])


def test_text(folder: Path) -> None:
    done = run(folder)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [re.sub(r"^.*/", "", line).split(": ")[1] for line in lines] == ["error grammar", "error pointer-ref", "warning resp-missing"]
    assert done.stderr == "3 files: 2 valid, 1 not\n"


def test_json(folder: Path) -> None:
    rows = json.loads(run(folder, "--format", "json").stdout)
    assert [(r["rule"], r["severity"]) for r in rows] == [("grammar", "error"), ("pointer-ref", "error"), ("resp-missing", "warning")]
    assert rows[0]["element"] == "/TEI/text/body/div/head/bogus"
    line = Path(rows[0]["file"]).read_text(encoding="utf-8").splitlines()[rows[0]["line"] - 1]
    assert line[rows[0]["column"] - 1 :].startswith("<bogus/>")
    assert json.loads(run(TEI_FOLDER, "--format", "json").stdout) == []


def test_junit(folder: Path) -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    suites = junitparser.JUnitXml.fromstring(run(folder, "--format", "junit").stdout.encode())
    (suite,) = list(suites)
    assert (suite.tests, suite.failures, suite.errors) == (3, 1, 0)
    failed = [case for case in suite if case.result]
    assert [Path(case.name).name for case in failed] == ["bad.xml"]
    assert "pointer-ref" in failed[0].result[0].text


@pytest.mark.skipif(not SARIF.is_file(), reason="the JSON schema of SARIF is not at hand: TEI_ENCODER_SARIF_SCHEMA names it (.ci/run fetches it)")
@pytest.mark.parametrize("good", [True, False])
def test_sarif(folder: Path, good: bool) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    log = json.loads(run(TEI_FOLDER if good else folder, "--format", "sarif").stdout)
    jsonschema.Draft7Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(log)
    (one,) = log["runs"]
    assert len(one["results"]) == (0 if good else 3)


def test_sarif_points_to_files_and_rules(folder: Path) -> None:
    (one,) = json.loads(run(folder, "--format", "sarif").stdout)["runs"]
    rules = [r["id"] for r in one["tool"]["driver"]["rules"]]
    for result in one["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        where = result["locations"][0]["physicalLocation"]
        assert " " not in where["artifactLocation"]["uri"]
        assert where["region"]["startLine"] > 0


def test_github() -> None:
    out = io.StringIO()
    failure = Failure("a:b", "warning", "100%\nsure, or not", 3, 7)
    GitHubReport(out).add(Checked("x,y.xml", (failure,)))
    assert out.getvalue() == "::warning file=x%2Cy.xml,line=3,col=7,title=a%3Ab::100%25%0Asure, or not\n"


def test_a_terminal_shows_the_line_and_a_caret() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    TextReport(out).add(Checked("x.xml", (Failure("r", "error", "m", 1, 4),), ("<p><b/></p>",)))
    assert click.unstyle(out.getvalue()) == "x.xml:1:4: error r: m\n  <p><b/></p>\n     ^\n"
    assert click.style("error", fg="red", bold=True) in out.getvalue()
    long = "x" * 500 + "<b/>" + "y" * 500
    shown, below = caret(long, 501).splitlines()
    assert shown[below.index("^") :].startswith("<b/>")
    assert len(shown) <= 102


def test_globs_folders_and_standard_input(folder: Path) -> None:
    assert run(folder / "*good*.xml").exit_code == 0
    assert run(folder / "nothing*.xml").exit_code == 2
    assert run(folder / "bad.xml", folder).stderr.startswith("3 files")
    done = CliRunner().invoke(main, ["validate", "-"], input=(folder / "bad.xml").read_bytes())
    assert done.exit_code == 1
    assert done.stdout.startswith("-:")


def test_other_schemas(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "s.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><pattern>'
        '<rule context="t:p"><assert id="short" role="warning" test="string-length(.) &lt; 10">too long</assert></rule></pattern></schema>',
        encoding="utf-8",
    )
    schema = Path(__file__).parent.parent / "schema"
    done = run(TEI_FOLDER, "--schema", tmp_path / "s.sch", "--schema", schema / "edition.rng")
    assert done.exit_code == 0
    assert "warning short: too long" in done.stdout
    done = run(folder / "bad.xml", "--schema", schema / "edition.rng")
    assert "error element-unknown: " in done.stdout
    for name, text in {
        "a.rng": "<grammar/>", "a.xsd": "<schema/>", "a.sch": "<x/>", "a.txt": "", "b.rng": "<broken",
        "c.sch": '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="stx"/>',
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = run(TEI_FOLDER, "--schema", tmp_path / name)
        assert done.exit_code == 2, name
        assert name in done.stderr
    assert run(TEI_FOLDER, "--schema", tmp_path / "nothing.rng").exit_code == 2


def test_the_compact_syntax(tmp_path: Path) -> None:
    schema = Path(__file__).parent.parent / "schema" / "edition.rnc"
    assert run(TEI_FOLDER, "--schema", schema).exit_code == 0
    (tmp_path / "a.rnc").write_text("element a { text }", encoding="utf-8")
    assert run(TEI_FOLDER, "--schema", tmp_path / "a.rnc").exit_code == 1
    (tmp_path / "b.rnc").write_text("element a {{", encoding="utf-8")
    done = run(TEI_FOLDER, "--schema", tmp_path / "b.rnc")
    assert done.exit_code == 2
    assert "b.rnc:1: not a RELAX NG grammar" in done.stderr


def test_a_file_with_thousands_of_failures_is_cut_short(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">' + "<p/>" * 3000 + "</TEI>", encoding="utf-8")
    done = run(tmp_path)
    assert len(done.stdout.splitlines()) <= 1002
    assert re.search("and more: the first 1000", done.stdout)


def test_export_of_the_schema(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "export", str(tmp_path / "schema")])
    assert done.exit_code == 0
    assert {p.name for p in (tmp_path / "schema").iterdir()} >= {"edition.rng", "edition.rnc", "edition.xsd", "xml.xsd", "edition.sch"}
    etree.RelaxNG(etree.parse(tmp_path / "schema" / "edition.rng"))


def test_reports_name_files_from_here_and_count_columns_as_their_readers_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.rnc").write_text("element r { element b { empty }, text }", encoding="utf-8")
    (tmp_path / "\u00e4 1.xml").write_text("<r>\u00e4\u00f6\u20ac<c/></r>", encoding="utf-8")
    whole = tmp_path / "\u00e4 1.xml"
    for name in ("\u00e4 1.xml", str(whole)):
        gitlab = json.loads(run(name, "--schema", "g.rnc", "--format", "gitlab").stdout)
        assert {row["location"]["path"] for row in gitlab} == {"\u00e4 1.xml"}
        sarif = json.loads(run(name, "--schema", "g.rnc", "--format", "sarif").stdout)["runs"][0]["results"]
        assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif} == {"%C3%A4%201.xml"}
        assert "::error file=\u00e4 1.xml,line=1," in run(name, "--schema", "g.rnc", "--format", "github").stdout
        rows = json.loads(run(name, "--schema", "g.rnc", "--format", "rdjson").stdout)["diagnostics"]
        unknown = next(row for row in rows if row["code"]["value"] == "element-unknown")
        assert unknown["location"]["range"]["start"] == {"line": 1, "column": 4 + 2 + 2 + 3}
    (tmp_path / "known.json").unlink(missing_ok=True)
    assert run("\u00e4 1.xml", "--schema", "g.rnc", "--baseline", "known.json", "--update-baseline").exit_code == 0
    assert run(whole, "--schema", "g.rnc", "--baseline", "known.json").exit_code == 0, "the same file under its whole name"
