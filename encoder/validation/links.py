"""Checks that no grammar makes: pointers in a file and over a collection, days of the calendar, authorities, language tags.

TEI P5 4.9: SA (pointing), SAPU (private schemes: prefixDef), ND (dates).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from lxml import etree

from encoder import lazy_re as re
from encoder.authority.uris import FILES
from encoder.validation.checked import Failure, Found

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: attributes that point
POINTING = (
    "ref", "target", "corresp", "who", "resp", "sameAs", "copyOf", "next", "prev", "source", "hand", "ana", "facs", "scheme", "edRef",
    "wit",
)  # fmt: skip
#: elements whose ``@scheme`` names a language and points nowhere
_NAMES_A_SCHEME = frozenset({f"{TEI}rendition", f"{TEI}styleDefDecl"})
DATED = ("when", "from", "to", "notBefore", "notAfter")
#: what leads out of the collection
_ELSEWHERE = re.compile(r"(?:https?|ftp|mailto|urn|doi|tel|data|info|ark|hdl|file):", re.I)
_PREFIXED = re.compile(r"(?P<prefix>[a-z][a-z0-9+.-]*):(?P<rest>.+)", re.S)
_DAY = re.compile(r"(?P<y>-?\d{4,})-(?P<m>\d\d)-(?P<d>\d\d)(?:T.*)?\Z")
_YEAR = re.compile(r"\d{4}(?:\D|\Z)")
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8}|x|i)(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-\w{1,8})*\Z",
    re.I,
)
#: the shape of an identifier of each authority file
_SHAPES = {file.name: file.shape for file in FILES}
#: where an authority is, the name of its file, how it is called
_AUTHORITIES = (
    (re.compile(r"https?://d-nb\.info/gnd/(?P<id>.*)"), "gnd", "GND"),
    (re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(?P<id>[^/]*)/?"), "viaf", "VIAF"),
    (re.compile(r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/(?P<id>.*)"), "wikidata", "Wikidata"),
    (re.compile(r"https?://(?:(?:www|sws)\.)?geonames\.org/(?P<id>[^/]*)(?:/.*)?"), "geonames", "GeoNames"),
    (re.compile(r"https?://orcid\.org/(?P<id>.*)"), "orcid", "ORCID"),
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer into another file, with its place."""

    file: Path
    fragment: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Linked:
    """What one file offers and asks for."""

    path: Path
    root: str = ""
    ids: frozenset[str] = frozenset()
    pointers: tuple[Pointer, ...] = field(default=())


def inside(tree: etree._ElementTree) -> Iterator[Found]:
    """Yield what is wrong inside one document, in its order."""
    root = tree.getroot()
    ids = set(_ids(root))
    prefixes = _prefixes(root)
    for element in root.iter(etree.Element):
        for name, value in cast("list[tuple[str, str]]", element.items()):
            if name in POINTING and _points(element, name):
                yield from _pointer(element, name, value, ids, prefixes)
            elif name in DATED:
                yield from _day(element, name, value)
            elif name == XML_LANG and not _LANGUAGE.match(value):
                yield Found("language-tag", "warning", f"{value!r} is no language tag", element)
        yield from _range(element)
        if element.tag == f"{TEI}idno":
            yield from _authority(element, (element.text or "").strip())


def outside(tree: etree._ElementTree, path: Path) -> Linked:
    """Return what a document offers to others of its collection and what it asks of them; places are filled in by lines of lxml."""
    root = tree.getroot()
    prefixes = _prefixes(root)
    pointers = []
    for element in root.iter(etree.Element):
        for name in POINTING:
            for value in (element.get(name) or "").split() if _points(element, name) else ():
                target = _resolved(value, prefixes)
                if target is None or target.startswith("#") or _ELSEWHERE.match(target):
                    continue
                line: Any = element.sourceline
                file, _, fragment = target.partition("#")
                if _PREFIXED.fullmatch(target) or not file:
                    continue
                pointers.append(Pointer(path.parent / unquote(file), fragment, value, line, 1))
    return Linked(path, root.get(XML_ID) or "", frozenset(_ids(root)), tuple(pointers))


def across(files: list[Linked]) -> Iterator[tuple[Path, Failure]]:
    """Yield what is wrong between the files of a collection: pointers that lead nowhere, identifiers of roots that stand twice."""
    known = {_absolute(f.path): f for f in files}
    roots: dict[str, Path] = {}
    for file in files:
        if file.root:
            first = roots.setdefault(file.root, file.path)
            if first != file.path:
                yield file.path, Failure("id-twice", "warning", f"{first} has the root xml:id {file.root} too")
        for pointer in file.pointers:
            other = known.get(_absolute(pointer.file))
            if other is None and not pointer.file.exists():
                yield file.path, Failure("link-broken", "error", f"{pointer.value} leads to no file", pointer.line, pointer.column)
            elif other is not None and pointer.fragment and pointer.fragment not in other.ids:
                said = f"{pointer.value}: {other.path} has no xml:id {pointer.fragment}"
                yield file.path, Failure("link-broken", "error", said, pointer.line, pointer.column)


def _points(element: etree._Element, name: str) -> bool:
    return name != "scheme" or element.tag not in _NAMES_A_SCHEME


def _absolute(path: Path) -> str:
    return str(path.resolve())


def _ids(root: etree._Element) -> Iterator[str]:
    return (str(value) for value in root.xpath("//@xml:id"))  # type: ignore[union-attr]


def _prefixes(root: etree._Element) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in root.iter(f"{TEI}prefixDef"):
        try:
            pattern = re.compile(row.get("matchPattern") or "")
        except re.error:
            continue
        instead = re.sub(r"\$(\d)", r"\\\1", row.get("replacementPattern") or "")
        found.setdefault(row.get("ident") or "", []).append((pattern, instead))
    return found


def _resolved(value: str, prefixes: dict[str, list[tuple[re.Pattern[str], str]]]) -> str | None:
    """Return what a pointer means; None where its private prefix is declared and does not fit."""
    named = _PREFIXED.fullmatch(value)
    if named is None or named["prefix"] not in prefixes:
        return value
    for pattern, instead in prefixes[named["prefix"]]:
        match = pattern.fullmatch(named["rest"])
        if match:
            return match.expand(instead)
    return None


def _pointer(
    element: etree._Element, name: str, value: str, ids: set[str], prefixes: dict[str, list[tuple[re.Pattern[str], str]]]
) -> Iterator[Found]:
    for each in value.split():
        target = _resolved(each, prefixes)
        if target is None:
            yield Found("link-prefix", "error", f"@{name}: {each} fits no matchPattern of its prefixDef", element)
        elif target.startswith("#"):
            if len(target) > 1 and "(" not in target and unquote(target[1:]) not in ids:
                yield Found("link-broken", "error", f"@{name}: nothing has the xml:id {target[1:]}", element)
        elif _PREFIXED.fullmatch(target) and not _ELSEWHERE.match(target):
            yield Found("link-prefix", "warning", f"@{name}: no prefixDef declares {target.partition(':')[0]}:", element)
        else:
            yield from _authority(element, target)


def _day(element: etree._Element, name: str, value: str) -> Iterator[Found]:
    match = _DAY.match(value)
    if match is None:
        return
    try:
        date(max(1, int(match["y"]) % 400 + 400), int(match["m"]), int(match["d"]))
    except ValueError:
        yield Found("date-calendar", "error", f"@{name}: no calendar has the day {value}", element)


def _range(element: etree._Element) -> Iterator[Found]:
    for first, last in (("from", "to"), ("notBefore", "notAfter")):
        one, other = element.get(first), element.get(last)
        if one and other and _YEAR.match(one) and _YEAR.match(other):  # else pages of a locus, years before Christ, days without a year
            size = min(len(one), len(other), 10)
            if one[:size] > other[:size]:
                yield Found("date-calendar", "error", f"@{first} {one} lies behind @{last} {other}", element)


def _authority(element: etree._Element, address: str) -> Iterator[Found]:
    for where, file, name in _AUTHORITIES:
        match = where.fullmatch(address)
        if match and not (_SHAPES[file].fullmatch(match["id"]) and (file != "orcid" or _orcid(match["id"]))):
            yield Found("authority-shape", "error", f"{match['id']!r} is no identifier of {name}", element)


def _orcid(number: str) -> bool:
    """Whether the check digit is right (ISO 7064, MOD 11-2)."""
    figures = number.replace("-", "")
    total = 0
    for figure in figures[:-1]:
        total = (total + int(figure)) * 2
    wanted = (12 - total % 11) % 11
    return figures[-1] == ("X" if wanted == 10 else str(wanted))
