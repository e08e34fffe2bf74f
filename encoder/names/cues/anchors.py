"""Where the small words stand with which a cue begins: one search for all of them, so that a pattern is tried only there."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product

from ahocorasick_rs import AhoCorasick

#: what the patterns of each cue begin with: any of these letters, then any of these endings
_TABLE = {
    "told": (("",), ("told", "informed", "asked", "urged", "reminded", "assured", "succeeded", "called")),
    "wrote": ("MmLlTtNnCc", ("emorand", "etter", "elegram", "ote", "essage", "able", "opy", "opies", "inutes")),
    "took part": (
        "CcSsTtPpWwMm",
        ("leared", "een", "ranscribed", "repared", "igned", "ritten", "arked", "onversation", "eeting", "et", "alked", "poke"),
    ),
    "for": (("F", "f"), ("or",)),
    "drafted": ("DdCcAaIi", ("rafted", "leared", "pproved", "nitialed", "oncurred")),
}


@cache
def _search() -> tuple[AhoCorasick, list[tuple[str, ...]]]:
    """Return a search for all words, and of which cues each of them is."""
    cues: dict[str, list[str]] = {}
    for cue, (letters, endings) in _TABLE.items():
        for letter, ending in product(letters, endings):
            cues.setdefault(letter + ending, []).append(cue)
    return AhoCorasick(list(cues)), [tuple(named) for named in cues.values()]


@lru_cache(maxsize=2)
def _found(text: str) -> dict[str, list[int]]:
    search, cues = _search()
    found: dict[str, list[int]] = {cue: [] for cue in _TABLE}
    for number, start, _ in search.find_matches_as_indexes(text, overlapping=True):
        if not start or not text[start - 1].isalpha():
            for cue in cues[number]:
                found[cue].append(start)
    return found


def anchors(cue: str, text: str) -> list[int]:
    """Return where words stand with which a cue may begin, in order; a longer word may have them at its beginning."""
    return sorted(_found(text)[cue])


