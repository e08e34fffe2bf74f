"""Given names as texts write them beside a surname, and whether they are those of a list's entry.

Texts write more and less than lists: an initial for a name ("H. Trevelyan"), a middle initial that the list has not
("Marion W. Boggs"), other spaces and hyphens ("Paul Henri Spaak", "H.L.T. Koren"), no accents ("Sukru"), short forms
("Alf", "Thos.", "Bob"), other vowels ("Ahmed", "Ahmad") and letters that changed places.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from encoder import lazy_re as re
from encoder.draft.views import behind
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.names import opens_sentence

_SHORT = "|".join(words.ABBREVIATED_NAMES)
_ONE = rf"(?:(?:[A-Z]\.\s?)+|(?:{_SHORT})\.\s|[A-ZÀ-Þ][\w’'-]+\s)"
#: up to four given names or runs of initials before a surname; so far back they are looked for
_BEFORE = re.compile(rf"(?<![\w.’'-])(?P<all>{_ONE}{{1,4}})\Z")
_FAR = 50
_EACH = re.compile(_ONE)
#: "Monsieur", or the first name's initial: nobody can tell
_MONSIEUR = re.compile(r"MM?\.\s?\Z")
_INITIAL = re.compile(r"[A-Z]\.\s?\Z")
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+")
_NO_NAMES = (words.TITLES | words.NOT_NAMES) - words.ALSO_GIVEN
_PARTS = re.compile(r"[^\W_]+")
#: so many letters of a longer name make a short form of it; names of so many may be spelt with other vowels
_SHORTENED = 3
_SPELT = 5
_ALIKE = str.maketrans("ı", "i")
_SOUNDS = str.maketrans("cq", "kk")
_PET = re.compile(r"(?P<stem>[a-z]{2,}(?P<last>[b-df-hj-np-tv-z]))(?P=last)(?:y|ie)")
_MC = re.compile(r"\Amc(?=\w)")
_CONSONANTS = re.compile(r"[^aeiouy]")


def before(prose: str, start: int, given: str, own: str = "") -> Span | None:
    """Return where the given names before a name stand if they are those of ``given``, as many as fit; else None.

    ``own`` has the given names that belong to the name at ``start`` already.
    """
    if start < 2 or prose[start - 1] not in " .":
        return None
    said = prose[behind(prose, max(0, start - _FAR), start - 1) : start - 1].rpartition("(")[2]
    if not given or not said or said[-1].isspace():
        return None
    word = said.rsplit(None, 1)[-1]
    if word.islower() or word in _NO_NAMES:
        return None  # most names have a small word or a title before them
    found = _BEFORE.search(prose, max(0, start - _FAR), start)
    if not found:
        return None
    last = ""
    for m in _EACH.finditer(prose, found.start("all"), start):
        at = m.start()
        written = prose[at:start]
        if _MONSIEUR.match(written) or not _NO_NAMES.isdisjoint(written.split()):
            last = ""
            continue
        if _INITIAL.match(written) and opens_sentence(prose, at):
            return None  # "A. Nasser and the Canal"
        if fits(written + own, given):
            # "Felix L. Johnson" is not Louis Johnson
            return None if last and _INITIALS.fullmatch(written) else Span(at, start)
        last = m.group()
    return None


@lru_cache(maxsize=4096)
def fits(written: str, given: str) -> bool:
    """Whether given names as a text has them are those of an entry: none contradicts, and no name but an initial is more."""
    own, listed = _split(written), _split(given)
    if not own or not listed:
        return False
    matched = 0
    for k, part in enumerate(listed):
        # a middle initial of the list stands for no word of the text: "Affairs" is not the A. of "Henry A."
        if matched < len(own) and _same(own[matched], part) and not (k and len(part) == 1 < len(own[matched])):
            matched += 1
    return matched > 0 and all(len(rest) == 1 for rest in own[matched:])


def _split(name: str) -> Sequence[str]:
    plain = unicodedata.normalize("NFKD", name.translate(_ALIKE)).encode("ascii", "ignore").decode()
    return [_MC.sub("mac", part.casefold()) for part in _PARTS.findall(plain)]


def _same(written: str, listed: str) -> bool:
    if len(written) == 1 or len(listed) == 1:
        return written[0] == listed[0]
    short, long = sorted((written, listed), key=len)
    if short == long or (len(short) >= _SHORTENED and long.startswith(short)):
        return True
    if written in _SHORT_FORMS.get(listed, ()):
        return True
    pet = _PET.fullmatch(short)
    if pet and long.startswith(pet["stem"]):
        return True  # "Wally" of Walworth, "Danny" of Daniel
    short, long = short.translate(_SOUNDS), long.translate(_SOUNDS)
    if len(short) < _SPELT or short[0] != long[0]:
        return False
    return sorted(_CONSONANTS.findall(short)) == sorted(_CONSONANTS.findall(long))


_SHORT_FORMS: dict[str, set[str]] = {}
for _name, _shorts in words.NICKNAMES.items():
    _SHORT_FORMS.setdefault(_name.casefold(), set()).update(s.casefold() for s in _shorts)
for _abbreviation, _name in words.ABBREVIATED_NAMES.items():
    _SHORT_FORMS.setdefault(_name.casefold(), set()).add(_abbreviation.casefold())
