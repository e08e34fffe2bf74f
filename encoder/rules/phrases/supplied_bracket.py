"""A translator's or editor's words in square brackets become ``supplied``.

Found: a short bracket with words in it ("[in Baghdad]", "[MfS]", "[Friedrich]") in a text whose brackets are known to be somebody's: the
family of the text, ``edition.toml``, a translator who is named, or "[sic]" and "[illegible]" tell it. Letters in a word ("W[illia]m") are
supplied anywhere.
Left alone: every other class of brackets, and brackets over the end of a block.
TEI P5 4.9: PH, #PHDA; CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.brackets.classes import Reading
from encoder.brackets.whose import free, responsible
from encoder.draft.model import Annotation, Draft, Finding, Rule

LONGEST = 200

#: the time of a recording: "[00:12:31]"
TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``supplied`` for every added bracket."""
    found = list(free(draft, "addition", "unclear", "number"))
    if not found:
        return
    whose = responsible(draft)
    claimed = {a.span for a in draft.annotations if a.element in {"gap", "dateline", "note", "incident"}
               and (a.trim or a.attributes.get("type") == "source")}
    claimed |= {a.span for a in draft.of("stage")}
    for reading in found:
        span = reading.span
        if TIME.fullmatch(reading.bracket.words):
            continue
        if span in claimed or len(reading.bracket.words) > LONGEST or draft.within("dateline", span.start):
            continue
        if reading.kind == "number" and not _value(reading):
            continue
        if in_word(draft.text, reading):
            yield Annotation(span, "supplied", RULE.id, {"resp": whose or "#editors", "reason": "omitted"}, trim=1)
        elif whose and reading.kind != "unclear":
            yield Annotation(span, "supplied", RULE.id, {"resp": whose, "reason": "explanatory"}, trim=1)


def in_word(text: str, reading: Reading) -> bool:
    """Whether a bracket completes a word: "W[illia]m", "C[arey]"; not "name[s]", which leaves it open."""
    before, words = text[reading.span.start - 1 : reading.span.start], reading.bracket.words
    return bool(before) and before.isalpha() and words.isalpha() and words.islower() and words not in {"s", "es", "n", "en", "e"}


def _value(reading: Reading) -> bool:
    """Whether the bracket is a year, which no note's number is: "until 1 October [1956]"."""
    return len(reading.bracket.words) == 4 and reading.bracket.words.isdigit() and 1000 <= int(reading.bracket.words) <= 2100


RULE = Rule(
    "supplied-bracket", "supplied", find,
    "Words in square brackets that were added to the text are supplied, whose square brackets are not repeated.",
)
