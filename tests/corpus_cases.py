"""The corpus: pairs of text and result, one file for each rule; ``rule.anything.txt`` has cases of the same with other settings.

A file begins with settings (``key: value``), then come cases: ``# title``, the text, ``=>``, what the rule makes of
it. Only the rule's own elements are shown. Facts are lines ``! key = value``, problems lines ``? code`` behind the
markup. A case whose title begins with "stays" shows what the rule leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from encoder.authority.entry import Entry, Kind, related
from encoder.authority.index import Authorities
from encoder.draft.model import Annotation, Draft, Problem, Source
from encoder.layout.blocks import Span
from encoder.rules.profiles import named
from encoder.run.one import draft_of, encoded
from encoder.source.metadata import Metadata
from encoder.tei.body import Body
from encoder.tei.document import to_bytes
from encoder.tei.making import Made, Writer
from encoder.tei.nesting import Node, resolve
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse

KINDS: dict[str, Kind] = {"person": "person", "term": "term", "place": "place", "org": "org"}
FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Case:
    rule: str
    title: str
    text: str
    expected: str
    settings: tuple[tuple[str, str], ...]

    @property
    def stays(self) -> bool:
        return self.title.startswith("stays")


def read(path: Path) -> Iterator[Case]:
    head, *cases = re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.M)
    settings = tuple(tuple(part.strip() for part in line.split(":", 1)) for line in head.strip().splitlines() if line.strip())
    for case in cases:
        title, _, rest = case.partition("\n")
        text, _, expected = rest.partition("\n=>\n")
        yield Case(path.stem.partition(".")[0], title.strip(), text.strip("\n"), expected.strip("\n"), settings)  # type: ignore[arg-type]


def write(path: Path, cases: list[Case]) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in cases[0].settings)
    body = "\n".join(f"# {c.title}\n{c.text}\n=>\n{c.expected}\n" for c in cases)
    path.write_text(f"{head}\n{body}" if head else body, encoding="utf-8")


def draft(case: Case) -> Draft:
    settings = dict(case.settings)
    people = []
    for key, value in case.settings:
        kind = KINDS.get(key)
        if kind:
            identifier, name, *description = (part.strip() for part in value.split("|"))
            people.append(Entry(identifier, name, kind, "".join(description)))
    metadata = Metadata(document_date=settings.get("date", ""), divided=settings.get("divided", "lb"))
    stem = settings.get("stem", "x")
    return draft_of(Source(case.text + "\n", f"{stem}.txt", stem), named(settings.get("profile", "frus")), metadata, Authorities(related(people)))


def result(case: Case) -> str:
    done = draft(case)
    own = tuple(a for a in done.annotations if a.rule == case.rule)
    tree = resolve(replace(done, annotations=own))
    body = Body(done.text, tree.nodes)
    whole = Node(Annotation(Span(0, len(done.text)), "x", ""), [*body.flow, *body.back, *body.header])
    whole.children.sort(key=lambda n: n.annotation.span)
    element = Made("x")
    body.write_content(whole, element)
    writer = Writer()
    writer.inline(element)
    shown = re.sub(r"^<x>|</x>$|^<x/>$", "", "".join(writer.out)).strip()
    lines = [shown] if own else [case.text]
    lines += [f"! {f.key} = {f.value}" for f in done.facts if f.rule == case.rule]
    codes = {p.code for p in _problems(done, case.rule)}
    lines += [f"? {code}" for code in sorted(codes)]
    return "\n".join(lines)


def _problems(done: Draft, rule: str) -> Iterator[Problem]:
    profile = done.context.profile
    draft_ = replace(done, annotations=(), facts=(), problems=())
    for each in profile.rules:
        before = len(draft_.problems)
        draft_ = draft_.add(each.find(draft_))
        if each.id == rule:
            yield from draft_.problems[before:]


def proof(case: Case) -> list[str]:
    """Encode the case as a document of its own: what is lost of its text, and what is invalid in its edition."""
    made = encoded(draft(case))
    data = to_bytes(made.edition.root)
    invalid = [f"{f.rule}: {f.message}" for f in edition_schema().failures(parse(data), data) if f.severity == "error"]
    return [made.lost, *invalid] if made.lost else invalid
