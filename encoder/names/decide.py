"""Which stretches of a text are names, and of what: evidence weighed, then the whole document asked again."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from encoder.names import evidence
from encoder.names.kinds import Kind
from encoder.names.names import in_capitals
from encoder.names.tokens import PARTICLE, PARTICLE_BEFORE, SPACE, Word, halves, runs, stretches

CLASSES = ("persName", "placeName", "orgName")
Weights = Mapping[str, tuple[float, float, float]]


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name, what is observed of it, and the sum for each class."""

    start: int
    end: int
    form: str
    seen: list[str]
    #: the words of it, as they can be cut into surname and given names
    words: tuple[str, ...] = ()
    sums: tuple[float, float, float] = (0.0, 0.0, 0.0)
    said: str = ""
    again: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a cue of the document says a stretch is: a title stands before, a gazetteer has it."""

    start: int
    end: int
    element: str
    cue: str
    said: str = ""


def candidates(prose: str, proposals: Iterable[Proposal], genre: str = "", german: bool = False, lines: str = "") -> list[Candidate]:
    """Return every stretch that may be a name, in the order of the text."""
    found: dict[tuple[int, int], Candidate] = {}
    for run in runs(prose, lines):
        if not all(w.kind & Kind.FUNCTION and not w.kind & ~(Kind.FUNCTION | Kind.WORD) for w in run):
            _of_run(prose, run, found, german)
    if genre:
        for c in found.values():
            c.seen.append(genre)
    listed = sorted(proposals, key=lambda p: (p.start, p.end))
    for p in listed:
        at = (p.start, p.end)
        if at not in found:
            form = prose[p.start : p.end]
            found[at] = Candidate(p.start, p.end, form, [*_alone(prose, p)], tuple(form.split()))
        found[at].seen.append(f"{p.element}: {p.cue}")
        found[at].said = f"{found[at].said}; {p.said}".strip("; ")
    everything = sorted(found.values(), key=lambda c: (c.start, -c.end))
    starts = [c.start for c in everything]
    for p in listed:
        k = bisect_left(starts, p.start)
        while k and everything[k - 1].end > p.start - 200 and k > 0 and starts[k - 1] > p.start - 200:
            k -= 1
        while k < len(everything) and starts[k] < p.end:
            c = everything[k]
            k += 1
            if c.end <= p.start or (c.start, c.end) == (p.start, p.end):
                continue
            if p.start <= c.start and c.end <= p.end:
                c.seen.append(f"inside a longer {p.element}")
            elif c.start <= p.start and p.end <= c.end:
                c.seen.append(f"around a shorter {p.element}")
            else:
                c.seen.append(f"crosses a {p.element}")
    return everything


def _alone(prose: str, p: Proposal) -> Iterable[str]:
    yield "no run of capitals"
    yield from evidence.left(prose, p.start)
    yield from evidence.right(prose, p.end)


def _of_run(prose: str, run: list[Word], found: dict[tuple[int, int], Candidate], german: bool) -> None:
    lefts: dict[int, tuple[str, ...]] = {}
    rights: dict[int, tuple[str, ...]] = {}
    capitals = any(w.kind & Kind.CAPITALS for w in run) and in_capitals(prose, run[0].start, run[-1].end)
    for i, j in stretches(run):
        if i not in lefts:
            lefts[i] = evidence.left(prose, run[i].start) if i == 0 or run[i].gap not in {SPACE, PARTICLE} else ()
        if j not in rights:
            rights[j] = evidence.right(prose, run[j - 1].end) if j == len(run) or run[j].gap not in {SPACE, PARTICLE} else ()
        start, end = run[i].start, run[j - 1].end
        form = prose[start:end]
        part = run[i:j]
        seen = [*evidence.shape(run, i, j), *evidence.listed(form, part), *evidence.beside(run, i, j), *lefts[i], *rights[j]]
        seen += evidence.both(seen)
        if capitals and part[0].kind & Kind.CAPITALS:
            seen.append("a passage in capitals")
            if not any(w.kind & ~(Kind.CAPITALS | Kind.WORD | Kind.FUNCTION) for w in part):
                if all(w.kind & (Kind.WORD | Kind.FUNCTION) for w in part):
                    continue
        elif len(part) > 1 and all(w.kind & Kind.CAPITALS for w in part):
            seen.append("in capitals")
        if german:
            seen.append("in German")
        words = tuple(w.text for w in part)
        found[start, end] = Candidate(start, end, form, seen, words)
        if j == i + 1 and "-" in form:
            for half in halves(part[0]):
                alone = [*evidence.shape([half], 0, 1), *evidence.listed(half.text, [half]), "half of a pair"]
                found[half.start, half.end] = Candidate(half.start, half.end, half.text, alone, (half.text,))
        particle = PARTICLE_BEFORE.search(prose, max(0, start - 10), start) if i == 0 else None
        if particle:
            at = particle.start()
            more = [*seen[: len(seen) - len(lefts[i]) - len(rights[j])], *evidence.left(prose, at), *rights[j], "a small particle before"]
            found[at, end] = Candidate(at, end, prose[at:end], more, words)


def weigh(seen: Iterable[str], weights: Weights) -> tuple[float, float, float]:
    """Return the sum for each class: above 0 it is likelier than no name."""
    p, l, o = weights["always"]
    for one in seen:
        w = weights.get(one)
        if w:
            p += w[0]
            l += w[1]
            o += w[2]
    return p, l, o


def shares(sums: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return the probability of each class."""
    top = max(0.0, *sums)
    e = [math.exp(s - top) for s in sums]
    rest = math.exp(-top) + sum(e)
    return e[0] / rest, e[1] / rest, e[2] / rest


def together(everything: list[Candidate], weights: Weights, prose: str) -> None:
    """Ask the document: what was a name elsewhere with good reason is one here, full names introduce short ones."""
    pooled: dict[str, list[float]] = {}
    counts: dict[str, int] = {}
    for c in everything:
        key = _key(c)
        sums = pooled.setdefault(key, [0.0, 0.0, 0.0])
        counts[key] = counts.get(key, 0) + 1
        for k in (0, 1, 2):
            sums[k] += max(-LARGEST, min(LARGEST, c.sums[k]))
    surnames: dict[str, float] = {}
    parts: dict[str, set[str]] = {"placeName": set(), "orgName": set()}
    chosen = choose(everything)
    ends = {c.end: CLASSES[k] for c, k, p in chosen if p > SURE}
    starts = {c.start: CLASSES[k] for c, k, p in chosen if p > SURE}
    for c, k, p in chosen:
        if p < SURE:
            continue
        element = CLASSES[k]
        if element == "persName" and len(c.words) > 1:
            surnames[c.words[-1]] = surnames.get(c.words[-1], 0.0) + 1
            surnames[c.words[0]] = surnames.get(c.words[0], 0.0)
        elif element in parts and len(c.words) > 1:
            parts[element].update(c.words)
            if element == "orgName":
                parts[element].add("".join(w[0] for w in c.words if w[0].isupper()))
    for c in everything:
        c.again = []
        key = _key(c)
        count = counts[key]
        if count > 1:
            others = [pooled[key][k] - max(-LARGEST, min(LARGEST, c.sums[k])) for k in (0, 1, 2)]
            k = max((0, 1, 2), key=lambda n: others[n])
            mean = others[k] / (count - 1)
            size = "surely" if mean > 2.5 else "rather" if mean > 0.5 else "perhaps" if mean > -1.0 else ""
            if size:
                c.again.append(f"elsewhere {size} a {CLASSES[k]}")
            else:
                c.again.append("elsewhere no name")
            if count > 3 and size:
                c.again.append(f"often a {CLASSES[k]}")
        if len(c.words) == 1:
            word = c.words[0].title() if c.words[0].isupper() and len(c.words[0]) > 4 else c.words[0]
            if surnames.get(word, 0):
                c.again.append("the surname of a person of the document")
            elif word in surnames:
                c.again.append("the given name of a person of the document")
            if word in parts["orgName"]:
                c.again.append("a word of a body of the document")
            if word in parts["placeName"]:
                c.again.append("a word of a place of the document")
        m = _LIST_BEFORE.search(prose, max(0, c.start - 6), c.start)
        if m and (before := ends.get(m.start())):
            c.again.append(f"in a list behind a {before}")
        m = _LIST_BEHIND.match(prose, c.end)
        if m and (behind := starts.get(m.end())):
            c.again.append(f"in a list before a {behind}")
        c.sums = weigh([*c.seen, *c.again], weights)


_LIST_BEFORE = re.compile(r"(?:,\s(?:and\s)?|\s(?:and|or|und|et)\s|/|–|-)\Z")
_LIST_BEHIND = re.compile(r"(?:,\s(?:and\s)?|\s(?:and|or|und|et)\s|/|–|-)")
#: one place says no more than this of the others
LARGEST = 4.0


def _key(c: Candidate) -> str:
    return c.form.title() if c.form.isupper() and len(c.form) > 5 else c.form


#: so sure a name has to be before it says something of others
SURE = 0.6


def choose(everything: list[Candidate], least: float = 0.0) -> list[tuple[Candidate, int, float]]:
    """Return the names: of all sets of stretches that do not overlap the one with the greatest sum."""
    ends: list[int] = []
    rows: list[tuple[int, Candidate, int, float, float]] = []
    for c in everything:
        share = shares(c.sums)
        k = max((0, 1, 2), key=lambda n: share[n])
        gain = c.sums[k] - math.log(sum(math.exp(s) for n, s in enumerate(c.sums) if n != k) + 1.0) if share[k] < 1 else c.sums[k]
        if share[k] > least and c.sums[k] > 0 and gain > 0:
            rows.append((c.end, c, k, share[k], gain))
    rows.sort(key=lambda r: (r[0], r[1].start))
    ends = [r[0] for r in rows]
    total = [0.0] * (len(rows) + 1)
    take = [False] * len(rows)
    before = [0] * len(rows)
    from bisect import bisect_right

    for n, (_, c, _, _, gain) in enumerate(rows):
        before[n] = bisect_right(ends, c.start, 0, n)
        with_it = total[before[n]] + gain
        take[n] = with_it > total[n]
        total[n + 1] = max(total[n], with_it)
    out = []
    n = len(rows)
    while n:
        if take[n - 1]:
            out.append((rows[n - 1][1], rows[n - 1][2], rows[n - 1][3]))
            n = before[n - 1]
        else:
            n -= 1
    out.reverse()
    return out


@cache
def weights() -> Weights:
    """Return the table of weights."""
    found = {}
    for line in files("encoder.names").joinpath("weights.tsv").read_text("utf-8").splitlines()[1:]:
        name, *numbers = line.split("\t")
        found[name] = (float(numbers[0]), float(numbers[1]), float(numbers[2]))
    return found
