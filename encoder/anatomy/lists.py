"""Enumerators of every system, and which lines they make the items of one list: ``1.`` ``(a)`` ``iv)`` ``§ 3.`` ``-`` ``•``.

A list is judged as a whole: its numbers follow one another from the first, in one form; another form below an item is a list in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Block, Span

MARK = re.compile(
    r"""
      (?P<open>[(\[]?)(?P<italic>_?)(?P<body>
          (?P<figure>\d{1,3})(?:(?:[-–]|,\s?|\s(?:and|to|&)\s)(?P<to>\d{1,3}))?   # "4.", "1-3.", "6, 7."
          |(?P<roman>[ivxlc]{1,7}|[IVXLC]{1,7})|(?P<letter>[a-zA-Z])
      )(?P=italic)
      (?P<close>[.)\]]{1,2}|[°º]\.?|\.\))(?=[\s—–]|(?<=\.\.)[A-Z])(?!\s*[A-Z]\.\s?[A-Z][a-z])   # "S. E. Mezes" has initials
    | (?P<section>§\s?)(?P<number>\d{1,3})\.?(?=\s)
    | (?P<bullet>--|[-–—•*·▪◦])(?=\s+\S)
    """,
    re.X,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: where the lines before a list end so, it is one however long its items are
INTRODUCES = re.compile(r"[:—–]-?\Z|:\s?-{1,2}\Z|\b(?:following|as follows|namely|viz|to wit)[.,:]?\Z", re.I)
#: items of a list that nothing announces are no longer, in characters and on average
LONG = 260
#: dashes begin what somebody says too: then it is longer than this
DASHES = frozenset({"-", "–", "—", "--"})
SHORT = 90
#: a list that does not begin with 1, as an extract does, has so many items
LATE = 3
SECOND = 2
_STOP = re.compile(r"[.!?][\"”’)\]]{0,2}\Z")
#: so many numbers may be left out between two items
SKIPPED = 4
#: a block that stands farther to the right is a signature or a date below the list
FAR = 24
#: an item that is indented deeper by so much is one of a list in the item above
DEEPER = 2


class Mark(NamedTuple):
    """An enumerator: its ``form`` ("(#)"), the numbers it can be in each system, where it stands; the last one of several ("1-3.")."""

    form: str
    numbers: tuple[tuple[str, int], ...]
    span: Span
    last: int = 0


@dataclass(slots=True)
class Item:
    """One item: its enumerator, its lines' first and last character, and the lists inside it."""

    mark: Mark
    span: Span
    inner: list[List] = field(default_factory=list)


@dataclass(slots=True)
class List:
    """A list: the form and system of its enumerators, the columns before them, its items, and the last number."""

    form: str
    system: str
    indent: int
    items: list[Item]
    last: int
    #: where the item above ended before this list in it, and whether nothing but another enumerator makes it an inner one
    host: int = 0
    loose: bool = False
    #: whether it goes on with the numbers of a list that something interrupted
    on: bool = False
    #: whether its first number is not 1
    late: bool = False

    @property
    def span(self) -> Span:
        """From its first item's enumerator to the end of its last item."""
        return Span(self.items[0].span.start, self.items[-1].span.end)


class _Line(NamedTuple):
    span: Span
    indent: int
    mark: Mark | None
    block: int
    first: bool


def read_mark(text: str, line: Span) -> Mark | None:
    """Return the enumerator that a line begins with, None if there is none."""
    found = MARK.match(text, line.start, line.end)
    if found is None:
        return None
    span = Span(*found.span())
    if found["bullet"]:
        return Mark(found["bullet"], (("bullet", 1),), span)
    if found["section"]:
        return Mark("§", (("figure", int(found["number"])),), span)
    body = found["body"]
    if bool(found["open"]) and found["close"][:1] == "." and found["open"] != "(":
        return None
    form = f"{found['open']}#{found['close']}"
    case = "upper" if body.isupper() else "lower"
    numbers: list[tuple[str, int]] = []
    to = int(found["to"] or 0)
    if found["figure"]:
        if found["to"] and to <= int(found["figure"]):
            return None
        numbers.append(("figure", int(found["figure"])))
    if len(body) == 1 and body.isalpha():
        numbers.append((f"{case} letter", ord(body.lower()) - ord("a") + 1))
    if found["roman"]:
        value = roman(body.lower())
        if value:
            numbers.append((f"{case} roman", value))
    if body in {"I", "l"}:  # a 1 that was read wrongly, where a 2 follows it
        numbers.append(("figure", 1))
    return Mark(form, tuple(numbers), span, to) if numbers else None


def roman(figure: str) -> int:
    """Return the number of a Roman figure in small letters; 0 where it is not written as one."""
    total = 0
    for a, b in zip(figure, [*figure[1:], ""], strict=True):
        value = _ROMAN[a]
        total += -value if b and _ROMAN[b] > value else value
    return total if _written(total) == figure else 0


def _written(number: int) -> str:
    out = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def lists(text: str, blocks: Sequence[Block], ended: dict[str, int] | None = None) -> Iterator[List]:
    """Yield the lists of some blocks that follow one another, the outermost ones, in the order of the text.

    ``ended`` has the last number of each form of enumerator so far: a list goes on behind a heading or a table. Where paragraphs stand
    between its items, numbers are those of paragraphs, which are no list unless something announces one.
    """
    ended = {} if ended is None else ended
    found: list[List] = []
    open_lists: list[List] = []
    block = -1
    for line in _lines(text, blocks):
        if line.mark and _placed(text, open_lists, found, line, block, ended):
            block = line.block
        elif open_lists and line.mark is None and _continues(text, open_lists[-1], line, block, blocks[line.block].width):
            _reach(open_lists, line.span.end)
            block = line.block
        else:
            open_lists.clear()
            if line.mark and _placed(text, open_lists, found, line, block, ended):
                block = line.block
    alone = _interrupted(text, blocks, found)
    for each in found:
        for one in _apart(each):
            yield from _kept(text, one, alone, ended)


def _kept(text: str, one: List, alone: frozenset[int], ended: dict[str, int]) -> Iterator[List]:
    """Yield a list if it is one, else the lists that stand in its items."""
    if _believed(text, one, one.span.start in alone):
        ended[one.form] = one.last
        yield one
        return
    for item in one.items:
        for inner in item.inner:
            yield from _kept(text, inner, alone, ended)


def _interrupted(text: str, blocks: Sequence[Block], found: Sequence[List]) -> frozenset[int]:
    """Return where the lists begin whose numbers go on behind other paragraphs: they number paragraphs."""
    starts = {each.span.start for each in found if not each.late}
    marks: dict[str, list[tuple[int, Mark]]] = defaultdict(list)
    for block in blocks if found else ():
        mark = read_mark(text, block.lines[0]) if block.kind == "text" else None
        if mark:
            marks[mark.form].append((block.span.start, mark))
    out = set()
    for each in found:
        here = marks[each.form]
        k = bisect_left(here, each.span.end, key=itemgetter(0))
        if k < len(here) and here[k][0] not in starts and (each.system, each.last + 1) in here[k][1].numbers:
            out.add(each.span.start)
        k = bisect_left(here, each.span.start, key=itemgetter(0)) - 1
        if each.late and k >= 0 and ("figure", dict(each.items[0].mark.numbers)["figure"] - 1) in here[k][1].numbers:
            out.add(each.span.start)  # numbers that go on with those of paragraphs
    return frozenset(out)


def _apart(found: List) -> Iterator[List]:
    """Yield a list, and apart from it one in its last item that only follows it."""
    item = found.items[-1]
    if not item.inner or not item.inner[-1].loose:
        yield found
        return
    inner = item.inner.pop()
    item.span = Span(item.span.start, inner.host)
    yield from _apart(found)
    yield from _apart(inner)


def _continues(text: str, found: List, line: _Line, block: int, width: int) -> bool:
    """Whether a line without an enumerator belongs to the item above: it is indented deeper, or goes on in the same block."""
    if line.indent > found.indent:
        return line.block == block or line.indent <= found.indent + FAR
    end = found.items[-1].span.end
    whole = not width and text[end - 1] in ".!?" and text[line.span.start].isupper()  # each line is a paragraph
    return line.block == block and not whole


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[_Line]:
    for k, block in enumerate(blocks):
        indents = block.indents or (0,) * len(block.lines)
        for j, line in enumerate(block.lines):
            mark = None if block.kind != "text" or (j and _inside(text, block, j)) else read_mark(text, line)
            yield _Line(line, indents[j], mark, k, not j)


def _inside(text: str, block: Block, j: int) -> bool:
    """Whether a line only goes on with the one above, which was full."""
    if not block.width or not block.indents:
        return False
    above, line = block.lines[j - 1], block.lines[j]
    word = text[line.start : line.end].split(maxsplit=1)[0]
    return block.indents[j - 1] + above.end - above.start + 1 + len(word) > block.width


def _reach(open_lists: Sequence[List], end: int) -> None:
    """Let the last items of the open lists reach so far."""
    for each in open_lists:
        each.items[-1].span = Span(each.items[-1].span.start, end)


def _placed(text: str, open_lists: list[List], found: list[List], line: _Line, block: int, ended: Mapping[str, int]) -> bool:
    """Put a line with an enumerator into one of the open lists, or into a new one; False where it is the first of none."""
    mark = line.mark
    if mark is None:
        return False
    for depth in range(len(open_lists) - 1, -1, -1):
        here = open_lists[depth]
        if _next(here, line):
            del open_lists[depth + 1 :]
            here.items.append(Item(mark, line.span))
            here.last = mark.last or dict(mark.numbers).get(here.system, here.last + 1)
            _reach(open_lists, line.span.end)
            return True
    on = line.first and not open_lists and ("figure", ended.get(mark.form, -1) + 1) in mark.numbers
    first = "figure" if on else next((system for system, number in mark.numbers if number == 1), "")
    late = not first and line.first and not open_lists and mark.numbers[0][0] == "figure"
    if not first and not late:
        return False
    if late:
        first = "figure"
    elif open_lists and open_lists[0].late and len(open_lists[0].items) < LATE:
        open_lists.clear()
    fresh = List(mark.form, first, line.indent, [Item(mark, line.span)], mark.last or dict(mark.numbers)[first], on=on, late=late)
    if open_lists and (line.indent >= open_lists[-1].indent + DEEPER or (mark.form, first) != (open_lists[-1].form, open_lists[-1].system)):
        host = open_lists[-1].items[-1]
        fresh.host = host.span.end
        fresh.loose = line.block != block and line.indent < open_lists[-1].indent + DEEPER and text[host.span.end - 1] not in ":;,—–-"
        host.inner.append(fresh)
        _reach(open_lists, line.span.end)
    else:
        open_lists.clear()
        found.append(fresh)
    open_lists.append(fresh)
    return True


def _next(here: List, line: _Line) -> bool:
    mark = line.mark
    if mark is None:
        return False
    if here.system == "bullet":
        return mark.numbers[0][0] == "bullet" and abs(line.indent - here.indent) < DEEPER
    if mark.form != here.form:
        return False
    if (here.system, here.last + 1) in mark.numbers or (line.first and here.system == "figure" and _skips(here, line)):
        return True
    if len(here.items) == 1:  # "i." can be the first Roman figure or, behind "h.", a letter
        other = next((s for s, n in here.items[0].mark.numbers if s != here.system and (s, n + 1) in mark.numbers), "")
        if other:
            here.system, here.last = other, dict(here.items[0].mark.numbers)[other]
            return True
    return False


def _skips(here: List, line: _Line) -> bool:
    """Whether a number at the margin of a list steps over a few: whoever made the copy left them out."""
    number = dict(line.mark.numbers).get("figure", 0) if line.mark else 0
    return len(here.items) > 1 and 0 < number - here.last <= SKIPPED and abs(line.indent - here.indent) < DEEPER


def _spoken(text: str, found: List) -> bool:
    """Whether what stands behind dashes is said: sentences, one of which asks or calls."""
    ends = [text[item.span.start : item.span.end].rstrip("\"”’»*_) ")[-1:] for item in found.items]
    return any(end in "?!" for end in ends) and 2 * sum(end in ".?!…" for end in ends) >= len(ends)


def _second(found: List, before: str) -> bool:
    """Whether the first number is 2 and a sentence ends above it: the paragraphs of a telegram, of which the first has no number."""
    return dict(found.items[0].mark.numbers).get("figure") == SECOND and _STOP.search(before) is not None


def _believed(text: str, found: List, interrupted: bool) -> bool:
    """Whether the items make a list: two and more, which something announces or which are short."""
    if found.on:
        return not interrupted
    if len(found.items) < (LATE if found.late else 2):
        return False
    if interrupted and found.late:
        return False
    if any(item.inner for item in found.items):
        return True
    before = text[max(0, found.span.start - 60) : found.span.start].rstrip()
    if INTRODUCES.search(before) and not (found.form in DASHES and before[-1] in DASHES):
        return True
    if interrupted or (found.late and _second(found, before)):
        return False
    mean = sum(item.span.end - item.span.start for item in found.items) / len(found.items)
    if found.system == "bullet":
        return found.form not in DASHES or (mean <= SHORT and not _spoken(text, found))
    return mean <= LONG
