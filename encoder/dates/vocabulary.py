"""The words of the calendar as pieces of patterns, for the language of a text, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from encoder import lazy_re as re
from encoder.dates.calendars import number_of
from encoder.dates.year_words import YearWords
from encoder.language.languages import Language, every, language

#: letters of a script that no source has stand for the months in the text that is searched: in full, abbreviated, of another
#: language; the first letter of the word says the month, the others are ``_FILL``. So patterns are short and fast.
FULL = 0xA000
SHORT = 0xA010
OTHER = 0xA020
FILL = "\ua030"
_FULL = "[\ua001-\ua00c]"
_SHORT = "[\ua011-\ua01c]"
_OTHER = "[\ua021-\ua02c]"
#: a month of the text's own language
MONTH = re.compile("[\ua001-\ua01c]")
_TAKEN = re.compile("[\ua000-\ua030]")
_PIECE = re.compile(r"\{([a-z_]+)\}")
#: a word that no word of any text is, where a language has none of its kind
_NEVER = r"(?!)"

#: the pieces that are the same in every language
_FIXED: Mapping[str, str] = {
    "s": r"\s+",
    "o": r"\s*",
    "dash": r"\s?[-–—]\s?",
    # the years of dates that have a day or a month; I, l and O are a typewriter's figures
    "year": r"(?:(?:1\d|20|[Il][5-9])[\dIlO]{2}(?!\w|\s?(?:hours|hrs)\b))",
    # a bare year
    "modern": r"(?:(?:1[5-9]|20)\d\d(?!\w))",
    "modern_year": r"(?:(?:1[5-9]|20)\d\d)",
    "modern_ten": r"(?:(?:1[5-9]|20)\d0)",
    "decade": r"(?:(?:1[0-9]|20)\d0[’']?s(?!\w))",
    "roman_month": r"(?:XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I)",
    "figure": r"(?:3[01]|[12]\d|0?[1-9])",
    # between day and year: "May 5, 1678", "May 5. 1678", "May 5 1678", "May 5,1678"
    "then": (
        r"(?:[.,;]{0,2}\s+|,|\.(?=\d{4}))(?:\(?[ON]\.\s?S\.\)?,?\s)?"
        r"(?:(?:A\.?\s?D\.?|(?:[Ii]n\s)?[Tt]he\s[Yy]ear(?:\sof\s(?:our|the)\s[Ll]ord)?,?"
        r"|[Aa]nno|de|del|des\sJahres|Anno\sDomini)\s+)?"
    ),
    # behind a number it is an hour
    "clock": r"(?:\s?[:.]\d\d|\s?[ap]\.?\s?m\b|\s(?:hours|o.clock))",
    # between the days of a series: "June 11, 16, and 22"
    "next": r"(?:,\s+|,?\s+(?:and|or|und|et|y|e|и)\s+)",
    # behind "of August last": no noun that it belongs to
    "closed": (
        r"(?:(?!-|\w)(?!\s\w)"
        r"|(?=\s(?:is|was|were|are|and|or|to|in|I|we|he|she|it|has|had|have|that|which|when|at|by|from|on|the|for|with)\b))"
    ),
    "part_of_day": r"(?:day|morning|forenoon|afternoon|evening|night)",
}


def _spellings(words: Iterable[str], capitals: bool) -> set[str]:
    """Return the words as texts write them: in capitals too, and with a capital at least at the head of a sentence."""
    out: set[str] = set()
    for word in words:
        out |= {word, word.upper()}
        if not capitals:
            out |= (
                {word[0].upper() + word[1:], word.title().replace(" And ", " and ")}
                if " " in word or "-" in word
                else {word[0].upper() + word[1:]}
            )
    return out


#: how a character of a word is matched where it is not only itself: any white space for a space, any apostrophe for another
_LOOSE = {" ": r"\s+", "'": "[’']", "’": "[’']", "-": r"[-–\s]"}


def alternation(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest that fits; it is a tree of their letters, so that it fails at once."""
    tree: dict[str, Any] = {}
    for word in sorted(set(words)):
        node = tree
        for letter in word:
            node = node.setdefault(_LOOSE.get(letter) or re.escape(letter), {})
        node[""] = {}
    return f"(?:{_branches(tree)})" if tree else _NEVER


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    parts = [letter + (_branches(below) if below.keys() != {""} else "") for letter, below in tree.items() if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def plain(words: str) -> str:
    """Return words as the tables of meanings have them: small, one space, no stop at the end."""
    return re.sub(r"[\s–-]+", " ", words).rstrip(".:").lower().replace("'", "’").strip()


class Vocabulary:
    """Pieces of patterns and meanings of words for one language (``""``: none but what all languages share)."""

    def __init__(self, code: str) -> None:
        own = language(code) if code else Language("", "")
        self.code = own.code
        self._own = own
        self.weekdays = _meanings(own.weekdays, own.weekdays_short)
        self.republican = {plain(w): n for other in every() for w, n in other.republican.items()}
        self.seasons = {plain(w): v for w, v in own.seasons.items()}
        self.parts, self.halves = _meanings(own.parts), _meanings(own.halves)
        self.relative, self.away = _meanings(own.relative_days), _meanings(own.months_away)
        self.decades = _meanings(own.decades)
        self.sides, self.counts, self.ordinals = _meanings(own.sides), _meanings(own.counts), _meanings(own.ordinals)
        #: months that are other words too, in small letters
        self.also = frozenset(w.lower() for w in own.date_words.get("also_words", ()))
        self.roman = {plain(w): what for other in every() for what, ws in other.roman.items() for w in ws}
        titles = alternation(_spellings(own.names.get("titles", ()), capitals=False))
        self.named = re.compile(rf"(?<!\w){titles}\.?\s+(?:[A-Z\ua001-\ua030][\w.’']*,?\s+|and\s+)*\Z")
        self.pieces = {**_FIXED, **self._pieces()}

        kinds = [(own.months, own.capitals, FULL), ({**own.months_short, **own.months_old}, own.capitals, SHORT)]
        kinds += [(table, False, OTHER) for other in every() for table in (other.months, other.months_short, other.months_old)]
        # in Latin and German they would be names: Mario, Augusta
        slips = {slip: number for word, number in own.months.items() for slip in _slips(word)} if own.code == "en" else {}
        kinds.append((slips, True, SHORT))  # last, for another language may have such a word: "Decembre"
        self._years = YearWords(own.numerals, own.months)
        self._before: dict[tuple[str, ...], re.Pattern[str]] = {}
        self._months: dict[str, str] = {}
        for table, capitals, kind in kinds:
            for word, number in table.items():
                for spelling in _spellings([word], capitals):
                    self._months.setdefault(spelling, chr(kind + number) + FILL * (len(spelling) - 1))
        self._search = AhoCorasick(sorted(self._months), matchkind=MatchKind.LeftmostLongest)

    def shadow(self, text: str) -> str:
        """Return the text with its months as signs, each as long as its word."""
        if not text.isascii() and _TAKEN.search(text):
            text = _TAKEN.sub(" ", text)
        text = self._years.shadow(text)
        out, at = [], 0
        for _, start, end in self._search.find_matches_as_indexes(text):
            before, behind = text[start - 1 : start], text[end : end + 1]
            if before and before in "*_" and before == behind:  # *May* 1: slanted letters
                out += [text[at:start], self._months[text[start:end]], FILL]
                at = end + 1
                continue
            if before.isalpha() or before == "_" or behind.isalpha() or (before.isdigit() and text[start].isdigit()):
                continue
            out += [text[at:start], self._months[text[start:end]]]
            at = end
        return "".join((*out, text[at:])) if at else text

    def month(self, sign: str) -> int:
        """Return the number of the month that a sign of the searched text stands for."""
        return (ord(sign[0]) - FULL) % 16

    def day(self, word: str) -> int:
        """Return the number of a day in figures or words."""
        return number_of(word) or self.ordinals.get(plain(word), 0) or self._own.cardinals.get(plain(word).replace(" ", "-"), 0)

    def before(self, *kinds: str) -> re.Pattern[str]:
        """Return what matches at the end of a text if a word of those kinds, and perhaps an article, stands there."""
        if kinds not in self._before:
            words = alternation(_spellings([w for kind in kinds for w in self.words_of(kind)], capitals=False))
            article = alternation([*self.words_of("article"), "the"])
            self._before[kinds] = re.compile(rf"(?<!\w){words}\s+(?:{article}\s+)?\Z")
        return self._before[kinds]

    def has(self, *kinds: str) -> re.Pattern[str]:
        """Return what finds a word of those kinds in a text, small or with a capital."""
        key = ("has", *kinds)
        if key not in self._before:
            words = alternation(_spellings([w for kind in kinds for w in self.words_of(kind)], capitals=False))
            self._before[key] = re.compile(rf"(?:(?<!\w)|(?=[’'])){words}(?!\w)")
        return self._before[key]

    def fill(self, pattern: str) -> str:
        """Put the pieces into a pattern."""
        return _PIECE.sub(lambda m: self.pieces[m[1]], pattern)

    def words_of(self, what: str) -> tuple[str, ...]:
        """Return the small words that do something in a date: ``from``, ``to``, ``of``."""
        return self._own.date_words.get(what, ())

    def starts(self) -> set[str]:
        """Return every word that an expression of this language can begin with."""
        own = self._own
        names = (*own.weekdays, *own.weekdays_short)
        others = (*own.seasons, *own.parts, *own.halves, *own.relative_days, *own.counts, *own.ordinals, *own.sides, *own.decades)
        out = _spellings(names, own.capitals) | _spellings(others, capitals=False)
        return {variant for word in out for variant in (word, word.replace("’", "'"), word.replace("-", " "))}

    def _pieces(self) -> dict[str, str]:
        own = self._own
        suffixes = alternation(
            {*own.date_words.get("suffixes", ()), "st", "nd", "rd", "th", "d", "ten", "er", "º", "°", "ST", "ND", "RD", "TH"}
        )
        of = alternation({*own.date_words.get("of", ()), "of", "de", "di", "du", "del", "im", "des", "d’", "die"})
        return {
            "month": rf"(?:{_FULL}{FILL}*|{_SHORT}{FILL}*[.:]?)",
            "full_month": rf"(?:{_FULL}{FILL}*(?!\w))",
            "any_month": rf"(?:(?:{_FULL}|{_SHORT}|{_OTHER}){FILL}*[.:]?)",
            "day": rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:\s?{suffixes})?(?!\w))",
            "nth": rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d|{suffixes})(?!\w))",
            "day_word": rf"(?:{alternation(_spellings(own.ordinals, capitals=False))}(?!\w))",
            "day_name": rf"(?:{alternation(own.cardinals)}(?!\w))",
            # a day that a superscript left glued to its year: "24th1823"
            "glued": r"(?:(?:3[01]|[12]\d|[1-9])\s?(?:st|nd|rd|th|d)(?=1\d{3}|20\d\d))",
            # between day and month: "4th of July", "11th. Decemb.", "5. Januar", "25 day of March"
            "of": rf"(?:\.?\s+(?:(?:[Dd]ays?|DAY)\s+)?(?:(?:{of}|OF)\s?(?:(?:the|THE)\s(?:month\sof\s)?)?)?|\.\s?)",
            "weekday": rf"(?:{alternation(_spellings(own.weekdays, own.capitals))}(?!\w))",
            "weekday_short": rf"(?:{alternation(_spellings(own.weekdays_short, own.capitals))}\.?(?!\w))",
            "decade_word": rf"(?:{alternation(_spellings(own.decades, capitals=False))}(?!\w))",
            "season": alternation(_spellings(own.seasons, capitals=False)),
            "part": alternation(_spellings(own.parts, capitals=False)),
            "half": alternation(_spellings(own.halves, capitals=False)),
            "relative": alternation(_spellings(own.relative_days, capitals=False)),
            "count": alternation(_spellings(own.counts, capitals=False)),
            "away": rf"(?:{alternation(w for w in own.months_away if not _short(w))}|{alternation(filter(_short, own.months_away))}\.?)",
            "side": alternation(_spellings(own.sides, capitals=False)),
            "article": alternation(_spellings(own.date_words.get("article", ()), capitals=False)),
            "and": alternation((*own.date_words.get("and", ()), "&")),
            "to": rf"(?:\s+(?:(?:up\s+)?{alternation(self.words_of('to'))})\s+(?:{alternation(self.words_of('article'))}\s+)?)",
            "century": alternation(_spellings(own.date_words.get("century", ()), capitals=False)),
            "republican": alternation(_spellings(self.republican, capitals=False)),
            "roman_point": rf"(?:{alternation(_spellings(_words(self.roman, {'kalends', 'nones', 'ides'}), capitals=False))}\b\.?)",
            "roman_before": alternation(_spellings(_words(self.roman, {"before"}), capitals=False)),
            "roman_eve": alternation(_spellings(_words(self.roman, {"eve"}), capitals=False)),
        }


#: a month has so many letters, that one of them may be lost or change its place without making another word, or be read as another
_LONG = 6
_LONGER = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _slips(word: str) -> set[str]:
    """Return what a compositor or a reader of prints makes of a month: a letter lost, twice, in its neighbour's place, misread."""
    if len(word) < _LONG:
        return set()
    inner = range(1, len(word))
    lost = {word[:k] + word[k + 1 :] for k in inner}
    put_in = {word[:k] + letter + word[k:] for k in inner for letter in set(word.lower())}
    moved = {word[:k] + word[k + 1] + word[k] + word[k + 2 :] for k in inner[:-1]}
    read = {word[:k] + letter + word[k + 1 :] for k in inner for letter in _LETTERS} if len(word) >= _LONGER else set()
    return (lost | put_in | moved | read) - {word}


def _short(word: str) -> bool:
    """Whether a word is abbreviated, so that a stop may belong to it."""
    return len(word) <= len("prox") or "." in word


def _words(roman: Mapping[str, str], kinds: set[str]) -> list[str]:
    return [word.replace(" ", ". ") if len(word) < 4 and " " in word else word for word, what in roman.items() if what in kinds]


def _meanings(*tables: Mapping[str, int]) -> dict[str, int]:
    return {plain(word): number for table in reversed(tables) for word, number in table.items()}


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the vocabulary of a language."""
    return Vocabulary(code)
