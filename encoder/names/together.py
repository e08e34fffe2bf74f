"""The document decides together: what a name is elsewhere with good reason it is here, and full names introduce short ones."""

from __future__ import annotations

from collections import defaultdict

from encoder import lazy_re as re
from encoder.language.chinese import surname_first
from encoder.names.candidates import CLASSES, Candidate
from encoder.names.decide import Weights, choose, greatest, weigh
from encoder.names.evidence import KNOWN

#: so sure a name has to be before it says something of others
SURE = 0.6
#: one place says no more than this of the others
LARGEST = 4.0
#: the mean of the others' sums, and what it makes of them
_SIZES = ((2.5, "surely"), (0.5, "rather"), (-1.0, "perhaps"))
#: so many other places are many
MANY = 3
#: a form in capitals of so many letters is the same as one that is written small
_LONG = 5
#: so many characters stand at most between two names of a list
_APART = 6
_LIST_BEFORE = re.compile(r"(?:[,;]\s(?:and\s)?|\s(?:and|or|und|et)\s|/|–|-)\Z")
_LIST_BEHIND = re.compile(r"(?:[,;]\s(?:and\s)?|\s(?:and|or|und|et)\s|/|–|-)")


#: a semicolon parts what belongs together less than a comma does
_BY = defaultdict(str, {";": " with semicolons"})


def together(everything: list[Candidate], weights: Weights, prose: str) -> None:
    """Weigh every candidate again with what the rest of the document says of it; ``again`` and ``sums`` are set."""
    pooled = _pooled(everything)
    document = _Names(everything)
    for c in everything:
        others = pooled.get(_key(c)) if pooled else None
        c.again = [*(_elsewhere(c, *others) if others else ()), *document.of(c), *document.beside(c, prose)]
    for c in everything:
        if c.again:
            more = weigh(c.again, weights, 0.0, 0.0, 0.0)
            c.sums = (c.sums[0] + more[0], c.sums[1] + more[1], c.sums[2] + more[2])


def _key(c: Candidate) -> str:
    return c.form.title() if c.form.isupper() and len(c.form) > _LONG else c.form


def _cut(sums: tuple[float, float, float]) -> list[float]:
    return [-LARGEST if s < -LARGEST else LARGEST if s > LARGEST else s for s in sums]


def _pooled(everything: list[Candidate]) -> dict[str, tuple[list[float], int]]:
    """Return for every form the sums of all its places where it is not cut from a longer name, and how many there are."""
    places: dict[str, list[Candidate]] = {}
    for c in everything:
        if c.whole:
            places.setdefault(_key(c), []).append(c)
    return {
        key: ([sum(column) for column in zip(*(_cut(c.sums) for c in listed), strict=True)], len(listed))
        for key, listed in places.items()
    }


def _elsewhere(c: Candidate, sums: list[float], count: int) -> list[str]:
    if c.whole:
        sums, count = [every - own for every, own in zip(sums, _cut(c.sums), strict=True)], count - 1
    if not count:
        return []
    k = greatest(sums)
    mean = sums[k] / count
    size = next((name for least, name in _SIZES if mean > least), "")
    if not size:
        return ["elsewhere no name"]
    return [f"elsewhere {size} a {CLASSES[k]}", *([f"often a {CLASSES[k]}"] if count >= MANY else [])]


#: what a word of a list may be
_UNSURE = ("an unknown word alone", "a surname alone", "a surname that is a word", "ends like a surname")


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

    def of(self, c: Candidate) -> list[str]:
        """Return what longer names say of a single word, and single words of the last of several."""
        word = _small(c.words[-1]) if c.words else ""
        if len(c.words) != 1:
            found = ["ends with a person of the document"] if word in self._single else []
            if any(start != c.start for start in self._full.get(c.form, ())):
                found.append("a full name of the document")
            if "a surname, a comma, a given name" in c.seen and f"{c.words[1]} {c.words[0]}" in self._full:
                found.append("a full name of the document turned round")
            return found
        found = []
        if word in self._surnames:
            found.append("the surname of a person of the document")
        elif word in self._given:
            found.append("the given name of a person of the document")
        if word in self._parts["orgName"] and c.whole and "a noun of bodies alone" in c.seen:
            return [*found, "the noun of a body of the document"]
        how = "" if not c.whole else "known, " if not KNOWN.isdisjoint(c.seen) else "whole, "
        if word in self._parts["orgName"]:
            found.append(f"{how}a word of a body of the document")
        if word in self._parts["placeName"]:
            found.append(f"{how}a word of a place of the document")
            if c.whole and word in self._firsts:
                found.append("the first word of a place of the document")
        return found

    def beside(self, c: Candidate, prose: str) -> list[str]:
        """Return what stands with a candidate in one list."""
        found = []
        # most names have no other so near
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
