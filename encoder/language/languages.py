"""The languages this program can read: one table each in ``tables/``, read once and only where it is asked for.

A language is a file ``tables/<code>.toml``; nothing else names it. Every table of it may be missing: then nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Any

from encoder.errors import EncoderError
from encoder.tables import names_in, said, table_of, text_of

Words = Mapping[str, tuple[str, ...]]
Numbers = Mapping[str, int]

_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of one language; words are spelled as their table has them, in its order.

    ``capitals`` says whether months and weekdays have a capital in it. Tables of numbers map every spelling to what it
    means: ``months``, ``months_short`` and ``months_old`` to 1-12, ``republican`` to 1-13, ``weekdays`` to 1 (Monday) to 7,
    ``ordinals`` and ``cardinals`` to 1-31, ``numerals`` to the number that a word of a year in words stands for, ``decades`` to 20-90,
    ``parts`` to the third and ``halves`` to the half of a month or year, ``relative_days`` to days and
    ``months_away`` to months from the day of writing, ``sides`` to -1 (last), 0 (this), 1 (next), ``counts`` to the week of a
    month, the last of which is -1. ``seasons`` gives the first and the last month. The others map what the words do to the
    words: ``letter["salutation"]``, ``speech["labels"]``, ``headings["chapter"]``.
    """

    code: str
    name: str
    script: str = "Latin"
    capitals: bool = True
    months: Numbers = field(default_factory=lambda: _NONE)
    months_short: Numbers = field(default_factory=lambda: _NONE)
    months_old: Numbers = field(default_factory=lambda: _NONE)
    republican: Numbers = field(default_factory=lambda: _NONE)
    weekdays: Numbers = field(default_factory=lambda: _NONE)
    weekdays_short: Numbers = field(default_factory=lambda: _NONE)
    seasons: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NONE)
    parts: Numbers = field(default_factory=lambda: _NONE)
    halves: Numbers = field(default_factory=lambda: _NONE)
    relative_days: Numbers = field(default_factory=lambda: _NONE)
    counts: Numbers = field(default_factory=lambda: _NONE)
    ordinals: Numbers = field(default_factory=lambda: _NONE)
    cardinals: Numbers = field(default_factory=lambda: _NONE)
    numerals: Numbers = field(default_factory=lambda: _NONE)
    decades: Numbers = field(default_factory=lambda: _NONE)
    months_away: Numbers = field(default_factory=lambda: _NONE)
    sides: Numbers = field(default_factory=lambda: _NONE)
    roman: Words = field(default_factory=lambda: _NONE)
    date_words: Words = field(default_factory=lambda: _NONE)
    letter: Words = field(default_factory=lambda: _NONE)
    speech: Words = field(default_factory=lambda: _NONE)
    headings: Words = field(default_factory=lambda: _NONE)
    notes: Words = field(default_factory=lambda: _NONE)
    pages: Words = field(default_factory=lambda: _NONE)
    #: how letters begin and end: tables of words and patterns, of which ``letters.py`` makes what it asks
    letters: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    names: Words = field(default_factory=lambda: _NONE)
    function: Words = field(default_factory=lambda: _NONE)

    @property
    def function_words(self) -> tuple[str, ...]:
        """The small words by which the language is told from others, in small letters."""
        return self.function.get("words", ())


#: tables that are written number -> spellings, and are read the other way round
_BY_NUMBER = frozenset({"months", "months_short", "months_old", "republican", "weekdays", "weekdays_short"})
_NUMBERS = frozenset({"parts", "halves", "relative_days", "counts", "ordinals", "cardinals", "numerals", "decades", "months_away", "sides"})
_PLAIN = frozenset({"code", "name", "script", "capitals"})
_KEYS = frozenset(f.name for f in fields(Language))


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a table, in order."""
    return tuple(sorted(name.removesuffix(".toml") for name in names_in("language/tables") if name.endswith(".toml")))


@cache
def language(code: str) -> Language:
    """Return the table of a language ("de", also for "de-AT"), an empty one where there is none.

    Raises EncoderError for a broken file.
    """
    main = code.split("-", 1)[0].lower()
    if main not in codes():
        return Language(code, "")
    if main != code:
        return language(main)
    path = f"encoder/language/tables/{code}.toml"
    try:
        raw = table_of(f"language/tables/{code}")
    except ValueError as error:
        raise EncoderError(str(error)) from None
    unknown = sorted(raw.keys() - _KEYS)
    if unknown or raw.get("code") != code:
        raise EncoderError(f"{path}: {f'unknown table {unknown[0]!r}' if unknown else 'its code is not its file name'}")
    return Language(**{key: _table(key, value, path) for key, value in raw.items()})


@cache
def function_words() -> Mapping[str, tuple[str, ...]]:
    """Return the function words of every language; only that table, the last of its file, is read."""
    found = {}
    for code in codes():
        text = text_of(f"language/tables/{code}.toml")
        found[code] = tuple(said(text[text.find("[function]") :], code)["function"]["words"]) if "[function]" in text else ()
    return MappingProxyType(found)


def every() -> tuple[Language, ...]:
    """Return all languages that have a table, in the order of their codes."""
    return tuple(language(code) for code in codes())


def _table(key: str, value: Any, path: str) -> Any:
    if key in _PLAIN:
        return value
    if key == "letters":
        return MappingProxyType(value)
    try:
        if key in _BY_NUMBER:
            return MappingProxyType({spelling: int(number) for number, spellings in value.items() for spelling in spellings})
        if key in _NUMBERS:
            return MappingProxyType({word: int(number) for word, number in value.items()})
        if key == "seasons":
            return MappingProxyType({word: (int(first), int(last)) for word, (first, last) in value.items()})
        return MappingProxyType({what: tuple(str(word) for word in listed) for what, listed in value.items()})
    except (AttributeError, TypeError, ValueError):
        raise EncoderError(f"{path}: table {key!r} is not built as README.md says") from None


@cache
def _named() -> Mapping[str, str]:
    return {name.lower(): code for code, listed in table_of("language/language_names").items() for name in listed}


def code_of(name: str) -> str:
    """Return the code of a language that is named ("German", "Deutsch", "ger", "de"); ``""`` where none is known by it."""
    said = name.strip().lower()
    return _named().get(said) or (said if said.split("-", 1)[0] in codes() else "")


def name_of(code: str) -> str:
    """Return the English name of a language; the code itself where none is known."""
    return _english_names().get(code.split("-", 1)[0].lower(), code)


@cache
def _english_names() -> Mapping[str, str]:
    return {code: listed[0] for code, listed in table_of("language/language_names").items()}
