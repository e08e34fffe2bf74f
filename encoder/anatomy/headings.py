"""Headings inside a text: which blocks are headings, of what kind, and how deep; words in the tables of languages.

Named ones say what they head ("CHAPTER I.", "SCENE II. The same.", "Zweites Buch", "Part Two"); others are numbered in Roman figures, in
capitals, or stand in the middle of the page. Those that follow each other without a text between them head the same division: the
title of a chapter, the decks of a newspaper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from encoder import lazy_re as re
from encoder.anatomy import meetings, stopped
from encoder.anatomy.forms import label, secrecy
from encoder.dates import find as find_dates
from encoder.language.languages import every
from encoder.layout.blocks import Block, Span

#: the signs of a heading of Markdown
HASHES = re.compile(r"(?P<level>#{1,6})\s+(?=\S)")
ROMAN = re.compile(r"[IVXL]{1,6}\.\s+[A-Z][^.]*")
#: what the tables call a division -> div/@type, and how deep it lies
KINDS: dict[str, tuple[str, int]] = {
    "volume": ("part", 10), "book": ("book", 11), "part": ("part", 12), "act": ("act", 12), "canto": ("section", 20),
    "chapter": ("chapter", 20), "scene": ("scene", 21), "lecture": ("chapter", 20), "sermon": ("chapter", 20),
    "section": ("section", 30), "article": ("article", 31), "appendix": ("appendix", 12), "annex": ("appendix", 12),
}  # fmt: skip
#: words that head a division by themselves
ALONE = {
    "preface": "preface", "foreword": "preface", "vorwort": "preface", "préface": "preface", "prólogo": "preface",
    "introduction": "section", "einleitung": "section", "conclusion": "section", "epilogue": "section", "prologue": "section",
    "dedication": "dedication", "appendix": "appendix",
    "after recess": "section", "afternoon session": "section", "morning session": "section", "evening session": "section",
    "executive session": "section", "after the recess": "section",
    "examination": "section", "direct examination": "section", "direct-examination": "section", "cross examination": "section",
    "cross-examination": "section", "re-examination": "section", "redirect examination": "section", "recross-examination": "section",
}  # fmt: skip
NUMBERED = 35
CAPITALS = 40
CENTRED = 45
BILL = 46
#: so large a share of the letters of a text of short paragraphs is in capitals
CABLE = 0.9
#: a heading is no longer, in characters, lines, words behind its number; so few words in capitals are one only where others are
LONGEST = 120
LINES = 3
WORDS = 9
FEW = 1
_NUMERAL = r"""(?x:
    (?: \d{1,3} | [IVXLC]{1,8} | [ivxlc]{1,6} | [A-Z]  # "12", "IV", "iv", "B"
      | (?i:the\s)?  # "the First", "Two"
        (?i: first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | last
          | one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve
          | prim(?:us|a|um) | secund(?:us|a|um) | terti(?:us|a|um) | quart(?:us|a|um) | quint(?:us|a|um) ) )
)"""
#: a line that somebody marked as a heading: "<Header>POINTS OF ORDER</Header>", "<h2>The Ferry</h2>"
TAGGED = re.compile(r"<(?P<tag>h[1-6]|head(?:er|ing)?|title)>\s*(?P<said>[^<>(][^<>]*?)\s*</(?P=tag)\s*>", re.I)
#: bills and the like by their letters and numbers, in the middle of the page: "S. 65", "H. Con. Res. 12"
_BILL = re.compile(r"(?P<word>(?:[A-Z]{1,2}\.\s?){1,3}(?:(?:Res|Con)\.\s?){0,2})\d{1,5}")
#: a number that heads what follows where others do: "Question No. 780", "<i>Question No. 201</i>"
_COUNTED = re.compile(r"(?:<\w+>)?(?P<word>[A-Z][\w-]*(?:\s[A-Z][\w-]*)?)\s?(?:No|NO|Nr|N[º°])\.?\s?\d{1,5}\.?\s*(?:</?\w+>)?")
#: "1. Indonesia": a figure and a title without a stop
_FIGURED = re.compile(r"(?P<n>\d{1,2})\.?\s{1,4}[A-Z][^.:;?!\n]{2,60}[^.:;,?!\s\d]")
#: "LONDON, February 12.": where the news below it come from
_CITY = re.compile(r"[A-Z][A-Z’' .-]{2,30}(?:,\s\([A-Z][a-z.]+\))?,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th|d)?(?:,\s\d{4})?\.?")
#: the paragraph below such a line is longer
TOLD = 60
_TAGS = re.compile(r"</?[A-Za-z]\w{0,12}\s*>")
#: who is heard next: "STATEMENT OF HON. AMOS DOW, A SENATOR FROM THE STATE OF IOWA."
_HEARD = re.compile(
    r"""
    (?:(?:OPENING|FURTHER|ADDITIONAL|PREPARED|SWORN)\s)?
    (?:TESTIMONY|STATEMENT|EXAMINATION|EVIDENCE|DEPOSITION|AFFIDAVIT)S?\s(?:OF|BY)\s.{3,}
    """,
    re.VERBOSE,
)
#: who is sworn and examined: "Mr. THOMAS DOW sworn.", "Cross-examined by Mr. Hale."
_SWORN = re.compile(
    r"""
    (?:[A-Z][\w.’'-]*[,\s]{1,2}){1,5}(?:was\s|being\s|called\sand\s|recalled\sand\s)?(?:duly\s)?(?:re-?)?sworn\.?
    | (?:(?:Cross|Re|Re-cross)-)?[Ee]xamin(?:ed|ation)\sby\s(?:the\s)?(?:[A-Z][\w.’'-]*[,\s]?){1,5}
    | [A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){1,4}\s(?:(?:cross-|re-)?examined|recalled)\.
    """,
    re.VERBOSE,
)
#: what ends a book or a part: "THE END.", "FINIS.", "END OF THE FIRST ACT"
END = re.compile(
    r"""
    [_*(\[-]*\s?(?:
      (?:the\s)?end
    | (?:the\s)?end\sof\s(?:the\s)?[\w’'.,\s-]{3,60}
    | finis | fin | ende | fine | fim | конец | explicit
    )\s?[.!_*)\]-]*
    """,
    re.X | re.I,
)
#: what an OCR makes of strokes and stamps has few letters; a heading in capitals has so many
_LETTERS = 3
_SHARE = 0.6
#: so many line ends above a line set it apart
WIDE = 3
#: what an OCR sees before a line
_SPECKS = "_*°•~;:.,|& "
_FIGURES = re.compile(r"[IVXLC]+\.?")
#: a bracket behind a sentence
_BRACKET = re.compile(r"\s*\[[^\[\]]*\]\Z")
_ORDINAL = r"""(?x:
    (?i: first | second | third | fourth | fifth | erste[rs]? | zweite[rs]? | dritte[rs]? | vierte[rs]?
      | premi[eè]re? | deuxi[eè]me | troisi[eè]me )
)"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A division's headings: the blocks, div/@type, the depth (the smaller the further outside), and the characters of "## "."""

    spans: tuple[Span, ...]
    type: str
    level: int
    mark: int = 0


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds: dict[str, str] = {}
    for language in every():
        for kind, spelled in language.headings.items():
            if kind in KINDS:
                kinds |= {word.casefold().rstrip("."): kind for word in spelled if len(word.rstrip(".")) > 2 or word.endswith(".")}
    listed = "|".join(re.escape(word) for word in sorted(kinds, key=lambda w: (-len(w), w)))
    before, behind = rf"(?P<word>(?i:{listed}))\.?\s+{_NUMERAL}", rf"(?:(?i:the)\s)?{_ORDINAL}\s+(?P<behind>(?i:{listed}))"
    return re.compile(rf"(?:{before}|{behind})(?![\w’'])\.?(?P<rest>.*)", re.S), kinds


def read(
    text: str, blocks: Sequence[Block], numbered: bool = False, apart: frozenset[int] = frozenset(), headed: bool = False,
    titles: frozenset[int] = frozenset(), heads: Sequence[Span] = (), code: str = "en",
) -> list[Heading]:
    """Return the headings among the blocks in order; ``numbered``: only those that are named or have a number.

    Blocks that begin at one of the offsets ``apart`` are none: labels of speakers, heads of lists. ``headed``: the heading of the
    whole stands above them. Blocks that begin at one of ``titles`` are headings for what stands below them: who wrote it.
    """
    kinds = [None if b.span.start in apart else _kind(text, b, numbered) for b in blocks]
    shouted = not numbered and _shouted(text, blocks)
    if shouted:  # a text in capitals: they head nothing
        kinds = [None if kind and kind[1] == CAPITALS and not _alone(text, b) else kind for kind, b in zip(kinds, blocks, strict=True)]
    elif not numbered:
        for k in range(1, len(blocks)):
            if kinds[k] is None and blocks[k].span.start not in apart and _apart(text, blocks, k):
                kinds[k] = ("section", CAPITALS, 0, False)
        for k in stopped.find(text, blocks, apart, code):
            kinds[k] = kinds[k] or ("section", CAPITALS, 0, False)
    if not numbered:
        _counted(text, blocks, kinds, apart, heads)
    _rising(text, blocks, kinds, apart)
    for k, block in enumerate(blocks):
        if kinds[k] is None and block.span.start in titles:
            kinds[k] = ("section", CENTRED, 0, False)
    few = sum(k is not None and k[1] == CAPITALS for k in kinds) <= FEW
    found: list[Heading] = []
    last = -2
    for number, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        behind = number + 1 < len(blocks)
        follows = last == number - 1 and not text[blocks[last].span.end : block.span.start].strip() if last >= 0 else False
        if kind is None:
            if follows and behind and block.span.start not in apart and _goes_on(text, found[-1], block):
                found[-1] = _with(found[-1], block.span)
                last = number
            continue
        name, level, mark, single = kind
        first = not number and level >= NUMBERED and not headed and block.span.start not in titles
        if not behind or first or (single and few):
            continue
        if follows and CAPITALS <= level < BILL and not mark and len(found[-1].spans) <= LINES and found[-1].level >= 10:
            found[-1] = _with(found[-1], block.span)
        else:
            found.append(Heading((block.span,), name, level, mark))
        last = number
    return found


def _shouted(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs of a text are in capitals, as those of telegrams are."""
    long = [b for b in blocks if b.span.end - b.span.start > LONGEST]
    if long:
        return 2 * sum(text[slice(*b.span)].isupper() for b in long) > len(long)
    said = "".join(text[slice(*block.span)] for block in blocks)
    capital, small = sum(map(str.isupper, said)), sum(map(str.islower, said))
    return capital > LONGEST and capital > CABLE * (capital + small)


def _alone(text: str, block: Block) -> bool:
    return " ".join(text[slice(*block.span)].split()).rstrip(".").casefold() in ALONE


def _apart(text: str, blocks: Sequence[Block], k: int) -> bool:
    """Whether a line in capitals that ends like a sentence stands so far from what is above it that it begins something."""
    block = blocks[k]
    said = text[slice(*block.span)]
    if len(block.lines) > 1 or not said.isupper() or not said.endswith((".", "?", "!")):
        return False
    if len(said.split()) > WORDS or noise(said) or label(said):
        return False
    above = text.count("\n", blocks[k - 1].span.end, block.span.start)
    below = text.count("\n", block.span.end, blocks[k + 1].span.start) if k + 1 < len(blocks) else 0
    return above > WIDE and 1 < below <= above and not secrecy(said)


def _rising(text: str, blocks: Sequence[Block], kinds: list[tuple[str, int, int, bool] | None], apart: frozenset[int]) -> None:
    """Add the short lines with a figure that count on from 1, each with paragraphs below it: "1. Indonesia", "2. Rhodesia".

    The towns over the news of old papers are headings too, where there are several.
    """
    row: list[int] = []
    for k, block in enumerate(blocks):
        m = _FIGURED.fullmatch(text, *block.span) if len(block.lines) == 1 and block.span.start not in apart else None
        if m is None:
            continue
        told = k + 1 < len(blocks) and blocks[k + 1].span.end - blocks[k + 1].span.start > TOLD and text[blocks[k + 1].span.start].isalpha()
        if not told or int(m["n"]) != len(row) + 1:
            row = []
            break
        row.append(k)
    cities = [k for k, block in enumerate(blocks) if block.span.start not in apart and _CITY.fullmatch(text, *block.span)]
    for k in (*(row if len(row) > 1 else ()), *(cities if len(cities) > 1 else ())):
        kinds[k] = kinds[k] or ("section", NUMBERED if k in row else CAPITALS, 0, False)


def _counted(text: str, blocks: Sequence[Block], kinds: list[tuple[str, int, int, bool] | None], apart: frozenset[int],
             heads: Sequence[Span]) -> None:
    """Add the headings that are a word and a number, where the same word comes again so, in one of the ``heads`` found before too."""
    rows: dict[str, list[int]] = {}
    for head in heads:
        if m := _COUNTED.fullmatch(text, *head):
            rows.setdefault(m["word"].casefold(), []).append(-1)
    for k, block in enumerate(blocks):
        m = _COUNTED.fullmatch(text, *block.span) if kinds[k] is None and block.span.start not in apart else None
        bill = _BILL.fullmatch(text, *block.span) if m is None and kinds[k] is None and block.centred else None
        if m or bill:
            rows.setdefault(m["word"].casefold() if m else "", []).append(k)
    for word, row in rows.items():
        if len(row) > 1:
            for k in (k for k in row if k >= 0):
                kinds[k] = ("section", CENTRED if word else BILL, 0, False)


def _goes_on(text: str, heading: Heading, block: Block) -> bool:
    """Whether a block below a heading is its second line: the title of a chapter, the deck of a newspaper, what a question is about."""
    if heading.level < NUMBERED and not heading.mark and _chapter_title(text, block):
        return True
    said = text[slice(*block.span)]
    if heading.level == CAPITALS and len(block.lines) == 1 and len(said) <= LONGEST and said.isupper() and said[-1] in ",;":
        return len(said.split()) > FEW + 1  # "TEN PERSONS KILLED AND FIFTEEN INJURED,"
    counted = _COUNTED.fullmatch(_TAGS.sub("", text[slice(*heading.spans[-1])]).strip())
    return (heading.level == CAPITALS or bool(counted)) and _deck(text, block)


def _chapter_title(text: str, block: Block) -> bool:
    """Whether a block below "CHAPTER I." is its title: one line in capitals, or in the middle, with or without a stop."""
    said = text[slice(*block.span)]
    shown = said.isupper() or block.centred
    return len(block.lines) == 1 and len(said) <= LONGEST and shown and said[-1] not in ":;,-—" and not secrecy(said)


def _with(heading: Heading, span: Span) -> Heading:
    return Heading((*heading.spans, span), heading.type, heading.level, heading.mark)


def _kind(text: str, block: Block, numbered: bool) -> tuple[str, int, int, bool] | None:
    """Return type, level and mark of a heading, and whether it is a single word in capitals; None for what is none."""
    said = " ".join(text[slice(*block.span)].split())
    if len(said) > LONGEST or len(block.lines) > LINES or not any(c.isalpha() for c in said) or ends_part(said):
        return None
    hashes = HASHES.match(text, block.span.start, block.span.end)
    if hashes:
        if len(block.lines) > 1:
            return None
        return "section", len(hashes["level"]), hashes.end() - block.span.start, False
    if TAGGED.fullmatch(said) or meetings.session(said):
        return "section", CENTRED, 0, False
    pattern, kinds = _named()
    m = pattern.match(said)
    if m and _title(m["rest"]):
        name, level = KINDS[kinds[(m["word"] or m["behind"]).casefold().rstrip(".")]]
        if name != "article" or not m["rest"].strip(" .:—–-") or not said.endswith((".", ":", ";")):  # "Article 5. Amended."
            return name, level, 0, False
    bare = said.rstrip(".")
    whole = _BRACKET.sub("", said)
    if said.endswith((":", ";", ",", "!", "?", "-", "—")) or secrecy(said) or label(said):
        return None
    if bare.casefold() in ALONE and (bare.isupper() or block.centred):
        return ALONE[bare.casefold()], CAPITALS, 0, False
    if len(block.lines) == 1 and ROMAN.fullmatch(said):
        return "section", NUMBERED, 0, False
    if not numbered and ((said.isupper() and _HEARD.fullmatch(said)) or _SWORN.fullmatch(said)):
        return "section", CAPITALS, 0, False
    if numbered or (whole.endswith(".") and not block.centred):
        return None
    if noise(said):
        return None
    first = text[slice(*block.lines[0])].lstrip(_SPECKS)
    if first.isupper() and (len(block.lines) == 1 or block.centred or all(_deck_line(text[slice(*line)]) for line in block.lines[1:])):
        return "section", CAPITALS, 0, len(said.split()) == 1
    dated = any(not d.start and len(said) - d.end < 3 for d in find_dates(said))
    quoted = said.startswith("[From ") and said.endswith("]")
    if block.centred and not dated and (quoted or (not said.endswith(".") and said[0] not in "\"“‘'[(_*")):
        return "section", CENTRED, 0, False
    return None


def named_heading(said: str) -> bool:
    """Whether a line begins as a division that is counted does: "CHAPTER II."; with its title or nothing behind."""
    m = _named()[0].match(said)
    return bool(m and _title(m["rest"]))


def ends_part(said: str) -> bool:
    """Whether a line says that a book or a part ends, in capitals or written as a title is."""
    return bool(END.fullmatch(said)) and (said.isupper() or all(w[0].isupper() for w in re.findall(r"[^\W\d_]+", said) if len(w) > 3))


def noise(said: str, share: float = _SHARE) -> bool:
    """Whether a line is what an OCR made of something else, or a bracket: few letters, and no figure of a chapter."""
    letters = sum(c.isalpha() for c in said)
    shown = sum(not c.isspace() for c in said)
    bracket = said.startswith("[") and not said.startswith("[From ")
    few = letters < _LETTERS or letters < share * shown
    return not _FIGURES.fullmatch(said) and (few or bracket or "...." in said or "……" in said)


def _title(rest: str) -> bool:
    """Whether what stands behind "Chapter 2" is its title or nothing, and no sentence."""
    bare = rest.strip(" .:—–-")
    if not bare:
        return True
    words = bare.split()
    if rest[:1] not in ".:—–-, \n" or len(words) > WORDS or any(c.isdigit() for c in rest):
        return False
    return rest.lstrip()[:1] in ".:—–-" or bare[0].isupper() or bare[0] in "\"“("


def _deck_line(said: str) -> bool:
    """Whether a line is written as a title is: long words with capitals, no stop at its end."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", said) if len(w) > 3]
    return bool(words) and all(w[0].isupper() for w in words) and not said.rstrip().endswith((".", ",", ";", ":", "?", "-", "—"))


def _deck(text: str, block: Block) -> bool:
    said = text[slice(*block.span)]
    return len(block.lines) == 1 and len(said) <= LONGEST and len(said.split()) > 1 and _deck_line(said) and not _dated(said)


def _dated(said: str) -> bool:
    """Whether a line ends with a date: where and when something was written."""
    return any(len(said) - d.end < 3 for d in find_dates(said))
