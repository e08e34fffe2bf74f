"""What speaks for and against a stretch of words being the name of a person, a place or a body: a list of named observations.

Each observation has a weight for each class in ``weights.tsv``; its name there is the name here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from encoder import lazy_re as re
from encoder.draft.model import BARRIER
from encoder.language.gazetteer import bodies, places, statesmen
from encoder.language.lexicon import words
from encoder.language.organisations import forms
from encoder.language.where import country, towns_of
from encoder.names.farther import OF_PLACES, behind_small, county_behind, groups, place_or_date, placed
from encoder.names.farther import telling as telling_small
from encoder.names.kinds import NAMES, Kind, inhabitants, titles
from encoder.names.pairs import BOTH

#: so much before and behind a name counts
FAR = 26
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w’'-]*\.?)?(?P<between>[^\w]*)\Z")
#: as much of the same, read backwards, from the name: where it begins
_BACKWARDS = re.compile(r"\W*(?:[\w’'-]*[^\W\d_])?")
_BEHIND = re.compile(r"(?P<between>[^\w]*)(?P<word>[^\W\d_]+)?")
_SAYS = frozenset(w.replace("\\s", " ").split()[0] for w in [*words.table("titles")["saying"], *words.table("titles")["acting"]])


@cache
def _behind() -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys(_SAYS, "who says or does")
    for name, listed in words.table("context")["behind"].items():
        for word in listed if name != "kin behind it" else ():
            found[word] = name
    return found


def left(prose: str, start: int) -> tuple[str, ...]:
    """Return what stands before a name."""
    back = _BACKWARDS.match(prose[max(0, start - FAR) : start][::-1])
    m = _BEFORE.match(prose, start - back.end() if back else start, start)
    word, between = (m["word"] or "", m["between"]) if m else ("", "")
    found = []
    if not word and not between.strip():
        if start == 0 or "\n" in between or BARRIER in between:
            return ("begins a line",)
        return ("behind a number",) if between and prose[start - len(between) - 1 : start - len(between)].isdigit() else ()
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


_CALLING = frozenset({"called", "named", "of"})
#: what any other word tells of the name behind it does not hang on the words before it
FARTHER = _CALLING | {"to", "with", "the", "at", "from", "said", "aforesaid", "for"}


def _behind_word(prose: str, start: int, word: str, at: int) -> list[str]:
    """Return what a word tells of the name behind it, which begins at ``start``; the word itself begins at ``at``."""
    bare = word.rstrip(".")
    if (bare in titles() and word not in _NOT_SHORTENED) or (bare.title() in _SHORT_TITLES and bare != "m"):  # "12 p.m. EDT"
        return ["behind a title"]
    small = bare.lower()
    if small in _SAID and prose[max(0, at - 4) : at].lower() == "the ":
        return ["behind the said"]  # "the said Tribe"
    if word.endswith(".") and len(word) > 2 and small not in groups():
        return ["begins a sentence"]
    if small in _CALLING and _CALLED_PLACE.search(prose, max(0, start - FAR), start):
        return ["behind a place called"]
    if small == "to" and _GREETING.search(prose, max(0, start - FAR), start):
        return ["behind a greeting"]
    if small == "with" and _TALK.search(prose, max(0, start - FAR), start):
        return ["behind talks with"]
    found = [groups().get(small, "behind another word")]
    farther = behind_small(prose, at, small)
    return [*found, farther] if farther else found


def _behind_mark(mark: str, word: str) -> list[str]:
    if mark[:1] in {".", "?", "!", ":", ";"} or mark[-1:] in {".", "?", "!"}:
        return ["behind a colon" if ":" in mark else "behind a semicolon" if ";" in mark else "begins a sentence"]
    if mark.startswith(","):
        told = "behind an office and a comma" if word in words.OFFICE_NOUNS else "behind a comma"
        return [told, "behind a place and a comma"] if placed(word) else [told]
    return ["behind a stroke or dash"] if mark[:1] in {"—", "–", "-", "/"} else []


#: "Mississippi river"
_WITH_NOUN = {
    "a small noun of places behind it": "with a small noun of places",
    "a county's small noun behind it": "with the small noun of a county",
}
#: behind an ordinary word it is a name: "Orange county"
COUNTIES = (" county", " counties", " township")


def with_noun(seen: tuple[str, ...]) -> str:
    """Return what a name is together with the small noun behind it, ``""`` where there is none."""
    return _WITH_NOUN.get(seen[0], "") if seen else ""


#: titles that are shortened without a stop: with one they are other words shortened, as in "Bap. Miss. Soc."
_NOT_SHORTENED = frozenset({"Miss."})
#: behind "the" they tell what was named before
_SAID = frozenset({"said", "aforesaid"})
_PLACES = "place|village|town|city|river|island|hill|hamlet|port|province|district|county|state|region|valley|mountain|lake|bay|harbou?r"
#: "a place called Pishti", "the city of Hue"
_CALLED_PLACE = re.compile(rf"\b(?:{_PLACES})s?\s(?:called|named|of)\s[“\"]?\Z", re.I)
#: "give my love to Jean", "remember me to Lucy", "talks with Bitsios"
_GREETING = re.compile(
    r"\b(?:love|regards|respects|compliments|remembrances?|kiss(?:es)?|remember me|greetings|duty|wishes)\sto\s\Z",
    re.I,
)
#: the words before a name's small word of which these patterns tell, "me" apart
_BY_WORDS = {
    "to": "love regards respects compliments remembrance remembrances kiss kisses greetings duty wishes",
    "with": "talk talks talked discussion discussions interview interviews consultation consultations appointment conferred "
    "breakfast lunch luncheon dinner dined tea supped",
}
_TALK = re.compile(
    r"""
    \b(?:talks?|talked|discussions?|interviews?|consultations?|appointment|conferred
    |breakfast|lunch|luncheon|dinner|dined|tea|supped)\swith\s\Z
    """,
    re.I | re.X,
)
@cache
def telling(small: str) -> frozenset[str]:
    """Return the words in small letters that tell something of a name behind a small one; other words there tell nothing."""
    found = telling_small(small) | frozenset(_BY_WORDS.get(small, "").split())
    if small not in _CALLING:
        return found
    return found.union(*[(one, f"{one}s") for one in _PLACES.replace("harbou?r", "harbor|harbour").split("|")])


_SHORT_TITLES = frozenset(words.table("context")["short_titles"]) | frozenset(words.table("context")["more_titles"])


def right(prose: str, end: int) -> tuple[str, ...]:
    """Return what stands behind a name."""
    m = _BEHIND.match(prose, end, min(len(prose), end + FAR))
    word, between = (m["word"] or "", m["between"]) if m else ("", "")
    found = []
    if between[:2] in {".,", ".]", ".)"}:
        between = between[1:]  # "Chenango Co., NY"
    elif between == " , ":
        between = ", "  # "JAMES ADAIR , Esq."
    quoted = between[:1] in {"’", "'"} and not _owns(prose, end)
    if quoted:
        between = between[1:]  # "discussed in Canberra’. Then"
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
        if word in AND and SHARED.match(prose, end):
            found.append("shares a noun of places behind it")
        found.append(_behind().get(word) or ("a past tense behind it" if _PAST.search(word) else "another word behind it"))
    else:
        found += _before_mark(between, prose[end + 2 : end + 3])
        if word and "a bracket behind it" in found and (placed(word) or county_behind(prose, end, word)):
            found.append("a place in brackets behind it")
    if quoted or between[:1] in _QUOTES or (between[:1] in {",", "."} and between[1:2] in _QUOTES):
        found.append("before a quotation mark")
    return tuple(found)


def _owns(prose: str, end: int) -> bool:
    """Whether a possessive stands behind a name, and not the mark that ends what was quoted: "Bevin’s", "Wells’ house"."""
    behind = prose[end + 1 : end + 3]
    return behind[:1] in {"s", "S"} or (prose[end - 1] in "sSxz" and behind[:1].isspace() and behind[1:].isalpha()) or behind[:1].isalpha()


AND = frozenset({"and", "or"})
#: "Carroll and Heard counties"
SHARED = re.compile(
    r"\s(?:and|or)\s[A-Z]\w+\s(?:counties|streets|sts|avenues|rivers|townships|parishes|islands|roads|valleys)\b"
)
#: behind these small words an office may stand, or what a place is
MODIFIERS = frozenset({"the", "a", "an", "former", "then", "deputy", "now", "formerly"})
#: "Kirkwood, a small village of ..."
_PLACE_BEHIND = re.compile(
    rf"""
    ,\s (?:[a-z-]+\s){{1,5}}?
    (?:{_PLACES}|seaport|suburb|settlement|seat|capital|parish|station|creek|stream|mission|post) s?
    (?= \s(?:of|in|on|near|about|at|which|where|with|situated|located|some|whose|then|called)\b | [,.;:)] )
    """,
    re.X,
)


def _before_comma(prose: str, end: int, word: str) -> tuple[str, ...]:
    if word in words.OFFICE_NOUNS or (word in MODIFIERS and _OFFICE.match(prose, end)):
        return ("an office behind it",)
    if word in MODIFIERS and _PLACE_BEHIND.match(prose, end):
        return ("a comma behind it", "a place by what follows")
    if word in _HONOURS:
        return ("an honour behind it",)
    if word in _KIN:
        return ("a comma behind it", "kin behind it")
    return ("a comma and a capital behind it", *place_or_date(prose, end, word)) if word[0].isupper() else ("a comma behind it",)


#: "introduced", "visited": what somebody did
_PAST = re.compile(r"\w{3}ed\Z(?<!eed)")


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


_WITH: dict[str, list[tuple[str, str]]] = {}
for _one, _other, _name in BOTH:
    _WITH.setdefault(_one, []).append((_other, _name))
#: with what each of them means more
_OTHERS = {one: frozenset(other for other, _ in rows) for one, rows in _WITH.items()}
_KIN = frozenset(words.table("context")["behind"]["kin behind it"])
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
    "before a title",
    "a preposition inside",
    "a small office behind it",
    "cut from a place before",
    "cut from a known place behind",
    "cut from a state behind",
    "a number behind it",
}


#: whatever is told below of places; most candidates have nothing of it
_ANY_PLACE = KNOWN | _MAY_BE_TOWN | OF_PLACES | _PLACED


def both(seen: Sequence[str]) -> list[str]:
    """Return what observations mean together."""
    there = set(seen)
    found = []
    for one in seen:
        if one in _WITH and not _OTHERS[one].isdisjoint(there):
            found += [name for other, name in _WITH[one] if other in there]
    if found and "a line of its own" in found:
        found += [f"{one}, a line of its own" for one in seen if one in _LINED]
    if _ANY_PLACE.isdisjoint(there):
        return found
    if not KNOWN.isdisjoint(there):
        found += [f"a known place, {one}" for one in seen if one in _OF_KNOWN]
    elif not _MAY_BE_TOWN.isdisjoint(there):
        found += [f"perhaps a town, {one}" for one in seen if one in _OF_KNOWN]
    if not OF_PLACES.isdisjoint(there):
        found += [f"{one}, {other}" for one in seen if one in _ANYTHING for other in seen if other in OF_PLACES]
    if not _PLACED.isdisjoint(there):
        found += [f"{one}, behind in, at, to" for one in seen if one in _TOWNS]
    return found


@lru_cache(maxsize=16384)
def listed(form: str, kind: int | None) -> tuple[str, ...]:
    """Return what the gazetteer and the table of bodies say of a form; ``kind`` is that of its word, None where it has several."""
    found = []
    known, others = places().forms, bodies().forms
    loud = len(form) > 3 and form.isupper()
    titled = form.title() if loud else form
    if form in known or (loud and titled in known):
        where = "a country" if country(titled) else "in the gazetteer"
        found.append(f"{where}, and a person's name too" if kind is not None and kind & NAMES else "in the gazetteer")
        if not (known.get(form) or known[titled]).geonames:
            found.append("a country or region")
    elif country(form) or (kind is not None and kind & _PLACE):
        found.append("in the gazetteer")
    elif kind is not None:
        if kind & _TOWN:
            size = "a city" if kind & Kind.CITY else "a town"
            also = ", and a person's name too" if kind & (NAMES | Kind.SURNAME_WORD) else ", and a word too" if kind & Kind.WORD else ""
            found.append(size + also)
    elif form not in statesmen().forms and _is_town(titled):
        found.append("a town of several words")
    elif form[1:3] == ". " and any(f"{word} {titled[3:]}" in known for word in _BY_LETTER.get(form[0], ())):
        found.append("a place with the letter of a direction")  # "N. York", "S. Carolina"
    if form in others or (loud and titled in others):
        found.append("in the table of bodies")
    if form in forms():
        found.append("a body of the table by this name")
    return tuple(found)


def _is_town(form: str) -> bool:
    """Whether several words are the name of a town."""
    first, space, _ = form.partition(" ")
    return (not space or form in towns_of(first)) and 0 < len(form) < _TOWN_LONG and inhabitants(form) > 0


_PLACE = Kind.PLACE
_TOWN = Kind.TOWN
#: no town that is looked for has a longer name
_TOWN_LONG = 40
_BY_LETTER = {"N": ("New", "North"), "S": ("South",), "E": ("East",), "W": ("West",)}
