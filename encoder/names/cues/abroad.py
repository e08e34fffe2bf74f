"""In other languages than English a name stands behind their own titles: "M. Klotz", "Monsieur le Président Émile Loubet", "Signora Bice".

Left alone: a title with what it is the title of ("le Président du Cercle"), a title before another ("Monsieur le Ministre").
The titles are those of the language's table. TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.kinds import Kind
from encoder.names.names import INITIAL
from encoder.names.tongue import Tongue, tongue

CUE = "titled-abroad"

#: shorter titles are abbreviated, and small they would be words: "M.", "D."
LETTERS = 2
_U = words.UPPER
_WORD = rf"(?:{INITIAL}(?:[\s-]?{INITIAL})*|[{_U}][\w’'-]*\w)"


def _any(said: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(set(said), key=lambda w: (-len(w), w)))


@cache
def _pattern(code: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return the pattern of titles and the first word of a name behind them, and that of one word more."""
    own = tongue(code)
    if own is None or not own.titles:
        return None
    elided = [p for p in own.particles if p[-1:] in "’'"]
    particle = rf"(?:(?:(?:{_any(set(own.particles) - set(elided)) or '(?!)'})\s){{1,2}}|(?:{_any(elided) or '(?!)'}))"
    article = rf"(?:(?:{_any(a for a in own.articles if a[-1:] not in '’' + chr(39)) or '(?!)'})\s|[Ll][’'])?"
    title, office = _any(_both(own, own.titles)), _any(_both(own, own.offices)) or "(?!)"
    first = re.compile(
        rf"""
        (?<![\w’'-])
        (?P<titles> (?:(?:{title})\.?\s{article})* (?:(?P<title>{title})|{office})\.?\s )  # "Monsieur le Président "
        (?P<name>(?(title){particle}?){_WORD})  # "Nicholas", "de Beaumont"
        """,
        re.VERBOSE,
    )
    return first, re.compile(rf"\s{particle}?(?P<word>{_WORD})")


def _both(own: Tongue, said: Iterable[str]) -> Iterator[str]:
    """Yield titles as they are listed and, where nouns have no capitals, as they stand inside a sentence: "il ministro"."""
    for title in said:
        yield title
        if not own.joints and len(title) > LETTERS:
            yield title[0].lower() + title[1:]


def reads(code: str) -> bool:
    """Whether the table of a language has titles: then they are read here, and English ones nowhere else."""
    own = tongue(code)
    return own is not None and bool(own.titles)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names behind titles of the text's language."""
    own = tongue(draft.language)
    patterns = _pattern(draft.language.partition("-")[0])
    if own is None or patterns is None:
        return
    prose = draft.prose
    first, more = patterns
    for m in first.finditer(prose):
        if not _names(own, m["name"].rpartition(" ")[2]):
            continue
        end = m.end()
        for _ in range(3):
            next_one = more.match(prose, end)
            if next_one is None or (prose[end - 1] == "." and len(prose[m.start("name") : end]) > 3 and prose[end - 3].isalpha()):
                break
            if not _names(own, next_one["word"]):
                break
            end = next_one.end()
        span = Span(m.start("name"), end)
        if not draft.taken(span):
            yield Annotation(span, "persName", CUE, evidence=f"behind {' '.join(m['titles'].split())!r}")


def _names(own: Tongue, word: str) -> bool:
    """Whether a word may be one of a name's: no title, and where all nouns have capitals, no noun."""
    return not own.kind(word, 0) & (Kind.TITLE | Kind.WORD if own.joints else Kind.TITLE)
