"""How many hand edits survive: random edits in the editions of a folder of texts, then rules come and go and the texts are copied again.

    python benchmarks/corrections.py FOLDER [--texts 50] [--edits 4] [--seed 1]

For each change it prints how many edits were made, how many are lost (none may be), how many conflicts are told, and how many of the
program's changes came in. The edits are those of ``tests/hand_edits.py``.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from encoder import Result, encode
from encoder.draft.types import Profile
from encoder.merge.align import hunks
from encoder.merge.threeway import merge
from encoder.merge.tokens import Tokens
from encoder.rules.profiles import named
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse
from tests.hand_edits import Editor

COPIED = ("have", "were", "this", "from")
CHANGES = ("names come in", "names go", "dates go", "openings go", "openings come in", "copied again")
_RULES = {
    "names": ("name-weighed",), "dates": ("date-expression",), "openings": ("opener-letter", "closer-letter", "closer-signature", "opener-lines"),
}  # fmt: skip


def failing(text: str) -> Sequence[int]:
    data = text.encode()
    return [f.line for f in edition_schema().failures(parse(data), data) if f.severity == "error"]


def made(text: str, name: str, profile: Profile) -> str:
    result: Result = encode(text, name=name, profile=profile)
    return result.xml if not result.lost and not failing(result.xml) else ""


def without(profile: Profile, what: str) -> Profile:
    for rule in {r.id for r in profile.rules} & set(_RULES[what]):
        profile = profile.without_rule(rule)
    return profile


def states(change: str, text: str, name: str, profile: Profile, whole: str) -> tuple[str, str]:
    """Return an edition as it was written, and as it would be written after the change."""
    if change == "copied again":
        for word in COPIED:
            text = text.replace(f" {word} ", f" {word}e ")
        return whole, made(text, name, profile)
    less = made(text, name, without(profile, change.partition(" ")[0]))
    return (less, whole) if change.endswith("in") else (whole, less)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--texts", type=int, default=50)
    options.add_argument("--edits", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", action="store_true", help="print the conflicts")
    given = options.parse_args()
    paths = sorted(given.folder.rglob("*.txt"))
    random.Random(given.seed).shuffle(paths)  # noqa: S311
    totals = {change: [0, 0, 0, 0, 0] for change in CHANGES}
    slowest = 0.0
    used = 0
    for path in paths:
        if used == given.texts:
            break
        text = path.read_text("utf-8")
        profile = named(encode(text, name=path.stem).profile)
        whole = made(text, path.stem, profile)
        used += bool(whole)
        for change in CHANGES if whole else ():
            slowest = max(slowest, one(change, text, path.stem, profile, whole, given, totals[change]))
    print(f"{'change':<17}{'edits':>8}{'lost':>6}{'conflicts':>11}{'changes':>9}{'came in':>9}   ({used} texts, slowest merge {slowest:.2f} s)")
    for change, (edits, lost, told, wanted, came) in totals.items():
        print(f"{change:<17}{edits:>8,}{lost:>6,}{told:>11,}{wanted:>9,}{came / max(wanted, 1):>9.1%}")
    return 1 if any(row[1] for row in totals.values()) else 0


def one(change: str, text: str, name: str, profile: Profile, whole: str, given: argparse.Namespace, total: list[int]) -> float:
    base, new = states(change, text, name, profile, whole)
    if not base or not new:
        return 0.0
    edited = Editor(base, given.seed, frozenset(COPIED) if change == "copied again" else frozenset()).edit(given.edits)
    if failing(edited.text):
        return 0.0  # a person's edition that is not valid is kept as it is
    began = time.perf_counter()
    result = merge(base, edited.text, new, failing)
    took = time.perf_counter() - began
    lost = edited.lost(result.text)
    for said in lost:
        print(f"LOST {name}: {change}: {said}")
    for c in result.conflicts if given.show else ():
        print(f"{name}:{c.line}: {change}: was {c.was!r}, the person has {c.yours!r}, the program {c.new!r}")
    if failing(result.text):
        print(f"INVALID {name}: {change}")
        lost = [*lost, "invalid"]
    wanted = len(hunks(Tokens.of(base).keys, Tokens.of(new).keys))
    # what the merged edition still lacks of the new one is the person's, or did not come in
    lacking = len(hunks(Tokens.of(result.text).keys, Tokens.of(new).keys)) - len(hunks(Tokens.of(edited.text).keys, Tokens.of(base).keys))
    row: tuple[int, ...] = (len(edited.edits), len(lost), len(result.conflicts), wanted, wanted - max(0, lacking))
    for k, number in enumerate(row):
        total[k] += number
    return took


if __name__ == "__main__":
    sys.exit(main())
