"""What the rules of letters share: the lines of a part, whether it is a letter, and its dateline in detail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from encoder.anatomy import units
from encoder.anatomy.units import Unit
from encoder.dates.anchor import whole_day
from encoder.dates.lines import date_in, dated
from encoder.draft.model import Annotation, Draft, Fact, Finding
from encoder.language.gazetteer import places
from encoder.layout.blocks import Span
from encoder.rules.structure.dateline_place_date import date_attributes

#: a place before a date or behind it: capitalised words with the small ones between them
_PLACE = re.compile(
    r"(?P<place>[^\W\d_a-zà-þ][\w.’'-]*(?:[ ](?:[^\W\d_a-zà-þ][\w.’'-]*|de|of|the|la|am|an|der|and|at|in|près|sur|bei|del|di|y|a))*)"
)
_LEAD = re.compile(r"\A[\s\[(_*,.:—–-]*(?:(?:at|à|a|in|from|aus|zu|en|em|da|di|camp at|given at|dated)\s)?", re.I)
_CALENDAR_WORDS = re.compile(
    r"(?i)\A(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)


def lines(draft: Draft, part: Span) -> list[Unit]:
    """Return the lines and paragraphs of a part that nothing has claimed yet."""
    free = [b for b in draft.free_blocks if part.start <= b.span.start and b.span.end <= part.end]
    return units.units(free, draft.masked, draft.source.width, lambda said: dated(said, draft.reading))


def above(draft: Draft, part: Span) -> Span:
    """Return the part as far as nothing has been claimed in it but lines by themselves: what may be an opening."""
    groups = (a.span.start for name in ("lg", "list", "table", "quote", "sp", "p") for a in draft.of(name) if a.rule != "p-bracket")
    return Span(part.start, min((start for start in groups if part.start <= start < part.end), default=part.end))


def placed(text: str) -> bool:
    """Whether the gazetteer has what a line says, or the place before its first comma."""
    said = text.strip(" .,;:[]()_*—–-")
    forms = places().forms
    parts = (part.strip(" .,[]") for part in (said, *said.split(",")[:2], *said.split(" - ")[:1]))
    return any(part in forms or part.title() in forms for part in parts)


def dateline(draft: Draft, span: Span, rule: str, anchor: date | None, fact: bool = True) -> Iterator[Finding]:
    """Yield a ``dateline`` with its ``placeName`` and ``date`` and, for the opening one, the facts for the header."""
    yield Annotation(span, "dateline", rule)
    shown = draft.masked[span.start : span.end].replace("\n", " ").replace("_", " ").replace("*", " ")
    found = date_in(shown, anchor, draft.context.profile.date_order, draft.reading)
    before, behind = (shown[: found.start], found.end) if found else (shown, len(shown))
    place = _place(before, 0) or (_place(shown[behind:], behind) if found else None)
    if place:
        where = Span(span.start + place.start, span.start + place.end)
        yield Annotation(where, "placeName", rule)
        if fact:
            yield Fact("place", draft.plain(where), rule, where)
    if found is None:
        return
    when = Span(span.start + found.start, span.start + found.end)
    attributes = date_attributes(found)
    yield Annotation(when, "date", rule, attributes, evidence="; ".join(found.chain))
    value = attributes.get("when") or attributes.get("from") or attributes.get("notBefore")
    if value and fact:
        yield Fact("date", value, rule, when, attributes)


def _place(text: str, offset: int) -> Span | None:
    lead = _LEAD.match(text)
    found = _PLACE.match(text, lead.end() if lead else 0)
    if found is None:
        return None
    said = found["place"].rstrip(" ,.")
    said = re.sub(r"(?:\s(?:de|of|the|la|am|an|der|and|at|in|près|sur|bei|del|di|y|a|den|le|d\.?))+\Z", "", said)
    if len(said) < 3 or _CALENDAR_WORDS.match(said):
        return None
    return Span(offset + found.start("place"), offset + found.start("place") + len(said))


def anchor_of(facts: Iterator[Fact]) -> date | None:
    """Return the day that a heading gives."""
    return next((day for fact in facts if (day := whole_day(fact.value))), None)
