"""The shapes of the lines that end a letter: valediction, signature, office, address; words in ``lexicon/closings.toml``."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.language.lexicon import words

_TABLE = words.table("closings")
ON_BEHALF = re.compile(_TABLE["on_behalf"])
ADDRESS = re.compile(_TABLE["address"])
POSTSCRIPT = re.compile(_TABLE["postscript"])
OFFICE = re.compile(_TABLE["office"])
VALEDICTION = re.compile(_TABLE["valediction"])
SALUTATION = re.compile(_TABLE["salutation"])
ENDING = re.compile(_TABLE["ending"])
NEVER = frozenset(w.lower() for w in _TABLE["never"])
#: what the editors added stands in brackets: "J. C. G[rew]", "L.A. M[innich, Jr.]", "[Robert A.] L[ovett]"
_ADDED = r"(?:\[[\w., ]+\])?"
_WORD = rf"""(?x:
    (?: [A-ZÀ-ÞĀ-Ž]{_ADDED}[\w.’'\-–]*{_ADDED}\]? | [a-z]{{1,3}}[-–][A-Z]\w+  # "Smith", "al-Amash"
      | d[ei]?[’']?[A-Z][\w.’'\-–]* | de | del | della | di | da | do | dos | los | la | le | von
      | van | der | den | zu | ed | bin | ibn | al | el | y | and | & | of | the | for | II | III )
)"""
NAME = re.compile(rf"(?:/[sS]/\s?)?[\[/“\"(]*{_WORD},?(?:\s{_WORD},?){{0,7}}[\])/”\".]*|\[[^\]\n]{{2,40}} signature\]")
SEAL = re.compile(_TABLE["seal"])
BELOW = re.compile(_TABLE["below"])
SENDING = frozenset(_TABLE["sending"])
LISTED = re.compile(rf"(?:{'|'.join(_TABLE['listed'])})\b")
INITIAL = re.compile(r"[A-Z]\.?")
LETTERS = re.compile(r"[^\W\d_]{2}|[A-Z]\.?\s?[A-Z]")
DIGIT = re.compile(r"\d")
#: what a line has that is a sentence or an address
NO_OFFICE = re.compile(r":$|[.;]\s[A-Z]|[a-z]\.$|\d")
LINES = 6
WIDTH = 90
#: the last words of a letter are among so many characters
LAST_WORDS = 400
#: a name in capitals has at most so many words
CAPITALS = 5


def signature(said: list[str]) -> bool:
    """Whether the lines of a block are a name, with or without its office below it."""
    first = said[0]
    if LISTED.match(first):
        return False
    if INITIAL.fullmatch(first) and (len(said) == 1 or OFFICE.search(said[1])):
        return True  # initialed
    if not first or len(said) > LINES or any(len(line) > WIDTH or "\t" in line for line in said) or not NAME.fullmatch(first):
        return False
    if (first.endswith(",") and len(said) == 1 and not first.isupper()) or VALEDICTION.search(first):
        return False
    if first.split()[0] in SENDING:
        return False
    if first.isupper() and len(first.split()) > CAPITALS and not OFFICE.search(first.title()):
        return False  # a sentence of a cable
    bare = first.strip("[]()/“”\".").lower()
    if bare in NEVER or not LETTERS.search(first):
        return False
    return len(bare) <= 60 and not DIGIT.search(first.replace("3d", "").replace("2d", ""))


def office(said: str) -> bool:
    """Whether a line is the office of who signed above it: "Deputy Director (Plans)"."""
    return len(said) <= WIDTH and bool(OFFICE.search(said)) and not NO_OFFICE.search(said)


def ends_letter(said: str) -> bool:
    """Whether a paragraph ends as the last one of a letter: "... your obedient servant,", "I have, etc.,"."""
    return bool(ENDING.search(said, max(0, len(said) - LAST_WORDS)))
