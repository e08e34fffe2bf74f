"""The name of a person, taken apart: whichever way it is written, the same parts.

"Michael Wright" and "Wright, Michael" are one name; "Zhou Enlai" and "Kim Il-sung" begin with the surname. Lists, linking,
proposals and sorting read names here, so that they agree on what a surname is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from encoder import lazy_re as re
from encoder.language.chinese import surname_first
from encoder.language.gazetteer import given_names
from encoder.language.lexicon import words

#: what belongs to the full name before it
JUNIOR = re.compile(r",?\s(?:(?:Jr|Sr)\b\.?|I{2,3}(?!\w))")
SUFFIX = re.compile(JUNIOR.pattern + r"\Z")
#: the same as lists have it, with or without a space: "Thomson, James C.,Jr."
_LISTED = re.compile(r"(?:,\s?|\s)(?:(?:Jr|Sr)\b\.?|I{2,3}(?!\w))\Z")
_PARTICLES = words.PARTICLES | {"af", "av", "des", "do", "vom", "zum", "zur", "’t", "'t"}
#: two surnames, the father's and the mother's
_DOUBLE = re.compile(r"(?P<first>[A-ZÀ-Þ][a-zß-ÿ]{3,})\s(?P<second>[A-ZÀ-Þ][a-zß-ÿ]{2,})")
#: a particle or an article that the surname is known by: "al-Barzani"
_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l)[ -](?=\S)")

Order = Literal["given first", "inverted", "surname first"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name as they are written; each but ``surname`` may be empty.

    ``given`` has all given names and initials, ``particle`` what stands between them and the surname and is not sorted by ("von"),
    ``suffix`` "Jr." or "III", ``title`` what stands before the name ("Sir"). ``order`` says how the name was written.
    """

    surname: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    title: str = ""
    order: Order = "given first"

    @staticmethod
    def read(name: str) -> PersonName:
        """Take a name apart; a name of one word is a surname."""
        return _read(" ".join(name.split()))

    @property
    def before(self) -> str:
        """What stands before the surname, or behind its comma: given names and particle."""
        return " ".join(part for part in (self.given, self.particle) if part)

    @property
    def straight(self) -> str:
        """The name as one says it: "Sir Michael Wright", "Earle G. Wheeler, Jr.", "Zhou Enlai"."""
        parts = (self.surname, self.given) if self.order == "surname first" else (self.before, self.surname)
        said = " ".join(part for part in (self.title, *parts) if part)
        return f"{said}, {self.suffix}" if self.suffix[:1] in {"J", "S"} else f"{said} {self.suffix}".strip()

    @property
    def inverted(self) -> str:
        """The name as lists have it: "Wright, Sir Michael", "Wheeler, Earle G., Jr."; a name that begins with the surname stays."""
        if self.order == "surname first":
            return self.straight
        behind = " ".join(part for part in (self.title, self.before) if part)
        said = f"{self.surname}, {behind}" if behind else self.surname
        return f"{said}, {self.suffix}" if self.suffix else said

    @property
    def sorting(self) -> tuple[str, str, str]:
        """What the name is sorted by: surname without article, given names, suffix; without accents and capitals."""
        article = _ARTICLE.match(self.surname)
        surname = self.surname[article.end() :] if article else self.surname
        return _plain(surname), _plain(self.given), _plain(self.suffix)


@lru_cache(maxsize=4096)
def _read(name: str) -> PersonName:
    found = _LISTED.search(name)
    suffix = found[0].strip(" ,") if found else ""
    whole = name[: found.start()].rstrip(",") if found else name
    if "," in whole:
        surname, _, given = (part.strip() for part in whole.partition(","))
        title, given = _title_off(given)
        given, particle = _particle_off(given)
        return PersonName(surname, given, particle, suffix, title, "inverted")
    title, rest = _title_off(whole)
    if surname_first(rest):
        surname, given = rest.split(maxsplit=1)
        return PersonName(surname, given, "", suffix, title, "surname first")
    given, _, surname = rest.rpartition(" ")
    given, particle = _particle_off(given)
    return PersonName(surname, given, particle, suffix, title)


def _title_off(name: str) -> tuple[str, str]:
    """Return the titles before a name, and the name; "Earl D. Johnson" is no earl."""
    parts = name.split()
    k = 0
    while k < len(parts) - 1 and parts[k].rstrip(".") in words.TITLES and parts[k] not in words.ALSO_GIVEN:
        k += 1
    return " ".join(parts[:k]), " ".join(parts[k:])


def _particle_off(given: str) -> tuple[str, str]:
    """Return given names, and the particles behind them: "Heinrich", "von"; a name is left where nothing but particles is."""
    parts = given.split()
    k = len(parts)
    while k > 1 and parts[k - 1] in _PARTICLES:
        k -= 1
    return " ".join(parts[:k]), " ".join(parts[k:])


def _plain(name: str) -> str:
    """Return a name as it is compared: without accents and capitals."""
    if name.isascii():
        return name.casefold()
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold() or name.casefold()


@lru_cache(maxsize=4096)
def first_surname(surname: str) -> str:
    """Return the first of two surnames, by which one is known: Castro of "Castro Ruz"; empty where there are not two."""
    double = _DOUBLE.fullmatch(surname)
    return double["first"] if double and not {double["first"], double["second"]} & (given_names() | words.TITLES) else ""
