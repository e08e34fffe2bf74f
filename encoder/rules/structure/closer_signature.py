"""The end of a letter or telegram becomes ``closer`` with ``signed``; what stands below it a ``postscript``.

Found: at the end of a document or enclosure, a name alone in its block ("Herter", "William M. Rountree", "WILLIAM
H. SEWARD."), with the office below it and "For the Secretary of State:" above it; below that the address of old
letters, or "P.S.". A date and a name in capitals in one last line ("27/X/62 A. DOBRYNIN") everywhere.
Otherwise outside FRUS only below the last words of a letter ("Yours sincerely,").
Left alone: short last paragraphs, headings, options to tick.
TEI P5 4.9: DS, #DSCO.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.letters import ADDRESS, BELOW, OFFICE, ON_BEHALF, POSTSCRIPT, SEAL, WIDTH, ends_letter, office, signature
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

#: What the editors say below a document: "[For text of the statement, see ...]"
NOTE = re.compile(r"\[(?:For|See|The|In|On|A|Correspondence|Concerning)\b[^\]]{30,}\]", re.S)
DAY_KINDS = frozenset({"dual", "month-day-year", "day-month-year", "figures", "roman-month"})
PLACE = re.compile(r"(?:^|.*,\s)\Z")
#: A postscript is looked for so many blocks before the end; below a sure signature stand so many short ones.
FAR = 8
SHORT = 4


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the end of each part that has one."""
    free = draft.free_blocks
    begins = [block.span.start for block in free]
    for part in draft.parts:
        if _inside(draft, part, "closer"):
            continue
        claimed = [a.span.end for a in _inside(draft, part, "item", "cell", "head", "dateline")]
        after = max(claimed, default=part.start)
        blocks = [b for b in free[bisect_left(begins, after) : bisect_left(begins, part.end)] if b.span.end <= part.end]
        # a closer closes something: without a list or a table before it the first block is text
        signed = _date_and_name(draft, blocks[-1]) if len(blocks) > 1 else None
        if signed:
            yield Annotation(blocks[-1].span, "closer", RULE.id)
            for span, kind in zip(signed, ("dateline", "signed"), strict=True):
                yield Annotation(span, kind, RULE.id)
            continue
        yield from _end(draft, blocks, 0 if _inside(draft, part, "item", "cell") else 1)


def _inside(draft: Draft, part: Span, *elements: str) -> list[Annotation]:
    return [a for element in elements for a in draft.overlapping(element, part) if a.span.within(part)]


def _date_and_name(draft: Draft, block: Block) -> tuple[Span, Span] | None:
    """Return date and name of the line that ends a telegram of Eastern Europe: "27/X/62 A. DOBRYNIN"; None for any other block."""
    said = draft.text[slice(*block.span)]
    date = next(find_dates(said), None) if len(block.lines) == 1 and len(said) <= WIDTH else None
    if date is None or date.start or date.kind not in DAY_KINDS:
        return None
    name = said[date.end :].lstrip(" ,")
    if not (name.isupper() and signature([name])):
        return None
    return Span(block.span.start, block.span.start + date.end), Span(block.span.end - len(name), block.span.end)


def _lines(draft: Draft, block: Block) -> list[str]:
    return [draft.plain(line) for line in block.lines]


def _end(draft: Draft, blocks: list[Block], least: int) -> Iterator[Finding]:
    last, closing = _below(draft, blocks, least)
    names, first = _names(draft, blocks, last, least)
    if not any(kind == "signed" for _, kind in names):
        last, closing = _sure(draft, blocks, least), []
        names, first = _names(draft, blocks, last, least) if last else ([], 0)
        if not names:
            return
    if not draft.context.profile.signed_without_closing and not (first and ends_letter(draft.plain(blocks[first - 1].span))):
        return  # only a letter is sure to be signed
    if first > least and _lines(draft, blocks[first - 1]) == ["["] and blocks[last - 1] is names[-1][0] and names[-1][1] == "seg":
        names = [(blocks[first - 1], "seg"), *names]
    elif _lines(draft, blocks[last - 1]) == ["]"]:
        return
    closed = [(block, "seg" if k and kind == "signed" and _office(draft, block) else kind) for k, (block, kind) in enumerate(names)]
    closed += closing
    yield Annotation(Span(closed[0][0].span.start, closed[-1][0].span.end), "closer", RULE.id)
    for block, kind in closed:
        yield Annotation(block.span, kind, RULE.id)
    below = blocks[last + len(closing) :]
    while below and NOTE.fullmatch(draft.plain(below[-1].span)):
        yield Annotation(below.pop().span, "note", RULE.id, {"type": "editorial", "place": "inline"})
    if below:
        yield Annotation(Span(below[0].span.start, below[-1].span.end), "postscript", RULE.id)
        again = len(below) > 1 and any(POSTSCRIPT.match(_lines(draft, b)[0]) for b in below[:-1]) and signature(_lines(draft, below[-1]))
        for block in below:
            yield Annotation(block.span, "signed" if again and block is below[-1] else "p", RULE.id)


def _names(draft: Draft, blocks: list[Block], last: int, least: int) -> tuple[list[tuple[Block, str]], int]:
    """Return the blocks of the signatures that end before block ``last``, each with its element, and where they begin."""
    first = last
    names: list[tuple[Block, str]] = []
    if last - least > 2 and _lines(draft, blocks[last - 1]) == ["]"]:  # "[" and "]" above and below an added name
        first -= 1
        names = [(blocks[first], "seg")]
    while first > least:
        block = blocks[first - 1]
        said = _lines(draft, block)
        ends = ends_letter(draft.plain(blocks[first - 2].span)) if first > 1 else False
        if signature(said) or (ends and said[0].endswith(",") and signature([said[0][:-1], *said[1:]])):
            names.insert(0, (block, "signed"))
        elif (names and ON_BEHALF.fullmatch(said[0])) or SEAL.fullmatch(said[0]) or (len(said) == 1 and office(said[0]) and not ends):
            names.insert(0, (block, "seg"))
        else:
            break
        first -= 1
    while names and names[0][1] == "seg" and not _above(_lines(draft, names[0][0])[0]):
        names.pop(0)  # an office without a name above it
        first += 1
    return names, first


def _above(said: str) -> bool:
    return bool(ON_BEHALF.fullmatch(said) or SEAL.fullmatch(said))


def _below(draft: Draft, blocks: list[Block], least: int) -> tuple[int, list[tuple[Block, str]]]:
    """Return where the signatures end, and the dates below them; the blocks behind are an address, copies, remarks."""
    last = len(blocks)
    after = next((k for k in range(max(least + 1, last - FAR), last) if POSTSCRIPT.match(_lines(draft, blocks[k])[0])), last)
    if after < last and (ADDRESS.match(_lines(draft, blocks[after - 1])[0]) or _names(draft, blocks, after, least)[0]):
        last = after
    while last > least + 1:
        block = blocks[last - 1]
        said = _lines(draft, block)[0]
        if not (any(shape.match(said) for shape in (ADDRESS, POSTSCRIPT, BELOW)) or NOTE.fullmatch(draft.plain(block.span))):
            break
        last -= 1
    dated = last
    while dated > least + 1 and _dated(draft, blocks[dated - 1]):
        dated -= 1
    return dated, [(block, "dateline") for block in blocks[dated:last]]


def _sure(draft: Draft, blocks: list[Block], least: int) -> int:
    """Return where the signature ends that stands below the last words of a letter, with only short lines below it; else 0."""
    for k in range(len(blocks) - 1, max(least, len(blocks) - 1 - SHORT), -1):
        said = _lines(draft, blocks[k])
        if (signature(said) or signature([said[0].removesuffix(","), *said[1:]])) and ends_letter(draft.plain(blocks[k - 1].span)):
            return k + 1
        if len(said) > SHORT or any(len(line) > WIDTH for line in said) or said[0].endswith(":"):
            return 0
    return 0


def _dated(draft: Draft, block: Block) -> bool:
    said = draft.plain(block.span)
    if len(said) > WIDTH or said.endswith(":"):
        return False
    return any(d.kind in DAY_KINDS and (d.start == 0 or PLACE.search(said, 0, d.start)) and len(said) - d.end < 3 for d in find_dates(said))


def _office(draft: Draft, block: Block) -> bool:
    return bool(OFFICE.search(_lines(draft, block)[0]))


RULE = Rule("closer-signature", "closer", find, "Names at the end of a document are its signature; valedictions are paragraphs before it.")
