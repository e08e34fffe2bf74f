"""Texts copied without blank lines, whose lines are not broken: each line is a paragraph but for what belongs together.

Offsets count characters of the text from 0; a span's end is not included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from encoder import lazy_re as re
from encoder.layout.blocks import Block

#: each line is a paragraph where so few lines have a blank line behind them, and one at least is longer than lines are wrapped at
_SPARSE = 10
_WRAPPED = 120
#: so many lines stand over a paragraph
_OVER = 2
#: a line with a stop that stands over a paragraph has no more: "Thursday, January 1, 1863."
_DAY = 32
#: or where so many lines of such a length are nearly all whole sentences: lines that are broken end within them
_LONG = 60
_SOME = 3
_WHOLE = 0.75
#: a line so long is a paragraph, whatever the text does elsewhere
_WHOLE_LINE = 200
_SENTENCE = re.compile(r"[.?!:;…][\"”’)\]*\d/]{0,4}\Z")
#: nobody breaks lines at more characters; so many lines show that a text is broken, and so large a share of them is full
_WIDEST = 100
_FOLLOWED = 4
_FULL = 0.5
#: so short are the lines of lists and datelines
_SHORT = 80
_DATED = re.compile(r"\b1[89]\d\d\b")
_DATELINE = re.compile(
    r"\[?[A-ZÀ-Þ][\w.’' ]+,\]?\s(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+),?\s1[89]\d\d\b[^\n]{0,30}\Z"
)
_NAME = 60
_BOLD = re.compile(r"\*\*[^\s*/]")
#: blocks whose lines are no paragraphs anywhere: rows between bars, code
_TOGETHER = frozenset({"bars", "code"})
#: what ends a line that stands alone: a sentence's end with or without a reference, the year of a dateline
_ENDS = re.compile(rf"[.:?!;](?:[”\"]?\d{{0,2}})\Z|{_DATED.pattern}")
#: a line that begins with a tag or ends with one that closes: whoever set tags gave each paragraph a line
_TAGS = re.compile(r"<[A-Za-z]\w{0,12}>(?=\s*\S)|[^\n]*</[A-Za-z]\w{0,12}\s*>\Z")
#: the number of a document over its heading
_NUMBER = re.compile(r"No\. \d+")
_RECEIVED = ("[Received", "[Rec’d", "[Rec'd")
#: the list of notes as a browser copies it
_LISTED = re.compile(r"^[^\S\n]+(?P<n>1)[.)]\s", re.M)
#: a line no shorter may go on in the next; what ends no line that is a statement: an article, a preposition
_HALF = 35
_STOPPED = re.compile(r"[.:;?!…—][\"”’)\]*\d]{0,4}\Z")
_DANGLING = re.compile(r"(?<![\w.])(?:an?|the|of|to|in|on|at|by|for|with|from|into|and|or|that|his|her|its|their|our|my)\Z")
_COUNTED = re.compile(r"[“‘\"']?\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]+)[.)]{1,2}\s|[-–—•*]\s")
HUNG = "its other lines are a little deeper"
#: so many columns
_STEP = (2, 8)
EACH = "a text without blank lines: each line is a block"


def split(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a region whose lines are not broken; where it has hardly a blank line each line is one."""
    lines = sum(len(block.lines) for block in blocks)
    if lines > len(blocks) and (len(blocks) - 1) * _SPARSE <= lines and _sentences(text, blocks):
        return [one for block in blocks for one in ((block,) if block.kind in _TOGETHER else _each_line(text, block))]
    loose = _loose(blocks)
    return [one for block in blocks for one in (_each_line(text, block) if _parted(text, block, loose) else _hung(block))]


def _loose(blocks: Sequence[Block]) -> bool:
    """Whether most paragraphs are a long line between blank lines: there the lines of a block are the items of a list."""
    long = [len(block.lines) for block in blocks if any(line.end - line.start > _WRAPPED for line in block.lines)]
    single = long.count(1)
    return single >= _SOME and 2 * single > len(long)


def _hung(block: Block) -> Iterator[Block]:
    """Yield the paragraphs of a block whose lines are long and go on in deeper ones, as programs print them from marked-up letters.

    Each begins at one and the same indent, and its other lines stand at one that is a little deeper.
    """
    depths = sorted(set(block.indents))
    sizes = [line.end - line.start for line in block.lines]
    inner = [k for k, depth in enumerate(block.indents) if depth != depths[0]]
    hangs = len(depths) == 2 and _STEP[0] <= depths[1] - depths[0] <= _STEP[1] and len(inner) < len(sizes) and inner[0] > 0
    if not hangs or block.kind != "text" or not all(sizes[k - 1] > _LONG for k in inner):
        yield block
        return
    starts = [k for k, depth in enumerate(block.indents) if depth == depths[0]]
    for first, last in pairwise([*starts, len(sizes)]):
        yield block.part(first, last)._replace(why=HUNG)


def _parted(text: str, block: Block, loose: bool) -> bool:
    """Whether each line of a block is a paragraph."""
    if loose or sum(_COUNTED.match(text, *line) is not None for line in block.lines) > 1:  # a list
        return _tagged(text, block)
    return _tagged(text, block) or _long(text, block) or _whole(block)


def _long(text: str, block: Block) -> bool:
    """Whether a short line stands over one that is longer than anybody breaks lines: a day, a heading, and its paragraphs."""
    if len(block.lines) < 2 or block.kind != "text":
        return False
    at = next((k for k, line in enumerate(block.lines[: _OVER + 1]) if line.end - line.start > _WRAPPED), 0)
    first = text[slice(*block.lines[0])].removesuffix("—")
    between = any(line.end - line.start > _LONG for line in block.lines[1:at])
    short = len(first) <= (_DAY if first.endswith((".", ":")) else _LONG) and not first.endswith((",", ";", "-", "—"))
    return at > 0 and short and not between


def _whole(block: Block) -> bool:
    """Whether a line of a block is longer than anybody breaks lines and half of them are short: headings and names over and under it."""
    sizes = [line.end - line.start for line in block.lines]
    return block.kind == "text" and max(sizes) > _WHOLE_LINE and 2 * sum(size <= _SHORT for size in sizes) >= len(sizes) > 1


def _tagged(text: str, block: Block) -> bool:
    """Whether lines of a block stand between tags."""
    return len(block.lines) > 1 and block.kind == "text" and any(_TAGS.match(text, *line) for line in block.lines)


def _sentences(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the lines are paragraphs: one is longer than anybody breaks lines, or nearly all long ones are whole sentences."""
    long = [line for block in blocks for line in block.lines if line.end - line.start > _LONG]
    if any(line.end - line.start > _WRAPPED for line in long):
        return True
    whole = sum(bool(_SENTENCE.search(text, line.start, line.end)) for line in long)
    return len(long) >= _SOME and whole >= _WHOLE * len(long)


def opened(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a text with the heading, the dateline and the first paragraph apart where no blank line is between them."""
    if blocks and any(line.end - line.start > _WRAPPED or _DATELINE.match(text, *line) for line in blocks[0].lines[1:]):
        return (*_each_line(text, blocks[0]), *blocks[1:])
    return blocks


def width_of(text: str) -> int:
    """Return the width at which a text is broken into lines; 0 where its lines end with the paragraphs.

    No line is longer, but rows of tables, and most that others follow are full: the next word had no room there.
    """
    lines = [line for line in text.splitlines() if "\t" not in line]
    longest = max(map(len, lines), default=0)
    if longest > _WIDEST:
        return 0
    followed = [full(line, behind, longest) for line, behind in pairwise(lines) if line.strip() and behind.strip()]
    return longest if len(followed) >= _FOLLOWED and sum(followed) >= _FULL * len(followed) else 0


def full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room in a line of that width."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def runs_on(lines: Sequence[str]) -> list[bool]:
    """Return for each line but the last whether it goes on in the next, as the lines of a broken paragraph do.

    Sure is a word or a bracket that is divided, an article at the line's end, a small letter behind a line without a stop. Where half
    of the lines surely go on, those that are full go on as well; where fewer do none does, but items that are counted.
    """
    longest = max(map(len, lines))
    if longest > _WIDEST:
        return [False] * (len(lines) - 1)
    small = not lines[0][:1].islower()  # where items begin small a small letter says nothing
    sure = [_surely(line, behind, small) for line, behind in pairwise(lines)]
    if not any(sure) or any(_COUNTED.match(line) for line in lines):
        return sure
    if sum(sure) * 2 < len(sure):
        return [False] * len(sure)
    return [on or full(line, behind, longest) for on, (line, behind) in zip(sure, pairwise(lines), strict=True)]


def _surely(line: str, behind: str, small: bool) -> bool:
    if _COUNTED.match(behind):
        return False
    begins_small = behind[:1].islower()
    if begins_small and line[-1:] in "-¬" and line[-2:-1].isalpha():
        return True
    if line.rfind("[") > line.rfind("]") or (line.rfind("(") > line.rfind(")") and ")" in behind):
        return len(line) >= _HALF and (begins_small or "]" in behind or ")" in behind)
    if len(line) < _HALF or _STOPPED.search(line):
        return False
    return bool(_DANGLING.search(line)) or (small and begins_small)


def _each_line(text: str, block: Block) -> Iterator[Block]:
    """Yield the lines of a block as blocks, but what can be no paragraph by itself with what it belongs to.

    The list of notes at the end stays whole, and a title in bold that goes over several lines.
    """
    listed = [m.start("n") for m in _LISTED.finditer(text, text.rfind("\n", 0, block.span.start) + 1, block.span.end)]
    notes = listed[-1] if listed else block.span.end
    first = 0
    for k, line in enumerate(block.lines[1:], 1):
        begin, before = block.lines[first], block.lines[k - 1]
        bold = _BOLD.match(text, begin.start) and text.count("**", begin.start, before.end) % 2
        if bold or line.start > notes or _together(text[slice(*begin)], text[slice(*before)], text[slice(*line)]):
            continue
        yield block.part(first, k)._replace(why=EACH)
        first = k
    yield block.part(first, len(block.lines))._replace(why=EACH)


def _together(first: str, line: str, following: str) -> bool:
    """Whether a line goes on in the next: rows of a table, an office over a dateline, a number over a title, names below a heading."""
    if "\t" in line or "\t" in following:
        return "\t" in line and "\t" in following
    if _NUMBER.fullmatch(line):
        return True
    if _TAGS.match(line) or _TAGS.match(following):
        return False
    if max(len(line), len(following)) > _SHORT or following.isupper():
        return False
    if (line.endswith(",") and _DATED.search(following)) or following.startswith(_RECEIVED):
        return True
    # names below a heading, no entries of a table of contents
    told = following.endswith((".", ":", ":-", ":—", ";"))
    return first.isupper() and not told and not _ENDS.search(line) and len(following) <= _NAME and not any(c.isdigit() for c in following)
