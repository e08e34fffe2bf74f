"""One file with the persons, places and organisations of all editions, merged by identity (TEI P5 4.9: ND, #NDPERSE).

The entries point to the editions that name them by relative addresses. The other way round, copies of the editions can be made that point
to the entries of the register and have none of their own; the editions themselves stay as they are.
"""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from encoder.authority.uris import address
from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.entities import KINDS, Entities, Entity
from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.export.tables import Taken, made_of
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.tei import to_bytes
from encoder.tei.build import TEI, child, indent
from encoder.xml.ids import nc_name, next_free

#: kind -> the list, and the element of the names in it
LISTS = {"person": ("listPerson", "persName"), "place": ("listPlace", "placeName"), "organisation": ("listOrg", "orgName")}
#: what a copy that points to a register says of itself
MARK = "its names point to registers: a copy made by tei-encoder"


@dataclass(slots=True)
class Registers:
    """The registers while they are made: where they will stand, and the identifiers of their entries."""

    out: Path
    title: str = ""
    #: the folder for copies of the editions that point here
    linked: Path | None = None
    force: bool = False
    _copies: dict[Path, bytes] = field(default_factory=dict)

    def make(self, editions: Editions) -> bytes:
        """Return the registers, and keep the copies for ``write``. Raises EncoderError where no edition lists anybody or anything."""
        entities = Entities()
        taken = list(made_of(editions, entities, _Edition))
        if not entities.all:
            raise EncoderError("no edition lists a person, a place or an organisation")
        ids = _identifiers(entities.all)
        owners = {id(thing): edition for edition in taken for thing in edition.things}
        copies = self._targets(taken)
        places: dict[str, str] = {}
        for edition, copied in zip(taken, copies, strict=True):
            if edition.id in places:
                said = f"the edition {edition.id} has the identifier of another; the registers lead to the first of them"
                sys.stderr.write(f"{shown(edition.file.path)}:1:1: warning id-twice: {said}\n")
            places.setdefault(edition.id, _relative(edition.file.path if self.linked is None else copied, self.out.parent))
        root = etree.Element(f"{T}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
        description = child(child(root, "teiHeader"), "fileDesc")
        child(child(description, "titleStmt"), "title", self.title or f"Registers of {len(taken)} editions")
        child(child(description, "publicationStmt"), "p", "Assembled from the editions named in the entries.")
        child(child(child(description, "sourceDesc"), "bibl"), "title", f"Registers of {len(taken)} editions")
        child(child(child(root, "text"), "body"), "p", "The registers stand in standOff.")
        apart = child(root, "standOff")
        dates = {edition.id: edition.date for edition in taken}
        for kind, (group, name) in LISTS.items():
            listed = [entity for entity in entities.all if entity.kind == kind]
            if listed:
                parent = child(apart, group)
                for entity in sorted(listed, key=lambda e: (e.name.casefold(), e.id)):
                    entry = _entry(parent, entity, name, dates, places)
                    entry.set(XML_ID, ids[entity.id])
                    _repoint(entry, owners[id(entity.element)].known, ids, "")
        indent(root)
        if self.linked is not None:
            self._copy(taken, copies, ids)
        return to_bytes(root)

    def _targets(self, taken: list[_Edition]) -> list[Path]:
        """Return where the copies will stand: in folders as the editions do."""
        above = Path(os.path.commonpath([edition.file.path.resolve().parent for edition in taken]))
        return [(self.linked or above) / edition.file.path.resolve().relative_to(above) for edition in taken]

    def write(self) -> None:
        """Write the copies."""
        for target, data in self._copies.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)

    def _copy(self, taken: list[_Edition], targets: list[Path], ids: dict[str, str]) -> None:
        """Make copies of the editions that point to the registers. Raises EncoderError where one would be written over another file."""
        for edition, target in zip(taken, targets, strict=True):
            if edition.corpus:
                raise EncoderError(f"{shown(edition.file.path)}: {edition.id} is one of several in its file; --link takes one each")
            if target.resolve() == edition.file.path.resolve() or not (self.force or _ours(target)):
                raise EncoderError(f"--link {shown(target)} is there and is no copy that points to registers; name another folder")
            self._copies[target] = edition.linked(ids, _relative(self.out, target.parent))


class _Edition:
    """What is kept of an edition: its entries, and what it knows them by."""

    def __init__(self, taken: Taken) -> None:
        self.file, self.known = taken.edition, taken.known
        self.id, self.date = self.file.id, _date(self.file)
        self.corpus = self.file.root.getparent() is not None
        self.things = [e for e in self.file.root.iterfind(f"{T}standOff//*[@{XML_ID}]") if etree.QName(e).localname in KINDS]

    def linked(self, ids: dict[str, str], register: str) -> bytes:
        """Return the edition with pointers to the registers in place of its own entries."""
        tree = copy.deepcopy(self.file.root.getroottree())
        root = tree.getroot()
        for apart in root.findall(f"{T}standOff"):
            for thing in [e for e in apart.iter(f"{T}*") if e.get(XML_ID) in self.known and etree.QName(e).localname in KINDS]:
                _remove(thing)
            for group in [e for e in apart if not any(etree.QName(c).localname != "head" for c in e)]:
                _remove(group)
            if not len(apart):
                _remove(apart)
        _repoint(root, self.known, ids, register)
        before = [etree.tostring(e, with_tail=False) for e in reversed(list(root.itersiblings(preceding=True)))]
        whole = etree.tostring(root, encoding="utf-8", with_tail=False)
        lines = [b'<?xml version="1.0" encoding="UTF-8"?>', *before, f"<!-- {MARK} -->".encode(), whole]
        return b"\n".join([*lines, b""])


def _remove(element: etree._Element) -> None:
    """Take an element out; the white space behind the one before it then leads to what comes next."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.getnext() is None:
        if before is not None:
            before.tail = element.tail
        else:
            parent.text = element.tail
    parent.remove(element)


def _repoint(element: etree._Element, known: dict[str, Entity], ids: dict[str, str], register: str) -> None:
    """Let every pointer and key that named an entry of an edition name that of the registers."""
    for each in element.iter(f"{T}*"):
        for name, value in _attributes(each):
            if name == "key":
                entity = known.get(value)
                if entity:
                    each.set(name, ids[entity.id])
            elif "#" in value:
                each.set(name, " ".join(_pointer(token, known, ids, register) for token in value.split()))


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in list(element.attrib.items()):
        if name in {"ref", "corresp", "key", "who", "target"}:
            yield str(name), str(value)


def _pointer(token: str, known: dict[str, Entity], ids: dict[str, str], register: str) -> str:
    entity = known.get(token[1:]) if token.startswith("#") else None
    return f"{register}#{ids[entity.id]}" if entity else token


def _identifiers(entities: list[Entity]) -> dict[str, str]:
    """Return an identifier of the registers for each entity: its own, made an XML name, and none twice."""
    given: dict[str, str] = {}
    used: set[str] = set()
    for kind in LISTS:
        for entity in sorted((e for e in entities if e.kind == kind), key=lambda e: (e.name.casefold(), e.id)):
            wanted = nc_name(entity.id)
            given[entity.id] = wanted if wanted not in used else next_free(wanted, used)
            used.add(given[entity.id])
    return given


def _relative(target: Path, folder: Path) -> str:
    """Return a relative address, as a browser and an XML program resolve it."""
    return quote(Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix())


def _ours(path: Path) -> bool:
    """Whether nothing stands there, or a copy that this command made."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        return MARK.encode() in file.read(4096)


def _date(edition: EditionFile) -> str:
    date = edition.first(".//t:creation/t:date[@type='document']")
    return (date.get("when") or date.get("from") or date.get("notBefore") or "")[:10] if date is not None else ""


def _entry(
    parent: etree._Element, entity: Entity, name: str, dates: dict[str, str], places: dict[str, str]
) -> etree._Element:
    """Copy an entry with the forms of all editions, say where it is named, and return it."""
    entry = copy.deepcopy(entity.element)
    entry.tail = None
    for pointer in ("resp", "cert"):
        if pointer in entry.attrib:
            del entry.attrib[pointer]
    for number in entry.iterfind(f"{T}idno"):
        number.text = address(number.get("type", ""), flat(number))
    for note in entry.iterfind(f"{T}note") if entity.kind == "person" else ():
        note.set("type", note.get("type", "bio"))
    known = {flat(form) for form in entry.iterfind(f"{T}{name}")}
    at = len(entry.findall(f"{T}{name}"))
    for form in entity.forms:
        if form not in known:
            element = etree.Element(f"{T}{name}", {"type": "variant"})
            element.text = form
            entry.insert(at, element)
            at += 1
    said = etree.Element(f"{T}note", {"n": str(entity.mentions)})
    said.text = f"Named {entity.mentions} times: " if entity.mentions != 1 else "Named once: "
    for k, (document, count) in enumerate(entity.documents.items()):
        link = child(said, "ref", document, {"target": places[document]})
        link.tail = f" ({', '.join(part for part in (dates.get(document, ''), f'{count}×') if part)})"
        link.tail += "; " if k + 1 < len(entity.documents) else "."
    if entity.mentions:
        first = entry.find(f"{T}idno")
        if first is not None and entity.kind != "organisation":
            first.addprevious(said)
        else:
            entry.append(said)
    parent.append(entry)
    return entry
