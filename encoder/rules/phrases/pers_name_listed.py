"""Names of the edition's list of persons become ``persName`` with a link.

Found: full names of the list; surnames that only one entry has, whose full name stands in the document, or whom the title or
office before them fits ("Secretary Dulles", "the Director of Central Intelligence (Dulles)").
Left alone: surnames of two entries without such evidence (tagged by other rules, not linked, reported); surnames behind
another given name ("Hugh Wilson"); words that are no names, and those in a body's name.
TEI P5 4.9: ND, #NDPER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.authority import Entry
from encoder.lexicon import words
from encoder.model import Annotation, Draft, Finding, Problem, Rule, Span
from encoder.names import titles_pattern

_BODY_BEHIND = re.compile(r"\s+(?:Librar|Papers|House\b|Doctrine|Committee|Commission|Mission|Plan\b|Act\b|Amendment|File|\d)")
#: a title, rank or office directly before the name
TITLE = re.compile(rf"(?:^|(?<=\W))(?P<title>{titles_pattern(words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES)})\s+\Z")
#: the office in front of a name in brackets: "the Director of Central Intelligence (Dulles)"
OFFICE_BEFORE, FAR = re.compile(r"(?P<office>[A-Z][^().;:\n\ufffc]{3,90})\s\(\Z"), 100
#: another word of a name before the surname: "Hugh Wilson", "Cao Dai"
NAME_BEFORE = re.compile(r"(?P<start>\A|[^\w\s]\s*|\n\s*|[a-z,]\s)(?P<word>[A-Z]\.|[A-ZÀ-Þ][\w’'-]*)\s\Z")
_WORD = re.compile(r"[A-Z][a-z]{3,}")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed names."""
    authorities = draft.context.authorities
    if "person" not in authorities.kinds:
        return
    prose = draft.prose
    mentions = []
    for start, end, form in authorities.find(prose):
        candidates = [c for c in authorities.forms[form] if c[0].kind == "person"]
        if candidates and not _BODY_BEHIND.match(prose, end):
            mentions.append((start, end, form, candidates))
    named: dict[str, dict[str, None]] = {}  # surname -> those whose full name stands anywhere in the document
    for _, _, _, candidates in mentions:
        full = [entry for entry, is_full in candidates if is_full]
        if len(full) == 1:
            named.setdefault(full[0].surname, {})[full[0].id] = None
    introduced: dict[str, str] = {}
    for start, end, form, candidates in mentions:
        full = [entry for entry, is_full in candidates if is_full]
        entry: Entry | None = None
        why = ""
        if len(full) == 1:
            entry, why = full[0], "the full name"
        elif _another(prose, start, candidates):
            continue
        elif len(candidates) > 1 and (fitting := _fitting(prose, start, candidates)):
            entry, why = fitting
        elif form in introduced:
            entry, why = authorities.by_id[introduced[form]], "named before in the document"
        elif len(candidates) == 1 and (form not in words.NOT_NAMES or TITLE.search(prose, max(0, start - 40), start)):
            entry, why = candidates[0][0], "the only listed person of this name"
        elif len(named.get(form, ())) == 1:
            entry, why = authorities.by_id[next(iter(named[form]))], "the full name stands in the document"
        if entry is None:
            if len(candidates) > 1:
                names = " or ".join(e.name for e, _ in candidates)
                yield Problem("name-ambiguous", "info", f"{form!r} can be {names}; nothing in the document says who", Span(start, end))
            continue
        if len(candidates) > 1 or len(full) == 1:
            introduced[entry.surname] = entry.id
        span = Span(start, end)
        if prose[max(0, start - 4) : start] == "Sir " and entry.given and form != entry.surname:
            span = Span(start - 4, end)
        yield Annotation(span, "persName", RULE.id, {"ref": f"#{entry.id}"}, evidence=f"{why}: {entry.name} ({entry.id})")


def _another(prose: str, start: int, candidates: list[tuple[Entry, bool]]) -> bool:
    """Whether a surname is the end of somebody else's name: a capitalised word before it that is no title and not his."""
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
        fits = [e for e, _ in candidates if re.search(rf"\b{re.escape(said)}\b", f"{e.name} {e.description}")]
        if len(fits) == 1 and said not in words.FORMS_OF_ADDRESS:
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
