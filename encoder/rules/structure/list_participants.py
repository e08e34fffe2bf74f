"""Who took part becomes ``list type="participants"``, by sides where the text has them: each side an ``item`` with a list of its own.

Found: below "Participants:", "Present:", "The meeting was attended by:" lines of persons one a block, or under the name of a
side ("from the Committee:", "From Seoul",
"For the Polish side:") in one block or in several.
Left alone: participants named in a sentence; what is said after them.
TEI P5 4.9: CO, #COLI.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from encoder import lazy_re as re
from encoder.anatomy import speech
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.rules.structure.list_headed import head_type

#: the name of a side: "from the MfS [Ministry for State Security]:", "For the Bulgarian side", "The Hungarian delegation"
SIDE = re.compile(
    r"""
    (?: (?:[Ff]rom|[Oo]n|[Ff]or|[Oo]f|[Ff]ür|[Vv]on|[Pp]our|[Dd]e)\s(?:behalf\sof\s)?
        (?:the\s|der\s|die\s|la\s|le\s)?[^\W\d_][^:;,.]{1,70}  # "On behalf of the Soviet Union"
      | (?:The\s)?[A-Z][\w ’'-]{1,50}\s(?:[Ss]ide|[Dd]elegation|[Pp]arty|[Rr]epresentatives?)  # "The Polish side"
      | [^\W\d_][^:;,.]{1,60}(?=:) )  # "GDR:"
    :?
    """,
    re.VERBOSE,
)
#: a sentence that says who follows: "The following persons took part:", "The meeting was attended by:", "On our side there were present:"
ATTENDED = re.compile(
    r"""
    (?=[A-ZÄÉ])[^.;:!?]{0,90}\b
    (?: took\s+part | taken\s+part | taking\s+part | participated | attended(?:\s+by)?
      | (?:were|was|are)\s+(?:also\s+)?present | present\s+(?:were|are) | in\s+attendance
      | nahmen\s+teil | teilgenommen | anwesend(?:\s+waren)? | étaient\s+présents )
    \b[^.;:!?]{0,60}:  # "The following were present:"
    """,
    re.VERBOSE,
)
#: a line of a person is no longer, and ends as no sentence does; so many lines make a list
LONGEST = 160
LEAST = 2


@dataclass(slots=True)
class _Side:
    head: Span | None
    persons: list[Span] = field(default_factory=list)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield each list of participants."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    spoken = {label.span.start for label in speech.read(draft).labels}
    for k, block in enumerate(blocks):
        if not _opens(draft.plain(block.lines[0])):
            continue
        sides: list[_Side] = []
        last = block.span.end
        for line in [*block.lines[1:], *(line for b in blocks[k + 1 :] for line in b.lines)]:
            said = draft.plain(line)
            if line.start in spoken or head_type(said) or draft.text[last : line.start].strip():
                break
            if SIDE.fullmatch(said):
                sides.append(_Side(line))
            elif _person(said):
                if not sides:
                    sides.append(_Side(None))
                sides[-1].persons.append(line)
            else:
                break
            last = line.end
        while sides and not sides[-1].persons:
            sides.pop()
        if all(side.persons for side in sides) and sum(len(side.persons) for side in sides) >= LEAST:
            yield from _list(block.lines[0], sides)


def _opens(said: str) -> bool:
    """Whether a line says that those who took part follow."""
    return len(said) <= LONGEST and (head_type(said) == "participants" or bool(ATTENDED.fullmatch(said)))


def _person(said: str) -> bool:
    return said[:1].isupper() and len(said) <= LONGEST and not said.endswith((".", ":", "?", "!")) and ": " not in said


def _list(head: Span, sides: list[_Side]) -> Iterator[Annotation]:
    yield Annotation(Span(head.start, sides[-1].persons[-1].end), "list", RULE.id, {"type": "participants"})
    yield Annotation(head, "head", RULE.id)
    for side in sides:
        if side.head:
            whole = Span(side.head.start, side.persons[-1].end)
            yield Annotation(whole, "item", RULE.id)
            yield Annotation(whole, "list", RULE.id)
            yield Annotation(side.head, "head", RULE.id)
        for person in side.persons:
            yield Annotation(person, "item", RULE.id)


RULE = Rule("list-participants", "list", find, "Participants are a list, by sides where the text has them so.")
