"""The end of a letter or telegram becomes ``closer`` with ``signed``; what stands below it a ``postscript``.

Found: at the end of a document or enclosure, a name alone in its block ("Herter", "William M. Rountree", "WILLIAM
H. SEWARD."), with the office below it and "For the Secretary of State:" above it; below that the address of old
letters, or "P.S.".
Left alone: short last paragraphs, headings, options to tick.
TEI P5 4.9: DS, #DSCO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.letters import ADDRESS, OFFICE, ON_BEHALF, POSTSCRIPT, signature
from encoder.model import Annotation, Block, Draft, Finding, Rule, Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the end of each part that has one."""
    for part in draft.parts:
        claimed = [a.span.end for a in draft.annotations if a.element in {"item", "cell", "head", "dateline"} and a.span.within(part)]
        after = max(claimed, default=part.start)
        blocks = [b for b in draft.free_blocks if after <= b.span.start and b.span.end <= part.end]
        # a closer closes something: without a list or a table before it the first block is text
        body = any(a.element in {"item", "cell"} and a.span.within(part) for a in draft.annotations)
        yield from _end(draft, blocks, 0 if body else 1)


def _lines(draft: Draft, block: Block) -> list[str]:
    return [draft.plain(line) for line in block.lines]


def _end(draft: Draft, blocks: list[Block], least: int) -> Iterator[Finding]:
    last = len(blocks)
    below: list[Block] = []
    while last > least + 1:
        line = _lines(draft, blocks[last - 1])[0]
        if not (ADDRESS.match(line) or POSTSCRIPT.match(line)):
            break
        last -= 1
        below.insert(0, blocks[last])
    bracketed = last - least > 2 and _lines(draft, blocks[last - 1]) == ["]"]  # "[" and "]" above and below an added name
    first = last - bracketed
    names: list[tuple[Block, str]] = []
    while first > least:
        said = _lines(draft, blocks[first - 1])
        if not signature(said):
            if ON_BEHALF.fullmatch(said[0]) and names:
                names.insert(0, (blocks[first - 1], "seg"))
                first -= 1
                continue
            break
        names.insert(0, (blocks[first - 1], "signed"))
        first -= 1
    if not any(kind == "signed" for _, kind in names):
        return
    if bracketed:
        if _lines(draft, blocks[first - 1]) != ["["]:
            return
        names = [(blocks[first - 1], "seg"), *names, (blocks[last - 1], "seg")]
    closed = [(block, "seg" if k and kind == "signed" and _office(draft, block) else kind) for k, (block, kind) in enumerate(names)]
    yield Annotation(Span(closed[0][0].span.start, closed[-1][0].span.end), "closer", RULE.id)
    for block, kind in closed:
        yield Annotation(block.span, kind, RULE.id)
    if below:
        yield Annotation(Span(below[0].span.start, below[-1].span.end), "postscript", RULE.id)
        for block in below:
            yield Annotation(block.span, "p", RULE.id)


def _office(draft: Draft, block: Block) -> bool:
    return bool(OFFICE.search(_lines(draft, block)[0]))


RULE = Rule("closer-signature", "closer", find, "Names at the end of a document are its signature; valedictions are paragraphs before it.")
