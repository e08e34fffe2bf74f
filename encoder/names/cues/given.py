"""A given name with a surname, initials with a surname, a signature, or a surname that is nothing else becomes ``persName``.

Found: "Walter S. Poole", "W. E. Colby", "Ho Chi Minh", "Chiang Kai-shek"; the name that signs; "(Murphy)" behind an office in
the heading; a surname that is no word of English, in the middle of a sentence; who says, asks or replies; who wrote to whom.
Left alone: names of places and bodies, the first word of a sentence, words in capitals.
TEI P5 13.2.1: ND, #NDPER.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.chinese import SURNAMES, pinyin_names
from encoder.language.gazetteer import bodies, given_names, lists, places, statesmen, surnames
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.kinds import NAMES, Kind, kinds, ordinary
from encoder.names.names import COMPLETED, INITIAL, SENTENCE, TOKEN, in_capitals, trimmed_name

CUE = "given"

_T = words.table("titles")
NOT_SAYERS, NOT_BODIES = frozenset(_T["not_sayers"]), frozenset(words.table("bodies")["not_bodies"])
#: how the names of peoples and their adjectives end
PEOPLE = re.compile(
    r"(?:ese|ians?|ish|ists?|[rlc]ans|eans?|ites?|[rq]is?|oviets?|tions?|sions?|ments?|ings?|ity|ness|cers?|[ct]ors|[^e]ed)\Z"
)
OUTSIDE = frozenset(words.table("bodies")["outside"])
_HEADS = frozenset(w for h in words.table("bodies")["heads"] for w in h.split())
_PARTICLES = "|".join(sorted(words.PARTICLES))
_U, _L = words.UPPER, words.LOWER
_SUR = rf"(?:(?:{_PARTICLES})\s+)?(?:Mac|Mc|O[’'])?[{_U}][\w’'-]*\w"
# a class first and the look behind it: so the search skips what is no capital
WORD = re.compile(rf"[{_U}](?<![\w.’'-].)[{_L}]+(?:[A-Z][a-z]+)?(?![\w’'-])")
#: what follows a given name: initials or a second name, a surname
REST = re.compile(rf"(?:(?:\s+[{_U}]\.){{1,2}}|\s+[{_U}][{_L}]+(?=\s[{_U}][a-z]))?\s+{_SUR}(?:,?\s(?:Jr|Sr)\.|,?\sI{{2,3}}\b)?")
INITIALS = re.compile(
    rf"(?=[{_U}])(?<![\w.’'-]){INITIAL}\s?(?:{INITIAL}\s?){{0,2}}(?:[{_U}][a-z]+\s(?=[A-Z][a-z]))?(?:{_SUR})(?:,?\s(?:Jr|Sr)\.)?"
)
HYPHENED = re.compile(
    r"(?P<first>[A-Z](?<![\w-].)[a-z]{1,5})\s[A-Z][a-z’']{1,6}-(?!(?:up|out|off|in|down|on)\b)(?P<second>[A-Za-z][a-z’']{0,4}[a-z])(?![\w-])"
)
#: how lists write: "Mamontov, Zh. R."; and names of Korea with the surname in capitals: "MIN Sang-guk"
INVERTED = re.compile(
    rf"(?<![\w.’'-])[{_U}](?:[{_L}]{{2,}}(?:-[{_U}][{_L}]+)?|[{_U}’-]{{2,}}),\s{INITIAL}(?:\s?{INITIAL})?"
    r"(?=[,;)]|\s[-–—]|\s*(?:\Z|\ufffc|\n))"
)
KOREAN = re.compile(r"(?<![\w.’'-])[A-Z]{2,5}\s[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}(?![\w-])")
#: the same all in capitals, in a text that is not: "NO KYONG-HO"; and "Zygmunt KLUCZNIK", as reports of agencies write
KOREAN_CAPITALS = re.compile(r"(?<![\w.’'-])[A-Z]{2,5}\s(?P<one>[A-Z]{2,6})-(?P<other>[A-Z]{2,6})(?![\w-])(?!\s[A-Z]{3})")
SURNAME_CAPITALS = re.compile(
    rf"(?<![\w.’'-])(?P<given>[{_U}][{_L}]+(?:-[{_U}][{_L}]+)?)(?:\s{INITIAL})?\s(?P<sur>(?:Mc|O[’'])?[{_U}][{_U}’'-]+[{_U}])(?![\w-])(?!\s[{_U}]{{3}})"
)
STATES, ONE = re.compile(r"U\.\s?[SKN]\.\s"), re.compile(r"[A-Z]\.\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\Z")
SINGLE = re.compile(rf"[{_U}](?<![\w.’'/&-].)(?:(?:ac|c|[’'])[{_U}])?[{_L}]+(?:-[{_U}][{_L}]+)?(?![\w/]|-[\w])")
_ACTING = "|".join(_T["acting"])
_SAYING = "|".join([*(w.replace(" ", r"\s") for w in _T["saying"]), _ACTING])
ACTS = re.compile(rf"\s(?:(?:also|then|again)\s)?(?:{_ACTING})\b")
_DONE = "know|want|believe|like|wish|feel|given|raised|surprised|convinced|think|agree|speak|writing"
SAYS = re.compile(
    rf"\s(?:(?:also|then|again|himself)\s)?(?:{_SAYING})\b"
    r"|\s(?:had|has|was|will|would|is|did|didn[’']t|doesn[’']t|does)\s(?:(?:not|also|been|just|already)\s)?"
    rf"(?:{_SAYING}|{_DONE})\b"
)
POSSESSIVE = re.compile(r"[’']s(?:\s[a-z]|[,.;])")
OF_COUNTRY = re.compile(r"\s\((?P<place>[^()\d]{2,30})\)")
#: how telegrams say for whom they are: "For Polk from Auchincloss"
FOR_FROM = re.compile(rf"[Ff]or\s(?<!\w.{{4}})(?P<one>{TOKEN})(?:\sand\s(?P<also>{TOKEN}))?\s[Ff]rom\s(?P<other>{TOKEN})(?=[.:,;]|\s*\Z)")
#: who is told something, asked for something, or follows another
TOLD = re.compile(
    rf"\s(?:told|informed|asked|urged|reminded|assured|succeeded|called\son)\s(?P<one>{TOKEN})"
    r"(?=[’']s\s|\s(?:that|to|of|about|whether|if|why|how|he|she|they|his|as|on|yesterday|today)\b|[.,])"
)
_UP_TO_THREE = rf"{TOKEN}(?:\s(?:(?:{_PARTICLES})\s)?{TOKEN}){{0,2}}"
#: "a letter from X to Y": both are persons if they are no bodies
FROM_TO = re.compile(
    r"[MmLlTtNnCc](?<!\w.)(?:emorand(?:um|a)|etters?|elegrams?|otes?|essages?|ables?|op(?:y|ies)|inutes)\s"
    rf"(?:[a-z]+\s){{0,2}}(?:[Ff]rom|[Bb]y|[Tt]o)\s(?P<one>{_UP_TO_THREE})(?:\sto\s(?P<other>{_UP_TO_THREE}))?"
)
DONE_WITH = re.compile(
    r"[CcSsTtPpWwMm](?<!\w.)(?:leared\swith|(?:een|ranscribed|repared|igned|ritten|arked[^.;]{0,20})\sby"
    r"|(?:onversation|eeting|et)\swith|(?:alked|poke)\s(?:with|to))\s"
    rf"(?P<names>{_UP_TO_THREE}(?:(?:,\sand\s|,\s|\sand\s){_UP_TO_THREE})*)"
)
UP_TO_THREE = re.compile(_UP_TO_THREE)
SIGNATURE = re.compile(rf"\W*(?P<name>{TOKEN}(?:\s(?:(?:{_PARTICLES})\s)?{TOKEN}){{0,4}}(?:,\s(?:Jr|Sr)\.)?)")
NO_SIGNATURE = re.compile(r"\b(?:FOR|OF|THE|OK|BY|TO)\b|\A[A-Z]{1,2}\Z")
DEAR = re.compile(r"D(?:ear|EAR)(?<!\w.{4})\s(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|[A-Z]{3,})(?=\s?[:,—])")
#: whom one greets without a name, in capitals
FRIENDS = frozenset({"FRIEND", "FRIENDS", "COLLEAGUE", "COLLEAGUES", "COMRADE", "COMRADES", "SISTER", "BROTHER"})
AND = re.compile(
    rf"(?:,\s|,?\s(?:and|nor)\s|/)(?P<name>(?:(?:{_PARTICLES}|Van|Von|De)\s)?[{_U}][{_L}]+)"
    r"(?=[,;:)”]|\.(?!\s[A-Z]\.)|\s[a-z(]|\sand\b)"
)
CALLERS = re.compile(
    r"(?P<name>[A-Z](?<![\w.].)[A-Z]{1,2})(?=\s(?:said|says|asked|replied|told|thinks|thought|doesn[’']t|didn[’']t|was\s(?:surprised|told)"
    r"|agreed|returned|referred|called|telephoned|noted)\b)"
)
LETTERS = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,2}(?!\w)")
IN_HEAD = re.compile(rf"\((?P<name>{TOKEN}(?:\s+{TOKEN}){{0,2}})\)")
#: a word behind that makes the name one of a thing
THING = re.compile(
    r"\s(?:[A-Z]\w+\s)?(?:Library|Building|Amendment|Act|Doctrine|Plan|Committee|Commission|Mission|Aircraft|Company|Corporation|Inc"
    r"|Foundation|Institute|University|Hotel|Islands?|Street|Avenue|House|Airport|River|County|City|Field|Base|Fund|Bank|Brothers"
    r"|(?:and|&)\s(?:Company|Co))\b"
)

LISTED, KOREA = "a surname and initials, as lists have them", "a surname in capitals before a name with a hyphen"
CAPITAL = "a surname in capitals behind a given name"
PINYIN = "a Chinese name in Pinyin"
COMPLETION = "initials that the editors completed"
STATESMAN, SALUTATION, KNOWN = "a statesman of the lexicon", "the salutation", "a surname that is no other word"
#: evidence that names the whole span
SURE = frozenset({STATESMAN, SALUTATION, COMPLETION, PINYIN, LISTED, KOREA, CAPITAL})
#: and says so whatever part of it another cue has
BY_SHAPE = frozenset({LISTED, KOREA, CAPITAL})
PARTICLE = re.compile(r"(?<!\w)(?:D[aeiu]|Del(?:la)?|L[ae]|V[ao]n|Dos|San|St\.)\s\Z")
#: what stands before a noun and before no name
LAST_WORD = re.compile(r"[A-Za-z]+(?=\s\Z)")
ARTICLES = frozenset({
    "the", "a", "an", "his", "her", "their", "our", "my", "your", "its", "this", "these", "each", "every", "any", "no", "said",
})  # fmt: skip
#: one more capitalised word before who speaks: "Anak Agung said"
BEFORE = re.compile(rf"(?:(?<=\s)|(?<=\A))(?P<word>[{_U}][{_L}]+)\s\Z")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names that no earlier rule has."""
    prose = draft.prose
    found: dict[int, tuple[int, str]] = {}

    def keep(start: int, end: int, why: str) -> None:
        if end > found.get(start, (0, ""))[0]:
            found[start] = (end, why)

    located = [(start, end) for start, end, _ in places().find(prose)]
    opened = [a for a, _ in located]
    given, towns = given_names(), places().forms
    for m in WORD.finditer(prose):
        if m.group() not in given or m.group() in towns:
            continue
        rest = REST.match(prose, m.end())
        if rest and not THING.match(prose, rest.end()):
            keep(m.start(), rest.end(), f"behind the given name {m.group()!r}")
    for start, stop, _ in statesmen().find(prose):
        if not THING.match(prose, stop) and prose[stop : stop + 1] not in {"-", "–"}:
            keep(start, stop, STATESMAN)
    for m in INITIALS.finditer(prose):
        last = m.group().split()[-1]
        if STATES.match(m.group()) or (ONE.match(m.group()) and SENTENCE.search(prose, max(0, m.start() - 6), m.start())):
            continue  # "U.S. Programs", "B. Other Matters"
        if not _name_like(last, True):
            continue
        if last not in words.NOT_NAMES and last not in places().forms and not last.isupper():
            keep(m.start(), m.end(), "behind initials")
    for m in HYPHENED.finditer(prose):
        k = bisect_left(opened, m.end()) - 1
        if (k < 0 or located[k][1] <= m.start()) and (m["second"].islower() or m["first"] in SURNAMES):
            keep(m.start(), m.end(), "a Chinese name")
    for span in pinyin_names(prose):
        keep(*span, PINYIN)
    for pattern, why in ((INVERTED, LISTED), (KOREAN, KOREA)):
        for m in pattern.finditer(prose):
            if why != LISTED or kinds(m.group().partition(",")[0]) & (NAMES | Kind.WORD) != Kind.WORD:
                keep(*m.span(), why)  # but "Section, A. B."
    for at, why in _capitals(prose):
        keep(*at, why)
    for head in draft.of("head"):
        for m in IN_HEAD.finditer(prose, *head.span):
            keep(*m.span("name"), "in brackets behind an office")
    for signed in draft.of("signed"):
        name = SIGNATURE.match(prose, signed.span.start, signed.span.end)
        if name and not NO_SIGNATURE.search(name["name"]):
            keep(*name.span("name"), "the signature")
        for m in COMPLETED.finditer(prose, *signed.span):
            keep(*m.span(), COMPLETION)
    for m in DEAR.finditer(prose):
        first = m["name"].split()[0]
        if first not in FRIENDS and {first, first.title()}.isdisjoint(words.TITLES):
            keep(*m.span("name"), SALUTATION)
    for m in FROM_TO.finditer(prose):
        for group in ("one", "other"):
            if m[group] and all(_name_like(word, True) for word in m[group].split()):
                keep(*m.span(group), "who wrote to whom")
    for m in FOR_FROM.finditer(prose):
        for group in ("one", "also", "other"):
            if m[group] and _name_like(m[group], True) and not m[group].isupper():
                keep(*m.span(group), "for whom a telegram is, and from whom")
    for m in TOLD.finditer(prose):
        if _name_like(m["one"], True) and not m["one"].isupper():
            keep(*m.span("one"), "who is told or asked")
    for m in DONE_WITH.finditer(prose):
        for each in UP_TO_THREE.finditer(m["names"]):
            first = each.group().split()[0]
            if _name_like(first, True) and not each.group().isupper() and not draft.small(first):
                keep(m.start("names") + each.start(), m.start("names") + each.end(), "who took part")
    speaking = {m["name"] for m in CALLERS.finditer(prose)} - NOT_BODIES
    callers = {name for name in speaking if name not in bodies().forms and name not in places().forms}
    for m in LETTERS.finditer(prose) if callers else ():
        if m.group() in callers:
            keep(*m.span(), "initials of one who speaks")
    known = surnames()
    for m in SINGLE.finditer(prose):
        word = m.group()
        end = m.end()
        behind = prose[end : end + 2]
        says = behind[:1] == " " and behind[1:].islower() and SAYS.match(prose, end)
        if not (says or word in known or behind == " (" or behind[:1] in {"’", "'"}):
            continue
        if not _name_like(word, False) or _behind_article(prose, m.start()):
            continue  # "the Umpire said": no person's name
        why = ""
        if says and not (ACTS.match(prose, end) and _opens(prose, m.span())):
            why = "says something"
        elif behind == " (" and (country := OF_COUNTRY.match(prose, end)) and country["place"] in places().forms:
            why = "a country in brackets behind it"
        elif (word not in known and behind[:1] not in {"’", "'"}) or SENTENCE.search(prose, max(0, m.start() - 6), m.start()):
            continue
        elif word in known:
            why = KNOWN
        elif POSSESSIVE.match(prose, end):
            why = "something is his"
        if why and (word in known or _name_like(word, True)) and not THING.match(prose, end):
            start = m.start()
            before = BEFORE.search(prose, max(0, start - 20), start)
            if before and why.startswith("says") and _name_like(before["word"], True) and before["word"] not in OUTSIDE:
                start = before.start("word")
            keep(start, end, why)
    ends = [stop for stop, _ in found.values()] + [a.span.end for a in draft.of("persName")]
    while ends:  # "Stikker and Van Royen", "Messrs. Bundy, Berger, and Habib"
        beside = AND.match(prose, ends.pop())
        if beside and beside.start("name") not in found and _name_like(beside["name"].split()[-1], True):
            keep(*beside.span("name"), "beside a person")
            ends.append(beside.end("name"))
    for start, (stop, why) in sorted(found.items()):  # "Garcia Robles": two surnames are one man's
        second = found.get(stop + 1)
        if second and prose[stop] == " " and KNOWN in {why, second[1]} and why != STATESMAN != second[1]:
            found[start] = (second[0], f"{why}; {second[1]}")
    end = 0
    for start, (stop, why) in sorted(found.items()):
        if start < end:
            continue
        whole = Span(start, stop)
        found_name = whole if why in SURE else trimmed_name(prose, whole)
        if found_name is None or (draft.taken(found_name) and why not in BY_SHAPE) or places().around(prose, *found_name):
            continue
        particle = PARTICLE.search(prose, max(0, found_name.start - len("Della ")), found_name.start)
        if particle and not draft.taken(Span(particle.start(), found_name.start)) and particle.start() >= end:
            found_name = Span(particle.start(), found_name.end)  # "Da Gama"
        end = found_name.end
        yield Annotation(found_name, "persName", CUE, evidence=why)


def _capitals(prose: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield names whose surname, or the whole of them, has capitals in a text that has not."""
    for m in KOREAN_CAPITALS.finditer(prose):
        plain = {m["one"].lower(), m["other"].lower()} <= ordinary()
        if not plain and not in_capitals(prose, *m.span()):
            yield m.span(), KOREA
    known = given_names() | lists("given_world")
    for m in SURNAME_CAPITALS.finditer(prose):
        first, last = m["given"], m["sur"]
        if first not in known or first in words.TITLES or last in bodies().forms or last.title() in words.TITLES:
            continue
        if last.lower() not in ordinary() or last.title() in surnames():
            yield m.span(), CAPITAL


def _opens(prose: str, span: tuple[int, int]) -> bool:
    """Whether a word has its capital from a sentence: it stands at the head of one and never inside one."""
    start, end = span
    if not SENTENCE.search(prose, max(0, start - 6), start):
        return False
    return not any(prose[k - 1] == " " and prose[k - 2].islower() for k in _places_of(prose[start:end], prose))


def _places_of(word: str, prose: str) -> Iterator[int]:
    at = prose.find(word, 2)
    while at >= 0:
        yield at
        at = prose.find(word, at + 1)


def _behind_article(prose: str, start: int) -> bool:
    word = LAST_WORD.search(prose, max(0, start - 7), start)
    return word is not None and word[0].lower() in ARTICLES


@cache
def _no_names() -> frozenset[str]:
    return OUTSIDE.union(words.NOT_NAMES, places().forms, _HEADS, words.TITLES)


def _name_like(word: str, says: bool) -> bool:
    if word in _no_names() or ("-" in word and word.partition("-")[0] in words.NOT_NAMES):  # "Secretary-General"
        return False
    return not (says and (word.lower() in NOT_SAYERS or PEOPLE.search(word)))
