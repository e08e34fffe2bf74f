"""What speaks for and against a stretch of words being the name of a person, a place or a body: a list of named observations.

Each observation has a weight for each class in ``weights.tsv``; its name there is the name here.
"""

from __future__ import annotations

from functools import cache, lru_cache

from encoder import lazy_re as re
from encoder.draft.model import BARRIER
from encoder.language.gazetteer import bodies, places, statesmen
from encoder.language.lexicon import words
from encoder.language.organisations import forms
from encoder.language.where import country
from encoder.names.farther import OF_PLACES, behind_small, county_behind, groups, place_or_date, placed
from encoder.names.kinds import NAMES, Kind, inhabitants, titles
from encoder.names.tokens import Word

_FAR = 26
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w’'-]*\.?)?(?P<between>[^\w]*)\Z")
#: as much of the same, read backwards, from the name: where it begins
_BACKWARDS = re.compile(r"\W*(?:[\w’'-]*[^\W\d_])?")
_BEHIND = re.compile(r"(?P<between>[^\w]*)(?P<word>[^\W\d_]+)?")
_SAYS = frozenset(w.replace("\\s", " ").split()[0] for w in [*words.table("titles")["saying"], *words.table("titles")["acting"]])


@cache
def _behind() -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys(_SAYS, "who says or does")
    for name, listed in words.table("context")["behind"].items():
        for word in listed:
            found[word] = name
    return found


def left(prose: str, start: int) -> tuple[str, ...]:
    """Return what stands before a name."""
    back = _BACKWARDS.match(prose[max(0, start - _FAR) : start][::-1])
    m = _BEFORE.match(prose, start - back.end() if back else start, start)
    word, between = (m["word"] or "", m["between"]) if m else ("", "")
    found = []
    if not word and not between.strip():
        return ("begins a line",) if start == 0 or "\n" in between or BARRIER in between else ()
    mark = between.strip()
    if "\n" in between or BARRIER in between:
        found.append("begins a line")
    elided = between in {"’", "'"} and word.lower() in groups()  # "l’Angleterre"
    if word and (elided or mark in {"", "[", "(", "“", '"'}) and BARRIER not in between:
        found += _behind_word(prose, start, word, m.start("word") if m else start)
    elif between == "." and word in _SHORT_TITLES:
        found.append("behind a title")  # "(Mr.Chepkok)"
    else:
        found += _behind_mark(mark, word)
    if mark[-1:] in {"“", '"', "‘", "«", "„", "»"}:
        found.append("behind a quotation mark")
    if mark[-1:] in {"(", "["}:
        found.append("behind a bracket")
    return tuple(found)


def _behind_word(prose: str, start: int, word: str, at: int) -> list[str]:
    """Return what a word tells of the name behind it, which begins at ``start``; the word itself begins at ``at``."""
    bare = word.rstrip(".")
    if bare in titles() or bare.title() in _SHORT_TITLES:
        return ["behind a title"]
    small = bare.lower()
    if word.endswith(".") and len(word) > 2 and small not in groups():
        return ["begins a sentence"]
    if small in _CALLING and _CALLED_PLACE.search(prose, max(0, start - _FAR), start):
        return ["behind a place called"]
    if small == "to" and _GREETING.search(prose, max(0, start - _FAR), start):
        return ["behind a greeting"]
    if small == "with" and _TALK.search(prose, max(0, start - _FAR), start):
        return ["behind talks with"]
    found = [groups().get(small, "behind another word")]
    farther = behind_small(prose, at, small)
    return [*found, farther] if farther else found


def _behind_mark(mark: str, word: str) -> list[str]:
    if mark[:1] in {".", "?", "!", ":", ";"} or mark[-1:] in {".", "?", "!"}:
        return ["behind a colon" if ":" in mark or ";" in mark else "begins a sentence"]
    if mark.startswith(","):
        return ["behind a comma", "behind a place and a comma"] if placed(word) else ["behind a comma"]
    return ["behind a stroke or dash"] if mark[:1] in {"—", "–", "-", "/"} else []


#: "Mississippi river"
NOUN_BEHIND = "a small noun of places behind it"
_CALLING = frozenset({"called", "named", "of"})
_PLACES = "place|village|town|city|river|island|hill|hamlet|port|province|district|county|state|region|valley|mountain|lake|bay|harbou?r"
#: "a place called Pishti", "the city of Hue"
_CALLED_PLACE = re.compile(rf"\b(?:{_PLACES})s?\s(?:called|named|of)\s[“\"]?\Z", re.I)
#: "give my love to Jean", "remember me to Lucy", "talks with Bitsios"
_GREETING = re.compile(
    r"\b(?:love|regards|respects|compliments|remembrances?|kiss(?:es)?|remember me|greetings|duty|wishes)\sto\s\Z",
    re.I,
)
_TALK = re.compile(
    r"""
    \b(?:talks?|talked|discussions?|interviews?|consultations?|appointment|conferred
    |breakfast|lunch|luncheon|dinner|dined|tea|supped)\swith\s\Z
    """,
    re.I | re.X,
)
_SHORT_TITLES = frozenset(words.table("context")["short_titles"]) | frozenset(words.table("context")["more_titles"])


def right(prose: str, end: int) -> tuple[str, ...]:
    """Return what stands behind a name."""
    m = _BEHIND.match(prose, end, min(len(prose), end + _FAR))
    word, between = (m["word"] or "", m["between"]) if m else ("", "")
    found = []
    if between[:2] in {".,", ".]", ".)"}:
        between = between[1:]  # "Chenango Co., NY"
    if between[:1] in {"’", "'"}:
        found.append("something is its own")
    elif between == " " and prose[end + 1 : end + 2].isdigit():
        found.append("a number behind it")
    elif BARRIER in between or "\n" in between or (not word and not between.strip()):
        found.append("ends a line")
        if ":" in between:
            found.append("before a colon")
    elif between[:1] == "," and word:
        found += _before_comma(prose, end, word)
    elif between == " " and word and word[0].islower():
        found.append(_behind().get(word, "another word behind it"))
    else:
        found += _before_mark(between, prose[end + 2 : end + 3])
        if word and "a bracket behind it" in found and (placed(word) or county_behind(prose, end, word)):
            found.append("a place in brackets behind it")
    if between[:1] in _QUOTES or (between[:1] in {",", "."} and between[1:2] in _QUOTES):
        found.append("before a quotation mark")
    return tuple(found)


def _before_comma(prose: str, end: int, word: str) -> tuple[str, ...]:
    if word in words.OFFICE_NOUNS or (word in {"the", "a", "an", "former", "then", "deputy"} and _OFFICE.match(prose, end)):
        return ("an office behind it",)
    if word in _HONOURS:
        return ("an honour behind it",)
    return ("a comma and a capital behind it", *place_or_date(prose, end, word)) if word[0].isupper() else ("a comma behind it",)


_MARKS = {".": "ends a sentence", ":": "before a colon", "/": "a stroke or dash behind it"}
_MARKS |= dict.fromkeys("-–—", _MARKS["/"])


def _before_mark(between: str, second: str) -> tuple[str, ...]:
    if between == ", ":
        return ("a date behind it",) if second.isdigit() else ()
    if between[:2] in {" (", " ["}:
        return ("a bracket behind it",)
    told = _MARKS.get(between[:1])
    return (told,) if told else ()


_QUOTES = frozenset('”"»“')

_NOUNS = "|".join(sorted(map(re.escape, words.OFFICE_NOUNS)))
_OFFICE = re.compile(rf",\s(?:[Tt]he|[Tt]hen|former|late|an?|new|acting|deputy)\s(?:[A-Za-z]+\s){{0,3}}?(?:{_NOUNS})\b")


#: observations that mean more together than each by itself
_BOTH: tuple[tuple[str, str, str], ...] = (
    ("a noun of bodies alone", "behind the", "the noun of a body"),
    ("a surname that is a word", "behind a title", "a title before a name that is a word"),
    ("an unknown word alone", "behind a word of persons", "an unknown word behind a word of persons"),
    ("a given name alone", "behind a word of persons", "a given name behind a word of persons"),
    ("a given name alone", "who says or does", "a given name that does something"),
    ("a surname alone", "who says or does", "a surname that does something"),
    ("an unknown word alone", "who says or does", "an unknown word that does something"),
    ("capitals", "a passage in capitals", "a word in a passage in capitals"),
    ("in the gazetteer", "a passage in capitals", "the gazetteer, in a passage in capitals"),
    ("in the gazetteer", "begins a line", "the gazetteer, at the head of a line"),
    ("a town", "behind a title", "a town behind a title"),
    ("a noun of bodies at the end", "a noun of bodies before", "nouns of bodies at both ends"),
    ("a listed acronym", "a number behind it", "an acronym with a number behind it"),
    ("a listed acronym", "before a thing", "an acronym before a thing"),
    ("an unknown word alone", "begins a sentence", "an unknown word begins a sentence"),
    ("a surname alone", "begins a sentence", "a surname begins a sentence"),
    ("a surname that is a word", "begins a line", "a surname that is a word begins a line"),
    ("a noun of bodies alone", "begins a sentence", "the noun of a body begins a sentence"),
    ("a noun of bodies alone", "behind an article", "the noun of a body behind an article of another"),
    ("a particle before", "behind a title", "a particle behind a title"),
    ("an unknown word alone", "behind a place called", "an unknown word behind a place called"),
    ("a surname alone", "behind a place called", "a surname behind a place called"),
    ("a surname alone", "behind a title", "a surname behind a title"),
    ("an unknown word alone", "behind a title", "an unknown word behind a title"),
    ("a given name alone", "behind a title", "a given name behind a title"),
    ("an ordinary word that is never small", "who says or does", "an ordinary word that does something"),
    ("a noun of bodies inside", "a noun of places at the end", "a noun of bodies inside, one of places at the end"),
    ("goes on behind a body's noun", "and inside", "a body that goes on over and"),
    ("goes on behind a body's noun", "a comma inside", "a body that goes on over a comma"),
    ("on behind a body's noun", "and inside", "a body and its subjects, with and"),
    ("on behind a body's noun", "a comma inside", "a body and its subjects, with a comma"),
    ("and inside", "a noun of bodies at the end", "and inside, a noun of bodies at the end"),
    ("and inside", "a noun of firms at the end", "and inside, a noun of firms at the end"),
    ("half of a pair", "in the gazetteer", "half of a pair, in the gazetteer"),
    ("half of a pair", "a surname alone", "half of a pair, a surname"),
    ("half of a pair", "an unknown word alone", "half of a pair, an unknown word"),
    ("half of a pair", "a meeting behind it", "half of a pair before a meeting"),
    ("an ordinary word before", "a noun of bodies at the end", "an ordinary word before the noun of a body"),
    ("a people before", "a noun of bodies at the end", "a people before the noun of a body"),
    ("a place before", "a noun of bodies at the end", "a place before the noun of a body"),
    ("goes on behind a body's noun", "behind the", "a body that goes on, behind the"),
    ("all words may be names", "ends a line", "all words may be names, ends a line"),
    ("all words names or unknown", "begins a line", "all words names or unknown, begins a line"),
)
_BOTH += (
    ("behind a quotation mark", "before a quotation mark", "in quotation marks"),
    ("begins a line", "ends a line", "a line of its own"),
    ("begins a line", "before a colon", "a line's head before a colon"),
    ("a direction before", "a place at the end", "a direction and a place"),
    ("a noun of nature before", "a surname at the end", "a noun of nature and a name"),
    ("a noun of nature before", "an unknown word at the end", "a noun of nature and an unknown word"),
    ("a given name alone", "behind a greeting", "a given name behind a greeting"),
    ("a given name alone", "behind and", "a given name behind and"),
    ("an unknown word alone", "behind a noun of places", "an unknown word behind a noun of places"),
    ("a surname alone", "behind a noun of places", "a surname behind a noun of places"),
    ("a possessive inside", "a noun of bodies at the end", "a possessive and the noun of a body"),
    ("a possessive inside", "a noun of places at the end", "a possessive and the noun of a place"),
    ("a given name before", "an unknown word at the end", "a given name and an unknown word"),
    ("a given name before", "a surname at the end", "a given name and a surname"),
    ("goes on behind a body's noun", "begins a line", "a body that goes on, begins a line"),
    ("two words", "all words names or unknown", "two words that are names or unknown"),
    ("capitals", "behind the", "capitals, behind the"),
    ("an unknown word alone", "behind the", "an unknown word behind the"),
    ("an unknown word alone", "behind by", "an unknown word behind by"),
    ("an unknown word alone", "behind with", "an unknown word behind with"),
    ("a surname alone", "behind the", "a surname behind the"),
    ("a surname alone", "behind of", "a surname behind of"),
    ("a town", "behind of", "a town behind of"),
    ("a noun of bodies alone", "ends a sentence", "the noun of a body ends a sentence"),
    ("a noun of bodies alone", "who says or does", "the noun of a body that does something"),
    ("a noun of bodies at the end", "behind the", "a noun of bodies at the end, behind the"),
    ("a noun of bodies before", "begins a line", "a noun of bodies before, begins a line"),
    ("all words ordinary", "behind the", "all words ordinary, behind the"),
    ("all words ordinary", "a passage in capitals", "all words ordinary, in a passage in capitals"),
    ("goes on behind a body's noun", "a passage in capitals", "a body that goes on, in a passage in capitals"),
    ("a noun of bodies at the end", "a passage in capitals", "a noun of bodies at the end, in a passage in capitals"),
)
_BOTH += (
    ("a given name before", "behind from", "a given name before, behind from"),
    ("a given name before", "behind to", "a given name before, behind to"),
    ("a given name before", "behind in", "a given name before, behind in"),
    ("a given name before", "behind at", "a given name before, behind at"),
    ("initials before", "behind from", "initials before, behind from"),
    ("initials before", "behind to", "initials before, behind to"),
    ("a title alone", "behind a word of persons", "a title behind a word of persons"),
    ("capitals", "behind an article", "capitals, behind an article"),
    ("a title alone", "of behind it", "a title before of"),
    ("a title alone", "behind whose", "a title behind whose"),
    ("capitals", "behind whose", "capitals, behind whose"),
    ("capitals", "who says or does", "capitals that do something"),
    ("capitals", "begins a sentence", "capitals that begin a sentence"),
    ("capitals", "behind of", "capitals, behind of"),
    ("capitals", "behind by", "capitals, behind by"),
    ("capitals", "behind with", "capitals, behind with"),
    ("a noun of bodies alone", "behind whose", "the noun of a body behind whose"),
    ("a title alone", "behind an article", "a title behind an article"),
    ("a noun of bodies alone", "behind this", "the noun of a body behind this"),
    ("a surname, a comma, a given name", "begins a line", "a surname, a comma, a given name begin a line"),
    ("a surname, a comma, a given name", "ends a line", "a surname, a comma, a given name end a line"),
    ("may be a county", "a state behind it", "a county before its state"),
    ("may be a county", "behind a place and a comma", "a county behind its town"),
    ("may be a county", "behind a bracket", "a county in brackets"),
    ("a state shortened", "behind a place and a comma", "a state behind its town"),
    ("a state shortened", "behind a comma", "a state shortened, behind a comma"),
    ("a state shortened", "behind a bracket", "a state shortened, behind a bracket"),
    ("a state shortened", "cut from an unknown word before", "a state behind an unknown word"),
    ("a state shortened at the end", "a town of several words", "a town of several words, its state too"),
)
_WITH: dict[str, list[tuple[str, str]]] = {}
for _one, _other, _name in _BOTH:
    _WITH.setdefault(_one, []).append((_other, _name))
_HONOURS = frozenset(words.table("context")["honours"])
_PLACED = frozenset({"behind in", "behind at", "behind from", "behind to", "behind a word of place"})
_TOWNS = frozenset({
    "a city", "a city, and a person's name too", "a town", "a town, and a person's name too",
    "a town, and a word too", "in the gazetteer, and a person's name too", "ends like a place", "a noun of places at the end",
    "an unknown word alone", "a surname alone", "a surname that is a word",
})  # fmt: skip


_LINED = frozenset({
    "a noun of bodies at the end", "a noun of bodies before", "a noun of places at the end", "all words names or unknown",
    "a given name before", "initials before", "in the gazetteer", "one word", "a passage in capitals", "all words ordinary",
})  # fmt: skip


#: what the gazetteer says of a form, and what the list of towns
KNOWN = frozenset({
    "in the gazetteer", "in the gazetteer, and a person's name too", "a country, and a person's name too", "a city",
    "a city, and a person's name too", "a town of several words",
})  # fmt: skip
_MAY_BE_TOWN = frozenset({"a town", "a town, and a person's name too", "a town, and a word too", "a city, and a word too"})
#: single words that may be the name of anything
_ANYTHING = frozenset({"an unknown word alone", "a surname alone", "a surname that is a word", "a given name alone"})
_OF_KNOWN = OF_PLACES | {
    "behind of",
    "behind a comma",
    "begins a line",
    "behind a stroke or dash",
    "a stroke or dash behind it",
    "behind and",
    "behind on",
    "something of several behind it",
    "behind for",
    "behind between",
    "behind the",
    "cut from a direction before",
    "behind by",
    "cut from an ordinary word before",
    "behind a title",
    "behind a bracket",
    "a passage in capitals",
    "a line of its own",
    "before a thing",
    "another word behind it",
    "begins a sentence",
    "of behind it",
    "something is its own",
    "who says or does",
    "behind another word",
    "behind with",
    "cut from an ordinary word behind",
    "a people stands before",
    "half of a pair",
    "cut from an unknown word before",
}


def both(seen: list[str]) -> list[str]:
    """Return what observations mean together."""
    found = [name for one in seen if one in _WITH for other, name in _WITH[one] if other in seen]
    if "a line of its own" in found:
        found += [f"{one}, a line of its own" for one in seen if one in _LINED]
    if not KNOWN.isdisjoint(seen):
        found += [f"a known place, {one}" for one in seen if one in _OF_KNOWN]
    elif not _MAY_BE_TOWN.isdisjoint(seen):
        found += [f"perhaps a town, {one}" for one in seen if one in _OF_KNOWN]
    if not OF_PLACES.isdisjoint(seen):
        found += [f"{one}, {other}" for one in seen if one in _ANYTHING for other in seen if other in OF_PLACES]
    if not _PLACED.isdisjoint(seen):
        found += [f"{one}, behind in, at, to" for one in seen if one in _TOWNS]
    return found


def listed(form: str, part: list[Word]) -> tuple[str, ...]:
    """Return what the gazetteer and the table of bodies say of a form."""
    return _listed(form, part[0].kind if len(part) == 1 else None)


@lru_cache(maxsize=16384)
def _listed(form: str, kind: int | None) -> tuple[str, ...]:
    """Return what is said of a form; ``kind`` is that of its word, None where it has several."""
    found = []
    known = places().forms
    titled = form.title() if form.isupper() and len(form) > 3 else form
    if form in known or titled in known:
        where = "a country" if country(titled) else "in the gazetteer"
        found.append(f"{where}, and a person's name too" if kind is not None and kind & NAMES else "in the gazetteer")
        if not (known.get(form) or known[titled]).geonames:
            found.append("a country or region")
    elif country(form) or (kind is not None and kind & Kind.PLACE):
        found.append("in the gazetteer")
    elif kind is not None:
        if kind & Kind.TOWN:
            size = "a city" if kind & Kind.CITY else "a town"
            also = ", and a person's name too" if kind & (NAMES | Kind.SURNAME_WORD) else ", and a word too" if kind & Kind.WORD else ""
            found.append(size + also)
    elif form not in statesmen().forms and _is_town(titled):
        found.append("a town of several words")
    if form in bodies().forms or titled in bodies().forms:
        found.append("in the table of bodies")
    if form in forms():
        found.append("a body of the table by this name")
    return tuple(found)


def _is_town(form: str) -> bool:
    return 0 < len(form) < 40 and inhabitants(form) > 0
