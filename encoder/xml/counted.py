"""How often each element stands in the text of a document."""

from __future__ import annotations

from collections import Counter

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"


def occurrences(root: etree._Element) -> dict[str, int]:
    """Return the number of each element of the TEI in ``text`` and in what it holds, by name without namespace."""
    counts = Counter([e.tag for text in root.findall(f"{{{TEI}}}text") for e in text.iter(f"{{{TEI}}}*")])
    return {name.rpartition("}")[2]: count for name, count in counts.items()}
