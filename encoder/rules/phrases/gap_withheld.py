"""Text that somebody withheld becomes ``gap reason="withheld"`` with the notice in ``desc``.

Found: notices in the words of any archive ("[1 line not declassified]", "[name redacted]", "[Page 3 withheld in full]", "[2 lines
excised]"), with what they say of the extent; bars ("███"); the signs of exemptions ("(b)(1)", "25X1") in documents that were released so.
Left alone: sentences that speak of it ("[He withheld his consent.]"); the paragraphs of statutes ("section 6(b)(1)"); bars in a text
that shows no sign of having been secret: ink on the page.
TEI P5 4.9: PH, #PHOM; CO, #COEDADD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.brackets.bars import RELEASED, is_bar, withheld
from encoder.brackets.classes import readings
from encoder.draft.model import BARRIER, Annotation, Draft, Finding, Rule

#: "section 6(b)(1)", "under exemption (b)(1)"
OF_A_LAW = re.compile(
    r"(?:\w|§|\b(?:[Ss]ub)?(?:section|paragraph|clause|title|exemptions?|under|to|of|with|and|or|see)\.?,?\s)\Z"
)
#: "(b)(1) The Secretary shall" begins a paragraph
ENUMERATING = re.compile(r"\s+[A-Z][a-z]+\s+[a-z]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``gap`` and the ``desc`` in it for every notice."""
    masked = draft.masked
    released: bool | None = None
    secret: bool | None = None
    end = 0
    for reading in readings(draft.text):
        span = reading.span
        if reading.kind != "withheld" or span.start < end or BARRIER in masked[span.start] + masked[span.end - 1]:
            continue
        if is_bar(reading):
            secret = withheld(draft) if secret is None else secret
            if not secret:
                continue
        if reading.bracket.form == "exemption":
            released = bool(RELEASED.search(draft.text) or "█" in draft.text) if released is None else released
            if not released or not _exempts(draft.text, span.start, span.end):
                continue
        end = span.end
        yield Annotation(span, "gap", RULE.id, reading.attributes, evidence=reading.bracket.words)
        yield Annotation(span, "desc", RULE.id)


def _exempts(text: str, start: int, end: int) -> bool:
    """Whether the sign of an exemption is one: no paragraph of a law and no beginning of one."""
    if OF_A_LAW.search(text, max(0, start - 20), start):
        return False
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return not (begins and ENUMERATING.match(text, end))


RULE = Rule(
    "gap-withheld", "gap", find,
    "Text withheld by the declassifying authority is gap with reason \"withheld\"; desc has the notice with its bracket, "
    "the attributes say how much is missing where the notice does.",
)
