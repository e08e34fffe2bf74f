"""What the writer struck out becomes ``del``.

Found: a bracket that says so and has the words ("[crossed out: barrels]", "[durchgestrichen: drei]"), and the double brackets of
epigraphers ("⟦tres⟧").
Left alone: brackets that only say that something is struck out; they are gaps.
TEI P5 3.5.3: CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import around, free
from encoder.draft.model import Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``del`` without its label and its signs."""
    for reading in free(draft, "del"):
        yield from around(draft.text, reading, "del", RULE.id, {})


RULE = Rule("del-bracket", "del", find, "Words that a bracket calls struck out are del; rend has the bracket.")
