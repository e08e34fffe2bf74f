"""Time the encoder on one core, beside the floor: what lxml alone needs to parse, validate and write the same editions.

Usage: python benchmarks/speed.py [FOLDER] [--persons FILE] [--terms FILE] [--runs 3] [--peers] [--ratchet | --write]
FOLDER holds texts of any kind; without it the texts are those of this repository (seeds/ and tests/golden/). Timed is the processor's time of the process, the least of some runs, when lists are read and patterns made:
the rules of structure alone, everything up to the bytes of the edition, the same validated, validation alone, the floor. A ratio to the
floor says the same on a slow machine as on a quick one. Then the start: the help and one text, each a process of its own. Printed is a
table in Markdown; ``--peers`` adds what other programs take for parts of the work.

``--ratchet`` compares the ratios with those of ``speed_ratios.json`` and ends with status 1 where one has grown by more than noise;
``--write`` writes them there. Both are for the texts of this repository.
"""

from __future__ import annotations

import argparse
import json
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
from peers import peers

from encoder.authority.index import load_all
from encoder.draft.model import Context, Draft, Source
from encoder.rules.profiles import FRUS
from encoder.run.one import encode
from encoder.source.metadata import Metadata
from encoder.source.reader import read
from encoder.tei import to_bytes
from encoder.validation.schemas import edition_schema, schema_folder
from encoder.xml.safe import parse, parser

ROOT = Path(__file__).resolve().parents[1]
RATIOS = Path(__file__).with_name("speed_ratios.json")
#: a ratio may grow by so much: it is quieter than seconds are, and not quiet
NOISE = 1.3
RATCHET = ("encoded, with the round trip", "encoded and validated", "editions validated (XSD, Schematron)")


def least(runs: int, work: Callable[[], object]) -> float:
    """Return the processor's seconds of the quickest run."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def child_seconds(runs: int, *arguments: str) -> float:
    """Return the processor's seconds of the quickest of some processes of the program.

    Each writes into a folder of its own: where its edition was there, it would have nothing to do. The modules are kept compiled, as they are
    where the program is installed, whatever the environment says; the first process, which may compile them, is not counted.
    """
    best = float("inf")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for run in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with tempfile.TemporaryDirectory() as out:
            called = [out if argument == "OUT" else argument for argument in arguments]
            subprocess.run([sys.executable, "-m", "encoder", *called], check=True, capture_output=True, env=kept)
        if not run:
            continue
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def interpreter() -> str:
    """Name the interpreter and how it says that it was built; a distribution's own may be optimised and not say so."""
    optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    return f"{platform.python_implementation()} {platform.python_version()}, built with{'' if optimised else 'out'} --enable-optimizations"


def ratchet(ratios: dict[str, float], write: bool) -> str:
    """Keep the ratios, or return what has grown by more than noise."""
    if write:
        RATIOS.write_text(json.dumps(ratios, indent=1) + "\n", encoding="utf-8")
        return ""
    kept = json.loads(RATIOS.read_text(encoding="utf-8"))
    return "\n".join(f"{label}: {ratios[label]} times the floor, {most} before" for label, most in kept.items() if ratios[label] > most * NOISE)


def print_peers(texts: list[str], editions: list[bytes]) -> None:
    """Print a row for every peer."""
    for peer in peers(texts, editions):
        said = f"{peer.seconds:.2f} | {peer.megabytes / peer.seconds:.2f} of {peer.megabytes:.2f} MB" if peer.seconds else f"{peer.left_out} |"
        print(f"| {peer.name} | {said} | |")


def called() -> argparse.Namespace:
    """Return what the call asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--persons", type=Path, action="append", default=[])
    options.add_argument("--terms", type=Path, action="append", default=[])
    options.add_argument("--runs", type=int, default=3)
    for flag in ("--peers", "--ratchet", "--write"):
        options.add_argument(flag, action="store_true")
    return options.parse_args()


def main() -> None:
    """Time and print."""
    call = called()
    authorities = load_all(tuple(call.persons), tuple(call.terms))
    folders = [call.folder] if call.folder else [ROOT / "seeds", ROOT / "tests" / "golden"]
    paths = sorted(path for folder in folders for path in folder.rglob("*.txt"))
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

    # a few small editions are too quick to be timed once
    often = max(1, round(3e6 / sum(map(len, editions))))

    def validated() -> None:
        for data in editions * often:
            schema.failures(parse(data), data)

    def the_floor() -> None:
        for data in editions * often:
            tree = parse(data)
            grammar.validate(tree)
            etree.tostring(tree)

    def everything() -> None:
        for data in encoded():
            schema.failures(parse(data), data)

    rows = (
        ("floor: lxml parses, validates (XSD), writes", least(call.runs, the_floor) / often),
        ("rules of structure alone", least(call.runs, only_structure)),
        ("encoded, with the round trip", least(call.runs, encoded)),
        ("encoded and validated", least(call.runs, everything)),
        ("editions validated (XSD, Schematron)", least(call.runs, validated) / often),
    )
    listed = f"{len(authorities.entries):,} listed names and abbreviations"
    print(f"{len(sources):,} texts, {size:.2f} MB (editions {sum(map(len, editions)) / 1e6:.2f} MB), {listed}; {interpreter()}\n")
    print("| | s | MB of text a second | times the floor |\n|---|---:|---:|---:|")
    for label, seconds in rows:
        print(f"| {label} | {seconds:.2f} | {size / seconds:.2f} | {seconds / rows[0][1]:.1f} |")
    if call.write or call.ratchet:
        sys.exit(ratchet({label: round(seconds / rows[0][1], 1) for label, seconds in rows if label in RATCHET}, call.write) or None)
    print(f"| `--help` | {child_seconds(call.runs, '--help'):.2f} | | |")
    one = child_seconds(call.runs, "encode", os.fspath(paths[0]), "--out", "OUT", "--quiet")
    print(f"| one text, from start to end | {one:.2f} | | |")
    if call.peers:
        print_peers([s.text for s in sources], editions)


if __name__ == "__main__":
    main()
