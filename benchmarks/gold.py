"""Score the encoder against the gold standard: FRUS volumes in the Office of the Historian's own TEI.

Usage: python benchmarks/gold.py --gold DIR [--write] [--docs N] [--command tei-encoder]
DIR holds ``measure.py`` and ``volumes/``, and, where they are there, ``cases/`` (made-up texts with an editor's checks),
``letters/`` (other people's editions) and ``general/`` (blocks of general texts). Without ``--write`` a fixed sample of each volume is encoded and scored, and the
exit status is 1 if a class has fallen by more than noise below ``gold_scores.json``; with ``--write`` sample and all
documents are measured, by class and by volume, and the file is written.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SCORES = Path(__file__).resolve().parent / "gold_scores.json"
SAMPLE = 12
#: A class may fall by so much: one rule's change moves a few documents of the sample this way or that.
NOISE = 0.004
#: smaller collections move more; a class of fewer than so many is no measure
NOISE_OF_OTHERS = 0.03
ENOUGH = 20
FIGURES = ("F1", "kept", "share")
RATCHET = ("text", "note", "head", "p", "item", "dateline", "signed", "pb", "gap", "placeName", "date", "date@", "date@full", "gloss", "gloss@", "persName")


def figure(row: dict[str, float]) -> float:
    return round(next(row[name] for name in FIGURES if name in row), 4)


def measure(gold: Path, work: Path, docs: int, command: str, style: str = "full") -> dict[str, float]:
    report = work / "report.json"
    done = subprocess.run(
        [sys.executable, str(gold / "measure.py"), "--docs", str(docs), "--style", style, "--command", command, "--work", str(work), "--json", str(report)],
        capture_output=True, text=True, check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    data: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    missing = data["volumes"]["missing"]
    if missing:
        raise SystemExit(f"style {style}: {missing} documents without output: invalid, or their text would not come back\n{done.stdout[-2000:]}")
    return {name: figure(row) for name, row in data["volumes"]["scores"].items()}


def by_volume(gold: Path, work: Path) -> dict[str, dict[str, float]]:
    found = {}
    for folder in sorted((work / "src-full-all").iterdir()):
        report = work / "volume.json"
        subprocess.run(
            [sys.executable, str(gold / "score.py"), str(work / "src-full-all"), str(work / "out-full-all"), "--folders", folder.name, "--json", str(report)],
            capture_output=True, check=True,
        )
        scores = json.loads(report.read_text(encoding="utf-8"))["scores"]
        found[folder.name] = {name: figure(row) for name, row in scores.items()}
    return found


def others(gold: Path, work: Path) -> dict[str, float]:
    """Measure what is there beside the volumes: the shares of checks that hold, F1 of letters and of blocks."""
    command = str(Path(sys.executable).parent / "tei-encoder")
    found: dict[str, float] = {}
    if (gold / "cases" / "cases.py").is_file():
        done = subprocess.run([sys.executable, str(gold / "cases" / "cases.py"), command, "--brief"], capture_output=True, text=True, check=True)
        for name, good, total in re.findall(r"^(\w+): (\d+) of (\d+) checks hold", done.stdout, re.M):
            found[f"cases {name}"] = round(int(good) / max(int(total), 1), 4)
    script = gold / "letters" / "score_letters.py"
    if script.is_file():
        done = subprocess.run([sys.executable, str(script), str(script.parent), "--command", command], capture_output=True, text=True, check=True)
        edition = ""
        for line in done.stdout.splitlines():
            if line.startswith("letters/"):
                edition = line.partition(":")[0]
            row = re.match(r"\s+(\w+)\s.*(?:F1|share) (\d\.\d+)  gold (\d+)", line)
            if row and int(row[3]) >= ENOUGH:
                found[f"{edition} {row[1]}"] = float(row[2])
    if (gold / "general" / "STRUCTURE.tsv").is_file():
        source, out = work / "general", work / "general-out"
        subprocess.run([sys.executable, str(gold / "score_entities.py"), str(gold / "general"), "--plain", str(source)], capture_output=True, check=True)
        subprocess.run([command, "encode", str(source), "--out", str(out), "--quiet"], capture_output=True, check=False)
        done = subprocess.run([sys.executable, str(gold / "structure.py"), str(gold / "general" / "STRUCTURE.tsv"), str(out)], capture_output=True, text=True, check=True)
        blocks = re.search(r"^all\s.*F1 (\d\.\d+)", done.stdout, re.M)
        if blocks:
            found["general blocks"] = float(blocks[1])
    return found


def compared(kept: dict[str, float], now: dict[str, float], noise: float) -> list[str]:
    """Print the scores beside those that are kept; return what has fallen."""
    fallen = [name for name, score in kept.items() if now.get(name, 0.0) < score - noise]
    for name, score in kept.items():
        print(f"{name:40} {score:.4f} -> {now.get(name, 0.0):.4f}{'  FALLEN' if name in fallen else ''}")
    return fallen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--docs", type=int, default=SAMPLE)
    parser.add_argument("--command", default=f"{shlex.quote(sys.executable)} -m encoder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sample = measure(options.gold, work, options.docs, options.command)
        measure(options.gold, work, options.docs, options.command, "seed")  # every document comes out in that style, too
        if options.write:
            whole = measure(options.gold, work, 0, options.command)
            scores = {
                "documents of each volume in the sample": options.docs, "sample": sample, "others": others(options.gold, work), "all": whole,
                "volumes": by_volume(options.gold, work),
            }  # fmt: skip
            SCORES.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
            return 0
        beside = others(options.gold, work)
    kept = json.loads(SCORES.read_text(encoding="utf-8"))
    fallen = compared({name: kept["sample"][name] for name in RATCHET}, sample, NOISE)
    fallen += compared(kept.get("others", {}), beside, NOISE_OF_OTHERS)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
