"""Lists with a heading of their own: SUBJECT, PARTICIPANTS, TO, FROM, REF ...

Found: a block that is nothing but such a heading, and the lines of the block behind it as items; behind a list of
participants also the groups in it ("United Kingdom" and its names); two sides and more that begin with the name of a country or of a
body, however blank lines part their names, are lists of their own.
Left alone: "Subject: a text" in one line, which is a paragraph.
TEI P5 4.9: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.gazetteer import bodies, given_names, places
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span
from encoder.layout.tight import runs_on

HEADS: dict[str, str] = words.table("lists")["heads"]
_NAMES = "|".join(re.escape(h).replace(r"\ ", r"\s+") for h in sorted(HEADS, key=lambda h: (-len(h), h)))
#: capitals with or without a colon; other letters only with one, but for two words that head nothing else
HEAD = re.compile(
    rf"(?:(?P<caps>{_NAMES})\s?[:.]?|(?P<mixed>(?i:{_NAMES}))\s?:|(?P<bare>Participants|Subject))(?:\s|\Z)"
)
#: names of a group of participants: short, no sentence
GROUP = re.compile(r"(?:The\s)?[A-Z][\w.’' /-]{0,38}:?")
LONGEST_ITEM = 400
#: a side by its kind: "The Soviet Side", "US Delegation"
SIDE = re.compile(r"(?:The\s)?[A-Z][\w.’' -]{0,38}\s(?i:side|delegation|party|representatives|officials|members):?")
#: what a line by itself has that names a person: a title, an office behind a comma, initials
_TITLES = words.titles_pattern(words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES)
PERSON = re.compile(rf"(?:(?:The\s)?(?:{_TITLES})(?:\s|\Z)|[^,]+,\s|(?:\w+\s)?[A-Z]\.\s)")
LONGEST_NAME = 120


def head_type(line: str) -> str:
    """Return the type of list a line is the heading of, ``""`` if it is none."""
    if line.isascii() and " ".join(line.upper().split()).rstrip(" .:") not in HEADS:
        return ""  # as the pattern would say, which takes longer to make than a text to read
    m = HEAD.fullmatch(line)
    return HEADS[" ".join((m["caps"] or m["mixed"] or m["bare"]).upper().split())] if m else ""

#: No head of a list is longer, with the marks in it.
LONGEST = 120


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each ``list`` with its ``head`` and ``item`` elements."""
    blocks = [b for b in draft.free_blocks if b.span.start < draft.notes_start]
    k = 0
    while k < len(blocks):
        line = blocks[k].lines[0]
        said = draft.plain(line) if line.end - line.start <= LONGEST else ""
        kind = head_type(said)
        if not kind or len(said) > 60:
            k += 1
            continue
        if kind == "participants" and (sides := _sides(draft, blocks, k)):
            k = yield from _by_sides(line, sides, blocks, k)
            continue
        groups = _groups(draft, blocks, k + 1) if kind == "participants" and len(blocks[k].lines) == 1 else 0
        if groups:
            k = yield from _nested(blocks, k, groups)
            continue
        k = yield from _list(draft, blocks, k, kind)
        while kind == "participants" and k + 1 < len(blocks) and _group(draft, blocks[k], blocks[k + 1]):
            k = yield from _list(draft, blocks, k, kind)


def _list(draft: Draft, blocks: list[Block], k: int, kind: str) -> Generator[Finding, None, int]:
    """Yield one list and return the number of the block behind it."""
    head, items = blocks[k].lines[0], list(blocks[k].lines[1:])
    following = k + 1
    if not items and following < len(blocks):
        behind = blocks[following]
        between = draft.text[blocks[k].span.end : behind.span.start]
        if not between.strip() and not head_type(draft.plain(behind.lines[0])) and _items(draft, behind):
            items = list(behind.lines)
            following += 1
    if not items:
        return k + 1
    yield Annotation(Span(head.start, items[-1].end), "list", RULE.id, {"type": kind})
    yield Annotation(head, "head", RULE.id)
    for line in items:
        yield Annotation(line, "item", RULE.id)
    return following


def _sides(draft: Draft, blocks: list[Block], k: int) -> list[list[Span]]:
    """Return the sides below the heading in block ``k``, each with its name and then its persons; none where not two have both."""
    sides: list[list[Span]] = []
    end = blocks[k].lines[0].end
    for lines in (blocks[k].lines[1:], *(block.lines for block in blocks[k + 1 :])):
        if not lines:
            continue
        said = [draft.plain(line) for line in lines]
        named = _side(said[0])
        if draft.text[end : lines[0].start].strip() or not (named or sides) or not _persons(said[named:]):
            break
        if named:
            sides.append([])
        sides[-1] += lines
        end = lines[-1].end
    while sides and len(sides[-1]) == 1:
        sides.pop()
    return sides if len(sides) > 1 and all(len(side) > 1 for side in sides) else []


def _side(said: str) -> bool:
    name = said.removesuffix(":").removeprefix("The ").removeprefix("the ")
    return bool(SIDE.fullmatch(said)) or name in places().forms or name in bodies().forms


def _persons(said: list[str]) -> bool:
    """Whether lines name persons; a line by itself has to show that it is no heading."""
    if any(len(n) > LONGEST_NAME or not n[:1].isupper() or n.endswith((".", ":", "?")) or head_type(n) for n in said):
        return False
    if len(said) == 1:
        return bool(PERSON.match(said[0])) or said[0].split()[0] in given_names()
    return not said or not any(runs_on(said))


def _by_sides(head: Span, sides: list[list[Span]], blocks: list[Block], k: int) -> Generator[Finding, None, int]:
    """Yield a list whose items are sides, each with a list of its own, and return the number of the block behind it."""
    end = sides[-1][-1].end
    yield Annotation(Span(head.start, end), "list", RULE.id, {"type": "participants"})
    yield Annotation(head, "head", RULE.id)
    for side in sides:
        whole = Span(side[0].start, side[-1].end)
        yield Annotation(whole, "item", RULE.id)
        yield Annotation(whole, "list", RULE.id)
        yield Annotation(side[0], "head", RULE.id)
        for line in side[1:]:
            yield Annotation(line, "item", RULE.id)
    return next((n for n in range(k + 1, len(blocks)) if blocks[n].span.start >= end), len(blocks))


def _groups(draft: Draft, blocks: list[Block], k: int) -> int:
    """Count the groups of participants from block ``k`` on: a name of a group and below it more than one person."""
    count = several = 0
    while k + 1 < len(blocks) and _group(draft, blocks[k], blocks[k + 1]):
        several += len(blocks[k + 1].lines) > 1
        count, k = count + 1, k + 2
    return count if several else 0


def _nested(blocks: list[Block], k: int, groups: int) -> Generator[Finding, None, int]:
    """Yield a list whose items are groups, each with a list of its own."""
    end = k + 1 + 2 * groups
    yield Annotation(Span(blocks[k].span.start, blocks[end - 1].span.end), "list", RULE.id, {"type": "participants"})
    yield Annotation(blocks[k].span, "head", RULE.id)
    for name, persons in zip(blocks[k + 1 : end : 2], blocks[k + 2 : end : 2], strict=True):
        whole = Span(name.span.start, persons.span.end)
        yield Annotation(whole, "item", RULE.id)
        yield Annotation(whole, "list", RULE.id)
        yield Annotation(name.span, "head", RULE.id)
        for line in persons.lines:
            yield Annotation(line, "item", RULE.id)
    return end


def _items(draft: Draft, block: Block) -> bool:
    return all(line.end - line.start <= LONGEST_ITEM for line in block.lines)


def _group(draft: Draft, head: Block, items: Block) -> bool:
    """Whether two blocks are a group of participants and its names."""
    said = draft.plain(head.span)
    if len(head.lines) > 1 or not GROUP.fullmatch(said) or said.endswith(".") or head_type(said):
        return False
    names = [draft.plain(line) for line in items.lines]
    return all(len(n) < 120 and n[:1].isupper() and not n.endswith((".", ":", "?")) for n in names)


RULE = Rule("list-headed", "list", find, "Lists with a heading (subject, participants, addressees, references) have their type.")
