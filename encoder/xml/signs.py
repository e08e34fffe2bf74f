"""The signs of XML written as references, and read again (``xml.sax.saxutils`` brings half of the network's modules with it)."""

from __future__ import annotations

from collections.abc import Mapping

_NONE: Mapping[str, str] = {}


def escape(text: str, more: Mapping[str, str] = _NONE) -> str:
    """Return a text with ``&``, ``<`` and ``>``, and what else is given, as references."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign, reference in more.items():
        text = text.replace(sign, reference)
    return text


def unescape(text: str, more: Mapping[str, str] = _NONE) -> str:
    """Return a text with the signs in the place of their references."""
    text = text.replace("&gt;", ">").replace("&lt;", "<")
    for reference, sign in more.items():
        text = text.replace(reference, sign)
    return text.replace("&amp;", "&")
