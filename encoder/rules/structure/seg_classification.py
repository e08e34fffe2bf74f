"""The lines that say how secret a document is, and of its copies, become ``seg type="classification"``.

Found: where a document or an enclosure begins, lines of words of classification and handling and nothing else ("Strictly Confidential",
"secret   us urgent", "[Top Secret]", "C O N F I D E N T I A L"), and beside them what is said of the copies ("Copy No. 1", "Making copies
prohibited", "Made in 2 copies"), in a block of their own or in the lines of one. Over a heading or below it; the last blocks before the
text are looked at too.
Left alone: sentences with such words; a number of a copy without a level of secrecy beside it.
TEI P5 4.9: SA, #SASE.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span

_TABLE = words.table("classification")
LEVELS = {str(w).lower(): str(w) for w in _TABLE["levels"]}
HANDLING = {str(w).lower(): str(w) for w in (*_TABLE["handling"], *_TABLE["beside"])}
_BESIDE = {str(w).lower(): str(w) for w in _TABLE["beside"]}


def _any(listed: dict[str, str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(listed, key=lambda w: (-len(w), w)))


_EDGE = r"[\s,;:.—–/!*()\[\]-]*"
LINE = re.compile(rf"{_EDGE}(?:(?:{_any({**LEVELS, **HANDLING})})(?!\w){_EDGE})+", re.I)
#: a line that is one only beside another
ONLY_BESIDE = re.compile(rf"{_EDGE}(?:(?:{_any(_BESIDE)})(?!\w){_EDGE})+", re.I)
_LEVEL = re.compile(rf"(?<!\w)(?:{_any(LEVELS)})(?!\w)", re.I)
_HANDLING = re.compile(rf"(?<!\w)(?:{_any(HANDLING)})(?!\w)", re.I)
COPIES = re.compile(rf"[\[(]?(?:{'|'.join(_TABLE['copies'])})[\])]?[.!;]?", re.I)
#: letters apart: "C O N F I D E N T I A L"
_APART = re.compile(r"[A-Z] [A-Z] (?:[A-Z] )+[A-Z](?!\w)")
#: the signs at the edges, and what the words begin with: most lines begin otherwise
_SIGNS = " ,;:.—–/!*()[]-"
_BEGINS = frozenset(word[:2] for word in (*LEVELS, *HANDLING))
#: a line that is longer, or ends as a sentence of some length does, is text
LONGEST = 200
SENTENCE = 80
#: so many blocks before the text are looked at
MOST = 10


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lines of classification over the text of each part, and their level and handling as facts."""
    for part in draft.parts:
        blocks = [b for b in draft.free_blocks if part.start <= b.span.start and b.span.end <= min(part.end, draft.notes_start)]
        for run in _runs(draft, blocks):
            yield Annotation(run, "seg", RULE.id, {"type": "classification"})
            yield from _facts(draft, run)


def _runs(draft: Draft, blocks: list[Block]) -> Iterator[Span]:
    """Yield each run of such lines: a block, or some lines of one."""
    secret = False
    for block in blocks[:MOST]:
        run: list[Span] = []
        said = [joined(draft.plain(line)) for line in block.lines]
        within = any(_classified(one) and not ONLY_BESIDE.fullmatch(one) for one in said)
        for line, words_ in zip(block.lines, said, strict=True):
            if len(words_) > LONGEST or (len(words_) > SENTENCE and words_.endswith(".")):  # the text begins
                if run:
                    yield Span(run[0].start, run[-1].end)
                return
            beside = secret or bool(run) or within
            level = _classified(words_) and any(c.isalpha() for c in words_) and (beside or not ONLY_BESIDE.fullmatch(words_))
            level = level or _with_copies(words_)
            if not level and not (COPIES.fullmatch(words_) and beside):
                if run:
                    yield Span(run[0].start, run[-1].end)
                run = []
                continue
            secret = secret or level
            run.append(line)
        if run:
            yield Span(run[0].start, run[-1].end)


def _with_copies(said: str) -> bool:
    """Whether a line is a level of secrecy and, behind it, the number of the copy: "TOP SECRET Copy No 2"."""
    level = LINE.match(said) if _may_be(said) else None
    return bool(level and COPIES.fullmatch(said[level.end() :].strip()))


def joined(said: str) -> str:
    """Return a line with letters that were set apart as words."""
    return _APART.sub(lambda m: m.group().replace(" ", ""), said)


def _may_be(said: str) -> bool:
    """Whether a line, in which no space but one between words is, begins as the words of classification do."""
    first = said.lstrip(_SIGNS)[:2].lower()
    return first in _BEGINS or not first.isascii()


def _classified(said: str) -> bool:
    return _may_be(said) and LINE.fullmatch(said) is not None


def _facts(draft: Draft, run: Span) -> Iterator[Fact]:
    said = joined(" ".join(draft.text[run.start : run.end].split()))
    level = _LEVEL.search(said)
    if level and not draft.fact("classification"):
        yield Fact("classification", LEVELS[" ".join(level.group().lower().split())], RULE.id, run)
    rest = _LEVEL.sub("", said)
    for m in _HANDLING.finditer(rest):
        yield Fact("handling", HANDLING[" ".join(m.group().lower().split())], RULE.id, run)


RULE = Rule("seg-classification", "seg", find)
