"""A map without a network: places as points on outlines that come with the program (``assets/land.txt``).

The outlines are those of Natural Earth, 1:110 million, which are in the public domain; a degree is ten steps, north is up,
and degrees are as wide as they are high (the equirectangular projection). Places that would cover each other are one point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

#: steps a degree
SCALE = 10
#: a map shows so many degrees at the least, so that one place is not seen without its neighbours
_LEAST = 24.0
#: points closer than this part of the width become one
_CLOSE = 1 / 45
#: how much wider than high a map is
_RATIO = 1.8


@dataclass(frozen=True, slots=True)
class Place:
    """One place to be drawn: degrees north and east, how often it is mentioned, where its entry stands."""

    name: str
    north: float
    east: float
    weight: int
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the map, in steps; of several places that are close, all are named."""

    x: float
    y: float
    r: float
    names: tuple[str, ...]
    href: str
    #: where its name is written, and which end of it stands there; nothing where there is no room
    label: float = 0.0
    anchor: str = ""

    @property
    def said(self) -> str:
        """What is written beside it."""
        return self.names[0] + (f" +{len(self.names) - 1}" if len(self.names) > 1 else "")


@dataclass(frozen=True, slots=True)
class Map:
    """What the template draws."""

    box: str
    dots: tuple[Dot, ...]
    stroke: float
    letters: float


def draw(places: Sequence[Place]) -> Map | None:
    """Return the map of these places, cut to where they are; None where there is none."""
    if not places:
        return None
    west, east = min(p.east for p in places), max(p.east for p in places)
    south, north = min(p.north for p in places), max(p.north for p in places)
    width = min(360.0, max(_LEAST * _RATIO, (east - west) * 1.25, (north - south) * 1.25 * _RATIO))
    height = min(180.0, width / _RATIO)
    left = max(-180.0, min(180.0 - width, (west + east - width) / 2))
    top = max(-90.0, min(90.0 - height, -(north + south) / 2 - height / 2))
    letters = width * SCALE / 62
    dots = _labelled(_clusters(places, width), letters, (left + width) * SCALE)
    box = f"{left * SCALE:.0f} {top * SCALE:.0f} {width * SCALE:.0f} {height * SCALE:.0f}"
    return Map(box, dots, round(width * SCALE / 900, 2), round(letters, 2))


def _clusters(places: Sequence[Place], width: float) -> tuple[Dot, ...]:
    groups: dict[tuple[int, int], list[Place]] = {}
    size = width * _CLOSE
    for place in sorted(places, key=lambda p: (-p.weight, p.name)):
        groups.setdefault((round(place.east / size), round(place.north / size)), []).append(place)
    dots = []
    for group in groups.values():
        weight = sum(p.weight for p in group)
        r = width * SCALE * min(0.022, 0.005 + 0.002 * weight**0.5)
        names = tuple(p.name for p in group)
        dots.append(Dot(round(group[0].east * SCALE, 1), round(-group[0].north * SCALE, 1), round(r, 2), names, group[0].href))
    return tuple(dots)


def _labelled(dots: tuple[Dot, ...], letters: float, edge: float) -> tuple[Dot, ...]:
    """Return the dots with their names to the right, to the left, or unwritten where another dot or name is in the way."""
    taken = [(d.x - d.r, d.x + d.r, d.y - d.r, d.y + d.r) for d in dots]
    done = []
    for dot in dots:
        long = len(dot.said) * letters * 0.58
        off = dot.r * 1.3
        for anchor, start, end in (("start", dot.x + off, dot.x + off + long), ("end", dot.x - off - long, dot.x - off)):
            box = (start, end, dot.y - letters * 0.6, dot.y + letters * 0.6)
            if end <= edge and not any(box[0] < t[1] and t[0] < box[1] and box[2] < t[3] and t[2] < box[3] for t in taken):
                taken.append(box)
                dot = replace(dot, label=round(start if anchor == "start" else end, 1), anchor=anchor)
                break
        done.append(dot)
    return tuple(done)
