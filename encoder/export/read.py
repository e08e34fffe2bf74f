"""Editions as the exports see them; the reading itself is done where the site reads them too."""

from __future__ import annotations

from encoder.tei.read import LIMIT, XML_ID, EditionFile, T, editions_of, flat

__all__ = ["LIMIT", "XML_ID", "EditionFile", "T", "editions_of", "flat"]
