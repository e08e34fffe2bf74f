"""Whether a sentence tells what was or plans what shall be: which way a day without its year, month or week lies."""

from __future__ import annotations

from datetime import date

from encoder import lazy_re as re
from encoder.dates.calendars import last_day, nearest_year
from encoder.dates.span import Scene

#: "before Thursday at the earliest"
_TILL = re.compile(r"\b(?:[Bb]efore|(?<!ed\s)(?<!en\s)[Bb]y|[Nn]ot later than|[Uu]ntil|[Tt]ill)\s\Z")
SENTENCE = re.compile(r"[;:?!\n]|\.(?!\w)(?!\s[a-z])")
#: what was done, and nothing planned behind it: "who flew to Tegucigalpa on Friday"
_DONE_WORD = r"""
    (?: (?! (?: schedul | plann | expect | propos | intend | suppos | postpon | need | requir
              | invit | fix | delay | request | ask | agre | decid | arrang | suggest | hop )
            ed )
        [a-z]{2,}ed  # "arrived", not "expected"
      | was | were | had | did | went | came | met | saw | left | told | said | sent | held | took | flew
      | spoke | gave | made | began | brought | heard | wrote )
    \b
"""
_DONE = re.compile(rf"\b{_DONE_WORD}(?!.*\bto\s[a-z])", re.VERBOSE)
_DONE_BEHIND = re.compile(
    r"""
    (?:\s(?:morning|afternoon|evening|night))?(?:\s(?:again|also|already))?\s  # (Monday) "morning again "
    (?: stated | told | said | informed | reported | asked | called | replied | announced | declared
      | confirmed | agreed | left | met | arrived )
    \b
    """,
    re.VERBOSE,
)
#: "on Monday, when I wished to speak"
_WHEN_DONE = re.compile(rf",?\s(?:when\s)?(?:I|[Ww]e|he|she|they|you)\s(?:\w+ly\s)?{_DONE_WORD}", re.VERBOSE)
_CLAUSE = re.compile(r"[,;:]")
#: so far around an expression its sentence is looked for
_AROUND = 400
_NEARBY = 160


def _clause(scene: Scene) -> str:
    """Return what stands before an expression in its clause."""
    before = scene.before(_NEARBY)
    return before[max((m.end() for m in (*_CLAUSE.finditer(before), *SENTENCE.finditer(before))), default=0) :]


def looks_ahead(scene: Scene) -> bool:
    """Whether the sentence plans: its clause does, or the sentence does and the clause tells nothing that was done."""
    if _DONE_BEHIND.match(scene.text, scene.end) or _WHEN_DONE.match(scene.text, scene.end):
        return False
    if _TILL.search(scene.before(18)):
        return True
    before = list(SENTENCE.finditer(scene.text, max(0, scene.start - _AROUND), scene.start))
    after = SENTENCE.search(scene.text, scene.end, scene.end + _AROUND)
    first = before[-1].end() if before else max(0, scene.start - _AROUND)
    sentence = scene.text[first : after.start() if after else scene.end + _AROUND]
    forward = scene.words.has("ahead")
    return bool(forward.search(sentence) and (forward.search(clause := _clause(scene)) or not _DONE.search(clause)))


#: what is only told of, may lie ahead: "he said that the elections of October 3 ..."
_REPORTED = re.compile(
    r"""
    \b
    (?: said | told | thought | heard | wrote
      | (?: stat | inform | express | ask | repli | report | hop | expect | believ | suggest | propos
          | announc | indicat | mention | not | learn | declar | add | explain | insist | agre | referr
          | request | discuss | schedul | plann | prepar )
        ed
      | might | could | would | should | will | may | must | to\sbe )
    \b
    """,
    re.X,
)


def was_told(scene: Scene) -> bool:
    """Whether the clause tells what was done or said, and plans nothing: "as I told you in the spring"."""
    clause = _clause(scene)
    return bool(_DONE.search(clause)) and not scene.words.has("ahead").search(clause)


def tells_past(scene: Scene) -> bool:
    """Whether the clause tells what was done, and what is told is no word about what may come."""
    clause = _clause(scene)
    return bool(_DONE.search(clause)) and not _REPORTED.search(clause)


#: "I shall be there by the 3d of May": a day that a plan names has such a word before it, and no noun behind it
_POINTED = re.compile(r"\b(?:[Ii]n|[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ff]rom|[Aa]fter|[Bb]efore|[Ff]or|[Oo]f)\s(?:about\s|the\s)*\Z")
_NOUN_BEHIND = re.compile(
    r"""
    (?:st|nd|rd|th)?\s
    (?! (?: and | or | at | for | with | to | if | when | by | in | but | the )\b )
    [a-z]{3,}
    """,
    re.X,
)


def _plans(scene: Scene) -> bool:
    if (not _POINTED.search(scene.before(24)) and not scene.text[scene.start].islower()) or tells_behind(scene):
        return False
    return bool(scene.words.has("ahead").search(_clause(scene))) and not _NOUN_BEHIND.match(scene.text, scene.end)


#: a day so far from the day of writing may lie on its other side, if the sentence says so
_FAR = 100
#: so many days from the day of writing lies a time that a sentence tells of: its days are reckoned from the one that has a year
_AGO = 400

#: a document's day: "the decree of", "Ihr Schreiben vom", not "on the night of"; so the words before it end
_CITED = re.compile(
    r"""
    (?<![^\W\d_])
    (?! (?i:night|morning|evening|afternoon|day|eve|week|events?
        |nuit|soir[ée]*|matin|nacht|abend|tag|noche|tarde|mañana)s?\b)
    [^\W\d_]{3,}\s(?:dated|of|du|de|del|vom|van|di|datée?)\s(?:the\s)?\Z
    """,
    re.X,
)
#: so many days before the day of writing lie its news
_JUST_NOW = 45


def cites(text: str, start: int) -> bool:
    """Whether the words before a date make it that of a document."""
    return _CITED.search(text, max(0, start - _NEARBY), start) is not None


#: "that on 11th November in the morning I left London": what the writer did, in the same sentence
_TOLD_BEHIND = re.compile(rf"\b(?:I|[Ww]e)\s(?:\w+ly\s)?{_DONE_WORD}", re.VERBOSE)
_STOP = re.compile(r"[?!\n]|\.\s(?![a-z])")
#: so far behind a day its sentence is read
_BEHIND = 140


def tells_behind(scene: Scene) -> bool:
    """Whether the writer tells behind the day what he did on it; a plan before it in its clause forbids it."""
    before = _clause(scene).rpartition(" that ")[2]
    if scene.words.has("ahead").search(before):
        return False
    stop = _STOP.search(scene.text, scene.end, scene.end + _BEHIND)
    did = _TOLD_BEHIND.search(scene.text, scene.end, stop.start() if stop else scene.end + _BEHIND)
    return did is not None and not _REPORTED.search(did.group())


def year_meant(month: int, day: int, scene: Scene) -> int:
    """Return the year of a day without one: the nearest to the anchor, but of a far one the year that its sentence tells or plans.

    What is told later, as notes are, knows what came after the anchor: there the nearest holds. Raises ValueError without an anchor.
    """
    if scene.anchor is None:
        raise ValueError("a year is reckoned from a day")
    year = nearest_year(month, day, scene.anchor)
    away = (date(year, month, min(day, last_day(year, month))) - scene.anchor).days
    if scene.near and abs((scene.near - scene.anchor).days) > _AGO:
        just_now = scene.cited and -_JUST_NOW <= away <= 0  # "the decree of 5 June 1867 was lifted on August 3": its day is not the news'
        return year if just_now else nearest_year(month, day, scene.near)
    if away < -_FAR and not scene.later and _plans(scene):
        return year + 1
    if away > _FAR and not scene.later and (tells_past(scene) or tells_behind(scene)):
        return year - 1
    return year
