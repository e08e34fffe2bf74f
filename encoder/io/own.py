"""Pages that the program itself has made: they may lie beside the texts and are none."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

#: the file by which a folder is known as a site that was made from editions
SITE = "tei-encoder-site.txt"
#: what a page says of its maker, within its first characters
GENERATOR = b'<meta name="generator" content="tei-encoder'
_HEAD = 600


def made_here(names: Collection[str]) -> bool:
    """Whether a folder with files of these names is a site."""
    return SITE in names


def own_page(path: Path) -> bool:
    """Whether a file is a page that was made here. A file that cannot be read is none."""
    if path.suffix.lower() not in {".html", ".htm"}:
        return False
    try:
        with path.open("rb") as file:
            return GENERATOR in file.read(_HEAD)
    except OSError:
        return False
