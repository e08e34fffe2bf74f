"""Names of those who drafted, cleared and approved become ``persName``.

Found: "Drafted by Rockwell and approved by Rountree", "cleared by Hart, Jones, and Elting".
Left alone: offices and bodies ("drafted in EUR/RA", "approved by the Department").
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Fact, Finding
from encoder.layout.blocks import Span
from encoder.names.capitals import matches
from encoder.names.cues.anchors import anchors
from encoder.names.names import TOKEN, trimmed_name

CUE = "drafted"

_ONE = rf"{TOKEN}(?:\s+{TOKEN}){{0,2}}"
#: whose officer each is: "Doyle V. Martin of EUR/EE", "Smith (NEA)"
_OF = r"(?:\sof\s[A-Z]{2,}(?:/[A-Z]+)*|\s\([A-Z][A-Za-z/]{1,12}\))?"
DONE_BY = re.compile(
    rf"""
    # "Drafted jointly by "
    (?P<what>[DdCcAaIi](?<!\w.)(?:rafted|leared|pproved|nitialed|oncurred\s+in))\s+(?:\w+\s+)?by\s+
    (?P<names>{_ONE}(?:{_OF}(?:,\s+and\s+|,\s+|\s+and\s+)(?:{_ONE}))*)  # "Doyle V. Martin of EUR/EE and Smith"
    """,
    re.VERBOSE,
)
_EACH = re.compile(_ONE)
KEYS = {"drafted": "drafter", "cleared": "clearer", "approved": "approver"}


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names, and who did what as facts."""
    for m in matches(DONE_BY, draft.prose, anchors("drafted", draft.prose)):
        for each in _EACH.finditer(draft.prose, *m.span("names")):
            name = trimmed_name(draft.prose, Span(*each.span()))
            word = draft.prose[name.start : name.end] if name else ""
            if name is None or word.isupper():
                continue
            key = KEYS.get(m["what"].lower())
            note = draft.within("note", name.start)
            if key and note and note.attributes.get("type") == "source":
                yield Fact(key, word, CUE, name)
            if not draft.taken(name):
                yield Annotation(name, "persName", CUE, evidence=f"{m['what'].lower()} by")
