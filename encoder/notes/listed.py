"""The notes that a text lists with labels of their own, and the lists they make.

A list is a run of labelled blocks with nothing between them; lists with nothing but headings between them ("Chapter II") make a group,
as books gather the notes of their chapters at the end. Every block is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from encoder import lazy_re as re
from encoder.brackets.classes import Reading
from encoder.layout.blocks import Block, Span

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
FIGURES = str.maketrans(RAISED, "0123456789")

#: what a line begins with that is a note; the group's name is the form
LABEL = re.compile(
    rf"""
      \[\^(?P<caret>[\w*†‡§¶-]{{1,30}})\]:?                     # [^where]:
    | \[(?P<bracket>\d{{1,4}}|[A-Za-z]|\*{{1,4}}|[†‡§])\]:?(?!\S*\])  # [1]  [A]  [*]
    | (?P<raised>[{RAISED}]{{1,4}})                               # ¹
    | (?P<slash>x{{1,6}}|\*{{1,4}}|\d{{1,3}}|[a-w])/(?=\s|[A-Z])  # x/  */  1/
    | (?P<shut>\*{{1,4}}|†{{1,2}}|‡{{1,2}}|§{{1,2}})\)(?=\s?\S)  # *)
    | (?P<sign>\*{{1,4}}|†{{1,2}}|‡{{1,2}}|§{{1,2}}|¶|\|\|)(?=\s?[^\s*†‡§]) # *  †
    | \((?P<round>\d{{1,3}}|\*{{1,3}}|[a-z])\)(?=\s)              # (1)
    | (?P<plain>\d{{1,4}})[.)](?=\s)                              # 1.
    | \^\{{?(?P<hat>\d{{1,3}})\}}?(?=\s|[A-Z])                    # ^1
    | (?:_\s?)?(?P<glued>\d{{1,3}})(?=\s+(?:\d{{1,2}}\s)?[A-Z“"‘'\[(«„])   # 1 By train, 2 4 April, _ 1 Document
    """,
    re.VERBOSE,
)
#: what stands over a list of notes, in the languages of the texts
HEADING = re.compile(
    r"""
      (?:the\s)?(?:(?:foot|end|side)?[\s-]?notes?(?:\s(?:and|&)\s(?:references|sources))?|references|annotations)
      (?:\s(?:to|of|on|for)\s.{1,60})?
    | (?:translator|editor|author|transcriber)s?['’]?s?['’]?\s(?:foot)?notes?
    | (?:notes?|remarks)\s(?:of|by|from)\sthe\s(?:translators?|editors?|authors?)
    | (?:fu(?:ß|ss)noten|anmerkungen|endnoten|noten)(?:\s(?:zu|der|des)\s.{1,60})?
    | notes?\s(?:de\s(?:l['’](?:auteur|éditeur)|bas\sde\spage|fin)|du\straducteur)
    | notas?(?:\sal\spie|\sdel\s\w+)? | note\s(?:a\spiè\sdi\spagina|del\s\w+) | примечания(?:\s\w+)?
    """,
    re.VERBOSE | re.I,
)
_TRANSLATOR = re.compile(r"translator|traduct|übersetz|перевод", re.I)
_STROKE = re.compile(r"[-–—_=*]{3,}|(?:[-–—_*]\s?){3,}")
#: the end of a sentence, with or without its reference
_SENTENCE = re.compile(rf"[.,;!?:][\"”’)]*(?:\d{{1,3}}|[{RAISED}]+|[*†‡§]+|\[\w+\]|\(\d+\))?\Z")
#: the way back to the reference, as a page of the web shows it behind each note
BACK = re.compile(r"\s*(?P<arrow>↩\ufe0e?)\Z")
#: forms that begin a note wherever a line in a block of notes begins with them
OWN = frozenset({"caret", "bracket", "raised", "shut", "sign", "slash"})
#: a heading between lists is no longer
LONGEST = 80
STEP = 3
#: a note of a text without blank lines has no more lines
WEDGED = 5


@dataclass(slots=True)
class Item:
    """A note of a list: ``label`` with its signs, its form and number, the blocks' lines that are its words."""

    label: Span
    form: str
    number: str
    lines: list[Span]
    #: further blocks of the same note
    more: list[tuple[Span, ...]] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where the note ends."""
        last = [each[-1].end for each in (self.lines, *self.more[-1:]) if each]  # both are in the order of the text
        return max(self.label.end, *last) if last else self.label.end


@dataclass(slots=True)
class List:
    """Notes one below the other, with the heading over them, if they have one."""

    items: list[Item]
    heading: Span | None = None


@dataclass(slots=True)
class Group:
    """Lists with nothing but their headings between them; ``heading`` stands over the first ("NOTES"), ``stroke`` a line before it."""

    lists: list[List]
    heading: Span | None = None
    stroke: Span | None = None

    @property
    def start(self) -> int:
        """Where the group begins, its headings with it."""
        spans = [self.heading, self.stroke, self.lists[0].heading, self.lists[0].items[0].label]
        return min(span.start for span in spans if span)

    @property
    def end(self) -> int:
        """Where the group ends."""
        return self.lists[-1].items[-1].end

    @property
    def items(self) -> list[Item]:
        """Return every note of the group."""
        return [item for each in self.lists for item in each.items]

    def translators(self, text: str) -> bool:
        """Whether the heading says that the notes are a translator's."""
        return bool(self.heading and _TRANSLATOR.search(text, *self.heading))


def groups(text: str, blocks: Sequence[Block], footnotes: Sequence[Reading]) -> list[Group]:
    """Return the groups of lists in a text, in order; whether they are notes, their references have to show."""
    brackets = {reading.span.start: reading for reading in footnotes}
    found: list[Group] = []
    runs = list(_runs(text, blocks, brackets))
    behind = -1  # the block behind the last group
    for first, last, lists in runs:
        heading, stroke, over = _over(text, blocks, first, behind)
        titled = bool(heading and HEADING.fullmatch(text[slice(*heading)].strip(" .:*_#")))
        alike = found and found[-1].items[-1].form == lists[0].items[0].form
        if alike and over == behind and (heading or stroke or over == first):
            lists[0].heading = heading  # the heading of the next chapter's notes
            found[-1].lists += lists
        else:
            group = Group(lists, heading if titled else None, stroke)
            if heading and not titled:
                above, _, higher = _over(text, blocks, over, behind)
                if above and HEADING.fullmatch(text[slice(*above)].strip(" .:*_#")):
                    group.heading, lists[0].heading, over = above, heading, higher
                elif stroke is None:
                    over = first
            found.append(group)
        behind = last
    return found


def _over(text: str, blocks: Sequence[Block], first: int, behind: int) -> tuple[Span | None, Span | None, int]:
    """Return a heading and a stroke directly before a block, and the number of the first block of both."""
    heading = stroke = None
    k = first
    while k - 1 >= max(behind, 0) and blocks[k - 1].kind == "page":
        k -= 1
    if k - 1 >= max(behind, 0) and _STROKE.fullmatch(text, *blocks[k - 1].span):
        stroke, k = blocks[k - 1].span, k - 1
    if k - 1 >= max(behind, 0) and _heads(text, blocks[k - 1]):
        heading, k = blocks[k - 1].span, k - 1
        if stroke is None and k - 1 >= max(behind, 0) and _STROKE.fullmatch(text, *blocks[k - 1].span):
            stroke, k = blocks[k - 1].span, k - 1
    return heading, stroke, k


def _heads(text: str, block: Block) -> bool:
    """Whether a block may be a heading over notes: one short line that ends no sentence."""
    words = text[slice(*block.span)].strip()
    if len(block.lines) > 1 or len(words) > LONGEST:
        return False
    if _SENTENCE.search(words):
        return words.isupper() or bool(HEADING.fullmatch(words.strip(" .:*_#")))
    return "[" not in words


def _runs(text: str, blocks: Sequence[Block], brackets: dict[int, Reading]) -> Iterator[tuple[int, int, list[List]]]:
    """Yield runs of labelled blocks of one form: the number of the first block, of the one behind the last, and their lists."""
    first, lists = 0, list[List]()
    for k, block in enumerate(blocks):
        if lists and block.span.end <= lists[-1].items[-1].end:
            continue  # a note in one bracket over several blocks
        last = lists[-1].items[-1] if lists else None
        if block.kind == "page":
            if last and not _follows(text, blocks, k, brackets, last):
                yield first, k, lists
                lists = []
            continue
        items = _items(text, block, brackets)
        if last and not items and (_belongs(text, block, last) or _wedged(text, blocks, k, brackets, last)):
            if text.count("\n", blocks[k - 1].span.end, block.span.start) == 1:
                last.lines += block.lines
            else:
                last.more.append(block.lines)
            continue
        if lists and not items:
            yield first, k, lists
            lists = []
        for form, each in groupby(items, key=lambda item: item.form):
            parts = _divided(list(each))
            last = lists[-1].items[-1] if lists else None
            if last and last.form != form:
                yield first, k, lists
                lists = []
            elif last and _next(last, parts[0].items[0]):
                lists[-1].items += parts.pop(0).items
            if not lists:
                first = k
            lists += parts
    if lists:
        yield first, len(blocks), lists


def _follows(text: str, blocks: Sequence[Block], k: int, brackets: dict[int, Reading], last: Item) -> bool:
    """Whether a list goes on behind a page's end with the next number."""
    while k < len(blocks) and blocks[k].kind == "page":
        k += 1
    items = _items(text, blocks[k], brackets) if k < len(blocks) else []
    return bool(items) and items[0].form == last.form and last.number.isdigit() and items[0].number == str(int(last.number) + 1)


def _belongs(text: str, block: Block, last: Item) -> bool:
    """Whether a block without a label goes on with the note before it: it is indented deeper than the label."""
    if not block.indents:
        return False
    label = text.rfind("\n", 0, last.label.start) + 1
    column = last.label.start - label
    return min(block.indents) >= column + (2 if last.form == "caret" else 3) and block.kind != "centred"


def _wedged(text: str, blocks: Sequence[Block], k: int, brackets: dict[int, Reading], last: Item) -> bool:
    """Whether a line without a label stands, without a blank line, between a note and the next one of its list."""
    for at in range(k, min(k + WEDGED, len(blocks))):
        if at and text.count("\n", blocks[at - 1].span.end, blocks[at].span.start) != 1:
            return False
        items = _items(text, blocks[at], brackets) if at > k else []
        if items:
            return items[0].form == last.form and _next(last, items[0])
    return False


def _items(text: str, block: Block, brackets: dict[int, Reading]) -> list[Item]:
    """Return the notes of a block whose first line has a label; a line without one belongs to the note before it."""
    if block.kind in {"page", "code"}:
        return []
    found: list[Item] = []
    for line in block.lines:
        if found and line.start < found[-1].end:
            continue
        reading = brackets.get(line.start)
        if reading and reading.said:
            said = reading.said
            lines = [Span(max(line.start, each.start), each.end) for each in _lines(text, reading.span)]
            found.append(Item(Span(line.start, said.start), "footnote", reading.attributes["n"], lines))
            continue
        m = LABEL.match(text, line.start, line.end)
        form = (m.lastgroup or "") if m else ""
        if m and form and (not found or form in OWN or (found[-1].form == form and _next(found[-1], None, m[form]))):
            start = m.end()
            while start < line.end and text[start].isspace():
                start += 1
            number = m[form].translate(FIGURES)
            found.append(Item(Span(line.start, m.end()), form, number, [Span(start, line.end)] if start < line.end else []))
        elif found:
            found[-1].lines.append(line)
        else:
            return []
    return found


def _lines(text: str, span: Span) -> list[Span]:
    """Return the lines of a stretch of text that are not blank."""
    found, at = [], span.start
    for part in text[slice(*span)].split("\n"):
        inner = part.strip()
        if inner:
            start = at + len(part) - len(part.lstrip())
            found.append(Span(start, start + len(inner)))
        at += len(part) + 1
    return found


def _next(last: Item, item: Item | None, number: str = "") -> bool:
    """Whether a number follows in a list: the next one or nearly, the next letter, any sign or name."""
    following = (item.number if item else number).translate(FIGURES)
    if last.form in {"caret", "shut", "sign"}:
        return True
    if last.number.isdigit() and following.isdigit():
        return 0 < int(following) - int(last.number) <= STEP
    if last.form == "slash" and set(last.number) <= {"x"} and set(following) <= {"x"}:
        return len(following) == len(last.number) + 1
    if len(last.number) == len(following) == 1 and last.number.isalpha() and following.isalpha():
        return ord(following) - ord(last.number) in {1, 2}
    return not last.number.isalnum() and not following.isalnum()


def _divided(items: list[Item]) -> list[List]:
    """Return the lists of a run of notes; a new one begins where the numbers do."""
    lists = [List([items[0]])]
    for item in items[1:]:
        if _next(lists[-1].items[-1], item):
            lists[-1].items.append(item)
        else:
            lists.append(List([item]))
    return lists
