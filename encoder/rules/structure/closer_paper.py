"""The end of an official paper: signature, office and date become ``closer``, who has a copy and who typed it a ``note``.

Found: at the end of a document a date with a name ("24.III.50 Shtykov"), a name in signs or with its letters apart, with the mark of a
signature, beside its office, its date or a name that the title has; below it the number of copies, to whom they went, who typed them.
Left alone: names without any of this, and letters, which have an end of their own.
TEI P5 4.9: DS, #DSCO.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder.anatomy import paper_end, salutes
from encoder.anatomy.paper_end import Piece
from encoder.anatomy.units import Unit
from encoder.brackets.classes import readings
from encoder.brackets.whose import around, editing
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.letter_parts import anchor_of, dateline, lines, parts_of, titled

#: a line that greets somebody begins a letter
GREETED = 3.0
_LISTED = frozenset({"copies", "copy", "typed"})


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the end of each part that has one."""
    for part in parts_of(draft):
        taken = [a.span.end for a in part.annotations if a.element in {"head", "opener"}]
        units = [u for u in lines(draft, part) if u.span.start >= max(taken, default=part.span.start)]
        if any(a.element == "salute" for a in part.annotations):
            continue  # a letter, which has an end of its own
        if len(units) < 2 or any(salutes.salutation(u.text) >= GREETED for u in units[:12]):
            continue
        pieces = paper_end.read(units, titled(draft))
        if pieces:
            yield from _write(draft, units, pieces)


def _write(draft: Draft, units: Sequence[Unit], pieces: Sequence[Piece]) -> Iterator[Finding]:
    closing = [p for p in pieces if p.kind not in {*_LISTED, "remark"}]
    if closing:
        yield Annotation(Span(units[closing[0].first].span.start, units[closing[-1].last].span.end), "closer", RULE.id)
    for piece in closing:
        span = Span(units[piece.first].span.start, units[piece.last].span.end)
        known = bool(draft.fact("date"))
        if piece.cut:
            dated, named = (_inside(draft, span, *piece.cut[k : k + 2]) for k in (0, 2))
            dated = Span(dated.start, dated.end + len(draft.text[dated.end : named.start].rstrip()))  # the stop behind the date
            yield from dateline(draft, dated, RULE.id, anchor_of(draft.all_facts("date-catalogue")), not known)
            yield Annotation(named, "signed", RULE.id)
        elif piece.kind == "dateline":
            yield from dateline(draft, span, RULE.id, anchor_of(draft.all_facts("date-catalogue")), not known)
        else:
            yield Annotation(span, "signed", RULE.id)
    yield from _copies(units, [p for p in pieces if p.kind in _LISTED])
    remarks = [Span(units[p.first].span.start, units[p.last].span.end) for p in pieces if p.kind == "remark"]
    brackets = {r.span: r for r in readings(draft.text)} if remarks else {}
    for span in remarks:
        if span in brackets and not any(c.isalnum() for c in brackets[span].bracket.words):
            continue  # "[...]": what is left out
        attributes = {"type": "editorial", "place": "inline"}
        if span in brackets:
            yield from around(draft.text, brackets[span], "note", RULE.id, {**attributes, **editing(draft)})
        else:
            yield Annotation(span, "note", RULE.id, attributes)


def _inside(draft: Draft, span: Span, start: int, end: int) -> Span:
    """Return a stretch of a line whose white space is as written."""
    return Span(span.start + start, span.start + end) if span.end - span.start >= end else span


def _copies(units: Sequence[Unit], pieces: Sequence[Piece]) -> Iterator[Finding]:
    if not pieces:
        return
    spans = [(p.kind, units[p.first].span) for p in pieces]
    yield Annotation(Span(spans[0][1].start, spans[-1][1].end), "note", RULE.id, {"type": "distribution", "place": "inline"})
    k = 0
    while k < len(spans):
        last = k
        while last + 1 < len(spans) and spans[last + 1][0] == "copy":
            last += 1
        if (spans[k][0] == "copies" and last > k) or spans[k][0] == "copy":
            yield Annotation(Span(spans[k][1].start, spans[last][1].end), "list", RULE.id, {"type": "distribution"})
            for kind, span in spans[k : last + 1]:
                yield Annotation(span, "head" if kind == "copies" else "item", RULE.id)
            k = last + 1
        else:
            yield Annotation(spans[k][1], "p", RULE.id)
            k += 1


RULE = Rule(
    "closer-paper", "closer", find,
    "Signature, office and date below the text of a paper are its closer; who has a copy stands in a note.",
)
