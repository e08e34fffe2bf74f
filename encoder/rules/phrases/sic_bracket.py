"""A word with "[sic]" behind it becomes ``sic``; the bracket stays.

Found: the word directly before "[sic]".
Left alone: "(sic)" in round brackets, which is the author's own.
TEI P5 4.9: CO, #COEDCOR.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.brackets.whose import free
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

#: what stands before it, in so many characters at most
WORD = re.compile(r"(?P<word>[\w’'-]+)[,.;:]?\s?\Z")
FAR = 60


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``sic`` for each such word that no phrase holds."""
    for reading in free(draft, "sic"):
        start = reading.span.start
        before = WORD.search(draft.prose, max(0, start - FAR), start)
        span = Span(*before.span("word")) if before else None
        if span and not draft.taken(span):
            yield Annotation(span, "sic", RULE.id)


RULE = Rule("sic-bracket", "sic", find, "The word before [sic] is sic; how much the editors meant is not in the text.")
