"""What stands before and behind a name: the words of most places say there what they say everywhere, and that is kept."""

from __future__ import annotations

from functools import lru_cache

from encoder.names import evidence

#: so many words are kept
_WORDS = 16384
#: longer words are looked at where they stand, for what is seen of them may be a part
_LONG = evidence.FAR - 4


def left(prose: str, start: int) -> tuple[str, ...]:
    """Return what stands before a name, as ``evidence.left`` does."""
    if start > 1 and prose[start - 1] == " ":
        word = prose[max(0, start - evidence.FAR) : start - 1].rpartition(" ")[2]
        if word.isalpha() and len(word) < _LONG and word.lower() not in evidence.FARTHER:
            return _behind_word(word)
    return evidence.left(prose, start)


def right(prose: str, end: int) -> tuple[str, ...]:
    """Return what stands behind a name, as ``evidence.right`` does."""
    if prose[end : end + 1] == " ":
        word = prose[end + 1 : end + evidence.FAR].partition(" ")[0]
        if word.isalpha() or (word := word[:-1]).isalpha():
            return _before_word(word)
    return evidence.right(prose, end)


@lru_cache(maxsize=_WORDS)
def _behind_word(word: str) -> tuple[str, ...]:
    return evidence.left(f"{word} ", len(word) + 1)


@lru_cache(maxsize=_WORDS)
def _before_word(word: str) -> tuple[str, ...]:
    return evidence.right(f" {word} ", 0)
