r"""The program as a library: ``from encoder import encode, validate, to_text``.

>>> from encoder import encode
>>> result = encode("Memorandum\n\nWashington, May 5, 1959\n\nHe left.", name="memo")
>>> result.ok, result.profile
(True, 'plain')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from encoder.authority.index import Authorities, load_all
from encoder.decisions import Decision
from encoder.decisions import load as load_decisions
from encoder.draft.types import Annotation, Fact, Problem, Profile, Severity, Source
from encoder.layout.blocks import Span
from encoder.run.one import Encoded
from encoder.run.one import encode as encode_source
from encoder.source.metadata import Metadata
from encoder.source.metadata import load as load_metadata
from encoder.source.reader import read
from encoder.tei.back import to_text as text_of
from encoder.tei.document import to_bytes
from encoder.validation.checked import Failure
from encoder.validation.schemas import edition_schema, load_schema
from encoder.xml.safe import parse

#: XML, the path of a file, or an element
Document = str | bytes | Path | etree._Element
#: one list or several, each a file of CSV, TOML or TEI
Lists = Path | str | Sequence[Path | str]


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A Problem with its place: line and column count from 1, columns in characters."""

    code: str
    severity: Severity
    message: str
    line: int
    column: int
    span: Span


@dataclass(frozen=True)
class Result:
    """An edition in memory, and what is known of how it was made."""

    encoded: Encoded

    @property
    def tree(self) -> etree._Element:
        """The root element, ``TEI``."""
        return self.encoded.edition.root

    @cached_property
    def xml(self) -> str:
        """The edition as ``encode`` writes it, without ``xml-model`` instructions."""
        return to_bytes(self.tree).decode("utf-8")

    @property
    def profile(self) -> str:
        """Name of the profile that was used."""
        return self.encoded.profile.name

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Every annotation, in the order of the rules; offsets count characters of the source from 0, ends not included."""
        return self.encoded.draft.annotations

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the header says, with the place where the source says it."""
        return self.encoded.draft.facts

    @cached_property
    def problems(self) -> tuple[PlacedProblem, ...]:
        """What was odd, in the order of the text."""
        source = self.encoded.draft.source
        found = sorted(self.encoded.edition.problems, key=lambda p: (p.span, p.code))
        return tuple(_placed(source, problem) for problem in found)

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """What the schema of the edition says against it; lines are those of ``xml``."""
        data = self.xml.encode("utf-8")
        return tuple(edition_schema().failures(parse(data), data))

    @property
    def lost(self) -> str:
        """Where the text of the edition differs from the source in more than white space; ``""`` where it does not."""
        return self.encoded.lost

    @property
    def ok(self) -> bool:
        """Whether nothing is lost, nothing invalid, and no problem is an error: what ``tei-encoder encode`` would write."""
        bad = any(p.severity == "error" for p in self.problems) or any(f.severity == "error" for f in self.failures)
        return not (self.lost or bad)


def _placed(source: Source, problem: Problem) -> PlacedProblem:
    line, column = source.position(problem.span.start)
    return PlacedProblem(problem.code, problem.severity, problem.message, line, column, problem.span)


def _paths(lists: Lists) -> tuple[Path, ...]:
    return tuple(map(Path, [lists] if isinstance(lists, str | Path) else lists))


def encode(
    text: str | Path | Source, *, name: str = "text", profile: str | Profile = "auto", persons: Lists = (), terms: Lists = (),
    places: Lists = (), orgs: Lists = (), metadata: Metadata | Path | str | None = None, decisions: Path | str | Iterable[Decision] = (),
) -> Result:
    """Encode one text in memory; nothing is written.

    ``text`` is the text itself, the path of a file, or a Source; ``name`` becomes the edition's identifier where a text is given.
    ``metadata`` may be the path of an ``edition.toml``, ``decisions`` that of a ``decisions.csv``.
    Raises SourceError for a file that cannot be read as text, EncoderError for an unknown profile, a broken list or broken metadata.
    """
    source = text if isinstance(text, Source) else read(text) if isinstance(text, Path) else Source(_lines(text), name, name)
    about = metadata if isinstance(metadata, Metadata) or metadata is None else load_metadata(Path(metadata)).for_document(source.stem)
    lists = load_all(_paths(persons), _paths(terms), _paths(places), _paths(orgs)) if persons or terms or places or orgs else Authorities()
    decided = load_decisions(Path(decisions)) if isinstance(decisions, Path | str) else tuple(decisions)
    return Result(encode_source(source, profile, about, lists, decided))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def validate(document: Document, schemas: Iterable[Path | str] = ()) -> list[Failure]:
    """Return what is wrong with a TEI document, in the order of its lines; nothing where it is valid.

    ``document`` is XML, the path of a file, or an element; without ``schemas`` the schema of the edition is used. Raises RefusedXMLError
    for what is not well formed or not safe to parse, EncoderError for a schema that cannot be used.
    """
    data = _bytes(document)
    tree = parse(data)
    given = tuple(Path(schema) for schema in schemas)
    return (load_schema(given) if given else edition_schema()).failures(tree, data)


def to_text(document: Document) -> str:
    """Return the plain text of a TEI document as it was before it was encoded: the same characters but for white space."""
    return text_of(document if isinstance(document, etree._Element) else parse(_bytes(document)).getroot())


def _bytes(document: Document) -> bytes:
    if isinstance(document, etree._Element):
        return etree.tostring(document, encoding="utf-8")
    if isinstance(document, Path):
        return document.read_bytes()
    return document.encode("utf-8") if isinstance(document, str) else document
