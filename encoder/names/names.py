"""What a personal name looks like: patterns that several rules share."""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.authority.entry import Entry, Kind
from encoder.draft.model import Draft
from encoder.draft.views import behind
from encoder.language.lexicon import words
from encoder.language.person_name import JUNIOR
from encoder.layout.blocks import Span

_PARTICLES = "|".join(sorted(words.PARTICLES))
#: one word of a name: "Qassim", "al-Amash", "O’Neill", "W.", "Wm.", or a given name that an editor added: "[Friedrich]"
_U = words.UPPER
#: an initial, of Russian names also of two letters: "W.", "Yu.", "Zh."
INITIAL = rf"(?:{'|'.join(sorted(words.table('names')['initials'], key=lambda w: -len(w)))}|[{_U}])\."
TOKEN = rf"""(?x:
    (?: (?:{'|'.join(words.ABBREVIATED_NAMES)})\.(?=\s)  # "Wm."
      | {INITIAL}(?:\s?{INITIAL})*  # "W.", "Kh. M."
      | \[[{_U}][\w’'-]+\]  # "[Friedrich]"
      | (?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]d|[Aa]n|[Aa]r)[-–])?[{_U}][\w’'-]*\w )  # "Qassim", "al-Amash"
)"""
#: initials that an editor completed: "J[ohn] F. D[ulles]", "L.A. M[innich, Jr.]"
COMPLETED = re.compile(
    r"""
    (?<![\w.\]])(?:[A-Z]\.\s?)*  # "L.A. "
    (?:[A-Z]\[[a-zß-ÿ’']+\]\s(?:[A-Z]\.\s?)*){0,2}  # "J[ohn] F. "
    [A-Z](?<![\w\]].)\[[a-zß-ÿ’'][\w’'-]*(?:,\s[JS]r\.)?\](?!\w)  # "M[innich, Jr.]"
    """,
    re.VERBOSE,
)
NAME = rf"{TOKEN}(?:\s+(?:(?:{_PARTICLES})\s+)?{TOKEN}){{0,3}}"
FULL_NAME = rf"{TOKEN}(?:\s+(?:(?:{_PARTICLES})\s+)?{TOKEN}){{1,3}}"

#: what stands before the first word of a sentence, a line, a bracket
_SENTENCE = re.compile(r"(?:\A|[.:;?!\n”)\]—]|\d\.)[\s”’\d]*\Z")
#: what else may stand there; so many characters show it
_BESIDE = re.compile(r"[\s”’\d]*")
_NEAR = 6
#: so far before a word another one in capitals is looked for
_CAPITALS_FAR = 20

#: so many characters before and after a word show whether its passage is all in capitals
_AROUND = 30
_LETTERS = 8
_SMALL = re.compile(r"[a-z]")
_WORD = re.compile(TOKEN)
_LEADING = re.compile(rf"(?:(?:{_PARTICLES})\s+)+")
#: a title, not an initial: "M. Couve de Murville", "M. Pignon"
_MONSIEUR = re.compile(rf"MM?\.\s+(?={TOKEN}(?:\s(?:{_PARTICLES})\s{TOKEN})?\Z)(?![A-Z]\.)")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_POSSESSIVE = re.compile(r"[’']s?\Z")
#: what begins another name: "Mr. Gromyko", in the next line "Mr. Semenov"
_ADDRESSED = frozenset(words.table("context")["addressed"])


def opens_sentence(prose: str, start: int, at: int | None = None) -> bool:
    """Whether a sentence, a line, a block or a bracket begins at an offset, spaces and closing quotation marks apart.

    ``at``: where the words begin, if other characters than letters stand before them.
    """
    if at is None and start > 1 and prose[start - 1] == " " and prose[start - 2].isalpha():
        return False  # most words stand behind another
    first, last = max(0, start - _NEAR), start if at is None else at
    free = behind(prose, first, last)
    return _SENTENCE.search(prose, free, last) is not None or (free > first and _BESIDE.fullmatch(prose, free, last) is not None)


def behind_capitals(prose: str, start: int) -> bool:
    """Whether a word in capitals stands before an offset, with spaces between and perhaps a stop: the line may be all capitals."""
    said = prose[max(0, start - _CAPITALS_FAR) : start]
    if not said[-1:].isspace():
        return False
    said = said.rstrip()
    last = said[-3:-1] if said[-1:] in {".", ","} else said[-2:]
    return len(last) == 2 and last.isascii() and last.isalpha() and last.isupper()


def trimmed_name(prose: str, span: Span) -> Span | None:
    """Take what is no part of a name off its end: a possessive, words that name bodies; None if nothing is left.

    A name also ends before the first such word: "Wright Embassy" is no name, "Minister Mielke" begins with none.
    """
    said = prose[span.start : span.end]
    if said.isalpha() and said.isascii() and len(said) > 1 and said[0].isupper():
        return None if said in words.NOT_NAMES else Span(*span)  # one word, as most are
    tokens = [Span(*m.span()) for m in _WORD.finditer(prose, *span)]
    kept: list[Span] = []
    for token in tokens:
        word = prose[token.start : token.end]
        bare = _POSSESSIVE.sub("", word).strip("[]")
        if bare in words.NOT_NAMES or bare.partition("-")[0] in words.NOT_NAMES or (kept and bare in _ADDRESSED):  # "Secretary-General"
            break
        kept.append(token)
        if word.endswith(("’s", "'s")):
            break  # "Sir Walter Scott’s Opinion"
    if not kept:
        return None
    last = kept[-1]
    possessive = _POSSESSIVE.search(prose, *last)
    end = possessive.start() if possessive else last.end
    first = kept[0].start
    if first > span.start and _LEADING.fullmatch(prose, span.start, first) and kept[0] == tokens[0]:
        first = span.start  # "von Holleben"
    if end == last.end and " " in prose[first:end]:
        junior = JUNIOR.match(prose, end)
        end = junior.end() if junior else end
    monsieur = _MONSIEUR.match(prose, first, end)
    name = Span(monsieur.end() if monsieur else first, end)
    return name if _TWO_LETTERS.search(prose, *name) else None


def listed(draft: Draft, kind: Kind) -> Iterator[tuple[Span, Entry]]:
    """Yield where the entries of one kind stand by a name that only one of them has, and no earlier phrase is."""
    authorities = draft.context.authorities
    if kind not in authorities.kinds:
        return
    for start, end, form in authorities.find(draft.prose):
        entries = [entry for entry, _ in authorities.forms[form] if entry.kind == kind]
        span = Span(start, end)
        if len(entries) == 1 and not draft.taken(span):
            yield span, entries[0]


def in_capitals(prose: str, start: int, end: int) -> bool:
    """Whether the passage before or behind a word is all in capitals, as cables are copied."""
    # most passages have a small letter; those of other alphabets are looked for one by one
    return any(
        not _SMALL.search(side) and not any(letter.islower() for letter in side) and sum(letter.isupper() for letter in side) >= _LETTERS
        for side in (prose[max(0, start - _AROUND) : start], prose[end : end + _AROUND])
    )
