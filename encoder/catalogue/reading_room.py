"""The record of the CIA's reading room, copied over a paper: its title, labels each in a line of its own, their values below them.

The labels are in ``reading_room.toml``. An empty label has no value; behind "Body:" the paper begins, or, where the page has no such
label, behind the names of the attached files. Offsets count characters of the text from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder.catalogue.entries import Entry, Over
from encoder.catalogue.facts import Said, dated
from encoder.catalogue.record import Line, lines_with_gaps
from encoder.catalogue.tables import table
from encoder.layout.blocks import Span

_TABLE = table("reading_room")
LABELS: dict[str, str] = _TABLE["labels"]
TELLING = frozenset(_TABLE["telling"]["labels"])
#: "T" -> Top Secret, "MIN" -> Minutes: what the header says for the codes of these fields
CODES: dict[str, dict[str, str]] = {key: _TABLE[key] for key in ("classification", "genre")}
#: a title has no more lines, a record no more labels
TITLE_LINES = 4
MOST = 24
#: so many labels make a record, so many of them have to be its own
LEAST = 5
LEAST_TELLING = 2
AGENCY = "Central Intelligence Agency"
#: how a list of attached files is copied
_FILES = ("attachment", "size", "pdf icon")


def record_over(text: str) -> Over | None:
    """Return the record that a text begins with, the title as its first entry, with an empty label; None where it begins otherwise."""
    if "CREST" not in text[:3000] and "elease Decision" not in text[:3000]:
        return None
    lines = [line for line, _ in zip(lines_with_gaps(text), range(TITLE_LINES + 3 * MOST), strict=False)]
    first = next((k for k, line in enumerate(lines[: TITLE_LINES + 1]) if _label(line)), None)
    if first is None:
        return None
    entries: list[Entry] = []
    told: list[str] = []
    if first:
        start = lines[0].span.start
        entries.append(Entry("title", Span(start, start), Span(start, lines[first - 1].span.end)))
    at = first
    while at < len(lines) and (label := _label(lines[at])) and label not in told:
        told.append(label)
        stop = _value_end(lines, at, LABELS[label])
        entries.append(_entry(text, lines, at, stop, label))
        at = stop
        if LABELS[label] == "body":
            break
    if len(told) < LEAST or sum(label in TELLING for label in told) < LEAST_TELLING or at >= len(lines):
        return None
    return Over(Span(lines[0].span.start, lines[at - 1].span.end), tuple(entries))


def _label(line: Line) -> str:
    """Return the label that a line begins with, in small letters; ``""`` where it begins with none."""
    words, colon, _ = line.said.lower().partition(":")
    return words.strip() if colon and words.strip() in LABELS else ""


def _value_end(lines: Sequence[Line], at: int, key: str) -> int:
    """Return the number of the line behind a label and its value: a value is one line, files are several."""
    behind = at + 1
    if key == "body" or not lines[at].said.endswith(":"):
        return behind
    if key == "file-attached":
        while behind < len(lines) and _is_file(lines[behind].said):
            behind += 1
        return behind
    return behind if behind == len(lines) or _label(lines[behind]) else behind + 1


def _is_file(said: str) -> bool:
    """Whether a line is one of the table of attached files: its head, a rule, the name of a file, a size."""
    small = said.lower()
    return small.startswith(_FILES) or ".pdf" in small or not any(c.isalnum() for c in said)


def _entry(text: str, lines: Sequence[Line], at: int, stop: int, label: str) -> Entry:
    """Return a label with its value: what stands behind it in its line or in the lines below."""
    span = lines[at].span
    colon = text.index(":", span.start)
    start = colon + 1 if not lines[at].said.endswith(":") else (lines[at + 1].span.start if stop > at + 1 else span.end)
    while start < span.end and text[start].isspace():
        start += 1
    return Entry(LABELS[label], Span(span.start, colon), Span(start, max(start, lines[stop - 1].span.end)))


def said_by_record(text: str, record: Over) -> Iterator[Said]:
    """Yield what the fields of a record say; codes in words, dates with their values. An empty field says nothing."""
    for key, _, span in record.entries:
        said = " ".join(text[slice(*span)].split())
        if not said:
            continue
        if key in CODES:
            meant = CODES[key].get(said.upper(), "" if key == "classification" else said)
            if meant:
                yield Said(key, meant, span)
        elif key in {"upload-date", "date-catalogue"}:
            yield from dated(key, said, span)
        elif key in {"title", "collection", "release-number"}:
            yield Said(key, said, span)
        if key == "release-number" and said.startswith("CIA-RDP"):
            yield Said("repository", AGENCY, span)
            yield Said("file", said, span)
