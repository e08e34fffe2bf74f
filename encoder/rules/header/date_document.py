"""What dates the document, where its text has no dateline, and where two dates contradict each other.

Found: a date given in ``edition.toml``; the day in a decimal file number; a catalogue's date beside a dateline.
Left alone: documents whose dateline says it all.
TEI P5 4.9: HD, #HD4.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.dates.anchor import whole_day
from encoder.dates.span import IMPOSSIBLE
from encoder.draft.model import Draft, Fact, Finding, Problem, Rule
from encoder.layout.blocks import Span

#: a value that is a day has so many characters; a paper is filed at most so many days before or after its date
DAY = 10
APART = 31


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the date given by the user, and a problem where catalogue and text differ or a dateline has a day that no calendar has."""
    for date in draft.of("date"):
        if not date.attributes and IMPOSSIBLE in date.evidence:
            said = draft.plain(date.span)
            yield Problem("date-impossible", "warning", f"{said!r}: {IMPOSSIBLE}", date.span)
    text, catalogue = draft.fact("date"), draft.fact("date-catalogue")
    metadata = draft.context.metadata
    given = metadata.document_date
    if given or (metadata.fallback_date and not text):
        yield Fact("date-given", given or metadata.fallback_date, RULE.id)
    if text and catalogue and text.value[: len(catalogue.value)] != catalogue.value[:10]:
        yield Problem(
            "date-conflict", "warning",
            f"the catalogue has {catalogue.value}, the text is dated {text.value}; both are kept",
            text.span or Span(0, 0),
        )
    filed = draft.fact("date-filed")
    if text and filed and not given:
        written, entered = whole_day(text.value), whole_day(filed.value)
        if written and entered and len(text.value) >= DAY and abs((written - entered).days) > APART:
            yield Problem(
                "date-conflict", "warning",
                f"the file number has {filed.value}, the text is dated {text.value}; both are kept", text.span or Span(0, 0),
            )
    if text and given and text.value[:10] != given[:10]:
        yield Problem(
            "date-conflict", "warning", f"the metadata have {given}, the text is dated {text.value}; both are kept", text.span or Span(0, 0)
        )


RULE = Rule("header-date", "creation", find)
