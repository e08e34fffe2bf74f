"""Tables as spreadsheets save them: CSV with any separator and in any encoding, xlsx and ods, as rows of texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.kinds import kind_of
from encoder.language import encodings

SPREADSHEETS = frozenset({"xlsx", "ods", "office"})
_SEPARATORS = (",", ";", "\t", "|")
_TOLD = re.compile(r"sep=(?P<separator>.)\r?\n?", re.I)
_QUOTED = re.compile(r'"[^"]*"')
_FIGURES = re.compile(r"(?P<whole>-?\d+)\.0")


class TableError(EncoderError):
    """A table that cannot be read; ``line`` is where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its sheet ("" in CSV), its headings, the row they stand in, and the rows below with their numbers (from 1)."""

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    #: what was assumed to read it
    assumed: str = ""
    #: of CSV, how it is written, so that rows can be added
    separator: str = ","
    encoding: str = "UTF-8"


def cell(column: int, row: int) -> str:
    """Return the name that spreadsheets give a cell: B3; ``column`` counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def read(data: bytes) -> Table:
    """Read a table; empty rows are left out, the first of the others names the columns. Raises TableError."""
    kind = kind_of(data)
    if kind and kind.id in SPREADSHEETS:
        return _spreadsheet(data)
    if kind:
        raise TableError(1, f"this is {kind.label}, no list; save the list as CSV")
    try:
        decoded = encodings.decode(data)
    except encodings.UnsureError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableError(line, f"{str(error).rpartition('; ')[0]}; save the list as CSV in UTF-8") from None
    assumed = "" if decoded.sure else f"read as {decoded.label}, which the list does not say; save it as CSV in UTF-8 if that is wrong"
    told = _TOLD.match(decoded.text)
    text = decoded.text[told.end() :] if told else decoded.text
    separator = told["separator"] if told else _separator(text)
    table = _table("", _csv(text, separator, 1 if told else 0), strict=True, assumed=assumed)
    return replace(table, separator=separator, encoding=decoded.label)


def _separator(text: str) -> str:
    """Return what stands between the headings."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=_QUOTED.sub("", first).count)


def _csv(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield reader.line_num + skipped, row
    except csv.Error as error:
        raise TableError(reader.line_num + skipped, f"not CSV: {error}") from None


def _table(sheet: str, rows: Iterator[tuple[int, list[str]]], strict: bool, assumed: str = "") -> Table:
    filled = ((number, [value.strip() for value in row]) for number, row in rows)
    kept = [(number, row) for number, row in filled if any(row)]
    headings = kept[0][1] if kept else []
    while headings and not headings[-1]:  # columns that were emptied
        headings.pop()
    width = len(headings)
    body = []
    for number, row in kept[1:]:
        if any(row[width:]):
            raise TableError(number, f"this row has not as many cells as the first line; what is {cell(width, number)}? Name its column")
        if strict and len(row) < width:
            raise TableError(number, f"this row has not as many cells as the first line: {len(row)} of {width}; add what lacks")
        body.append((number, tuple((row + [""] * width)[:width])))
    return Table(sheet, tuple(headings), tuple(body), assumed)


def _spreadsheet(data: bytes) -> Table:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise TableError(1, "a spreadsheet: pip install 'tei-encoder[formats]', or save it as CSV") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            table = _table(name, ((k, [_text(v) for v in row]) for k, row in enumerate(rows, 1)), strict=False)
            if table.headings:
                return table
    except TableError:
        raise
    except Exception as error:  # the reader has one kind of error for each form
        raise TableError(1, f"this spreadsheet cannot be read ({' '.join(str(error).split())}); save it as CSV") from None
    return Table("", (), ())


def _text(value: Any) -> str:
    """Return a cell's value as it is shown: numbers without ".0"."""
    text = str(value)
    figures = _FIGURES.fullmatch(text) if isinstance(value, float) else None
    return figures["whole"] if figures else text
