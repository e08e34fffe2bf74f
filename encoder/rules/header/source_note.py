"""The source note says where the original lies and how secret it was.

Found: "Source: REPOSITORY, COLLECTION, FILE. CLASSIFICATION; handling; handling." at the beginning of the source note, or of
the bracket that stands for a document withheld as a whole.
Left alone: what follows; it stays in the note.
TEI P5 4.9: MS, #msid.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy.forms import LEVELS
from encoder.dates import filing_date
from encoder.draft.model import Draft, Fact, Finding, Rule
from encoder.layout.blocks import Span

_LEVELS = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(LEVELS.values(), key=lambda w: (-len(w), w)))
# the place ends where the classification begins; without one at the first full stop that ends no abbreviation
_STOP = rf"\.\s+(?=(?:{_LEVELS})\b)|(?<!Vol)(?<!No)(?<!Nos)(?<!pt)(?<!vol)(?<!Jr)(?<!\b[A-Z])\.\s+(?=[A-Z])"
NOTE = re.compile(rf"\s*\[?Source(?: Text)?\s?:\s*(?P<where>.+?)(?P<stop>{_STOP}|\.?\]?\s*\Z)", re.S)
LEVEL = re.compile(rf"\s*(?P<level>{_LEVELS})(?P<handling>(?:;\s*[^.;]+)*)\.", re.I)
#: a repository's own name may have commas in it
_REPOSITORY = re.compile(
    r"""
    (?P<repository> National[ ]Archives[ ]and[ ]Records[ ](?:Administration|Service) | Department[ ]of[ ]State
      | [^,]+? )  # "Kennedy Library"
    (?:,\s*(?P<rest>.*))?\Z  # ", Central Files, 611.94/5-758"
    """,
    re.S | re.VERBOSE,
)
_FILE = re.compile(r"(?P<collection>.*),\s*(?P<file>[^,]*\d[^,]*)\Z", re.S)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield repository, collection and file, classification and handling, and the day a file number names."""
    note = next((a for a in draft.of("note") if a.attributes.get("type") == "source"), None)
    text = draft.masked
    if note is None:  # a document withheld as a whole has its source in the bracket that says so
        note = next((a for a in draft.of("gap") if draft.text.startswith("[Source", a.span.start)), None)
        text = draft.text
    if note is None:
        return
    m = NOTE.match(text, note.span.start, note.span.end)
    if m is None:
        where = Span(*note.span)
    else:
        where = Span(*m.span("where"))
        yield from _place(draft, where)
        level = LEVEL.match(text, m.end("stop"), note.span.end)
        if level:
            yield Fact("classification", LEVELS[" ".join(level["level"].lower().split())], RULE.id, Span(*level.span("level")))
            for part in re.finditer(r"[^;]+", level["handling"]):
                start = level.start("handling") + part.start()
                if part.group().strip():
                    yield Fact("handling", " ".join(part.group().split()), RULE.id, Span(start, start + len(part.group())))
    filed = filing_date(text[where.start : where.end])
    if filed:
        yield Fact("date-filed", filed.isoformat(), RULE.id, where)


def _place(draft: Draft, where: Span) -> Iterator[Finding]:
    words = draft.plain(where)
    m = _REPOSITORY.match(words)
    if not m:
        return
    yield Fact("repository", m["repository"].strip(), RULE.id, where)
    rest = m["rest"]
    if not rest:
        return
    file = _FILE.match(rest)
    if file:
        yield Fact("collection", file["collection"].strip(), RULE.id, where)
        yield Fact("file", file["file"].strip(), RULE.id, where)
    elif re.search(r"\d", rest) and "," not in rest:
        yield Fact("file", rest.strip(), RULE.id, where)
    else:
        yield Fact("collection", rest.strip(), RULE.id, where)


RULE = Rule(
    "header-source-note", "msDesc", find, "Repository, collection, file, classification and handling were read from the source note.",
)
