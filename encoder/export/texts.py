"""The reading text of each edition as a file, its notes beside it: what the offsets of the tables count in."""

from __future__ import annotations

import json
from pathlib import Path

from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.reading import Reading, Stretch
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.io.report import Tally
from encoder.validation.files import find_files


def write(paths: tuple[Path, ...], out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write ``NAME.txt`` and, where there are notes, ``NAME.notes.jsonl`` for every edition; return 0, or 1 where one was not taken.

    Characters are those that ``mentions`` and ``redactions`` count, from the first on: no line end is put behind the last one. Raises
    EncoderError before anything is written where a file is there that is another.
    """
    tally = Tally()
    made: dict[Path, bytes] = {}
    for edition in (editions := Editions(find_files(paths), tally, debug)):
        with editions.taking(edition):
            text, *notes = Reading(edition).stretches
            made[out / f"{edition.id}.txt"] = text.text.encode()
            if notes:
                made[out / f"{edition.id}.notes.jsonl"] = "".join(_note(note) for note in notes).encode()
    for path, data in made.items():
        if not force and path.exists() and path.read_bytes() != data:
            raise EncoderError(f"{shown(path)} is there and is another text; name another folder, or --force to write over it")
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    return tally.end("done", quiet)


def _note(stretch: Stretch) -> str:
    said = {} if stretch.note is None else {"n": stretch.note.get("n", ""), "kind": stretch.note.get("type", "")}
    return json.dumps({"id": stretch.id, **said, "text": stretch.text}, ensure_ascii=False) + "\n"
