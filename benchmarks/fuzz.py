"""Mutations of real texts and editions through all commands: no traceback, no invalid edition, no lost character.

Usage: python benchmarks/fuzz.py [--texts 50000] [--files 10000] [--seed 1] [--from FOLDER]

Texts are the seeds (or those of FOLDER), cut, joined, repeated and sprinkled with what copied texts have; files are their
editions with bytes taken out, put in and exchanged. What fails is written to standard output, smallest first.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
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
SLOW = 20


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

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SLOW)
    try:
        return work()
    except Exception as error:
        return f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
    finally:
        signal.alarm(0)


def one_text(text: str, profile: str) -> str:
    if not text.strip():
        return ""
    encoded = encode(Source(text, "x.txt", "x"), profile)
    if encoded.lost:
        return f"text-lost ({profile})"
    data = to_bytes(encoded.edition.root)
    bad = [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
    return f"invalid ({profile}): {bad[0].rule}: {bad[0].message[:80]}" if bad else ""


def one_file(data: bytes, folder: Path) -> str:
    path = folder / "x.xml"
    path.write_bytes(data)
    for arguments in (["validate", "--jobs", "1", path], ["text", path], *(
        ["export", kind, path, "--out", folder / f"out.{kind}"] for kind in ("csv", "jsonl", "corpus", "frus")
    )):  # fmt: skip
        said, shown = StringIO(), TextIOWrapper(BytesIO(), encoding="utf-8")
        with redirect_stderr(said), redirect_stdout(shown):
            try:
                command([str(a) for a in arguments], standalone_mode=False)
                status = 0
            except SystemExit as end:
                status = int(end.code or 0)
        if status not in {0, 1, 2} or "error internal" in said.getvalue() or "Traceback" in said.getvalue():
            return f"{arguments[0]} {arguments[1] if arguments[0] == 'export' else ''}: {status}: {said.getvalue()[-200:]}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=50_000)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="folder", type=Path, default=ROOT / "seeds")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    texts = [p.read_text("utf-8", "replace") for p in sorted(options.folder.rglob("*.txt"))]
    files = [p.read_bytes() for p in sorted((ROOT / "tei").glob("*.xml"))]
    failed: dict[str, str | bytes] = {}
    counts: Counter[str] = Counter()
    start = time.monotonic()
    for _ in range(options.texts):
        text, profile = text_of(chance, texts), chance.choice(PROFILES)
        note(failed, counts, alarmed(lambda text=text, profile=profile: one_text(text, profile)), text)
    with tempfile.TemporaryDirectory() as made:
        for _ in range(options.files):
            data = bytes_of(chance, files)
            note(failed, counts, alarmed(lambda data=data: one_file(data, Path(made))), data)
    for said, count in counts.most_common():
        print(f"{count:6}  {said}\n        {failed[said]!r}"[:1200])
    print(f"{options.texts:,} texts, {options.files:,} files, {counts.total():,} faults, {time.monotonic() - start:,.0f} s")
    sys.exit(1 if counts else 0)


def note(failed: dict[str, str | bytes], counts: Counter[str], said: str, what: str | bytes) -> None:
    if said:
        counts[said] += 1
        if said not in failed or len(what) < len(failed[said]):
            failed[said] = what


if __name__ == "__main__":
    main()
