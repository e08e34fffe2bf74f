"""The signs that a text explains itself become what it says that they are.

Found: where a block "Signs:" or "Transcriber's key:" says that braces hold what stands in the margin, round brackets resolved
abbreviations, angle brackets what the scribe left out: ``add``, ``ex``, ``supplied``, ``surplus``, ``del``, ``unclear`` over such signs in
the text; that "vac." is an empty space: ``space``.
Left alone: the key itself; the same signs in texts without one.
TEI P5 12.3: PH, #PHDA; 3.6.5: CO, #CONAAB.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.key import key_of
from encoder.brackets.whose import whole
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

#: what completes a word: "(as he said)" is no abbreviation
IN_WORD = frozenset({"ex", "supplied", "surplus"})


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an element without its signs, which @rend has, for each pair of them."""
    key, signs = key_of(draft.source)
    if key is None:
        return
    taken: set[int] = set()
    for sign in signs:
        for found in sign.pattern.finditer(draft.text, key.end):
            span, said = Span(*found.span()), Span(*found.span("said"))
            if sign.element in IN_WORD and not _touches(draft.text, span):
                continue
            if not taken.isdisjoint(range(*span)) or not whole(draft, span) or draft.taken(span):
                continue
            if any(next(draft.overlapping(name, span), None) for name in ("gap", "note", "hi")):
                continue
            taken.update(range(*span))
            if sign.element == "space":
                yield Annotation(span, "space", RULE.id, {"rend": draft.text[slice(*span)]}, content="replaced")
                continue
            rend = f"{draft.text[span.start]}{{}}{draft.text[span.end - 1]}"
            yield Annotation(span, sign.element, RULE.id, {**sign.attributes, "rend": rend})
            yield Annotation(Span(span.start, said.start), "", RULE.id, content="replaced")
            yield Annotation(Span(said.end, span.end), "", RULE.id, content="replaced")


def _touches(text: str, span: Span) -> bool:
    """Whether a letter stands directly before or behind."""
    return any(c.isalpha() for c in text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1])


RULE = Rule("signs-key", "add", find, "Signs that the text explains itself are what it says of them; rend has the signs.")
