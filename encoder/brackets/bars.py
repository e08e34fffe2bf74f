"""What a bar (``███``, ``■■■``) stands for: what somebody blacked out, or what the scanner could not read."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.brackets.classes import Reading, readings
from encoder.draft.model import Draft

#: who releases documents says so on them; one such line or notice makes the signs of exemptions what they look like
RELEASED = re.compile(
    r"""
      approved[ ]for[ ]release | declassified | sanitized | (?:redact|excis)ed\b | withheld | FOIA
    | freedom[ ]of[ ]information | mandatory[ ](?:declass|review) | (?:25|50)X\d
    | ^\s*(?:TOP[ ])?SECRET\b
    """,
    re.I | re.M | re.VERBOSE,
)
#: words of papers that are classified or released: alone in a line, or in capitals anywhere
_CLASSIFIED = re.compile(
    r"""
      ^\W*(?:(?:STRICTLY|HIGHLY)[ ])?(?:CONFIDENTIAL|RESTRICTED|CLASSIFIED|GEHEIM|VERTRAULICH)\b
    | \b(?:TOP[ ]SECRET|UNCLASSIFIED|NOFORN|CLASSIFICATION)\b | ^\W*(?:Secret|Confidential|Restricted|Unclassified)\W*$
    """,
    re.M | re.VERBOSE,
)
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
#: archives release papers of these years with bars; what is older is not secret any more
FIRST = 1935


def is_bar(reading: Reading) -> bool:
    """Whether a reading is a bar, in brackets or not, without a word."""
    return reading.kind == "withheld" and not any(c.isalnum() for c in reading.bracket.words)


def withheld(draft: Draft) -> bool:
    """Whether the bars of a text stand for what was withheld.

    They do in families of texts whose archives release them, and in a text with a mark of release or classification, another notice of
    something withheld, or years most of which are those of papers that are released so. Elsewhere they are ink.
    """
    text = draft.text
    if draft.context.profile.brackets or RELEASED.search(text) or _CLASSIFIED.search(text):
        return True
    if any(r.kind in {"withheld", "release"} and r.bracket.form not in {"exemption", "typed"} and not is_bar(r) for r in readings(text)):
        return True
    own = draft.context.metadata.document_date[:4]
    years = sorted(int(y) for y in ([own] if own.isdigit() else _YEAR.findall(text)))
    return bool(years) and years[len(years) // 2] >= FIRST
