"""Times of day behind a date: "5:36 p.m.", "noon", "1632Z", "5 p. m."."""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re


class ClockTime(NamedTuple):
    """A time of day up to ``end``; ``value`` is ``hh:mm:ss`` with ``Z`` where the text has a zone, or empty.

    Of "2:30–3:20 p.m." ``value`` is where it begins and ``until`` where it ends; ``until`` is empty for a single time.
    """

    end: int
    value: str
    text: str
    until: str = ""


_TIME = re.compile(
    r"""
    [\s,;]*(?:--?|[–—]|\bat\b)?\s*
    (?P<time> (?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?  # "4:30 p.m."
      | (?P<word>noon|midnight)\b
      | (?P<part>(?:early\s|late\s)?(?:morning|afternoon|evening|night)|a\.\s?m\.|p\.\s?m\.)  # "late evening"
      | (?P<z>\d{4})\s?Z\b  # "1430Z"
      | (?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)(?![\d:]) )  # "16.45"
    """,
    re.VERBOSE,
)
_HALF = r"(?:(?P<half{n}>[ap])\.?\s?m\b\.?)"
_ONE = r"(?:(?P<h{n}>\d{{1,2}})(?:[:.](?P<m{n}>[0-5]\d))?(?!\d)|(?P<word{n}>noon|midnight)\b)"
#: "2:30–3:20 p.m.", "11 a.m.–1:05 p.m.", "noon–1 p.m.", "12:05–13:40"
_RANGE = re.compile(
    rf"""
    [\s,;]*(?:--?|[–—]|\b(?:at|from)\b)?\s*
    (?P<time> {_ONE.format(n=1)}\s?{_HALF.format(n=1)}?\s?(?:[-–—]|to\b|until\b)\s?{_ONE.format(n=2)}
        (?:\s?{_HALF.format(n=2)})? )  # "4:00–5:30 p.m."
    (?![\d:])
    """,
    re.VERBOSE,
)
_NOON = 12 * 60


def _read_range(m: re.Match[str]) -> tuple[str, str] | None:
    """Return both ends; None where they are no times of one day. A half of the day that is not said is the end's, or the other one."""
    minutes = []
    for n in "12":
        if m["word" + n]:
            minutes.append(_NOON if m["word" + n] == "noon" else 2 * _NOON if n == "2" else 0)
            continue
        hour, minute, half = int(m["h" + n]), int(m["m" + n] or 0), m["half" + n]
        if hour >= (24 if not half else 13) or (half and not hour):
            return None
        minutes.append((hour % 12 + 12 * (half == "p")) * 60 + minute if half else hour * 60 + minute)
    start, end = minutes
    if m["half2"] and not m["half1"] and not m["word1"]:
        if int(m["h1"]) > 12:
            return None
        both = [k for k in (start % _NOON, start % _NOON + _NOON) if k < end]
        if not both:
            return None
        start = both[-1]
    elif m["half1"] and not m["half2"] and not m["word2"]:
        end = next((k for k in (end % _NOON, end % _NOON + _NOON) if k > start), start)
    elif not (m["half2"] or m["word2"] or (m["m1"] and m["m2"])):
        return None  # "12–1": no time of day
    if not start < end < 2 * _NOON:  # the midnight that ends a day has no value on it
        return None
    return _iso(start), _iso(end)


def _iso(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def clock_time(text: str, start: int) -> ClockTime | None:
    """Return the time that follows a date at ``start``, None if none does.

    Midnight is 00:00 of the day named, as FRUS has it; hours that do not exist ("1579Z") have no value.
    The stop of "p.m." belongs to the time only where the text goes on behind it.
    """
    several = _RANGE.match(text, start)
    ends = _read_range(several) if several else None
    if several and ends:
        return ClockTime(several.end(), ends[0], several["time"], ends[1])
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
