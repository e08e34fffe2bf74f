"""What differs between two states of an edition: a line for people, by element."""

from __future__ import annotations

from collections import Counter

from encoder.merge.align import hunks
from encoder.merge.tokens import Tokens, attributes


def by_element(old: str, new: str) -> str:
    """Return what comes in and goes, by element, in words: ``+2 persName, -1 date, 3 placeName changed, +4 -2 words``."""
    one, other = Tokens.of(old), Tokens.of(new)
    coming: Counter[str] = Counter()
    going: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    i = j = 0
    differing = hunks(one.keys, other.keys)
    for a0, a1, b0, b1 in [*differing, (len(one.all), len(one.all), len(other.all), len(other.all))]:
        for was, now in zip(one.all[i:a0], other.all[j:b0], strict=True):
            if was.kind == "start" and was.raw != now.raw and attributes(was.raw) != attributes(now.raw):
                changed[was.name] += 1
        for tokens, counts in ((one.all[i if i > a0 else a0 : a1], going), (other.all[b0:b1], coming)):
            counts.update(t.name if t.kind == "start" else "words" for t in tokens if t.kind == "start" or t.words)
        i, j = a1, b1
    said = [f"+{n:,} {name}" for name, n in sorted((coming - going).items())]
    said += [f"-{n:,} {name}" for name, n in sorted((going - coming).items())]
    said += [f"{n:,} {name} changed" for name, n in sorted((changed + (coming & going)).items())]
    return ", ".join(said) or "white space only"
