"""Which reference each listed note belongs to: in its own section, in the order of the text.

A group of lists (``listed``) answers to the references between the last group of the same form and itself: the notes below a chapter
belong to that chapter, those gathered at the end to the whole. Within that stretch notes and references are aligned: the longest row of
equal numbers that rises in both, so that a chapter's numbers may begin anew, and a lost note or reference costs no other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from encoder.layout.blocks import Block, Span
from encoder.notes.listed import Group, Item
from encoder.notes.marks import MARKS_OF, Mark, marks

#: forms whose labels nothing else has: half of the notes with their references are enough
SURE = frozenset({"caret", "bracket", "footnote", "raised", "slash", "shut", "sign", "hat"})
#: so large a share of the references of other forms has to be found
SHARE = 0.67
#: so many pairs of notes and references are compared; a book of sixty chapters with fifty notes each has 180,000
PAIRS = 500_000


@dataclass(slots=True)
class Assigned:
    """A group that is a list of notes: the reference of each note in order, None where it has none; and the references left over."""

    group: Group
    form: str
    places: list[Mark | None]
    left: list[Mark]


def assign(
    text: str, groups: Sequence[Group], blocks: Sequence[Block], cuts: Sequence[int], end: int, closed: Sequence[Span] = ()
) -> list[Assigned]:
    """Return the groups that are notes, in the order of the text, with their references.

    ``cuts`` are where versions of the document begin, over which no reference reaches; ``end`` is the end of the text; what stands in
    ``closed``, notices of what is withheld, in order and not one in the other, is no reference: "(b)(1)".
    """
    starts = frozenset(block.span.start for block in blocks)
    found: list[Assigned] = []
    since: dict[str, int] = {}
    used: set[int] = set()
    inside = _Inside(groups, closed)
    known: dict[str, list[Mark]] = {}
    for group in sorted(groups, key=_order):
        items = group.items
        form = items[0].form
        begin = max((cut for cut in cuts if cut <= group.start), default=0)
        best: Assigned | None = None
        for kind in MARKS_OF[form]:
            if kind not in known:
                known[kind] = [m for m in marks(text, kind, starts) if not inside.label(m.span)]
            stop = group.start if form != "caret" else end
            first = max(begin, since.get(kind, 0)) if form != "caret" else 0
            scope = [
                m for m in _between(known[kind], first, stop)
                if used.isdisjoint(range(*m.span)) and (form == "caret" or not inside.own(m.span, group))  # a note may have a note
            ]
            places = _named(items, scope) if form == "caret" else _aligned(items, scope)
            count = sum(place is not None for place in places)
            if count > (sum(place is not None for place in best.places) if best else 0):
                taken = {place.span.start for place in places if place}
                best = Assigned(group, kind, places, [m for m in scope if m.span.start not in taken])
        if best and _believed(text, best):
            found.append(best)
            used.update(at for place in best.places if place for at in range(*place.span))
            since[best.form] = group.end
    found.sort(key=lambda each: each.group.start)
    for each in found:  # "^1" in "[^1]", which another group has
        each.left = [mark for mark in each.left if used.isdisjoint(range(*mark.span))]
    return found


def _order(group: Group) -> int:
    """Return when a list is asked: no other form can mean what a name in brackets means; "1." is a numbered paragraph too."""
    plain = group.items[0].form in {"plain", "round", "glued"} and not (group.heading or group.stroke)
    return 0 if group.items[0].form == "caret" else 1 + plain


class _Inside:
    """Where the groups are, to tell a reference from a label."""

    def __init__(self, groups: Sequence[Group], closed: Sequence[Span]) -> None:
        self.closed = closed
        self.labels = {item.label.start for group in groups for item in group.items}

    def label(self, span: Span) -> bool:
        k = bisect_left(self.closed, span.end, key=lambda s: s.start) - 1
        return span.start in self.labels or (k >= 0 and self.closed[k].end > span.start)

    @staticmethod
    def own(span: Span, group: Group) -> bool:
        return group.start <= span.start < group.end


def _between(found: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    first = bisect_left(found, start, key=lambda m: m.span.start)
    last = bisect_left(found, end, key=lambda m: m.span.start)
    return found[first:last]


def _named(items: Sequence[Item], scope: Sequence[Mark]) -> list[Mark | None]:
    """Return the first reference of each name, wherever it stands: Markdown lists its notes in any order.

    Where several notes have one name, as an asterisk on each page, they answer to its references in turn.
    """
    by_name: dict[str, deque[Mark]] = defaultdict(deque)
    for mark in scope:
        by_name[mark.number].append(mark)
    return _grounded(items, [by_name[item.number].popleft() if by_name[item.number] else None for item in items])


def _grounded(items: Sequence[Item], places: list[Mark | None]) -> list[Mark | None]:
    """Return the places without those of notes that stand in themselves, or in one another and nowhere in the text."""
    starts = [item.label.start for item in items]
    inside: dict[int, int] = {}
    for k, place in enumerate(places):
        if place and starts[0] <= place.span.start < items[-1].end:
            inside[k] = bisect_left(starts, place.span.start + 1) - 1
    for k, outer in inside.items():
        seen, at = {k}, outer
        while at in inside and at not in seen:
            seen.add(at)
            at = inside[at]
        if at in inside:
            places[k] = None
    return places


def _aligned(items: Sequence[Item], scope: Sequence[Mark]) -> list[Mark | None]:
    """Return a reference for each note: the longest row of pairs with equal numbers that rises in both.

    Hunt and Szymanski's way: time grows with the number of pairs, not with notes times references.
    """
    at: dict[str, list[int]] = defaultdict(list)
    for k, mark in enumerate(scope):
        at[mark.number].append(k)
    if sum(len(at.get(item.number, ())) for item in items) > PAIRS:
        return _in_turn(items, scope, at)
    tails: list[int] = []  # the smallest reference that ends a row of that length
    pairs: list[tuple[int, int, int]] = []  # note, reference, pair before
    ends: list[int] = []
    for j, item in enumerate(items):
        for k in reversed(at.get(item.number, ())):
            length = bisect_left(tails, k)
            pairs.append((j, k, ends[length - 1] if length else -1))
            if length == len(tails):
                tails.append(k)
                ends.append(len(pairs) - 1)
            else:
                tails[length], ends[length] = k, len(pairs) - 1
    places: list[Mark | None] = [None] * len(items)
    pair = ends[-1] if ends else -1
    while pair >= 0:
        j, k, pair = pairs[pair]
        places[j] = scope[k]
    return places


def _in_turn(items: Sequence[Item], scope: Sequence[Mark], at: dict[str, list[int]]) -> list[Mark | None]:
    """Return for each note the next reference with its number: for texts in which one number comes again thousands of times."""
    places: list[Mark | None] = []
    last = -1
    for item in items:
        listed = at.get(item.number, [])
        k = bisect_left(listed, last + 1)
        places.append(scope[listed[k]] if k < len(listed) else None)
        last = listed[k] if k < len(listed) else last
    return places


def _believed(text: str, found: Assigned) -> bool:
    """Whether the references show that a group of labelled lines is a list of notes."""
    items, count = found.group.items, sum(place is not None for place in found.places)
    form, total = items[0].form, len(found.group.items)
    touching = sum(bool(place and place.touching) for place in found.places)
    titled = found.group.heading is not None
    if form in {"shut", "sign"}:
        signs = [item.number for item in items]
        return count == total and (len(set(signs)) == len(signs) or total in {1, touching})
    if form in SURE:
        return count * 2 > total or (count * 2 == total and found.places[0] is not None)
    counted = all(item.number.isdigit() for item in items) and items[0].number in {"1", "0"}
    if found.form in {"glued", "closed"} or form == "glued":
        places = [place.span.start for place in found.places if place]
        return count == total and counted and places == sorted(places)
    if found.form == "round":
        return count >= SHARE * total and (titled or found.group.stroke is not None or (count == total and _referring(text, found)))
    return count * 2 > total or (count * 2 == total and counted and found.places[0] is not None)


def _referring(text: str, found: Assigned) -> bool:
    """Whether references in round brackets stand behind the words they belong to, and not before what they count."""
    behind = 0
    for place in found.places:
        if place:
            following = text[place.span.end : place.span.end + 1]
            before = text[max(0, place.span.start - 2) : place.span.start].strip()[-1:]
            behind += place.touching or before.isalnum() or before in ".,;!?)”\"’" or following in ".,;:)"
    return behind * 2 > len(found.places)
