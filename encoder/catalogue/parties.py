"""Who wrote to whom, as the title of a catalogue has it: "Ciphered Telegram No. 318, Voronin [Zaslavsky] to Ladygin", "Letter from A to B".

Only papers that are sent have parties; a conversation "between A and B" and a report "on the visit to B" have none. What is said behind
the parties (", on the Boats", "Regarding ...", a title in quotation marks, a date) is cut off.
"""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re
from encoder.catalogue.responsible import BODY
from encoder.catalogue.tables import table
from encoder.language.gazetteer import places
from encoder.language.lexicon import words

_TABLE = table("parties")


def _any(key: str) -> str:
    return "|".join(_TABLE[key])


#: kinds that are sent whatever else the title says
SURE = re.compile(rf"\b(?:{_any('sure')})", re.I)
_KIND = re.compile(
    rf"""
    (?:[^\W\d_][\w’'-]*\.?\s+){{0,4}}?(?P<kind>(?-x:{_any('kinds')}))\b  # "Top Secret Letter"
    (?:\s+(?:No\.?|Nos\.?|N[ºo°]|Nr\.?|\#|№)\s*[\w/.&-]+)?  # "No. 12/58"
    (?:\s+(?:number\s)?\d[\d./-]*)?  # "number 3", "066.712"
    """,
    re.I | re.VERBOSE,
)
_FROM = re.compile(r"\s*,?\s*(?:sent\s+)?(?:from|by)\s+", re.I)
_TO = re.compile(r"\s*,?\s*(?:sent\s+|addressed\s+)?to\s+", re.I)
_MARK = re.compile(r"\s*(?:,|:|[-–—])\s+")
_BETWEEN = re.compile(r"\s+to\s+", re.I)
#: "the Ambassador in Burundi, Osminov, to ...": a name between commas behind the office
_APPOSED = re.compile(r"(?P<office>[^,;:“\"(]{3,90}),\s(?P<name>[^,;:“\"(]{2,40}),\s+to\s+")
#: what ends the name of a party
_STOP = re.compile(
    rf"\s*(?:;|:|,|[“\"]|(?<!\w)['‘](?=\w)|\((?!\w+\))|\s[-–—]\s)|\s+(?:{_any('subject')})\b|\s+\d", re.I
)
_GOES_ON = re.compile(rf"\b(?:{_any('goes_on')})\Z", re.I)
_ORG = re.compile(rf"(?x:{BODY.pattern})|\b(?:{_any('bodies')})\b", re.I)
_LISTED = (*words.OFFICES, *words.RANKS, *words.FORMS_OF_ADDRESS, *words.OFFICE_NOUNS)
_OFFICES = frozenset(w.lower().rstrip(".") for title in _LISTED for w in title.split()) | frozenset(_TABLE["offices"])
#: offices that one person holds, not the words around them
_HELD = _OFFICES - frozenset(_TABLE["around"])
_ABBREVIATIONS = frozenset(_TABLE["abbreviations"])
#: "Roshchin in Beijing"
_AT = re.compile(r"(?P<name>\S+(?:\s\S+){0,2})\s(?:in|at)\s(?P<where>[A-Z][\w ]+)")
_TOKEN = re.compile(r"\[[^\[\]]+\]|\S+")
_SMALL = frozenset({"of", "the", "to", "in", "for", "and", "at", "on", "de", "von", "van", "der", "al", "el", "bin", "ibn"})


class Party(NamedTuple):
    """One of two: a name with what he was, or a body."""

    name: str
    role: str = ""
    person: bool = False


class Parties(NamedTuple):
    """Sender and recipient, each as far as the title names him; ``sure`` says that such a paper is sent in any case."""

    sender: Party | None
    recipient: Party | None
    sure: bool


def read(title: str) -> Parties | None:
    """Return the parties of a title, None where it has none."""
    m = _KIND.match(title)
    if m is None:
        return None
    rest = title[m.end() :]
    sender = recipient = ""
    start, to = _FROM.match(rest), _TO.match(rest)
    mark = _MARK.match(rest)
    if start:
        sender, recipient = _both(rest[start.end() :])
    elif to:
        recipient = _upto(rest[to.end() :])
        behind = _FROM.match(rest[to.end() + len(recipient) :])
        sender = _upto(rest[to.end() + len(recipient) + behind.end() :]) if behind else ""
    elif mark:
        sender, recipient = _both(rest[mark.end() :])
        if not (recipient and _names(sender)):
            return None
    found = Parties(party(sender), party(recipient), bool(SURE.search(m.group())))
    if not (found.sender or found.recipient) or not (found.sure or (found.sender and found.recipient)):
        return None
    return found


def _both(said: str) -> tuple[str, str]:
    """Part "A to B": not behind an office that goes on with "to"."""
    apart = _APPOSED.match(said)
    if apart and party(apart["name"]) and party(apart["name"]).person:  # type: ignore[union-attr]
        said = f"{apart['office']} {apart['name']} to {said[apart.end() :]}"
    for m in _BETWEEN.finditer(said):
        before = said[: m.start()]
        if _STOP.search(before):
            break
        behind = said[m.end() :]
        another = _BETWEEN.search(behind)
        if not (_GOES_ON.search(before) and another and not _STOP.search(behind[: another.start()])):
            return before.strip(), _upto(behind)
    return _upto(said), ""


def _upto(said: str) -> str:
    stop = _STOP.search(said)
    return said[: stop.start()].strip() if stop else said.strip()


def _names(said: str) -> bool:
    return bool(said) and all(w[:1].isupper() or w[:1] in "[(" or w.lower() in _SMALL for w in said.split())


def party(said: str) -> Party | None:
    """Return a party: the name apart from the offices before it, or the body."""
    whole = re.sub(r"\A\[?the\]?\s+", "", said.strip(" .,;:"), flags=re.I)
    if not whole or len(whole.split()) > 16:
        return None
    tokens = _TOKEN.findall(whole)
    official = [k for k, t in enumerate(tokens) if t.lower().rstrip(".,") in _OFFICES]
    k = len(tokens)
    while k > 0 and _is_name(tokens[k - 1]) and k - 1 not in official:
        k -= 1
    name = " ".join(tokens[k:]).strip(" ,")
    held = [t for t in tokens[:k] if t.lower().rstrip(".,") in _HELD]
    if official and held and name and not _ORG.search(name):
        return Party(name, " ".join(tokens[:k]).strip(" ,"), person=True)
    at = _AT.fullmatch(whole)
    if at and at["where"] in places().forms and _names(at["name"]) and not _ORG.search(at["name"]):
        return Party(at["name"], person=True)
    if not official and k == 0 and name and not _ORG.search(name) and name not in places().forms:
        return Party(name, person=True)
    return Party(whole)


def _is_name(token: str) -> bool:
    bare = token.strip("[]()., ")
    if not bare or bare.lower() in _SMALL or bare in places().forms:
        return False
    return bare[0].isupper() and not _ORG.fullmatch(bare) and not (bare.isupper() and len(bare) <= 4 and bare in _ABBREVIATIONS)
