"""The signature of a memorandum, which takes no leave, becomes ``closer`` with ``signed``.

Found: where a form stands over the text ("MEMORANDUM FOR ...", "SUBJECT: ..."), below the last paragraph a name in capitals, with its
offices below it and "For the Director:" over it, or initials ("R.T.K."); behind it nothing but lists of enclosures and copies, marks
of who typed it, lines of a few words.
Left alone: letters, which have an end of their own; names with a text behind them, which head it.
TEI P5 4.9: DS, #DSCO.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from encoder import lazy_re as re
from encoder.anatomy import forms, salutes
from encoder.anatomy.units import Unit
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.letter_parts import lines, parts_of

#: "JOHN B. HOLLOWAY", "/s/ EDWIN S. MARBURY, Colonel"
NAME = re.compile(
    r"""
    (?:/s/\s*|\(?(?:[Ss]igned|SIGNED)\)?[:.]?\s*)?
    (?P<name>[A-Z][A-Z.’'-]*(?:\s[A-Z][A-Z.’'-]*){1,4}(?:,?\s(?:JR|Jr|SR|Sr)\.?)?)
    (?:,\s.{2,60})?  # ", Colonel, G.S.C."
    """,
    re.VERBOSE,
)
COPIES = re.compile(r"(?:[Dd]istribution|DISTRIBUTION|[Cc]opy|[Cc]opies|cc|CC|bcc)\b", re.I)
ENCLOSED = re.compile(r"(?:\d{1,2}\s)?(?:in|en)cl(?:osure)?s?\b|attachments?\b|annex(?:es)?\b|tabs?\b", re.I)
INITIALS = re.compile(r"(?:[A-Z]\.\s?){2,4}|[A-Z]{2,3}")
BEHALF = re.compile(r"(?:FOR|For|BY|By)\s(?:(?:the|THE|order|ORDER|command|COMMAND|direction|DIRECTION)\s)?[A-Z][^.!?]{2,80}[:,]")
#: a line of an office is no longer, and so many stand below a name; so many lines may stand below them
LINE = 70
OFFICES = 4
BELOW = 16
#: a longer line tells something
TOLD = 50
#: what a name scores that has more than its shape
SURE = 1.5
_KINDS = ("copies", "enclosure", "endorsement")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the end of each part that has one."""
    if not any(draft.fact(name) for name in ("subject-line", "recipient", "recipient-person", "sender", "sender-person")):
        return
    for part in parts_of(draft):
        over = [a.span for a in part.annotations if a.element == "list" and a.attributes.get("type") in {"form", "to", "from", "subject"}]
        if not over or any(a.element in {"closer", "salute"} for a in part.annotations):
            continue
        units = [u for u in lines(draft, part) if u.span.start >= over[0].end]
        found = _signature(units)
        if found:
            yield from _write(units, *found)


def _signature(units: Sequence[Unit]) -> tuple[int, int, int] | None:
    """Return the first unit of the closer, that of the name, and the last of the offices below it."""
    written = max((k for k, unit in enumerate(units) if unit.prose or len(unit.text) >= TOLD), default=-1)
    if written < 0:
        return None
    for k in range(max(written + 1, len(units) - BELOW - OFFICES), len(units)):
        unit = units[k]
        alone = k + 1 == len(units) or units[k + 1].block != unit.block
        begins = unit.block != units[k - 1].block
        if not begins or unit.dated or forms.secrecy(unit.text) or not (_named(unit.text) or (alone and INITIALS.fullmatch(unit.text))):
            continue
        last = k
        while last + 1 < len(units) and units[last + 1].block == unit.block and last - k < OFFICES and _office(units[last + 1]):
            last += 1
        closed = last + 1 == len(units) or units[last + 1].block != unit.block
        if closed and len(units) - last - 1 <= BELOW and (last > k or alone) and _below(units[last + 1 :]):
            behalf = k - 1 > written and BEHALF.fullmatch(units[k - 1].text) is not None
            return k - behalf, k, last
    return None


def _named(said: str) -> bool:
    m = NAME.fullmatch(said)
    return bool(m) and salutes.signature(said) >= SURE and forms.label(said) is None and not salutes.office(m["name"])  # type: ignore[index]


def _office(unit: Unit) -> bool:
    titled = unit.text[:1].isupper() and not unit.text.endswith((".", ":", ";", "?")) and not unit.dated
    return (titled and len(unit.text) <= LINE) or salutes.office(unit.text)


def _below(units: Sequence[Unit]) -> bool:
    """Whether lines may stand below a signature: nothing told, and the first of them no heading of what follows."""
    return all(len(unit.text) < TOLD or any(salutes.marked(kind, unit.text) for kind in _KINDS) for unit in units)


def _write(units: Sequence[Unit], first: int, name: int, last: int) -> Iterator[Annotation]:
    yield Annotation(Span(units[first].span.start, units[last].span.end), "closer", RULE.id, role=roles.LETTER)
    if first < name:
        yield Annotation(units[first].span, "seg", RULE.id)
    yield Annotation(Span(units[name].span.start, units[last].span.end), "signed", RULE.id, role=roles.LETTER)
    for _, each in groupby(units[last + 1 :], key=lambda unit: unit.block):
        yield from _listed(list(each))


def _listed(block: Sequence[Unit]) -> Iterator[Annotation]:
    """Yield a block below a signature as a note: a list where it has several lines."""
    kind = "distribution" if any(salutes.marked("copies", unit.text) or COPIES.match(unit.text) for unit in block) else "endorsement"
    if kind == "endorsement" and any(salutes.marked("enclosure", unit.text) or ENCLOSED.match(unit.text) for unit in block):
        kind = "enclosures"
    span = Span(block[0].span.start, block[-1].span.end)
    yield Annotation(span, "note", RULE.id, {"type": kind, "place": "inline"})
    if len(block) == 1:
        yield Annotation(span, "p", RULE.id)
        return
    yield Annotation(span, "list", RULE.id, {"type": kind} if kind == "distribution" else {})
    for k, unit in enumerate(block):
        yield Annotation(unit.span, "head" if not k and unit.text.endswith(":") else "item", RULE.id)


RULE = Rule(
    "closer-memorandum", "closer", find,
    "The name below the text of a memorandum, with the offices that stand with it, is its signature.",
)
