"""Names whose surname stands first: "Chou En-lai", "Zhou Enlai", "Kim Il-sung"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from encoder import lazy_re as re
from encoder.language.gazetteer import given_names, lists
from encoder.language.lexicon import words
from encoder.layout.blocks import Span

#: the syllables of Hanyu Pinyin (ISO 7098), as a given name has one or two of them
_SYLLABLE = r"""(?x:
    (?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?  # ("zh")
    (?: i(?:ang|ong|an|ao|ng|[aenu])? | u(?:ang|an|ai|[aeino])? | ü(?:an|[en])? | a(?:ng|[oin])?
      | o(?:ng|u)? | e(?:ng|[inr])? )
)"""
_GIVEN = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?")
SURNAMES = frozenset(words.table("titles")["chinese_surnames"])
#: neither the beginning of a name in three words nor of a paper's: "Liu Shao Ch'i", "Wen Hui Pao"
_TWO_WORDS = re.compile(
    r"""
    (?P<surname>[A-Z](?<![\w’'-].)[a-z]{1,5}+)\s(?P<given>[A-Z][a-zü]{1,11})(?![\w-]|[’'](?!s\b))  # "Zhou Enlai"
    (?!\s(?:[A-Z][a-z]{0,3}\b|[A-Z]\w*[’']))  # but "Man Ray Li"
    """,
    re.VERBOSE,
)
_HYPHENED = re.compile(r"(?P<first>[A-Z][a-z’']+) [A-Z][\w’']+[-–](?P<second>[A-Za-z])\w*")


#: the capitalised word before another, so far before it
_CAPITAL_BEFORE = re.compile(r"(?<![\w’'])[A-Z][\w’']*\s\Z")
_FAR = 16
#: syllables as Wade and Giles write them, for names in three words
_WADE = r"(?:ch|sh|hs|ts|tz|ss|sz|[bpmftdnlkhjrswy])?[’']?[aeiouü]{1,3}(?:ng|n|h|rh)?"
_THREE_WORDS = re.compile(
    rf"""
    (?P<surname>[A-Z](?<![\w’'-].)[a-z]{{1,5}})
    \s(?P<one>(?=[A-Z])(?i:{_WADE}))
    \s(?P<two>(?=[A-Z])(?i:{_WADE}))(?![\w-]|[’'](?!s\b))
    """,
    re.X,
)


def wade_names(text: str, surnames: Iterable[int]) -> Iterator[Span]:
    """Yield the names in three words that have an apostrophe in a syllable, or no word of English: "Liu Shao Ch’i", "Mao Tse Tung".

    ``surnames`` says where words stand that are Chinese surnames, in order.
    """
    for m in _beginning(_THREE_WORDS, text, surnames):
        given = (m["one"].lower(), m["two"].lower())
        if any("’" in one or "'" in one for one in given) or lists("english_words").isdisjoint(given):
            yield Span(*m.span())


def pinyin_names(text: str, surnames: Iterable[int]) -> Iterator[Span]:
    """Yield the names in Pinyin: a Chinese surname and a given name of one or two syllables, which is no word of titles or bodies.

    ``surnames`` says where words stand that are Chinese surnames, in order.
    """
    for m in _beginning(_TWO_WORDS, text, surnames):
        if m["given"] not in words.NOT_NAMES and _GIVEN.fullmatch(m["given"].lower()):
            yield Span(*m.span())


def _beginning(pattern: re.Pattern[str], text: str, surnames: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin with a surname, but for those of which another match takes a part: "Said Mao Tse" Tung."""
    end = 0
    for at in surnames:
        chain = [at]
        while (before := _CAPITAL_BEFORE.search(text, max(0, chain[-1] - _FAR), chain[-1])) and before.start() >= end:
            chain.append(before.start())
        for start in reversed(chain):
            m = pattern.match(text, start) if start >= end else None
            if m:
                end = m.end()
                if start == at and m["surname"] in SURNAMES:
                    yield m


@lru_cache(4096)
def surname_first(name: str) -> bool:
    """Whether a full name begins with the surname; "Alec Douglas-Home" does not."""
    hyphened = _HYPHENED.fullmatch(name)
    if hyphened:
        return hyphened["second"].islower() or hyphened["first"] not in given_names()
    return next(pinyin_names(name, [0]), None) == (0, len(name))
