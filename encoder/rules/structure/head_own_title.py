"""A heading inside the text of an archive's document becomes ``head``.

Found: before the first paragraph, a short block without a full stop at its end that is neither dateline nor
classification; with a full stop or longer, where its words have capitals as the titles of old prints do.
Left alone: everything from the first sentence on.
TEI P5 4.9: DS, #DSHD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy import forms, headings, meetings, titles
from encoder.anatomy.opening import titled
from encoder.dates import DateSpan
from encoder.dates import find as find_dates
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.gazetteer import places
from encoder.language.lexicon import words as lexicon
from encoder.layout.blocks import Block, Span
from encoder.rules.structure.dateline_place_date import HOUR

LONGEST = 300
#: a title that begins with a small letter is no longer
NARROW = 60
#: "Enter UNDER PROMPTER.", "[Exeunt."
DIRECTION = re.compile(r"(?:Re-?[Ee]nter|Enter|Exit|Exeunt)\b[^?!]{0,120}|\[[^\[\]]{3,120}\]?")
#: a title has so large a share of letters: "No. I. (a)"
LETTERS = 0.4
#: one of the next blocks is longer than a heading
NEAR = 4
#: or the next ones together are so many times as long
MUCH = 3
#: capitals, and lines in the middle, may have lines of speaker, place and day below them
FAR = 10
#: behind a date alone in its line stands at most a stop
SPARE = 3
DAYS = frozenset({"month-day-year", "day-month-year"})
#: below the title of a sermon or an address, before whom and when it was held
HELD = re.compile(
    r"""
    (?:Preached|Delivered|Pronounced|Spoken|Read|Given|Held|Gehalten|Gesprochen|Prononcé|Pronunciado|Detto)\s
    (?:before|at|in|to|on|by|vor|bei|zu|devant|à|ante|en|a)\b
    """,
    re.VERBOSE,
)
#: a line that ends with one of these goes on in the next
_SMALL = frozenset({"of", "on", "at", "in", "the", "vom", "am", "im", "zu", "du", "le", "à", "del", "en", "от"})
#: how a second heading begins
KIND = re.compile(rf"(?:The\s)?(?:[A-Z][\w-]+\s)?(?:{'|'.join(lexicon.table('documents')['second'])})\b")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``head`` if the text has one and goes on behind it."""
    blocks = [b for b in draft.free_blocks if b.span.start < draft.notes_start]
    letters = any(a.attributes.get("type") == "letter" for a in draft.of("div"))
    if len(blocks) < 2 - letters or any(a.role == roles.PAPER for a in draft.of("head")):
        return
    first = blocks[0]
    if any(a.span.start < first.span.start for kind in ("head", "opener") for a in draft.of(kind)):
        return  # a letter, whose heading is found, or which has none
    if any(a.span.start < first.span.start for a in draft.of("list")):
        return  # a heading stands over all
    end = titles.last(draft.text, blocks, 0, draft.reading)
    if 0 < end < len(blocks) - 1:
        yield Annotation(Span(first.span.start, blocks[end].span.end), "head", RULE.id)
        return
    words = draft.plain(first.span)
    if _none(draft, words):
        return
    near = FAR if words.isupper() or first.centred else NEAR
    sizes = [b.span.end - b.span.start for b in blocks[1:FAR]]
    longer = any(size > len(words) for size in sizes[: near - 1]) or sum(sizes) > MUCH * len(words) or letters
    open_ = words.isupper() and words.endswith(",") and _over_date(draft, blocks)
    short = len(words) <= LONGEST and (open_ or words[-1:] not in {".", ":", ";", ",", "!"})
    met = meetings.held(words)
    if not met and not (longer and (short or (words[-1:] not in {":", ";", ","} and titled(words)))):
        return
    dated = next((k for k, line in enumerate(first.lines) if k and _date(draft.plain(line)) and not _open(draft.plain(first.lines[k - 1]))),
                 len(first.lines))
    labelled = [k for k, line in enumerate(first.lines) if k and forms.label(draft.plain(line))]
    if len(labelled) > 1:  # a form below it, without a blank line
        dated = min(dated, labelled[0])
    hashes = headings.HASHES.match(draft.text, *first.span)
    dated = len(first.lines) if met else dated
    below = blocks[1] if dated == len(first.lines) and len(blocks) > 2 and _open(words) else None
    if below and len(below.lines) == 1 and len(draft.plain(below.span)) <= FAR * FAR:  # it goes on below a blank line
        met = met or meetings.held(f"{words} {draft.plain(below.span)}")
        first = first._replace(span=Span(first.span.start, below.span.end), lines=(*first.lines, below.lines[0]))
        dated, blocks = len(first.lines), blocks[1:]
    yield Annotation(Span(first.span.start, first.lines[dated - 1].end), "head", RULE.id, {"rend": hashes["level"]} if hashes else {})
    if met:
        yield from _held(draft, first, met)
    if hashes:  # text writes them again
        yield Annotation(Span(first.span.start, hashes.end()), "", RULE.id, content="replaced")
    if dated == len(first.lines):
        yield from _second(draft, blocks[1:NEAR])


def _none(draft: Draft, words: str) -> bool:
    """Whether the first words are those of no heading."""
    days = list(find_dates(words[:LONGEST], language=draft.reading))
    if forms.label(words) or _place_and_date(words, days) or any(not d.start and d.end == len(words) for d in days):
        return True  # the line of a form, a date
    if HOUR.fullmatch(words) or DIRECTION.fullmatch(words):
        return True  # when it began, who enters
    if headings.noise(words, LETTERS) and not words[:1].isdigit():
        return True  # what an OCR made of a stamp
    if words[:1].islower() and len(words) > NARROW:
        return True  # a sentence whose beginning is lost
    return words.startswith("#")  # a heading of Markdown, which begins a section


def _open(line: str) -> bool:
    """Whether a line ends with a small word and so goes on: "The President's News Conference of" / "November 29, 1961"."""
    return line.rsplit(maxsplit=1)[-1].lower() in _SMALL


def _over_date(draft: Draft, blocks: list[Block]) -> bool:
    """Whether a day stands right below the first block: "HOUSE OF COMMONS," / "Monday, June 17, 1850."."""
    end = blocks[0].span.end
    known = any(end <= a.span.start and not draft.text[end : a.span.start].strip() for a in draft.of("dateline"))
    return known or (len(blocks) > 1 and _date(draft.plain(blocks[1].span)))


def _held(draft: Draft, block: Block, met: DateSpan) -> Iterator[Fact]:
    """Yield the day of a meeting as that of its record."""
    at = draft.text.find(met.text, *block.span)
    if not draft.fact("date"):
        span = Span(at, at + len(met.text)) if at >= 0 else block.span
        yield Fact("date", met.when, RULE.id, span, {"when": met.when})


def _place_and_date(said: str, days: list[DateSpan]) -> bool:
    """Whether a line is a place and a date: "Hanoi, 10.04.1972", "Berlin, den 3. Mai 1961"."""
    date = next((d for d in days if d.start), None)
    if date is None or len(said) - date.end >= SPARE:
        return False
    return said[: date.start].strip(" ,.–—-").removesuffix(" den").rstrip(" ,") in places().forms


def _date(said: str) -> bool:
    """Whether a line is a date and nothing else."""
    return any(not d.start and len(said) - d.end < SPARE for d in find_dates(said[:LONGEST]))


def _second(draft: Draft, blocks: list[Block]) -> Iterator[Finding]:
    """Yield a second heading that says what kind of document it is: "Minutes of the Quarterly Meeting held at ... on 4th March, 1884"."""
    block = blocks[0] if len(blocks) > 1 else None
    if block is None:
        return
    met = meetings.held(draft.plain(block.span))
    if met:
        yield Annotation(block.span, "head", RULE.id)
        yield from _held(draft, block, met)
        return
    line = block.lines[0]
    said = draft.plain(line)
    if HELD.match(said) and any(d.kind in DAYS for d in find_dates(said)) and len(draft.plain(block.span)) <= LONGEST:
        yield Annotation(block.span, "head", RULE.id)
        return
    if len(said) > LONGEST or said.endswith((".", ":", ";", ",", "!")) or not KIND.match(said):
        return
    yield Annotation(line, "head", RULE.id)
    date = next((d for d in find_dates(said) if d.kind in DAYS and d.when), None)
    if date and len(block.lines) == 1 and not draft.fact("date"):
        at = draft.text.find(date.text, *line)
        if at >= 0:
            yield Fact("date", date.when, RULE.id, Span(at, at + len(date.text)), {"when": date.when})


RULE = Rule("head-own-title", "head", find)
