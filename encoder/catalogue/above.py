"""The record over the text: date, title, sponsor, labels and values, a citation, the site's own words."""

from __future__ import annotations

from encoder.catalogue.below import fields_from
from encoder.catalogue.fields import (
    ADDRESS,
    CITED,
    CONTENTS,
    LONG,
    SINGLE,
    SPONSOR,
    TELLING,
    Label,
    is_contents,
    is_date,
    is_site,
    is_sure,
    label_at,
    odd_label,
)
from encoder.catalogue.record import NEAR, TITLE_LINES, VALUE, Field, Line, Record, flattened, unspaced
from encoder.layout.blocks import Span

#: no line over the labels is longer
LONGEST = 400
#: a title does not end so
_OPEN_END = (",", " of", " the", " and", " to", " with", " in", " for", " between")


def above(record: Record) -> int:
    """Read the record over the text and return the number of its lines."""
    k, opened = 0, False
    while k < len(record.lines):
        line = record.lines[k]
        label = record.label(k)
        if is_site(line.said) and not (label and label.colon):
            opened = opened or line.said.lower().endswith("get citation")
            record.add("site", [line])
            k += 1
        elif SPONSOR.match(line.said):
            k = _sponsor(record, k)
        elif label and _labelled_run(record, k, label):
            k = _top_field(record, k, label)
        elif record.is_cited(k):
            k = _citation(record, k)
        elif ADDRESS.fullmatch(line.said):
            record.add("url", [line])
            k += 1
        elif is_date(line.said) and not record.has("date-catalogue") and not _labelled(record):
            record.add("date-catalogue", [line])
            k += 1
        elif not record.has("title") and not _labelled(record):
            k = _title(record, k)
        elif opened and not record.has("citation") and _before_citation(record, k):
            k = _paragraph(record, k, "summary")
        elif _more_above(record, k) or _odd_run(record, k):
            k = _other(record, k)
        else:
            break
    return _only_version(record, k)


def _labelled(record: Record) -> bool:
    """Whether a field with a label was read, or the citation: date and title stand before them."""
    return any(f.label.end > f.label.start or f.key == "citation" for f in record.fields)


def _odd_run(record: Record, k: int) -> bool:
    """Whether a line is a label that is not known, alone or with its value, or the value of one, among those that are known."""
    odd = [j for j in range(max(0, k - 1), k + 1) if odd_label(record.text, record.lines[j].span)]
    near = range(k + 1, min(k + 1 + TITLE_LINES, len(record.lines)))
    if not odd or not _labelled(record) or record.has("contents") or len(record.lines[k].said) > VALUE:
        return False
    return any((m := record.label(j)) and m.colon for j in near)


def _other(record: Record, k: int) -> int:
    """Keep a line over the labels that is no label: part of the title, a subtitle, a label that is not known."""
    odd = odd_label(record.text, record.lines[k].span)
    if odd:
        record.odd.append(odd)
    record.add("other", [record.lines[k]])
    return k + 1


def _only_version(record: Record, k: int) -> int:
    """Take in the heading over the only version of the text: "English Translation"."""
    if k == 0 or k + 1 >= len(record.lines) or not CONTENTS.fullmatch(record.lines[k].said):
        return k
    if not any(CONTENTS.fullmatch(line.said) for line in record.lines[k + 1 :]):
        record.add("contents", [record.lines[k]])
        return k + 1
    return k


def _labelled_run(record: Record, k: int, label: Label) -> bool:
    """Whether a label that stands where the text may begin belongs to the record.

    A telling one does; another one where a telling one stood before it, but not behind the table of contents, or where
    nothing but labels and their values stand between it and a telling one.
    """
    if label.telling:
        return True
    if record.has("contents"):
        return False
    if any(f.key in TELLING and f.label.end > f.label.start for f in record.fields):
        return True
    j = k
    while j < len(record.lines):
        found = label_at(record.text, record.lines[j].span)
        if found is None:
            return False
        if found.telling:
            return True
        empty = not unspaced(record.text, found.span.end, record.lines[j].span.end)
        j += 1
        if empty and j < len(record.lines) and not label_at(record.text, record.lines[j].span):
            j = record.block_end(j) if not record.sparse else j + 1
    return False


def _more_above(record: Record, k: int) -> bool:
    """Whether labels or buttons of the record follow within a few short lines."""
    for j in range(k, min(k + NEAR, len(record.lines))):
        line = record.lines[j]
        if len(line.said) > LONGEST:
            return False
        label = record.label(j)
        if is_sure(line.said) or (label and label.key in {"citation", "contents"}):
            return True
        if label and label.telling:  # the first one decides: from it on there may be nothing but the fields below a short text
            return j - k <= TITLE_LINES and not fields_from(record, j)
    return False


def _title(record: Record, k: int) -> int:
    """Read the title: the lines up to a blank one, or, in a text without blank lines, the line, and what plainly goes on."""
    run = [record.lines[k]]
    most = TITLE_LINES if record.block_end(k) - k <= TITLE_LINES + 1 and not record.sparse else 1
    for j in range(k + 1, len(record.lines)):
        line = record.lines[j]
        said = " ".join(x.said for x in run)
        if _closed(record, line, j) or not (_goes_on(record, said, line.said) or (len(run) < most and not line.gap)):
            break
        run.append(line)
    record.add("title", run)
    return k + len(run)


def _closed(record: Record, line: Line, k: int) -> bool:
    return bool(is_site(line.said) or is_date(line.said) or SPONSOR.match(line.said) or record.label(k) or record.is_cited(k))


def _goes_on(record: Record, said: str, following: str) -> bool:
    """Whether a title goes on in the next line: the citation has it so, or it is not closed yet."""
    if record.cited:
        flat = flattened(said)
        return len(flat) < len(record.cited) and record.cited.startswith(flat) and record.cited.startswith(flat + flattened(following)[:12])
    return said.count("[") > said.count("]") or said.count("**") % 2 == 1 or said.endswith(_OPEN_END)


def _sponsor(record: Record, k: int) -> int:
    run = record.block(k)
    if record.sparse or len(run) >= TITLE_LINES or any(record.label(k + j) for j in range(1, len(run))):
        run = run[:1]
    record.add("sponsor", run)
    return k + len(run)


def _paragraph(record: Record, k: int, key: str) -> int:
    run = [record.lines[k]]
    for j in range(k + 1, len(record.lines)):
        if record.lines[j].gap or record.is_cited(j) or is_site(record.lines[j].said):
            break
        run.append(record.lines[j])
    record.add(key, run)
    return k + len(run)


def _before_citation(record: Record, k: int) -> bool:
    near = range(k, min(k + NEAR, len(record.lines)))
    return any(record.is_cited(j) or record.lines[j].said.lower().endswith("share document") for j in near)


def _citation(record: Record, k: int) -> int:
    """Read a citation: to the blank line, or to its address."""
    run = [record.lines[k]]
    for j in range(k + 1, len(record.lines)):
        line = record.lines[j]
        address = ADDRESS.fullmatch(line.said)
        whole = CITED.match(" ".join(x.said for x in run))
        if not address and (line.gap or is_site(line.said) or record.label(j) or (whole and record.sparse)):
            break
        run.append(line)
        if address:
            break
    record.add("citation", run)
    return k + len(run)


def _top_field(record: Record, k: int, label: Label) -> int:
    """Read a label over the text and its value: what stands behind it in its block, else the next block."""
    line = record.lines[k]
    if not label.colon:
        record.bare.add(label.key)
    values: list[Span] = []
    rest = unspaced(record.text, label.span.end, line.span.end)
    j = k + 1
    if rest or not _ends(record, j, label.key):
        first = rest.start if rest else record.lines[j].span.start
        j = j if rest else j + 1
        while j < len(record.lines) and not record.lines[j].gap and not _ends(record, j, label.key) and _may_go_on(record, j, label.key):
            j += 1
        values.append(Span(first, record.lines[j - 1].span.end))
    while j < len(record.lines) and label.key in {"citation", "url"} and ADDRESS.fullmatch(record.lines[j].said):
        values.append(record.lines[j].span)
        j += 1
    while j < len(record.lines) and label.key == "contents" and CONTENTS.fullmatch(record.lines[j].said):
        values.append(record.lines[j].span)
        j += 1
    while label.key in LONG and values and j < len(record.lines) and not _ends(record, j, label.key) and _telling_near(record, j):
        end = record.block_end(j)
        values.append(Span(record.lines[j].span.start, record.lines[end - 1].span.end))
        j = end
    record.fields.append(Field(label.key, label.span, tuple(values)))
    return j


def _may_go_on(record: Record, k: int, key: str) -> bool:
    """Whether a value may have more lines: not that of one line, and in a text without blank lines only before a label."""
    if key in SINGLE or key == "contents":
        return False
    return not record.sparse or ((key != "citation" or bool(ADDRESS.fullmatch(record.lines[k].said))) and _telling_near(record, k))


def _telling_near(record: Record, k: int) -> bool:
    near = range(k + 1, min(k + NEAR, len(record.lines)))
    return any((m := label_at(record.text, record.lines[j].span)) and m.telling for j in near)


def _ends(record: Record, k: int, key: str) -> bool:
    """Whether no value begins at a line: it is a label, a button, or, for the table of contents, text."""
    if k >= len(record.lines) or record.label(k) or (is_sure(record.lines[k].said)):
        return True
    more = range(k + 1, record.block_end(k))
    if key not in LONG and odd_label(record.text, record.lines[k].span) and any(record.label(j) for j in more):
        return True
    return key == "contents" and not is_contents(record.lines[k].said)
