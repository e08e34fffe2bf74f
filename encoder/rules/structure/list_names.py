"""Names that stand below one another become ``list type="names"`` and ``item``.

Found: six and more short lines of names, in one block or in several that nothing but the end of a page parts: who signed, who was there,
who subscribed. Names of persons alone in their paragraphs, three and more, with the line over them that says who they are ("London Jury.").
Left alone: fewer lines, which are an address or a signature; verse, lines with figures or labels.
TEI P5 3.8: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy import salutes
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.gazetteer import given_names
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
#: so many persons, each in a paragraph, below what says who they are
PERSONS = 3
#: given names, and how prints shorten them
GIVEN = given_names() | {"Wm", "Thos", "Jno", "Jas", "Chas", "Saml", "Geo", "Robt", "Benj", "Jos", "Danl", "Edw", "Richd", "Willian"}
#: a name in a paragraph of its own has a title
TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Messrs|Sir|Lord|Lady|Senator|Herr|Frau|MM?|Mme)\b\.?\s[A-Z]")
#: a line that takes leave, or says to whom a letter goes
LEAVE = 2.0
NO_NAME = re.compile(r"\d|[:?!](?!\Z)|[=|\t]|\s{3,}|\A[-–—•*(\[#>]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each list of names."""
    alone = list(_alone(draft))
    yield from alone
    taken = [a.span for a in alone if a.element == "list"]
    run: list[Block] = []
    for block in draft.free_blocks:
        named = draft.record_end <= block.span.start < draft.notes_start and block.kind == "text" and _names(draft, block)
        # a list with a heading of its own
        named = named and not head_type(draft.plain(block.lines[0])) and not any(block.span.within(span) for span in taken)
        if run and (not named or _parted(draft, run[-1], block)):
            yield from _list(run)
            run = []
        if named:
            run.append(block)
    yield from _list(run)


def _alone(draft: Draft) -> Iterator[Annotation]:
    """Yield the lists of persons each of whom has a paragraph, with the heading over them."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    k = 0
    while k < len(blocks):
        end = k
        while end < len(blocks) and _person(draft, blocks[end]) and (end == k or _next(draft, blocks[end - 1], blocks[end])):
            end += 1
        over = blocks[k - 1] if k else None
        if end - k >= PERSONS and over and _headed(draft, over, blocks[k]):
            yield Annotation(Span(over.span.start, blocks[end - 1].span.end), "list", RULE.id, {"type": "names"}, evidence="persons")
            yield Annotation(over.span, "head", RULE.id)
            for block in blocks[k:end]:
                yield Annotation(block.span, "item", RULE.id)
        k = max(end, k + 1)


def _next(draft: Draft, above: Block, below: Block) -> bool:
    return not draft.text[above.span.end : below.span.start].strip()


def _person(draft: Draft, block: Block) -> bool:
    """Whether a block is the name of a person and nothing else: "Richard Scarr .", "* James Renat Sims"."""
    said = draft.plain(block.span).rstrip(" .,;").lstrip("*†‡ ")
    found = said.split()
    shape = len(block.lines) == 1 and 1 < len(found) <= 4 and not NO_NAME.search(said) and not said.isupper()
    return shape and found[0].rstrip(".") in GIVEN and all(word[0].isupper() or word.lower() in SMALL for word in found)


def _headed(draft: Draft, over: Block, below: Block) -> bool:
    """Whether a line says who those below it are: few words with capitals, no name itself."""
    said = draft.plain(over.span)
    near = not draft.text[over.span.end : below.span.start].strip()
    short = len(over.lines) == 1 and len(said.split()) <= WORDS and said[:1].isupper() and not said.endswith((",", ";", "?", "!"))
    return near and short and not _person(draft, over)


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
    from statistics import fmean  # few texts come so far, and it takes time to import

    words = [word for line in said for word in WORD.findall(line) if word.lower() not in SMALL]
    return bool(words) and fmean(word[0].isupper() for word in words) >= CAPITALS and fmean(line[0].isupper() for line in said) >= CAPITALS


RULE = Rule("list-names", "list", find, "Names below one another are the items of a list.")
