"""Where the schemas are that files name: catalogues with all they can say, paths with odd letters, schemas with odd endings."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.validation.catalogues import catalogue, located
from encoder.validation.checked import SchemaError
from encoder.validation.named import kind_of
from encoder.validation.schemas import load_schema

CATALOG = 'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"'
RELAX = "http://relaxng.org/ns/structure/1.0"
FILES = {
    "catalog.xml": f"""<!DOCTYPE catalog PUBLIC "-//OASIS//DTD XML Catalogs V1.1//EN" "http://www.oasis-open.org/catalog.dtd">
      <catalog {CATALOG} prefer="public"><group xml:base="sub/"><rewriteURI uriStartString="https://a.example/" rewritePrefix="./"/>
      <rewriteURI uriStartString="https://a.example/deep/" rewritePrefix="deep/er/"/></group>
      <delegateURI uriStartString="https://d.example/" catalog="cat/one.xml"/><public publicId="-//x" uri="x"/>
      <uri name="https://w.example/g.rng" uri="https://elsewhere.example/g.rng"/><nextCatalog catalog="cat/two.xml"/></catalog>""",
    "cat/one.xml": f'<catalog {CATALOG}><uri name="https://d.example/g" uri="../my%20g.rng"/></catalog>',
    "cat/two.xml": f"""<catalog {CATALOG} xml:base="../"><uriSuffix uriSuffix="/any.rng" uri="any.rng"/><system systemId="urn:x:1" uri="x1.rng"/>
      <nextCatalog catalog="catalog.xml"/></catalog>""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    catalogue.cache_clear()
    load_schema.cache_clear()
    write(FILES)
    return tmp_path


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")


@pytest.mark.parametrize(("address", "file"), [
    ("https://a.example/x/y.rng", "sub/x/y.rng"),
    ("https://a.example/deep/y.rng", "sub/deep/er/y.rng"),
    ("https://d.example/g", "my g.rng"),
    ("https://d.example/h", None),
    ("http://other.example/of/any.rng", "any.rng"),
    ("urn:x:1", "x1.rng"),
    ("https://w.example/g.rng", None),
    ("https://nobody.example/", None),
])  # fmt: skip
def test_addresses(folder: Path, address: str, file: str | None) -> None:
    found = located(address, Path("catalog.xml"))
    assert found == (None if file is None else folder / file)


def test_a_catalogue_that_cannot_be_used_is_named(folder: Path) -> None:
    write({"bad.xml": "<catalog", "next.xml": f'<catalog {CATALOG}><nextCatalog catalog="gone.xml"/></catalog>'})
    with pytest.raises(SchemaError, match=r"bad\.xml: not a catalogue"):
        located("x", Path("bad.xml"))
    with pytest.raises(SchemaError, match=r"gone\.xml: not a catalogue"):
        located("x", Path("next.xml"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments, "--quiet"])


def test_schemas_that_files_name_in_many_ways(folder: Path) -> None:
    grammar = f'<element name="r" xmlns="{RELAX}"><attribute name="n"/></element>'
    rules = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern id="p"><rule context="r"><assert test="@n = 1">n is 1</assert></rule></pattern></schema>'
    write({"s/gr\u00fcn 1.rng": grammar, "s/rules.isosch": rules, "s/g.RNC": "element r { attribute n { text } }", "s/none.txt": "x", "my g.rng": grammar})
    write({
        "a.xml": f"<?xml version='1.0'?>\n<?xml-model href='s/gr%C3%BCn%201.rng' type=\"application/xml\" schematypens='{RELAX}'?>\n<r/>",
        "b.xml": '<?xml-model href="s/rules.isosch" schematypens="http://purl.oclc.org/dsdl/schematron"?><?xml-model href="s/g.RNC"?><r n="2"/>',
        "c.xml": '<?xml-model href="https://d.example/g"?><r/>',
        "d.xml": '<?xml-model href="s/none.txt"?><r/>',
        "e.xml": f'<?xml-model href="{(folder / "s" / "rules.isosch").as_uri()}"?><r n="2"/>',
    })  # fmt: skip
    done = run("a.xml", "b.xml", "c.xml", "d.xml", "e.xml", "--schema", "xml-model", "--catalog", "catalog.xml")
    lines = [line.split(" ", 2)[2] for line in done.stdout.splitlines()]
    assert [line.partition(":")[0] for line in lines] == ["attribute-missing", "p", "attribute-missing", "schema-missing", "p"]
    assert "s/none.txt" in done.stdout
    assert kind_of(folder / "s" / "none.txt") == ""
    assert run("b.xml", "--schema", "s/rules.isosch").exit_code == 1
    none = run("b.xml", "--schema", "s/none.txt")
    assert (none.exit_code, none.stderr) == (2, "tei-encoder: s/none.txt: a schema ends in .rng, .rnc, .xsd, .sch, or its root is one's\n")


def test_a_schema_in_several_files_is_not_added_in_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_ENCODER_HOME", str(folder / "home"))
    write({"main.rnc": 'include "part.rnc"\nstart = a', "part.rnc": "a = element a { empty }"})
    done = CliRunner().invoke(main, ["schema", "add", "mine", "main.rnc"])
    assert done.exit_code == 2
    assert "main.rnc needs other files, which are not kept with it" in done.stderr
    assert not list((folder / "home").rglob("mine*"))
    assert CliRunner().invoke(main, ["schema", "add", "mine", "part.rnc"]).exit_code == 2, "a grammar without a start"
    write({"alone.rnc": "element a { empty }", "a.xml": "<a/>"})
    assert CliRunner().invoke(main, ["schema", "add", "mine", "alone.rnc"]).exit_code == 0
    assert run("a.xml", "--schema", "mine").exit_code == 0
