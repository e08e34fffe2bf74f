"""The lines of a letter one by one: what stands on a line of its own, and the paragraphs between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.anatomy.salutes import ends_open, marked, salutation
from encoder.draft.model import BARRIER
from encoder.layout.blocks import Block, Span, spaced
from encoder.layout.tight import HUNG, full

#: longer than this a line is a paragraph
PROSE = 110
#: or where it is longer than this and a sentence with so many small words
SENTENCE = 60
SMALL = 8
#: "Given at ... in the year of our Lord ..." may be as long as this
GIVEN = 420
#: more lines than these, all but the last of so many characters, are a paragraph
FEW = 2
FLOWING = 40
#: in lines that are broken short without a known width, so many, so long, and so large a share of them begin small
SOME = 5
LONG = 28
RUNNING = 0.6
#: a line that greets somebody, over a text whose lines are broken
GREETING = 3.0
#: so many lines may stand over the text in its block
LEAD = 4
#: what parts the cells of a table; rows of a table, not of a letterhead in two columns
_GAP = re.compile(r"\S {2,}(?=\S)")
ROWS = 3
_BULLET = re.compile(r"[•▪◦·]\s")
#: so many line ends part what does not belong together
WIDE = 3
#: a page mark or a running head stands between, which is masked
_MARKED = re.compile(r"\S|\n[^\S\n]{3,}\n")
_OPENED = frozenset("[_*")
_WHOLE = re.compile(r"\[[^\[\]]*\]\.?|_[^_]*_\.?|\*[^*]*\*\.?", re.S)
_SMALL = re.compile(r"(?<![\w.])[a-zß-ÿа-яё]+")


class Unit(NamedTuple):
    """A line, or a paragraph as a whole; ``block`` counts the blocks, ``dated`` says that the line is a date with or without its place."""

    span: Span
    text: str
    #: the same with the offsets of the span: line ends and marks of notes are spaces
    raw: str
    block: int
    prose: bool
    dated: bool
    #: so many line ends stand over it
    above: int = 1


def units(blocks: Iterable[Block], text: str, width: int, dated: Callable[[str], bool]) -> list[Unit]:
    """Return the units of some blocks; ``text`` is masked, ``width`` that at which lines are broken, 0 if they are not.

    ``dated`` is asked once about the same words, so it has to be one function for one language.
    """
    found: list[Unit] = []
    last = 0
    for number, block in enumerate(blocks):
        start, end = block.span
        gap = text[last:start]
        above = 2 if _MARKED.search(gap) else gap.count("\n")
        last = end
        for span, words, raw, prose, given in _of_block(block, text[start:end], width, dated):
            found.append(Unit(span, words, raw, number, prose, given, above))
            above = 1
    return found


#: the rules of letters read the same blocks one after the other: so many of them are kept
_KEPT = 4096


@lru_cache(_KEPT)
def _of_block(block: Block, text: str, width: int, dated: Callable[[str], bool]) -> list[tuple[Span, str, str, bool, bool]]:
    """Return the units of one block, whose masked text is given: where each stands, its words, its text, whether it is prose, a date."""
    begin = block.span.start

    def raw(span: Span) -> str:
        return text[span.start - begin : span.end - begin].replace("\n", " ").replace(BARRIER, " ")

    lines = block.lines
    said = [spaced(text[start - begin : end - begin].replace(BARRIER, "")) for start, end in lines]
    tabular = _tabular(text, block) or block.why == HUNG
    first = len(said) if tabular else _paragraph(said, _width(block) or width)
    lead = 0 if tabular or not first else _lead(said[:first], _width(block) or width, dated)
    found = [(line, words, raw(line), False, dated(words)) for line, words in zip(lines[:lead], said[:lead], strict=True)]
    if first:
        span = Span(lines[lead].start, lines[first - 1].end)
        words = " ".join(said[lead:first])
        given = first - lead == len(lines) and _given(words)
        found.append((span, words, raw(span), not given, given))
    for line, words in zip(lines[first:], said[first:], strict=True):
        given = _given(words)
        prose = not given and (len(words) > PROSE or _sentence(words))
        found.append((line, words, raw(line), prose, given or (not prose and bool(words) and dated(words))))
    return found


def _tabular(text: str, block: Block) -> bool:
    """Whether a block is a table with bars or of three columns and three rows at least, a table of contents, an index, code, a list."""
    begin = block.span.start
    if block.kind == "columns":
        return sum(len(_GAP.findall(text, line.start - begin, line.end - begin)) > 1 for line in block.lines) >= ROWS
    bullets = len(block.lines) > 1 and all(_BULLET.match(text, line.start - begin, line.end - begin) for line in block.lines)
    return bullets or block.kind in {"bars", "contents", "index", "code"}


def _width(block: Block) -> int:
    """Return how many characters a line of a block has room for; 0 where its region is not broken into lines."""
    return block.width - block.indents[-1] if block.width and block.indents else 0


def _paragraph(said: list[str], width: int) -> int:
    """Return how many lines at the beginning of a block are a paragraph that was broken into lines."""
    if not width:  # lines as an OCR breaks them: all but the last are long, and the last ends a sentence
        long = all(len(line) >= FLOWING for line in said[:-1]) and said[-1].rstrip("”\"»’) ").endswith(".")
        return len(said) if len(said) > FEW and long else _running(said)
    broken = [k for k in range(len(said) - 1) if said[k] and said[k + 1] and full(said[k], said[k + 1], width)]
    return broken[-1] + 2 if broken else 0


def _running(said: list[str]) -> int:
    """Return how many lines at the beginning go on in one another where most begin with a small letter, as those of no address do."""
    small = [k for k, line in enumerate(said) if k and line[:1].islower()]
    if len(said) < SOME or len(small) < RUNNING * (len(said) - 1) or sorted(map(len, said))[len(said) // 2] < LONG:
        return 0
    return small[-1] + 1


def _lead(said: list[str], width: int, dated: Callable[[str], bool]) -> int:
    """Return how many lines of a paragraph that was broken into lines stand over its text: place, date, salutation, none of them full."""
    lead = 0
    for k, line in enumerate(said[: min(LEAD, len(said) - 1)]):
        if width and full(line, said[k + 1], width):
            break
        greets = salutation(line) >= GREETING and (ends_open(line) or len(line) <= FLOWING)
        if greets or (len(line) <= PROSE // 2 and line and dated(line)):
            lead = k + 1
        elif greets or len(line) > FLOWING or k > 1:
            break
    return lead


def _given(text: str) -> bool:
    """Whether a sentence says where and when something was given: "Given under my hand at Boston, the 4th day of June"."""
    return len(text) <= GIVEN and marked("given", text) and (bool(re.search(r"\d", text)) or " day " in text.lower())


def _sentence(text: str) -> bool:
    """Whether a line of some length is a sentence: small words and a full stop."""
    return len(text) > SENTENCE and text.rstrip("”\"»’) ").endswith((".", "?", "!")) and len(_SMALL.findall(text)) >= SMALL


def in_brackets(text: str) -> bool:
    """Whether an editor's hand wrote the whole of it: "[Tarrant had gone to Genoa.]", "_Luke was then surgeon._"."""
    said = text.strip()
    return said[:1] in _OPENED and _WHOLE.fullmatch(said) is not None
