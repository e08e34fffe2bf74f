"""Editions as rows: a document, a mention, a redaction, a note."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from encoder.export.deliver import Editions
from encoder.export.read import XML_ID, EditionFile, T, flat

Row = dict[str, str]
MENTIONS = {"persName": "person", "placeName": "place", "orgName": "organisation", "date": "date", "gloss": "term"}
#: what a reader of the running text does not want in it
APART = frozenset({"note"})
ROLE = frozenset({"roleName"})
#: what spreadsheets take for the beginning of a formula; a number with its sign is none
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,]+\Z)")


def document(edition: EditionFile) -> Row:
    """Return what there is to say of a document in one row; dates are those of writing, to the day or nearer."""
    date = edition.first(".//t:creation/t:date[@type='document']")
    value = _value(date) if date is not None else ""
    div = edition.first("t:text/t:body//t:div[@type='document']")
    return {
        "document": edition.id,
        "title": edition.words(".//t:titleStmt/t:title"),
        "kind": div.get("subtype", "") if div is not None else "",
        "date": value,
        "place": edition.words(".//t:creation/t:placeName"),
        "sender": _party(edition, "sent"),
        "recipient": _party(edition, "received"),
        "classification": edition.words(".//t:keywords/t:term[@type='classification']"),
        "repository": edition.words(".//t:msIdentifier/t:repository"),
        "file": edition.words(".//t:msIdentifier/t:idno"),
        "pages": str(len(list(edition.root.iterfind(f".//{T}pb")))),
        "notes": str(len(list(notes(edition)))),
        "redactions": str(len(list(redactions(edition)))),
        "words": str(len(_text(edition).split())),
    }


def mentions(edition: EditionFile) -> Iterator[Row]:
    """Yield each person, place, organisation, date and abbreviation of the text in its order."""
    for element in _body(edition):
        name = str(element.tag).removeprefix(T)
        if name in MENTIONS:
            pointer = element.get("ref") or element.get("corresp") or element.get("key") or element.get("target") or ""
            value = _value(element)
            note = next((a.get("n", "") for a in element.iterancestors(f"{T}note")), "")
            yield {
                "document": edition.id, "kind": MENTIONS[name], "words": flat(element, APART), "id": pointer.lstrip("#"), "value": value,
                "cert": element.get("cert", ""), "note": note,
            }


def _value(date: etree._Element) -> str:
    """Return a day or, of a range, both ends as ISO 8601-2 has them: ``1955-03-09/1955-03-12``, ``1955/..``."""
    if date.get("when"):
        return date.get("when", "")
    for first, last in (("from", "to"), ("notBefore", "notAfter")):
        if date.get(first) or date.get(last):
            return f"{date.get(first) or '..'}/{date.get(last) or '..'}"
    return ""


def redactions(edition: EditionFile) -> Iterator[Row]:
    """Yield each stretch of withheld text with what is said of its size."""
    for element in _body(edition):
        if element.tag == f"{T}gap" and element.get("reason") == "withheld":
            yield {
                "document": edition.id, "words": flat(element), "unit": element.get("unit", ""), "quantity": element.get("quantity", ""),
                "atLeast": element.get("atLeast", ""), "atMost": element.get("atMost", ""), "extent": element.get("extent", ""),
            }


def notes(edition: EditionFile) -> Iterator[Row]:
    """Yield each note with its number and kind."""
    for element in _body(edition):
        if element.tag == f"{T}note":
            yield {
                "document": edition.id, "id": element.get(XML_ID, ""), "n": element.get("n", ""), "kind": element.get("type", ""),
                "words": flat(element),
            }


def _body(edition: EditionFile) -> Iterator[etree._Element]:
    text = edition.first("t:text")
    if text is not None:
        yield from (e for e in text.iter() if isinstance(e.tag, str))


def _text(edition: EditionFile) -> str:
    body = edition.first("t:text/t:body")
    return flat(body, APART) if body is not None else ""


def _party(edition: EditionFile, kind: str) -> str:
    action = edition.first(f".//t:correspAction[@type='{kind}']")
    if action is None:
        return ""
    return "; ".join(flat(e, ROLE) for e in action if e.tag in {f"{T}persName", f"{T}orgName"} and flat(e))


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "document", "title", "kind", "date", "place", "sender", "recipient", "classification", "repository", "file", "pages", "notes",
        "redactions", "words",
    ),
    "mentions": ("document", "kind", "words", "id", "value", "cert", "note"),
    "redactions": ("document", "words", "unit", "quantity", "atLeast", "atMost", "extent"),
    "notes": ("document", "id", "n", "kind", "words"),
}  # fmt: skip
ROWS: Mapping[str, Callable[[EditionFile], Iterable[Row]]] = {
    "documents": lambda edition: (document(edition),),
    "mentions": mentions,
    "redactions": redactions,
    "notes": notes,
}


def to_csv(editions: Editions, rows: str) -> bytes:
    """Return the rows of all editions as CSV in UTF-8, with the columns in the first line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[rows])
    for edition in editions:
        with editions.taking(edition):
            writer.writerows([[_cell(row[column]) for column in COLUMNS[rows]] for row in ROWS[rows](edition)])
    return out.getvalue().encode()


def _cell(value: str) -> str:
    """Keep a spreadsheet from taking words for a formula: an apostrophe stands before them, which it does not show."""
    return f"'{value}" if FORMULA.match(value) else value


def to_jsonl(editions: Editions) -> bytes:
    """Return a line of JSON a document: its row, its text without notes, its notes, mentions and redactions."""
    lines: list[str] = []
    for edition in editions:
        with editions.taking(edition):
            lines.append(json.dumps(_object(edition), ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()


def _object(edition: EditionFile) -> dict[str, object]:
    inner = {
        name: [{k: v for k, v in row.items() if k != "document" and v} for row in ROWS[name](edition)]
        for name in ("notes", "mentions", "redactions")
    }
    counts = {"pages", "notes", "redactions", "words"}
    row = {k: int(v) if k in counts else v for k, v in document(edition).items() if k not in inner}
    return {**row, "text": _text(edition), **inner}
