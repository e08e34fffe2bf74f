"""The versions of one document on a page, translations and transcripts, become a ``div type="section"`` each.

Found: behind the record a block that is nothing but "Translation - English", "Transcript - German", "German Transcription": the
version under it goes on to the next such line or to the end; what stands above the first line is the version that the record names.
Left alone: the same words in the record, in a sentence, and with nothing below them.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.catalogue.fields import CONTENTS
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.languages import code_of
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``div`` for each version with the language that its line names, and the line as its ``head``."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    labels = {k: m for k, b in enumerate(blocks) if len(b.lines) == 1 and (m := CONTENTS.fullmatch(draft.plain(b.span)))}
    labels = {k: m for k, m in labels.items() if k + 1 < len(blocks) and k + 1 not in labels}
    if not labels:
        return
    starts = sorted(labels) if 0 in labels else [0, *sorted(labels)]
    for k, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        label = labels.get(k)
        translated = "ranslation" in label.group() if label else bool(_of_record(draft))
        attributes = {"type": "section", "subtype": "translation" if translated else "transcript"}
        if label:
            yield Annotation(blocks[k].span, "head", RULE.id)
        named = next((code for word in label.groupdict().values() if word and (code := code_of(word))), "") if label else _of_record(draft)
        if named:
            attributes["xml:lang"] = named
        yield Annotation(Span(blocks[k].span.start, blocks[end - 1].span.end), "div", RULE.id, attributes, role=roles.VERSION)


def _of_record(draft: Draft) -> str:
    language = draft.fact("language")
    return language.attributes.get("ident", "") if language else ""


RULE = Rule("div-version", "div", find, "Several versions of a document on one page, translations and transcripts, are divisions.")
