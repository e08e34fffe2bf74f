"""Make README.md, the page people read, from edition.odd and edition.sch.

``python schema/document.py`` writes it; ``--check`` only says whether it is up to date (exit status 1 if not).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"

HEAD = """# The schema of the edition

A strict customization of TEI P5 (release 4.9.0): what `tei-encoder` writes, and what an editor adds by hand. This page is made
from `edition.odd` and `edition.sch` by `document.py`.

| file | what it is |
| --- | --- |
| `edition.rnc` | the grammar, its source: RELAX NG, compact syntax |
| `edition.rng`, `edition.xsd`, `xml.xsd` | the same grammar as RELAX NG and XSD, made by `generate.py` |
| `edition.sch` | the rules a grammar cannot say: Schematron, XPath 1 |
| `edition.odd` | every element, attribute and value with an example, for people |

`tei-encoder validate FILE` uses them; `tei-encoder schema export DIR` copies them; `tei-encoder schema inclusion schema/edition.rng
tei_all.rng` proves that whatever they allow, tei_all allows.
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
        line = f"* `@{definition.get('ident')}`: {words(definition.find(f'{TEI}desc'))}"
        values = [f"`{v.get('ident')}` ({words(v.find(f'{TEI}desc'))})" for v in definition.iter(f"{TEI}valItem")]
        lines.append(line + (f": {', '.join(values)}" if values else ""))
    return lines


def page() -> str:
    """Return the whole page."""
    odd = etree.parse(HERE / "edition.odd").getroot()
    out = [HEAD, "## Rules\n", "| rule | role | what it says |", "| --- | --- | --- |"]
    for rule in etree.parse(HERE / "edition.sch").iter(f"{SCH}assert"):
        said = "".join(
            (rule.text or "", *(f"…{e.tail or ''}" if e.tag == f"{SCH}value-of" else f"The element{e.tail or ''}" for e in rule))
        )
        out.append(f"| `{rule.get('id')}` | {rule.get('role')} | {' '.join(said.split())} |")
    everywhere = odd.find(f".//{TEI}classSpec")
    out += ["", "## Attributes of every element\n"]
    out += attributes(everywhere) if everywhere is not None else []
    out += ["", "## Elements\n"]
    for spec in odd.iter(f"{TEI}elementSpec"):
        out.append(f"### `{spec.get('ident')}`\n\n{words(spec.find(f'{TEI}desc'))}\n")
        out += attributes(spec)
        out += [""] if spec.find(f"{TEI}attList") is not None else []
        for shown in spec.iter(f"{EXAMPLES}egXML"):
            out.append(f"```xml\n{example(shown)}\n```\n")
    return "\n".join(out).rstrip() + "\n"


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    target = HERE / "README.md"
    made = page()
    fresh = target.exists() and target.read_text(encoding="utf-8") == made
    if not check and not fresh:
        target.write_text(made, encoding="utf-8")
    sys.stdout.write("up to date\n" if fresh else "out of date: README.md\n" if check else "written: README.md\n")
    return 1 if check and not fresh else 0


if __name__ == "__main__":
    sys.exit(main())
