"""Time the encoder on one core: text a second.

Usage: python benchmarks/speed.py FOLDER [--persons FILE] [--terms FILE]
FOLDER holds texts of the FRUS kind. Timed are the rules of structure alone (pages, notes, divisions, lists, paragraphs),
then everything up to the bytes of the edition without validation, then with it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from encoder.authority.index import load_all
from encoder.draft.model import Context, Draft, Source
from encoder.rules.profiles import FRUS
from encoder.run.one import encode
from encoder.source.metadata import Metadata
from encoder.source.reader import read
from encoder.tei import to_bytes
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--persons", type=Path, action="append", default=[])
    parser.add_argument("--terms", type=Path, action="append", default=[])
    options = parser.parse_args()
    authorities = load_all(tuple(options.persons), tuple(options.terms))
    sources = [read(p) for p in sorted(options.folder.rglob("*.txt"))]
    size = sum(len(s.text) for s in sources) / 1e6
    structure = [r for r in FRUS.rules if ".structure." in r.find.__module__]

    def only_structure(source: Source) -> None:
        draft = Draft(source, Context(FRUS, Metadata(), authorities))
        for rule in structure:
            draft = draft.add(rule.find(draft))

    def everything(source: Source) -> None:
        to_bytes(encode(source, "frus", Metadata(), authorities).edition.root)

    def validated(source: Source) -> None:
        data = to_bytes(encode(source, "frus", Metadata(), authorities).edition.root)
        edition_schema().failures(parse(data), data)

    steps: tuple[tuple[str, Callable[[Source], None]], ...] = (
        ("structure alone", only_structure), ("encoded, with the round trip", everything), ("encoded and validated", validated)
    )
    print(f"{len(sources)} texts, {size:.1f} MB, {len(authorities.entries)} listed names and abbreviations")
    for label, step in steps:
        step(sources[0])
        start = time.perf_counter()
        for source in sources:
            step(source)
        seconds = time.perf_counter() - start
        print(f"{label:32} {seconds:6.1f} s  {size / seconds:5.2f} MB/s")


if __name__ == "__main__":
    main()
