"""The command ``authority build``: a draft of an authority list, made of texts that have none."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from encoder.authority.entry import Kind
from encoder.draft.model import Draft
from encoder.io.files import write_whole
from encoder.linking.link import Linked, Named, Person
from encoder.run.many import Job, encoded_texts
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


def build(inputs: tuple[Path, ...], job: Job, kind: Kind) -> int:
    """Write the list as CSV to ``job.out``; return 0, or 1 where a text could not be read."""
    proposals: dict[str, Proposal] = {}
    failed: list[str] = []
    for _, encoded in encoded_texts(inputs, job, failed):
        for name, form, example in _mentions(encoded.draft, encoded.linked, ELEMENTS[kind]):
            proposal = proposals.setdefault(name, Proposal(name, example=example))
            proposal.forms[form] += 1
    rows = list(_rows(_merged(proposals) if kind == "person" else list(proposals.values()), kind))
    write_whole(job.out, _csv(rows))
    sys.stdout.write(f"{len(rows)} names in {job.out}\n")
    return 1 if failed else 0


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
        owners = [p for p in full if Person("", p.name).surname == proposal.name]
        if len(owners) == 1:
            owners[0].forms.update(proposal.forms)
        else:
            kept.append(proposal)
    return kept


def _rows(proposals: Sequence[Proposal], kind: Kind) -> Iterator[tuple[str, ...]]:
    taken: set[str] = set()
    for proposal in sorted(proposals, key=lambda p: (_inverted(p.name, kind).casefold(), p.name)):
        base = f"{'p' if kind == 'person' else kind}_{slug(proposal.name)}"
        identifier = base if base not in taken else next_free(base, taken)
        taken.add(identifier)
        forms = sorted(f for f in proposal.forms if f != proposal.name)
        yield identifier, _inverted(proposal.name, kind), "", "|".join(forms), str(proposal.forms.total()), proposal.example


def _inverted(name: str, kind: Kind) -> str:
    """Return "Wright, Michael"; what is no person's name or has one word stays."""
    if kind != "person" or " " not in name or "," in name:
        return name
    given, surname = name.rsplit(" ", 1)
    return f"{surname}, {given}"


def _csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode()
