"""The grammar of archival signatures.

``AVPRF F. 0102, Op. 13, P. 72, Delo 5, Listy 165-192``, ``BStU, ZA, HA X 104, pp. 49-51``, ``PRC FMA 111-00016-16, 66-67``,
``MNL OL, M-KS 288.f. 5/9427.ő.e., pp. 14-17``: the archive, the series it lies in from the largest to the smallest, its own number,
the leaves. Several archives stand apart by semicolons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from encoder import lazy_re as re
from encoder.catalogue.archives import Archive, at_start, inside, of_seat, seat

#: words that count a series -> its level; a full stop may stand behind them
_LEVELS = (
    ("fond", r"[Ff]onds?|[Ff]und|[Zz]espół|[Ff]"),
    ("opis", r"[Oo]pis['’]?|[Oo]p|[Dd]ans"),
    ("series", r"[Pp]er(?:echen['’]?)?|[Ss]eries|[Ss]érie|[Ss]eria|[Ss]ubseries|[Rr]ecord\s[Gg]roup|RG|[Pp]ortfel"),
    ("papka", r"[Pp]apka|[Pp]or|P|p"),
    ("box", r"[Bb]ox(?:es)?|[Cc]arton|[Kk]arton|[Kk]rabice|[Bb]usta|[Bb]|[Ss]v|[Ss]vazek|[Kk]|[Dd]oboz|[Ww]iązka"),
    ("volume", r"[Vv]ol(?:ume)?s?|[Bb]d|[Tt]ome?|[Rr]oll|[Mm]icrofilm|[Rr]eel|V|v|[Vv]iti"),
    ("file", r"[Dd]elo|[Dd]el|[Dd]|[Dd]ok(?:ument)?|[Dd]osar|[Dd]ossier|[Ff]iles?|[Ff]older|[Ff]asc|[Ss]ygn"
             r"|a\.\s?[ej]|arh\.\s?ed|ő\.\s?e|[Nn]o|[Nn]r|[Dd]os|[Bb]od|[Ii]nv|[Jj]ednotka|[Aa]kt[ay]?|[Nn]ot|[Kk]h/n|[Tt]eczka"),
)  # fmt: skip
_COUNTED = "|".join(pattern for _, pattern in _LEVELS)
_NUMBER = r"(?:№|N[o°º]\.?|[Nn]r\.?|[Nn]o\.)?\s?[\dXVI][\w/.\-–]*"
#: one of them with its number: "f. 5", "Fond 059a", "Opis 5a", "Box 12", "file no. 914/1969"
ELEMENT = re.compile(rf"(?<![\w.-])(?P<level>{_COUNTED})(?:\.\s*|\s+)(?P<number>{_NUMBER})(?=[\s,;.)]|\Z)")
#: what is the number of a file or of the folder in it
_OWN = frozenset({"file", "papka"})
#: the same with the number first: "288.f.", "5/9427.ő.e."
BEHIND = re.compile(r"(?P<number>\d[\w/]*)\.\s?(?P<level>f|fond|ő\.?\s?e|cs|d|t|doboz)(?:\.|(?<=doboz))?(?=[\s,;]|\Z)")
_LEAF = r"""(?x:
      pp? | [Ll]l? | [Ff]f | [Ff]ols? | [Ff]l | S | Bl | [Ll]ist[yov]* | [Kk]{1,2} | [Ss]tr | s
    | [Ll]eaves | [Ff]rames? | [Kk]arty? | [Ff]eu?illes? | [Ss]eiten? | [Pp]ages? | [Ss]heets?
    | [Kk]huu(?:das)? | [Ff]iles? | [Ff]
)"""
_RANGE = r"\d+[a-z]?(?:\s?[-–—]\s?\d+[a-z]?)?"
#: the leaves at the end, and what may stand behind them
LEAVES = re.compile(
    rf"""
    (?:,|\A|\s)\s*
    (?P<whole> (?:(?P<word>{_LEAF})\.?\s*)(?P<ranges>{_RANGE}(?:\s*(?:,|;|and|&)\s*{_RANGE})*)  # "ll. 12-15, 20"
        (?P<ob>\s?ob\.?)? )  # " ob"
    (?P<behind>\s[A-Z]/\d+)?\s*\Z
    """,
    re.VERBOSE,
)
#: only a range, behind something else
BARE = re.compile(r",\s*(?P<whole>(?P<ranges>\d+\s?[-–—]\s?\d+))\s*\Z")
#: a leaf word that may count a series too is one only with a range or behind others
_DOUBTFUL = re.compile(r"(?:[FfKkSsPp]|[Ff]iles?)\Z")
#: what stands behind a signature about prints of the paper is no part of it
_PRINTED = re.compile(
    r"\s*[;,.(]\s*(?:also\s+|first\s+)?(?:re)?(?:published|printed|reproduced|quoted|cited)\s(?:in|by|as|at)\b.*",
    re.I | re.S,
)
#: a collection in capitals with its number: "DY 30/12345"
_CAPITALS = re.compile(r"[A-Z]{1,5}(?=\s\d[\d.]*/)")
_BETWEEN = re.compile(
    r";\s*(?:and\s+|also\s+)?(?:(?:[Aa]\s+)?(?:copy|copies|original)\s+(?:also\s+)?(?:in|at)\s+)?(?:the\s+)?"
)
_COPY = re.compile(r"(?:(?:[Aa]\s+)?(?:copy|copies|original)\s+(?:in|at)\s+)?(?:the\s+)?(?=[A-ZÀ-Þ])")
_ACRONYM = re.compile(r"[^,(;]*(?:,\s*[^\d,(;]+)?\s*\([A-Z][^()\d]{1,20}\)")
_TAIL = re.compile(r"(?:\A|\s|,\s*)(?P<n>\d[\w/.\-–]*)\Z")


@dataclass(frozen=True, slots=True)
class Signature:
    """Where a paper lies: ``seat`` is town and country.

    ``series`` and ``numbers`` are pairs of level and words (level ``""`` where none is said).
    """

    repository: str = ""
    archive: Archive | None = None
    seat: tuple[str, str] = ("", "")
    series: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    locus: str = ""
    leaves: tuple[str, str] = ("", "")
    tail: str = field(default="")


def signatures(said: str) -> Iterator[Signature]:
    """Yield the signature of each archive that a citation names, in order."""
    start = 0
    parts: list[str] = []
    for cut in _BETWEEN.finditer(said):
        behind = said[cut.end() :]
        if at_start(behind) or (behind[:1].isupper() and ELEMENT.search(behind.split(";")[0])):
            parts.append(said[start : cut.start()])
            start = cut.end()
    parts.append(said[start:])
    for part in (_PRINTED.sub("", part, count=1) for part in parts):
        bare = _COPY.sub("", part.strip(" .,;"), count=1) if _COPY.match(part.strip(" .,;")) else part.strip(" .,;")
        if bare:
            yield _signature(bare)


def _signature(said: str) -> Signature:
    locus, leaves, tail, rest = _leaves(said)
    archive = at_start(rest)
    repository, rest = _repository(rest)
    archive = archive or inside(repository)
    town, country, behind = seat(rest)
    if archive is None or town == archive.settlement or not town:
        rest = behind
        archive = archive or of_seat(repository, town, country)
    series, numbers = _elements(rest)
    where = (archive.settlement, archive.country) if archive else (town, country)
    return Signature(repository, archive, where, series, (*numbers, *((("", tail),) if tail else ())), locus, leaves)


def _leaves(said: str) -> tuple[str, tuple[str, str], str, str]:
    """Return the leaves, the first and the last of them, what stands behind them, and the words before them."""
    m = LEAVES.search(said)
    before = said[: m.start()].rstrip(" ,") if m else ""
    # "f. 12" may be a fond: a leaf only behind another part of the signature; "k. 5" and "p. 72" likewise
    if m and _DOUBTFUL.match(m["word"]) and not re.search(r"[-–]", m["ranges"]) and not re.search(r"\d", before):
        m = None
    # the only number there is may be a file
    if m and m["word"].lower().startswith("file"):
        m = None
    if m is None:
        m = BARE.search(said)
        if m is None or not re.search(r"\d", said[: m.start()]):
            return "", ("", ""), "", said
    numbers = re.findall(r"\d+[a-z]?", m["ranges"])
    tail = (m.groupdict().get("behind") or "").strip()
    return m["whole"].strip(), (numbers[0], numbers[-1]), tail, said[: m.start()].rstrip(" ,")


def _repository(said: str) -> tuple[str, str]:
    """Part the archive from the series: by the table, by an abbreviation in brackets, else at the first comma or counted series."""
    known = at_start(said)
    if known:
        end = len(known.form)
        behind = re.match(r"(?:,\s*[A-Z][a-zà-ž]+)?\s*\([A-Z][^()\d]{1,20}\)", said[end:])
        end += behind.end() if behind else 0
    else:
        element = next((m for m in ELEMENT.finditer(said) if m.start()), None)
        bracket = _ACRONYM.match(said)
        comma = said.find(",")
        if bracket and not (element and element.start() < bracket.end()):
            end = bracket.end()
        else:
            ends = [n for n in (comma, element.start() if element else -1) if n > 0]
            end = min(ends, default=len(said))
    return said[:end].strip(" ,"), said[end:].strip(" ,")


def _elements(rest: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return the series and the numbers in what stands behind the archive: the last counted part is the number of the file."""
    if not rest:
        return (), ()
    counted = sorted([*ELEMENT.finditer(rest), *BEHIND.finditer(rest)], key=lambda m: m.start())
    counted = [m for k, m in enumerate(counted) if not k or m.start() >= counted[k - 1].end()]
    if not counted:
        number = _TAIL.search(rest)
        if number is None:
            return ((("", rest),) if not re.search(r"\d", rest) else ()), ((("", rest),) if re.search(r"\d", rest) else ())
        # "DY 30/J IV 2/9917": what has figures before the last number is all one number
        before = rest[: number.start()].strip(" ,")
        if _CAPITALS.match(rest) and before.isupper() and before.isalpha():
            return (), (("", rest),)
        name, comma, last = before.rpartition(",")
        if re.search(r"\d", last if comma else before):
            whole = rest[len(name) + 1 :].strip() if comma else rest
            return ((("", name.strip()),) if comma else ()), (("", whole),)
        return ((("", before),) if before else ()), (("", number["n"]),)
    series: list[tuple[str, str]] = []
    at = 0
    for m in counted:
        plain = rest[at : m.start()].strip(" ,;.")
        series += [("", part.strip()) for part in plain.split(",") if part.strip()]
        level = "box" if m.re is BEHIND and m["level"] == "d" else _level(m["level"])  # "55. d.": doboz
        series.append((level, m.group().strip(" ,")))
        at = m.end()
    behind = rest[at:].strip(" ,;.")
    numbers: list[tuple[str, str]] = []
    while series and series[-1][0] in _OWN:  # the folder counts with the file: "P. 72, Delo 5"
        numbers.insert(0, series.pop())
    return tuple(series), (*numbers, *((("", behind),) if behind else ()))


def _level(word: str) -> str:
    bare = word.rstrip(".")
    return next((level for level, pattern in _LEVELS if re.fullmatch(pattern, bare)), "file")
