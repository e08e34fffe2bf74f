"""The word lists of this folder, read once; what a historian would correct is data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.tables import table_of


@cache
def table(name: str) -> dict[str, Any]:
    """Return the list ``name.toml``. Raises EncoderError where it is broken."""
    try:
        return table_of(f"language/lexicon/{name}")
    except ValueError as error:
        raise EncoderError(str(error)) from None


#: capitals and small letters with the signs of Latin alphabets, as classes of a pattern
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻĽŃŅŇŌŐŒŘŚŞŠȘŢȚŤŪŮŰŹŻŽ"
LOWER = "a-zß-öø-ÿāăąćčďđēęěğģīķłļľńņňōőœřśşšșţțťūůűźżžı"

_titles = table("titles")

FORMS_OF_ADDRESS = frozenset(_titles["forms_of_address"])
RANKS = frozenset(_titles["ranks"])
OFFICES = frozenset(_titles["offices"])
OFFICE_NOUNS = frozenset(_titles["office_nouns"])
#: Every single word that may stand before a name and is no part of it, without its full stop.
TITLES = frozenset(w.rstrip(".") for t in FORMS_OF_ADDRESS | RANKS | OFFICES for w in t.split())
NOT_NAMES = frozenset(_titles["not_names"])
PARTICLES = frozenset(_titles["particles"])
ORDINARY = frozenset(table("abbreviations")["ordinary_words"])
#: Given name -> what friends say: "Bill" of William.
NICKNAMES: dict[str, tuple[str, ...]] = {name: tuple(short) for name, short in _titles["nicknames"].items()}
#: "Thos" -> Thomas; a full stop stands behind them.
ABBREVIATED_NAMES: dict[str, str] = _titles["abbreviated_names"]
#: Titles that are given names too where an initial stands behind them.
ALSO_GIVEN = frozenset(_titles["also_given"])
#: Titles of women, without their full stop, and how lists tell a woman.
WOMEN = frozenset(_titles["women"])
SAID_OF_WOMEN: tuple[str, ...] = tuple(_titles["said_of_women"])
#: Surnames that are everyday words too.
WORD_SURNAMES = frozenset(_titles["word_surnames"])
FIRST_OFFICES: tuple[str, ...] = tuple(_titles["first_offices"])
#: Titles of several, each of whom the list behind them names.
PLURALS = frozenset(_titles["plurals"])
ABBREVIATED = frozenset(_titles["abbreviated"])
#: Abbreviated rank -> the rank
SHORT_RANKS: dict[str, str] = _titles["short_ranks"]


def titles_pattern(titles: Iterable[str]) -> str:
    """Return an alternation of titles, the longest first; an abbreviated one may have a full stop, a whole word has none."""
    listed = sorted(set(titles), key=lambda t: (-len(t), t))
    stop = {t: r"\.?" if t.split()[-1] in ABBREVIATED else "" for t in listed}
    return "|".join(re.escape(t).replace(r"\ ", r"\s+").replace(r"\.", r"\.?") + stop[t] for t in listed)
