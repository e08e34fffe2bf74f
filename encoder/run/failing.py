"""Where in its text an edition fails: where the first character is lost, or what the first element is of that the schema refuses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from lxml import etree

from encoder.layout.blocks import Span
from encoder.tei import Edition
from encoder.tei.back import to_text
from encoder.tei.build import TEI
from encoder.validation.schemas import edition_schema


def failing(text: str, edition: Edition) -> Span | None:
    """Return the stretch of the text in which its edition fails; None where nothing fails, or what fails is not in the text."""
    at = _lost(text, to_text(edition.root))
    return Span(at, at + 1) if at is not None else _refused(edition)


def _lost(text: str, again: str) -> int | None:
    """Return the place of the first character that another one is printed for; white space does not count."""
    other = (c for c in again if not c.isspace())
    at = next((k for k, c in enumerate(text) if not c.isspace() and c != next(other, "")), None)
    return len(text) - 1 if at is None and next(other, "") else at


def complaint(edition: Edition) -> str:
    """Return the first thing that makes an edition invalid: the rule and what it says, ``""`` where the schema holds."""
    tree = edition.root.getroottree()
    found = next((f for v in edition_schema().validators for f in v.check(tree) if f.severity == "error"), None)
    return f"{found.rule}: {' '.join(found.message.split())}".rstrip(".") if found is not None else ""


def _refused(edition: Edition) -> Span | None:
    tree = edition.root.getroottree()
    found = (f.element for v in edition_schema().validators for f in v.check(tree) if f.severity == "error")
    element = next(found, None)
    if element is None:
        return None
    places = _places(edition)
    while element is not None and element not in places:
        element = element.getparent()
    return places[element] if element is not None else None


def _places(edition: Edition) -> Mapping[etree._Element, Span]:
    """Return what each element of the text was made of."""
    text = edition.root.find(f"{{{TEI}}}text")
    return dict(zip(islice(text.iter(etree.Element), 2, None), edition.spans, strict=False)) if text is not None else {}
