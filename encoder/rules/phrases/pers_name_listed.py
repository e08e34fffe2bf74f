"""Names of the edition's list of persons become ``persName`` with a link.

Found: full names of the list; surnames that only one entry has, whose full name stands in the document, or whom the title or
office before them fits ("Secretary Dulles", "General Burns", "the Director of Central Intelligence (Dulles)"); as a guess, of two
of one surname the head of state or of government, or the Secretary of State.
Left alone: surnames of two entries without such evidence (tagged by other rules, not linked, reported); surnames behind
another given name ("Hugh Wilson") or before another surname ("Richard T. Boverie"); words that are no names, and those in a
body's name; everyday words ("The", "Black") that begin a sentence or another name.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.authority.entry import CAPITALS, Entry
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Problem, Rule
from encoder.draft.views import behind
from encoder.language.gazetteer import bodies, given_names, places
from encoder.language.lexicon import words
from encoder.language.person_name import JUNIOR
from encoder.layout.blocks import Span
from encoder.names import given
from encoder.names.names import COMPLETED, in_capitals, opens_sentence

_BODY_BEHIND = re.compile(r"\s+(?:Librar|House\b|Committee|Commission|Plan\b|Act\b|Amendment|File|\d)")
#: a title, rank or office directly before the name
_TITLES = words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES
TITLE = re.compile(rf"(?:^|(?<=\W))(?P<title>{words.titles_pattern(_TITLES)})\s+\Z")
LAST_WORDS = frozenset(re.findall(r"\w+", t)[-1] for t in _TITLES)
#: the office in front of a name in brackets: "the Director of Central Intelligence (Dulles)"; how far before both may begin
OFFICE_BEFORE = re.compile(r"(?P<office>[A-Z][^().;:\n]{3,90})\s\(\Z")
NEAR = 60
FAR = 100
#: another word of a name before the surname: "Hugh Wilson", "Cao Dai"
NAME_BEFORE = re.compile(r"(?P<start>\A|[^\w\s]\s*|\n\s*|[a-z,]\s)(?P<word>[A-Z]\.|[A-ZÀ-Þ][\w’'-]*)\s\Z")
#: an initial; "M." is Monsieur
_INITIAL = re.compile(r"[A-LN-Z]\.")
_WORD = re.compile(r"[A-Z][a-z]{3,}")
#: the rest of a name behind a word that may be a given name
NAME_BEHIND = re.compile(r"\s(?!Administration|Government|Cabinet)(?:[A-Z]\.|[A-ZÀ-Þ][a-zß-ÿ]+)")
_WORDS = re.compile(r"\w+")
_BRACKETS = re.compile(r"[\[\]]")
#: a title as cables write it, of two words in one: "FonSec", "DeptOff"
_CABLED = re.compile(r"(?!(?:Ma?c|Van|De|Fitz)[A-Z])\w*[a-z][A-Z]")
#: what stands before a name that goes on inside a sentence
INSIDE = re.compile(r"[a-z,]\s")
_MEN = (words.RANKS | words.OFFICES | {"Mr", "Sir", "Lord", "King", "Prince"}) - words.WOMEN
_HIS = words.titles_pattern(_MEN)
_HIS_LAST = frozenset(re.findall(r"\w+", t)[-1] for t in _MEN)
_SHORT_RANK = re.compile(rf"\b(?:{'|'.join(words.SHORT_RANKS)})\b\.?")
WORD_BEHIND = re.compile(r"\s[a-zß-ÿ]")


class Mention(NamedTuple):
    """A listed name where it stands, and whom the list has of this name."""

    prose: str
    span: Span
    form: str
    candidates: tuple[Entry, ...]
    #: those to whom the form belongs alone: a full name, or one the list gives
    whole: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The title, rank or office directly before the name, without its full stop; ``""`` if there is none."""
        start = self.span.start
        if not self.prose[start - 1 : start].isspace():
            return ""
        said = self.prose[max(0, start - NEAR) : start].split()
        words_of_last = _WORDS.findall(said[-1]) if said else ()
        if not words_of_last or words_of_last[-1] not in LAST_WORDS:
            return ""  # most names have no title: to look for one at every place takes long
        title = TITLE.search(self.prose, max(0, start - NEAR), start)
        return title["title"].rstrip(".") if title else ""

    @property
    def office(self) -> str:
        """The office before the bracket the name stands in; ``""`` if there is none."""
        start = self.span.start
        if self.prose[start - 1 : start] != "(":
            return ""
        office = OFFICE_BEFORE.search(self.prose, behind(self.prose, max(0, start - FAR), start), start)
        return office["office"] if office else ""


class Meant(NamedTuple):
    """Who a mention means and on what evidence; ``guess`` where it is one."""

    entry: Entry
    why: str
    guess: bool = False


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed names, and why others are left, each reason once a form."""
    mentions: list[Mention] = []
    left: dict[str, Problem] = {}
    for mention in sorted((*_mentions(draft), *_completed(draft)), key=lambda m: m.span):
        if mentions and mention.span.start < mentions[-1].span.end:
            mentions.pop()  # a given name that is another's surname
        reason = _no_name(mention) or _inside(mention)
        if reason:
            left.setdefault(reason, Problem("name-left", "info", f"{mention.form!r} is not tagged: {reason}", mention.span))
        else:
            mentions.append(mention)
    named: dict[str, set[str]] = {}  # surname -> those whose full name stands anywhere in the document
    for mention in mentions:
        if len(mention.whole) == 1 and not mention.whole[0].wife:
            named.setdefault(mention.whole[0].surname, set()).add(mention.whole[0].id)
    introduced: dict[str, Entry] = {}
    for mention in mentions:
        meant = _meant(draft, mention, introduced, named)
        if isinstance(meant, str):
            yield Problem("name-ambiguous" if len(mention.candidates) > 1 else "name-left", "info", meant, mention.span)
            continue
        entry = meant.entry
        # behind "Madam Marcos" a Marcos without a title is her husband, if anybody
        hers = entry.wife or (len(mention.candidates) > 1 and mention.title in words.WOMEN)
        if (len(mention.candidates) > 1 or len(mention.whole) == 1) and not meant.guess and not hers:
            introduced[entry.surname] = entry
        attributes = {"ref": f"#{entry.id}"} | ({"cert": "medium"} if meant.guess else {})
        why = f"{meant.why}: {entry.name} ({entry.id})"
        yield Annotation(_with_sir(mention, entry), "persName", RULE.id, attributes, evidence=why, role=roles.LISTED)
    yield from left.values()


def _mentions(draft: Draft) -> Iterator[Mention]:
    authorities = draft.context.authorities
    if "person" not in authorities.kinds:
        return
    for start, end, form in authorities.find(draft.prose):
        listed = [c for c in authorities.forms[form] if c[0].kind == "person"]
        if listed:
            candidates = tuple(entry for entry, _ in listed)
            mention = Mention(draft.prose, Span(start, end), form, candidates, tuple(entry for entry, alone in listed if alone))
            yield _with_given(mention)


def _completed(draft: Draft) -> Iterator[Mention]:
    """Yield the listed persons among those who signed with initials that an editor completed: "J[ohn] F. D[ulles]"."""
    authorities = draft.context.authorities
    for m in COMPLETED.finditer(draft.prose) if "person" in authorities.kinds and "[" in draft.prose else ():
        form = _BRACKETS.sub("", m.group())
        names, _, surname = JUNIOR.sub("", form).rpartition(" ")
        meant = tuple(e for e, _ in authorities.forms.get(surname, ()) if e.kind == "person" and given.fits(names, e.given))
        if len(meant) == 1:
            yield Mention(draft.prose, Span(*m.span()), form, meant, meant)


def _with_given(mention: Mention) -> Mention:
    """Take the given names before a surname into the name, where they are those of one candidate, and "Jr." behind it.

    Then it is that one's full name, as the text has it.
    """
    prose, (start, end) = mention.prose, mention.span
    fitting = [(entry, span) for entry in mention.candidates if (span := given.before(prose, start, entry.given, _own(mention, entry)))]
    if len(fitting) == 1:
        entry, span = fitting[0]
        start = span.start
        mention = mention._replace(candidates=(entry,), whole=(entry,))
    junior = JUNIOR.match(prose, end) if mention.whole and "Jr" not in mention.form else None
    if junior:
        end = junior.end()
    return mention._replace(span=Span(start, end), form=prose[start:end]) if (start, end) != mention.span else mention


def _own(mention: Mention, entry: Entry) -> str:
    """Return the given names that a listed form has: "Lawton " of "Lawton Collins"."""
    return mention.form.removesuffix(entry.surname) if mention.form.endswith(entry.surname) else ""


def _no_name(mention: Mention) -> str:
    """Say why the letters are no person's name here; ``""`` where they may be."""
    prose, (start, end), form = mention.prose, mention.span, mention.form
    if _BODY_BEHIND.match(prose, end):
        return f"{' '.join(prose[start : end + 20].split()[:2])!r} is the name of a body or a thing"
    if mention.whole:
        return ""
    if form.isupper():
        if form.capitalize() in words.WORD_SURNAMES or form in words.ORDINARY:
            return f"{form!r} in a passage of capitals is the word"
        return "" if len(form) >= CAPITALS or in_capitals(prose, start, end) else f"{form!r} may be an abbreviation"
    if form in words.WORD_SURNAMES and not mention.title:
        if NAME_BEHIND.match(prose, end):
            return f"{form!r} is an everyday word before another name"
        if opens_sentence(prose, start) and WORD_BEHIND.match(prose, end):
            return f"{form!r} is an everyday word at the head of a sentence"
    return ""


def _inside(mention: Mention) -> str:
    """Say in which longer name of a body or a place a surname lies: "Cao" in "Cao Dai"; ``""`` if in none."""
    for names in () if mention.whole else (bodies(), places()):
        form = names.around(mention.prose, *mention.span)
        if len(form) > len(mention.form):
            return f"{form!r} is the name of a body or a place"
    return ""


def _meant(draft: Draft, mention: Mention, introduced: Mapping[str, Entry], named: Mapping[str, set[str]]) -> Meant | str:
    """Return who is meant, the strongest evidence first, or why that cannot be told."""
    form = mention.form
    if mention.title in words.WOMEN:
        return _her(draft, mention)
    if len(mention.whole) == 1:
        return Meant(mention.whole[0], "the full name")
    if _another(mention):
        return f"{form!r} is part of somebody else's name"
    several = len(mention.candidates) > 1
    fitting = _fitting(mention) if several else None
    if fitting:
        return fitting
    if form in introduced:
        return Meant(introduced[form], "named before in the document")
    if not several and (form not in words.NOT_NAMES or mention.title or mention.office):
        return Meant(mention.candidates[0], "the only listed person of this name")
    if len(named.get(form, ())) == 1:
        return Meant(draft.context.authorities.by_id[next(iter(named[form]))], "the full name stands in the document")
    if not several:
        return f"{form!r} is an everyday word, and no title stands before it"
    first = _first(draft, mention)
    names = " or ".join(entry.name for entry in mention.candidates)
    return Meant(first, "the first office of those of this name", guess=True) if first else (
        f"{form!r} can be {names}; nothing in the document says who"
    )


def _her(draft: Draft, mention: Mention) -> Meant | str:
    """Return which woman is meant: "Mrs. Kennedy" is not John F. Kennedy, nor is "Mrs. John F. Kennedy"."""
    form, title = mention.form, mention.title
    women = [e for e in mention.candidates if e.woman]
    if len(women) == 1:
        return Meant(women[0], f"behind {title!r} the only listed woman of this name")
    unknown = [e for e in mention.candidates if e.woman is None and (form in (e.surname, *e.surnames) or mention.whole)]
    if len(mention.whole) == 1 and unknown == list(mention.whole):
        return Meant(mention.whole[0], "the full name")
    if not women and len(unknown) == 1 and len(mention.candidates) == 1 and not _his(draft.prose, form):
        return Meant(unknown[0], "the only listed person of this name, if a woman", guess=True)
    return f"{form!r} behind {title!r} is a woman, and nothing says which"


def _his(prose: str, form: str) -> bool:
    """Whether a text has a name behind the title of a man."""
    at = prose.find(form)
    while at >= 0:
        said = prose[max(0, at - NEAR) : at].split()
        if said and not _HIS_LAST.isdisjoint(_WORDS.findall(said[-1])):
            return re.search(rf"\b(?:{_HIS})\.?\s{re.escape(form)}\b", prose) is not None
        at = prose.find(form, at + 1)
    return False  # without a pattern of its own, which takes long to make


def _with_sir(mention: Mention, entry: Entry) -> Span:
    start, end = mention.span
    knighted = mention.prose[max(0, start - 4) : start] == "Sir " and entry.given and mention.form != entry.surname
    return Span(start - 4, end) if knighted else mention.span


def _first(draft: Draft, mention: Mention) -> Entry | None:
    """Return the one of several whose office is of the first, where the document speaks of it and of nobody else's.

    None where a title before the name is not his.
    """
    first = [e for e in mention.candidates if mention.form in (e.surname, *e.surnames) and _first_office(e)]
    if len(first) != 1:
        return None
    office = _first_office(first[0]).split()[0]
    own = {*_WORD.findall(first[0].description)}
    others = {word for e in mention.candidates if e is not first[0] for word in _WORD.findall(e.description)} - own - words.TITLES
    if office not in draft.capitalised or len(others & draft.capitalised) >= TWO:
        return None
    return first[0] if not mention.title or mention.title in words.FORMS_OF_ADDRESS or _called(first[0], mention.title) else None


def _first_office(entry: Entry) -> str:
    """Return the office of a head of state or of government, or of the Secretary of State, that the list gives; ``""`` without one."""
    for said in entry.description.split(";"):
        for office in words.FIRST_OFFICES:
            if said.strip().startswith(office):
                return office
    return ""


def _called(entry: Entry, title: str) -> bool:
    """Whether the list gives an entry this title or rank, abbreviated or not."""
    listed, said = _ranked(f"{entry.name} {entry.description}"), _ranked(title)
    at = listed.find(said)
    while at >= 0:
        if _bounds(listed, at) and _bounds(listed, at + len(said)):
            return True
        at = listed.find(said, at + 1)
    return False


@lru_cache(maxsize=4096)
def _ranked(said: str) -> str:
    """Return what a list or a text says with its ranks in full."""
    return _SHORT_RANK.sub(_rank, said)


def _bounds(said: str, at: int) -> bool:
    """Whether a word begins or ends at an offset."""
    before, behind = said[at - 1 : at] if at else "", said[at : at + 1]
    return (before.isalnum() or before == "_") != (behind.isalnum() or behind == "_")


def _rank(short: re.Match[str]) -> str:
    return words.SHORT_RANKS[short[0].rstrip(".")]


def _another(mention: Mention) -> bool:
    """Whether a surname is part of somebody else's name: a capitalised word beside it that is no title and not his."""
    form, start = mention.form, mention.span.start
    called = form in given_names() or all(form != entry.surname and form not in entry.surnames for entry in mention.candidates)
    if called and NAME_BEHIND.match(mention.prose, mention.span.end):
        return True
    if not mention.prose[start - 1 : start].isspace():
        return False
    last = mention.prose[max(0, start - 30) : start].split()[-1:]
    if last and last[0].isalpha() and last[0][0].islower():
        return False  # most names have a small word before them
    before = NAME_BEFORE.search(mention.prose, max(0, start - 30), start)
    if not before or not INSIDE.fullmatch(before["start"]):
        return False
    if _INITIAL.fullmatch(before["word"]) and before["word"][0] not in _initials(mention.candidates):
        return True
    word = before["word"].rstrip(".")
    first, *rest = word.split("-")
    said = {word, first, word.removesuffix("s")}
    if not (said.isdisjoint(words.TITLES) and said.isdisjoint(words.NOT_NAMES)) or word.isupper() or _CABLED.match(word):
        return False
    if rest and rest[-1].islower():
        return False  # "President-elect Carter", "the Communist-backed Qassim"
    for names in (bodies(), places()) if word not in given_names() else ():
        if names.around(mention.prose, *before.span("word")) and not names.around(mention.prose, before.start("word"), mention.span.end):
            return False  # "representative to the United Nations Stevenson"
    return not any(word in _WORDS.findall(entry.name) for entry in mention.candidates)


def _initials(candidates: tuple[Entry, ...]) -> frozenset[str]:
    """Return the letters with which the names of candidates begin."""
    return frozenset(word[0] for entry in candidates for word in _WORDS.findall(entry.name))


def _fitting(mention: Mention) -> Meant | None:
    """Return the one of several candidates whom the title or office before the name fits."""
    said = mention.title
    if said:
        fits = [e for e in mention.candidates if e.description.startswith(said)] or [e for e in mention.candidates if _called(e, said)]
        if len(fits) == 1 and (said not in words.FORMS_OF_ADDRESS or fits[0].description.startswith(said)):
            return Meant(fits[0], f"the list calls him {said!r}")
    office = {*_WORD.findall(mention.office)}
    if office:
        scores = sorted(((len(office & {*_WORD.findall(e.description)}), k) for k, e in enumerate(mention.candidates)), reverse=True)
        if scores[0][0] >= TWO and scores[0][0] > scores[1][0]:
            return Meant(mention.candidates[scores[0][1]], f"the office fits the list: {mention.office!r}")
    return None


#: so many words of an office have to agree
TWO = 2


RULE = Rule(
    "persName-listed", "persName", find,
    "Persons of the edition's list are linked where a full name in the document, a title or office that fits the list, or the only "
    "candidate is the evidence; "
    "titles and offices stand outside persName.",
)
