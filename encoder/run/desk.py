"""Texts that a person looks at one by one: read once, encoded again whenever a decision changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from encoder.authority.index import Authorities
from encoder.decisions import FILE_NAME, Decision
from encoder.draft.model import Source
from encoder.errors import EncoderError
from encoder.io.faults import internal
from encoder.io.names import shown
from encoder.io.progress import progress
from encoder.linking.link import Linked
from encoder.run.job import Job, Settings, check_call
from encoder.run.many import open_source
from encoder.run.one import encode
from encoder.source.metadata import FILE_NAME as METADATA
from encoder.source.reader import Found, SourceError, find_texts
from encoder.tei.read import editions_of


class Lying(NamedTuple):
    """One text: its name, its source, the lists that hold for it, and what decisions make of it."""

    stem: str
    source: Source
    lists: Authorities
    encode: Callable[[Sequence[Decision]], Linked]


def lying_in(folder: Path, job: Job) -> Iterator[Lying]:
    """Yield the texts of a folder; one that cannot be read is a line on standard error. Raises EncoderError where lists cannot be used."""
    texts = find_texts((folder,))
    check_call(texts.texts, job)
    for line in texts.unreadable:
        sys.stderr.write(f"{line}\n")
    with progress("reading", len(texts.texts)) as step:
        for found in texts.texts:
            try:
                yield _lying(found, job)
            except SourceError as error:
                sys.stderr.write(f"{error}\n")
            except Exception as error:
                sys.stderr.write(f"{internal(found.path, error, job.debug)}\n")
            step()


def _lying(found: Found, job: Job) -> Lying:
    source, _, given = open_source(found, job)

    # what cannot be encoded is told now; the first who asks for it need not wait again
    first = [_linked(source, job, replace(given, decisions=()))]

    def again(decisions: Sequence[Decision]) -> Linked:
        if first and not decisions:
            return first.pop()
        return _linked(source, job, replace(given, decisions=tuple(decisions)))

    return Lying(source.stem, source, given.authorities, again)


def _linked(source: Source, job: Job, given: Settings) -> Linked:
    return encode(source, job.profile, given.metadata, given.authorities, given.decisions).linked


def root_of(file: Path, job: Job) -> etree._Element:
    """Return an edition: that in a file of XML, or what a text becomes. Raises EncoderError or RefusedXMLError for what is neither."""
    if file.suffix.lower() == ".xml":
        return next(editions_of(file)).root
    found = find_texts((file,))
    if not found.texts:
        raise EncoderError(f"{shown(file)}: no text")
    check_call(found.texts, job)
    source, _, given = open_source(found.texts[0], job)
    return encode(source, job.profile, given.metadata, given.authorities, given.decisions).edition.root


def version(file: Path, job: Job) -> str:
    """Return what changes when a file or what decides about it changes."""
    beside = file.parent
    near = [file, job.metadata or beside / METADATA, beside / FILE_NAME, *sorted(beside.glob("*.toml")), *sorted(beside.glob("*.csv"))]
    return "-".join(f"{p.stat().st_mtime_ns}.{p.stat().st_size}" if p.exists() else "gone" for p in dict.fromkeys(near))
