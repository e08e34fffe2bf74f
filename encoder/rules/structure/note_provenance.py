"""What stands over or below a text about the copy that it is taken from becomes an inline ``note``.

Found: who keeps a manuscript, in the line over its title; a block that names the manuscript ("From the original letter at the
Historical Society:", "MS. Arden Papers, box 3; holograph.", "RGAE. F. 17. Op. 3. D. 204."), certifies the copy ("Je soussigné
certifie ...", "A true copy."), or is printed on every form; and a sentence of the copyist in round brackets at the end of a line
("(Copied by Smith.)").
Left alone: sentences that speak of copies and manuscripts.
TEI P5 3.9.1: CO, #CONONO; 10.3: MS.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from encoder import lazy_re as re
from encoder.brackets.classes import readings
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span
from encoder.tables import table_of

NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*\s?){1,4}\.?")
STOP = re.compile(r"[.!?:;\])]\Z")
#: no such block is longer
LINES = 4
LONGEST = 400
TITLE = 120
TYPES = {"source": "source", "endorsement": "endorsement", "notice": ""}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = table_of("notes/words")
    return {kind: re.compile("|".join(listed), 0 if kind == "copying" else re.I) for kind, listed in table.items()}


#: who keeps a manuscript, alone in the first line over its title; the signature below that
KEEPER = re.compile(
    r"""
    (?:[A-ZÀ-Þ][\w.&’'-]*,?\s (?:(?:of|the|and|de|la|du|für|der)\s)*){0,6}
    (?: Librar(?:y|ies) | Archives? | Museum | Record\sOffice | Historical\sSociety | \w*[Bb]ibliothek
      | \w*[Aa]rchiv | Bibliothèque | Biblioteca | Archivo )
    (?:[,\s][^.:;?!]{0,70})?
    """,
    re.VERBOSE,
)
MANUSCRIPT = re.compile(
    r"""
    \b
    (?: diar(?:y|ies) | journals? | letters? | letter-?book | papers | log(?:-?book)? | note-?books?
      | narrative | memoirs? | correspondence | tagebuch | briefe? )
    \b
    """,
    re.I | re.VERBOSE,
)
SIGNATURE = re.compile(
    r"""
    (?=\S*[A-Z]{2}) (?=.*\d) [A-Z][\w./-]*
    (?: [\s,/] (?: [Ii]tem | [Bb]ox | [Ff]older | [Ss]eries | [Vv]ol\.? | [\d./-]+[a-z]? ) )+
    """,
    re.VERBOSE,
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the notes."""
    patterns = _patterns()
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    kept = list(_kept(draft, blocks[:2]))
    yield from (Annotation(span, "note", RULE.id, {"type": "source", "place": "inline"}, evidence="who keeps it") for span in kept)
    for k, block in enumerate(blocks[1 if kept else 0 :], 1 if kept else 0):
        if len(block.lines) > LINES:
            continue
        span = _said(draft.text, blocks, k)
        words = draft.plain(span)
        kind = _kind(words) if len(words) <= LONGEST else None
        if kind is not None:
            attributes = {"type": TYPES[kind]} if TYPES[kind] else {}
            yield Annotation(span, "note", RULE.id, {**attributes, "place": "inline"}, evidence=kind)
    for reading in readings(draft.text):
        if reading.bracket.form == "round" and draft.text[reading.span.end : reading.span.end + 1] in {"\n", ""}:
            copying = patterns["copying"].fullmatch(reading.bracket.words)
            if copying and not draft.within("note", reading.span.start):
                yield Annotation(reading.span, "note", RULE.id, {"type": "editorial", "place": "inline"})


def _kept(draft: Draft, blocks: list[Block]) -> Iterator[Span]:
    """Yield the line over the title of a manuscript that says who keeps it, and its signature below the title."""
    if len(blocks) < 2 or len(blocks[0].lines) > 1 or draft.of("head"):
        return
    title = blocks[1].lines[0]
    if not KEEPER.fullmatch(draft.text, *blocks[0].span) or title.end - title.start > TITLE or not MANUSCRIPT.search(draft.text, *title):
        return
    yield blocks[0].span
    yield from (line for line in blocks[1].lines[1:] if SIGNATURE.fullmatch(draft.text, *line))


def _kind(words: str) -> str | None:
    """Return what a block says of its copy."""
    said = words.strip("[]()_* ")
    return next((kind for kind in TYPES if _patterns()[kind].fullmatch(said)), None)


def _said(text: str, blocks: list[Block], k: int) -> Span:
    """Return the lines of a block that say it: without the name below them, and with the next block where the sentence goes on in it."""
    lines = blocks[k].lines
    if len(lines) > 1 and NAME.fullmatch(text, *lines[-1]) and STOP.search(text, *lines[-2]):
        lines = lines[:-1]
    end = lines[-1].end
    for following in blocks[k + 1 : k + 1 + LINES]:
        if STOP.search(text, lines[0].start, end) or text.count("\n", end, following.span.start) != 1:
            break
        end = following.span.end
    return Span(lines[0].start, end)


RULE = Rule(
    "note-provenance", "note", find,
    "What stands over or below a text about its manuscript, and what certifies a copy, is a note in its place.",
)
