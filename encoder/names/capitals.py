"""Where the words with a capital stand in a text: found once, for all cues, so that a pattern is tried only where it can hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from encoder import lazy_re as re
from encoder.language.lexicon import words

_WORD = re.compile(rf"[{words.UPPER}](?<!\w.)\w*")


class Capitals:
    """The capitalised words of a text, letters and figures alone: "O’Neill" and "Beer-Hofmann" are two each; in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        #: where each word stands
        self.places: dict[str, list[int]] = {}
        for m in _WORD.finditer(text):
            word, start = m[0], m.start()
            self.words.append(word)
            self.starts.append(start)
            if word in self.places:
                self.places[word].append(start)
            else:
                self.places[word] = [start]

    def of(self, wanted: frozenset[str]) -> list[int]:
        """Return where some words stand, in order."""
        return self.where(self.among(wanted))

    def among(self, wanted: frozenset[str]) -> Iterable[str]:
        """Return those of some words that stand in the text; in no order."""
        # the keys of a dict "&" a frozenset would look for every one of its words
        return [w for w in wanted if w in self.places] if len(wanted) < len(self.places) else wanted.intersection(self.places)

    def where(self, wanted: Iterable[str]) -> list[int]:
        """Return where some of the words stand, in order; each of them has to be one."""
        lists = [self.places[word] for word in wanted]
        return lists[0] if len(lists) == 1 else sorted([start for one in lists for start in one])

    @cached_property
    def shouted(self) -> list[str]:
        """The words of two letters and more that are all in capitals."""
        return [word for word in self.places if word.isupper() and len(word) > 1]

    @cached_property
    def initials(self) -> list[int]:
        """Where initials stand, each with its stop."""
        text = self.text
        listed = {*self.among(_INITIALS), *(word for word in self.places if len(word) == 1)}
        return [start for start in self.where(listed) if "." in text[start + 1 : start + 5]]

    def before(self, sign: str, reach: int) -> list[int]:
        """Return the numbers of the last words that begin at most ``reach`` characters before a sign, in order."""
        found = []
        at = self.text.find(sign)
        while at >= 0:
            k = bisect_left(self.starts, at) - 1
            if k >= 0 and at - self.starts[k] <= reach:
                found.append(k)
            at = self.text.find(sign, at + 1)
        return found

    def ending(self, sign: str) -> Iterator[tuple[str, int]]:
        """Yield the words that end at a sign, each with the place where it begins, in order."""
        at = self.text.find(sign)
        while at >= 0:
            k = bisect_left(self.starts, at) - 1
            if k >= 0 and self.starts[k] + len(self.words[k]) == at:
                yield self.words[k], self.starts[k]
            at = self.text.find(sign, at + 1)

    @cached_property
    def before_shouted(self) -> list[int]:
        """Where words that are not all in capitals stand near before one that is."""
        text, words, starts = self.text, self.words, self.starts
        letters = [word for word in self.places if len(word) == 1]
        loud = [*self.shouted, *(word for word in self.places if word[:2] == "Mc" and word[2:].isupper())]
        first = [at for word in letters for at in self.places[word] if text[at + 1 : at + 2] in _INSIDE]
        before: set[int] = set()
        for at in (*first, *(at for word in loud for at in self.places[word])):
            k = bisect_left(starts, at)
            before.update(range(max(0, k - _NEAR), k))
        none = {*letters, *loud}
        return [starts[k] for k in sorted(before) if words[k] not in none]


#: what may stand inside a surname in capitals
_INSIDE = frozenset("’'-")
#: so many words before a surname a given name of two parts and an initial may begin
_NEAR = 3
_INITIALS = frozenset(words.table("names")["initials"])


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` finds in a text, where it is known at which places, in order, it may begin."""
    end = 0
    for start in starts:
        if start >= end and (m := pattern.match(text, start)):
            end = m.end()
            yield m


@lru_cache(maxsize=2)
def capitals(text: str) -> Capitals:
    """Return the capitalised words of a text; one cue after the other asks for those of the same text."""
    return Capitals(text)
