"""UTF-8 that was once read as Windows-1252 ("â€™" for ’): found in every text, mended only where the user asks for it."""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re
from encoder.errors import EncoderError

#: what the bytes 0x80 to 0xBF are in Windows-1252 and Latin-1
_REST = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0)) + "".join(map(chr, range(0x80, 0xA0)))
_RUN = re.compile(
    rf"(?<![^\W\d_a-z])(?:[Â-ß][{re.escape(_REST)}]|[à-ï][{re.escape(_REST)}]{{2}}|[ð-ô][{re.escape(_REST)}]{{3}})"
)
#: what such a run stands for: accented letters, Greek and Cyrillic, punctuation, signs of money
_MEANT = re.compile("[\xa0-ſȘ-țΆ-ώЀ-ё\u2000-\u206f€™−ﬁﬂ]")


class Run(NamedTuple):
    """A run that is no text, and what it was."""

    start: int
    end: int
    meant: str


def find(text: str) -> list[Run]:
    """Return the runs in the order of the text."""
    if text.isascii():
        return []
    found = []
    for run in _RUN.finditer(text):
        data = b"".join(_byte(c) for c in run.group())
        try:
            meant = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _MEANT.fullmatch(meant):
            found.append(Run(run.start(), run.end(), meant))
    return found


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def repaired(text: str) -> str:
    """Return the text with such runs mended by ftfy, line by line; nothing else of it is touched. Raises EncoderError without ftfy."""
    try:
        import ftfy
    except ImportError:
        raise EncoderError("--repair needs ftfy: pip install 'tei-encoder[formats]'") from None
    return "".join(ftfy.fix_encoding(line) for line in text.splitlines(keepends=True))
