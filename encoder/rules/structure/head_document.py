"""The heading of a FRUS document becomes ``head``.

Found: the first block that is no page mark and no source line; its number ("145.", "No. 524") is the document's.
Left alone: a source line over the heading, as volumes to 1951 print it (``note-source-line`` has it).
TEI P5 4.9: DS, #DSHD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Span

NUMBER = re.compile(r"(?:No\.\s*)?(?P<n>\d{1,4}[a-z]?)(?:\.|(?=\n|\Z))(?=\s|\Z)")

HEADED = re.compile(
    r"""
    \d{1,4}[a-z]?\.[ ]
    (?: Telegram | Memorandum | Letter | Editorial[ ]Note | Despatch | Airgram | Message | Minutes
      | Paper | Information | Circular )
    \b
    """,
    re.VERBOSE,
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``head`` and the document's number."""
    blocks = draft.free_blocks[:2]
    if not blocks:
        return
    # a dateline may stand over the heading, which its number tells
    block = next((b for b in blocks if HEADED.match(draft.text, *b.span)), blocks[0])
    number = NUMBER.match(draft.text, block.span.start, block.span.end)
    if number:
        yield Fact("number", number["n"], RULE.id, Span(*number.span("n")))
    yield Annotation(block.span, "head", RULE.id, role=roles.DOCUMENT)


RULE = Rule("head-document", "head", find)
