"""How sure it is that a block is what the rules have made of it: a heading, a paragraph, an item, a signature, a running head.

A rule decides by its own signs; here each block of the finished draft is looked at once more, with its neighbours, and what speaks for
it and against it is weighed. The weights (``sure.tsv``) are fitted on texts whose blocks were marked by people
(``benchmarks/fit_structure.py``), so that of the blocks with a probability of 0.7 seven of ten are what they are said to be. Nothing
is changed by it: the review asks about the doubtful ones, ``explain`` names them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft
from encoder.draft.shape import Shape
from encoder.tables import text_of

#: what is as probable as this is of high or medium certainty, as with names
HIGH = 0.95
MEDIUM = 0.75
_STRONGEST = 5
#: the classes that have weights of their own
GROUPS: Mapping[str, str] = {
    "p": "p", "head": "head", "item": "item", "lg": "verse", "l": "verse", "salute": "part", "signed": "part", "dateline": "part",
    "addrLine": "part", "byline": "part", "trailer": "part", "speaker": "talk", "stage": "talk", "fw": "page", "note": "note",
    "quote": "note",
}  # fmt: skip
#: the longest of each length, in characters
_LENGTHS = ((15, "up to 15 characters"), (40, "up to 40 characters"), (90, "up to 90 characters"), (250, "up to 250 characters"))
_ENDS = (
    (re.compile(r"[.!?…][\"”’»)\]_*]*\Z"), "ends as a sentence does"),
    (re.compile(r"[:—–-]\Z"), "ends with a colon or a dash"),
    (re.compile(r"[,;]\Z"), "ends with a comma"),
)
_WORD = re.compile(r"[^\W\d_]+")
_ENUMERATED = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,5})[.)\]]\s|[-•*·–—]\s")
_LABELLED = re.compile(r"[A-Z][\w.’' -]{1,40}:\s|[QA]\.?\s{1,4}(?=[A-Z])|(?:Mr|Mrs|Dr|Sir|The)\.?\s[A-Z][\w.’' ]{1,30}[.:]\s")
_COLUMNS = re.compile(r"\S(?:\t|\s{3,})\S")
_YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Sure:
    """A block, the probability that it is what its element says, and why."""

    annotation: Annotation
    probability: float
    why: str

    @property
    def cert(self) -> str:
        """The certainty as names have it: high, medium, low."""
        return "high" if self.probability >= HIGH else "medium" if self.probability >= MEDIUM else "low"


def sure(draft: Draft) -> list[Sure]:
    """Return every block of a finished draft with how sure it is, in the order of the text; what a person has decided is not among them."""
    table = weights()
    return [_weighed(a, seen, table) for a, seen in observed(draft) if "resp" not in a.attributes or a.attributes["resp"] == "#tei-encoder"]


def _weighed(a: Annotation, seen: Sequence[str], table: Mapping[str, float]) -> Sure:
    rows = {one: table[one] for one in seen if one in table}
    total = sum(rows.values())
    share = 1 / (1 + math.exp(-total))
    strongest = sorted(rows.items(), key=lambda row: (-abs(row[1]), row[0]))[:_STRONGEST]
    said = "; ".join(f"{one.partition(': ')[2] or one} {weight:+.1f}" for one, weight in strongest)
    return Sure(a, share, f"{said}; probability {share:.2f}")


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each observation."""
    rows = text_of("anatomy/sure.tsv").splitlines()[1:]
    return {name: float(weight) for name, _, weight in (row.partition("\t") for row in rows)}


def observed(draft: Draft) -> Iterator[tuple[Annotation, list[str]]]:
    """Yield each block with what is observed of it, in the order of the text."""
    units = Shape(draft.text, draft.annotations).units()
    plain = [draft.plain(unit.span) for unit in units]
    often = Counter(unit.element for unit in units)
    again = Counter(said for said in plain if said)
    family = f"family: {draft.context.profile.name}"
    starts = [block.span.start for block in draft.source.blocks]
    for k, unit in enumerate(units):
        group = GROUPS.get(unit.element, "p")
        seen = [
            "always", *_form(plain[k]), *_place(units, k), *_layout(draft, starts, unit),
            f"{'one' if often[unit.element] == 1 else 'few' if often[unit.element] < 4 else 'many'} of its kind",
        ]  # fmt: skip
        if again[plain[k]] > 1:
            seen.append("its words come again")
        if _like(units, plain, k):
            seen.append("is like the one beside it")
        yield unit, [*(f"{group}: {one}" for one in seen), f"element: {unit.element}", f"rule: {unit.rule}", family]


def _form(said: str) -> Iterator[str]:
    """Yield what the words of a block are like."""
    yield next((name for most, name in _LENGTHS if len(said) <= most), "longer")
    yield next((name for sign, name in _ENDS if sign.search(said)), "ends without a mark")
    words = _WORD.findall(said)
    if words and said.isupper():
        yield "in capitals"
    elif words and sum(w[0].isupper() for w in words) >= 0.7 * len(words) and len(words) > 1:
        yield "words with capitals"
    if said[:1].islower():
        yield "begins small"
    if sum(map(str.isalpha, said)) < 0.6 * len(said.replace(" ", "")):
        yield "few letters"
    for sign, name in ((_ENUMERATED, "begins with a number or a bullet"), (_LABELLED, "begins with a label")):
        if sign.match(said):
            yield name
    if _YEAR.search(said) and len(said) < 90:
        yield "short and has a year"
    if said[:1] + said[-1:] in {"[]", "()"}:
        yield "in brackets"


def _place(units: Sequence[Annotation], k: int) -> Iterator[str]:
    """Yield what stands beside a block."""
    before = units[k - 1].element if k else "the beginning"
    behind = units[k + 1].element if k + 1 < len(units) else "the end"
    yield f"behind {GROUPS.get(before, before)}"
    yield f"before {GROUPS.get(behind, behind)}"
    if k < 3:
        yield "among the first three"
    if k >= len(units) - 3:
        yield "among the last three"


def _layout(draft: Draft, starts: Sequence[int], unit: Annotation) -> Iterator[str]:
    """Yield how a block stands on the page."""
    at = bisect_right(starts, unit.span.start) - 1
    if at < 0:
        return
    block = draft.source.blocks[at]
    if block.span == unit.span:
        yield "a block of the layout"
    elif block.span.start < unit.span.start and unit.span.end <= block.span.end:
        yield "begins inside a block of the layout"
    if block.kind != "text":
        yield f"its block is {block.kind}"
    lines = draft.text.count("\n", *unit.span) + 1
    yield "one line" if lines == 1 else "broken lines" if block.width else "lines that are not full"
    if block.first_indent > 1:
        yield "indented"
    if _COLUMNS.search(draft.text, *unit.span):
        yield "has wide spaces"


def _like(units: Sequence[Annotation], plain: Sequence[str], k: int) -> bool:
    """Whether a block beside a short one is short too and the same."""
    if len(plain[k]) > 90:
        return False
    near = (n for n in (k - 1, k + 1) if 0 <= n < len(units))
    return any(units[n].element == units[k].element and len(plain[n]) <= 90 for n in near)
