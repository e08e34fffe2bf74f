"""The documentation of the schema: complete, true, and its page up to date."""

from __future__ import annotations

import subprocess
import sys

import pytest
from lxml import etree

from encoder.schema_tools.inclusion import attributes
from encoder.schema_tools.patterns import Choice, Data, Pattern, load
from encoder.validation.schemas import schema_folder
from tests.conftest import ROOT
from tests.references import LATEST

TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
ODD = etree.parse(ROOT / "schema" / "edition.odd").getroot()
SPECS = {str(s.get("ident")): s for s in ODD.iter(f"{TEI}elementSpec")}
GLOBAL = {"xml:id", "xml:lang", "n", "rend"}


def values(pattern: Pattern) -> set[str]:
    if isinstance(pattern, Data):
        return {pattern.value} if pattern.value is not None else set()
    return set().union(*(values(o) for o in pattern.options)) if isinstance(pattern, Choice) else set()


def test_every_element_attribute_and_value_is_documented_and_no_other() -> None:
    grammar = load(schema_folder() / "edition.rng")
    defined = {next(iter(n.names)).local: key for key, n in grammar.names.items()}
    assert set(SPECS) == set(defined)
    for name, key in defined.items():
        own: dict[str, set[str]] = {}
        for attribute in attributes(grammar.contents[key]):
            own.setdefault(str(next(iter(attribute.names.names))), set()).update(values(attribute.content))
        spec = SPECS[name]
        documented = {
            str(a.get("ident")): {str(v.get("ident")) for v in a.iter(f"{TEI}valItem")} for a in spec.iter(f"{TEI}attDef")
        }
        assert documented == {a: v for a, v in own.items() if a not in GLOBAL}, name
        for described in (spec, *spec.iter(f"{TEI}attDef"), *spec.iter(f"{TEI}valItem")):
            desc = described.find(f"{TEI}desc")
            assert desc is not None
            assert (desc.text or "").strip()


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


@pytest.mark.skipif(not LATEST.is_file(), reason="tei_all 4.9.0 is not at hand")
def test_the_odd_is_valid_tei() -> None:
    grammar = etree.RelaxNG(etree.parse(LATEST))
    assert grammar.validate(ODD.getroottree()), grammar.error_log


def test_the_page_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "schema" / "document.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
