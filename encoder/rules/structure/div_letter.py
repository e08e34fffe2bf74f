"""A signed document with enclosures keeps its own text in a ``div type="section"``.

Found: a closer with an enclosure behind it: in TEI nothing but closers may follow a closer in the same ``div``.
Left alone: documents without enclosures, or without a signature before them.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the section."""
    if len(draft.parts) < 2:
        return
    main = draft.parts[0]
    closers = [a for a in draft.annotations if a.element in {"closer", "postscript"} and a.span.within(main)]
    if not closers:
        return
    inside = [a.span for a in draft.annotations if a.span.within(main) and a.element not in {"div", ""} and a.place is None]
    start = next((a.span.end for a in draft.of("head") if a.role == roles.DOCUMENT), main.start)
    rest = [s for s in inside if s.start >= start]
    if rest:
        yield Annotation(Span(min(s.start for s in rest), max(s.end for s in rest)), "div", RULE.id, {"type": "section"})


RULE = Rule("div-letter", "div", find)
