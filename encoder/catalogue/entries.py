"""The entry of a library's catalogue or of a database, copied over the text: labels with their values, blank lines between them.

Such an entry names its labels in words of catalogues ("Document Type:", "Individuals/Organizations Named:", "Accession number:"); the
head of a letter or a memorandum (From, To, Date, Subject) is none. Offsets count characters of the text from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Span, trimmed

#: label -> what the header calls it; "" is kept in the record and not used otherwise
LABELS: dict[str, str] = {
    "title": "title", "document title": "title", "author": "author", "creator": "author", "collection": "collection", "series": "",
    "document type": "genre", "type": "genre", "genre": "genre", "source type": "", "object type": "", "publication type": "",
    "classification": "", "date": "date-given", "document date": "date-given", "publication date": "", "publication info": "",
    "from": "name-associated", "to": "name-associated", "origin": "name-associated", "destination": "name-associated",
    "individuals/organizations named": "name-associated", "names": "name-associated", "persons named": "name-associated",
    "people": "name-associated", "organizations named": "name-associated", "individuals named": "name-associated",
    "subject": "subject", "subjects": "subject", "subject terms": "subject", "keywords": "subject", "keyword": "subject",
    "abstract": "summary", "summary": "summary", "description": "summary", "pages": "", "page count": "", "extent": "",
    "language": "language", "document url": "url", "url": "url", "permalink": "url", "link": "url", "repository": "repository",
    "archive": "repository", "archival source": "", "source": "", "copyright": "", "rights": "", "provenance": "", "notes": "",
    "database": "", "last updated": "", "place": "", "location": "", "publisher": "", "format": "",
}  # fmt: skip
#: labels that no head of a letter, no report and no form has: a number of the entry, kinds of papers, who is named in it
_NUMBERED = re.compile(
    r"""
    (?:\w+[ ])?(?:document|record|item|accession|entry|catalogue?|object)[ ](?:id|number|no\.?)  # "ProQuest document ID"
    | identifier | accession(?:[ ]no\.?)?
    """,
    re.I | re.VERBOSE,
)
_TELLING = frozenset({"document type", "individuals/organizations named", "persons named", "organizations named", "individuals named",
                      "document url", "source type", "subject terms", "abstract", "permalink", "object type", "publication type",
                      "provenance", "page count"})  # fmt: skip
_LINES = re.compile(r"^(?P<label>[A-Z][\w.]*(?:[ /&][\w./]+){0,3})[^\S\n]*:[^\S\n]+(?P<value>\S[^\n]*)", re.M)
_GAP = re.compile(r"\n(?:[^\S\n]*\n)+")
#: the name of what was searched, alone over its entry
_BANNER = re.compile(r"[A-Z][^\n:;]{0,80}(?:Archives?|Library|Collections?|Database|Repository|Catalogue?)[^\n:;.]{0,40}")
#: an entry has at least so many labels that are known, two of them telling, and nothing longer for a value
LEAST = 4
LONGEST = 3000


class Entry(NamedTuple):
    """One label with its value; ``key`` is what the header calls it, ``""`` where it has no place for it."""

    key: str
    label: Span
    value: Span


class Over(NamedTuple):
    """The entry over a text: all of it, with the banner above, and its labels in order."""

    span: Span
    entries: tuple[Entry, ...]


def over(text: str) -> Over | None:
    """Return the entry that a text begins with; None where it begins otherwise."""
    start = end = len(text) - len(text.lstrip())
    found: list[Entry] = []
    told: set[str] = set()
    kept = 0
    for block in _blocks(text, start):
        if not found and end == start and _BANNER.fullmatch(text, *block):
            end = block.end
            continue
        read = list(_entries(text, block, bool(found)))
        words = [_words(text, e.label) for e in read]
        if not read or any(w in told for w in words):
            break  # the text, which may have a head with the same labels
        told.update(words)
        found += read
        if any(w in LABELS or _NUMBERED.fullmatch(w) for w in words):
            end, kept = block.end, len(found)
    found = found[:kept]
    telling = sum(w in _TELLING or bool(_NUMBERED.fullmatch(w)) for w in told)
    if len(found) < LEAST or telling < 2 or not text[end:].strip():
        return None
    return Over(trimmed(text, start, end), tuple(found))


def _blocks(text: str, start: int) -> Iterator[Span]:
    """Yield what blank lines part, as long as somebody asks."""
    while start < len(text):
        gap = _GAP.search(text, start)
        stop = gap.start() if gap else len(text)
        if stop > start:
            yield trimmed(text, start, stop)
        start = gap.end() if gap else len(text)


def _entries(text: str, block: Span, inside: bool) -> Iterator[Entry]:
    """Yield the labels of a block with their values, which may have several lines; nothing where it begins with none.

    ``inside`` an entry a short line with a label that is not known is one of it, if labels that are known follow.
    """
    if block.end - block.start > LONGEST:
        return
    starts = [m for m in _LINES.finditer(text, *block) if _key(" ".join(m["label"].lower().split())) is not None]
    alone = _LINES.fullmatch(text, *block)
    if inside and not starts and alone:
        starts = [alone]
    if not starts or starts[0].start() != block.start or text[slice(*starts[0].span("label"))].isupper():
        return
    for m, stop in zip(starts, [*(s.start() for s in starts[1:]), block.end], strict=True):
        yield Entry(_key(" ".join(m["label"].lower().split())) or "", Span(*m.span("label")), trimmed(text, m.start("value"), stop))


def _key(words: str) -> str | None:
    return "record-id" if _NUMBERED.fullmatch(words) else LABELS.get(words)


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].lower().split())
