"""Lines in which an editor says who transcribed, copied or translated a text, and when: their date is no day of writing."""

from __future__ import annotations

from functools import cache, lru_cache

from encoder import lazy_re as re
from encoder.language.languages import every

#: such a line is no longer
_LONGEST = 140
_LINES = 512


@lru_cache(_LINES)
def worked(line: str) -> bool:
    """Whether a line says whose work a text is: "Transcribed by J. Fenn, 4 May 2001", "Translation: ..."."""
    return len(line) <= _LONGEST and bool(_words().search(line)) and any(pattern.search(line) for pattern in _patterns())


def worked_around(text: str, start: int) -> bool:
    """Whether such a line holds an offset of a text."""
    end = text.find("\n", start)
    return worked(text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)])


@cache
def _words() -> re.Pattern[str]:
    """Return the words of all languages, one of which each pattern needs."""
    words = {word for language in every() for key in ("worked", "work") for word in language.date_words.get(key, ())}
    return re.compile(_any(tuple(sorted(words))), re.I)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each language that has the words: a language's "by" belongs to its own verbs."""
    found = []
    for language in every():
        did, by, work = (_any(language.date_words.get(key, ())) for key in ("worked", "worked_by", "work"))
        if did and by and work:
            found.append(
                re.compile(
                    rf"""
                    (?: (?:\A|(?<=\d)|(?<=[.,;\[(—–-]))[\s\W]*
                        (?i:{did})(?:(?:,|\s&|\s\w+)*\s(?i:{did}))?  # "Transcribed and edited"
                        (?:\s[^\s;]+){{0,6}}?\s(?i:{by})\s(?=[^\W\d_a-zß-ÿ])  # "on 4 May 2001 from the copy by J. Fenn"
                      | \A\W*(?i:{work})(?:\s(?i:{by})\s|\s?[:,]\s)
                      | \A\W*(?:[^\W\d_a-zß-ÿ][\w.’'-]*\s?){{1,5}}[,(]\s?(?i:{did}|{work})\b(?=\W*\d|[,)])  # "J. Fenn (transcriber)"
                    )
                    """,
                    re.VERBOSE,
                )
            )
    return tuple(found)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
