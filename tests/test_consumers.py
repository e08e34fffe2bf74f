"""What other programs make of the exports; each is used where it is installed (docs/consumers.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from tests.conftest import ROOT, TEI_FOLDER

GOLDEN = ROOT / "tests" / "golden"
NETWORK = """
import sys, networkx
graph = networkx.read_graphml(sys.argv[1])
kinds = {data["relation"] for _, _, data in graph.edges(data=True)}
assert graph.number_of_nodes() > 20 and {"sent", "named"} <= kinds, kinds
assert graph.is_directed() and all(data["weight"] > 0 for _, _, data in graph.edges(data=True))
assert all(data["name"] for _, data in graph.nodes(data=True))
"""
MAP = """
import sys, geojson
made = geojson.load(open(sys.argv[1], encoding="utf-8"))
assert made.is_valid and len(made.features) > 10, made.errors()
"""
MODEL = """
import json, sys, spacy
from spacy.tokens import DocBin
nlp, store, wanted, met = spacy.blank("en"), DocBin(), 0, 0
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    doc = nlp.make_doc(row["text"])
    spans = [doc.char_span(start, end, label=label) for start, end, label in row["entities"]]
    wanted += len(spans)
    doc.ents = [span for span in spans if span is not None]
    store.add(doc)
for doc in DocBin().from_bytes(store.to_bytes()).get_docs(nlp.vocab):
    met += len(doc.ents)
assert wanted > 200 and met >= 0.99 * wanted, (wanted, met)
"""
DEPOSIT = """
import json, sys
from datacite import schema45
made = json.load(open(sys.argv[1], encoding="utf-8"))
errors = [error.message for error in schema45.validator.iter_errors(made)]
assert not errors, errors
assert not schema45.validate({**made, "publicationYear": "soon"}), "and it can fail"
schema45.tostring(made)
"""
#: cffconvert needs an older jsonschema than the others and has a place of its own: .ci/run names it
CFFCONVERT = Path(os.environ.get("TEI_ENCODER_CFFCONVERT", "/nonexistent"))


def _uses(module: str, script: str, path: Path) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("command", "module", "script"),
    [("graphml", "networkx", NETWORK), ("geojson", "geojson", MAP), ("spacy", "spacy", MODEL)],
    ids=["networkx", "geojson", "spacy"],
)
def test_data(tmp_path: Path, command: str, module: str, script: str) -> None:
    out = tmp_path / "x"
    done = CliRunner().invoke(main, ["export", command, str(GOLDEN), str(TEI_FOLDER), "--out", str(out)])
    assert done.exit_code == 0, done.output
    _uses(module, script, out)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A title\n\nSome words.\n", "utf-8")
    (tmp_path / "in" / "edition.toml").write_text(
        '[edition]\ntitle = "A house"\npublisher = "P"\ndate = "2026-11-25"\ndoi = "10.1234/a"\nlicence = "CC BY 4.0"\nversion = "1.1"\n'
        'licence_url = "https://creativecommons.org/licenses/by/4.0/"\nfunder = ["A foundation"]\nkeywords = ["a house"]\n'
        'project = "What the house wrote."\n[[edition.responsible]]\nresp = "edited by"\nname = "Ann Hale"\nrole = "editor"\n'
        'orcid = "0000-0002-1825-0097"\n[[edition.responsible]]\nresp = "read by"\nname = "Wien, Anna"\ngnd = "118540238"\n'
        '[[document]]\nfile = "a"\nlanguage = "en"\n',
        "utf-8",
    )
    done = CliRunner().invoke(main, ["encode", str(tmp_path / "in"), "--out", str(tmp_path / "tei")])
    assert done.exit_code == 0, done.output
    return tmp_path / "tei"


def test_datacite(edition: Path) -> None:
    done = CliRunner().invoke(main, ["package", str(edition), "--for", "zenodo"])
    assert done.exit_code == 0, done.output
    _uses("datacite", DEPOSIT, edition / "datacite.json")


@pytest.mark.skipif(not CFFCONVERT.is_file(), reason="cffconvert is not at hand: TEI_ENCODER_CFFCONVERT names it (.ci/run installs it)")
@pytest.mark.parametrize("target", ["github", "zenodo"])
def test_citation(edition: Path, target: str) -> None:
    done = CliRunner().invoke(main, ["package", str(edition), "--for", target])
    assert done.exit_code == 0, done.output
    path = edition / "CITATION.cff"
    tried = subprocess.run([CFFCONVERT, "--validate", "-i", path], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    path.write_text(path.read_text("utf-8").replace("cff-version: ", "cff-version: x"), "utf-8")
    assert subprocess.run([CFFCONVERT, "--validate", "-i", path], capture_output=True, check=False).returncode, "and it can fail"
