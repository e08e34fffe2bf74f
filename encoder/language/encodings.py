"""From bytes to text: which encoding a file is in, how sure that is, and what was broken before it came here.

UTF-8 and what says of itself what it is are taken as they are. Of other bytes charset-normalizer names the readings that could be
meant; each is weighed by what it makes of the text: letters that no language has side by side, capitals inside words, signs
between letters speak against it, the small words of a language for it. A reading that is not clearly ahead is not taken.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.language.languages import function_words
from encoder.tables import table_of

#: what Python calls an encoding -> what people call it; the order decides between readings that are the same text
LABELS = {
    "cp1252": "Windows-1252", "iso8859_15": "ISO-8859-15", "iso8859_1": "ISO-8859-1", "cp1250": "Windows-1250",
    "iso8859_2": "ISO-8859-2", "cp1251": "Windows-1251", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U", "iso8859_5": "ISO-8859-5",
    "cp1253": "Windows-1253", "iso8859_7": "ISO-8859-7", "cp1254": "Windows-1254", "iso8859_9": "ISO-8859-9",
    "cp1255": "Windows-1255", "iso8859_8": "ISO-8859-8", "cp1256": "Windows-1256", "cp1257": "Windows-1257",
    "iso8859_4": "ISO-8859-4", "iso8859_13": "ISO-8859-13", "iso8859_16": "ISO-8859-16", "mac_roman": "MacRoman",
    "mac_cyrillic": "MacCyrillic", "cp850": "DOS 850", "cp437": "DOS 437", "cp852": "DOS 852",
    "cp866": "DOS 866",
}  # fmt: skip
_LATIN = frozenset({
    "cp1252", "iso8859_15", "iso8859_1", "cp1250", "iso8859_2", "cp1254", "iso8859_9", "cp1257", "iso8859_4", "iso8859_13", "iso8859_16",
    "mac_roman", "cp850", "cp437", "cp852",
})  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf_32", "UTF-32"), (codecs.BOM_UTF32_BE, "utf_32", "UTF-32"), (codecs.BOM_UTF8, "utf_8_sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf_16", "UTF-16"), (codecs.BOM_UTF16_BE, "utf_16", "UTF-16"),
)  # fmt: skip
_WIDE = (("utf_32_le", "UTF-32LE", 4), ("utf_32_be", "UTF-32BE", 4), ("utf_16_le", "UTF-16LE", 2), ("utf_16_be", "UTF-16BE", 2))
#: the share of characters beyond ASCII that a reading may have against it
FAULTS = 0.1
#: how far the best reading has to be before the next that is another text
AHEAD = 0.08
#: what a dash inside or against a word counts, where a letter of another reading would be: it may be one, but seldom is
DASH = 0.3
#: what a letter counts in English, which borrows it: so much against a reading that has a sign there
BORROWED = 0.3
#: what it counts against an encoding of another script that the text has no letter of that script
OTHER_SCRIPT = 0.5
#: what letters of two scripts in a word and control characters count, each of them, and together at the most
GRAVE = 0.1
MOST_GRAVE = 0.5
#: what a function word counts beside a fault
WORD = 0.5
#: characters that are weighed
SAMPLE = 60_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HIGH = re.compile(r"[\x80-\U0010ffff]")
_WORD = re.compile(r"[^\W\d_]+")
_IN_WORDS = frozenset("’‘'-‐‑–—·…\xad")
_SHOWN = 16


class UnsureError(EncoderError):
    """Bytes that could mean several texts; ``start`` is the first of them."""

    def __init__(self, start: int, message: str) -> None:
        super().__init__(message)
        self.start = start


class Decoded(NamedTuple):
    """A text and the encoding it was in; ``sure`` where the file or the user says so, ``start`` the first character that was read by it."""

    text: str
    label: str
    sure: bool = True
    start: int = 0


def known(name: str) -> str:
    """Return what Python calls an encoding. Raises EncoderError for an unknown one, and for what is no encoding of texts."""
    try:
        found = codecs.lookup(name.strip().replace("Windows-", "cp").replace("windows-", "cp"))
    except LookupError:
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise EncoderError(f"no encoding is called {name!r}; known are utf-8, utf-16, windows-1252, iso-8859-2, macroman, koi8-r ...")
    return found.name


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Return the text of bytes. Raises UnsureError where an encoding does not fit, or several do."""
    if encoding:
        return _as_told(data, encoding)
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, codec, f"begins like {label}"), label)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = error.start
    else:
        if not _CONTROL.search(text):
            return Decoded(text, "UTF-8")
        wrong = -1
    wide = _wide(data)
    if wide:
        return wide
    if wrong < 0:
        return Decoded(text, "UTF-8")
    return _told(data, wrong)


def _as_told(data: bytes, encoding: str) -> Decoded:
    codec = known(encoding)
    label = LABELS.get(codec.replace("-", "_"), encoding.upper())
    if codec == "utf-8":
        codec = "utf_8_sig"
    return Decoded(_strict(data, codec, f"is to be {label}").removeprefix("\ufeff"), label)


def _strict(data: bytes, codec: str, why: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        byte = f"byte 0x{data[error.start]:02x}"
        raise UnsureError(error.start, f"the file {why}, but {byte} is none; name another with --encoding") from None


def _wide(data: bytes) -> Decoded | None:
    """Read UTF-16 and UTF-32 that do not say so: the right order of bytes gives spaces or line ends, and nothing that is no text."""
    for codec, label, size in _WIDE:
        if len(data) % size or len(data) < 2 * size:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and re.search(r"[ \n]", text) and all(map(_printed, set(text))):
            return Decoded(text, label, sure=False)
    return None


def _printed(character: str) -> bool:
    return character.isprintable() or character.isspace() or character in "\xad\u200b\u200c\u200d\u200e\u200f\ufeff"


class Reading(NamedTuple):
    """One way to read the bytes: its value, its faults as a share of the characters beyond ASCII, the text."""

    value: float
    faults: float
    codec: str
    text: str


def _told(data: bytes, wrong: int) -> Decoded:
    """Read 8-bit encodings. Raises UnsureError where no reading, or more than one, makes sense."""
    readings = sorted(_readings(data), key=lambda r: (-r.value, list(LABELS).index(r.codec)))
    byte = f"byte 0x{data[wrong]:02x} is not UTF-8"
    if not readings or readings[0].faults > FAULTS:
        likely = _shown(readings[:2], wrong)
        raise UnsureError(wrong, f"{byte}, and no other encoding makes sense of the text{likely}; name it with --encoding")
    best = readings[0]
    if len(readings) > 1 and best.value - readings[1].value < AHEAD:
        raise UnsureError(wrong, f"{byte}; the text could be{_shown(readings[:2], wrong)}; name the right one with --encoding")
    return Decoded(best.text, LABELS[best.codec], sure=False, start=_first_high(best.text))


def _first_high(text: str) -> int:
    """Return the offset of the first character beyond ASCII."""
    found = _HIGH.search(text)
    return found.start() if found else 0


def _shown(readings: list[Reading], wrong: int) -> str:
    said = []
    for reading in readings:  # one byte is one character in all of them
        around = " ".join(reading.text[max(0, wrong - _SHOWN) : wrong + _SHOWN].split())
        said.append(f"{LABELS[reading.codec]} (“{around}”)")
    return f" {' or '.join(said)}" if said else ""


def _readings(data: bytes) -> Iterator[Reading]:
    """Yield the readings that charset-normalizer lets pass, each text once."""
    from charset_normalizer import from_bytes

    passed = from_bytes(data, cp_isolation=list(LABELS), threshold=0.3)
    names = {name for match in passed for name in (match.encoding, *match.could_be_from_charset)} & LABELS.keys()
    seen: set[str] = set()
    for codec in LABELS:
        if codec not in names:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if text not in seen:
            seen.add(text)
            yield _weighed(codec, text)


@cache
def _alphabets() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return for each language its letters beyond ASCII and its small words."""
    table = table_of("language/alphabets")
    words = {**table["words"], **function_words()}
    return {code: (frozenset(letters), frozenset(words.get(code, ()))) for code, letters in table["letters"].items()}


def _weighed(codec: str, text: str) -> Reading:
    first = _HIGH.search(text)
    start = max(0, first.start() - SAMPLE // 2) if first else 0
    sample = text[start : start + SAMPLE]
    letters: Counter[str] = Counter()
    faults = total = dashes = grave = 0
    for high in _HIGH.finditer(sample):
        at, character = high.start(), high.group()
        total += 1
        before, after = sample[at - 1 : at] or " ", sample[at + 1 : at + 2] or " "
        if character.isalpha() and character not in "ªº":
            letters[character.lower()] += 1
            faults += _letter_misplaced(character, before, after)
            grave += any(c.isalpha() and _script(c) != _script(character) for c in (before, after))
        else:
            faults += _sign_misplaced(character, before, after)
            grave += "\x80" <= character < "\xa0"
            dashes += character in "–—" and before.isalpha() and not after.isspace()
    words = Counter(word.lower() for word in _WORD.findall(sample))
    size = max(1, words.total())
    alone = codec not in _LATIN and not any(_script(letter) for letter in letters)
    best = (-2.0, 1.0)
    for code, (alphabet, small) in _alphabets().items():
        strange = sum(count for letter, count in letters.items() if letter not in alphabet)
        share = min(1.0, (faults + strange) / max(1, total))
        hits = sum(words[word] for word in small)
        doubt = (DASH * dashes + (BORROWED * (letters.total() - strange) if code == "en" else 0)) / max(1, total)
        doubt += min(GRAVE * grave, MOST_GRAVE)
        value = 1 - 2 * share - (OTHER_SCRIPT if alone else 0) - doubt + WORD * min(1.0, 2 * hits / size)
        best = max(best, (value, share), key=lambda pair: pair[0])
    return Reading(best[0], best[1], codec, text)


def _script(letter: str) -> int:
    code = ord(letter)
    return 0 if code < 0x250 or 0x1E00 <= code < 0x1F00 else code >> 8


def _letter_misplaced(letter: str, before: str, after: str) -> bool:
    """Whether a letter stands where none like it does: beside another script, a capital in a word, behind a digit."""
    beside = [c for c in (before, after) if c.isalpha()]
    if any(_script(c) != _script(letter) for c in beside):
        return True
    if letter.isupper() and before.islower():
        return True
    if before.isspace() and after.isspace() and not _script(letter):
        return letter.lower() not in "àáèéêíòóúæåöøıő"
    return before.isdigit() and not after.isalpha()


def _sign_misplaced(sign: str, before: str, after: str) -> bool:
    """Whether a sign stands where none does: a control character, a frame, one between two letters or against a word."""
    if not (sign.isprintable() or sign.isspace() or sign == "\xad") or 0x2500 <= ord(sign) < 0x25A0:
        return True
    if sign in _IN_WORDS or sign.isspace():
        return False
    if 0x2200 <= ord(sign) < 0x2400 or 0x0590 <= ord(sign) < 0x05D0:  # of mathematics; a point of Hebrew without its letter
        return True
    if (sign in "‚„¿¡" and after.isspace()) or (sign in "€¨¤§" and sign in {before, after}):
        return True
    if sign in "¥¢¤" and not (before.isdigit() or after.isdigit()):
        return True
    if before.isalpha() and after.isalpha():
        return sign not in "«»“”°"
    if sign in "‚„“‘«¿¡" and before.isalpha() and not after.isalpha():
        return sign in "‚„¿¡"
    return sign in "¬¦¤¶¸¨´¯˙˘˝˛ˇ¢¥¿¡€§÷×" and (before.isalpha() or (after.isalpha() and sign not in "¿¡"))
