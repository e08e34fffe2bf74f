"""A name behind a form of address, a rank or an office becomes ``persName``.

Found: "Mr. Popper", "Comrade Lieutenant General Neiber", "Sir Michael Wright", "Comrade [MfS] Lieutenant General Scholz".
Behind a title in the plural every name of the list: "Comrades Ilie Dobre, Petru Vasile and Ma Lin", "Ambassadors Bruce and Thompson".
Left alone: titles without a name ("the Secretary"), titles before the name of a body ("General Staff").
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.gazetteer import bodies, given_names, places, surnames
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.capitals import capitals, matches
from encoder.names.kinds import NAMES, Kind, kinds
from encoder.names.names import NAME, trimmed_name

CUE = "titled"

_ALL = words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES | words.PLURALS
TITLES = words.titles_pattern(_ALL)
_BEFORE = r"(?:(?:von|van|de|del|della|di|da|du|ter|zu)\s+(?:(?:der|den|la)\s+)?)?"
#: with which words a title begins, and one in capitals
STARTS = frozenset({t.split()[0].rstrip(".") for t in _ALL})
STARTS_IN_CAPITALS = frozenset({"MR", "MRS", "MESSRS", "DR", "GEN", "COL", "CAPT", "ADM", "AMB", "SEN", "LT"})
TITLED = re.compile(
    rf"(?<!\w)(?P<titles>(?:(?:{TITLES})\s+(?:\[[^\[\]\n]{{1,40}}\]\s+(?=(?:{TITLES})\s))?)+)(?P<name>{_BEFORE}{NAME})"
)
#: one more name of a list
MORE = re.compile(rf"(?:,?\s+and\s+|,\s+)(?P<name>{_BEFORE}{NAME})")
#: a noun behind one word: the whole is the name of a body
BODY = re.compile(
    r"""
    \s
    (?: Commission | Committee | Board | Council | Conference | Convention | Agreement | Treaty
      | Assembly | Orders? | Act | Regulations? | Staff )
    \b
    """,
    re.VERBOSE,
)
_CAPITALS = r"(?:Mc|O[’'])?[A-Z][A-Z’'-]{2,}(?<![’']S)"
#: in cables, where all is in capitals: one word behind an abbreviated title that is no word of its own
IN_CAPITALS = re.compile(
    rf"""
    [MDGCASL](?<!\w.)
    (?:(?<=M)(?:RS?|ESSRS)|(?<=D)R|(?<=G)EN|(?<=C)(?:OL|APT)|(?<=A)(?:DM|MB)|(?<=S)EN|(?<=L)T)\.?\s  # "MR. ", "GEN "
    (?P<name>(?:[A-Z]\.\s?){{0,2}}{_CAPITALS})(?![\w-])  # "J. F. DULLES"
    """,
    re.VERBOSE,
)
SURNAME = re.compile(rf"\s(?P<name>{_CAPITALS})(?![\w-])")
#: who may be named by the country of the post
ENVOYS = frozenset({"Ambassador", "Minister", "Consul", "Chargé"})
#: titles that are adjectives or nouns of other names too, and how nouns end that are no surnames
ADJECTIVES = frozenset({"General", "Deputy", "Attaché", "Director", "Intelligence", "Assistant", "Chief", "Acting", "Major", "Staff"})
NOUN = re.compile(r"(?:ings|ions?|ments|ances?|ples|ures|ies|ity|anda)\Z")
#: a word that is a title or small, and no name
_NOBODY = Kind.TITLE | Kind.FUNCTION | Kind.NOBODY
_MAY_BE = NAMES | Kind.GIVEN_WORD | Kind.SURNAME_WORD
#: these belong to the name when a given name follows
KNIGHTHOOD = re.compile(r"(?:Sir|Dame|Lady)\s+\Z")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names behind titles that no earlier rule has."""
    yield from _in_capitals(draft)
    end = 0
    for at in capitals(draft.prose).of(STARTS):
        m = TITLED.match(draft.prose, at) if at >= end else None
        if m is None:
            continue
        end = m.end()
        name = trimmed_name(draft.prose, Span(*m.span("name")))
        if name is None or draft.taken(name):
            continue
        said, title = draft.prose[name.start : name.end], m["titles"].split()[-1]
        if " " not in said and not kinds(said) & _MAY_BE and kinds(said) & _NOBODY:
            continue  # "Lord Mayor", "Sir Your friend"
        place = places().forms.get(said) if title in ENVOYS else None
        if place and (not place.geonames or place.name not in surnames()):
            continue  # "American Ambassador Brazil cables", "Minister Paris"
        if title in ADJECTIVES and (draft.small(said) or NOUN.search(said) or _plain(said)):
            continue  # "the General Findings", "the Deputy Chiefs", "General Orders"
        rest = BODY.match(draft.prose, name.end)
        if rest and " " not in said:
            continue  # "General Claims Commission"
        knighted = KNIGHTHOOD.search(m["titles"])
        if knighted and " " in said:
            name = Span(m.start("titles") + knighted.start(), name.end)
        yield Annotation(name, "persName", CUE, evidence=f"behind {m['titles'].strip()!r}")
        if m["titles"].split()[0].rstrip(".") in words.PLURALS:
            for other in _others(draft, name.end):
                end = max(end, other.end)
                yield Annotation(other, "persName", CUE, evidence=f"in a list behind {m['titles'].strip()!r}")


def _plain(said: str) -> bool:
    """Whether a word is an ordinary one and no surname."""
    return kinds(said) & (NAMES | Kind.WORD | Kind.SURNAME_WORD) == Kind.WORD


def _in_capitals(draft: Draft) -> Iterator[Annotation]:
    """Yield "AMB. MACARTHUR"; behind a given name one word more ("AMB DENIS WRIGHT")."""
    for m in matches(IN_CAPITALS, draft.prose, capitals(draft.prose).of(STARTS_IN_CAPITALS)):
        start, end = m.span("name")
        word = m["name"].split()[-1]
        second = SURNAME.match(draft.prose, end) if word.title() in given_names() else None
        if second:
            word, end = second["name"], second.end()
        name = Span(start, end)
        if {word, word.title()}.isdisjoint(words.NOT_NAMES | words.TITLES | words.ORDINARY) and not draft.taken(name):
            yield Annotation(name, "persName", CUE, evidence=f"behind {m.group().split()[0]!r} in capitals")


def _others(draft: Draft, end: int) -> Iterator[Span]:
    """Yield the names that follow in a list, up to what is no name."""
    while more := MORE.match(draft.prose, end):
        name = trimmed_name(draft.prose, Span(*more.span("name")))
        if name is None or name.start != more.start("name") or draft.taken(name):
            return
        said = draft.prose[name.start : name.end]
        if said in places().forms or said in bodies().forms or BODY.match(draft.prose, name.end) or said.split()[0] in words.TITLES:
            return
        yield name
        end = name.end
