"""Several papers in one text, as editions of documents print them: where each begins.

A number in a line of its own, the title below it, a date or somebody addressed over the text, the archive's signature or a name below the
paper before: none of them is enough alone, what they add up to decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy import closing, heading, opening, papers, salutes
from encoder.anatomy.units import Unit
from encoder.language.letters import tokens
from encoder.layout.blocks import Span

#: what speaks for the beginning of a paper: its number, a title, a date below it, somebody addressed; what ended above it
NUMBERED = 1.5
TITLED = 1.5
CAPITALS = 2.5
DATED = 1.0
GREETED = 1.0
SOURCE = 2.0
SIGNED = 1.5
#: a number of the same form, over a date or title as well, stands elsewhere
AGAIN = 1.5
ENOUGH = 4.0
#: date and address are looked for among so many lines below, the end of the one before among so many above
NEAR = 7
BACK = 8
#: a title is no longer
LONGEST = 420
#: a name that ends a paper is as sure as this
SURE = 3.0
#: "No. 16", "№ 5", "Document 12.", "Dokument Nr. 3"
NUMBER = re.compile(r"(?:(?:Document|Dokument|Документ)\s)?(?:N[or]s?\.?|N[º°]|№|(?<=\s))\s?(?P<n>\d{1,4})[.:]?", re.I)
_COUNTED = re.compile(r"[A-Z]{4}.*\bN[or]s?\.?\s?\d{1,4}\.?\Z")
#: "PETITION of", "Treaty between", "The Petition of John Hale": a kind of paper at the head of its title
_KIND = re.compile(
    r"""
    (?: The\s | An?\s )? (?: Humble\s )?
    (?P<kind> Petition | Memorial | Treaty | Convention | Act | Proclamation | Ordinance | Deposition
        | Affidavit | Remonstrance | Resolution | Declaration | Commission | Warrant )
    \b
    """,
    re.I | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Start:
    """The unit with which a paper begins, what heads it, and its number as printed, ``""`` without one."""

    unit: int
    heads: tuple[Span, ...]
    n: str
    score: float
    #: whether the end of another paper stands over it
    ended: bool = False


def starts(lines: Sequence[Unit], sources: Collection[int], above: Callable[[int], int]) -> list[Start]:
    """Return where papers begin, the first one among them; empty for one paper.

    ``sources`` are the offsets at which notes on the copy end, ``above`` says where the text over an offset ends.
    """
    found: list[Start] = []
    for k, unit in enumerate(lines):
        if found and found[-1].heads and unit.span.end <= found[-1].heads[-1].end:
            continue  # the title below a number
        if one := _start(lines, k, sources, above):
            found.append(one)
    numbers = [one for one in found if one.n]
    again = {a.unit for a, b in pairwise(numbers) if int(b.n) > int(a.n)} | {b.unit for a, b in pairwise(numbers) if int(b.n) > int(a.n)}
    sure = [one for one in found if one.score + (AGAIN if one.unit in again else 0) >= ENOUGH and (one.ended or not _told(lines, one.unit))]
    if not any(one.ended for one in sure):
        return []
    if _told(lines, sure[0].unit):  # the paper before the first heading
        sure.insert(0, Start(0, (), "", 0))
    return sure if len(sure) > 1 else []


def _told(lines: Sequence[Unit], k: int) -> bool:
    """Whether a text stands above a unit."""
    return any(unit.prose for unit in lines[:k])


def _start(lines: Sequence[Unit], k: int, sources: Collection[int], above: Callable[[int], int]) -> Start | None:
    """Return the beginning of a paper at a unit, if number or title are there."""
    unit = lines[k]
    if (k and lines[k - 1].block == unit.block) or unit.dated:
        return None
    number = NUMBER.fullmatch(unit.text.strip())
    first = k + 1 if number else k
    end = _block(lines, first)
    apart = first < len(lines) and (not number or lines[first].block == unit.block or lines[first].block == unit.block + 1)
    title = _title([u.text for u in lines[first:end]]) if apart else 0.0
    if not number and not title:
        return None
    heads = [unit.span] if number else []
    if title:
        heads.append(Span(lines[first].span.start, lines[end - 1].span.end))
    below = lines[end if title else first :][:NEAR]
    score = (NUMBERED if number else 0) + title + _below(below)
    over = above(unit.span.start)
    ended = SOURCE if over in sources else SIGNED if _signed(lines[max(0, k - BACK) : k]) else 0
    if title and not number:
        top, more = _over(lines, k)
        heads, k = [*more, *heads], top
    if not any(u.prose for u in below) or (not number and not ended):
        return None
    return Start(k, tuple(heads), number["n"] if number else "", score + ended, bool(ended))


def _over(lines: Sequence[Unit], k: int) -> tuple[int, list[Span]]:
    """Return the first of the lines in capitals with a number over a title, "PUBLIC ACT.--No. 9.", and what they are."""
    if k < 2 or lines[k - 1].block == lines[k - 2].block or not (lines[k - 1].text.isupper() or _COUNTED.search(lines[k - 1].text)):
        return k, []
    above = lines[k - 1]
    if above.prose or above.dated or not re.search(r"\d", above.text):
        return k, []
    return k - 1, [above.span]


def _block(lines: Sequence[Unit], k: int) -> int:
    """Return the number of the unit behind those of a unit's block."""
    end = k
    while end < len(lines) and lines[end].block == lines[k].block:
        end += 1
    return end


def _title(said: Sequence[str]) -> float:
    """Return how much the lines of a block are the title of a paper: a kind of paper and what it is of, whom it is from or to."""
    words = " ".join(said)
    if not said or len(words) > LONGEST or not words[:1].isupper() or words[-1:] in {",", ";", ":"}:
        return 0.0
    kind = _KIND.match(words)
    if kind and (kind["kind"].isupper() or opening.titled(words)):
        return CAPITALS if kind["kind"].isupper() else TITLED
    open_ = words[-1:] != "." or words.isupper()
    if open_ and (papers.heading(words) or heading.read(words)):
        return TITLED
    return 0.0


def _below(lines: Sequence[Unit]) -> float:
    """Return what speaks for a paper in the lines over its text: a date, somebody addressed."""
    score = 0.0
    dated = greeted = False
    for unit in lines:
        if unit.prose and not unit.dated:
            break
        dated = dated or unit.dated or _ends_dated(unit)
        addressed = bool(papers.sent_to(unit.text)) or salutes.address(unit.text) >= opening.ADDRESSED
        greeted = greeted or addressed or salutes.salutation(unit.text) >= opening.ENOUGH
    score += DATED if dated else 0
    return score + (GREETED if greeted else 0)


def _ends_dated(unit: Unit) -> bool:
    """Whether number and date stand in one line: "No. 77/GS    May 3, 1961"."""
    return bool(re.search(r"\s{3,}\S.{4,40}\d{4}\W*\Z", unit.raw))


def _signed(before: Sequence[Unit]) -> bool:
    """Whether the end of a paper stands above: a name by itself below a text."""
    if not any(unit.prose for unit in before) and len(before) < BACK:
        return False
    end = closing.read(before, 0, frozenset())
    if (end.left and end.name) or any(unit.prose and closing.takes_leave(unit.text) for unit in before[-2:]):
        return True
    last = [unit for unit in before if not unit.prose and not unit.dated]
    return bool(end.name and end.sure >= SURE) or any(_capitals(unit) for unit in last[-2:])


def _capitals(unit: Unit) -> bool:
    """Whether a line is a name in capitals with its office behind it: "E. D. MARSH, Assistant Adjutant General."."""
    name, _, office = unit.text.partition(",")
    return name.isupper() and 1 < len(tokens(name)) <= opening.ABOVE + 2 and (bool(office) or unit.text.endswith(".")) and (
        salutes.office(office) or salutes.signature(unit.text, frozenset()) > 0
    )
