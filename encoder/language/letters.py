"""How letters begin and end: the tables ``letters`` of each language (``tables/*.toml``).

A line is asked in each language and the best answer counts; words of one language never add to those of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from encoder import lazy_re as re
from encoder.language.languages import every, language

_TOKEN = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*|&")
#: an alternation of nothing matches nothing
_NEVER = r"(?!)"


class Vocabulary(frozenset[str]):
    """Words in small letters; one that ends with a star stands for all that begin so: "ergeb*"."""

    stems: tuple[str, ...]

    def __new__(cls, listed: Iterable[str]) -> Vocabulary:
        """Set the stems apart."""
        every = tuple(listed)
        new = super().__new__(cls, (w for w in every if not w.endswith("*")))
        new.stems = tuple(w[:-1] for w in every if w.endswith("*"))
        return new

    def __contains__(self, word: object) -> bool:
        """Whether a word is one of them, or begins as one of them."""
        return super().__contains__(word) or bool(self.stems and isinstance(word, str) and word.startswith(self.stems))


@dataclass(frozen=True)
class Tongue:
    """The words of one language; patterns match without regard to case."""

    code: str
    warm: Vocabulary
    who: Vocabulary
    among: Vocabulary
    greeting: re.Pattern[str]
    strong: Vocabulary
    self: Vocabulary
    between: Vocabulary
    sentence: re.Pattern[str]
    farewell: re.Pattern[str]
    signed: re.Pattern[str]
    to: re.Pattern[str]
    title: frozenset[str]
    where: frozenset[str]
    #: titles before a name that this language writes small: "Le comte de Valmont"
    ranks: frozenset[str]


def tokens(text: str) -> list[str]:
    """Return the words of a line as they stand, with their inner stops and apostrophes ("your's", "aff.mo")."""
    return _TOKEN.findall(text.replace("’", "'").replace("•", "o"))  # a letter that nobody could read is one


def either(patterns: Iterable[str]) -> str:
    """Return an alternation of patterns, the longest first."""
    return "|".join(sorted(patterns, key=lambda p: (-len(p), p))) or _NEVER


def _compiled(patterns: Iterable[str], ends: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{either(patterns)}){ends}", re.I)


@cache
def _codes() -> tuple[str, ...]:
    """Return the codes of the languages that say how letters are written in them, in order."""
    return tuple(one.code for one in every() if one.letters)


@cache
def tongues() -> tuple[Tongue, ...]:
    """Return the languages there is a table for, in the order of their codes."""
    return tuple(_tongue(code) for code in _codes())


def _tongue(code: str) -> Tongue:
    table = language(code).letters
    salutation, valediction = table["salutation"], table["valediction"]
    return Tongue(
        code,
        Vocabulary(salutation["warm"]), Vocabulary(salutation["who"]), Vocabulary(salutation["among"]),
        _compiled(salutation["formulas"]),
        Vocabulary(valediction["strong"]), Vocabulary(valediction["self"]), Vocabulary(valediction["among"]),
        _compiled(valediction["sentence"], r"(?!\w)"), _compiled(valediction["formulas"]),
        _compiled(table["signed"]["before"], r"(?!\w)"),
        _compiled(table["address"]["to"], r"(?!\w)"),
        frozenset(table["address"]["title"]), frozenset(table["address"]["where"]),
        frozenset(table["signed"].get("ranks", ())),
    )


@cache
def mark(kind: str) -> re.Pattern[str]:
    """Return what stands at the beginning of a line of that kind ("postscript", "enclosure", "copies" ...), in any language."""
    found: set[str] = set()
    for code in _codes():
        found.update(language(code).letters["marks"].get(kind, ()))
    return re.compile(rf"[\[(]?(?:{either(found)})", re.I)


@cache
def phrase(kind: str) -> str:
    """Return the alternation of a word of headings ("letter", "to", "from", "same", "and") in all languages."""
    found: set[str] = set()
    for code in _codes():
        found.update(language(code).letters["marks"].get(kind, ()))
    return either(found)


@cache
def lead() -> re.Pattern[str]:
    """Return what may stand before a place in a dateline, from its beginning: nothing, "at", "Given at", "Signed in"."""
    at = rf"at|à|a|in|from|aus|zu|en|em|da|di|(?:camp|head-?\s?quarters) (?:at|near)|{phrase('given')}|{phrase('letter')}"
    return re.compile(rf"(?:\([^\W\d_]+\.\)\s)?[\s\[(_*,.:—–-]*(?:(?:{at})\s)*", re.I)
