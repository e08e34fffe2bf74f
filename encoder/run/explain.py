"""The command ``explain``: every span, by which rule and on what evidence; what is not sure, and what was left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from encoder.anatomy.sure import HIGH, sure
from encoder.draft.model import Draft, Source
from encoder.names.engine import left
from encoder.run.job import Job
from encoder.run.many import each_text
from encoder.run.one import Encoded

SHOWN = 60


def explain_all(inputs: tuple[Path, ...], job: Job) -> int:
    """Print what was found in every text; return 0, or 1 where one could not be read."""
    return each_text(inputs, job, _explain).end("done", job.quiet)


def _explain(source: Source, encoded: Encoded) -> None:
    said = [f"{source.name}: profile {encoded.profile.name}", *lines(encoded.draft)]
    for problem in encoded.edition.problems:
        row, column = source.position(problem.span.start)
        said.append(f"{row}:{column}\t{problem.severity}\t{problem.code}\t{problem.message}")
    for block in sure(encoded.draft):
        if block.probability < HIGH:
            row, column = source.position(block.annotation.span.start)
            words = _short(" ".join(source.text[slice(*block.annotation.span)].split()))
            said.append(f"{row}:{column}\t{block.cert}\t{words!r}\t{block.annotation.element}? {block.why}")
    for one in left(encoded.draft):
        row, column = source.position(one.span.start)
        words = " ".join(source.text[one.span.start : one.span.end].split())
        said.append(f"{row}:{column}\tleft\t{words!r}\t{one.element}? {one.why}")
    sys.stdout.write("\n".join(said) + "\n")


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def lines(draft: Draft) -> Iterator[str]:
    """Yield a line for every region of the layout, for every annotation, in the order of the text, then one for every fact."""
    for region in draft.source.layout.regions:
        row, column = draft.source.position(region.start)
        yield f"{row}:{column}\tlayout\t{region.evidence}"
    for a in sorted(draft.annotations, key=lambda a: (a.span.start, -a.span.end)):
        row, column = draft.source.position(a.span.start)
        words = " ".join(draft.text[a.span.start : a.span.end].split())
        shown = _short(words)
        attributes = "".join(f' {k}="{v}"' for k, v in a.attributes.items())
        yield "\t".join(
            (f"{row}:{column}", f"<{a.element}{attributes}>" if a.element else "mark", repr(shown), a.rule, a.evidence)
        ).rstrip()
    for fact in draft.facts:
        row, column = draft.source.position(fact.span.start) if fact.span else (0, 0)
        yield f"{row}:{column}\t{fact.key}: {fact.value}\t{fact.rule}"
