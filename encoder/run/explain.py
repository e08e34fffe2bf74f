"""The command ``explain``: every span, by which rule and on what evidence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from encoder.draft.model import Draft
from encoder.run.many import Job, encoded_texts

SHOWN = 60


def explain_all(inputs: tuple[Path, ...], job: Job) -> int:
    """Print what was found in every text; return 0, or 1 where one could not be read."""
    failed: list[str] = []
    for source, encoded in encoded_texts(inputs, job, failed):
        sys.stdout.write(f"{source.name}: profile {encoded.profile.name}\n")
        for line in lines(encoded.draft):
            sys.stdout.write(line + "\n")
        for problem in encoded.edition.problems:
            row, column = source.position(problem.span.start)
            sys.stdout.write(f"{row}:{column}\t{problem.severity}\t{problem.code}\t{problem.message}\n")
    return 1 if failed else 0


def lines(draft: Draft) -> Iterator[str]:
    """Yield a line for every annotation, in the order of the text, then one for every fact."""
    for a in sorted(draft.annotations, key=lambda a: (a.span.start, -a.span.end)):
        row, column = draft.source.position(a.span.start)
        words = " ".join(draft.text[a.span.start : a.span.end].split())
        shown = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
        attributes = "".join(f' {k}="{v}"' for k, v in a.attributes.items())
        yield "\t".join(
            (f"{row}:{column}", f"<{a.element}{attributes}>" if a.element else "mark", repr(shown), a.rule, a.evidence)
        ).rstrip()
    for fact in draft.facts:
        row, column = draft.source.position(fact.span.start) if fact.span else (0, 0)
        yield f"{row}:{column}\t{fact.key}: {fact.value}\t{fact.rule}"
