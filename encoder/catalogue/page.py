"""Where the record of a page stands and what its fields hold, whatever was copied with it.

A page has a record over the text (date, title, sponsor, labels and values, the site's own words), the text, and often a record
below it (summary, labels and values). Some files hold several pages. Offsets count characters of the text from 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from encoder.catalogue.above import LONGEST, above
from encoder.catalogue.below import below
from encoder.catalogue.fields import SPONSOR, is_date, is_site, is_sure, label_at
from encoder.catalogue.record import Field, Line, Record, lines_with_gaps
from encoder.layout.blocks import Span, lines_of

#: a longer line is a sentence
_PROSE = 60
#: a citation is labelled within so many lines of the date of its page
_CITED = 8


@dataclass(slots=True)
class Page:
    """A page: the span of the record over the text, of the text, of the record below it, and the fields of both.

    ``odd`` are labels that are not known; ``marks`` is what tells that it is a page of the archive.
    """

    above: Span
    text: Span
    below: Span
    fields: list[Field] = field(default_factory=list)
    odd: list[Span] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def first(self, key: str) -> Field | None:
        """Return the first field of that name."""
        return next((f for f in self.fields if f.key == key), None)


def pages(text: str) -> list[Page]:
    """Read a file: one page, or several one behind the other; a text that is no page at all is one page without a record."""
    lines = list(lines_with_gaps(text))
    starts = [0, *_starts(text, lines)]
    out = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if end > start:
            out.append(_page(text, lines[start:end]))
    return out


def _page(text: str, lines: Sequence[Line]) -> Page:
    record = Record(text, lines)
    first, end = lines[0].span.start, lines[-1].span.end
    begin = above(record)
    behind = below(record, begin)
    start = lines[begin - 1].span.end if begin else first
    stop = lines[behind].span.start if behind < len(lines) else end
    return Page(Span(first, start), Span(start, stop), Span(stop, end), record.fields, record.odd)


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of a stretch of the text: what no blank line parts."""
    start = end = -1
    for line in lines_of(text, *span):
        if start >= 0 and text.count("\n", end, line.start) > 1:
            yield Span(start, end)
            start = -1
        start, end = (line.start if start < 0 else start), line.end
    if start >= 0:
        yield Span(start, end)


def _starts(text: str, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines at which a further page begins: the site's first words, or a date with a title and a citation below it."""
    citations = [k for k, line in enumerate(lines) if (label := label_at(text, line.span)) and label.key == "citation" and label.colon]
    last = 0
    for k, line in enumerate(lines):
        if k - last < 4 or len(line.said) > LONGEST:
            continue
        site = is_sure(line.said) and not any(is_sure(x.said) for x in lines[max(0, k - 3) : k]) and not _buttons(line.said)
        cited = (
            line.gap
            and bisect_left(citations, k) < bisect_left(citations, k + _CITED)
            and is_date(line.said)
            and not any(is_site(x.said) or SPONSOR.match(x.said) for x in lines[max(0, k - 3) : k])
            and any(label_at(text, x.span) or len(x.said) > _PROSE for x in lines[last:k])
        )
        if site or cited:
            start = k
            while start > last + 1 and is_site(lines[start - 1].said):
                start -= 1
            last = start
            if start > 0:
                yield start


def _buttons(said: str) -> bool:
    """Whether the site's words stand in the middle of a page, between title and text."""
    return "citation" in said.lower() or "share" in said.lower() or "view document" in said.lower()
