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

import re
from collections.abc import Iterator

from encoder.authority import CAPITALS, Entry
from encoder.gazetteer import given_names
from encoder.lexicon import words
from encoder.model import Annotation, Draft, Finding, Problem, Rule, Span
from encoder.names import SENTENCE, in_capitals

_BODY_BEHIND = re.compile(r"\s+(?:Librar|House\b|Committee|Commission|Plan\b|Act\b|Amendment|File|\d)")
#: a title, rank or office directly before the name
TITLE = re.compile(rf"(?:^|(?<=\W))(?P<title>{words.titles_pattern(words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES)})\s+\Z")
#: the office in front of a name in brackets: "the Director of Central Intelligence (Dulles)"
OFFICE_BEFORE, FAR = re.compile(r"(?P<office>[A-Z][^().;:\n\ufffc]{3,90})\s\(\Z"), 100
#: another word of a name before the surname: "Hugh Wilson", "Cao Dai"
NAME_BEFORE = re.compile(r"(?P<start>\A|[^\w\s]\s*|\n\s*|[a-z,]\s)(?P<word>[A-Z]\.|[A-ZÀ-Þ][\w’'-]*)\s\Z")
_WORD = re.compile(r"[A-Z][a-z]{3,}")
#: the rest of a name behind a word that may be a given name
NAME_BEHIND = re.compile(r"\s(?!Administration|Government|Cabinet)(?:[A-Z]\.|[A-ZÀ-Þ][a-zß-ÿ]+)")
_SHORT_RANK = re.compile(rf"\b(?:{'|'.join(words.SHORT_RANKS)})\b\.?")
WORD_BEHIND = re.compile(r"\s[a-zß-ÿ]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed names."""
    authorities = draft.context.authorities
    if "person" not in authorities.kinds:
        return
    prose = draft.prose
    mentions = []
    for start, end, form in authorities.find(prose):
        candidates = [c for c in authorities.forms[form] if c[0].kind == "person"]
        if candidates and not _BODY_BEHIND.match(prose, end) and _stands_as_name(prose, start, end, form, candidates):
            mentions.append((start, end, form, candidates))
    named: dict[str, dict[str, None]] = {}  # surname -> those whose full name stands anywhere in the document
    for _, _, _, candidates in mentions:
        full = [entry for entry, is_full in candidates if is_full]
        if len(full) == 1 and not full[0].wife:
            named.setdefault(full[0].surname, {})[full[0].id] = None
    introduced: dict[str, str] = {}
    for start, end, form, candidates in mentions:
        full = [entry for entry, is_full in candidates if is_full]
        entry: Entry | None = None
        why = ""
        guess: dict[str, str] = {}
        if len(full) == 1:
            entry, why = full[0], "the full name"
        elif _another(prose, start, end, candidates):
            continue
        elif len(candidates) > 1 and (fitting := _fitting(prose, start, candidates)):
            entry, why = fitting
        elif form in introduced:
            entry, why = authorities.by_id[introduced[form]], "named before in the document"
        elif len(candidates) == 1 and (form not in words.NOT_NAMES or _introduced(prose, start)):
            entry, why = candidates[0][0], "the only listed person of this name"
        elif len(named.get(form, ())) == 1:
            entry, why = authorities.by_id[next(iter(named[form]))], "the full name stands in the document"
        elif len(candidates) > 1 and (first := _first(draft, start, form, candidates)):
            entry, why, guess = first, "the first office of those of this name", {"cert": "medium"}
        if entry is None:
            if len(candidates) > 1:
                names = " or ".join(e.name for e, _ in candidates)
                yield Problem("name-ambiguous", "info", f"{form!r} can be {names}; nothing in the document says who", Span(start, end))
            continue
        if (len(candidates) > 1 or len(full) == 1) and not guess and not entry.wife:
            introduced[entry.surname] = entry.id
        span = Span(start, end)
        if prose[max(0, start - 4) : start] == "Sir " and entry.given and form != entry.surname:
            span = Span(start - 4, end)
        yield Annotation(span, "persName", RULE.id, {"ref": f"#{entry.id}"} | guess, evidence=f"{why}: {entry.name} ({entry.id})")


def _introduced(prose: str, start: int) -> bool:
    """Whether a title stands before a name, or an office before its bracket."""
    return bool(TITLE.search(prose, max(0, start - 40), start) or OFFICE_BEFORE.search(prose, max(0, start - FAR), start))


def _stands_as_name(prose: str, start: int, end: int, form: str, candidates: list[tuple[Entry, bool]]) -> bool:
    """Whether the letters are a name here: no everyday word, no abbreviation in capitals."""
    if any(sure for _, sure in candidates):
        return True
    if form.isupper():
        everyday = form.capitalize() in words.WORD_SURNAMES or form in words.ORDINARY
        return not everyday and (len(form) >= CAPITALS or in_capitals(prose, start, end))
    if form not in words.WORD_SURNAMES or TITLE.search(prose, max(0, start - 40), start):
        return True
    return not NAME_BEHIND.match(prose, end) and not (SENTENCE.search(prose, max(0, start - 5), start) and WORD_BEHIND.match(prose, end))


def _first(draft: Draft, start: int, form: str, candidates: list[tuple[Entry, bool]]) -> Entry | None:
    """Return the one of several whose office is of the first, where the document speaks of it and of nobody else's.

    None where a title before the name is not his.
    """
    prose = draft.prose
    title = TITLE.search(prose, max(0, start - 60), start)
    first = [e for e, _ in candidates if e.description.startswith(words.FIRST_OFFICES) and form in (e.surname, *e.surnames)]
    if len(first) != 1:
        return None
    office = next(o for o in words.FIRST_OFFICES if first[0].description.startswith(o)).split()[0]
    others = {word for e, _ in candidates if e is not first[0] for word in _WORD.findall(e.description)}
    if office not in draft.capitalised or len((others - {*_WORD.findall(first[0].description)}) & draft.capitalised) >= TWO:
        return None
    said = title["title"].rstrip(".") if title else "Mr"
    return first[0] if said in words.FORMS_OF_ADDRESS or _called(first[0], said) else None


def _called(entry: Entry, title: str) -> bool:
    """Whether the list gives an entry this title or rank, abbreviated or not."""
    listed = _SHORT_RANK.sub(_rank, f"{entry.name} {entry.description}")
    return bool(re.search(rf"\b{re.escape(_SHORT_RANK.sub(_rank, title))}\b", listed))


def _rank(short: re.Match[str]) -> str:
    return words.SHORT_RANKS[short[0].rstrip(".")]


def _another(prose: str, start: int, end: int, candidates: list[tuple[Entry, bool]]) -> bool:
    """Whether a surname is part of somebody else's name: a capitalised word beside it that is no title and not his."""
    form = prose[start:end]
    called = form in given_names() or all(form != entry.surname and form not in entry.surnames for entry, _ in candidates)
    if called and NAME_BEHIND.match(prose, end):
        return True
    before = NAME_BEFORE.search(prose, max(0, start - 30), start)
    if not before or not re.fullmatch(r"[a-z,]\s", before["start"]):
        return False
    word = before["word"].rstrip(".")
    if word in words.TITLES or word in words.NOT_NAMES or word.isupper():
        return False
    return not any(word in re.findall(r"\w+", entry.name) for entry, _ in candidates)


def _fitting(prose: str, start: int, candidates: list[tuple[Entry, bool]]) -> tuple[Entry, str] | None:
    """Return the one of several candidates whom the title or office before the name fits, and why."""
    title = TITLE.search(prose, max(0, start - 60), start)
    if title:
        said = title["title"].rstrip(".")
        fits = [e for e, _ in candidates if e.description.startswith(said)] or [e for e, _ in candidates if _called(e, said)]
        if len(fits) == 1 and (said not in words.FORMS_OF_ADDRESS or fits[0].description.startswith(said)):
            return fits[0], f"the list calls him {said!r}"
    office = OFFICE_BEFORE.search(prose, max(0, start - FAR), start)
    if office:
        said_words = set(_WORD.findall(office["office"]))
        scores = sorted(((len(said_words & set(_WORD.findall(e.description))), k) for k, (e, _) in enumerate(candidates)), reverse=True)
        if scores[0][0] >= TWO and scores[0][0] > scores[1][0]:
            return candidates[scores[0][1]][0], f"the office fits the list: {office['office']!r}"
    return None


#: so many words of an office have to agree
TWO = 2


RULE = Rule(
    "persName-listed", "persName", find,
    "Persons of the edition's list are linked where a full name in the document, a title or office that fits the list, or the only "
    "candidate is the evidence; "
    "titles and offices stand outside persName.",
)
