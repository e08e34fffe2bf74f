"""The line that says of a record of a meeting what met, where and when: it heads the record and dates it.

"MINUTES of the Ordinary Meeting of the Parish Council, held in the Schoolroom on Tuesday, 14th May, 1935, at 7.30 p.m."
"""

from __future__ import annotations

from collections.abc import Sequence

from encoder import lazy_re as re
from encoder.anatomy.salutes import signature
from encoder.anatomy.stopped import sentence_words
from encoder.dates import DateSpan
from encoder.dates import find as find_dates
from encoder.language.languages import every
from encoder.layout.blocks import Block

#: no such line is longer
LONGEST = 320
#: the line that tells of a record is among so many blocks; what is dealt with has no more characters and, without a number, words
HEAD = 4
TOPIC = 90
WORDS = 7
#: a paragraph below one is longer; there are so many of them
TOLD = 40
SEVERAL = 2
#: a line so sure to be a name is one of those who were present
NAMED = 2.5
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:[./]\d{1,3})*|[ivxIVX]{1,5}|[a-zA-Z])[.)]{1,2}\s+")
DAYS = frozenset({"month-day-year", "day-month-year", "dotted"})


#: "First Meeting. 26th April, 1882.", "ADJOURNED ANNUAL MEETING.", "ANNUAL MEETING.-SIXTY-NINTH SESSION."
_SESSION = re.compile(
    r"""
    (?: (?: First | Second | Third | Fourth | Fifth | Sixth | Seventh | Eighth | Ninth | Tenth
          | [A-Z][a-z]+(?:teenth|tieth|enth|elfth) | \d{1,3}(?:st|nd|rd|th) | Annual | General | Special
          | Ordinary | Extraordinary | Adjourned | Anniversary | Stated | Monthly | Quarterly | Public
          | Erste | Zweite | Dritte | Vierte | Première | Deuxième | Troisième )\s ){1,4}
    (?: Meeting | Session | Sitting | Sitzung | Séance )
    (?P<rest> .{0,60} )
    """,
    re.I | re.VERBOSE | re.S,
)


def session(said: str) -> bool:
    """Whether a line is the heading over the record of one of several meetings: which, and no more than a day or another heading."""
    m = _SESSION.fullmatch(" ".join(said.split()))
    rest = m["rest"].strip(" .,:;—–-") if m else ""
    if not m or not said[:1].isupper():
        return False
    return not rest or (rest.isupper() and said.isupper()) or any(d.kind in DAYS and len(d.text) >= len(rest) - 2 for d in find_dates(rest))


def _words(name: str) -> str:
    listed = {re.escape(word) for language in every() for word in language.headings.get(name, ())}
    return "|".join(sorted(listed, key=lambda w: (-len(w), w)))


def held(said: str) -> DateSpan | None:
    """Return the day on which something met, where a line says so and is no sentence about it; None for another line."""
    if len(said) > LONGEST:
        return None
    if not re.match(rf"(?:{_words('record')})\b", said, re.I) or not re.search(rf"\b(?:{_words('meeting')})\b", said, re.I):
        return None
    if any(word.casefold() in sentence_words() for word in re.findall(r"[^\W\d_]+", said)):
        return None
    return next((d for d in find_dates(said) if d.kind in DAYS and d.when), None)


def topics(text: str, blocks: Sequence[Block], heads: Sequence[str] = ()) -> frozenset[int]:
    """Return where the short lines begin that head what a meeting dealt with: "Election of Chairman", "6. Matters arising".

    Only in the record of a meeting, as its ``heads`` or first lines say; each stands alone over a paragraph or another such line, and
    there are several.
    """
    said = [" ".join(text[slice(*block.span)].split()) for block in blocks]
    if not any(_record(one) for one in (*heads[:HEAD], *said[:HEAD])):
        return frozenset()
    shown = [_topic(one, len(block.lines)) for one, block in zip(said, blocks, strict=True)]
    over = [k for k, one in enumerate(shown) if one and k + 1 < len(said) and (shown[k + 1] or len(said[k + 1]) > TOLD)]
    return frozenset(blocks[k].span.start for k in over) if len(over) >= SEVERAL else frozenset()


def _record(said: str) -> bool:
    """Whether a line says that what follows is the record of a meeting."""
    begun = re.search(rf"(?:\A|[:.]\s)(?:draft\s)?(?:{_words('record')})\b", said, re.I)
    if len(said) > LONGEST or said.endswith((";", ",")) or not begun:
        return False
    return bool(re.search(rf"\b(?:{_words('meeting')})\b", re.sub(r"(?<=[a-z])s\b", "", re.sub(r"ies\b", "y", said)), re.I))


def _topic(said: str, lines: int) -> bool:
    """Whether a line is a title: no stop, no colon, nobody's name, no sentence; with a number it may say what is to be done."""
    m = _NUMBER.match(said)
    rest = said[m.end() :] if m else said
    if lines > 1 or not rest[:1].isupper() or len(said) > TOPIC or said[-1] in ".:,;?!" or any(find_dates(rest[:12])):
        return False
    if m:
        return True
    listed = re.findall(r"[^\W\d_]+", rest)
    named = signature(rest) >= NAMED or bool(re.search(r"\b[A-Z]\.|[–:—]|\s-\s", rest))
    return len(listed) <= WORDS and not named and not any(word.casefold() in sentence_words() for word in listed)
