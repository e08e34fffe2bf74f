"""A table of contents whose entries are chapters with what is in them becomes ``list type="contents"``.

Found: three chapters and more right behind one another that count on from one to the next, each in one paragraph with several topics
between dashes ("CHAPTER II. The Ferry -- Its Masters -- How it was Lost. 31"), with and without the page at the end.
Left alone: chapters with a text below them.
TEI P5 4.5: DS, #DSFRONT.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.anatomy.heading import value
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.languages import every
from encoder.layout.blocks import Block, Span

#: so many chapters, with so many topics each
LEAST = 3
TOPICS = 2
_DASH = re.compile(r"\s?(?:--|—|–|\s-\s|\.-)\s?")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each list."""
    chapter = _chapter()
    run: list[tuple[int, Span]] = []
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    for span in _entries(draft.text, blocks, chapter):
        m = chapter.match(draft.text, *span)
        number = value(m["n"]) if m and len(_DASH.findall(draft.text[slice(*span)])) >= TOPICS else 0
        if run and (number != run[-1][0] + 1 or draft.masked[run[-1][1].end : span.start].strip()):
            yield from _list([each for _, each in run])
            run = []
        if number:
            run.append((number, span))
    yield from _list([each for _, each in run])


def _entries(text: str, blocks: Sequence[Block], chapter: re.Pattern[str]) -> Iterator[Span]:
    """Yield the blocks, and the lines of one in which each begins a chapter."""
    for block in blocks:
        if all(chapter.match(text, *line) for line in block.lines):
            yield from block.lines
        else:
            yield block.span


def _chapter() -> re.Pattern[str]:
    listed = {re.escape(word) for language in every() for kind in ("chapter", "letter", "book") for word in language.headings.get(kind, ())}
    return re.compile(rf"(?:{'|'.join(sorted(listed, key=lambda w: (-len(w), w)))})\s(?P<n>[IVXLC]{{1,8}}|\d{{1,3}})\b[.:]?[\s—–-]", re.I)


def _list(run: list[Span]) -> Iterator[Annotation]:
    if len(run) < LEAST:
        return
    yield Annotation(Span(run[0].start, run[-1].end), "list", RULE.id, {"type": "contents"}, evidence=f"{len(run)} chapters")
    yield from (Annotation(span, "item", RULE.id) for span in run)


RULE = Rule("list-chapters", "list", find, "Chapters one behind the other with their topics are a table of contents.")
