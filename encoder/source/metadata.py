"""What the texts do not say: ``edition.toml``, read and checked.

The file lies beside the texts or in a folder around them (or is named with ``--metadata``). Every key is listed in ``keys`` with
its meaning; an unknown one is refused with its line and the nearest known key.
"""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.faults import said
from encoder.io.names import ILLEGAL
from encoder.language import encodings
from encoder.source import file_names
from encoder.source.keys import CHANGE, CHOICES, DOCUMENT, EDITION, FORMS, RESPONSIBLE, SOURCE, orcid_holds

FILE_NAME = "edition.toml"
#: what a name in the file may end with
_ENDINGS = (
    "", ".txt", ".md", ".text", ".markdown", ".TXT", ".MD", ".docx", ".odt", ".rtf", ".epub", ".html", ".htm", ".mhtml", ".pdf", ".DOCX",
    ".PDF", ".HTM",
)  # fmt: skip

#: TEI's datatype of dates as far as the house uses it: a year, month or day, with or without a time.
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?")



def is_date(value: str) -> bool:
    """Whether a text is such a date, and a day and an hour that there are."""
    found = ISO_DATE.fullmatch(value)
    if not found or value.startswith("0000"):
        return False
    day, _, clock = value.partition("T")
    try:
        date.fromisoformat((day + "-01-01")[: len("YYYY-MM-DD")])
        if clock:
            time.fromisoformat(clock)
    except ValueError:
        return False
    return True


LISTS = ("terms", "places", "orgs")
#: keys that are lists of tables
TABLES = frozenset({"responsible", "change"})


class MetadataError(EncoderError):
    """A metadata file that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """Somebody responsible for the edition: ``editor`` or ``respStmt``."""

    resp: str
    name: str
    role: str = ""
    orcid: str = ""
    gnd: str = ""
    ror: str = ""

    @property
    def uris(self) -> tuple[str, ...]:
        """The addresses of the person or body in authority files."""
        orcid = (f"https://orcid.org/{self.orcid}",) if self.orcid else ()
        gnd = (f"https://d-nb.info/gnd/{self.gnd}",) if self.gnd else ()
        return (*orcid, *gnd, *((self.ror,) if self.ror else ()))


@dataclass(frozen=True, slots=True)
class Change:
    """A step in the history of the edition: ``revisionDesc/change``."""

    when: str
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """The publication or archive the text was copied from: ``sourceDesc/bibl``."""

    id: str
    title: str
    series: str = ""
    volume: str = ""
    editors: tuple[str, ...] = ()
    general_editor: str = ""
    translator: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    url: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the user says of one document, its edition and its source. Every field may be empty."""

    publisher: str = ""
    authority: str = ""
    date: str = ""
    licence: str = ""
    licence_url: str = ""
    availability: str = ""
    project: str = ""
    language: str = ""
    encoding: str = ""
    link: str = "ref"
    divided: str = "lb"
    schema: str = ""
    responsible: tuple[Responsible, ...] = ()
    edition_title: str = ""
    series: str = ""
    version: str = ""
    publisher_place: str = ""
    distributor: str = ""
    doi: str = ""
    handle: str = ""
    uri: str = ""
    funder: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    class_scheme: str = ""
    status: str = ""
    changes: tuple[Change, ...] = ()
    # of the document
    document_doi: str = ""
    document_handle: str = ""
    document_uri: str = ""
    classes: tuple[str, ...] = ()
    country: str = ""
    settlement: str = ""
    institution: str = ""
    repository: str = ""
    collection: str = ""
    shelfmark: str = ""
    profile: str = ""
    brackets: str = ""
    title: str = ""
    url: str = ""
    document_date: str = ""
    fallback_date: str = ""
    dateline: str = ""
    place: str = ""
    signature: str = ""
    sender: str = ""
    recipient: str = ""
    note: str = ""
    source: PublishedSource | None = None
    #: the patterns of file names, where the name of this file fits none of them
    odd_name: str = ""


@dataclass(frozen=True)
class MetadataFile:
    """A checked ``edition.toml``."""

    path: Path | None = None
    edition: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[Mapping[str, Any], ...] = ()
    sources: Mapping[str, PublishedSource] = field(default_factory=dict)
    persons: tuple[Path, ...] = ()
    #: files with terms, places and orgs
    lists: Mapping[str, tuple[Path, ...]] = field(default_factory=lambda: dict.fromkeys(LISTS, ()))

    def persons_of(self, stem: str) -> tuple[Path, ...]:
        """Return the lists of persons of a document: those of the edition and its own."""
        own = [name for table in self.documents if _fits(stem, table["file"]) for name in table.get("persons", ())]
        return (*self.persons, *map(Path, own))

    def means(self, stem: str) -> bool:
        """Whether a table means the document with this file name, without its ending."""
        return any(_fits(stem, table["file"]) for table in self.documents)

    def for_document(self, stem: str) -> Metadata:
        """Return what the file says of the document with this file name, without its ending.

        What its name says counts as a table before all others. Every table whose ``file`` matches counts; the later ones in the
        file win.
        """
        values: dict[str, Any] = {}
        for key, (name, _, _) in EDITION.items():
            if name and key in self.edition:
                values[name] = _value(self.edition[key])
        if "responsible" in self.edition:
            values["responsible"] = tuple(Responsible(**r) for r in self.edition["responsible"])
        if "change" in self.edition:
            values["changes"] = tuple(Change(**c) for c in self.edition["change"])
        patterns = self.edition.get("file_names", ())
        named = file_names.read(unicodedata.normalize("NFC", stem), patterns, is_date)
        values |= named or {}
        if patterns and named is None and not self.means(stem):
            values["odd_name"] = ", ".join(patterns)
        for table in self.documents:
            if _fits(stem, table["file"]):
                for key, (name, _, _) in DOCUMENT.items():
                    if name and key in table:
                        values[name] = _value(table[key])
                if "source" in table:
                    values["source"] = self.sources[table["source"]]
        return Metadata(**values)


def _value(given: Any) -> Any:
    return tuple(given) if isinstance(given, list) else given


def _fits(stem: str, pattern: str) -> bool:
    """Whether a pattern means the file, written with its ending or without."""
    stem, pattern = unicodedata.normalize("NFC", stem), unicodedata.normalize("NFC", pattern)  # macOS may take letters apart
    return any(fnmatchcase(stem + ending, pattern) for ending in _ENDINGS)


class _Check:
    """One file while it is checked; knows the lines of its keys."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def refuse(self, message: str, key: str = "", table: str = "") -> MetadataError:
        return MetadataError(f"{self.path}:{self.line(key, table)}: {message}")

    def line(self, key: str, table: str) -> int:
        """Return the line (from 1) of a key, looked for behind the head of its table."""
        start = 0
        if table:
            head = re.compile(r"\s*\[\[?\s*" + re.escape(table).replace(r"\.", r"\s*\.\s*") + r"\s*\]")
            start = next((i for i, line in enumerate(self.lines) if head.match(line)), 0)
        wanted = re.compile(r"\s*(?:\[.*)?[\"']?" + re.escape(key) + r"[\"']?\s*[=\].]")
        for offset in (start, 0):
            for i, line in enumerate(self.lines[offset:], offset):
                if key and wanted.match(line):
                    return i + 1
        return start + 1

    def characters(self, given: Any) -> None:
        """Refuse what XML and paths cannot hold."""
        waiting = [given]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                waiting += [*value, *value.values()]
            elif isinstance(value, list):
                waiting += value
            illegal = ILLEGAL.search(value) if isinstance(value, str) else None
            if illegal:
                code = f"{ord(illegal.group()):04X}"
                line = next((k for k, line in enumerate(self.lines, 1) if f"\\u{code}" in line or f"\\U0000{code}" in line), 1)
                raise MetadataError(f"{self.path}:{line}: character U+{code} cannot stand in XML; take it out")

    def table(self, given: Any, known: Mapping[str, tuple[str | None, type, str]], where: str) -> dict[str, Any]:
        if not isinstance(given, dict):
            raise self.refuse(f"[{where}] is to be a table", where)
        value: Any
        for key, value in given.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
                raise self.refuse(f"unknown key {key!r} in [{where}]{hint}", key, where)
            wanted = known[key][1]
            if not isinstance(value, wanted):
                kind = "a list" if wanted is list else "a text in quotation marks"
                raise self.refuse(f"{key!r} in [{where}] is to be {kind}", key, where)
            if wanted is list and isinstance(value, list) and key not in TABLES and not all(isinstance(v, str) for v in value):
                raise self.refuse(f"{key!r} in [{where}] is to be a list of texts", key, where)
            if key in CHOICES and value not in CHOICES[key]:
                raise self.refuse(f"{key!r} is {value!r}; it can be {', '.join(CHOICES[key])}", key, where)
            self.form(key, value, where)
        return given


    def form(self, key: str, value: Any, where: str) -> None:
        """Refuse a date that is none and a value that has not the form it needs."""
        if key in {"date", "when"} and not is_date(str(value)):
            raise self.refuse(f"{key!r} is {value!r}; write it as YYYY, YYYY-MM or YYYY-MM-DD[Thh:mm:ss]", key, where)
        if key == "encoding":
            try:
                encodings.known(str(value))
            except EncoderError as error:
                raise self.refuse(str(error), key, where) from None
        if key == "file_names":
            for one in value:
                try:
                    file_names.pattern(one)
                except file_names.PatternError as error:
                    raise self.refuse(f"{key!r} has {one!r}: {error}", key, where) from None
        if key in FORMS and not re.fullmatch(FORMS[key][0], str(value)):
            raise self.refuse(f"{key!r} is {value!r}; write {FORMS[key][1]}", key, where)
        if key == "orcid" and not orcid_holds(str(value)):
            raise self.refuse(f"{key!r} is {value!r}, whose figures do not agree; look it up again", key, where)

    def tables(self, edition: Mapping[str, Any], name: str, known: Mapping[str, tuple[str | None, type, str]], needed: set[str]) -> None:
        """Check a list of tables in ``[edition]``."""
        for given in edition.get(name, []):
            table = self.table(given, known, f"edition.{name}")
            if not needed <= set(table):
                raise self.refuse(f"needs both {' and '.join(map(repr, sorted(needed, reverse=True)))}", name, f"edition.{name}")


def load(path: Path) -> MetadataFile:
    """Read and check a metadata file. Raises MetadataError with file and line."""
    import tomllib  # texts without an edition.toml need it for nothing

    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise MetadataError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise MetadataError(f"{path}: not UTF-8; TOML files are") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise MetadataError(f"{path}:{place.group(1) if place else 1}: not TOML: {error}") from None
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, a table 3,000 levels deep
        raise MetadataError(f"{path}:1: this file cannot be used: {said(error)}") from None
    check = _Check(path, text)
    check.characters(data)
    check.table(data, dict.fromkeys(("edition", "source", "document"), (None, object, "")), FILE_NAME)
    edition = check.table(data.get("edition", {}), EDITION, "edition")
    check.tables(edition, "responsible", RESPONSIBLE, {"resp", "name"})
    check.tables(edition, "change", CHANGE, {"when", "what"})
    sources_given = data.get("source", {})
    if not isinstance(sources_given, dict):
        raise check.refuse("[source] is to be a table", "source")
    sources: dict[str, PublishedSource] = {}
    allowed = {f.name for f in fields(PublishedSource)}
    for name, given in check.table(sources_given, dict.fromkeys(sources_given, (None, dict, "")), "source").items():
        table = check.table(given, SOURCE, f"source.{name}")
        if "title" not in table:
            raise check.refuse(f"[source.{name}] has no title", "", f"source.{name}")
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items() if k in allowed}
        sources[name] = PublishedSource(id=name, **values)
    documents = data.get("document", [])
    if not isinstance(documents, list):
        raise check.refuse("write [[document]] with two brackets, one for each document", "document")
    for given in documents:
        table = check.table(given, DOCUMENT, "document")
        if "file" not in table:
            raise check.refuse("a [[document]] without 'file'", "", "document")
        if table.get("classes") and "class_scheme" not in edition:
            raise check.refuse("'classes' need the key 'class_scheme' in [edition]: whose classes they are", "classes", "document")
        if table.get("source", "") and table["source"] not in sources:
            raise check.refuse(f"no [source.{table['source']}] in this file", "source", "document")
        if "persons" in table:  # as seen from here, wherever the table is used
            table["persons"] = [str(path.parent / p) for p in table["persons"]]
    persons = tuple(path.parent / p for p in edition.get("persons", []))
    lists = {kind: tuple(path.parent / p for p in edition.get(kind, [])) for kind in LISTS}
    return MetadataFile(path, edition, tuple(documents), sources, persons, lists)


def holding(folder: Path) -> MetadataFile:
    """Read what holds in a folder: its ``edition.toml`` and those of the folders around it, the nearest key first.

    The search ends at the project's root, a folder with ``.git``, or at the user's home. Without any everything is empty. Raises
    MetadataError.
    """
    whole = MetadataFile()
    for path in _around(folder):
        near = load(path)
        whole = MetadataFile(
            near.path, {**whole.edition, **near.edition}, (*whole.documents, *near.documents), {**whole.sources, **near.sources},
            near.persons if "persons" in near.edition else whole.persons,
            {kind: near.lists[kind] if kind in near.edition else whole.lists[kind] for kind in LISTS},
        )  # fmt: skip
    return whole


def _around(folder: Path) -> list[Path]:
    """Return the metadata files of a folder and those around it, the outermost first."""
    here = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay what they are called
    found = []
    for k, around in enumerate((here, *here.parents)):
        near = folder / FILE_NAME if k == 0 else around / FILE_NAME
        if near.is_file():
            found.append(near if k == 0 else Path(os.path.relpath(near)) if not folder.is_absolute() else near)
        if (around / ".git").exists() or around == Path.home():
            break
    return found[::-1]
