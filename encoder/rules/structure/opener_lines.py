"""Lines of place, date and secrecy that stand together become an ``opener``.

Found: a dateline with a line of classification beside it, or such a line alone.
Behind the first words of the text such lines are a ``p``.
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
    free = [b.span.start for b in draft.free_blocks]
    for run in runs:
        whole = Span(run[0].span.start, run[-1].span.end)
        if all(line.element == "dateline" for line in run):
            continue
        # nothing opens a text that has begun
        part = max((p.start for p in draft.parts if p.start <= whole.start), default=0)
        begun = any(part <= start < whole.start for start in free)
        if not begun or any(line.element == "dateline" for line in run):
            yield Annotation(whole, "opener", RULE.id)
        else:
            yield Annotation(whole, "p", RULE.id)


RULE = Rule("opener-lines", "opener", find)
