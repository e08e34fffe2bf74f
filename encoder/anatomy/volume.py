"""Where the letters of a volume begin: a heading, a number or a dateline with what opens a letter below it, another's end above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from encoder import lazy_re as re
from encoder.anatomy import closing, heading, opening, salutes
from encoder.anatomy.units import Unit

#: what speaks for the beginning of a letter: names in its heading, a number, a date below it, somebody addressed, a letter that ended
NAMED, NUMBERED, DATED, GREETED, CLOSED = 2.0, 1.0, 1.5, 2.0, 1.5
ENOUGH = 4.0
#: the first of all needs no end over it, but its own opening
FIRST = 3.0
#: the end of a letter is looked for among so many lines before; so many may stand over the text of the next
BACK, OVER = 14, 12
#: a date so many lines over a heading belongs to the letter before
NEXT = 3
#: the name that ends a letter is as sure as this
SURE = 3.0
#: what is enclosed says so
LABEL = re.compile(
    r"""
    \W{0,2}
    (?: Enclosures? | Inclosures? | Attachments? | Annexe?s? | Anlagen? | Beilagen? | Allegat[oi]
      | Anexos? | Приложени[ея] | Cop(?:y|ie|ia) | Abschrift )
    \b
    """,
    re.I | re.VERBOSE,
)


def starts(lines: Sequence[Unit], placed: Callable[[str], bool]) -> list[int]:
    """Return the units with which letters begin, in order; empty where there are not two letters."""
    found: list[int] = []
    last = 0  # the unit with which the text of the last letter begins
    text = next((k for k, unit in enumerate(lines) if unit.prose), len(lines))
    for k, unit in enumerate(lines):
        if k < last or not _may(lines, k):
            continue
        if not _headed(lines, k) and any(_headed(lines, j) for j in range(k + 1, min(k + NEXT, len(lines)))):
            continue  # a date or a valediction over a heading ends the letter before
        read = opening.read(lines[k : k + OVER], placed)
        score, named = _opens(read, unit)
        first = not found and k <= text
        if not read.text or score < (FIRST if first else DATED):
            continue
        ended = CLOSED if first else _ended(lines, max(found[-1] if found else 0, last), k)
        if score + ended < ENOUGH or not (ended or named):
            continue
        if not found and k and closing.read(lines[max(0, k - BACK) : k], 0, frozenset()).left:
            found.append(0)  # what stands before it is a letter too, which has no heading
        found.append(_up(lines, k, last))
        last = k + read.text
    return found if len(found) > 1 else []


def _up(lines: Sequence[Unit], k: int, last: int) -> int:
    """Return where a letter begins whose dateline is at ``k``: with a label ("Annexe", "COPIE") or a letterhead in capitals over it."""
    first = k
    while first - 1 > last and not lines[first - 1].prose and not lines[first - 1].dated:
        unit = lines[first - 1]
        above = lines[first - 2]
        if not (LABEL.match(unit.text) or unit.text.isupper()) or salutes.address(unit.text) >= opening.ADDRESSED:
            break
        if above.block == unit.block and salutes.address(above.text) >= opening.ADDRESSED:
            break
        first -= 1
    labels = [j for j in range(first, k) if LABEL.match(lines[j].text)]
    return labels[0] if labels else k


def _headed(lines: Sequence[Unit], k: int) -> bool:
    """Whether a line alone in its block is the number or the heading of a letter."""
    unit = lines[k]
    alone = (not k or lines[k - 1].block != unit.block) and (k + 1 == len(lines) or lines[k + 1].block != unit.block)
    if not alone or unit.prose or unit.dated:
        return False
    return bool(heading.NUMBERED.fullmatch(unit.text.strip()) or heading.read(unit.text))


def _may(lines: Sequence[Unit], k: int) -> bool:
    """Whether a letter can begin with a unit: the first line of its block, and no sentence but a run-in salutation."""
    unit = lines[k]
    if k and lines[k - 1].block == unit.block:
        return False
    if unit.prose:
        return bool(salutes.run_in(unit.raw))
    return unit.dated or _headed(lines, k) or salutes.salutation(unit.text) >= opening.ENOUGH


def _opens(read: opening.Opening, unit: Unit) -> tuple[float, bool]:
    """Return how much an opening is that of a letter, and whether a heading names somebody."""
    named = bool(read.said and (read.said.sender or read.said.recipient or read.said.same))
    score = NAMED if named else 0.0
    score += NUMBERED if heading.NUMBERED.match(unit.text.strip()) and not unit.dated else 0
    score += DATED if read.dated else 0
    score += GREETED if read.greeted >= opening.ENOUGH else 0
    return score, named


def _ended(lines: Sequence[Unit], first: int, k: int) -> float:
    """Return what speaks for it that a letter ended before unit ``k``."""
    before = lines[max(first, k - BACK) : k]
    if not before:
        return 0
    end = closing.read(before, 0, frozenset())
    if end.left or (end.name and end.sure >= SURE):
        return CLOSED
    return CLOSED / 2 if before[-1].dated and any(u.prose for u in before) else 0
