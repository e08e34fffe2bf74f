"""The record below the text: labels and values, credits, a citation, a summary without a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder.catalogue import summary as summaries
from encoder.catalogue.fields import ADDRESS, COMMON, LONG, SINGLE, SPONSOR, Label, is_foot, is_sure, label_at
from encoder.catalogue.record import LONG_VALUE, VALUE, Field, Line, Record, unspaced
from encoder.layout.blocks import Span

#: the record below a text has no more lines
MOST = 150
#: labels that documents have too, but with which, alone in their line, the record below a text may begin
_FIRST = frozenset({"author", "summary", "description"})
#: fields whose values stand one a line
_LISTED = frozenset({"author", "recipient", "place-associated", "name-associated", "subject", "contributor", "funder", "genre",
                     "original-language", "languages", "collection-name", "classification", "translator"})  # fmt: skip
#: what a field of few words holds: a kind of paper, a language, a number
_BRIEF = frozenset({"classification", "genre", "record-id", "original-language", "languages", "upload-date", "date-catalogue", "url"})
_BRIEF_LINES = 6
_BRIEF_LINE = 80


def below(record: Record, above: int) -> int:
    """Read the record below the text and return the number of its first line."""
    n = len(record.lines)
    begin = n
    known = {f.key for f in record.fields}
    for k in range(max(above, n - MOST), n):
        label = label_at(record.text, record.lines[k].span)
        if label and _may_begin(record, k, label):
            found = fields_from(record, k)
            if found is not None:
                begin = k
                record.fields += found
                break
    labelled = begin < n
    begin = _credits_before(record, begin, above)
    if "summary" not in known and not (labelled and any(f.key == "summary" and f.values for f in record.fields)):
        begin = _summary_before(record, begin, above, labelled)
    return begin


def _may_begin(record: Record, k: int, label: Label) -> bool:
    """Whether the record below may begin with a label: not "Subject: wool", which is a line of the document."""
    if label.words in COMMON and label.words != "source" and (label.colon or label.words not in _FIRST):
        return False
    return record.sparse or record.lines[k].gap or label.telling


def fields_from(record: Record, k: int) -> list[Field] | None:
    """Return the fields from a line to the end; None where something among them is no value, or nothing tells the archive."""
    found: list[tuple[Label, list[Line]]] = []
    foot: list[Line] = []
    spans: list[Span] = []
    for line in record.lines[k:]:
        label = label_at(record.text, line.span)
        if label and (label.colon or all(m.words != label.words for m, _ in found)):
            found.append((label, []))
            rest = unspaced(record.text, label.span.end, line.span.end)
            if rest:
                found[-1][1].append(Line(rest, " ".join(record.text[rest.start : rest.end].split()), False))
        elif is_foot(line.said) or is_sure(line.said):
            foot.append(line)
        else:
            found[-1][1].append(line)
        if found[-1][0].key in _BRIEF and not _brief(found[-1][1]):
            return None
        if sum(len(x.said) for x in found[-1][1]) > (LONG_VALUE if found[-1][0].key in LONG | {"citation", "credits"} else VALUE):
            return None
    if not any(m.key == "heading" for m, _ in found) and (
        not any(m.telling for m, _ in found) or len({m.key for m, _ in found}) < 2
    ):
        return None
    spans = [line.span for line in foot]
    out = [Field(label.key, label.span, tuple(_values(record, label.key, lines))) for label, lines in found]
    if spans:
        out.append(Field("site", Span(spans[0].start, spans[0].start), tuple(spans)))
    return out


def _brief(lines: list[Line]) -> bool:
    """Whether a field of few words has no more: no line of a document goes on behind it."""
    return len(lines) <= _BRIEF_LINES and all(len(x.said) <= _BRIEF_LINE and not x.said.endswith(":") for x in lines)


def _values(record: Record, key: str, lines: list[Line]) -> Iterator[Span]:
    """Yield the values of a field below the text: the lines of a list, the paragraphs of a text."""
    if key in SINGLE:
        lines = lines[:1]
    run: list[Line] = []
    for line in lines:
        if run and (line.gap or not _wrapped(key, run[-1].said, line.said)):
            yield Span(run[0].span.start, run[-1].span.end)
            run = []
        run.append(line)
    if run:
        yield Span(run[0].span.start, run[-1].span.end)


def _credits_before(record: Record, begin: int, above: int) -> int:
    """Take in a sponsor's line, a citation and an address that stand between text and fields, or at the end."""
    while begin > above:
        k = begin - 1
        while k > above and not record.lines[k].gap and not record.sparse:
            k -= 1
        line = record.lines[k]
        if SPONSOR.match(line.said):
            record.add("sponsor", record.lines[k:begin])
        elif record.is_cited(k) and not record.has("citation"):
            record.add("citation", record.lines[k:begin])
        elif ADDRESS.fullmatch(line.said) and k == begin - 1:
            record.add("url", [line])
        else:
            break
        begin = k
    return begin


def _summary_before(record: Record, begin: int, above: int, labelled: bool) -> int:
    """Take in the summary that stands behind the text without a label."""
    if not record.has("title") or begin - above < 2:
        return begin
    k = begin - 1
    while k > above and not record.lines[k].gap and not record.sparse:
        k -= 1
    if k <= above:
        return begin
    said = " ".join(x.said for x in record.lines[k:begin])
    title = record.first_said("title")
    spoken = _spoken([x.said for x in record.lines[above:k]])
    if len(summaries.evidence(said, record.lines[k - 1].said, title, labelled, spoken)) < summaries.ENOUGH:
        return begin
    record.add("summary", record.lines[k:begin])
    return k


def _wrapped(key: str, said: str, following: str) -> bool:
    """Whether a value goes on in the next line."""
    if key not in _LISTED:
        return True
    return said.endswith((",", "&", " and", " of", "-")) or following[:1].islower()


def _spoken(said: Sequence[str]) -> bool:
    """Whether a text is a transcript: several of its lines begin with a name and a colon."""
    turns = sum(1 for line in said if 0 < line.find(":") < 40 and line[:1].isupper() and not line[: line.find(":")].count(",") > 1)
    return turns > 3
