"""The command ``init``: a first ``edition.toml``, commented, from the documents found in a folder."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from encoder import lazy_re as re
from encoder.draft.model import Draft, Source
from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.run.job import Job
from encoder.run.many import each_text
from encoder.run.one import Encoded
from encoder.source.keys import CHANGE, DOCUMENT, EDITION, RESPONSIBLE, SOURCE
from encoder.source.metadata import FILE_NAME, MetadataFile, load

#: a key, written or in a comment; the head of the table of the edition, with its line end
_NAMED = re.compile(r"^\s*#?\s*[\"']?(?P<key>\w+)[\"']?\s*=", re.M)
_EDITION = re.compile(r"^[^\S\n]*\[\s*edition\s*\][^\n]*(?:\n|\Z)", re.M)
#: keys of the lists and tables that are shown in another way
SHOWN_APART = frozenset({"responsible", "change", "file", "source"})


def init(folder: Path, job: Job) -> int:
    """Write ``edition.toml`` into the folder; return 0. Raises EncoderError where there is one already, or no text."""
    path = folder / FILE_NAME
    if path.exists() or path.is_symlink():
        raise EncoderError(f"{path}: is there already; nothing was changed, --update adds what is new and keeps what is written")
    if not folder.is_dir():
        raise EncoderError(f"{folder}: no such folder")
    lines = list(_edition())
    count = 0

    def add(source: Source, encoded: Encoded) -> None:
        nonlocal count
        lines.extend(_document(encoded, source.stem))
        count += 1

    tally = each_text((folder,), job, add)
    if not count:
        raise EncoderError(f"{shown(folder)}: no text in this folder could be read")
    write_whole(path, ("\n".join(lines) + "\n").encode())
    sys.stdout.write(f"{shown(path)}: {count} documents; take the # off what you fill in\n")
    return tally.end("done", job.quiet)


def update(folder: Path, job: Job) -> int:
    """Add to ``edition.toml`` what is new: texts that no table means, keys that it does not name. Every byte that is there stays.

    Return 0, or 1 where a text cannot be read. Raises EncoderError where there is none, or it cannot be used.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise EncoderError(f"{path}: is not there yet; tei-encoder init makes it")
    known = load(path)
    text = path.read_bytes().decode("utf-8")
    lines: list[str] = []
    stems: set[str] = set()
    count = 0

    def add(source: Source, encoded: Encoded) -> None:
        nonlocal count
        stems.add(source.stem)
        if not known.means(source.stem):
            lines.extend(_document(encoded, source.stem))
            count += 1

    tally = each_text((folder,), job, add)
    for table in known.documents:
        if not any(MetadataFile(documents=(table,)).means(stem) for stem in stems):
            sys.stderr.write(f"{shown(path)}:1:1: info text-gone: no text is called {shown(str(table['file']))!r}; its table is kept\n")
    made = _with_keys(text, lines)
    if made != text:
        try:
            tomllib.loads(made)
        except tomllib.TOMLDecodeError as error:  # [[document]] written as document = [...]
            raise EncoderError(f"{shown(path)}: cannot be added to ({error}); write [[document]] for each document") from None
        write_whole(path, made.encode())
    sys.stdout.write(f"{shown(path)}: {count} new documents\n")
    return tally.end("done", job.quiet)


def _with_keys(text: str, lines: list[str]) -> str:
    """Return the file with keys of ``[edition]`` that it does not name, as comments, and with new tables at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    named = set(_NAMED.findall(text))
    new = [f"# {key} = {'[]' if kind is list else _quoted('')}   # {meaning}" for key, (_, kind, meaning) in EDITION.items()
           if key not in SHOWN_APART and key not in named]  # fmt: skip
    head = _EDITION.search(text)
    if new and head:  # comments may stand between any two lines
        text = text[: head.end()].rstrip("\r\n") + end + end.join(new) + end + text[head.end() :]
    if lines:
        text = text.rstrip() + end + end.join(lines) + end
    return text


def _edition() -> Iterator[str]:
    yield "# What the texts do not say. Every key is explained in docs/edition-toml.md; take the # off those you need."
    yield ""
    yield "[edition]"
    for key, (_, kind, meaning) in EDITION.items():
        if key not in SHOWN_APART:
            yield f"# {key} = {'[]' if kind is list else _quoted('')}   # {meaning}"
    yield ""
    yield "# [[edition.responsible]]"
    yield '# resp = ""   # what was done: "edited by"'
    for key, (_, _, meaning) in RESPONSIBLE.items():
        if key != "resp":
            yield f'# {key} = ""   # {meaning}'
    yield ""
    yield "# [[edition.change]]   # the history of the edition, the newest first"
    for key, (_, _, meaning) in CHANGE.items():
        yield f'# {key} = ""   # {meaning}'
    yield ""
    yield "# [source.NAME]   # a publication the texts were copied from; documents name it with source = \"NAME\""
    for key, (_, kind, meaning) in SOURCE.items():
        yield f"# {key} = {'[]' if kind is list else _quoted('')}   # {meaning}"


def _document(encoded: Encoded, stem: str) -> Iterator[str]:
    """Yield the table of a document: what was read from the text as a comment, what it lacks as keys to fill in."""
    draft = encoded.draft
    yield ""
    yield "[[document]]"
    yield f"file = {_quoted(stem)}"
    yield f"profile = {_quoted(encoded.profile.name)}   # recognised"
    for said, value in _read(draft):
        yield f"# read in the text: {said}: {value}"
    div = next(iter(draft.of("div")), None)
    letter = div is not None and div.attributes.get("subtype") in LETTERS
    lacking = [
        key for key, facts in LACKING.items()
        if not any(draft.fact(f) for f in facts) and (letter or key not in {"sender", "recipient"})
    ]  # fmt: skip
    for key in lacking:
        yield f"# {key} = {_quoted('')}   # {DOCUMENT[key][2]}"
    yield '# source = "NAME"'


#: key of ``[[document]]`` -> the facts that make it needless
LACKING = {
    "title": ("title", "number"), "date": ("date", "date-given", "date-catalogue"), "place": ("place",),
    "sender": ("sender", "sender-person"), "recipient": ("recipient", "recipient-person"), "url": ("url",),
}  # fmt: skip


SAID = {"date": "date", "date-catalogue": "date of the catalogue", "date-filed": "day in the file number", "place": "place"}
LETTERS = frozenset({"telegram", "letter", "memorandum", "despatch", "airgram", "message", "note", "circular"})


def _read(draft: Draft) -> Iterator[tuple[str, str]]:
    head = next(iter(draft.of("head")), None)
    if head:
        yield "heading", draft.plain(head.span)
    for key, said in SAID.items():
        fact = draft.fact(key)
        if fact:
            yield said, fact.value


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
