"""The word lists of this folder, read once; what a historian would correct is data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from encoder.model import EncoderError


@cache
def table(name: str) -> dict[str, Any]:
    """Return the list ``name.toml``. Raises EncoderError where it is broken."""
    try:
        return tomllib.loads(files("encoder.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EncoderError(f"encoder/lexicon/{name}.toml: {error}") from None


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
