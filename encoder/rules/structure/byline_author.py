"""Who wrote or spoke a text, named below its heading, becomes ``byline``.

Found: below a heading a short block "By Amos Whittle", "BY ROSA CAREY, Author of ...", "(By Frank Lalli)", "by the author of ...",
"Translated by ...", "Words by ...", with a name behind the word or in the next line; in the record of a parliament who has the
floor, in the middle of the page: "speech of" / "HON. JOHN DOE" / "of ohio" / "in the house of representatives", each a byline.
Left alone: paragraphs that begin with "By", "By order of ...", "By the King. A Proclamation", which is a heading; names without such
a word.
TEI P5 4.6: DS, #DSTITL.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.gazetteer import given_names, surnames
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span

#: the word that says what somebody did, and who did it
BY = re.compile(
    r"""
    [\[(_*]*
    (?:(?: Written | Translated | Edited | Compiled | Collected | Selected | Arranged | Told | Reported
        | Illustrated | Prepared | Words | Music | Verses | Lines | Air | Adapted | Parodied | Dramatized )
      (?:\s(?:and|&)\s\w+)?\s(?:from\s[^,;:]{2,40}?\s)?)?  # "Collected and edited", "Parodied from Cowper"
    by[:\s]\s*(?P<who>\S.*)
    """,
    re.X | re.I | re.S,
)
#: what is done by these is no work of an author
ORDERS = re.compile(
    r"""
      (?:the\s)?(?:order|command|authority|direction|request|permission|mail|air|post|telegraph|cable
        |hand|law|virtue|unanimous)\b  # "by order of"
    | (?:his|her|their|your)\s
    | the\s(?!(?:author|editor|translator|rev|reverend|late|same|right\srev|very\srev)\b)
    | an?\s(?:act|order)\b
    """,
    re.X | re.I,
)
#: who examines a witness, or brought in a motion
EXAMINER = re.compile(r"(?:Mr|Mrs|Ms|Messrs|the\s(?:court|chair(?:man)?|president|speaker))\b", re.I)
AUTHOR = re.compile(r"(?:the\s)?(?:authors?|editors?|translators?)\b|an?\s[A-Z]\w+|one\sof\b", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.\s?){1,4}[A-ZÀ-Þ]?")
#: titles that stand before the name of an author
TITLES = frozenset(t.lower() for t in (*words.FORMS_OF_ADDRESS, *words.RANKS, "the", "rev", "right", "hon", "sir"))
#: the word in a line of its own, over the name
LONE = re.compile(r"(?:written\s|translated\s|edited\s|music\s|told\s)?by:?", re.I)
#: whence a newspaper has it: "(From our own Correspondent.)", "[BY SPECIAL WIRE.]", "(Per Mail Steamer.)"
CREDIT = re.compile(
    r"""
    [\[(](?:From|By|Per|Von)\s
      (?:our|an\soccasional|unserem|special|electric|submarine|mail|press|united|private
        |cable|wire(?:less)?|telegra(?:ph|m))\b
      [^\[\]()\n]{0,50}[\])]\.?
    """,
    re.X | re.I,
)
#: before a second author
AND = re.compile(r"(?:and|und|et|&)\b\s*", re.I)
#: small words between names
SMALL = frozenset({"de", "von", "van", "der", "den", "la", "le", "du", "di", "da", "and", "und", "et", "of", "the", "y", "o"})
#: no byline is longer, in characters, lines, words of a name
LONGEST = 160
LINES = 3
WORDS = 12
#: "HON. JOHN DOE" and what stands above and below it in the record
MEMBER = re.compile(r"(?:HON|Hon)\.\s(?:[A-Z][\w.,'’-]*\s?){2,6}")
ABOVE = re.compile(r"(?:speech|remarks|statement|extension of remarks) of", re.I)
STATE = re.compile(r"of(?:\s(?:the\s)?[a-z.]+){1,4}", re.I)
CHAMBER = re.compile(
    r"in the (?:house of (?:representatives|commons|lords)|senate(?: of the united states)?|legislative (?:council|assembly))", re.I
)
#: a heading over a byline is no longer; behind more line ends than these something begins
HEADING = 200
WIDE = 3


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the bylines in order."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    taken = sorted(a.span.end for a in draft.of("head"))
    skip = -1
    for k, block in enumerate(blocks):
        if k <= skip:
            continue
        if MEMBER.fullmatch(draft.plain(block.span).rstrip(".") + " ") or MEMBER.fullmatch(draft.plain(block.span)):
            found = list(_member(draft, blocks, k))
            if found:
                yield from found
                skip = max(j for j, b in enumerate(blocks) if b.span.end <= found[-1].span.end)
                continue
        two = k + 1 < len(blocks) and LONE.fullmatch(draft.plain(block.span).strip(" _*"))
        if two and _author(f"by {draft.plain(blocks[k + 1].span)}", blocks[k + 1]) and _below_heading(draft, blocks, k, taken):
            skip = k + 1
            while _other(draft, blocks[skip : skip + 3]):
                skip += 1 + bool(AND.fullmatch(draft.plain(blocks[skip + 1].span)))
            yield Annotation(Span(block.span.start, blocks[skip].span.end), "byline", RULE.id)
            continue
        last = block.lines[-1]
        if len(block.lines) > 1 and CREDIT.fullmatch(draft.plain(last)) and draft.text[block.span.start : last.start].isupper():
            yield Annotation(last, "byline", RULE.id)  # below a headline and its decks
            continue
        said = draft.plain(block.span)
        if (_author(said, block) or CREDIT.fullmatch(said)) and _below_heading(draft, blocks, k, taken):
            yield Annotation(block.span, "byline", RULE.id)


def _other(draft: Draft, run: Sequence[Block]) -> bool:
    """Whether another author stands below one: "and" / "MAYER GOLD" in one block or in two."""
    if len(run) < 2:
        return False
    said = draft.plain(run[1].span)
    alone = AND.fullmatch(said) and len(run) > 2
    name = draft.plain(run[2].span) if alone else said[len(m.group()) :].strip() if (m := AND.match(said)) else ""
    return bool(name) and _author(f"by {name}", run[2] if alone else run[1])


def _member(draft: Draft, blocks: Sequence[Block], k: int) -> Iterator[Annotation]:
    """Yield the bylines of a member of a parliament: who speaks, of what state, in which house."""
    behind = k + 1
    while behind < len(blocks) and behind < k + 3 and any(shape.fullmatch(draft.plain(blocks[behind].span)) for shape in (STATE, CHAMBER)):
        behind += 1
    over = k and ABOVE.fullmatch(draft.plain(blocks[k - 1].span))
    if behind == k + 1 and not over:
        return
    yield Annotation(Span(blocks[k - 1 if over else k].span.start, blocks[k].span.end), "byline", RULE.id)
    for block in blocks[k + 1 : behind]:
        yield Annotation(block.span, "byline", RULE.id)


def _author(said: str, block: Block) -> bool:
    """Whether a block names who wrote: a name, an author without one, and no sentence."""
    m = BY.fullmatch(" ".join(said.split()).rstrip(")]_*")) if len(said) <= LONGEST and len(block.lines) <= LINES else None
    if m is None or ORDERS.match(m["who"]) or EXAMINER.match(m["who"]) or m["who"].endswith(":"):
        return False
    if AUTHOR.match(m["who"]) and not m["who"].endswith((";", ":", "?", "!")):
        return len(m["who"].split()) <= WORDS
    name = re.split(r"[,;(]|\.\s(?=[A-Z][a-z]{3,}\s[a-z])", m["who"])[0]
    found = _WORD.findall(name)
    if not found or len(found) > WORDS or any(not w[0].isupper() and w.lower() not in SMALL for w in found):
        return False
    first = next((w for w in found if w.lower() not in TITLES), found[0])
    known = first.title() in given_names() or found[-1].title() in surnames() or first.lower() != found[0].lower()
    return bool(known or _INITIAL.match(name) or (name.isupper() and len(found) > 1))


def _below_heading(draft: Draft, blocks: Sequence[Block], k: int, heads: Sequence[int]) -> bool:
    """Whether nothing, or only what can be a heading, stands right above a block."""
    start = blocks[k].span.start
    at = bisect_right(heads, start)
    if at and not draft.text[heads[at - 1] : start].strip(" \n_-=*~"):
        return True
    if not k:
        return False
    above = blocks[k - 1]
    said = draft.plain(above.span)
    begins = k > 1 and draft.text.count("\n", blocks[k - 2].span.end, above.span.start) > WIDE
    title = len(said) <= HEADING and (said.isupper() or above.centred or begins or not said.endswith((".", "?", ",", ";", ":", "-")))
    return title and not draft.text[above.span.end : start].strip()


RULE = Rule("byline-author", "byline", find, "Who wrote a text, named below its heading, is its byline.")
