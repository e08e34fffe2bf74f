"""Where the record of a page stands and what its fields hold, whatever was copied with it.

A page has a record over the text (date, title, sponsor, labels and values, the site's own words), the text, and often a record
below it (summary, labels and values). Some files hold several pages. Only lines and blank lines are looked at here; what a field
says is read elsewhere. Offsets count characters of the text from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from encoder.catalogue import summary as summaries
from encoder.catalogue.fields import (
    ADDRESS,
    CITED,
    COMMON,
    CONTENTS,
    LONG,
    SINGLE,
    SPONSOR,
    TELLING,
    Label,
    is_contents,
    is_date,
    is_foot,
    is_site,
    is_sure,
    label_at,
    odd_label,
)
from encoder.layout.blocks import Span, lines_of

#: of a text copied without blank lines not even so many lines in a hundred have one before them
SPARSE = 0.12
#: so many lines ahead a label is looked for, and no line over the labels is longer
NEAR, LONGEST = 14, 400
#: the record below a text has no more lines; a value is no longer, that of a long field neither
MOST, VALUE, LONG_VALUE = 150, 900, 4000
#: a title has no more lines
TITLE_LINES = 4
#: a longer line is a sentence
_PROSE = 60
#: a title does not end so
_OPEN_END = (",", " of", " the", " and", " to", " with", " in", " for", " between")


#: labels that documents have too, but with which, alone in their line, the record below a text may begin
_FIRST = frozenset({"author", "summary", "description"})


class Line(NamedTuple):
    """A line without the white space around it; ``gap`` says that a blank line stands before it."""

    span: Span
    said: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: its name, the span of the label (empty where it has none), and the spans of its values."""

    key: str
    label: Span
    values: tuple[Span, ...]


@dataclass(slots=True)
class Page:
    """A page: the span of the record over the text, of the text, of the record below it, and the fields of both.

    ``odd`` are labels that are not known; ``marks`` is what tells that it is a page of the archive.
    """

    above: Span
    text: Span
    below: Span
    fields: list[Field] = field(default_factory=list)
    odd: list[Span] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def first(self, key: str) -> Field | None:
        """Return the first field of that name."""
        return next((f for f in self.fields if f.key == key), None)


def pages(text: str) -> list[Page]:
    """Read a file: one page, or several one behind the other; a text that is no page at all is one page without a record."""
    lines = list(_lines(text))
    starts = [0, *_starts(text, lines)]
    out = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if end > start:
            out.append(_Reader(text, lines[start:end]).page())
    return out


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of a stretch of the text: what no blank line parts."""
    start = end = -1
    for line in lines_of(text, *span):
        if start >= 0 and text.count("\n", end, line.start) > 1:
            yield Span(start, end)
            start = -1
        start, end = (line.start if start < 0 else start), line.end
    if start >= 0:
        yield Span(start, end)


def _lines(text: str) -> Iterator[Line]:
    end = 0
    for span in lines_of(text, 0, len(text)):
        yield Line(span, " ".join(text[span.start : span.end].split()), text.count("\n", end, span.start) > 1 or not end)
        end = span.end


def _starts(text: str, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines at which a further page begins: the site's first words, or a date with a title and a citation below it."""
    last = 0
    for k, line in enumerate(lines):
        if k - last < 4 or len(line.said) > LONGEST:
            continue
        site = is_sure(line.said) and not any(is_sure(x.said) for x in lines[max(0, k - 3) : k]) and not _buttons(line.said)
        cited = (
            line.gap
            and is_date(line.said)
            and _citation_label(text, lines[k : k + 8])
            and not any(is_site(x.said) or SPONSOR.match(x.said) for x in lines[max(0, k - 3) : k])
            and any(label_at(text, x.span) or len(x.said) > _PROSE for x in lines[last:k])
        )
        if site or cited:
            start = k
            while start > last + 1 and is_site(lines[start - 1].said):
                start -= 1
            last = start
            if start > 0:
                yield start


def _citation_label(text: str, lines: Sequence[Line]) -> bool:
    found = (label_at(text, line.span) for line in lines)
    return any(label and label.key == "citation" and label.colon for label in found)


def _buttons(said: str) -> bool:
    """Whether the site's words stand in the middle of a page, between title and text."""
    return "citation" in said.lower() or "share" in said.lower() or "view document" in said.lower()


class _Reader:
    """One page while it is read."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        gaps = sum(line.gap for line in lines[1:])
        self.sparse = gaps < SPARSE * len(lines)
        self.fields: list[Field] = []
        #: the keys of the fields that have been counted; fields are only added
        self.keys: set[str] = set()
        self.counted = 0
        self.odd: list[Span] = []
        #: a bare label holds once, the second one is a heading of the text
        self.bare: set[str] = set()
        self.cited = self._cited_title()

    def page(self) -> Page:
        first, end = self.lines[0].span.start, self.lines[-1].span.end
        above = self._above()
        below = self._below(above)
        start = self.lines[above - 1].span.end if above else first
        stop = self.lines[below].span.start if below < len(self.lines) else end
        return Page(Span(first, start), Span(start, stop), Span(stop, end), self.fields, self.odd)

    # -- over the text --------------------------------------------------------------------------

    def _above(self) -> int:
        """Read the record over the text and return the number of its lines."""
        k, opened = 0, False
        while k < len(self.lines):
            line = self.lines[k]
            label = self._label(k)
            if is_site(line.said) and not (label and label.colon):
                opened = opened or line.said.lower().endswith("get citation")
                self._add("site", [line])
                k += 1
            elif SPONSOR.match(line.said):
                k = self._sponsor(k)
            elif label and self._labelled_run(k, label):
                k = self._top_field(k, label)
            elif self._is_cited(k):
                k = self._citation(k)
            elif ADDRESS.fullmatch(line.said):
                self._add("url", [line])
                k += 1
            elif is_date(line.said) and not self._has("date-catalogue") and not self._labelled():
                self._add("date-catalogue", [line])
                k += 1
            elif not self._has("title") and not self._labelled():
                k = self._title(k)
            elif opened and not self._has("citation") and self._before_citation(k):
                k = self._paragraph(k, "summary")
            elif self._more_above(k) or self._odd_run(k):
                k = self._other(k)
            else:
                break
        return self._only_version(k)

    def _labelled(self) -> bool:
        """Whether a field with a label was read, or the citation: date and title stand before them."""
        return any(f.label.end > f.label.start or f.key == "citation" for f in self.fields)

    def _odd_run(self, k: int) -> bool:
        """Whether a line is a label that is not known, alone or with its value, or the value of one, among those that are known."""
        odd = [j for j in range(max(0, k - 1), k + 1) if odd_label(self.text, self.lines[j].span)]
        near = range(k + 1, min(k + 1 + TITLE_LINES, len(self.lines)))
        if not odd or not self._labelled() or self._has("contents") or len(self.lines[k].said) > VALUE:
            return False
        return any((m := self._label(j)) and m.colon for j in near)

    def _other(self, k: int) -> int:
        """Keep a line over the labels that is no label: part of the title, a subtitle, a label that is not known."""
        odd = odd_label(self.text, self.lines[k].span)
        if odd:
            self.odd.append(odd)
        self._add("other", [self.lines[k]])
        return k + 1

    def _only_version(self, k: int) -> int:
        """Take in the heading over the only version of the text: "English Translation"."""
        if k == 0 or k + 1 >= len(self.lines):
            return k
        found = [j for j in range(k, len(self.lines)) if CONTENTS.fullmatch(self.lines[j].said)]
        if found == [k]:
            self._add("contents", [self.lines[k]])
            return k + 1
        return k

    def _label(self, k: int) -> Label | None:
        label = label_at(self.text, self.lines[k].span)
        return None if label and not label.colon and label.key in self.bare else label

    def _labelled_run(self, k: int, label: Label) -> bool:
        """Whether a label that stands where the text may begin belongs to the record.

        A telling one does; another one where a telling one stood before it, but not behind the table of contents, or where
        nothing but labels and their values stand between it and a telling one.
        """
        if label.telling:
            return True
        if self._has("contents"):
            return False
        if any(f.key in TELLING and f.label.end > f.label.start for f in self.fields):
            return True
        j = k
        while j < len(self.lines):
            found = label_at(self.text, self.lines[j].span)
            if found is None:
                return False
            if found.telling:
                return True
            empty = not _rest(self.text, found.span.end, self.lines[j].span.end)
            j += 1
            if empty and j < len(self.lines) and not label_at(self.text, self.lines[j].span):
                j += len(self._block(j)) if not self.sparse else 1
        return False

    def _more_above(self, k: int) -> bool:
        """Whether labels or buttons of the record follow within a few short lines."""
        for j in range(k, min(k + NEAR, len(self.lines))):
            line = self.lines[j]
            if len(line.said) > LONGEST:
                return False
            label = self._label(j)
            if is_sure(line.said) or (label and label.key in {"citation", "contents"}):
                return True
            if label and label.telling:  # the first one decides: from it on there may be nothing but the fields below a short text
                return j - k <= TITLE_LINES and not self._fields_from(j)
        return False

    def _title(self, k: int) -> int:
        """Read the title: the lines up to a blank one, or, in a text without blank lines, the line, and what plainly goes on."""
        run = [self.lines[k]]
        block = self._block(k)
        most = TITLE_LINES if len(block) <= TITLE_LINES + 1 and not self.sparse else 1
        for j in range(k + 1, len(self.lines)):
            line = self.lines[j]
            said = " ".join(x.said for x in run)
            if self._closed(line, j) or not (self._goes_on(said, line.said) or (len(run) < most and not line.gap)):
                break
            run.append(line)
        self._add("title", run)
        return k + len(run)

    def _closed(self, line: Line, k: int) -> bool:
        return bool(is_site(line.said) or is_date(line.said) or SPONSOR.match(line.said) or self._label(k) or self._is_cited(k))

    def _goes_on(self, said: str, following: str) -> bool:
        """Whether a title goes on in the next line: the citation has it so, or it is not closed yet."""
        if self.cited:
            flat = _flat(said)
            return self.cited.startswith(flat) and self.cited.startswith(flat + _flat(following)[:12]) and len(flat) < len(self.cited)
        return said.count("[") > said.count("]") or said.count("**") % 2 == 1 or said.endswith(_OPEN_END)

    def _sponsor(self, k: int) -> int:
        run = self._block(k)
        if self.sparse or len(run) >= TITLE_LINES or any(self._label(k + j) for j in range(1, len(run))):
            run = run[:1]
        self._add("sponsor", run)
        return k + len(run)

    def _paragraph(self, k: int, key: str) -> int:
        run = [self.lines[k]]
        for j in range(k + 1, len(self.lines)):
            if self.lines[j].gap or self._is_cited(j) or is_site(self.lines[j].said):
                break
            run.append(self.lines[j])
        self._add(key, run)
        return k + len(run)

    def _before_citation(self, k: int) -> bool:
        near = range(k, min(k + NEAR, len(self.lines)))
        return any(self._is_cited(j) or self.lines[j].said.lower().endswith("share document") for j in near)

    def _is_cited(self, k: int) -> bool:
        line = self.lines[k]
        if line.said[:1] not in {"“", '"'}:
            return False
        return bool(CITED.match(" ".join(x.said for x in self.lines[k : k + TITLE_LINES + 1] if x is line or not x.gap)))

    def _citation(self, k: int) -> int:
        """Read a citation: to the blank line, or to its address."""
        run = [self.lines[k]]
        for j in range(k + 1, len(self.lines)):
            line = self.lines[j]
            address = ADDRESS.fullmatch(line.said)
            whole = CITED.match(" ".join(x.said for x in run))
            if not address and (line.gap or is_site(line.said) or self._label(j) or (whole and self.sparse)):
                break
            run.append(line)
            if address:
                break
        self._add("citation", run)
        return k + len(run)

    def _top_field(self, k: int, label: Label) -> int:
        """Read a label over the text and its value: what stands behind it in its block, else the next block."""
        line = self.lines[k]
        if not label.colon:
            self.bare.add(label.key)
        values: list[Span] = []
        rest = _rest(self.text, label.span.end, line.span.end)
        j = k + 1
        if rest or not self._ends(j, label.key):
            first = rest.start if rest else self.lines[j].span.start
            j = j if rest else j + 1
            while j < len(self.lines) and not self.lines[j].gap and not self._ends(j, label.key) and self._may_go_on(j, label.key):
                j += 1
            values.append(Span(first, self.lines[j - 1].span.end))
        while j < len(self.lines) and label.key in {"citation", "url"} and ADDRESS.fullmatch(self.lines[j].said):
            values.append(self.lines[j].span)
            j += 1
        while j < len(self.lines) and label.key == "contents" and CONTENTS.fullmatch(self.lines[j].said):
            values.append(self.lines[j].span)
            j += 1
        while label.key in LONG and values and j < len(self.lines) and not self._ends(j, label.key) and self._telling_near(j):
            block = self._block(j)
            values.append(Span(block[0].span.start, block[-1].span.end))
            j += len(block)
        self.fields.append(Field(label.key, label.span, tuple(values)))
        return j

    def _may_go_on(self, k: int, key: str) -> bool:
        """Whether a value may have more lines: not that of one line, and in a text without blank lines only before a label."""
        if key in SINGLE or key == "contents":
            return False
        return not self.sparse or ((key != "citation" or bool(ADDRESS.fullmatch(self.lines[k].said))) and self._telling_near(k))

    def _telling_near(self, k: int) -> bool:
        near = range(k + 1, min(k + NEAR, len(self.lines)))
        return any((m := label_at(self.text, self.lines[j].span)) and m.telling for j in near)

    def _ends(self, k: int, key: str) -> bool:
        """Whether no value begins at a line: it is a label, a button, or, for the table of contents, text."""
        if k >= len(self.lines) or self._label(k) or (is_sure(self.lines[k].said)):
            return True
        if key not in LONG and odd_label(self.text, self.lines[k].span) and any(self._label(k + j) for j in range(1, len(self._block(k)))):
            return True
        return key == "contents" and not is_contents(self.lines[k].said)

    # -- below the text -------------------------------------------------------------------------

    def _below(self, above: int) -> int:
        """Read the record below the text and return the number of its first line."""
        n = len(self.lines)
        begin = n
        known = {f.key for f in self.fields}
        for k in range(max(above, n - MOST), n):
            label = label_at(self.text, self.lines[k].span)
            if label and self._may_begin(k, label):
                found = self._fields_from(k)
                if found is not None:
                    begin = k
                    self.fields += found
                    break
        labelled = begin < n
        begin = self._credits_before(begin, above)
        if "summary" not in known and not (labelled and any(f.key == "summary" and f.values for f in self.fields)):
            begin = self._summary_before(begin, above, labelled)
        return begin

    def _may_begin(self, k: int, label: Label) -> bool:
        """Whether the record below may begin with a label: not "Subject: wool", which is a line of the document."""
        if label.words in COMMON and label.words != "source" and (label.colon or label.words not in _FIRST):
            return False
        return self.sparse or self.lines[k].gap or label.telling

    def _fields_from(self, k: int) -> list[Field] | None:
        """Return the fields from a line to the end; None where something among them is no value, or nothing tells the archive."""
        found: list[tuple[Label, list[Line]]] = []
        foot: list[Line] = []
        spans: list[Span] = []
        for line in self.lines[k:]:
            label = label_at(self.text, line.span)
            if label and (label.colon or all(m.words != label.words for m, _ in found)):
                found.append((label, []))
                rest = _rest(self.text, label.span.end, line.span.end)
                if rest:
                    found[-1][1].append(Line(rest, " ".join(self.text[rest.start : rest.end].split()), False))
            elif is_foot(line.said) or is_sure(line.said):
                foot.append(line)
            else:
                found[-1][1].append(line)
            if sum(len(x.said) for x in found[-1][1]) > (LONG_VALUE if found[-1][0].key in LONG | {"citation", "credits"} else VALUE):
                return None
        if not any(m.key == "heading" for m, _ in found) and (
            not any(m.telling for m, _ in found) or len({m.key for m, _ in found}) < 2
        ):
            return None
        spans = [line.span for line in foot]
        out = [Field(label.key, label.span, tuple(self._values(label.key, lines))) for label, lines in found]
        if spans:
            out.append(Field("site", Span(spans[0].start, spans[0].start), tuple(spans)))
        return out

    def _values(self, key: str, lines: list[Line]) -> Iterator[Span]:
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

    def _credits_before(self, begin: int, above: int) -> int:
        """Take in a sponsor's line, a citation and an address that stand between text and fields, or at the end."""
        while begin > above:
            k = begin - 1
            while k > above and not self.lines[k].gap and not self.sparse:
                k -= 1
            line = self.lines[k]
            if SPONSOR.match(line.said):
                self._add("sponsor", self.lines[k:begin])
            elif self._is_cited(k) and not self._has("citation"):
                self._add("citation", self.lines[k:begin])
            elif ADDRESS.fullmatch(line.said) and k == begin - 1:
                self._add("url", [line])
            else:
                break
            begin = k
        return begin

    def _summary_before(self, begin: int, above: int, labelled: bool) -> int:
        """Take in the summary that stands behind the text without a label."""
        if not self._has("title") or begin - above < 2:
            return begin
        k = begin - 1
        while k > above and not self.lines[k].gap and not self.sparse:
            k -= 1
        if k <= above:
            return begin
        said = " ".join(x.said for x in self.lines[k:begin])
        title = self.first_said("title")
        spoken = _spoken([x.said for x in self.lines[above:k]])
        if len(summaries.evidence(said, self.lines[k - 1].said, title, labelled, spoken)) < summaries.ENOUGH:
            return begin
        self._add("summary", self.lines[k:begin])
        return k

    # -- small things ---------------------------------------------------------------------------

    def first_said(self, key: str) -> str:
        found = next((f for f in self.fields if f.key == key), None)
        return " ".join(self.text[found.values[0].start : found.values[-1].end].split()) if found and found.values else ""

    def _has(self, key: str) -> bool:
        self.keys.update(f.key for f in self.fields[self.counted :])
        self.counted = len(self.fields)
        return key in self.keys

    def _add(self, key: str, run: Sequence[Line]) -> None:
        start = run[0].span.start
        self.fields.append(Field(key, Span(start, start), (Span(start, run[-1].span.end),)))

    def _block(self, k: int) -> list[Line]:
        run = [self.lines[k]]
        for line in self.lines[k + 1 :]:
            if line.gap:
                break
            run.append(line)
        return run

    def _cited_title(self) -> str:
        """Return the title that the citation near the top has, without spaces and marks; ``""`` without one."""
        for k, line in enumerate(self.lines[:40]):
            at = line.said.find("“") if "“" in line.said[:14] else line.said.find('"')
            if 0 <= at < 14:
                m = CITED.match(" ".join([line.said[at:], *(x.said for x in self.lines[k + 1 : k + 5] if not x.gap)]))
                if m:
                    return _flat(m["title"])
        return ""


def _flat(said: str) -> str:
    return "".join(c for c in said.casefold() if c.isalnum())


def _rest(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else None


#: fields whose values stand one a line
_LISTED = frozenset({"author", "recipient", "place-associated", "name-associated", "subject", "contributor", "funder", "genre",
                     "original-language", "languages", "collection-name", "classification", "translator"})  # fmt: skip


def _wrapped(key: str, said: str, following: str) -> bool:
    """Whether a value goes on in the next line."""
    if key not in _LISTED:
        return True
    return said.endswith((",", "&", " and", " of", "-")) or following[:1].islower()


def _spoken(said: Sequence[str]) -> bool:
    """Whether a text is a transcript: several of its lines begin with a name and a colon."""
    turns = sum(1 for line in said if 0 < line.find(":") < 40 and line[:1].isupper() and not line[: line.find(":")].count(",") > 1)
    return turns > 3
