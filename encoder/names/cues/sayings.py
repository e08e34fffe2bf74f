"""Names of persons by what is said of them: who says something, who is told, who wrote to whom, who took part.

Each reading yields ``(start, end, why)``; the same words may be found by several.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from encoder import lazy_re as re
from encoder.draft.model import Draft
from encoder.language.gazetteer import bodies, places, surnames
from encoder.language.lexicon import words
from encoder.names.capitals import capitals, matches
from encoder.names.cues.anchors import anchors
from encoder.names.cues.likely import NOT_BODIES, OUTSIDE, THING, behind_article, heads_sentence, name_like, only_opens
from encoder.names.cues.shapes import Seen
from encoder.names.names import TOKEN

KNOWN = "a surname that is no other word"

_T = words.table("titles")
_U = words.UPPER
_L = words.LOWER
_PARTICLES = "|".join(sorted(words.PARTICLES))
_SINGLE = re.compile(
    rf"""
    [{_U}](?<![\w.’'/&-].)(?:(?:ac|c|[’'])[{_U}])?[{_L}]++  # "Murphy", "McCloy", "O’Neill"
    (?:-[{_U}][{_L}]+)?  # "-Hume"
    (?![\w/]|-[\w])
    """,
    re.VERBOSE,
)
_ACTING = "|".join(_T["acting"])
_SAYING = "|".join([*(w.replace(" ", r"\s") for w in _T["saying"]), _ACTING])
_DONE = "know|want|believe|like|wish|feel|given|raised|surprised|convinced|think|agree|speak|writing"
#: "Murphy referred", "Murphy also left"
_ACTS = re.compile(rf"\s(?:(?:also|then|again)\s)?(?:{_ACTING})\b")
_SAYS = re.compile(
    rf"""
    \s(?:(?:also|then|again|himself)\s)?(?:{_SAYING})\b  # "Murphy then asked"
    | \s(?:had|has|was|will|would|is|did|didn[’']t|doesn[’']t|does)\s  # "Murphy was not"
      (?:(?:not|also|been|just|already)\s)?
      (?:{_SAYING}|{_DONE})\b  # "convinced"
    """,
    re.VERBOSE,
)
#: what may stand behind a surname that no list has, or inside it
_SPEAKS = re.compile(r"\s[a-z(]|[’'-]")
_POSSESSIVE = re.compile(r"[’']s(?:\s[a-z]|[,.;])")
_OF_COUNTRY = re.compile(r"\s\((?P<place>[^()\d]{2,30})\)")
#: one more capitalised word before who speaks: "Anak Agung said"
_BEFORE = re.compile(rf"(?:(?<=\s)|(?<=\A))(?P<word>[{_U}][{_L}]+)\s\Z")
#: how telegrams say for whom they are: "For Polk from Auchincloss"
_FOR_FROM = re.compile(
    rf"""
    [Ff]or\s(?<!\w.{{4}})(?P<one>{TOKEN})(?:\sand\s(?P<also>{TOKEN}))?  # "For Polk and Lansing"
    \s[Ff]rom\s(?P<other>{TOKEN})(?=[.:,;]|\s*\Z)  # " from Auchincloss."
    """,
    re.VERBOSE,
)
#: who is told something, asked for something, or follows another
_TOLD = re.compile(
    rf"""
    \s(?:told|informed|asked|urged|reminded|assured|succeeded|called\son)\s
    (?P<one>{TOKEN})
    (?= [’']s\s  # "asked Murphy’s opinion"
      | \s(?:that|to|of|about|whether|if|why|how|he|she|they|his|as|on|yesterday|today)\b  # "told Murphy that"
      | [.,] )
    """,
    re.VERBOSE,
)
_UP_TO_THREE = rf"{TOKEN}(?:\s(?:(?:{_PARTICLES})\s)?{TOKEN}){{0,2}}"
#: "a letter from X to Y": both are persons if they are no bodies
_FROM_TO = re.compile(
    rf"""
    [MmLlTtNnCc](?<!\w.)
    (?:emorand(?:um|a)|etters?|elegrams?|otes?|essages?|ables?|op(?:y|ies)|inutes)\s  # "letter", "telegram"
    (?:[a-z]+\s){{0,2}}  # "dated"
    (?:[Ff]rom|[Bb]y|[Tt]o)\s(?P<one>{_UP_TO_THREE})
    (?:\sto\s(?P<other>{_UP_TO_THREE}))?
    """,
    re.VERBOSE,
)
#: "Cleared with Murphy", "conversation with Murphy, Hare, and Van Royen"
_DONE_WITH = re.compile(
    rf"""
    [CcSsTtPpWwMm](?<!\w.)
    (?: leared\swith
      # "seen by", "prepared by", "marked for action by"
      | (?:een|ranscribed|repared|igned|ritten|arked[^.;]{{0,20}})\sby
      | (?:onversation|eeting|et)\swith
      | (?:alked|poke)\s(?:with|to) )\s
    (?P<names>{_UP_TO_THREE}(?:(?:,\sand\s|,\s|\sand\s){_UP_TO_THREE})*)
    """,
    re.VERBOSE,
)
_EACH = re.compile(_UP_TO_THREE)
_SHORT = 3
#: who is called by initials: "JFK asked", "HST was told"
_CALLERS = re.compile(
    r"""
    (?P<name>[A-Z](?<![\w.].)[A-Z]{1,2})
    (?=\s(?: said | says | asked | replied | told | thinks | thought | doesn[’']t | didn[’']t | was\s(?:surprised|told)
           | agreed | returned | referred | called | telephoned | noted )\b)
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,2}(?!\w)")


def _who_wrote(draft: Draft) -> Iterator[Seen]:
    for m in matches(_FROM_TO, draft.prose, anchors("wrote", draft.prose)):
        for group in ("one", "other"):
            if m[group] and all(name_like(word, True) for word in m[group].split()):
                yield *m.span(group), "who wrote to whom"


def _for_whom(draft: Draft) -> Iterator[Seen]:
    for m in matches(_FOR_FROM, draft.prose, anchors("for", draft.prose)):
        for group in ("one", "also", "other"):
            if m[group] and name_like(m[group], True) and not m[group].isupper():
                yield *m.span(group), "for whom a telegram is, and from whom"


def _who_is_told(draft: Draft) -> Iterator[Seen]:
    for m in matches(_TOLD, draft.prose, [at - 1 for at in anchors("told", draft.prose) if at]):
        if name_like(m["one"], True) and not m["one"].isupper():
            yield *m.span("one"), "who is told or asked"


def _who_took_part(draft: Draft) -> Iterator[Seen]:
    for m in matches(_DONE_WITH, draft.prose, anchors("took part", draft.prose)):
        for each in _EACH.finditer(m["names"]):
            first = each.group().split()[0]
            if name_like(first, True) and not each.group().isupper() and not draft.small(first):
                yield m.start("names") + each.start(), m.start("names") + each.end(), "who took part"


def _by_initials(draft: Draft) -> Iterator[Seen]:
    prose = draft.prose
    known = capitals(prose)
    short = known.where(word for word in known.shouted if len(word) <= _SHORT)
    speaking = {m["name"] for m in matches(_CALLERS, prose, short)} - NOT_BODIES
    callers = {name for name in speaking if name not in bodies().forms and name not in places().forms}
    for m in _LETTERS.finditer(prose) if callers else ():
        if m.group() in callers:
            yield *m.span(), "initials of one who speaks"


def _surname_alone(draft: Draft) -> Iterator[Seen]:
    """Yield single words that are surnames by what stands behind them, or because they are nothing else."""
    prose, known = draft.prose, surnames()
    for m in matches(_SINGLE, prose, _may_be_surnames(prose)):
        word, end = m.group(), m.end()
        behind = prose[end : end + 2]
        says = behind[:1] == " " and behind[1:].islower() and _SAYS.match(prose, end) is not None
        if not (says or word in known or behind == " (" or behind[:1] in {"’", "'"}):
            continue
        if not name_like(word, False) or behind_article(prose, m.start()):
            continue  # "the Umpire said": no person's name
        why = _why(prose, m.span(), says)
        if not why or not (word in known or name_like(word, True)) or THING.match(prose, end):
            continue
        start = m.start()
        before = _BEFORE.search(prose, max(0, start - 20), start)
        if before and why.startswith("says") and name_like(before["word"], True) and before["word"] not in OUTSIDE:
            start = before.start("word")
        yield start, end, why


def _may_be_surnames(prose: str) -> list[int]:
    """Return where words stand that may be surnames, in order: those that nothing speaks against, and parts of longer ones."""
    known = capitals(prose)
    found = [at for sign in "’'" for word, at in known.ending(sign) if len(word) == 1]  # "O’Neill"
    found += [at for word, at in known.ending("-") if len(word) > 1 and not name_like(word, False)]
    for word, starts in known.places.items():
        reading = _read(word)
        if reading == _ALWAYS:
            found += starts
        elif reading == _SPEAKING:
            size = len(word)
            found += [at for at in starts if _SPEAKS.match(prose, at + size)]
    return sorted(found)


#: how a word may be a surname: wherever it stands, where something is said of it, nowhere by itself
_NOWHERE = 0
_SPEAKING = 1
_ALWAYS = 2


@lru_cache(maxsize=32768)
def _read(word: str) -> int:
    """Return how a word may be a surname."""
    if len(word) == 1 or not name_like(word, False):
        return _NOWHERE
    return _ALWAYS if word in surnames() else _NOWHERE if word.isupper() else _SPEAKING


def _why(prose: str, span: tuple[int, int], says: bool) -> str:
    """Say what shows that a single word is a surname; ``""`` where nothing does."""
    start, end = span
    known = prose[start:end] in surnames()
    behind = prose[end : end + 2]
    if says and not (_ACTS.match(prose, end) and only_opens(prose, span)):
        return "says something"
    if behind == " (" and (country := _OF_COUNTRY.match(prose, end)) and country["place"] in places().forms:
        return "a country in brackets behind it"
    if (not known and behind[:1] not in {"’", "'"}) or heads_sentence(prose, start):
        return ""
    if known:
        return KNOWN
    return "something is his" if _POSSESSIVE.match(prose, end) else ""


#: of two that find the same words the first one is the evidence
READINGS = (_who_wrote, _for_whom, _who_is_told, _who_took_part, _by_initials, _surname_alone)
