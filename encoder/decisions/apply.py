"""Decisions and a draft: where each fits, which of two goes before, what is told of those that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from encoder.authority.entry import Entry, Kind
from encoder.authority.index import Authorities
from encoder.decisions import anchors
from encoder.decisions.blocks import settled
from encoder.decisions.effects import RULE, made, new_entry, unsigned
from encoder.decisions.record import APART, SCOPES, Decision
from encoder.draft.elements import PHRASES
from encoder.draft.model import BARRIER, Annotation, Context, Draft, Fact, Problem
from encoder.layout.blocks import Span

_KINDS: dict[str, Kind] = {"persName": "person", "placeName": "place", "orgName": "org", "gloss": "term", "term": "term"}
_TOP = Span(0, 0)
_WHY = {
    "gone": "its words are not in the text",
    "changed": "its words stand in the text, but among others",
    "several": "its words stand in several places, and their neighbours do not tell which",
    "shape": "no block begins with its words that could be that there",
    "signs": "exact is to have the bracket with its signs",
    "nothing": "there is nothing in the place that it is about",
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A decision at one of its places."""

    decision: Decision
    span: Span

    @property
    def naming(self) -> bool:
        """Whether it says what a name or a date is, or that it is none."""
        return self.decision.decision not in APART

    def contradicts(self, other: _Placed) -> bool:
        """Whether both cannot hold. They share a character, and are as near to the text as each other."""
        one, two = self.decision, other.decision
        if (one.element, one.decision, one.value) == (two.element, two.decision, two.value):
            return False
        if "block" in {one.decision, two.decision}:
            return one.decision == two.decision and self.span.start == other.span.start
        if self.naming != other.naming or one.decision == "place-of-note":
            return False
        if "no" in {one.decision, two.decision}:
            return one.element == two.element and self.span == other.span and one.decision != two.decision
        if one.element == two.element and self.span == other.span:
            return "yes" not in {one.decision, two.decision}  # that it is a name, and whose
        return one.element == two.element or {one.element, two.element} <= PHRASES


#: annotations are kept by the stretch of so many characters that they begin in
_STRETCH = 512


class _Near:
    """What decisions have brought in, by where it begins: one of thousands of places looks at its own neighbours alone."""

    def __init__(self, gone: set[int]) -> None:
        self._kept: dict[int, list[Annotation]] = {}
        self._gone = gone

    def add(self, annotations: Iterable[Annotation]) -> None:
        for annotation in annotations:
            self._kept.setdefault(annotation.span.start // _STRETCH, []).append(annotation)

    def around(self, span: Span) -> list[Annotation]:
        stretches = range(span.start // _STRETCH - 1, span.end // _STRETCH + 1)
        return [a for k in stretches for a in self._kept.get(k, ()) if id(a) not in self._gone]


def apply(draft: Draft, decisions: Iterable[Decision]) -> Draft:
    """Return a draft as the decisions want it; names are not linked yet.

    A decision here goes before one for the document, that before one for everywhere. Two that contradict are a Problem that names
    both, and neither holds; so is one whose words are gone from the document it was made in. The draft's lists have an entry more
    for each person, place or body that only a decision knows.
    """
    own = [d for d in dict.fromkeys(decisions) if d.concerns(draft.source.stem)]
    if not own:
        return draft
    problems: list[Problem] = []
    placed: list[_Placed] = []
    for decision in own:
        placed += _places(draft, decision, problems)
    chosen = _without_contradictions(draft, placed, problems)
    blocks = [(p.decision, p.span) for p in chosen if p.decision.decision == "block"]
    if blocks:
        draft, unfit = settled(draft, blocks)
        problems += [_unfit(decision, "shape", span, why) for decision, span, why in unfit]
    return _changed(draft, chosen, problems)


def _places(draft: Draft, decision: Decision, problems: list[Problem]) -> list[_Placed]:
    if decision.scope == "here":
        spans, why = anchors.here(draft.text, anchors.Anchor(decision.exact, decision.prefix, decision.suffix))
    else:
        spans = [span for span in anchors.occurrences(draft.text, decision.exact) if _running(draft, decision, span)]
        why = "" if spans else "gone"
    if why and decision.made_in(draft.source.stem):
        problems.append(_unfit(decision, why))
    return [_Placed(decision, span) for span in spans]


def _running(draft: Draft, decision: Decision, span: Span) -> bool:
    """Whether words stand in the text proper and not inside a longer name."""
    if decision.decision in APART:
        return True
    ends = draft.prose[span.start] + draft.prose[span.end - 1]
    if BARRIER in ends or ends.isspace():
        return False
    return not any(span.within(a.span) and span != a.span for element in PHRASES for a in draft.overlapping(element, span))


def _unfit(decision: Decision, why: str, span: Span = _TOP, more: str = "") -> Problem:
    return Problem("decision-unfit", "warning", f"{decision.said}: {more or _WHY[why]}; it was not obeyed", span)


def _without_contradictions(draft: Draft, placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    """Return what holds, in the order of the text."""
    rank = {scope: k for k, scope in enumerate(SCOPES)}
    by_start = sorted(placed, key=lambda p: (p.span, rank[p.decision.scope], p.decision.row))
    bad: set[int] = set()
    told: set[tuple[Decision, Decision]] = set()
    open_: list[tuple[int, _Placed]] = []
    for k, one in enumerate(by_start):
        open_ = [(n, other) for n, other in open_ if other.span.end > one.span.start]
        for n, other in open_:
            if not one.contradicts(other):
                continue
            mine, theirs = rank[one.decision.scope], rank[other.decision.scope]
            if mine != theirs:
                bad.add(k if mine > theirs else n)
                continue
            bad |= {k, n}
            if (other.decision, one.decision) not in told:
                told.add((other.decision, one.decision))
                said = f"{other.decision.said} and {one.decision.said} contradict each other; neither was obeyed"
                problems.append(Problem("decision-contradiction", "error", said, one.span))
        open_.append((k, one))
    return [one for k, one in enumerate(by_start) if k not in bad]


def _changed(draft: Draft, chosen: Sequence[_Placed], problems: list[Problem]) -> Draft:
    gone: set[int] = set()
    fresh: list[Annotation] = []
    near = _Near(gone)
    entries: dict[str, Entry] = {}
    deciders: dict[str, str] = {}
    lists = draft.context.authorities
    # that a name is none comes first: its words are free then
    for one in sorted(chosen, key=lambda p: p.decision.decision != "no"):
        decision = one.decision
        if decision.decision == "block":
            deciders[decision.editor] = decision.by
            continue
        entry = new_entry(decision, _KINDS.get(decision.element), {*lists.by_id, draft.identifier}, entries)
        effect = made(draft, decision, one.span, lists.by_id, entry, near.around(one.span))
        if effect is None:
            why = "signs" if decision.decision == "bracket" and unsigned(draft.text, one.span) else "nothing"
            if decision.scope == "here" or why == "signs":
                problems.append(_unfit(decision, why, one.span))
            continue
        if entry is not None:
            entries[entry.id] = entry
        gone |= {id(a) for a in effect.gone}
        fresh += effect.fresh
        near.add(effect.fresh)
        if effect.fresh and decision.decision != "no":
            deciders[decision.editor] = decision.by
    kept = tuple(a for a in draft.annotations if id(a) not in gone)
    facts = tuple(Fact("decided-by", by, RULE, attributes={"xml:id": editor}) for editor, by in sorted(deciders.items()))
    context = _with_entries(draft.context, entries)
    standing = tuple(a for a in fresh if id(a) not in gone)
    told = [p for p in draft.problems if p.code != "note-unplaced" or not _placed_now(draft, p, standing)]
    return Draft(draft.source, context, (*standing, *kept), (*draft.facts, *facts), (*told, *problems))


def _placed_now(draft: Draft, problem: Problem, fresh: Iterable[Annotation]) -> bool:
    """Whether a decision has put the note behind a label into the text, so that there is no more to be told of it."""
    notes = (a for a in fresh if a.element == "note" and a.place is not None and a.span.start >= problem.span.end)
    return any(not draft.text[problem.span.end : note.span.start].strip() for note in notes)


def _with_entries(context: Context, entries: dict[str, Entry]) -> Context:
    if not entries:
        return context
    lists = context.authorities
    more = Authorities((*lists.entries, *entries.values()), lists.closed, lists.warnings)
    return Context(context.profile, context.metadata, more, context.language, context.english)
