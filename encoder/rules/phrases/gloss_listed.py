"""Abbreviations of the edition's list become ``gloss`` with a link to their explanation.

Found: the abbreviation as a word of its own, in the spelling of the list, in capitals ("CHICOM" for ChiCom), as a word
("Euratom" for EURATOM) or with stops; the ending of a plural stands outside ("Embtel" in "Embtels"). One that the list
explains twice is linked where the words of one explanation stand in the document, as a guess.
Left alone: parts of words, abbreviations inside a name, words that are only spelt like one ("HIM" in a passage of capitals).
TEI P5 4.9: CO, #COHQU.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.authority.entry import Entry
from encoder.draft.model import Annotation, Draft, Finding, Problem, Rule
from encoder.language.lexicon import words
from encoder.layout.blocks import Span
from encoder.names.names import in_capitals

_WORD = re.compile(r"[A-Z]\w{3,}")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the listed abbreviations."""
    authorities = draft.context.authorities
    if not authorities or "term" not in authorities.kinds:
        return
    prose = draft.prose
    chosen: dict[str, Entry | None] = {}
    for start, end, form in authorities.find(prose):
        entries = [(entry, sure) for entry, sure in authorities.forms[form] if entry.kind == "term"]
        if not entries:
            continue
        span = Span(start, end)
        if draft.taken(span):
            inside = draft.within("date", start)  # FY 1958
            if inside is None or end > inside.span.end:
                continue
        if form not in chosen:
            chosen[form] = _meant(prose, [entry for entry, _ in entries])
            if chosen[form] is None:
                meanings = " or ".join(e.description or e.id for e, _ in entries)
                yield Problem("term-ambiguous", "info", f"{form!r} can be {meanings}; nothing in the document says which", span)
        entry = chosen[form]
        if entry is None or not (entries[0][1] or _spelling(draft, form, entry)):
            continue
        if form in words.ORDINARY and in_capitals(prose, start, end):
            continue
        guess = {"cert": "medium"} if len(entries) > 1 and _meanings([e for e, _ in entries]) > 1 else {}
        yield Annotation(span, "gloss", RULE.id, {"target": f"#{entry.id}"} | guess, evidence=entry.description)


def _meant(prose: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the only entry, or the one whose explanation has words of its own that the document uses more than the others'."""
    if len(entries) == 1 or _meanings(entries) == 1:
        return entries[0]
    sets = [frozenset(_WORD.findall(entry.description)) for entry in entries]
    common = frozenset.intersection(*sets)
    counts = [sum(len(re.findall(rf"\b{word}", prose)) for word in own - common) for own in sets]
    best = max(counts)
    return entries[counts.index(best)] if best and counts.count(best) == 1 and best >= 3 * sorted(counts)[-2] else None


def _meanings(entries: Sequence[Entry]) -> int:
    """Count the explanations of an abbreviation; one that is listed twice has one."""
    return len({entry.description.casefold() for entry in entries})


def _spelling(draft: Draft, form: str, entry: Entry) -> bool:
    """Whether another spelling than the list's is the abbreviation: it is no word that the document writes small too."""
    return not form[:1].isupper() or form.isupper() or form.lower() == entry.name or not draft.small(form)


RULE = Rule("gloss-listed", "gloss", find, "Abbreviations of the edition's list point to their explanation in standOff.")
