"""From mentions to persons, places and organisations: which name means whom or what, and what ``standOff`` lists.

A mention that a list has linked stays so. Of the others, full names make persons; a surname belongs to the one
person of that surname, and to nobody where there are two. Where the user gave a list of persons nobody is made: who is
not on it stays without a link.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Problem
from encoder.language.gazetteer import bodies, given_names, identifier, places, women_names
from encoder.language.lexicon import words as lexicon
from encoder.language.organisations import key as body_key
from encoder.language.organisations import organisation
from encoder.language.person_name import PersonName
from encoder.linking.speakers import Speaker, link_speakers
from encoder.linking.whereabouts import Meant, place_finder
from encoder.names import given
from encoder.xml.ids import slug

#: so far back a title is looked for
_TITLE = 20
_LADY = re.compile(rf"(?<!\w)(?P<title>(?:{lexicon.titles_pattern(lexicon.WOMEN)})\.?)\s+\Z")
_LADIES = tuple(lexicon.WOMEN)
_HEAD = re.compile(r"\b(?:President|King|Generalissimo|Emperor|Shah|Chancellor|Premier|Prime Minister)\s\Z")
_MINISTER = re.compile(r"(?<!Prime )\bMinister\s\Z|\bAmbassador\s\Z")
#: how each of them ends
_STATESMEN = ("President", "King", "Generalissimo", "Emperor", "Shah", "Chancellor", "Premier", "Minister", "Ambassador")
_DEAR = "dear "
_KNIGHTHOOD = re.compile(r"\A(?:Sir|Dame|Lady)\s+")
SUBJECTS = frozenset(lexicon.table("bodies")["subjects"])


@dataclass(slots=True)
class Named:
    """A person, place or organisation of the document: a list's entry or, with ``machine``, what the encoder made of the mentions."""

    id: str
    name: str
    description: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    machine: bool = False
    #: how certain the best of its mentions is, where the machine made it
    cert: str = ""
    #: of a place: the name of its country, latitude and longitude
    country: str = ""
    geo: str = ""
    #: of a body: the forms that are abbreviations
    acronyms: frozenset[str] = frozenset()


@dataclass(slots=True)
class Person(Named):
    """A person: the name has a surname; ``woman`` where a title, the list or the given name says so."""

    woman: bool = False

    @property
    def surname(self) -> str:
        """The surname without what belongs to it in other spellings: particle, "Jr."."""
        return PersonName.read(self.name).surname

    @property
    def given(self) -> str:
        """What is not the surname: titles, given names, a particle."""
        read = PersonName.read(self.name)
        return " ".join(part for part in (read.title, read.before) if part)


@dataclass(frozen=True, slots=True)
class Linked:
    """A draft whose names are linked, and the persons they are linked to, in the order of first mention."""

    draft: Draft
    persons: tuple[Person, ...]
    places: tuple[Named, ...] = ()
    orgs: tuple[Named, ...] = ()
    speakers: tuple[Speaker, ...] = ()


_ARTICLES = frozenset(("al-", "el-", "al ", "el "))


class _Persons:
    """The persons of a document: by identifier, by surname, by the first of their given names."""

    def __init__(self, listed: Container[str], own: str) -> None:
        self.by_id: dict[str, Person] = {}
        self._listed, self._own = listed, own  # identifiers that are others
        self._surnames: dict[str, list[Person]] = {}
        self._given: dict[str, list[Person]] = {}

    def add(self, person: Person) -> Person:
        self.by_id[person.id] = person
        surname = _folded(person.surname)
        self._surnames.setdefault(surname, []).append(person)
        if surname[:3] in _ARTICLES:  # al-Barzani is Barzani, too
            self._surnames.setdefault(surname[3:], []).append(person)
        self._given.setdefault(person.given.partition(" ")[0], []).append(person)
        return person

    def make(self, name: str, woman: bool) -> Person:
        """Add a person whom no list has."""
        return self.add(Person(self._free(f"p_{slug(name)}"), name, machine=True, woman=woman))

    def of_surname(self, surname: str) -> list[Person]:
        return self._surnames.get(_folded(surname), [])

    def of_given(self, name: str) -> list[Person]:
        return self._given.get(name, [])

    def _free(self, identifier: str) -> str:
        candidate, k = identifier, 2
        while candidate in self.by_id or candidate in self._listed or candidate == self._own:
            candidate, k = f"{identifier}_{k}", k + 1
        return candidate


def link(draft: Draft) -> Linked:
    """Give every certain mention a ``@ref``; report the ambiguous ones."""
    # an address is what a person has decided on: nothing is to be linked
    mentions = tuple(m for m in draft.of("persName") if m.attributes.get("ref", "#").startswith("#"))
    names = {m: _name(draft, m) for m in mentions}
    wives = {m: wife for m in mentions if "ref" not in m.attributes and (wife := _wife(draft, m, names[m]))}
    names |= wives
    disputed = _disputed(draft, {m: name for m, name in names.items() if " " not in name})
    persons = _Persons(draft.context.authorities.by_id, draft.identifier)
    closed = draft.context.authorities.closed
    _introduce(draft, names, wives, persons)
    problems: list[Problem] = []
    linked: dict[Annotation, Annotation] = {}
    for m in mentions:
        if "ref" in m.attributes:
            person = persons.by_id[m.attributes["ref"].lstrip("#")]
        else:
            if _folded(names[m]) in disputed:
                said = f"{names[m]!r} has titles in this document that are not one person's; not linked"
                problems.append(Problem("name-ambiguous", "info", said, m.span))
                continue
            if m in wives:
                found = _women(names[m], persons)
            else:
                found = _same(names[m], persons) if " " in names[m] else _of_surname(names[m], persons)
            if len(found) > 1:
                problems.append(
                    Problem("name-ambiguous", "info", f"{names[m]!r} can be {' or '.join(p.name for p in found)}; not linked", m.span)
                )
                continue
            certain = True
            if not found and " " not in names[m]:  # "Sir Michael" behind "Sir Michael Wright"
                found = _called(draft, m, names[m], persons)
                certain = False
            if len(found) != 1 and closed:
                continue
            if len(found) != 1:
                person = persons.make(names[m], m in wives)
                certain = True
            else:
                person = found[0]
            guess = {} if certain or m.attributes.get("cert") == "low" else {"cert": "medium"}
            person.cert = surer(person.cert, guess.get("cert", m.attributes.get("cert", "")))
            decided = m.attributes.get("resp", "")  # a person said yes to what is made of it here
            guess = {"resp": decided} if decided else {"resp": "#tei-encoder", **guess}
            linked[m] = m.saying({**m.attributes, "ref": f"#{person.id}", **guess})
        person.forms.add(names[m])
    order = {linked.get(m, m).attributes.get("ref", "").lstrip("#"): k for k, m in reversed(list(enumerate(mentions)))}
    located, places = _things(draft, "placeName", "place", place_finder(draft))
    embodied, orgs = _things(draft, "orgName", "org", _bodies())
    done, speakers, keys = link_speakers(draft.linked({**linked, **located, **embodied}, problems))
    named = sorted((p for p in persons.by_id.values() if p.id not in keys), key=lambda p: order.get(p.id, len(mentions)))
    return Linked(done, tuple(named), places, orgs, speakers)


def _introduce(draft: Draft, names: Mapping[Annotation, str], wives: Container[Annotation], persons: _Persons) -> None:
    """Add the persons whom a list has linked, and, where no list is closed, those who have a full name."""
    for m in names:
        entry = draft.context.authorities.by_id.get(m.attributes.get("ref", "").lstrip("#"))
        if entry and entry.id not in persons.by_id:
            persons.add(Person(entry.id, entry.name, entry.description, entry.identifiers, woman=bool(entry.woman)))
    for m in names:
        if draft.context.authorities.closed or "ref" in m.attributes or " " not in names[m] or m in wives:
            continue
        if not _same(names[m], persons):
            persons.make(names[m], names[m].split()[0] in women_names() or bool(_lady(draft, m)))


def _things(
    draft: Draft, element: str, prefix: str, named: Callable[[Annotation, str], Meant | None]
) -> tuple[dict[Annotation, Annotation], tuple[Named, ...]]:
    """Link the places or organisations of a draft; ``named`` says what a name stands for, None where it is not certain."""
    things: dict[str, Named] = {}
    linked: dict[Annotation, Annotation] = {}
    by_number: dict[str, str] = {}
    whose: dict[str, tuple[Mapping[str, str], str]] = {}
    full = _explained(draft) if element == "orgName" else {}
    listed, own = draft.context.authorities.by_id, draft.identifier
    for mention in draft.of(element):
        words = draft.plain(mention.span)
        entry = listed.get(mention.attributes.get("ref", "").lstrip("#"))
        if entry:
            key = entry.id
            if key not in things:
                things[key] = Named(key, entry.name, entry.description, entry.identifiers)
        elif "ref" in mention.attributes:
            continue  # an address that a person has decided on
        else:
            meant = named(mention, full.get(words, words))
            sure = _sureness(mention, words, meant)
            if meant is None:
                if sure:
                    linked[mention] = mention.saying({**sure, **mention.attributes})
                continue
            key = by_number.get(meant.numbers.get("geonames", "")) or identifier(prefix, meant.name)
            if whose.setdefault(key, (meant.numbers, meant.within)) not in ((meant.numbers, meant.within), (meant.numbers, "")):
                key = identifier(prefix, f"{meant.name} {meant.within}".strip())  # Cambridge in England, Cambridge in Massachusetts
                key += "_2" if whose.setdefault(key, (meant.numbers, meant.within))[0] != meant.numbers else ""
            if key in listed or key == own:  # a list, or the file, has the name already
                key += "_2"
            if key not in things:
                things[key] = Named(
                    key, meant.name, identifiers=meant.numbers, machine=True, country=meant.country, geo=meant.geo, acronyms=meant.acronyms
                )
                by_number |= {meant.numbers["geonames"]: key} if "geonames" in meant.numbers else {}
            resp = mention.attributes.get("resp", "#tei-encoder")
            linked[mention] = mention.saying({**sure, **mention.attributes, "ref": f"#{key}", "resp": resp})
            things[key].cert = surer(things[key].cert, linked[mention].attributes.get("cert", ""))
        thing = things[key]
        if words != thing.name:
            thing.forms.add(words)
    return linked, tuple(things.values())


def _sureness(mention: Annotation, words: str, meant: Meant | None) -> Mapping[str, str]:
    """Return ``@cert`` for a name that is one by its place alone, as in a dateline: nobody weighed it, listed it or said yes to it."""
    if "cert" in mention.attributes or "resp" in mention.attributes:
        return {}
    known = (meant is not None and meant.numbers) or words in places().forms
    return {"cert": "high" if known else "medium"}


_CERTAINTIES = {"": 0, "low": 1, "medium": 2, "high": 3}


def surer(one: str, other: str) -> str:
    """Return the higher of two certainties."""
    return one if _CERTAINTIES[one] >= _CERTAINTIES[other] else other


def _bodies() -> Callable[[Annotation, str], Meant | None]:
    """Return what finds the body that a name stands for; variants of one name are one body."""
    first: dict[str, str] = {}

    def body(_: Annotation, words: str) -> Meant | None:
        listed = organisation(words)
        if listed:
            return Meant(listed.name, acronyms=frozenset(listed.acronyms))
        single = " " not in words and not words.isupper() and words not in bodies().forms
        if single or words in SUBJECTS or words[0].islower():
            return None  # a noun alone ("the Department") holds no longer than its sentence
        return Meant(first.setdefault(body_key(words), words))

    return body


def _explained(draft: Draft) -> dict[str, str]:
    """Return the acronyms that stand in brackets behind the name they abbreviate."""
    found: dict[str, str] = {}
    names = draft.of("orgName")
    for name, short in pairwise(names):
        between = draft.prose[name.span.end : short.span.start]
        word = draft.plain(short.span)
        if between == " (" and draft.prose[short.span.end : short.span.end + 1] == ")" and " " not in word:
            found[word] = draft.plain(name.span)
    return found


def _name(draft: Draft, mention: Annotation) -> str:
    words = draft.plain(mention.span)
    return _KNIGHTHOOD.sub("", words).replace("[", "").replace("]", "")


def _wife(draft: Draft, mention: Annotation, name: str) -> str:
    """Return a name with the title before it where that makes another person of it: "Mrs. Kennedy", "Mrs. John F. Kennedy"."""
    lady = _lady(draft, mention)
    first = name.split(maxsplit=1)[0]
    own = " " in name and (first in women_names() or first not in given_names())
    return f"{lady} {name}" if lady and not own else ""


def _lady(draft: Draft, mention: Annotation) -> str:
    """Return the title of a woman before a name, ``""`` if there is none."""
    start = mention.span.start
    before = draft.text[max(0, start - _TITLE) : start]
    if not before[-1:].isspace() or not before.rstrip().rstrip(".").endswith(_LADIES):
        return ""  # most names have no such title
    lady = _LADY.search(draft.text, max(0, start - _TITLE), start)
    return lady["title"] if lady else ""


def _women(name: str, persons: _Persons) -> list[Person]:
    """Return whom "Mrs. Kennedy" can mean: the women of that surname who are known by a name of their own, or so."""
    title, _, rest = name.partition(" ")
    found = []
    for person in persons.of_surname(rest.rpartition(" ")[2]):
        other, _, same = person.name.partition(" ")
        so = _titled(person) and _folded(same) == _folded(rest) and (title[:2] == "Mi") == (other[:2] == "Mi")  # Miss or Mrs.
        if so or (person.woman and not _titled(person) and _folded(person.surname) == _folded(rest)):
            found.append(person)
    return found


def _disputed(draft: Draft, names: Mapping[Annotation, str]) -> frozenset[str]:
    """Return the surnames that a head of state and a minister have: "President Chiang" and "Minister Chiang"."""
    titled = {m: name for m, name in names.items() if draft.text.endswith(_STATESMEN, 0, max(0, m.span.start - 1))}
    heads, others = (
        {_folded(name) for m, name in titled.items() if title.search(draft.text, max(0, m.span.start - _TITLE), m.span.start)}
        for title in (_HEAD, _MINISTER)
    )
    return frozenset(heads & others)


def _same(name: str, persons: _Persons) -> list[Person]:
    """Return the persons a full name can mean: the same surname, and given names that do not contradict."""
    own = Person("", name)
    return [p for p in persons.of_surname(own.surname) if not _titled(p) and _compatible(own.given, p.given)]


def _of_surname(name: str, persons: _Persons) -> list[Person]:
    return [p for p in persons.of_surname(name) if not _titled(p)]


def _titled(person: Person) -> bool:
    """Whether a woman is known by her husband's name alone."""
    return person.machine and person.woman and person.name.split()[0].rstrip(".") in lexicon.WOMEN


def _folded(name: str) -> str:
    """Return a name as it is compared: cables and signatures have capitals, old ones no accents ("DE VRIERE")."""
    if name.isascii():
        return name.casefold()
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold() or name.casefold()


def _compatible(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (given.fits(one, other) or given.fits(other, one))


def _called(draft: Draft, mention: Annotation, name: str, persons: _Persons) -> list[Person]:
    """Return whose given name a name alone can be: "Sir Michael" is Michael Wright, "DEAR FOSTER" John Foster Dulles."""
    start = mention.span.start
    if draft.text[max(0, start - len(_DEAR)) : start].casefold() != _DEAR:
        return persons.of_given(name)
    return [p for p in persons.by_id.values() if given.fits(name, " ".join(g for g in p.given.split() if len(g.rstrip(".")) > 1))]
