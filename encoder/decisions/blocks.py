"""What a decision on the structure makes of a draft: one block becomes another, and the groups and divisions around it follow.

``reshaped`` changes the shape and says whether it could; what it made is valid or not as the whole edition then is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from encoder.decisions.record import Decision
from encoder.draft.elements import GROUPS, PHRASES
from encoder.draft.model import Annotation, Draft, Fact
from encoder.draft.shape import Shape
from encoder.layout.blocks import Span, lines_of
from encoder.xml.ids import slug

RULE = "decision"
#: so many words tell a block in what is said of it
SHOWN = 6
#: what opens or closes a letter
PARTS = frozenset({"salute", "signed", "dateline", "address"})
#: the groups that a block of each kind may stay in
_STAYS: Mapping[str, frozenset[str]] = {
    "p": frozenset({"sp", "postscript", "quote", "epigraph", "note", "argument"}),
    "l": frozenset({"lg", "sp", "postscript", "quote", "epigraph"}),
    "item": frozenset({"list", "sp", "postscript"}),
    "list": frozenset({"sp", "postscript"}),
    "quote": frozenset({"sp", "postscript"}),
    "stage": frozenset({"sp"}),
    "fw": frozenset({"sp", "list", "lg", "postscript", "quote"}),
} | {part: frozenset({"opener", "closer"}) for part in PARTS}
#: what stands for a sign before its lines: a bullet, "##", ">"
_SIGNED = frozenset({"item", "head", "quote"})
_GROUPED = frozenset({"list", "lg", "sp", "opener", "closer", "address", "quote", "epigraph", "argument", "postscript"})
_OPENING = frozenset({"head", "byline", "salute", "dateline", "signed", "addrLine", "note", "fw", "epigraph", "seg"})
_CLOSING = frozenset({"salute", "signed", "dateline", "addrLine", "trailer", "note", "fw"})
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {"note": {"type": "editorial", "place": "inline"}, "fw": {"type": "header"}}


class Unfit(NamedTuple):
    """A decision that could not be obeyed, the words it is about, and what stands in the way, ``""`` where that is not known."""

    decision: Decision
    span: Span
    why: str


def settled(draft: Draft, placed: Iterable[tuple[Decision, Span]]) -> tuple[Draft, list[Unfit]]:
    """Return a draft whose blocks are what decisions say, and the decisions made for one place that could not be obeyed.

    ``placed`` are in the order of the text, each with the words that its block begins with.
    """
    shape = Shape(draft.text, draft.annotations)
    unfit: list[Unfit] = []
    freed: set[int] = set()
    for decision, span in placed:
        unit, before = shape.unit(span), shape.now
        whole = unit is not None and (decision.scope == "here" or unit.span.end == span.end)
        if unit is None or not whole or not reshaped(shape, unit, decision):
            shape.now = before
            if decision.scope == "here":
                unfit.append(Unfit(decision, span, _in_the_way(shape, unit, decision.element) if unit else ""))
        elif unit.element != decision.element:
            freed |= {id(a) for a in _written_again(draft, unit, decision.element)}
    gone, fresh = shape.changed()
    fresh.sort(key=lambda a: a.element not in GROUPS)  # of a list and its only item the list is outside
    kept = tuple(a for a in draft.annotations if id(a) not in gone | freed)
    facts = tuple(f for f in draft.facts if not _read_there(f, fresh, gone, draft))
    return Draft(draft.source, draft.context, (*fresh, *kept), facts, draft.problems), unfit


def _written_again(draft: Draft, unit: Annotation, wanted: str) -> Iterator[Annotation]:
    """Yield the marks in a block that its element stood for: the bullet of an item, the signs of a heading, a page's number.

    A running head names nobody: the names in it go too.
    """
    noted = {a.place for a in draft.annotations if a.place is not None}
    for a in draft.annotations:
        if wanted == "fw" and a.element in PHRASES and a.span.within(unit.span):
            yield a
        if a.content != "replaced" or not (unit.span.start - 1 <= a.span.start and a.span.end <= unit.span.end + 1):
            continue
        sign = not a.element and unit.element in _SIGNED and a.span.start not in noted
        number = unit.element == "fw" and a.element == "pb" and a.attributes.get("rend") == "fw"
        if sign or number:
            yield a


def _read_there(fact: Fact, fresh: Sequence[Annotation], gone: AbstractSet[int], draft: Draft) -> bool:
    """Whether a fact was read in a part of a letter that is none: the header does not have it then."""
    if fact.span is None or not gone:
        return False
    for a in draft.annotations:
        if id(a) in gone and a.element in PARTS and fact.span.within(a.span):
            return not any(other.element in PARTS and fact.span.within(other.span) for other in fresh)
    return False


def reshaped(shape: Shape, unit: Annotation, decision: Decision) -> bool:
    """Make a block what a decision says it is; return whether that could be done."""
    wanted = decision.element
    if unit.element == wanted or (wanted == "l" and unit.element == "lg"):
        shape.put([unit], [_said(decision, unit.span, unit.element, unit)])
        return True
    if not _lifted(shape, unit, wanted):
        return False
    inner = _emptied(shape, unit)
    plain = unit._replace(element="p", attributes={}, trim=0, behind=-1)
    return _MAKERS.get(wanted, _leaf)(shape, plain if wanted in PARTS | {"trailer"} else _in_section(shape, plain), inner, decision)


def _in_section(shape: Shape, unit: Annotation) -> Annotation:
    """Let what stands behind a section, and opens or closes nothing, belong to it: behind a section there is no paragraph."""
    division = shape.division(unit)
    before = shape.before(unit, division)
    if division is None or before is None or before.element != "div":
        return unit
    end = before.span.end
    for section in [a for a in shape.inside(before.span, "div") if a.span.end == end]:
        shape.resize(section, Span(section.span.start, unit.span.end))
    return unit


def _said(decision: Decision, span: Span, element: str, old: Annotation | None = None) -> Annotation:
    """Return what a decision puts in a place; of what stood there as the same element its attributes stay."""
    by = f" ({decision.by})" if decision.by else ""
    kept = {k: v for k, v in old.attributes.items() if k != "cert"} if old else {}
    made = Annotation(span, element, RULE, {**kept, "resp": f"#{decision.editor}"}, evidence=f"{decision.said}{by}")
    return made._replace(trim=old.trim, behind=old.behind) if old else made


def _lifted(shape: Shape, unit: Annotation, wanted: str) -> bool:
    """Take a block out of the groups in which it cannot stay; the parts before and behind it stay groups."""
    for group in reversed(shape.around(unit)):
        if group.element == "div":
            return True
        if group.element in _STAYS.get(wanted, frozenset()) and unit.element not in {"speaker"}:
            return True
        if group.element not in _GROUPED:
            return False  # a cell of a table, a paragraph of an item
        before = [a for a in shape.blocks(group.span) if a.span.end <= unit.span.start]
        behind = [a for a in shape.blocks(group.span) if a.span.start >= unit.span.end]
        parts = []
        if before and _holds(group.element, before):
            parts.append(group._replace(span=Span(group.span.start, before[-1].span.end)))
        elif shape.text[group.span.start : before[0].span.start if before else unit.span.start].strip():
            return False
        if behind and _holds(group.element, behind):
            parts.append(group._replace(span=Span(behind[0].span.start, group.span.end)))
        shape.put([group], parts)
        if len(parts) < bool(before) + bool(behind):
            _alone(shape, [a for a in (*before, *behind) if not any(a.span.within(p.span) for p in parts)], group.element)
    return True


def _holds(group: str, blocks: Sequence[Annotation]) -> bool:
    """Whether some blocks are enough for a group."""
    if group == "list":
        return any(a.element == "item" for a in blocks)
    if group == "sp":
        return blocks[0].element == "speaker" and len(blocks) > 1
    if group == "lg":
        return any(a.element == "l" for a in blocks)
    return True


def _alone(shape: Shape, blocks: Sequence[Annotation], group: str) -> None:
    """Make paragraphs of what has lost its group."""
    for a in blocks:
        if (group, a.element) in {("list", "head"), ("list", "label"), ("sp", "speaker"), ("lg", "head")}:
            shape.put([a], [a._replace(element="p", attributes={})])


def _emptied(shape: Shape, unit: Annotation) -> list[Annotation]:
    """Take a block out, with what only it could hold; return the paragraphs, lists and the like that stood in it."""
    inner = [a for a in shape.inside(unit.span) if a is not unit and a.element != "div" and (a.span != unit.span or unit.element in {
        "item", "quote", "note", "lg"}) and a.element not in _GROUPED - {"list", "lg", "quote"}]
    dropped = [a for a in inner if a.element in {"l", "p", "addrLine"}]
    shape.put([unit, *dropped], ())
    return [a for a in inner if a not in dropped]


def _leaf(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put a block of another kind in the place: a stage direction, a trailer, a byline, a running head."""
    if inner and decision.element not in {"note"}:
        return False
    made = _said(decision, unit.span, decision.element)
    shape.put([], [made._replace(attributes={**_ATTRIBUTES.get(decision.element, {}), **made.attributes})])
    return True


def _paragraph(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put a paragraph in the place; what stood behind it in the same line belongs to it, behind a closer it is a postscript."""
    span = unit.span
    if inner:  # an item with a list in it: the list stands behind the paragraph
        first = min(a.span.start for a in inner)
        end = len(shape.text[: first].rstrip())
        if end <= span.start or any(shape.text[a.span.end : span.end].strip() for a in inner if a.element == "list"):
            return False
        span = Span(span.start, end)
    behind = shape.behind(unit, shape.division(unit))
    if behind is not None and behind.element == "p" and "\n" not in shape.text[span.end : behind.span.start]:
        shape.put([behind], ())
        span = Span(span.start, behind.span.end)
    made = _said(decision, span, "p")
    shape.put([], [made])
    around = shape.around(made)
    if not around or around[-1].element == "div":
        before = shape.before(made, around[-1] if around else None)
        if before is not None and before.element == "closer":
            shape.put([], [made._replace(element="postscript", attributes={})])
        elif before is not None and before.element == "postscript":
            shape.resize(before, Span(before.span.start, span.end))
    return _headless(shape, made)


def _headless(shape: Shape, made: Annotation) -> bool:
    """Let a section that began with what is no heading begin with its next one, or belong to the one before."""
    division = shape.division(made)
    if division is None or division.span.start != made.span.start or division.attributes.get("type") == "document":
        return True
    parent = next((a for a in reversed(shape.around(division)) if a.element == "div"), None)
    before = shape.before(division, parent)
    heads = [a for a in shape.blocks(division.span) if a.element == "head" and a.span.start > made.span.start]
    inner = next((a for a in shape.inside(division.span, "div") if a is not division), None)
    nearest = next((h for h in heads if inner is None or h.span.start < inner.span.start), None)
    start = nearest.span.start if nearest is not None and shape.behind(made, division) is nearest else division.span.end
    if start < division.span.end:
        shape.resize(division, Span(start, division.span.end))
        end = made.span.end
    else:
        shape.put([division], ())
        end = division.span.end
    if before is not None and before.element == "div":
        shape.resize(before, Span(before.span.start, end))
    return True


def _heading(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put a heading in the place: of the division that begins there, else of a new one."""
    if inner:
        return False
    made = _said(decision, unit.span, "head")
    shape.put([], [made])
    division = shape.division(made)
    over = [a for a in shape.blocks(division.span) if a.span.end <= made.span.start] if division else []
    if division is None or all(a.element in _OPENING for a in over):
        return division is not None
    begun = [a for a in shape.inside(division.span, "div") if a is not division and a.span.start > made.span.start]
    ends = [a.span.start for a in shape.inside(division.span, "closer", "postscript", "trailer") if a.span.start > made.span.start]
    sibling = division.attributes.get("type") == "section"
    first = min((a.span.start for a in begun), default=division.span.end)
    stop = division.span.end if sibling else min([first, *ends])
    kept = [a.span.end for a in shape.now if a.element != "div" and made.span.start <= a.span.start < stop and a.span.end <= stop]
    section = made._replace(element="div", span=Span(made.span.start, max(kept)), attributes={"type": "section"}, evidence=decision.said)
    if sibling:
        section = section._replace(span=Span(made.span.start, division.span.end))
        shape.resize(division, Span(division.span.start, max(a.span.end for a in over)))
    shape.put([], [section])
    return True


def _item(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put an item in the place, in the list that touches it, else in one of its own.

    Two lists that it stands between become one, where both are of one kind; of a list of another kind nobody has decided anything.
    """
    made = _said(decision, unit.span, "item")
    shape.put([], [made])
    around = shape.around(made)
    if around and around[-1].element == "list":
        return True
    parent = around[-1] if around else None
    beside = [a for a in (shape.before(made, parent), shape.behind(made, parent)) if a is not None and a.element == "list"]
    if len({a.attributes.get("type") for a in beside}) > 1:
        beside = beside[:1]
    span = Span(min([unit.span.start, *(a.span.start for a in beside)]), max([unit.span.end, *(a.span.end for a in beside)]))
    joined = beside[0]._replace(span=span) if beside else made._replace(element="list", attributes={})
    shape.put(beside, [joined])
    return True


def _list(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Make each line of a block an item of one list."""
    lines = lines_of(shape.text, *unit.span)
    if inner or len(lines) < 2:
        return False
    shape.put([], [_said(decision, line, "item") for line in lines])
    shape.put([], [_said(decision, unit.span, "list")._replace(attributes={})])
    return True


def _verse(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Make each line of a block a line of verse, in the stanza whose line stands right above it, else in one of its own."""
    if inner:
        return False
    shape.put([], [_said(decision, line, "l") for line in lines_of(shape.text, *unit.span)])
    around = shape.around(unit)
    if around and around[-1].element == "lg":
        return True
    before = shape.before(unit, around[-1] if around else None)
    if before is not None and before.element == "lg" and "\n\n" not in shape.text[before.span.end : unit.span.start]:
        shape.resize(before, Span(before.span.start, unit.span.end))
        return True
    shape.put([], [Annotation(unit.span, "lg", RULE, evidence=decision.said)])
    return True


def _quotation(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put a quotation in the place."""
    shape.put([], [_said(decision, unit.span, "quote"), Annotation(unit.span, "p", RULE, evidence=decision.said)])
    return not inner


def _in_the_way(shape: Shape, unit: Annotation, wanted: str) -> str:
    """Say which block keeps a part of a letter from its beginning and its end: the nearest on the side where fewer do."""
    division = shape.division(unit)
    if wanted not in PARTS or division is None:
        return ""
    own = [a for a in shape.blocks(division.span) if not a.span.within(unit.span)]
    over = [a for a in own if a.span.end <= unit.span.start and a.element not in _OPENING]
    below = [a for a in own if a.span.start >= unit.span.end and a.element not in _CLOSING]
    if not (over and below):
        return ""
    block, where = (over[-1], "above") if len(over) <= len(below) else (below[0], "below")
    words = " ".join(shape.text[slice(*block.span)].split()[:SHOWN])
    return f"{wanted} opens or closes a text, and {words!r} ({block.element}) stands {where} it"


def _part(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put a part of an opener or a closer in the place: before the first paragraph of its division it opens, behind the last it closes."""
    if inner:
        return False
    made = _said(decision, unit.span, decision.element)
    lines = [Annotation(line, "addrLine", RULE, evidence=decision.said) for line in lines_of(shape.text, *unit.span)]
    shape.put([], [made, *lines] if decision.element == "address" else [made])
    around = shape.around(made)
    if around and around[-1].element in {"opener", "closer"}:
        return True
    division = shape.division(made)
    if division is None:
        return False
    own = [a for a in shape.blocks(division.span) if not a.span.within(made.span)]
    over = [a for a in own if a.span.end <= made.span.start]
    below = [a for a in own if a.span.start >= made.span.end]
    opens = all(a.element in _OPENING for a in over) and any(a.element not in _CLOSING for a in below)
    posted = shape.inside(division.span, "postscript")
    if not opens and not all(a.element in _CLOSING or any(a.span.within(p.span) for p in posted) for a in below):
        return False
    name = "opener" if opens else "closer"
    beside = [a for a in (shape.before(made, division), shape.behind(made, division)) if a is not None and a.element == name]
    span = Span(min([made.span.start, *(a.span.start for a in beside)]), max([made.span.end, *(a.span.end for a in beside)]))
    shape.put(beside, [beside[0]._replace(span=span) if beside else Annotation(span, name, RULE, evidence=decision.said)])
    return True


def _speaker(shape: Shape, unit: Annotation, inner: list[Annotation], decision: Decision) -> bool:
    """Put a speaker in the place; the paragraphs below are what is said, up to whatever is none."""
    made = _said(decision, unit.span, "speaker")
    shape.put([], [made])
    end, at = 0, made
    while (behind := shape.behind(at, shape.division(made))) is not None and behind.element in {"p", "lg", "quote", "list", "stage"}:
        end, at = behind.span.end, behind
    if inner or not end:
        return False
    label = " ".join(shape.text[slice(*made.span)].split())
    same = next((a.attributes["who"] for a in shape.now if a.element == "sp" and a.evidence == label and "who" in a.attributes), "")
    who = {"who": same or f"#sp_{slug(label) or 'unnamed'}"}
    shape.put([], [Annotation(Span(made.span.start, end), "sp", RULE, who, evidence=label)])
    return True


_MAKERS: Mapping[str, Callable[[Shape, Annotation, list[Annotation], Decision], bool]] = {
    "p": _paragraph, "head": _heading, "item": _item, "list": _list, "l": _verse, "quote": _quotation, "speaker": _speaker,
    **dict.fromkeys(PARTS, _part),
}  # fmt: skip
