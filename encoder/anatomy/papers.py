"""The lines over and under the text of official papers: telegrams, reports, records of the archives of Eastern Europe and Asia.

They are told line by line: the kind of paper, whose secret it is, where it comes from and to whom it goes; below the text a date with a
name, an office, who typed it, who has a copy. Only words are looked at; where a line stands is the business of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from encoder import lazy_re as re
from encoder.language.gazetteer import places
from encoder.language.lexicon import words

_TABLE = words.table("papers")
Kind = Literal["head", "head-on", "place", "from", "to", "letterhead", "number", ""]


def _any(listed: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(listed, key=lambda w: (-len(w), w)))


_KINDS = _any(_TABLE["heading"]["kinds"])
_BEFORE = _any(_TABLE["heading"]["before"])
_BEHIND = _any(_TABLE["heading"]["behind"])
#: "CIPHERED TELEGRAM No. 318", "Report", "JOURNAL", "Excerpt from the Protocol": the kind alone, or what it is of
HEAD = re.compile(rf"(?:(?:{_BEFORE})\s+)*(?:{_KINDS})s?(?![\w-])(?P<more>.*)", re.I | re.S)
#: the kind with a number or nothing behind it
ALONE = re.compile(r"\s*(?:(?:No|Nr|N[ºo°]|#|№)\.?\s?[\w/.-]+|\([^()]{1,40}\)|\[[^\[\]]{1,40}\]|[-–—:.*]+)?\s*", re.I)
ON = re.compile(rf"\s*(?:{_BEHIND})\b", re.I)
#: "N o t e", "S H T Y K O V": letters apart
_APART = re.compile(r"(?:[^\W\d_][ \xa0]){2,}[^\W\d_](?![^\W\d_])")
_TO = re.compile(rf"\[?(?:{_any(_TABLE['to']['before'])})\]?\s?:?\s+(?P<who>.+)", re.I | re.S)
_OFFICE = frozenset(_TABLE["to"]["offices"])
_FROM = re.compile(r"(?:from|out of)\s?:?\s+(?:the\s+)?(?P<where>[A-Z][\w.’' -]{1,40}?)\s?[.,:–—-]*", re.I)
_PLACE = re.compile(r"(?P<where>[^\W\d_][\w.’' -]{2,40}?)\s?[.,:–—-]*")
_NUMBER = re.compile(
    r"(?:Our |Ref\.? |Reg\.? |Inc\. |Outgoing |Incoming )?(?:No|Nr|N[ºo°]|№|Spec|Ref)\b\.?:?\s?[\w/\[\]. -]{1,30}",
    re.I,
)
#: a line that is nothing but the number of a paper: "002/1965", "X/1836/73"
FIGURES = re.compile(r"(?:[A-Z]{1,4}[/-])?\d{1,6}(?:[/-][A-Z\d]{1,6}){1,3}")
#: a heading is no longer, a line to somebody neither
LONGEST = 260
LINE = 170
_SENTENCE = re.compile(r"[a-z0-9”\")\]][.!?;]\Z")
_BODY = re.compile(
    r"""
    \b
    (?: Ministry | Committee | Department | Embassy | Council | Directorate | Office | Party | Bureau
      | Section | Commission | Institute | Union | Secretariat | Administration | Agency | Board
      | Academy | Staff | Headquarters | Legation | Consulate | Delegation | Mission | Republic | Main
      | Central | Group | Service | Association | Federation | Government | Politburo | Presidium
      | Division | Representation | Archives? | Command | Enterprise | Company )
    \b
    """,
    re.I | re.VERBOSE,
)
COPIES = re.compile("|".join(f"(?:{p})" for p in _TABLE["below"]["copies"]), re.I)
COPY = re.compile("|".join(f"(?:{p})" for p in _TABLE["below"]["copy"]), re.I)
TYPED = re.compile("|".join(f"(?:{p})" for p in _TABLE["below"]["typed"]), re.I)


def joined(said: str) -> str:
    """Return a line whose letters are set apart as words: "N o t e" is "Note", "S H T Y K O V" a name."""
    return _APART.sub(lambda m: re.sub(r"[ \xa0]", "", m.group()), said)


def heading(said: str) -> bool:
    """Whether a line is the heading of a paper: its kind alone or with a number, or its kind and what it is of."""
    words_ = joined(said).strip("* _")
    if words_[:1] == "[" and words_.find("]") == len(words_) - 1:
        words_ = words_[1:-1]  # "[Emergency Cable]": the translator gives the kind
    m = HEAD.fullmatch(words_)
    if m is None or len(words_) > LONGEST or not words_[:1].isupper():
        return False
    more = m["more"]
    if ALONE.fullmatch(more):
        return True
    return (words_.isupper() or bool(ON.match(more)) or more[:1] in ",:") and not _SENTENCE.search(words_) and not words_.endswith(":")


def alone(said: str) -> bool:
    """Whether a heading is nothing but a kind of paper, or that and its number."""
    m = HEAD.fullmatch(joined(said).strip("* _"))
    return bool(m and ALONE.fullmatch(m["more"]))


def goes_on(said: str) -> bool:
    """Whether a line goes on with a heading above it: "of the meeting of the Board", "About the talks"."""
    return len(said) <= LONGEST and bool(ON.match(said)) and not _SENTENCE.search(said) and not said.endswith(":")


def sent_from(said: str) -> tuple[int, int] | None:
    """Return where a place stands that a telegram comes from: "From RANGOON", "ULAN BATOR--"; None for any other line."""
    m = _FROM.fullmatch(said)
    if m and len(m["where"].split()) <= 3 and all(w[:1].isupper() for w in m["where"].split()):
        return m.span("where")
    m = _PLACE.fullmatch(said)
    known = places().forms
    if m and (m["where"] in known or m["where"].title() in known):
        return m.span("where")
    return None


def sent_to(said: str) -> tuple[int, int] | None:
    """Return where those stand to whom a paper goes: "To Comrade VERSHININ", "[To] the Foreign Ministry"; None for another line."""
    if len(said) > LINE:
        return None
    m = _TO.fullmatch(said.rstrip(" :.,"))
    if m is None:
        return None
    who = m["who"].strip()
    listed = re.findall(r"[^\W\d_][\w’'-]*", who)
    if not listed or said.endswith(("?", "!", ";")):
        return None
    named = [w for w in listed if w[0].isupper() or w.lower() in _OFFICE]
    small = [w for w in listed if w.islower() and w not in _SMALL and w.lower() not in _OFFICE]
    if not named or len(small) > len(named) // 3 or not (listed[0][0].isupper() or listed[0].lower() in _OFFICE):
        return None
    start, end = m.span("who")
    while end > start and said[end - 1] in " :.,":
        end -= 1
    return start, end


_SMALL = frozenset({"of", "the", "for", "and", "in", "at", "to", "on", "de", "von", "information", "affairs", "foreign"})


def letterhead(said: str) -> bool:
    """Whether a line is one of a letterhead: an office or body, no sentence."""
    return len(said) <= LINE and bool(_BODY.search(said)) and said[:1].isupper() and not _SENTENCE.search(said) and said[-1] not in ":,"


def number(said: str) -> bool:
    """Whether a line is nothing but the number of a paper."""
    return bool(_NUMBER.fullmatch(said)) and any(c.isdigit() for c in said)
