"""The record of a document of the Wilson Center Digital Archive goes into the header.

Found: everything from the beginning to the last label ("Citation:", "Summary:", "Contents:" ...) and its value; the
text begins behind it. Where the labels stand below the text, the record is the title, the date and the sponsor over it and
everything from the first label on. The record is kept word for word in ``notesStmt/note[@type='catalogue']``; what its fields
say is read into facts.
Left alone: a text without any label; it has no record.
TEI P5 4.9: HD, #HD27.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from encoder.dates import find as find_dates
from encoder.draft.model import BELOW, Annotation, Draft, Fact, Finding, Problem, Rule
from encoder.language.languages import code_of
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span

_TABLE = words.table("wilson")
LABELS: dict[str, str] = {k.lower(): v for k, v in _TABLE["labels"].items()}
_NAMES = "|".join(re.escape(k).replace(r"\ ", r"\s+") for k in sorted(_TABLE["labels"], key=len, reverse=True))
LABEL = re.compile(rf"(?P<label>{_NAMES}):(?=\s|\Z)", re.I)
#: a label in a line of its own, as the page shows it
BARE = re.compile(rf"(?P<label>{_NAMES})[^\S\n]*(?=\n|\Z)")
UNKNOWN = re.compile(r"(?P<label>[A-Z][\w&/() ]{2,40}):\s*\Z")
#: the same among the lines of a block
ODD = re.compile(r"(?P<label>[A-Z][\w&/()]*(?:\s[\w&/()]+){0,3}:)\s")
BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_LINES = re.compile(r"^(?=\S)", re.M)
URL = re.compile(r"https?://[^\s<>]+")
#: an address in a line of its own
ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
RECORD = re.compile(r"https?://[^\s<>/]+/(?:document|node)/(?P<id>[\w-]+)")
CONTENTS = re.compile("|".join(_TABLE["contents"].values()), re.I)
SPONSOR = re.compile(r"made possible (?:with|by|through)(?: the)?(?: generous)? support (?:from|of|by) (?:the )?(?P<who>.+?)\.?\Z")
#: of the lines over the record the one that the citation has is the title: what else is there is the site's banner
SHORTEST = 10
#: over the labels of a page without its text stand no more blocks, and none is longer
MOST_ABOVE, LONGEST_TITLE = 6, 400
#: fields that may have several paragraphs, and those whose labels stand in no document
LONG = frozenset({"summary", "rights"})
SURE = frozenset({"citation", "contents", "original-language", "rights", "record-id", "funder", "name-associated", "place-associated"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: its name, the label's span and the blocks of its value."""

    key: str
    label: Span
    values: tuple[Span, ...]


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the record as a note of the header, and a fact for each thing it says."""
    blocks = draft.source.blocks
    shapes = (LABEL, BARE) if recognised(draft.text) else (LABEL,)
    labelled = [k for k, b in enumerate(blocks) if any(shape.match(draft.text, b.span.start) for shape in shapes)]
    if not labelled:
        return
    end, fields, problems = _read(draft, blocks, labelled[0])
    versions = [k for k, b in enumerate(blocks[end:], end) if len(b.lines) == 1 and CONTENTS.fullmatch(draft.plain(b.span))]
    if versions == [end] and end + 1 < len(blocks):  # the heading over the only version
        fields.append(Field("contents", Span(blocks[end].span.start, blocks[end].span.start), (blocks[end].span,)))
        end += 1
    below = _is_below(blocks[: labelled[0]], blocks[end:])
    above = _over_text(draft, blocks[: labelled[0]]) if below else blocks[: labelled[0]]
    parts = ((above, {}), (blocks[labelled[0] :], {"subtype": BELOW})) if below else ((blocks[:end], {}),)
    for part, more in parts:
        if part:
            whole = Span(part[0].span.start, part[-1].span.end)
            yield Annotation(whole, "note", RULE.id, {"type": "catalogue", **more}, room="header")
    record = tuple(block for part, _ in parts for block in part)
    for block in record:
        yield Annotation(block.span, "p", RULE.id)
    for field in fields:
        if field.label.end > field.label.start:
            yield Annotation(field.label, "label", RULE.id)
    for span in (b.span for b in record):
        for url in URL.finditer(draft.text, *span):
            yield Annotation(Span(*url.span()), "ref", RULE.id, {"target": url.group()})
        for bold in BOLD.finditer(draft.text, *span):
            yield Annotation(Span(*bold.span()), "hi", RULE.id, {"rend": "bold"}, trim=2)
    yield from problems
    yield from _facts(draft, above, fields)


def _is_below(above: tuple[Block, ...], behind: tuple[Block, ...]) -> bool:
    """Whether the text stands over the labels: more words than behind them, and more than titles."""
    size, rest = (sum(b.span.end - b.span.start for b in part) for part in (above, behind))
    return size > rest and (len(above) > MOST_ABOVE or any(b.span.end - b.span.start > LONGEST_TITLE for b in above))


def _over_text(draft: Draft, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks over the text that belong to the record: date, title, sponsor, each once."""
    titled, k = False, 0
    for block in blocks:
        dated = all(_is_date(draft.plain(line)) for line in block.lines)
        if not dated and not SPONSOR.search(draft.plain(block.span)):
            if titled or block.span.end - block.span.start > LONGEST_TITLE:
                break
            titled = True
        k += 1
    return blocks[:k]


def _read(draft: Draft, blocks: tuple[Block, ...], first: int) -> tuple[int, list[Field], list[Problem]]:
    """Return the number of blocks in the record, its fields, and what was odd."""
    fields: list[Field] = []
    problems: list[Problem] = []
    k = first
    while k < len(blocks):
        block = blocks[k]
        label = _label(draft, block.span.start, fields)
        other = None if label else UNKNOWN.fullmatch(draft.text, *block.lines[0]) if len(block.lines) == 1 else None
        if label is None and (other is None or not any(LABEL.match(draft.text, b.span.start) for b in blocks[k + 1 : k + 4])):
            break
        span = Span(*label.span()) if label else Span(*block.lines[0])
        key = _key(label) if label else ""
        if not key:
            problems.append(_unknown(draft, span))
        values = []
        more = [m for line in block.lines if line.start > span.start and (m := _label(draft, line.start, fields))]
        for line in block.lines if more else ():
            odd = ODD.match(draft.text, line.start, line.end)
            if odd and line.start > span.start and not _label(draft, line.start, fields):
                problems.append(_unknown(draft, Span(*odd.span("label"))))
        for m in more:  # several labels in the lines of one block
            value = _after(draft, span.end, m.start())
            fields.append(Field(key, span, (value,) if value else ()))
            span, key = Span(*m.span()), _key(m)
        rest = _after(draft, span.end, block.span.end)
        if rest:
            values.append(rest)
        k += 1
        if not rest and k < len(blocks) and not _label(draft, blocks[k].span.start, fields):
            values.append(blocks[k].span)
            k += 1
        while key in {"citation", "url"} and k < len(blocks) and ADDRESS.fullmatch(draft.text, *blocks[k].span):
            values.append(blocks[k].span)
            k += 1
        while key == "contents" and k < len(blocks) and CONTENTS.fullmatch(draft.plain(blocks[k].span)):
            values.append(blocks[k].span)
            k += 1
        while key in LONG and not _labelled(draft, blocks[k : k + 1]) and _more(draft, blocks[k + 1 : k + 4]):
            values.append(blocks[k].span)
            k += 1
        fields.append(Field(key, span, tuple(values)))
    return k, fields, problems


def _key(label: re.Match[str]) -> str:
    """Return what a label stands for, however it is written."""
    return LABELS[" ".join(label["label"].lower().split())]


def _label(draft: Draft, start: int, fields: list[Field]) -> re.Match[str] | None:
    """Return the label that begins at an offset; one without a colon holds only once, the second is a heading of the text."""
    label = LABEL.match(draft.text, start)
    if label:
        return label
    bare = BARE.match(draft.text, start)
    key = _key(bare) if bare else ""
    return bare if bare and not any(field.key == key for field in fields) else None


def recognised(text: str) -> bool:
    """Whether a text is a page of the archive: it names the archive and has a label, or labels that no document has."""
    found = [m for line in _LINES.finditer(text) if (m := LABEL.match(text, line.start()) or BARE.match(text, line.start()))]
    keys = {_key(m) for m in found}
    return len(keys & SURE) >= TELLING or bool(keys and (ARCHIVE_NAME in text or HOST in text))


def _unknown(draft: Draft, span: Span) -> Problem:
    return Problem("label-unknown", "warning", f"{draft.plain(span)!r} is no label known here; it is kept in the record", span)


def _labelled(draft: Draft, blocks: tuple[Block, ...]) -> bool:
    return any(LABEL.match(draft.text, b.span.start) for b in blocks)


def _more(draft: Draft, blocks: tuple[Block, ...]) -> bool:
    """Whether the record goes on: a label that no document begins a line with."""
    found = (LABEL.match(draft.text, b.span.start) for b in blocks)
    return any(m and _key(m) in SURE for m in found)


def _after(draft: Draft, start: int, end: int) -> Span | None:
    while start < end and draft.text[start].isspace():
        start += 1
    return Span(start, end) if start < end else None


def _facts(draft: Draft, blocks: tuple[Block, ...], fields: list[Field]) -> Iterator[Finding]:
    cited = " ".join(draft.plain(value) for field in fields if field.key == "citation" for value in field.values)
    above = [span for block in blocks for span in _apart(draft, block)]
    titles = (said for said in map(draft.plain, above) if len(said) > SHORTEST and said in cited and not URL.search(said))
    named = max(titles, key=len, default="")
    for span in above:
        said = draft.plain(span)
        bold, sponsor, date = BOLD.search(draft.text, *span), SPONSOR.search(said), next(find_dates(said), None)
        if sponsor:
            yield Fact("funder", sponsor["who"], RULE.id, span)
        elif bold:
            yield Fact("title", " ".join(bold["words"].split()), RULE.id, span)
        elif date and date.end - date.start == len(said):
            yield Fact("date-catalogue", date.when or date.date_from or date.not_before, RULE.id, span, {"text": date.text})
        elif said == named or not (named or draft.fact("title")):
            yield Fact("title", said, RULE.id, span)
    named_archive = any(f.key == "archive" and "," not in draft.plain(v) for f in fields for v in f.values)
    for field in fields:
        for value in field.values:
            said = draft.plain(value)
            if field.key in {"citation", "url"} and ADDRESS.fullmatch(said):
                yield from _address(said, value)
            elif field.key == "citation":
                yield from _citation(draft, value)
            elif field.key == "contents":
                yield from _contents(said, value)
            elif field.key == "credits":
                sponsor = SPONSOR.search(said)
                if sponsor:
                    yield Fact("funder", sponsor["who"], RULE.id, value)
                if not cited:
                    yield from read_responsible(said, value)
            elif field.key == "url":
                yield from _address(said, value)
            elif field.key in {"archive", "source"} and not cited:
                by = _BY.search(said)
                signed = read_signature((said[: by.start()] if by else said).strip(" .,"), value)
                yield from read_responsible(said, value)
                # "ANIC, Foreign Relations, file 39": another field has the archive's full name
                yield from (f for f in signed if not (named_archive and field.key == "source" and f.key == "repository"))
            elif field.key == "date-catalogue":
                date = next(find_dates(said), None)
                if date:
                    yield Fact(field.key, date.when or date.date_from or date.not_before, RULE.id, value, {"text": date.text})
            elif field.key:
                yield Fact(field.key, said, RULE.id, value)


def _apart(draft: Draft, block: Block) -> list[Span]:
    """Return the parts of a block over the record: a date in a line of its own is no part of the title beside it."""
    runs = [(dated, list(run)) for dated, run in groupby(block.lines, key=lambda line: _is_date(draft.plain(line)))]
    return [Span(run[0].start, run[-1].end) for _, run in runs]


def _is_date(said: str) -> bool:
    date = next(find_dates(said), None)
    return date is not None and date.end - date.start == len(said)


def _contents(said: str, span: Span) -> Iterator[Fact]:
    m = CONTENTS.fullmatch(said)
    if m and "ranslation" in said:
        named = m["translation"] or m["language"] or "English"
        yield Fact("language", named, RULE.id, span, {"ident": code_of(named)})


_QUOTED = re.compile(r"\s*[\"“](?P<title>.+?)[,.]?[\"”],?\s*", re.S)
_BY = re.compile(
    r"(?P<what>Translated|Obtained|Contributed|Provided|Edited|Transcribed|Annotated)(?P<more>(?:\s+and\s+\w+)?)"
    r"(?:\s+for\s+(?P<project>[A-Z][\w ]*?))?\s+by\s+"
    r"(?P<who>(?:[^.;]|(?<=\b[A-Z])\.)+?)(?=\s+and\s+(?:translated|edited|transcribed)|(?<!\b[A-Z])[.;]|\.?\Z)",
    re.I,
)
ARCHIVE_NAME, HOST = "Wilson Center Digital Archive", "digitalarchive.wilsoncenter.org"
#: so many labels that stand in no document tell a page of the archive that names it nowhere
TELLING = 2


def _citation(draft: Draft, span: Span) -> Iterator[Fact]:
    said = draft.plain(span)
    yield Fact("citation", said, RULE.id, span)
    yield from _address(said, span)
    bare = re.sub(r"<?https?://[^\s<>]+>?", "", said).strip()
    title = _QUOTED.match(bare)
    if title:
        yield Fact("title-cited", title["title"], RULE.id, span)
        bare = bare[title.end() :]
    where = bare.partition(ARCHIVE_NAME)[2].lstrip(" ,")
    first_by = _BY.search(where)
    signature = where[: first_by.start()] if first_by else where
    yield from read_signature(signature.strip(" .,"), span)
    yield from read_responsible(where, span)


def _address(said: str, span: Span) -> Iterator[Fact]:
    for url in URL.finditer(said):
        yield Fact("url", url.group(), RULE.id, span)
    record = RECORD.search(said)
    if record:
        yield Fact("record-id", record["id"], RULE.id, span)


def read_responsible(said: str, span: Span, rule: str = "note-catalogue") -> Iterator[Fact]:
    """Yield who translated, obtained or contributed a document, and for which project."""
    for by in _BY.finditer(said):
        yield Fact("responsible", " ".join(by["who"].split()), rule, span, {"resp": f"{by['what'].lower()}{by['more'].lower()} by"})
        if by["project"]:
            yield Fact("project", by["project"].strip(), rule, span)


_PAGES = re.compile(r",?\s*\b(?:pp?|ll?|ff?|fols?|S|Bl)\.?\s*(?P<from>\d+)(?:\s?[-–]\s?(?P<to>\d+))?\s*\Z")


_FILE_WORD = re.compile(r"(?:\A|,\s*)(?:file|folder|dossier|nr|no|No)\.?\s*\Z")
# f. 5, op. 49, d. 131: the parts of a Russian signature mean nothing one by one
_SERIES = re.compile(r"(?:[a-zа-я]{1,5}\.\s*[\w-]+[,;]?\s*){2,}")


def read_signature(said: str, span: Span, rule: str = "note-catalogue") -> Iterator[Fact]:
    """Yield repository, collection, number and leaves of an archival signature such as ``BStU, ZA, HA X 104, pp. 49-51``."""
    if not said:
        return
    pages = _PAGES.search(said)
    if pages:
        yield Fact("locus", said[pages.start() :].lstrip(" ,"), rule, span, {"from": pages["from"], "to": pages["to"] or pages["from"]})
        said = said[: pages.start()]
    repository, _, rest = said.partition(",")
    yield Fact("repository", repository.strip(), rule, span)
    rest = rest.strip()
    if _SERIES.fullmatch(rest):
        yield Fact("file", rest, rule, span)
        return
    number = re.search(r"(?:\A|\s|,\s*)(?P<n>\d[\w/.-]*)\Z", rest)
    if number:
        yield Fact("file", number["n"], rule, span)
        rest = _FILE_WORD.sub("", rest[: number.start()]).strip(" ,")
    if rest:
        yield Fact("collection", rest, rule, span)


RULE = Rule(
    "note-catalogue", "note", find,
    "The catalogue record of the page stands word for word in the notes of the header; its fields were read into the parts "
    "of the header they belong to.",
)
