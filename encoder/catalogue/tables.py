"""The tables of this folder, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from encoder.errors import EncoderError
from encoder.tables import table_of


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table ``name.toml``. Raises EncoderError where it is broken."""
    try:
        return table_of(f"catalogue/{name}")
    except ValueError as error:
        raise EncoderError(str(error)) from None
