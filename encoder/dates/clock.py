"""Times of day behind a date: "5:36 p.m.", "noon", "1632Z", "5 p. m."."""

from __future__ import annotations

import re
from typing import NamedTuple


class ClockTime(NamedTuple):
    """A time of day up to ``end``; ``value`` is ``hh:mm:ss`` with ``Z`` where the text has a zone, or empty."""

    end: int
    value: str
    text: str


_TIME = re.compile(
    r"[\s,;]*(?:[-–—]|\bat\b)?\s*(?P<time>"
    r"(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<word>noon|midnight)\b"
    r"|(?P<part>(?:early\s|late\s)?(?:morning|afternoon|evening|night)|a\.\s?m\.|p\.\s?m\.)"
    r"|(?P<z>\d{4})\s?Z\b"
    r"|(?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)(?![\d:])"
    r")"
)


def clock_time(text: str, start: int) -> ClockTime | None:
    """Return the time that follows a date at ``start``, None if none does.

    Midnight is 00:00 of the day named, as FRUS has it; hours that do not exist ("1579Z") have no value.
    The stop of "p.m." belongs to the time only where the text goes on behind it.
    """
    m = _TIME.match(text, start)
    if not m:
        return None
    end = m.end()
    if m["word"]:
        value = "12:00:00" if m["word"] == "noon" else "00:00:00"
    elif m["part"]:
        value = ""
    elif m["z"]:
        hour, minute = int(m["z"][:2]), int(m["z"][2:])
        value = f"{hour:02d}:{minute:02d}:00Z" if hour < 24 and minute < 60 else ""
    elif m["half"]:
        hour, minute = int(m["h"]), int(m["m"] or 0)
        if not hour:
            value = ""
        elif hour > 12:
            value = f"{hour:02d}:{minute:02d}:00" if hour < 24 and m["half"] == "p" else ""
        else:
            value = f"{hour % 12 + (12 if m['half'] == 'p' else 0):02d}:{minute:02d}:00"
    else:
        value = f"{int(m['h24']):02d}:{m['m24']}:00"
    return ClockTime(end, value, m["time"])
