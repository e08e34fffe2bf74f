"""The end of a letter: valediction, signature, date below it and address become ``closer``, what is added a ``postscript``.

Found: in a part with an opener, a name below the last words ("Yours sincerely," / "Votre affectueusement dévoué," / "Ihr"), the
valedictions over it, each on its line or one sentence over several; below it offices, place and date, postscripts with and without
"P.S.", the address, enclosures, endorsements, the editor's source. In any other text a name that stands last and is sure to be one.
Left alone: last paragraphs that are short; names of places.
TEI P5 4.9: DS, #DSCO.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from encoder import lazy_re as re
from encoder.anatomy import closing, meetings, paper_end, salutes, speech
from encoder.anatomy.below import Piece
from encoder.anatomy.closing import Closing
from encoder.anatomy.units import Unit
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.letters import tokens
from encoder.layout.blocks import Span, lines_of
from encoder.rules.letter_parts import Part, among_others, anchor_of, dateline, lines, parts_of, placed, titled

#: words of names shorter than this tell nothing
WORD = 3
#: the line of a meeting is among so many blocks
MET = 3
#: a name that ends a text without an opener is as sure as this
SURE = 3.0
#: who signs the preface of a book adds no more below it
ADDED = 1
#: so many speeches are no letter
TALK = 4
STAMP = re.compile(r"\W{0,2}(?:stamp|seal|stempel|cachet|timbre|sello|timbro|штамп|печать)", re.I)
_NOTES = {"copies": "distribution", "endorsement": "endorsement", "source": "source", "remark": "editorial"}
_CLOSER = frozenset({"salute", "signed", "dateline", "address"})


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the end of each part that has one."""
    signers: frozenset[str] = frozenset()
    parts = parts_of(draft)
    if sum(among_others(part) for part in parts) > 1:
        signers = _signers(draft, parts)
    for part in parts:
        over = [a.span.end for a in part.annotations if a.element in {"opener", "head", "item", "cell"} and not a.place]
        begun = max((end for end in over), default=part.span.start)
        letter = any(a.role == roles.LETTER and a.element == "opener" for a in part.annotations) or among_others(part)
        said = [label.span.end for label in speech.read(draft).labels if label.span.within(part.span)]
        if not letter or len(said) >= TALK:  # who signs a record of what was said does so below the last words
            begun = max([begun, *said])
        units = [u for u in lines(draft, part) if u.span.start >= begun]
        if len(units) < (1 if letter else 2):
            continue
        expected = _expected(part) | (signers if among_others(part) else frozenset())
        end = closing.read(units, 0 if letter else 1, expected)
        if not end.pieces or not (letter or (_sure(end) and sum(p.kind == "postscript" for p in end.pieces) <= ADDED)):
            continue
        for finding in _write(draft, _with_groups(_with_signature(end, units, expected | titled(draft)), part), part):
            yield finding.acting(roles.LETTER) if isinstance(finding, Annotation) else finding


def _signers(draft: Draft, parts: Sequence[Part]) -> frozenset[str]:
    """Return the words of the names that surely sign one of the letters: who signs one signs others, too."""
    found: set[str] = set()
    for part in filter(among_others, parts):
        units = lines(draft, part)
        end = closing.read(units, 0, frozenset()) if len(units) > 1 else Closing()
        if end.left and end.sure >= SURE:
            found.update(w.lower() for w in tokens(end.name) if len(w) >= WORD)
    return frozenset(found)


def _with_signature(end: Closing, units: Sequence[Unit], expected: frozenset[str]) -> Closing:
    """Add the signature of a paper that stands below the valediction: "[signed] / Hale / Colonel", which is no name by its shape."""
    if any(p.kind != "salute" for p in end.pieces):
        return end
    last = next((k for k, u in enumerate(units) if u.span.end == end.pieces[-1].span.end), None)
    if last is None:
        return end
    found = paper_end.read(units[last:], expected)
    if not found or found[0].first != 1:
        return end  # something stands between
    signed = [
        Piece("dateline" if p.kind == "dateline" else "signed", Span(units[last + p.first].span.start, units[last + p.last].span.end))
        for p in found
        if p.kind in {"signed", "dateline"} and not p.cut
    ]
    return replace(end, pieces=(*end.pieces, *signed))


def _with_groups(end: Closing, part: Part) -> Closing:
    """Add the verses, lists and tables that stand below the name: they were put there as a postscript is."""
    start = end.pieces[0].span.start
    groups = [
        Piece("postscript", a.span)
        for a in part.annotations
        if a.element in {"lg", "list", "table", "quote"} and start <= a.span.start and not any(a.span.within(p.span) for p in end.pieces)
    ]
    outer = [g for g in groups if not any(g.span != o.span and g.span.within(o.span) for o in groups)]
    pieces: list[Piece] = []
    for piece in sorted([*end.pieces, *outer], key=lambda p: p.span):
        last = pieces[-1] if pieces else None
        if last and last.kind == piece.kind == "postscript" and (piece in outer or last in outer):
            pieces[-1] = Piece("postscript", Span(last.span.start, piece.span.end))
        else:
            pieces.append(piece)
    return replace(end, pieces=tuple(pieces))


def _expected(part: Part) -> frozenset[str]:
    names = [f.value for f in part.facts if f.key == "heading-sender"]
    return frozenset(w.lower() for name in names for w in tokens(name) if len(w) >= WORD)


def _sure(end: Closing) -> bool:
    if placed(end.name) or end.sure < SURE or not (end.named or end.left):
        return False
    return end.left or all(p.kind in _CLOSER or p.kind == "endorsement" for p in end.pieces)


def _write(draft: Draft, end: Closing, part: Part) -> Iterator[Finding]:
    anchor = anchor_of(f for f in part.facts if f.key in {"date", "date-heading"})
    # who signs the record of a meeting does so at the next
    known = any(f.key == "date" for f in part.facts) or any(meetings.held(draft.plain(b.span)) for b in part.blocks[:MET])
    run: list[Piece] = []
    post: list[Piece] = []
    for piece in end.pieces:
        if piece.kind in _CLOSER:
            yield from _postscript(draft, post)
            post = []
            run.append(piece)
            if piece.kind == "dateline":
                yield from dateline(draft, piece.span, RULE.id, anchor, not known)
                known = True
            elif piece.kind == "address":
                for line in lines_of(draft.text, *piece.span):
                    yield Annotation(line, "addrLine", RULE.id)
                yield Annotation(piece.span, "address", RULE.id)
            else:
                yield Annotation(piece.span, piece.kind, RULE.id)
            continue
        yield from _closer(run)
        run = []
        if piece.kind in {"postscript", "enclosures"}:
            yield from _postscript(draft, post)
            post = [piece]
            continue
        yield from _postscript(draft, post)
        post = []
        if piece.kind == "trailer":
            yield Annotation(piece.span, "trailer", RULE.id)
        elif piece.kind in _NOTES:
            yield Annotation(piece.span, "note", RULE.id, {"type": _NOTES[piece.kind], "place": "inline"})
            for line in lines_of(draft.text, *piece.span):
                yield Annotation(line, "p", RULE.id)
    yield from _closer(run)
    yield from _postscript(draft, post)
    yield from _signer(draft, end)
    for block in part.annotations:  # stamps and what others wrote below it: no paragraphs of the letter
        if block.element == "p" and block.role == roles.ASIDE and end.pieces[0].span.end <= block.span.start:
            kind = "stamp" if STAMP.match(draft.text, *block.span) else "endorsement"
            yield Annotation(block.span, "note", RULE.id, {"type": kind, "place": "inline"})


def _closer(run: list[Piece]) -> Iterator[Annotation]:
    if run:
        yield Annotation(Span(run[0].span.start, run[-1].span.end), "closer", RULE.id)


def _postscript(draft: Draft, post: list[Piece]) -> Iterator[Annotation]:
    if not post:
        return
    yield Annotation(Span(post[0].span.start, post[-1].span.end), "postscript", RULE.id)
    for piece in post:
        if piece.kind == "enclosures":  # a list, a line each
            for line in lines_of(draft.text, *piece.span):
                yield Annotation(line, "p", RULE.id)
            continue
        for block in draft.free_blocks:
            if block.span.within(piece.span):
                yield Annotation(block.span, "p", RULE.id)


def _signer(draft: Draft, end: Closing) -> Iterator[Fact]:
    """Yield the name for the header."""
    signed = next((p for p in end.pieces if p.kind == "signed" and not salutes.on_behalf(draft.plain(p.span))), None)
    if signed is None or not end.name:
        return
    yield Fact("signed", draft.plain(signed.span), RULE.id, signed.span)


RULE = Rule("closer-letter", "closer", find, "What stands below the text of a letter is its closer, what was added behind it a postscript.")
