"""Names of persons by their shape alone: a given name and a surname, initials and a surname, a Chinese or Korean name, capitals.

Each reading yields ``(start, end, why)``; the same words may be found by several.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Draft
from encoder.draft.views import ends
from encoder.language.chinese import SURNAMES, pinyin_names, wade_names
from encoder.language.gazetteer import bodies, given_names, lists, places, statesmen, surnames
from encoder.language.lexicon import words
from encoder.names.capitals import Capitals, capitals, matches
from encoder.names.cues.likely import THING, heads_sentence, name_like
from encoder.names.kinds import NAMES, Kind, kinds, ordinary
from encoder.names.names import INITIAL, in_capitals

#: where a name stands, and why it is one
Seen = tuple[int, int, str]

LISTED = "a surname and initials, as lists have them"
KOREA = "a surname in capitals before a name with a hyphen"
CAPITAL = "a surname in capitals behind a given name"
PINYIN = "a Chinese name in Pinyin"
STATESMAN = "a statesman of the lexicon"

_U = words.UPPER
_L = words.LOWER
_PARTICLES = "|".join(sorted(words.PARTICLES))
_SURNAME = rf"(?:(?:{_PARTICLES})\s+)?(?:Mac|Mc|O[’'])?[{_U}][\w’'-]*\w"
# a class first and the look behind it, here and below: so the search skips what is no capital; what is taken of a word is not given back
_WORD = re.compile(rf"[{_U}](?<![\w.’'-].)[{_L}]++(?:[A-Z][a-z]+)?(?![\w’'-])")
#: what follows a given name
_REST = re.compile(
    rf"""
    (?: (?:\s+[{_U}]\.){{1,2}}  # initials: (Walter) "S.", "F. X."
      | \s+[{_U}][{_L}]+(?=\s[{_U}][a-z])  # a second name: (John) "Foster"
    )?
    \s+{_SURNAME}  # "Poole", "de Gaulle", "O’Neill"
    (?: ,?\s(?:Jr|Sr)\. | ,?\sI{{2,3}}\b | ,?\s(?:Senior|Junior)(?!\w|\s[{_U}]) )?  # ", Jr.", " III", " Senior"
    """,
    re.VERBOSE,
)
_INITIALS = re.compile(
    rf"""
    (?=[{_U}])(?<![\w.’'-])
    {INITIAL}\s?(?:{INITIAL}\s?){{0,2}}  # "W. E.", "Kh. M."
    (?:[{_U}][a-z]+\s(?=[A-Z][a-z]))?  # a name behind them: (W.) "Averell"
    (?:{_SURNAME})  # "Colby"
    (?:,?\s(?:Jr|Sr)\.)?
    """,
    re.VERBOSE,
)
#: "U.S. Programs" is no name, and "B. Other Matters" none where a sentence begins
_STATES = re.compile(r"U\.\s?[SKN]\.\s")
_ONE = re.compile(r"[A-Z]\.\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\Z")
#: so far before its hyphen a given name begins
_SYLLABLE = 7
_HYPHENED = re.compile(
    r"""
    (?P<first>[A-Z](?<![\w-].)[a-z]{1,5})\s  # "Chiang"
    [A-Z][a-z’']{1,6}-  # "Kai-"
    (?!(?:up|out|off|in|down|on)\b)  # but "The Build-up"
    (?P<second>[A-Za-z][a-z’']{0,4}[a-z])  # "shek"
    (?![\w-])
    """,
    re.VERBOSE,
)
#: how lists write: "Mamontov, Zh. R.", "MAMONTOV, Zh. R."
_INVERTED = re.compile(
    rf"""
    [{_U}](?<![\w.’'-].)(?:[{_L}]{{2,}}+(?:-[{_U}][{_L}]++)? | [{_U}’-]{{2,}}),\s
    {INITIAL}(?:\s?{INITIAL})?
    """,
    re.VERBOSE,
)
#: what stands behind such a name, where its line does not end
_APART = re.compile(r"[,;)]|\s[-–—]")
#: so many letters the surnames have
_SHORT = 5
#: names of Korea with the surname in capitals: "MIN Sang-guk"
_KOREAN = re.compile(r"[A-Z](?<![\w.’'-].)[A-Z]{1,4}\s[A-Z][a-z]{1,5}-(?!(?:up|out|off|down|to|by)\b)[A-Za-z][a-z]{1,5}(?![\w-])")
#: the same all in capitals, in a text that is not: "NO KYONG-HO"
_KOREAN_CAPITALS = re.compile(
    r"[A-Z](?<![\w.’'-].)[A-Z]{1,4}\s(?P<one>[A-Z]{2,6})-(?P<other>[A-Z]{2,6})(?![\w-])(?!\s[A-Z]{3})"
)
#: as reports of agencies write: "Zygmunt KLUCZNIK"
_SURNAME_CAPITALS = re.compile(
    rf"""
    (?P<given>[{_U}](?<![\w.’'-].)[{_L}]++(?:-[{_U}][{_L}]++)?)  # "Zygmunt", "Jean-Paul"
    (?:\s(?:{INITIAL}|[{_U}][{_L}]++))?\s  # "Nicholas Murray"
    (?P<sur>(?:Mc|O[’'])?[{_U}][{_U}’'-]+[{_U}])  # "KLUCZNIK", "McCLOY"
    (?![\w-])(?!\s[{_U}]{{3}})
    """,
    re.VERBOSE,
)


def _behind_given_name(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    towns, known = places().forms, capitals(prose)
    for m in matches(_WORD, prose, known.where(w for w in known.among(given_names()) if w not in towns)):
        rest = _REST.match(prose, m.end())
        if rest and not THING.match(prose, rest.end()):
            yield m.start(), rest.end(), f"behind the given name {m.group()!r}"


#: a title that is the given name of two Secretaries of State, and the initials of others
_ALSO_GIVEN = re.compile(rf"(?<![\w.’'-])(?P<name>Dean\s|(?!MM?\.\s)(?:{INITIAL}\s?){{1,3}})\Z")


def _statesman(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    for start, stop, _ in statesmen().find(prose):
        if not THING.match(prose, stop) and prose[stop : stop + 1] not in {"-", "–"}:
            given = _ALSO_GIVEN.search(prose, max(0, start - 12), start)  # "Dean Acheson", "A. A. Gromyko"
            yield given.start("name") if given else start, stop, STATESMAN


def _behind_initials(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    for m in matches(_INITIALS, prose, capitals(prose).initials):
        last = m.group().split()[-1]
        if _STATES.match(m.group()) or (_ONE.match(m.group()) and heads_sentence(prose, m.start())):
            continue
        if name_like(last, True) and last not in words.NOT_NAMES and last not in places().forms and not last.isupper():
            yield m.start(), m.end(), "behind initials"


def _chinese(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    located = places().find(prose)
    opened: list[int] = []
    known = capitals(prose)
    for m in matches(_HYPHENED, prose, [known.starts[k - 1] for k in known.before("-", _SYLLABLE) if k]):
        opened = opened or [start for start, _, _ in located]
        k = bisect_left(opened, m.end()) - 1
        if (k < 0 or located[k][1] <= m.start()) and (m["second"].islower() or m["first"] in SURNAMES):
            yield m.start(), m.end(), "a Chinese name"
    first = known.of(SURNAMES)
    for span in wade_names(prose, first):
        yield *span, "a Chinese name"
    for span in pinyin_names(prose, first):
        yield *span, PINYIN


def _listed(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    if not any(prose[at - 2 : at - 1] == "," for at in capitals(prose).initials):
        return
    for m in _INVERTED.finditer(prose):
        if not (_APART.match(prose, m.end()) or ends(prose, m.end())):
            continue
        if kinds(m.group().partition(",")[0]) & (NAMES | Kind.WORD) != Kind.WORD:  # but "Section, A. B."
            yield *m.span(), LISTED


def _before_hyphens(known: Capitals) -> list[int]:
    """Return where short words in capitals stand before a name with a hyphen, in order."""
    before = [k - 1 for k in known.before("-", _SYLLABLE) if k]
    return [known.starts[k] for k in before if 1 < len(known.words[k]) <= _SHORT and known.words[k].isupper()]


def _korean(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    short = _before_hyphens(capitals(prose))
    for m in matches(_KOREAN, prose, short):
        yield *m.span(), KOREA
    for m in matches(_KOREAN_CAPITALS, prose, short):
        plain = {m["one"].lower(), m["other"].lower()} <= ordinary()
        if not plain and not in_capitals(prose, *m.span()):
            yield *m.span(), KOREA


def _surname_in_capitals(draft: Draft) -> Iterator[Seen]:
    given, elsewhere = given_names(), lists("given_world")  # not made one: they are large
    for m in matches(_SURNAME_CAPITALS, draft.prose, capitals(draft.prose).before_shouted):
        first, last = m["given"], m["sur"]
        unknown = first not in given and first not in elsewhere
        if unknown or first in words.TITLES or last in bodies().forms or last.title() in words.TITLES:
            continue
        if last.lower() not in ordinary() or last.title() in surnames():
            yield *m.span(), CAPITAL


#: of two that find the same words the first one is the evidence
READINGS = (_behind_given_name, _statesman, _behind_initials, _chinese, _listed, _korean, _surname_in_capitals)
