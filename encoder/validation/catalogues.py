"""XML catalogues (OASIS XML Catalogs 1.1): where the local file of an address is. Nothing is fetched.

Read are ``uri`` and ``system``, ``rewriteURI`` and ``rewriteSystem``, ``uriSuffix`` and ``systemSuffix``, ``delegateURI`` and
``delegateSystem``, ``nextCatalog``, ``group`` and ``xml:base``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from lxml import etree

from encoder.io.names import shown
from encoder.validation.checked import SchemaError
from encoder.xml.safe import read_schema

_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
#: element of a catalogue -> what it says, and the attributes that say it
_ROWS = {
    "uri": ("whole", "name", "uri"),
    "system": ("whole", "systemId", "uri"),
    "rewriteURI": ("starts", "uriStartString", "rewritePrefix"),
    "rewriteSystem": ("starts", "systemIdStartString", "rewritePrefix"),
    "uriSuffix": ("ends", "uriSuffix", "uri"),
    "systemSuffix": ("ends", "systemIdSuffix", "uri"),
    "delegateURI": ("delegates", "uriStartString", "catalog"),
    "delegateSystem": ("delegates", "systemIdStartString", "catalog"),
    "nextCatalog": ("next", "catalog", "catalog"),
}


@dataclass(slots=True)
class Catalogue:
    """What a catalogue maps: whole addresses, beginnings and ends of addresses; and the catalogues that know more."""

    whole: dict[str, str] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    delegates: dict[str, str] = field(default_factory=dict)
    next: dict[str, str] = field(default_factory=dict)


@cache
def catalogue(path: Path) -> Catalogue:
    """Read a catalogue. Raises SchemaError."""
    try:
        tree = read_schema(path)
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{shown(path)}: not a catalogue that can be used: {error}") from None
    made = Catalogue()
    for element in tree.iter(f"{_CATALOG}*"):
        table, key, value = _ROWS.get(etree.QName(element).localname, ("", "", ""))
        said = element.get(key) if key else None
        if said:
            getattr(made, table).setdefault(said, urljoin(element.base or "", element.get(value) or ""))
    return made


def located(address: str, path: Path) -> Path | None:
    """Return the local file of an address after a catalogue and those that it names; None where none knows it. Raises SchemaError."""
    return _asked(address, path, set())


def _asked(address: str, path: Path, before: set[Path]) -> Path | None:
    if path.resolve() in before:
        return None
    before.add(path.resolve())
    known = catalogue(path)
    if address in known.whole:
        return _file(known.whole[address])
    for start in sorted(known.starts, key=len, reverse=True):
        if address.startswith(start):
            return _file(known.starts[start] + address[len(start) :])
    for end in sorted(known.ends, key=len, reverse=True):
        if address.endswith(end):
            return _file(known.ends[end])
    delegates = sorted((start for start in known.delegates if address.startswith(start)), key=len, reverse=True)
    others = [known.delegates[start] for start in delegates] or list(known.next.values())
    for other in others:
        file = _file(other)
        found = _asked(address, file, before) if file is not None else None
        if found is not None:
            return found
    return None


def _file(url: str) -> Path | None:
    """Return the file of a local address; None of any other one."""
    parts = urlsplit(url)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None
