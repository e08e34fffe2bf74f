"""Who signed a preface, a dedication or another section of a book becomes its ``closer``.

Found: below a paragraph, before a wider gap or a heading, a name in a line of its own: in capitals ("SUSAN PAXSON"), in italics, by
initials ("H. G. L."), at the right; the line of place and day below it ("New York, June 1, 1916.").
Left alone: headings, speakers of a play, the end of the whole text, which letters and papers have.
TEI P5 4.2.2: DS, #DSCO.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.anatomy import speech
from encoder.dates import find as find_dates
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.gazetteer import given_names, surnames
from encoder.layout.blocks import Block, Span

INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.\s?){2,4}(?:[A-ZÀ-Þ][a-zà-ÿ]+\.?)?")
PLACE = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s?){1,5}[_*]?,[_*]?")
NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\.?\s?){2,5}")
#: a name stands so far to the right, or so far that it needs no other sign; it has so many words, the paragraph above so many characters
RIGHT = 20
FAR = 40
WORDS = 5
PARAGRAPH = 60
#: so many line ends part a section from the next, and no more a name from its text
GAP = 3
#: a place, a feast or a season, and a year: "Alder Rectory, / Lady Day, 1873."
FEAST = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*[,.]?[_*]?\s[_*]?(?:of\s|the\s|in\s|de\s)*){1,8}1[5-9]\d\d[._*]*")
DAY = frozenset({"month-day-year", "day-month-year", "month-year"})
ENDS = re.compile(r"[.!?][\"”’'»)\]_*]*\Z")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each ``closer``."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    spoken = {label.span.start for label in speech.read(draft).labels}
    for k in range(1, len(blocks) - 1):
        block = blocks[k]
        if block.span.start in spoken or len(block.lines) > 2 or not _paragraph(draft, blocks[k - 1], block):
            continue
        if not _name(draft, block):
            continue
        below = _below(draft, blocks, k)
        last = blocks[k + below]
        behind = blocks[k + below + 1] if k + below + 1 < len(blocks) else None
        if behind is None or draft.text.count("\n", last.span.end, behind.span.start) <= GAP:
            continue
        yield Annotation(Span(block.span.start, last.span.end), "closer", RULE.id, role=roles.SECTION)
        yield Annotation(block.span, "signed", RULE.id)
        if below:
            yield Annotation(Span(blocks[k + 1].span.start, last.span.end), "dateline", RULE.id)


def _below(draft: Draft, blocks: Sequence[Block], k: int) -> int:
    """Return how many blocks below a name are its place and day: "_London_," / "_June 1916_."."""
    for n in (1, 2):
        if k + n >= len(blocks) or draft.text.count("\n", blocks[k + n - 1].span.end, blocks[k + n].span.start) > GAP:
            break
        if _dated(draft, blocks[k + n]):
            return n
        if not PLACE.fullmatch(draft.plain(blocks[k + n].span).strip(" _*")):
            break
    return 0


def _paragraph(draft: Draft, above: Block, block: Block) -> bool:
    """Whether the paragraph of a section ends right above a block."""
    gap = draft.text[above.span.end : block.span.start]
    return (
        not gap.strip() and gap.count("\n") <= GAP and above.span.end - above.span.start > PARAGRAPH
        and bool(ENDS.search(draft.text, max(above.span.start, above.span.end - 8), above.span.end))
    )


def _name(draft: Draft, block: Block) -> bool:
    said = draft.plain(block.lines[0]).strip(" _*")
    bare = said.strip(" _*.,")
    if INITIALS.fullmatch(said):
        return True
    words = bare.split()
    if not NAME.fullmatch(bare) or not 1 < len(words) <= WORDS:
        return False
    if block.indent >= FAR:
        return True
    known = words[0].title() in given_names() or words[-1].title() in surnames()
    return known and (bare.isupper() or block.indent >= RIGHT or draft.text[block.span.start] in "_*")


def _dated(draft: Draft, block: Block) -> bool:
    """Whether a block is a place and a day, or a day."""
    said = draft.plain(block.span).strip(" _*")
    if len(block.lines) > 2:
        return False
    return bool(FEAST.fullmatch(said)) or any(d.kind in DAY and len(said) - d.end < GAP and d.start < PARAGRAPH for d in find_dates(said))


RULE = Rule("closer-section", "closer", find, "Who signed a preface or another section is its closer.")
