"""A block of keys over the text goes into the header.

Found: at the very beginning "---", lines of "key: value", "---", or "+++", lines of 'key = "value"', "+++".
Left alone: a rule of dashes elsewhere; what the keys mean that the header does not know is kept as it stands.
TEI P5 2.2: HD, #HD2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Fact, Finding, Problem, Rule
from encoder.language.languages import code_of
from encoder.layout.blocks import Span

BLOCK = re.compile(r"\s*(?P<fence>---|\+\+\+)[^\S\n]*\n(?P<inner>.*?)\n(?P=fence)[^\S\n]*(?=\n|\Z)", re.S)
LINE = re.compile(r"^(?P<key>[A-Za-z][\w -]*?)\s*[:=]\s*(?P<value>.*?)\s*$", re.M)
KEYS = {
    "title": "title", "date": "date-given", "author": "author", "from": "sender", "sender": "sender", "to": "recipient",
    "recipient": "recipient", "place": "place", "source": "citation", "url": "url", "summary": "summary", "abstract": "summary",
    "language": "language", "archive": "repository", "repository": "repository", "collection": "collection", "file": "file",
}  # fmt: skip
#: a language as BCP 47 writes it
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the block, kept in the header, and what it says as facts."""
    block = BLOCK.match(draft.text)
    if not block or not LINE.search(block["inner"]):
        return
    start = block.start("fence")
    yield Annotation(Span(start, block.end()), "note", RULE.id, {"type": "catalogue"}, room="header")
    for b in draft.source.blocks:
        if b.span.end <= block.end():
            yield Annotation(b.span, "p", RULE.id)
    for m in LINE.finditer(draft.text, block.start("inner"), block.end("inner")):
        key, value = KEYS.get(m["key"].strip().lower()), m["value"].strip("\"'")
        span = Span(*m.span("value"))
        if not value:
            continue
        if key is None:
            said = f"{m['key']!r} is kept in the note of the header and not used otherwise"
            yield Problem("label-unknown", "info", said, Span(*m.span("key")))
        elif key == "language":
            code = code_of(value) or (value.lower() if TAG.fullmatch(value) else "")
            yield Fact(key, value, RULE.id, span, {"ident": code})
            if not code:
                said = f"{value!r} is no language that is known; write its BCP 47 tag, as en or pt-BR"
                yield Problem("language-unread", "warning", said, span)
        elif key == "date-given":
            day = value if ISO.fullmatch(value) else next((d.when for d in find_dates(value) if d.when), "")
            if day:
                yield Fact(key, day, RULE.id, span)
            else:
                yield Problem("date-unread", "warning", f"{value!r} is no date that can be read; write it as 1958-12-04", span)
        else:
            yield Fact(key, value, RULE.id, span)


RULE = Rule(
    "header-front-matter", "note", find,
    "The block of keys over the text is kept in notesStmt; what the header has a place for was read from it.",
)
