"""What speaks for and against a stretch of words being the name of a person, a place or a body: a list of named observations.

Each observation has a weight for each class in ``weights.tsv``; its name there is the name here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from encoder.language.gazetteer import bodies, places
from encoder.language.lexicon import words
from encoder.names.kinds import NAMES, Kind, inhabitants, other_countries, titles
from encoder.names.tokens import AND, CAPITAL_PARTICLES, COMMA, OF, PARTICLE, Word

_FAR = 26
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w’'-]*\.?)?(?P<between>[^\w]*)\Z")
_BEHIND = re.compile(r"(?P<between>[^\w]*)(?P<word>[^\W\d_]+)?")
_SAYS = frozenset(w.replace("\\s", " ").split()[0] for w in [*words.table("titles")["saying"], *words.table("titles")["acting"]])


@cache
def _groups() -> dict[str, str]:
    """Return every word that tells something of a name behind it, and what."""
    found: dict[str, str] = {}
    for name, listed in words.table("context")["before"].items():
        for word in listed:
            found[word] = name
    return found


@cache
def _behind() -> dict[str, str]:
    found: dict[str, str] = {w: "who says or does" for w in _SAYS}
    for name, listed in words.table("context")["behind"].items():
        for word in listed:
            found[word] = name
    return found


def left(prose: str, start: int) -> tuple[str, ...]:
    """Return what stands before a name."""
    m = _BEFORE.search(prose, max(0, start - _FAR), start)
    word, between = (m["word"] or "", m["between"]) if m else ("", "")
    found = []
    if not word and not between.strip():
        return ("begins a line",) if start == 0 or "\n" in between or "\ufffc" in between else ()
    mark = between.strip()
    if "\n" in between or "\ufffc" in between:
        found.append("begins a line")
    if word and mark in {"", "[", "(", "“", '"'} and "\ufffc" not in between:
        bare = word.rstrip(".")
        if bare in titles() or bare.title() in _SHORT_TITLES:
            found.append("behind a title")
        else:
            found.append(_groups().get(word.lower().rstrip("."), "behind another word"))
            if word.endswith(".") and len(word) > 2 and word.lower().rstrip(".") not in _groups():
                found[-1] = "begins a sentence"
    elif mark[:1] in {".", "?", "!", ":", ";"} or mark[-1:] in {".", "?", "!"}:
        found.append("behind a colon" if ":" in mark or ";" in mark else "begins a sentence")
    elif mark.startswith(","):
        found.append("behind a comma")
    elif mark[:1] in {"—", "–", "-", "/"}:
        found.append("behind a stroke or dash")
    if mark[-1:] in {"“", '"', "‘", "«", "„", "»"}:
        found.append("behind a quotation mark")
    if mark[-1:] in {"(", "["}:
        found.append("behind a bracket")
    return tuple(found)


_SHORT_TITLES = frozenset(w.title() for w in ("mr", "mrs", "dr", "messrs", "gen", "col", "capt", "lt", "hon", "rev", "sen", "amb", "m", "mm", "mme", "mlle", "herr", "herrn", "frau", "fräulein", "frl", "monsieur", "madame", "señor", "signor", "sir", "lady", "lord"))


def right(prose: str, end: int) -> tuple[str, ...]:
    """Return what stands behind a name."""
    m = _BEHIND.match(prose, end, min(len(prose), end + _FAR))
    word, between = (m["word"] or "", m["between"]) if m else ("", "")
    found = []
    if between[:1] in {"’", "'"}:
        found.append("something is its own")
    elif "\ufffc" in between or "\n" in between or (not word and not between.strip()):
        found.append("ends a line")
        if ":" in between:
            found.append("before a colon")
    elif between[:1] == "," and word:
        if word in words.OFFICE_NOUNS or (word in {"the", "a", "an", "former", "then", "deputy"} and _OFFICE.match(prose, end)):
            found.append("an office behind it")
        elif word[0].isupper():
            found.append("a comma and a capital behind it")
        else:
            found.append("a comma behind it")
    elif between[:1] == ".":
        found.append("ends a sentence")
    elif between[:1] == ":":
        found.append("before a colon")
    elif between[:2] == " (":
        found.append("a bracket behind it")
    elif between[:1] in {"/", "-", "–", "—"}:
        found.append("a stroke or dash behind it")
    elif between == " " and word and word[0].islower():
        found.append(_behind().get(word, "another word behind it"))
    elif between == " " and not word:
        found.append("a number behind it")
    return tuple(found)


_OFFICE = re.compile(
    rf",\s(?:[Tt]he|[Tt]hen|former|late|an?|new|acting|deputy)\s(?:[A-Za-z]+\s){{0,3}}?(?:{'|'.join(sorted(map(re.escape, words.OFFICE_NOUNS)))})\b"
)


@lru_cache(maxsize=16384)
def _shape(kinds_: tuple[int, ...], gaps: tuple[str, ...], initials_end: bool) -> tuple[str, ...]:
    """Return what the words of a stretch are."""
    size, first, last = len(kinds_), kinds_[0], kinds_[-1]
    found = [("one word", "two words", "three words", "four words")[min(size, 4) - 1]]
    add = found.append
    every = 0
    for k in kinds_:
        every |= k
    inner = kinds_[1:-1]
    unknown = [not k & ~(Kind.CAPITALS | Kind.TOWN) for k in kinds_]
    if size == 1:
        if first & Kind.GIVEN:
            add("a given name alone")
        if first & Kind.SURNAME and not first & Kind.WORD:
            add("a surname alone")
        if first & (Kind.SURNAME_WORD) or (first & NAMES and first & Kind.WORD):
            add("a surname that is a word")
        if unknown[0]:
            add("an unknown word alone")
        if first & Kind.BODY:
            add("a noun of bodies alone")
        if first & Kind.PLACE_HEAD and not first & Kind.BODY:
            add("a noun of places alone")
        if first & Kind.TITLE:
            add("a title alone")
        if first & Kind.DIRECTION:
            add("a direction alone")
        if first & Kind.THING:
            add("a noun of things alone")
        if first & Kind.FIRM and not first & Kind.BODY:
            add("a noun of firms alone")
        if first & Kind.INITIAL:
            add("initials alone")
    else:
        if first & Kind.INITIAL:
            add("initials before")
        elif first & Kind.GIVEN:
            add("a given name before")
        elif first & Kind.GIVEN_WORD:
            add("a given name that is a word before")
        elif first & Kind.SURNAME:
            add("a surname before")
        elif unknown[0] and initials_end:
            add("a letter before")
        elif unknown[0]:
            add("an unknown word before")
        if last & Kind.INITIAL and not initials_end:
            add("an initial at the end")
        elif last & Kind.SURNAME and not last & Kind.WORD:
            add("a surname at the end")
        elif last & (Kind.SURNAME_WORD | Kind.SURNAME):
            add("a surname that is a word at the end")
        elif last & Kind.GIVEN:
            add("a given name at the end")
        elif unknown[-1]:
            add("an unknown word at the end")
        if all(u or k & (NAMES | Kind.INITIAL | Kind.GIVEN_WORD) for u, k in zip(unknown, kinds_, strict=True)):
            add("all words names or unknown")
        elif all(u or k & (NAMES | Kind.INITIAL | Kind.GIVEN_WORD | Kind.SURNAME_WORD) for u, k in zip(unknown, kinds_, strict=True)):
            add("all words may be names")
        if all(unknown):
            add("all words unknown")
        if any(k & Kind.INITIAL for k in inner):
            add("an initial inside")
        if last & (Kind.BODY | Kind.FIRM) and not last & Kind.SURNAME:
            add("a noun of firms at the end" if last & Kind.FIRM and not last & Kind.BODY else "a noun of bodies at the end")
        if last & Kind.PLACE_HEAD and not last & Kind.BODY:
            add("a noun of places at the end")
        if first & Kind.BODY:
            add("a noun of bodies before")
        if first & Kind.NATURE:
            add("a noun of nature before")
        if first & Kind.DIRECTION:
            add("a direction before")
        if first & Kind.PEOPLE:
            add("a people before")
        if first & (Kind.PLACE | Kind.TOWN) and not first & NAMES:
            add("a place before")
        if last & (Kind.PLACE | Kind.TOWN) and not last & NAMES:
            add("a place at the end")
        if first & Kind.TITLE:
            add("a title before, inside")
        if any(k & Kind.TITLE for k in kinds_[1:]):
            add("a title inside")
        if last & Kind.THING and not last & Kind.BODY:
            add("a thing at the end")
        if last & Kind.NUMERAL:
            add("a numeral at the end")
        plain = Kind.WORD
        if any(k & plain and not k & (NAMES | Kind.SURNAME_WORD | Kind.BODY | Kind.TITLE | Kind.PLACE_HEAD | Kind.GIVEN_WORD | Kind.FIRM) for k in kinds_):
            add("an ordinary word inside")
        if all(k & (Kind.WORD | Kind.FUNCTION) for k in kinds_) and not every & ~(Kind.WORD | Kind.FUNCTION | Kind.CAPITALS | Kind.THING | Kind.DIRECTION):
            add("all words ordinary")
        if first & Kind.WORD and not first & (NAMES | Kind.GIVEN_WORD | Kind.SURNAME_WORD | Kind.BODY | Kind.PEOPLE | Kind.DIRECTION | Kind.NATURE | Kind.PLACE):
            add("an ordinary word before")
        if last & Kind.WORD and not last & (NAMES | Kind.SURNAME_WORD | Kind.BODY | Kind.PLACE_HEAD | Kind.FIRM):
            add("an ordinary word at the end")
    if every & Kind.CALENDAR:
        add("a word of the calendar")
    if every & Kind.FUNCTION:
        add("a small word with a capital")
    if last & Kind.PEOPLE:
        add("a people at the end" if size > 1 else "a people alone")
    if every & Kind.ACRONYM:
        add("a listed acronym" if size == 1 else "an acronym inside")
    elif size == 1 and first & Kind.CAPITALS:
        add("a numeral alone" if first & Kind.NUMERAL else "capitals")
    if PARTICLE in gaps:
        add("a particle inside")
    if OF in gaps:
        add("goes on behind a body's noun" if any(k & Kind.BODY for k in kinds_[: gaps.index(OF) + 1]) else "a preposition inside")
    if AND in gaps:
        add("and inside")
    if COMMA in gaps:
        add("a comma inside")
    return tuple(found)


def shape(run: list[Word], i: int, j: int) -> tuple[str, ...]:
    """Return what the words from ``i`` up to ``j`` are."""
    part = run[i:j]
    found = _shape(tuple(w.kind for w in part), tuple(w.gap for w in part[1:]), len(part[0].text) == 1)
    return (*found, "a particle before") if part[0].text in CAPITAL_PARTICLES and len(part) > 1 else found


#: observations that mean more together than each by itself
_BOTH = (
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
)
_PLACED = frozenset({"behind in", "behind at", "behind from", "behind to", "behind a word of place"})
_TOWNS = frozenset({"a city", "a city, and a person's name too", "a town", "a town, and a person's name too", "a town, and a word too", "in the gazetteer, and a person's name too", "a noun of places at the end", "an unknown word alone"})


def both(seen: list[str]) -> list[str]:
    """Return what observations mean together."""
    there = set(seen)
    found = [name for one, other, name in _BOTH if one in there and other in there]
    if there & _PLACED:
        found += [f"{one}, behind in, at, to" for one in seen if one in _TOWNS]
    return found


def listed(form: str, part: list[Word]) -> tuple[str, ...]:
    """Return what the gazetteer and the table of bodies say of a form."""
    found = []
    known = places().forms
    titled = form.title() if form.isupper() and len(form) > 3 else form
    if form in known or titled in known:
        found.append("in the gazetteer, and a person's name too" if len(part) == 1 and part[0].kind & NAMES else "in the gazetteer")
    elif form in other_countries():
        found.append("in the gazetteer")
    elif len(part) == 1:
        if part[0].kind & Kind.CITY:
            kind = part[0].kind
            found.append("a city, and a person's name too" if kind & (NAMES | Kind.SURNAME_WORD) else "a city, and a word too" if kind & Kind.WORD else "a city")
        elif part[0].kind & Kind.TOWN:
            kind = part[0].kind
            found.append("a town, and a person's name too" if kind & (NAMES | Kind.SURNAME_WORD) else "a town, and a word too" if kind & Kind.WORD else "a town")
    elif _is_town(titled):
        found.append("a town of several words")
    if form in bodies().forms or titled in bodies().forms:
        found.append("in the table of bodies")
    return tuple(found)


def _is_town(form: str) -> bool:
    return 0 < len(form) < 40 and inhabitants(form) > 0


def beside(run: list[Word], i: int, j: int) -> tuple[str, ...]:
    """Return what the words beside a stretch in the same run are: a name that is cut off is none."""
    found = []
    if i and run[i].gap in {"space", PARTICLE}:
        kind = run[i - 1].kind
        if kind & Kind.TITLE:
            found.append("behind a title")
        elif kind & Kind.FUNCTION:
            pass
        elif kind & (NAMES | Kind.INITIAL | Kind.GIVEN_WORD) and not kind & Kind.PLACE:
            found.append("cut from a name before")
        elif kind & Kind.WORD:
            found.append("cut from an ordinary word before")
        elif kind & Kind.PEOPLE:
            found.append("a people stands before")
        elif kind & (Kind.PLACE | Kind.TOWN):
            found.append("cut from a place before")
        else:
            found.append("cut from an unknown word before")
    if j < len(run) and run[j].gap in {"space", PARTICLE}:
        kind = run[j].kind
        if kind & Kind.THING:
            found.append("before a thing")
        if kind & (Kind.BODY | Kind.FIRM):
            found.append("cut from a body's noun")
        elif kind & Kind.PLACE_HEAD:
            found.append("cut from a place's noun")
        elif kind & Kind.TITLE:
            found.append("before a title")
        elif kind & Kind.NUMERAL:
            found.append("cut from a numeral")
        elif kind & (NAMES | Kind.SURNAME_WORD | Kind.INITIAL):
            found.append("cut from a name behind")
        elif kind & Kind.CALENDAR:
            pass
        elif kind & Kind.FUNCTION:
            pass
        elif kind & Kind.WORD:
            found.append("cut from an ordinary word behind")
        else:
            found.append("cut from an unknown word behind")
    elif j < len(run) and run[j].gap == OF and run[j - 1].kind & Kind.BODY:
        found.append("cut before of")
    elif j < len(run) and run[j].gap in {AND, COMMA} and any(w.gap == OF for w in run[i + 1 : j]) and any(w.kind & Kind.BODY for w in run[i:j]):
        found.append("cut before and")
    elif j < len(run) and run[j].gap == AND:
        found.append("and a capital behind it")
    return tuple(found)
