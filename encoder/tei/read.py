"""Editions as the exports and the site see them: files, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from encoder.tei.build import TEI, XML
from encoder.validation.files import MEGABYTE, load
from encoder.xml.safe import RefusedXMLError, parse

#: megabytes of a file that are read at the most
LIMIT = 256
XML_ID = f"{{{XML}}}id"
T = f"{{{TEI}}}"


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One edition: where it lies, and its ``TEI`` element."""

    path: Path
    root: etree._Element

    @property
    def id(self) -> str:
        """The ``@xml:id`` of the edition, else the name of its file."""
        return self.root.get(XML_ID) or self.path.stem

    def first(self, path: str) -> etree._Element | None:
        """Return the first element of an ElementPath in which ``t:`` is TEI."""
        return self.root.find(path, {"t": TEI})

    def words(self, path: str) -> str:
        """Return the text of that element in one line, ``""`` where there is none."""
        found = self.first(path)
        return flat(found) if found is not None else ""


def flat(element: etree._Element, without: frozenset[str] = frozenset()) -> str:
    """Return the text of an element in one line, leaving out the elements named."""
    return " ".join("".join(_texts(element, without)).split())


def _texts(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in without:
            yield from _texts(child, without)
        yield child.tail or ""


def editions_of(path: Path) -> Iterator[EditionFile]:
    """Yield the edition in a file, or those of the corpus in it. Raises RefusedXMLError for what is none."""
    root = parse(load(path, LIMIT * MEGABYTE)).getroot()
    if root.tag == f"{T}teiCorpus":
        for inner in root.iterfind(f"{T}TEI"):
            yield EditionFile(path, inner)
    elif root.tag == f"{T}TEI":
        yield EditionFile(path, root)
    else:
        raise RefusedXMLError("no-edition", f"{etree.QName(root).localname} is no edition; a TEI element is expected")
