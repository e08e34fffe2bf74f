"""A text of several documents: each is drafted by itself, as if it were alone, and its findings are put where they belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from encoder.draft.model import Annotation, Draft, Fact, Finding, Source
from encoder.layout.blocks import Span

Drafting = Callable[[Source], Draft]


def drafted(source: Source, whole: Draft, draft: Drafting) -> Draft:
    """Return the draft of a source with that of each of its documents in it; ``whole`` has no findings yet.

    What stands over the first document belongs to it. Offsets are those of the whole source.
    """
    several = whole.context.profile.several
    starts = several(source) if several else ()
    if len(starts) < 2:
        return draft(source)
    ends = [*starts[1:], len(source.text)]
    for start, end in zip([0, *starts[1:]], ends, strict=True):
        piece = draft(Source(source.text[start:end], source.name, source.stem))
        findings: list[Finding] = [*piece.annotations, *piece.facts, *piece.problems]
        whole = whole.add(_moved(finding, start) for finding in findings)
    return whole


def _moved(finding: Finding, by: int) -> Finding:
    """Return a finding with its offsets moved."""
    if isinstance(finding, Annotation):
        place = None if finding.place is None else finding.place + by
        return finding._replace(span=_span(finding.span, by), place=place)
    if isinstance(finding, Fact):
        return replace(finding, span=_span(finding.span, by) if finding.span else None)
    return replace(finding, span=_span(finding.span, by))


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
