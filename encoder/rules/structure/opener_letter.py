"""The opening of a letter: its heading becomes ``head``, what stands over the text ``opener`` with dateline, address and salutation.

Found: where a document, an enclosure or a letter of a volume begins, in any order: number and heading ("TO MISS N.", "X an Y, 3. 5. 1894"),
an editor's headnote, letterhead, references, place and date, address, subject, and last the salutation, on its own line or run
into the first sentence ("DEAR FRIEND,--"). What the lines are is judged by all that speaks for it: their words in seven languages,
how they end, where they stand.
Left alone: the labelled lines of a memorandum ("TO: ...", "FROM: ..."); texts in which nobody is addressed and no heading tells of a
letter.
TEI P5 4.9: DS, #DSOC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy import closing, forms, opening, speech
from encoder.anatomy.opening import Opening, Piece
from encoder.anatomy.units import Unit
from encoder.dates.lines import date_in
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.letter_parts import among_others, anchor_of, dateline, lines, parts_of, placed
from encoder.rules.structure.dateline_place_date import ISSUE

_BRACKETS = re.compile(r"[\[\]()?]")
#: what speaks for a letter: somebody is addressed, a heading names both or one of them, a dateline, a valediction with a name
GREETED = 3.0
BOTH = 2.0
ONE = 1.5
DATED = 1.5
LEFT = 2.0
ENOUGH = 3.0
#: the line of issue of a newspaper stands among the first lines
FIRST = 4
_SEGS = {"letterhead": "letterhead", "reference": "reference", "subject": "subject"}


def find(draft: Draft) -> Iterator[Finding]:
    """Yield heading and opener of each part that is a letter, and what they say for the header."""
    for part in parts_of(draft):
        spoken = next((label.span.start for label in speech.read(draft).labels if label.span.within(part.span)), part.span.end)
        units = [unit for unit in lines(draft, part.above()) if unit.span.start < spoken]
        read = opening.read(units, placed)
        if not read.pieces or _is_form(units, read.greeted >= opening.ENOUGH) or any(ISSUE.search(unit.text) for unit in units[:FIRST]):
            continue
        if not (_is_letter(units, read) or among_others(part)):
            continue
        facts = list(_heading(draft, read))
        yield from facts
        for finding in _pieces(draft, read, [f for f in facts if f.key == "date-heading"]):
            yield finding.acting(roles.LETTER) if isinstance(finding, Annotation) else finding


def _is_form(units: list[Unit], greeted: bool) -> bool:
    """Whether labelled lines say who writes to whom: the head of a memorandum, which is a list."""
    labels = {label.kind for unit in units[: opening.MOST] if (label := forms.label(unit.text))}
    told = labels >= {"sender", "recipient"} or (labels >= {"recipient", "subject"} and not greeted)
    return told or forms.printed([unit.text for unit in units])


def _is_letter(units: list[Unit], read: Opening) -> bool:
    score = GREETED if read.greeted >= opening.ENOUGH else 0.0
    if read.said:
        named = bool(read.said.sender) + bool(read.said.recipient or read.said.same)
        score += ENOUGH if named and read.said.plain else BOTH if named == 2 else ONE if read.said.letter else 0
    score += DATED if read.dated else 0
    if score < ENOUGH and score:
        end = closing.read(units, read.text, frozenset())
        score += LEFT if end.named and (end.left or end.sure >= ENOUGH + 1) else 0
    return score >= ENOUGH


def _heading(draft: Draft, read: Opening) -> Iterator[Fact]:
    """Yield sender, recipient and date as the heading has them."""
    if read.said is None or read.head is None:
        return
    unit = read.head
    for key, where in (("sender", read.said.sender), ("recipient", read.said.recipient)):
        if where:
            yield Fact(f"heading-{key}", " ".join(unit.text[slice(*where)].split()), RULE.id, unit.span)
    if read.said.same:
        yield Fact("heading-same", "", RULE.id, unit.span)
    found = date_in(_BRACKETS.sub("", unit.text[read.said.end :]).strip(" ,."), language=draft.reading)
    if found and (found.when or found.date_from):
        yield Fact("date-heading", found.when or found.date_from, RULE.id, unit.span, {"text": found.text})


def _pieces(draft: Draft, read: Opening, dates: list[Fact]) -> Iterator[Finding]:
    run: list[Piece] = []
    anchor = anchor_of(iter(dates))
    known = False
    for piece in read.pieces:
        if piece.kind in {"head", "headnote", "text"}:
            yield from _opener(run)
            run = []
            if piece.kind == "head":
                yield Annotation(piece.span, "head", RULE.id)
            elif piece.kind == "headnote":
                yield Annotation(piece.span, "note", RULE.id, {"type": "editorial", "subtype": "headnote", "place": "inline"})
            else:
                yield Annotation(piece.span, "p", RULE.id)
            continue
        run.append(piece)
        if piece.kind == "dateline":
            yield from dateline(draft, piece.span, RULE.id, anchor, not known)
            known = True
        elif piece.kind == "address":
            yield Annotation(piece.span, "addrLine", RULE.id)
        elif piece.kind == "salute":
            yield Annotation(piece.span, "salute", RULE.id)
        else:
            yield Annotation(piece.span, "seg", RULE.id, {"type": _SEGS[piece.kind]})
    yield from _opener(run)


def _opener(run: list[Piece]) -> Iterator[Annotation]:
    if not run:
        return
    yield Annotation(Span(run[0].span.start, run[-1].span.end), "opener", RULE.id)
    first: Piece | None = None
    last: Piece | None = None
    for piece in (*run, None):
        if piece is not None and piece.kind == "address":
            first, last = first or piece, piece
        elif first and last:
            yield Annotation(Span(first.span.start, last.span.end), "address", RULE.id)
            first = None


RULE = Rule("opener-letter", "opener", find, "What stands over the text of a letter is its opener.")
