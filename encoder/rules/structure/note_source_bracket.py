"""The source that translators and editors name below or above a text in brackets becomes an inline ``note``.

Found: a block of its own that is "[Source: RGANI, f. 5, op. 49, d. 131, ll. 3-4. Translated by Anna Smith.]", with round brackets
as well, below each document where a page has several; archive, signature and translator are read from it where no
catalogue's record names them.
Left alone: the same words inside a paragraph, and without brackets.
TEI P5 4.9: CO, #CONONO; MS, #msid.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.catalogue.facts import Said, credit_facts, signature_facts
from encoder.catalogue.responsible import first_credit
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Span

SOURCE = re.compile(r"[\[(](?:Document )?Sources?:\s*(?P<said>[^\[\]]+?)\.?[\])]", re.S)
#: where the signature ends and a sentence about the copy begins
END = re.compile(r"\.\s(?=[A-Z])|,?\s(?:[Cc]op(?:y|ies)\b|on file|in [A-Z])")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the note, and what it says of archive and translator as facts."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    found = [(block, m) for block in blocks if (m := SOURCE.fullmatch(draft.text, *block.span))] if len(blocks) > 1 else []
    for block, _ in found:
        yield Annotation(block.span, "note", RULE.id, {"type": "source", "place": "inline"})
    for _, source in found[-1:] if found and found[-1][0] == blocks[-1] else found[:1]:
        span = Span(*source.span("said"))
        said = draft.plain(span)
        yield Fact("citation", said, RULE.id, span)
        for one in _said(said, span, not draft.fact("repository"), not draft.fact("responsible")):
            yield Fact(one.key, one.value, RULE.id, one.span, one.more)


def _said(said: str, span: Span, signed: bool, credited: bool) -> Iterator[Said]:
    """Yield what the source says of archive and signature, and of those who translated or obtained it, where nothing has said it."""
    if signed:
        where = said[: first_credit(said)].strip(" .,;")
        end = END.search(where)
        yield from signature_facts(where[: end.start()] if end else where, span)
    if credited:
        yield from credit_facts(said, span)


RULE = Rule(
    "note-source-bracket", "note", find,
    "The source that a bracket below or above the text names is a note; archive and translator were read from it.",
)
