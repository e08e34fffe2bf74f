"""What the letters of words tell: where capitals begin and end, what no name looks like."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.names.kinds import NAMES, Kind
from encoder.names.tokens import Word

#: capitals of fewer letters may be an acronym
_SHORT = 3
_NAME = NAMES | Kind.INITIAL | Kind.GIVEN_WORD
#: of an unknown word: "Symplicity", "Expence"
_NOUN = re.compile(r"[A-Z][a-z]{2,}(?:[ts]ion|ity|itie|ness|nesse|ment|ence|ance|ency|ancy|hood|ship|ism|ings?)s?\Z")
#: scanned: "MenSbers"
_INSIDE = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+\Z(?<!^M[ac].)")
_CLAN = ("Mc", "Mac", "De", "Di", "Da", "Du", "La", "Le", "Fitz", "Van", "Von", "Ap", "Vander", "Ver", "St")
_VOWEL = frozenset("aeiouyäöüéèêáàâóòôíìîúùûåæøœAEIOUYÄÖÜÉÈÊÁÀÂÓÒÔÍÌÎÚÙÛÅÆØŒ")


def letters(text: str, unknown: bool) -> tuple[str, ...]:
    """Return what a word alone looks like; ``unknown`` says that no list has it."""
    found: tuple[str, ...] = ()
    if len(text) > TWO and text[1:].islower() and _VOWEL.isdisjoint(text):
        found = ("no vowel in it",)
    elif unknown and _NOUN.match(text):
        found = ("ends like a noun",)
    elif unknown and _INSIDE.match(text) and not text.startswith(_CLAN):
        found = ("a capital inside the word",)
    return found


TWO = 2


def _long(word: Word) -> bool:
    """Whether a word is written in capitals and is no acronym or numeral."""
    return word.kind & Kind.CAPITALS != 0 and len(word.text) > _SHORT and not word.kind & (Kind.ACRONYM | Kind.NUMERAL)


def _small(word: Word) -> bool:
    return not word.kind & (Kind.CAPITALS | Kind.INITIAL) and len(word.text) > 1


def capitals_begin(run: list[Word], i: int) -> bool:
    """Whether capitals begin with a word: "the Honourable JOHN WILLES"; behind a part of a name they do not begin another one."""
    before = run[i - 1]
    return _long(run[i]) and _small(before) and not before.kind & (_NAME | Kind.TITLE) and before.kind & ~Kind.CAPITALS != 0


def capitals_end(run: list[Word], j: int) -> bool:
    """Whether capitals end before a word: "Mr. ZAKARIA Ghana", not "DUPONT Jean", "KIM Il-song"."""
    known = run[j].kind & (Kind.PLACE | Kind.TOWN | Kind.WORD) and not run[j].kind & (_NAME | Kind.BODY | Kind.FIRM | Kind.PLACE_HEAD)
    return bool(known) and _long(run[j - 1]) and _small(run[j]) and "-" not in run[j].text


def capitals_stop(part: list[Word]) -> bool:
    """Whether a stretch goes on in small letters behind words in capitals."""
    return any(capitals_end(part, k) for k in range(1, len(part)))
