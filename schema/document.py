"""Make the pages people read from edition.odd and edition.sch: README.md (files and rules), docs/encoding.md (elements).

``python schema/document.py`` writes them; ``--check`` only says whether they are up to date (exit status 1 if not). An
example in docs/encoding.md is the first short one that the editions in tests/golden have; where none has the element, that
of the ODD stands there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
#: an example is no longer than this many characters
LONGEST = 240
#: what the chapters of the Guidelines are about, in which the modules are described
MODULES = {
    "textstructure": "Documents and their parts",
    "core": "What stands in them",
    "transcr": "Transcribed sources",
    "spoken": "Speech",
    "figures": "Tables and figures",
    "linking": "Segments, and what stands apart",
    "tagdocs": "Formal languages",
    "analysis": "Words",
    "namesdates": "Names, persons, places",
    "header": "The header",
    "msdescription": "Where the source is kept",
    "corpus": "Participants and settings",
}

HEAD = """# The schema of the edition

A strict customization of TEI P5 (release 4.9.0): what `tei-encoder` writes, and what an editor adds by hand. Its elements, with their
attributes, values and examples, stand in [the house TEI](../docs/encoding.md). Both pages are made by `document.py`.

| file | what it is |
| --- | --- |
| `edition.rnc` | the grammar, its source: RELAX NG, compact syntax |
| `edition.rng`, `edition.xsd`, `xml.xsd` | the same grammar as RELAX NG and XSD, made by `generate.py` |
| `edition.sch` | the rules a grammar cannot say: Schematron, XPath 1 |
| `edition.odd` | the customization: modules, classes, every element with its content, attributes, values and an example |

`tei-encoder validate FILE` uses them; `tei-encoder schema export DIR` copies them; `tei-encoder schema inclusion schema/edition.rng
tei_all.rng` proves that whatever they allow, tei_all allows.

## The ODD

`edition.odd` is for the TEI Stylesheets (`teitorelaxng`, TEIGarage) and Roma: from it comes a grammar that allows what `edition.rng`
allows. After a change of `edition.rnc`: `python schema/generate.py`, then `python schema/odd.py`, which writes contents, attributes and
classes of the ODD from the grammar, keeps what it says to people, and names what it does not say yet; then `python schema/document.py`.

`tests/test_odd.py` compiles the ODD and proves that the grammar and `edition.rng` allow the same, in both directions. The compiler is
the project's own (`tests/odd_compiler.py`), for the Stylesheets and the source of the TEI are in no package registry: it takes modules,
classes and attributes of the TEI from tei_all 4.9.0a, follows the Guidelines (TD, USE) and `odd2odd.xsl`, and refuses what the
Stylesheets are known to lose. The Stylesheets themselves were read for it, not run.
"""

ELEMENTS = """# The house TEI

Every element of an edition: what it is for, its attributes and values, an example. Made by `schema/document.py` from `schema/edition.odd`
and the editions in `tests/golden`, whose texts are made up; an example without a file is of the schema's own. What may stand where says
[`schema/edition.rnc`](../schema/edition.rnc); what no grammar can say, [the rules](../schema/README.md#rules).
"""


def words(element: etree._Element | None) -> str:
    """Return the words of an element in one line, made safe for a table."""
    text = "" if element is None else "".join(str(t) for t in element.itertext())
    return " ".join(text.split()).replace("|", "\\|")


def example(element: etree._Element) -> str:
    """Return the source of an example, without its namespace."""
    inner = "".join(etree.tostring(e, encoding="unicode", with_tail=False) for e in element)
    return inner.replace(' xmlns="http://www.tei-c.org/ns/Examples"', "")


def attributes(spec: etree._Element) -> list[str]:
    """Return a line for each attribute of an element or a class."""
    lines = []
    for definition in spec.iter(f"{TEI}attDef"):
        if definition.get("mode") == "delete":
            continue
        must = ", required" if definition.get("usage") == "req" else ""
        line = f"* `@{definition.get('ident')}`: {words(definition.find(f'{TEI}desc'))}{must}"
        values = [f"`{v.get('ident')}` ({words(v.find(f'{TEI}desc'))})" for v in definition.iter(f"{TEI}valItem")]
        lines.append(line + (f": {', '.join(values)}" if values else ""))
    return lines


def rules() -> list[str]:
    """Return the table of the Schematron rules."""
    out = ["## Rules\n", "| rule | role | what it says |", "| --- | --- | --- |"]
    for rule in etree.parse(HERE / "edition.sch").iter(f"{SCH}assert"):
        said = "".join(
            (rule.text or "", *(f"…{e.tail or ''}" if e.tag == f"{SCH}value-of" else f"The element{e.tail or ''}" for e in rule))
        )
        out.append(f"| `{rule.get('id')}` | {rule.get('role')} | {' '.join(said.split())} |")
    return out


def found() -> dict[str, tuple[str, str]]:
    """Return the first short example of each element in the goldens, and the name of the file."""
    shown: dict[str, tuple[str, str]] = {}
    for path in sorted((ROOT / "tests" / "golden").glob("*.xml")):
        for element in etree.parse(path).iter(f"{TEI}*"):
            name = etree.QName(element).localname
            if name in shown:
                continue
            source = " ".join(etree.tostring(element, encoding="unicode", with_tail=False).split())
            source = source.replace(f' xmlns="{TEI[1:-1]}"', "")
            if len(source) <= LONGEST:
                shown[name] = (source, path.name)
    return shown


def elements() -> str:
    """Return the page of the elements."""
    odd = etree.parse(HERE / "edition.odd").getroot()
    classes = {str(c.get("ident")): c for c in odd.iter(f"{TEI}classSpec") if c.get("type") == "atts"}
    specs = {str(s.get("ident")): s for s in odd.iter(f"{TEI}elementSpec")}
    goldens = found()
    out = [ELEMENTS, "## Attributes of every element\n"]
    out += [line for ident in ("att.global", "att.global.rendition") for line in attributes(classes[ident])]
    for module, about in MODULES.items():
        (taken,) = (m for m in odd.iter(f"{TEI}moduleRef") if m.get("key") == module)
        out += ["", f"## {about}\n", f"TEI module `{module}`.\n"]
        for name in str(taken.get("include")).split():
            spec = specs[name]
            out.append(f"### `{name}`\n\n{words(spec.find(f'{TEI}desc'))}\n")
            lines = attributes(spec)
            for of in spec.findall(f"{TEI}classes/{TEI}memberOf"):
                if of.get("key") in classes and of.get("key") != "att.global":
                    lines += attributes(classes[str(of.get("key"))])
            out += [*sorted(lines), ""] if lines else []
            shown, where = goldens.get(name) or (example(next(spec.iter(f"{EXAMPLES}egXML"))), "")
            out.append(f"```xml\n{shown}\n```\n" + (f"\n`tests/golden/{where}`\n" if where else ""))
    return "\n".join(out).rstrip() + "\n"


def pages() -> dict[Path, str]:
    """Return what each page should be."""
    return {HERE / "README.md": "\n".join([HEAD, *rules()]) + "\n", ROOT / "docs" / "encoding.md": elements()}


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = {p: made for p, made in pages().items() if not p.exists() or p.read_text(encoding="utf-8") != made}
    for path, made in () if check else stale.items():
        path.write_text(made, encoding="utf-8")
    names = ", ".join(str(p.relative_to(ROOT)) for p in stale)
    sys.stdout.write(("out of date: " if check else "written: ") + names + "\n" if stale else "up to date\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
