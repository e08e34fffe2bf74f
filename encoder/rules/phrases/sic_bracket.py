"""A word with "[sic]" behind it becomes ``sic``; the bracket stays.

Found: the word directly before "[sic]".
Left alone: "(sic)" in round brackets, which is the author's own.
TEI P5 4.9: CO, #COEDCOR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.model import Annotation, Draft, Finding, Rule, Span

SIC = re.compile(r"(?P<word>[\w’'-]+)[,.;:]?\s?\[sic\]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``sic`` for each such word that no phrase holds."""
    for m in SIC.finditer(draft.prose):
        span = Span(*m.span("word"))
        if not draft.taken(span):
            yield Annotation(span, "sic", RULE.id)


RULE = Rule("sic-bracket", "sic", find, "The word before [sic] is sic; how much the editors meant is not in the text.")
