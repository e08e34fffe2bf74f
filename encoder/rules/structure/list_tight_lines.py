"""Lines that follow each other without a blank line become ``list`` and ``item``.

Found: a block of two and more lines behind a colon, or of lines as long as sentences; in text copied from FRUS
paragraphs have a blank line between them and the items of a list have none.
Left alone: the short lines of an address, a heading or a signature; the lines of one paragraph, which show that they go on: a word or
a bracket is divided, a line ends with an article, one without a stop goes on small.
TEI P5 4.9: CO, #COLI.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby, pairwise

from encoder import lazy_re as re
from encoder.draft import roles
from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span, trimmed
from encoder.layout.tight import full, runs_on

#: on average, of lines that are items without a colon before them
LONG = 45
ENUMERATOR = re.compile(r"[“‘\"']?\(?(?P<n>\d{1,2}|[a-z]|[ivx]+|[A-Z]|[IVX]+)[.)]{1,2}\s")
#: so many lines, however short they are, are no address
MANY = 5


#: what the volumes to 1951, whose documents have no numbers, print as a label; "S. E. Mezes" has initials
NUMERAL = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)](?=\s+(?![A-Z]\.)\S)")
CAPITAL = re.compile(r"[A-Z](?=\.)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``list`` with its ``item`` elements, in unnumbered documents with the numerals as ``label``."""
    text = draft.masked_numbers
    labelled = draft.fact("number") is None
    for block in draft.free_blocks:
        lines = _whole_lines(draft, block)
        if block.span.start >= draft.notes_start or not ((len(lines) > 1 and _items(draft, block, lines, text)) or _goes_on(draft, block)):
            continue
        counted = labelled and not _initials(draft.text, lines)
        for numerals, run in groupby(lines, key=lambda line: counted and _numeral(draft.text, line) is not None):
            yield from _list(draft.text, list(run), numerals)


def _numeral(text: str, line: Span) -> Span | None:
    m = NUMERAL.match(text, line.start, line.end)
    return Span(m.start(), m.end()) if m else None


def _whole_lines(draft: Draft, block: Block) -> list[Span]:
    """Return the lines of a block; what was one line before it was broken at a width is one."""
    width, found = draft.source.width, [block.lines[0]]
    runs = runs_on([draft.text[slice(*line)] for line in block.lines])
    for on, (line, behind) in zip(runs, pairwise(block.lines), strict=True):
        said, following = draft.text[slice(*line)], draft.text[slice(*behind)]
        goes_on = following[:1].islower() and said[-1:] not in ".;:,!?" and line.end - line.start > width // 2
        if on or (width and (goes_on or full(said, following, width))):
            found[-1] = Span(found[-1].start, behind.end)
        else:
            found.append(behind)
    return found


def _initials(text: str, lines: list[Span]) -> bool:
    """Whether the capitals before the lines are no count, for they do not rise: they are of names."""
    capitals = [m.group() for line in lines if (m := CAPITAL.match(text, line.start, line.end))]
    return any(a >= b for a, b in pairwise(capitals))


def _list(text: str, lines: list[Span], numerals: bool) -> Iterator[Annotation]:
    yield Annotation(Span(lines[0].start, lines[-1].end), "list", RULE.id, role=roles.TIGHT)
    for line in lines:
        label = _numeral(text, line) if numerals else None
        if label:
            yield Annotation(label, "label", RULE.id)
            line = trimmed(text, label.end, line.end)
        yield Annotation(line, "item", RULE.id)


def _items(draft: Draft, block: Block, lines: list[Span], text: str) -> bool:
    words = [draft.plain(line) for line in lines]
    if all(ENUMERATOR.match(w) for w in words):
        return True
    statements = sum(map(len, words)) / len(words) >= LONG or len(words) >= MANY
    if statements and not any(runs_on([draft.text[slice(*line)] for line in block.lines])):  # else they are lines of prose
        return True
    before = text[max(0, lines[0].start - 40) : lines[0].start].rstrip(f" \n{BARRIER}")
    return before.endswith((":", "—"))


def _goes_on(draft: Draft, block: Block) -> bool:
    """Whether a single line is the item before or behind a page mark, of a list on the other side of it."""
    if len(block.lines) > 1:
        return False
    blocks = draft.source.blocks
    k = bisect_left(blocks, block.span, key=lambda b: b.span)
    own = _count(draft, block.span)
    if not own or k == len(blocks) or blocks[k].span != block.span:
        return False
    for step in (-1, 1):
        if 0 <= k + 2 * step < len(blocks) and draft.plain(blocks[k + step].span) == "":
            other = blocks[k + 2 * step]
            edge = _count(draft, other.lines[-1 if step < 0 else 0])
            if len(other.lines) > 1 and edge and own == (edge[0], edge[1] - step):
                return True
    return False


def _count(draft: Draft, line: Span) -> tuple[str, int] | None:
    """Return how a line is enumerated and its number, None if it is not: "b)" is ``("a)", 2)``."""
    m = ENUMERATOR.match(draft.plain(line) + " ")
    if not m:
        return None
    mark, n = m[0].strip(), m["n"]
    if n.isdigit():
        return mark.replace(n, "1"), int(n)
    if len(n) == 1:
        return mark.replace(n, "a" if n.islower() else "A"), ord(n.lower()) - ord("a") + 1
    return None


RULE = Rule(
    "list-tight-lines", "list", find,
    "Lines without a blank line between them are the items of a list; numerals that the print has before them are "
    "not in the copied text.",
)
