"""The table of archives: which one a signature begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from encoder import lazy_re as re
from encoder.catalogue.tables import table


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of the table; ``present`` is the form used today where it was cited by a former one."""

    form: str
    name: str
    settlement: str = ""
    country: str = ""
    present: str = ""


#: so far behind a name stand the town and the country of the archive
_NEARBY = 80


@cache
def _forms() -> Mapping[str, tuple[Archive, ...]]:
    """Return the archives of each form; a name may be that of several ("Central State Archive")."""
    found: dict[str, list[Archive]] = {}
    for row in table("archives")["archive"]:
        seat = (row.get("settlement", ""), row.get("country", ""))
        for form in row["short"]:
            found.setdefault(form, []).append(Archive(form, row["name"], *seat))
        for form in row.get("former", ()):
            found.setdefault(form, []).append(Archive(form, row["name"], *seat, present=row["short"][0]))
        if row["name"] not in row["short"]:
            found.setdefault(row["name"], []).append(Archive(row["name"], row["name"], *seat))
    return {form: tuple(archives) for form, archives in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_forms(), key=lambda f: (-len(f), f))
    return re.compile(rf"(?:{'|'.join(re.escape(f) for f in forms)})(?![\w-])")


@cache
def _seats() -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the towns of the table with their countries, and the countries."""
    rows = table("archives")["archive"]
    towns = {row["settlement"]: row.get("country", "") for row in rows if "settlement" in row}
    return towns, frozenset(row["country"] for row in rows if "country" in row)


def at_start(said: str) -> Archive | None:
    """Return the archive whose name or abbreviation a text begins with, the longest one.

    Of a name that several archives have the one is meant whose town or country stands behind it; without them none is.
    """
    m = _pattern().match(said)
    if m is None:
        return None
    found = _forms()[m.group()]
    near = said[m.end() : m.end() + _NEARBY]
    if len(found) == 1:
        return found[0]
    meant = [a for a in found if (a.settlement and a.settlement in near) or (a.country and a.country in near)]
    return meant[0] if len(meant) == 1 else None


def inside(said: str) -> Archive | None:
    """Return the archive that is named in a text by its abbreviation, "Central State Archive, Sofia (TsDA)"."""
    m = re.search(r"\((?P<short>[^()]+)\)", said)
    found = _forms().get(m["short"].strip(), ()) if m else ()
    return found[0] if len(found) == 1 else None


def seat(said: str) -> tuple[str, str, str]:
    """Return the town and the country that words behind an archive's name begin with, and the words behind them."""
    towns, countries = _seats()
    town = country = ""
    while said:
        first, _, rest = (part.strip() for part in said.partition(","))
        if not town and not country and first in towns:
            town, country = first, towns[first]
        elif first in countries and country in {"", first}:
            country = first
        else:
            break
        said = rest
    return town, country, said


def of_seat(name: str, town: str, country: str) -> Archive | None:
    """Return the only archive of a town that an unfinished name fits: "National Archives" in Prague."""
    every = (a for archives in _forms().values() for a in archives)
    found = {a.name: a for a in every if (a.settlement, a.country) == (town, country) and a.name.startswith(name)}
    return next(iter(found.values())) if len(found) == 1 and town else None
