"""How much is missing: the words of a redaction as the attributes of ``gap``.

TEI P5 4.9: att.dimensions, att.ranging (PH, #PHOM).
"""

from __future__ import annotations

from encoder import lazy_re as re

_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".33", "⅔": ".67"}
# 2, 2½, 2-1/2, 2–½, and the glued 21/2 (= 2½) of some volumes; 1ine, l line and I line are misread
_NUMBER = r"""(?x:
    (?: \d+\s?[-–]\s?1/2 | \d+\s?[-–]?\s?[½¼¾⅓⅔] | [½¼¾⅓⅔] | \d+1/2(?!\d) | 1/2 | \d+ | [lI]
      | (?i:one|two|three|four|five|six|seven|eight|nine|ten) )
)"""
_UNIT = r"(?P<unit>[l1I]ines?|pages?|paragraphs?|sentences?|words?|columns?|tables?|characters?|groups?)"
_LESS = re.compile(rf"(?:less|fewer|1ess)\s+th(?:an|at|en)\s+(?P<n>{_NUMBER})[\s-]*{_UNIT}", re.I)
_RANGE = re.compile(rf"(?P<a>\d+)\s?(?:[-–]|to)\s?(?P<b>\d+)(?!/)\s+{_UNIT}", re.I)
_COUNT = re.compile(rf"(?P<n>{_NUMBER})[\s-]+(?:\w+\s){{0,2}}?{_UNIT}", re.I)
#: "Page 3 withheld", "pages 4-6 denied in full": which ones, and so how many
_NUMBERED = re.compile(
    r"\b(?P<unit>pages?|paragraphs?|tables?)\s(?P<a>\d{1,4})(?:\s?[-–]\s?(?P<b>\d{1,4}))?(?![\w(]|[-–/]\w)",
    re.I,
)
_INNER = re.compile(r"\((?P<inner>[^()]*)\)")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_THINGS = (
    ("name", r"names?|initials?|title"), ("place", r"places?|location"), ("amount", r"(?:dollar|amount|figures?|sum)\w*"),
    ("number", r"numbers?|indicator"), ("codeword", r"codewords?|cryptonym|code\s?names?"),
    ("marking", r"restriction|marking|classification"),
    ("document", r"documents?|attachment|enclosure|appendix|tab|annex|list|map|chart"),
    ("paragraph", r"paragraphs?|remainder"), ("note", r"(?:foot)?notes?"), ("entry", r"entr(?:y|ies)"),
    ("text", r"text|portions?|material|information"),
)
_THING = tuple((unit, re.compile(rf"\b(?:{pattern})\b", re.I)) for unit, pattern in _THINGS)


def number(words: str) -> float:
    """Return the value of a number as the volumes print it: ``2½``, ``2-1/2``, the glued ``21/2``, ``l`` for 1."""
    words = words.strip().lower()
    if words in _WORDS:
        return float(_WORDS[words])
    if words in {"l", "i"}:
        return 1.0
    if words == "1/2":
        return 0.5
    half = re.fullmatch(r"(\d+)\s?[-–]?\s?1/2", words)
    if half:
        return int(half[1]) + 0.5
    sign = re.fullmatch(r"(\d*)\s?[-–]?\s?([½¼¾⅓⅔])", words)
    if sign:
        return float((sign[1] or "0") + _FRACTIONS[sign[2]])
    return float(words)


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


def _unit(word: str) -> str:
    word = word.lower().replace("1ine", "line").rstrip("s")
    return "line" if word.endswith("ine") else word


def extent(words: str) -> dict[str, str]:
    """Return ``@unit`` and ``@quantity``, ``@atMost``, ``@atLeast`` or ``@extent`` for the words of a redaction.

    ``less than 1 line of source text`` is at most 1 line; ``1 paragraph (5 lines)`` is 5 lines, the whole wording
    in ``@extent``; ``name`` has the unit name and an unknown extent.
    """
    inner = _INNER.search(words)
    if inner:
        measured = extent(inner["inner"])
        if measured.get("quantity") or measured.get("atMost"):
            return {**measured, "extent": " ".join(re.sub(r"\s+not\s+de\w+.*", "", words, flags=re.I | re.S).split())}
    less = _LESS.search(words)
    if less:
        return {"unit": _unit(less["unit"]), "atMost": _plain(number(less["n"]))}
    between = _RANGE.search(words)
    if between and int(between["a"]) < int(between["b"]):
        return {"unit": _unit(between["unit"]), "atLeast": between["a"], "atMost": between["b"]}
    listed = _NUMBERED.search(words)
    if listed:
        first, last = int(listed["a"]), int(listed["b"] or listed["a"])
        if first <= last:
            return {"unit": _unit(listed["unit"]), "quantity": str(last - first + 1)}
    count = _COUNT.search(words)
    if count:
        return {"unit": _unit(count["unit"]), "quantity": _plain(number(count["n"]))}
    for unit, pattern in _THING:
        if pattern.search(words):
            return {"unit": unit, "extent": "unknown"}
    return {"extent": "unknown"}
