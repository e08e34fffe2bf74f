"""What a word, its ending or its neighbours say against it as the name of a person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from encoder import lazy_re as re
from encoder.language.gazetteer import places
from encoder.language.lexicon import words
from encoder.names.names import opens_sentence

_BODIES = words.table("bodies")
OUTSIDE = frozenset(_BODIES["outside"])
NOT_BODIES = frozenset(_BODIES["not_bodies"])
_NOT_SAYERS = frozenset(words.table("titles")["not_sayers"])
_HEADS = frozenset(w for h in _BODIES["heads"] for w in h.split())

#: how the names of peoples and their adjectives end, and what is done or held: "Japanese", "Iranian", "Pakistani", "Missions"
_PEOPLE = re.compile(
    r"""(?:ese | ians? | ish | ists? | [rlc]ans | eans? | ites? | [rq]is? | oviets?
        | tions? | sions? | ments? | ings? | ity | ness | cers? | [ct]ors | [^e]ed)\Z""",
    re.VERBOSE,
)
#: a word behind that makes the name one of a thing
THING = re.compile(
    r"""\s(?:[A-Z]\w+\s)?  # "Ford Motor Company"
    (?: Library | Building | House | Hotel | Airport | Street | Avenue | Base | Field
      | Islands? | River | County | City
      | Amendment | Act | Doctrine | Plan
      | Committee | Commission | Mission | Foundation | Institute | University
      | Aircraft | Company | Corporation | Inc | Fund | Bank | Brothers
      | (?:and|&)\s(?:Company|Co)  # "Smith & Co"
    )\b""",
    re.VERBOSE,
)
#: what stands before a noun and before no name
_LAST_WORD = re.compile(r"[A-Za-z]+(?=\s\Z)")
_ARTICLES = frozenset({
    "the", "a", "an", "his", "her", "their", "our", "my", "your", "its", "this", "these", "each", "every", "any", "no", "said",
})  # fmt: skip


@lru_cache(maxsize=32768)
def name_like(word: str, says: bool) -> bool:
    """Whether a word may be a surname; of one who ``says`` something, and is known by nothing else, more is asked."""
    if word in _no_names() or ("-" in word and word.partition("-")[0] in words.NOT_NAMES):  # "Secretary-General"
        return False
    return not (says and (word.lower() in _NOT_SAYERS or _PEOPLE.search(word)))


@cache
def _no_names() -> frozenset[str]:
    return OUTSIDE.union(words.NOT_NAMES, places().forms, _HEADS, words.TITLES)


def heads_sentence(prose: str, start: int) -> bool:
    """Whether a sentence begins at an offset."""
    return opens_sentence(prose, start)


def only_opens(prose: str, span: tuple[int, int]) -> bool:
    """Whether a word has its capital from a sentence: it stands at the head of one and never inside one."""
    start, end = span
    if not heads_sentence(prose, start):
        return False
    return not any(prose[k - 1] == " " and prose[k - 2].islower() for k in _places_of(prose[start:end], prose))


def _places_of(word: str, prose: str) -> Iterator[int]:
    at = prose.find(word, 2)
    while at >= 0:
        yield at
        at = prose.find(word, at + 1)


def behind_article(prose: str, start: int) -> bool:
    """Whether an article or the like stands before an offset: "the Umpire"."""
    before = prose[max(0, start - 7) : start]
    said = before[before.rfind(" ", 0, -1) + 1 : -1]
    if before[-1:] != " " or not said.isalpha() or not said.isascii():
        word = _LAST_WORD.search(before)
        said = word[0] if word else ""
    return said.lower() in _ARTICLES
