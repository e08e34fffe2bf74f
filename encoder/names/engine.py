"""The names of a document: what may be one, what speaks for it and against it, what the whole document makes of it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from encoder import lazy_re as re
from encoder.draft import roles
from encoder.draft.model import BARRIER, Annotation, Draft, Fact
from encoder.draft.views import begins, ends
from encoder.layout.blocks import Span
from encoder.names import decide
from encoder.names.candidates import CLASSES, Candidate, Proposal, Text, candidates
from encoder.names.capitals import capitals, matches
from encoder.names.cues import proposals
from encoder.names.kinds import Kind, kinds
from encoder.names.taken import Taken
from encoder.names.together import together
from encoder.names.tokens import WIDE
from encoder.names.tongue import tongue

#: what is as probable as this carries @cert "high" or "medium"
HIGH = 0.95
MEDIUM = 0.75
#: persons, places and bodies that are less probable are not tagged; of bodies too many were left at one half
LEAST = (0.5, 0.5, 0.45)
#: in German every noun has a capital: more is asked
LEAST_GERMAN = (0.7, 0.5, 0.45)
RULE = "name-weighed"
#: so probable a name that is left is shown by ``explain``
SHOWN = 0.12
#: from here on to ``LEAST`` a name that is left is worth a question: of those with a mark of their own in texts annotated by hand
#: (benchmarks/names_texts) six of ten are names just as they stand, nine of ten touch one
NARROW = 0.25
_STRONGEST = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """The names with their class and probability, in the order of the text, and everything that was weighed."""

    names: tuple[tuple[Candidate, int, float], ...]
    weighed: tuple[Candidate, ...]
    facts: tuple[Fact, ...]
    table: str


def weighed(draft: Draft) -> tuple[list[Candidate], list[Fact]]:
    """Return what may be a name in a draft, with what is observed of each; the sums are not made."""
    cued, facts = proposals(draft)
    width = draft.source.width
    wide = min(WIDE, round(width * _MOST)) if width else WIDE
    prose = _lined(_unnumbered(_unmarked(draft.prose), capitals(draft.prose).of(_LETTERS)), draft.text, wide)
    text = Text(
        _without_heads(prose) if draft.language.startswith("de") else prose,
        lines=draft.text,
        wide=wide,
        genre=f"of {draft.context.profile.name}",
        foreign=not draft.english,
        german=draft.language.startswith("de"),
        own=tongue(draft.language),
        pages=frozenset(a.span.start for a in draft.of("pb")),
    )
    if prose is not draft.prose:
        cued = [p for p in _within_lines(cued, prose) if BARRIER not in prose[p.start : p.end]]
    found = candidates(text, cued, taken(draft))
    _dated(draft, found)
    return found, facts


def _dated(draft: Draft, found: list[Candidate]) -> None:
    """Note which of the candidates, in the order of the text, stand in a dateline."""
    datelines = [a.span for a in draft.of("dateline")]
    starts = [c.start for c in found] if datelines else []
    for line in datelines:
        for c in found[bisect_left(starts, line.start) : bisect_left(starts, line.end)]:
            if c.end <= line.end:
                c.seen.append("in a dateline")


#: a line that has not this share of the width at which lines are broken ends for another reason than want of room
_MOST = 0.6
_LINE_ENDS = re.compile(r"\n(?<=\S.)(?=[^\S\n]*[^\W\d_])", re.S)


def _lined(prose: str, text: str, wide: int) -> str:
    """Return the prose with an end wherever a short line of the text ends and the next begins with a capital, as in an address."""
    if "\n" not in text:
        return prose
    ends = [
        at
        for m in _LINE_ENDS.finditer(text)
        if (at := m.start()) < len(prose) and prose[at] == " " and text[_first(text, at)].isupper() and at - text.rfind("\n", 0, at) <= wide
    ]
    if not ends:
        return prose
    parts = [prose[a + 1 : b] for a, b in pairwise([-1, *ends, len(prose)])]
    return "\n".join(parts)


def _within_lines(cued: list[Proposal], prose: str) -> Iterator[Proposal]:
    """Yield what the cues propose; of what goes on over a line's end only a body, which has its noun in the last line."""
    for p in cued:
        end = prose.rfind("\n", p.start, p.end)
        if end < 0:
            yield p
        elif p.element == "orgName":
            yield p._replace(start=_first(prose, end))


def _first(text: str, at: int) -> int:
    """Return where the first character behind a line's end stands that is no blank."""
    at += 1
    while text[at].isspace():
        at += 1
    return at


#: initials with which a postscript begins and words of clerks, which are nobody's: "P. S. Pray send the gun", "Vera Copia, Attest."
#: and the marks of files: "S/P–NSC Files"
_FORMULAS = re.compile(
    r"""
    ^[ \t]*(?:(?:P\.\s?-?){1,2}S\.|N\.\s?B\.|P\.\s?D\.) | \bVera\s[Cc]opia\b | \bAttest\b | \bJurat\b
    | \b[A-Z]{1,3}/[A-Z]{1,3}\s?[–-]\s?[A-Z]{2,5}(?=\sFiles)
    """,
    re.M | re.X,
)
#: what each of them has; most texts have none
_FORMULA = re.compile(r"[NPVAJ](?<!\w.)(?:\.\s?-?[SPBD]\.|era\s[Cc]opia|ttest|urat)|/[A-Z]{1,3}\s?[–-]\s?[A-Z]{2,5}\sFiles")


#: of these words one is in each
_FORMULA_WORDS = frozenset({"P", "N", "Vera", "Attest", "Jurat", "Files"})


def _unmarked(prose: str) -> str:
    """Return the text with formulas that look like names out of the way, each as long as it was."""
    if not capitals(prose).among(_FORMULA_WORDS) or not _FORMULA.search(prose):
        return prose
    return _FORMULAS.sub(lambda m: BARRIER * len(m[0]), prose)


_LETTERS = frozenset("ABCDEFGH")
#: a letter that may number a paragraph: "A. Communist China has managed ..."
_LETTER = re.compile(r"[A-H](?<!\w.)\.[ \t]+(?=[A-Z][^\n]{30})")


def _unnumbered(prose: str, letters: Iterable[int]) -> str:
    """Return the text with the letters that number its paragraphs out of the way, which look like initials: A., B. and so on.

    ``letters``: where letters stand that are words.
    """
    kept: list[int] = []
    for m in matches(_LETTER, prose, letters):
        at, first = m.start(), max(0, m.start() - _INDENT)
        if m[0][0] == chr(ord("A") + len(kept)) and begins(prose, first + len(prose[first:at].rstrip(" \t"))):
            kept.append(at)
    if len(kept) < _NUMBERED:
        return prose
    for at in kept:
        prose = prose[:at] + BARRIER * 2 + prose[at + 2 :]
    return prose


#: so far a numbered paragraph is indented at most, and so many letters in order number paragraphs
_INDENT = 12
_NUMBERED = 2
#: a word alone in its line before a colon
_HEAD = re.compile(r"[ \t]*(?P<word>[A-ZÄÖÜ][a-zäöüß]{3,}):")


def _without_heads(prose: str) -> str:
    """Return a German text without the words that head what follows, "Behandelt:", where no list has them as a name."""

    def blank(m: re.Match[str]) -> str:
        heads = begins(prose, m.start()) and ends(prose, m.end()) and not kinds(m["word"]) & (Kind.SURNAME | Kind.GIVEN)
        return BARRIER * len(m[0]) if heads else m[0]

    return _HEAD.sub(blank, prose)


def table(draft: Draft) -> str:
    """Return which weights are a draft's: those that its profile names, those of German, of other languages, or of all other texts."""
    if draft.context.profile.name_weights:
        return draft.context.profile.name_weights
    return "german" if draft.language.startswith("de") else "general" if draft.english else "foreign"


def decided(draft: Draft) -> Decision:
    """Return the names of a draft that has none but those of its lists."""
    found, facts = weighed(draft)
    name = table(draft)
    weights = decide.weights(name)
    person, place, body = weights["always"]
    for c in found:
        c.sums = decide.weigh(c.seen, weights, person, place, body)
    together(found, weights, draft.prose)
    chosen = decide.choose(found, LEAST_GERMAN if name == "german" else LEAST)
    return Decision(tuple(chosen), tuple(found), tuple(facts), name)


def names(draft: Draft) -> Iterator[Annotation | Fact]:
    """Yield the names of a draft as annotations, and the facts that the cues know."""
    decision = decided(draft)
    yield from decision.facts
    for c, k, share in decision.names:
        cert = "high" if share >= HIGH else "medium" if share >= MEDIUM else "low"
        said = why(c, k, share, decision.table)
        yield Annotation(Span(c.start, c.end), CLASSES[k], RULE, {"cert": cert}, evidence=said, role=roles.WEIGHED)


def why(c: Candidate, k: int, share: float, table: str) -> str:
    """Say what speaks for a name and what against it, the strongest first, and the sum."""
    row = _rows(table, k).__getitem__
    strongest = sorted(map(row, {*c.seen, *c.again}))
    said = ", ".join([row[2] for row in strongest[:_STRONGEST] if row[2]])
    cue = f"{c.said}; " if c.said else ""
    return f"{cue}{said}; sum {c.sums[k]:+.1f}, probability {share:.2f}"


#: how ``why`` orders an observation, and what it says of it
_Row = tuple[float, str, str]


#: of what the table has not nothing is said; it comes behind all others
_UNSAID: _Row = (math.inf, "", "")


class _Rows(dict[str, _Row]):
    """The rows of a class that were asked for so far."""

    def __init__(self, weights: decide.Weights, k: int) -> None:
        super().__init__()
        self._weights, self._k = weights, k

    def __missing__(self, one: str) -> _Row:
        weights = self._weights.get(one)
        weight = weights[self._k] if weights else 0.0
        self[one] = made = (-abs(weight), one, f"{one.partition(': ')[2] or one} {weight:+.1f}") if weights else _UNSAID
        return made


@cache
def _rows(table: str, k: int) -> _Rows:
    return _Rows(decide.weights(table), k)


@dataclass(frozen=True, slots=True)
class Left:
    """What may have been a name and was left: what it is likeliest to be, how probable that is, and why."""

    span: Span
    element: str
    share: float
    why: str


def left(draft: Draft, least: float = SHOWN) -> Iterator[Left]:
    """Yield what may have been a name in a finished draft and was left, in the order of the text; one may lie inside another."""
    bare = before(draft)
    decision = decided(bare)
    names = sorted((c.start, c.end) for c, _, _ in decision.names)  # none overlaps another
    starts = [start for start, _ in names]
    for c in decision.weighed:
        shares = decide.shares(c.sums)
        k = max((0, 1, 2), key=lambda n: shares[n])
        near = bisect_left(starts, c.end) - 1
        if shares[k] >= least and not (near >= 0 and names[near][1] > c.start):
            yield Left(Span(c.start, c.end), CLASSES[k], shares[k], why(c, k, shares[k], decision.table))


def narrowly(draft: Draft) -> list[Left]:
    """Return the names that were left narrowly, in the order of the text; of those that overlap the likeliest."""
    if all(rule.id != RULE for rule in draft.context.profile.rules):
        return []
    kept: list[Left] = []
    for one in sorted(left(draft, NARROW), key=lambda one: (-one.share, one.span)):
        if not any(one.span.start < other.span.end and other.span.start < one.span.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)


def before(draft: Draft) -> Draft:
    """Return a draft without the names that were weighed."""
    kept = tuple(a for a in draft.annotations if a.role != roles.WEIGHED)
    return Draft(draft.source, draft.context, kept, draft.facts, draft.problems)


def taken(draft: Draft) -> Taken:
    """Return where earlier phrases are in the way; an abbreviation inside a longer name is not."""
    phrases = (a.span for element in ("persName", "placeName", "date", "orgName") for a in draft.of(element))
    return Taken(phrases, (a.span for a in draft.of("gloss")))
