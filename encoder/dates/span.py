"""What a date expression says, and what its reading may look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from encoder import lazy_re as re

if TYPE_CHECKING:
    from encoder.dates.vocabulary import Vocabulary

Order = Literal["MDY", "DMY"]
Certainty = Literal["", "high", "medium", "low"]


class DateSpan(NamedTuple):
    """A date expression: ``text[start:end]``, and its value in the forms of W3C and TEI.

    Either ``when``, or ``date_from`` and ``date_to``, or ``not_before`` and ``not_after`` are set; none of them
    where the expression cannot be resolved. Values are as precise as the expression. ``cert`` is empty where
    the words alone give the value, else how sure the part is that the context gave. ``calendar`` names the calendars
    of the words where they are not the Gregorian one alone ("julian gregorian"); the value is Gregorian. ``chain`` says
    step by step how the value came about, ``doubt`` what speaks against it (a weekday that does not fit).
    """

    start: int
    end: int
    text: str
    kind: str
    when: str = ""
    date_from: str = ""
    date_to: str = ""
    not_before: str = ""
    not_after: str = ""
    cert: Certainty = ""
    calendar: str = ""
    doubt: str = ""
    chain: tuple[str, ...] = ()

    def at(self, when: str, *chain: str, cert: Certainty = "", calendar: str = "") -> DateSpan:
        """Return the span with one value; a value that is empty is a day that no calendar has."""
        return self._replace(when=when, chain=chain if when else (IMPOSSIBLE,), cert=cert if when else "", calendar=calendar)

    def over(self, first: str, last: str, *chain: str, cert: Certainty = "") -> DateSpan:
        """Return the span with a range, both ends included; without a value where an end is no day, or lies before the beginning."""
        if not first or not last:
            return self._replace(chain=(IMPOSSIBLE,))
        if not in_order(first, last):
            return self._replace(chain=("the end before the beginning",))
        return self._replace(date_from=first, date_to=last, chain=chain, cert=cert)

    def inside(self, first: str, last: str, *chain: str, cert: Certainty = "") -> DateSpan:
        """Return the span with the limits between which it lies."""
        if not first or not last:
            return self._replace(chain=(IMPOSSIBLE,))
        if not in_order(first, last):
            return self._replace(chain=("the end before the beginning",))
        return self._replace(not_before=first, not_after=last, chain=chain, cert=cert)

    def open(self, *chain: str) -> DateSpan:
        """Return the span without a value, and why it has none."""
        return self._replace(chain=chain)

    @property
    def first(self) -> str:
        """The value, or where it begins; ``""`` without one."""
        return self.when or self.date_from or self.not_before


#: why a day has no value
IMPOSSIBLE = "no calendar has this day"
#: the chain of an expression without a year in a text without a date
NO_YEAR = "no year in the words and no date of the document to supply it"
NO_DAY = "reckoned from a day that the document does not give"


def in_order(first: str, last: str) -> bool:
    """Whether a range does not end before it begins, as far as both ends are said."""
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


class Scene(NamedTuple):
    """What a reading may need: the words it knows, the day of writing, the text around the expression, the date mentioned last.

    ``text`` is the running text of one block with its months as signs (``Vocabulary.shadow``), ``given`` the block as it is.
    ``last`` is the date mentioned last, ``day`` the last one that was a whole day. ``near`` is a date with its year that stands
    before in the same sentence, ``cited`` whether it is a document's: "the decree of 5 June 1867".
    ``told`` is a date, with a year far from the day of writing, of which somebody who is asked has just spoken.
    ``later``: the text is told long after the day of
    writing, as editors' notes are.
    """

    words: Vocabulary
    anchor: date | None
    text: str
    start: int
    end: int
    last: date | None = None
    order: Order = "MDY"
    given: str = ""
    later: bool = False
    day: date | None = None
    near: date | None = None
    cited: bool = False
    told: str = ""

    def before(self, characters: int) -> str:
        """Return so many characters before the expression."""
        return self.text[max(0, self.start - characters) : self.start]


class Reading(NamedTuple):
    """One form that dates have: a row of the table in ``readings/``.

    ``pattern`` is verbose, with ``{pieces}`` of the vocabulary and named parts. ``read`` makes the value of a match, None where it
    is no date after all. ``precision`` is what the form says at its most precise. ``stands`` says whether it may stand where it was
    found. ``example`` is read by this row alone among the rows before it, which a test proves.
    """

    name: str
    pattern: str
    read: Callable[[re.Match[str], Scene, DateSpan], DateSpan | None]
    precision: Literal["day", "range", "month", "year", "years", "vague", "instant"]
    example: str
    stands: Callable[[Scene], bool] | None = None
    language: str = "en"
