"""Identifiers: the one place that makes an ``xml:id``."""

from __future__ import annotations

import re

_NOT_NC = re.compile(r"[^\w.-]")


def nc_name(text: str) -> str:
    """Make a text an NCName, as ``xml:id`` needs it: letters, digits, ``_``, ``.`` and ``-``, no digit first."""
    name = _NOT_NC.sub("_", text)
    return name if name and (name[0].isalpha() or name[0] == "_") else "_" + name
