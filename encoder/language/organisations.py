"""Bodies by each of their names: full names, acronyms, variants, and the country they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from encoder import lazy_re as re
from encoder.tables import text_of

#: words that a name has or has not
_SMALL = re.compile(r"\b(?:[Tt]he|[Oo]f|[Ff]or|[Oo]n)\b")
_STATES = re.compile(r"\A(?:United States|U\.\s?S\.|US)\s")
_LONG = "United States "
_BRITISH = str.maketrans({"’": "'", "-": " ", ",": None, ".": None})
_SPELT = ((re.compile(r"isation\b"), "ization"), (re.compile(r"\b(D|d)efence\b"), r"\1efense"), (re.compile(r"\b(L|l)abour\b"), r"\1abor"))


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body as the table has it; ``country`` is a code of ISO 3166 or of a state of the past."""

    name: str
    acronyms: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    country: str = ""


@cache
def _bodies() -> tuple[Organisation, ...]:
    rows = (row.split("\t") for row in text_of("language/lexicon/organisations.tsv").splitlines()[1:])
    return tuple(
        Organisation(name, tuple(filter(None, acronyms.split("|"))), tuple(filter(None, others.split("|"))), country)
        for name, acronyms, others, country in rows
    )


@cache
def _listed() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for body in _bodies():
        for form in (body.name, *body.acronyms, *body.others):
            found.setdefault(form if form in body.acronyms else key(form), body)
    return found


@cache
def acronyms() -> frozenset[str]:
    """Return the acronyms of the table."""
    return frozenset(short for body in _bodies() for short in body.acronyms)


@cache
def forms() -> frozenset[str]:
    """Return every name of the table, as it is written there, and with the other apostrophe."""
    every = {form for body in _bodies() for form in (body.name, *body.acronyms, *body.others)}
    every |= {short + form.removeprefix(_LONG) for form in every if form.startswith(_LONG) for short in ("U.S. ", "US ", "U. S. ")}
    return frozenset(every | {form.replace("'", "’") for form in every})


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """Return a name as bodies are compared: "Iraqi Ministry of (the) Interior", "Organisation", "Organization"."""
    for pattern, instead in _SPELT:
        name = pattern.sub(instead, name)
    return " ".join(_SMALL.sub(" ", name.translate(_BRITISH)).casefold().split())


def organisation(name: str) -> Organisation | None:
    """Return the body of the table that a name means; None for any other."""
    if " " not in name and name in _listed():
        return _listed()[name]
    if name.isupper() and " " not in name:
        return None
    found = _listed().get(key(name))
    return found or (_listed().get(key(_STATES.sub("", name))) if _STATES.match(name) else None)
