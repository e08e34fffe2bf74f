"""The persons of a play become ``list type="names"`` with its ``head``.

Found: below "Dramatis Personae", "The Persons of the Play", "Characters", "Personen" in any letters, the lines of one or several blocks,
each a person with what he is; a remark in brackets below a name goes on with it.
Left alone: what stands below the list: the scene, remarks in italics, headings.
TEI P5 7.1.4: DR, #DRCAST.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

HEAD = re.compile(
    r"""
      dr\wmatis\spers\wn(?:ae|æ)
    | (?:the\s)?persons?\s(?:of|in)\sthe\s(?:play|drama|dialogue|comedy|tragedy|piece) | persons\srepresented
    | (?:the\s)?(?:cast\sof\s)?characters(?:\sin\sthe\splay)? | cast
    | personen | personnages | personaggi | personajes | действующие\sлица
    """,
    re.X | re.I,
)
#: no line is longer; so many make a list
LONGEST = 90
LEAST = 3
#: what stands below it
STOP = re.compile(r"\W{0,3}(?:act|scene|the\s(?:scene|action|time)|time|place|akt|acte|acto|szene|prolog(?:ue)?)\b|[\[_*]|\W+\Z", re.I)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each list."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    for k, block in enumerate(blocks):
        said = draft.plain(block.lines[0]).strip(" _*.:—-")
        if not HEAD.fullmatch(said):
            continue
        items = list(_items(draft, block.part(1, len(block.lines)))) if len(block.lines) > 1 else []
        items += _below(draft, blocks, k + 1)
        if len(items) >= LEAST:
            yield Annotation(Span(block.span.start, items[-1].end), "list", RULE.id, {"type": "names"})
            yield Annotation(block.lines[0], "head", RULE.id)
            for item in items:
                yield Annotation(item, "item", RULE.id)


def _below(draft: Draft, blocks: Sequence[Block], k: int) -> list[Span]:
    """Return the persons in the blocks from one on."""
    found: list[Span] = []
    end = blocks[k - 1].span.end
    for block in blocks[k:]:
        said = [draft.plain(line) for line in block.lines]
        listed = all(0 < len(one) <= LONGEST for one in said) and not STOP.match(draft.text, block.span.start)
        heading = len(block.lines) == 1 and (block.centred or (bool(found) and said[0].isupper()))
        if not listed or heading or block.kind == "rule" or draft.text[end : block.span.start].strip():
            break
        found += _items(draft, block)
        end = block.span.end
    return found


def _items(draft: Draft, block: Block) -> Iterator[Span]:
    """Yield the lines of a block, each with the remarks in brackets below it."""
    start = end = -1
    for line in block.lines:
        if start >= 0 and draft.text[line.start] == "(":
            end = line.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = line
    if start >= 0:
        yield Span(start, end)


RULE = Rule("list-personae", "list", find)
