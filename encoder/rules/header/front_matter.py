"""A block of keys over the text goes into the header.

Found: at the very beginning "---", lines of "key: value", "---", or "+++", lines of 'key = "value"', "+++"; lines of "key: value" without
a fence where three keys and more say something about the text (Title, Author, Language, Source). A key may have several values.
The entry of a library's catalogue or a database, with blank lines between its labels and its name above, is such a block too, and the
record of a reading room, each label in a line of its own over its value, down to "Body:".
Where keys are those of a page of the web (slug, layout) its date is no date of writing.
Left alone: the head of a letter or memorandum (To, From, Date, Subject), a rule of dashes elsewhere; what the keys mean that the header
does not know is kept as it stands.
TEI P5 2.2: HD, #HD2.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.catalogue.entries import Over, over
from encoder.catalogue.page import paragraphs
from encoder.catalogue.reading_room import record_over, said_by_record
from encoder.dates import find as find_dates
from encoder.dates.calendars import whole_day
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Problem, Rule
from encoder.language.languages import code_of
from encoder.layout.blocks import Span, trimmed

BLOCK = re.compile(r"\s*(?P<fence>---|\+\+\+)[^\S\n]*\n(?P<inner>.*?)\n(?P=fence)[^\S\n]*(?=\n|\Z)", re.S)
LINE = re.compile(r"^(?P<key>[A-Za-z][\w -]*?)[^\S\n]*[:=][^\S\n]*(?P<value>.*?)[^\S\n]*$", re.M)
#: "  - Beatrix Holloway", a value on a line of its own
DASHED = re.compile(r"\n[^\S\n]*-[^\S\n]+(?P<value>[^\n]*)")
#: the same lines without a fence around them, with a blank line behind
BARE = re.compile(r"\s*(?P<inner>(?:[A-Za-z][A-Za-z -]{1,24}:[^\n]*\n)+)(?=[^\S\n]*\n)")
#: keys that say something about a text, as libraries do; so many of them are no head of a letter
ABOUT = frozenset({"title", "author", "authors", "language", "lang", "source", "url", "publisher", "rights", "license", "licence", "place",
                   "keywords", "tags", "translator", "editor", "collection", "archive", "repository", "date", "created", "identifier",
                   "series", "summary", "abstract", "description", "slug", "permalink", "pubdate", "layout", "categories"})  # fmt: skip
LEAST = 3
#: keys of a page of the web, whose date is the page's; so old is no such page
WEB = frozenset({"slug", "permalink", "layout", "pubdate"})
OLDEST = "1991"
KEYS = {
    "title": "title", "date": "date-given", "author": "author", "authors": "author", "lang": "language", "keywords": "subject",
    "tags": "subject", "from": "sender", "sender": "sender", "to": "recipient",
    "recipient": "recipient", "place": "place", "source": "citation", "url": "url", "summary": "summary", "abstract": "summary",
    "language": "language", "archive": "repository", "repository": "repository", "collection": "collection", "file": "file",
}  # fmt: skip
#: a language as BCP 47 writes it
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: the fields of a catalogue that have several values, and what stands between them
LISTED = frozenset({"subject", "name-associated"})
SEVERAL = re.compile(r"[^;|]+")
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the block, kept in the header, and what it says as facts; what the header of Project Gutenberg says too."""
    text = draft.text
    block = _block(text)
    if block is None:
        record = record_over(text)
        entry = None if record else over(text)
        yield from _record(draft, record) if record else _entry(draft, entry) if entry else _gutenberg(draft)
        return
    whole, inner = block
    yield Annotation(whole, "note", RULE.id, {"type": "catalogue"}, room="header")
    for b in draft.source.blocks:
        if b.span.start >= whole.end:
            break
        if b.span.end > whole.start:
            yield Annotation(trimmed(text, max(b.span.start, whole.start), min(b.span.end, whole.end)), "p", RULE.id)
    page = any(m["key"].strip().lower() in WEB for m in LINE.finditer(text, *inner))
    for m in LINE.finditer(text, *inner):
        key = KEYS.get(m["key"].strip().lower())
        for span in _values(text, m, inner.end):
            if key == "date-given" and page and not ("1" <= text[slice(*span)][:4] < OLDEST):
                continue
            if key is None:
                said = f"{m['key']!r} is kept in the note of the header and not used otherwise"
                yield Problem("label-unknown", "info", said, Span(*m.span("key")))
                break
            yield from _said(key, text[slice(*span)], span)


def _record(draft: Draft, record: Over) -> Iterator[Finding]:
    """Yield the record of a reading room, its labels, and what they say."""
    yield from _kept(draft, record)
    for said in said_by_record(draft.text, record):
        yield Fact(said.key, said.value, RULE.id, said.span, said.more, roles.CATALOGUE)


def _kept(draft: Draft, entry: Over) -> Iterator[Finding]:
    """Yield the note that keeps an entry in the header, its paragraphs and its labels."""
    yield Annotation(entry.span, "note", RULE.id, {"type": "catalogue"}, room="header")
    for span in paragraphs(draft.text, entry.span):
        yield Annotation(span, "p", RULE.id)
    for _, label, _ in entry.entries:
        if label.end > label.start:
            yield Annotation(label, "label", RULE.id)


def _entry(draft: Draft, entry: Over) -> Iterator[Finding]:
    """Yield the entry of a catalogue, its labels, and what they say: a list apart at its semicolons and strokes."""
    text = draft.text
    yield from _kept(draft, entry)
    for key, _, value in entry.entries:
        parts = SEVERAL.finditer(text, *value) if key in LISTED else ()
        for span in [trimmed(text, *m.span()) for m in parts] or [value]:
            said = " ".join(text[slice(*span)].split())
            if key == "genre" and any(c.isdigit() for c in said):
                yield from _kind(said, span)  # "Secret, Cable, 00417, November 6, 1979, 2 pp."
            elif key and said:
                yield from _said(key, said, span)


def _kind(said: str, span: Span) -> Iterator[Finding]:
    """Yield the day that stands among what is said of the kind of a paper."""
    day = next((d for d in find_dates(said) if d.when and whole_day(d.when)), None)
    if day:
        yield Fact("date-catalogue", day.when, RULE.id, span, {"text": said[day.start : day.end], "when": day.when}, roles.CATALOGUE)


def _block(text: str) -> tuple[Span, Span] | None:
    """Return the block of keys and the lines inside its fences; None where the text begins otherwise."""
    fenced = BLOCK.match(text)
    if fenced and LINE.search(fenced["inner"]):
        return Span(fenced.start("fence"), fenced.end()), Span(*fenced.span("inner"))
    bare = BARE.match(text)
    if bare is None:
        return None
    keys = [m["key"].strip().lower() for m in LINE.finditer(text, *bare.span("inner"))]
    about = sum(key in ABOUT for key in keys)
    if about < LEAST or about * 2 < len(keys):
        return None  # the head of a letter or memorandum: To, From, Date, Subject
    return Span(*bare.span("inner")), Span(*bare.span("inner"))


def _values(text: str, m: re.Match[str], end: int) -> Iterator[Span]:
    """Yield the values of a key: one behind it, those of a list in brackets, or those on the lines below that begin with a dash."""
    value = m["value"]
    start = m.start("value")
    if value.startswith("[") and value.endswith("]"):
        for part in re.finditer(r"[^,\[\]]+", value):
            yield _bare(text, start + part.start(), start + part.end())
    elif value:
        yield _bare(text, start, m.end("value"))
    else:
        at = m.end()
        while at < end and (line := DASHED.match(text, at, end)):
            yield _bare(text, *line.span("value"))
            at = line.end()


def _bare(text: str, start: int, end: int) -> Span:
    """Return a value without the white space and the quotation marks around it."""
    span = trimmed(text, start, end)
    if span.end - span.start > 1 and text[span.start] == text[span.end - 1] and text[span.start] in "\"'":
        return Span(span.start + 1, span.end - 1)
    return span


def _said(key: str, value: str, span: Span) -> Iterator[Finding]:
    if not value:
        return
    if key == "language":
        code = code_of(value) or (value.lower() if TAG.fullmatch(value) else "")
        yield Fact(key, value, RULE.id, span, {"ident": code})
        if not code:
            said = f"{value!r} is no language that is known; write its BCP 47 tag, as en or pt-BR"
            yield Problem("language-unread", "warning", said, span)
    elif key == "date-given":
        read = value if ISO.fullmatch(value) else next((d.when for d in find_dates(value) if d.when), "")
        day = read if whole_day(read) else ""
        if day:
            yield Fact(key, day, RULE.id, span)
        else:
            yield Problem("date-unread", "warning", f"{value!r} is no date that can be read; write it as 1958-12-04", span)
    else:
        yield Fact(key, value, RULE.id, span)


def _gutenberg(draft: Draft) -> Iterator[Finding]:
    """Yield title, author and language that the header of Project Gutenberg names; its dates are those of the file."""
    for piece in draft.source.layout.furniture:
        if "header of Project Gutenberg" in piece.why:
            m = LINE.fullmatch(draft.text, *piece.span)
            key = KEYS.get(m["key"].strip().lower()) if m else None
            if m and key in {"title", "author", "language"}:
                span = Span(*m.span("value"))
                yield from _said(key, m["value"], span)


RULE = Rule(
    "header-front-matter", "note", find,
    "The block of keys over the text is kept in notesStmt; what the header has a place for was read from it.",
)
