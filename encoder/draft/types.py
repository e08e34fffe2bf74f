"""The types every room shares: sources, annotations, facts, problems, rules, profiles.

All offsets count characters of ``Source.text`` from 0; a span's end is not included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from encoder.errors import EncoderError
from encoder.layout.blocks import Block, Span
from encoder.layout.reading import Layout
from encoder.layout.reading import read as read_layout
from encoder.layout.tight import width_of

if TYPE_CHECKING:
    from encoder.authority.index import Authorities
    from encoder.draft.model import Draft
    from encoder.source.metadata import Metadata

Severity = Literal["error", "warning", "info"]
Room = Literal["body", "back", "header"]

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Said(NamedTuple):
    """A sentence on the file and the element of ``editorialDecl`` it belongs in (``p``, ``correction``)."""

    element: str
    sentence: str


@dataclass(frozen=True)
class Source:
    """A text as it was read: ``text`` never changes after this.

    ``name`` is what Problems call it (a path as the user gave it, or ``-``), ``stem`` the file name
    without its ending, which becomes the document's identifier. ``problems`` are what was odd in the file,
    ``said`` the sentences on it for ``editorialDecl``; ``form`` is the kind of the file where it was no plain text.
    """

    text: str
    name: str
    stem: str
    problems: tuple[Problem, ...] = ()
    said: tuple[Said, ...] = ()
    form: str = ""

    @cached_property
    def layout(self) -> Layout:
        """The reading of the layout: regions, blocks, what belongs to the pages."""
        return read_layout(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the text, in order; those of kind ``page`` belong to the page, not to the text."""
        return self.layout.blocks

    @property
    def file(self) -> str:
        """The name of the file it was read from, without the folder."""
        name = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return name if "." in name[1:] else f"{self.stem}.txt"

    @cached_property
    def width(self) -> int:
        """The width at which the lines are broken, so that a line end is no end of a paragraph; 0 where they are not."""
        return width_of(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1 (columns in characters)."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        """Where the lines begin."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]


class Annotation(NamedTuple):
    """One element over a span of the source.

    ``content`` says what becomes of the span's characters: ``kept`` are written inside the element,
    ``replaced`` are not written, for the element (or what ``tei-encoder text`` generates from it) stands
    for them. ``trim`` characters at either end of a kept span are replaced as well: the brackets of
    ``supplied``; ``behind`` says how many behind where they are not as many as before. An annotation without
    ``element`` is a mark: characters that another element replaces, such as the digit of a footnote.

    A note is not written where its words stand (the list at the end) but at the mark that begins at
    ``place``, or, without one, in the ``room`` that is named. ``evidence`` is shown by ``explain``; ``role`` says to later rules what
    the annotation is to them (``roles``).
    """

    span: Span
    element: str
    rule: str
    attributes: Mapping[str, str] = NO_ATTRIBUTES
    content: Literal["kept", "replaced"] = "kept"
    trim: int = 0
    place: int | None = None
    room: Room = "body"
    evidence: str = ""
    behind: int = -1
    role: str = ""

    # a tuple, because a frozen dataclass takes four times as long to be made, and no rule makes anything else as often; each is itself
    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)

    @property
    def tail(self) -> int:
        """How many characters at the end of a kept span are replaced."""
        return self.trim if self.behind < 0 else self.behind

    def saying(self, attributes: Mapping[str, str]) -> Annotation:
        """Return the same annotation with other attributes."""
        return Annotation(
            self.span, self.element, self.rule, attributes, self.content, self.trim, self.place, self.room, self.evidence, self.behind,
            self.role,
        )  # fmt: skip

    def acting(self, role: str) -> Annotation:
        """Return the same annotation in a role."""
        return self._replace(role=role)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the source says about the document that belongs into the header.

    ``key`` is one of the names the header's writer knows (``title``, ``repository``, ``sender`` ...);
    ``span`` is where it was read, None where it was given by the user or derived; ``role`` says to others what the fact is (``roles``).
    """

    key: str
    value: str
    rule: str
    span: Span | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    role: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is odd in a document: never an exception, always with a place."""

    code: str
    severity: Severity
    message: str
    span: Span = field(default=Span(0, 0))


Finding = Annotation | Fact | Problem


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text: the metadata of this document, the authority lists, and the language that its words tell.

    ``language`` is a code, empty where it could not be told; ``english`` says whether the readings of English may be tried.
    """

    profile: Profile
    metadata: Metadata
    authorities: Authorities
    language: str = ""
    english: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: a pure function and what people need to know of it.

    ``id`` is ``element-what``, unique, and the name of its corpus file; ``says`` is the sentence the
    rule contributes to ``editorialDecl`` (TEI P5 4.9: HD, #HD53) when it is active. A rule that reads ``english`` is left
    out where the text is in another language.
    """

    id: str
    element: str
    find: Callable[[Draft], Iterator[Finding]] = field(repr=False)
    says: str = ""
    english: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A family of texts: its rules, in the order that is the only priority there is, and in what its documents differ from others.

    What differs is data: no rule asks for the name of a profile.
    """

    name: str
    label: str
    rules: tuple[Rule, ...]
    recognises: Callable[[Source], bool] = field(repr=False)
    #: whose words stand in square brackets: a ``respStmt`` that ``@resp`` points to; "" where only the metadata or the text can say
    brackets: str = ""
    #: how figures alone ("3/4/58") are read
    date_order: Literal["MDY", "DMY"] = "MDY"
    #: whether pages are marked in square brackets alone, so that a figure in a line of its own is none
    pages_in_brackets: bool = False
    #: how many blocks at the beginning may hold the dateline
    dateline_within: int = 3
    #: whether a name at the end is a signature where no closing words stand before it
    signed_without_closing: bool = False
    #: which headings begin a division: all, or only those that are named or have a number
    sections: Literal["all", "numbered"] = "all"
    #: whether the label of a speech stays in its paragraph, as the edition that the text comes from has it; else it is ``speaker``
    speakers_in_paragraphs: bool = False
    #: which weights of ``names/weights.tsv`` its names have; "" for those of the language
    name_weights: str = ""
    #: where a record of the catalogue stands, "{}" for its number; "" for profiles without catalogue
    record_url: str = ""
    #: the kind of ``idno`` that such a number has
    record_type: str = ""
    #: where the documents of a text begin that has several of the family; empty where it has one
    several: Callable[[Source], tuple[int, ...]] | None = field(default=None, repr=False)

    def with_rule(self, rule: Rule, *, before: str = "", after: str = "") -> Profile:
        """Return the profile with one more rule, at the end or beside the rule of that id.

        Raises EncoderError where the profile has no such rule, or has one of the new rule's id already.
        """
        ids = [known.id for known in self.rules]
        if rule.id in ids:
            raise EncoderError(f"profile {self.name} has a rule {rule.id!r} already")
        beside = before or after
        if beside and beside not in ids:
            raise EncoderError(f"profile {self.name} has no rule {beside!r}; it has {', '.join(ids)}")
        at = ids.index(beside) + (not before) if beside else len(ids)
        return replace(self, rules=(*self.rules[:at], rule, *self.rules[at:]))

    def without_rule(self, name: str) -> Profile:
        """Return the profile without the rule of that id. Raises EncoderError where it has none."""
        if name not in {rule.id for rule in self.rules}:
            raise EncoderError(f"profile {self.name} has no rule {name!r}")
        return replace(self, rules=tuple(rule for rule in self.rules if rule.id != name))
