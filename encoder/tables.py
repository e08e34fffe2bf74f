"""The tables of this package: what a historian would correct is data, in TOML, beside the modules that use it.

``tomllib`` reads character by character in Python, which takes a twelfth of the start of the program. The tables here are plain: keys with
a string, a number, or a list of those. Such a file is read by one pattern; a file in which anything else stands is left to ``tomllib``
as a whole, so what comes out is always what it would say.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from encoder import lazy_re as re

_PACKAGE = Path(__file__).parent
_BASIC = r'"(?:[^"\\\x00-\x1f\x7f]++|\\["\\bfnrt])*+"'
_LITERAL = r"'[^'\x00-\x1f\x7f]*+'"
_OTHER = r"-?[1-9][0-9]*+(?![\w.:-]) | 0(?![\w.:-]) | true\b | false\b"
_ITEM = rf"(?: {_BASIC} | {_LITERAL} | {_OTHER} )"
_GAP = r"(?:[ \t\n]++|\#[^\x00-\x08\x0a-\x1f\x7f]*+\n)*+"
_NAME = r"[A-Za-z0-9_-]++"
_STATEMENT = re.compile(
    rf"""
    {_GAP}
    (?: \[ (?P<table> {_NAME} (?:\.{_NAME})*+ ) \]
      | \[\[ (?P<row> {_NAME} ) \]\]
      | (?P<key> {_NAME} | {_BASIC} ) [ \t]*+ = [ \t]*+
        (?: (?P<strings> \[ [ \t\n]*+ (?: "[^"\\\x00-\x1f\x7f]*+" [ \t\n]*+ (?: , [ \t\n]*+ | (?=\]) ) )*+ \] )
          | (?P<list> \[ {_GAP} (?: {_ITEM} {_GAP} (?: , {_GAP} | (?=\]) ) )*+ \] )
          | (?P<item> {_ITEM} ) )
      | \Z
    ) [ \t]*+ (?: \#[^\x00-\x08\x0a-\x1f\x7f]*+ )?+ (?: \n | \Z )
    """,
    re.X,
)
_ITEMS = re.compile(rf"{_GAP}(?P<item>{_ITEM}),?", re.X)


def text_of(name: str) -> str:
    """Return a file of the package in UTF-8: ``language/lexicon/surnames.txt``."""
    return (_PACKAGE / name).read_text("utf-8")


def is_there(name: str) -> bool:
    """Whether the package has such a file."""
    return (_PACKAGE / name).is_file()


def names_in(name: str) -> list[str]:
    """Return the names of the files in a folder of the package."""
    return [path.name for path in (_PACKAGE / name).iterdir()]


def table_of(name: str) -> dict[str, Any]:
    """Return what the table ``NAME.toml`` of the package says: ``language/lexicon/titles``. Raises ValueError where it is broken."""
    return said(text_of(f"{name}.toml"), f"encoder/{name}.toml")


def said(text: str, where: str) -> dict[str, Any]:
    """Return what a text in TOML says; ``where`` is its name. Raises ValueError where it is broken."""
    plain = _plain(text)
    if plain is not None:
        return plain
    import tomllib  # no table that comes with the package needs it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{where}: {error}") from None


def _plain(text: str) -> dict[str, Any] | None:
    """Return what a plain table says; None for any other text."""
    whole: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {}
    here, at, size = whole, 0, len(text)
    statement = _STATEMENT.match
    while at < size:
        found = statement(text, at)
        if found is None:
            return None
        at = found.end()
        table, row, key, strings, listed, item = found.groups()
        if key is not None:
            key = json.loads(key) if key[0] == '"' else key
            if key in here:
                return None
            here[key] = strings.split('"')[1::2] if strings else [_one(i) for i in _ITEMS.findall(listed, 1)] if listed else _one(item)
        elif row is not None:
            here = {}
            if row not in lists:
                if row in whole:
                    return None
                whole[row] = lists[row] = []
            lists[row].append(here)
        elif table is not None:
            here = whole
            *above, name = table.split(".")
            for part in above:
                here = here.setdefault(part, {})
                if not isinstance(here, dict):
                    return None
            if name in here:
                return None
            here[name] = here = {}
    return whole


def _one(said: str) -> Any:
    return said[1:-1] if said[0] == "'" or (said[0] == '"' and "\\" not in said) else json.loads(said)
