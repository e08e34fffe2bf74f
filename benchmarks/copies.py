"""Score the encoder on the same texts copied in other ways: without blank lines, broken into lines, in plain ASCII.

Usage: python benchmarks/copies.py --gold DIR [--docs N] [--command tei-encoder]
DIR holds ``measure.py``, ``score.py`` and ``volumes/``. N documents of each volume (25) are written as measure.py has them and in three
other ways; printed is F1 of each class (the share of characters for text), exact extents.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

WIDTH = 78
CLASSES = ("text", "note", "head", "p", "item", "dateline", "signed", "pb", "gap", "persName", "gloss", "date")
ASCII = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "--"})


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n[^\S\n]*(?=\n)", "", text)


def broken_into_lines(text: str) -> str:
    out: list[str] = []
    for line in text.split("\n"):
        if len(line) <= WIDTH or "\t" in line:
            out.append(line)
            continue
        indent = line[: len(line) - len(line.lstrip())]
        out += textwrap.wrap(line.strip(), WIDTH, initial_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(out)


WAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("as it is", str), ("no blank lines", without_blank_lines), (f"lines of {WIDTH}", broken_into_lines), ("ASCII", lambda text: text.translate(ASCII))
)  # fmt: skip


def score(gold: Path, source: Path, out: Path, command: list[str]) -> dict[str, float]:
    """Encode the volumes of a folder and return the figures."""
    for volume in sorted(p for p in source.iterdir() if p.is_dir()):
        lists = ["--persons", str(volume / "persons.csv"), "--terms", str(volume / "terms.csv")]
        call = [*command, "encode", str(volume), "--out", str(out / volume.name), "--profile", "frus", "--no-validate", *lists]
        subprocess.run(call, capture_output=True, check=False)  # a refused document counts as missed
    report = out / "report.json"
    subprocess.run([sys.executable, str(gold / "score.py"), str(source), str(out), "--json", str(report)], capture_output=True, check=True)
    rows = json.loads(report.read_text(encoding="utf-8"))["scores"]
    return {name: next(rows[name][figure] for figure in ("F1", "kept", "share") if figure in rows[name]) for name in CLASSES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--docs", type=int, default=25)
    parser.add_argument("--command", default="tei-encoder")
    options = parser.parse_args()
    command = shlex.split(options.command)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepare = [sys.executable, str(options.gold / "measure.py"), "--docs", str(options.docs), "--command", options.command, "--work", str(work)]
        subprocess.run(prepare, capture_output=True, check=True)
        found = []
        for label, rewrite in WAYS:
            source = work / "source"
            shutil.rmtree(source, ignore_errors=True)
            shutil.copytree(work / f"src-full-{options.docs}", source)
            for path in source.rglob("*.txt"):
                path.write_text(rewrite(path.read_text(encoding="utf-8")), encoding="utf-8")
            found.append((label, score(options.gold, source, work / label.replace(" ", "-"), command)))
    print(f"{'':12}" + "".join(f"{label:>16}" for label, _ in found))
    for name in CLASSES:
        print(f"{name:12}" + "".join(f"{figures[name]:16.3f}" for _, figures in found))


if __name__ == "__main__":
    main()
