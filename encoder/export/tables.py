"""Editions as rows: documents, entities, mentions, edges, redactions, notes.

Offsets of mentions count in the reading text of the document (``export jsonl`` has it as ``text``) or, where ``note`` names one, in
that note's (see ``reading``).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from lxml import etree

from encoder import lazy_re as re
from encoder.export.deliver import Editions
from encoder.export.entities import PROGRAM, Entities, Entity
from encoder.export.read import EditionFile, T, flat
from encoder.export.reading import Reading, Stretch

Row = dict[str, str]
Result = TypeVar("Result")
MENTIONS = {"persName": "person", "placeName": "place", "orgName": "organisation", "date": "date", "gloss": "term", "roleName": "role"}
ROLE = frozenset({"roleName"})
#: what spreadsheets take for the beginning of a formula; a number with its sign is none
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,]+\Z)")
#: rules that are known by what they write
WEIGHED = "name-weighed"
DATES = "date-expression"
POINTERS = ("ref", "corresp", "key", "target")


def _pointer(element: etree._Element) -> str:
    return next((value for name in POINTERS if (value := element.get(name))), "").lstrip("#")


class Taken:
    """An edition taken into tables: its reading text, and its entities by the identifiers they have there."""

    def __init__(self, edition: EditionFile, entities: Entities) -> None:
        self.edition = edition
        self.reading = Reading(edition)
        self.known = entities.take(edition)
        self.named = list(self._named())
        for _, _, _, element in self.named:
            entity = self.known.get(_pointer(element))
            if entity:
                entity.mentions += 1
                entity.documents[edition.id] = entity.documents.get(edition.id, 0) + 1

    def _named(self) -> Iterator[tuple[Stretch, int, int, etree._Element]]:
        for stretch in self.reading.stretches:
            for start, end, element in stretch.places:
                if str(element.tag).removeprefix(T) in MENTIONS:
                    yield stretch, start, end, element

    def entity(self, element: etree._Element) -> str:
        """Return the identifier of what an element names; its words where nothing is linked."""
        entity = self.known.get(_pointer(element))
        return entity.id if entity else flat(element, ROLE)


def document(taken: Taken) -> Row:
    """Return what there is to say of a document in one row; dates are those of writing, to the day or nearer."""
    edition = taken.edition
    tongue = edition.first(".//t:langUsage/t:language")
    date = edition.first(".//t:creation/t:date[@type='document']")
    value = _value(date) if date is not None else ""
    div = edition.first("t:text/t:body//t:div[@type='document']")
    return {
        "document": edition.id,
        "title": edition.words(".//t:titleStmt/t:title"),
        "kind": div.get("subtype", "") if div is not None else "",
        "date": value,
        "date_from": _ends(date)[0] if date is not None else "",
        "date_to": _ends(date)[1] if date is not None else "",
        "place": edition.words(".//t:creation/t:placeName"),
        "language": tongue.get("ident", "") if tongue is not None else "",
        "sender": _party(edition, "sent"),
        "sender_id": _party_ids(taken, "sent"),
        "recipient": _party(edition, "received"),
        "recipient_id": _party_ids(taken, "received"),
        "classification": edition.words(".//t:keywords/t:term[@type='classification']"),
        "repository": edition.words(".//t:msIdentifier/t:repository"),
        "file": edition.words(".//t:msIdentifier/t:idno"),
        "pages": str(len(list(edition.root.iterfind(f".//{T}pb")))),
        "notes": str(len(taken.reading.stretches) - 1),
        "redactions": str(sum(1 for _ in redactions(taken))),
        "words": str(len(taken.reading.text.split())),
    }


def mentions(taken: Taken) -> Iterator[Row]:
    """Yield each person, place, organisation, date and abbreviation, those of the text in its order, then those of the notes."""
    for stretch, start, end, element in taken.named:
        first, last = stretch.sentence(start, end)
        entity = taken.known.get(_pointer(element))
        low, high = _ends(element)
        yield {
            "document": taken.edition.id, "note": stretch.id, "element": str(element.tag).removeprefix(T),
            "kind": MENTIONS[str(element.tag).removeprefix(T)], "start": str(start), "end": str(end), "words": stretch.text[start:end],
            "id": entity.id if entity else _pointer(element), "value": _value(element), "from": low, "to": high,
            "cert": element.get("cert", ""), "resp": element.get("resp", "").lstrip("#"), "rule": _rule(element),
            "sentence": stretch.text[first:last],
        }  # fmt: skip


def _rule(element: etree._Element) -> str:
    """Return the rule that made a mention, where the edition shows it: only one rule weighs names, and only one reads vague dates.

    A list of the user and an editor mark names alike, and several rules read datelines: there it is left open (``explain`` says it).
    """
    inside = {str(e.tag).removeprefix(T) for e in element.iterancestors()}
    if not element.get("cert") or inside & {"dateline", "opener", "closer", "teiHeader"}:
        return ""
    return WEIGHED if element.get("resp") == PROGRAM else DATES if element.tag == f"{T}date" else ""


def entity_rows(entities: Iterable[Entity]) -> Iterator[Row]:
    """Yield each entity of all editions in the order of their first mention, with how often it is named."""
    for entity in entities:
        point = entity.point
        yield {
            "id": entity.id, "kind": entity.kind, "name": entity.name, "forms": "|".join(entity.forms), "uris": "|".join(entity.uris),
            "lat": str(point[0]) if point else "", "lon": str(point[1]) if point else "", "mentions": str(entity.mentions),
            "documents": str(len(entity.documents)),
        }


def edges(taken: Taken) -> Iterator[Row]:
    """Yield who has to do with whom: sent, copied (forwarded), drafted (with the document), present together, named together.

    ``weight`` of those who are named together counts the paragraphs in which they are.
    """
    edition = taken.edition
    sent, received, copied = (_parties(edition, kind) for kind in ("sent", "received", "forwarded"))
    found: dict[tuple[str, str, str], int] = {}
    for kind, others in (("sent", received), ("copied", copied)):
        for one in sent:
            for other in others:
                found[(taken.entity(one), taken.entity(other), kind)] = 1
    for name in edition.root.iterfind(f".//{T}msItem/{T}respStmt/{T}persName"):
        found[(taken.entity(name), edition.id, "drafted")] = 1
    present = dict.fromkeys(taken.entity(e) for e in edition.root.iterfind(f".//{T}particDesc//{T}persName"))
    found |= {(first, second, "present"): 1 for first, second in combinations(present, 2)}
    for pair in _together(taken):
        found[(*pair, "named")] = found.get((*pair, "named"), 0) + 1
    date = edition.first(".//t:creation/t:date[@type='document']")
    when = _value(date) if date is not None else ""
    for (first, second, relation), weight in found.items():
        yield {"document": edition.id, "source": first, "target": second, "kind": relation, "date": when, "weight": str(weight)}


def _together(taken: Taken) -> Iterator[tuple[str, str]]:
    """Yield the pairs of linked persons of each line of the reading text."""
    lines: dict[tuple[str, int], dict[str, None]] = {}
    for stretch, start, _, element in taken.named:
        entity = taken.known.get(_pointer(element))
        if entity and entity.kind == "person":
            lines.setdefault((stretch.id, stretch.text.count("\n", 0, start)), {})[entity.id] = None
    for named in lines.values():
        yield from combinations(sorted(named), 2)


def _ends(date: etree._Element) -> tuple[str, str]:
    """Return the first and the last day that a date can mean, as far as it says them."""
    when = date.get("when") or ""
    return when or date.get("from") or date.get("notBefore") or "", when or date.get("to") or date.get("notAfter") or ""


def _value(date: etree._Element) -> str:
    """Return a day or, of a range, both ends as ISO 8601-2 has them: ``1955-03-09/1955-03-12``, ``1955/..``."""
    if date.get("when"):
        return date.get("when", "")
    for first, last in (("from", "to"), ("notBefore", "notAfter")):
        if date.get(first) or date.get(last):
            return f"{date.get(first) or '..'}/{date.get(last) or '..'}"
    return ""


def redactions(taken: Taken) -> Iterator[Row]:
    """Yield each stretch of withheld text with what is said of its size."""
    for stretch in taken.reading.stretches:
        for start, end, element in stretch.places:
            if element.tag == f"{T}gap" and element.get("reason") == "withheld":
                yield {
                    "document": taken.edition.id, "note": stretch.id, "start": str(start), "end": str(end),
                    "words": stretch.text[start:end], "unit": element.get("unit", ""), "quantity": element.get("quantity", ""),
                    "atLeast": element.get("atLeast", ""), "atMost": element.get("atMost", ""), "extent": element.get("extent", ""),
                }  # fmt: skip


def notes(taken: Taken) -> Iterator[Row]:
    """Yield each note with its number and kind."""
    for stretch in taken.reading.stretches[1:]:
        note = stretch.note
        if note is not None:
            yield {
                "document": taken.edition.id, "id": stretch.id, "n": note.get("n", ""), "kind": note.get("type", ""), "words": stretch.text,
            }


def _parties(edition: EditionFile, kind: str) -> list[etree._Element]:
    wanted = {f"{T}persName", f"{T}orgName"}
    actions = edition.root.iterfind(f".//{T}correspAction[@type='{kind}']")
    return [e for action in actions for e in action if e.tag in wanted and flat(e)]


def _party_ids(taken: Taken, kind: str) -> str:
    entities = (taken.known.get(_pointer(e)) for e in _parties(taken.edition, kind))
    return "; ".join(dict.fromkeys(entity.id for entity in entities if entity))


def _party(edition: EditionFile, kind: str) -> str:
    return "; ".join(dict.fromkeys(flat(e, ROLE) for e in _parties(edition, kind)))


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "document", "title", "kind", "date", "date_from", "date_to", "place", "language", "sender", "sender_id", "recipient",
        "recipient_id", "classification", "repository", "file", "pages", "notes", "redactions", "words",
    ),
    "entities": ("id", "kind", "name", "forms", "uris", "lat", "lon", "mentions", "documents"),
    "mentions": (
        "document", "note", "element", "kind", "start", "end", "words", "id", "value", "from", "to", "cert", "resp", "rule", "sentence",
    ),
    "edges": ("document", "source", "target", "kind", "date", "weight"),
    "redactions": ("document", "note", "start", "end", "words", "unit", "quantity", "atLeast", "atMost", "extent"),
    "notes": ("document", "id", "n", "kind", "words"),
}  # fmt: skip
#: the tables that are made document by document
ROWS: Mapping[str, Callable[[Taken], Iterable[Row]]] = {
    "documents": lambda taken: (document(taken),),
    "mentions": mentions,
    "edges": edges,
    "redactions": redactions,
    "notes": notes,
}


def made_of(editions: Editions, entities: Entities, make: Callable[[Taken], Result]) -> Iterator[Result]:
    """Yield what is made of the editions one after the other; what is wrong with one is told, and it is left out."""
    for edition in editions:
        made: list[Result] = []
        with editions.taking(edition):
            made.append(make(Taken(edition, entities)))
        yield from made


def to_csv(editions: Editions, rows: str) -> bytes:
    """Return the rows of all editions as CSV in UTF-8, with the columns in the first line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = COLUMNS[rows]
    writer.writerow(columns)
    entities = Entities()

    def lines(taken: Taken) -> list[list[str]]:
        return [[_cell(row[column]) for column in columns] for row in ROWS[rows](taken)] if rows in ROWS else []

    for made in made_of(editions, entities, lines):
        writer.writerows(made)
    if rows not in ROWS:
        writer.writerows([[_cell(row[column]) for column in columns] for row in entity_rows(entities.all)])
    return out.getvalue().encode()


def _cell(value: str) -> str:
    """Keep a spreadsheet from taking words for a formula: an apostrophe stands before them, which it does not show."""
    return f"'{value}" if FORMULA.match(value) else value


def to_jsonl(editions: Editions) -> bytes:
    """Return a line of JSON a document: its row, its reading text, its notes, mentions, edges and redactions."""
    entities = Entities()
    return "".join(json.dumps(made, ensure_ascii=False) + "\n" for made in made_of(editions, entities, _object)).encode()


#: columns that are numbers
COUNTS = frozenset({"pages", "words"})
OFFSETS = frozenset({"start", "end", "weight"})


def _object(taken: Taken) -> dict[str, object]:
    inner = {
        name: [{k: int(v) if k in OFFSETS else v for k, v in row.items() if k != "document" and v} for row in ROWS[name](taken)]
        for name in ("notes", "mentions", "edges", "redactions")
    }
    row = {k: int(v) if k in COUNTS else v for k, v in document(taken).items() if k not in inner}
    return {**row, "text": taken.reading.text, **inner}
