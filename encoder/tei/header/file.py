"""What file this is, who made it, and what it was made from: ``fileDesc`` (TEI P5 4.9: HD, #HD2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from encoder.source.metadata import Metadata, Responsible
from encoder.tei.header import sources
from encoder.tei.header.matter import PROGRAM, Matter, person
from encoder.tei.making import Made, child


def write(about: Matter, parent: Made) -> None:
    """Fill ``fileDesc``; ``extent`` waits for the text."""
    _titles(about, child(parent, "titleStmt"))
    if about.metadata.version:
        child(child(parent, "editionStmt"), "edition", about.metadata.version)
    child(parent, "extent")
    _publication(about, child(parent, "publicationStmt"))
    _series(about, parent)
    _notes(about, parent)
    _source(about, child(parent, "sourceDesc"))


def _titles(about: Matter, statement: Made) -> None:
    child(statement, "title", about.title())
    for author in about.draft.all_facts("author"):
        child(statement, "author", author.value)
    deciders = {fact.value: fact.attributes["xml:id"] for fact in about.draft.all_facts("decided-by")}
    for one in about.metadata.responsible:
        _by_whom(statement, one, deciders.pop(one.name, ""))
    for name, identifier in deciders.items():
        said = ("an editor of this edition", identifier, "name") if not name else (name, identifier)
        _responsible(statement, "decisions on the markup", *said)
    _of_the_source(about, statement)
    _responsible(statement, "automatic markup", PROGRAM, PROGRAM, "name")
    found = [f.value for key in ("project", "funder") for f in about.draft.all_facts(key)]
    for funder in dict.fromkeys((*about.metadata.funder, *found)):
        child(statement, "funder", funder)


def _by_whom(statement: Made, one: Responsible, identifier: str) -> None:
    """Write somebody of ``edition.toml``: an editor as ``editor``, the others with what they did; ``@ref`` says who it is."""
    attributes = {"ref": " ".join(one.uris)} if one.uris else {}
    if one.role == "editor":
        child(statement, "editor", one.name, {**({"xml:id": identifier} if identifier else {}), **attributes})
        return
    _responsible(statement, one.resp, one.name, identifier, "orgName" if one.ror else "persName", attributes)


def _of_the_source(about: Matter, statement: Made) -> None:
    """Write who worked on the source, and whom the text points to."""
    translator = False
    # credits and source of a page may name the same
    named = {(f.attributes["resp"], f.value): f for f in reversed(list(about.draft.all_facts("responsible")))}
    for fact in reversed(named.values()):
        is_translator = "translated" in fact.attributes["resp"] and not translator
        translator = translator or is_translator
        tag = fact.attributes.get("element", "persName")
        _responsible(statement, fact.attributes["resp"], fact.value, "translator" if is_translator else "", tag)
    if "#translator" in about.referred and not translator:
        _responsible(statement, "translated by", "a translator whom the copied text does not name", "translator", "name")
    if "#editors" in about.referred:
        whose = "the editors of the volume" if about.profile.brackets == "#editors" else "the editors of the source"
        _responsible(statement, "editing of the source", whose, "editors", "name")


def _responsible(
    parent: Made, resp: str, name: str, identifier: str = "", tag: str = "persName",
    attributes: Mapping[str, str] | None = None,
) -> None:
    statement = child(parent, "respStmt", attributes={"xml:id": identifier} if identifier else {})
    child(statement, "resp", resp)
    child(statement, tag, name, attributes)


#: field of the metadata -> kind of identifier, and what makes an address of it
IDENTIFIERS = (("doi", "DOI", "https://doi.org/"), ("handle", "handle", "https://hdl.handle.net/"), ("uri", "URI", ""))


def _publication(about: Matter, parent: Made) -> None:
    data = about.metadata
    agencies = [(name, value) for name in ("publisher", "distributor", "authority") if (value := getattr(data, name))]
    if not agencies:
        child(parent, "p", "Not published: an edition made from copied plain text.")
        return
    for name, value in agencies:
        child(parent, name, value)
    if data.publisher_place:
        child(parent, "pubPlace", data.publisher_place)
    if data.date:
        child(parent, "date", data.date, {"when": data.date})
    for value, attributes in _identifiers(data, about.draft.identifier):
        child(parent, "idno", value, attributes)
    if data.licence or data.availability:
        available = child(parent, "availability", attributes={"status": data.availability or "unknown"})
        if data.licence:
            child(available, "licence", data.licence, {"target": data.licence_url} if data.licence_url else {})


def _identifiers(data: Metadata, identifier: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the identifiers of the document as addresses, then those of the whole edition."""
    whole = []
    for field, kind, before in IDENTIFIERS:
        given = getattr(data, field)
        own = getattr(data, f"document_{field}") or (given if "{}" in given else "")
        if own:
            yield before + own.replace("{}", identifier), {"type": kind}
        if given and "{}" not in given:
            whole.append((before + given, {"type": kind, "subtype": "edition"}))
    yield from whole


def _series(about: Matter, parent: Made) -> None:
    """Write the edition that the document belongs to, and the series that the edition belongs to."""
    titles = [(about.metadata.edition_title, "m"), (about.metadata.series, "s")]
    if any(title for title, _ in titles):
        statement = child(parent, "seriesStmt")
        for title, level in titles:
            if title:
                child(statement, "title", title, {"level": level})


def _notes(about: Matter, parent: Made) -> None:
    catalogue = any(a.room == "header" for a in about.draft.annotations)
    conflict = [p for p in about.draft.problems if p.code == "date-conflict"]
    if not (catalogue or conflict or about.metadata.note):
        return
    notes = child(parent, "notesStmt")
    if about.metadata.note:
        child(notes, "note", about.metadata.note, {"type": "editorial"})
    for problem in conflict:
        child(notes, "note", problem.message[0].upper() + problem.message[1:] + ".", {"type": "dateConflict", "resp": f"#{PROGRAM}"})


def _source(about: Matter, parent: Made) -> None:
    sources.bibl(parent, about.draft, about.profile, about.metadata, about.first("title-cited") or about.first("title"))
    sources.further(parent, about.draft, about.profile)
    sources.manuscripts(parent, about.draft, about.title(), lambda statement, name: person(about, statement, name, ""))
