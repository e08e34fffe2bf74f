"""The end of an official paper, read from its last line upwards: who typed it and has a copy, who signed it, in what office, and when.

"24.III.50 Shtykov", "USSR AMBASSADOR IN ETHIOPIA / [signature] / (K. SHUMAKOV)", "S H T Y K O V", "Budapest, 21 June 1967 / Győző Üveges",
"[signature] I. Gromadin / Chairman of the Council", and below them "Five copies printed / 1 - Cde. X / Typed by Y".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.anatomy import papers, salutes
from encoder.anatomy.units import Unit
from encoder.dates.lines import date_in
from encoder.language.gazetteer import places

Kind = Literal["dateline", "signed", "copies", "copy", "typed", "remark"]
#: so many lines may stand below a signature, and no more belong to it
BELOW = 26
SIGNED = 6
#: no line of a signature is longer
LINE = 90
#: a name by its shape alone; one that is sure
SHAPE = 1.0
SURE = 2.0
_MARK = re.compile(
    r"""
      /\s?[-–—]\s?/ | \(\s?[-–—]\s?\)  # "/-/ B. Hale"
    | [\[(/](?:[^\])/]{0,30}\b)?
      # "[signature]", "(signed)"
      (?:signatures?|signed|sign\.|seal|initials?|unterschrift|podpis|подпись)\b[^\])/]{0,20}[\])/]
    | /s/ | Sd/-?
    """,
    re.I | re.VERBOSE,
)
_IN_SIGNS = re.compile(r"[/(]\s?(?P<name>[^/()\d]{3,40}?)\s?[/)]")
_APART = re.compile(r"(?:[^\W\d_][ \xa0]){2,}[^\W\d_]")
_NAMED = re.compile(r"(?:[^\W\d_]{1,2}\.\s?){0,3}[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'.-]*){0,4}")
#: words by which a talk or a text ends; they are no name
_ENDS = re.compile(
    r"(?:The )?end\b|(?:The )?(?:session|meeting)\b"
    r"|(?:Agreed|Yes|No|Approved|Attachments?|Enclosures?|Acknowledge|Confirm)\b",
    re.I,
)


#: "Minutes taken by: B. Hale", "Signed: Paul Hale", "For correctness: J. Hale"
_BY = re.compile(
    r"""
    (?: (?:Minutes|Protocol|Record|Notes|Stenogram)\s(?:was\s|were\s)?
        (?:taken|kept|recorded|written|prepared|drawn\sup)\sby
      | Signed(?:\sby)? )
    \s?:\s*[^\W\d_]\S*(?:\s\S+){0,5}\Z
    """,
    re.X,
)


#: "To be carried out by: Cde. Hale", and below it Cde. Hill
_CARRIED = re.compile(r"(?:to\sbe\s)?(?:carried\sout|executed|implemented|done|submitted|responsible)\b[^:]{0,30}:", re.I)


class Piece(NamedTuple):
    """A part of the end: the first and the last unit of it, and, for a line of date and name, where they part."""

    kind: Kind
    first: int
    last: int
    cut: tuple[int, int, int, int] | None = None


def read(units: Sequence[Unit], expected: frozenset[str]) -> list[Piece]:
    """Return the pieces of the end in order; none where nobody signed. ``expected`` are words of names that the heading gave."""
    end = len(units)
    while end > 1 and units[end - 1].text[:1] == "[" and units[end - 1].text[-1:] == "]" and not _MARK.search(units[end - 1].text):
        end -= 1  # remarks of an editor
    remarks = [Piece("remark", k, k) for k in range(end, len(units))]
    units = units[:end]
    below = _below(units)
    last = len(units) - 1 if below is None else below - 1
    signed = _signature(units, last, expected)
    tail = _tail(units, below) if below is not None else []
    if not signed and not (below is not None and _listed(units, below)):
        return []
    return [*signed, *tail, *remarks]


def _below(units: Sequence[Unit]) -> int | None:
    """Return the first of the lines about copies and typing at the end; None where there are none."""
    k = len(units)
    told = 0
    while k > 1 and len(units) - k < BELOW:
        said = units[k - 1].text
        if units[k - 1].prose or not (papers.COPIES.fullmatch(said) or papers.COPY.fullmatch(said) or papers.TYPED.fullmatch(said)):
            break
        told += 1 + bool(papers.COPIES.fullmatch(said) or papers.TYPED.fullmatch(said))
        k -= 1
    return k if told > 1 and k < len(units) else None


def _listed(units: Sequence[Unit], below: int) -> bool:
    return any(papers.COPIES.fullmatch(u.text) or (papers.TYPED.fullmatch(u.text) and " by" in u.text) for u in units[below:])


def _tail(units: Sequence[Unit], below: int | None) -> list[Piece]:
    out: list[Piece] = []
    for k in range(below or 0, len(units)):
        said = units[k].text
        kind: Kind = "copies" if papers.COPIES.fullmatch(said) else "copy" if papers.COPY.fullmatch(said) else "typed"
        out.append(Piece(kind, k, k))
    return out


def _signature(units: Sequence[Unit], last: int, expected: frozenset[str]) -> list[Piece]:
    """Read the lines above the last one as long as they are names, offices, marks of a signature, or a date."""
    if last < 1:
        return []
    both = _date_and_name(units[last])
    if both:
        return [Piece("signed", last, last, both)]
    kinds: list[str] = []
    k = last
    while k > 0 and len(kinds) < SIGNED:
        kind = _kind(units[k], expected)
        if not kind:
            break
        kinds.insert(0, kind)
        k -= 1
    if _CARRIED.match(units[k].text):
        return []  # who is to do something has not signed
    first = k + 1
    while kinds and not _enough(kinds, units[first:], expected):
        kinds.pop(0)
        first += 1
    if not kinds:
        return []
    out: list[Piece] = []
    for j, kind in enumerate(kinds, first):
        what: Kind = "dateline" if kind == "date" else "signed"
        if out and out[-1].kind == what == "signed":
            out[-1] = out[-1]._replace(last=j)
        else:
            out.append(Piece(what, j, j))
    return out


def _date_and_name(unit: Unit) -> tuple[int, int, int, int] | None:
    """Return where date and name stand in a line of both, in either order: "13/5-50. Roshchin", "KRUTIKHIN, 20.V.64"."""
    said = unit.text
    date = date_in(said) if len(said) <= LINE and not unit.prose else None
    if date is None or _placed(unit):
        return None
    if date.start == 0:
        start = date.end + len(said[date.end :]) - len(said[date.end :].lstrip(" ,.;–—-"))
        return (0, len(said[:start].rstrip()), start, len(said)) if _is_name(said[start:]) else None
    if date.end == len(said.rstrip(" .")):
        end = len(said[: date.start].rstrip(" ,.;–—-"))
        return (date.start, len(said), 0, len(said[: date.start].rstrip())) if _is_name(said[:end]) else None
    return None


def _placed(unit: Unit) -> bool:
    """Whether a line is a place and a date: "Warsaw, 11 XII 1981"."""
    date = date_in(unit.text) if len(unit.text) <= LINE and not unit.prose else None
    return bool(date and date.start and unit.text[: date.start].strip(" ,.;–—-") in places().forms and len(unit.text) - date.end <= 1)


def _is_name(said: str) -> bool:
    bare = papers.joined(_MARK.sub("", said)).strip(" /()[]*_")
    return bool(_NAMED.fullmatch(bare)) and len(bare) <= LINE // 2 and salutes.signature(bare) >= SHAPE and not _ENDS.match(bare)


def _kind(unit: Unit, expected: frozenset[str]) -> str:
    """Return whether a line is a date, a mark of a signature, a sure name, a name by its shape, an office; ``""`` if it is none."""
    said = unit.text
    if unit.prose or len(said) > LINE or said.endswith((":", ";", "?", "!", ",")):
        return ""
    if unit.dated or _placed(unit):
        return "date"
    if _BY.match(said):
        return "sure"
    bare = _MARK.sub("", said).strip()
    if not bare:
        return "mark"
    if _MARK.search(said) or _IN_SIGNS.fullmatch(said) or _APART.fullmatch(said):
        return "sure" if salutes.signature(papers.joined(bare)) else ""
    small = said[:1].islower() and salutes.office(said[:1].upper() + said[1:])  # "chargé d'affaires"
    if small or salutes.office(said) or (papers.letterhead(said) and not _is_name(said)):
        return "office"
    if not _is_name(said) or said.endswith("."):
        return ""
    return "sure" if salutes.signature(said, expected) >= SURE else "name"


def _enough(kinds: Sequence[str], units: Sequence[Unit], expected: frozenset[str]) -> bool:
    """Whether the lines are a signature: a sure name, or one beside its mark, its office or its date."""
    if "sure" in kinds:
        return kinds[0] != "date" or len(kinds) > 1
    if list(kinds) == ["office", "date"] and units[0].block != units[-1].block:
        return True  # "Embassy in Vietnam / 1 August 1964"
    if "name" not in kinds:
        return False
    beside = {"mark", "office", "date"} & set(kinds)
    if kinds.count("name") > 1 and not beside:
        return False
    named = next(u.text for kind, u in zip(kinds, units, strict=False) if kind == "name")
    return bool(beside) or bool(expected & {w.lower() for w in re.findall(r"\w+", named)}) or bool(_APART.fullmatch(named))
