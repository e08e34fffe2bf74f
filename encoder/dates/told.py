"""The years of which somebody who is asked has just spoken: in an interview of 1984 "the 16th of June" may be one of 1916."""

from __future__ import annotations

from datetime import date

from encoder.dates.span import DateSpan

#: a time is far that lies so many days from the day of the interview
_FAR = 400
#: so many blocks, questions and answers, are told of one time
_BLOCKS = 3


class Told:
    """Keeps the last date with its year in its words, if it is far from the day of the talk, for its block and the few behind it."""

    def __init__(self, asked: bool) -> None:
        self._asked = asked
        self._heard = ""
        self._left = 0

    def next_block(self) -> None:
        """Go on to the next block."""
        self._left -= 1

    def hear(self, span: DateSpan, day: date, anchor: date | None) -> None:
        """Remember a date if its year is in its words; one near the day of the talk ends what was told before."""
        if not (self._asked and anchor and span.when) or span.cert:
            return
        self._heard = span.when if abs((day - anchor).days) > _FAR else ""
        self._left = _BLOCKS

    def date(self) -> str:
        """Return what was heard last, if that is not long ago."""
        return self._heard if self._left > 0 else ""
