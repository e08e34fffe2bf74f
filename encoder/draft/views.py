"""Views of a text as its rules need it: what elements replace is masked, blocks are parted, what is free is left.

All offsets are those of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.draft import roles
from encoder.draft.elements import LEAF_BLOCKS
from encoder.draft.types import Annotation
from encoder.layout.blocks import Block, Span, merged, trimmed

#: Stands in ``Draft.prose`` for a character that an element replaces: no letter, no digit, no space,
#: so that no phrase reaches over it and a word beside it still begins at a word boundary.
BARRIER = "\ufffc"
BARRIERS = re.compile(f"{BARRIER}+")
#: a space, but none of those that part columns
FILL = "\u2002"
_INDENTED = re.compile(r"\n[^\S\n]+")
_LINE = re.compile(r"[^\n]+")
#: the rest of a divided word, with what stands at it up to the next space
_REST = re.compile(rf"[^\W\d_][^\s{BARRIER}]*")
#: besides what is replaced: the signs of markup
MARKUP = frozenset({"hi", "ref", "code"})


def masked(annotation: Annotation) -> Iterator[Annotation]:
    """Yield what of an annotation is no text: all that is replaced, a running head, code, the signs before and behind marked words."""
    if annotation.content == "replaced" or annotation.element in {"fw", "eg", "code"}:
        yield annotation
    elif annotation.trim and annotation.element in MARKUP:
        start, end = annotation.span
        yield Annotation(Span(start, start + annotation.trim), "", annotation.rule, content="replaced")
        yield Annotation(Span(end - annotation.tail, end), "", annotation.rule, content="replaced")


def behind(prose: str, start: int, end: int) -> int:
    """Return where the running text of a passage begins: behind the last barrier between two offsets, else at the first."""
    return prose.rfind(BARRIER, start, end) + 1 or start


def begins(prose: str, at: int) -> bool:
    """Whether nothing of its line or block stands before an offset."""
    return at == 0 or prose[at - 1] in "\n" + BARRIER


def ends(prose: str, at: int) -> bool:
    """Whether nothing but spaces stands behind an offset in its line or block."""
    while at < len(prose) and prose[at].isspace() and prose[at] != "\n":
        at += 1
    return at == len(prose) or prose[at] in "\n" + BARRIER


def covers(annotation: Annotation) -> bool:
    """Whether nothing of what an annotation spans is free for a block."""
    return annotation.element in LEAF_BLOCKS or annotation.element in {"fw", "eg"} or annotation.content == "replaced"


def divides(annotation: Annotation) -> bool:
    """Whether an annotation stands for the end of a line in a word."""
    return annotation.role == roles.DIVIDED or (annotation.element == "lb" and "break" in annotation.attributes)


class Index(NamedTuple):
    """Of annotations in order: where they start, how far all up to each reach, and before each the last one that ends behind it (or -1)."""

    starts: list[int]
    reach: list[int]
    longer: list[int]

    @classmethod
    def of(cls, listed: Sequence[Annotation]) -> Index:
        """Make the index."""
        ends = [a.span.end for a in listed]
        longer: list[int] = []
        for k, end in enumerate(ends):
            before = k - 1
            while before >= 0 and ends[before] <= end:
                before = longer[before]
            longer.append(before)
        return cls([a.span.start for a in listed], list(accumulate(ends, max)), longer)


class Division(NamedTuple):
    """Where the end of a line stands in a word, how long it is, and how many characters of the word, with its stops, stand behind it."""

    start: int
    length: int
    behind: int


def divisions(text: str, ends: Iterable[Annotation]) -> list[Division]:
    """Return the ends of lines in words; ``text`` is masked."""
    found = ((a.span, _REST.match(text, a.span.end)) for a in sorted(ends, key=lambda a: a.span))
    return [Division(span.start, span.end - span.start, rest.end() - rest.start()) for span, rest in found if rest]


def whole(flat: str, divided: Sequence[Division]) -> str:
    """Return a masked text in which divided words are whole: their rest stands before the line's end, which is spaces."""
    out: list[str] = []
    at = 0
    for one in divided:
        letters = one.start + one.length
        out += (flat[at : one.start], flat[letters : letters + one.behind], FILL * one.length)
        at = letters + one.behind
    out.append(flat[at:])
    return "".join(out)


def placed(offset: int, divided: Sequence[Division]) -> int:
    """Return where in the text an offset of the text with whole words is, if it is in a divided word or right behind it."""
    k = bisect_left(divided, offset, key=attrgetter("start")) - 1  # the last that begins before it
    if k >= 0 and offset <= divided[k].start + divided[k].behind:
        return offset + divided[k].length
    return offset


def mask(text: str, annotations: Iterable[Annotation]) -> str:
    """Return the text with each character of the annotations as a barrier or, of what belongs to the page, as a space."""
    out = []
    at = 0
    for a in sorted(annotations, key=lambda a: a.span):
        if a.span.start < at:
            continue
        out.append(text[at : a.span.start])
        paged = a.element in {"pb", "fw"} or (a.element == "lb" and "n" in a.attributes)
        filler = " " if paged else BARRIER
        stays = "" if divides(a) else "\n"
        out.append("".join(c if c == stays else filler for c in text[a.span.start : a.span.end]))
        at = a.span.end
    out.append(text[at:])
    return "".join(out)


def _between(length: int) -> str:
    """Return what stands between two blocks: a barrier, no white space that a phrase could run over, then a line end."""
    return (BARRIER + "\n" + " " * length)[:length]


def _covered(text: str, line: Span, taken: list[Span], starts: list[int]) -> bool:
    """Whether what is taken (merged, ``starts`` its beginnings) leaves nothing but white space of the line."""
    at = line.start
    for k in range(max(0, bisect_right(starts, at) - 1), len(taken)):
        cover = taken[k]
        if cover.start >= line.end:
            break
        if cover.start > at and text[at : cover.start].strip():
            return False
        at = max(at, cover.end)
    return at >= line.end or not text[at : line.end].strip()


def prose(flat: str, leaves: Iterable[Span], signatures: AbstractSet[Span], start: int, stop: int) -> str:
    """Return a masked text with a barrier and a line end only between its blocks; blank before ``start`` and from ``stop`` on.

    Below a name that signs stands the office: in ``signatures`` no name runs over the line.
    """
    out: list[str] = []
    at = 0
    inner: list[int] = []
    for leaf in sorted(leaves, key=lambda s: (s.start, -s.end)):
        if leaf.start < max(at, start) or leaf.end <= leaf.start or leaf.start >= stop:
            if start <= leaf.start < leaf.end <= at:
                inner += (leaf.start - 1, leaf.end)  # an item inside an item
            continue
        out.append(_between(leaf.start - at))
        said = flat[leaf.start : leaf.end]
        if "\n" in said:
            said = _INDENTED.sub(lambda m: "\n" + FILL * (len(m[0]) - 1), said) if "\n " in said else said
            said = said.replace("\n", BARRIER if leaf in signatures else " ")
        out.append(said)
        at = leaf.end
    out.append(_between(len(flat) - at))
    whole = "".join(out)
    if inner:
        characters = list(whole)
        for edge in inner:
            if edge < len(characters) and characters[edge].isspace():
                characters[edge] = BARRIER
        whole = "".join(characters)
    return whole


def stretches(text: str, prose: str) -> Iterator[Span]:
    """Yield the stretches of ``prose`` in which no block ends."""
    for line in _LINE.finditer(prose):
        start = line.start()
        first = prose.find(BARRIER, start, line.end())
        for barrier in BARRIERS.finditer(prose, first, line.end()) if first >= 0 else ():
            mark = text[barrier.start() : barrier.end()]
            if mark[-1].isspace() or mark[0].isspace():
                yield from _filled(prose, start, barrier.start())
                start = barrier.end()
        yield from _filled(prose, start, line.end())


def _filled(prose: str, start: int, end: int) -> Iterator[Span]:
    span = trimmed(prose, start, end)
    if span.start < span.end:
        yield span


def free(text: str, known: Iterable[Block], fresh: Iterable[Span], taken: list[Span]) -> tuple[Block, ...]:
    """Return what of the blocks that were free is free still, now that ``fresh`` is covered; ``taken`` is all that is, merged."""
    new = merged(fresh)
    new_starts = [c.start for c in new]
    starts = [c.start for c in taken]
    left = []
    for block in known:
        k = bisect_left(new_starts, block.span.end)
        if not k or new[k - 1].end <= block.span.start:
            left.append(block)
            continue
        at = 0
        for covered, run in groupby(block.lines, key=lambda line: _covered(text, line, taken, starts)):
            first, at = at, at + sum(1 for _ in run)
            if not covered:
                left.append(block if at - first == len(block.lines) else block.part(first, at))
    return tuple(left)
