"""Names of files as a report can print them, and as XML can hold them."""

from __future__ import annotations

import os
from pathlib import Path

from encoder import lazy_re as re

#: what XML 1.0 has no place for: control characters, halves of pairs, and two that are no characters
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: a byte that is not UTF-8 stands in a name as one of these
_BYTES = range(0xDC80, 0xDD00)


def shown(path: str | Path) -> str:
    r"""Return a name in one printable line: ``a\nb.txt``, ``caf\xe9.txt``."""
    name = os.fspath(path)
    return name if name.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in name)


def legal(text: str) -> str:
    """Put U+FFFD where XML cannot hold a character."""
    return ILLEGAL.sub("\ufffd", text)


def _escaped(character: str) -> str:
    if ord(character) in _BYTES:
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
