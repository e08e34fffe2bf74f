"""What a person has made of the blocks of an edition, as decisions: the words are the same, the element around them is another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from encoder.decisions import Decision
from encoder.decisions.record import BLOCKS
from encoder.merge.align import hunks
from encoder.merge.tokens import Token, Tokens, attributes

#: so many words of a block tell it, and so many before and behind it; a line of verse has fewer
WORDS = 40
AROUND = 5
#: what the program answers for
MACHINE = "#tei-encoder"
#: elements whose blocks are compared -> what a decision calls them
_CALLED = {name: name for name in BLOCKS} | {"lg": "l"}
#: of several elements around the same words the first says what they are
_ORDER = ("item", "note", "lg", "list", "address", "quote")
_NOTHING: Mapping[str, str] = MappingProxyType({})
#: what stands in a block and is no word of it where it stands, or is written otherwise in the text
_ELSEWHERE = frozenset({"note", "pb", "fw", "gap", "supplied", "choice", "lb"})


class Block(NamedTuple):
    """A block or a bracket: what a decision calls it, its first and last word as numbers in the row of words, its start tag."""

    element: str
    first: int
    last: int
    said: Mapping[str, str] = _NOTHING

    @property
    def resp(self) -> str:
        """Who answers for it."""
        return self.said.get("resp", "")


def same_words(one: list[str], other: list[str]) -> dict[int, int]:
    """Return for each word that both rows have its number in the other row."""
    found: dict[int, int] = {}
    i = j = 0
    for a0, a1, b0, b1 in hunks(one, other):
        found.update(zip(range(i, a0), range(j, b0), strict=True))
        i, j = a1, b1
    found.update(zip(range(i, len(one)), range(j, len(other)), strict=True))
    return found


def of_edition(stem: str, base: Tokens | None, mine: Tokens, by: str, editors: Mapping[str, str]) -> list[Decision]:
    """Return a decision for each block that a person has made another one, of what was written last (``base``).

    Where that is not known, for each block that somebody else than the program answers for.
    """
    new, words = ranges(mine, _CALLED)
    if base is None:
        return [_decision(stem, mine, words, b, by or editors.get(b.resp.lstrip("#"), "")) for b in new if b.resp not in {"", MACHINE}]
    old, old_words = ranges(base, _CALLED)
    moved = same_words([base.keys[k] for k in old_words], [mine.keys[k] for k in words])
    was = {(moved.get(b.first), moved.get(b.last)): b.element for b in old}
    changed = (b for b in new if was.get((b.first, b.last), b.element) != b.element)
    return [_decision(stem, mine, words, b, by or editors.get(b.resp.lstrip("#"), "")) for b in changed]


def _decision(stem: str, mine: Tokens, words: list[int], block: Block, who: str) -> Decision:
    exact = _said(mine, words, block)
    prefix = "".join(near(mine, words, block.first, -1))
    suffix = "".join(near(mine, words, block.last, 1)) if exact.whole else ""
    return Decision(stem, exact.words, prefix, suffix, block.element, "here", "block", "", who)


def extents(tokens: Tokens, names: Collection[str]) -> tuple[list[tuple[str, int, int, int]], list[int]]:
    """Return some elements of the text in the order of their ends, and for each of its words the index of the token.

    Of an element its name, the number of its first word, that of the word behind it, and the index of its start tag; one without words is
    left out.
    """
    found: list[tuple[str, int, int, int]] = []
    words: list[int] = []
    waiting: list[tuple[int, int]] = []
    inside = False
    for k, token in enumerate(tokens.all):
        if token.name == "text":
            inside = token.kind == "start"
        elif not inside:
            continue
        elif token.words:
            words.append(k)
        elif token.kind == "start" and token.name in names:
            waiting.append((k, len(words)))
        elif token.kind == "end" and token.name in names:
            start, first = waiting.pop()
            if first < len(words):
                found.append((token.name, first, len(words), start))
    return found, words


def ranges(tokens: Tokens, called: Mapping[str, str]) -> tuple[list[Block], list[int]]:
    """Return some elements of the text, one for the same words, and for each of its words the index of the token.

    ``called`` says which, and what each is called.
    """
    ranges: dict[tuple[int, int], tuple[int, str, int]] = {}
    found, words = extents(tokens, called)
    for name, first, behind, start in found:
        rank = _ORDER.index(name) if name in _ORDER else len(_ORDER)
        there = ranges.get((first, behind - 1))
        if there is None or rank < there[0]:
            ranges[first, behind - 1] = (rank, called[name], start)
    blocks = sorted(ranges.items())
    return [Block(element, *span, attributes(tokens.all[start].raw)) for span, (_, element, start) in blocks], words


def printed(token: Token) -> str:
    """Return what the text has of a token: words, a space, the end of a line with the sign that divides a word there."""
    if token.words or token.kind == "space":
        return token.key
    if token.kind == "start" and token.name == "lb":
        return f"{attributes(token.raw).get('rend', '')} "
    return ""


class _Said(NamedTuple):
    words: str
    #: whether these are all words of the block
    whole: bool


def _said(tokens: Tokens, words: list[int], block: Block) -> _Said:
    """Return the words that a block begins with, up to what is written otherwise in the text."""
    out: list[str] = []
    count = 0
    for token in tokens.all[words[block.first] : words[block.last] + 1]:
        if token.kind == "start" and token.name in _ELSEWHERE:
            break
        if token.words or token.kind == "space":
            out.append(token.key)
            count += token.words
        elif token.name in _CALLED:
            out.append(" ")  # a line's end
        if count >= WORDS and token.kind == "space":
            break
    else:
        return _Said(" ".join("".join(out).split()), True)
    return _Said(" ".join("".join(out).split()), False)


def near(tokens: Tokens, words: list[int], at: int, step: int) -> Iterator[str]:
    """Yield the words before or behind a block with the space between them, in the order of the text."""
    first, last = (max(0, at - 2 * AROUND), at) if step < 0 else (at + 1, min(len(words), at + 1 + 2 * AROUND))
    said = [tokens.all[k].key if tokens.all[k - 1].words else f" {tokens.all[k].key}" for k in words[first:last]]
    if any(t.name in _ELSEWHERE for k in words[first:last] for t in tokens.all[max(0, k - 3) : k + 3]):
        return  # words that the text has elsewhere tell no place
    yield from said
    if step < 0 and said:
        yield " "
