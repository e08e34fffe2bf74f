"""The labels of a page and the site's own words: what a line says about itself."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.catalogue.tables import table
from encoder.dates import find as find_dates
from encoder.language.languages import code_of
from encoder.layout.blocks import Span

_TABLE = table("pages")
#: label in small letters -> field
LABELS: dict[str, str] = {k.lower(): v for k, v in _TABLE["labels"].items()}
#: fields that may have several paragraphs, that are one line, and that no document has
LONG = frozenset(_TABLE["fields"]["long"])
SINGLE = frozenset(_TABLE["fields"]["single"])
TELLING = frozenset(_TABLE["fields"]["telling"])
#: labels that documents have too
COMMON = frozenset(w.lower() for w in _TABLE["common"]["words"])
HOSTS: tuple[str, ...] = tuple(_TABLE["site"]["hosts"])
ARCHIVE_NAMES: tuple[str, ...] = tuple(_TABLE["site"]["archive"])
PROJECTS = frozenset(_TABLE["site"]["projects"])

_NAMES = "|".join(re.escape(k).replace(r"\ ", r"\s+") for k in sorted(_TABLE["labels"], key=lambda k: (-len(k), k)))
_BULLET = r"(?:[•*·▪◦–-]\s+)?"
_LABEL = re.compile(
    rf"{_BULLET}(?P<mark>\*\*)?(?P<label>{_NAMES})(?:(?P<colon>\s?:)(?(mark)\*\*)(?=\s|\Z)|(?(mark)\*\*)\s*\Z)",
    re.I,
)
#: what labels begin with: most lines begin otherwise; no label has fewer letters before its first space
_SHORTEST = min(len(label.split()[0]) for label in LABELS)
_FIRST = frozenset(label[:_SHORTEST] for label in LABELS)
_ODD = re.compile(r"(?P<label>[A-Z][\w&/()]*(?:\s[\w&/()]+){0,3}):(?=\s|\Z)")
CONTENTS = re.compile("|".join(_TABLE["contents"].values()), re.I)
_SURE = re.compile(rf"{_BULLET}(?:{'|'.join(_TABLE['site']['sure'])})", re.I)
_SITE = re.compile(rf"{_BULLET}(?:{'|'.join((*_TABLE['site']['sure'], *_TABLE['site']['words']))})", re.I)
_SHOWN = re.compile(_TABLE["site"]["shown"], re.I)
_FOOT = re.compile(rf"{_BULLET}(?:{'|'.join(_TABLE['site']['foot'])})", re.I)
SPONSOR = re.compile(
    r"""
    (?:this|these|the)[ ](?:documents?|translations?|publication|collection)s?[ ]
    # "This document was ..."
    (?:was|were|has[ ]been|have[ ]been|is|are)[ ]made[ ]possible[ ](?:with|by|through|thanks[ ]to)
    # " the generous support"
    (?:[ ]the)?(?:[ ]generous)?(?:[ ](?:support|funding|assistance|grants?|a[ ]grant|contribution)s?)?
    (?:[ ](?:from|of|by))?[ ](?:the[ ])?(?P<who>\S.*)  # " from the Leon Levy Foundation"
    """,
    re.I | re.S | re.VERBOSE,
)  # fmt: skip
#: an address in a line of its own
ADDRESS = re.compile(r"<?(?P<url>https?://[^\s<>]+(?<![:.,;]))>?")
_ARCHIVE = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in ARCHIVE_NAMES)
#: a citation as the archive words it: title in quotation marks, date, the archive's name, where the original lies
CITED = re.compile(
    rf"""
    \s*[“\"](?P<title>.+?)[,.]?\s?[”\"],?\s+(?:(?P<date>[^“”\"]{{3,60}}?),\s+)?  # '“Letter to Mao,” May 5, 1956, '
    (?:(?:Contributed|Obtained)[^.]*\.\s+)?(?P<archive>{_ARCHIVE})\s*[,.]?\s*(?P<where>.*)  # "Obtained by ... "
    """,
    re.S | re.VERBOSE,
)  # fmt: skip
ARCHIVE = re.compile(_ARCHIVE)
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|approximately)\s+", re.I)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
UNDATED = re.compile(r"\[?\(?(?:undated|n\.\s?d\.|no date|date unknown)\)?\]?", re.I)


class Label(NamedTuple):
    """A label at the beginning of a line: its field, the span with the colon, whether it has one, and how it is written."""

    key: str
    span: Span
    colon: bool
    words: str

    @property
    def telling(self) -> bool:
        """Whether no document begins a line so."""
        return (self.key in TELLING or self.words.endswith("(s)")) and self.words not in COMMON


def label_at(text: str, line: Span) -> Label | None:
    """Return the label a line begins with: "Record ID: 7", or "Record ID" alone."""
    first = text[line.start : line.start + _SHORTEST]
    if first.isascii() and first.isalpha() and first.lower() not in _FIRST:
        return None
    m = _LABEL.match(text, line.start, line.end)
    if m is None:
        return None
    said = " ".join(m["label"].lower().split())
    return Label(LABELS[said], Span(*m.span()), bool(m["colon"]), said)


def odd_label(text: str, line: Span) -> Span | None:
    """Return the span of what looks like a label and is none that is known."""
    m = _ODD.match(text, line.start, line.end)
    return Span(*m.span()) if m else None


def is_site(said: str) -> bool:
    """Whether a line is nothing but the site's own words: a banner, a button, the form in which the document is shown."""
    return bool(_SITE.fullmatch(said) or (_SHOWN.fullmatch(said) and _language(said)))


def _language(said: str) -> bool:
    m = _SHOWN.fullmatch(said)
    return bool(m) and (not m["shown"] or bool(code_of(m["shown"])))  # type: ignore[index]


def is_sure(said: str) -> bool:
    """Whether a line stands on pages of the archive only."""
    return bool(_SURE.fullmatch(said))


def is_foot(said: str) -> bool:
    """Whether a line belongs to the foot of the page."""
    return bool(_FOOT.fullmatch(said))


def is_contents(said: str) -> bool:
    """Whether a line is one of the table of contents: "Translation - English", "German Transcript", "English"."""
    return bool(CONTENTS.fullmatch(said)) or bool(code_of(said)) or is_site(said)


@lru_cache(512)
def is_date(said: str) -> bool:
    """Whether a line is nothing but a date."""
    if len(said) > 60:
        return False
    bare = _ABOUT.sub("", said, count=1) if _ABOUT.match(said) else said
    bare = bare.strip("[]()")
    if _YEAR.fullmatch(bare) or UNDATED.fullmatch(said):
        return True
    date = next(find_dates(bare), None)
    return date is not None and date.start == 0 and date.end == len(bare)


def funders(said: str) -> list[str]:
    """Return the sponsors of "This document was made possible with support from A, B and C", each by itself."""
    m = SPONSOR.search(said)
    if not m:
        return []
    row = m["who"].strip().rstrip(".").strip()
    parts = [p.strip() for p in _APART.split(row) if p.strip()]
    if len(parts) > 1 and not all(_GIVES.search(p) or p.isupper() for p in parts):
        parts = _by_commas(row)
    return [re.sub(r"\Athe\s+", "", p) for p in parts]


def _by_commas(row: str) -> list[str]:
    """Part a row at those commas and "and"s only behind which another body begins."""
    out: list[str] = []
    for part in _APART.split(row):
        if out and not (_GIVES.search(part) and _GIVES.search(out[-1])):
            start = row.find(out[-1])
            out[-1] = row[start : row.find(part, start + len(out[-1])) + len(part)]
        else:
            out.append(part)
    return [p.strip() for p in out if p.strip()]


_APART = re.compile(r",\s+and\s+|;\s*(?:and\s+)?|,\s+|\s+and\s+(?=(?:the\s+|The\s+)?[A-Z])|\s*&\s*(?=The\s)")
_GIVES = re.compile(
    r"""
    \b
    (?: Foundations? | Funds? | Corporation | Trust | Institut\w+ | Universit\w+ | Ministry
      | Cent(?:er|re) | Endowment | Council | Agency | Association | Library | Society
      | Program(?:me)? | Office | Bank | Archives? | Family | Academy | Commission | Committee
      | Department | Embassy | Government | Group | Initiative | Museum | Company | Stiftung
      | Charit\w+ | Estate | Project )
    \b
    """,
    re.VERBOSE,
)
