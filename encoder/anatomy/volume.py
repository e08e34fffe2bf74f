"""Where the letters of a volume begin: a heading, a number or a dateline with what opens a letter below it, another's end above it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy import closing, forms, heading, opening, orders, salutes
from encoder.anatomy.units import WIDE, Unit
from encoder.language.gazetteer import lists
from encoder.language.letters import tokens
from encoder.layout.blocks import Span

#: what speaks for the beginning of a letter: names in its heading, a number, a date below it, somebody addressed, a letter that ended
NAMED = 2.0
NUMBERED = 1.0
DATED = 1.5
GREETED = 2.0
CLOSED = 1.5
ENOUGH = 4.0
#: what is surely a salutation, which begins a second letter right below the name that ends the first
WARM = 5.0
WARMLY = 0.5
#: a number that counts on, from the one before or to the next
FOLLOWS = 1.5
#: the first of all needs no end over it, but its own opening
FIRST = 3.0
#: the end of a letter is looked for among so many lines before; so many may stand over the text of the next
BACK = 14
OVER = 12
#: a date so many lines over a heading belongs to the letter before
NEXT = 3
#: a word that names a kind of paper has more letters
SHORT = 4
#: the name that ends a letter is as sure as this
SURE = 3.0
#: so many lines has the head of an e-mail; what programs put over the one that is answered
MAIL = 8
PARTED = re.compile(r"[-_*>\s]*(?:Original|Forwarded|Weitergeleitete|Ursprüngliche|Message|Mensaje)\b[^.!?]{0,40}?[-_*:\s]*", re.I)
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


def starts(lines: Sequence[Unit], placed: Callable[[str], bool]) -> tuple[list[int], frozenset[int]]:
    """Return the units with which letters begin, and what else stands behind one, in order; those that are none; empty for one letter."""
    found: list[int] = []
    last = 0  # the unit with which the text of the last letter begins
    text = next((k for k, unit in enumerate(lines) if unit.prose), len(lines))
    counted = _counted(lines)
    numbers = [*sorted(counted), len(lines)]
    for k, unit in enumerate(lines):
        if k < last or not _may(lines, k):
            continue
        if not _headed(lines, k) and any(_headed(lines, j) for j in range(k + 1, min(k + NEXT, len(lines)))):
            continue  # a date or a valediction over a heading ends the letter before
        read = opening.read(lines[k : min(k + OVER, _next(numbers, k))], placed)
        score, named = _opens(read, unit)
        if k in counted:
            score, named = score + FOLLOWS, named or bool(found)
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
    mails = _mails(lines)
    found = sorted({*found, *mails})
    others = _others(lines, found) | _orders(lines)
    both = sorted({*(found or [0]), *others} if others else found)
    return (both, others) if len(both) > 1 else ([], frozenset())


def _others(lines: Sequence[Unit], found: Sequence[int]) -> frozenset[int]:
    """Return where something else begins behind the end of a letter: a heading in capitals that stands apart from it, with a text below."""
    others: set[int] = set()
    first = found[0] if found else 0
    for k, unit in enumerate(lines[first + 1 :], first + 1):
        if k in found:
            first = k
        if unit.above <= WIDE or k in found or not _titled(unit):
            continue
        told = [u for u in lines[k + 1 : k + OVER] if u.prose]
        before = lines[max(first, k - BACK) : k]
        if told and first in others:
            others.add(k)
            first = k
            continue
        if not told or salutes.alone("notes", unit.text) or not (first in found or _greeted(lines, first, k)):
            continue
        end = closing.read(before, 0, frozenset())
        sure = end.left or (first in found and end.sure >= SURE)
        if sure and end.name and not any(u.prose for u in before[end.start :]):
            others.add(k)
            first = k
    return frozenset(others)


def _mails(lines: Sequence[Unit]) -> frozenset[int]:
    """Return where the heads of e-mails begin, with the line over them that parts them from the next: "-----Original Message-----"."""
    heads: list[int] = []
    for k, unit in enumerate(lines):
        first = not k or lines[k - 1].block != unit.block
        kinds = [label.kind for u in lines[k : k + MAIL] if u.block == unit.block and (label := forms.label(u.text))] if first else []
        if kinds[:1] == ["sender"] and "recipient" in kinds and "subject" in kinds:
            heads.append(k - 1 if k and PARTED.fullmatch(lines[k - 1].text) else k)
    return frozenset(heads) if len(heads) > 1 else frozenset()


def _orders(lines: Sequence[Unit]) -> frozenset[int]:
    """Return where military orders begin, if there are several with a text each."""
    heads: list[int] = []
    for k, unit in enumerate(lines):
        if (k and lines[k - 1].block == unit.block) or unit.prose or (heads and not any(u.prose for u in lines[heads[-1] : k])):
            continue
        if orders.head(lines, k):
            heads.append(k)
    return frozenset(heads) if len(heads) > 1 else frozenset()


def titles(lines: Sequence[Unit], k: int) -> list[Span]:
    """Return the blocks in capitals with which something begins at a line, each as a whole."""
    found: list[Span] = []
    for j in range(k, min(k + OVER, len(lines))):
        unit = lines[j]
        if j > k and (not _titled(unit) or (unit.above > 2 and unit.block != lines[j - 1].block)):
            break
        if j > k and unit.block == lines[j - 1].block:
            found[-1] = Span(found[-1].start, unit.span.end)
        else:
            found.append(unit.span)
    return found


def _titled(unit: Unit) -> bool:
    """Whether a line is a title in capitals."""
    return unit.text.isupper() and not unit.prose and not forms.secrecy(unit.text) and (not unit.dated or _named(unit.text))


def _named(text: str) -> bool:
    """Whether a line with a date names what it heads: "PROCLAMATION OF MAY 4, 1861", not "BOSTON, MAY 4, 1861"."""
    first = tokens(text)[0].lower() if tokens(text) else ""
    return len(first) > SHORT and first in lists("english_words")


def _greeted(lines: Sequence[Unit], first: int, k: int) -> bool:
    """Whether what stands between two lines is a letter: somebody is addressed over its text."""
    return any(salutes.salutation(u.text) >= opening.ENOUGH for u in lines[first : min(k, first + OVER)] if not u.prose)


def _next(numbers: Sequence[int], k: int) -> int:
    """Return where the next letter under a number begins."""
    return numbers[min(bisect_right(numbers, k), len(numbers) - 1)]


def _counted(lines: Sequence[Unit]) -> frozenset[int]:
    """Return the lines with a number alone or over a heading that count on, each from the one before."""
    rows = [(k, heading.value(m["number"])) for k, unit in enumerate(lines)
            if (m := heading.NUMBERED.match(unit.text.strip())) and not unit.dated and _headed(lines, k)]
    return frozenset(k for (a, one), (b, other) in pairwise(rows) if one and other == one + 1 for k in (a, b))


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
    if unit.prose or unit.dated or not (alone or _despatch(lines, k)):
        return False
    return bool(heading.NUMBERED.fullmatch(unit.text.strip()) or heading.read(unit.text))


def _despatch(lines: Sequence[Unit], k: int) -> bool:
    """Whether a number heads a block in whose next line one writes to another: "No. 576." over "Sir Edward Hale to Mr. Pym."."""
    if k + 1 >= len(lines) or (k and lines[k - 1].block == lines[k].block) or lines[k + 1].block != lines[k].block:
        return False
    said = heading.read(lines[k + 1].text) if heading.NUMBERED.fullmatch(lines[k].text.strip()) else None
    return bool(said and said.sender and said.recipient)


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
    score += WARMLY if read.greeted >= WARM else 0
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
