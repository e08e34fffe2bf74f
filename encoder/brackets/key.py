"""A text's own key of signs: what its transcriber says that braces, carets or angle brackets mean in it.

"Signs: (abc) abbreviation resolved; <abc> left out by the scribe; { } written in the margin." Each entry is a sample of the sign
and its meaning; the meanings' words are the table below, in the order in which they are tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from encoder import lazy_re as re
from encoder.draft.types import Source
from encoder.layout.blocks import Span

KEY = re.compile(
    r"""
    (?:(?:the[ ])?(?:transcriber|editor|translator)['’]?s?[ ])?
    (?: key | signs? | symbols | sigla | conventions | editorial[ ]signs | key[ ]to[ ]signs
      | zeichen(?:erklärung)? | signes | signos )
    \s*:\s*
    """,
    re.I | re.VERBOSE,
)
#: with what it can begin, the long s of old prints among that
_FIRST = frozenset("tTeEkKsScCzZſ\u212a")
_ENTRY = re.compile(
    r"(?P<open>[{(<⟨`´‹«/_|⌜])\s?(?:[\w.… ]{0,12}?)\s?(?P<close>[})>⟩`´'’›»/_|⌝])\s*(?:=|:|–|—|-)?\s*(?P<meaning>[^;\n]{3,80})"
)
#: "vac. empty space": a word stands for what the scribe left blank
_BLANK = re.compile(
    r"""
    (?<![\w{(<])(?P<word>[^\W\d_]{1,8}\.?)\s*(?:=|:|–|—|-)?\s*(?:an?\s)?
    (?:empty|blank|vacant|left\s(?:blank|empty)|leer\w*|frei\w*|vide|espacio)\b(?:\sspace)?
    """,
    re.I | re.VERBOSE,
)
#: words of the meaning -> element and attributes
MEANINGS: tuple[tuple[re.Pattern[str], str, dict[str, str]], ...] = (
    (re.compile(r"margin|am rand|en marge|al margen", re.I), "add", {"place": "margin"}),
    (re.compile(r"eras|struck|delet|cross|cancel|gestrichen|getilgt|biff|ray", re.I), "del", {}),
    (re.compile(r"above|interlin|über der|insert|added by|eingefügt", re.I), "add", {"place": "above"}),
    (re.compile(r"resol|expan|abbrevi|aufgelöst|abrév", re.I), "ex", {}),
    (re.compile(r"left out|omitted|missing letter|ausgelassen|omis", re.I), "supplied", {"resp": "#editors", "reason": "omitted"}),
    (re.compile(r"superfl|surplus|überflüssig|zu viel|de trop|redundan", re.I), "surplus", {}),
    (re.compile(r"doubt|uncertain|unsicher|douteu", re.I), "unclear", {"cert": "low"}),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A pair of signs, the element that it means, and its attributes."""

    pattern: re.Pattern[str]
    element: str
    attributes: dict[str, str]


@lru_cache(maxsize=4)
def key_of(source: Source) -> tuple[Span | None, tuple[Sign, ...]]:
    """Return where a text explains its signs, and what they mean; None and nothing where it does not."""
    text = source.text
    for block in source.blocks:
        begins = KEY.match(text, *block.span) if text[block.span.start] in _FIRST else None
        if begins is None:
            continue
        found: dict[str, Sign] = {}
        for entry in _ENTRY.finditer(text, begins.end(), block.span.end):
            element = next(((name, said) for words, name, said in MEANINGS if words.search(entry["meaning"])), None)
            if element and entry["open"] not in found:
                left, right = re.escape(entry["open"]), re.escape(entry["close"])
                # the same sign at both ends holds no space
                inner = rf"[^\s{left}]{{1,20}}" if left == right else rf"[^{left}{right}\n]{{1,200}}"
                pattern = re.compile(rf"{left}(?P<said>{inner}){right}")
                found[entry["open"]] = Sign(pattern, *element)
        for blank in _BLANK.finditer(text, begins.end(), block.span.end):
            word = re.escape(blank["word"])
            found.setdefault(blank["word"], Sign(re.compile(rf"(?<![\w])(?P<said>{word})(?!\w)"), "space", {}))
        if found:
            return block.span, tuple(found.values())
    return None, ()
