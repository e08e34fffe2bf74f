"""How often what is said with a certainty is right: names, and what a block is.

Usage: python benchmarks/certainty.py [FOLDER]
FOLDER holds texts whose names were annotated by hand (benchmarks/annotated.py; default: names_texts beside this file), and, for the
blocks, blocks.tsv: text, element, first words. Its blocks were made by reading the program's own ones and correcting what each is; a
block that the program does not see is not among them. The names of names_texts took part in fitting the weights of names, its blocks
did not in fitting those of blocks.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.annotated import Text, bare, texts
from encoder import lazy_re as re
from encoder.anatomy.sure import sure
from encoder.authority.index import Authorities
from encoder.draft.model import Draft, Source
from encoder.names.engine import narrowly
from encoder.rules.profiles import recognise
from encoder.run.one import draft_of
from encoder.source.metadata import Metadata

HERE = Path(__file__).parent / "names_texts"
KINDS = {"persName": "P", "placeName": "L", "orgName": "O"}
BANDS = ("high", "medium", "low", "left")
_SHARE = re.compile(r"probability (?P<share>\d\.\d+)")
#: characters of a block that tell it
BEGINS = 40


@dataclass
class Band:
    """What was said with one certainty: how probable each was, and whether it is right."""

    said: list[float] = field(default_factory=list)
    right: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.said)

    @property
    def mean(self) -> float:
        """How probable they are on the average."""
        return sum(self.said) / len(self.said)

    @property
    def precision(self) -> float:
        """How many of them are right, of 1."""
        return self.right / len(self.said)

    def add(self, share: float, right: bool) -> None:
        """Take one more."""
        self.said.append(share)
        self.right += right


def drafted(text: Text) -> Draft:
    source = Source(text.text, f"{text.name}.txt", text.name)
    return draft_of(source, recognise(source), Metadata(), Authorities())


def names(text: Text, draft: Draft) -> Iterator[tuple[str, float, bool]]:
    """Yield the certainty and probability of each name, and of each that was left out narrowly, and whether it is one just so."""
    marked = {(m.kind, *bare(text.text, m.start, m.end)) for m in text.marks}
    for a in draft.annotations:
        share = _SHARE.search(a.evidence)
        if a.element in KINDS and "cert" in a.attributes and share:
            yield a.attributes["cert"], float(share["share"]), (KINDS[a.element], *bare(text.text, *a.span)) in marked
    for one in narrowly(draft):
        yield "left", one.share, (KINDS[one.element], *bare(text.text, *one.span)) in marked


def blocks(text: Text, draft: Draft, known: dict[str, set[str]]) -> Iterator[tuple[str, float, bool]]:
    """Yield the certainty and probability of each block, and whether it is what it is said to be."""
    for one in sure(draft):
        begins = draft.plain(one.annotation.span)[:BEGINS].rstrip()
        element = {"lg": "l", "addrLine": "address"}.get(one.annotation.element, one.annotation.element)
        if begins in known:
            yield one.cert, one.probability, element in known[begins]


def marked(folder: Path) -> dict[str, dict[str, set[str]]]:
    """Read what the blocks of each text are, by their first words."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in (folder / "blocks.tsv").read_text("utf-8").splitlines()[1:]:
        name, element, begins = line.split("\t")
        found[name][begins].add(element)
    return found


def measured(folder: Path = HERE) -> tuple[dict[str, Band], dict[str, Band]]:
    """Return what was said of names, and of blocks, by certainty."""
    of_names: dict[str, Band] = defaultdict(Band)
    of_blocks: dict[str, Band] = defaultdict(Band)
    known = marked(folder) if (folder / "blocks.tsv").exists() else {}
    for text in texts(folder):
        draft = drafted(text)
        for cert, share, right in names(text, draft):
            of_names[cert].add(share, right)
        for cert, share, right in blocks(text, draft, known.get(text.name, {})):
            of_blocks[cert].add(share, right)
    return of_names, of_blocks


def main() -> None:
    found = measured(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    print("| | certainty | how many | mean probability | right |\n|---|---|---|---|---|")
    for kind, bands in zip(("names", "blocks"), found, strict=True):
        for name in BANDS:
            if name in bands:
                band = bands[name]
                print(f"| {kind} | {name} | {band.count:,} | {band.mean:.2f} | {band.precision:.2f} |")


if __name__ == "__main__":
    main()
