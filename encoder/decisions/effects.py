"""What a decision makes of the annotations in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.authority.entry import Entry, Kind
from encoder.brackets.classes import readings
from encoder.decisions import anchors
from encoder.decisions.record import Decision, address, date_values, gap_attributes
from encoder.draft.elements import LEAF_BLOCKS, PHRASES, rank
from encoder.draft.model import Annotation, Draft
from encoder.layout.blocks import Span
from encoder.xml.ids import slug

RULE = "decision"
_PREFIX: Mapping[Kind, str] = {"person": "p", "place": "place", "org": "org", "term": "t"}
_POINTER = {"gloss": "target"}
#: attributes that say how or by whom something was guessed
_GUESSED = frozenset({"cert", "resp"})
_DATING = frozenset({"when", "from", "to", "notBefore", "notAfter", "calendar"})
#: the mark that a note begins with
_LABEL = re.compile(r"(?P<label>[*†‡§¶#]{1,4}|\W{0,2}[\w*†‡§]{1,3}\W{1,2})(?=\s|\w)")
_SIGNS = frozenset({"[]", "()", "<>", "{}", "⟨⟩", "‹›", "【】"})
_TRIMMED = frozenset({"supplied"})
_NOTICE = frozenset({"gap", "incident"})


class Effect(NamedTuple):
    """The annotations that give way, and those that come in."""

    gone: Sequence[Annotation]
    fresh: Sequence[Annotation]


def new_entry(decision: Decision, kind: Kind | None, listed: set[str], known: Mapping[str, Entry]) -> Entry | None:
    """Return an entry for somebody whom only the decision knows; None where a list has him, or the value is an address."""
    if decision.decision != "is" or kind is None or not decision.value or address(decision.value):
        return None
    given = decision.identifier
    if given in listed:
        return None
    name = decision.exact if given else decision.value
    identifier = given or f"{_PREFIX[kind]}_{slug(decision.value) or 'unnamed'}"
    if identifier in listed:
        return None  # the list's, by that name
    return known.get(identifier) or Entry(identifier, name, kind)


def made(
    draft: Draft, decision: Decision, span: Span, listed: Mapping[str, Entry], entry: Entry | None, fresh: Sequence[Annotation]
) -> Effect | None:
    """Return what a decision changes in its place; None where there is nothing that it could be about.

    ``fresh`` has what decisions before it have brought in.
    """
    if decision.decision == "place-of-note":
        return _note(draft, decision, span)
    if decision.decision == "bracket":
        return _bracket(draft, decision, span)
    element = decision.element or "date"
    there = [a for a in fresh if a.element == element and a.span == span] or [a for a in draft.overlapping(element, span) if a.span == span]
    if decision.decision == "no":
        return None if not there and _in_the_way(draft, fresh, element, span) else Effect(there, ())  # none is there: it is so already
    kept = dict(there[0].attributes) if there else {}
    attributes = {k: v for k, v in kept.items() if k not in _GUESSED} | {"resp": f"#{decision.editor}"}
    where = span
    if decision.decision == "is":
        pointer = _POINTER.get(element, "ref")
        attributes |= {pointer: _pointer(decision, listed, entry)}
    elif decision.decision == "date":
        attributes = {k: v for k, v in attributes.items() if k not in _DATING} | (date_values(decision.value) or {})
    elif decision.decision == "extent":
        wider = _extent(draft, decision, span)
        if wider is None:
            return None
        where = wider
        attributes = (_attributes(draft, fresh, element, span) or {}) | {"resp": f"#{decision.editor}"}
    elif element not in PHRASES and not there:
        return None  # what holds other elements is the rules' to make
    elif element not in PHRASES:
        return Effect(there, [there[0]._replace(attributes=attributes, rule=RULE, evidence=decision.said)])
    return Effect(_in_the_way(draft, fresh, element, where), (_said(decision, where, element, attributes),))


def _said(decision: Decision, span: Span, element: str, attributes: Mapping[str, str]) -> Annotation:
    by = f" ({decision.by})" if decision.by else ""
    return Annotation(span, element, RULE, attributes, evidence=f"{decision.said}{by}")


def _attributes(draft: Draft, fresh: Sequence[Annotation], element: str, span: Span) -> dict[str, str] | None:
    """Return what the element had that overlaps a place, without what was guessed of it."""
    there = [a for a in (*fresh, *draft.overlapping(element, span)) if a.element == element and _overlap(a.span, span)]
    return {k: v for k, v in there[0].attributes.items() if k not in _GUESSED} if there else None


def _pointer(decision: Decision, listed: Mapping[str, Entry], entry: Entry | None) -> str:
    if entry is not None:
        return f"#{entry.id}"
    if address(decision.value):
        same = next((e.id for e in listed.values() if decision.value in e.identifiers.values()), "")
        return f"#{same}" if same else decision.value
    if decision.identifier in listed:
        return f"#{decision.identifier}"
    return f"#{next(i for i in (f'{p}_{slug(decision.value)}' for p in _PREFIX.values()) if i in listed)}"


def _in_the_way(draft: Draft, fresh: Sequence[Annotation], element: str, span: Span) -> list[Annotation]:
    """Return what a phrase or the same element has to give way to: all names and dates that share a character with it."""
    names = PHRASES if element in PHRASES else {element}
    found = [a for name in sorted(names) for a in draft.overlapping(name, span)]
    return [*found, *(a for a in fresh if a.element in names and _overlap(a.span, span))]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _extent(draft: Draft, decision: Decision, span: Span) -> Span | None:
    """Return where the words of ``value`` stand that share a character with the place; None if they do not."""
    return next((s for s in anchors.occurrences(draft.text, decision.value) if _overlap(s, span)), None)


def unsigned(text: str, span: Span) -> bool:
    """Whether some words are what stands in a bracket, without its signs."""
    around = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
    return around in _SIGNS and text[span.start] + text[span.end - 1] not in _SIGNS


def _bracket(draft: Draft, decision: Decision, span: Span) -> Effect | None:
    """Return the bracket as another element, or as text (TEI P5 4.9: PH, #PHDA, #PHOM; CO, #COED)."""
    if unsigned(draft.text, span):
        return None
    text = draft.text[span.start : span.end]
    element = decision.element
    gone = [a for a in draft.annotations if a.span == span and a.element not in LEAF_BLOCKS and rank(a.element) >= rank("gap")]
    if not element:
        return Effect(gone, ()) if gone else None
    attributes = {"resp": f"#{decision.editor}"}
    if element == "gap":
        reading = next((r for r in readings(draft.text) if r.span == span), None)
        guessed = {k: v for k, v in reading.attributes.items() if k not in _GUESSED} if reading else {}
        told = gap_attributes(decision.value)
        if told.keys() - {"reason"}:  # who says how much, says all of it
            guessed = {k: v for k, v in guessed.items() if k == "reason"}
        attributes = {"reason": "withheld"} | guessed | told | attributes
    elif decision.value and element in {"supplied", "unclear"}:
        attributes["reason"] = decision.value
    elif element == "note":
        attributes |= {"place": "inline"}
    trim = 1 if element in _TRIMMED and text[0] + text[-1] == "[]" else 0
    whole = Annotation(span, element, RULE, attributes, trim=trim, evidence=decision.said)
    inner = [Annotation(span, "desc", RULE)] if element in _NOTICE else []
    return Effect(gone, (whole, *inner))


def _note(draft: Draft, decision: Decision, span: Span) -> Effect | None:
    """Return a note at the mark that was decided: its number, as it stands in the text, is replaced by the note.

    ``value`` is the number of the note or its identifier; without it the mark's own digits are the number. Where no rule has seen that
    a paragraph is a note (the only one with a star), ``value`` is the words that it begins with, its own mark first.
    """
    wanted = decision.value or decision.exact.strip("[]().*")
    if " " in wanted:
        return _paragraph(draft, decision, span, wanted)
    notes = [n for n in draft.of("note") if wanted in {n.attributes.get("n"), n.attributes.get("xml:id")}]
    if len(notes) != 1 or notes[0].attributes.get("place") == "inline":
        return None
    note = notes[0]
    mark = [a for a in draft.annotations if not a.element and note.place is not None and a.span.start == note.place]
    others = [a for a in draft.annotations if a.element in PHRASES and a.span.start < span.end and span.start < a.span.end]
    attributes = dict(note.attributes) | {"resp": f"#{decision.editor}"}
    number, printed = note.attributes.get("n", ""), " ".join(draft.text[span.start : span.end].split())
    attributes.pop("rend", None)
    if printed != number:
        attributes["rend"] = printed
    moved = Annotation(note.span, "note", RULE, attributes, note.content, note.trim, span.start, "body", decision.said, note.behind)
    return Effect([note, *mark, *others], (moved, Annotation(span, "", RULE, content="replaced")))


def _paragraph(draft: Draft, decision: Decision, span: Span, wanted: str) -> Effect | None:
    """Return a paragraph as the note of a mark; its own mark stays in it as a ``label``, and where it stood is a ``milestone``."""
    starts = {found.start for found in anchors.occurrences(draft.text, wanted)}
    blocks = [a for a in draft.of("p") if a.span.start in starts and not _overlap(a.span, span) and a.place is None and a.room == "body"]
    label = _LABEL.match(draft.text, *blocks[0].span) if len(blocks) == 1 else None
    if label is None or blocks[0].span.start == 0:
        return None
    block, resp = blocks[0], f"#{decision.editor}"
    taken = {a.attributes.get("xml:id") for a in draft.of("note")}
    identifier = next(i for k in range(1, len(taken) + 2) if (i := f"{draft.document_id}fn{k}") not in taken)
    attributes = {"n": decision.exact.strip("[]()"), "xml:id": identifier, "place": "foot", "resp": resp}
    if decision.exact != attributes["n"]:
        attributes["rend"] = decision.exact
    others = [a for a in draft.annotations if a.element in PHRASES and _overlap(a.span, span)]
    note = Annotation(block.span, "note", RULE, attributes, place=span.start, evidence=decision.said)
    stood = Annotation(Span(block.span.start - 1, block.span.start - 1), "milestone", RULE, {"unit": "notes", "corresp": f"#{identifier}"})
    mark = Annotation(span, "", RULE, content="replaced")
    return Effect([block, *others], (note, Annotation(Span(*label.span("label")), "label", RULE), mark, stood))
