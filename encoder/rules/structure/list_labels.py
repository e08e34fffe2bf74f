"""A printed form whose labels have no colon behind them becomes a ``list``: "COUNTRY  FREEDONIA", "DATE DISTR.  9 MAY 1952".

Found: near the head, several lines that begin with a label that agencies' forms have, each another, two of them of more than one word
("REPORT NO.", "PLACE & DATE ACQ."), also where a reading machine got a letter wrong or broke the label; what stands below a line goes on
with it, and a sentence about the whole parts the list. The subject and the day of distribution are facts for the header.
Left alone: sentences that begin with one such word; forms with colons, which ``list-form`` has.
TEI P5 4.9: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.anatomy import unmarked
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.structure.list_form import DAYS

#: a form stands among the first blocks and lines
FIRST = 40
MOST = 160
#: the labels that say when the paper was made
_DATES = ("DATE DISTR", "DATE OF REPORT", "REPORT DATE")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lists and the facts."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start and b.kind == "text"][:FIRST]
    lines = [(line, number) for number, block in enumerate(blocks) for line in block.lines][:MOST]
    said = [draft.text[slice(*line)] for line, _ in lines]
    for run in unmarked.read(said, [number for _, number in lines]):
        spans = [Span(lines[item.first][0].start, lines[item.last][0].end) for item in run]
        why = f"{len(run)} lines with labels: {', '.join(item.label for item in run if item.label)[:80]}"
        yield Annotation(Span(spans[0].start, spans[-1].end), "list", RULE.id, {"type": "form"}, evidence=why)
        for item, span in zip(run, spans, strict=True):
            yield Annotation(span, "item", RULE.id)
            yield from _facts(draft, item, span)


def _facts(draft: Draft, item: unmarked.Item, span: Span) -> Iterator[Fact]:
    value = " ".join(draft.text[slice(*span)].split()[len(item.label.split()) :])
    if item.label == "SUBJECT" and value and not draft.fact("subject-line"):
        yield Fact("subject-line", value, RULE.id, span)
    if item.label.startswith(_DATES) and not draft.fact("date"):
        date = next((d for d in find_dates(draft.text[slice(*span)]) if d.kind in DAYS and d.when), None)
        if date:
            yield Fact("date", date.when, RULE.id, Span(span.start + date.start, span.start + date.end), {"when": date.when})


RULE = Rule(
    "list-labels", "list", find,
    "The lines of a printed form whose labels have no sign behind them are a list.",
)
