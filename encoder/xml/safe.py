"""Parsing other people's XML: no entity, no DTD, no network, no file but the one named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from encoder import lazy_re as re

#: A parser's message may quote what it stumbled over.
LONGEST = 300


class RefusedXMLError(ValueError):
    """XML that is refused without a look at its content; ``line`` counts from 1."""

    def __init__(self, code: str, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(" ".join(message.split())[:LONGEST])
        self.code, self.line, self.column = code, line, column


#: the address of a DTD in a DOCTYPE
_EXTERNAL = re.compile(
    rb"""(?P<start><!DOCTYPE\s+[^\s\[>"']+)\s+(?:PUBLIC\s+(?:"[^"]*"|'[^']*')\s*|SYSTEM\s+)(?P<dtd>"[^"]*"|'[^']*')"""
)
#: what libxml2 does not read, in words of its own
_LIMITS = (
    (re.compile(r"Excessive depth in document: (\d+).*"), r"elements are nested deeper than \1"),
    (re.compile(r".*(?:Buffer size limit exceeded|xmlSAX2Characters: huge text node|Text node too long|AttValue length too long).*"),
     "an attribute or a text of more than 10 MB is not read"),
)  # fmt: skip


def _address(path: Path) -> str:
    """Return the address of a file; in Python 3.14 the library imports a client of the web for it, which takes time at the start."""
    whole = path.resolve()
    return f"file://{quote(os.fsencode(whole))}" if os.name == "posix" else whole.as_uri()


def parser(ids: bool = True, schema: etree.XMLSchema | None = None, entities: bool = False) -> etree.XMLParser:
    """Return a parser that resolves and fetches nothing; identifiers are collected, for ``id()`` needs them.

    Without ``ids`` one that stands twice, or is none, is no fault. With a schema it validates what it reads. With ``entities`` those that
    the file itself declares become their text: in schemas, which a person chooses.
    """
    resolved: Any = "internal" if entities else False
    return etree.XMLParser(
        resolve_entities=resolved, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, collect_ids=ids, schema=schema,
    )


def without_dtd(data: bytes) -> bytes:
    """Return a file without the address of its DTD: where lxml collects no identifiers it reads the DTD, whatever it is told."""
    return _EXTERNAL.sub(lambda m: m["start"] + b"\n" * m[0].count(b"\n"), data, count=1) if b"<!DOCTYPE" in data else data


def read_schema(path: Path) -> etree._ElementTree:
    """Parse a file that a person has chosen (a schema, a catalogue), with the entities that it declares. Raises OSError, XMLSyntaxError."""
    root = etree.fromstring(without_dtd(path.read_bytes()), parser(ids=False, entities=True), base_url=_address(path))
    return root.getroottree()


def parse(data: bytes, ids: bool = True) -> etree._ElementTree:
    """Parse bytes. Raises RefusedXMLError for a DOCTYPE and for what is not well-formed."""
    try:
        root = etree.fromstring(data if ids else without_dtd(data), parser(ids))
    except ValueError as error:  # bytes that lxml will not look at
        raise RefusedXMLError("not-well-formed", str(error)) from None
    except etree.XMLSyntaxError as error:
        line, column = error.position
        said = str(error.msg).rsplit(", line", 1)[0]
        for pattern, instead in _LIMITS:
            said = pattern.sub(instead, said)
        raise RefusedXMLError("not-well-formed", said, line or 1, column or 1) from None
    tree = root.getroottree()
    information: Any = tree.docinfo
    if information.doctype or information.internalDTD is not None:
        raise RefusedXMLError("doctype", "a DOCTYPE is refused: entities and DTDs have no place in an edition; take it out")
    return tree
