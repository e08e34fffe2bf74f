"""What lies on the desk: the texts of a folder, their editions as the decisions have them, the questions that they leave open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from encoder.authority.index import Authorities
from encoder.decisions import FILE_NAME, Decision, load, save
from encoder.decisions import merged as merge
from encoder.decisions.record import COLUMNS
from encoder.draft.elements import ELEMENTS
from encoder.draft.model import Annotation, Draft, Source
from encoder.errors import EncoderError
from encoder.linking.link import Linked
from encoder.review.questions import Mention, Question, ask, mentions
from encoder.tei import write

#: the attribute that tells the page where in the source an element stands
PLACE = "ana"
#: kinds of elements whose places the page knows
_KNOWN = {name for name, row in ELEMENTS.items() if row.kind != "group" and name not in {"pb", "lb", "milestone"}} | {"lg"}
#: entries of the lists that a search shows
_SHOWN = 12
#: linked drafts that are kept
_KEPT = 50


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the folder, and the lists that hold for it."""

    stem: str
    source: Source
    lists: Authorities
    #: the draft with its names linked, as these decisions have it
    encode: Callable[[Sequence[Decision]], Linked]


Render = Callable[[etree._Element], str]


@dataclass
class Desk:
    """The desk; every change is written at once, and one at a time."""

    folder: Path
    texts: Sequence[Text]
    render: Render
    by: str = ""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    #: a long text is encoded while the next decision is written
    _encoding: threading.RLock = field(default_factory=threading.RLock)
    _linked: dict[str, tuple[tuple[Decision, ...], Linked]] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The file of the decisions."""
        return self.folder / FILE_NAME

    def decisions(self) -> tuple[Decision, ...]:
        """Read the decisions as they stand on the disk now. Raises DecisionsError."""
        return load(self.path)

    def text(self, stem: str) -> Text:
        """Return a text by its name. Raises EncoderError where there is none."""
        found = next((t for t in self.texts if t.stem == stem), None)
        if found is None:
            raise EncoderError("no text of that name")
        return found

    def linked(self, stem: str, decisions: Sequence[Decision]) -> Linked:
        """Return the linked draft of a text; what the last decisions made of it is kept."""
        with self._encoding:
            mine = tuple(d for d in decisions if d.concerns(stem))
            known = self._linked.get(stem)
            if known is None or known[0] != mine:
                known = (mine, self.text(stem).encode(mine))
                self._linked[stem] = known
                while len(self._linked) > _KEPT:
                    del self._linked[next(iter(self._linked))]
            return known[1]

    def rest(self) -> None:
        """Wait for what is being encoded, and encode nothing more: a program may end only then."""
        self._encoding.acquire()

    def questions(self) -> list[Question]:
        """Return what the rules would ask if nobody had decided anything, the worst first."""
        found: list[Mention] = []
        for text in self.texts:
            linked = text.encode(())
            found += mentions(text.stem, linked.draft)
            if len(self._linked) < _KEPT:
                self._linked[text.stem] = ((), linked)  # the first that is looked at is there already
        entries = {id(t.lists): t.lists for t in self.texts}
        return ask(found, tuple(entries.values()))

    def document(self, stem: str) -> dict[str, Any]:
        """Return a text for the page: its words, its edition as HTML, what was said of it."""
        linked = self.linked(stem, self.decisions())
        problems = [
            {"line": linked.draft.source.position(p.span.start)[0], "said": f"{p.severity} {p.code}: {p.message}"}
            for p in sorted(linked.draft.problems, key=lambda p: (p.span, p.code)) if p.severity != "info"
        ]
        return {"name": stem, "text": linked.draft.source.text, "html": self.render(placed(linked)), "problems": problems}

    def decided(self) -> list[dict[str, str]]:
        """Return the rows of the file."""
        return [as_row(d) for d in self.decisions()]

    def change(self, add: Sequence[Mapping[str, str]], remove: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """Write decisions, and take some away; return what gave way, so that it can be undone.

        The file is read anew first: what another window or person has written stays. Raises DecisionsError for a row that says
        nothing; nothing is written then.
        """
        with self._lock:
            before = self.decisions()
            gone = {decision_of(row) for row in remove}
            kept = [d for d in before if d not in gone]
            new = [decision_of({"by": self.by, **row}) for row in add]
            after = merge(kept, new)
            save(self.path, after)
            displaced = [d for d in before if d not in after and d not in gone]
            return {"added": [as_row(d) for d in new], "displaced": [as_row(d) for d in displaced], "decided": self.decided()}

    def search(self, stem: str, words: str) -> list[dict[str, str]]:
        """Return entries of a text's lists in whose names the words stand."""
        wanted = words.casefold().split()
        found = [
            {"id": e.id, "name": e.name, "kind": e.kind, "note": e.description}
            for e in self.text(stem).lists.entries
            if all(w in " ".join((e.name, *e.forms)).casefold() for w in wanted)
        ]
        return found[:_SHOWN]


def as_row(decision: Decision) -> dict[str, str]:
    """Return a decision as the page has it."""
    return dict(zip(COLUMNS, decision.row, strict=True))


def decision_of(row: Mapping[str, str]) -> Decision:
    """Return a decision that the page sends. Raises EncoderError for what is none."""
    unknown = set(row) - set(COLUMNS)
    if unknown or not all(isinstance(v, str) for v in row.values()):
        raise EncoderError("a decision has other columns")
    values: dict[str, Any] = dict(row)
    return Decision(**{"document": "", "exact": "", **values})


def placed(linked: Linked) -> etree._Element:
    """Return the edition with the place of each name, date and bracket in the source, for the page alone."""
    marked: dict[Annotation, Annotation] = {
        a: a.saying({**a.attributes, PLACE: f"{a.span.start}-{a.span.end}"}) for a in linked.draft.annotations if a.element in _KNOWN
    }
    draft: Draft = linked.draft.linked(marked)
    return write(Linked(draft, linked.persons, linked.places, linked.orgs, linked.speakers), draft.context.profile).root

