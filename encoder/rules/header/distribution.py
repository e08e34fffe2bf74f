"""Where else a telegram went becomes a ``correspAction`` of its own.

Found: in the source note "Repeated for information to Paris, Bonn, and USUN.", "Also sent priority to Cairo", "Passed to the White
House": places, missions and bodies, each by its name; what is neither in the gazetteer nor a body by its words is a ``name``.
Left alone: sentences that name persons or anything else beside them ("repeated to you", "pouched to all posts in Africa").
TEI P5 4.9: HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Draft, Fact, Finding, Rule
from encoder.language.gazetteer import places
from encoder.language.lexicon import words
from encoder.layout.blocks import Span

_TABLE = words.table("distribution")
_URGENCY = "|".join(_TABLE["urgency"])
_VERB = r"[Rr]epeated|[Aa]lso\s+sent|[Ss]ent\s+also|[Pp]assed|[Pp]ouched"
SENT = re.compile(
    rf"""
    # "Sent for information Priority to "
    \b(?P<what>{_VERB})(?:\s+(?:for\s+(?:information|info|action)|(?-x:{_URGENCY})))*\s+to\s+
    (?P<where>  # "Paris, Bonn and U.S. Mission Geneva", up to the next verb
      (?: (?!,?\s+(?:and\s+)?(?:also\s+)?(?:{_VERB})\b)[^.;\n] | (?<=[A-Z])\.(?=[A-Z]) | (?<=\.[A-Z])\. )+ )
    """,
    re.VERBOSE,
)
#: between two of the places, and what is said of one of them: its own number, who should read it there
_BETWEEN = re.compile(r",\s+and\s+(?:to\s+)?|\s+and\s+(?:to\s+)?|,\s+")
_SAID_OF = re.compile(
    r"""
    \s+
    (?: as\s+(?:telegram\s+)?(?:[A-Z][a-z]+\s+)?\d+ | by\s+(?:air\s+)?pouch | only | eyes\s+only  # "as Tosec 12"
      | (?P<for>(?:(?:exclusive|eyes\s+only)\s+)?for\s+[A-Z][\w. ]+) )  # "exclusive for Jones"
    \Z
    """,
    re.VERBOSE,
)
_PART = rf"(?:[A-Z][\w.’'/-]+|{'|'.join(_TABLE['inside'])})"
_ONE = re.compile(rf"(?:the\s+)?(?P<name>{_PART}(?:\s{_PART})*)")
#: what is a post or a body by its own word
_BODY = re.compile(rf"\b(?:{'|'.join(_TABLE['bodies'])})\b|\A[A-Z/]{{3,}}\Z")
MOST_WORDS = 7


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a fact for each place: ``also-sent`` or ``repeated-to``; a sentence that cannot be read whole yields none."""
    note = next((a for a in draft.of("note") if a.attributes.get("type") == "source"), None)
    if note is None:
        return
    for m in SENT.finditer(draft.masked, *note.span):
        where = Span(*m.span("where"))
        key = "also-sent" if "ent" in m["what"] else "repeated-to"
        for name in _names(draft.plain(where).strip()):
            kind = "placeName" if name in places().forms else "orgName" if _BODY.search(name) else "name"
            yield Fact(key, name, RULE.id, where, {"element": kind})


def _names(said: str) -> list[str]:
    """Return the names of a row, none if a part of it is no name; behind "for Bundy" a plain name may be a second person."""
    found = []
    persons = False
    for part in _BETWEEN.split(said):
        bare = _SAID_OF.search(part)
        one = _ONE.fullmatch(part[: bare.start()] if bare else part)
        if one is None or len(one["name"].split()) > MOST_WORDS:
            return []
        name = one["name"]
        if persons and name not in places().forms and not _BODY.search(name):
            return []
        persons = persons or bool(bare and bare["for"])
        found.append(name)
    return found


RULE = Rule("header-distribution", "correspAction", find, "Where else a telegram was sent or repeated was read from the source note.")
