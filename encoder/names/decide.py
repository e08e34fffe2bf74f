"""Evidence weighed: the sum for each class, the probability of it, and the best set of names that do not overlap."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from encoder.names.candidates import CLASSES, Candidate
from encoder.tables import text_of

Weights = Mapping[str, tuple[float, float, float]]
Chosen = tuple[Candidate, int, float]
#: the columns of the table: general texts, volumes of diplomatic documents, texts in German, texts in other languages than English
TABLES = ("general", "frus", "german", "foreign")


@cache
def weights(table: str) -> Weights:
    """Return a table of weights: one of ``TABLES``."""
    first = 1 + len(CLASSES) * TABLES.index(table)
    found = {}
    for line in text_of("names/weights.tsv").splitlines()[1:]:
        row = line.split("\t")
        person, place, body = row[first : first + 3]
        found[row[0]] = (float(person), float(place), float(body))
    return found


def weigh(
    seen: Sequence[str], table: Weights, person: float = 0.0, place: float = 0.0, body: float = 0.0
) -> tuple[float, float, float]:
    """Return the sum for each class, beginning with what is given. A cue that the table has not weighs as any cue does."""
    one, two, three = person, place, body
    try:
        for a, b, c in map(table.__getitem__, seen):
            one += a
            two += b
            three += c
    except KeyError:  # few observations are not in the table
        return weigh([name for each in seen for name in _weighed(each, table)], table, person, place, body)
    return one, two, three


def _weighed(one: str, table: Weights) -> tuple[str, ...]:
    """Return what weighs for an observation: itself, any cue for a cue that the table has not, nothing for anything else."""
    if one in table:
        return (one,)
    cue = f"{one.partition(': ')[0]}: any cue"
    return (cue,) if ": " in one and cue in table else ()


def shares(sums: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return the probability of each class."""
    one, two, three = sums
    top = max(0.0, one, two, three)
    person, place, body = math.exp(one - top), math.exp(two - top), math.exp(three - top)
    whole = math.exp(-top) + person + place + body
    return person / whole, place / whole, body / whole


def greatest(values: Sequence[float]) -> int:
    """Return the number of the greatest of three values, the first of equal ones."""
    one, two, three = values
    if one >= two:
        return 0 if one >= three else 2
    return 1 if two >= three else 2


def choose(everything: list[Candidate], least: tuple[float, float, float] = (0.5, 0.5, 0.5)) -> list[Chosen]:
    """Return the names with their class and its probability, in order: of all sets without overlap the one with the greatest sum.

    ``least`` is the probability that a name of each class has to have.
    """
    rows: list[tuple[Candidate, int, float, float]] = []
    odds = [math.log(one / (1.0 - one)) for one in least]
    lowest = min(odds)
    for c in everything:
        person, place, body = c.sums
        if person <= lowest and place <= lowest and body <= lowest:
            continue
        share = shares(c.sums)
        k = greatest(share)
        gain = math.log(share[k]) - math.log(max(1.0 - share[k], 1e-9)) - odds[k]
        if gain > 0:
            rows.append((c, k, share[k], gain))
    rows.sort(key=lambda r: (r[0].end << 32) + r[0].start)
    ends = [r[0].end for r in rows]
    best = [0.0] * (len(rows) + 1)
    before = [0] * len(rows)
    for n, (c, _, _, gain) in enumerate(rows):
        before[n] = bisect_right(ends, c.start, 0, n)
        best[n + 1] = max(best[n], best[before[n]] + gain)
    out: list[Chosen] = []
    n = len(rows)
    while n:
        if best[n] > best[n - 1]:
            out.append(rows[n - 1][:3])
            n = before[n - 1]
        else:
            n -= 1
    out.reverse()
    return out
