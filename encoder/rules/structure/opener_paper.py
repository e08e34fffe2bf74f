"""The lines over the text of an official paper: its heading becomes ``head``, the others an ``opener``.

Found: where a document begins, in any order and each in its line: the kind of paper ("CIPHERED TELEGRAM No. 318", "N o t e", "JOURNAL /
of the Consul A. B. for the period ..."), the catalogue's title once more, a letterhead, place and date, where a telegram comes from ("From
RANGOON", "ULAN BATOR--") and to whom it goes ("To Comrade X"), numbers, and the lines of secrecy that were found among them. The first
line that is none of these begins the text, also where no blank line stands before it.
Left alone: a text that begins without a heading, and everything from the first sentence on.
TEI P5 4.9: DS, #DSOC, #DSHD.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.anatomy import forms, papers, salutes
from encoder.brackets.classes import readings
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Block, Span
from encoder.rules.structure.dateline_place_date import read_dateline

#: so many lines over the text are looked at, and no block of them is longer
MOST = 24
BLOCK = 420
#: a line that greets somebody
GREETED = 3.0
#: what is in the opener already, by earlier rules
_TAKEN = frozenset({"seg", "dateline", "salute", "address"})
#: brackets that show what is printed or written over the text
PRINTED = frozenset({"stamp", "hand", "letterhead", "add"})
#: a heading is a block of no more lines; shorter words of a title may be small
_FEW = 4
_LITTLE = 4


_SUBJECT = re.compile(r"(?:Subject|Re|Regarding|Topic|Object|Betr\.?|Tárgy|Dotyczy)\s?:", re.I)


class _Line(NamedTuple):
    span: Span
    said: str
    block: int


class _Piece(NamedTuple):
    kind: str
    span: Span
    inner: tuple[int, int] | None = None


def find(draft: Draft) -> Iterator[Finding]:
    """Yield heading and opener of the document, and what they say for the header."""
    for part in draft.parts:
        if not _is_paper(draft, part) or any(a.element in {"head", "opener"} and a.span.within(part) and a.role != roles.GATHERED
                                             for a in draft.annotations):
            continue
        if any(salutes.salutation(line.said) >= GREETED for line in _lines(draft, part)):
            continue  # a letter has an opener of its own
        pieces = _pieces(draft, part)
        if any(p.kind in {"head", "from", "to"} for p in pieces):
            yield from _write(draft, pieces)


def _is_paper(draft: Draft, part: Span) -> bool:
    """Whether something beside a heading tells an official paper: a catalogue's title, a line of secrecy, marks of release."""
    secret = any(a.attributes.get("type") == "classification" for a in draft.overlapping("seg", part))
    catalogued = any(f.role == roles.CATALOGUE for f in draft.all_facts("title"))
    return secret or catalogued or any("release" in piece.why for piece in draft.source.layout.furniture)


def _pieces(draft: Draft, part: Span) -> list[_Piece]:
    """Read the lines over the text; those of earlier rules and printed brackets stand among them."""
    stop = min([a.span.start for a in draft.of("p") if a.span.within(part)], default=part.end)
    found = [_Piece("seg", a.span) for a in draft.annotations if a.element in _TAKEN and a.span.within(part) and a.span.start < stop]
    lines = [line for line in _lines(draft, part) if line.span.end <= stop]
    printed = {r.span.start: r for r in readings(draft.text) if r.kind in PRINTED and part.start <= r.span.start < stop}
    fact = draft.fact("title")
    title = _flat(fact.value) if fact else ""
    pieces: list[_Piece] = []
    k = 0
    while k < len(lines):
        pieces += _between(found, pieces, lines[k].span.start)
        bracket = printed.get(lines[k].span.start)
        last = next((j for j in range(k, len(lines)) if bracket and lines[j].span.end == bracket.span.end), -1)
        if bracket and last >= 0:
            pieces.append(_Piece(bracket.kind, bracket.span))
            k = last + 1
            continue
        kind, inner = _kind(draft, lines, k, pieces, title)
        if not kind:
            break
        pieces.append(_Piece(kind, lines[k].span, inner))
        k += 1
    while pieces:  # what earlier rules found directly behind
        following = [p for p in found if p not in pieces and not draft.text[pieces[-1].span.end : p.span.start].strip()]
        if not following:
            break
        pieces.append(min(following, key=lambda p: p.span))
    while pieces and pieces[-1].kind in PRINTED:  # a stamp before the text stands over it, not in the opener
        pieces.pop()
    return pieces


def _between(found: list[_Piece], pieces: list[_Piece], end: int) -> list[_Piece]:
    return sorted((p for p in found if p.span.end <= end and p not in pieces), key=lambda p: p.span)


def _lines(draft: Draft, part: Span) -> Iterator[_Line]:
    count = 0
    end = min(part.end, draft.notes_start)
    for number, block in enumerate(b for b in draft.free_blocks if part.start <= b.span.start and b.span.end <= end):
        for line in block.lines:
            count += 1
            if count > MOST:
                return
            yield _Line(line, draft.plain(line), number)


def _kind(draft: Draft, lines: list[_Line], k: int, pieces: list[_Piece], title: str) -> tuple[str, tuple[int, int] | None]:
    """Return what a line over the text is, ``""`` where the text begins with it."""
    line = lines[k]
    said = line.said
    headed = any(p.kind == "head" for p in pieces)
    flat = _flat(said)
    if title and len(flat) > 8 and (title.startswith(flat) or flat.startswith(title)) and len(flat) < 2 * len(title):
        return "head", None
    if forms.label(said) and not (_SUBJECT.match(said) and pieces):
        return "", None
    if papers.heading(said):
        return "head", None
    goes_on = headed and pieces[-1].kind == "head" and _goes_on(lines, k)
    if goes_on and (said[:1].islower() or said[:1] == "(" or _same(lines, k)) and (not said.isupper() or _runs_on(lines, k)):
        return "head", None
    place = papers.sent_from(said)
    if place:
        return "from", place
    to = papers.sent_to(said)
    if to and (headed or any(p.kind in {"from", "seg", "dateline", "to"} for p in pieces) or said.isupper() or said[:1] == "["):
        return "to", to
    dateline = bool(list(read_dateline(draft, Block(line.span, (line.span,)))))
    if not dateline and (goes_on or (headed and _titled(lines, k, pieces))):
        return "head", None
    if papers.number(said) or (pieces and papers.FIGURES.fullmatch(said)):
        return "number", None
    if _SUBJECT.match(said) and pieces and _dated_near(draft, lines, k):
        return "subject", None
    if dateline:
        return "dateline", None
    if not headed and papers.letterhead(said) and all(p.kind in {"letterhead", "seg", "number"} for p in pieces) and _leads(lines, k):
        return "letterhead", None
    if said in {"[...]", "[…]", "[. . .]"} and not headed and _leads(lines, k):
        return "cut", None
    return "", None


def _runs_on(lines: list[_Line], k: int) -> bool:
    """Whether a line is a name in a heading that goes on with small words in the next line of its block: "A. B. HALE / from 2 to 8 May"."""
    following = lines[k + 1] if k + 1 < len(lines) else None
    return bool(following and following.block == lines[k].block and following.said[:1].islower() and "." in lines[k].said)


def _dated_near(draft: Draft, lines: list[_Line], k: int) -> bool:
    """Whether place and date follow within the next lines of the opener."""
    return any(list(read_dateline(draft, Block(x.span, (x.span,)))) for x in lines[k + 1 : k + 4])


def _same(lines: list[_Line], k: int) -> bool:
    """Whether a line stands in the block of the line above, and no text follows in it."""
    return k > 0 and lines[k - 1].block == lines[k].block and sum(x.block == lines[k].block for x in lines) <= _FEW


def _titled(lines: list[_Line], k: int, pieces: list[_Piece]) -> bool:
    """Whether a line alone in its block is the title below the kind of the paper: "INTELLIGENCE MEMORANDUM / The Fleet in the Sea"."""
    said, above = lines[k].said, lines[k - 1] if k else None
    if above is None or pieces[-1].kind != "head" or above.block == lines[k].block or not papers.alone(above.said):
        return False
    alone = k + 1 == len(lines) or lines[k + 1].block != lines[k].block
    listed = [w for w in said.split() if len(w) > _LITTLE]
    capitals = all(w[0].isupper() or w[0].isdigit() for w in listed)
    return alone and len(listed) > 1 and said[-1].isalnum() and len(said) <= papers.LINE and capitals


def _goes_on(lines: list[_Line], k: int) -> bool:
    """Whether a line goes on with the heading above it, in its block or, where that is the kind of paper alone, in the next."""
    said = lines[k].said
    short = not said.endswith((".", ":", ";", "!", "?")) and len(said) <= papers.LINE
    return papers.goes_on(said) or (_same(lines, k) and short and (said[:1].islower() or said[:1] == "(" or _runs_on(lines, k)))


def _leads(lines: list[_Line], k: int) -> bool:
    """Whether a heading or the next lines of an opener follow a line before the text begins."""
    for line in lines[k + 1 : k + 8]:
        if papers.heading(line.said) or papers.sent_from(line.said):
            return True
        if len(line.said) > papers.LINE:
            return False
    return False


def _write(draft: Draft, pieces: list[_Piece]) -> Iterator[Finding]:
    run: list[_Piece] = []
    for k, piece in enumerate(pieces):
        if piece.kind != "head":
            run.append(piece)
            continue
        yield from _opener(draft, run)
        run = []
        if k and pieces[k - 1].kind == "head":
            continue
        last = k
        while last + 1 < len(pieces) and pieces[last + 1].kind == "head":
            last += 1
        yield Annotation(Span(piece.span.start, pieces[last].span.end), "head", RULE.id, role=roles.PAPER)
    yield from _opener(draft, run)


def _opener(draft: Draft, run: list[_Piece]) -> Iterator[Finding]:
    if not run:
        return
    yield Annotation(Span(run[0].span.start, run[-1].span.end), "opener", RULE.id)
    first: Span | None = None
    for k, piece in enumerate(run):
        if piece.kind == "dateline":
            yield Annotation(piece.span, "dateline", RULE.id)
            yield from read_dateline(draft, Block(piece.span, (piece.span,)))
        elif piece.kind == "from":
            yield from _place(draft, piece)
        elif piece.kind == "to":
            first = first or piece.span
            yield Annotation(piece.span, "addrLine", RULE.id)
            yield from _recipient(draft, piece)
            if k + 1 == len(run) or run[k + 1].kind != "to":
                yield Annotation(Span(first.start, piece.span.end), "address", RULE.id)
                first = None
        elif piece.kind in {"letterhead", "number", "subject"}:
            yield Annotation(piece.span, "seg", RULE.id, {"type": piece.kind})
        elif piece.kind != "seg":
            yield Annotation(piece.span, "seg", RULE.id, {"type": "endorsement"} if piece.kind == "hand" else {})


def _place(draft: Draft, piece: _Piece) -> Iterator[Finding]:
    start, end = piece.inner or (0, 0)
    said = draft.plain(piece.span)
    yield Annotation(piece.span, "dateline", RULE.id)
    at = draft.text.find(said[start:end].split()[0], piece.span.start)
    span = Span(at, at + end - start) if draft.text[at : at + end - start] == said[start:end] else piece.span
    yield Annotation(span, "placeName", RULE.id)
    if not draft.fact("place"):
        place = said[start:end]
        yield Fact("place", place.title() if place.isupper() else place, RULE.id, span)


def _recipient(draft: Draft, piece: _Piece) -> Iterator[Finding]:
    start, end = piece.inner or (0, 0)
    yield Fact("addressed", draft.plain(piece.span)[start:end], RULE.id, piece.span)


def _flat(said: str) -> str:
    return "".join(c for c in said.casefold() if c.isalnum())


RULE = Rule(
    "opener-paper", "opener", find, "The heading of a paper is head; secrecy, place, date and addressees over its text are its opener."
)
