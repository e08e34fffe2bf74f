"""Editions as the exports see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from encoder.errors import EncoderError
from encoder.tei.build import TEI, XML
from encoder.validation.files import find_files
from encoder.xml.safe import RefusedXMLError, parse

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


def editions(paths: tuple[Path, ...]) -> Iterator[EditionFile]:
    """Read the editions of files and folders in order. Raises EncoderError for what is none."""
    for path in find_files(paths):
        try:
            root = parse(path.read_bytes()).getroot()
        except OSError as error:
            raise EncoderError(f"{path}: {error.strerror}") from None
        except RefusedXMLError as error:
            raise EncoderError(f"{path}:{error.line}: {error}") from None
        if root.tag == f"{T}teiCorpus":
            for inner in root.iterfind(f"{T}TEI"):
                yield EditionFile(path, inner)
        elif root.tag == f"{T}TEI":
            yield EditionFile(path, root)
        else:
            raise EncoderError(f"{path}: {root.tag} is no edition; a TEI element is expected")
