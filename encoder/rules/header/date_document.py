"""What dates the document, where its text has no dateline, and where two dates contradict each other.

Found: a day behind its label over the text ("Date: June 6, 1984"); a date given in ``edition.toml``; the day
in a decimal file number; a catalogue's date beside a dateline.
Left alone: documents whose dateline says it all.
TEI P5 4.9: HD, #HD4.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.dates import find as find_dates
from encoder.dates.anchor import whole_day
from encoder.dates.editing import worked
from encoder.dates.span import IMPOSSIBLE
from encoder.draft.model import Draft, Fact, Finding, Problem, Rule
from encoder.layout.blocks import Span, lines_of

#: a value that is a day has so many characters; a paper is filed at most so many days before or after its date
DAY = 10
APART = 31
#: so many lines stand over a text, none of them longer
OVER = 12
SHORT = 100
#: the label of a day of writing, alone: not "Date of birth:"
_LABEL = re.compile(r"[\s*_]*(?i:date|sent|datum|gesendet|fecha|enviado|data|inviato|envoyé(?:\sle)?)\s?:[\s*_]+")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the date given by the user, and a problem where catalogue and text differ or a dateline has a day that no calendar has."""
    for date in draft.of("date"):
        if not date.attributes and IMPOSSIBLE in date.evidence:
            said = draft.plain(date.span)
            yield Problem("date-impossible", "warning", f"{said!r}: {IMPOSSIBLE}", date.span)
    labelled = None if draft.fact("date") else _labelled(draft)
    if labelled:
        yield labelled
    text, catalogue = draft.fact("date") or labelled, draft.fact("date-catalogue")
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


def _labelled(draft: Draft) -> Fact | None:
    """Return the day in a line with the label of one among the short lines over the text; one below who transcribed it is not its own."""
    above = ""
    for count, line in enumerate(lines_of(draft.text, draft.record_end, draft.notes_start)):
        said = draft.text[line.start : line.end]
        if count >= OVER or len(said) > SHORT:
            break
        found = _LABEL.match(said)
        if found and not worked(above):
            value = said[found.end() :]
            dates = find_dates(value, order=draft.context.profile.date_order, language=draft.reading)
            date = next((d for d in dates if len(d.when) >= DAY), None)
            if date and not date.cert and not value[: date.start].strip(" ,"):
                span = Span(line.start + found.end() + date.start, line.start + found.end() + date.end)
                return Fact("date", date.when, RULE.id, span, {"when": date.when})
        above = said
    return None


RULE = Rule("header-date", "creation", find)
