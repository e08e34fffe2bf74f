"""The capitalised words of a text, in runs."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.draft.model import BARRIER
from encoder.language.lexicon import words
from encoder.names.kinds import Kind, kinds
from encoder.names.tongue import Tongue

_UPPER = words.UPPER
#: short given names and short words of places, small and in capitals
_NAMES = words.table("names")
_SHORT = sorted({v for w in (*_NAMES["short"], *_NAMES["given_short"]) for v in (w, w.upper())}, key=lambda w: (-len(w), w))
_SHORT_BY_LETTER = "|".join(
    rf"(?<={letter})(?:{'|'.join(w[1:] for w in _SHORT if w[0] == letter)})" for letter in sorted({w[0] for w in _SHORT})
)
#: one word: initials ("J.", "U.S."), an abbreviation with its full stop, a word that may have apostrophes and hyphens inside;
#: the capital comes first, by itself: so the search skips what is none
WORD = re.compile(
    rf"""
    [{_UPPER}]
    (?: \.(?:[{_UPPER}]\.)*(?:-[{_UPPER}]\.)?                       # J.  U.S.S.R.  J.-P.
      | (?:{_SHORT_BY_LETTER})\.                                   # Wm.  St.  Yu.
      | (?:[^\W\d_]+|[’'](?![sS]\b)(?=[^\W\d_])|-(?=[^\W\d_]))*   # O’Neill  Beer-Hofmann
    )
    """,
    re.X,
)
#: what may stand between two words of one run, and of which sort it is
SPACE = "space"
PARTICLE = "particle"
OF = "of"
ON = "on"
AND = "and"
COMMA = "comma"
OWN = "own"
_GAPS: dict[str, str] = {" ": SPACE, "": SPACE, " & ": AND, " and ": AND, " AND ": AND}
#: small words of names that some write with a capital
CAPITAL_PARTICLES = frozenset(words.table("names")["capital_particles"])
#: the same before the first capital of a name: "von Holleben", "arap Koske", "d’Estournelles"
PARTICLE_BEFORE = re.compile(
    r"""
    (?:(?<=\s)|(?<=[(\[“\"])|\A)
    (?: (?:de|von|van|di|da|du|del|della|ter|zu|arap|ibn|bin|ben|abu|dos)\s
        (?:(?:der|den|la|las|los)\s)?  # "van der "
      | (?:al|el|as|ash|an|at|az|ad|ar)[-–] | [dD][’'] )  # "al-", "d’"
    \Z
    """,
    re.VERBOSE,
)
#: how the particles of this pattern end: most names have something else before them
_ENDS = ("de", "on", "an", "di", "da", "du", "el", "la", "er", "zu", "ap", "bn", "in", "en", "bu", "os", "as")
#: what parts one from the name behind it, where it is no hyphen or apostrophe
_BLANKS = [chr(n) for n in range(0x3001) if chr(n).isspace()]
_PARTICLE_ENDS = frozenset(end + blank for end in _ENDS for blank in _BLANKS)


def may_be_particle(before: str) -> bool:
    """Whether the three characters before a name may be the end of a particle, with what parts the two."""
    return before in _PARTICLE_ENDS or before[-1:] in "-–’'"


#: so many characters it has
PARTICLE_LONG = 10
for _p in words.table("names")["particles"]:
    _GAPS[f" {_p} "] = PARTICLE
for _p in ("al-", "el-", "as-", "ash-", "an-", "at-", "az-", "ad-", "ar-", "ul-", "d’", "d'"):
    _GAPS[f" {_p}"] = PARTICLE
    _GAPS[f" {_p.title()}"] = PARTICLE
for _p in words.table("names")["joining"]:
    _GAPS[f" {_p} "] = _GAPS[f" {_p.upper()} "] = ON if _p in {"on", "on the"} else OF
#: the same in capitals, which are no words of a run
_JOINING = frozenset(w for p in words.table("names")["joining"] for w in p.upper().split()) | {"AND"}
_GAPS[", "] = COMMA
for _p in ("’s ", "'s ", "’S ", "'S ", "’ ", "' "):
    _GAPS[_p] = OWN
_GAPS[", and "] = COMMA
_ARTICLE = re.compile(r"(?<![^\W\d_])(?:[Aa]l|[Ee]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]t|[Aa]z|[Aa]d|[Aa]r|[Uu]l)-\Z")
#: what is no part of a name behind it: "anti-Castro"
_PREFIX = re.compile(
    r"(?<![^\W\d_])(?:[Aa]nti|[Pp]ro|[Nn]on|[Ee]x|[Pp]ost|[Pp]re|[Mm]id|[Tt]rans|[Pp]an|ANTI|PRO|NON|EX)-\Z"
)
#: "74th Regiment"
_NUMBERED = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:st|nd|rd|th|d|ST|ND|RD|TH|D))\s\Z")
#: a line of so many characters goes on in the next
WIDE = 50
#: words of one run stand no further apart
_FAR = 24


_FOREIGN = Kind.FOREIGN


class Word(NamedTuple):
    """A capitalised word: where it stands, what it can be, and how it hangs together with the word before."""

    start: int
    end: int
    text: str
    kind: int
    gap: str


def runs(
    prose: str,
    lines: str = "",
    foreign: bool = False,
    own: Tongue | None = None,
    pages: AbstractSet[int] = frozenset(),
    wide: int = WIDE,
) -> Iterator[list[Word]]:
    """Yield the runs of capitalised words, in order; with ``lines``, the text itself, no run goes on over a line's end.

    But it does where the line has more than ``wide`` characters. ``own`` is what the language of the text says of its words.
    ``pages`` are the offsets where marks of pages begin, which are white space in ``prose``: a run goes on over them.
    """
    run: list[Word] = []
    end = -10
    for m in WORD.finditer(prose):
        start, stop = m.span()
        text = m[0]
        if start and prose[start - 1] != " " and not _begins(prose, start, text):
            continue
        if text in _JOINING and run and start - end < 6 and run[-1].text.isupper():
            continue  # "BOARD OF GUARDIANS"
        if prose[stop : stop + 1] not in _BEHIND and _marks_file(text, prose[stop : stop + 2]):
            continue
        if own is not None and (more := own.skipped(text)):
            start, text = start + more, text[more:]
        gap = ""
        if start - end < _FAR:
            gap = _GAPS.get(prose[end:start]) or _odd_gap(prose, end, start, pages)
            if gap == SPACE:
                if lines and "\n" in lines[end:start] and not _full(lines, end, start, wide):
                    gap = ""
            elif gap:
                gap = _held(run, gap, text, not lines or "\n" not in lines[end:start] or _full(lines, end, start, wide))
        if not gap and run:
            yield run
            run = []
        if not run and start > 3 and prose[start - 2] in "dhtDHT" and (numbered := _NUMBERED.search(prose, max(0, start - 6), start)):
            run.append(Word(numbered.start(1), numbered.end(1), numbered[1], Kind.ORDINAL | Kind.WORD, ""))
            gap = SPACE
        kind = kinds(text)
        if kind & _FOREIGN:
            kind = (kind | Kind.FUNCTION if foreign else kind) & ~_FOREIGN
        if own is not None:
            kind = own.kind(text, kind)
        end = stop
        run.append(_word(Word, (start, end, text, kind, gap)))
    if run:
        yield run


#: a word made so takes half the time
_word = tuple.__new__
#: what stands behind most words, and makes no mark of a file of one
_BEHIND = frozenset(" ,.;:\n’'()”")


def _marks_file(text: str, behind: str) -> bool:
    """Whether a word is the mark of a file or a report by its number, from what is behind it: "CIA-RDP79T01146A", "NSC-68"."""
    if behind[:1].isdigit():
        return "-" in text
    return behind[:1] in "-–" and behind[1:].isdigit() and len(text) > 1 and text.isupper()


def _begins(prose: str, start: int, text: str) -> bool:
    """Whether what stands before a capital, no space, is no part of its word."""
    before = prose[start - 1]
    if before.isalpha() or before == "_" or (before in "’'-" and start > 1 and prose[start - 2].isalpha() and not _elided(prose, start)):
        return False
    if before.isdigit() and len(text) == 1:
        return False  # "033.90B51G", "F-4E"
    return not (before in "</" and start > 1 and "<" in prose[start - 2 : start])  # "<Newspeech>"


def _held(run: list[Word], gap: str, text: str, one_line: bool) -> str:
    """Return of which sort a gap is that is more than a space, ``""`` where no name goes on over it here."""
    if gap == COMMA and text in {"Jr.", "Sr."}:
        return SPACE if one_line else ""
    if not one_line:
        return ""
    if run and run[-1].kind & Kind.FUNCTION and not run[-1].kind & ~(Kind.FUNCTION | Kind.WORD):
        return gap if run[-1].text in CAPITAL_PARTICLES and gap == PARTICLE else ""
    return gap


def _full(lines: str, end: int, start: int, wide: int) -> bool:
    """Whether a line ends between two words for want of room: it is long and the next one has no indent, or begins small."""
    first = lines.find("\n", end, start) + 1
    if lines[first : first + 1].islower() and lines[end:first].isspace():
        return True  # "De" and in the next line "la Rue"
    return lines.count("\n", end, start) == 1 and lines[start - 1] == "\n" and end - lines.rfind("\n", 0, end) > wide


def _odd_gap(prose: str, end: int, start: int, pages: AbstractSet[int]) -> str:
    """Return of which sort what stands between two words is, where it is none as it stands there."""
    between = prose[end:start]
    # only other white space than single spaces can make it one
    gap = _gap(between) if "  " in between or not between.isprintable() else ""
    return gap or (_over_page(prose, end, start, pages) if pages else "")


@lru_cache(maxsize=8192)
def _gap(between: str) -> str:
    """Return of which sort the text between two capitalised words is; a line end inside a paragraph is a space."""
    if len(between) < 2 or BARRIER in between or ("   " in between and "\n" not in between):
        return ""
    inner = " ".join(between.split())
    return _GAPS.get(" " * between[0].isspace() + inner + " " * (between[-1].isspace() and not between.isspace()), "")


def _over_page(prose: str, end: int, start: int, pages: AbstractSet[int]) -> str:
    """Return a space where only the mark of a page stands between two words: "United States [Page 147] Intelligence Board"."""
    if not pages or end < 0 or not prose[end:start].isspace():
        return ""
    return SPACE if any(at in pages for at in range(end, min(start, end + 3))) else ""


def _elided(prose: str, start: int) -> bool:
    """Whether what stands before is an article or preposition of its own: "d’Estournelles", "l’Italie", "al-Amash"."""
    if prose[start - 1] == "-":
        return _ARTICLE.search(prose, max(0, start - 5), start) is not None or _PREFIX.search(prose, max(0, start - 7), start) is not None
    return prose[start - 2] in "dDlL" and not (start > 2 and prose[start - 3].isalpha()) and prose[start - 1] in "’'"


def halves(word: Word) -> Iterator[Word]:
    """Yield the halves of two names with a hyphen: "the Cabot-Wang talks"."""
    head, hyphen, tail = word.text.partition("-")
    if hyphen and tail[:1].isupper() and len(head) > 1 and "-" not in tail:
        yield Word(word.start, word.start + len(head), head, kinds(head), word.gap)
        yield Word(word.end - len(tail), word.end, tail, kinds(tail), SPACE)
