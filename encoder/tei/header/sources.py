"""What a document was copied from, and where its original lies: ``bibl`` and ``msDesc`` (TEI P5 4.9: HD, #HD3; MS, #msid)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from encoder import lazy_re as re
from encoder.draft.model import Draft, Fact, Profile
from encoder.source.metadata import Metadata, PublishedSource
from encoder.tei.making import Made, child

RECORD_GROUP = re.compile(r"(?P<group>(?:RG|Record Group)\s?\d{1,3})(?:,\s*|\Z)")
_PRODUCED = {"drafter": "drafted by", "clearer": "cleared by", "approver": "approved by"}
#: what belongs to the signature of one archive; the name of the next archive begins another
_SIGNED = frozenset({"country", "settlement", "institution", "repository", "repository-present", "collection", "file", "locus"})
#: fact -> field of the metadata
_ARCHIVE = {
    "country": "country", "settlement": "settlement", "institution": "institution", "repository": "repository",
    "collection": "collection", "file": "shelfmark",
}  # fmt: skip
_DATED = frozenset({"when", "from", "to", "notBefore", "notAfter", "cert"})


def bibl(parent: Made, draft: Draft, profile: Profile, metadata: Metadata, cited: str) -> None:
    """Write the ``bibl`` of the page or book the text was copied from."""
    element = child(parent, "bibl", attributes={"xml:id": "source"})
    source = metadata.source
    volume, number = draft.fact("volume"), draft.fact("number")
    if source:
        _published(element, source)
    elif volume:
        child(element, "title", volume.value, {"level": "m"})
    elif cited:
        child(element, "title", cited, {"level": "a"})
    else:
        child(element, "title", f"Plain text copied into the file {draft.source.file}")
    if number and (source or volume):
        child(element, "biblScope", number.value, {"unit": "document"})
    for original in draft.all_facts("title-original"):
        child(element, "title", original.value, {"type": "original"})
    for name in dict.fromkeys(f.value for f in draft.all_facts("collection-name")):
        child(element, "title", name, {"level": "s"})
    for publisher in dict.fromkeys(f.value for f in draft.all_facts("publisher")):
        child(element, "publisher", publisher)
    uploaded = draft.fact("upload-date")
    if uploaded:
        values = {k: v for k, v in uploaded.attributes.items() if k in _DATED}
        child(element, "date", uploaded.attributes.get("text", uploaded.value), {"type": "publication", **values})
    _identifiers(element, draft, profile, metadata)
    for citation in dict.fromkeys(f.value for f in draft.all_facts("citation")):
        child(element, "note", citation, {"type": "citation"})
    if source and source.licence:
        available = child(element, "availability", attributes={"status": "free"} if "ublic domain" in source.licence else {})
        child(available, "licence", source.licence, {"target": source.licence_url} if source.licence_url else {})
    rights = [f.value for f in draft.all_facts("rights")]
    if rights:
        licence = child(child(element, "availability"), "licence", "" if len(rights) > 1 else rights[0])
        for paragraph in rights if len(rights) > 1 else ():
            child(licence, "p", paragraph)


def further(parent: Made, draft: Draft, profile: Profile) -> None:
    """Write a ``bibl`` for each further page in the same file: it points to the document it is the source of."""
    divs = [a for a in draft.of("div") if a.attributes.get("type") == "document"]
    for page in draft.all_facts("page"):
        div = next((a for a in divs if page.span and page.span.start >= a.span.start and page.span.end <= a.span.end), None)
        ident = div.attributes.get("xml:id", "") if div else ""
        element = child(parent, "bibl", attributes={"corresp": f"#{ident}"} if ident else {})
        child(element, "title", page.value, {"level": "a"})
        said = page.attributes
        if "date" in said:
            child(element, "date", said["date"], {k: v for k, v in said.items() if k in _DATED})
        for url in said.get("url", "").split():
            child(element, "idno", url, {"type": "URI"})
        if profile.record_url and "record-id" in said:
            child(element, "idno", said["record-id"], {"type": profile.record_type})
        for key in ("citation", "summary"):
            if key in said:
                child(element, "note", said[key], {"type": key})


def _published(element: Made, source: PublishedSource) -> None:
    child(element, "title", source.title, {"level": "m"})
    if source.series:
        child(element, "title", source.series, {"level": "s"})
    if source.volume:
        child(element, "biblScope", source.volume, {"unit": "volume"})
    for editor in source.editors:
        child(element, "editor", editor)
    if source.general_editor:
        child(element, "editor", source.general_editor, {"role": "general"})
    if source.publisher:
        child(element, "publisher", source.publisher)
    if source.place:
        child(element, "pubPlace", source.place)
    if source.year:
        child(element, "date", source.year, {"when": source.year})


def _identifiers(element: Made, draft: Draft, profile: Profile, metadata: Metadata) -> None:
    """Write the addresses as given, the record's number, and the canonical address where none of the addresses is it."""
    urls = [metadata.url] if metadata.url else []
    urls += [f.value for f in draft.all_facts("url")]
    for url in dict.fromkeys(urls):
        child(element, "idno", url, {"type": "URI"})
    released = draft.fact("release-number")
    if released:
        child(element, "idno", released.value, {"type": "release"})
    record = draft.fact("record-id")
    if record and not profile.record_url:
        child(element, "idno", record.value, {"type": "record"})
    if profile.record_url and record:
        child(element, "idno", record.value, {"type": profile.record_type})
        canonical = profile.record_url.replace("{}", record.value)
        if canonical not in urls:
            child(element, "idno", canonical, {"type": "URI", "subtype": "canonical"})


def manuscripts(parent: Made, draft: Draft, title: str, person: Callable[[Made, str], None]) -> None:
    """Write a ``msDesc`` for each archive that keeps the original or a copy of it: another archive has another paper.

    What is said of who drafted and cleared a paper stands in the first one.
    """
    produced = [(f, _PRODUCED[f.key]) for f in draft.facts if f.key in _PRODUCED]
    for k, signature in enumerate(_given(list(_signatures(draft)), draft.context.metadata)):
        of_page = (f.value for f in draft.all_facts("page") if f.span and signature[0].span and signature[0].span.within(f.span))
        _manuscript(parent, signature, [] if k else produced, next(of_page, title), person)


def _given(read: list[list[Fact]], metadata: Metadata) -> list[list[Fact]]:
    """Return the signatures with what the user says of the archive: it takes the place of what was read in the first."""
    said = {key: value for key, name in _ARCHIVE.items() if (value := getattr(metadata, name))}
    if not said:
        return read
    first = [Fact(key, value, "metadata") for key, value in said.items()] + [f for f in (read[0] if read else []) if f.key not in said]
    return [first, *read[1:]]


def _signatures(draft: Draft) -> Iterator[list[Fact]]:
    """Yield the facts of one archive after the other, each archive and signature once."""
    run: list[Fact] = []
    seen = set()
    for fact in (*(f for f in draft.facts if f.key in _SIGNED), None):
        if run and (fact is None or (fact.key == "repository" and any(f.key == "repository" for f in run))):
            said = tuple((f.key, f.value) for f in run)
            if said not in seen and any(f.key in {"repository", "collection", "file"} for f in run):
                yield run
            seen.add(said)
            run = []
        if fact:
            run.append(fact)


def _manuscript(
    parent: Made, facts: list[Fact], produced: list[tuple[Fact, str]], title: str, person: Callable[[Made, str], None]
) -> None:
    description = child(parent, "msDesc")
    identifier = child(description, "msIdentifier")
    first = {f.key: f for f in reversed(facts)}
    for key in ("country", "settlement", "institution", "repository"):
        if key in first:
            child(identifier, key, first[key].value)
    for fact in facts:
        if fact.key == "collection":
            _collection(identifier, fact)
    if "file" in first:
        child(identifier, "idno", first["file"].value)
    if "repository-present" in first and "file" in first:
        present = child(identifier, "altIdentifier", attributes={"type": "present"})
        child(present, "repository", first["repository-present"].value)
        child(present, "idno", first["file"].value)
    if produced or "locus" in first:
        item = child(child(description, "msContents"), "msItem")
        if "locus" in first:
            child(item, "locus", first["locus"].value, dict(first["locus"].attributes))
        child(item, "title", title)
        for fact, resp in produced:
            statement = child(item, "respStmt")
            child(statement, "resp", resp)
            person(statement, fact.value)


def _collection(identifier: Made, fact: Fact) -> None:
    """Write a series; the American archives count their fonds: RG 59, General Records of the Department of State."""
    group = RECORD_GROUP.match(fact.value)
    rest = fact.value
    if group:
        child(identifier, "collection", group["group"], {"type": "recordGroup"})
        rest = rest[group.end() :]
    if rest:
        child(identifier, "collection", rest, dict(fact.attributes))
