"""What belongs to the page and not to the text: page numbers, running heads and feet, signatures, catchwords.

An explicit mark ("[Page 12]", "(p. 3)", a form feed) is believed where its numbers rise; a figure alone, or a line with a figure at its
edge, only where it is one of a row that counts on, and the lines beside it repeat or a sentence goes on over it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Span
from encoder.layout.lines import Line, ends, small
from encoder.layout.releases import releases
from encoder.layout.wrappers import wrappers

Kind = Literal["page", "number", "header", "footer", "sig", "catch", "wrapper"]

_N = r"(?:[A-Z]{0,2}\d{1,5}[a-z]?|[ivxlcdm]+|[IVXLCDM]+)"
#: the word for a leaf, as those write it who transcribe manuscripts
_LEAF = r"(?:[Ff]\.|[Ff]o\.|[Ff]ol\.?|[Ff]olio|[Bb]l\.)"
#: a mark alone on its line, as archives and editions write it
ALONE = re.compile(
    rf"""
      \[{{1,2}}(?:[Pp]age|PAGE|[Pp]\.|[Pp]g\.?)\s?(?P<page>{_N})\]{{1,2}}   # [Page 12]  [[Page S696]]  [p. 3]
    | \[{_LEAF}\s?(?P<leaf>\d{{1,4}}(?:\s?[rv])?)[°º]?\]                      # [f. 2r]  [fol. 5 v°]
    | \[(?P<square>\d{{1,4}})\]                                            # [12]
    | \{{(?P<curly>\d{{1,4}})\}}                                           # {{12}}
    | \|\s?(?P<bars>\d{{1,4}})\s?\|                                        # |12|
    | \([Pp]\.\s?(?P<round>{_N})\)                                         # (p. 12)
    | [-–—~]{{1,2}}\s?(?P<dashes>\d{{1,4}})\s?[-–—~]{{1,2}}                  # - 12 -  -- 12 --
    | \[(?:Column|COLUMN|[Cc]ols?\.)\s?(?P<column>\d{{1,5}}[A-Z]{{0,2}})\]    # [Column 412]
    | (?:Column|COLUMN)\s(?P<bare>\d{{2,5}}[A-Z]{{0,2}})                      # Column 412
    | (?:Page|PAGE)\s(?P<word>{_N})(?:\s?(?:of|/)\s?\d+)?                  # Page 3 of 7
    | [-_=]{{8,}}\s(?:Page|PAGE)\s(?P<ruled>{_N})                           # --------- Page 9
    | \#{{1,6}}\s(?:Page|[Pp]\.)\s?(?P<hash>{_N})(?:\s\(\#\d+\))?          # ## p. 12 (#34)
    """,
    re.X,
)
#: forms that nothing else has: their numbers need not rise
SURE = frozenset({"page", "hash", "column", "leaf", "ruled"})
#: a line is drawn before such a mark, however long
_DRAWN = frozenset("-_=")
#: a copyist's word on what is not there stands at the top of its page: "[Pages 8-24 not transcribed]"
_NOTICE = re.compile(r"\[(?=[^\[\]]*[a-z]{3})[^\[\]]+\]")
#: the same inside a line
INSIDE = re.compile(
    rf"""
      \((?:[Pp]\.)\s?(?P<round>\d{{1,4}})\)  # "(p. 12)"
    | \[[Pp]\.\s?(?P<square>\d{{1,4}}[rv]?)\]  # "[p. 12v]"
    | \[{_LEAF}\s?(?P<leaf>\d{{1,4}}(?:\s?[rv])?)[°º]?\]  # "[f. 2 r°]"
    | \[(?:Column|COLUMN|[Cc]ol\.)\s?(?P<column>\d{{1,5}}[A-Z]{{0,2}})\]  # "[Column 412]"
    | \{{(?P<curly>\d{{1,4}})\}}  # "{{12}}"
    | \|(?<![|\w]\|)(?P<bars>\d{{1,4}})\|(?![|\w])  # "|12|"
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d{1,4}")
#: "194    THE BRIDGE", "THE BRIDGE.    195"
_EDGE = re.compile(
    r"""
      (?:Page\s)?(?P<left>\d{1,4})\.?(?:\s(?:of|/)\s\d{1,4})?(?:\s{2,}|\s(?=[A-Z]{2}))
      (?P<behind>\S.*)  # "Page 12 of 30   THE DIARY"
    | (?P<before>.*\S)(?:\s{2,}|(?<=[A-Z.\]])\s)(?:Page\s)?(?P<right>\d{1,4})
      (?:\s(?:of|/)\s\d{1,4})?  # "THE DIARY   12"
    """,
    re.VERBOSE,
)
#: what counts something else than pages: "DOCUMENT No. 3", "LETTER 12"
_COUNTS = re.compile(
    r"""
    \b(?: n[or]s? | n[º°] | number | document | letter | chapter | part | book | act | scene | section
      | article | question | item | table | fig(?:ure)? | plate | vol(?:ume)? | appendix | annex | exhibit
      | tape | canto | sonnet | paragraph | lot | box | case )\.?\Z
    """,
    re.I | re.VERBOSE,
)
_SIGNATURE = re.compile(r"(?:(?:Vol|VOL)\.\s[IVX]+\.?\s+)?\*?[A-Z]{1,2}\s?\d{0,2}")
_NO_LETTER = re.compile(r"[\W\d_]+")
_LEADERS = re.compile(r"\.{4}|(?:\. ){3}")
#: nobody prints a longer running head
LONGEST = 76
#: a signature stands alone so far from the margin, also below a note
MIDDLE = 20
#: with the space between it and the number of its page
WIDEST = 140
#: pages are no shorter than so many lines, and their number steps on by no more than so many leaves that were left out
SHORTEST = 4
STEP = 3
#: what may be a year is no page
YEARS = 1000
#: figures alone, without a sentence that goes on over them, are pages where so many stand so far from one another
ROW = 4
FAR = 15
EVEN = 2.0
#: so many lines above or below a page's number may be its running head, signature and catchword
NEAR = 3
#: a line that ends a sentence is a full one, not a heading
SENTENCE = 30
#: a number of a page jumps by no more; so many lines may stand above the first page
JUMP = 50
EDGE = 4


#: a title of so many letters comes again over a page
TITLE = 10
AGAIN = "a running {}: it comes again beside other page marks"


class Furniture(NamedTuple):
    """What belongs to the page: ``line`` is its place among the lines, ``n`` the number of the page that it begins."""

    line: int
    span: Span
    kind: Kind
    n: str = ""
    rend: str = ""
    why: str = ""


def furniture(text: str, lines: Sequence[Line], beyond: Collection[int] = ()) -> list[Furniture]:
    """Return everything that belongs to the pages, in the order of the text.

    ``beyond`` are the lines that the numbers at the margin do not count.
    """
    found: dict[int, Furniture] = {piece.line: piece for piece in explicit(text, lines)}
    around: dict[int, Furniture] = {}
    for k, why in wrappers(text, lines):
        # "[Page S771]" in the first lines of a record says where it begins
        n = found.pop(k).n if k in found else ""
        around[k] = Furniture(k, Span(lines[k].start, lines[k].end), "wrapper", n, "", why)
    for piece in _numbered(text, lines, {**found, **around}):
        found.setdefault(piece.line, piece)
    feeds = [k for k, line in enumerate(lines) if k and "\f" in text[lines[k - 1].end : line.start]] if "\f" in text else []
    for k in sorted(beyond, reverse=True):
        if k not in found and k not in around and lines[k].end - lines[k].start <= LONGEST:
            found[k] = _uncounted(text, lines, k, found, beyond)
    if found or feeds:
        for piece in _beside(text, lines, found, feeds, around):
            if piece.line not in around:
                found.setdefault(piece.line, piece)
    for one in releases(text, lines):
        line = lines[one.line]
        span = Span(line.start, line.end)
        form = rend(text[slice(*span)], one.n) if one.n else ""
        found.setdefault(one.line, Furniture(one.line, span, one.kind, one.n, form, one.why))
    found.update(around)
    return [found[k] for k in sorted(found)]


def _uncounted(text: str, lines: Sequence[Line], k: int, found: Mapping[int, Furniture], beyond: Collection[int]) -> Furniture:
    """Return a line above or below the counted lines of a page: its number, or words of its head or foot."""
    span = Span(lines[k].start, lines[k].end)
    if _NUMBER.fullmatch(text, *span) and not any(piece.n for j, piece in found.items() if abs(j - k) <= NEAR):
        return Furniture(k, span, "number", text[slice(*span)], "{}", "a number alone above the counted lines of a page")
    # right below the last counted line, and what follows it, unless it stands above the first page too
    top = {_normal(text[lines[j].start : lines[j].end]) for j in range(EDGE) if j in beyond and all(i in beyond for i in range(j))}
    foot = k > 0 and k - 1 not in beyond and _normal(text[slice(*span)]) not in top
    return Furniture(k, span, "footer" if foot else "header", "", "", "the numbers of the page's lines do not count it")


def explicit(text: str, lines: Sequence[Line]) -> Iterator[Furniture]:
    """Yield the marks that stand alone on their lines; those that something else could be only where their numbers rise."""
    last = 0
    for k, line in enumerate(lines):
        if (line.end - line.start > 24 and text[line.start] not in _DRAWN) or not (mark := ALONE.fullmatch(text, line.start, line.end)):
            continue
        form = mark.lastgroup or ""
        n = "".join(mark[form].split())  # "2 r"
        if form not in SURE and n.isdigit():
            if int(n) <= last or (last and int(n) > last + JUMP):
                continue
            last = int(n)
        yield Furniture(k, Span(line.start, line.end), "page", n, rend(text[line.start : line.end], n), f"a page mark: {mark.group()}")


def rend(mark: str, n: str) -> str:
    """Return how a mark is written, with ``{}`` for its number and without spaces: @rend is a list of words."""
    return "".join(mark.split()).replace(n, "{}", 1)


class _Candidate(NamedTuple):
    line: int
    n: int
    rest: str


def _numbered(text: str, lines: Sequence[Line], known: Mapping[int, Furniture]) -> Iterator[Furniture]:
    """Yield lines with a page's number, alone or beside a running head, that count on."""
    title = _normal(text[lines[0].start : lines[0].end]) if lines else ""
    open_rows: dict[int, list[_Candidate]] = {}
    rows: list[list[_Candidate]] = []
    for found in _candidates(text, lines, known):
        row = next((open_rows.pop(found.n - s) for s in range(1, STEP + 1) if found.n - s in open_rows
                    and found.line - open_rows[found.n - s][-1].line >= SHORTEST), None)
        if row is None:
            row = []
            rows.append(row)
        row.append(found)
        open_rows[found.n] = row
    for row in rows:
        why = _believed(text, lines, row)
        if not why:
            row = [found for found in row if found.line > EDGE and len(title) >= TITLE and title in found.rest]
            why = "a running head: the first line of the text with the number of a page"
        for found in row:
            line = lines[found.line]
            span, n = Span(line.start, line.end), str(found.n)
            if found.rest:
                yield Furniture(found.line, span, "header", n, "", why)
            else:
                yield Furniture(found.line, span, "number", n, "{}", why)


def _candidates(text: str, lines: Sequence[Line], known: Mapping[int, Furniture]) -> Iterator[_Candidate]:
    for k, line in enumerate(lines):
        if k in known or line.end - line.start > WIDEST or not (text[line.start].isdigit() or text[line.end - 1].isdigit()
                                                                          or text.startswith("Page ", line.start)):
            continue
        if _NUMBER.fullmatch(text, line.start, line.end):
            yield _Candidate(k, int(text[line.start : line.end]), "")
            continue
        edge = _EDGE.fullmatch(text, line.start, line.end)
        if edge and len(edge["behind"] or edge["before"]) > LONGEST:
            continue
        if edge and not _LEADERS.search(text, line.start, line.end):
            if edge["left"] and text.startswith(". ", line.start + len(edge["left"])) and edge["behind"][:1] != " ":
                continue  # "256. JANE HALE TO AMOS PYM" counts letters
            said = edge["behind"] or edge["before"]
            rest = _normal(said)
            if edge["before"] and _COUNTS.search(said):
                continue
            if len(rest) > 2 and (said.isupper() or (line.blank and (k + 1 == len(lines) or lines[k + 1].blank))):
                yield _Candidate(k, int(edge["left"] or edge["right"]), rest)


def _normal(said: str) -> str:
    return _NO_LETTER.sub("", said).upper()


def _believed(text: str, lines: Sequence[Line], row: Sequence[_Candidate]) -> str:
    """Say why a row of numbers are those of pages; ``""`` if they are not."""
    if len(row) < 2:
        if not row[0].rest and _foot(text, lines, row[0]):
            return "a number alone below the last line"
        return "a sentence goes on over a number alone" if not row[0].rest and _interrupts(text, lines, row[0].line, hyphen=True) else ""
    heads = Counter(found.rest for found in row if found.rest)
    said = f"numbers from {row[0].n} to {row[-1].n}"
    if heads and (heads.most_common(1)[0][1] > 1 or all(heads[found.rest] for found in row if found.rest)) and _repeated(row):
        return f"{said} beside a running head that comes again"
    over = sum(_interrupts(text, lines, found.line) for found in row)
    if over and 3 * over >= len(row) - 1:
        return f"{said}, and sentences go on over them"
    if heads and _leaves(text, lines, row):
        return f"{said}, even ones at the left and odd ones at the right of titles in capitals"
    gaps = [b.line - a.line for a, b in pairwise(row)]
    alone = not heads and row[-1].n < 1000
    if alone and len(row) >= ROW and min(gaps) >= FAR and max(gaps) <= EVEN * min(gaps):
        return f"{said}, as far from one another as pages are long"
    return ""


def _foot(text: str, lines: Sequence[Line], found: _Candidate) -> bool:
    """Whether a number of a page, no year, stands alone at the end of a text of sentences."""
    if found.line + 1 < len(lines) or not lines[found.line].blank or found.n >= YEARS:
        return False
    told = sum(_text(line) and ends(text, line) for line in lines[:-1])
    return told > NEAR and told * 2 > len(lines) / 2 and ends(text, lines[-2])


def _leaves(text: str, lines: Sequence[Line], row: Sequence[_Candidate]) -> bool:
    """Whether the numbers stand as on the two pages of a leaf, the even ones left and the odd ones right of a title in capitals."""
    sides = set()
    for found in row:
        line = lines[found.line]
        said = text[line.start : line.end]
        left = said[0].isdigit()
        if not found.rest or not said.isupper() or "  " not in said or left == bool(found.n % 2):
            return False
        sides.add(left)
    return len(sides) > 1


def _repeated(row: Sequence[_Candidate]) -> bool:
    """Whether the running heads of a row are one, or two that take turns."""
    heads = [found.rest for found in row if found.rest]
    return len(set(heads)) <= max(1, len(heads) - 1)


def _interrupts(text: str, lines: Sequence[Line], k: int, hyphen: bool = False) -> bool:
    """Whether a sentence goes on over a line."""
    if not 0 < k < len(lines) - 1:
        return False
    before = next((lines[j] for j in range(k - 1, max(-1, k - 1 - NEAR), -1) if _text(lines[j])), None)
    behind = next((lines[j] for j in range(k + 1, min(len(lines), k + 1 + NEAR)) if _text(lines[j])), None)
    if before is None or behind is None or ends(text, before) or not small(text, behind):
        return False
    return not hyphen or text[before.end - 1] in "-¬⸗\xad" or (lines[k].blank > 0 and lines[k + 1].blank > 0)


def _text(line: Line) -> bool:
    return line.end - line.start >= SENTENCE


def _beside(text: str, lines: Sequence[Line], found: Mapping[int, Furniture], feeds: Sequence[int],
            around: Collection[int]) -> Iterator[Furniture]:
    """Yield running heads, signatures and catchwords above and below the marks of pages."""
    near: dict[str, set[int]] = defaultdict(set)
    edges = [(k - 1, k + 1) for k in found] + [(k - 1, k) for k in feeds]
    for above, below in edges:
        for k in (*range(above, max(-1, above - NEAR), -1), *range(below, min(len(lines), below + NEAR))):
            said = text[lines[k].start : lines[k].end]
            if k not in found and k not in around and len(said) <= LONGEST and not _counted(said) and not _NOTICE.fullmatch(said):
                near[_normal(said)].add(k)
    heads = {piece.line: _normal(text[slice(*piece.span)]) for piece in found.values() if piece.kind == "header"}
    again = {name for name, places in near.items() if len(name) > 1 and (len(places) > 1 or name in heads.values())}
    first = min([*found, *feeds], default=0)
    for above, below in edges:
        yield from _up(text, lines, above, again, first)
        k = below
        while k < len(lines) and k < below + NEAR and _normal(text[lines[k].start : lines[k].end]) in again:
            if k > first or len(heads) > 1:
                yield Furniture(k, Span(lines[k].start, lines[k].end), "header", "", "", AGAIN.format("head"))
            k += 1


def _counted(said: str) -> bool:
    """Whether a line counts what follows: "DOCUMENT No. 3" comes again with another number, and is no running head."""
    bare = said.rstrip("0123456789 .")
    return bare != said.rstrip(" .") and _COUNTS.search(bare) is not None


def _up(text: str, lines: Sequence[Line], above: int, again: set[str], first: int) -> Iterator[Furniture]:
    k = above
    following = next((text[line.start : line.end].split(maxsplit=1)[0] for line in lines[above + 1 : above + 1 + 2 * NEAR]
                      if _text(line)), "")
    while k > max(0, above - NEAR):
        line = lines[k]
        said = text[line.start : line.end]
        span = Span(line.start, line.end)
        if _normal(said) in again and k > first:
            yield Furniture(k, span, "footer", "", "", AGAIN.format("foot"))
        elif _SIGNATURE.fullmatch(said) and (not ends(text, lines[k - 1]) or line.indent >= MIDDLE):
            yield Furniture(k, span, "sig", "", "", "the signature of a sheet at the foot of a page")
        elif following and said == following and k > 0 and line.blank == 0 and len(said) > 1:
            yield Furniture(k, span, "catch", "", "", "the catchword at the foot of a page: the next begins with it")
        else:
            return
        k -= 1
