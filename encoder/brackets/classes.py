"""What a bracket says of the text: its class, how much it speaks of, and which of its words are the document's own.

The vocabulary is ``words.toml``. A class is told by the head of what the bracket says ("2 lines *excised*") where all its other words
are of the kind that stand beside such heads (numbers, units, what is missing, where and why); any other word makes it a sentence
of its own, and the bracket an addition. A label before a colon ("crossed out: barrels") tells the class of what follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.brackets.extent import extent
from encoder.brackets.reader import Bracket, brackets_in
from encoder.language.lexicon import words as lexicon
from encoder.layout.blocks import Span
from encoder.tables import table_of

Kind = Literal[
    "page", "footnote", "number", "sic", "query", "cut", "withheld", "omission", "garbled", "illegible", "inaudible", "damage",
    "blank", "missing", "deleted", "del", "add", "hand", "stamp", "letterhead", "signature", "note", "remark", "incident", "box",
    "release", "unclear", "addition", "aside",
]  # fmt: skip

#: a class whose element is ``gap`` -> its reason
GAPS: Mapping[str, str] = MappingProxyType({
    "withheld": "withheld", "omission": "omission", "garbled": "garbled", "illegible": "illegible", "inaudible": "inaudible",
    "damage": "damage", "blank": "blank", "missing": "missing", "deleted": "deleted", "cut": "editorial",
})  # fmt: skip


class Reading(NamedTuple):
    """A bracket and what it says: ``said`` are the document's own words in it, behind a label; ``attributes`` are the element's."""

    bracket: Bracket
    kind: Kind
    attributes: Mapping[str, str]
    said: Span | None = None

    @property
    def span(self) -> Span:
        """Where the bracket stands, its signs with it."""
        return self.bracket.span


_NONE: Mapping[str, str] = MappingProxyType({})


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return table_of("brackets/words")


def _any(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=lambda p: (-len(p), p)))


@dataclass(frozen=True)
class _Vocabulary:
    heads: tuple[tuple[str, re.Pattern[str]], ...]
    weak: Mapping[str, re.Pattern[str]]
    filler: re.Pattern[str]
    things: re.Pattern[str]
    labels: tuple[tuple[str, re.Pattern[str]], ...]
    places: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _vocabulary() -> _Vocabulary:
    table = _table()
    return _Vocabulary(
        tuple((kind, re.compile(rf"(?<!\w)(?:{_any(listed)})(?!\w)")) for kind, listed in table["heads"].items()),
        {kind: re.compile(rf"(?<!\w)(?:{_any(listed)})(?!\w)") for kind, listed in table["weak"].items()},
        re.compile(rf"(?:{_any([*table['filler']['others'], *table['filler']['things']])})\Z"),
        re.compile(rf"(?<!\w)(?:{_any(table['filler']['things'])})(?!\w)"),
        tuple((kind, re.compile(rf"(?:{_any(listed)})\Z")) for kind, listed in table["labels"].items()),
        tuple((place, re.compile(rf"(?<!\w)(?:{_any(listed)})(?!\w)")) for place, listed in table["places"].items()),
    )


@cache
def _incident() -> re.Pattern[str]:
    table = lexicon.table("incidents")
    happens, goes, what = ("|".join(table[name]).replace(" ", r"\s") for name in ("happens", "goes", "what"))
    return re.compile(
        rf"""
          (?i:(?:[a-z]+\s){{0,2}}(?:{happens})                      # general laughter
             (?:\s(?:in|of|by|at|on|from|and|the|his|with|softly|loudly)\b.{{0,60}})?)\.?
        | (?:At|After)\ this\ (?:point|moment|juncture)\b.{{3,160}}   # At this point the Secretary left.
        | [A-Z].{{2,80}}\s(?:{goes})                                # Mr. Smith enters the room.
          (?:\s(?:at|from|to|with|in|for|by)\b)?(?:\s(?:the\s)?(?:{what}))?\.?
        """,
        re.VERBOSE,
    )


_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
#: "(b)(1)", "25X1", "EO 13526 3.3(b)(6)" beside the head of a redaction
_CODE = re.compile(
    r"""
      \(b\)\s?\(\d\)(?:\s?\([a-f]\))?            # (b)(7)(C)
    | \b(?:25|50)x\d\w*(?:-hum|-wmd)?             # 25X1A
    | \b\d\.\d\s?\([a-z]\)(?:\s?\(\d+\))?        # 3.3(b)(6)
    | \d+\s?u\.?s\.?c\.?[\s§]*\d+\w*             # 50 U.S.C. 3024
    """,
    re.VERBOSE | re.I,
)
_NOT_DECLASSIFIED = re.compile(r"\bnot\s+de(?:cl|scl|lc)as+[a-z]*ed\b", re.I)
_CLASSIFIED_CUT = re.compile(r"\bclassified\b[^.]{0,40}\b(?:omitted|deleted|removed)\b", re.I)
_DOTS = re.compile(r"(?:[.…\s]*(?:…|\.\s?\.)[.…\s]*|[-–—](?:\s?[-–—])+|\*(?:\s?\*){2,})\Z")
_LOST_LETTERS = re.compile(r"\.(?:\s\.)+\Z")
_OMITTED = re.compile(r"(?:[\w’'-]+\s){0,4}omitted\.?\Z|here\s+follows?\b|omitted\s+here\b|there\s+follows?\b", re.I)
_LABEL = re.compile(r"(?P<label>[^:\n]{1,80}?)\s?(?::|--|—)\s*(?P<said>.+)", re.S)
#: whose note a bracket is, and how long a line says so
_WRITERS = frozenset({"editor", "translator", "transcriber"})
_HEAD = 40
_FOOTNOTE = re.compile(r"(?:Foot)?note\s+(?P<n>\d{1,4}|[A-Z]{1,2}|\*{1,3}|[†‡§])\s?[:.]\s+", re.I)
_GERMAN_FOOTNOTE = re.compile(r"(?:Fu(?:ß|ss)note|Anmerkung|Note)\s+(?P<n>\d{1,4}|[A-Z]|\*{1,3})\s?:\s+")
_PAGE = re.compile(
    r"""
      (?:[Pp]age|[Pp]p?\.|[Ss]eite|S\.|f(?:ol)?\.|fo\.|[Ff]olio|[Bb]l(?:att|\.)|[Cc]ol(?:umn|\.))\s?
      \d{1,4}[a-z]?(?:\s?(?:of|von|/)\s?\d+)?\s?(?:[rv][°º]?)?\Z  # "page 3 of 7", "fol. 12v", "f. 2 r°"
    | \d+\s?[rv][°º]?\Z  # "12r"
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"[\^*†‡§#]*(?:\d{1,4}[a-z]?|[A-Za-z]|\*{1,4}|[†‡§]{1,2}|[ivxlc]{1,6})\Z")
_SIC = re.compile(r"sic[!.?]?\Z", re.I)
_RELEASE = re.compile(r"(?:approved for release|declassified|release[d]? (?:in full|in part|as sanitized))\b", re.I)
_AND_SO_ON = re.compile(r"(?:etc|&c|usw|u\.s\.w)\.?(?:,? ?(?:etc|&c)\.?)*\Z", re.I)
_CHECK = re.compile(r"[xX✓✔ ]?\Z")
_SEAL = re.compile(r"(?:L\. ?S\.|(?:\w+ ){0,3}[Ss]eals?(?: of [\w ,’']{2,60})?)\Z")
_SIGNED = re.compile(
    r"""
      (?:illegible[ ]|unreadable[ ]|[\w. ]{2,30})?(?:signature|initials)
      (?:[ ](?:of|illegible|unreadable)\b.*)?\Z  # "signature illegible"
    | (?:file[ ]copy[ ]|copy[ ])?(?:not[ ])?signed\Z | initial(?:l)?ed\Z  # "file copy not signed"
    """,
    re.I | re.VERBOSE,
)
_BY_WHOM = re.compile(
    r"""
    \s?(?:[-–—]{1,2}|,|\()\s?
    # "—Ed.", "(d. Hg.)"
    (?P<who>eds?\.?|editors?\.?|trans(?:l|lator)?\.?|tr\.|d\.[ ]?h(?:g|rsg)\.|d\.[ ]?üb(?:ers?)?\.)\)?
    \s*\Z
    """,
    re.I | re.VERBOSE,
)
_TRANSLATING = re.compile(r"tr|üb", re.I)
_READING = re.compile(
    r"""
    (?: unclear | illegible | uncertain | indistinct | inaudible | possibly | probably | perhaps
      | conjecture[d]? | unsicher | vermutlich | illisible | peut-être )
    [\s,:;—–-]+(?P<said>\S.*)  # ": ‘harbour’"
    """,
    re.I | re.S | re.VERBOSE,
)
_QUESTION = re.compile(r"(?P<said>[^?]+?)\s?\(?\?\)?\Z", re.S)
_FEW = 14
#: archives write the same notices again and again
_NOTICES = 2048


@lru_cache(_NOTICES)
def _says(words: str) -> Kind | None:
    """Return the class that the head of a short notice tells; None where other words make it a sentence."""
    low = words.lower().strip(" .;!")
    if _NOT_DECLASSIFIED.search(low) or _CLASSIFIED_CUT.search(low):
        return "withheld"
    bare = _CODE.sub(" ", low)
    vocabulary = _vocabulary()
    if bare != low and not _rest(bare, vocabulary):
        return "withheld"
    if len(bare) > 160:
        return None
    for kind, head in vocabulary.heads:
        found = head.search(bare)
        if found and not _rest(bare[: found.start()] + " " + bare[found.end() :], vocabulary):
            return kind  # type: ignore[return-value]
    for kind, head in vocabulary.weak.items():
        found = head.search(bare)
        if found:
            others = bare[: found.start()] + " " + bare[found.end() :]
            if vocabulary.things.search(bare, 0, found.start()) and not _rest(others, vocabulary):
                return kind  # type: ignore[return-value]
    return None


def _rest(words: str, vocabulary: _Vocabulary) -> bool:
    """Whether words are left that do not stand beside the head of a class."""
    listed = _WORD.findall(words)
    return len(listed) > _FEW or any(vocabulary.filler.match(word) is None for word in listed)


def _label(words: str) -> tuple[str, str] | None:
    """Return the class of a label, and the label; None where it is none."""
    said = words.lower().strip(" .")
    for kind, pattern in _vocabulary().labels:
        if pattern.match(said):
            return kind, said
    # "handwritten, upper left corner", "handwritten at foot"
    first = re.split(r"[,;(]|\s(?:at|on|in)\s", said, maxsplit=1)[0].strip()
    if first != said:
        for kind, pattern in _vocabulary().labels:
            if pattern.match(first):
                return kind, said
    return None


def place_of(words: str) -> str:
    """Return ``@place`` for the words of a label: "upper left corner" is top and left."""
    low = words.lower()
    return " ".join(place for place, pattern in _vocabulary().places if pattern.search(low))


def read(bracket: Bracket, text: str) -> Reading:
    """Return what a bracket says."""
    if bracket.form in {"bar", "exemption"}:
        return Reading(bracket, "withheld", {"reason": "withheld", "extent": "unknown"})
    if bracket.form == "typed":
        return Reading(bracket, "deleted", {"reason": "deleted", "extent": "unknown"})
    if bracket.form == "erased":
        return Reading(bracket, "del", _NONE, bracket.inner)
    words = bracket.words
    if bracket.form in {"round", "curly"}:
        kind = _says(words)
        if kind in GAPS and kind not in {"cut", "missing", "blank"}:
            return Reading(bracket, kind, _gap(kind, words))  # type: ignore[arg-type]
        return Reading(bracket, "aside", _NONE, bracket.inner)
    return _square(bracket, text, words)


def _gap(kind: str, words: str) -> dict[str, str]:
    measured = extent(words) if kind == "withheld" or re.search(r"\d|\b(?:one|two|three|four|five|six|several|half)\b", words, re.I) else {}
    if kind != "withheld" and measured.get("extent") == "unknown":
        measured = {}
    return {"reason": GAPS[kind], **measured}


def _square(bracket: Bracket, text: str, words: str) -> Reading:
    for kind, pattern in (("page", _PAGE), ("sic", _SIC), ("number", _NUMBER), ("release", _RELEASE)):
        if pattern.match(words):
            checked = kind == "number" and _CHECK.match(words) and words in "xX"
            return Reading(bracket, "box" if checked else kind, _NONE)  # type: ignore[arg-type]
    if _CHECK.match(words):
        return Reading(bracket, "box", _NONE)
    if _AND_SO_ON.match(words):
        return Reading(bracket, "aside", _NONE)
    if words == "?":
        return Reading(bracket, "query", _NONE)
    if all(c in "█■▮▇ " for c in words):
        return Reading(bracket, "withheld", {"reason": "withheld", "extent": "unknown"})
    footnote = _FOOTNOTE.match(words) or _GERMAN_FOOTNOTE.match(words)
    if footnote:
        start = _offset(text, bracket.inner, footnote.end())
        return Reading(bracket, "footnote", {"n": footnote["n"]}, Span(start, bracket.inner.end))
    if _DOTS.match(words):
        return _dots(bracket, text, words)
    said = _says(words)
    if said:
        return Reading(bracket, said, _gap(said, words) if said in GAPS else _NONE)
    if _OMITTED.match(words):
        return Reading(bracket, "cut", {"reason": "editorial"})
    if all(_incident().fullmatch(part) for part in words.split("; ")):
        return Reading(bracket, "incident", _NONE)
    if _SEAL.match(words):
        return Reading(bracket, "stamp", _NONE, bracket.inner)
    if _SIGNED.match(words):
        return Reading(bracket, "signature", _NONE)
    return _labelled(bracket, text, words) or _whose(bracket, words) or _doubtful(bracket, text, words)


def _dots(bracket: Bracket, text: str, words: str) -> Reading:
    """Return the reading of dots: so many letters lost in a word ("M[. . .]us"), or a cut."""
    beside = text[bracket.span.start - 1 : bracket.span.start] + text[bracket.span.end : bracket.span.end + 1]
    if _LOST_LETTERS.match(words) and (words.count(".") == 2 or any(c.isalpha() for c in beside)):
        return Reading(bracket, "damage", {"reason": "damage", "unit": "character", "quantity": str(words.count("."))})
    if re.match(r"[-–—]\s", words):  # "[- - -]": epigraphers mark so what is lost to the end of the line
        return Reading(bracket, "damage", {"reason": "damage", "extent": "unknown"})
    return Reading(bracket, "cut", {"reason": "editorial"})


def _labelled(bracket: Bracket, text: str, words: str) -> Reading | None:
    """Return the reading of a bracket that begins with a label and a colon, or with whose note it is in a line of its own."""
    parts = _LABEL.match(words)
    found = _label(parts["label"]) if parts else None
    if not (parts and found):
        return _headed(bracket, text)
    kind, label = found
    said = Span(_offset(text, bracket.inner, parts.start("said")), bracket.inner.end)
    place = place_of(label)
    if kind in _WRITERS:
        return _note_of(kind, bracket, said)
    if kind in {"add", "margin", "hand"}:
        if not place and kind != "hand":
            place = "margin" if kind == "margin" else "above"
        return Reading(bracket, "hand" if kind == "hand" else "add", {"place": place} if place else _NONE, said)
    return Reading(bracket, kind, _NONE, said)  # type: ignore[arg-type]


def _headed(bracket: Bracket, text: str) -> Reading | None:
    """Return the reading of a note whose label stands over it: "[Transcriber's note", and in the next line what it says."""
    end = text.find("\n", *bracket.inner)
    found = _label(text[bracket.inner.start : end]) if 0 <= end - bracket.inner.start <= _HEAD else None
    if not found or found[0] not in _WRITERS:
        return None
    while end < bracket.inner.end and text[end].isspace():
        end += 1
    return _note_of(found[0], bracket, Span(end, bracket.inner.end)) if end < bracket.inner.end else None


def _note_of(kind: str, bracket: Bracket, said: Span) -> Reading:
    return Reading(bracket, "note", {"type": "translator" if kind == "translator" else "editorial", "resp": f"#{kind}"}, said)


def _whose(bracket: Bracket, words: str) -> Reading | None:
    """Return the reading of a bracket that ends with who says it ("... --ed.")."""
    signed = _BY_WHOM.search(words)
    if signed is None or signed.start() < 3:
        return None
    translating = bool(_TRANSLATING.match(signed["who"]))
    said = {"type": "translator", "resp": "#translator"} if translating else {"type": "editorial", "resp": "#editor"}
    return Reading(bracket, "note", said, bracket.inner)


def _doubtful(bracket: Bracket, text: str, words: str) -> Reading:
    """Return a doubtful reading, or what was added."""
    reading = _READING.match(words)
    if reading:
        end = bracket.inner.end - (1 if words.endswith("?") else 0)
        return Reading(bracket, "unclear", {"cert": "low"}, Span(_offset(text, bracket.inner, reading.start("said")), end))
    question = _QUESTION.match(words)
    if question:
        return Reading(bracket, "unclear", {"cert": "low"}, Span(bracket.inner.start, _offset(text, bracket.inner, question.end("said"))))
    return Reading(bracket, "addition", _NONE, bracket.inner)


def _offset(text: str, inner: Span, position: int) -> int:
    """Return where the character at ``position`` of the one-line words of a bracket stands in the text."""
    left = position
    at = inner.start
    while at < inner.end and text[at].isspace():
        at += 1
    spaces = False
    while at < inner.end and left > 0:
        if text[at].isspace():
            if not spaces:
                left -= 1
            spaces = True
        else:
            left -= 1
            spaces = False
        at += 1
    while at < inner.end and text[at].isspace():
        at += 1
    return at


@lru_cache(maxsize=4)
def readings(text: str) -> tuple[Reading, ...]:
    """Return every bracket of a text with what it says, in the order of the text."""
    return tuple(read(bracket, text) for bracket in brackets_in(text))
