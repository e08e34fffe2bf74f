"""Reading authority lists: CSV and spreadsheets, TOML, TEI; what cannot be used is refused with file, line and cure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from encoder import lazy_re as re
from encoder.authority import sheets
from encoder.authority import tei as authority_tei
from encoder.authority.entry import Entry, Kind
from encoder.authority.rows import entries
from encoder.errors import EncoderError
from encoder.io.faults import said
from encoder.io.names import ILLEGAL, shown
from encoder.xml.ids import nc_name, usable
from encoder.xml.safe import RefusedXMLError

_TOML_KNOWN = frozenset({"id", "name", "description", "forms", "source", "identifiers"})
#: ``idno/@type`` is one word
_AUTHORITY = re.compile(r"[^\W\d][\w.-]*")
_LINE = re.compile(r"line (\d+)")

#: line and entry
Row = tuple[int, Entry]


class AuthorityError(EncoderError):
    """A list that cannot be used; the message names file and line."""


def load(path: Path, kind: Kind = "person", tell: Callable[[str], None] = lambda _: None) -> list[Entry]:
    """Read one list; ``tell`` gets a warning for each row that says again what another has said.

    Raises AuthorityError naming file, line and reason.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AuthorityError(f"{shown(path)}: {error.strerror}") from None
    except ValueError as error:  # a NUL in the name
        raise AuthorityError(f"{shown(path)}: {error}") from None
    try:
        return [entry for _, entry in _checked(path, _rows(path, data, kind, tell), tell)]
    except AuthorityError:
        raise
    except Exception as error:
        raise AuthorityError(f"{shown(path)}:1: this list cannot be used: {said(error)}") from error


def load_rows(path: Path, kind: Kind, tell: Callable[[str], None]) -> list[Row]:
    """Read one list with the line or row of each entry. Raises AuthorityError."""
    return _checked(path, _rows(path, path.read_bytes(), kind, tell), tell)


def _rows(path: Path, data: bytes, kind: Kind, tell: Callable[[str], None]) -> Iterable[Row]:
    reader = {".toml": _toml, ".xml": _xml}.get(path.suffix.lower())
    return reader(path, data, kind) if reader else _table(path, data, kind, tell)


def _table(path: Path, data: bytes, kind: Kind, tell: Callable[[str], None]) -> Iterator[Row]:
    sheet = ""
    try:
        table = sheets.read(data)
        sheet = f"sheet {table.sheet!r}: " if table.sheet else ""
        yield from entries(table, kind, lambda row, code, words: tell(f"{shown(path)}:{row}:1: warning {code}: {sheet}{words}"))
    except sheets.TableError as error:
        raise AuthorityError(f"{shown(path)}:{error.line}: {sheet}{error}") from None


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AuthorityError(f"{shown(path)}:{line}: not UTF-8; convert the list first") from None


def _xml(path: Path, data: bytes, kind: Kind) -> Iterator[Row]:
    try:
        for line, identifier, name, description, forms, numbers in authority_tei.read(data, kind):
            yield line, Entry(identifier, name, kind, description, forms, numbers)
    except RefusedXMLError as error:
        raise AuthorityError(f"{shown(path)}:{error.line}: {error}") from None


def _toml(path: Path, data: bytes, kind: Kind) -> Iterator[Row]:
    text = _text(path, data)
    try:
        whole: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        raise AuthorityError(f"{shown(path)}:{place.group(1) if place else 1}: not TOML: {error}") from None
    heads = [i for i, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[?\s*{kind}\s*\]", line)]
    entries = whole.pop(kind, [])
    if whole:
        raise AuthorityError(f"{shown(path)}:1: unknown table {next(iter(whole))!r}; write [[{kind}]] for each entry")
    if not isinstance(entries, list) or not all(isinstance(given, dict) for given in entries):
        raise AuthorityError(f"{shown(path)}:{heads[0] if heads else 1}: write [[{kind}]] with two brackets for each entry")
    if len(heads) != len(entries):  # written as an array of tables in braces
        heads = [1] * len(entries)
    for line, given in zip(heads, entries, strict=True):
        yield line, _entry(f"{shown(path)}:{line}", given, kind)


def _entry(place: str, given: Mapping[str, Any], kind: Kind) -> Entry:
    unknown = set(given) - _TOML_KNOWN
    if unknown:
        raise AuthorityError(f"{place}: unknown key {min(unknown)!r} in [[{kind}]]")
    for key in ("id", "name", "description", "source"):
        if not isinstance(given.get(key, ""), str):
            raise AuthorityError(f"{place}: {key!r} is to be a text in quotation marks")
    if not given.get("source"):
        raise AuthorityError(f"{place}: an entry without 'source': say where you know it from")
    forms, numbers = given.get("forms", []), given.get("identifiers", {})
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        raise AuthorityError(f"{place}: 'forms' is to be a list of texts: [\"Jane Doe\"]")
    if not isinstance(numbers, dict) or not all(isinstance(v, str | int) and not isinstance(v, bool) for v in numbers.values()):
        raise AuthorityError(f"{place}: 'identifiers' is to be a table of texts: {{ wikidata = \"Q42\" }}")
    wrong = next((name for name in numbers if not _AUTHORITY.fullmatch(name)), None)
    if wrong is not None:
        raise AuthorityError(f"{place}: the name of an authority file is one word, not {wrong!r}")
    return Entry(
        given.get("id", "").strip(), given.get("name", "").strip(), kind, given.get("description", "").strip(),
        tuple(form.strip() for form in forms if form.strip()), {name: str(value) for name, value in numbers.items()},
    )


def _checked(path: Path, rows: Iterable[Row], tell: Callable[[str], None]) -> list[Row]:
    seen: dict[str, int] = {}
    kept: dict[str, Entry] = {}
    for line, entry in rows:
        place = f"{shown(path)}:{line}"
        _check(place, entry)
        if entry.id in seen:
            first = kept[entry.id]
            if not _same(first, entry):
                raise AuthorityError(f"{place}: the id {entry.id!r} stands in line {seen[entry.id]} already; give one of the two another")
            kept[entry.id] = replace(first, forms=tuple(dict.fromkeys((*first.forms, entry.name, *entry.forms))))
            tell(f"{place}:1: warning list-repeated: {entry.id!r} stands in line {seen[entry.id]} already; its name counts as a form")
            continue
        seen[entry.id] = line
        kept[entry.id] = entry
    return [(seen[entry.id], entry) for entry in kept.values()]


def _check(place: str, entry: Entry) -> None:
    """Refuse an entry that no edition could hold."""
    if not any(c.isalnum() for c in entry.name):
        raise AuthorityError(f"{place}: an entry without a name")
    if not usable(entry.id):
        raise AuthorityError(
            f"{place}: {shown(entry.id)!r} cannot be an xml:id; letters, digits, . _ - only, a letter first: {nc_name(entry.id)}"
        )
    for value in (entry.name, entry.description, *entry.forms, *entry.identifiers.values()):
        illegal = ILLEGAL.search(value)
        if illegal:
            raise AuthorityError(f"{place}: character U+{ord(illegal.group()):04X} cannot stand in XML; take it out of {shown(value)!r}")
    try:
        for forms in (entry.full_forms, entry.short_forms, entry.spellings):
            list(forms())
    except Exception as error:
        raise AuthorityError(f"{place}: {entry.name!r} cannot be read as a name: {said(error)}") from error


def _same(one: Entry, other: Entry) -> bool:
    """Whether two rows with one id are about the same: volumes list some abbreviations twice."""
    return _folded(one.name) == _folded(other.name) or (bool(one.description) and _folded(one.description) == _folded(other.description))


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
