"""Dates in running text, found and resolved; without TEI and of use alone.

>>> from datetime import date
>>> [(d.text, d.when) for d in find("as of December 3", anchor=date(1958, 12, 4))]
[('December 3', '1958-12-03')]
"""

from encoder.dates.clock import ClockTime, clock_time
from encoder.dates.engine import Reader, find, tells_days
from encoder.dates.filing import filing_date
from encoder.dates.span import DateSpan, Order

__all__ = ["ClockTime", "DateSpan", "Order", "Reader", "clock_time", "filing_date", "find", "tells_days"]
