"""Words that make a date beside them one of publication, release or cataloguing, which says nothing of when a text was written."""

from __future__ import annotations

from functools import cache

from encoder import lazy_re as re
from encoder.language.languages import every

#: so far before a date stand the words that make it a publication's
_NEARBY = 40


def published(text: str, start: int) -> bool:
    """Whether words before a date make it a publication's: "Release date: April 2, 2009"."""
    return bool(_published().search(text, max(0, start - _NEARBY), start))


@cache
def _published() -> re.Pattern[str]:
    words = {word for language in every() for word in language.date_words.get("published", ())}
    return re.compile(rf"(?i:(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?:\s(?:date|on|in|at|am|le|for|by))?\s?[:,]?\s*\Z)")


#: a head is so long at most, and has so many words beside its day
_LONGEST = 80
_MOST = 7
_SMALL = frozenset({"of", "the", "and", "in", "at", "on", "for", "to", "from", "no", "vol", "p", "st", "nd", "rd", "th", "d"})
_WORD = re.compile(r"[^\W\d_]+")


def heads(text: str, start: int, end: int) -> bool:
    """Whether a block is a head with a day, which is no publication's: "The Times, August 5, 1857"."""
    if len(text) > _LONGEST or published(text, start):
        return False
    rest = _WORD.findall(text[:start] + text[end:])
    return len(rest) <= _MOST and all(word[0].isupper() or word in _SMALL for word in rest)
