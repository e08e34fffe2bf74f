"""Time the encoder on one core, beside the floor: what lxml alone needs to parse, validate and write the same editions.

Usage: python benchmarks/speed.py FOLDER [--persons FILE] [--terms FILE] [--runs 3]
FOLDER holds texts of any kind. Timed is the processor's time of the process, the least of some runs, when lists are read and patterns made:
the rules of structure alone, everything up to the bytes of the edition, the same validated, validation alone, the floor. A ratio to the
floor says the same on a slow machine as on a quick one. Then the start: the help and one text, each a process of its own. Printed is a
table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from encoder.authority.index import load_all
from encoder.draft.model import Context, Draft, Source
from encoder.rules.profiles import FRUS
from encoder.run.one import encode
from encoder.source.metadata import Metadata
from encoder.source.reader import read
from encoder.tei import to_bytes
from encoder.validation.schemas import edition_schema, schema_folder
from encoder.xml.safe import parse, parser


def least(runs: int, work: Callable[[], object]) -> float:
    """Return the processor's seconds of the quickest run."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def child_seconds(runs: int, *arguments: str) -> float:
    """Return the processor's seconds of the quickest of some processes of the program."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "encoder", *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def interpreter() -> str:
    """Name the interpreter, and whether it was built with all optimisations."""
    optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    return f"{platform.python_implementation()} {platform.python_version()}, {'optimised' if optimised else 'not optimised'} build"


def main() -> None:
    """Time and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--persons", type=Path, action="append", default=[])
    options.add_argument("--terms", type=Path, action="append", default=[])
    options.add_argument("--runs", type=int, default=3)
    call = options.parse_args()
    authorities = load_all(tuple(call.persons), tuple(call.terms))
    paths = sorted(call.folder.rglob("*.txt"))
    sources = [read(p) for p in paths]
    size = sum(len(s.text) for s in sources) / 1e6
    structure = [r for r in FRUS.rules if ".structure." in r.find.__module__]

    def fresh() -> Sequence[Source]:
        """Return the sources without what was worked out of them in an earlier run."""
        return [Source(s.text, s.name, s.stem) for s in sources]

    def only_structure() -> None:
        for source in fresh():
            draft = Draft(source, Context(FRUS, Metadata(), authorities))
            for rule in structure:
                draft = draft.add(rule.find(draft))

    def encoded() -> list[bytes]:
        return [to_bytes(encode(source, "auto", Metadata(), authorities).edition.root) for source in fresh()]

    editions = encoded()  # patterns are made and lists are read now
    schema, grammar = edition_schema(), etree.XMLSchema(etree.parse(schema_folder() / "edition.xsd", parser(ids=False)))

    def validated() -> None:
        for data in editions:
            schema.failures(parse(data), data)

    def the_floor() -> None:
        for data in editions:
            tree = parse(data)
            grammar.validate(tree)
            etree.tostring(tree)

    def everything() -> None:
        for data in encoded():
            schema.failures(parse(data), data)

    rows = (
        ("floor: lxml parses, validates (XSD), writes", least(call.runs, the_floor)),
        ("rules of structure alone", least(call.runs, only_structure)),
        ("encoded, with the round trip", least(call.runs, encoded)),
        ("encoded and validated", least(call.runs, everything)),
        ("editions validated (XSD, Schematron)", least(call.runs, validated)),
    )
    listed = f"{len(authorities.entries):,} listed names and abbreviations"
    print(f"{len(sources):,} texts, {size:.2f} MB (editions {sum(map(len, editions)) / 1e6:.2f} MB), {listed}; {interpreter()}\n")
    print("| | s | MB of text a second | times the floor |\n|---|---:|---:|---:|")
    for label, seconds in rows:
        print(f"| {label} | {seconds:.2f} | {size / seconds:.2f} | {seconds / rows[0][1]:.1f} |")
    with tempfile.TemporaryDirectory() as folder:
        print(f"| `--help` | {child_seconds(call.runs, '--help'):.2f} | | |")
        one = child_seconds(call.runs, "encode", os.fspath(paths[0]), "--out", folder, "--quiet")
        print(f"| one text, from start to end | {one:.2f} | | |")


if __name__ == "__main__":
    main()
