"""Run a Schematron of XSLT 2 as FRUS has one: each pattern becomes a mode, each rule a template, each assertion a condition.

What asks the server of the series (the list of its volumes, of its images) is left out.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from lxml import etree

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
#: how much of a message is shown
WIDTH = 100
SERVER = ("vol-ids", "available-images")


def compile_schematron(path: Path) -> bytes:
    """Return a stylesheet that writes one line for each assertion that fails."""
    schema = etree.parse(path).getroot()
    spaces = {cast("str", ns.get("prefix")): cast("str", ns.get("uri")) for ns in schema.iter(f"{SCH}ns")}
    sheet = etree.Element(f"{XSL}stylesheet", {"version": "3.0"}, nsmap={"xsl": XSL[1:-1], "xs": "http://www.w3.org/2001/XMLSchema", **spaces})
    etree.SubElement(sheet, f"{XSL}output", {"method": "text"})
    for let in schema.findall(f"{SCH}let"):
        name = cast("str", let.get("name"))
        _sub(sheet, "variable", {"name": name, "select": "()" if name in SERVER else cast("str", let.get("value"))})
    root = _sub(sheet, "template", {"match": "/"})
    for k, pattern in enumerate(schema.iter(f"{SCH}pattern")):
        mode = f"m{k}"
        _sub(root, "apply-templates", {"select": "//node() | //@*", "mode": mode})
        _sub(sheet, "template", {"match": "node() | @*", "mode": mode, "priority": "-100"})
        rules = pattern.findall(f"{SCH}rule")
        for n, rule in enumerate(rules):  # of several rules the first that fits holds
            template = _sub(sheet, "template", {"match": cast("str", rule.get("context")), "mode": mode, "priority": str(len(rules) - n)})
            for part in rule:
                if part.tag == f"{SCH}let":
                    _sub(template, "variable", {"name": cast("str", part.get("name")), "select": cast("str", part.get("value"))})
                elif part.tag == f"{SCH}assert" and not any(f"${name}" in cast("str", part.get("test")) for name in SERVER):
                    failed = _sub(template, "if", {"test": f"not({part.get('test')})"})
                    words = " ".join("".join(cast("list[str]", part.xpath("text()"))).split())
                    _sub(failed, "value-of", {"select": f"concat(path(), ' | {words[:WIDTH].translate({39: None})}', '\n')"})
    for helper in schema:
        if helper.tag in {f"{XSL}function", f"{XSL}template", f"{XSL}variable"} or str(helper.tag).startswith("{http://www.oreilly.com"):
            sheet.append(helper)
    return etree.tostring(sheet)


def _sub(parent: etree._Element, tag: str, attributes: dict[str, str]) -> etree._Element:
    return etree.SubElement(parent, f"{XSL}{tag}", attributes)


def failures(schema: Path, document: Path) -> list[str]:
    """Return a line for each assertion of the schema that the document fails."""
    with import_module("saxonche").PySaxonProcessor(license=False) as processor:
        compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=compile_schematron(schema).decode())
        said = compiled.transform_to_string(source_file=str(document))
    return [line for line in (said or "").splitlines() if line.strip()]
