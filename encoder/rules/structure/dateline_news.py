"""The datelines of newspapers: of the paper below its name, of an article before its first sentence.

Found: a day alone below a heading; among the first blocks a line with a day, the number of the issue or its price ("Vol. XII. No. 31.
MONDAY, MARCH 4, 1889.  PRICE TWO CENTS"); where an article begins, a place in capitals and a day before a dash ("LONDON, March 3.--The
bridge ...").
Left alone: a place and a day in a sentence, and further down in an article.
TEI P5 4.9: DS, #DSOC.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.dates import DateSpan
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Block, Span, trimmed

#: words of a sentence before the day: "Specification forming part of Letters Patent No. 41,207, dated"
TOLD = re.compile(r"(?:\b[a-z]{2,}\s){2}")
#: so many blocks stand over the first article
FIRST = 4
ISSUE = re.compile(
    r"\b(?:Vol(?:ume)?\b\.?|No\b\.?\s?\d|Nr\b\.?\s?\d|Price\b|Number\s\d|Cents\b|Pence\b|Edition\b)|\s{4,}",
    re.I,
)
DAYS = frozenset({"month-day-year", "day-month-year", "month-day", "day-month"})
#: what stands before the dash of an article may be a day of the week alone: "READING, Thursday.--"
ARTICLE_DAYS = DAYS | {"weekday"}
#: the line of an issue is shorter
LINE = 160
#: a day alone below a heading
FULL = frozenset({"month-day-year", "day-month-year"})
SPARE = 3
LONGEST = 60
ARTICLE = re.compile(
    r"""
    (?P<place>[A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd.'’ -]{2,30})
    (?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})*
    ,\s
    (?P<when> (?:\w+\.?,?\s){0,2}\d{1,2}(?:st|nd|rd|th|d)?(?:\s[A-Z]\w+\.?)?(?:,?\s\d{4})?  # "Sunday, 5th May 1916"
      | [A-Z]\w+(?:\s(?:morning|evening|night))? )  # "Sunday night"
    \.?\s?(?:\([A-Z.\w ]{2,30}\)\s?)?(?:--+|\u2014|\s\u2013)
    """,
    re.X,
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the datelines, with the first paragraph of an article, and the day of the paper as a fact."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    for block in blocks[:FIRST]:
        if len(block.lines) > 1 or block.span.end - block.span.start >= LINE or not ISSUE.search(draft.text, *block.span):
            continue
        date = next((d for d in find_dates(draft.text[slice(*block.span)]) if d.kind in DAYS and len(d.when) == 10), None)
        if date and not TOLD.search(draft.text, block.span.start, block.span.start + date.start):
            span = Span(block.span.start + date.start, block.span.start + date.end)
            yield Annotation(block.span, "dateline", RULE.id)
            yield Annotation(span, "date", RULE.id, {"when": date.when}, evidence="; ".join(date.chain))
            yield Fact("date", date.when, RULE.id, span, {"when": date.when})
            break
    over = sorted(a.span.end for a in (*draft.of("head"), *draft.of("byline")))
    for block in blocks if over else ():
        if not _begins(draft.text, block, over):
            continue
        alone = _alone(draft.text[slice(*block.span)])
        if alone and not draft.within("dateline", block.span.start):
            yield Annotation(block.span, "dateline", RULE.id)
            if not draft.fact("date"):
                span = Span(block.span.start, block.span.start + alone.end)
                yield Annotation(span, "date", RULE.id, {"when": alone.when}, evidence="; ".join(alone.chain))
                yield Fact("date", alone.when, RULE.id, span, {"when": alone.when})
            continue
        m = ARTICLE.match(draft.text, *block.span)
        if m and any(d.kind in ARTICLE_DAYS for d in find_dates(m["when"])):
            rest = trimmed(draft.text, m.end(), block.span.end)
            if rest.end > rest.start:
                yield Annotation(Span(*m.span()), "dateline", RULE.id)
                yield Annotation(Span(*m.span("place")), "placeName", RULE.id)
                yield Annotation(rest, "p", RULE.id)


def _alone(said: str) -> DateSpan | None:
    """Return the day that is all that a short block says."""
    if len(said) > LONGEST:
        return None
    return next((d for d in find_dates(said) if d.kind in FULL and not d.start and len(said) - d.end < SPARE), None)


def _begins(text: str, block: Block, over: Sequence[int]) -> bool:
    """Whether nothing stands between the block and the heading before it; ``over``: where headings end, in order."""
    k = bisect_right(over, block.span.start)
    if not k:
        return False
    between = trimmed(text, over[k - 1], block.span.start)
    return between.start == between.end


RULE = Rule(
    "dateline-news", "dateline", find,
    "The line of issue and day below the name of a newspaper, and place and day before an article, are datelines.",
)
