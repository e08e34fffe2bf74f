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


@cache
def _forms() -> Mapping[str, Archive]:
    found: dict[str, Archive] = {}
    for row in table("archives")["archive"]:
        seat = (row.get("settlement", ""), row.get("country", ""))
        for form in row["short"]:
            found[form] = Archive(form, row["name"], *seat)
        for form in row.get("former", ()):
            found[form] = Archive(form, row["name"], *seat, present=row["short"][0])
        found.setdefault(row["name"], Archive(row["name"], row["name"], *seat))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_forms(), key=lambda f: (-len(f), f))
    return re.compile(rf"(?:{'|'.join(re.escape(f) for f in forms)})(?![\w-])")


def at_start(said: str) -> Archive | None:
    """Return the archive whose name or abbreviation a text begins with, the longest one."""
    m = _pattern().match(said)
    return _forms()[m.group()] if m else None


def inside(said: str) -> Archive | None:
    """Return the archive that is named in a text by its abbreviation, "Central State Archive, Sofia (TsDA)"."""
    m = re.search(r"\((?P<short>[^()]+)\)", said)
    return _forms().get(m["short"].strip()) if m else None
