"""What a person has made of the brackets of an edition, as decisions: an insertion that is a gap, a gap that is text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from encoder.decisions import Decision
from encoder.decisions.record import BRACKETS, gap_value
from encoder.merge.tokens import Tokens
from encoder.run.corrected_blocks import MACHINE, Block, near, printed, ranges, same_words

#: a note that is moved is no other bracket
_CALLED = {name: name for name in sorted(BRACKETS - {"", "note"})}
#: the signs that a text prints around what an edition has without them
_OPEN = "[("
_CLOSE = "])"


def of_edition(stem: str, base: Tokens | None, mine: Tokens, by: str, editors: Mapping[str, str]) -> list[Decision]:
    """Return a decision for each bracket that a person has made another one, or text, of what was written last (``base``).

    Where that is not known, for each that somebody else than the program answers for.
    """
    new, words = ranges(mine, _CALLED)
    changed = _changed(base, mine, new, words) if base is not None else ((b, b.element) for b in new if b.resp not in {"", MACHINE})
    rows = (_decision(stem, mine, words, b, element, by or editors.get(b.resp.lstrip("#"), "")) for b, element in changed)
    return [row for row in rows if row is not None]


def _changed(base: Tokens, mine: Tokens, new: list[Block], words: list[int]) -> Iterator[tuple[Block, str]]:
    """Yield the brackets of which something else was made, each with what it is now."""
    old, old_words = ranges(base, _CALLED)
    moved = same_words([base.keys[k] for k in old_words], [mine.keys[k] for k in words])
    back = {now: then for then, now in moved.items()}
    was = {(moved.get(b.first), moved.get(b.last)): b for b in old}
    there = {(b.first, b.last) for b in new}
    printed = {k: base.keys[n] for k, n in enumerate(old_words)}
    for block in new:
        own = mine.keys[words[block.first]] in tuple(_OPEN)
        then = was.get((block.first, block.last)) or (was.get((block.first + 1, block.last - 1)) if own else None)
        before = then.element if then else ""
        bare = printed.get(back.get(block.first, 0) - 1, "") in tuple(_OPEN)  # its signs were text, and went
        other = then is not None and (before != block.element or (before == "gap" and _value(then) != _value(block)))
        if other or (not before and (own or bare) and block.first in back):
            yield block, block.element
    for block in old:
        first, last = moved.get(block.first), moved.get(block.last)
        if first is None or last is None or any(first <= b or a <= last for a, b in there if a <= last and b >= first):
            continue
        yield Block(block.element, first, last), ""


def _value(block: Block) -> str:
    """Return what a bracket says of itself as the value of a row: why there is a gap, and how much is gone."""
    if block.element == "gap":
        return gap_value(block.said)
    return block.said.get("reason", "") if block.element in {"supplied", "unclear"} else ""


def _decision(stem: str, mine: Tokens, words: list[int], block: Block, element: str, who: str) -> Decision | None:
    """Return the row of a bracket with its signs; the text prints them where the edition has none."""
    inner = "".join(map(printed, mine.all[words[block.first] : words[block.last] + 1]))
    said = " ".join(inner.split())
    before, behind = block.first - 1, block.last + 1
    if said[:1] not in _OPEN:
        said = f"[{said}]"
        if not element and before >= 0 and mine.keys[words[before]] == "[":  # typed again where it is text
            before, behind = before - 1, behind + 1
    if said[-1:] not in _CLOSE:
        return None
    prefix = "".join(near(mine, words, before + 1, -1))
    suffix = "".join(near(mine, words, behind - 1, 1))
    return Decision(stem, said, prefix, suffix, element, "here", "bracket", _value(block) if element else "", who)
