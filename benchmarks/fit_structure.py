"""Fit what speaks for a block being what the rules say (encoder/anatomy/sure.tsv), and measure how well the certainty tells it.

Usage: python benchmarks/fit_structure.py GOLD [--write] [--strength 2.0] [--volumes N]
GOLD holds what measures the encoder: general/STRUCTURE.tsv (blocks marked by reading), letters/ (editions of letters), cases/ (made-up
texts with a right edition), volumes/ (FRUS in the Historian's TEI; N documents of each). A block is right where the edition of those who
know has the same element at the same words. A logistic regression with a prior at nothing; each family of texts is left out in turn
(all of one edition, one kind of made-up texts, one general text), and the table that is printed is of blocks that were left out: for
each certainty how many there are, the mean probability and how many are right. --write fits on everything. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lxml import etree
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from encoder.anatomy.sure import HIGH, MEDIUM, observed
from encoder.authority.index import Authorities
from encoder.draft.model import Annotation, Draft, Source
from encoder.rules.profiles import recognise
from encoder.run.one import draft_of
from encoder.source.metadata import Metadata

TABLE = Path(__file__).parent.parent / "encoder" / "anatomy" / "sure.tsv"
TEI = "{http://www.tei-c.org/ns/1.0}"
FIRST = 14
#: elements that people call by one name as often as by another
SAME = {"list-item": "item", "valediction": "salute", "incident": "stage", "postscript": "p", "docAuthor": "byline", "epigraph": "p"}
CALLED = frozenset({"p", "head", "item", "l", "salute", "signed", "dateline", "speaker", "stage", "fw", "note", "byline", "trailer", "addrLine"})
MARKS = re.compile(r"\[(?:Footnote )?[\dA-Z]{1,3}:?\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]")
#: what those who marked a kind of texts left aside
NOT_MARKED = {"letters": frozenset({"addrLine", "fw", "trailer", "byline", "stage", "note"}), "general": frozenset({"addrLine"}),
              "volumes": frozenset({"addrLine", "fw", "trailer", "note"})}
#: the marks of names in a text that was annotated by hand
TAGS = re.compile(r"⟦[A-Z](?: [a-zA-Z]+=[^ |⟧]+)*\||⟧")
#: so much a text of each kind counts
COUNTS = {"general": 2.0, "cases": 1.0, "letters": 0.6, "volumes": 0.4}


@dataclass(frozen=True)
class Row:
    """A block: the family that is left out with it, its kind of text, what is observed, whether it is right."""

    family: str
    kind: str
    element: str
    seen: tuple[str, ...]
    right: bool


def first(text: str) -> str:
    return "".join(c for c in MARKS.sub("", text) if c.isalnum())[:FIRST].casefold()


def words(node: etree._Element, top: bool = True) -> str:
    if not isinstance(node.tag, str) or (not top and node.tag == f"{TEI}note"):
        return "" if top else node.tail or ""
    inner = (node.text or "") + "".join(words(child, top=False) for child in node)
    return inner if top else inner + (node.tail or "")


def of_tree(root: etree._Element) -> dict[str, set[str]]:
    """Return the elements of the blocks that begin with the same words."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in root.iter():
        name = SAME.get(etree.QName(node).localname, etree.QName(node).localname) if isinstance(node.tag, str) else ""
        if name in CALLED:
            found[first(words(node))].add(name)
    return found


def of_table(path: Path) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in path.read_text("utf-8").splitlines():
        name, element, start = line.split("\t")[:3]
        found[name][first(start)].add(SAME.get(element, element))
    return found


def texts(gold: Path, volumes: int) -> Iterator[tuple[str, str, str, dict[str, set[str]], bool]]:
    """Yield family, kind and text of each document, what its blocks are, and whether only some of them are known."""
    for name, blocks in sorted(of_table(gold / "general" / "STRUCTURE.tsv").items()):
        # only a stretch of a text was marked: what begins with other words is not known
        yield f"general/{name.split('-')[0]}", "general", TAGS.sub("", (gold / "general" / name).read_text("utf-8")), blocks, True
    for path in sorted((gold / "cases").rglob("*.right.xml")):
        text = path.with_name(path.name.replace(".right.xml", ".txt"))
        root = etree.parse(str(path)).getroot().find(f"{TEI}text")
        if text.exists() and root is not None:
            yield f"cases/{path.parent.name}/{path.name[:2]}", "cases", text.read_text("utf-8"), of_tree(root), False
    sys.path[:0] = [str(gold), str(gold / "letters")]
    import lettergold  # type: ignore[import-not-found]

    for path in sorted((gold / "letters").glob("*/*.xml")):
        root = etree.parse(str(path), etree.XMLParser(recover=True, resolve_entities=False, no_network=True)).getroot()
        facts = json.loads(path.with_suffix(".json").read_text("utf-8"))
        house = lettergold.house(lettergold.EDITIONS[path.parent.name], root, facts)
        yield f"letters/{path.parent.name}", "letters", path.with_suffix(".txt").read_text("utf-8"), of_tree(house), False
    if volumes:
        yield from of_volumes(gold, volumes)


def of_volumes(gold: Path, count: int) -> Iterator[tuple[str, str, str, dict[str, set[str]], bool]]:
    import lzma

    import frusgold  # type: ignore[import-not-found]

    for path in sorted((gold / "volumes").glob("*.xml.xz")):
        parser = etree.XMLParser(huge_tree=True, collect_ids=False, resolve_entities=False, no_network=True)
        root = etree.fromstring(lzma.decompress(path.read_bytes()), parser)
        divs = list(frusgold.documents(root.getroottree()))
        for div in divs[:: max(1, len(divs) // count)][:count]:
            div.tail = None
            yield f"volumes/{zlib.crc32(path.name.encode()) % 4}", "volumes", frusgold.render(div, "full"), of_tree(div), False


def rows(gold: Path, volumes: int) -> Iterator[Row]:
    for family, kind, text, known, partly in texts(gold, volumes):
        source = Source(text, "text.txt", "text")
        draft = draft_of(source, recognise(source), Metadata(), Authorities())
        units = [(a, seen, first(_said(draft, a))) for a, seen in observed(draft)]
        there = [k for k, (_, _, begins) in enumerate(units) if begins in known]
        for k, (a, seen, begins) in enumerate(units):
            element = {"lg": "l", "quote": "p"}.get(a.element, a.element)
            unknown = (partly and not (there and there[0] <= k <= there[-1])) or (kind == "cases" and begins not in known)
            if element in CALLED - NOT_MARKED.get(kind, frozenset()) and begins and not unknown:
                yield Row(family, kind, a.element, tuple(seen), element in known.get(begins, ()))


def _said(draft: Draft, a: Annotation) -> str:
    """Return the words of a block, of a stanza those of its first line."""
    if a.element == "lg":
        line = next((one for one in draft.of("l") if one.span.within(a.span)), a)
        return draft.plain(line.span)
    return draft.plain(a.span)


def fitted(found: list[Row], strength: float) -> dict[str, float]:
    """Return the weight of each observation that came often enough."""
    often = Counter(one for row in found for one in row.seen)
    names = sorted(name for name, n in often.items() if n >= 8)
    number = {name: k for k, name in enumerate(names)}
    cells = [(i, number[one]) for i, row in enumerate(found) for one in row.seen if one in number]
    matrix = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(found), len(names)))
    truth = np.array([row.right for row in found], dtype=float)
    counts = np.array([COUNTS[row.kind] for row in found])
    # that a block is what it is said to be is the rule
    prior = np.array([1.5 if name.endswith(": always") else 0.0 for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ w
        p = 1 / (1 + np.exp(-z))
        value = float((counts * (np.logaddexp(0, z) - truth * z)).sum() + strength * ((w - prior) ** 2).sum() / 2)
        return value, matrix.T @ (counts * (p - truth)) + strength * (w - prior)

    best = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: float(w) for name, w in zip(names, best.x, strict=True)}


def probability(row: Row, table: dict[str, float]) -> float:
    return float(1 / (1 + np.exp(-sum(table.get(one, 0.0) for one in row.seen))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--strength", type=float, default=2.0)
    parser.add_argument("--volumes", type=int, default=6)
    opts = parser.parse_args()
    found = list(rows(opts.gold, opts.volumes))
    families = sorted({row.family for row in found})
    held: list[tuple[Row, float]] = []
    for family in families:
        table = fitted([row for row in found if row.family != family], opts.strength)
        held += [(row, probability(row, table)) for row in found if row.family == family]
    report(held)
    if opts.write:
        table = fitted(found, opts.strength)
        lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(table.items()) if abs(weight) >= 0.005]
        TABLE.write_text("\n".join(["what is observed\tweight", *lines]) + "\n", "utf-8")


def report(held: list[tuple[Row, float]]) -> None:
    def line(name: str, part: list[tuple[Row, float]]) -> None:
        if part:
            right = sum(row.right for row, _ in part) / len(part)
            print(f"{name:34} {len(part):6,} blocks, mean probability {np.mean([p for _, p in part]):.3f}, right {right:.3f}")

    for kind in ("", *COUNTS):
        own = [(row, p) for row, p in held if kind in {"", row.kind}]
        line(f"{kind or 'all'}", own)
        for name, least, most in (("high", HIGH, 1.01), ("medium", MEDIUM, HIGH), ("low", 0.0, MEDIUM)):
            line(f"{kind or 'all'}: {name}", [(row, p) for row, p in own if least <= p < most])
    for element in sorted({row.element for row, _ in held}):
        line(f"element {element}", [(row, p) for row, p in held if row.element == element])
    loss = -np.mean([np.log(max(p if row.right else 1 - p, 1e-9)) for row, p in held])
    flat = np.mean([row.right for row, _ in held])
    print(f"loss {loss:.3f} (of one probability for all: {-(flat * np.log(flat) + (1 - flat) * np.log(1 - flat)):.3f})")


if __name__ == "__main__":
    main()
