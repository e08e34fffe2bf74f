"""The numbers that count the lines of a page at its margin become ``lb`` with ``@n``.

Found: what the reading of the layout sets apart: numbers that count on from line to line, page by page, while the sentences run on.
Left alone: numbers of rows in a table, enumerators of a list.
TEI P5 3.11.3: CO, #CORS5.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``lb`` for each number; its @n is the number as it is written."""
    for number in draft.source.layout.numbers:
        yield Annotation(number.span, "lb", RULE.id, {"n": number.n}, content="replaced", evidence="it counts the lines of its page")


RULE = Rule("lb-number", "lb", find, "Numbers at the margin that count the lines of a page are the @n of an lb.")
