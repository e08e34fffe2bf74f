"""What kind of word a capitalised word can be: given name, surname, place, noun of a body, ordinary word ... several at once."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache, lru_cache

from encoder import lazy_re as re
from encoder.language.gazetteer import bodies, given_names, lists, places, surnames
from encoder.language.lexicon import words
from encoder.language.organisations import acronyms
from encoder.language.where import other_countries, towns


class Kind:
    """The kinds, as bits of a whole number (an enumeration would take ten times as long); a word has every one that a list gives it."""

    GIVEN = 1 << 0
    GIVEN_WORD = 1 << 1
    SURNAME = 1 << 2
    SURNAME_WORD = 1 << 3
    PLACE = 1 << 4
    TOWN = 1 << 5
    PLACE_HEAD = 1 << 6
    NATURE = 1 << 7
    BODY = 1 << 8
    TITLE = 1 << 9
    PEOPLE = 1 << 10
    CALENDAR = 1 << 11
    WORD = 1 << 12
    FUNCTION = 1 << 13
    INITIAL = 1 << 14
    NUMERAL = 1 << 15
    CAPITALS = 1 << 16
    ACRONYM = 1 << 17
    FIRM = 1 << 18
    DIRECTION = 1 << 19
    THING = 1 << 20
    CABLE = 1 << 21
    CITY = 1 << 22
    FOREIGN = 1 << 23
    SURNAMED = 1 << 24
    TOWNED = 1 << 25
    ORDINAL = 1 << 26
    NOBODY = 1 << 27
    STATE = 1 << 28
    PAPER = 1 << 29
    UNIT = 1 << 30
    SUBJECT = 1 << 31
    KEPT = 1 << 32
    STREET = 1 << 33
    MEMBERS = 1 << 34
    PLURAL = 1 << 35
    WITH_OF = 1 << 36


NAMES = Kind.GIVEN | Kind.SURNAME
#: the lists of names.toml, and what their words are
_LISTED = (
    ("place_heads", Kind.PLACE_HEAD),
    ("natures", Kind.NATURE),
    ("peoples", Kind.PEOPLE),
    ("calendar", Kind.CALENDAR),
    ("function", Kind.FUNCTION),
    ("function_foreign", Kind.FOREIGN),
    ("body_heads", Kind.BODY),
    ("firms", Kind.FIRM),
    ("directions", Kind.DIRECTION),
    ("things", Kind.THING),
    ("kept", Kind.KEPT),
    ("cables", Kind.WORD | Kind.CABLE),
    ("states_short", Kind.STATE),
    ("papers", Kind.PAPER),
    ("units", Kind.BODY | Kind.UNIT),
    ("members", Kind.MEMBERS),
    ("places_with_of", Kind.WITH_OF),
    ("places_plural", Kind.PLACE_HEAD | Kind.PLURAL),
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+(?:-[^\W\d_]\.)?")
_TWO_LETTERS = frozenset(words.table("names")["initials"])
_NUMERAL = re.compile(r"[IVX]{1,5}")
#: "U.S.", "C.I.A.": three letters with stops are no initials of a man unless a name follows
_PEOPLE = re.compile(r"(?:ese|ians?|ish|[rlc]ans|eans?|oviets?)\Z")
#: "McCone", "O’Daniel", "FitzRoy", "MacVeagh": a surname whatever follows
_CLAN = re.compile(r"(?:Ma?c|O[’']|Fitz|D[’']|Mc)[A-Z][a-z]+(?:-[A-Z][a-z]+)?\Z")
#: how words end that no list has and that are surnames, or places
_SURNAMED = re.compile(
    r"""
    [a-z]{2,}
    (?: [aeo]vs?ky | [sz]k[iy] | skii | [eo]v | [iy]n | i[cć]h? | wicz | [ck]hik | enko | [aeu]iko
      | shvili | adze | son | sohn | ssen | tsen | mann | stein | thal | escu | opoulos | akis | idis
      | iadis | inen | [qk]vist | quist | ström | gren | [dlnrt]ez | [eo]tti | elli | ucci | oglu
      | zadeh | pour | yan | ian | [aeiou]ux | eau | ault | otte | ard | ington | worth | wood | well )
    \Z
    """,
    re.VERBOSE,
)
_TOWNED = re.compile(
    r"""
    [a-z]{2,}
    (?: ville | burgh? | grad | abad | istan | pur | shire | ford | town | mouth | bury | chester | heim
      | hafen | dorf | hausen | borough | wick | stadt | furt | kirk | port | pool | hamn | holm
      | stok | sk | polis | haven | minster | cester | combe | lands )
    \Z
    """,
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"[’']s?\Z")
#: "I’m", "Don’t": no name
_SHORTENED = re.compile(r"(?:[A-Z][a-z]*[’'](?:m|ll|ve|re|d|t|se)|(?:J|C|Qu)[’'][a-zàéêô]+)\Z")


#: in the names of offices, and no titles by themselves
_NO_TITLES = frozenset(words.table("names")["no_titles"])


@cache
def titles() -> frozenset[str]:
    """Return the words that stand before a name as titles, ranks and offices, without their full stop."""
    said = words.TITLES | words.OFFICE_NOUNS | words.PLURALS
    return frozenset(w for w in said if w[0].isupper() and w not in _NO_TITLES)


@cache
def _large() -> tuple[tuple[Container[str], int], ...]:
    """Return the lists of many words as they are: to make one table of their 66,000 words takes as long as to encode some texts."""
    persons = ((given_names(), Kind.GIVEN), (lists("given_world"), Kind.GIVEN), (surnames(), Kind.SURNAME))
    return (*persons, (lists("surnames_world"), Kind.SURNAME), (other_countries(), Kind.PLACE))


@cache
def _table() -> dict[str, int]:
    """Return the words of the other lists and their kinds."""
    found: dict[str, int] = {}

    def put(names: Iterable[str], kind: int) -> None:
        for name in names:
            found[name] = found.get(name, 0) | kind

    own = words.table("names")
    put(lists("given_words"), Kind.GIVEN_WORD)
    put((w for w in words.table("titles")["statesmen"] if " " not in w), Kind.SURNAME)
    put(lists("surnames_words") | words.WORD_SURNAMES, Kind.SURNAME_WORD)
    # "Planning Group", "Consulate General": one word is the noun
    put((head.removesuffix(" General").split()[-1] for head in words.table("bodies")["heads"]), Kind.BODY)
    put(titles() | frozenset(words.table("context")["more_titles"]), Kind.TITLE)
    put(words.table("context")["exalted"], Kind.TITLE)
    put(("Jr", "Sr", "Senior", "Junior", "Senr", "Junr"), Kind.NUMERAL)
    put(own["cable_bodies"], Kind.BODY | Kind.CABLE)
    put(words.table("bodies")["subjects"], Kind.SUBJECT)
    put((*own["given_short"], *own["given_old"]), Kind.GIVEN)
    for key, kind in _LISTED:
        put(own[key], kind)
    return found


@cache
def _corrections() -> tuple[tuple[frozenset[str], int, int], ...]:
    """Return lists of words with the kinds that they have not, whatever other lists say, and those that they have."""
    own, persons = words.table("names"), NAMES | Kind.GIVEN_WORD | Kind.SURNAME_WORD
    return (
        (frozenset(own["ordinals"]), Kind.FUNCTION | persons, Kind.ORDINAL | Kind.WORD),
        (frozenset(own["places_only"]), persons, 0),
        (frozenset(own["nobody"]), persons, Kind.WORD | Kind.NOBODY),
    )


def _listed(word: str) -> int:
    """Return the kinds that the lists give a word."""
    found = _table().get(word, 0)
    for names, kind in _large():
        if word in names:
            found |= kind
    if " " not in word and word in places().forms:
        found |= Kind.PLACE
    for names, never, kind in _corrections():
        if word in names:
            found = found & ~never | kind
    return found


@lru_cache(maxsize=65536)
def kinds(word: str) -> int:
    """Return what a word of the text can be; one in capitals is looked up as it would be written small."""
    plain = word.isalpha()
    if not plain and (told := _by_signs(word)):
        return told
    extra = 0
    if word.isupper() and len(word) > 1:
        extra = Kind.CAPITALS
        if _NUMERAL.fullmatch(word):
            extra |= Kind.NUMERAL
        if word in bodies().forms or word in acronyms():
            extra |= Kind.ACRONYM
        extra |= _listed(word)
        word = word.title() if not word.startswith("MC") else "Mc" + word[2:].title()
    bare = word if plain else _POSSESSIVE.sub("", word).rstrip(".")
    found = _listed(bare) | extra
    small = bare.lower()
    if small in ordinary():
        found |= Kind.WORD
    elif not found & ~Kind.CAPITALS:
        found |= _by_form(bare, small)
    if found & (Kind.ACRONYM | Kind.NOBODY):
        return found  # "NATO" is no town, "God" neither
    size = inhabitants(bare)
    if size:
        found |= Kind.TOWN | (Kind.CITY if size >= LARGE else 0)
    return found


def _by_signs(word: str) -> int:
    """Return what a word can be by its full stops or its apostrophe, 0 where they tell nothing."""
    if word.endswith(".") and len(word) > 2 and _listed_letters(word):
        return _listed(word) | Kind.CAPITALS | Kind.ACRONYM
    if _SHORTENED.match(word):
        return Kind.FUNCTION | Kind.WORD
    if _INITIALS.fullmatch(word) or (word.endswith(".") and word[:-1] in _TWO_LETTERS):
        return Kind.INITIAL | _listed(word)
    return 0


def _by_form(bare: str, small: str) -> int:
    """Return what a word that no list has can be, by how it begins and ends."""
    found = 0
    if _CLAN.match(bare):
        found = Kind.SURNAME | Kind.SURNAMED
    elif len(small) > _SHORT and _respelt(small) & ordinary():
        return Kind.WORD  # "Toylet", "Publick", "Heav’n"
    elif _PEOPLE.search(small):
        found = Kind.PEOPLE if len(small) > 5 else 0
    elif _TOWNED.match(small):
        found = Kind.TOWNED
    elif _SURNAMED.match(small):
        found = Kind.SURNAMED
    head, hyphen, tail = bare.partition("-")
    return found | (_compound(head, tail) if hyphen else 0)


#: a shorter word in an older spelling is as often a surname: "Wylde"
_SHORT = 5


def _respelt(small: str) -> set[str]:
    """Return a word as it would be spelt now, in each of the ways in which older spellings differ."""
    word = small.replace("’", "'")
    found = {word.replace(old, new) for old, new in (("y", "i"), ("'d", "ed"), ("'n", "en"), ("'r", "er"), ("'st", "est"))}
    if word.endswith(("ck", "cke")):
        found.add(word.rstrip("ke"))
    if word.endswith(("ie", "ye")):
        found.add(word[:-2] + "y")
    return found


def _listed_letters(word: str) -> bool:
    """Whether letters with full stops are a country or a body, and nobody's initials: "U.S.", "U.N."."""
    return word in places().forms or word in bodies().forms or (word.count(".") > 2 and word.replace(".", "") in acronyms())


def _compound(head: str, tail: str) -> int:
    """Return what two words with a hyphen are: a double name, a title, a compound noun."""
    if tail[:1].isupper():
        if kinds(tail) & Kind.TITLE and kinds(head) & (Kind.TITLE | Kind.WORD):
            return Kind.TITLE | Kind.WORD  # "Attorney-General", "Vice-Admiral"
        both = kinds(head) & kinds(tail)
        if kinds(head) & Kind.WORD or kinds(tail) & Kind.WORD:
            return both | (Kind.WORD if not both & NAMES else 0)
        return both | ((Kind.GIVEN if kinds(head) & Kind.GIVEN else 0) | (Kind.SURNAME if kinds(tail) & Kind.SURNAME else 0))
    if tail.title() in titles() and head in titles():
        return Kind.TITLE | Kind.WORD  # "Major-general", "Vice-president"
    if tail in _streets() and head[1:].islower():
        return Kind.STREET  # "Fleet-street"
    return Kind.WORD if tail in ordinary() or head.lower() in ordinary() else 0


@cache
def _streets() -> frozenset[str]:
    return frozenset(words.table("names")["streets"])


@cache
def ordinary() -> frozenset[str]:
    """Return the words that English writes small."""
    return lists("english_words")


#: thousands of inhabitants of a large town
LARGE = 100


def inhabitants(name: str) -> int:
    """Return how many thousands live in the largest town of this name, 0 if none of 5,000 and more has it."""
    found = towns(name)
    return found[0].size if found else 0
