"""How letters begin and end: the tables ``letters`` of each language (``tables/*.toml``).

A line is asked in each language and the best answer counts; words of one language never add to those of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from encoder import lazy_re as re
from encoder.language.firsts import Begun, beginning
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


class Formulas:
    """A pattern of words without regard to case, which is asked only where a line begins as one of them can."""

    def __init__(self, pattern: str) -> None:
        """Read off the pattern with which letters it begins."""
        begun = beginning(pattern, lambda _: Begun(None))
        self.pattern = re.compile(pattern, re.I)
        self._signs = None if begun.empty or begun.signs is None else frozenset(sign.lower() for sign in begun.signs)

    def match(self, said: str) -> re.Match[str] | None:
        """Return what a line begins with."""
        return self.pattern.match(said) if self._may(said) else None

    def fullmatch(self, said: str) -> re.Match[str] | None:
        """Return what a line is as a whole."""
        return self.pattern.fullmatch(said) if self._may(said) else None

    def _may(self, said: str) -> bool:
        first = said[:1].lower()
        return self._signs is None or first in self._signs or not first.isascii()


@dataclass(frozen=True)
class Tongue:
    """The words of one language."""

    code: str
    warm: Vocabulary
    who: Vocabulary
    among: Vocabulary
    greeting: Formulas
    strong: Vocabulary
    self: Vocabulary
    between: Vocabulary
    sentence: Formulas
    farewell: Formulas
    signed: Formulas
    to: Formulas
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


def _formulas(patterns: Iterable[str], ends: str = "") -> Formulas:
    return Formulas(rf"(?:{either(patterns)}){ends}")


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
        _formulas(salutation["formulas"]),
        Vocabulary(valediction["strong"]), Vocabulary(valediction["self"]), Vocabulary(valediction["among"]),
        _formulas(valediction["sentence"], r"(?!\w)"), _formulas(valediction["formulas"]),
        _formulas(table["signed"]["before"], r"(?!\w)"),
        _formulas(table["address"]["to"], r"(?!\w)"),
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
