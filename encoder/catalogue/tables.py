"""The tables of this folder, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from encoder.errors import EncoderError


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table ``name.toml``. Raises EncoderError where it is broken."""
    try:
        return tomllib.loads(files("encoder.catalogue").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EncoderError(f"encoder/catalogue/{name}.toml: {error}") from None
