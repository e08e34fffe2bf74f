"""Names that stand below one another become ``list type="names"`` and ``item``.

Found: six and more short lines of names, in one block or in several that nothing but the end of a page parts: who signed, who was there,
who subscribed.
Left alone: fewer lines, which are an address or a signature; verse, lines with figures or labels.
TEI P5 3.8: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from encoder import lazy_re as re
from encoder.anatomy import salutes
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span
from encoder.rules.structure.list_headed import head_type

#: so many lines are no address; none is longer, in characters and words; so many of the words begin with a capital
LEAST = 6
WIDEST = 48
WORDS = 7
CAPITALS = 0.75
WORD = re.compile(r"[^\W\d_]+(?:[-'’•·][^\W\d_]+)*")
#: words that stand between names
SMALL = frozenset({"and", "of", "the", "de", "van", "von", "der", "la", "le", "du", "to", "for", "jun", "jr", "sen", "sr", "esq", "et"})
#: a name in a paragraph of its own has a title
TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Messrs|Sir|Lord|Lady|Senator|Herr|Frau|MM?|Mme)\b\.?\s[A-Z]")
#: a line that takes leave, or says to whom a letter goes
LEAVE = 2.0
NO_NAME = re.compile(r"\d|[:?!](?!\Z)|[=|\t]|\s{3,}|\A[-–—•*(\[#>]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each list of names."""
    run: list[Block] = []
    for block in draft.free_blocks:
        named = draft.record_end <= block.span.start < draft.notes_start and block.kind == "text" and _names(draft, block)
        named = named and not head_type(draft.plain(block.lines[0]))  # a list with a heading of its own
        if run and (not named or _parted(draft, run[-1], block)):
            yield from _list(run)
            run = []
        if named:
            run.append(block)
    yield from _list(run)


def _parted(draft: Draft, above: Block, block: Block) -> bool:
    """Whether a block begins another list: lines one by one stand right below one another."""
    gap = draft.masked[above.span.end : block.span.start]
    single = len(above.lines) == 1
    return bool(gap.strip()) or single != (len(block.lines) == 1) or (single and gap.count("\n") > 1)


def _list(run: list[Block]) -> Iterator[Annotation]:
    lines = [line for block in run for line in block.lines]
    if len(lines) < LEAST:
        return
    yield Annotation(Span(lines[0].start, lines[-1].end), "list", RULE.id, {"type": "names"}, evidence=f"{len(lines)} lines of names")
    for line in lines:
        yield Annotation(line, "item", RULE.id)


def _names(draft: Draft, block: Block) -> bool:
    """Whether every line of a block can be a name, and nearly all its words begin with capitals."""
    if len(block.lines) < 2 and not TITLED.match(draft.text, *block.span):
        return False
    if any(line.end - line.start > WIDEST for line in block.lines):
        return False
    said = [draft.plain(line) for line in block.lines]
    if salutes.valediction(said[0]) >= LEAVE or salutes.address(said[0]) >= LEAVE:
        return False  # the end of a letter
    if any(not line or NO_NAME.search(line) or len(line.split()) > WORDS for line in said):
        return False
    words = [word for line in said for word in WORD.findall(line) if word.lower() not in SMALL]
    return bool(words) and fmean(word[0].isupper() for word in words) >= CAPITALS and fmean(line[0].isupper() for line in said) >= CAPITALS


RULE = Rule("list-names", "list", find, "Names below one another are the items of a list.")
