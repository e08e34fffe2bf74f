"""Which words with a capital the same text writes small."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Seen(Protocol):
    """What has a form, and what was observed of it."""

    form: str
    seen: list[str]


#: so many words are looked for one by one
FEW = 40
#: what may stand behind a word that a blank follows
STOPS = ("", ",", ".", ";", ":", "!", "?", ")", "”")


def written_small(prose: str, found: Iterable[Seen]) -> None:
    """Note which single words that are ordinary ones the text writes small elsewhere: "Roll on, deep and dark blue ocean, roll!"."""
    forms: dict[str, list[Seen]] = {}
    for c in found:
        forms.setdefault(c.form.lower(), []).append(c)
    said = set(prose.split()) if len(forms) > FEW else None  # to look for each would take too long
    for small, listed in forms.items():
        if stands(prose, small) if said is None else any(small + stop in said for stop in STOPS):
            for c in listed:
                c.seen.append("written small elsewhere")


def stands(prose: str, word: str, stops: tuple[str, ...] = STOPS) -> bool:
    """Whether a word stands in a text between spaces, or before one of the stops."""
    at = prose.find(word)
    while at >= 0:
        end = at + len(word)
        if not at or prose[at - 1].isspace():
            behind = prose[end : end + 2]
            if not behind or behind[0].isspace() or (behind[0] in stops and (len(behind) == 1 or behind[1].isspace())):
                return True
        at = prose.find(word, end)
    return False
