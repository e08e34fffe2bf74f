"""What an edition still lacks for a repository: the table ``requirements.toml`` asked of each file."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from os.path import commonpath
from pathlib import Path
from typing import Literal

from lxml import etree

from encoder.export.read import EditionFile, editions_of
from encoder.io.faults import internal
from encoder.io.names import shown
from encoder.io.report import Outcome, Tally
from encoder.tei.build import TEI
from encoder.xml.safe import RefusedXMLError

TABLE = Path(__file__).with_name("requirements.toml")
#: the tables, for the command line; a test compares
TARGETS = ("zenodo", "textgrid", "tapas", "bptl4", "dtabf")


@dataclass(frozen=True, slots=True)
class Need:
    """Something that has to be there: what finds it, what is said where it is not, and where the user says it."""

    id: str
    severity: Literal["error", "warning"]
    path: str
    says: str
    fill: str


@dataclass(frozen=True, slots=True)
class Requirements:
    """What one repository asks for, and where it says so."""

    title: str
    source: str
    needs: tuple[Need, ...]


@cache
def table() -> dict[str, Requirements]:
    """Return the requirements by the name of the repository."""
    read = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        name: Requirements(given["title"], given["source"], tuple(Need(**need) for need in given["needs"])) for name, given in read.items()
    }


def lacking(edition: EditionFile, target: str) -> Iterator[Need]:
    """Yield what the edition lacks, in the order of the table."""
    tree = etree.ElementTree(edition.root)
    for need in table()[target].needs:
        if not tree.xpath(need.path, namespaces={"t": TEI}):
            yield need


def _line(where: str, need: Need, target: str, more: str = "") -> str:
    return f"{where}: {need.severity} {target}-{need.id}: {need.says}{more}; say it in edition.toml: {need.fill}"


#: of so many editions that all lack the same it is told once
_ONCE = 3


def check(files: Iterable[Path], target: str, debug: bool = False, quiet: bool = False) -> int:
    """Report what the editions lack; return 0, or 1 where something that is required is missing or a file cannot be read.

    What every one of three editions or more lacks is one line behind those of the files, at the folder that holds them all.
    """
    tally, lacks = Tally(), dict[Path, list[list[Need]]]()
    for path in files:
        try:
            lacks[path] = [list(lacking(edition, target)) for edition in editions_of(path)]
        except RefusedXMLError as error:
            tally.add(Outcome((f"{shown(path)}:{error.line}:{error.column}: error {error.code}: {error}",), True, "not read"))
        except Exception as error:
            tally.add(Outcome((internal(path, error, debug),), True, "not read"))
    each = [set(needs) for editions in lacks.values() for needs in editions]
    common = set.intersection(*each) if len(each) >= _ONCE else set[Need]()
    for path, editions in lacks.items():
        lines = tuple(_line(f"{shown(path)}:1:1", need, target) for needs in editions for need in needs if need not in common)
        tally.add(Outcome(lines, any(need.severity == "error" for needs in editions for need in needs)))
    if common:
        folder = shown(Path(commonpath(path.parent for path in lacks)))
        for need in (need for need in table()[target].needs if need in common):
            sys.stderr.write(f"{_line(folder, need, target, f' (in each of {len(each):,} editions)')}\n")
    return tally.end("done", quiet)
