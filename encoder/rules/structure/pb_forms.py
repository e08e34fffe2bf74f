"""Page marks in the forms of other archives become ``pb``.

Found: "(p. 12)", "[p. 12]", "[12]" or "— 12 —" or "Page 12" alone on a line, "{12}".
Left alone: references to pages in a sentence ("see p. 12"), numbers in brackets that are a note's.
TEI P5 3.11.3: CO, #CORS5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

MARK = re.compile(
    r"(?P<round>\(p\. ?(?P<a>\d{1,4})\))|(?P<square>\[p\. ?(?P<b>\d{1,4})\])|(?P<curly>\{(?P<c>\d{1,4})\})"
    r"|^[^\S\n]*(?P<line>(?:\[(?P<d>\d{1,4})\]|[-–—] ?(?P<e>\d{1,4}) ?[-–—]|Page (?P<f>\d{1,4})))[^\S\n]*$",
    re.M,
)


def marks(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Yield the page marks, whose numbers rise, and their numbers."""
    last = 0
    for m in MARK.finditer(draft.text, draft.record_end, draft.record_below):
        group = m.lastgroup or ""
        n = next(m[g] for g in "abcdef" if m[g])
        if int(n) <= last or (group == "line" and last and int(n) > last + 50):
            continue
        last = int(n)
        yield Span(*m.span(next(g for g in ("round", "square", "curly", "line") if m[g]))), n


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``pb`` whose ``@rend`` says how the mark was written, where the numbers rise."""
    seen: set[str] = set()
    for span, n in marks(draft):
        identifier = {} if n in seen else {"xml:id": f"pg_{n}"}
        seen.add(n)
        rend = "".join(draft.text[span.start : span.end].replace(n, "{}", 1).split())  # @rend is a list of words
        yield Annotation(span, "pb", RULE.id, {"n": n, "rend": rend, **identifier}, content="replaced")


RULE = Rule("pb-forms", "pb", find, "Page marks became pb elements; their rend says how the source writes them.")
