"""Verse by its lines: a poem is judged as a whole, all its stanzas together.

Each sign speaks for verse or against it (``SIGNS``); what they add up to decides, and ``explain`` prints them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Block, Span, merged

#: a stanza has so many lines, and one that stands alone so many; no line is longer
STANZA = 2
ALONE = 3
WIDEST = 76
NUMBER = re.compile(r"(?:\d{1,3}|[IVXLC]{1,7}|[ivxlc]{1,7})\.?")
#: the number of a stanza before its first line
_NUMBERED = re.compile(r"(?P<n>\d{1,2})\.?\s+(?=[\"“'‘]?[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: a label, a question or an answer, an enumerator: what is said or listed
_LABELLED = re.compile(
    r"[A-Z][\w. ]{0,30}:\s|[A-Z][a-z]{1,8}\.\s(?=[A-Z'’\[])|[QA]\.\s|\(?(?:\d{1,3}|[a-z])[.)]\s|[-–—•]\s|\S.*\s{3,}\S|\S+\t"
)
_TAIL = re.compile(r"[aeiouyäöüáéíóúàèæœ]+(?:[^aeiouyäöüáéíóúàèæœ]+e|[^aeiouyäöüáéíóúàèæœ]*)\Z")
#: what may stand before the first letter of a line
_SIGNS = "“‘\"'`«„_*([—-"
_MARKS = ",.;:!?—–-”’\"')_*"
#: so far above or below stands a line's rhyme
RHYME = 3
#: a poem with a blank line after every line has so many, of so many characters, of which so many rhyme; a stanza ends at a wider gap
SPREAD = 6
SHORT = 56
RHYMING = 0.4
NARROW = 2
#: lines beside stanzas are no longer than theirs by so much; so many begin with capitals and end with marks, so few words have one within
LONGER = 1.6
CAPITALS = 0.8
MARKED = 0.5
NAMES = 0.3


class Poem(NamedTuple):
    """Stanzas that follow one another, each with the line of its number above it or None."""

    stanzas: tuple[tuple[Block | None, Block], ...]
    why: str


class Sign(NamedTuple):
    """What speaks for verse (or, below 0, against it), from ``least`` to ``most`` of a share."""

    name: str
    least: float
    most: float
    weight: int


#: weights set by hand so that every single sign against verse outweighs two for it; 5 decide
SIGNS = (
    Sign("lines begin with a capital", 0.85, 1.0, 2),
    Sign("lines begin with a capital", 0.0, 0.7, -4),
    Sign("lines end with a mark", 0.5, 1.0, 1),
    Sign("mean length", 0.0, 50.0, 1),
    Sign("mean length", 60.0, 999.0, -2),
    Sign("lengths vary by", 0.0, 0.35, 1),
    Sign("lengths vary by", 0.5, 9.0, -1),
    Sign("lines rhyme", 0.2, 1.0, 1),
    Sign("lines rhyme", 0.4, 1.0, 1),
    Sign("indents take turns", 0.5, 1.0, 1),
    Sign("stanzas of one length", 1.0, 1.0, 1),
    Sign("words with a capital inside lines", 0.5, 1.0, -4),
    Sign("lines with figures", 0.2, 1.0, -4),
    Sign("lines with labels", 0.3, 1.0, -5),
    Sign("lines full to the width", 0.5, 1.0, -3),
)
ENOUGH = 5


def poems(text: str, plain: Callable[[Span], str], blocks: Sequence[Block]) -> Iterator[Poem]:
    """Yield the poems among blocks that follow one another; ``plain`` gives the words of a line of the text."""
    found = list(_poems(text, plain, blocks))
    yield from found
    yield from _beside(text, plain, blocks, found)


def _poems(text: str, plain: Callable[[Span], str], blocks: Sequence[Block]) -> Iterator[Poem]:
    run: list[tuple[Block | None, Block]] = []
    number: Block | None = None
    spread = list(_spread(text, plain, blocks))
    for block, following in zip(spread, [*spread[1:], None], strict=False):
        if len(block.lines) == 1 and NUMBER.fullmatch(text, *block.span):
            number = block
            continue
        verse = block.kind == "text" and _possible(text, block) and not _introduces(text, block, following)
        if verse and all(0 < len(plain(line)) <= WIDEST for line in block.lines):
            run.append((number, block))
        else:
            yield from _judged(plain, run)
            run = []
        number = None
    yield from _judged(plain, run)


def _beside(text: str, plain: Callable[[Span], str], blocks: Sequence[Block], found: Sequence[Poem]) -> Iterator[Poem]:
    """Yield the lines with blank lines between them above, among and below the stanzas of a poem, where they are like its lines."""
    stanzas = merged(block.span for poem in found for _, block in poem.stanzas if len(block.lines) > 1)
    if len(stanzas) < STANZA:
        return
    from statistics import fmean  # here and below: few texts have verse, and it takes time to import

    known = [len(plain(line)) for poem in found for _, block in poem.stanzas for line in block.lines]
    run: list[Block] = []
    above = False  # whether a stanza stands right above the run
    last: Span | None = None
    for block in [*blocks, None]:
        k = bisect_right(stanzas, (block.span.start, len(text))) - 1 if block else -1
        taken = block is not None and k >= 0 and block.span.within(stanzas[k])
        if block is not None and not taken and _like(text, plain, block, fmean(known)):
            above = above if run else last is not None
            run.append(block)
            continue
        if run and (above or taken) and (len(run) >= ALONE or (above and taken)) and _verses(plain, run):
            yield _one(text, run)
        run = []
        last = block.span if block is not None and taken else None


def _like(text: str, plain: Callable[[Span], str], block: Block, length: float) -> bool:
    """Whether the lines of a block can be verse beside verse: as short, no label, no title, no number."""
    said = [plain(line) for line in block.lines]
    if block.kind not in {"text", "centred"} or len(said) > STANZA or NUMBER.fullmatch(text, *block.span):
        return False
    plainly = all(" " in one and not one.isupper() and not _LABELLED.match(one) and not re.search(r"\d", one) for one in said)
    return plainly and all(len(one) <= min(SHORT, LONGER * length) for one in said)


def _verses(plain: Callable[[Span], str], run: Sequence[Block]) -> bool:
    """Whether lines begin as verse does and have few names: no addresses, no signature."""
    from statistics import fmean

    said = [plain(line) for block in run for line in block.lines]
    inner = [word for line in said for word in _WORD.findall(line)[1:]]
    capitals = fmean(line.lstrip(_SIGNS)[:1].isupper() for line in said)
    marked = fmean(line[-1] in _MARKS for line in said)
    return bool(inner) and capitals >= CAPITALS and marked >= MARKED and fmean(w[0].isupper() for w in inner) <= NAMES


def _one(text: str, run: Sequence[Block]) -> Poem:
    """Return lines with blank lines between them as stanzas, which end at wider gaps."""
    stanzas: list[tuple[Block | None, Block]] = []
    for k, block in enumerate(run):
        near = k and text.count("\n", run[k - 1].span.end, block.span.start) <= NARROW
        if near:
            before = stanzas[-1][1]
            whole = Span(before.span.start, block.span.end)
            indents = (*before.indents, *block.indents)
            stanzas[-1] = (None, before._replace(span=whole, lines=(*before.lines, *block.lines), indents=indents, kind="text"))
        else:
            stanzas.append((None, block))
    return Poem(tuple(stanzas), "lines like those of the stanzas beside them")


def _spread(text: str, plain: Callable[[Span], str], blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; lines of verse with a blank line after each are one stanza up to a wider gap.

    They are verse where so many short lines that begin with capitals follow one another and some of them rhyme.
    """
    first = 0
    while first < len(blocks):
        last = first
        while last < len(blocks) and _single(plain, blocks[last]):
            last += 1
        lines = [plain(line) for b in blocks[first:last] for line in b.lines]
        single = any(len(b.lines) == 1 for b in blocks[first:last])
        if not single or len(lines) < SPREAD or sum(_rhymes(lines)) < RHYMING * len(lines):
            yield from blocks[first : last + 1]
            first = last + 1
            continue
        k = first
        for n in range(first + 1, last + 1):
            gap = n == last or text.count("\n", blocks[n - 1].span.end, blocks[n].span.start) > NARROW
            if gap:
                run = blocks[k:n]
                indents = tuple(indent for b in run for indent in b.indents)
                whole = Span(run[0].span.start, run[-1].span.end)
                yield run[0]._replace(span=whole, lines=tuple(line for b in run for line in b.lines), indents=indents, kind="text")
                k = n
        first = last


def _single(plain: Callable[[Span], str], block: Block) -> bool:
    """Whether a block is a short line or two that begin with capitals or quotation marks."""
    said = [plain(line) for line in block.lines]
    short = len(said) <= NARROW and block.kind in {"text", "centred"}
    return short and all(0 < len(one) <= SHORT and one.lstrip(_SIGNS)[:1].isupper() for one in said)


def _possible(text: str, block: Block) -> bool:
    """Whether the lines of a block can be a stanza: most prose is broken where a small letter follows."""
    if len(block.lines) < STANZA or any(line.end - line.start > 2 * WIDEST for line in block.lines):
        return False
    if text[block.span.start] == "[" and text[block.span.end - 1] == "]":
        return False  # what an editor says
    small = sum(text[line.start].islower() for line in block.lines)
    return 10 * small <= 4 * len(block.lines)


def _introduces(text: str, block: Block, following: Block | None) -> bool:
    """Whether a block is prose that goes on in the verse below it, which is indented."""
    if following is None or text[block.span.end - 1] not in ":—" or not (block.indents and following.indents):
        return False
    return min(following.indents) > max(block.indents)


def _judged(plain: Callable[[Span], str], run: Sequence[tuple[Block | None, Block]]) -> Iterator[Poem]:
    """Yield the run as one poem, or what of it is verse by itself."""
    if not run or (len(run) == 1 and len(run[0][1].lines) < ALONE and not _couplet(plain, run[0][1])):
        return
    why = judge(plain, [block for _, block in run])
    if why:
        yield Poem(tuple(run), why)
    elif len(run) > 1:  # an address or a list of names beside a poem
        alone = [bool(judge(plain, [block])) and len(block.lines) >= ALONE for _, block in run]
        first = 0
        for k in range(len(run) + 1):
            if k == len(run) or not alone[k]:
                if k > first:
                    yield Poem(tuple(run[first:k]), judge(plain, [block for _, block in run[first:k]]) or "each stanza is verse by itself")
                first = k + 1


def _couplet(plain: Callable[[Span], str], block: Block) -> bool:
    """Whether two lines are quoted as a whole, or rhyme: "Truth, falsehood ... / And all the passions ..."."""
    said = [plain(line) for line in block.lines]
    quoted = said[0][:1] in "\"“«„" and said[-1].rstrip(".,;")[-1:] in "\"”»“"
    even = max(map(len, said)) <= SHORT + SHORT // 4 and min(map(len, said)) > max(map(len, said)) / 2
    return len(said) == STANZA and even and (quoted or all(_rhymes(said))) and all(one.lstrip(_SIGNS)[:1].isupper() for one in said)


def judge(plain: Callable[[Span], str], stanzas: Sequence[Block]) -> str:
    """Say what makes the lines verse; ``""`` if they are none."""
    shares = _shares(plain, stanzas)
    met = [sign for sign in SIGNS if sign.name in shares and sign.least <= shares[sign.name] <= sign.most]
    if sum(sign.weight for sign in met) < ENOUGH:
        return ""
    return "; ".join(dict.fromkeys(f"{sign.name}: {shares[sign.name]:.2g}" for sign in met))


def _shares(plain: Callable[[Span], str], stanzas: Sequence[Block]) -> dict[str, float]:
    from statistics import fmean, pstdev

    said = [[plain(line) for line in block.lines] for block in stanzas]
    numbers = [_NUMBERED.match(stanza[0]) for stanza in said]
    if all(numbers) and [int(m["n"]) for m in numbers if m] == list(range(1, len(numbers) + 1)):
        said = [[stanza[0][m.end() :], *stanza[1:]] for stanza, m in zip(said, numbers, strict=True) if m]
    lines = [line for stanza in said for line in stanza]
    lengths = [len(line) for line in lines]
    inner = [word for line in lines for word in _WORD.findall(line)[1:]]
    indents = [block.indents for block in stanzas if len(set(block.indents)) > 1]
    shares = {
        "lines begin with a capital": fmean(line.lstrip(_SIGNS)[:1].isupper() for line in lines),
        "lines end with a mark": fmean(line[-1] in _MARKS for line in lines),
        "mean length": fmean(lengths),
        "lengths vary by": pstdev(lengths) / fmean(lengths),
        "lines rhyme": fmean(rhymes for stanza in said for rhymes in _rhymes(stanza)),
        "indents take turns": len(indents) / len(stanzas),
        "words with a capital inside lines": fmean(word[0].isupper() for word in inner) if inner else 1.0,
        "lines with figures": fmean(any(c.isdigit() for c in line) for line in lines),
        "lines with labels": fmean(_LABELLED.match(line) is not None for line in lines),
        "lines full to the width": fmean(_full(block, k) for block in stanzas for k in range(len(block.lines))),
    }
    if len(stanzas) > 1:
        shares["stanzas of one length"] = float(len({len(block.lines) for block in stanzas}) == 1)
    return shares


def _rhymes(lines: Sequence[str]) -> Iterator[bool]:
    """Yield for each line whether another near it ends with the same sounds, as they are written, and not the same word."""
    last = [(_WORD.findall(line) or [""])[-1].lower() for line in lines]
    sounds = [(_TAIL.search(word) or [word])[0] for word in last]
    for k, sound in enumerate(sounds):
        near = range(max(0, k - RHYME), min(len(lines), k + RHYME + 1))
        yield len(sound) > 1 and any(j != k and sounds[j] == sound and last[j] != last[k] for j in near)


def _full(block: Block, k: int) -> bool:
    """Whether the next line's first word had no room in a line; a poem's lines end where the verse does."""
    if not block.width or k + 1 >= len(block.lines) or not block.indents:
        return False
    line = block.lines[k]
    return block.indents[k] + line.end - line.start + 8 > block.width
