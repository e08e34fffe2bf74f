"""The record of a page of a digital archive goes into the header.

Found: over the text its date, title, sponsor, labels ("Citation:", "Summary:", "Contents:" ...) with their values and the site's own
words; below it the summary that has no label, the labels ("Document Information", "Source", "Rights" ...) and what follows them. The
record is kept word for word in ``notesStmt/note[@type='catalogue']``; what its fields say is read into facts (``encoder/catalogue``).
Left alone: a text without any label or site's words; it has no record.
TEI P5 4.9: HD, #HD27.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from encoder import lazy_re as re
from encoder.catalogue.facts import UNREAD, URL, said_by
from encoder.catalogue.page import Page, pages, paragraphs
from encoder.catalogue.recognise import points
from encoder.dates.span import IMPOSSIBLE
from encoder.draft import roles
from encoder.draft.model import BELOW, Annotation, Draft, Fact, Finding, Problem, Rule
from encoder.layout.blocks import Span

BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")

#: what a further page says beside its own description: its archive, those who made it
_FURTHER = frozenset({
    "repository", "institution", "settlement", "country", "repository-present", "collection", "file", "locus", "responsible", "project",
    "funder",
})  # fmt: skip


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the record as notes of the header, and a fact for each thing it says.

    Of several pages in one file each text is a document of its own; the records between them stay where they are, apart from the text.
    """
    read = pages(draft.text) if draft.text.strip() else []
    if not read or not points(draft.text, read[0]):
        return
    page, last = read[0], read[-1]
    for span, more in ((page.above, {}), (last.below, {"subtype": BELOW})):
        if span.end > span.start:
            yield Annotation(span, "note", RULE.id, {"type": "catalogue", **more}, room="header")
            yield from _inside(draft, span)
    for field in (*page.fields, *(last.fields if last is not page else ())):
        kept = field.label.within(page.above) or field.label.within(last.below)
        if field.label.end > field.label.start and kept:
            yield Annotation(field.label, "label", RULE.id)
    yield from _odd(draft, page)
    for said in said_by(draft.text, page):
        if said.key == UNREAD:
            yield Problem("date-impossible", "warning", f"{said.value!r}: {IMPOSSIBLE}; the record gives the text no date", said.span)
            continue
        yield Fact(said.key, said.value, RULE.id, said.span, said.more, roles.CATALOGUE)
    for before, behind in pairwise(read):
        foot = before.below.end > before.below.start
        record = Span(before.below.start if foot else behind.above.start, behind.above.end)
        yield from _between(draft, record)
        yield from _further(draft, behind, record)


def _between(draft: Draft, record: Span) -> Iterator[Finding]:
    """Yield the record between two pages: the foot of one and the head of the next."""
    said = "several pages stand in this file; each text is a document of its own, and the record of a further one stands over its text"
    yield Problem("several-pages", "warning", said, record)
    for span in paragraphs(draft.text, record):
        yield Annotation(span, "fw", RULE.id, {"type": "header"}, role=roles.PAGE)


def _further(draft: Draft, page: Page, record: Span) -> Iterator[Finding]:
    """Yield what the header says of a further page: its title with date, number and addresses, and where its original lies."""
    said = list(said_by(draft.text, page))
    first = {fact.key: fact for fact in reversed(said)}
    if "title" not in first:
        return
    about: dict[str, str] = {key: first[key].value for key in ("record-id", "citation", "summary") if key in first}
    if "date-catalogue" in first:
        dated = first["date-catalogue"]
        about |= {"date": dated.more.get("text", dated.value)} | {k: v for k, v in dated.more.items() if k not in {"text", "cert"}}
    about["url"] = " ".join(dict.fromkeys(fact.value for fact in said if fact.key == "url"))
    yield Fact("page", first["title"].value, RULE.id, record, {k: v for k, v in about.items() if v}, roles.CATALOGUE)
    for fact in said:
        if fact.key in _FURTHER:
            yield Fact(fact.key, fact.value, RULE.id, fact.span, fact.more, roles.CATALOGUE)


def _inside(draft: Draft, record: Span) -> Iterator[Finding]:
    """Yield the paragraphs of a record, the addresses and what is bold in it."""
    for span in paragraphs(draft.text, record):
        yield Annotation(span, "p", RULE.id)
        for url in URL.finditer(draft.text, *span):
            yield Annotation(Span(*url.span()), "ref", RULE.id, {"target": url.group()})
        for bold in BOLD.finditer(draft.text, *span):
            yield Annotation(Span(*bold.span()), "hi", RULE.id, {"rend": "bold"}, trim=2)


def _odd(draft: Draft, page: Page) -> Iterator[Finding]:
    for span in page.odd:
        yield Annotation(span, "label", RULE.id)
        said = f"{draft.plain(span)!r} is no label known here; it is kept in the record"
        yield Problem("label-unknown", "warning", said, span)


RULE = Rule(
    "note-catalogue", "note", find,
    "The catalogue record of the page stands word for word in the notes of the header; its fields were read into the parts "
    "of the header they belong to.",
)
