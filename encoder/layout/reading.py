"""The one reading of a text's layout, before all rules: its regions, its blocks, and what belongs to its pages.

Order: the marks of pages and running heads are set apart; what is left falls into chunks at blank lines; each region of chunks has its
width and margin; a chunk falls into paragraphs by its region's signs; a paragraph that goes on behind a page's end is one again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout import contents, line_numbers, margins, paragraphs, tables, tight
from encoder.layout.blocks import Block, Kind, Span
from encoder.layout.line_numbers import LineNumber
from encoder.layout.lines import Line, begins, ends, full, measure, small
from encoder.layout.margins import Region
from encoder.layout.pages import Furniture, furniture

#: a line of strokes, stars or dots between paragraphs
RULE = re.compile(r"([-_=~*•·—–⁂.#+] ?)\1{2,}[-_=~*•·—–.#+]?|\*(?:\s+\*)+|⁂")
FENCED = "`~"
FENCE = re.compile(r"(?:```|~~~)[^`\n]*")
#: what stands behind a fence that is none of code
NO_CODE = re.compile(r"(?:```|~~~)\s*(?:text|txt|plain|plaintext|ocr)\b")
#: a heading of Markdown, which needs no blank lines; so many make them headings
HASHES = re.compile(r"#{1,6}(?:\s#{1,6})?\s[^\n]{0,40}[^\W\d_][^\n]{0,60}")
SEVERAL = 2
_HYPHEN = re.compile(r"[^\W\d_][-¬⸗=\xad]\Z")
#: a line after every line is blank: so many lines, so large a share of them full and of them followed by a small letter
SPACED = 5
FULL = 0.6
GOES_ON = 0.25
#: or so many, where each of them is followed so
FEWER = 3
#: what a note at the foot of a page begins with
FOOT = re.compile(r"(?P<sign>\*{1,3}|[†‡§¶]{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]|\[\d{1,3}\]|\(\d{1,2}\))\s?(?=\S)|(?P<figure>\d{1,3})[.)]?\s(?=\S)")
#: a word, with or without its stop, at which a reference may stand
_GLUED = re.compile(r"[^\W\d_][.,;:!?\"”’)]{0,2}\Z")
#: lines of text, not headings, that a page's end may interrupt
RUNNING = 30

#: a sentence that goes on over a blank line stands in a paragraph of so many characters
PARAGRAPH = 100
#: a line that a small letter follows, of so many
HALF = 45
#: and its last word has so many letters, or else it may be torn
WORD = 4

_SAYS: dict[Kind, str] = {
    "bars": "each line is a row with bars",
    "contents": "its lines end with leaders and a page, or with pages that rise",
    "index": "entries in the order of the alphabet, with their pages",
    "columns": "its lines stand in columns: what is blank in all of them parts these",
}


class Layout(NamedTuple):
    """What the layout says; ``blocks`` in order, ``furniture`` what belongs to the pages, ``numbers`` of lines at the margin."""

    blocks: tuple[Block, ...]
    regions: tuple[Region, ...]
    furniture: tuple[Furniture, ...]
    numbers: tuple[LineNumber, ...] = ()


def read(text: str) -> Layout:
    """Read the layout of a text."""
    lines, numbers, beyond = line_numbers.apart(text, measure(text))
    apart = sorted([*furniture(text, lines, beyond), *_fences(text, lines)], key=lambda piece: piece.line)
    taken = {piece.line for piece in apart}
    chunks = list(_chunks(text, lines, taken))
    found: list[Region] = []
    blocks: list[Block] = []
    for region, within in margins.regions(text, chunks, bool(numbers)):
        found.append(region)
        here = [block for chunk in within for block in _blocks(text, chunk, region)]
        blocks += here if region.width else tight.split(text, here)
    pages = [
        Block(piece.span, (piece.span,), (lines[piece.line].indent,), 0, "wrapper" if piece.kind == "wrapper" else "page", piece.why)
        for piece in apart
    ]
    if pages:
        blocks = _over_pages(text, sorted([*blocks, *pages], key=lambda b: b.span), found)
    blocks = _torn(text, blocks, found)
    return Layout(tight.opened(text, tuple(blocks)), tuple(found), tuple(apart), tuple(numbers))


def _fences(text: str, lines: Sequence[Line]) -> Iterator[Furniture]:
    """Yield the fences that stand around a text, not around code: they say so, or most lines are between them."""
    marks = [k for k, line in enumerate(lines) if text[line.start] in FENCED and FENCE.fullmatch(text, line.start, line.end)]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    inside = sum(last - first for first, last in pairs)
    named = [NO_CODE.search(text, lines[first].start, lines[first].end) is not None for first, _ in pairs]
    for pair, text_itself in zip(pairs, named, strict=True):
        if text_itself or 2 * inside > len(lines):
            for k in pair:
                yield Furniture(k, Span(lines[k].start, lines[k].end), "wrapper", "", "", "a fence around the text")
    if len(marks) % 2 and NO_CODE.search(text, lines[marks[-1]].start, lines[marks[-1]].end):
        line = lines[marks[-1]]
        yield Furniture(marks[-1], Span(line.start, line.end), "wrapper", "", "", "a fence around the text")


def _chunks(text: str, lines: Sequence[Line], taken: set[int]) -> Iterator[list[Line]]:
    """Yield the lines between blank lines, or between wider gaps where a blank line stands after every line."""
    spaced = _spaced(text, lines)
    hashes = {k for k, line in enumerate(lines) if text[line.start] == "#" and HASHES.fullmatch(text, line.start, line.end)}
    if len(hashes) < SEVERAL:
        hashes = set()
    run: list[Line] = []
    fenced = False
    for k, line in enumerate(lines):
        if k in taken:
            if run:
                yield run
            run = []
            continue
        if run and not fenced and (line.blank > (k in spaced) or k in hashes or k - 1 in hashes):
            yield run
            run = []
        run.append(line)
        if text[line.start] in FENCED and FENCE.fullmatch(text, line.start, line.end):
            fenced = not fenced
            if not fenced:
                yield run
                run = []
    if run:
        yield run


def _spaced(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines above which a blank line is no more than the distance of lines."""
    found: set[int] = set()
    k = 1
    while k < len(lines):
        first = k
        while k < len(lines) and lines[k].blank:
            k += 1
        if k - first + 1 >= SPACED:
            found.update(_run_spaced(text, lines, first, k))
        k = max(k, first + 1)
    return frozenset(found)


def _run_spaced(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[int]:
    run = lines[first - 1 : last]
    width = sorted(line.right for line in run)[-1 - len(run) // 50]
    near = [k for k in range(first, last) if lines[k].blank == 1]
    if width > margins.WIDEST or len(near) < FEWER:
        return
    filled = sum(full(text, lines[k - 1], lines[k], width) for k in near)
    on = sum(small(text, lines[k]) and not ends(text, lines[k - 1]) for k in near)
    share = GOES_ON if len(near) >= SPACED else 1.0
    if filled >= FULL * len(near) and on >= share * len(near):
        yield from near


def _blocks(text: str, chunk: Sequence[Line], region: Region) -> Iterator[Block]:
    over = len(chunk) > 1 and bool(contents.OVER.fullmatch(text, chunk[0].start, chunk[0].end)) and contents.is_contents(text, chunk[1:])
    if over:
        yield _block(chunk[:1], region, "text", "it stands over the pages of a table of contents")
        chunk = chunk[1:]
    elif len(chunk) > 2 and text.find("|", chunk[0].start, chunk[0].end) < 0 and tables.is_bars(text, chunk[1:]):
        yield _block(chunk[:1], region, "text", "it stands over rows with bars")
        chunk = chunk[1:]
    kind = "contents" if over else _kind(text, chunk)
    if kind != "text":
        yield _block(chunk, region, kind, _SAYS.get(kind, "lines between blank lines"))
        return
    for lines, why in paragraphs.split(text, chunk, region):
        yield _block(lines, region, "centred" if why == paragraphs.CENTRED else "text", why)


def _kind(text: str, chunk: Sequence[Line]) -> Kind:
    first = text[chunk[0].start]
    if first in FENCED and FENCE.fullmatch(text, chunk[0].start, chunk[0].end):
        return "code"
    if len(chunk) == 1:
        return "rule" if not first.isalnum() and RULE.fullmatch(text, chunk[0].start, chunk[0].end) else "text"
    if tables.is_bars(text, chunk):
        return "bars"
    if contents.is_contents(text, chunk):
        return "contents"
    if contents.is_index(text, chunk):
        return "index"
    return "columns" if tables.is_columns(text, chunk) else "text"


def _block(lines: Sequence[Line], region: Region, kind: Kind, why: str) -> Block:
    spans = tuple(Span(line.start, line.end) for line in lines)
    return Block(Span(spans[0].start, spans[-1].end), spans, tuple(line.indent for line in lines), region.margin, kind, why, region.width)


def _over_pages(text: str, blocks: Sequence[Block], found: Sequence[Region]) -> list[Block]:
    """Return the blocks; of two that a page's end divides within a paragraph one is made, also over the notes at the page's foot."""
    out: list[Block] = []
    last = -1  # the block before the page's end
    top = 0  # where the page begins
    regions = iter([*found, None])
    region = next(regions)
    feet = _feet(text, blocks)
    for k, block in enumerate(blocks):
        while region is not None and region.end <= block.span.start:
            region = next(regions)
        if block.kind in {"page", "wrapper"}:
            out.append(block)
            top = block.span.end
            continue
        if k in feet and last >= 0 and _referred(text, block, max(top, out[last].span.start)):
            out.append(block)
            continue
        divided = last >= 0 and (last < len(out) - 1 or "\f" in text[out[last].span.end : block.span.start])
        if divided and region is not None and _goes_on(text, out[last], block, region):
            notes = [one for one in out[last + 1 :] if one.kind == "text"]
            out[last:] = [_joined(out[last], block, region), *notes]
        else:
            last = len(out)
            out.append(block)
    return out


def _feet(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks right above a page's end that begin with the sign of a note."""
    out: set[int] = set()
    foot = False
    for k in range(len(blocks) - 1, -1, -1):
        block = blocks[k]
        if block.kind in {"page", "wrapper"}:
            foot = True
        elif foot and block.kind == "text" and FOOT.match(text, *block.span):
            out.add(k)
        else:
            foot = k > 0 and "\f" in text[blocks[k - 1].span.end : block.span.start]
    return frozenset(out)


def _referred(text: str, block: Block, start: int) -> bool:
    """Whether the sign before a note at a page's foot stands in the page above it."""
    mark = FOOT.match(text, *block.span)
    if mark is None:
        return False
    if figure := mark["figure"]:
        return any(_GLUED.search(text, max(start, at - 3), at) for at in _whole(text, figure, start, block.span.start))
    return text.find(mark["sign"], start, block.span.start) >= 0


def _whole(text: str, figure: str, start: int, stop: int) -> Iterator[int]:
    """Yield where a figure stands between two offsets behind which no other one does."""
    at = text.find(figure, start, stop)
    while at >= 0:
        end = at + len(figure)
        if end == stop or not text[end].isdecimal():
            yield at
        at = text.find(figure, at + 1, stop)


def _goes_on(text: str, block: Block, following: Block, region: Region) -> bool:
    """Whether the paragraph of a block goes on in the next, on the other side of a page's end."""
    if block.kind != "text" or following.kind != "text" or (not region.width and len(block.lines) > 1):
        return False
    before, behind = block.lines[-1], following.lines[0]
    if _HYPHEN.search(text, max(before.start, before.end - 3), before.end) and text[behind.start].isalpha():
        return True
    if before.end - before.start < RUNNING and behind.end - behind.start < RUNNING:
        return False
    line, other = Line(*before, block.indents[-1], 0), Line(*behind, following.indents[0], 0)
    if ends(text, line):
        # where first lines are indented one that is not goes on
        return bool(region.first) and line.indent <= region.margin >= other.indent and len(following.lines) > 1 and begins(text, other)
    shouted = text[slice(*before)].isupper() and text[slice(*behind)].isupper() and before.end - before.start > RUNNING
    if small(text, other) or (shouted and text[behind.start].isalpha()):
        return not region.first or other.indent <= max(region.margin, min(block.indents))
    return bool(region.width) and full(text, line, other, region.width) and begins(text, other) and not (
        text[slice(*behind)].isupper() or (region.first and other.indent > region.margin))


def _torn(text: str, blocks: Sequence[Block], found: Sequence[Region]) -> list[Block]:
    """Return the blocks; of two that a blank line parts within a sentence, as reading machines leave them, one is made."""
    out: list[Block] = []
    regions = iter([*found, None])
    region = next(regions)
    for block in blocks:
        while region is not None and region.end <= block.span.start:
            region = next(regions)
        if out and region is not None and not region.width and _is_torn(text, out[-1], block):
            joined = _joined(out[-1], block, region)
            out[-1] = joined._replace(why=f"{block.why}; a sentence goes on over a blank line")
        else:
            out.append(block)
    return out


def _is_torn(text: str, block: Block, following: Block) -> bool:
    """Whether a long paragraph that ends without a mark, or with a comma, goes on with a small letter behind a blank line."""
    if block.kind != "text" or following.kind != "text" or len(block.lines) > 1 or block.indent != following.indent:
        return False
    size, other = block.span.end - block.span.start, following.span.end - following.span.start
    last, first = text[block.span.end - 1], text[following.span.start]
    word = text[block.span.end - WORD : block.span.end]
    half = size >= HALF and other >= PARAGRAPH and first.islower() and word.isalpha()  # "the House of Repre / sentatives of ..."
    if text.count("\n", block.span.end, following.span.start) != SEVERAL or not (last.islower() or last == ","):
        return False
    counted = text[following.span.start + 1 : following.span.start + 2] in {".", ")"}  # "a. Noted"
    if size < PARAGRAPH:
        return half and not counted
    return first.islower() and ((other >= PARAGRAPH and not counted) or text[following.span.end - 1] == ":")


def _joined(block: Block, following: Block, region: Region) -> Block:
    """Return one block of two; without broken lines it is one line that the page's end interrupts."""
    span = Span(block.span.start, following.span.end)
    why = f"{block.why}; it goes on behind the end of a page"
    if region.width:
        return block._replace(span=span, lines=(*block.lines, *following.lines), indents=(*block.indents, *following.indents), why=why)
    joined = Span(block.lines[-1].start, following.lines[0].end)
    return block._replace(span=span, lines=(*block.lines[:-1], joined, *following.lines[1:]),
                          indents=(*block.indents, *following.indents[1:]), why=why)
