"""``[Page 356]`` becomes ``pb``.

Found: the bracket with "Page" and a number, Arabic or Roman, between blocks and inside them, also inside a word.
Left alone: "page 356" in running text, and brackets with more in them.
TEI P5 4.9: CO, #CORS5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.model import Annotation, Draft, Problem, Rule, Span

MARK = re.compile(r"\[Page (?P<n>[0-9]+[a-z]?|[ivxlcdm]+|[IVXLCDM]+)\]")


def find(draft: Draft) -> Iterator[Annotation | Problem]:
    """Yield a ``pb`` for every page mark; ``@break="no"`` where it stands inside a word."""
    text = draft.text
    seen: set[str] = set()
    for mark in MARK.finditer(text):
        attributes = {"n": mark["n"]}
        identifier = f"pg_{mark['n']}"
        if identifier not in seen:
            attributes["xml:id"] = identifier
        else:
            yield Problem("page-repeated", "warning", f"page {mark['n']} is marked a second time", Span(*mark.span()))
        seen.add(identifier)
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        if before.isalpha() and after.isalpha() and after.islower():
            attributes["break"] = "no"
        yield Annotation(Span(*mark.span()), "pb", RULE.id, attributes, content="replaced")


RULE = Rule(
    "pb-page-number", "pb", find,
    "The page marks of the copied text became pb elements; the number of the page on which a document begins is not in the copied text.",
)
