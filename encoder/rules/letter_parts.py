"""What the rules of letters share: the lines of a part, whether it is a letter, and its dateline in detail."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.anatomy import units
from encoder.anatomy.units import Unit
from encoder.dates.anchor import whole_day
from encoder.dates.lines import date_in, dated
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding
from encoder.language.gazetteer import bodies, places
from encoder.language.letters import lead
from encoder.layout.blocks import Block, Span
from encoder.names.cues import heads
from encoder.rules.structure.dateline_place_date import date_attributes

#: a place before a date or behind it: capitalised words with the small ones between them
_PLACE = re.compile(
    r"""
    (?P<place> [^\W\d_a-zà-þ][\w.’'-]*
        (?:[ ](?:[^\W\d_a-zà-þ][\w.’'-]*|de|of|the|la|am|an|der|and|at|in|près|sur|bei|del|di|y|a))* )
    """,
    re.VERBOSE,
)
#: the year that an editor put to a day: "May 9th [1821]"
_SUPPLIED = re.compile(r"\[(?P<year>1\d\d\d|20\d\d)\??\]")
_CALENDAR_WORDS = re.compile(
    r"""
    \A
    (?: (?:mon|tues|wednes|thurs|fri|satur|sun)day | montag | dienstag | mittwoch | donnerstag | freitag
      | samstag | sonntag | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche )
    \b
    """,
    re.I | re.VERBOSE,
)


class Part(NamedTuple):
    """A part of a document with what stands wholly in it: free blocks, annotations, facts, each in the order in which they were found."""

    span: Span
    blocks: list[Block]
    annotations: list[Annotation]
    facts: list[Fact]

    def above(self) -> Part:
        """Return the part as far as nothing has been claimed in it but lines by themselves: what may be an opening."""
        groups = [a.span.start for a in self.annotations if a.element in GROUPS and a.role != roles.ASIDE]
        end = min(groups, default=self.span.end)
        return self._replace(span=Span(self.span.start, end), blocks=[b for b in self.blocks if b.span.end <= end])


#: what no line of an opening is in
GROUPS = frozenset({"lg", "list", "table", "quote", "sp", "p"})


def parts_of(draft: Draft) -> list[Part]:
    """Return the parts of a draft; everything is looked at once, however many there are."""
    found = [Part(span, [], [], []) for span in draft.parts]
    starts = [part.span.start for part in found]

    def part_of(span: Span) -> Part | None:
        k = bisect_right(starts, span.start) - 1
        return found[k] if k >= 0 and span.end <= found[k].span.end else None

    for block in draft.free_blocks:
        if part := part_of(block.span):
            part.blocks.append(block)
    for annotation in draft.annotations:
        if part := part_of(annotation.span):
            part.annotations.append(annotation)
    for fact in draft.facts:
        if fact.span and (part := part_of(fact.span)):
            part.facts.append(fact)
    return found


def lines(draft: Draft, part: Part) -> list[Unit]:
    """Return the lines and paragraphs of a part that nothing has claimed yet, without the line that is drawn below it."""
    drawn = next((k for k, block in enumerate(reversed(part.blocks)) if block.kind != "rule"), 0)
    return units.units(part.blocks[: len(part.blocks) - drawn], draft.masked, draft.source.width, _dated(draft.reading))


@cache
def _dated(language: str) -> Callable[[str], bool]:
    """Return what says of a line in a language whether it is a date: one function, whose answers can be kept."""
    return partial(dated, language=language)


def copies(draft: Draft) -> tuple[set[int], Callable[[int], int]]:
    """Return where the notes on the copy of a paper end, and what says where the text over an offset ends."""
    ends = sorted(b.span.end for b in draft.source.blocks)

    def above(start: int) -> int:
        k = bisect_left(ends, start) - 1
        return ends[k] if k >= 0 else 0

    return {a.span.end for a in draft.of("note") if a.attributes.get("type") == "source"}, above


def among_others(part: Part) -> bool:
    """Whether a part is a letter among others."""
    return any(a.element == "div" and a.role == roles.UNIT and a.attributes["type"] == "letter" for a in part.annotations)


def placed(text: str) -> bool:
    """Whether the gazetteer has what a line says, or the place before its first comma."""
    said = text.strip(" .,;:[]()_*—–-")
    forms = places().forms
    parts = (part.strip(" .,[]") for part in (said, *said.split(",")[:2], *said.split(" - ")[:1], *said.split(" (")[:1]))
    return any(part in forms or part.title() in forms for part in parts)


def dateline(draft: Draft, span: Span, rule: str, anchor: date | None, fact: bool = True) -> Iterator[Finding]:
    """Yield a ``dateline`` with its ``placeName`` and ``date`` and, for the opening one, the facts for the header."""
    yield Annotation(span, "dateline", rule)
    shown = draft.masked[span.start : span.end].replace("\n", " ").replace("_", " ").replace("*", " ")
    shown = _SUPPLIED.sub(lambda m: f" {m['year']}".ljust(len(m[0])), shown)
    found = date_in(shown, anchor, draft.context.profile.date_order, draft.reading)
    before, behind = (shown[: found.start], found.end) if found else (shown, len(shown))
    line = draft.masked.rfind("\n", span.start, span.start + len(before.rstrip())) + 1 - span.start  # an office stands in the line above
    place = (_place(before[line:], line) if line > 0 else None) or _place(before, 0) or (_place(shown[behind:], behind) if found else None)
    if place and place.start < len(before) and shown[place.start : place.end] in bodies().forms:
        # "Executive Mansion, Washington": the body is left to the names
        place = _place(before[place.end :].lstrip(" ,.").rjust(len(before) - place.end), place.end)
    if place and not heads.writes(shown):
        where = Span(span.start + place.start, span.start + place.end)
        yield Annotation(where, "placeName", rule)
        if fact:
            yield Fact("place", draft.plain(where), rule, where)
    if found is None:
        return
    supplied = _SUPPLIED.search(draft.masked, span.start + found.start, span.end)
    inside = supplied is not None and supplied.start() < span.start + found.end
    when = Span(span.start + found.start, supplied.end() if supplied and inside else span.start + found.end)
    attributes = date_attributes(found)
    yield Annotation(when, "date", rule, attributes, evidence="; ".join(found.chain))
    value = attributes.get("when") or attributes.get("from") or attributes.get("notBefore")
    if value and fact:
        yield Fact("date", value, rule, when, attributes)


def _place(text: str, offset: int) -> Span | None:
    found = _PLACE.match(text, lead().match(text).end())  # type: ignore[union-attr]
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


#: words of names shorter than this tell nothing
_WORD = 4


def titled(draft: Draft) -> frozenset[str]:
    """Return the words, in small letters, of the catalogue's title and of the first headings: who signs a paper is often named there."""
    title = draft.fact("title")
    heads = " ".join(draft.plain(a.span) for a in draft.of("head")[:2])
    said = f"{title.value if title else ''} {heads}"
    return frozenset(w.lower() for w in re.findall(r"[^\W\d_][\w’'-]+", said) if len(w) >= _WORD)
