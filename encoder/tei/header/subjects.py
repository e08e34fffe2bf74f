"""What kind of text it is and what it is about: ``textClass`` (TEI P5 4.9: HD, #HD43)."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.catalogue.responsible import BODY
from encoder.draft.model import Draft
from encoder.tei.making import Made, child

#: the headings of the Library of Congress are built so: "China--Foreign relations--Romania"
_LCSH = re.compile(r"\S\s?--\s?\S")
LCSH = "http://id.loc.gov/authorities/subjects"
#: "Khrushchev, Nikita Sergeevich"
_INVERTED = re.compile(r"[^\W\d_][\w.’' -]*,\s[^\W\d_][\w.’' -]*(?:,?\s[\d–-]+)?")
#: the fields of a catalogue -> kind of term
_FIELDS = {"genre": "genre", "subject": "subject", "place-associated": "place", "name-associated": "name"}


def text_class(parent: Made, draft: Draft) -> None:
    """Write the keywords: what the document says of itself, what the catalogue has, and its subject headings by their scheme."""
    own = [("classification", f.value) for f in list(draft.all_facts("classification"))[:1]]
    own += [(key, f.value) for key in ("handling", "precedence") for f in draft.all_facts(key)]
    catalogued: dict[str, list[tuple[str, str]]] = {"": [], LCSH: []}
    for fact in draft.facts:
        kind = _FIELDS.get(fact.key)
        for value in _parts(fact.value) if fact.key == "subject" else [fact.value]:
            if kind:
                catalogued[LCSH if kind == "subject" and _LCSH.search(value) else ""].append((_kind(kind, value), value))
    groups = [("", [*own, *catalogued[""]]), (LCSH, catalogued[LCSH])]
    metadata = draft.context.metadata
    if not any(terms for _, terms in groups) and not metadata.classes and not metadata.keywords:
        return
    classes = child(parent, "textClass")
    for scheme, terms in groups:
        if terms:
            keywords = child(classes, "keywords", attributes={"scheme": scheme} if scheme else {})
            for kind, value in dict.fromkeys(terms):
                child(keywords, "term", value, {"type": kind})
    if metadata.keywords:
        edition = child(classes, "keywords", attributes={"n": "edition"})
        for word in metadata.keywords:
            child(edition, "term", word)
    for code in metadata.classes:
        child(classes, "classCode", code, {"scheme": metadata.class_scheme})


def _kind(kind: str, value: str) -> str:
    """Tell persons from bodies among associated names, where their form says it."""
    if kind != "name":
        return kind
    if BODY.search(value):
        return "org"
    return "person" if _INVERTED.fullmatch(value) else kind


def _parts(said: str) -> list[str]:
    """Return the subjects of a list: apart by semicolons, else by commas, but not before years ("Vietnam War, 1961-1975")."""
    parts = said.split(";") if ";" in said else re.split(r",(?!\s*\d)", said)
    return [part.strip() for part in parts if part.strip()]
