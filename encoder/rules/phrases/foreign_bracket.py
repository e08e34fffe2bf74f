"""Words of the original that a translator gives in brackets become ``foreign``.

Found: in a bracket of a translator, small words none of which is English ("the hospitality [Gastfreundschaft]", "flour [mąka]"), nouns with
a capital where the original is German, words in another script than the text's; with the language of the original where the record
names it and the words may be of it.
Left alone: what has an English word in it ("[Deputy Minister]"), names, abbreviations, a single word that only lacks in the list of words
where nothing names the language.
TEI P5 4.9: CO, #COHQHF.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.gazetteer import lists
from encoder.language.languages import code_of
from encoder.layout.blocks import Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ’'-]+")
#: endings that an English word may have beside those in the list
_ENDINGS = re.compile(r"(?:’s|'s|s|es|ed|d|ing|ly|ness|er|ers)\Z")
#: shorter words tell nothing, and a bracket of the original's words is no longer
_SHORTEST = 3
_LONGEST = 60
#: a German noun by its ending
_NOUN = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]+(?:schaft|ung|heit|keit|tion|ität|ismus|amt|bund|rat|wesen|leiter|dienst|minister|abteilung)(?:en)?\Z"
)
#: the scripts of languages that have another one than the translation
_SCRIPTS = {
    "zh": re.compile(r"[一-鿿]"), "ja": re.compile(r"[一-鿿぀-ヿ]"), "ko": re.compile(r"[가-힣一-鿿]"),
    "ru": re.compile(r"[а-яА-ЯёЁ]"), "bg": re.compile(r"[а-яА-Я]"), "uk": re.compile(r"[а-яА-ЯіїєґІЇЄҐ]"),
    "sr": re.compile(r"[а-яА-Яђћ]"), "mn": re.compile(r"[а-яА-ЯөүӨҮ]"), "fa": re.compile(r"[؀-ۿ]"), "ar": re.compile(r"[؀-ۿ]"),
}  # fmt: skip


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``foreign`` inside each ``supplied`` whose words are the original's."""
    if draft.reading != "en":
        return
    said = draft.fact("original-language")
    original = code_of(said.value) if said else ""
    if original == "en":
        original = ""  # the page of today names the language of what it shows
    for bracket in draft.of("supplied"):
        if bracket.attributes.get("reason") != "explanatory" or not bracket.trim:
            continue
        span = Span(bracket.span.start + 1, bracket.span.end - 1)
        if is_foreign(draft.text[span.start : span.end], original):
            language = original if _may_be(draft.text[span.start : span.end], original) else ""
            yield Annotation(span, "foreign", RULE.id, {"xml:lang": language} if language else {})


def is_foreign(said: str, original: str) -> bool:
    """Whether the words of a bracket are no English ones; ``original`` is the code of the language translated from, ``""`` if unknown."""
    words = _WORD.findall(said)
    if not words or len(said) > _LONGEST:
        return False
    if all(not _LATIN.fullmatch(word) for word in words):
        return True  # another script
    if any(word.isupper() for word in words) or max(map(len, words)) < _SHORTEST or _english(words):
        return False
    if original == "de" and (_NOUN.match(said) or (words[0].islower() and any(w.islower() and len(w) >= _SHORTEST for w in words))):
        return True  # its nouns have capitals
    if not all(word.islower() for word in words):
        return False  # names have capitals
    return bool(original) or not said.isascii() or len(words) > 1


def _english(words: list[str]) -> bool:
    """Whether one of some words is English, as it stands or without its ending; of a compound all parts have to be."""
    known = lists("english_words")
    for word in words:
        parts = re.split(r"[-’']", word.lower())
        if max(map(len, parts)) >= _SHORTEST and all({part, (stem := _ENDINGS.sub("", part)), f"{stem}e"} & known for part in parts):
            return True
    return False


def _may_be(said: str, original: str) -> bool:
    """Whether words may be of a language: in its script, or in Latin letters."""
    script = _SCRIPTS.get(original)
    latin = all(_LATIN.fullmatch(word) for word in _WORD.findall(said))
    return latin or (script is not None and bool(script.search(said)))


RULE = Rule(
    "foreign-bracket", "foreign", find,
    "Words of the original that stand in a translator's brackets are foreign, inside supplied.",
)
