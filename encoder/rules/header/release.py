"""What the marks of a release say goes into the header: the number of the paper, the day of its release, its secrecy.

Found: in running heads and feet "Approved For Release 2004/08/16 : CIA-RDP80X09981R000400070012-5", "C05999127", a level of secrecy that
stands nowhere else. A number of the CIA's reading room says where the paper lies.
Left alone: other running heads.
TEI P5 4.9: HD, #HD3; MS, #msid.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Draft, Fact, Finding, Rule
from encoder.layout.releases import NUMBER
from encoder.rules.structure.seg_classification import LEVELS, joined

_DAY = re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\b")
#: months and days of a year
MONTHS = 12
DAYS = 31
AGENCY = "Central Intelligence Agency"


def find(draft: Draft) -> Iterator[Finding]:
    """Yield number, day and level, each once."""
    said = [(a.span, " ".join(draft.text[a.span.start : a.span.end].split())) for a in draft.of("fw")]
    numbers = {m["number"]: span for span, words in said for m in NUMBER.finditer(words)}
    for number, span in list(numbers.items())[: 0 if draft.fact("release-number") else 1]:
        yield Fact("release-number", number, RULE.id, span)
        if number.startswith("CIA-RDP") and not draft.fact("repository"):
            yield Fact("repository", AGENCY, RULE.id, span)
            yield Fact("file", number, RULE.id, span)
    for span, words in said:
        day = _DAY.search(words)
        if day and numbers and not draft.fact("upload-date") and int(day["month"]) <= MONTHS and int(day["day"]) <= DAYS:
            value = f"{day['year']}-{int(day['month']):02d}-{int(day['day']):02d}"
            yield Fact("upload-date", value, RULE.id, span, {"text": day.group(), "when": value})
            break
    if not draft.fact("classification"):
        levels = [(LEVELS[joined(words).lower()], span) for span, words in said if joined(words).lower() in LEVELS]
        for level, span in levels[:1]:
            yield Fact("classification", level, RULE.id, span)


RULE = Rule("header-release", "idno", find, "The number under which the paper was released was read from the marks on its pages.")
