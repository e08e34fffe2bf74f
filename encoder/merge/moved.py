"""Elements that a person has moved: what the program has changed inside them is merged where they stand now.

An element is known by its ``xml:id``: a note that was put behind another word is the same note.
"""

from __future__ import annotations

from typing import NamedTuple

from encoder.merge.align import hunks
from encoder.merge.tokens import Tokens, joined


class Moved(NamedTuple):
    """An element in three files, each without what stands around it."""

    key: str
    base: str
    mine: str
    new: str


def moved(base: Tokens, mine: Tokens, new: Tokens) -> list[Moved]:
    """Return the outermost elements that a person has moved and the program has changed."""
    gone: dict[str, int] = {}
    come: dict[str, int] = {}
    for h in hunks(base.keys, mine.keys):
        gone.update({t.key: k for k, t in enumerate(base.all[h.a0 : h.a1], h.a0) if t.kind == "start" and " " in t.key})
        come.update({t.key: k for k, t in enumerate(mine.all[h.b0 : h.b1], h.b0) if t.kind == "start" and " " in t.key})
    if not gone.keys() & come.keys():
        return []
    there = {t.key: k for k, t in enumerate(new.all) if t.kind == "start" and " " in t.key}
    found: list[Moved] = []
    end = -1
    for key, k in sorted(come.items(), key=lambda row: row[1]):
        if k < end or key not in gone or key not in there:
            continue
        end = mine.partner[k]
        texts = [_text(tokens, at) for tokens, at in ((base, gone[key]), (mine, k), (new, there[key]))]
        if texts[0] != texts[2]:
            found.append(Moved(key, *texts))
    return found


def put(tokens: Tokens, texts: dict[str, str]) -> Tokens:
    """Return a file with other texts for some of its elements."""
    out: list[str] = []
    k = 0
    row = tokens.all
    start = 0
    while k < len(row):
        text = texts.get(row[k].key) if row[k].kind == "start" else None
        if text is None:
            k += 1
            continue
        out += (joined(row[start:k]) if k > start else "", text)
        k = start = tokens.partner[k] + 1
    return Tokens.of("".join([*out, joined(row[start:])]))


def _text(tokens: Tokens, k: int) -> str:
    return joined(tokens.all[k : tokens.partner[k] + 1])
