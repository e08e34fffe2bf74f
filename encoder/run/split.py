"""The letters or documents of one text, each as a draft of its own: what ``encode --split`` writes into files of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from encoder.draft import roles
from encoder.draft.model import Annotation, Draft
from encoder.layout.blocks import Span

#: what may become a file of its own
LETTERS = frozenset({"letter", "enclosure", "section"})


def pieces(draft: Draft) -> tuple[Draft, ...]:
    """Return a draft for each document, or for each letter, of a text that has several; none where it has one.

    What stands over the first letter (the title of a volume) is a draft too, the first one. The stems are the source's with the
    identifier of the division behind it. Every annotation is in one of them: together they have the whole text.
    """
    divs = draft.of("div")
    documents = [div for div in divs if div.attributes.get("type") == "document"]
    letters = [div for div in divs if div.role == roles.UNIT and div.attributes.get("type") in LETTERS]
    units = documents if len(documents) > 1 else letters
    if len(units) < 2:
        return ()
    held = [_held(draft.annotations, unit.span) for unit in units]
    taken = {annotation for group in held for annotation in group}
    left = tuple(a for a in draft.annotations if a not in taken)
    front = [_piece(draft, "front", left, None)] if any(a.element in {"p", "head", "note"} for a in left) else []
    each = zip(held, units, strict=True)
    made = [*front, *(_piece(draft, unit.attributes["xml:id"], _as_document(group, unit), unit.span) for group, unit in each)]
    homes = {a.attributes["xml:id"]: piece.source.stem for piece in made for a in piece.annotations if "xml:id" in a.attributes}
    return tuple(replace(piece, annotations=tuple(_pointing(piece, made, homes))) for piece in made)


def _pointing(piece: Draft, made: list[Draft], homes: Mapping[str, str]) -> Iterator[Annotation]:
    """Yield the annotations of a piece, its pointers to what stands in another as relative addresses.

    A list of notes at the end of all has given each its own: where the list stood is said in each, of its own notes.
    """
    stem = piece.source.stem
    for annotation in piece.annotations:
        target = annotation.attributes.get("target", "")
        if _is_list(annotation):
            continue
        if annotation.element == "ref" and homes.get(target[1:], stem) != stem:
            annotation = annotation.saying({**annotation.attributes, "target": f"{homes[target[1:]]}.xml{target}"})
        yield annotation
    end = max((a.span.end for a in piece.annotations if a.element == "div"), default=0)
    for one in made:
        for annotation in filter(_is_list, one.annotations):
            own = [pointer for pointer in annotation.attributes["corresp"].split() if homes.get(pointer[1:]) == stem]
            if own:
                said = {**annotation.attributes, "corresp": " ".join(own)}
                yield annotation.saying(said)._replace(span=annotation.span if one is piece else Span(end, end))


def _is_list(annotation: Annotation) -> bool:
    return annotation.element == "milestone" and annotation.attributes.get("unit") == "notes"


def _held(annotations: Iterable[Annotation], span: Span) -> tuple[Annotation, ...]:
    """Return the annotations of a division, with the notes that refer to it and what stands in them, wherever they are listed."""
    every = list(annotations)
    notes = [a.span for a in every if a.place is not None and span.start <= a.place < span.end]
    return tuple(a for a in every if (a.span.within(span) and not _elsewhere(a, span)) or any(a.span.within(note) for note in notes))


def _elsewhere(annotation: Annotation, span: Span) -> bool:
    """Whether it is a note whose mark stands in another division."""
    return annotation.place is not None and not span.start <= annotation.place < span.end


def _as_document(group: tuple[Annotation, ...], unit: Annotation) -> tuple[Annotation, ...]:
    attributes = {**unit.attributes, "type": "document"}
    if unit.role == roles.UNIT:  # the notes have the identifier of the text
        attributes["xml:id"] = unit.attributes["xml:id"].rsplit("-", 1)[0]
    return tuple(a.saying(attributes) if a is unit else a for a in group)


def _piece(draft: Draft, name: str, annotations: tuple[Annotation, ...], span: Span | None) -> Draft:
    source = replace(draft.source, stem=f"{draft.source.stem}_{name}")
    spans = [a.span for a in annotations]
    facts = tuple(f for f in draft.facts if f.span is None or (f.span.within(span) if span else any(f.span.within(s) for s in spans)))
    problems = tuple(p for p in draft.problems if span and p.span.within(span))
    return Draft(source, draft.context, annotations, facts, problems)
