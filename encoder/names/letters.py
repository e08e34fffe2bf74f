"""What the letters of a word tell: what no name looks like."""

from __future__ import annotations

from encoder import lazy_re as re

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
