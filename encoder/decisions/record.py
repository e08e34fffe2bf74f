"""A decision: one row of ``decisions.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from encoder import lazy_re as re
from encoder.draft.elements import ELEMENTS, LEAF_BLOCKS, PHRASES
from encoder.io.names import ILLEGAL
from encoder.source.metadata import is_date
from encoder.xml.ids import slug, usable

Scope = Literal["here", "document", "everywhere"]
Kind = Literal["yes", "no", "is", "extent", "date", "place-of-note", "bracket", "block"]

COLUMNS = ("document", "exact", "prefix", "suffix", "element", "scope", "decision", "value", "by", "note")
SCOPES: tuple[Scope, ...] = ("here", "document", "everywhere")
KINDS: tuple[Kind, ...] = ("yes", "no", "is", "extent", "date", "place-of-note", "bracket", "block")
#: what a bracket can be said to be; ``""`` is text as any other
BRACKETS = frozenset({"", "gap", "supplied", "unclear", "sic", "add", "del", "note", "incident", "stamp"})
#: what a block of the text can be said to be; ``list`` and ``l``: each of its lines
BLOCKS = (
    "p", "head", "item", "list", "l", "quote", "dateline", "salute", "signed", "address", "byline", "trailer", "speaker", "stage", "fw",
    "note",
)  # fmt: skip
#: what is decided apart of whether and whose a name or a date is
APART = frozenset({"place-of-note", "bracket", "block"})
#: what stands in a date's value between two days: ``from`` and ``to``, or ``notBefore`` and ``notAfter``
RANGES: Mapping[str, tuple[str, str]] = {"/": ("from", "to"), "..": ("notBefore", "notAfter")}
_LINKED = PHRASES - {"date"}
#: what a gap says of its size; ``extent`` has words, and is the last
_GAP_DETAILS = ("unit", "quantity", "atLeast", "atMost", "precision", "extent")
_GAP_DETAIL = re.compile(r"(?:\A|(?<=\s))(?P<name>unit|quantity|atLeast|atMost|precision|extent)=(?P<value>(?<=extent=).+|\S+)")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of some words.

    ``exact`` are the words, ``prefix`` and ``suffix`` what stands before and behind them (the TextQuoteSelector of the W3C's Web
    Annotation). ``document`` is the name of the text's file without its ending; ``*`` and ``?`` stand for any characters, and with
    the scope ``everywhere`` it may be empty. ``where`` says in which file and line it was read and is no part of the decision.
    """

    document: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    element: str = ""
    scope: Scope = "here"
    decision: Kind = "yes"
    value: str = ""
    by: str = ""
    note: str = ""
    where: str = field(default="", compare=False)

    def concerns(self, stem: str) -> bool:
        """Whether it may hold in the document of that file name, without its ending."""
        return self.scope == "everywhere" or self.made_in(stem)

    def made_in(self, stem: str) -> bool:
        """Whether it was made in that document, so that its words are to be there."""
        return bool(self.document) and (fnmatchcase(stem, self.document) or fnmatchcase(f"{stem}.txt", self.document))

    @property
    def row(self) -> tuple[str, ...]:
        """The cells in the order of ``COLUMNS``."""
        return tuple(map(str, astuple(self)[: len(COLUMNS)]))

    @property
    def said(self) -> str:
        """The decision in a few words, with where it stands."""
        value = f" {self.value}" if self.value else ""
        return f"{self.where or 'decision'}: {self.exact!r} {self.element} {self.decision}{value}".replace("  ", " ")

    @property
    def editor(self) -> str:
        """The identifier of who decided, for ``@resp``."""
        return f"ed_{slug(self.by)}" if slug(self.by) else "ed_decisions"

    @property
    def identifier(self) -> str:
        """The identifier in ``value`` ("#p_nasser", "p_nasser"), ``""`` where the value is an address or a name."""
        given = self.value.removeprefix("#")
        return given if usable(given) and ("_" in given or self.value.startswith("#")) else ""


def complaint(decision: Decision) -> str:
    """Say what is wrong with a decision that is to be written or was read; ``""`` where nothing is."""
    for name, cell in zip(COLUMNS, decision.row, strict=True):
        if ILLEGAL.search(cell):
            return f"{name} has a character that XML cannot hold"
    if not decision.exact.strip():
        return "exact is empty; it has the words that the decision is about"
    if decision.scope not in SCOPES:
        return f"scope is {decision.scope!r}; it can be {', '.join(SCOPES)}"
    if decision.decision not in KINDS:
        return f"decision is {decision.decision!r}; it can be {', '.join(KINDS)}"
    if not decision.document and decision.scope != "everywhere":
        return "document is empty; only a decision for everywhere needs none"
    return _CHECKS[decision.decision](decision)


def _of_element(decision: Decision) -> str:
    if decision.element in ELEMENTS:
        return ""
    known = ", ".join(sorted(PHRASES))
    return f"element is {decision.element!r}; it can be {known}, or another element of the edition"


def _yes(decision: Decision) -> str:
    if decision.decision == "no" and decision.element in LEAF_BLOCKS:
        return f"element is {decision.element!r}; that words are none is said of names, dates and what marks words"
    return _of_element(decision)


def _is(decision: Decision) -> str:
    if decision.element not in _LINKED:
        return f"element is {decision.element!r}; who or what words are is said of {', '.join(sorted(_LINKED))}"
    if decision.value:
        return ""
    return "value is empty; it has the identifier, the address or the name of who or what it is"


def _extent(decision: Decision) -> str:
    if not decision.value.strip():
        return "value is empty; it has the words that the element is to hold"
    return _of_element(decision)


def _date(decision: Decision) -> str:
    if decision.element not in {"", "date"}:
        return f"element is {decision.element!r}; only a date has the value of a date"
    values = date_values(decision.value)
    if values is None:
        return f"value is {decision.value!r}; write a day, month or year as YYYY-MM-DD, two with / or .. between them, or nothing"
    return ""


def _note(decision: Decision) -> str:
    if decision.element not in {"", "note"}:
        return f"element is {decision.element!r}; only a note has the place of a note"
    return "" if decision.scope == "here" else "the place of a note is decided here, not for a document"


def _bracket(decision: Decision) -> str:
    if decision.element not in BRACKETS:
        return f"element is {decision.element!r}; a bracket can be {', '.join(sorted(BRACKETS - {''}))}, or nothing"
    return "" if len(decision.exact) > 2 else "exact is too short; it has the bracket with its signs"


def _block(decision: Decision) -> str:
    if decision.element not in BLOCKS:
        return f"element is {decision.element!r}; a block can be {', '.join(BLOCKS)}"
    return "value has to be empty; what the block is stands in element" if decision.value else ""


_CHECKS = {"yes": _yes, "no": _yes, "is": _is, "extent": _extent, "date": _date, "place-of-note": _note, "bracket": _bracket,
           "block": _block}


def gap_value(said: Mapping[str, str]) -> str:
    """Return what the attributes of a gap are as a value: ``deleted unit=line quantity=3``; ``extent`` is the last."""
    return " ".join([said.get("reason", ""), *(f"{name}={said[name]}" for name in _GAP_DETAILS if said.get(name))]).strip()


def gap_attributes(value: str) -> dict[str, str]:
    """Return the attributes that the value of a gap makes: a reason, how much there is, or both."""
    details = list(_GAP_DETAIL.finditer(value))
    reason = value[: details[0].start() if details else None].strip()
    return ({"reason": reason} if reason else {}) | {found["name"]: found["value"] for found in details}


def date_values(value: str) -> dict[str, str] | None:
    """Return the attributes that a date's value makes; none for an empty one, None where it is no date."""
    if not value:
        return {}
    for sign, names in RANGES.items():
        if sign in value:
            ends = dict(zip(names, value.split(sign, 1), strict=True))
            filled = {name: day for name, day in ends.items() if day}
            return filled if filled and all(map(is_date, filled.values())) else None
    return {"when": value} if is_date(value) else None


def address(value: str) -> bool:
    """Whether a value is an address: ``https://www.wikidata.org/entity/Q39524``."""
    return bool(_URI.fullmatch(value))
