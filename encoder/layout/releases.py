"""What an archive and an agency print around a paper that was secret: release lines, numbers, form numbers, boxes of classification.

"Approved For Release 2004/08/16 : CIA-RDP80X09981R000400070012-5", "Declassified in Part - Sanitized Copy ...", "DECLASSIFIED Authority NND
12345", "Doc No. C05999127": they stand at the head and foot of each page. Beside them the level of secrecy is a running head or foot, and a
number alone the page's; what stands over the text for the first time is the paper's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import spaced
from encoder.layout.lines import Line

_DOCUMENT = r"(?:CIA-RDP\w+(?:-\w+)*|C\d{8}|[A-Z]{2,5}[-_ ]?\d[\w-]{4,})"
#: the number under which a paper was released
NUMBER = re.compile(r"\b(?P<number>CIA-RDP\w+(?:-\w+)*|C0\d{7})\b")
_DAY = r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4}"
RELEASE = re.compile(
    rf"""
      (?:sanitized\s(?:copy\s)?)?approved\sfor\s(?:public\s)?release\b.*
    | declassified\s
      (?: in\s(?:part|full) | and\s(?:approved|released) | (?:by|per|under|pursuant)\b
        | (?:and\s)?authority\b | e\.?\s?o\.?\s?\d ).*
    | (?:sanitized|redacted)(?:\scopy)?(?:\s.{{0,60}})?
    | released?\sin\s(?:part|full)\b.*
    | (?:{_DOCUMENT})
    | (?:doc(?:ument)?|case|foia\scase)\s(?:no|number|id)\b\.?:?\s?[\w-]*\d[\w-]{{3,}}.{{0,80}}
    | unclassified\s+u\.?s\.?\sdepartment\sof\sstate\scase\sno.*
    | declassified\s*(?:{_DAY})?
    | authority:?\s(?:nnd|nlk|nlj|nle|nnp)[\s\d-]+.{{0,40}}
    | by\s[\w.]{{1,12}},?\s(?:nara|nlj|nlk|nle),?\s(?:date:?\s)?.{{0,20}}
    | (?:reproduced|photocopied?|photocopy)\s(?:at|from)\s(?:the\s)?(?:national\sarchives|.{{0,30}}\blibrary).{{0,30}}
    | (?:this\s)?document\s(?:was\s|has\sbeen\s)?(?:partially\s)?(?:de|re)classified\b.{{0,80}}
    | national\ssecurity\sarchive(?:,?\s.{{0,80}})?
    | \(?(?:foia|mandatory\sreview)\b.{{0,60}}
    """,
    re.X | re.I,
)
#: what nothing else has, wherever it stands: the act under which a record was released, the foot that a scanning office prints
SURE = re.compile(
    r"""
      (?:\d{3}-\d{5}-\d{5}\W{0,5}\s?)?\[?\d{4}\sRELEASE\sUNDER\sTHE\b.{0,90}
    | [A-Z]{2}\s?\d{4,6}\b.{0,4}\sDoc\s?\w{2}\W{0,2}\s?\d{6,9}\W{0,3}\s?Page.{0,14}
    """,
    re.X,
)
#: a number of a record, or of a sheet, beside such lines
_SHEET = re.compile(r"(?:\d{1,2}\s)?\d{3}-\d{5}-\d{5}\W{0,3}|1\d-0{5}")
_FORM = re.compile(
    r"(?:standard|optional|dd|cia)?\s?form\s(?:no\.?\s?)?\d[\w.-]*(?:\s.{0,40})?|\d{2,3}-\d{2,4}\s\(rev.{0,12}\)",
    re.I,
)
_BOX = re.compile(
    r"""
      document\sno\.?:?\s?\w*
    | (?:\[[\sx✓]*\]\s?)?(?:no\schange\sin\sclass\.?|declassified|class\.?\schanged\sto:?.{0,30})\s?(?:\[[\sx✓]*\])?
    | next\sreview\sdate:?.{0,30} | auth:?\s.{0,40} | date:?\s.{0,20}reviewer:?.{0,20} | reviewer:?.{0,20} | ts\s+s\s+c
    """,
    re.X | re.I,
)
_LEVEL = re.compile(
    r"""
      (?:top\s?)?secret | confidential | restricted | unclassified | classified
    | (?:for[ ])?official[ ]use[ ]only | secret\s?/\s?.{0,40}
    | (?:[tsc][ ]?o[ ]?p[ ]?)?s[ ]e[ ]c[ ]r[ ]e[ ]t | c[ ]o[ ]n[ ]f[ ]i[ ]d[ ]e[ ]n[ ]t[ ]i[ ]a[ ]l
    | (?:top[ ])?secret[ ].{0,30}only
    """,
    re.I | re.VERBOSE,
)
#: the law by which words are withheld, right below such a line: "B1, 1.4(D)"
_EXEMPT = re.compile(r"(?:(?:\(?[Bb]\)?\(?\d{1,2}\)?(?:\([A-F]\))?|1\.[45]\(?[A-Da-d]\)?|25X\d)(?:[,;\s]+|\Z)){1,8}")
#: what a receiving office prints over the second page of a cable, and the next ones: "PAGE 02        LUSAKA 02214  261540Z"
_CABLE = re.compile(r"PAGE 0*(?P<n>[2-9]|[1-9]\d)(?:\sOF\s\d{1,3})?\s[A-Z][A-Z ]{2,30}\s\d{3,6}(?:\s\d{2}\sOF\s\d{2})?\s\d{6}Z")
_PAGE = re.compile(r"[-–—]?\s?(?P<n>\d{1,4})\s?[-–—]?")
#: boxes stand among so many last lines, form numbers among so many at either end
LAST = 14
EDGE = 4

Kind = Literal["header", "footer", "number"]
MARK = "a release line"
FORM = "the number of a form"
BOXES = "boxes of the agency that released the paper"
SECRECY = "secrecy at the edge of a page"
#: the head of a page of a cable, which begins the page
CABLE = "the head of a page of a cable"
#: why a line is one of a release
WHY = frozenset({MARK, FORM, BOXES, SECRECY})


class Released(NamedTuple):
    """A line of a release: its place among the lines, what it is, the page's number where it is one."""

    line: int
    kind: Kind
    n: str
    why: str


def releases(text: str, lines: Sequence[Line]) -> Iterator[Released]:
    """Yield the lines of a release, in order; none in a text that says nothing of one."""
    said = [spaced(text[line.start : line.end]) if line.end - line.start <= 140 else "" for line in lines]
    marks = {k for k, one in enumerate(said) if one and RELEASE.fullmatch(one) and (NUMBER.search(one) or _apart(lines, k))}
    sure = {k for k, one in enumerate(said) if one and SURE.fullmatch(one)}
    marks |= {j for k, one in enumerate(said) if one and k + 1 < len(lines) and _exempt(lines, said, k) for j in (k, k + 1)}
    marks |= sure
    if sure:
        marks |= {k for k, one in enumerate(said) if one and _SHEET.fullmatch(one)}
    cables = {k: m["n"] for k, one in enumerate(said) if one.startswith("PAGE ") and (m := _CABLE.fullmatch(one))}
    if not marks and not cables:
        return
    found: dict[int, Released] = {k: Released(k, "header", "", MARK) for k in marks}
    found |= {k: Released(k, "header", n, CABLE) for k, n in cables.items()}
    ends = {*range(EDGE), *range(max(0, len(lines) - EDGE), len(lines))}
    for k, one in enumerate(said):
        near = k in ends or k - 1 in found or k + 1 in marks
        if k not in found and near and one and _FORM.fullmatch(one):
            found[k] = Released(k, "header", "", FORM)
    for k in range(max(0, len(lines) - LAST), len(lines)):
        if k not in found and said[k] and _BOX.fullmatch(said[k]):
            found[k] = Released(k, "footer", "", BOXES)
    _edges(said, found)
    for k in sorted(found):
        released = found[k]
        behind = k > 0 and all(j in found for j in range(k, len(lines)))
        foot = behind or (k not in ends and k + 1 in found and k - 1 not in found)
        yield released._replace(kind="footer") if released.kind == "header" and foot else released


def _apart(lines: Sequence[Line], k: int) -> bool:
    """Whether a line stands alone: what else looks like a release line may be a sentence of a paragraph."""
    return (not k or lines[k].blank > 0) and (k + 1 == len(lines) or lines[k + 1].blank > 0)


def _exempt(lines: Sequence[Line], said: Sequence[str], k: int) -> bool:
    """Whether a release line and the exemptions right below it stand alone: "RELEASED IN PART / B1, 1.4(D)"."""
    alone = (not k or lines[k].blank > 0) and (k + 2 >= len(lines) or lines[k + 2].blank > 0)
    return alone and not lines[k + 1].blank and bool(_EXEMPT.fullmatch(said[k + 1])) and bool(RELEASE.fullmatch(said[k]))


def _edges(said: Sequence[str], found: dict[int, Released]) -> None:
    """Add the levels of secrecy and the page numbers beside the lines found so far, outwards, but for the first level over the text."""
    first = next((k for k, one in enumerate(said) if k not in found and one and _LEVEL.fullmatch(one)), -1)
    if any(one and k not in found and not _LEVEL.fullmatch(one) for k, one in enumerate(said[: max(first, 0)])):
        first = -1  # the text stands before it
    level = {one.lower() for one in said if one and _LEVEL.fullmatch(one)}
    grown = True
    while grown:
        grown = False
        for k, one in enumerate(said):
            if k in found or not one or k == first:
                continue
            beside = k - 1 in found or k + 1 in found or k in {0, len(said) - 1}
            page = _PAGE.fullmatch(one)
            if beside and one.lower() in level:
                found[k] = Released(k, "footer" if k + 1 in found or k == len(said) - 1 else "header", "", SECRECY)
                grown = True
            elif page and (k - 1 in found or k + 1 in found):
                found[k] = Released(k, "number", page["n"], "a page's number beside a release line")
                grown = True
