"""What the site knows of a document: its facts for the card, who and what it mentions, how certain its guesses are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from encoder import lazy_re as re
from encoder.authority.uris import address
from encoder.draft.elements import ELEMENTS
from encoder.tei.build import XML, local
from encoder.tei.read import XML_ID, EditionFile, T, flat

KINDS = {"person": "persName", "place": "placeName", "org": "orgName"}
_LISTS = {"person": "listPerson/t:person", "place": "listPlace/t:place", "org": "listOrg/t:org"}
_ABOUT = frozenset({"note", "occupation", "affiliation", "birth", "death"})
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)[\s,]+(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, place or organisation as one edition lists it."""

    kind: str
    id: str
    name: str
    variants: tuple[str, ...] = ()
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    #: degrees north and east
    point: tuple[float, float] | None = None
    #: whether a person's list has it, or only the rules
    guessed: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what two editions' entries for the same thing have in common."""
        return (self.kind, self.id, self.name)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a letter."""

    name: str
    place: str = ""
    date: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the site."""

    id: str
    path: Path
    page: str
    title: str
    date: str = ""
    kind: str = ""
    number: str = ""
    language: str = ""
    place: str = ""
    sent: tuple[Party, ...] = ()
    received: tuple[Party, ...] = ()
    card: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    cite: str = ""
    things: tuple[Thing, ...] = ()
    mentions: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    guesses: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    guessed: str = ""
    licence: tuple[str, str] = ("", "")
    project: str = ""
    publisher: str = ""

    @property
    def month(self) -> str:
        """Return the month of writing, ``1958-12``; ``""`` where it is not known."""
        return self.date[:7] if len(self.date) >= 7 else ""

    @property
    def sender(self) -> str:
        """Return who wrote, in one line."""
        return "; ".join(p.name for p in self.sent if p.name)

    @property
    def recipient(self) -> str:
        """Return who was written to, in one line."""
        return "; ".join(p.name for p in self.received if p.name)


def read(edition: EditionFile, page: str) -> Document:
    """Return what an edition says of itself; ``page`` is the name of its page, without an ending."""
    first = edition.first("t:text//t:div")
    things = tuple(_things(edition))
    counts = Counter(local(e) for e in _text(edition).iter(etree.Element))
    licence = edition.first("t:teiHeader/t:fileDesc/t:publicationStmt/t:availability/t:licence")
    title = edition.words("t:teiHeader/t:fileDesc/t:titleStmt/t:title") or edition.id
    sent, received = _parties(edition, "sent"), _parties(edition, "received")
    return Document(
        id=edition.id, path=edition.path, page=page, title=title, date=_date(edition),
        kind=_spaced(first.get("subtype") or "") if first is not None else "", number=(first.get("n") or "") if first is not None else "",
        language=_language(edition), place=_place(edition, sent), sent=sent, received=received,
        card=tuple(_card(edition)), links=tuple(_links(edition)), cite=_cite(edition, title), things=things,
        mentions=_mentions(edition, {t.id for t in things}), counts=counts, guesses=_guesses(edition),
        rules=tuple(flat(p) for p in edition.root.iterfind(f".//{T}editorialDecl/{T}p")),
        guessed=edition.words(".//t:editorialDecl/t:interpretation"),
        licence=(flat(licence), web(licence.get("target") or "")) if licence is not None else ("", ""),
        project=edition.words(".//t:projectDesc"), publisher=edition.words(".//t:publicationStmt/t:publisher"),
    )  # fmt: skip


def web(address: str) -> str:
    """Return an address of the web, and nothing for all that is none (``javascript:`` and the like)."""
    return address if re.match(r"(?i)https?://[^\s\"<>]+\Z", address) else ""


def _spaced(name: str) -> str:
    """Return the name of a kind in words: ``memorandumOfConversation`` is a memorandum of conversation."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _text(edition: EditionFile) -> etree._Element:
    found = edition.first("t:text")
    return found if found is not None else etree.Element("text")


def _date(edition: EditionFile) -> str:
    for path in ("t:teiHeader/t:profileDesc/t:creation/t:date", ".//t:correspAction[@type='sent']/t:date", "t:text//t:dateline//t:date"):
        element = edition.first(path)
        for name in ("when", "from", "notBefore", "to", "notAfter"):
            value = _DAY.match((element.get(name) or "") if element is not None else "")
            if value:
                return value[0]
    return ""


def _language(edition: EditionFile) -> str:
    return _text(edition).get(f"{{{XML}}}lang") or ""


def _place(edition: EditionFile, sent: tuple[Party, ...]) -> str:
    said = edition.words("t:teiHeader/t:profileDesc/t:creation/t:placeName") or edition.words("t:text//t:dateline//t:placeName")
    return said or next((p.place for p in sent if p.place), "")


def _parties(edition: EditionFile, role: str) -> tuple[Party, ...]:
    """Return the persons on one side, and the bodies where no person is named."""
    found: list[Party] = []
    for action in edition.root.iterfind(f"{T}teiHeader/{T}profileDesc/{T}correspDesc/{T}correspAction[@type='{role}']"):
        place = action.find(f"{T}placeName")
        date = action.find(f"{T}date")
        where = flat(place) if place is not None else ""
        when = ((date.get("when") or date.get("from") or "") if date is not None else "")[:10]
        names = [e for e in action if isinstance(e.tag, str) and local(e) in {"persName", "orgName", "name"}]
        found += [Party(flat(n), where, when, (n.get("ref") or "").rpartition("#")[2]) for n in names]
    return tuple(found)


def _card(edition: EditionFile) -> list[tuple[str, str]]:
    header = "t:teiHeader/"
    identifier = "t:teiHeader/t:fileDesc/t:sourceDesc/t:msDesc/t:msIdentifier/"
    archive = [edition.words(identifier + f"t:{n}") for n in ("country", "settlement", "repository", "collection", "idno")]
    terms = {
        name: [flat(t) for t in edition.root.iterfind(f".//{T}keywords/{T}term[@type='{name}']")]
        for name in ("classification", "handling", "subject")
    }
    series = [edition.words(f".//t:sourceDesc/t:bibl/t:title[@level='{level}']") for level in ("s", "m")]
    translated = [
        flat(p) for r in edition.root.iterfind(f".//{T}titleStmt/{T}respStmt")
        if "transl" in flat(r).lower() for p in r.iterfind(f"{T}persName")
    ]
    rows = [
        ("Published in", ", ".join(filter(None, series))),
        ("Archive", ", ".join(filter(None, archive))),
        ("Classification", "; ".join(terms["classification"])),
        ("Handling", "; ".join(terms["handling"])),
        ("Subjects", "; ".join(terms["subject"])),
        ("Translated by", "; ".join(translated)),
        ("Summary", edition.words(header + "t:profileDesc/t:abstract")),
        ("Rights of the source", edition.words(".//t:sourceDesc/t:bibl/t:availability")),
    ]
    return [(name, value) for name, value in rows if value]


def _links(edition: EditionFile) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for path, name in ((".//t:publicationStmt/t:idno", "Permanent link"), (".//t:sourceDesc/t:bibl/t:idno", "Where it was copied from")):
        for element in edition.root.iterfind(path, {"t": "http://www.tei-c.org/ns/1.0"}):
            address = web(flat(element))
            if address:
                found.setdefault(address, name)
    return [(name, address) for address, name in found.items()]


def _cite(edition: EditionFile, title: str) -> str:
    publisher = edition.words(".//t:publicationStmt/t:publisher")
    series = edition.words(".//t:sourceDesc/t:bibl/t:title[@level='s']")
    volume = edition.words(".//t:sourceDesc/t:bibl/t:title[@level='m']")
    scope = edition.words(".//t:sourceDesc/t:bibl/t:biblScope[@unit='document']")
    parts = [f"“{title.rstrip('.')}”", series, volume, f"document {scope}" if scope else "", f"ed. {publisher}" if publisher else ""]
    return ", ".join(filter(None, parts)) + f" ({edition.id})."


def _things(edition: EditionFile) -> list[Thing]:
    found = []
    for kind, path in _LISTS.items():
        for entry in edition.root.iterfind(f"t:standOff/t:{path}", {"t": "http://www.tei-c.org/ns/1.0"}):
            names = [n for n in entry if n.tag == f"{T}{KINDS[kind]}"]
            identifier = entry.get(XML_ID)
            if not names or not identifier:
                continue
            notes = [flat(n) for n in entry if isinstance(n.tag, str) and local(n) in _ABOUT]
            links = [(str(n.get("type") or "link"), _address(n)) for n in entry.iterfind(f"{T}idno")]
            point = _POINT.fullmatch(flat(geo) if (geo := entry.find(f".//{T}geo")) is not None else "")
            found.append(Thing(
                kind, identifier, flat(names[0]) or identifier, tuple(dict.fromkeys(flat(n) for n in names[1:])),
                "; ".join(filter(None, notes)),
                tuple((name, address) for name, address in links if address),
                (float(point[1]), float(point[2])) if point else None, entry.get("resp") == "#tei-encoder",
            ))  # fmt: skip
    return found


def _address(idno: etree._Element) -> str:
    said = flat(idno)
    return web(said) or web(address((idno.get("type") or "").lower(), said))


def _mentions(edition: EditionFile, known: set[str]) -> dict[str, int]:
    """Return how often the text points to each entry of the lists."""
    counted: Counter[str] = Counter()
    for element in _text(edition).iter(*(T + name for name in KINDS.values())):
        pointer = next((element.get(a) for a in ("ref", "corresp", "key") if element.get(a)), "") or ""
        for one in pointer.split():
            identifier = one.rpartition("#")[2]
            if identifier in known:
                counted[identifier] += 1
    return dict(sorted(counted.items()))


def _guesses(edition: EditionFile) -> dict[str, int]:
    found = Counter(str(e.get("cert")) for e in _text(edition).iter(etree.Element) if e.get("cert") and local(e) in ELEMENTS)
    return {level: found[level] for level in ("high", "medium", "low") if found[level]}
