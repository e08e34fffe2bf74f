"""Who translated, obtained, contributed or edited a document: the sentences behind the archive's signature.

"Obtained by A and translated by Dr. B and C; edited by D", "Translated from German for CWIHP by A", "translation by A",
"copy courtesy of the Monsoon Archive": each person once for each thing done, without the title before the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from encoder import lazy_re as re

_DONE = r"""(?x:
      [Tt]ranslated | [Oo]btained | [Cc]ontributed | [Pp]rovided | [Ee]dited | [Tt]ranscribed
    | [Aa]nnotated | [Cc]ompiled | [Ii]ntroduced | [Ss]elected | [Pp]repared | [Dd]onated | [Pp]ublished
    | [Dd]iscovered | [Ll]ocated | [Rr]evised | [Cc]hecked | [Ss]ubmitted | [Ss]upplied
)"""
_NOUNS = {"translation": "translated", "transcription": "transcribed", "translations": "translated"}
#: the words that say what was done, up to the name
SAYING = re.compile(
    rf"""
    \b(?P<done>(?:{_DONE})(?:(?:\s*,\s*|\s*,?\s+(?:and|&)\s+)(?:{_DONE}))*)
      (?P<between>(?:\s+(?!by\b)[\w.'’-]+){{0,8}}?)\s+by\s+
  | \b(?P<noun>(?:[A-Z][a-z]+\s+)?[Tt]rans(?:lation|cription)s?)\s*(?:by\s+|:\s*)
  | \b(?P<courtesy>(?:[Cc]opy\s+)?(?:[Cc]ourtesy\s+of|[Oo]n\s+file\s+(?:at|in|with)|[Gg]iven\s+by))\s+
    """,
    re.X,
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?(?P<language>[A-Z][a-z]+)")
_FOR = re.compile(r"\bfor\s+(?:the\s+)?(?P<project>[A-Z][\w ]*?)\Z")
_TITLE = re.compile(r"(?:(?:Drs?|Prof|Professor|Mr|Ms|Mrs|Amb|Ambassador|Sir|Dame)\.?\s+)+")
_PARTICLE = r"(?:de|del|della|di|da|dos|du|la|le|von|van|der|den|zu|bin|ibn|al|el|y|ter|te)"
_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.’'\-–]*|[a-z]{1,3}[-’'][A-Z]\w+)"
#: the names of a person, or of a body with small words in it
_NAME = re.compile(
    rf"""
    (?:the\s+|The\s+)?{_WORD}
    (?:\s+(?:{_WORD}|{_PARTICLE}(?=\s)|(?:of|for|and|the|on)(?=\s+(?:the\s+)?[A-Z])))*
    (?:,?\s+(?:Jr|Sr)\.?|\s+I{{2,3}})?
    """,
    re.VERBOSE,
)
BODY = re.compile(
    r"""
    \b
    (?: Institut\w* | Archiv\w* | Cent(?:er|re) | Circle | Universit\w+ | Project | Foundation | Fund
      | Museum | Library | Society | Committee | Commission | Council | Association | Academy
      | Program(?:me)? | Office | Ministry | Department | Embassy | Service | Staff | Group | Press
      | Agency | Bureau | Network | College | School | CWIHP | NKIDP | NPIHP | Corporation | Trust
      | Endowment | Collection | House | Union )
    \b
    """,
    re.VERBOSE,
)
#: between two names of a row
_BETWEEN = re.compile(r"\s*(?:;|,?\s+(?:and|with|&)\s+|,)\s*(?!(?:Jr|Sr)\b)")
_STOP = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bDr)(?<!\bJr)(?<!\bSt)(?<!\bProf)[.](?=\s|\Z)|[<\[(]|https?://")


class Responsible(NamedTuple):
    """Somebody and what he did: ``resp`` in the words of the page, with "by"; ``body`` says that it is no person."""

    resp: str
    name: str
    body: bool
    project: str
    language: str


def responsible(said: str) -> Iterator[Responsible]:
    """Yield everybody a credit names, in order; a name that is none ends the row it stands in."""
    found = list(SAYING.finditer(said))
    for k, m in enumerate(found):
        end = found[k + 1].start() if k + 1 < len(found) else len(said)
        row = said[m.end() : end]
        stop = _STOP.search(row)
        row = row[: stop.start()] if stop else row
        between = m["between"] or ""
        project, language = _found(_FOR, between), _found(_FROM, between)
        for named in _names(row):
            name = re.sub(r"\A[Tt]he\s+", "", named)
            yield Responsible(_resp(m), name, bool(BODY.search(name)), project, language)


def _found(pattern: re.Pattern[str], between: str) -> str:
    m = pattern.search(between)
    return m.group(m.lastindex or 0).strip() if m else ""


def first_credit(said: str) -> int:
    """Return where the credits begin in what stands behind the name of the archive; the length where there are none."""
    m = SAYING.search(said)
    return m.start() if m else len(said)


def _resp(m: re.Match[str]) -> str:
    if m["done"]:
        return " ".join(m["done"].lower().split()) + " by"
    if m["noun"]:
        return _NOUNS[m["noun"].split()[-1].lower()] + " by"
    return " ".join(m["courtesy"].lower().split())


def _names(row: str) -> list[str]:
    """Return the names of a row: "Dr. A B, C D, and the E Institute" has three."""
    out: list[str] = []
    for part in _BETWEEN.split(row.strip()):
        bare = _TITLE.sub("", part.strip(" .,;"), count=1) if _TITLE.match(part.strip()) else part.strip(" ,;")
        name = _NAME.match(bare)
        if not name:
            if part.strip(" .,;"):
                break
            continue
        if out and BODY.search(out[-1]) and len(name.group().split()) == 1 and not BODY.search(name.group()):
            break  # the town behind a body's name
        out.append(_kept_stop(name.group()))
        if name.end() < len(bare.rstrip(" .")):
            break
    return out


def _kept_stop(name: str) -> str:
    """Take the full stop of the sentence off a name, not that of an initial."""
    return name.rstrip(",") if re.search(r"(?:\b[A-Z]|\b[JS]r)\.\Z", name) else name.rstrip(".,")
