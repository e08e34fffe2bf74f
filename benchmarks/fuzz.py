"""Mutations of real texts and editions through all commands: no traceback, no invalid edition, no lost character.

Usage: python benchmarks/fuzz.py [--texts 50000] [--files 10000] [--seed 1] [--from FOLDER]...

Texts are the seeds (or those of the folders), cut, joined, repeated and sprinkled with what copied texts have; files are editions of
the seeds with bytes taken out, put in and exchanged. Every text is encoded and validated; every twentieth goes through all commands
that read texts, every file through all that read editions. What fails is written to standard output, with the smallest input that
does. A text on which a rule had to be left out is counted too, but is no fault.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

from encoder.cli import main as command
from encoder.draft.model import Source
from encoder.run.one import encode
from encoder.tei import to_bytes
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse

ROOT = Path(__file__).parents[1]
SPRINKLED = (
    "\n", "\n\n", " ", "\t", "  ", "[", "]", "(", ")", "*", "†", "1", "12", "[1]", "[Page 7]", "(p. 8)", "[p.\t9]", "[^1]", "[^1]: x", "¹", "²",
    "[2 lines not declassified]", "[1 line\tnot declassified]", "[REDACTED]", "Mr. [Rusk] ", "Comrade [Erich] Mielke ", "FROM:\n", "TO:\n",
    "SUBJECT\n", "  1. Source: X.\n", "  2. Y.\n", "Constanța", "Paciﬁc", "Иван Петров", "王芳", "العربية", "e\u0301", "\u2028", "\xa0", "\xad", "&", "<",
    ">", "]]>", "February 30, 1958", "Department of the ", "Mr. Xson ", "- ", "-\n", "> ", "# ", "---\n",
)
PROFILES = ("auto", "frus", "wilson", "plain")
#: seconds of the processor, of whatever load the machine has
SLOW = 20
#: every so many texts go through the commands
COMMANDS = 20
CMIF = ("--editor", "E", "--publisher", "P", "--date", "2020-01-01", "--url", "https://example.org/c.xml")
EXPORTS = (("csv",), ("csv", "--rows", "mentions"), ("jsonl",), ("corpus",), ("frus",), ("cmif", *CMIF), ("registers",), ("spacy",), ("geojson",), ("graphml",))


def text_of(chance: random.Random, texts: list[str]) -> str:
    """Return a text made of others."""
    base = chance.choice(texts)
    at = chance.randrange(len(base))
    pieces = [base[at : at + chance.choice((40, 200, 1000, 3000))]]
    for _ in range(chance.randrange(6)):
        one = pieces[0]
        k = chance.randrange(len(one) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            pieces[0] = one[:k] + chance.choice(SPRINKLED) + one[k:]
        elif kind == 1:
            pieces[0] = one[:k] + one[k + chance.randrange(1, 60) :]
        elif kind == 2:
            pieces[0] = one[:k] + one[max(0, k - 80) : k] * chance.randrange(2, 4) + one[k:]
        else:
            pieces[0] = one.replace(chance.choice(("\n\n", " ", ".", "\n")), chance.choice(SPRINKLED), chance.randrange(1, 4))
    return pieces[0]


def bytes_of(chance: random.Random, files: list[bytes]) -> bytes:
    """Return an edition with some changes."""
    data = chance.choice(files)
    for _ in range(chance.randrange(1, 5)):
        k = chance.randrange(len(data) + 1)
        length = chance.choice((0, 1, 1, 10, 100))
        put = chance.choice((b"", b"<", b">", b"&", b"<p>", b"</p>", b"<!-- x -->", b"<?x?>", b'xml:id="d1"', bytes([chance.randrange(256)]), b"<note/>"))
        data = data[:k] + put + data[k + length :]
    return data


def alarmed(work: Callable[[], str]) -> str:
    """Return what is wrong, also that it takes too long."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {SLOW} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SLOW)
    try:
        return work()
    except Exception as error:
        return f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def one_text(text: str, profile: str, left_out: Counter[str]) -> str:
    if not text.strip():
        return ""
    encoded = encode(Source(text, "x.txt", "x"), profile)
    for problem in encoded.edition.problems:
        if problem.code == "rule-left-out":
            left_out[problem.message.split()[0]] += 1
    if encoded.lost:
        return f"text-lost ({profile})"
    data = to_bytes(encoded.edition.root)
    bad = [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
    return f"invalid ({profile}): {bad[0].rule}: {bad[0].message[:80]}" if bad else ""


def text_through_commands(text: str, profile: str, folder: Path) -> str:
    shutil.rmtree(folder)
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "x.txt").write_text(text, "utf-8")
    out = folder / "out"
    said = ran("encode", folder / "in", "--out", out, "--profile", profile, "--split")
    said = said or ran("encode", folder / "in", "--out", out, "--profile", profile, "--check")
    said = said or ran("explain", folder / "in", "--profile", profile) or ran("init", folder / "in")
    said = said or ran("authority", "build", folder / "in", "--out", folder / "p.csv")
    if not said and list(out.glob("*.xml")):
        said = ran("validate", "--jobs", "1", out, only={0}) or file_through_commands(out, folder / "made")
    return said


def one_file(data: bytes, folder: Path) -> str:
    path = folder / "x.xml"
    path.write_bytes(data)
    return file_through_commands(path, folder)


def file_through_commands(path: Path, folder: Path) -> str:
    said = ran("validate", "--jobs", "1", path) or ran("decisions", path)
    for one in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
        said = said or ran("text", one)
    for kind in EXPORTS:
        said = said or ran("export", *kind, path, "--out", folder / "-".join(kind[:1] + kind[2:3]), "--force")
    return said


def ran(*arguments: object, only: Collection[int] = (0, 1, 2)) -> str:
    """Return what is wrong with how a command ended."""
    said, shown = StringIO(), TextIOWrapper(BytesIO(), encoding="utf-8")
    with redirect_stderr(said), redirect_stdout(shown):
        try:
            command([str(a) for a in arguments], standalone_mode=False)
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
    if status not in only or "error internal" in said.getvalue() or "Traceback" in said.getvalue():
        return f"{arguments[0]} {arguments[1] if arguments[0] == 'export' else ''}: {status}: {said.getvalue()[-200:]}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=50_000)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="folders", type=Path, action="append")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    texts = [p.read_text("utf-8", "replace") for folder in options.folders or [ROOT / "seeds"] for p in sorted(folder.rglob("*.txt"))]
    files = [p.read_bytes() for p in sorted((ROOT / "tei").glob("*.xml"))]
    failed: dict[str, str | bytes] = {}
    counts: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "texts"
        folder.mkdir()
        for number in range(options.texts):
            text, profile = text_of(chance, texts), chance.choice(PROFILES)
            note(failed, counts, alarmed(partial(one_text, text, profile, left_out)), text)
            if number % COMMANDS == 0:
                note(failed, counts, alarmed(partial(text_through_commands, text, profile, folder)), text)
        for _ in range(options.files):
            data = bytes_of(chance, files)
            note(failed, counts, alarmed(partial(one_file, data, Path(made))), data)
    for said, count in counts.most_common():
        print(f"{count:6}  {said}\n        {failed[said]!r}"[:1200])
    print("rules left out:", ", ".join(f"{rule} {count}" for rule, count in left_out.most_common()) or "none")
    print(f"{options.texts:,} texts, {options.files:,} files, {counts.total():,} faults, {time.monotonic() - start:,.0f} s")
    sys.exit(1 if counts else 0)


def note(failed: dict[str, str | bytes], counts: Counter[str], said: str, what: str | bytes) -> None:
    if said:
        counts[said] += 1
        if said not in failed or len(what) < len(failed[said]):
            failed[said] = what


if __name__ == "__main__":
    main()
