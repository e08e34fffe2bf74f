"""Where the words of a decision stand: the words themselves letter by letter, their neighbours as well as they fit.

White space counts as one space, however much there is, and line ends are white space: a text that was copied again in other
lines keeps its decisions. So is a word that a line's end divides the whole word, in the text and in the decision. Nothing grows
faster than the text: the words are looked for once, and once more where words are divided.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.anatomy.hyphens import MARKS
from encoder.layout.blocks import Span

#: so many words around are kept
AROUND = 5
#: so much of a neighbour's words has to agree, counted from the decision outwards, that the place is the one
ENOUGH = 0.5
#: characters of the text that are looked at for the words around, at the most
_REACH = 400
_WORDS = re.compile(r"\w+|[^\w\s]")
#: what divides a word: in the text at a line's end, in a decision before a space
_DIVIDED = re.compile(rf"(?<=[^\W\d_])[{re.escape(MARKS)}][ \t\r]*\n[ \t]*(?=[^\W\d_])")
_DIVIDED_HERE = re.compile(rf"(?<=[^\W\d_])[{re.escape(MARKS)}]\s+(?=[^\W\d_])")


class Anchor(NamedTuple):
    """The words, and those before and behind them."""

    exact: str
    prefix: str
    suffix: str


def anchored(text: str, span: Span, around: int = AROUND) -> Anchor:
    """Return the anchor of a span: its words and so many words before and behind it, white space as one space."""
    before = text[max(0, span.start - _REACH) : span.start].split()
    behind = text[span.end : span.end + _REACH].split()
    prefix, suffix = " ".join(before[-around:]), " ".join(behind[:around])
    if prefix and text[span.start - 1].isspace():
        prefix += " "
    if suffix and text[span.end].isspace():
        suffix = " " + suffix
    return Anchor(" ".join(text[span.start : span.end].split()), prefix, suffix)


class _Whole(NamedTuple):
    """A text without what divides its words."""

    text: str
    #: where each cut was, in the text as it is, and in the one without; how many characters are gone before the first, the second ...
    cuts: list[int]
    joints: list[int]
    gone: list[int]

    def back(self, span: Span) -> Span:
        """Return a span of this text in the one as it is; a cut at its ends is outside."""
        start, end = self.gone[bisect_right(self.joints, span.start)], self.gone[bisect_left(self.joints, span.end)]
        return Span(span.start + start, span.end + end)

    def forth(self, span: Span) -> Span:
        """Return a span of the text as it is in this one; none of its ends is in a cut."""
        return Span(*(at - self.gone[bisect_left(self.cuts, at)] for at in span))


@lru_cache(maxsize=1)  # all decisions on a text come one after the other
def _whole(text: str) -> _Whole:
    cuts, joints, gone = [], [], [0]
    for found in _DIVIDED.finditer(text):
        cuts.append(found.start())
        joints.append(found.start() - gone[-1])
        gone.append(gone[-1] + len(found[0]))
    return _Whole(_DIVIDED.sub("", text) if cuts else text, cuts, joints, gone)


def occurrences(text: str, exact: str) -> list[Span]:
    """Return where words stand, as whole words, in order; a word that is divided there or here is the whole word too."""
    found = _found(text, exact)
    whole, said = _whole(text), _DIVIDED_HERE.sub("", exact)
    if whole.cuts or said != exact:
        found = sorted({*found, *map(whole.back, _found(whole.text, said))})
    return found


def _found(text: str, exact: str) -> list[Span]:
    words = exact.split()
    pattern = r"\s+".join(map(re.escape, words))
    first, last = words[0][0], words[-1][-1]
    before = r"(?<!\w)" if first.isalnum() else ""
    # the mark of a note may stand close behind a word
    after = r"(?![^\W\d_])" if last.isalpha() else r"(?!\w)" if last.isalnum() else ""
    return [Span(*found.span()) for found in re.finditer(before + pattern + after, text)]


def here(text: str, anchor: Anchor) -> tuple[list[Span], str]:
    """Return the one place that an anchor means; else none and why: ``gone``, ``changed`` or ``several``."""
    found = occurrences(text, anchor.exact)
    if not found:
        return [], "gone"
    prefix, suffix = (_WORDS.findall(_DIVIDED_HERE.sub("", side)) for side in (anchor.prefix, anchor.suffix))
    prefix.reverse()
    if not (prefix or suffix):
        return (found, "") if len(found) == 1 else ([], "several")
    whole = _whole(text)
    scored = [(_agreement(whole.text, whole.forth(span), prefix, suffix), -span.start, span) for span in found]
    best = max(scored)
    if best[0] < ENOUGH:
        return [], "changed"
    if sum(score == best[0] for score, _, _ in scored) > 1:
        return [], "several"
    return [best[2]], ""


def _agreement(text: str, span: Span, prefix: list[str], suffix: list[str]) -> float:
    """Return how much of the words around agrees, of 1: each word counts for less the farther away it is."""
    before = _WORDS.findall(text[max(0, span.start - _REACH) : span.start])[::-1]
    behind = _WORDS.findall(text[span.end : span.end + _REACH])
    total = got = 0.0
    for wanted, there in ((prefix, before), (suffix, behind)):
        for k, word in enumerate(wanted):
            weight = 1 / (k + 1)
            total += weight
            # one word that is new or gone moves the others by one
            got += weight * (word in there[max(0, k - 1) : k + 2])
    return got / total
