"""The head of a military order: its kind, number and headquarters become ``head``, place and date an ``opener``.

Found: where a document or one of several begins, lines of which one names the kind ("GENERAL ORDERS,", "TAGESBEFEHL"), with a date or with
the headquarters and a number.
Left alone: sentences about orders; an order without number and date.
TEI P5 4.9: DS, #DSHD, #DSOC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy import orders
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.letter_parts import dateline, lines, parts_of


def find(draft: Draft) -> Iterator[Finding]:
    """Yield heading and opener of each part that is an order."""
    for number, part in enumerate(parts_of(draft)):
        if any(a.element in {"head", "opener"} and not a.place for a in part.annotations):
            continue
        units = lines(draft, part)[: orders.MOST + 1]
        found = orders.head(units)
        if not found or len(units) == found[1]:
            continue
        first, end = found
        if first:
            for span in _blocks([(u.span, u.block) for u in units[:first]]):
                yield Annotation(span, "head", RULE.id)
        if first < end:
            yield Annotation(units[first].span, "opener", RULE.id, role=roles.LETTER)
            yield from dateline(draft, units[first].span, RULE.id, None, not number)


def _blocks(spans: list[tuple[Span, int]]) -> Iterator[Span]:
    """Yield the lines of each block as one."""
    last: Span | None = None
    block = -1
    for span, number in spans:
        if last is not None and number == block:
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield last
        last, block = span, number
    if last is not None:
        yield last


RULE = Rule("opener-orders", "opener", find, "The kind, number and headquarters of a military order head it; place and date open it.")
