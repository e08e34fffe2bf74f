"""What stands before and behind a name: the words of most places say there what they say everywhere, and that is kept."""

from __future__ import annotations

from functools import lru_cache

from encoder.names import evidence
from encoder.names.farther import COUNTIES

#: so many words are kept
_WORDS = 16384
#: longer words are looked at where they stand, for what is seen of them may be a part
_LONG = evidence.FAR - 4
#: a mark behind a word says with it what it says everywhere
_MARKS = frozenset(".,;:")
#: behind these and a space the next word counts
_STOPS = frozenset(",.")
#: so far before a name "of the " ends
_THE = len(" of the ")
#: the one small word before which two others count: "remember me to X"
_TWO = "me"
#: before these whatever ends in "the" counts
_SAID = frozenset({"said", "aforesaid"})


def left(prose: str, start: int) -> tuple[str, ...]:
    """Return what stands before a name, as ``evidence.left`` does."""
    if start < evidence.FAR or prose[start - 1] != " ":
        return evidence.left(prose, start)
    said = prose[start - evidence.FAR : start - 1].rsplit(" ", 2)
    word = said[-1]
    if len(word) < _LONG:
        if word.isalpha():
            small = word.lower()
            if small not in evidence.FARTHER:
                return _behind(word)
            if small == "the":
                if prose[start - _THE : start - _THE + 4] != " of ":
                    return _behind(f" {said[1]} {word}" if len(said) > 2 and said[1].isalpha() and _tells(said[1], small) else word)
                noun = said[0].rpartition(" ")  # " of the ": what stands before that counts
                if noun[1] and noun[2].isalpha():
                    return _behind(f" {noun[2]} of {word}" if _tells(noun[2], "of") else f" of {word}")
            elif len(said) > 2 and said[1].isalpha() and said[1].lower() != _TWO:
                return _behind(f" {said[1]} {word}" if _tells(said[1], small) else word)
        elif word[-1:] in _MARKS and word[:-1].isalpha() and word[:-1].lower() not in evidence.FARTHER:
            return _behind(word)
    return evidence.left(prose, start)


def _tells(word: str, small: str) -> bool:
    """Whether a word before a small one may tell something; of letters that are no ASCII some are the same as others."""
    return small in _SAID or not word.isascii() or word.lower() in evidence.telling(small)


def right(prose: str, end: int) -> tuple[str, ...]:
    """Return what stands behind a name, as ``evidence.right`` does."""
    mark = prose[end : end + 1]
    if mark == " ":
        word = prose[end + 1 : end + evidence.FAR].partition(" ")[0]
        if word[:1].isdigit():
            return _before(" 7")
        if word in evidence.AND and evidence.SHARED.match(prose, end):
            return evidence.right(prose, end)
        if word.isalpha() or (word := word[:-1]).isalpha():
            return _before(f" {word}")
    elif mark in _STOPS:
        said = prose[end : end + evidence.FAR].split(" ", 2)
        if len(said) > 2 and said[0] == mark:
            word = said[1]
            if (word.isalpha() or (word := word[:-1]).isalpha()) and (mark == "." or _by_itself(prose, end, word)):
                return _before(f"{mark} {word}")
    return evidence.right(prose, end)


def _by_itself(prose: str, end: int, word: str) -> bool:
    """Whether a word behind a comma tells by itself what it tells, whatever stands behind it."""
    if word.islower():
        return word not in evidence.MODIFIERS
    return len(word) > 1 and word[0].isupper() and not prose.startswith(COUNTIES, end + 2 + len(word))


@lru_cache(maxsize=_WORDS)
def _behind(said: str) -> tuple[str, ...]:
    return evidence.left(f"{said} ", len(said) + 1)


@lru_cache(maxsize=_WORDS)
def _before(said: str) -> tuple[str, ...]:
    return evidence.right(f"{said} ", 0)
