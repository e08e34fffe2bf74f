"""Decisions that an edition cannot hold: they are found, left out and told, so that no rule has to give way to them.

A decision that fits its place can still be one that no valid edition can have: a signature in the middle of a text. Which ones they
are is tried out: the longest row of decisions that holds, without the one behind it, and so on. How often is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from encoder.decisions import Decision
from encoder.decisions.anchors import Anchor, here
from encoder.decisions.effects import RULE
from encoder.draft.model import Problem
from encoder.layout.blocks import Span

#: a text is encoded so often at the most to find them; what is left then is not obeyed at all
MOST = 60
CODE = "decision-unfit"
DISORDER = "out-of-order"
LEFT = "too many others do not fit, and what fits was not looked for any more"

Made = TypeVar("Made")


class Held(NamedTuple, Generic[Made]):
    """What could be made, with which decisions, and a Problem for each of the others."""

    made: Made
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def refused(problems: Sequence[Problem]) -> bool:
    """Whether a block that a decision has made could not stand where it was put."""
    signs = (f" of {RULE} is left out", f" of {RULE} is written as a paragraph")
    return any(
        p.code in {"overlap", DISORDER} and any(sign in p.message for sign in signs) and p.message.split(" ", 1)[0] in _HOLDING
        for p in problems
    )


def disorder(problems: Sequence[Problem]) -> int:
    """Return how many parts of a division had to become paragraphs; a decision on one block is none on its neighbours."""
    return sum(p.code == DISORDER for p in problems)


#: elements that a decision on a block makes; what marks words may give way to others as always
_HOLDING = frozenset({
    "p", "head", "item", "list", "l", "lg", "quote", "dateline", "salute", "signed", "address", "addrLine", "byline", "trailer", "speaker",
    "sp", "stage", "fw", "opener", "closer", "postscript", "div", "note",
})  # fmt: skip


def fitting(
    decisions: Sequence[Decision], make: Callable[[tuple[Decision, ...]], Made], holds: Callable[[Made, Made], bool],
    why: Callable[[Made], str], text: str,
) -> Held[Made]:
    """Return what the decisions make without those that it cannot hold; none is left out where without any it does not hold either.

    ``holds`` says whether an edition does, as one without decisions does, which is its second argument; ``why`` what is wrong with
    one that does not.
    """
    last = make(())
    if not holds(last, last):
        return Held(make(tuple(decisions)), tuple(decisions), ())
    kept, tried = list(decisions), 1
    unfit: list[Problem] = []
    while kept:
        made = make(tuple(kept))
        tried += 1
        if holds(made, last):
            return Held(made, tuple(kept), tuple(unfit))
        low, high = 0, len(kept)  # the first so many hold, and so many do not
        while high - low > 1 and tried < MOST:
            middle = (low + high) // 2
            tried += 1
            low, high = (middle, high) if holds(make(tuple(kept[:middle])), last) else (low, middle)
        if tried >= MOST:
            break
        failing = made if high == len(kept) else make(tuple(kept[:high]))
        unfit.append(_told(kept.pop(high - 1), why(failing), text))
    return Held(last, (), (*unfit, *(_told(decision, LEFT, text) for decision in kept)))


def _told(decision: Decision, why: str, text: str) -> Problem:
    found, _ = here(text, Anchor(decision.exact, decision.prefix, decision.suffix))
    return Problem(CODE, "warning", f"{decision.said}: {why}; it was not obeyed", found[0] if found else Span(0, 0))
