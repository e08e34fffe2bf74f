"""In which language a text is written: told by its letters and its small words, and left open where they do not say.

Each word of a text that is a function word of a language counts for it, the less the more languages share the word ("de", "la"). A
language is named where it has a good share of the words and clearly more of them than the next one. A script that one language
alone is written in (Greek, Hebrew, Hangul) names it by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.language.languages import function_words

#: letters beyond these, at the beginning and in the middle, add nothing
SAMPLE = 6000
#: so many words that tell are the least evidence, so large a share of all words, so far before the second language
LEAST = 3.0
SHARE = 0.12
AHEAD = 1.35
#: of a text of so many words that is English this share are function words of English
ENOUGH = 12
ENGLISH = 0.1
#: what tells another language in a text too short to be sure
DOUBT = 1.5
#: so large a share of a text's letters makes a script its script
MOST = 0.6

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
#: no parts of words
_AROUND = ".,;:!?()[]“”\"’'"
#: scripts as ranges of letters; a language where it is the only one that is commonly written so
_SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("Latin", "", r"[A-Za-zÀ-ɏḀ-ỿ]"),
    ("Cyrillic", "", r"[Ѐ-ԯ]"),
    ("Greek", "el", r"[Ͱ-Ͽἀ-῾]"),
    ("Hebrew", "he", r"[א-ת]"),
    ("Arabic", "", r"[ء-ۿ]"),
    ("Armenian", "hy", r"[Ա-ֆ]"),
    ("Georgian", "ka", r"[ა-ჿ]"),
    ("Devanagari", "", r"[ऄ-ह]"),
    ("Thai", "th", r"[ก-ฮ]"),
    ("Khmer", "km", r"[ក-ឳ]"),
    ("Hangul", "ko", r"[가-힣]"),
    ("Kana", "ja", r"[ぁ-ヿ]"),
    ("Han", "", r"[一-鿿]"),
)
_LETTERS = tuple((script, code, re.compile(letters)) for script, code, letters in _SCRIPTS)
#: U+0370 to U+FFFF, said by what it is not: a large range takes long to compile
_FOREIGN = re.compile(r"[^\x00-\u036f\U00010000-\U0010ffff]")
#: a letter of the first script, and one of any other: most texts have foreign signs (quotation marks, dashes), but no foreign letter
_LATIN = re.compile(_SCRIPTS[0][2])
_OTHER = re.compile("|".join(letters for _, _, letters in _SCRIPTS[1:]))
#: a Japanese text has so many kana among its Han signs
_KANA = 0.1


class Told(NamedTuple):
    """The language of a text as far as it can be told.

    ``code`` is empty where it is not certain. ``english`` says whether the readings of English may be tried: the text is English,
    or too short to tell and nothing speaks against it.
    """

    code: str
    english: bool


@cache
def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return for each function word, in small letters, the languages that have it, and what it counts for each."""
    having: dict[str, list[str]] = {}
    for code, listed in function_words().items():
        for word in dict.fromkeys(listed):
            having.setdefault(word.replace("'", "’"), []).append(code)
    return {word: tuple((code, 1 / len(listed)) for code in listed) for word, listed in having.items() if word == word.lower()}


def _telling(tokens: Mapping[str, int]) -> tuple[int, Mapping[str, int]]:
    """Return how many words there are, and how often each that tells, as written small, in the order of the text.

    ``tokens``: what spaces part, and how often it comes.
    """
    weights = _weights()
    size, told = 0, dict[str, int]()
    for token, count in tokens.items():
        word = token if token.isalpha() else token.strip(_AROUND)
        if word is token or word.isalpha():
            size += count
            if word in weights:
                told[word] = told.get(word, 0) + count
            elif not word.islower() and (small := word.lower()) in weights:
                told[small] = told.get(small, 0) + count
            continue
        for one in _WORD.findall(word):
            size += count
            small = one.lower().replace("'", "’")
            if small in weights:
                told[small] = told.get(small, 0) + count
    return size, told


def _sample(text: str) -> str:
    if len(text) <= 2 * SAMPLE:
        return text
    middle = len(text) // 2
    return text[:SAMPLE] + "\n" + text[middle : middle + SAMPLE]


def _script(text: str, tokens: Iterable[str]) -> tuple[str, str]:
    """Return the script of most letters and the language that it names, both empty where letters are mixed; ``tokens`` are of the text."""
    foreign = "".join([token for token in tokens if not token.isascii()])
    if not _FOREIGN.search(foreign):
        return "Latin", ""
    if not _OTHER.search(foreign):
        return ("Latin" if _LATIN.search(text) else ""), ""
    counts = {script: len(letters.findall(text)) for script, _, letters in _LETTERS}
    total = sum(counts.values())
    if counts["Han"] + counts["Kana"] > MOST * total:
        return ("Kana", "ja") if counts["Kana"] > _KANA * total else ("Han", "zh")
    script, code = next(((s, c) for s, c, _ in _LETTERS if counts[s] > MOST * total), ("", ""))
    return script, code


def identify(text: str) -> Told:
    """Tell the language of a text; the same text has always the same answer."""
    sample = _sample(text)
    tokens = Counter(sample.split())
    script, code = _script(sample, tokens)
    if code or script not in {"Latin", "Cyrillic", "Arabic"}:
        return Told(code, english=False)
    size, words = _telling(tokens)
    scores: dict[str, float] = {}
    hits: dict[str, int] = {}
    weights = _weights()
    for word, count in words.items():
        for code, weight in weights[word]:
            scores[code] = scores.get(code, 0.0) + weight * count
            hits[code] = hits.get(code, 0) + count
    # one order for equal sums, whatever the text's own order of words
    ranked = sorted(scores, key=lambda c: (-scores[c], c))
    best = ranked[0] if ranked else ""
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    sure = bool(best) and scores[best] >= LEAST and hits[best] >= SHARE * size and scores[best] >= AHEAD * second
    if sure:
        return Told(best, english=best == "en")
    few = size >= ENOUGH and hits.get("en", 0) < ENGLISH * size
    against = best not in {"", "en"} and (few or scores[best] > DOUBT + 2 * scores.get("en", 0.0))
    return Told("", english=script == "Latin" and not against)
