"""The text of a document in another form, as a file: what the edition is compared with."""

from __future__ import annotations

from pathlib import Path

from encoder.draft.model import Source
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.run.manifest import digest
from encoder.source.reader import SourceError


def keep(source: Source, path: Path, known: str, force: bool) -> str:
    """Write the text of a source and return its digest; ``known`` is that of the file as it was written before.

    Raises SourceError where the file cannot be written, or is not as it was: then a person has changed it, unless ``force`` says so.
    """
    data = source.text.encode("utf-8")
    try:
        there = path.read_bytes() if path.is_file() else None
        if there is not None and there != data and not force and digest(there) != known:
            said = f"{shown(path)} is another text, or was changed since it was written; move it away, or write it anew with --force"
            raise SourceError(source.name, 1, 1, "kept-text", said)
        if there != data:
            write_whole(path, data)
    except OSError as error:
        raise SourceError(source.name, 1, 1, "kept-text", f"{shown(path)}: {error.strerror or error}") from None
    return digest(data)
