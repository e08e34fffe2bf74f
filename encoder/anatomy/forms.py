"""The lines at the head of memoranda, forms and cables: what each of them is; words in ``lexicon/forms.toml``.

``label`` reads "SUBJECT : Temperature", ``secrecy`` "TOP SECRET / Copy No. 2", ``route`` "INFO AMEMBASSY YAOUNDE", ``group`` the time of
a cable "P 181632Z JAN 71", ``release`` the marks of archives and printers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.language.lexicon import words

_TABLE = words.table("forms")
_HEADS: dict[str, str] = words.table("lists")["heads"]
_CLASSES = words.table("classification")

#: label -> what its line says
KINDS: dict[str, str] = {head.strip("."): kind for head, kind in _HEADS.items()} | {
    label: kind for kind in ("other", "date", "subject", "recipient", "sender") for label in _TABLE[kind]["labels"]
}
LEVELS = {str(w).lower(): str(w) for w in _CLASSES["levels"]}
HANDLING = {str(w).lower(): str(w) for w in (*_CLASSES["handling"], *_CLASSES["beside"])}
PRECEDENCE = frozenset(_TABLE["cable"]["precedence"])
#: a label has at most so many letters
_LETTERS = 45
_LABEL = re.compile(r"(?P<label>[^\s:][^:\n]{0,44}?)(?P<mark>\s*:)(?=\s|\Z)\s*(?P<value>.*)", re.S)
#: the same with a wide space for the colon, as typed forms are copied: "SUBJECT   Ferry Service"
_WIDE = re.compile(
    r"(?P<label>[A-Z][A-Z.&/'’-]*(?:[ ][A-Z][A-Z.&/'’-]*){0,4})(?:[^\S\n]{2,}|\t)\s*(?P<value>\S.*)",
    re.S,
)
_COUNTED = re.compile(r"(?:NO|NOS|NUMBER)\.?\Z")
#: the number of an executive order in a label: "E.O. 11652: GDS"
_ORDER = re.compile(r"(?<=\.)\s?\d{4,6}\Z")
#: what a reading machine makes of the rule before a label
_NOISE = re.compile(r"(?:[a-z]{1,2}\s[\W_]\s|[\W_]{1,5}(?=[A-Z]))?")
#: and within a label
_STROKES = re.compile(r"[^\w.&/ -]|_")
#: a label in capitals that is in no list: few words, and no sentence
_CAPITALS = re.compile(r"[A-Z][A-Z.&/'’ -]*(?:\s(?:NO|NOS|#)\.?)?")
_ROUTE = re.compile(rf"(?P<label>{'|'.join(_TABLE['cable']['routes'])})\s+(?P<value>[A-Z][A-Z\d /.,&()'-]+)")
_GROUP = re.compile(r"(?:[OPRZYI]{1,2}\s)?\d{6}Z\s?(?:[A-Z]{3}\s?\d{2,4})?")
_SIGN = re.compile(_TABLE["cable"]["signs"])
_HEAD = re.compile("|".join(_TABLE["cable"]["heads"]))
_RELEASE = re.compile("|".join(_TABLE["release"]["lines"]), re.I)
_ANY = "|".join(
    re.escape(w).replace(r"\ ", r"\s+") for w in sorted({*LEVELS, *HANDLING, *(p.lower() for p in PRECEDENCE)}, key=lambda w: (-len(w), w))
)
_SECRECY = re.compile(
    rf"[\W_]{{0,3}}(?:(?:{_ANY}|{'|'.join(_CLASSES['copies'])})(?:[\s,;.:—–/!()-]+|\Z|(?=[\])])))+[\])!]?",
    re.I,
)
_LEVEL = re.compile("|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(LEVELS, key=len, reverse=True)), re.I)
_HANDLED = re.compile("|".join(rf"\b{re.escape(w)}\b".replace(r"\ ", r"\s+") for w in sorted(HANDLING, key=len, reverse=True)), re.I)
#: three letters and more, one space between them; words of them have two between
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ -]){2,}[^\W\d_](?!\w)")
_SHORT = re.compile(r"[A-Z][\w.-]*(?:\s[\w.-]+){0,2}")
LONGEST_LABEL = 5
#: so many labels make a printed form; a line of it is no longer
PRINTED = 6
FILLED = 120


class Label(NamedTuple):
    """What stands before the colon of a line of a form, what is said behind it, and which kind of line it is ("" for an unknown one).

    ``wide``: a wide space stands for the colon.
    """

    label: str
    value: str
    kind: str
    wide: bool = False


def label(said: str, among: bool = False) -> Label | None:
    """Read a line of a form; None for any other line. A label that no list has is in capitals, ``among`` others at least short."""
    start = _NOISE.match(said).end()  # type: ignore[union-attr]
    colon = said.find(":", start)
    m = _LABEL.match(said, start) if colon >= 0 and len(said[start:colon].rstrip()) <= _LETTERS else None
    if m is None:
        return _wide(said)
    shown = " ".join(m["label"].split())
    plain = _ORDER.sub("", shown).upper()
    kind = KINDS.get(plain.strip(" .*“\"'"), "") or KINDS.get(" ".join(_STROKES.sub(" ", plain).split()), "")
    if kind and (shown.isupper() or shown.istitle() or shown[0].isupper()):
        return Label(shown, m["value"].strip(), kind)
    if _CAPITALS.fullmatch(shown) and len(shown.split()) <= LONGEST_LABEL and len(shown) > 2:
        return Label(shown, m["value"].strip(), "")
    if among and _SHORT.fullmatch(shown):
        return Label(shown, m["value"].strip(), "")
    return None


def printed(lines: Sequence[str]) -> bool:
    """Whether lines are a printed form that was filled in: many short ones have labels, which are all different and have values."""
    labels = [one for line in lines if len(line) <= FILLED and (one := label(line, among=True))]
    filled = [one for one in labels if one.value]
    short = sum(len(line) <= FILLED for line in lines)
    names = {one.label.casefold() for one in labels}
    return len(filled) >= PRINTED and len(names) == len(labels) and 2 * len(labels) >= short


def _wide(said: str) -> Label | None:
    """Read a line whose label, one that forms have, stands apart from its value by more than one space."""
    m = _WIDE.fullmatch(said)
    kind = KINDS.get(m["label"].strip(" .")) or KINDS.get(m["label"], "") if m else ""
    if m is None or not (kind or _COUNTED.search(m["label"])):
        return None
    return Label(m["label"], m["value"].strip(), kind or "other", wide=True)


def route(said: str) -> tuple[str, str] | None:
    """Read a line of addresses of a cable: its word and the rest."""
    m = _ROUTE.fullmatch(said)
    return (m["label"], m["value"]) if m else None


def group(said: str) -> bool:
    """Whether a line is the date-time group of a cable."""
    return bool(_GROUP.fullmatch(said))


def sign(said: str) -> bool:
    """Whether a line is a sign of transmission."""
    return bool(_SIGN.fullmatch(said))


def office_line(said: str) -> bool:
    """Whether a line is what a receiving office prints over a cable or a page of it: "PAGE 01  BONN  04417  191932Z", "ACTION EUR-25"."""
    return bool(_HEAD.fullmatch(said))


def release(said: str) -> bool:
    """Whether a line is an archive's or a printer's mark on a page."""
    return bool(_RELEASE.fullmatch(said))


def unspaced(said: str) -> str:
    """Return a line with letters that are spaced out put together: "C O N F I D E N T I A L FORT LAMY 0117"."""
    return _SPACED.sub(lambda m: re.sub(r"[ -]", "", m[0]), said)


def secrecy(said: str) -> bool:
    """Whether a line only says how secret the document is, who may have it, which copy it is."""
    return bool(said) and bool(_SECRECY.fullmatch(unspaced(said)))


def level(said: str) -> str:
    """Return the level of secrecy that a line names, "" without one."""
    m = _LEVEL.search(unspaced(said))
    return LEVELS[" ".join(m[0].lower().split())] if m else ""


def handling(said: str) -> list[str]:
    """Return the words of handling that a line has, as the list spells them."""
    return [HANDLING[" ".join(m[0].lower().split())] for m in _HANDLED.finditer(unspaced(said))]
