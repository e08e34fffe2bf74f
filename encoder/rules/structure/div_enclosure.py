"""What is enclosed in a document or attached to it becomes ``div type="enclosure"``.

Found: a block that is nothing but "[Enclosure]", "[Inclosure 1.—Translation.]", "Attachment", "Tab A", "Annex 2",
"Exhibit No. 1"; the enclosure goes on to the next one or to the end. Without a label, where behind the signature of one letter
the dateline, the salutation or the heading of another one stands, or "(Translation.)".
Left alone: lists of enclosures, and the words in a sentence; signatures with text of the same letter behind them.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.letters import SALUTATION, WIDTH, ends_letter, signature
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span

LABEL = re.compile(
    r"""
    \[?(?:Sub-?)?(?:Enclosure|Inclosure|Attachment|Tab|Annex|Appendix|Exhibit|Addendum)  # "[Subenclosure", "Tab"
    (?:\s(?:No\.\s?)?(?:\d{1,3}|[A-Z]|[IVX]+)(?:[–-]?\d+)?)?  # " No. 2", " B–1"
    (?:\s?[.:—–-]{0,2}\s?(?:Translation|Extract|Copy|Telegram|Paraphrase)s?)?[.,:]?\]?  # "—Translation]"
    """,
    re.I | re.VERBOSE,
)
#: the same in brackets says more: "[Enclosure 1—Telegram—Translation]", "[Inclosure.—Newspaper clipping.]", "[Inclosure 2 in No. 212.]"
BRACKETED = re.compile(
    r"""
    \[(?:Sub-?)?(?:Enclosure|Inclosure|Attachment|Annex|Appendix|Exhibit)  # "[Inclosure"
    (?:\s(?:No\.\s?)?(?!in\b|to\b)\w{1,3})?  # " No. 1"
    (?:\s(?:in|with|to)\s(?:(?:Mr\.|No\.|\d|the\s)[^\]\[\n]{0,60}?))?  # " in Mr. Adams’s No. 12"
    (?:\s?[.,:—–-]{1,2}\s?\w+(?:\s\w+){0,3}){0,3}[.,:]?\]  # "—Translation.]"
    """,
    re.I | re.VERBOSE,
)
TRANSLATED = re.compile(r"[\[(](?:Translation|Extract|Copy|Paraphrase)s?\.?[\])]\.?", re.I)
LETTER = re.compile(r"(?:[A-Z]|No\. \d{1,3})\.?")  # above a letter that is enclosed
HEADING = re.compile(
    r"(?:Mr\.|Mrs\.|Sir|Lord|Baron|Count|Señor|M\.|The|General|Prince|Dr\.|Minister|Ambassador)\s.{2,120}\sto\s.{2,120}"
)
#: A dateline is short; below a signature stand at most so many blocks of office and address.
DATELINE_LINES = 4
DATELINE = 160
BELOW = 3
#: and a label, with its reference, has at most so many characters.
LONGEST = 160


def _label(words: str) -> bool:
    return bool(LABEL.fullmatch(words) or BRACKETED.fullmatch(words))


def _title(words: str) -> bool:
    """Whether a line behind the label of an enclosure is its heading: short, no sentence, no salutation, no date."""
    if words.endswith((":", ",", ";")) or re.search(r"\d{4}[\].]*$", words):
        return False
    return len(words) <= (110 if words.endswith(".") else 150)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``div`` for each enclosure, its label, and the heading of a letter in it."""
    blocks = [b for b in draft.free_blocks if b.span.start < draft.notes_start]
    short = [k for k, b in enumerate(blocks) if k and len(b.lines) == 1 and b.span.end - b.span.start <= LONGEST]
    said = {k for k in short if _label(draft.plain(blocks[k].span))}
    found = {k for k in said if k + 1 < len(blocks) and k + 1 not in said}
    letters = _Letters(draft, blocks)
    begun = [k for k in range(3, len(blocks)) if k not in found and letters.closed(k) and letters.begins(k)]
    lettered = [k for k in begun if LETTER.fullmatch(draft.plain(blocks[k - 1].span))]
    following = {*begun}.difference(lettered)
    labels = sorted([*found, *following, *(k - 1 for k in lettered)])
    # old volumes have the label of an inclosure below its heading: "Mr. Kato to Mr. Hay. / [Inclosure 2.]"
    known = set(labels)
    over = [k for k in labels if k > 2 and k - 2 not in known and _heading(draft, blocks[k - 1])]
    headed = {k - 1: k for k in over if BRACKETED.fullmatch(draft.plain(blocks[k].span))}
    labels = sorted({*labels, *headed} - set(headed.values()))
    starts = [b.span.start for b in draft.source.blocks]
    ends = [b.span.end for b in draft.source.blocks]
    for number, k in enumerate(labels):
        end = blocks[labels[number + 1]].span.start if number + 1 < len(labels) else draft.notes_start
        last = ends[bisect_left(starts, end) - 1]
        yield Annotation(Span(blocks[k].span.start, min(last, draft.notes_start)), "div", RULE.id, {"type": "enclosure"})
        if k in headed:
            yield Annotation(blocks[k].span, "head", RULE.id)
            yield Annotation(blocks[headed[k]].span, "note", RULE.id, {"type": "editorial", "place": "inline"})
            continue
        if k in following:
            continue
        behind = blocks[k + 1]
        bracket = draft.plain(blocks[k].span).startswith("[")
        if _heading(draft, behind) or (bracket and len(behind.lines) == 1 and _title(draft.plain(behind.span))):
            yield Annotation(blocks[k].span, "note", RULE.id, {"type": "editorial", "place": "inline"})
            yield Annotation(behind.span, "head", RULE.id)
        else:
            yield Annotation(blocks[k].span, "head", RULE.id)


def _heading(draft: Draft, block: Block) -> bool:
    return len(block.lines) == 1 and bool(HEADING.fullmatch(draft.plain(block.span)))


class _Letters:
    """Where letters begin and end among the free blocks; each block is looked at once, though it may stand near several ends."""

    def __init__(self, draft: Draft, blocks: list[Block]) -> None:
        self.draft, self.blocks = draft, blocks
        self.begun: dict[int, bool] = {}
        self.ended: dict[int, bool | None] = {}

    def begins(self, k: int) -> bool:
        """Whether a block can be the first of a letter: its dateline, its salutation, its heading."""
        known = self.begun.get(k)
        if known is None:
            known = self.begun[k] = self._begins(self.blocks[k])
        return known

    def _begins(self, block: Block) -> bool:
        said = self.draft.plain(block.span)
        if HEADING.fullmatch(said) or SALUTATION.match(said) or TRANSLATED.fullmatch(said):
            return True
        short = len(block.lines) <= DATELINE_LINES and len(said) <= DATELINE
        # the year of such a day has a figure, in whatever words it is written
        dated = short and (any(map(str.isdigit, said)) or "hundred" in said.lower())
        return dated and any(d.kind in {"month-day-year", "day-month-year"} and d.start for d in find_dates(said))

    def closed(self, k: int) -> bool:
        """Whether a letter ends before block ``k``: its last words, a name, at most an office and an address below it."""
        for above in range(k - 1, max(0, k - 2 - BELOW), -1):
            if above not in self.ended:
                self.ended[above] = self._ends(above)
            if (ended := self.ended[above]) is not None:
                return ended
        return False

    def _ends(self, k: int) -> bool | None:
        """Whether a letter ends with the name in a block; None where the block may be an office or an address below one."""
        if self.blocks[k].span.end - self.blocks[k].span.start > DATELINE_LINES * WIDTH:
            return False
        said = [self.draft.plain(line) for line in self.blocks[k].lines]
        if _label(said[0]) or TRANSLATED.fullmatch(said[0]):
            return False
        if signature(said) and ends_letter(self.draft.plain(self.blocks[k - 1].span)):
            return True
        return False if len(said) > DATELINE_LINES or any(len(line) > WIDTH for line in said) or self.begins(k) else None


RULE = Rule("div-enclosure", "div", find, "Enclosures and attachments with a label of their own are divisions.")
