"""The one table of elements: what each is, how deep it nests, what stands inside it, what ``tei-encoder text`` prints around it.

Nesting, the writer, the way back to text, the exports and the views of a draft read this table; a new element is a row here
(and in ``schema/edition.rnc``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: ``group``: holds elements only, and no text of its own. ``block``: holds running text, no phrase runs over its end.
#: ``phrase``: names something inside a block and holds no other of its kind. ``inline``: marks words inside a block.
#: ``point``: stands at a place or for characters that it replaces.
Kind = Literal["group", "block", "phrase", "inline", "point"]
#: What separates an element from its neighbours in plain text: a blank line, a line end, or nothing.
Apart = Literal["\n\n", "\n", ""]

#: rank of what lies inside a block
INSIDE = 9


@dataclass(frozen=True, slots=True)
class Element:
    """One row. Of annotations with the same span that of the lowest ``rank`` is outside; ``printed`` stands around its words as text."""

    name: str
    kind: Kind
    rank: int = INSIDE
    apart: Apart = ""
    printed: tuple[str, str] = ("", "")


_ROWS = (
    # divisions and groups
    Element("div", "group", 1, "\n\n"),
    Element("list", "group", 2, "\n\n"),
    Element("table", "group", 2, "\n\n"),
    Element("row", "group", 3, "\n"),
    Element("opener", "group", 2, "\n\n"),
    Element("closer", "group", 2, "\n\n"),
    Element("postscript", "group", 2, "\n\n"),
    Element("lg", "group", 2, "\n\n"),
    Element("sp", "group", 2, "\n\n"),
    Element("epigraph", "group", 2, "\n\n"),
    Element("argument", "group", 2, "\n\n"),
    Element("address", "group", 3, "\n\n"),
    Element("choice", "group"),
    # blocks
    Element("head", "block", 4, "\n\n"),
    Element("p", "block", 4, "\n\n"),
    Element("item", "block", 2, "\n"),
    Element("cell", "block", 4),
    Element("label", "block", 5),
    Element("dateline", "block", 4, "\n\n"),
    Element("signed", "block", 4, "\n\n"),
    Element("salute", "block", 4, "\n\n"),
    Element("byline", "block", 4, "\n\n"),
    Element("trailer", "block", 4, "\n\n"),
    Element("addrLine", "block", 4, "\n"),
    Element("seg", "block", 5, "\n\n"),
    Element("speaker", "block", 4, "\n"),
    Element("stage", "block", 4, "\n"),
    Element("l", "block", 4, "\n"),
    Element("note", "block", 0),
    # a quotation holds blocks or words
    Element("quote", "inline", 2, "\n\n"),
    Element("ab", "inline", 4, "\n\n"),
    Element("figure", "inline", 4, "\n\n"),
    Element("eg", "inline", 4, "\n\n"),
    # names and dates
    Element("persName", "phrase"),
    Element("placeName", "phrase"),
    Element("orgName", "phrase"),
    Element("date", "phrase"),
    Element("gloss", "phrase"),
    Element("term", "phrase"),
    Element("idno", "phrase"),
    # words that somebody added, corrected, marked
    Element("supplied", "inline", printed=("[", "]")),
    Element("ex", "inline", printed=("[", "]")),
    Element("sic", "inline"),
    Element("corr", "inline"),
    Element("unclear", "inline"),
    Element("surplus", "inline"),
    Element("add", "inline"),
    Element("del", "inline"),
    Element("hi", "inline"),
    Element("foreign", "inline"),
    Element("w", "inline", INSIDE + 1),
    Element("ref", "inline"),
    Element("code", "inline"),
    Element("stamp", "inline"),
    Element("desc", "inline"),
    # what stands at a place
    Element("gap", "point"),
    Element("incident", "point"),
    Element("pb", "point"),
    Element("lb", "point"),
    Element("space", "point"),
    Element("milestone", "point", 4, "\n\n"),
    Element("fw", "point", 4, "\n\n"),
)

ELEMENTS = {row.name: row for row in _ROWS}

#: Elements that hold running text; a phrase lies inside one of them.
LEAF_BLOCKS = frozenset(row.name for row in _ROWS if row.kind == "block")
#: Elements that name something and hold no other of their kind.
PHRASES = frozenset(row.name for row in _ROWS if row.kind == "phrase")
#: Between the children of these there is nothing but white space.
GROUPS = frozenset(row.name for row in _ROWS if row.kind == "group")


def rank(name: str) -> int:
    """Return how far outside an element lies among those with its span; 0 is outermost."""
    row = ELEMENTS.get(name)
    return row.rank if row else INSIDE


def apart(name: str) -> Apart:
    """Return what separates an element from its neighbours in plain text."""
    row = ELEMENTS.get(name)
    return row.apart if row else ""


def printed(name: str) -> tuple[str, str]:
    """Return the characters that stand before and behind an element's content in plain text."""
    row = ELEMENTS.get(name)
    return row.printed if row else ("", "")
