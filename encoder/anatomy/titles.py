"""Titles that a title page sets over several lines with gaps between them: "REPORTS" / "OF THE" / "TOWN OFFICERS OF ALDER,".

What holds the lines together is a line of small words alone, a comma at a line's end, an article that stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from encoder import lazy_re as re
from encoder.language.languages import language
from encoder.layout.blocks import Block

#: no line of such a title is longer, and no title has more lines
LINE = 70
LINES = 9
_WORD = re.compile(r"[^\W\d_]+")
#: small words that no table of function words has and that stand alone on title pages
_ALSO = frozenset({
    "being", "containing", "by", "or", "is", "are", "this", "together", "with", "before", "under", "upon", "during", "concerning",
    "respecting", "relating", "against", "between", "for", "in", "from",
})  # fmt: skip
_LEFT = frozenset({"by", "von", "par", "por"})


@cache
def _small(code: str) -> frozenset[str]:
    return _ALSO | {word.casefold() for word in (language(code).function_words or language("en").function_words)}


def linking(said: str, code: str) -> bool:
    """Whether a line in capitals has nothing but small words of a language: "OF THE", "FOR THE", "THE"."""
    found = [word.casefold() for word in _WORD.findall(said)]
    return bool(found) and said.isupper() and len(found) < 4 and all(word in _small(code) for word in found) and found[0] not in _LEFT


def last(text: str, blocks: Sequence[Block], k: int, code: str) -> int:
    """Return the number of the last block of the title that begins at a block, that block's own where it is whole by itself."""
    link = partial(linking, code=code)
    shown = [_capitals(text, blocks[k])]
    if not shown[0]:
        return k
    n = k
    while n + 1 < len(blocks) and n - k < LINES:
        following = _capitals(text, blocks[n + 1])
        gap = text[blocks[n].span.end : blocks[n + 1].span.start]
        held = link(shown[-1]) or link(following) or (shown[-1].endswith(",") and any(map(link, shown)))
        if not following or gap.strip() or not held:
            break
        shown.append(following)
        n += 1
    while n > k and link(shown[n - k]):
        n -= 1
    return n if any(map(link, shown[: n - k + 1])) else k


def _capitals(text: str, block: Block) -> str:
    """Return the words of a block that can be part of a title, empty for others."""
    said = " ".join(text[slice(*block.span)].split())
    return said if said.isupper() and all(line.end - line.start <= LINE for line in block.lines) and len(said) <= 2 * LINE else ""


def joined(blocks: Sequence[Block], k: int, n: int) -> Block:
    """Return one block of those from one number to another."""
    run = blocks[k : n + 1]
    return run[0]._replace(
        span=run[0].span._replace(end=run[-1].span.end),
        lines=tuple(line for b in run for line in b.lines),
        indents=tuple(i for b in run for i in b.indents),
    )
