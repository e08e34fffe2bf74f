"""How often each element stands in the text of a document, and how long that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"


def occurrences(root: etree._Element) -> dict[str, int]:
    """Return the number of each element of the TEI in ``text`` and in what it holds, by name without namespace."""
    counts = Counter([e.tag for text in root.findall(f"{{{TEI}}}text") for e in text.iter(f"{{{TEI}}}*")])
    return {name.rpartition("}")[2]: count for name, count in counts.items()}


def measured(text: etree._Element, apart: Callable[[str], str]) -> dict[str, int]:
    """Return how many words and page beginnings a ``text`` has; comments and instructions are none.

    ``apart`` says of the name of an element what parts it from its neighbours, ``""`` for nothing.
    """
    pieces: list[str] = []
    for event, element in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            pieces.append(element.tail or "")
            continue
        if apart(element.tag.rpartition("}")[2]):
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    return {"words": len("".join(pieces).split()), "pages": sum(1 for _ in text.iter(f"{{{TEI}}}pb"))}


def counted(unit: str, count: int) -> str:
    """Return a number with its unit: ``1 word``, ``12 pages``."""
    return f"{count} {unit if count != 1 else unit[:-1]}"
