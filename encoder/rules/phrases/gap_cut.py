"""What an editor or a translator left out becomes ``gap reason="editorial"`` with the words in ``desc``.

Found: "[…]", "[...]", "[. . .]" and brackets that say that something is left out ("[One paragraph omitted]", "[Here follows a list.]").
Left alone: dots without brackets, which are the author's; brackets with the reference of a note in them, for ``desc`` holds no note.
TEI P5 4.9: CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.brackets.whose import editing, free
from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and its ``desc``."""
    for reading in free(draft, "cut"):
        if BARRIER in draft.prose[slice(*reading.span)]:
            continue
        yield Annotation(reading.span, "gap", RULE.id, {**reading.attributes, **editing(draft)})
        yield Annotation(reading.span, "desc", RULE.id)


RULE = Rule("gap-cut", "gap", find, "Cuts that brackets mark are gap with reason editorial; desc has the bracket with its words.")
