"""The command ``authority build``: a draft of an authority list, made of texts that have none."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from encoder.authority.entry import Kind
from encoder.authority.index import Authorities
from encoder.authority.read import load
from encoder.authority.rows import columns
from encoder.authority.sheets import read as read_table
from encoder.draft.model import Draft, Source
from encoder.errors import EncoderError
from encoder.io.files import refuse_no_file, write_whole
from encoder.io.names import shown
from encoder.language.person_name import PersonName
from encoder.linking.link import Linked, Named, Person
from encoder.run.job import Job
from encoder.run.many import each_text
from encoder.run.one import Encoded
from encoder.xml.ids import next_free, slug

COLUMNS = ("id", "name", "description", "forms", "count", "example")
ELEMENTS: dict[Kind, str] = {"person": "persName", "place": "placeName", "org": "orgName"}
#: characters of the text around an example
AROUND = 40


@dataclass(slots=True)
class Proposal:
    """A name, its forms with how often each stands in the texts, and where it stands first."""

    name: str
    forms: Counter[str] = field(default_factory=Counter)
    example: str = ""


def build(inputs: tuple[Path, ...], job: Job, kind: Kind, update: bool = False) -> int:
    """Write the list as CSV to ``job.out``; return 0, or 1 where a text could not be read.

    With ``update`` who is new is added below a list that is there; what stands in it stays as it is. Raises EncoderError
    where there is a list and nobody asked for that.
    """
    there = _there(job.out, kind, update)
    proposals: dict[str, Proposal] = {}

    def add(_: Source, encoded: Encoded) -> None:
        for name, form, example in list(_mentions(encoded.draft, encoded.linked, ELEMENTS[kind])):
            proposal = proposals.setdefault(name, Proposal(name, example=example))
            proposal.forms[form] += 1

    tally = each_text(inputs, job, add)
    merged = _merged(proposals) if kind == "person" else list(proposals.values())
    new = [p for p in merged if there is None or not there.knows(p)]
    rows = list(_rows(new, kind, set() if there is None else there.ids))
    if there is None:
        write_whole(job.out, _csv((COLUMNS, *rows)))
    elif rows:
        write_whole(job.out, there.data + _csv([there.cells(row) for row in rows], there.separator))
    sys.stdout.write(f"{len(rows)} {'names' if there is None else 'new names'} in {shown(job.out)}\n")
    return tally.end("done", job.quiet)


@dataclass(frozen=True, slots=True)
class There:
    """A list that a person may have corrected: its bytes, its columns, its ids and every form of its names."""

    data: bytes
    columns: tuple[str, ...]
    ids: set[str]
    forms: Container[str]
    separator: str = ","

    def knows(self, proposal: Proposal) -> bool:
        """Whether the list has somebody of that name or of one of its forms."""
        return any(form in self.forms for form in (proposal.name, *proposal.forms))

    def cells(self, row: Sequence[str]) -> tuple[str, ...]:
        """Put a row into the columns of the list."""
        given = dict(zip(COLUMNS, row, strict=True))
        return tuple(given.get(column, "") for column in self.columns)


def _there(path: Path, kind: Kind, update: bool) -> There | None:
    refuse_no_file(path)
    if not path.exists():
        return None
    if not update:
        raise EncoderError(f"{shown(path)}: is there and may have been corrected; nothing was changed, --update adds only who is new")
    if path.suffix in {".toml", ".xml"}:
        raise EncoderError(f"{shown(path)}: --update adds to lists in CSV; write the new names to another file")
    entries = load(path, kind)
    data = path.read_bytes()
    table = read_table(data)
    if table.sheet or table.encoding != "UTF-8":
        raise EncoderError(f"{shown(path)}: --update adds to lists in CSV and UTF-8; save it so, or write the new names to another file")
    end = b"" if data.endswith(b"\n") else b"\n"
    roles = {places[0]: role for role, places in columns(table).roles.items()}
    names = tuple(roles.get(k, heading.lower()) for k, heading in enumerate(table.headings))
    return There(data + end, names, {e.id for e in entries}, Authorities(entries).forms, table.separator)


def _mentions(draft: Draft, linked: Linked, element: str) -> Iterator[tuple[str, str, str]]:
    of_element: dict[str, Sequence[Person | Named]] = {"persName": linked.persons, "placeName": linked.places, "orgName": linked.orgs}
    things = of_element[element]
    names = {thing.id: thing.name for thing in things}
    for mention in draft.of(element):
        name = names.get(mention.attributes.get("ref", "").lstrip("#"))
        if name is None:
            continue
        row, _ = draft.source.position(mention.span.start)
        around = draft.text[max(0, mention.span.start - AROUND) : mention.span.end + AROUND]
        yield name, draft.plain(mention.span), f"{draft.source.name}:{row}: {' '.join(around.split())}"


def _merged(proposals: dict[str, Proposal]) -> list[Proposal]:
    """Put a surname alone to the one full name of the texts that ends with it; where there are two it stays by itself."""
    full = [p for p in proposals.values() if " " in p.name]
    kept = list(full)
    for proposal in proposals.values():
        if " " in proposal.name:
            continue
        owners = [p for p in full if PersonName.read(p.name).surname == proposal.name]
        if len(owners) == 1:
            owners[0].forms.update(proposal.forms)
        else:
            kept.append(proposal)
    return kept


def _rows(proposals: Sequence[Proposal], kind: Kind, taken: set[str]) -> Iterator[tuple[str, ...]]:
    for proposal in sorted(proposals, key=lambda p: (_sorting(p.name, kind), p.name)):
        base = f"{'p' if kind == 'person' else kind}_{slug(proposal.name)}"
        identifier = base if base not in taken else next_free(base, taken)
        taken.add(identifier)
        forms = sorted(f for f in proposal.forms if f != proposal.name)
        yield identifier, _inverted(proposal.name, kind), "", "|".join(forms), str(proposal.forms.total()), proposal.example


def _sorting(name: str, kind: Kind) -> tuple[str, ...]:
    return PersonName.read(name).sorting if kind == "person" else (name.casefold(),)


def _inverted(name: str, kind: Kind) -> str:
    """Return "Wright, Michael"; what is no person's name stays, and so does a name that begins with the surname."""
    return PersonName.read(name).inverted if kind == "person" else name


def _csv(rows: Sequence[tuple[str, ...]], separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
