"""The forms that dates have, a row each; the order of ``TABLE`` is the order in which they are tried."""

from encoder.dates.readings import calendar_days, days, figures, neighbours, parts, ranges, relative, years
from encoder.dates.span import Reading

TABLE: tuple[Reading, ...] = (
    *calendar_days.ROWS,
    *ranges.SPANS,
    *days.FULL,
    *parts.ROWS,
    *ranges.MONTHS,
    *days.PARTIAL,
    *parts.SEASONS,
    *figures.ROWS,
    *years.ROWS,
    *neighbours.ROWS,
    *relative.ROWS,
)

__all__ = ["TABLE"]
