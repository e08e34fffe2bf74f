"""A name behind a form of address, a rank or an office becomes ``persName``.

Found: "Mr. Popper", "Comrade Lieutenant General Neiber", "Sir Michael Wright", "Comrade [MfS] Lieutenant General Scholz".
Left alone: titles without a name ("the Secretary"), titles before the name of a body ("General Staff").
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from encoder.lexicon import words
from encoder.model import Annotation, Draft, Finding, Rule, Span
from encoder.names import NAME, trimmed_name

TITLES = words.titles_pattern(words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES)
_BEFORE = r"(?:(?:von|van|de|del|della|di|da|du|ter|zu)\s+(?:(?:der|den|la)\s+)?)?"
#: where a title can begin: a search for the words costs less than a try at every letter
STARTS = AhoCorasick(sorted({t.split()[0].rstrip(".") for t in words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES}))
TITLED = re.compile(
    rf"(?<!\w)(?P<titles>(?:(?:{TITLES})\s+(?:\[[^\[\]\n]{{1,40}}\]\s+(?=(?:{TITLES})\s))?)+)(?P<name>{_BEFORE}{NAME})"
)
#: a noun behind one word: the whole is the name of a body
BODY = re.compile(
    r"\s(?:Commission|Committee|Board|Council|Conference|Convention|Agreement|Treaty|Assembly|Orders?|Act|Regulations?|Staff)\b"
)
#: these belong to the name when a given name follows
KNIGHTHOOD = re.compile(r"(?:Sir|Dame|Lady)\s+\Z")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names behind titles that no earlier rule has."""
    end = 0
    for at in sorted({start for _, start, _ in STARTS.find_matches_as_indexes(draft.prose)}):
        m = TITLED.match(draft.prose, at) if at >= end else None
        if m is None:
            continue
        end = m.end()
        name = trimmed_name(draft.prose, Span(*m.span("name")))
        if name is None or draft.taken(name):
            continue
        rest = BODY.match(draft.prose, name.end)
        if rest and " " not in draft.prose[name.start : name.end]:
            continue  # "General Claims Commission"
        knighted = KNIGHTHOOD.search(m["titles"])
        if knighted and " " in draft.prose[name.start : name.end]:
            name = Span(m.start("titles") + knighted.start(), name.end)
        yield Annotation(name, "persName", RULE.id, evidence=f"behind {m['titles'].strip()!r}")


RULE = Rule("persName-titled", "persName", find, "A name behind a title, rank or office is a person's.")
