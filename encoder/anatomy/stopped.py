"""Headings in capitals that end with a full stop, as old prints and debates have them, told from sentences, signatures and inscriptions.

What speaks for one adds up: common words, a small word before them, that the gap over it is the wider one, what stands below it, that
others of the kind stand in the text. Against it speak names, pronouns and verbs ("HE SAID SO."), a wider gap below. And the figures
that count parts ("I.", "II.").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from encoder import lazy_re as re
from encoder.anatomy.forms import label, secrecy
from encoder.dates import find as find_dates
from encoder.language.gazetteer import given_names, lists
from encoder.language.languages import every, language
from encoder.layout.blocks import Block

#: longer than this, in characters, words and lines, no heading is; shorter words than these tell nothing
LONGEST = 150
WORDS = 18
LINES = 3
WORD = 4
#: a common word, a small word before it, the wider gap above, so wide a gap, text or another heading below, another of the kind
COMMON = 1.5
SMALL = 1.0
WIDER = 1.5
APART = 1.0
BELOW = 1.0
AGAIN = 1.0
#: a name without a common word, words of a sentence, a wider gap below, words above that go on
NAMED = 2.5
SAID = 3.0
NARROWER = 2.0
OPEN = 2.0
ENOUGH = 3.5
LIKELY = 2.5
#: "A FARMER.": how who writes to a newspaper signs, in so many words
SIGNED = 2.0
PSEUDONYM = 3
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir", "lady", "lord", "dame", "frau", "herr", "mme", "mlle", "señor", "señora"})
_ONE = frozenset({"a", "an", "one", "ein", "eine", "un", "une", "uno", "una"})
#: so many line ends set a line apart
GAP = 3
#: a name has at most so many words
NAMES = 4
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
#: whence a newspaper has it
_CREDIT = re.compile(r"[\[(](?:From|By|Per)\s[^\[\]()\n]{3,60}[\])]\.?", re.I)
_INITIAL = re.compile(r"\b[^\W\d_]\.")
#: so many letters show of a longer block whether it is in capitals
_FIRST = 30
_NOTE = re.compile(r"\s*(?:\[[^\[\]]{1,12}\]|[*†‡])\Z")
_FIGURE = re.compile(r"(?P<figure>[IVXLC]{1,7})\.?(?:\[\d{1,3}\])?")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ENDED = re.compile(r"[.!?:—–-][\"”’'»)\]_*]*(?:\[\w{1,4}\])?\Z")


@cache
def sentence_words(code: str = "en") -> frozenset[str]:
    """Return the words by which a sentence is told from a title in a language: pronouns and verbs; the English ones where it has none."""
    words = language(code).headings.get("sentence", ()) or language("en").headings["sentence"]
    return frozenset(word.casefold() for word in words)


@cache
def _sentences() -> frozenset[str]:
    return frozenset(word for one in every() if one.headings.get("sentence") for word in sentence_words(one.code))


@cache
def _small() -> frozenset[str]:
    words = (word for one in every() if one.headings.get("sentence") for word in one.function_words)
    return frozenset(words) - _sentences()


def find(text: str, blocks: Sequence[Block], apart: frozenset[int], code: str = "en") -> list[int]:
    """Return the numbers of the blocks that are such headings; none that begins at one of the offsets ``apart``; ``code``: the language."""
    marks = {k: score for k in range(len(blocks)) if blocks[k].span.start not in apart
             if (score := _score(text, blocks, k, sentence_words(code))) is not None}
    likely = sum(score >= LIKELY for score in marks.values())
    found = {k for k, score in marks.items() if score + AGAIN * (likely - (score >= LIKELY) > 0) >= ENOUGH}
    return sorted(found | set(_figures(text, blocks, apart)))


def _score(text: str, blocks: Sequence[Block], k: int, sentence: frozenset[str]) -> float | None:
    """Return what speaks for a block; None where it is no line in capitals that ends with a stop."""
    block = blocks[k]
    begins = text[block.span.start : block.span.start + _FIRST]
    if block.span.end - block.span.start > 2 * _FIRST and begins.upper() != begins:
        return None  # a small letter, which no reference to a note can be
    said = " ".join(_NOTE.sub("", text[slice(*block.span)].strip(" _*")).split()).strip(" _*")
    listed = _WORD.findall(said)
    if not said.endswith(".") or not said.isupper() or len(said) > LONGEST or len(block.lines) > LINES or not 0 < len(listed) <= WORDS:
        return None
    if k + 1 == len(blocks) or label(said) or secrecy(said) or said[0] in "([\"“" or _dated(said):
        return None
    folded = [word.casefold().replace("’", "'").removesuffix("'s") for word in listed]
    named = _name(said, listed)
    told = folded[0] in _TITLES and len(folded) > 1  # "MRS. SARAH DOW.": nobody signs so
    common = not named and any(len(word) >= WORD and word in lists("english_words") for word in folded)
    score = COMMON * common + SMALL * (len(folded) > 1 and folded[0] in _small())
    score += COMMON * (told and not common)
    someone = bool(_INITIAL.search(said)) or any(word.title() in given_names() for word in listed)
    score -= NAMED * (named or (someone and not common and not told))
    score -= SAID * any(word in sentence for word in folded)
    score -= SIGNED * (folded[0] in _ONE and len(folded) <= PSEUDONYM and bool(k) and not _capital(text, blocks[k - 1]))
    above = text[blocks[k - 1].span.end : block.span.start] if k else "\n" * (GAP + 1)
    below = text[block.span.end : blocks[k + 1].span.start]
    # what earlier rules took may stand between
    high, low = above[len(above.rstrip()) :].count("\n"), below[: len(below) - len(below.lstrip())].count("\n")
    score += WIDER * (high > low) + APART * (high > GAP) - NARROWER * (low > high)
    if k and not above.strip() and not _ENDED.search(text, max(blocks[k - 1].span.end - 12, 0), blocks[k - 1].span.end):
        score -= OPEN * (not text[slice(*blocks[k - 1].span)].isupper())
    follows = blocks[k + 1]
    if k + 2 < len(blocks) and _CREDIT.fullmatch(text, *follows.span):
        follows = blocks[k + 2]  # "[From our own Correspondent.]"
    long = follows.span.end - follows.span.start > LONGEST // 3
    return score + BELOW * (bool(below.strip()) or long or _capital(text, follows))


def _name(said: str, listed: Sequence[str]) -> bool:
    """Whether a line is the name of a person and nothing else: "AMOS WHITTLE.", "E. B. HALE."."""
    given = listed[0].title() in given_names() or bool(_INITIAL.match(said))
    return given and 1 < len(listed) <= NAMES and not any(len(word) > 1 and word.casefold() in _small() for word in listed)


def _capital(text: str, block: Block) -> bool:
    return text[slice(*block.span)].isupper()


def _dated(said: str) -> bool:
    return any(len(said) - d.end < 3 for d in find_dates(said.title()))


def _figures(text: str, blocks: Sequence[Block], apart: frozenset[int]) -> Iterator[int]:
    """Yield the blocks that are a Roman figure alone and count on in the text: "I.", "II.", or stand below a heading as "I." does."""
    rows = [(k, value) for k, block in enumerate(blocks[:-1]) if block.span.start not in apart and (value := _value(text, block))]
    for at, (k, value) in enumerate(rows):
        before, after = (rows[j][1] if 0 <= j < len(rows) else 0 for j in (at - 1, at + 1))
        if after == value + 1 or (before and before == value - 1):
            yield k


def _value(text: str, block: Block) -> int:
    m = _FIGURE.fullmatch(text, *block.span)
    if m is None:
        return 0
    digits = [_VALUES[c] for c in m["figure"]]
    return sum(-d if any(d < other for other in digits[i + 1 : i + 2]) else d for i, d in enumerate(digits))
