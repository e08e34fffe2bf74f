"""A folder of editions made ready for deposit: what is in it with its checksums, who made it, how it is cited, whether it is valid.

Written into the folder: ``manifest-sha256.txt`` (a line a file, as ``sha256sum --check`` reads it), ``CITATION.cff`` (Citation File
Format 1.2.0), ``README.md``, ``schema/`` and ``validity.txt``; for Zenodo ``datacite.json`` (DataCite 4.5) and ``.zenodo.json`` too.
Nothing is written while a licence or an editor is missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from encoder import __version__
from encoder.errors import EncoderError
from encoder.export.read import EditionFile, T, editions_of, flat
from encoder.export.requirements import lacking
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.language.person_name import PersonName
from encoder.validation.files import find_files
from encoder.validation.schemas import edition_schema, schema_folder
from encoder.xml.safe import RefusedXMLError, parse

TARGETS = ("zenodo", "github")
MANIFEST = "manifest-sha256.txt"
#: what the papers say of their origin
MARK = "made by tei-encoder package"
#: addresses of licences -> their identifiers in SPDX
SPDX = {
    "creativecommons.org/licenses/by/4.0": "CC-BY-4.0", "creativecommons.org/licenses/by-sa/4.0": "CC-BY-SA-4.0",
    "creativecommons.org/licenses/by-nc/4.0": "CC-BY-NC-4.0", "creativecommons.org/licenses/by-nc-sa/4.0": "CC-BY-NC-SA-4.0",
    "creativecommons.org/publicdomain/zero/1.0": "CC0-1.0", "opensource.org/license/mit": "MIT",
}  # fmt: skip
#: without these no package is made
NEEDED = frozenset({"creator", "licence"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who made the edition: the name, what was done, addresses in authority files."""

    name: str
    done: str
    uris: tuple[str, ...]

    def uri(self, of: str) -> str:
        """Return the address in that authority file, ``""`` without one."""
        return next((uri for uri in self.uris if of in uri), "")

    @property
    def parts(self) -> tuple[str, str]:
        """Family name and given names, with what stands before and behind them: "Doe, Jane" or "Jane Doe"."""
        name = PersonName.read(self.name)
        given = " ".join(part for part in (name.title, name.before) if part)
        return name.surname, f"{given}, {name.suffix}" if name.suffix else given


@dataclass(frozen=True, slots=True)
class Deposit:
    """What the headers of the editions say of all of them."""

    title: str
    editors: tuple[Party, ...]
    others: tuple[Party, ...]
    publisher: str
    day: str
    version: str
    doi: str
    uri: str
    licence: str
    licence_url: str
    description: str
    languages: tuple[str, ...]
    funders: tuple[str, ...]
    keywords: tuple[str, ...]
    count: int

    @property
    def spdx(self) -> str:
        """The licence's identifier in SPDX, ``""`` where its address is not known."""
        return next((name for part, name in SPDX.items() if part in self.licence_url), "")


def package(folder: Path, target: str, title: str = "", force: bool = False) -> list[Path]:
    """Write the papers of a deposit into a folder of editions; return them.

    Raises EncoderError with the place to fill in where a licence or an editor is missing, an edition cannot be read, or a file that
    this command did not write would be written over.
    """
    if not folder.is_dir():
        raise EncoderError(f"{shown(folder)}: no such folder")
    paths = find_files((folder,))
    editions = _read(paths)
    _refuse(editions)
    about = describe(editions, title or folder.resolve().name)
    papers = dict(_papers(about, target))
    papers["validity.txt"] = _validity(folder, paths)
    schemas = {f"schema/{p.name}": p.read_bytes() for p in sorted(schema_folder().glob("*.*")) if p.suffix in _SCHEMAS}
    known = _recorded(folder / MANIFEST)
    for name, data in papers.items():
        there = folder / name
        if there.exists() and not force and not _ours(there, name, data, known):
            raise EncoderError(f"{shown(there)} is there and was not made by this command; move it away, or --force to write over it")
    for name, data in (*schemas.items(), *papers.items()):
        write_whole(folder / name, data)
    listed = sorted({*(p.relative_to(folder).as_posix() for p in paths), *schemas, *papers})
    sums = "".join(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in listed)
    write_whole(folder / MANIFEST, sums.encode())
    return [folder / name for name in (*papers, MANIFEST)]


_SCHEMAS = frozenset({".rnc", ".rng", ".xsd", ".sch", ".odd"})


def _recorded(manifest: Path) -> frozenset[str]:
    """Return the lines of a manifest that is there: names with their checksums."""
    return frozenset(manifest.read_text(encoding="utf-8", errors="replace").splitlines()) if manifest.is_file() else frozenset()


def _ours(path: Path, name: str, data: bytes, known: frozenset[str]) -> bool:
    """Whether a file is as this command wrote it the last time, or would write it now."""
    there = path.read_bytes()
    return there == data or f"{hashlib.sha256(there).hexdigest()}  {name}" in known


def _read(paths: Sequence[Path]) -> list[EditionFile]:
    try:
        found = [edition for path in paths for edition in editions_of(path)]
    except RefusedXMLError as error:
        raise EncoderError(f"an edition cannot be read: {error}; validate the folder first") from None
    if not found:
        raise EncoderError("no edition found")
    return found


def _refuse(editions: Sequence[EditionFile]) -> None:
    """Raise EncoderError where the first edition without an editor or a licence is met."""
    for edition in editions:
        for need in lacking(edition, "zenodo"):
            if need.id in NEEDED:
                raise EncoderError(
                    f"{shown(edition.path)}: {need.says}; nothing is written. Fill in edition.toml ({need.fill}) and encode again"
                )


def describe(editions: Sequence[EditionFile], title: str) -> Deposit:
    """Gather what the headers say; of what they say differently the first counts."""
    first = editions[0]

    def said(path: str) -> str:
        return next((words for e in editions if (words := e.words(path))), "")

    licence = next((x for e in editions if (x := e.first(".//t:publicationStmt//t:licence")) is not None), None)
    date = first.first(".//t:publicationStmt/t:date")
    whole = ".//t:publicationStmt/t:idno[@type='{}'][@subtype='edition']"
    return Deposit(
        title=said(".//t:seriesStmt/t:title[@level='m']") or title,
        editors=_parties(editions, "editor"),
        others=_parties(editions, "respStmt"),
        publisher=said(".//t:publicationStmt/t:publisher") or said(".//t:publicationStmt/t:distributor"),
        day=date.get("when", "") if date is not None else "",
        version=said(".//t:editionStmt/t:edition"),
        doi=said(whole.format("DOI")).removeprefix("https://doi.org/"),
        uri=said(whole.format("URI")),
        licence=flat(licence) if licence is not None else "",
        licence_url=licence.get("target", "") if licence is not None else "",
        description=said(".//t:projectDesc/t:p"),
        languages=tuple(dict.fromkeys(str(e.get("ident")) for x in editions for e in x.root.iterfind(f".//{T}langUsage/{T}language"))),
        funders=tuple(dict.fromkeys(flat(e) for x in editions for e in x.root.iterfind(f".//{T}titleStmt/{T}funder"))),
        keywords=tuple(dict.fromkeys(flat(e) for x in editions for e in x.root.iterfind(f".//{T}keywords[@n='edition']/{T}term"))),
        count=len(editions),
    )


def _parties(editions: Sequence[EditionFile], kind: str) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for edition in editions:
        for element in edition.root.iterfind(f".//{T}titleStmt/{T}{kind}"):
            name = element if kind == "editor" else next((e for e in element if e.tag in {f"{T}persName", f"{T}orgName"}), None)
            if name is None:
                continue
            done = element.find(f"{T}resp")
            party = Party(flat(name), flat(done) if done is not None else "edited by", tuple(str(name.get("ref", "")).split()))
            found.setdefault(party.name, party)
    return tuple(found.values())


def _papers(about: Deposit, target: str) -> Iterator[tuple[str, bytes]]:
    yield "CITATION.cff", _cff(about).encode()
    yield "README.md", _readme(about).encode()
    if target == "zenodo":
        yield "datacite.json", _json(datacite(about))
        yield ".zenodo.json", _json(zenodo(about))


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _text(value: str) -> str:
    """Return a scalar of YAML in quotation marks: JSON's are YAML's too."""
    return json.dumps(value, ensure_ascii=False)


def _cff(about: Deposit) -> str:
    lines = [
        f"# {MARK}", "cff-version: 1.2.0", "message: If you use this edition, please cite it as below.", "type: dataset",
        f"title: {_text(about.title)}", "authors:",
    ]  # fmt: skip
    for editor in about.editors:
        family, given = editor.parts
        lines.append(f"  - family-names: {_text(family)}")
        lines += [f"    given-names: {_text(given)}"] if given else []
        lines += [f"    orcid: {_text(editor.uri('orcid.org'))}"] if editor.uri("orcid.org") else []
    for key, value in (("version", about.version), ("doi", about.doi), ("url", about.uri), ("abstract", about.description)):
        lines += [f"{key}: {_text(value)}"] if value else []
    if about.keywords:
        lines += ["keywords:", *(f"  - {_text(word)}" for word in about.keywords)]
    if len(about.day) == len("YYYY-MM-DD"):
        lines.append(f"date-released: {_text(about.day)}")
    lines.append(f"license: {about.spdx}" if about.spdx else f"license-url: {_text(about.licence_url)}")
    return "\n".join(lines) + "\n"


def _readme(about: Deposit) -> str:
    who = "; ".join(e.name for e in about.editors)
    identifier = f" https://doi.org/{about.doi}" if about.doi else f" {about.uri}" if about.uri else ""
    lines = [
        f"# {about.title}", "", about.description, "",
        f"{about.count} documents in TEI P5. Cite as: {who} (ed.), *{about.title}*"
        f"{f', {about.version}' if about.version else ''}{f', {about.day[:4]}' if about.day else ''}.{identifier}",
        "", f"Licence: [{about.licence}]({about.licence_url})", "",
        f"`schema/` has the schema, `validity.txt` says whether every document fits it; `sha256sum --check {MANIFEST}` says whether the",
        "files are those that were deposited.", "", f"<!-- {MARK} -->",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _creator(party: Party) -> dict[str, Any]:
    if party.uri("ror.org"):
        ror = {"nameIdentifier": party.uri("ror.org"), "nameIdentifierScheme": "ROR", "schemeUri": "https://ror.org"}
        return {"name": party.name, "nameType": "Organizational", "nameIdentifiers": [ror]}
    family, given = party.parts
    identifiers = [
        {"nameIdentifier": uri, "nameIdentifierScheme": scheme, "schemeUri": home}
        for of, scheme, home in (("orcid.org", "ORCID", "https://orcid.org"), ("d-nb.info/gnd", "GND", "https://d-nb.info/gnd"))
        if (uri := party.uri(of))
    ]
    name = f"{family}, {given}" if given else family
    parts = {"familyName": family, **({"givenName": given} if given else {})}
    return {"name": name, "nameType": "Personal", **parts, **({"nameIdentifiers": identifiers} if identifiers else {})}


def datacite(about: Deposit) -> dict[str, Any]:
    """Return the metadata as DataCite's JSON has them (schema 4.5); a DOI only where there is one."""
    made: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Digital edition in TEI"},
        "creators": [_creator(e) for e in about.editors],
        "titles": [{"title": about.title}],
        "publisher": {"name": about.publisher},
        "publicationYear": about.day[:4],
        "contributors": [{**_creator(p), "contributorType": "Other"} for p in about.others],
        "dates": [{"date": about.day, "dateType": "Issued"}] if about.day else [],
        "formats": ["application/tei+xml"],
        "sizes": [f"{about.count} documents"],
        "rightsList": [_rights(about)],
        "descriptions": [{"description": about.description, "descriptionType": "Abstract"}],
        "subjects": [{"subject": word} for word in about.keywords],
        "fundingReferences": [{"funderName": name} for name in about.funders],
    }
    if about.doi:
        made = {"doi": about.doi, **made}
    if about.languages:
        made["language"] = about.languages[0]
    if about.version:
        made["version"] = about.version
    return {key: value for key, value in made.items() if value}


def _rights(about: Deposit) -> dict[str, str]:
    identifier = {"rightsIdentifier": about.spdx, "rightsIdentifierScheme": "SPDX"} if about.spdx else {}
    return {"rights": about.licence, "rightsUri": about.licence_url, **identifier}


def zenodo(about: Deposit) -> dict[str, Any]:
    """Return the metadata that Zenodo reads from ``.zenodo.json``."""
    creators = []
    for editor in about.editors:
        family, given = editor.parts
        orcid = editor.uri("orcid.org").rpartition("/")[2]
        gnd = editor.uri("d-nb.info/gnd").rpartition("/")[2]
        name = f"{family}, {given}" if given else family
        creators.append({"name": name, **({"orcid": orcid} if orcid else {}), **({"gnd": gnd} if gnd else {})})
    return {
        "title": about.title, "upload_type": "dataset", "description": about.description, "creators": creators, "access_right": "open",
        **({"license": about.spdx.lower()} if about.spdx else {}),
        **({"publication_date": about.day} if about.day else {}),
        **({"version": about.version} if about.version else {}),
        **({"keywords": list(about.keywords)} if about.keywords else {}),
    }


def _validity(folder: Path, paths: Sequence[Path]) -> bytes:
    """Say of each edition whether it fits the schema."""
    lines = [f"# {MARK}, version {__version__}"]
    for path in paths:
        data = path.read_bytes()
        tree: etree._ElementTree = parse(data)
        bad = [f for f in edition_schema().failures(tree, data) if f.severity == "error"]
        lines.append(f"{'invalid' if bad else 'valid'}  {path.relative_to(folder).as_posix()}")
        lines += [f"    line {f.line}: {f.rule}: {f.message}" for f in bad]
    return ("\n".join(lines) + "\n").encode()
