"""What became of one file that was validated."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from encoder.draft.model import Severity
from encoder.errors import EncoderError

#: Failures that are reported of one file at the most, and the length of a message.
MOST = 1000
LONGEST = 500


class SchemaError(EncoderError):
    """A schema that is not there or cannot be used."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong at a place of a document.

    ``line`` and ``column`` count from 1 and point to the start of a tag; ``path`` is the element's, as
    ``/TEI/text/body/div[1]``.
    """

    rule: str
    severity: Severity
    message: str
    line: int = 1
    column: int = 1
    path: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A failure as a validator has it: at an element, or at a line where it names none.

    With ``text_place`` it is the words behind so many child nodes that are wrong, with ``at_end`` the end tag.
    """

    rule: str
    severity: Severity
    message: str
    element: etree._Element | None = None
    line: int = 1
    text_place: int | None = None
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """One file, what is wrong with it, and the lines of it that the failures are in."""

    path: str
    failures: tuple[Failure, ...] = ()
    lines: tuple[str, ...] = ()
    #: what the file offers to others of its collection and asks of them, where that is looked at
    links: object = None
    #: whether the file was counted already
    again: bool = False

    @property
    def valid(self) -> bool:
        """Whether nothing counts as an error."""
        return not any(f.severity == "error" for f in self.failures)
