"""Lines of place, date and secrecy that stand together become an ``opener``.

Found: a dateline with a line of classification beside it, or such a line alone.
Left alone: a dateline alone, which needs no opener.
TEI P5 4.9: DS, #DSOC.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``opener`` for each run of opening lines."""
    written = (*draft.of("dateline"), *draft.of("seg"))
    lines = [a for a in written if not any(draft.within(kind, a.span.start) for kind in ("opener", "closer"))]
    lines.sort(key=lambda a: a.span)
    runs: list[list[Annotation]] = []
    for line in lines:
        if runs and not draft.text[runs[-1][-1].span.end : line.span.start].strip():
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        if any(line.element != "dateline" for line in run):
            yield Annotation(Span(run[0].span.start, run[-1].span.end), "opener", RULE.id)


RULE = Rule("opener-lines", "opener", find)
