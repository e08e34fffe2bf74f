"""What the heading of a letter says: "Letter to Sir William Elford, January 12, 1819", "Karl Kraus an Arthur Schnitzler, 22. 1. 1893"."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.language.gazetteer import given_names, lists
from encoder.language.languages import every, language
from encoder.language.letters import phrase, tokens, tongues
from encoder.language.lexicon import words


class Heading(NamedTuple):
    """Sender and recipient as spans of the heading; ``same`` where the recipient is that of the letter before."""

    sender: tuple[int, int] | None = None
    recipient: tuple[int, int] | None = None
    same: bool = False
    letter: bool = False
    #: the word for a letter is said, or both are named
    plain: bool = False
    #: behind it stand place and date
    end: int = 0


#: the number of the file before that of the letter: "(35702) No. 576."
_FILED = r"(?:[\[(]\d{3,6}(?:/\d{2,4})?[\])]\s+)?"
_NUMBER = r"(?:n[o°ºr]s?\.?\s?°?\s?)?(?:\d{1,4}(?:[.,]\d{3})?\s?(?:bis|ter|[a-z])?|[ivxlcdm]{1,9})"
#: "112.", "XIV.", "No. 3", "LETTRE N° 173.", "LETTER I."
NUMBERED = re.compile(
    rf"{_FILED}[\[(]?(?:(?P<kind>{phrase('letter')})\s)?(?P<number>{_NUMBER})(?:[.):,\]—–-]+|(?=\s|\Z))\s*(?:[—–-]+\s+)?", re.I
)
_KIND = re.compile(
    rf"""
    (?:(?:(?:copy|abstract|extract|draft)\s(?:of\s)?)?(?:a|an|the|une?|la|ein|eine|una?)\s)?  # "Copy of a ", "Ein "
    (?P<kind>(?-x:{phrase('letter')}))\b[,:]?\s*  # "letter", "Schreiben"
    """,
    re.I | re.VERBOSE,
)
_TO = re.compile(rf"(?<![\w'’])(?:{phrase('to')})(?![\w])[.:]?\s*", re.I)
_FROM = re.compile(rf"(?:(?<![\w'’])(?:{phrase('from')})(?!\w)|(?<!\w)d[’'](?=[A-ZÀ-Þ]))[.:]?\s*", re.I)
_SAME = re.compile(rf"(?:{phrase('same')})(?!\w)", re.I)
#: to whom a letter of a French volume goes, and where: "GUSTAVE FLAUBERT, À CROISSET"
_AT = re.compile(
    r"""
    (?P<who> [^\W\d_][^,;:\n]{2,60} ),\sÀ\s
    (?P<where> [^\W\d_a-zà-ÿ][\w’'-]+ (?:[\s-][\w’'-]+){0,3} )
    \.?\s*
    """,
    re.VERBOSE,
)
#: a heading that begins with its day: "27. 3. 1877  Theodor Hale an Keller", "1833-06-04: Jane Hale to Amos Pym"
_DAY_FIRST = re.compile(r"(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d\d-\d\d)[.:,]?\s+(?=[^\W\d_])")
#: an initial, not the "a" of some languages
_INITIAL = re.compile(r"[A-Z]\.")
#: where the names end: at place and date
_STOP = re.compile(r",?\s*[\[(]?\d|,\s*\[|--|—|\s[-–]\s|\Z|\s?[\[(](?:\d|rec)|\n", re.I)
_MONTH = re.compile(rf",?\s*[\[(]?(?:{'|'.join(language('en').months)})\b", re.I)
_MONTHS = frozenset(month.lower() for month in language("en").months)
#: the same line is read more than once, and again by the next rule
_LINES = 512
LONGEST = 200
PARTY = 90
_PARTICLES = frozenset(p.lower() for p in words.PARTICLES) | {
    "and", "und", "et", "y", "e", "u", "the", "of", "du", "des", "zu", "d", "di", "da", "il", "la", "le", "his", "her", "in", "at",
    "for", "für", "pour", "para", "per", "&", "и",
}
#: words that are articles in another language: "A Proclamation", "An Address"
_ARTICLES = frozenset({"a", "an", "al", "in", "da", "ai"})
_TITLES = frozenset(t.lower() for t in words.TITLES)
_DETERMINERS = frozenset({"A", "AN", "THE"})
_PERSONS = frozenset(w.lower() for one in words.OFFICES | words.OFFICE_NOUNS | words.RANKS | words.TITLES for w in one.split()) | frozenset(
    word for one in every() for word in one.headings.get("somebody", ())
)


@lru_cache(_LINES)
def read(text: str) -> Heading | None:
    """Return what a heading says of the letter below it, None where it is the heading of no letter."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        return None
    start = len(text) - len(text.lstrip())
    at = start
    day = _DAY_FIRST.match(text, at)
    number = NUMBERED.match(text, at) if day is None else None
    at = day.end() if day else at
    letter = False
    if number:
        at, letter = number.end(), bool(number["kind"])
    kind = _KIND.match(text, at)
    if kind:
        at, letter = kind.end(), True
        number = NUMBERED.match(text, at)
        at = number.end() if number else at
    stop = _stop(text, at)
    if day and (both := _from_to(text, at, stop, small=True)):
        return both
    return _parties(text, at, stop, letter) or (_sent_from(text, at, stop) if number and not letter else None)


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_FIGURES = re.compile(r"[ivxlcdm]+\Z|\d+", re.I)


def value(number: str) -> int:
    """Return what a printed number counts, in figures or as the Romans wrote them; 0 where it is none."""
    m = _FIGURES.search(number.strip(" .").replace(",", ""))
    if m is None or m.group().isdigit():
        return int(m.group()) if m else 0
    digits = [_ROMAN[c] for c in m.group().lower()]
    return sum(-d if digits[i + 1 : i + 2] and digits[i + 1] > d else d for i, d in enumerate(digits))


def _stop(text: str, at: int) -> int:
    small = text.lower()
    month = any(map(small.__contains__, _MONTHS)) or not text.isascii()
    ends = [m.start() for m in (_STOP.search(text, at), _MONTH.search(text, at) if month else None) if m]
    return min(ends, default=len(text))


def _parties(text: str, at: int, stop: int, letter: bool) -> Heading | None:
    if not letter and (both := _from_to(text, at, stop)):
        return both
    to = _TO.match(text, at, stop)
    if to and not _INITIAL.fullmatch(to.group().strip()):
        stop = _stop(text, to.end())
        same = bool(_SAME.match(text, to.end()))
        sender = _FROM.search(text, to.end(), stop)
        last = sender.start() if sender and letter else stop
        recipient = _trim(text, to.end(), last)
        said = text[slice(*recipient)]
        article = to.group().strip(" .:").lower() in _ARTICLES
        if article and said.isupper() and _thing(["A", *tokens(said)]):
            return None  # "A TRIBUTE TO JOHN HALE"
        sure = letter or not article or _personal(said) or stop < len(text.rstrip())
        if not same and not (_name(said, letter) and sure):
            return None
        sent = _trim(text, sender.end(), stop) if sender and letter else None
        return Heading(sent, None if same else recipient, same, True, letter, stop)
    living = _AT.fullmatch(text, at, stop)
    if living and _personal(living["who"]) and _name(living["who"], False):
        return Heading(None, living.span("who"), False, letter, True, stop)
    came = _FROM.match(text, at, stop) if letter else None
    first = came.end() if came else at
    for to in _TO.finditer(text, first, stop):
        sent, recipient = _trim(text, first, to.start()), _trim(text, to.end(), stop)
        same = bool(_SAME.match(text, to.end()))
        said = to.group().strip(" .:")  # in capitals "AN" may be an article
        if said.lower() in _ARTICLES and not said.islower() and not all(_personal(text[slice(*side)]) for side in (sent, recipient)):
            continue
        if _name(text[slice(*sent)], letter) and (same or _name(text[slice(*recipient)], letter)):
            return Heading(sent, None if same else recipient, same, True, letter, stop)
    if came:
        sent = _trim(text, first, stop)
        return Heading(sent, None, False, True, letter, stop) if _name(text[slice(*sent)], letter) else None
    return Heading(letter=True, end=at) if letter and at >= len(text.rstrip()) - 2 else None


def _from_to(text: str, at: int, stop: int, small: bool = False) -> Heading | None:
    """Read a heading that names both with a word before each: "From Amos Hale to Jane Pym", "To Jane Pym from Amos Hale"."""
    for one, other in ((_FROM, _TO), (_TO, _FROM)):
        first = one.match(text, at, stop)
        then = other.search(text, first.end(), stop) if first else None
        if first is None or then is None or (first.group().islower() and not small):
            continue
        sides = _trim(text, first.end(), then.start()), _trim(text, then.end(), stop)
        if all(_personal(text[slice(*side)]) and _name(text[slice(*side)], False) for side in sides):
            sender, recipient = sides if one is _FROM else sides[::-1]
            return Heading(sender, recipient, False, True, True, stop)
    return None


def _sent_from(text: str, at: int, stop: int) -> Heading | None:
    """Read a heading with a number that says from whom a letter came: "3. FROM MRS. MARSH"."""
    came = _FROM.match(text, at, stop)
    sent = _trim(text, came.end(), stop) if came else (at, at)
    said = text[slice(*sent)]
    return Heading(sent, end=stop) if _name(said, False) and _personal(said) else None


def _personal(said: str) -> bool:
    """Whether somebody is named with a title or a given name."""
    return any(w.lower().rstrip(".") in _TITLES or w.title() in given_names() for w in tokens(said))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n[(,.;:_*—–-":
        start += 1
    while end > start and text[end - 1] in " \n,.;:_*—–-":
        if text[end - 1] == "." and re.search(r"\b[^\W\d_]{1,4}\.\Z", text[start:end]):
            break  # "Esq.", "A."
        end -= 1
    while end > start and text[end - 1] in ")]" and text[start:end].count("([") < 1 and not re.search(r"[\[(]", text[start:end]):
        end -= 1
    return start, end


def _thing(listed: list[str]) -> bool:
    """Whether words in capitals name a thing and nobody: "A TRIBUTE", "THE CAREER OF JOHN HALE"; "THE PRESIDENT" is somebody."""
    if listed[0] not in _DETERMINERS or len(listed) < 2:
        return False
    noun = listed[1].lower()
    return noun in lists("english_words") and noun not in _PERSONS and not any(noun in t.who for t in tongues())


def _name(said: str, letter: bool) -> bool:
    """Whether the words are one or several names, with titles and offices."""
    listed = tokens(said)
    if not listed or len(said) > PARTY:
        return False
    if said.isupper():
        return len(listed) <= 8 and not _thing(listed)
    if len(listed) == 2 and said.islower() and any(listed[0] in t.among and listed[1] in t.who for t in tongues()):
        return True  # "Jean à sa mère"
    if listed[-1].lower() in _PARTICLES:
        return False  # "à Dijon, le 3 mars": the date of a letter
    capitals = [w for w in listed if any(c.isupper() for c in w)]
    small = [w for w in listed if w.islower() and w not in _PARTICLES and w not in _TITLES and not any(w in t.who for t in tongues())]
    return bool(capitals) and not (small if not letter else len(small) > 2)
