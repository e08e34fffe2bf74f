"""A correction in brackets behind what it corrects becomes ``choice`` with ``sic`` and ``corr``.

Found: a number behind a number ("page 26 [25]", "August 12 [13], 1955"), a preposition behind another ("to [of]").
Left alone: additions, and corrections that would cut a name or a date.
TEI P5 4.9: CO, #COEDCOR.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

_SMALL = r"""(?x:
    (?: of | to | in | on | at | by | for | from | with | the | a | an | and | or | is | are | was
      | were | be | has | have | had | this | that | these | those | their | its | his | her )
)"""
BETTER = re.compile(rf"\[(?<=\s.)(?:(?P<number>\d{{1,4}})|{_SMALL})\](?!\w)")
#: what it corrects: a number or a word of the same kind, directly before
NUMBER = re.compile(r"(?<![\w.,/-])\d{1,4}(?=\s\Z)")
WORD = re.compile(rf"(?<![\w.,/-]){_SMALL}(?=\s\Z)")
FAR = 8


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``choice`` with its two parts."""
    if not draft.context.profile.brackets and draft.context.metadata.brackets != "editor":
        return
    for right in BETTER.finditer(draft.prose):
        wrong = (NUMBER if right["number"] else WORD).search(draft.prose, max(0, right.start() - FAR), right.start())
        if wrong is None or wrong[0] == right[0][1:-1]:
            continue
        span = Span(wrong.start(), right.end())
        date = draft.within("date", span.start)
        if date:
            if not span.within(date.span):
                continue
        elif draft.taken(span) or draft.within("dateline", span.start):
            continue
        yield Annotation(span, "choice", RULE.id)
        yield Annotation(Span(*wrong.span()), "sic", RULE.id)
        yield Annotation(Span(*right.span()), "corr", RULE.id, {"resp": "#editors"}, trim=1)


RULE = Rule("choice-correction", "choice", find, "Corrections of the editors stand in choice beside what they correct.")
