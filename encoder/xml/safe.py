"""Parsing other people's XML: no entity, no DTD, no network, no file but the one named."""

from __future__ import annotations

from typing import Any

from lxml import etree

#: A parser's message may quote what it stumbled over.
LONGEST = 300


class RefusedXMLError(ValueError):
    """XML that is refused without a look at its content; ``line`` counts from 1."""

    def __init__(self, code: str, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(" ".join(message.split())[:LONGEST])
        self.code, self.line, self.column = code, line, column


def parser(ids: bool = True, schema: etree.XMLSchema | None = None) -> etree.XMLParser:
    """Return a parser that resolves and fetches nothing; identifiers are collected, for ``id()`` needs them.

    Without ``ids`` one that stands twice, or is none, is no fault. With a schema it validates what it reads.
    """
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, collect_ids=ids,
        schema=schema,
    )


def parse(data: bytes, ids: bool = True) -> etree._ElementTree:
    """Parse bytes. Raises RefusedXMLError for a DOCTYPE and for what is not well-formed."""
    try:
        root = etree.fromstring(data, parser(ids))
    except ValueError as error:  # bytes that lxml will not look at
        raise RefusedXMLError("not-well-formed", str(error)) from None
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise RefusedXMLError("not-well-formed", str(error.msg).rsplit(", line", 1)[0], line or 1, column or 1) from None
    tree = root.getroottree()
    information: Any = tree.docinfo
    if information.doctype or information.internalDTD is not None:
        raise RefusedXMLError("doctype", "a DOCTYPE is refused: entities and DTDs have no place in an edition; take it out")
    return tree
