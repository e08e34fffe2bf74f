"""A printed break between paragraphs becomes ``milestone``.

Found: a block of nothing but stars, dots or dashes ("* * * *", "———", "#"), between blocks of text; where whoever made the copy
leaves something out the same stars are a ``gap`` (rows of dots, and stars in a text that says "extract" or prints them inside sentences).
Left alone: what stands at the beginning of a text and, but for a drawn line, at its end; strokes for a name or a signature.
TEI P5 3.11.3: CO, #CORS5; 3.5.3: CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule

STARS = re.compile(
    r"\*(?:\s*\*){0,8}|[•·⁂❦☙✻✽#~](?:\s*[•·❦✻✽#~]){0,8}|[-–—_=]{3,60}|(?:o\s?0\s?o|O\s?o\s?O)|\+(?:\s*\+){2,8}"
)
#: a line that is drawn below a text
RULED = re.compile(r"[-–—_=]{5,60}")
DOTS = re.compile(r"[.…](?:\s*[.…]){2,40}")
#: a copy that is no whole one, or stars within a sentence
EXTRACT = re.compile(
    r"\b(?:[Ee]xtracts?|[Ee]xcerpts?|EXTRACTS?|[Aa]bridged|[Pp]araphrase)\b|[a-z,;]\s(?:\*\s?){3,}[a-z]"
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``milestone``, or a ``gap`` with its signs in ``desc``, for each such block."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    cut = None
    begun = min((a.span.end for a in draft.of("head")), default=draft.notes_start)
    for k, block in enumerate(blocks):
        said = draft.text[slice(*block.span)]
        behind = k > 0 or begun <= block.span.start
        if len(said) > 80 or said[0].isalnum() or not (behind and (k < len(blocks) - 1 or RULED.fullmatch(said))):
            continue
        stars = STARS.fullmatch(said)
        if not stars and not DOTS.fullmatch(said):
            continue
        if stars and cut is None:
            cut = bool(EXTRACT.search(draft.text))
        if not stars or (cut and said[0] == "*"):
            yield Annotation(block.span, "gap", RULE.id, {"reason": "editorial"})
            yield Annotation(block.span, "desc", RULE.id)
            yield Annotation(block.span, "p", RULE.id)
        else:
            rend = " ".join(said.split())
            yield Annotation(block.span, "milestone", RULE.id, {"unit": "section", "rend": rend}, content="replaced")


RULE = Rule(
    "milestone-break", "milestone", find,
    "Printed breaks between paragraphs are milestone, whose rend has the signs; where the source leaves something out they are gap.",
)
