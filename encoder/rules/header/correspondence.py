"""The heading of a letter, telegram or memorandum says who wrote to whom.

Found: "Telegram From the Department of State to the Embassy in Iraq", "The Chargé in France (Whitehouse) to the
Secretary of State", "Memorandum From A to B".
Left alone: headings without the two ("Memorandum of Conversation", "Editorial Note").
TEI P5 4.9: HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.lexicon import words

FROM = re.compile(r"\b(?:From|by)\s+(?P<sender>.+)\Z", re.S)
#: whom a "to" belongs to: an ambassador, a delegation
SENT_TO = re.compile(
    r"""
    \b
    (?: Ambassador | Minister | Representative | Delegate | Assistant | Adviser | Consul | Envoy
      | Mission | Delegation | Commission | Subcommittee )
    \Z
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\A(?:No\.\s*)?\d+[a-z]?(?:\.\s+|\s*\n\s*)")
_TO = re.compile(r"\s+to\s+")
#: between two with their names in brackets: "the Counselor (Bohlen) and the Director (Nitze)"
_SEVERAL = re.compile(r"(?<=\)),?\s+and\s+(?:to\s+)?|(?<=\)),\s+(?:to\s+)?(?=(?:the\s+)?[A-Z])")
_PERSON = re.compile(r"\((?P<name>[A-ZÀ-Þ][^()\d]*)\)")
_DATE_BEHIND = re.compile(r",\s+(?:[A-Z][a-z]+\s\d{1,2},\s+\d{4}|\d{1,2}\s[A-Z][a-z]+\s\d{4}).*\Z", re.S)
_OFFICES = tuple(sorted(words.OFFICES | words.RANKS | words.FORMS_OF_ADDRESS, key=lambda t: (-len(t), t)))
NOT_LETTERS = frozenset({"memorandumOfConversation", "minutes", "editorialNote"})
_BODIES = re.compile(
    r"""
    \b
    (?: Department | Embassy | Legation | Mission | Consulate | Ministry | Office | Council | Agency
      | Bureau | Committee | Commission | Government | Delegation | Secretariat | Staff | Board
      | Command | Chiefs | Station | Headquarters | Center | Group | Directorate | Division )
    \b
    """,
    re.VERBOSE,
)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield sender and recipient: the words, and in brackets the person."""
    head = next(iter(draft.of("head")), None)
    div = next(iter(draft.of("div")), None)
    if head is None or (div and div.attributes.get("subtype") in NOT_LETTERS):
        return
    shown = _DATE_BEHIND.sub("", draft.plain(head.span))
    shown = _NUMBER.sub("", shown).rstrip(" .")
    starts = FROM.search(shown)
    whole = starts["sender"] if starts else shown
    cut = _cut(whole)
    if cut is None:
        return
    for key, side in (("sender", whole[: cut[0]]), ("recipient", whole[cut[1] :])):
        yield from _party(key, side.strip(), head)


def _cut(words_: str) -> tuple[int, int] | None:
    """Return where sender and recipient part: the "to" behind a bracket, else the first that no office needs."""
    found = [m.span() for m in _TO.finditer(words_)]
    for start, end in found:
        if words_[:start].endswith(")"):
            return start, end
    for start, end in found:
        if not SENT_TO.search(words_[:start]):
            return start, end
    return found[-1] if found else None


def _party(key: str, whole: str, head: Annotation) -> Iterator[Fact]:
    """Yield who wrote or was written to: where several stand with their names in brackets each by himself."""
    rule = RULE.id
    for part in _SEVERAL.split(whole):
        side = re.sub(r"\A[Tt]he\s+", "", part.strip())
        person = _PERSON.search(side)
        if person:
            role = " ".join((side[: person.start()] + side[person.end() :]).split())
            yield Fact(f"{key}-person", person["name"].strip(), rule, head.span, {"role": role})
            yield Fact(f"{key}-role", role, rule, head.span)
            continue
        for office in _OFFICES:
            dotted = office + ". " if side.startswith(office + ". ") else office + " "
            if side.startswith(dotted) and side[len(dotted) :][:1].isupper() and not _BODIES.search(side):
                yield Fact(f"{key}-person", side[len(dotted) :], rule, head.span, {"role": dotted.strip()})
                yield Fact(f"{key}-role", dotted.strip(), rule, head.span)
                break
        else:
            if side:
                yield Fact(key, side, rule, head.span)


RULE = Rule("header-correspondence", "correspDesc", find, "Sender and recipient were read from the heading.")
