"""What old volumes print over the heading of a document, and what is not its heading, becomes ``seg`` or ``note``.

Found: before a heading that says who writes to whom, alone on its line: the number of a despatch ("No. 542.]"), the letter or number of
an inclosure ("A.", "No. 3."), what kind of copy it is ("[Extract.]", "[Translation.]").
Left alone: the same lines with no such heading below them; the number over the heading that is the document's ("No. 524").
TEI P5 4.9: SA, #SASE; CO, #CONONO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.rules.structure.note_bracket_line import LINE as KIND_OF_COPY

NUMBER = re.compile(r"\[?(?:No\. ?\d{1,5}[^\n\]]{0,20}\]\.?|(?:Inclosure |Enclosure )?(?:No\. ?\d{1,3}|[A-Z]{1,2})\.)")
#: the heading below: one to another, or the kind of a document
HEADING = re.compile(
    r"""
      (?: The | Mr | Messrs | Mrs | Dr | Sir | Lord | Baron | Count | Prince | Señor | M | General
        | Earl | Captain | Commander | Acting | Signor | President )
      \b\.?[^\n]{1,160}\sto\s[^\n]{2,160}
    | (?:Memorandum|Telegram|Despatch|Circular|Note|Letter)\b[^\n]{0,160}
    """,
    re.VERBOSE,
)
MOST = 3


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lines over the heading."""
    first = draft.free_blocks[: MOST + 1]
    head = next((k for k, block in enumerate(first) if HEADING.fullmatch(draft.plain(block.span))), 0)
    above = first[:head]
    said = [draft.plain(block.span) for block in above]
    if any(len(block.lines) > 1 for block in above) or not all(NUMBER.fullmatch(words) or KIND_OF_COPY.fullmatch(words) for words in said):
        return
    for block in above:
        if KIND_OF_COPY.fullmatch(draft.plain(block.span)):
            yield Annotation(block.span, "note", RULE.id, {"type": "editorial", "place": "inline"})
        else:
            yield Annotation(block.span, "seg", RULE.id, {"type": "number"})


RULE = Rule("seg-above-head", "seg", find)
