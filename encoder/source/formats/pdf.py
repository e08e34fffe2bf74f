"""The text layer of a PDF, line by line as it stands on the page: indentation, columns, distances, a form feed between pages.

The reading of the layout does the rest (running heads, numbers of pages, words divided at a line's end, paragraphs over a page's end), as
for a text that was copied from a page. Small raised figures are written as such (``¹²``): they are references to notes, or their labels.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from encoder.io.names import ILLEGAL
from encoder.source.formats.inlines import Remark
from encoder.source.formats.pandoc import EXTRA, FormatError

#: fewer characters on all pages than this for each: the pages are images
FEWEST = 10
#: a distance of baselines so many times the usual parts paragraphs
APART = 1.4
#: a gap within a line of so many characters' widths parts columns
GAP = 2.2
#: raised by so much of the size, and so much smaller
RAISED = 0.15
SMALLER = 0.88
#: what still stands in one line, in sizes
ONE_LINE = 0.6
#: the share of the distances of a page that is no chance
COMMON = 0.1
#: blank columns or lines at the most: a stray word far out tells nothing
FARTHEST = 60
BLANK = 3
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: what PDFium puts for a hyphen at the end of a line
_HYPHENS = frozenset(("\x02", "\ufffe", "\xad"))


class Char(NamedTuple):
    """A character: its left and right edges, its baseline and its size, in points."""

    c: str
    left: float
    right: float
    base: float
    size: float


class Line(NamedTuple):
    """What stands in a line."""

    left: float
    base: float
    size: float
    text: str


class Pages(NamedTuple):
    """The text of a PDF and what there is to say of it, by offset."""

    text: str
    remarks: tuple[tuple[int, Remark], ...]


def read(data: bytes) -> Pages:
    """Return the text of a PDF. Raises FormatError where it is locked, broken or has none, or the extra is not installed."""
    try:
        import pypdfium2
    except ImportError:
        raise FormatError("not-text", f"it is read with the extra [formats]: {EXTRA}") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is locked with a password; save it without one" if locked else f"it cannot be read: {error}"
        raise FormatError("unreadable", why) from None
    try:
        pages = [_characters(page, pypdfium2.raw) for page in document]
    finally:
        document.close()
    counts = [sum(not c.c.isspace() for c in page) for page in pages]
    if sum(counts) < FEWEST * len(counts):
        advice = "have it read by a transcription program (OCR) and encode what that gives"
        raise FormatError("no-text-layer", f"it has no text, its pages are images; {advice}")
    return _joined([_page(page) for page in pages], counts)


def _joined(pages: Sequence[str], counts: Sequence[int]) -> Pages:
    remarks: list[tuple[int, Remark]] = []
    parts: list[str] = []
    length = 0
    empty = [k for k, count in enumerate(counts, 1) if not count]
    for k, page in enumerate(pages, 1):
        if k in empty:
            remarks.append((length, Remark("page-without-text", f"page {k} of the PDF has no text; it is empty or an image")))
        parts.append(page)
        length += len(page) + 2
    text = "\n\f".join(parts) + "\n"
    strange = text.count("\ufffd")
    if strange:
        said = f"{strange} characters of the PDF have no letter; they stand as U+FFFD"
        remarks.append((text.index("\ufffd"), Remark("unknown-characters", said)))
    return Pages(text, tuple(remarks))


def _characters(page: Any, raw: Any) -> list[Char]:
    """Return the characters of a page; line ends are those of PDFium."""
    text_page = page.get_textpage()
    handle = text_page.raw
    edges = [ctypes.c_double() for _ in range(6)]
    left, right, bottom, top, x, y = edges
    found: list[Char] = []
    for k in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, k)
        c = chr(code) if code < 0x110000 else "\ufffd"
        if c in "\r\n":
            found.append(Char("\n", 0, 0, 0, 0))
            continue
        raw.FPDFText_GetCharBox(handle, k, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(handle, k, x, y)
        c = "-" if c in _HYPHENS else _LIGATURES.get(c, ILLEGAL.sub("\ufffd", c))
        size = raw.FPDFText_GetFontSize(handle, k)
        if size <= 1:  # the size stands in the matrix of the text
            size = max(top.value - bottom.value, 1.0) * 1.4
        found.append(Char(c, left.value, right.value, y.value, size))
    text_page.close()
    page.close()
    return found


def _page(characters: Sequence[Char]) -> str:
    """Return the text of a page, its lines where they stand."""
    runs = list(_runs(characters))
    if not runs:
        return ""
    sizes = Counter(round(c.size, 1) for run in runs for c in run if not c.c.isspace())
    usual = sizes.most_common(1)[0][0]
    widths = [c.right - c.left for run in runs for c in run if c.c.isalnum() and c.right > c.left and abs(c.size - usual) < 1]
    width = median(widths) if widths else usual / 2
    lines = [_line(run, width) for run in _visual(runs)]
    margin = min(line.left for line in lines)
    steps = [a.base - b.base for a, b in pairwise(lines) if 0 < a.base - b.base < 4 * usual]
    # the distance of lines is the smallest that several have: on a page of short paragraphs most lines stand further apart
    near = Counter(round(s * 2) / 2 for s in steps)
    step = min((s for s, count in near.items() if count >= max(2, COMMON * len(steps))), default=min(near, default=usual * 1.2))
    out: list[str] = []
    for k, line in enumerate(lines):
        if k:
            down = lines[k - 1].base - line.base
            if down > APART * step:
                out += [""] * max(1, min(BLANK, round(down / step) - 1))
            elif down < -step:  # the next column
                out.append("")
        out.append(" " * min(FARTHEST, round((line.left - margin) / width)) + line.text)
    return "\n".join(out)


def _runs(characters: Sequence[Char]) -> Iterator[list[Char]]:
    run: list[Char] = []
    for c in characters:
        last = run[-1] if run else None
        # PDFium ends no line within a word that is divided: the next one begins further left and below
        back = last is not None and c.c != "\n" and c.left < last.left and last.base - c.base > ONE_LINE * max(c.size, last.size)
        if c.c == "\n" or back:
            if any(not one.c.isspace() for one in run):
                yield run
            run = []
        if c.c != "\n":
            run.append(c)
    if any(not one.c.isspace() for one in run):
        yield run


def _visual(runs: Sequence[list[Char]]) -> list[list[Char]]:
    """Return what stands in one line on the page: a raised figure, the next column of a table belong to the line they stand in."""
    out: list[list[Char]] = []
    for run in runs:
        if out:
            before, here = _inked(out[-1]), _inked(run)
            size = max(_size(before), _size(here))
            if abs(_base(before) - _base(here)) < ONE_LINE * size and here[0].left >= before[-1].right - size:
                small = min(_size(before), _size(here)) < SMALLER * size
                if small or abs(_base(before) - _base(here)) < RAISED * size:
                    out[-1] = [*out[-1], *run]
                    continue
        out.append(run)
    return out


def _inked(run: Sequence[Char]) -> list[Char]:
    return [c for c in run if not c.c.isspace()]


def _size(run: Sequence[Char]) -> float:
    return Counter(round(c.size, 1) for c in run).most_common(1)[0][0]


def _base(run: Sequence[Char]) -> float:
    size = _size(run)
    return Counter(round(c.base, 1) for c in run if round(c.size, 1) == size).most_common(1)[0][0]


def _line(run: Sequence[Char], width: float) -> Line:
    inked = _inked(run)
    size = max(c.size for c in inked) if len(inked) < 4 else _size(inked)
    base = _base([c for c in inked if c.size >= SMALLER * size] or inked)
    parts: list[str] = []
    last: Char | None = None
    for c in run:
        if c.c.isspace():
            if parts and not parts[-1].endswith(" "):
                parts.append(" ")
            continue
        if last is not None:
            gap = (c.left - last.right) / width
            if gap > GAP and not c.base > base + RAISED * size:
                while parts and parts[-1] == " ":
                    parts.pop()
                parts.append(" " * max(2, min(FARTHEST, round(gap))))
        raised = c.base > base + RAISED * size and c.size < SMALLER * size
        parts.append(c.c.translate(_FIGURES) if raised and c.c.isdigit() else c.c)
        last = c
    return Line(inked[0].left, base, size, "".join(parts).rstrip())
