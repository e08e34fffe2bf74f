"""The customization: it makes the grammar of the editions, everything in it is described, its examples and pages are true."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder.cli import main
from encoder.schema_tools.grammar import Grammar, load
from encoder.schema_tools.inclusion import prove
from encoder.validation.schemas import schema_folder
from tests.conftest import ROOT
from tests.odd_compiler import OddError, compiled
from tests.references import LATEST

TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
ODD = etree.parse(ROOT / "schema" / "edition.odd").getroot()
SPECS = {str(s.get("ident")): s for s in ODD.iter(f"{TEI}elementSpec")}


def described(spec: etree._Element) -> str:
    desc = spec.find(f"{TEI}desc")
    return "" if desc is None else "".join(map(str, desc.itertext())).strip()


def test_everything_is_described() -> None:
    (schema,) = ODD.iter(f"{TEI}schemaSpec")
    for spec in schema.iter(*(f"{TEI}{k}" for k in ("elementSpec", "classSpec", "macroSpec", "dataSpec", "attDef", "valItem"))):
        assert spec.get("mode") == "delete" or described(spec), spec.get("ident")


def test_the_odd_is_up_to_date_with_the_grammar() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "schema" / "odd.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def grammar_of(odd: etree._Element, tmp_path: Path) -> Grammar:
    path = tmp_path / "compiled.rng"
    path.write_bytes(etree.tostring(compiled(odd, LATEST)))
    return load(path)


NO_TEI = pytest.mark.skipif(not LATEST.is_file(), reason="tei_all 4.9.0 is not at hand")


@NO_TEI
def test_the_odd_makes_the_grammar(tmp_path: Path) -> None:
    made, ours = grammar_of(ODD, tmp_path), load(schema_folder() / "edition.rng")
    for one, other in ((made, ours), (ours, made)):
        result = prove(one, other)
        assert [str(f) for f in result.failures] == []
        assert result.elements >= len(SPECS)


def _without_deletion(odd: etree._Element) -> None:
    deleted = next(a for a in odd.iter(f"{TEI}attDef") if a.get("mode") == "delete")
    deleted.getparent().remove(deleted)  # type: ignore[union-attr]


def _more_content(odd: etree._Element) -> None:
    spec = next(s for s in odd.iter(f"{TEI}elementSpec") if s.get("ident") == "signed")
    next(spec.iter(f"{TEI}macroRef")).set("key", "macro.specialPara")


def _another_class(odd: etree._Element) -> None:
    spec = next(s for s in odd.iter(f"{TEI}elementSpec") if s.get("ident") == "graphic")
    etree.SubElement(next(spec.iter(f"{TEI}classes")), f"{TEI}memberOf", key="att.typed")


def _another_value(odd: etree._Element) -> None:
    next(v for v in odd.iter(f"{TEI}valItem") if v.get("ident") == "enclosure").set("ident", "annex")


def _optional(odd: etree._Element) -> None:
    next(a for a in odd.iter(f"{TEI}attDef") if a.get("usage") == "req").set("usage", "opt")


@NO_TEI
@pytest.mark.parametrize("fault", [_without_deletion, _more_content, _another_class, _another_value, _optional])
def test_another_odd_makes_another_grammar(tmp_path: Path, fault: Callable[[etree._Element], None]) -> None:
    odd = etree.fromstring(etree.tostring(ODD))
    fault(odd)
    made, ours = grammar_of(odd, tmp_path), load(schema_folder() / "edition.rng")
    assert prove(made, ours).failures or prove(ours, made).failures


@NO_TEI
def test_what_the_stylesheets_lose_is_refused(tmp_path: Path) -> None:
    odd = etree.fromstring(etree.tostring(ODD))
    content = next(odd.iter(f"{TEI}elementSpec")).find(f"{TEI}content")
    assert content is not None
    outer = etree.SubElement(content, f"{TEI}sequence", minOccurs="0")
    inner = etree.SubElement(outer, f"{TEI}alternate", maxOccurs="unbounded")
    etree.SubElement(inner, f"{TEI}textNode")
    content.remove(content[0])
    with pytest.raises(OddError, match="a group that holds a group alone"):
        grammar_of(odd, tmp_path)


def as_tei(example: etree._Element) -> etree._Element:
    text = etree.tostring(example, encoding="unicode", with_tail=False)
    return etree.fromstring(text.replace("http://www.tei-c.org/ns/Examples", "http://www.tei-c.org/ns/1.0"))


@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_example_is_valid(name: str) -> None:
    shown = list(SPECS[name].iter(f"{EXAMPLES}egXML"))
    assert shown
    source = etree.parse(schema_folder() / "edition.rng").getroot()
    start = source.find(f"{RNG}start")
    assert start is not None
    definition = next(d for d in source.iter(f"{RNG}define") if any(e.get("name") == name for e in d.findall(f"{RNG}element")))
    for child in list(start):
        start.remove(child)
    etree.SubElement(start, f"{RNG}ref", {"name": str(definition.get("name"))})
    grammar = etree.RelaxNG(source.getroottree())
    for example in shown:
        (element,) = example
        assert etree.QName(element).localname == name
        assert grammar.validate(as_tei(element).getroottree()), grammar.error_log


@NO_TEI
def test_the_odd_is_valid_tei() -> None:
    grammar = etree.RelaxNG(etree.parse(LATEST))
    assert grammar.validate(ODD.getroottree()), grammar.error_log


@NO_TEI
@pytest.mark.skipif(find_spec("saxonche") is None, reason="saxonche is not installed: the TEI's rules are XPath 2")
def test_the_rules_of_the_tei_for_odds_hold() -> None:
    done = CliRunner().invoke(main, ["validate", str(ROOT / "schema" / "edition.odd"), "--schema", str(LATEST)])
    assert (done.exit_code, done.stdout) == (0, "")


def test_the_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "schema" / "document.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
