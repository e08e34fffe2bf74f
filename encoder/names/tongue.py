"""What a language other than English says of a capitalised word: a title of its own, a word that it writes small."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from encoder import lazy_re as re
from encoder.language.gazetteer import lists
from encoder.language.languages import codes, language
from encoder.language.where import other_countries
from encoder.names.kinds import NAMES, Kind, kinds
from encoder.tables import is_there

#: what a word that the language writes small is not for that it is a name elsewhere, or ends like one
_ELSEWHERE = NAMES | Kind.SURNAMED | Kind.TOWNED | Kind.TOWN | Kind.CITY
#: what a list says, not the end of a word
_LISTED = NAMES | Kind.PLACE | Kind.TOWN | Kind.CITY
_ENDINGS = Kind.SURNAMED | Kind.TOWNED | Kind.PEOPLE
#: so many letters the first and the second part of a compound have at least
_HEAD = 3
_TAIL = 4
#: a small word that runs into another: "J’ai", "Qu’il", "L’Allemagne"; no part of a name "D’Artagnan", "O’Neill"
_ELIDED = re.compile(r"(?:[CJLMNST]|QU|Qu|Dell|Nell|All|Sull|Un|Quest)[’'](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The titles that stand before names and the words that are written small, in a language; ``offices`` have "of" behind them too."""

    titles: frozenset[str]
    offices: frozenset[str]
    particles: tuple[str, ...]
    articles: tuple[str, ...]
    small: frozenset[str]
    both: frozenset[str]
    places: frozenset[str]
    elides: bool
    #: the words for "to" that are others in English
    towards: frozenset[str]
    #: between the two parts of a compound, and at the end of a genitive
    joints: tuple[str, ...]
    genitive: tuple[str, ...]
    inflected: tuple[str, ...]
    #: how nouns end that are made of other words, and what older spellings have for what
    nouns: tuple[str, ...]
    respelt: tuple[tuple[str, str], ...]

    def _noun(self, word: str) -> bool:
        """Whether a word in small letters is a noun by its end, in an older spelling, or as a compound: "Reichthum", "Mißtrauen"."""
        if word.endswith(self.nouns):
            return True
        for old, new in self.respelt:
            word = word.replace(old, new) if old in word and word.replace(old, new) in self.small else word
        stems = [word, *(word[: -len(e)] for e in self.inflected if word.endswith(e) and len(word) > len(e) + _HEAD)]
        respelt = [word.replace(old, new) for old, new in self.respelt if old in word]
        return any(w in self.small for w in stems) or any(self.compound(w) for w in (*stems, *respelt))

    def compound(self, word: str) -> bool:
        """Whether a word in small letters is made of two ordinary ones, joined as the language joins them: "Tagebucheintrag"."""
        for cut in range(_HEAD, len(word) - _TAIL + 1):
            tail = word[cut:].lstrip("-")
            if tail in self.small and any(word[: cut - len(j)] in self.small for j in self.joints if word[:cut].endswith(j)):
                return True
        return False

    def _owner(self, word: str) -> int:
        """Return the kinds of a name of which a word is the genitive: "Schnitzlers", 0 where it is of none."""
        ends = next((e for e in self.genitive if word.endswith(e) and len(word) > len(e) + _HEAD), "")
        return kinds(word[: -len(ends)]) & (NAMES | Kind.PLACE | Kind.TOWN | Kind.CITY) if ends else 0

    def preposition(self, form: str) -> bool:
        """Whether a form begins with a particle that is "of" in this language: "de Léon Bourgeois" is his, and no part of his name."""
        return form.startswith(tuple(p if p[-1:] in "’'" else f"{p} " for p in self.particles))

    def skipped(self, word: str) -> int:
        """Return how many letters at the beginning of a word are a word of their own: two of "L’Allemagne"."""
        found = _ELIDED.match(word) if self.elides else None
        return found.end() if found and word[found.end()].isupper() else 0

    def kind(self, word: str, known: int) -> int:
        """Return what a capitalised word can be in this language; ``known`` is what it can be elsewhere."""
        bare = word.rstrip(".")
        if bare in self.titles or bare in self.offices:
            return known & ~_ELSEWHERE | Kind.TITLE | Kind.WORD
        if bare in self.places or (bare.isupper() and bare.title() in self.places):
            return known & ~NAMES | Kind.PLACE
        if word.lower() in self.both:
            return known & ~(NAMES | _ENDINGS) | Kind.SURNAME_WORD | Kind.WORD
        if word.lower() in self.small or (self.joints and not known & _LISTED and self._noun(word.lower())):
            return known & ~_ELSEWHERE | Kind.WORD
        if self.genitive and not known & ~_ENDINGS and (owner := self._owner(word)):
            return known & ~_ENDINGS | owner
        if self.elides and (m := _ELIDED.match(word)) and word[m.end()].islower():
            return known & ~_ELSEWHERE | Kind.WORD | Kind.FUNCTION
        return known


def _listed(name: str) -> frozenset[str]:
    return lists(name) - {""} if is_there(f"language/lexicon/{name}.txt") else frozenset()


@cache
def _unaccented() -> frozenset[str]:
    """Return the names of countries as typewriters write them, which have no accents on capitals: "Egypte"."""
    return frozenset(unicodedata.normalize("NFD", name[0])[0] + name[1:] for name in other_countries() if not name[0].isascii())


@cache
def tongue(code: str) -> Tongue | None:
    """Return what the language with a code says of words; None for English and where its table says nothing."""
    code = code.partition("-")[0]
    table = language(code).names if code in codes() and code != "en" else {}
    if not table:
        return None
    particles = tuple(table.get("particles", ()))
    return Tongue(
        frozenset(table.get("titles", ())), frozenset(table.get("offices", ())), particles, tuple(table.get("articles", ())),
        _listed(f"small_{code}"), _listed(f"both_{code}"),
        frozenset(table.get("places", ())) | _unaccented(),
        any(p.endswith("’") for p in particles),
        frozenset(table.get("to", ())), tuple(table.get("joints", ())), tuple(table.get("genitive", ())),
        tuple(table.get("inflected", ())), tuple(table.get("nouns", ())),
        tuple((old, new) for old, _, new in (one.partition("=") for one in table.get("respelt", ()))),
    )
