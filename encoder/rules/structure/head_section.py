"""Headings inside a text become ``head`` in a ``div`` of their kind.

Found: by ``anatomy/headings``, lines that begin with "#" (as many as the level), named ones ("CHAPTER I.", "SCENE II. The same."), Roman
figures, capitals, lines in the middle of the page, with a text behind them; headings that follow each other head one division.
Left alone: capitals that end like a sentence, the heading of the whole, signatures at the end, labels of speakers, heads of lists.
TEI P5 4.9: DS, #DSDIV, #DSHD.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from encoder import lazy_re as re
from encoder.anatomy import headings, meetings, papers, salutes, speech
from encoder.anatomy import titles as heads
from encoder.anatomy.forms import secrecy
from encoder.anatomy.stopped import sentence_words
from encoder.dates import find as find_dates
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.gazetteer import given_names
from encoder.layout.blocks import Block, Span
from encoder.layout.tight import EACH
from encoder.rules.structure.list_headed import head_type
from encoder.rules.structure.sp_speech import BEGINS, CHAIR, MEETS

#: the head of a list is no longer
LIST = 60
#: what is so surely a valediction or a name is no heading
LEFT = 2.0
SIGNED = 2.5
#: words of a line, and initials of a name, which signs rather than heads
WORD = re.compile(r"[^\W\d_]+")
INITIAL = re.compile(r"\b[A-Z]\.")
#: how no title begins
WORDS = frozenset({"Dear", "Yours", "Sincerely", "Respectfully", "Mr", "Mr.", "Mrs.", "Sir", "Gentlemen", "Your", "And", "But"})
#: so many line ends set a line apart, and so many words and more are no name
WIDE = 2
#: a line over such a paragraph may be its heading
PARAGRAPH = 120


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the headings and the divisions they begin."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    apart = {label.span.start for label in speech.read(draft).labels}
    apart |= {b.span.start for b in blocks if len(b.lines) > 1 and head_type(draft.plain(b.lines[0]))}
    apart |= {b.span.start for b in blocks if len(b.lines) == 1 and b.span.end - b.span.start < LIST and head_type(draft.plain(b.span))}
    numbered = draft.context.profile.sections == "numbered"
    titles = frozenset(_above(draft, blocks)) | meetings.topics(draft.text, blocks, [draft.plain(a.span) for a in draft.of("head")])
    if not numbered:
        blocks, long = _whole(draft, _divided(draft, blocks))
        titles |= {*_over_speech(draft, blocks), *_over_text(draft, blocks), *_between(draft, blocks), *long} - apart
    found = headings.read(draft.text, blocks, numbered, frozenset(apart), bool(draft.of("head")), titles,
                          [a.span for a in draft.of("head")], draft.reading)
    # what closes the document stands behind its last section; what earlier rules took within one belongs to it
    taken = (a.span for name in ("p", "list", "table", "lg", "quote", "epigraph", "eg") for a in draft.of(name))
    inner = [span.end for span in taken if not any(draft.overlapping("postscript", span))]
    inner += [a.span.end for a in draft.of("closer") if a.role == roles.SECTION]
    ends = sorted([*(b.span.end for b in blocks), *(end for end in inner if end <= draft.notes_start)])
    parts = draft.parts
    found = [h for h in found if not _closed(draft, parts, h.spans[0].start)]
    inside = sorted(a.span for a in draft.of("div") if a.attributes.get("type") == "entry")
    for k, heading in enumerate(found):
        start = heading.spans[0].start
        end = next((other.spans[0].start for other in islice(found, k + 1, None) if other.level <= heading.level), draft.notes_start)
        end = min(end, next(part.end for part in parts if start < part.end))  # no section reaches over the end of a letter
        entry = inside[bisect_right(inside, (start, draft.notes_start)) - 1] if inside else None
        if entry and entry.start < start < entry.end:
            end = min(end, entry.end)  # nor over that of an entry
        entry = inside[bisect_right(inside, (end, 0)) - 1] if inside else None
        if entry and start < entry.start < end < entry.end:
            end = entry.start  # nor into one that goes on behind it
        whole = Span(start, ends[bisect_right(ends, end) - 1])
        if whole.end <= heading.spans[-1].end and any(start < a.span.start < end for a in draft.of("byline")):
            above = max((a.span.end for a in draft.of("head") if a.span.end <= start), default=-1)
            if above >= 0 and not draft.text[above:start].strip():  # a title page: who wrote it, and nothing else
                for span in heading.spans:
                    yield Annotation(span, "head", RULE.id)
            continue
        yield Annotation(whole, "div", RULE.id, {"type": heading.type})
        for span in heading.spans:
            yield Annotation(span, "head", RULE.id, {"rend": "#" * heading.level} if heading.mark else {})
        if heading.mark:  # text writes them again
            yield Annotation(Span(start, start + heading.mark), "", RULE.id, content="replaced")


def _above(draft: Draft, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where the blocks right above a byline begin, and those in capitals right above a form, which are titles."""
    ends = [b.span.end for b in blocks]
    filled = [a for a in draft.of("list") if a.attributes.get("type") == "form"]
    for below in (*draft.of("byline"), *filled):
        k = bisect_right(ends, below.span.start) - 1
        near = k >= 0 and not draft.text[ends[k] : below.span.start].strip()
        if below in filled and near:
            said = draft.plain(blocks[k].span)
            near = (said.isupper() or papers.alone(said)) and len(said) <= LIST and not secrecy(said) and not headings.noise(said)
        if near and any(map(str.isalpha, draft.text[slice(*blocks[k].span)])):
            yield blocks[k].span.start


def _divided(draft: Draft, blocks: list[Block]) -> list[Block]:
    """Return the blocks; of that in which the first speech begins each line above it is one."""
    first = next((label.span.start for label in speech.read(draft).labels), -1)
    k = next((k for k, b in enumerate(blocks) if b.span.start < first < b.span.end), -1)
    at = next((n for n, line in enumerate(blocks[k].lines) if line.start == first), 0) if k >= 0 else 0
    if not at:
        return blocks
    parts = [blocks[k].part(n, n + 1) for n in range(at)]
    return [*blocks[:k], *parts, blocks[k].part(at, len(blocks[k].lines)), *blocks[k + 1 :]]


def _whole(draft: Draft, blocks: list[Block]) -> tuple[list[Block], set[int]]:
    """Return the blocks with titles over several of them as one, and where these begin."""
    out: list[Block] = []
    begun: set[int] = set()
    k = 0
    while k < len(blocks):
        if _over_notices(draft, blocks, k):
            out += [blocks[k].part(0, 1), blocks[k].part(1, len(blocks[k].lines))]
            k += 1
            continue
        end = heads.last(draft.text, blocks, k, draft.reading)
        out.append(heads.joined(blocks, k, end) if end > k else blocks[k])
        if end > k:
            begun.add(blocks[k].span.start)
        k = end + 1
    return out, begun


def _over_notices(draft: Draft, blocks: list[Block], k: int) -> bool:
    """Whether a line in capitals stands over lines that no blank line parts from it: "BIRTHS AND DEATHS." / "BROWN.—On the 14th ..."."""
    block = blocks[k]
    if len(block.lines) < 2 or block.kind != "text":
        return False
    first, below = draft.text[slice(*block.lines[0])], draft.text[slice(*block.lines[1])]
    gap = draft.text[blocks[k - 1].span.end : block.span.start].count("\n") if k else WIDE
    shown = first.isupper() and first.endswith(".") and len(first) <= LIST and len(first.split()) > WIDE
    return shown and not below.isupper() and gap >= WIDE and len(below) > len(first) / 2


def _between(draft: Draft, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where the lines begin that stand between two long paragraphs and are written as titles are, without a stop.

    In a letter such a line is what somebody forgot to end, or takes leave.
    """
    if any(draft.of(element) for element in ("opener", "salute", "closer")):
        return
    spoken = sentence_words(draft.reading)
    for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False):
        said = draft.plain(block.span)
        lone = len(block.lines) == 1 and 0 < len(said) <= LIST and said[0].isupper() and said[-1].isalpha() and len(said.split()) > 1
        sizes = sorted((above.span.end - above.span.start, below.span.end - below.span.start))
        if not lone or sizes[0] < LIST + LIST // 2 or sizes[1] < PARAGRAPH:
            continue
        ended = draft.text[above.span.end - 1] in ".?!)]”\"" and draft.text[below.span.start].isupper()
        ended = ended and not draft.text[slice(*below.span)].isupper() and ". " not in said
        ended = ended and not any(word.casefold() in spoken for word in WORD.findall(said))
        free = not draft.text[above.span.end : block.span.start].strip() and not draft.text[block.span.end : below.span.start].strip()
        names = [word for word in WORD.findall(said) if word in given_names()]
        if _taken_leave(said) or INITIAL.search(said) or any(find_dates(said)):
            continue
        if ended and free and not names and said.split()[0] not in WORDS:
            yield block.span.start


def _over_text(draft: Draft, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where the short lines begin that stand right over a paragraph in a text whose paragraphs blank lines divide."""
    text = draft.text
    for k in range(1, len(blocks) - 1):
        block, below = blocks[k], blocks[k + 1]
        short = block.why == EACH and len(block.lines) == 1 and block.span.end - block.span.start <= LIST
        if not short or below.span.end - below.span.start < PARAGRAPH:
            continue
        above, under = text[blocks[k - 1].span.end : block.span.start], text[block.span.end : below.span.start]
        said = draft.plain(block.span)
        apart = above.count("\n") > 1 or above.strip() or any(a.span.end == blocks[k].span.start - 1 for a in draft.of("head"))
        titled = said[:1].isupper() and said[-1].isalpha() and not _taken_leave(said)
        if apart and under == "\n" and titled and not any(find_dates(said)):
            yield block.span.start


def _taken_leave(said: str) -> bool:
    """Whether a short line ends a letter, or has a sentence in it: "Is there a prospect of it. Our best love to all"."""
    return salutes.sentences(said) or salutes.valediction(said) >= LEFT or salutes.signature(said) >= SIGNED


def _over_speech(draft: Draft, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where the lines begin that stand right above the first of several speeches and do not end as sentences do."""
    spoken = speech.read(draft)
    if not spoken.who:
        return
    first = spoken.labels[0].span.start
    for block in reversed([b for b in blocks if b.span.start < first]):
        said = draft.plain(block.span)
        short = len(block.lines) == 1 and 0 < len(said) <= LIST + LIST // 2 and said[-1] not in ".,;:!?)]-—\"”"
        short = short and (said[0].isupper() or said[0].isdigit())
        if any(one.fullmatch(said) for one in (CHAIR, MEETS, BEGINS)) and not draft.text[block.span.end : first].strip():
            first = block.span.start
            continue
        if not short or draft.text[block.span.end : first].strip() or any(d.end - d.start > len(said) / 2 for d in find_dates(said)):
            return
        yield block.span.start
        first = block.span.start


def _closed(draft: Draft, parts: tuple[Span, ...], start: int) -> bool:
    """Whether the letter in which a heading stands has ended before it."""
    part = next((p for p in parts if start < p.end), None)
    return part is not None and any(part.start <= a.span.start < start and a.role != roles.SECTION for a in draft.of("closer"))


RULE = Rule("head-section", "head", find, "Headings in the text begin a div of their kind: chapter, act, section.")
