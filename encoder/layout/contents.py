"""Tables of contents and indexes: entries with the pages where they are found.

The pages of a table of contents stand behind leaders or in a column of their own, and rise; those of an index follow its entries, which
stand in the order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from encoder import lazy_re as re
from encoder.layout.blocks import Span
from encoder.layout.lines import Line

_PAGE = r"(?:pp?\.\s?)?(?:\d{1,4}(?:[-–]\d{1,4})?|[ivxlc]{1,7}|[IVXLC]{1,7})\.?"
#: "Of the Soil . . . . . 14", "Of the Sheep .......... xiv"
LEADERS = re.compile(rf"(?:\s?[.·…_-]){{4,}}\s*{_PAGE}\Z|(?:\s\.){{3,}}\s+\d{{1,4}}\Z")
_LEADER = ".·…_-"
FEWEST = 3
#: "Of the Soil          14"
COLUMN = re.compile(rf"[^\W\d_][^\W_]*\W*[^\S\n]{{3,}}(?P<page>{_PAGE})\Z")
#: what stands over the pages
OVER = re.compile(r"(?:(?:Chap(?:ter)?|CHAP(?:TER)?|No)\.?\s+)?(?:Pages?|PAGES?|Pag\.|P\.|Seite|SEITE)\.?")
#: what stands over the entries
HEADING = re.compile(
    r"""
    (?:the\s|table\sof\s)?contents(?:\sof\s.{1,40})?
    | (?:list\sof\s)?(?:illustrations|plates|maps|figures|tables|engravings|chapters)
    | inhalt(?:sverzeichni(?:s|ß))? | table(?:\sdes\smatières)? | sommaire | índice | indice | index
    """,
    re.I | re.VERBOSE,
)
#: so many pages that rise make a table of contents, so few below such a heading; so large a share of the lines has one
MANY = 6
FEW = 1
SHARE = 0.5
#: "Almshouse, the, 14, 77-79n.", "Ague, see Fever"
REFERENCES = re.compile(
    r"""
    (?:[,;:]|[^\W\d_][.)]?)\s\d{1,4}(?:[-–]\d{1,4})?\s?(?:n|ff?|sqq?|note)?\.?
    (?:[,;]\s(?:\d{1,4}(?:[-–]\d{1,4})?)\s?(?:n|ff?|sqq?|note)?\.?)*[.;,]?\Z
    | \b(?:[Ss]ee(?:\s[Aa]lso)?|[Vv]ide|[Ss](?:iehe|\.)|[Vv]oir)\s[^\n]{2,60}\Z
    """,
    re.VERBOSE,
)
#: so many entries, so large a share of them with pages, and of neighbours in order, make an index
ENTRIES = 5
REFERRING = 0.6
ORDERED = 0.8
#: what a page's number ends with; so many lines of an index end so, those over which its entries go on among them
_ENDS = frozenset("0123456789.ivxlcIVXLC")
PAGED = 0.3
_LETTERS = re.compile(r"[^\W_]+")


def is_contents(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines are a table of contents: most end with leaders and a page, or with a page in a column that rises."""
    ended = [line for line in lines if text[line.end - 1] in _ENDS]
    if len(ended) < SHARE * len(lines):
        return False
    led = sum(_led(text[line.start : line.end]) for line in ended)
    if led > 1 and 2 * led >= len(lines):
        return True
    found = [page for line in ended if (page := _in_column(text[line.start : line.end]))]
    pages = [int(re.sub(r"\D.*", "", page)) for page in found if page[:1].isdigit()]
    if not pages or len(found) < SHARE * len(lines) or any(a > b for a, b in pairwise(pages)):
        return False
    return len(pages) >= MANY or (len(pages) >= FEW and headed(text, lines[0].start))


def _led(line: str) -> bool:
    """Whether leaders go before the page that ends a line."""
    return sum(map(line.count, _LEADER)) >= FEWEST and LEADERS.search(line) is not None


def _in_column(line: str) -> str:
    """Return the page that stands in a column of its own behind a line; ``""`` where there is none."""
    wide = "  " in line or not line.isprintable()  # all other white space is not printable
    found = COLUMN.search(line) if wide else None
    return found["page"] if found else ""


def headed(text: str, start: int) -> bool:
    """Whether the line above, but for the word that stands over the pages, says that entries with pages follow."""
    above = [line.strip(" .:*_#") for line in text[max(0, start - 240) : start].split("\n") if line.strip()]
    if above and OVER.fullmatch(above[-1]):
        above.pop()
    return bool(above) and HEADING.fullmatch(above[-1]) is not None


def is_index(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines are entries of an index."""
    near = sum(text[line.end - 1].isdigit() or text[line.end - 2].isdigit() or "see " in text[line.start : line.end] for line in lines)
    if len(lines) < ENTRIES or near < PAGED * len(lines):
        return False
    listed = entries(text, [Span(line.start, line.end) for line in lines], [line.indent for line in lines])
    if len(listed) < ENTRIES:
        return False
    referring = sum(REFERENCES.search(text, *entry[-1]) is not None for entry in listed)
    words = [_LETTERS.search(text, *entry[0]) for entry in listed]
    names = [m.group().casefold() for m in words if m and not m.group()[0].islower()]
    ordered = sum(a <= b for a, b in pairwise(names))
    return referring >= REFERRING * len(listed) and len(names) == len(listed) and ordered >= ORDERED * (len(names) - 1)


def entries(text: str, lines: Sequence[Span], indents: Sequence[int]) -> list[list[Span]]:
    """Return the lines of each entry: those that are indented deeper, and those behind one that is not complete, go on."""
    base = min(indents)
    found: list[list[Span]] = []
    for line, indent in zip(lines, indents, strict=True):
        goes_on = found and (indent > base + 1 or (text[line.start].islower() and not REFERENCES.search(text, *found[-1][-1])))
        if goes_on:
            found[-1].append(line)
        else:
            found.append([line])
    return found
