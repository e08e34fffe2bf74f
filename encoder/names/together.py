"""The document decides together: what a name is elsewhere with good reason it is here, and full names introduce short ones."""

from __future__ import annotations

from collections import defaultdict

from encoder import lazy_re as re
from encoder.draft.model import BARRIER
from encoder.language.chinese import surname_first
from encoder.names.candidates import CLASSES, Candidate
from encoder.names.decide import Weights, choose, greatest, weigh
from encoder.names.evidence import KNOWN

#: so sure a name has to be before it says something of others
SURE = 0.6
#: one place says no more than this of the others
LARGEST = 4.0
#: the mean of the others' sums, and what it makes of them
_SIZES = tuple(
    (least, tuple(f"elsewhere {size} a {element}" for element in CLASSES))
    for least, size in ((2.5, "surely"), (0.5, "rather"), (-1.0, "perhaps"))
)
#: so many other places are many
MANY = 3
_OFTEN = tuple(f"often a {element}" for element in CLASSES)
#: a form in capitals of so many letters is the same as one that is written small
_LONG = 5
#: so many characters stand at most between two names of a list
_APART = 6
_LIST_BEFORE = re.compile(r"(?:[,;]\s(?:and\s)?|\s(?:and|or|und|et)\s|/|–|-)\Z")
#: what may end a line of a list
_ENDS = frozenset(".,;")
_LIST_BEHIND = re.compile(r"(?:[,;]\s(?:and\s)?|\s(?:and|or|und|et)\s|/|–|-)")


#: a semicolon parts what belongs together less than a comma does
_BY = defaultdict(str, {";": " with semicolons"})


def together(everything: list[Candidate], weights: Weights, prose: str) -> None:
    """Weigh every candidate again with what the rest of the document says of it; ``again`` and ``sums`` are set."""
    document = _Names(everything)
    for c in everything:
        if c.again:
            c.again = []
    for listed in _places(everything).values():
        if len(listed) > 1:
            _elsewhere(listed)
    for c in everything:
        document.say(c, prose)
    _inside(everything)
    for c in everything:
        if c.again:
            more = weigh(c.again, weights, 0.0, 0.0, 0.0)
            c.sums = (c.sums[0] + more[0], c.sums[1] + more[1], c.sums[2] + more[2])


def _inside(everything: list[Candidate]) -> None:
    """Note what is a part of a full name that the document has elsewhere; they stand in the order of the text, a longer one first."""
    start = end = -1
    for c in everything:
        if c.start < end and c.end <= end:
            if (c.start, c.end) != (start, end):
                c.again.append("inside a full name of the document")
        elif c.again and not _FULL.isdisjoint(c.again):
            start, end = c.start, c.end


#: what is said of a name that stands in full elsewhere
_FULL = frozenset({"a full name of the document", "a full name of the document turned round"})


def _places(everything: list[Candidate]) -> dict[str, list[Candidate]]:
    """Return the places of every form, one in capitals and the same as it is written small together."""
    places: defaultdict[str, list[Candidate]] = defaultdict(list)
    for c in everything:
        places[c.form].append(c)
    for form in [form for form in places if len(form) > _LONG and form.isupper() and form.title() != form]:
        both = places.pop(form) + places.get(form.title(), [])
        places[form.title()] = sorted(both, key=lambda c: (c.start << 32) - c.end)
    return places


def _cut(sums: tuple[float, float, float]) -> tuple[float, float, float]:
    person, place, body = sums
    return (
        -LARGEST if person < -LARGEST else LARGEST if person > LARGEST else person,
        -LARGEST if place < -LARGEST else LARGEST if place > LARGEST else place,
        -LARGEST if body < -LARGEST else LARGEST if body > LARGEST else body,
    )


def _elsewhere(listed: list[Candidate]) -> None:
    """Note of every place of a form what its other places say, where it is not cut from a longer name."""
    cut = [_cut(c.sums) for c in listed]
    whole = [sums for c, sums in zip(listed, cut, strict=True) if c.whole]
    if not whole:
        return
    persons, places, bodies = (sum(column) for column in zip(*whole, strict=True))
    every = len(whole)
    for c, (person, place, body) in zip(listed, cut, strict=True):
        others, count = (persons, places, bodies), every
        if c.whole:
            others, count = (persons - person, places - place, bodies - body), every - 1
        if not count:
            continue
        k = greatest(others)
        mean = others[k] / count
        for least, said in _SIZES:
            if mean > least:
                c.again.append(said[k])
                if count >= MANY:
                    c.again.append(_OFTEN[k])
                break
        else:
            c.again.append("elsewhere no name")


#: what a word of a list may be
_UNSURE = ("an unknown word alone", "a surname alone", "a surname that is a word", "ends like a surname")


def _told(c: Candidate, said: str) -> None:
    """Note what a full name tells; that other places of it are no names by themselves counts no longer."""
    if c.whole and "elsewhere no name" in c.again:
        c.again.remove("elsewhere no name")
    c.again.append(said)


def _blank(char: str) -> bool:
    """Whether a character is white space, or stands for what the text has apart."""
    return char.isspace() or char == BARRIER


def _small(word: str) -> str:
    return word.title() if word.isupper() and len(word) > _LONG - 1 else word


class _Names:
    """The names of a document as they look before they were asked of each other."""

    def __init__(self, everything: list[Candidate]) -> None:
        #: where a name may begin that stands near behind another of the document, and end that stands near before one
        self._behind: set[int] = set()
        self._before: set[int] = set()
        self._ends: dict[int, str] = {}
        self._starts: dict[int, str] = {}
        #: where a name that has its line to itself ends, and where one begins
        self._line_ends: dict[int, str] = {}
        self._line_starts: dict[int, str] = {}
        self._surnames: set[str] = set()
        self._given: set[str] = set()
        #: persons who are named by one word
        self._single: set[str] = set()
        #: where each full name of a person begins
        self._full: dict[str, list[int]] = {}
        self._firsts: set[str] = set()
        self._parts: dict[str, set[str]] = {"placeName": set(), "orgName": set()}
        for c, k, share in choose(everything):
            if share <= SURE:
                continue
            element = CLASSES[k]
            self._ends[c.end] = self._starts[c.start] = element
            if "a line of its own" in c.seen:
                self._line_ends[c.end] = self._line_starts[c.start] = element
            self._behind.update(range(c.end + 1, c.end + _APART + 1))
            self._before.update(range(c.start - _APART, c.start))
            if len(c.words) < 2:
                if element == "persName":
                    self._single.add(_small(c.form))
                continue
            if element == "persName":
                self._full.setdefault(c.form, []).append(c.start)
                first = surname_first(c.form)
                self._surnames.add(_small(c.words[0 if first else -1]))
                self._given.add(c.words[-1 if first else 0])
            else:
                self._parts[element].update(c.words)
                self._firsts.add(c.words[0] if element == "placeName" else "")
                if element == "orgName":
                    self._parts[element].add("".join(w[0] for w in c.words if w[0].isupper()))
        #: single words of which longer names say something
        self._known = self._surnames | self._given | self._parts["orgName"] | self._parts["placeName"]

    def say(self, c: Candidate, prose: str) -> None:
        """Note of a candidate what the other names of the document say."""
        words = c.words
        if len(words) == 1:
            if words[0] in self._known or words[0].isupper():
                self._of_word(c)
        elif c.form in self._full or (words and (words[-1] in self._single or words[-1].isupper())) or "," in c.form:
            self._of_words(c)
        # most names have no other so near
        if c.start in self._behind or c.end in self._before:
            c.again += self._beside(c, prose)
            if "a line of its own" in c.seen:
                c.again += self._column(c, prose)

    def _column(self, c: Candidate, prose: str) -> list[str]:
        """Return what stands in the lines before and behind a name that has its line to itself."""
        found = []
        at = c.start
        while at > 0 and _blank(prose[at - 1]):
            at -= 1
        element = self._line_ends.get(at) or (self._line_ends.get(at - 1) if at and prose[at - 1] in _ENDS else None)
        if element:
            found.append(f"a line below a {element}")
        at = c.end + (prose[c.end : c.end + 1] in _ENDS)
        while at < len(prose) and _blank(prose[at]):
            at += 1
        if element := self._line_starts.get(at):
            found.append(f"a line above a {element}")
        if len(found) == 2 and found[0].rpartition(" ")[2] == (element := found[1].rpartition(" ")[2]):
            found.append(f"a line between two, each a {element}")
        return found

    def _of_words(self, c: Candidate) -> None:
        """Note what single words say of the last of several, and the same name elsewhere."""
        if c.words and _small(c.words[-1]) in self._single:
            c.again.append("ends with a person of the document")
        if c.form in self._full and any(start != c.start for start in self._full[c.form]):
            _told(c, "a full name of the document")
        if "a surname, a comma, a given name" in c.seen and f"{c.words[1]} {c.words[0]}" in self._full:
            _told(c, "a full name of the document turned round")

    def _of_word(self, c: Candidate) -> None:
        """Note what longer names say of a single word."""
        word = _small(c.words[0])
        if word in self._surnames:
            _told(c, "the surname of a person of the document" if c.whole else "cut, a surname of the document")
        elif word in self._given:
            _told(c, "the given name of a person of the document" if c.whole else "cut, a given name of the document")
        body, place = word in self._parts["orgName"], word in self._parts["placeName"]
        if body and c.whole and "a noun of bodies alone" in c.seen:
            c.again.append("the noun of a body of the document")
            return
        how = "" if not c.whole or not (body or place) else "known, " if not KNOWN.isdisjoint(c.seen) else "whole, "
        if body:
            c.again.append(f"{how}a word of a body of the document")
        if place:
            c.again.append(f"{how}a word of a place of the document")
            if c.whole and word in self._firsts:
                c.again.append("the first word of a place of the document")

    def _beside(self, c: Candidate, prose: str) -> list[str]:
        """Return what stands with a candidate in one list."""
        found = []
        if c.start in self._behind:
            m = _LIST_BEFORE.search(prose, max(0, c.start - _APART), c.start)
            if m and m.start() in self._ends:
                found.append(f"in a list{_BY[m[0][0]]} behind a {self._ends[m.start()]}")
        if c.end in self._before:
            m = _LIST_BEHIND.match(prose, c.end)
            if m and m.end() in self._starts:
                found.append(f"in a list{_BY[m[0][0]]} before a {self._starts[m.end()]}")
        if len(found) == 2 and found[0].rpartition(" ")[2] == (element := found[1].rpartition(" ")[2]):
            found.append(f"between two of a list, a {element}")
        if found and len(c.words) == 1:
            element = found[-1].rpartition(" ")[2]
            found += [f"{one}, in a list with a {element}" for one in _UNSURE if one in c.seen]
        return found
