"""An entry of an authority list, and how its name is written in texts.

Names of persons stand as they are ("Michael Wright", "Thanat Khoman") or inverted ("Wright, Sir Michael"), with titles, other
spellings and nicknames around them. What may be another's name too (a surname) is a short form, what is this person's alone
a full one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from encoder import lazy_re as re
from encoder.language.chinese import surname_first
from encoder.language.gazetteer import given_names, places, women_names
from encoder.language.lexicon import words
from encoder.language.person_name import PersonName, first_surname

Kind = Literal["person", "term", "place", "org"]


@dataclass(frozen=True)
class Entry:
    """A person, place, organisation or abbreviation of a list.

    ``forms`` are further names, ``surnames`` further short ones; ``identifiers`` map the name of an authority file
    (``wikidata``) to an id. ``among_inverted`` says that the list inverts names, so that this one, where it does not, has
    no surname in the usual sense ("Thanat Khoman").
    """

    id: str
    name: str
    kind: Kind = "person"
    description: str = ""
    forms: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    surnames: tuple[str, ...] = ()
    among_inverted: bool = False

    @cached_property
    def bare(self) -> str:
        """The name without other spellings in brackets ("Nasser (Nasr), Gamal Abdul"), nicknames in quotes and ranks behind it."""
        name = self.name
        if "(" in name or "—" in name:
            name = _BRACKETS.sub("", name).replace("—", "-")
        if "“" in name:
            name = _NICKNAME.sub("", name).strip(" ,")
        return _without_ranks(name)

    @cached_property
    def parts(self) -> PersonName:
        """The bare name taken apart, without titles."""
        name = self.bare
        if "," not in name:
            return PersonName.read(_numeral_off(_without_titles(name)))
        read = PersonName.read(name)
        return read if read.order == "inverted" else PersonName(name.partition(",")[0].strip())  # "Lay James S., Jr.": no surname is told

    @cached_property
    def surname(self) -> str:
        """What stands before the comma of an inverted name; else the last word, of a Chinese name the first (``""`` for no person)."""
        return _numeral_off(self.parts.surname) if self.kind == "person" else ""

    @cached_property
    def given(self) -> str:
        """The given names without ranks and honorifics, with a particle behind them."""
        return _without_titles(self.parts.before) if self.inverted else self.parts.before

    @property
    def wife(self) -> str:
        """The title of somebody who is listed under another's name: "Madame" of "Ngo Dinh Nhu, Madame"."""
        title = _WIFE.search(self.name)
        return title[0] if title and (not self.inverted or not self.given) else ""

    @cached_property
    def woman(self) -> bool | None:
        """Whether it is a woman, by a title, the explanation or the given name; None where nothing says so."""
        if self.wife or _LADY.search(self.name) or any(said in self.description for said in words.SAID_OF_WOMEN):
            return True
        first = self.given.split()[:1]
        if not first or first[0] not in given_names():
            return None
        return first[0] in women_names() and not _RANKED.search(self.name)

    @cached_property
    def inverted(self) -> bool:
        """Whether the surname stands before a comma."""
        return "," in self.bare

    def short_forms(self) -> Iterator[str]:
        """Yield the names that may be another's too: the surname, its other spellings, without accents, in capitals.

        Of "Thanat Khoman" and "Faisal ibn Abd al-Aziz", whose order the list leaves open, also the first word; of
        "Couve de Murville" the part before the particle.
        """
        surname = self.surname
        if not surname or self.wife:
            return
        found = [*self._surnames(), *self._called()]
        for form in dict.fromkeys(spelling for name in found for spelling in _hyphened(name)):
            yield form
            plain = unicodedata.normalize("NFKD", form.replace("ı", "i")).encode("ascii", "ignore").decode()
            if plain != form and len(plain) == len(form):
                yield plain
            if len(form) > _INITIALS and form not in words.NOT_NAMES:
                yield form.upper()

    def _surnames(self) -> Iterator[str]:
        """Yield the surname in the spellings that texts have for it."""
        surname = self.surname
        yield surname
        yield from self.surnames
        brackets = _BRACKETS.search(self.name)
        if brackets and self.inverted and "," not in self.name[: brackets.start()]:
            yield from (part.strip() for part in brackets["others"].split(",") if part.strip())
        behind = _LAST_PARTICLE.search(self.given)
        if behind:  # "Brentano, Heinrich von"
            yield from _joined(behind["particle"], surname)
        article = _ARTICLE.match(surname)
        if article:
            yield surname[article.end() :]
            yield from _articled(surname, article)
        compound = _COMPOUND.fullmatch(surname)
        if compound and compound["first"] not in given_names():
            yield compound["first"]
        if self.inverted and (father := first_surname(surname)):
            yield father
        particle = _PARTICLE.match(surname)
        if particle:
            yield surname[0].swapcase() + surname[1:]

    def _called(self) -> Iterator[str]:
        """Yield the names by which somebody is called without a surname: Thanat Khoman is Thanat, Nuri al-Said Nuri."""
        if not self.inverted and not surname_first(_numeral_off(self.bare)):
            first = _without_titles(self.bare).split()[:1]
            called = self.among_inverted or (first and first[0] not in given_names())
            yield from (w for w in first if w != self.surname and w[:1].isupper() and len(w) >= _CALLED and called)
        particle = _LAST_PARTICLE.search(self.given)
        given = self.given[: particle.start()] if particle else self.given
        arabic = particle or _ARTICLE.match(self.surname)
        called = given.isalpha() and (arabic or given not in given_names()) and given not in places().forms
        if self.inverted and len(given) > _CALLED and called:
            yield given
        if "Sir " in self.name and self.given:
            yield f"Sir {self.given.split()[0]}"

    def spellings(self) -> Iterator[str]:
        """Yield the other spellings of an abbreviation: in capitals ("CHICOM"), as a word ("Euratom", "niact").

        A short one as a word would be another word ("Aid", "Del"), so that only the longer ones are. Documents listed in the
        plural ("Embtels, Embassy telegrams") are meant in the singular too; the Department of Defense is both DOD and DoD.
        """
        if self.kind != "term":
            return
        for form in self.terms():
            yield from self._spelled(form)

    def terms(self) -> Iterator[str]:
        """Yield the abbreviations that an entry names: "DRV or DRVN", "NVA (also NVNA)", "PM, PRIMIN", "ChiCom(s)", "KODM’s".

        What stands in brackets behind an abbreviation may be its unit ("PMCG (NY)") and is no form of it.
        """
        also = _ALSO.search(self.name)
        for part in _OR.split(self.name[: also.start()] if also else self.name):
            bracket = _BRACKETS.search(part)
            form = part[: bracket.start()] if bracket and part[bracket.start()] == " " else part
            yield _PLURAL_MARK.sub("", form)
        if also:
            yield also["other"]

    def _spelled(self, form: str) -> Iterator[str]:
        if not form.isalpha():
            return
        if form.endswith("s") and _PLURAL.search(self.description):
            form = form[:-1]
            yield form
        initials = "".join(word[0] for word in _WORDS.findall(self.description))
        if initials.upper() == form != initials and initials[0].isupper() and initials[-1].isupper():
            yield initials
        if len(form) >= CAPITALS and form.isupper() and initials.upper() in (form[:-1], form[1:]):
            yield initials.upper()  # a letter too many in the list
        if len(form) > _CABLE_WORD:
            yield form.upper()
        if len(form) >= CAPITALS:
            yield form.capitalize()
            if not form.isupper():
                yield form.lower()

    def full_forms(self) -> Iterator[str]:
        """Yield the names that say who it is: more than a surname, or one the list itself gives."""
        if self.kind != "person":
            yield self.name
            yield from self.forms
            if self.kind == "term":
                yield from self.terms()
            return
        for name in self._whole_names():
            for form in (name,) if self.inverted else _hyphened(name):
                yield form
                yield form.upper()
        yield from self.forms

    def _whole_names(self) -> Iterator[str]:
        given = self.given
        if self.wife:
            yield f"{self.wife} {self.surname}"
            if given:
                yield f"{self.wife} {given} {self.surname}"
            return
        if surname_first(self.bare) or (not self.inverted and given):
            yield _numeral_off(_without_titles(self.bare))
        others = _BRACKETS.search(self.name)
        if others and not self.inverted:
            yield from (part.strip() for part in others["others"].split(",") if " " in part.strip())
        if given and not surname_first(self.bare):
            yield from self._given_with_surname()

    def _given_with_surname(self) -> Iterator[str]:
        """Yield each shape of the given names with each of the surname: "J. Selwyn Lloyd", "Selwyn Lloyd", "J.S. Lloyd"."""
        given, surnames = self._spelled_surnames()
        parts = given.split()
        if not parts:
            return
        suffix = _SUFFIX.search(self.name)
        for shape in self._shapes(given, parts):
            for surname in surnames:
                if suffix:
                    yield f"{shape} {surname}, {suffix['suffix']}"
                    yield f"{shape} {surname} {suffix['suffix']}"
                yield f"{shape} {surname}"
        if self.inverted and given.replace("-", "").isalpha() and parts[0] not in given_names():
            yield f"{self.surname} {given}"  # Chang, Myon
        if re.search(r"\bSir\b", self.name):
            yield f"Sir {given} {self.surname}"
            yield f"Sir {parts[0]} {self.surname}"

    def _spelled_surnames(self) -> tuple[str, tuple[str, ...]]:
        """Return the given names without a particle behind them, and the surname as it is spelled, with article and particle."""
        given, surnames = self.given, _hyphened(self.surname)
        article = _ARTICLE.match(self.surname)
        if article:
            surnames += (self.surname[article.end() :], *_articled(self.surname, article))
        if self.inverted and (father := first_surname(self.surname)):
            surnames += (father,)
        particle = _LAST_PARTICLE.search(given)
        if particle:
            surnames += tuple(_joined(particle["particle"], self.surname))
            given = given[: particle.start()]
        return given, surnames

    def _shapes(self, given: str, parts: list[str]) -> Iterable[str]:
        """Return the given names as documents shorten them, none twice: whole, the first, initials, a nickname."""
        shapes = {given: None, parts[0]: None} if len(parts[0].rstrip(".")) > 1 or len(parts) == 1 else {given: None}
        if len(parts) > 1:
            initials = [f"{p[0]}." for p in parts if p[0].isupper()]
            shapes |= {" ".join(initials): None, "".join(initials): None, " ".join([parts[0], *initials[1:]]): None}
            shapes[parts[0]] = None
        if self.inverted:  # Lloyd, J. Selwyn is Selwyn Lloyd; Clifton, William is Bill
            shapes |= dict.fromkeys(p for p in parts if p.isalpha() and len(p) >= _CALLED)
            shapes |= dict.fromkeys(words.NICKNAMES.get(parts[0], ()))
        nickname = _NICKNAME.search(self.name)
        if nickname:
            shapes[nickname["name"].strip(" ,")] = None
        return shapes


_SUFFIX = re.compile(r"[, ]\s*(?P<suffix>(?:Jr|Sr)\.?|II|III|2d|3d)$")
_ALSO = re.compile(r"\s\(also\s(?P<other>[\w–-]+)\)")
#: between the abbreviations of one entry; but not "R and D", nor what a comma explains: "Bureau of Economic Affairs, Department of State"
_OR = re.compile(r"\sor\s|,\s(?=[A-Z]+\Z)")
_PLURAL_MARK = re.compile(r"(?:\([sS]\)|(?<=[A-Z])[’']s)\Z")
_NUMERAL = re.compile(r"\s[IVX]+\.?\Z")
_BRACKETS = re.compile(r"\s*\((?P<others>[^)]*)\)")
_PARTICLE = re.compile(r"(?P<p>[Dd]e|[Vv]an|[Vv]on|[Dd]u|[Dd]i|[Dd]a)(?=\s)")
#: an explanation that names documents
_PLURAL = re.compile(rf"\b(?:{'|'.join(words.table('documents')['annotated'])})s\Z")
_WORDS = re.compile(r"[A-Za-z]+")
_NICKNAME = re.compile(r"\s*“(?P<name>[^”]+)”,?")
_COMPOUND = re.compile(r"(?P<first>[A-ZÀ-Þ][\w’]{3,})(?:\s(?:d’|d'|de\s|von\s|van\s)|-)\S.*")
_TWO_WORDS = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+[ -][A-ZÀ-Þ][a-zß-ÿ]+")
_BEHIND_HYPHEN = re.compile(r"(?<=-)[A-Za-z]")
_RANK_BEHIND = re.compile(rf"\s+(?:{words.titles_pattern(words.RANKS)})\Z")
_BEHIND = words.titles_pattern({*words.RANKS, *words.FORMS_OF_ADDRESS, "Madame", "Mme", "Mrs"})
_TITLE_BEHIND = re.compile(rf",\s+(?:{_BEHIND})\Z")
_WIFE = re.compile(r"\b(?:Madame|Mme|Mrs)\b\.?")
_LADY = re.compile(rf"\b(?:{words.titles_pattern(words.WOMEN)})(?!\w)")
_RANKED = re.compile(rf"\b(?:Sir|{words.titles_pattern(words.RANKS)})(?!\w)")
_LAST_PARTICLE = re.compile(r"(?:\A|\s)(?P<particle>[ae]l-|(?:Al|El|al|el|von|van|de|du)-?)\Z")
_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l)[ -](?=[A-Z])")
#: shorter than this a given name is an initial or a particle
_CALLED = 3
#: a surname of so many letters in capitals may be an abbreviation
_INITIALS = 2
#: a name of more letters may have a misprint; how much of it has to be the same
_MISPRINTED = 8
MISPRINT = 0.9
#: so long has a surname to be for its form in capitals
CAPITALS = 5
#: longer than this is an abbreviation whose form in capitals is no other's ("AMB", not "EO")
_CABLE_WORD = 2


def related(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one list of persons with what they say of each other.

    Cross references are merged into the person they refer to; names that stand as they are in a list that inverts the
    others are marked so.
    """
    most = sum(e.inverted for e in entries) * 2 > len(entries)
    return list(_referred(e if e.inverted or not most else replace(e, among_inverted=True) for e in entries))


_SEE = re.compile(r"[Ss]ee (?P<name>.+?)\.?")


def _referred(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries without those that only refer to another ("Diem, see Ngo Dinh Diem"), whose names become its forms."""
    listed = list(entries)
    by_name: dict[str, list[Entry]] = {}
    for entry in listed:
        bare = {"bare " + _BRACKETS.sub("", entry.name), "bare " + entry.bare}
        for key in (entry.name, *sorted(bare), "surname " + entry.surname):
            by_name.setdefault(key.casefold(), []).append(entry)
    also: dict[str, list[Entry]] = {}
    endings: dict[str, list[Entry]] = {}
    for entry in listed:
        if entry.kind == "person":
            endings.setdefault(_in_one_line(entry).rpartition(" ")[2], []).append(entry)
    for entry in listed:
        see = _SEE.fullmatch(entry.description)
        if see and entry.kind == "person":
            keys = (f"{how}{see['name']}".casefold() for how in ("", "bare ", "surname "))
            meant = next((found for key in keys if (found := [e for e in by_name.get(key, ()) if e is not entry])), [])
            meant = meant or [e for e in endings.get(see["name"].split()[-1], ()) if e is not entry and _alike(see["name"], e)]
            if len(meant) == 1:
                also.setdefault(meant[0].id, []).append(entry)
                also.setdefault(entry.id, [])
    referring = {e.id for e in listed if e.id in also and not also[e.id]}
    for entry in listed:
        others = also.get(entry.id, ())
        if entry.id not in referring:
            forms = tuple(form for other in others for form in (other.name, *other.full_forms()) if "," not in form)
            surnames = tuple(form for other in others for form in other.short_forms())
            yield replace(entry, forms=(*entry.forms, *forms), surnames=(*entry.surnames, *surnames)) if others else entry


def _in_one_line(entry: Entry) -> str:
    """Return the name without brackets and rank."""
    return " ".join(_BRACKETS.sub("", entry.bare).split())


def _alike(name: str, entry: Entry) -> bool:
    """Whether a name is the entry's but for a misprint: "Duong Van Minh" and "Dueng Van (“Big”) Minh, Major General"."""
    own = _in_one_line(entry)
    return len(own) > _MISPRINTED and own != name and SequenceMatcher(None, name, own, autojunk=False).ratio() > MISPRINT


def _hyphened(name: str) -> tuple[str, ...]:
    """Return the name and its other spelling around a hyphen: "Chou En-Lai", "Ben-Gurion" for "Ben Gurion"."""
    if _TWO_WORDS.fullmatch(name) and not _PARTICLE.match(name):
        return name, name.replace(" ", "-") if " " in name else name.replace("-", " ")
    return (name, _BEHIND_HYPHEN.sub(lambda letter: letter[0].swapcase(), name)) if "-" in name else (name,)


def _joined(particle: str, surname: str) -> list[str]:
    """Return the surname with the particle or article that the list puts behind the given name: "von Brentano", "al-Bakr"."""
    space = "" if particle.endswith("-") else " "
    return [particle + space + surname, particle[0].swapcase() + particle[1:] + space + surname]


def _articled(surname: str, article: re.Match[str]) -> tuple[str, ...]:
    """Return a surname with its article as others write it: "al-Barzani" and "Al-Barzani" for "al Barzani"."""
    rest, letters = surname[article.end() :], article[0][:2]
    found = (f"{first}{mark}{rest}" for first in (letters.lower(), letters.title()) for mark in ("-", " "))
    return tuple(form for form in found if form != surname)


def _without_ranks(name: str) -> str:
    """Take a title behind a name off: "Thanom Kittikachorn, Field Marshal", "Tran Tu Oai Brigadier General"."""
    return _RANK_BEHIND.sub("", _TITLE_BEHIND.sub("", name)) if name.count(",") <= 1 else name


def _numeral_off(name: str) -> str:
    return _NUMERAL.sub("", name)  # Makarios III


def _without_titles(name: str) -> str:
    parts = [p for p in re.split(r"[,\s]+", name) if p]
    while parts and parts[0].rstrip(".") in words.TITLES:
        if parts[0] in words.ALSO_GIVEN and parts[1:] and all(p.endswith(".") for p in parts[1:]):
            break  # "Johnson, Earl D.": no earl
        parts.pop(0)
    return " ".join(parts)
