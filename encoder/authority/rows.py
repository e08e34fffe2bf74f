"""From a table to entries: columns by what they are called, identifiers made where they lack, several forms in a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from encoder import lazy_re as re
from encoder.authority import uris
from encoder.authority.entry import Entry, Kind
from encoder.authority.sheets import Table, TableError, cell
from encoder.io.names import shown
from encoder.tables import table_of
from encoder.xml.ids import nc_name, next_free, slug, usable

#: ``idno/@type`` is one word
_AUTHORITY = re.compile(r"[^\W\d][\w.-]*")
_BETWEEN = re.compile(r"\s*[|;\n]\s*")
_MARKS = re.compile(r"[\W_]+")
#: so many made identifiers are named
_NAMED = 3
Tell = Callable[[int, str, str], None]


@cache
def _synonyms() -> Mapping[str, tuple[int, str]]:
    """Return for each heading its rank and its role: of two columns of one role the one of the lower rank has it."""
    table = table_of("authority/columns")
    found: dict[str, tuple[int, str]] = {}
    for role, words in table.items():
        for rank, word in enumerate(words):
            found.setdefault(_plain(word), (rank, role))
    return found


def _plain(heading: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(c))
    return _MARKS.sub("", bare).casefold()


@dataclass(slots=True)
class Columns:
    """Which columns have what: role -> columns, the best first; authority file -> column."""

    roles: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    def values(self, role: str, row: tuple[str, ...]) -> list[str]:
        """Return what a row has in the columns of a role."""
        return [row[k] for k in self.roles.get(role, ()) if row[k]]

    def first(self, *roles: str) -> int:
        """Return the first column of the first role that there is."""
        return next((self.roles[role][0] for role in roles if role in self.roles), 0)


def columns(table: Table) -> Columns:
    """Tell the columns by their headings. Raises TableError for those that mean nothing, or are the same."""
    found = Columns()
    ranks: dict[int, int] = {}
    for k, heading in enumerate(table.headings):
        if not heading:
            if any(row[k] for _, row in table.rows):
                raise TableError(1, f"the column of {cell(k, 1)} has no heading; name it or take it out")
            continue
        if heading in table.headings[:k]:
            raise TableError(1, f"two columns are called {heading!r}; take one out")
        file = uris.file_of(heading)
        ranks[k], role = _synonyms().get(_plain(heading), (0, ""))
        if file or not role:
            if not file and not _AUTHORITY.fullmatch(heading):
                raise TableError(
                    1, f"the column {heading!r} is not known, and no name of an authority file, which is one word: wikidata; rename "
                    f"{cell(k, 1)} or take the column out",
                )  # fmt: skip
            found.numbers.setdefault(file.name if file else heading, k)
        elif role == "unused":
            found.unused.append(heading)
        elif role in _ROLES:
            found.roles.setdefault(role, []).append(k)
    for role, places in found.roles.items():
        places.sort(key=lambda k: (ranks[k], k))
        if role not in _SEVERAL:
            found.unused += [table.headings[k] for k in places[1:]]
    if "name" not in found.roles and "surname" not in found.roles:
        raise TableError(1, "the first line is to name the columns: id,name,description ...; one of them is 'name'")
    return found


_ROLES = frozenset({"id", "name", "surname", "forename", "description", "forms", "uri"})
#: of these all columns count
_SEVERAL = frozenset({"description", "forms", "uri"})


def entries(table: Table, kind: Kind, tell: Tell) -> Iterator[tuple[int, Entry]]:
    """Yield the entries with their rows; ``tell`` gets row, code and words of what was assumed. Raises TableError."""
    known = columns(table)
    if table.assumed:
        tell(1, "encoding-assumed", table.assumed)
    if known.unused:
        tell(1, "list-columns", f"not used: {', '.join(map(repr, known.unused))}")
    identifiers = _Identifiers(kind, {row[known.first("id")] for _, row in table.rows} if "id" in known.roles else set())
    for number, row in table.rows:
        cells = {role: row[places[0]] for role, places in known.roles.items()}
        name, *others = _names(cells)
        if not any(c.isalnum() for c in name):
            where = cell(known.first("name", "surname"), number)
            raise TableError(number, f"an entry without a name; fill {where} or take the row out")
        numbers = dict(_numbers(row, known, number, tell))
        description = "; ".join(known.values("description", row))
        identifier = identifiers.of(cells.get("id", ""), name, description, number, tell)
        listed = (form for value in known.values("forms", row) for form in _BETWEEN.split(value) if form)
        forms = tuple(dict.fromkeys((*others, *listed)))
        yield number, Entry(identifier, name, kind, description, forms, numbers)
    identifiers.told(tell)


def _names(cells: Mapping[str, str]) -> list[str]:
    """Return the name and the other forms in its cell."""
    if cells.get("name"):
        return [form for form in _BETWEEN.split(cells["name"]) if form] or [""]
    surname, forename = cells.get("surname", ""), cells.get("forename", "")
    return [f"{surname}, {forename}" if surname and forename else surname or forename]


def _numbers(row: tuple[str, ...], known: Columns, number: int, tell: Tell) -> Iterator[tuple[str, str]]:
    given = {name: row[k] for name, k in known.numbers.items() if row[k]}
    if "uri" in known.roles:
        for value in re.split(r"[\s|;]+", " ".join(known.values("uri", row))):
            file = uris.named(value) if value else None
            if file and file.name not in given:
                given[file.name] = value
            elif value and not file:
                what = f"{cell(known.first('uri'), number)}: {shown(value)!r}"
                tell(number, "list-identifier", f"{what} is no address of an authority file that is known; it is left out")
    for name, value in given.items():
        file = uris.file_of(name)
        if file and not uris.fits(value, file):
            where = cell(known.numbers.get(name, known.first("uri")), number)
            tell(number, "list-identifier", f"{where}: {shown(value)!r} has not the shape of {file.name}")
        yield name, uris.tidy(value, file) if file else value


class _Identifiers:
    """Identifiers as they are given, mended where XML cannot have them, made of the name where they lack; the same list, the same ones."""

    def __init__(self, kind: Kind, given: set[str]) -> None:
        self.prefix = "p" if kind == "person" else "t" if kind == "term" else kind
        self.taken = set(given)
        self.by_name: dict[tuple[str, str], str] = {}
        self.mended: dict[str, str] = {}
        self.made: list[tuple[int, str]] = []

    def of(self, given: str, name: str, description: str, number: int, tell: Tell) -> str:
        if given and usable(given):
            return given
        if given:
            if given not in self.mended:
                mended = nc_name(given)
                self.mended[given] = mended if mended not in self.taken else next_free(mended, self.taken)
                self.taken.add(self.mended[given])
                tell(number, "list-id", f"{shown(given)!r} cannot be an xml:id; {self.mended[given]!r} is used")
            return self.mended[given]
        key = (name.casefold(), description.casefold())
        if key not in self.by_name:
            base = f"{self.prefix}_{slug(name) or 'x'}"
            identifier = base if base not in self.taken else next_free(base, self.taken)
            self.taken.add(identifier)
            self.by_name[key] = identifier
            self.made.append((number, identifier))
        return self.by_name[key]

    def told(self, tell: Tell) -> None:
        if self.made:
            some = ", ".join(identifier for _, identifier in self.made[:_NAMED])
            more = f" and {len(self.made) - _NAMED} more" if len(self.made) > _NAMED else ""
            tell(self.made[0][0], "list-ids", f"{len(self.made)} entries without an id; made of their names: {some}{more}")
